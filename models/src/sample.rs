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

/// Where one output column or row is read: two neighbours and the weight of the second.
#[derive(Clone, Copy, Debug, Default)]
struct Tap {
    first: usize,
    second: usize,
    weight: f32,
}

/// Fills inputs; keeps its scratch memory between pictures.
#[derive(Clone, Debug, Default)]
pub struct Sampler {
    columns: Vec<Tap>,
    line: Vec<[f32; 3]>,
}

impl Sampler {
    /// Fills `out` with the part of `picture` that `map` points at, as `input` wants it. Beyond the picture lies
    /// `input.pad`; half a pixel round it repeats its border.
    pub fn fill(
        &mut self,
        picture: &Picture<'_>,
        map: &Affine,
        input: &Input,
        size: [u32; 2],
        out: &mut InputTensor,
    ) {
        let [width, height] = size.map(|s| s as usize);
        out.size = size;
        let writer = Writer::new(input, width, height);
        writer.allocate(&mut out.elements);
        let (from, to) = taps(&mut self.columns, map, 0, width, picture.width);
        self.columns[from..to].iter_mut().for_each(|t| {
            t.first *= 3;
            t.second *= 3;
        });
        self.line.clear();
        self.line.resize(width, [input.pad; 3]);
        let mut padded = true;
        for y in 0..height {
            match tap(map.scale[1] * y as f32 + map.offset[1], picture.height) {
                Some(rows) => {
                    let (upper, lower) = (picture.row(rows.first), picture.row(rows.second));
                    let line = &mut self.line[from..to];
                    blend(line, &self.columns[from..to], upper, lower, rows.weight);
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

/// Where position `at` falls among `count` pixels; `None` beyond them.
fn tap(at: f32, count: u32) -> Option<Tap> {
    let last = count as f32 - 1.0;
    if !(at >= -0.5 && at <= last + 0.5) {
        return None;
    }
    let inside = at.clamp(0.0, last);
    let first = inside.floor();
    Some(Tap {
        first: first as usize,
        second: ((first + 1.0).min(last)) as usize,
        weight: inside - first,
    })
}

/// Finds the taps of all columns; only those of the returned range fall inside the picture.
fn taps(out: &mut Vec<Tap>, map: &Affine, axis: usize, len: usize, count: u32) -> (usize, usize) {
    out.clear();
    let (mut from, mut to) = (len, 0);
    for i in 0..len {
        let found = tap(map.scale[axis] * i as f32 + map.offset[axis], count);
        if found.is_some() {
            from = from.min(i);
            to = i + 1;
        }
        out.push(found.unwrap_or_default());
    }
    (from.min(to), to)
}

/// One line of bilinear samples. The columns' offsets are bytes of the rows.
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
            pixel[i] = top + (bottom - top) * weight;
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn input(layout: Layout, colour: Colour) -> Input {
        Input {
            size: [4, 4],
            layout,
            colour,
            dtype: Dtype::F32,
            mean: [0.0; 3],
            std: [1.0; 3],
            pad: 114.0,
            multiple_of: None,
            margin: 1.0,
        }
    }

    fn floats(tensor: &InputTensor) -> &[f32] {
        match &tensor.elements {
            Elements::F32(v) => v,
            Elements::U8(_) => panic!("bytes"),
        }
    }

    /// A ramp: blue is 10 x, green 10 y, red 7.
    fn ramp(width: u32, height: u32) -> Vec<u8> {
        let pixel = |x, y| [10 * x as u8, 10 * y as u8, 7];
        (0..height)
            .flat_map(|y| (0..width).flat_map(move |x| pixel(x, y)))
            .collect()
    }

    #[test]
    fn halving_averages_neighbours_as_cv2_resize_does() {
        let bgr = ramp(8, 8);
        let picture = Picture::packed(8, 8, &bgr);
        let mut out = InputTensor::default();
        let map = Affine::letterbox([8, 8], [4, 4]);
        let spec = input(Layout::Nchw, Colour::Bgr);
        Sampler::default().fill(&picture, &map, &spec, [4, 4], &mut out);
        // cv2.resize of the ramp 0, 10, … 70 to half its width: 5, 25, 45, 65.
        assert_eq!(floats(&out)[..4], [5.0, 25.0, 45.0, 65.0]);
        assert_eq!(floats(&out)[16..32][4], 25.0);
        assert!(floats(&out)[32..].iter().all(|v| *v == 7.0));
    }

    #[test]
    fn enlarging_repeats_the_border_as_cv2_resize_does() {
        let bgr = ramp(2, 2);
        let map = Affine::letterbox([2, 2], [4, 4]);
        let mut out = InputTensor::default();
        let spec = input(Layout::Nchw, Colour::Bgr);
        Sampler::default().fill(&Picture::packed(2, 2, &bgr), &map, &spec, [4, 4], &mut out);
        assert_eq!(floats(&out)[..4], [0.0, 2.5, 7.5, 10.0]);
    }

    #[test]
    fn a_wide_picture_is_padded_below() {
        let bgr = ramp(8, 4);
        let map = Affine::letterbox([8, 4], [4, 4]);
        let mut out = InputTensor::default();
        let mut spec = input(Layout::Nhwc, Colour::Rgb);
        spec.mean = [1.0, 0.0, 0.0];
        spec.std = [2.0, 1.0, 1.0];
        Sampler::default().fill(&Picture::packed(8, 4, &bgr), &map, &spec, [4, 4], &mut out);
        assert_eq!(floats(&out)[..3], [3.0, 5.0, 5.0]);
        assert_eq!(floats(&out)[2 * 12..2 * 12 + 3], [56.5, 114.0, 114.0]);
    }

    #[test]
    fn a_crop_beyond_the_picture_is_padded_on_every_side() {
        let bgr = vec![200; 3 * 4];
        let person = Box2d {
            x1: -3.0,
            y1: -3.0,
            x2: 5.0,
            y2: 5.0,
        };
        let map = Affine::crop(&person, [8, 8], 1.0);
        let mut spec = input(Layout::Nchw, Colour::Bgr);
        spec.pad = 0.0;
        let mut out = InputTensor::default();
        Sampler::default().fill(&Picture::packed(2, 2, &bgr), &map, &spec, [8, 8], &mut out);
        let lit: f32 = floats(&out).iter().sum();
        assert_eq!(lit, 3.0 * 4.0 * 200.0);
        assert_eq!(floats(&out)[3 * 8 + 3], 200.0);
    }

    #[test]
    fn rows_with_gaps_are_read_by_their_stride() {
        let packed = ramp(2, 2);
        let gappy: Vec<u8> = packed
            .chunks(6)
            .flat_map(|r| [r, &[99; 5]].concat())
            .collect();
        let gappy = Picture {
            stride: 11,
            ..Picture::packed(2, 2, &gappy)
        };
        let map = Affine::letterbox([2, 2], [4, 4]);
        let spec = input(Layout::Nchw, Colour::Bgr);
        let [mut a, mut b] = [InputTensor::default(), InputTensor::default()];
        let mut sampler = Sampler::default();
        sampler.fill(&Picture::packed(2, 2, &packed), &map, &spec, [4, 4], &mut a);
        sampler.fill(&gappy, &map, &spec, [4, 4], &mut b);
        assert_eq!(a.elements, b.elements);
    }

    #[test]
    fn bytes_are_rounded() {
        let bgr = ramp(2, 2);
        let map = Affine::letterbox([2, 2], [4, 4]);
        let mut spec = input(Layout::Nhwc, Colour::Bgr);
        spec.dtype = Dtype::U8;
        let mut out = InputTensor::default();
        Sampler::default().fill(&Picture::packed(2, 2, &bgr), &map, &spec, [4, 4], &mut out);
        let Elements::U8(bytes) = &out.elements else {
            panic!("floats")
        };
        assert_eq!([bytes[0], bytes[3], bytes[6], bytes[9]], [0, 3, 8, 10]);
    }

    #[test]
    fn a_map_and_its_inverse_undo_each_other() {
        let person = Box2d {
            x1: 310.5,
            y1: 40.25,
            x2: 480.0,
            y2: 600.0,
        };
        let maps = [
            Affine::letterbox([3840, 2160], [640, 384]),
            Affine::crop(&person, [192, 256], 1.25),
        ];
        for map in maps {
            for point in [[0.0, 0.0], [17.25, 200.5], [191.0, 255.0]] {
                let back = map.inverse().to_picture(map.to_picture(point));
                assert!((back[0] - point[0]).abs() < 1e-3 && (back[1] - point[1]).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn a_crop_keeps_the_shape_and_the_centre() {
        let person = Box2d {
            x1: 100.0,
            y1: 100.0,
            x2: 140.0,
            y2: 300.0,
        };
        let map = Affine::crop(&person, [192, 256], 1.25);
        let [cx, cy] = map.to_picture([96.0, 128.0]);
        assert!((cx - 120.0).abs() < 1e-4 && (cy - 200.0).abs() < 1e-4);
        assert!((map.scale[1] * 256.0 - 250.0).abs() < 1e-3);
        assert_eq!(map.scale[0], map.scale[1]);
    }

    #[test]
    fn a_letterboxed_box_scales_about_the_corner() {
        let map = Affine::letterbox([832, 416], [416, 416]);
        let found = map.box_to_picture(&Box2d {
            x1: 0.0,
            y1: 10.0,
            x2: 416.0,
            y2: 208.0,
        });
        assert_eq!(
            [found.x1, found.y1, found.x2, found.y2],
            [0.0, 20.0, 832.0, 416.0]
        );
    }
}
