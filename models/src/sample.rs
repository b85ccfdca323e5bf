//! From a picture straight to a network's input: one affine map, one pass.
//!
//! Pixels follow OpenCV: the centre of the top-left pixel is `(0, 0)`. Interpolation is bilinear, without smoothing
//! beforehand, as `cv2.resize` and `cv2.warpAffine` with `INTER_LINEAR` do, which is what the networks saw in
//! training.

use crate::decode::Box2d;
use crate::manifest::{Colour, Dtype, Input, Layout};
use crate::picture::Picture;

/// Maps input pixels to picture pixels: `picture = scale * input + offset`, each axis by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Picture pixels per input pixel, along x and y.
    pub scale: [f32; 2],
    /// Where the centre of the input's top-left pixel lies in the picture, px.
    pub offset: [f32; 2],
}

impl Affine {
    /// The whole picture as large as it fits, at the top left. Lines up pixel edges, as `cv2.resize` does, and takes
    /// whole pixels of the input, as detectors do in training: the two scales may differ by part of a pixel.
    pub fn letterbox(picture: [u32; 2], input: [u32; 2]) -> Affine {
        let fit = |i: usize| f64::from(input[i]) / f64::from(picture[i]);
        let fit = fit(0).min(fit(1));
        let scale = picture.map(|side| {
            let whole = (f64::from(side) * fit).round().max(1.0);
            (f64::from(side) / whole) as f32
        });
        Affine {
            scale,
            offset: scale.map(|s| 0.5 * s - 0.5),
        }
    }

    /// The crop round a box: widened to the input's shape, then `margin` times as large, about the box's centre.
    pub fn crop(person: &Box2d, input: [u32; 2], margin: f32) -> Affine {
        let [w, h] = input.map(|s| s as f32);
        let scale = margin * (person.width() / w).max(person.height() / h);
        let [cx, cy] = person.centre();
        Affine {
            scale: [scale; 2],
            offset: [cx - scale * w / 2.0, cy - scale * h / 2.0],
        }
    }

    /// The picture point of an input point.
    pub fn to_picture(&self, input: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|i| self.scale[i] * input[i] + self.offset[i])
    }

    /// The picture box of an input box. Boxes count pixel edges: the top-left pixel is the box `(0, 0)` to `(1, 1)`.
    pub fn box_to_picture(&self, input: &Box2d) -> Box2d {
        let edge = |i: usize, v: f32| self.scale[i] * (v - 0.5) + self.offset[i] + 0.5;
        Box2d {
            x1: edge(0, input.x1),
            y1: edge(1, input.y1),
            x2: edge(0, input.x2),
            y2: edge(1, input.y2),
        }
    }

    /// The map the other way: `input = scale * picture + offset`.
    pub fn inverse(&self) -> Affine {
        Affine {
            scale: self.scale.map(|s| 1.0 / s),
            offset: [0, 1].map(|i| -self.offset[i] / self.scale[i]),
        }
    }
}

/// What lies just beyond a picture's outermost pixel centres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Half a pixel more of the border, then the padding: `cv2.resize`, for whole pictures.
    Repeat,
    /// A pixel's width from the border to the padding: `cv2.warpAffine` with a constant border, for crops.
    Fade,
}

/// The elements of a network's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Elements {
    /// 32-bit floats
    F32(Vec<f32>),
    /// bytes
    U8(Vec<u8>),
}

impl Default for Elements {
    fn default() -> Elements {
        Elements::F32(Vec::new())
    }
}

/// A network's input for one picture or one crop.
#[derive(Clone, Debug, Default)]
pub struct InputTensor {
    /// Width and height, px.
    pub size: [u32; 2],
    /// In the manifest's layout.
    pub elements: Elements,
}

/// Where one output column or row is read: two neighbours, the weight of the second, and how much of the sample is
/// picture rather than padding.
#[derive(Clone, Copy, Debug, Default)]
struct Tap {
    first: usize,
    second: usize,
    weight: f32,
    cover: f32,
}

/// Fills inputs; keeps its scratch memory between pictures.
#[derive(Clone, Debug, Default)]
pub struct Sampler {
    columns: Vec<Tap>,
    line: Vec<[f32; 3]>,
}

impl Sampler {
    /// Fills `out` with the part of `picture` that `map` points at, as `input` wants it. Beyond the picture's
    /// `border` lies `input.pad`.
    pub fn fill(
        &mut self,
        picture: &Picture<'_>,
        map: &Affine,
        input: &Input,
        size: [u32; 2],
        border: Border,
        out: &mut InputTensor,
    ) {
        let [width, height] = size.map(|s| s as usize);
        out.size = size;
        let writer = Writer::new(input, width, height);
        writer.allocate(&mut out.elements);
        let (from, to) = taps(&mut self.columns, map, width, picture.width, border);
        self.columns[from..to].iter_mut().for_each(|t| {
            t.first *= 3;
            t.second *= 3;
        });
        self.line.clear();
        self.line.resize(width, [input.pad; 3]);
        let mut padded = true;
        for y in 0..height {
            match tap(
                map.scale[1] * y as f32 + map.offset[1],
                picture.height,
                border,
            ) {
                Some(rows) => {
                    let (upper, lower) = (picture.row(rows.first), picture.row(rows.second));
                    let line = &mut self.line[from..to];
                    let columns = &self.columns[from..to];
                    blend(line, columns, upper, lower, rows.weight);
                    if border == Border::Fade {
                        fade(line, columns, rows.cover, input.pad);
                    }
                    padded = false;
                }
                None if !padded => {
                    self.line.fill([input.pad; 3]);
                    padded = true;
                }
                None => {}
            }
            writer.line(y, &self.line, &mut out.elements);
        }
    }
}

/// Where position `at` falls among `count` pixels; `None` beyond them and their border.
fn tap(at: f32, count: u32, border: Border) -> Option<Tap> {
    let last = count as f32 - 1.0;
    let beyond = (-at).max(at - last).max(0.0);
    let (reach, cover) = match border {
        Border::Repeat => (0.5, 1.0),
        Border::Fade => (1.0, 1.0 - beyond),
    };
    if !at.is_finite() || beyond > reach {
        return None;
    }
    let inside = at.clamp(0.0, last);
    let first = inside.floor();
    Some(Tap {
        first: first as usize,
        second: ((first + 1.0).min(last)) as usize,
        weight: inside - first,
        cover,
    })
}

/// Finds the taps of all columns; only those of the returned range fall inside the picture.
fn taps(
    out: &mut Vec<Tap>,
    map: &Affine,
    width: usize,
    count: u32,
    border: Border,
) -> (usize, usize) {
    out.clear();
    let (mut from, mut to) = (width, 0);
    for x in 0..width {
        let found = tap(map.scale[0] * x as f32 + map.offset[0], count, border);
        if found.is_some() {
            from = from.min(x);
            to = x + 1;
        }
        out.push(found.unwrap_or_default());
    }
    (from.min(to), to)
}

/// Blends the samples that only the picture's border covers with the padding.
fn fade(line: &mut [[f32; 3]], columns: &[Tap], row_cover: f32, pad: f32) {
    for (pixel, tap) in line.iter_mut().zip(columns) {
        let cover = tap.cover * row_cover;
        if cover < 1.0 {
            *pixel = pixel.map(|v| pad + (v - pad) * cover);
        }
    }
}

/// One line of bilinear samples, rounded to whole levels as an 8-bit picture has them: what the networks saw in
/// training. The columns' offsets are bytes of the rows.
fn blend(line: &mut [[f32; 3]], columns: &[Tap], upper: &[u8], lower: &[u8], weight: f32) {
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

/// Puts lines of BGR samples where an input wants them, normalised.
struct Writer {
    width: usize,
    height: usize,
    layout: Layout,
    dtype: Dtype,
    /// For each colour of the input: its place in BGR, its factor and its addend.
    colours: [(usize, f32, f32); 3],
}

impl Writer {
    fn new(input: &Input, width: usize, height: usize) -> Writer {
        let colours = [0, 1, 2].map(|i| {
            let from = match input.colour {
                Colour::Bgr => i,
                Colour::Rgb => 2 - i,
            };
            (from, 1.0 / input.std[i], -input.mean[i] / input.std[i])
        });
        Writer {
            width,
            height,
            layout: input.layout,
            dtype: input.dtype,
            colours,
        }
    }

    /// Makes room for every element; all of them are then written.
    fn allocate(&self, elements: &mut Elements) {
        let count = 3 * self.width * self.height;
        match (self.dtype, elements) {
            (Dtype::F32, Elements::F32(v)) => v.resize(count, 0.0),
            (Dtype::U8, Elements::U8(v)) => v.resize(count, 0),
            (Dtype::F32, other) => *other = Elements::F32(vec![0.0; count]),
            (Dtype::U8, other) => *other = Elements::U8(vec![0; count]),
        }
    }

    fn line(&self, y: usize, line: &[[f32; 3]], elements: &mut Elements) {
        match elements {
            Elements::F32(out) => self.put(y, line, out, |v| v),
            Elements::U8(out) => self.put(y, line, out, |v| (v + 0.5) as u8),
        }
    }

    fn put<T>(&self, y: usize, line: &[[f32; 3]], out: &mut [T], make: impl Fn(f32) -> T) {
        for (i, &(from, factor, addend)) in self.colours.iter().enumerate() {
            let samples = line.iter().map(|p| make(p[from] * factor + addend));
            match self.layout {
                Layout::Nchw => {
                    let start = (i * self.height + y) * self.width;
                    let row = &mut out[start..start + self.width];
                    row.iter_mut().zip(samples).for_each(|(o, v)| *o = v);
                }
                Layout::Nhwc => {
                    let start = 3 * y * self.width;
                    let row = &mut out[start..start + 3 * self.width];
                    let places = row.iter_mut().skip(i).step_by(3);
                    places.zip(samples).for_each(|(o, v)| *o = v);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
