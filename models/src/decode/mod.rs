//! From a network's output to boxes, joints and vectors: one decoder a file, each a pure function.
//!
//! Decoders answer in the pixels of the network's input; [`crate::sample::Affine`] takes them to the picture.

pub mod blazepose;
pub mod footandball;
pub mod heatmap;
pub mod movenet;
mod nms;
pub mod openpose;
pub mod reid;
pub mod rtmdet;
pub mod simcc;
pub mod single_shot;
pub mod yolox;

pub use nms::suppress;

use crate::ModelError;

/// One output of a network for one input: its shape without the batch, and its elements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    /// Without the batch.
    pub shape: Vec<usize>,
    /// In row-major order.
    pub data: Vec<f32>,
}

impl Tensor {
    /// The shape, if it has as many dimensions as are wanted.
    pub fn dims<const N: usize>(&self) -> Result<[usize; N], ModelError> {
        let dims: Option<[usize; N]> = self.shape.as_slice().try_into().ok();
        dims.filter(|d| d.iter().product::<usize>() == self.data.len())
            .ok_or_else(|| {
                ModelError::new(format!(
                    "the network gave an output of shape {:?}, its decoder wants {N} dimensions",
                    self.shape
                ))
            })
    }
}

/// The output of that index.
pub(crate) fn output(outputs: &[Tensor], index: usize) -> Result<&Tensor, ModelError> {
    outputs.get(index).ok_or_else(|| {
        ModelError::new(format!(
            "the network gave {} outputs, its decoder wants {}",
            outputs.len(),
            index + 1
        ))
    })
}

/// An upright box; pixel edges, so that the top-left pixel is `(0, 0)` to `(1, 1)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Box2d {
    /// Left, px.
    pub x1: f32,
    /// Top, px.
    pub y1: f32,
    /// Right, px.
    pub x2: f32,
    /// Bottom, px.
    pub y2: f32,
}

impl Box2d {
    /// px
    pub fn width(&self) -> f32 {
        self.x2 - self.x1
    }

    /// px
    pub fn height(&self) -> f32 {
        self.y2 - self.y1
    }

    /// px²; 0 for a box turned inside out.
    pub fn area(&self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    /// Its middle, px.
    pub fn centre(&self) -> [f32; 2] {
        [(self.x1 + self.x2) / 2.0, (self.y1 + self.y2) / 2.0]
    }

    /// Intersection over union with `other`, 0 to 1.
    pub fn iou(&self, other: &Box2d) -> f32 {
        let both = Box2d {
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
            x2: self.x2.min(other.x2),
            y2: self.y2.min(other.y2),
        }
        .area();
        let either = self.area() + other.area() - both;
        if either > 0.0 { both / either } else { 0.0 }
    }
}

/// What a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A person.
    Person,
    /// A ball.
    Ball,
}

/// One person or ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// Where.
    pub bounds: Box2d,
    /// What.
    pub class: Class,
    /// 0 to 1
    pub score: f32,
}

/// One joint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where, px.
    pub at: [f32; 2],
    /// 0 to 1
    pub score: f32,
    /// One standard deviation of `at` along each axis, px.
    pub sigma: f32,
}

/// Everything that a network says of one person at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// In the order of the network's joint set. `None`: not seen.
    pub joints: Vec<Option<Spot>>,
    /// 0 to 1
    pub score: f32,
}

/// One standard deviation of a joint, px, from the size of the cell that its network decides in and from its score.
///
/// A network places a joint to about half a cell where it is sure, and to a few cells where it is not.
pub(crate) fn sigma_of(cell_px: f32, score: f32) -> f32 {
    cell_px * (0.5 + 2.0 * (1.0 - score.clamp(0.0, 1.0)))
}
