//! Rigs checked by landmarks alone, and landmark files.
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

/// A file of the court's points and some of its side line, as whole pixels.
fn file(rig: &Rig) -> String {
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

fn checked(rig: &Rig, landmarks: &LandmarkFile) -> RigReport {
    let evidence = Evidence {
        frame_sets: &[],
        landmarks: landmarks.by_camera(rig).unwrap(),
        field: landmarks.field.clone(),
    };
    let found = check_rig(rig, &evidence).unwrap();
    println!("{}", found.summary);
    found
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
fn landmarks_alone_name_every_fault() {
    let rig = rig();
    let landmarks = LandmarkFile::parse(&file(&rig), "landmarks.toml").unwrap();
    let good = checked(&rig, &landmarks);
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
    let half = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
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
            changed(&rig, None, |c| c.cam_from_world *= half),
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
        let found = checked(&wrong, &landmarks);
        assert_eq!(found.verdict, Verdict::Wrong);
        assert_eq!(found.diagnoses[0].cause, cause, "{:?}", found.diagnoses);
        assert_eq!(found.diagnoses[0].cameras, cameras);
        let repaired = found.repaired.unwrap();
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
fn a_wrong_landmark_and_a_shifted_list_are_told_with_what_to_do() {
    let rig = rig();
    let text = file(&rig);
    let mut typed = LandmarkFile::parse(&text, "landmarks.toml").unwrap();
    let wrong = typed.cameras[1]
        .1
        .iter()
        .position(|l| l.name == "free-throw corner +x -y")
        .unwrap();
    typed.cameras[1].1[wrong].target = LandmarkTarget::Point(Point3::new(8.2, 2.45, 0.0));
    let found = checked(&rig, &typed);
    assert_eq!(found.diagnoses[0].cause, Cause::LandmarkMistyped);
    assert_eq!(found.diagnoses[0].cameras, ["b"]);
    let what = &found.diagnoses[0].description;
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
    let found = checked(&changed(&rig, Some("c"), from_corner), &shifted);
    assert_eq!(found.diagnoses[0].cause, Cause::LandmarksShifted);
    assert_eq!(found.diagnoses[0].cameras, ["c"]);
    let repaired = found.repaired.unwrap().rig;
    assert!(
        repaired.cameras()[2]
            .centre()
            .distance(rig.cameras()[2].centre())
            < 1e-6
    );
}

#[test]
fn landmark_files_are_refused_in_words_that_find_the_fault() {
    let refused = |text: &str| LandmarkFile::parse(text, "l.toml").unwrap_err().to_string();
    let all = |error: &str, parts: &[&str]| {
        assert!(parts.iter().all(|p| error.contains(p)), "{error}");
    };
    let point = "field = \"tennis\"\n[[camera]]\nname = \"a\"\n[[camera.point]]\n";
    all(
        &refused(&format!("{point}name = \"service X\"\nat = [1, 2]\n")),
        &["l.toml:4", "\"a\"", "service X", "service T +x"],
    );
    all(
        &refused(&format!("{point}at = [1, 2]\n")),
        &["l.toml:4", "needs `name` or `world`"],
    );
    all(
        &refused(&format!("{point}world = [0, 0, nan]\nat = [1, 2]\n")),
        &["l.toml:4", "finite"],
    );
    all(
        &refused(&format!("{point}name = \"corner +x +y\"\nat = [1, 2, 3]\n")),
        &["l.toml:4", "[x, y]"],
    );
    all(
        &refused("field = \"cricket\"\n"),
        &["l.toml:1", "cricket", "handball"],
    );
    all(&refused("field = \"tennis\"\n"), &["no landmark"]);
    all(
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
    all(&error.unwrap_err().to_string(), &["\"a\"", "z"]);
}

#[test]
fn every_field_is_as_its_rules_measure_it() {
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
    // Where arcs and straights meet, they meet.
    let near = |field: &str, arc: &str, point: &str| {
        let field = Field::named(field).unwrap();
        let at = field.point(point).unwrap().at;
        let off = field
            .line(arc)
            .unwrap()
            .geometry
            .points(0.001)
            .iter()
            .map(|p| (p - at).norm())
            .fold(9.0, f64::min);
        assert!(off < 2e-3, "{arc} {point}: {off} m");
    };
    near(
        "basketball-fiba",
        "three-point arc -x",
        "three-point bend -x +y",
    );
    near(
        "basketball-nba",
        "three-point arc +x",
        "three-point bend +x -y",
    );
    near("football", "penalty arc +x", "penalty arc end +x -y");
    near(
        "handball",
        "free-throw arc -x -y",
        "free-throw line end -x -y",
    );
    near("handball", "goal-area arc +x -y", "goal-area bend +x -y");
}
