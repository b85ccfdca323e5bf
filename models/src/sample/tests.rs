#![allow(clippy::unwrap_used)]

use super::*;

fn input(layout: TensorLayout, colour: ColourOrder) -> InputSpec {
    InputSpec {
        size: [4, 4],
        layout,
        colour,
        dtype: ElementType::F32,
        mean: [0.0; 3],
        std: [1.0; 3],
        fit: crate::manifest::ImageFit::default(),
        pad: 114.0,
        multiple_of: None,
        margin: 1.0,
    }
}

fn floats(tensor: &InputTensor) -> &[f32] {
    match &tensor.elements {
        InputElements::F32(v) => v,
        InputElements::U8(_) => panic!("bytes"),
    }
}

/// An image with blue = 10 x, green = 10 y, red = 7.
fn ramp(width: u32, height: u32) -> Vec<u8> {
    let pixel = |x, y| [10 * x as u8, 10 * y as u8, 7];
    (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| pixel(x, y)))
        .collect()
}

#[test]
fn halving_equals_cv2_resize() {
    let bgr = ramp(8, 8);
    let image = ImageView::packed(8, 8, &bgr);
    let mut out = InputTensor::default();
    let image_from_input = Affine::letterbox([8, 8], [4, 4]);
    let spec = input(TensorLayout::Nchw, ColourOrder::Bgr);
    Sampler::default().fill(
        &image,
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut out,
    );
    // cv2.resize of the ramp 0, 10, … 70 to half its width: 5, 25, 45, 65.
    assert_eq!(floats(&out)[..4], [5.0, 25.0, 45.0, 65.0]);
    assert_eq!(floats(&out)[16..32][4], 25.0);
    assert!(floats(&out)[32..].iter().all(|v| *v == 7.0));
}

#[test]
fn enlarging_equals_cv2_resize() {
    let bgr = ramp(2, 2);
    let image_from_input = Affine::letterbox([2, 2], [4, 4]);
    let mut out = InputTensor::default();
    let spec = input(TensorLayout::Nchw, ColourOrder::Bgr);
    Sampler::default().fill(
        &ImageView::packed(2, 2, &bgr),
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut out,
    );
    assert_eq!(floats(&out)[..4], [0.0, 3.0, 8.0, 10.0]);
}

#[test]
fn wide_image_is_padded_below() {
    let bgr = ramp(8, 4);
    let image_from_input = Affine::letterbox([8, 4], [4, 4]);
    let mut out = InputTensor::default();
    let mut spec = input(TensorLayout::Nhwc, ColourOrder::Rgb);
    spec.mean = [1.0, 0.0, 0.0];
    spec.std = [2.0, 1.0, 1.0];
    Sampler::default().fill(
        &ImageView::packed(8, 4, &bgr),
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut out,
    );
    assert_eq!(floats(&out)[..3], [3.0, 5.0, 5.0]);
    assert_eq!(floats(&out)[2 * 12..2 * 12 + 3], [56.5, 114.0, 114.0]);
}

#[test]
fn crop_beyond_the_image_is_padded() {
    let bgr = vec![200; 3 * 4];
    let person = Box2d {
        x1: -3.0,
        y1: -3.0,
        x2: 5.0,
        y2: 5.0,
    };
    let image_from_input = Affine::crop(&person, [8, 8], 1.0);
    let mut spec = input(TensorLayout::Nchw, ColourOrder::Bgr);
    spec.pad = 0.0;
    let mut out = InputTensor::default();
    Sampler::default().fill(
        &ImageView::packed(2, 2, &bgr),
        &image_from_input,
        &spec,
        [8, 8],
        BorderMode::Constant,
        &mut out,
    );
    let lit: f32 = floats(&out).iter().sum();
    assert_eq!(lit, 3.0 * 4.0 * 200.0);
    assert_eq!(floats(&out)[3 * 8 + 3], 200.0);
}

#[test]
fn stride_is_respected() {
    let packed = ramp(2, 2);
    let with_gaps: Vec<u8> = packed
        .chunks(6)
        .flat_map(|r| [r, &[99; 5]].concat())
        .collect();
    let with_gaps = ImageView {
        stride: 11,
        ..ImageView::packed(2, 2, &with_gaps)
    };
    let image_from_input = Affine::letterbox([2, 2], [4, 4]);
    let spec = input(TensorLayout::Nchw, ColourOrder::Bgr);
    let [mut a, mut b] = [InputTensor::default(), InputTensor::default()];
    let mut sampler = Sampler::default();
    sampler.fill(
        &ImageView::packed(2, 2, &packed),
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut a,
    );
    sampler.fill(
        &with_gaps,
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut b,
    );
    assert_eq!(a.elements, b.elements);
}

#[test]
fn byte_elements_are_rounded() {
    let bgr = ramp(2, 2);
    let image_from_input = Affine::letterbox([2, 2], [4, 4]);
    let mut spec = input(TensorLayout::Nhwc, ColourOrder::Bgr);
    spec.dtype = ElementType::U8;
    let mut out = InputTensor::default();
    Sampler::default().fill(
        &ImageView::packed(2, 2, &bgr),
        &image_from_input,
        &spec,
        [4, 4],
        BorderMode::Replicate,
        &mut out,
    );
    let InputElements::U8(bytes) = &out.elements else {
        panic!("floats")
    };
    assert_eq!([bytes[0], bytes[3], bytes[6], bytes[9]], [0, 3, 8, 10]);
}

#[test]
fn inverse_undoes_the_transform() {
    let person = Box2d {
        x1: 310.5,
        y1: 40.25,
        x2: 480.0,
        y2: 600.0,
    };
    let transforms = [
        Affine::letterbox([3840, 2160], [640, 384]),
        Affine::crop(&person, [192, 256], 1.25),
    ];
    for image_from_input in transforms {
        for point in [[0.0, 0.0], [17.25, 200.5], [191.0, 255.0]] {
            let back = image_from_input
                .inverse()
                .to_image(image_from_input.to_image(point));
            assert!((back[0] - point[0]).abs() < 1e-3 && (back[1] - point[1]).abs() < 1e-3);
        }
    }
}

#[test]
fn crop_keeps_aspect_ratio_and_centre() {
    let person = Box2d {
        x1: 100.0,
        y1: 100.0,
        x2: 140.0,
        y2: 300.0,
    };
    let image_from_input = Affine::crop(&person, [192, 256], 1.25);
    let [cx, cy] = image_from_input.to_image([96.0, 128.0]);
    assert!((cx - 120.0).abs() < 1e-4 && (cy - 200.0).abs() < 1e-4);
    assert!((image_from_input.scale[1] * 256.0 - 250.0).abs() < 1e-3);
    assert_eq!(image_from_input.scale[0], image_from_input.scale[1]);
}

#[test]
fn letterboxed_box_scales_about_the_corner() {
    let image_from_input = Affine::letterbox([832, 416], [416, 416]);
    let found = image_from_input.box_to_image(&Box2d {
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
