//! Cameras for images of another size than the rig's, and poses from a target.
#![allow(clippy::unwrap_used)]

use nalgebra::{Isometry3, Point3, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics, SizePolicy};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

fn camera() -> Camera {
    Camera {
        name: "left".into(),
        size_px: [1088, 1920],
        intrinsics: Intrinsics {
            fx: 1681.0,
            fy: 1680.0,
            cx: 533.0,
            cy: 948.0,
        },
        distortion: Distortion::BrownConrady([-0.1, 0.02, 0.001, -0.001, 0.0, 0.0, 0.0, 0.0]),
        cam_from_world: Isometry3::identity(),
    }
}

/// The pixel, in images of `size_px`, of what the rig's camera shows at `at`.
fn resized_pixel(size_px: [u32; 2], policy: SizePolicy, at: (f64, f64)) -> RawPixel {
    let rig = camera();
    let ideal: IdealPixel = rig.undistort(RawPixel::new(at.0, at.1)).unwrap();
    let resized = rig.for_image_size(size_px, policy).unwrap();
    assert_eq!(resized.size_px, size_px);
    resized.distort(ideal)
}

fn assert_at(pixel: RawPixel, expected: (f64, f64)) {
    let error_px = pixel.distance(RawPixel::new(expected.0, expected.1));
    assert!(error_px < 1e-9, "{pixel:?} is not {expected:?}");
}

#[test]
fn the_target_is_at_the_images_centre_and_the_image_is_upright() {
    let (w, h) = (1920.0, 1080.0);
    let target = Point3::new(1.0, 2.0, 0.5);
    for (eye, up) in [
        (Point3::new(-8.0, 3.0, 4.0), Vector3::z()),
        (Point3::new(1.0, 2.0, 9.0), Vector3::y()),
    ] {
        let camera = Camera {
            size_px: [1920, 1080],
            intrinsics: Intrinsics::centred(1000.0, [1920, 1080]),
            cam_from_world: Camera::look_at(eye, target),
            distortion: Distortion::BrownConrady([0.0; 8]),
            ..camera()
        };
        assert!(camera.centre().distance(WorldPoint(eye)) < 1e-9);
        let pixel_of = |at: Point3<f64>| camera.project(WorldPoint(at)).unwrap();
        let centre = ((w - 1.0) / 2.0, (h - 1.0) / 2.0);
        assert_at(pixel_of(target), centre);
        let above = pixel_of(target + 0.1 * up);
        assert!(above.y < centre.1 - 5.0, "{above:?}");
        assert!((above.x - centre.0).abs() < 1e-9, "{above:?}");
    }
}

#[test]
fn the_same_size_leaves_the_camera_unchanged() {
    for policy in [SizePolicy::Exact, SizePolicy::Crop, SizePolicy::Scale] {
        assert_eq!(
            camera().for_image_size([1088, 1920], policy).unwrap(),
            camera()
        );
    }
}

#[test]
fn another_size_without_a_policy_is_an_error() {
    let error = camera()
        .for_image_size([1080, 1920], SizePolicy::Exact)
        .unwrap_err()
        .to_string();
    for part in [
        "left",
        "1080×1920",
        "1088×1920",
        "size = \"crop\"",
        "\"scale\"",
        "venue.toml",
    ] {
        assert!(error.contains(part), "{error:?} does not contain {part:?}");
    }
    assert!(
        camera()
            .for_image_size([0, 1920], SizePolicy::Scale)
            .is_err()
    );
}

#[test]
fn cropping_keeps_every_pixel() {
    let size = [1080, 1920];
    assert_at(
        resized_pixel(size, SizePolicy::Crop, (700.0, 300.0)),
        (700.0, 300.0),
    );
}

#[test]
fn scaling_keeps_the_aspect_ratio_and_centres_the_image_between_bars() {
    // 1088×1920 by 1080/1088 is 1080×1905.88, between bars of 7.06 px above and below.
    let size = [1080, 1920];
    let s = 1080.0 / 1088.0;
    assert_at(
        resized_pixel(size, SizePolicy::Scale, (-0.5, 959.5)),
        (-0.5, 959.5),
    );
    assert_at(
        resized_pixel(size, SizePolicy::Scale, (1087.5, 959.5)),
        (1079.5, 959.5),
    );
    let bar = (1920.0 - 1920.0 * s) / 2.0;
    assert_at(
        resized_pixel(size, SizePolicy::Scale, (543.5, -0.5)),
        (539.5, bar - 0.5),
    );
}

#[test]
fn scaling_and_stretching_take_edges_to_edges() {
    for policy in [SizePolicy::Scale, SizePolicy::Stretch] {
        assert_at(
            resized_pixel([544, 960], policy, (-0.5, -0.5)),
            (-0.5, -0.5),
        );
        assert_at(
            resized_pixel([544, 960], policy, (1087.5, 1919.5)),
            (543.5, 959.5),
        );
        assert_at(resized_pixel([544, 960], policy, (0.5, 0.5)), (0.0, 0.0));
    }
    assert_at(
        resized_pixel([1080, 1000], SizePolicy::Stretch, (1087.5, 1919.5)),
        (1079.5, 999.5),
    );
}

#[test]
fn policies_are_read_by_name() {
    for (word, policy) in [("crop", SizePolicy::Crop), ("scale", SizePolicy::Scale)] {
        let read: SizePolicy = serde_json::from_str(&format!("\"{word}\"")).unwrap();
        assert_eq!(read, policy);
    }
    assert_eq!(SizePolicy::default(), SizePolicy::Exact);
}
