//! Extrinsics of real cameras, from landmarks, tie points and people.
#![allow(clippy::unwrap_used)]

mod balancing;

use std::path::Path;

use nalgebra::{Isometry3, Matrix3, UnitQuaternion, Vector3};
use trackside_calibration::landmarks::LandmarkFile;
use trackside_calibration::solve::BaselineConstraint;
use trackside_calibration::solve::extrinsics::{
    ExtrinsicsInput, ExtrinsicsOptions, PosePrior, solve_extrinsics,
};
use trackside_calibration::solve::landmarks::{Landmark, LandmarkPixel, resolve_landmarks};
use trackside_calibration::triangulation::intersect_rays;
use trackside_calibration::{Camera, Ray, nearest_rotation};
use trackside_evaluation::case::{Case, read_views};
use trackside_evaluation::projects::{ProjectOptions, pose2sim, write_detections};
use trackside_schema::{CameraId, FrameSet, Joint, View};
use trackside_testkit::{TestRng, figures};

/// Every camera rotated by up to `deg` and moved by up to `m`.
fn perturb(cameras: &[Camera], deg: f64, m: f64, seed: u64) -> Vec<Camera> {
    let mut rng = TestRng::new(seed);
    let perturb_one = |c: &Camera| {
        let rotation =
            UnitQuaternion::from_scaled_axis(rng.vector_of_length(0.0..=1.0) * deg.to_radians());
        let centre = c.centre().0 + rng.vector_of_length(0.0..=1.0) * m;
        let rotation = rotation * c.cam_from_world.rotation;
        let shift = -(rotation * centre.coords);
        Camera {
            cam_from_world: Isometry3::from_parts(shift.into(), rotation),
            ..c.clone()
        }
    };
    cameras.iter().map(perturb_one).collect()
}

/// What aligns a whole rig with the truth.
#[derive(Clone, Copy)]
enum AlignBy {
    Centres,
    Rotations,
}

/// The largest errors of centres (mm) and rotations (deg) after the rig as a whole is aligned with the truth.
fn max_errors(found: &[Camera], truth: &[Camera], by: AlignBy) -> (f64, f64) {
    let centres = |c: &[Camera]| c.iter().map(|c| c.centre().0.coords).collect::<Vec<_>>();
    let (a, b) = (centres(found), centres(truth));
    let mean = |v: &[Vector3<f64>]| v.iter().sum::<Vector3<f64>>() / v.len() as f64;
    let (ma, mb) = (mean(&a), mean(&b));
    let matrix = |c: &Camera| c.cam_from_world.rotation.to_rotation_matrix().into_inner();
    let cross: Matrix3<f64> = match by {
        AlignBy::Centres => a
            .iter()
            .zip(&b)
            .map(|(a, b)| (b - mb) * (a - ma).transpose())
            .sum(),
        AlignBy::Rotations => found
            .iter()
            .zip(truth)
            .map(|(f, t)| matrix(t).transpose() * matrix(f))
            .sum(),
    };
    let rotation = nearest_rotation(&cross).unwrap();
    let onto = |p: Vector3<f64>| mb + rotation * (p - ma);
    let distances = a.iter().zip(&b).map(|(a, b)| (onto(*a) - b).norm());
    let angles = found.iter().zip(truth).map(|(f, t)| {
        let aligned =
            f.cam_from_world.rotation * UnitQuaternion::from_rotation_matrix(&rotation).inverse();
        aligned.angle_to(&t.cam_from_world.rotation)
    });
    (
        distances.fold(0.0, f64::max) * 1e3,
        angles.fold(0.0, f64::max).to_degrees(),
    )
}

/// The median reprojection error by camera of the first person of every frame set, triangulated from all cameras, px.
fn triangulated(cameras: &[Camera], frame_sets: &[FrameSet]) -> Vec<f64> {
    let mut errors_px = vec![Vec::new(); cameras.len()];
    for frame_set in frame_sets {
        for joint in Joint::ALL {
            let observed = frame_set.views.iter().filter_map(|v| {
                let k = v.people.first()?.joint(joint)?;
                Some((v.camera.index(), k.at, cameras[v.camera.index()].ray(k.at)?))
            });
            let observed: Vec<_> = observed.collect();
            if observed.len() < cameras.len() {
                continue;
            }
            let rays: Vec<Ray> = observed.iter().map(|(_, _, ray)| *ray).collect();
            let at = intersect_rays(&rays).unwrap();
            for (camera, px, _) in observed {
                errors_px[camera].push(cameras[camera].project(at).map_or(1e3, |p| p.distance(px)));
            }
        }
    }
    let median = |v: &mut Vec<f64>| {
        v.sort_by(f64::total_cmp);
        v[v.len() / 2]
    };
    errors_px.iter_mut().map(median).collect()
}

fn a_court_and_one_annotated_athlete_determine_four_cameras(shared: &Path) {
    let folder = shared.join("cases/basketball-4cam");
    let case = Case::load(&folder).unwrap();
    let frame_sets = case.frame_sets().unwrap();
    let views: Vec<View> = frame_sets.iter().flat_map(|m| m.views.clone()).collect();
    let cameras = case.rig.cameras();
    let published = triangulated(cameras, &frame_sets);
    figures!("as published {published:.1?} px");
    let landmarks = resolve_landmarks(
        &LandmarkFile::read(&folder.join("landmarks.json")).unwrap(),
        &case.rig,
    )
    .unwrap();
    let evidence = ExtrinsicsInput {
        views: &views,
        landmarks: &landmarks,
        ..ExtrinsicsInput::default()
    };
    let options = ExtrinsicsOptions {
        pose_prior: PosePrior::None,
        ..ExtrinsicsOptions::default()
    };
    let solved = solve_extrinsics(cameras, &evidence, &options, &mut |_, _| ()).unwrap();
    let errors_px = triangulated(&solved.cameras, &frame_sets);
    figures!("from scratch {errors_px:.1?} px");
    for (camera, agreement) in solved.cameras.iter().zip(&solved.agreement) {
        figures!("{} {agreement:.3?}", camera.name);
    }
    assert!(errors_px.iter().all(|px| *px <= 13.0), "{errors_px:?}");
    assert!(published.iter().any(|px| *px > 13.0), "{published:?}");
}

/// Tie points picked by hand in the balancing recording's scene images: four nuts, two tubes' mouths, a plate's corner, then
/// four white dots.
const TIE_POINTS: &str = r#"
sigma_px = 0.5 # the residual of one when the others alone determine the cameras
[[landmark]]
image_px = { cam_01 = [514.1, 1034.9], cam_02 = [829.4, 1065.5], cam_03 = [519.6, 1501.2] }
[[landmark]]
image_px = { cam_01 = [791.8, 1280.4], cam_02 = [808.4, 1269.6], cam_03 = [141.4, 1268.5], cam_04 = [486.6, 1134.3] }
[[landmark]]
image_px = { cam_01 = [65.8, 1058.3], cam_02 = [417.6, 1037.0], cam_03 = [911.3, 1228.2], cam_04 = [884.5, 1428.7] }
[[landmark]]
image_px = { cam_01 = [280.6, 1363.3], cam_02 = [285.2, 1216.2], cam_03 = [532.3, 1077.5], cam_04 = [932.5, 1057.3] }
[[landmark]]
image_px = { cam_01 = [673.4, 1524.1], cam_02 = [273.3, 1318.5], cam_03 = [259.7, 968.9], cam_04 = [827.8, 857.5] }
[[landmark]]
image_px = { cam_01 = [955.0, 1427.4], cam_02 = [634.5, 1344.4], cam_03 = [60.5, 1058.0], cam_04 = [607.5, 921.1] }
[[landmark]]
image_px = { cam_02 = [720.1, 997.1], cam_03 = [830.6, 1491.2], cam_04 = [384.0, 1615.3] }
[[landmark]]
image_px = { cam_01 = [319.6, 1337.8], cam_02 = [327.9, 1209.4], cam_03 = [516.5, 1091.1], cam_04 = [889.5, 1069.6] }
[[landmark]]
image_px = { cam_01 = [109.6, 1061.2], cam_02 = [442.0, 1041.5], cam_03 = [873.8, 1234.1], cam_04 = [836.5, 1410.6] }
[[landmark]]
image_px = { cam_01 = [772.5, 1292.9], cam_02 = [763.4, 1271.5], cam_03 = [164.5, 1240.5], cam_04 = [519.7, 1116.8] }
[[landmark]]
image_px = { cam_01 = [522.1, 1064.6], cam_02 = [794.2, 1085.0], cam_03 = [485.3, 1431.7], cam_04 = [385.2, 1396.3] }
"#;

fn one_athlete_and_eleven_tie_points_determine_four_cameras(shared: &Path) {
    let folder = shared.join("cases/pose2sim-balancing");
    let project = pose2sim::read(&folder, ProjectOptions::default()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let set = project.joint_map().unwrap();
    let rig = balancing::rig(&folder);
    let truth = rig.cameras();
    let mut views = Vec::new();
    for (i, camera) in truth.iter().enumerate() {
        let path = dir.path().join(format!("{}.jsonl", camera.name));
        write_detections(&project.cameras[i].images, |n| n as f64 / 60.0, &path).unwrap();
        views.extend(read_views(&path, CameraId(i as u8), camera, &set).unwrap());
    }
    let tie_points = resolve_landmarks(
        &LandmarkFile::parse(TIE_POINTS, "tie points").unwrap(),
        &rig,
    )
    .unwrap();
    let perturbed = perturb(truth, 20.0, 1.0, 900_001);
    let solved = |lenses: &[Camera],
                  without_priors: bool,
                  tie_points: &[Landmark],
                  centre: bool| {
        let with_lens = |(pose, lens): (&Camera, &Camera)| Camera {
            cam_from_world: pose.cam_from_world,
            ..lens.clone()
        };
        let perturbed: Vec<Camera> = perturbed.iter().zip(lenses).map(with_lens).collect();
        let evidence = ExtrinsicsInput {
            views: &views,
            landmarks: tie_points,
            baselines: vec![BaselineConstraint {
                cameras: [0, 2],
                length_m: truth[0].centre().distance(truth[2].centre()),
                sigma_m: 0.005,
            }],
            ..ExtrinsicsInput::default()
        };
        let mut options = ExtrinsicsOptions {
            pose_prior: if without_priors {
                PosePrior::None
            } else {
                PosePrior::Approximate
            },
            estimate_clocks: false,
            ..ExtrinsicsOptions::default()
        };
        options.free_intrinsics.principal_point = centre;
        let solved = solve_extrinsics(&perturbed, &evidence, &options, &mut |_, _| ()).unwrap();
        let (mm, deg) = max_errors(&solved.cameras, truth, AlignBy::Centres);
        let by_rotations = max_errors(&solved.cameras, truth, AlignBy::Rotations);
        let n = tie_points.len();
        figures!(
            "without prior poses {without_priors}, principal points free {centre}, {n} tie points: {mm:.1} mm, {deg:.3}° from Qualisys, aligned by rotations {:.1} mm, {:.3}°",
            by_rotations.0,
            by_rotations.1
        );
        (solved, mm, deg)
    };
    let published = project.rig.cameras();
    for without_priors in [true, false] {
        let (_, mm, deg) = solved(truth, without_priors, &[], false);
        assert!(mm < 100.0 && deg < 2.0, "{mm} mm, {deg}°");
        let (found, mm, deg) = solved(truth, without_priors, &tie_points, false);
        assert!(mm < 30.0 && deg < 0.4, "{mm} mm, {deg}°");
        let (mm, deg) = max_errors(&found.cameras, truth, AlignBy::Rotations);
        assert!(mm < 30.0 && deg < 0.3, "{mm} mm, {deg}°");
    }
    let (found, mm, deg) = solved(truth, true, &tie_points, true);
    assert!(mm < 30.0 && deg < 0.3, "{mm} mm, {deg}°");
    let (mm, deg) = max_errors(&found.cameras, truth, AlignBy::Rotations);
    assert!(mm < 30.0 && deg < 0.3, "{mm} mm, {deg}°");
    figures!("principal points as published:");
    let (_, mm, deg) = solved(published, true, &tie_points, false);
    assert!(mm < 30.0 && (0.5..0.8).contains(&deg), "{mm} mm, {deg}°");
    // The dots test a rig that was solved without them.
    let (seven, dots) = tie_points.split_at(7);
    let ours = tie_point_rms_px(&solved(truth, true, seven, false).0.cameras, dots);
    let (qualisys, as_published) = (
        tie_point_rms_px(truth, dots),
        tie_point_rms_px(published, dots),
    );
    figures!(
        "four dots: {ours:.2} px, in Qualisys's rig {qualisys:.2} px, as published {as_published:.2} px"
    );
    assert!(
        ours < 1.0 && qualisys < 1.0 && as_published > 5.0,
        "{ours} {qualisys} {as_published}"
    );
}

/// The root mean square reprojection error per axis of tie points triangulated from all cameras, px.
fn tie_point_rms_px(cameras: &[Camera], tie_points: &[Landmark]) -> f64 {
    let (mut sum, mut n) = (0.0, 0);
    for tie_point in tie_points {
        let ray = |p: &LandmarkPixel| cameras[p.camera].ray(p.at).unwrap();
        let rays: Vec<Ray> = tie_point.pixels.iter().map(ray).collect();
        let position = intersect_rays(&rays).unwrap();
        for &LandmarkPixel { camera, at, .. } in &tie_point.pixels {
            sum += cameras[camera]
                .project(position)
                .unwrap()
                .distance(at)
                .powi(2);
            n += 2;
        }
    }
    (sum / f64::from(n)).sqrt()
}

trackside_testkit::tests! {
    on_shared_cases
    a_court_and_one_annotated_athlete_determine_four_cameras,
    one_athlete_and_eleven_tie_points_determine_four_cameras,
}
