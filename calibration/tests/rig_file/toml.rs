//! The TOML of anipose and Pose2Sim.

use nalgebra::{UnitQuaternion, Vector3};
use proptest::prelude::*;
use trackside_calibration::{Camera, CameraClock, Distortion, Rig, rig_file};
use trackside_schema::{CameraId, Timestamp};

use super::support::{ValidText, assert_contains, camera};

const TWO_CAMERAS: &str = r#"# the venue, before the season
[cam_01]
name = "left" # by the door
size = [ 1088.0, 1920]
matrix = [ [ 1681.244873046875, 0.0, 532.97369384375], [ 0.0, 1681.075439453125, 948.137390140625], [ 0.0, 0.0, 1.0]]
distortions = [ -0.000721609375, 0.002187234375, 9.5e-06, 1.078125e-05]
rotation = [ 1.6882754799999993, 1.0483220499999997, -0.41955852000000016]
translation = [ 0.3211048899999996, 0.9563320600000009, 2.8907130499999996]
fisheye = false
gain_db = 3   # ours

[cam_02]
name = "right"
size = [1920, 1080]
matrix = [[1000, 0, 960], [0, 1000, 540], [0, 0, 1]]
distortions = [0.1, 0.01, 0.0, 0.0]
rotation = [[1, 0, 0], [0, 0, -1], [0, 1, 0]]
translation = [0, 0, 5]
fisheye = true

[metadata]
adjusted = false
error = 0.25

[capture_volume]
boards = [[1, 2], [3, 4]]
"#;

#[test]
fn unchanged_toml_is_written_as_it_was_read() {
    let rig = rig_file::from_toml(TWO_CAMERAS, "rig.toml").unwrap();
    assert_eq!(rig_file::to_toml(&rig), TWO_CAMERAS);
    let left = &rig.cameras()[0];
    assert_eq!((left.name.as_str(), left.size_px), ("left", [1088, 1920]));
    assert_eq!(left.intrinsics.cx, 532.97369384375);
    let right = &rig.cameras()[1];
    assert_eq!(right.distortion, Distortion::Fisheye([0.1, 0.01, 0.0, 0.0]));
    let quarter = UnitQuaternion::from_scaled_axis(Vector3::x() * std::f64::consts::FRAC_PI_2);
    assert!(right.cam_from_world.rotation.angle_to(&quarter) < 1e-12);
}

#[test]
fn a_changed_camera_changes_its_own_lines_only() {
    let rig = rig_file::from_toml(TWO_CAMERAS, "rig.toml").unwrap();
    let mut cameras = rig.cameras().to_vec();
    cameras[1].intrinsics.fx = 1001.5;
    let changed = rig.with_cameras(cameras).unwrap();
    let text = rig_file::to_toml(&changed);
    let (head, _) = TWO_CAMERAS.split_once("[cam_02]").unwrap();
    let (_, tail) = TWO_CAMERAS.split_once("[metadata]").unwrap();
    assert!(text.starts_with(head), "{text}");
    assert!(text.ends_with(tail), "{text}");
    let again = rig_file::from_toml(&text, "rig.toml").unwrap();
    assert_eq!(again.id(), changed.id());
    assert_ne!(again.id(), rig.id());

    let mut cameras = rig.cameras().to_vec();
    cameras.remove(0);
    cameras.push(Camera {
        name: "third".into(),
        ..cameras[0].clone()
    });
    let text = rig_file::to_toml(&rig.with_cameras(cameras).unwrap());
    let again = rig_file::from_toml(&text, "rig.toml").unwrap();
    assert!(again.find("left").is_none() && again.find("third").is_some());
    assert!(text.contains("[capture_volume]"));
}

#[test]
fn clocks_are_kept_in_text_and_are_part_of_the_rig_id() {
    let rig = rig_file::from_toml(TWO_CAMERAS, "two.toml").unwrap();
    assert!(rig.clock(CameraId(1)).is_identity());
    let clock = CameraClock {
        offset_s: 0.012_345_678_9,
        drift: 3.1e-6,
        since: Timestamp(1_700_000_000_000_000_000),
    };
    let timed = rig
        .clone()
        .with_clocks(vec![CameraClock::default(), clock])
        .unwrap();
    assert_ne!(timed.id(), rig.id());
    let text = rig_file::to_toml(&timed);
    let again = rig_file::from_toml(&text, "two.toml").unwrap();
    assert_eq!((again.id(), again.clocks()), (timed.id(), timed.clocks()));
    assert!((again.clock(CameraId(1)).offset_s - clock.offset_s).abs() < 1e-9);
    assert!(text.contains("gain_db = 3   # ours"), "{text}");
    // New cameras keep their clocks by name, and a default clock is not written.
    let kept = again.with_cameras(again.cameras().to_vec()).unwrap();
    assert_eq!(kept.clocks(), timed.clocks());
    let reset = again.with_clocks(vec![CameraClock::default(); 2]).unwrap();
    assert_eq!(reset.id(), rig.id());
    assert!(!rig_file::to_toml(&reset).contains("clock"));
    let error = rig_file::from_toml(
        &TWO_CAMERAS.replace("gain_db = 3 ", "clock = { offset = 3 } "),
        "two.toml",
    );
    assert_contains(&error.unwrap_err().to_string(), &["two.toml:10", "`clock`"]);
}

#[test]
fn errors_name_line_camera_and_field() {
    let valid = ValidText {
        text: TWO_CAMERAS,
        read: |text| rig_file::from_toml(text, "rig.toml").map_err(|e| e.to_string()),
    };
    let refused = |from: &str, to: &str, parts: &[&str]| valid.assert_refused(from, to, parts);
    refused(
        "size = [ 1088.0, 1920]",
        "size = [1088.5, 1920]",
        &["rig.toml:4", "left", "`size`", "1088.5"],
    );
    refused(
        "size = [ 1088.0, 1920]",
        "size = [0, 1920]",
        &["`size`", "0 × 1920"],
    );
    refused(
        "size = [ 1088.0, 1920]",
        "",
        &["rig.toml:2", "left", "`size`", "missing"],
    );
    refused(
        "size = [ 1088.0, 1920]",
        "size = \"big\"",
        &["rig.toml:4", "list of numbers"],
    );
    refused(
        "size = [ 1088.0, 1920]",
        "size = [1088]",
        &["rig.toml:4", "[width, height]"],
    );
    refused(
        "1681.244873046875, 0.0",
        "1681.2, 0.3",
        &["rig.toml:5", "skew of 0.3"],
    );
    refused(
        "1681.244873046875, 0.0",
        "nan, 0.0",
        &["`matrix`", "finite"],
    );
    refused(
        "1681.244873046875, 0.0",
        "-5, 0.0",
        &["`matrix`", "positive"],
    );
    refused(
        "1.6882754799999993",
        "nan",
        &["rig.toml:7", "left", "`rotation`", "finite"],
    );
    refused("1.6882754799999993", "inf", &["`rotation`", "finite"]);
    refused("1.6882754799999993", "90.0", &["`rotation`", "radians"]);
    refused(
        "[0, 0, -1], [0, 1, 0]]",
        "[0, 0, -1], [0, 2, 0]]",
        &["rig.toml:17", "right", "not a rotation"],
    );
    refused(
        "[0, 0, -1], [0, 1, 0]]",
        "[0, 0, 1], [0, 1, 0]]",
        &["right", "mirror"],
    );
    refused("[0, 0, 5]", "[0, 0, nan]", &["`translation`", "finite"]);
    refused(
        "[0.1, 0.01, 0.0, 0.0]",
        "[0.1]",
        &["right", "`distortions`", "4 coefficients"],
    );
    refused(
        "-0.000721609375, ",
        "",
        &["left", "`distortions`", "3 coefficients"],
    );
    refused(
        "name = \"right\"",
        "name = \"left\"",
        &["rig.toml:13", "left", "two cameras"],
    );
    refused(
        "name = \"right\"",
        "name = 3",
        &["rig.toml:13", "`name`", "a string"],
    );
    refused("name = \"right\"", "name = \"a/b\"", &["rig.toml", "a/b"]);
    refused(
        "fisheye = true",
        "fisheye = 1",
        &["`fisheye`", "true or false"],
    );
    refused("[cam_02]", "[cam_01]", &["rig.toml:12", "not TOML"]);
    let none = rig_file::from_toml("[metadata]\nerror = 0.0\n", "x.toml").unwrap_err();
    assert!(none.to_string().contains("no camera"));
}

fn lens() -> impl Strategy<Value = Distortion> {
    prop_oneof![
        prop::array::uniform4(-0.5..0.5).prop_map(Distortion::Fisheye),
        prop::array::uniform8(-0.5..0.5).prop_map(Distortion::BrownConrady),
        prop::array::uniform4(-0.5..0.5)
            .prop_map(|[a, b, c, d]| Distortion::BrownConrady([a, b, c, d, 0.0, 0.0, 0.0, 0.0])),
    ]
}

/// Any rotation, and often exactly 180°, where a Rodrigues vector has two signs.
fn rotation_vector() -> impl Strategy<Value = [f64; 3]> {
    let axis = prop::array::uniform3(-1.0..1.0f64);
    (axis, prop_oneof![Just(std::f64::consts::PI), 0.0..3.2f64]).prop_map(|(a, angle)| {
        let v = Vector3::from(a).normalize() * angle;
        [v.x, v.y, v.z]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_rig_reads_as_the_same_rig(
        lens in lens(), k in prop::array::uniform4(1.0..5000.0), r in rotation_vector(), t in prop::array::uniform3(-200.0..200.0)
    ) {
        let rig = Rig::new(vec![camera("a \"b\"", lens, k, r, t)]).unwrap();
        let text = rig_file::to_toml(&rig);
        let again = rig_file::from_toml(&text, "again").unwrap();
        prop_assert_eq!(again.id(), rig.id());
        let (a, b) = (&rig.cameras()[0], &again.cameras()[0]);
        prop_assert_eq!(a.intrinsics, b.intrinsics);
        prop_assert_eq!(a.distortion, b.distortion);
        prop_assert_eq!(a.cam_from_world.translation, b.cam_from_world.translation);
        prop_assert!(a.cam_from_world.rotation.angle_to(&b.cam_from_world.rotation) < 1e-11);
        // A rig without the text that it was read from gives the same text.
        let third = Rig::new(again.cameras().to_vec()).unwrap();
        prop_assert_eq!(rig_file::to_toml(&third), text);
    }

    #[test]
    fn no_text_causes_a_panic(text in ".{0,200}", at in 0..TWO_CAMERAS.len()) {
        let _ = rig_file::from_toml(&text, "x");
        let _ = rig_file::from_toml(&TWO_CAMERAS[..at], "x");
    }
}
