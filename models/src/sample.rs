//! Resampling of an image, or of a crop of it, to the input of a network: one affine transform, one pass.
//!
//! Pixels follow OpenCV: the centre of the top-left pixel is `(0, 0)`. Interpolation is bilinear without prior smoothing, as
//! in `cv2.resize` and `cv2.warpAffine` with `INTER_LINEAR`, which the networks were trained with.

use crate::decode::Box2d;
use crate::image::ImageView;
use crate::manifest::{ColourOrder, ElementType, ImageFit, InputSpec, TensorLayout};

/// The transform `image_from_input`: `p_in_image = scale * p_in_input + offset`, per axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Image pixels per input pixel, along x and y.
    pub scale: [f32; 2],
    /// Image position of the centre of the input's top-left pixel, px.
    pub offset: [f32; 2],
}

impl Affine {
    /// The whole image at the largest size that fits the input, at its top left. Aligns pixel edges, as `cv2.resize` does.
    /// The resized image has whole pixels, as in the training of detectors, so the two scales may differ slightly.
    ///
    /// `image_size` and `input_size` are widths and heights, px.
    pub fn letterbox(image_size: [u32; 2], input_size: [u32; 2]) -> Affine {
        let fit = |i: usize| f64::from(input_size[i]) / f64::from(image_size[i]);
        let fit = fit(0).min(fit(1));
        let scale = image_size.map(|side| {
            let whole = (f64::from(side) * fit).round().max(1.0);
            (f64::from(side) / whole) as f32
        });
        Affine {
            scale,
            offset: scale.map(|s| 0.5 * s - 0.5),
        }
    }

    /// The whole image, resized to the input as `cv2.resize` does.
    ///
    /// `image_size` and `input_size` are widths and heights, px.
    pub fn stretch(image_size: [u32; 2], input_size: [u32; 2]) -> Affine {
        let scale = [0, 1].map(|i| image_size[i] as f32 / input_size[i] as f32);
        Affine {
            scale,
            offset: scale.map(|s| 0.5 * s - 0.5),
        }
    }

    /// The whole image, as a network takes it.
    pub fn whole_image(image_size: [u32; 2], input_size: [u32; 2], fit: ImageFit) -> Affine {
        match fit {
            ImageFit::Letterbox => Affine::letterbox(image_size, input_size),
            ImageFit::Stretch => Affine::stretch(image_size, input_size),
        }
    }

    /// A crop around the centre of a box: extended to the aspect ratio of the input, then enlarged by `margin`. The box is in
    /// image pixels.
    pub fn crop(person: &Box2d, input_size: [u32; 2], margin: f32) -> Affine {
        let [w, h] = input_size.map(|s| s as f32);
        let scale = margin * (person.width() / w).max(person.height() / h);
        let [cx, cy] = person.centre();
        Affine {
            scale: [scale; 2],
            offset: [cx - scale * w / 2.0, cy - scale * h / 2.0],
        }
    }

    /// Maps a point from input pixels to image pixels.
    pub fn to_image(&self, p_in_input: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|i| self.scale[i] * p_in_input[i] + self.offset[i])
    }

    /// Maps a box from input pixels to image pixels. Boxes are measured from pixel edges.
    pub fn box_to_image(&self, input: &Box2d) -> Box2d {
        let edge = |i: usize, v: f32| self.scale[i] * (v - 0.5) + self.offset[i] + 0.5;
        Box2d {
            x1: edge(0, input.x1),
            y1: edge(1, input.y1),
            x2: edge(0, input.x2),
            y2: edge(1, input.y2),
        }
    }

    /// The inverse transform, `input_from_image`.
    pub fn inverse(&self) -> Affine {
        Affine {
            scale: self.scale.map(|s| 1.0 / s),
            offset: [0, 1].map(|i| -self.offset[i] / self.scale[i]),
        }
    }
}

/// The values between an image's outermost pixel centres and the padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderMode {
    /// The outermost pixel is replicated for half a pixel, then padding: as `cv2.resize`, for whole images.
    Replicate,
    /// Linear transition to the padding within one pixel: as `cv2.warpAffine` with `BORDER_CONSTANT`, for crops.
    Constant,
}

/// The elements of an input tensor.
#[derive(Clone, Debug, PartialEq)]
pub enum InputElements {
    /// 32-bit floats.
    F32(Vec<f32>),
    /// Bytes.
    U8(Vec<u8>),
}

impl Default for InputElements {
    fn default() -> InputElements {
        InputElements::F32(Vec::new())
    }
}

/// The input tensor for one image or one crop.
#[derive(Clone, Debug, Default)]
pub struct InputTensor {
    /// Width and height, px.
    pub size: [u32; 2],
    /// In the layout of the manifest.
    pub elements: InputElements,
}

/// Source of one column or row of the input: two neighbouring pixels, the weight of the second, and the share of the image
/// as opposed to padding.
#[derive(Clone, Copy, Debug, Default)]
struct Tap {
    first: usize,
    second: usize,
    weight: f32,
    image_share: f32,
}

/// Fills input tensors. Reuses its memory between images.
#[derive(Clone, Debug, Default)]
pub struct Sampler {
    columns: Vec<Tap>,
    line: Vec<[f32; 3]>,
}

impl Sampler {
    /// Fills `out`, of the width and height `size`, with the part of `image` given by `image_from_input`, in the format of
    /// `input`. Outside the image and its `border` the value is `input.pad`.
    pub fn fill(
        &mut self,
        image: &ImageView<'_>,
        image_from_input: &Affine,
        input: &InputSpec,
        size: [u32; 2],
        border: BorderMode,
        out: &mut InputTensor,
    ) {
        let [width, height] = size.map(|s| s as usize);
        out.size = size;
        let writer = InputWriter::new(input, width, height);
        writer.allocate(&mut out.elements);
        let (from, to) = taps(
            &mut self.columns,
            image_from_input,
            width,
            image.width,
            border,
        );
        self.columns[from..to].iter_mut().for_each(|t| {
            t.first *= 3;
            t.second *= 3;
        });
        self.line.clear();
        self.line.resize(width, [input.pad; 3]);
        let mut is_padding = true;
        for y in 0..height {
            match tap(
                image_from_input.scale[1] * y as f32 + image_from_input.offset[1],
                image.height,
                border,
            ) {
                Some(rows) => {
                    let (upper, lower) = (image.row(rows.first), image.row(rows.second));
                    let line = &mut self.line[from..to];
                    let columns = &self.columns[from..to];
                    interpolate(line, columns, upper, lower, rows.weight);
                    if border == BorderMode::Constant {
                        blend_with_padding(line, columns, rows.image_share, input.pad);
                    }
                    is_padding = false;
                }
                None if !is_padding => {
                    self.line.fill([input.pad; 3]);
                    is_padding = true;
                }
                None => {}
            }
            writer.write_line(y, &self.line, &mut out.elements);
        }
    }
}

/// The tap at position `at` of a row or column of `count` pixels. `None`: padding.
fn tap(at: f32, count: u32, border: BorderMode) -> Option<Tap> {
    let last = count as f32 - 1.0;
    let outside = (-at).max(at - last).max(0.0);
    let (max_distance, image_share) = match border {
        BorderMode::Replicate => (0.5, 1.0),
        BorderMode::Constant => (1.0, 1.0 - outside),
    };
    if !at.is_finite() || outside > max_distance {
        return None;
    }
    let inside = at.clamp(0.0, last);
    let first = inside.floor();
    Some(Tap {
        first: first as usize,
        second: ((first + 1.0).min(last)) as usize,
        weight: inside - first,
        image_share,
    })
}

/// Computes the taps of all columns. Only those in the returned range are inside the image.
fn taps(
    out: &mut Vec<Tap>,
    image_from_input: &Affine,
    width: usize,
    count: u32,
    border: BorderMode,
) -> (usize, usize) {
    out.clear();
    let (mut from, mut to) = (width, 0);
    for x in 0..width {
        let found = tap(
            image_from_input.scale[0] * x as f32 + image_from_input.offset[0],
            count,
            border,
        );
        if found.is_some() {
            from = from.min(x);
            to = x + 1;
        }
        out.push(found.unwrap_or_default());
    }
    (from.min(to), to)
}

/// Blends samples outside the outermost pixel centres with the padding.
fn blend_with_padding(line: &mut [[f32; 3]], columns: &[Tap], row_share: f32, pad: f32) {
    for (pixel, tap) in line.iter_mut().zip(columns) {
        let share = tap.image_share * row_share;
        if share < 1.0 {
            *pixel = pixel.map(|v| pad + (v - pad) * share);
        }
    }
}

/// One line of bilinear samples, rounded to integers, because the networks were trained on 8-bit images. The taps of the
/// columns are byte offsets.
fn interpolate(line: &mut [[f32; 3]], columns: &[Tap], upper: &[u8], lower: &[u8], weight: f32) {
    for (pixel, tap) in line.iter_mut().zip(columns) {
        let a = &upper[tap.first..tap.first + 3];
        let b = &upper[tap.second..tap.second + 3];
        let c = &lower[tap.first..tap.first + 3];
        let d = &lower[tap.second..tap.second + 3];
        for i in 0..3 {
            let [a, b, c, d] = [a[i], b[i], c[i], d[i]].map(f32::from);
            let top = a + (b - a) * tap.weight;
            let bottom = c + (d - c) * tap.weight;
            pixel[i] = (top + (bottom - top) * weight).round();
        }
    }
}

/// Writes lines of BGR samples to an input tensor, normalised and in its layout.
struct InputWriter {
    width: usize,
    height: usize,
    layout: TensorLayout,
    dtype: ElementType,
    /// For each colour of the input: its index in BGR, factor and addend.
    colours: [(usize, f32, f32); 3],
}

impl InputWriter {
    fn new(input: &InputSpec, width: usize, height: usize) -> InputWriter {
        let colours = [0, 1, 2].map(|i| {
            let from = match input.colour {
                ColourOrder::Bgr => i,
                ColourOrder::Rgb => 2 - i,
            };
            (from, 1.0 / input.std[i], -input.mean[i] / input.std[i])
        });
        InputWriter {
            width,
            height,
            layout: input.layout,
            dtype: input.dtype,
            colours,
        }
    }

    /// Resizes the buffer; all elements are written afterwards.
    fn allocate(&self, elements: &mut InputElements) {
        let count = 3 * self.width * self.height;
        match (self.dtype, elements) {
            (ElementType::F32, InputElements::F32(v)) => v.resize(count, 0.0),
            (ElementType::U8, InputElements::U8(v)) => v.resize(count, 0),
            (ElementType::F32, other) => *other = InputElements::F32(vec![0.0; count]),
            (ElementType::U8, other) => *other = InputElements::U8(vec![0; count]),
        }
    }

    fn write_line(&self, y: usize, line: &[[f32; 3]], elements: &mut InputElements) {
        match elements {
            InputElements::F32(out) => self.put_line(y, line, out, |v| v),
            InputElements::U8(out) => self.put_line(y, line, out, |v| (v + 0.5) as u8),
        }
    }

    fn put_line<T>(&self, y: usize, line: &[[f32; 3]], out: &mut [T], make: impl Fn(f32) -> T) {
        for (i, &(from, factor, addend)) in self.colours.iter().enumerate() {
            let samples = line.iter().map(|p| make(p[from] * factor + addend));
            match self.layout {
                TensorLayout::Nchw => {
                    let start = (i * self.height + y) * self.width;
                    let row = &mut out[start..start + self.width];
                    row.iter_mut().zip(samples).for_each(|(o, v)| *o = v);
                }
                TensorLayout::Nhwc => {
                    let start = 3 * y * self.width;
                    let row = &mut out[start..start + 3 * self.width];
                    let elements = row.iter_mut().skip(i).step_by(3);
                    elements.zip(samples).for_each(|(o, v)| *o = v);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
