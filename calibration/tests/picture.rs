//! Pictures of another size than the rig's.
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

/// Where the camera for a picture of `size_px` draws what the rig's camera draws at `at`.
fn moved(size_px: [u32; 2], policy: SizePolicy, at: (f64, f64)) -> RawPixel {
    let rig = camera();
    let ideal: IdealPixel = rig.undistort(RawPixel::new(at.0, at.1)).unwrap();
    let picture = rig.for_image_size(size_px, policy).unwrap();
    assert_eq!(picture.size_px, size_px);
    picture.distort(ideal)
}

fn assert_at(is: RawPixel, should: (f64, f64)) {
    let off = is.distance(RawPixel::new(should.0, should.1));
    assert!(off < 1e-9, "{is:?} is not {should:?}");
}

#[test]
fn what_a_camera_looks_at_is_in_the_middle_and_the_picture_upright() {
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
        let shows = |at: Point3<f64>| camera.project(WorldPoint(at)).unwrap();
        let middle = ((w - 1.0) / 2.0, (h - 1.0) / 2.0);
        assert_at(shows(target), middle);
        let above = shows(target + 0.1 * up);
        assert!(above.y < middle.1 - 5.0, "{above:?}");
        assert!((above.x - middle.0).abs() < 1e-9, "{above:?}");
    }
}

#[test]
fn the_same_size_is_the_same_camera() {
    for policy in [SizePolicy::Exact, SizePolicy::Crop, SizePolicy::Scale] {
        assert_eq!(
            camera().for_image_size([1088, 1920], policy).unwrap(),
            camera()
        );
    }
}

#[test]
fn another_size_is_an_error_unless_it_is_explained() {
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
        assert!(error.contains(part), "{error:?} does not say {part:?}");
    }
    assert!(
        camera()
            .for_image_size([0, 1920], SizePolicy::Scale)
            .is_err()
    );
}

#[test]
fn cropping_keeps_every_pixel_where_it_was() {
    let size = [1080, 1920];
    assert_at(
        moved(size, SizePolicy::Crop, (700.0, 300.0)),
        (700.0, 300.0),
    );
}

#[test]
fn scaling_keeps_proportions_and_centres_what_is_left_between_bars() {
    // 1088×1920 by 1080/1088 is 1080×1905.88, between bars of 7.06 px above and below.
    let size = [1080, 1920];
    let s = 1080.0 / 1088.0;
    assert_at(moved(size, SizePolicy::Scale, (-0.5, 959.5)), (-0.5, 959.5));
    assert_at(
        moved(size, SizePolicy::Scale, (1087.5, 959.5)),
        (1079.5, 959.5),
    );
    let bar = (1920.0 - 1920.0 * s) / 2.0;
    assert_at(
        moved(size, SizePolicy::Scale, (543.5, -0.5)),
        (539.5, bar - 0.5),
    );
}

#[test]
fn scaling_and_stretching_move_edges_to_edges() {
    for policy in [SizePolicy::Scale, SizePolicy::Stretch] {
        assert_at(moved([544, 960], policy, (-0.5, -0.5)), (-0.5, -0.5));
        assert_at(moved([544, 960], policy, (1087.5, 1919.5)), (543.5, 959.5));
        assert_at(moved([544, 960], policy, (0.5, 0.5)), (0.0, 0.0));
    }
    assert_at(
        moved([1080, 1000], SizePolicy::Stretch, (1087.5, 1919.5)),
        (1079.5, 999.5),
    );
}

#[test]
fn policies_are_words() {
    for (word, policy) in [("crop", SizePolicy::Crop), ("scale", SizePolicy::Scale)] {
        let read: SizePolicy = serde_json::from_str(&format!("\"{word}\"")).unwrap();
        assert_eq!(read, policy);
    }
    assert_eq!(SizePolicy::default(), SizePolicy::Exact);
}
