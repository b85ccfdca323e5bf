//! The check of rigs: every known fault, planted in rigs of real and synthetic venues, is found; good rigs pass.
#![allow(clippy::unwrap_used)]

mod balancing;

use std::path::Path;

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::check::{Cause, Evidence, RigReport, Verdict, check_rig};
use trackside_calibration::landmarks::{LandmarkFile, LandmarkTarget, PickedLandmark};
use trackside_calibration::{Camera, Rig};
use trackside_evaluation::case::{Case, detection_sigma_px, person_from};
use trackside_evaluation::projects::{ProjectOptions, pose2sim};
use trackside_schema::{CameraId, FrameSet, Stamp, Timestamp, View, WorldPoint};
use trackside_simulation::{FrameSets, World, WorldFile};
use trackside_testkit::figures;

/// A venue: its rig, its detections and its landmarks.
struct TestVenue {
    name: &'static str,
    rig: Rig,
    frame_sets: Vec<FrameSet>,
    landmarks: Vec<Vec<PickedLandmark>>,
}

impl TestVenue {
    fn check(&self, rig: &Rig) -> RigReport {
        self.check_with(rig, self.landmarks.clone())
    }

    fn check_with(&self, rig: &Rig, landmarks: Vec<Vec<PickedLandmark>>) -> RigReport {
        let evidence = Evidence {
            frame_sets: &self.frame_sets,
            landmarks,
            field: None,
        };
        check_rig(rig, &evidence).unwrap()
    }

    fn middle(&self) -> usize {
        self.rig.cameras().len() / 2
    }
}

fn synthetic(name: &'static str, seconds: f64) -> TestVenue {
    let world = World::new(&WorldFile::open(name, &[]).unwrap(), 900_001).unwrap();
    let rate = if name == "sprint" { 50.0 } else { 25.0 };
    TestVenue {
        name,
        rig: world.rig().unwrap(),
        frame_sets: FrameSets::new(&world, rate, seconds)
            .unwrap()
            .map(|m| m.0)
            .collect(),
        landmarks: Vec::new(),
    }
}

fn basketball_4cam(shared: &Path) -> TestVenue {
    let folder = shared.join("cases/basketball-4cam");
    let case = Case::load(&folder).unwrap();
    let landmarks = LandmarkFile::read(&folder.join("landmarks.json")).unwrap();
    TestVenue {
        name: "basketball-4cam",
        frame_sets: case.frame_sets().unwrap(),
        landmarks: landmarks.by_camera(&case.rig).unwrap(),
        rig: case.rig,
    }
}

fn shelf(shared: &Path) -> TestVenue {
    let case = Case::load(&shared.join("cases/shelf-a")).unwrap();
    TestVenue {
        name: "shelf-a",
        frame_sets: case.frame_sets().unwrap(),
        landmarks: Vec::new(),
        rig: case.rig,
    }
}

/// The venue with the published rig, or with Qualisys's own.
fn balancing(shared: &Path, published: bool) -> TestVenue {
    let folder = shared.join("cases/pose2sim-balancing");
    let file = folder.join("calibration/Calib_qualisys.toml");
    let options = ProjectOptions {
        calibration: Some(&file),
        ..ProjectOptions::default()
    };
    let mut project = pose2sim::read(&folder, options).unwrap();
    if !published {
        project.rig = balancing::rig(&folder);
    }
    let set = project.joint_map().unwrap();
    let mut frame_sets: Vec<FrameSet> = Vec::new();
    for (i, camera) in project.cameras.iter().enumerate() {
        let sigma = detection_sigma_px(&project.rig.cameras()[i]);
        for (n, image) in &camera.images {
            let n = *n as usize;
            while frame_sets.len() <= n {
                let tick = frame_sets.len() as u64;
                let time = Timestamp::default().plus_seconds(tick as f64 / 60.0);
                frame_sets.push(FrameSet {
                    tick,
                    time,
                    views: Vec::new(),
                });
            }
            let time = frame_sets[n].time;
            frame_sets[n].views.push(View {
                camera: CameraId(i as u8),
                frame_index: n as u64,
                stamp: Stamp {
                    mid_exposure: time,
                    ..Stamp::default()
                },
                people: image
                    .people
                    .iter()
                    .map(|p| person_from(p, &set, sigma))
                    .collect(),
                balls: Vec::new(),
                camera_rotation: None,
            });
        }
    }
    TestVenue {
        name: "balancing",
        rig: project.rig,
        frame_sets,
        landmarks: Vec::new(),
    }
}

fn report(venue: &str, fault: &str, found: &RigReport) {
    figures!("== {venue}, {fault}: {}", found.summary);
    for d in &found.diagnoses {
        figures!(
            "   {:?} {:?}: {} -> {}",
            d.cause,
            d.cameras,
            d.description,
            d.repair
        );
    }
    let show = |cameras: &[trackside_calibration::check::CameraReport]| {
        for c in cameras {
            figures!(
                "   {:8} n {:5} px {:6.1?} sys px {:6.1?} mm {:6.1?} found {:.2?} landmarks {:?}",
                c.name,
                c.observations,
                c.residual_px,
                c.systematic_px,
                c.systematic_m.map(|m| 1e3 * m),
                c.found_share,
                c.landmarks
                    .as_ref()
                    .map(|l| (l.count, l.median_px, l.median_m * 1e3))
            );
        }
    };
    show(&found.cameras);
    if let Some(repaired) = &found.repaired {
        figures!("   after the repair: {}", repaired.verdict);
        show(&repaired.cameras);
    }
}

fn good_synthetic_rigs_pass() {
    let worlds = [("basketball", 8.0), ("football", 3.0), ("sprint", 8.0)];
    assert_no_alarm(&worlds.map(|(name, seconds)| synthetic(name, seconds)));
}

fn good_real_rigs_pass(shared: &Path) {
    assert_no_alarm(&[balancing(shared, false), shelf(shared)]);
}

fn assert_no_alarm(venues: &[TestVenue]) {
    let mut wrong = Vec::new();
    for venue in venues {
        let found = venue.check(&venue.rig);
        report(venue.name, "no fault", &found);
        if found.verdict == Verdict::Wrong || !found.diagnoses.is_empty() {
            wrong.push(venue.name);
        }
    }
    assert!(wrong.is_empty(), "false alarm in {wrong:?}");
}

fn the_published_calibration_of_a_real_venue_is_repaired(shared: &Path) {
    let venue = basketball_4cam(shared);
    for landmarks in [venue.landmarks.clone(), Vec::new()] {
        let found = venue.check_with(&venue.rig, landmarks);
        report(venue.name, "as published", &found);
        assert_eq!(found.verdict, Verdict::Wrong);
        let first = &found.diagnoses[0];
        assert_eq!(first.cameras, ["cam8"]);
        // Four seconds of one athlete do not distinguish a shift from a crop or a rotation.
        if !found.cameras.iter().all(|c| c.landmarks.is_none()) {
            assert_eq!(first.cause, Cause::LandmarksShifted);
        }
        let repaired = found.repaired.as_ref().unwrap();
        assert_ne!(repaired.verdict, Verdict::Wrong);
        let errors_px = median_errors_px(&repaired.rig, &venue.frame_sets);
        figures!("   annotation triangulated from all: {errors_px:.1?} px");
        assert!(errors_px.iter().all(|px| *px <= 13.0), "{errors_px:?}");
    }
}

fn principal_points_that_were_not_rotated_with_their_images_are_found(shared: &Path) {
    let venue = balancing(shared, true);
    let found = venue.check(&venue.rig);
    report(venue.name, "as published", &found);
    let causes: Vec<Cause> = found.diagnoses.iter().map(|d| d.cause).collect();
    assert_eq!(causes, [Cause::ImageRotated]);
    let repaired = found.repaired.unwrap();
    assert_eq!(repaired.verdict, Verdict::Good);
    let correct = balancing(shared, false).rig;
    for (a, b) in repaired.rig.cameras().iter().zip(correct.cameras()) {
        let error_px = (a.intrinsics.cx - b.intrinsics.cx).hypot(a.intrinsics.cy - b.intrinsics.cy);
        assert!(error_px < 1e-3, "{}: {error_px} px", a.name);
    }
}

/// By camera, the median reprojection error of joints triangulated from all cameras, px.
fn median_errors_px(rig: &Rig, frame_sets: &[FrameSet]) -> Vec<f64> {
    let mut errors_px = vec![Vec::new(); rig.cameras().len()];
    for frame_set in frame_sets {
        for joint in 0..trackside_schema::JOINT_COUNT {
            let annotated: Vec<_> = frame_set
                .views
                .iter()
                .filter_map(|v| Some((v.camera.index(), v.people.first()?.joints[joint]?.at)))
                .collect();
            if annotated.len() < rig.cameras().len() {
                continue;
            }
            let (mut a, mut b) = (Matrix3::zeros(), Vector3::zeros());
            for (i, at) in &annotated {
                let camera = &rig.cameras()[*i];
                let ray = camera.ray(*at).unwrap();
                let d = ray.direction.into_inner();
                // A pixel measures more finely through a long lens, and from nearby.
                let w = (camera.intrinsics.fx / ray.origin.0.coords.norm()).powi(2);
                let across = (Matrix3::identity() - d * d.transpose()) * w;
                a += across;
                b += across * ray.origin.0.coords;
            }
            let point = WorldPoint((a.try_inverse().unwrap() * b).into());
            for (i, at) in annotated {
                errors_px[i].push(rig.cameras()[i].project(point).unwrap().distance(at));
            }
        }
    }
    let median = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    errors_px.into_iter().map(median).collect()
}

fn changed(rig: &Rig, which: Option<usize>, change: impl Fn(&Camera) -> Camera) -> Rig {
    let cameras = rig.cameras().iter().enumerate();
    let cameras = cameras.map(|(i, c)| {
        if which.is_none_or(|w| w == i) {
            change(c)
        } else {
            c.clone()
        }
    });
    rig.with_cameras(cameras.collect()).unwrap()
}

fn posed(camera: &Camera, cam_from_world: Isometry3<f64>) -> Camera {
    Camera {
        cam_from_world,
        ..camera.clone()
    }
}

fn mirrored(c: &Camera) -> Camera {
    let flip = Matrix3::from_diagonal(&Vector3::new(-1.0, 1.0, 1.0));
    let world = Matrix3::from_diagonal(&Vector3::new(1.0, -1.0, 1.0));
    let r = flip * c.cam_from_world.rotation.to_rotation_matrix().into_inner() * world;
    let rotation = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(r));
    let t = flip * c.cam_from_world.translation.vector;
    posed(c, Isometry3::from_parts(Translation3::from(t), rotation))
}

fn scaled_image(c: &Camera, s: f64) -> Camera {
    let mut new = c.clone();
    let k = &mut new.intrinsics;
    (k.fx, k.fy) = (k.fx * s, k.fy * s);
    (k.cx, k.cy) = ((k.cx + 0.5) * s - 0.5, (k.cy + 0.5) * s - 0.5);
    new.size_px = c.size_px.map(|v| (f64::from(v) * s).round() as u32);
    new
}

/// Every fault: its name, the rig with it, the cause that must be found, and the cameras concerned.
fn faults(venue: &TestVenue) -> Vec<(&'static str, Rig, Cause, Vec<usize>)> {
    let (rig, m) = (&venue.rig, venue.middle());
    let half = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
    let millimetres = |c: &Camera| {
        let mut p = c.cam_from_world;
        p.translation.vector *= 1e3;
        posed(c, p)
    };
    let swapped = {
        let mut cameras = rig.cameras().to_vec();
        cameras.swap(0, m);
        cameras[0].name = rig.cameras()[0].name.clone();
        cameras[m].name = rig.cameras()[m].name.clone();
        rig.with_cameras(cameras).unwrap()
    };
    let w = f64::from(rig.cameras()[m].size_px[0]);
    vec![
        (
            "mirrored world",
            changed(rig, None, mirrored),
            Cause::Mirrored,
            vec![],
        ),
        (
            "z down",
            changed(rig, None, |c| posed(c, c.cam_from_world * half)),
            Cause::UpsideDown,
            vec![],
        ),
        (
            "millimetres",
            changed(rig, None, millimetres),
            Cause::Unit,
            vec![],
        ),
        (
            "millimetres, one",
            changed(rig, Some(m), millimetres),
            Cause::Unit,
            vec![m],
        ),
        (
            "camera to world",
            changed(rig, None, |c| posed(c, c.cam_from_world.inverse())),
            Cause::Inverted,
            vec![],
        ),
        (
            "camera to world, one",
            changed(rig, Some(m), |c| posed(c, c.cam_from_world.inverse())),
            Cause::Inverted,
            vec![m],
        ),
        ("swapped", swapped, Cause::Swapped, vec![0, m]),
        (
            "image size",
            changed(rig, Some(m), |c| scaled_image(c, 2.0 / 3.0)),
            Cause::ImageSize,
            vec![m],
        ),
        (
            "crop",
            changed(rig, Some(m), |c| {
                let mut new = c.clone();
                new.intrinsics.cx += 0.12 * w;
                new
            }),
            Cause::Cropped,
            vec![m],
        ),
        (
            "shifted landmarks",
            changed(rig, Some(m), |c| {
                posed(c, c.cam_from_world * Translation3::new(0.6, -0.4, 0.0))
            }),
            Cause::LandmarksShifted,
            vec![m],
        ),
        (
            "zoomed",
            changed(rig, Some(m), |c| {
                let mut new = c.clone();
                (new.intrinsics.fx, new.intrinsics.fy) =
                    (c.intrinsics.fx * 1.25, c.intrinsics.fy * 1.25);
                new
            }),
            Cause::Zoomed,
            vec![m],
        ),
        (
            "zoomed a little",
            changed(rig, Some(m), |c| {
                let mut new = c.clone();
                (new.intrinsics.fx, new.intrinsics.fy) =
                    (c.intrinsics.fx * 1.12, c.intrinsics.fy * 1.12);
                new
            }),
            Cause::Zoomed,
            vec![m],
        ),
    ]
}

fn missed_faults(venue: &TestVenue) -> Vec<String> {
    let mut wrong = Vec::new();
    for (fault, rig, cause, cameras) in faults(venue) {
        // A measurement from another origin shifts the landmarks too.
        let mut landmarks = Vec::new();
        if fault == "shifted landmarks" {
            landmarks.clone_from(&venue.landmarks);
            for l in landmarks.iter_mut().skip(venue.middle()).take(1).flatten() {
                if let LandmarkTarget::Point(p) = &mut l.target {
                    *p -= Vector3::new(0.6, -0.4, 0.0);
                }
            }
        }
        let found = venue.check_with(&rig, landmarks);
        report(venue.name, fault, &found);
        let mut names: Vec<_> = cameras
            .iter()
            .map(|i| rig.cameras()[*i].name.clone())
            .collect();
        let first = found.diagnoses.first();
        let mut reported = first.map_or(Vec::new(), |d| d.cameras.clone());
        names.sort();
        reported.sort();
        let repaired = found
            .repaired
            .as_ref()
            .is_some_and(|r| r.verdict != Verdict::Wrong);
        if first.map(|d| d.cause) != Some(cause)
            || reported != names
            || !repaired
            || found.diagnoses.len() != 1
        {
            wrong.push(format!("{}: {fault}", venue.name));
        }
    }
    wrong
}

/// Landmarks of a venue's floor as the cameras show them, one of them mistyped.
fn one_mistyped(venue: &TestVenue, which: usize) -> Vec<Vec<PickedLandmark>> {
    let mut all: Vec<Vec<PickedLandmark>> = Vec::new();
    for camera in venue.rig.cameras() {
        let mut own = Vec::new();
        for (i, j) in (-20..=20).flat_map(|i| (-20..=20).map(move |j| (i, j))) {
            let at = nalgebra::Point3::new(f64::from(i), 1.5 * f64::from(j), 0.0);
            let Some(px) = camera
                .project(WorldPoint(at))
                .filter(|px| camera.is_in_image(*px))
            else {
                continue;
            };
            own.push(PickedLandmark {
                name: format!("({i}, {j})"),
                target: LandmarkTarget::Point(at),
                at: trackside_schema::RawPixel::new(px.x.round(), px.y.round()),
                sigma_px: 2.0,
                sigma_m: 0.01,
            });
        }
        let step = own.len().div_ceil(12).max(1);
        all.push(own.into_iter().step_by(step).collect());
    }
    if let LandmarkTarget::Point(p) = &mut all[which][4].target {
        p.y = -p.y - 1.0;
    }
    all
}

fn every_fault_is_found_in_a_synthetic_venue() {
    let venue = synthetic("basketball", 8.0);
    let wrong = missed_faults(&venue);
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn every_fault_is_found_in_real_venues(shared: &Path) {
    let (balancing, mut court) = (balancing(shared, false), basketball_4cam(shared));
    court.rig = court.check(&court.rig).repaired.unwrap().rig;
    let shifted = court.rig.find("cam8").unwrap().0.index();
    for l in &mut court.landmarks[shifted] {
        if let LandmarkTarget::Point(p) = &mut l.target {
            p.y += 0.5;
        }
    }
    let wrong: Vec<String> = [balancing, court].iter().flat_map(missed_faults).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn a_mistyped_landmark_is_found() {
    assert_mistyped_landmark_is_found(&synthetic("basketball", 4.0));
}

fn a_mistyped_landmark_is_found_on_real_detections(shared: &Path) {
    assert_mistyped_landmark_is_found(&balancing(shared, false));
}

fn assert_mistyped_landmark_is_found(venue: &TestVenue) {
    let m = venue.middle();
    let landmarks = one_mistyped(venue, m);
    let wrong = landmarks[m][4].name.clone();
    // The pose may be right, or distorted by the landmark.
    let distortion = UnitQuaternion::from_scaled_axis(Vector3::new(0.01, -0.01, 0.01));
    for rig in [
        venue.rig.clone(),
        changed(&venue.rig, Some(m), |c| {
            posed(c, distortion * c.cam_from_world)
        }),
    ] {
        let found = venue.check_with(&rig, landmarks.clone());
        report(venue.name, "mistyped landmark", &found);
        let first = &found.diagnoses[0];
        assert_eq!(first.cause, Cause::LandmarkMistyped);
        assert_eq!(first.cameras, [venue.rig.cameras()[m].name.clone()]);
        assert!(first.description.contains(&wrong), "{}", first.description);
        assert_eq!(found.diagnoses.len(), 1);
    }
}

trackside_testkit::tests! {
    good_synthetic_rigs_pass,
    every_fault_is_found_in_a_synthetic_venue,
    a_mistyped_landmark_is_found;
    on_shared_cases
    good_real_rigs_pass,
    the_published_calibration_of_a_real_venue_is_repaired,
    principal_points_that_were_not_rotated_with_their_images_are_found,
    every_fault_is_found_in_real_venues,
    a_mistyped_landmark_is_found_on_real_detections,
}
