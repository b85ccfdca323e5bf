//! Checks of rigs by landmarks alone, landmark files, and fields.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use nalgebra::{Isometry3, Matrix3, Point3, Rotation3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::check::{Cause, Evidence, RigReport, Verdict, check_rig};
use trackside_calibration::landmarks::{LandmarkFile, LandmarkTarget};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_schema::WorldPoint;
use trackside_sports::Field;

fn camera(name: &str, eye: [f64; 3], focal: f64) -> Camera {
    Camera {
        name: name.to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: focal,
            fy: focal,
            cx: 955.0,
            cy: 541.0,
        },
        distortion: Distortion::BrownConrady([-0.08, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        cam_from_world: Camera::look_at(Point3::from(eye), Point3::new(1.0, 0.5, 0.0)),
    }
}

fn rig() -> Rig {
    Rig::new(vec![
        camera("a", [-19.0, -12.0, 6.0], 1150.0),
        camera("b", [18.0, -13.0, 5.0], 1100.0),
        camera("c", [17.0, 12.5, 7.0], 1200.0),
        camera("d", [-18.0, 11.0, 5.5], 1000.0),
    ])
    .unwrap()
}

/// A landmark file of the court's points and its centre circle, picked to whole pixels.
fn landmark_text(rig: &Rig) -> String {
    let field = Field::named("basketball-fiba").unwrap();
    let mut text = "field = \"basketball-fiba\"\n".to_owned();
    for camera in rig.cameras() {
        text += &format!("[[camera]]\nname = \"{}\"\n", camera.name);
        for p in &field.points {
            if let Some(px) = camera
                .project(WorldPoint(p.at))
                .filter(|px| camera.is_in_image(*px))
            {
                text += &format!(
                    "[[camera.point]]\nname = \"{}\"\nat = [{:.0}, {:.0}]\n",
                    p.name, px.x, px.y
                );
            }
        }
        text += "[[camera.line]]\nname = \"centre circle\"\nat = [";
        for p in field.line("centre circle").unwrap().geometry.points(1.0) {
            if let Some(px) = camera
                .project(WorldPoint(p))
                .filter(|px| camera.is_in_image(*px))
            {
                text += &format!("[{:.1}, {:.1}], ", px.x, px.y);
            }
        }
        text += "]\n";
    }
    text
}

fn check(rig: &Rig, landmarks: &LandmarkFile) -> RigReport {
    let evidence = Evidence {
        frame_sets: &[],
        landmarks: landmarks.by_camera(rig).unwrap(),
        field: landmarks.field.clone(),
    };
    let report = check_rig(rig, &evidence).unwrap();
    println!("{}", report.summary);
    report
}

fn changed(rig: &Rig, which: Option<&str>, change: impl Fn(&mut Camera)) -> Rig {
    let mut cameras = rig.cameras().to_vec();
    cameras
        .iter_mut()
        .filter(|c| which.is_none_or(|w| w == c.name))
        .for_each(change);
    Rig::new(cameras).unwrap()
}

#[test]
fn every_fault_is_diagnosed_by_landmarks_alone() {
    let rig = rig();
    let landmarks = LandmarkFile::parse(&landmark_text(&rig), "landmarks.toml").unwrap();
    let good = check(&rig, &landmarks);
    assert_eq!(good.verdict, Verdict::Good);
    assert!(good.diagnoses.is_empty() && good.floor.coverage().len() > 2);

    let mirrored = |c: &mut Camera| {
        let flip = Matrix3::from_diagonal(&Vector3::new(-1.0, 1.0, 1.0));
        let world = Matrix3::from_diagonal(&Vector3::new(-1.0, 1.0, 1.0));
        let r = flip * c.cam_from_world.rotation.to_rotation_matrix().into_inner() * world;
        c.cam_from_world = Isometry3::from_parts(
            Translation3::from(flip * c.cam_from_world.translation.vector),
            UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(r)),
        );
    };
    let half_turn = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
    let swapped = {
        let (mut a, mut b) = (rig.cameras()[0].clone(), rig.cameras()[1].clone());
        std::mem::swap(&mut a.name, &mut b.name);
        Rig::new(vec![
            b,
            a,
            rig.cameras()[2].clone(),
            rig.cameras()[3].clone(),
        ])
        .unwrap()
    };
    let inverse = |c: &mut Camera| c.cam_from_world = c.cam_from_world.inverse();
    let millimetres = |c: &mut Camera| c.cam_from_world.translation.vector *= 1e3;
    let zoomed = |c: &mut Camera| {
        c.intrinsics.fx *= 1.06;
        c.intrinsics.fy *= 1.06;
    };
    let scaled = |c: &mut Camera| {
        let k = &mut c.intrinsics;
        (k.fx, k.fy) = (k.fx * 1.5, k.fy * 1.5);
        (k.cx, k.cy) = ((k.cx + 0.5) * 1.5 - 0.5, (k.cy + 0.5) * 1.5 - 0.5);
        c.size_px = [2880, 1620];
    };
    let cases: [(Rig, Cause, &[&str]); 10] = [
        (changed(&rig, None, mirrored), Cause::Mirrored, &[]),
        (
            changed(&rig, None, |c| c.cam_from_world *= half_turn),
            Cause::UpsideDown,
            &[],
        ),
        (changed(&rig, None, millimetres), Cause::Unit, &[]),
        (changed(&rig, Some("b"), millimetres), Cause::Unit, &["b"]),
        (changed(&rig, None, inverse), Cause::Inverted, &[]),
        (changed(&rig, Some("c"), inverse), Cause::Inverted, &["c"]),
        (swapped, Cause::Swapped, &["a", "b"]),
        (changed(&rig, Some("d"), scaled), Cause::ImageSize, &["d"]),
        (
            changed(&rig, Some("a"), |c| c.intrinsics.cx += 200.0),
            Cause::Cropped,
            &["a"],
        ),
        (changed(&rig, Some("c"), zoomed), Cause::Zoomed, &["c"]),
    ];
    for (wrong, cause, cameras) in cases {
        let report = check(&wrong, &landmarks);
        assert_eq!(report.verdict, Verdict::Wrong);
        assert_eq!(report.diagnoses[0].cause, cause, "{:?}", report.diagnoses);
        assert_eq!(report.diagnoses[0].cameras, cameras);
        let repaired = report.repaired.unwrap();
        assert_eq!(repaired.verdict, Verdict::Good);
        for (a, b) in repaired.rig.cameras().iter().zip(rig.cameras()) {
            assert!(
                a.centre().distance(b.centre()) < 0.1,
                "{} {:?}",
                a.name,
                cause
            );
        }
    }
}

#[test]
fn mistyped_and_shifted_landmarks_are_diagnosed_with_their_repair() {
    let rig = rig();
    let text = landmark_text(&rig);
    let mut mistyped = LandmarkFile::parse(&text, "landmarks.toml").unwrap();
    let index = mistyped.cameras[1]
        .1
        .iter()
        .position(|l| l.name == "free-throw corner +x -y")
        .unwrap();
    mistyped.cameras[1].1[index].target = LandmarkTarget::Point(Point3::new(8.2, 2.45, 0.0));
    let report = check(&rig, &mistyped);
    assert_eq!(report.diagnoses[0].cause, Cause::LandmarkMistyped);
    assert_eq!(report.diagnoses[0].cameras, ["b"]);
    let what = &report.diagnoses[0].description;
    assert!(
        what.contains("the image shows \"free-throw corner +x -y\" there"),
        "{what}"
    );

    let mut shifted = LandmarkFile::parse(&text, "landmarks.toml").unwrap();
    for l in &mut shifted.cameras[2].1 {
        if let LandmarkTarget::Point(p) = &mut l.target {
            *p += Vector3::new(14.0, 7.5, 0.0);
        }
    }
    let from_corner = |c: &mut Camera| c.cam_from_world *= Translation3::new(-14.0, -7.5, 0.0);
    let report = check(&changed(&rig, Some("c"), from_corner), &shifted);
    assert_eq!(report.diagnoses[0].cause, Cause::LandmarksShifted);
    assert_eq!(report.diagnoses[0].cameras, ["c"]);
    let repaired = report.repaired.unwrap().rig;
    assert!(
        repaired.cameras()[2]
            .centre()
            .distance(rig.cameras()[2].centre())
            < 1e-6
    );
}

#[test]
fn errors_name_file_line_camera_and_landmark() {
    let refused = |text: &str| LandmarkFile::parse(text, "l.toml").unwrap_err().to_string();
    let assert_contains = |error: &str, parts: &[&str]| {
        assert!(parts.iter().all(|p| error.contains(p)), "{error}");
    };
    let point = "field = \"tennis\"\n[[camera]]\nname = \"a\"\n[[camera.point]]\n";
    assert_contains(
        &refused(&format!("{point}name = \"service X\"\nat = [1, 2]\n")),
        &["l.toml:4", "\"a\"", "service X", "service T +x"],
    );
    assert_contains(
        &refused(&format!("{point}at = [1, 2]\n")),
        &["l.toml:4", "needs `name` or `world`"],
    );
    assert_contains(
        &refused(&format!("{point}world = [0, 0, nan]\nat = [1, 2]\n")),
        &["l.toml:4", "finite"],
    );
    assert_contains(
        &refused(&format!("{point}name = \"corner +x +y\"\nat = [1, 2, 3]\n")),
        &["l.toml:4", "[x, y]"],
    );
    assert_contains(
        &refused("field = \"cricket\"\n"),
        &["l.toml:1", "cricket", "handball"],
    );
    assert_contains(&refused("field = \"tennis\"\n"), &["no landmark"]);
    assert_contains(
        &refused("{\"a\": [{\"world_m\": [1, 2]}]}"),
        &["l.toml", "\"a\"", "image_px"],
    );
    let landmarks = LandmarkFile::parse(
        &format!("{point}name = \"corner +x +y\"\nat = [1, 2]\n"),
        "l",
    )
    .unwrap();
    let error = landmarks.by_camera(
        &rig()
            .with_cameras(vec![camera("z", [9.0, 9.0, 9.0], 1e3)])
            .unwrap(),
    );
    assert_contains(&error.unwrap_err().to_string(), &["\"a\"", "z"]);
}

#[test]
fn fields_are_complete_and_their_arcs_meet_their_lines() {
    for name in Field::names() {
        let field = Field::named(name).unwrap();
        let [x, y] = field.size_m.map(|v| v / 2.0);
        assert!(field.points.len() >= 8 && field.lines.len() >= 6, "{name}");
        let inside = |p: &Point3<f64>| p.x.abs() <= x + 16.0 && p.y.abs() <= y + 2.0 && p.z >= 0.0;
        assert!(field.points.iter().all(|p| inside(&p.at)), "{name}");
        assert!(
            field
                .lines
                .iter()
                .all(|l| l.geometry.points(0.5).iter().all(inside)),
            "{name}"
        );
    }
    let assert_meet = |field: &str, arc: &str, point: &str| {
        let field = Field::named(field).unwrap();
        let at = field.point(point).unwrap().at;
        let distance_m = field
            .line(arc)
            .unwrap()
            .geometry
            .points(0.001)
            .iter()
            .map(|p| (p - at).norm())
            .fold(9.0, f64::min);
        assert!(distance_m < 2e-3, "{arc} {point}: {distance_m} m");
    };
    assert_meet(
        "basketball-fiba",
        "three-point arc -x",
        "three-point bend -x +y",
    );
    assert_meet(
        "basketball-nba",
        "three-point arc +x",
        "three-point bend +x -y",
    );
    assert_meet("football", "penalty arc +x", "penalty arc end +x -y");
    assert_meet(
        "handball",
        "free-throw arc -x -y",
        "free-throw line end -x -y",
    );
    assert_meet("handball", "goal-area arc +x -y", "goal-area bend +x -y");
}
