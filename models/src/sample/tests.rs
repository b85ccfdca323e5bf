#![allow(clippy::unwrap_used)]

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
    Sampler::default().fill(&picture, &map, &spec, [4, 4], Border::Repeat, &mut out);
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
    Sampler::default().fill(
        &Picture::packed(2, 2, &bgr),
        &map,
        &spec,
        [4, 4],
        Border::Repeat,
        &mut out,
    );
    assert_eq!(floats(&out)[..4], [0.0, 3.0, 8.0, 10.0]);
}

#[test]
fn a_wide_picture_is_padded_below() {
    let bgr = ramp(8, 4);
    let map = Affine::letterbox([8, 4], [4, 4]);
    let mut out = InputTensor::default();
    let mut spec = input(Layout::Nhwc, Colour::Rgb);
    spec.mean = [1.0, 0.0, 0.0];
    spec.std = [2.0, 1.0, 1.0];
    Sampler::default().fill(
        &Picture::packed(8, 4, &bgr),
        &map,
        &spec,
        [4, 4],
        Border::Repeat,
        &mut out,
    );
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
    Sampler::default().fill(
        &Picture::packed(2, 2, &bgr),
        &map,
        &spec,
        [8, 8],
        Border::Fade,
        &mut out,
    );
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
    sampler.fill(
        &Picture::packed(2, 2, &packed),
        &map,
        &spec,
        [4, 4],
        Border::Repeat,
        &mut a,
    );
    sampler.fill(&gappy, &map, &spec, [4, 4], Border::Repeat, &mut b);
    assert_eq!(a.elements, b.elements);
}

#[test]
fn bytes_are_rounded() {
    let bgr = ramp(2, 2);
    let map = Affine::letterbox([2, 2], [4, 4]);
    let mut spec = input(Layout::Nhwc, Colour::Bgr);
    spec.dtype = Dtype::U8;
    let mut out = InputTensor::default();
    Sampler::default().fill(
        &Picture::packed(2, 2, &bgr),
        &map,
        &spec,
        [4, 4],
        Border::Repeat,
        &mut out,
    );
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
