//! The input and output types of all decoders.

use crate::error::ModelError;

/// One output of a network for one input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    /// Without the batch dimension.
    pub shape: Vec<usize>,
    /// In row-major order.
    pub data: Vec<f32>,
}

impl Tensor {
    /// The shape as `N` dimensions.
    ///
    /// # Errors
    /// Another number of dimensions, or a shape that does not match the number of elements.
    pub fn dims<const N: usize>(&self) -> Result<[usize; N], ModelError> {
        let dims: Option<[usize; N]> = self.shape.as_slice().try_into().ok();
        dims.filter(|d| d.iter().product::<usize>() == self.data.len())
            .ok_or_else(|| {
                ModelError::new(format!(
                    "the network returned an output of shape {:?}; its decoder expects {N} dimensions",
                    self.shape
                ))
            })
    }
}

/// The output with the index `index`, or an error when there are fewer.
pub(crate) fn output(outputs: &[Tensor], index: usize) -> Result<&Tensor, ModelError> {
    outputs.get(index).ok_or_else(|| {
        ModelError::new(format!(
            "the network returned {} outputs; its decoder expects {}",
            outputs.len(),
            index + 1
        ))
    })
}

/// An axis-aligned box, measured from pixel edges: the top-left pixel is `(0, 0)` to `(1, 1)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Box2d {
    /// Left edge, px.
    pub x1: f32,
    /// Top edge, px.
    pub y1: f32,
    /// Right edge, px.
    pub x2: f32,
    /// Bottom edge, px.
    pub y2: f32,
}

impl Box2d {
    /// Width, px.
    pub fn width(&self) -> f32 {
        self.x2 - self.x1
    }

    /// Height, px.
    pub fn height(&self) -> f32 {
        self.y2 - self.y1
    }

    /// Area, px²; 0 for an inverted box.
    pub fn area(&self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    /// Centre, px.
    pub fn centre(&self) -> [f32; 2] {
        [(self.x1 + self.x2) / 2.0, (self.y1 + self.y2) / 2.0]
    }

    /// Intersection over union with `other`, 0 to 1.
    pub fn iou(&self, other: &Box2d) -> f32 {
        let intersection = Box2d {
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
            x2: self.x2.min(other.x2),
            y2: self.y2.min(other.y2),
        }
        .area();
        let union = self.area() + other.area() - intersection;
        if union > 0.0 {
            intersection / union
        } else {
            0.0
        }
    }
}

/// The class of a detection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A person.
    Person,
    /// A ball.
    Ball,
}

/// The box of one person or ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The box, px.
    pub bounds: Box2d,
    /// Person or ball.
    pub class: Class,
    /// Confidence, 0 to 1.
    pub score: f32,
}

/// A joint, or the centre of a ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DecodedKeypoint {
    /// Position, px, measured from pixel centres.
    pub at: [f32; 2],
    /// Confidence, 0 to 1.
    pub score: f32,
    /// Standard deviation of `at` along each axis, px.
    pub sigma_px: f32,
}

/// The joints of one person from a multi-person network.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedPerson {
    /// In the order of the network's joint set. `None`: not detected.
    pub joints: Vec<Option<DecodedKeypoint>>,
    /// Confidence, 0 to 1.
    pub score: f32,
}

/// Standard deviation of a joint, px, from the cell size of the network's output and the joint's score: half a cell at
/// score 1, 2.5 cells at score 0.
pub(super) fn sigma_from_score(cell_px: f32, score: f32) -> f32 {
    cell_px * (0.5 + 2.0 * (1.0 - score.clamp(0.0, 1.0)))
}

/// The logistic function.
pub(super) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}
