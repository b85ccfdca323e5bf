//! Poses of real cameras, from landmarks, spots and whoever is in view.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use nalgebra::{Isometry3, Matrix3, Rotation3, UnitQuaternion, Vector3};
use std::io::Write;
use std::path::{Path, PathBuf};
use trackside_calibration::Camera;

use trackside_calibration::solve::poses::{Evidence, PoseOptions, Rough, solve};
use trackside_calibration::solve::{Span, landmark_file};
use trackside_datasets::case::{Case, JointSetMap, read_views};
use trackside_datasets::pose2sim;
use trackside_schema::{CameraId, Joint, Moment, View, WorldPoint};

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A direction, of any length up to 1.
    fn ball(&mut self) -> Vector3<f64> {
        loop {
            let v = Vector3::from_fn(|_, _| 2.0 * self.unit() - 1.0);
            if v.norm() <= 1.0 {
                return v;
            }
        }
    }
}

/// Every camera turned by up to `deg` and moved by up to `m`.
fn disturbed(cameras: &[Camera], deg: f64, m: f64, seed: u64) -> Vec<Camera> {
    let mut dice = Dice(seed);
    let disturb = |c: &Camera| {
        let turn = UnitQuaternion::from_scaled_axis(dice.ball() * deg.to_radians());
        let centre = c.centre().0 + dice.ball() * m;
        let rotation = turn * c.cam_from_world.rotation;
        let shift = -(rotation * centre.coords);
        Camera {
            cam_from_world: Isometry3::from_parts(shift.into(), rotation),
            ..c.clone()
        }
    };
    cameras.iter().map(disturb).collect()
}

/// How far cameras are off when the rig as a whole is laid onto the truth: the largest distance, mm, and angle, deg.
fn off(found: &[Camera], truth: &[Camera]) -> (f64, f64) {
    let centres = |c: &[Camera]| c.iter().map(|c| c.centre().0.coords).collect::<Vec<_>>();
    let (a, b) = (centres(found), centres(truth));
    let mean = |v: &[Vector3<f64>]| v.iter().sum::<Vector3<f64>>() / v.len() as f64;
    let (ma, mb) = (mean(&a), mean(&b));
    let cross: Matrix3<f64> = a
        .iter()
        .zip(&b)
        .map(|(a, b)| (b - mb) * (a - ma).transpose())
        .sum();
    let svd = cross.svd(true, true);
    let (u, v_t) = (svd.u.unwrap(), svd.v_t.unwrap());
    let flip = Matrix3::from_diagonal(&Vector3::new(1.0, 1.0, (u * v_t).determinant().signum()));
    let turn = Rotation3::from_matrix_unchecked(u * flip * v_t);
    let onto = |p: Vector3<f64>| mb + turn * (p - ma);
    let far = a.iter().zip(&b).map(|(a, b)| (onto(*a) - b).norm());
    let angle = found.iter().zip(truth).map(|(f, t)| {
        let turned =
            f.cam_from_world.rotation * UnitQuaternion::from_rotation_matrix(&turn).inverse();
        turned.angle_to(&t.cam_from_world.rotation)
    });
    (
        far.fold(0.0, f64::max) * 1e3,
        angle.fold(0.0, f64::max).to_degrees(),
    )
}

/// The shared case, or `None` and a line that says so.
fn shared(case: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let root = std::env::var_os("TRACKSIDE_SHARED").map_or(beside, PathBuf::from);
    let folder = root.join("cases").join(case);
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the test runner, which keeps what passing tests print to itself.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: the shared cases are not there (TRACKSIDE_SHARED)"
    );
    None
}

/// The first person of every moment triangulated from all cameras: the median residual in each, px.
fn triangulated(cameras: &[Camera], moments: &[Moment]) -> Vec<f64> {
    let mut off = vec![Vec::new(); cameras.len()];
    for moment in moments {
        for joint in Joint::ALL {
            let seen = moment.views.iter().filter_map(|v| {
                let k = v.people.first()?.joint(joint)?;
                Some((v.camera.index(), k.at, cameras[v.camera.index()].ray(k.at)?))
            });
            let seen: Vec<_> = seen.collect();
            if seen.len() < cameras.len() {
                continue;
            }
            let (mut a, mut b) = (Matrix3::zeros(), Vector3::zeros());
            for (_, _, ray) in &seen {
                let d = ray.direction.into_inner();
                let across = Matrix3::identity() - d * d.transpose();
                a += across;
                b += across * ray.origin.0.coords;
            }
            let at = WorldPoint((a.try_inverse().unwrap() * b).into());
            for (camera, px, _) in seen {
                off[camera].push(cameras[camera].project(at).map_or(1e3, |p| p.distance(px)));
            }
        }
    }
    let median = |v: &mut Vec<f64>| {
        v.sort_by(f64::total_cmp);
        v[v.len() / 2]
    };
    off.iter_mut().map(median).collect()
}

#[test]
fn a_court_and_one_annotated_athlete_place_four_cameras() {
    let Some(folder) = shared("basketball-4cam") else {
        return;
    };
    let case = Case::load(&folder).unwrap();
    let moments = case.moments().unwrap();
    let views: Vec<View> = moments.iter().flat_map(|m| m.views.clone()).collect();
    let cameras = case.rig.cameras();
    let published = triangulated(cameras, &moments);
    println!("as published {published:.1?} px");
    let landmarks = landmark_file::read(&folder.join("landmarks.json"), &case.rig).unwrap();
    let evidence = Evidence {
        views: &views,
        landmarks: &landmarks,
        ..Evidence::default()
    };
    let options = PoseOptions {
        rough: Rough::Nothing,
        ..PoseOptions::default()
    };
    let solved = solve(cameras, &evidence, &options, &mut |_, _| ()).unwrap();
    let off = triangulated(&solved.cameras, &moments);
    println!("from scratch {off:.1?} px");
    for (camera, agrees) in solved.cameras.iter().zip(&solved.agreement) {
        println!("{} {agrees:.3?}", camera.name);
    }
    assert!(off.iter().all(|px| *px <= 13.0), "{off:?}");
    assert!(published.iter().any(|px| *px > 13.0), "{published:?}");
}

/// Four white dots and two tubes' mouths, picked by hand in the balancing recording's scene pictures; nobody knows where
/// they are.
const SPOTS: &str = r#"
[[landmark]]
image_px = { cam_01 = [319.7, 1337.8], cam_02 = [327.9, 1209.3], cam_03 = [518.9, 1088.0], cam_04 = [889.5, 1069.6] }
[[landmark]]
image_px = { cam_01 = [109.7, 1061.0], cam_02 = [442.6, 1041.6], cam_03 = [873.7, 1234.0], cam_04 = [836.5, 1410.5] }
[[landmark]]
image_px = { cam_01 = [773.0, 1292.3], cam_02 = [763.4, 1271.6], cam_03 = [164.5, 1240.4], cam_04 = [515.6, 1115.1] }
[[landmark]]
image_px = { cam_01 = [523.1, 1063.8], cam_02 = [794.2, 1085.0], cam_03 = [485.2, 1431.7], cam_04 = [384.8, 1395.8] }
[[landmark]]
image_px = { cam_01 = [674.1, 1524.3], cam_02 = [275.2, 1319.8], cam_03 = [260.5, 969.9], cam_04 = [829.5, 859.0] }
[[landmark]]
image_px = { cam_01 = [955.5, 1427.6], cam_02 = [635.1, 1345.8], cam_03 = [61.1, 1058.5], cam_04 = [609.3, 921.4] }
"#;

#[test]
fn one_athlete_and_six_spots_place_four_cameras() {
    let Some(folder) = shared("pose2sim-balancing") else {
        return;
    };
    let project = pose2sim::read(&folder, None, None).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let set = JointSetMap::named(project.joint_set.unwrap().name).unwrap();
    let truth = project.rig.cameras();
    let mut views = Vec::new();
    for (i, camera) in truth.iter().enumerate() {
        let path = dir.path().join(format!("{}.jsonl", camera.name));
        pose2sim::write_detections(&project.cameras[i].images, 60.0, &path).unwrap();
        views.extend(read_views(&path, CameraId(i as u8), camera, &set).unwrap());
    }
    let path = dir.path().join("spots.toml");
    std::fs::write(&path, SPOTS).unwrap();
    let spots = landmark_file::read(&path, &project.rig).unwrap();
    for (nothing, spots) in [(true, &[][..]), (true, &spots), (false, &spots)] {
        let rough = disturbed(truth, 20.0, 1.0, 900_001);
        let evidence = Evidence {
            views: &views,
            landmarks: spots,
            spans: vec![Span {
                stations: [0, 2],
                length_m: truth[0].centre().distance(truth[2].centre()),
                sigma_m: 0.005,
            }],
            ..Evidence::default()
        };
        let options = PoseOptions {
            rough: if nothing {
                Rough::Nothing
            } else {
                Rough::About
            },
            clocks: false,
            landmark_px: 2.0,
            ..PoseOptions::default()
        };
        let solved = solve(&rough, &evidence, &options, &mut |_, _| ()).unwrap();
        let (mm, deg) = off(&solved.cameras, truth);
        println!(
            "nothing known {nothing}, {} spots: {mm:.1} mm, {deg:.3}°, noise {:.2}, levelled {}",
            spots.len(),
            solved.noise,
            solved.levelled
        );
        for a in &solved.agreement {
            println!("{a:.4?}");
        }
        if spots.is_empty() {
            assert!(mm < 100.0 && deg < 1.5, "{mm} mm, {deg}°");
        } else {
            assert!(mm < 70.0 && deg < 1.1, "{mm} mm, {deg}°");
        }
    }
}
