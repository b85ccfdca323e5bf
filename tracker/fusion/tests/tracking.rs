//! Tracking of walkers that calibrated cameras observe with noise: ids, life cycle, sides, cameras' health.
#![allow(clippy::unwrap_used)]

mod venue;

use nalgebra::UnitQuaternion;
use trackside_calibration::Rig;
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{
    Athlete, Ball2d, CameraId, FrameSet, JOINT_COUNT, Joint, Keypoint, Person2d, Streak, Timestamp,
    TrackState, View, WorldPoint,
};
use venue::{
    RATE_HZ, TestRng, candidate, frame_set_of_walkers, hall_rig, mean_error_m, standing_body, time,
    view_of, view_of_walkers, walker,
};

/// The athletes of each frame set, and its time. `clock_offset` shifts each camera's exposures, s.
fn track(
    cameras: usize,
    walkers: usize,
    seconds: f64,
    clock_offset: impl Fn(usize) -> f64,
) -> Vec<(f64, Vec<Athlete>)> {
    let rig = hall_rig(cameras);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(7);
    (0..(seconds * RATE_HZ) as u64)
        .map(|tick| {
            let t = tick as f64 / RATE_HZ;
            let views = (0..cameras)
                .map(|c| view_of_walkers(&rig, c, t + clock_offset(c), walkers, 2.0, &mut rng))
                .collect();
            let frame_set = FrameSet {
                tick,
                time: time(t),
                views,
            };
            (t, fusion.step(&frame_set).athletes.to_vec())
        })
        .collect()
}

/// A frame set of two walkers.
fn two_walkers(rig: &Rig, tick: u64, rng: &mut TestRng) -> FrameSet {
    frame_set_of_walkers(rig, tick, 2, 2.0, rng)
}

#[test]
fn no_track_is_initiated_on_top_of_another() {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(7);
    for tick in 0..75 {
        let t = tick as f64 / RATE_HZ;
        let mut view = |camera: usize| {
            // From 1 s on most cameras detect the athlete twice, a hand's breadth apart.
            let bodies = [standing_body(0.0, 0.0), standing_body(0.14, 0.11)];
            let is_doubled = t > 1.0 && camera < 4;
            let bodies = &bodies[..1 + usize::from(is_doubled)];
            view_of(&rig, camera, t, bodies, 2.0, &mut rng)
        };
        let views = (0..5).map(&mut view).collect();
        let frame_set = FrameSet {
            tick,
            time: time(t),
            views,
        };
        let athletes = fusion.step(&frame_set).athletes;
        let ids: Vec<_> = athletes.iter().map(|a| a.id.0).collect();
        assert_eq!(ids, [0], "at {t} s");
    }
}

#[test]
fn walkers_that_pass_each_other_keep_their_ids() {
    let frames = track(5, 2, 3.0, |_| 0.0);
    // Which id is which walker's is decided at the start.
    let (start_s, start) = &frames[5];
    let is_first = mean_error_m(&start[0], &walker(0, *start_s)) < 0.2;
    let index = if is_first { 0 } else { 1 };
    for (t, athletes) in &frames[5..] {
        let ids: Vec<_> = athletes.iter().map(|a| a.id.0).collect();
        assert_eq!(ids, [0, 1], "at {t} s");
        assert!(athletes.iter().all(|a| a.state == TrackState::Confirmed));
        assert!(mean_error_m(&athletes[0], &walker(index, *t)) < 0.03);
        assert!(mean_error_m(&athletes[1], &walker(1 - index, *t)) < 0.03);
    }
}

/// Two athletes stand an arm's length apart; in two of five views the detector gives the first one's left arm to the second.
#[test]
fn joints_given_to_the_neighbour_serve_their_owner() {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(7);
    let bodies = [standing_body(0.0, -0.5), standing_body(0.0, 0.5)];
    let arm = [Joint::LElbow, Joint::LWrist];
    let (mut views, mut frames) = (0, 0);
    for tick in 0..75 {
        let t = tick as f64 / RATE_HZ;
        let view = |c: usize| {
            let mut view = view_of(&rig, c, t, &bodies, 2.0, &mut rng);
            if t > 1.0 && c < 2 {
                for joint in arm.map(Joint::index) {
                    view.people[1].joints[joint] = view.people[0].joints[joint].take();
                }
            }
            view
        };
        let frame_set = FrameSet {
            tick,
            time: time(t),
            views: (0..5).map(view).collect(),
        };
        let athletes = fusion.step(&frame_set).athletes;
        assert_eq!(athletes.len(), 2, "at {t} s");
        for athlete in athletes.iter().filter(|_| t > 1.0) {
            let body = bodies
                .iter()
                .min_by(|a, b| mean_error_m(athlete, a).total_cmp(&mean_error_m(athlete, b)))
                .unwrap();
            for joint in arm {
                let found = athlete.joint(joint).unwrap();
                let error_m = (found.at.0 - body[joint.index()]).norm();
                assert!(error_m < 0.04, "{joint:?} at {t} s: {error_m} m");
                if body == &bodies[0] {
                    views += u32::from(found.views);
                    frames += 1;
                }
            }
        }
    }
    // All five views show it.
    assert!(
        f64::from(views) > 4.8 * f64::from(frames),
        "{views} views in {frames}"
    );
}

#[test]
fn people_of_every_size_are_tracked() {
    // 0.91, 1.2, 1.75 and 2.2 m tall.
    for scale in [0.52, 0.69, 1.0, 1.26] {
        let rig = hall_rig(4);
        let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
        let mut rng = TestRng(7);
        let body = standing_body(0.3, -0.2).map(|p| (p.coords * scale).into());
        for tick in 0..50 {
            let t = tick as f64 / RATE_HZ;
            let views = (0..4).map(|c| view_of(&rig, c, t, &[body], 2.0, &mut rng));
            let frame_set = FrameSet {
                tick,
                time: time(t),
                views: views.collect(),
            };
            let athletes = fusion.step(&frame_set).athletes;
            assert_eq!(athletes.len(), 1, "{scale} at {t} s");
            let error_m = mean_error_m(&athletes[0], &body);
            // This body's proportions are nobody's: it takes a moment to learn them.
            let max_m = if t < 1.0 { 0.025 } else { 0.018 };
            assert!(error_m < max_m, "{scale} at {t} s: {error_m} m");
        }
    }
}

#[test]
fn cameras_need_not_be_synchronised() {
    let error = |clock_offset: &dyn Fn(usize) -> f64| {
        let frames = track(4, 1, 2.5, clock_offset);
        let settled = &frames[20..];
        settled
            .iter()
            .map(|(t, a)| mean_error_m(&a[0], &walker(0, *t)))
            .sum::<f64>()
            / settled.len() as f64
    };
    let together = error(&|_| 0.0);
    let spread = error(&|c| c as f64 * 0.01 - 0.015);
    assert!(spread < 1.3 * together, "{spread} m against {together} m");
}

#[test]
fn neither_an_empty_venue_nor_a_single_camera_gives_athletes() {
    let is_empty = |frames: Vec<(f64, Vec<Athlete>)>| frames.iter().all(|(_, a)| a.is_empty());
    assert!(is_empty(track(4, 0, 0.5, |_| 0.0)));
    assert!(is_empty(track(1, 2, 0.5, |_| 0.0)));
}

#[test]
fn an_unobserved_track_coasts_is_deleted_and_its_id_is_not_reused() {
    let rig = hall_rig(4);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(3);
    let mut ids = Vec::new();
    for tick in 0..100u64 {
        let walkers = if (20..60).contains(&tick) { 0 } else { 1 };
        let frame_set = frame_set_of_walkers(&rig, tick, walkers, 1.0, &mut rng);
        let athletes = fusion.step(&frame_set).athletes;
        match tick {
            21 => assert_eq!(athletes[0].state, TrackState::Coasting),
            50 => assert!(athletes.is_empty()),
            _ => {}
        }
        ids.extend(athletes.iter().map(|a| a.id.0));
    }
    ids.dedup();
    assert_eq!(ids, [0, 1]);
}

#[test]
fn the_same_frame_sets_give_the_same_bits() {
    let bits = |frames: Vec<(f64, Vec<Athlete>)>| format!("{frames:?}");
    assert_eq!(
        bits(track(5, 3, 1.0, |_| 0.0)),
        bits(track(5, 3, 1.0, |_| 0.0))
    );
}

#[test]
fn invalid_views_give_no_invalid_output() {
    let rig = hall_rig(3);
    let mut fusion = Fusion::new(rig, FusionOptions::default());
    let invalid = [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e30];
    for tick in 0..20u64 {
        let mut view = View {
            camera: CameraId((tick % 7) as u8),
            ..View::default()
        };
        for (k, &x) in invalid.iter().enumerate() {
            let keypoint = Keypoint::measured(x, invalid[(k + tick as usize) % 5], x, x);
            let joints = [Some(keypoint); JOINT_COUNT];
            view.people.push(Person2d {
                joints,
                score: x,
                appearance: None,
            });
            view.balls.push(Ball2d {
                at: keypoint.at,
                score: x,
                sigma_px: x,
                streak: Some(Streak {
                    ends: [keypoint.at; 2],
                    exposure_s: x,
                }),
            });
        }
        let time = Timestamp(if tick % 3 == 0 { i64::MIN } else { i64::MAX });
        let output = fusion.step(&FrameSet {
            tick,
            time,
            views: vec![view; 3],
        });
        let joints = output.athletes.iter().flat_map(|a| &a.skeleton);
        for joint in joints.flatten() {
            assert!(joint.at.0.iter().all(|v| v.is_finite()) && joint.sigma_m.is_finite());
        }
    }
}

#[test]
fn a_ball_is_at_the_intersection_of_its_rays() {
    let rig = hall_rig(4);
    let at = WorldPoint::new(0.4, -0.3, 2.2);
    let views = (0..4u8).map(|c| {
        let projected = rig.cameras()[usize::from(c)].project(at).unwrap();
        View {
            camera: CameraId(c),
            balls: vec![candidate(projected.x, projected.y)],
            ..View::default()
        }
    });
    let frame_set = FrameSet {
        views: views.collect(),
        ..FrameSet::default()
    };
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let ball = fusion.step(&frame_set).ball.unwrap();
    assert!(ball.at.distance(at) < 1e-6);
}

#[test]
fn no_track_is_initiated_off_the_field() {
    let rig = hall_rig(4);
    let frame_set = frame_set_of_walkers(&rig, 0, 3, 1.0, &mut TestRng(5));
    let initiated = |field_m| {
        let options = FusionOptions {
            field_m,
            ..FusionOptions::default()
        };
        let mut fusion = Fusion::new(rig.clone(), options);
        fusion.step(&frame_set).athletes.len()
    };
    assert_eq!(initiated(None), 3);
    // The third walker stands at y = −2.5.
    assert_eq!(initiated(Some([-3.0, -1.0, 3.0, 1.0])), 2);
}

/// Mean distance of a left joint from its right counterpart over a second, m, where `corrupt` changes the views of all people
/// once their bodies are known; hips from the start.
fn pair_distance_m(left: Joint, corrupt: impl Fn(usize, &mut Person2d)) -> f64 {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(23);
    let mut sum = 0.0;
    for tick in 0..75 {
        let mut frame_set = two_walkers(&rig, tick, &mut rng);
        for (camera, view) in frame_set.views.iter_mut().enumerate() {
            let is_corrupted = |_: &&mut Person2d| left == Joint::LHip || tick > 12;
            let people = view.people.iter_mut().filter(is_corrupted);
            people.for_each(|p| corrupt(camera, p));
        }
        let athlete = &fusion.step(&frame_set).athletes[0];
        if tick >= 50 {
            let at = |j: Joint| athlete.joint(j).unwrap().at;
            sum += at(left).distance(at(left.mirrored()));
        }
    }
    sum / 25.0
}

#[test]
fn hips_detected_too_close_together_keep_a_plausible_width() {
    let (l, r) = (Joint::LHip.index(), Joint::RHip.index());
    let draw_together = |_: usize, person: &mut Person2d| {
        let (Some(left), Some(right)) = (person.joints[l], person.joints[r]) else {
            return;
        };
        let half = [
            0.5 * (left.at.x - right.at.x),
            0.5 * (left.at.y - right.at.y),
        ];
        for (joint, sign) in [(l, 0.7), (r, -0.7)] {
            if let Some(k) = &mut person.joints[joint] {
                k.at.x -= sign * half[0];
                k.at.y -= sign * half[1];
            }
        }
    };
    // They are 0.26 m apart and detected 0.08 m apart.
    let distance = pair_distance_m(Joint::LHip, draw_together);
    assert!((0.085..0.26).contains(&distance), "{distance} m");
    // Detected as they are they keep their width, wide as it is.
    let distance = pair_distance_m(Joint::LHip, |_, _| {});
    assert!((0.24..0.28).contains(&distance), "{distance} m");
}

#[test]
fn an_ankle_detected_as_both_is_resolved() {
    let (l, r) = (Joint::LAnkle.index(), Joint::RAnkle.index());
    let distance = pair_distance_m(Joint::LAnkle, |camera, person| match camera {
        0 | 1 => person.joints[l] = person.joints[r],
        2 => person.joints[r] = person.joints[l],
        _ => {}
    });
    assert!((0.24..0.28).contains(&distance), "{distance} m");
}

#[test]
fn ankles_are_exchanged_without_the_rest_of_the_legs() {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(29);
    let (l, r) = (Joint::LAnkle.index(), Joint::RAnkle.index());
    for tick in 0..75 {
        let mut frame_set = two_walkers(&rig, tick, &mut rng);
        for view in frame_set.views.iter_mut().take(2).filter(|_| tick > 12) {
            let people = view.people.iter_mut();
            people.for_each(|p| p.joints.swap(l, r));
        }
        let athletes = fusion.step(&frame_set).athletes;
        if tick >= 50 {
            // All five views observe each ankle, also the two that exchange them.
            let views = [Joint::LAnkle, Joint::RAnkle].map(|j| athletes[0].joint(j).unwrap().views);
            assert_eq!(views, [5, 5], "at tick {tick}");
        }
    }
}

#[test]
fn the_depth_of_an_arm_in_a_single_view_is_bounded() {
    let rig = hall_rig(4);
    let truth = standing_body(0.0, 0.0);
    let (mut beyond_2_sigma, mut n) = (0, 0);
    for all_views_until_s in [0.0, 0.5] {
        let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
        let mut rng = TestRng(7);
        for tick in 0..125 {
            let t = tick as f64 / RATE_HZ;
            let mut view = |camera: usize| {
                let mut view = view_of(&rig, camera, t, &[truth], 2.0, &mut rng);
                if camera > 0 && t >= all_views_until_s {
                    for joint in [Joint::LElbow, Joint::LWrist] {
                        view.people[0].joints[joint.index()] = None;
                    }
                }
                view
            };
            let views = (0..4).map(&mut view).collect();
            let time = time(t);
            let athlete = fusion.step(&FrameSet { tick, time, views }).athletes[0].clone();
            for joint in [Joint::LElbow, Joint::LWrist] {
                let truth = &truth[joint.index()];
                let Some(output) = athlete.joint(joint).filter(|_| t > all_views_until_s) else {
                    assert!(t <= all_views_until_s, "{joint:?} is missing at {t} s");
                    continue;
                };
                let error_m = (output.at.0 - truth).norm();
                assert!(error_m < 0.2, "{joint:?} at {t} s: {error_m} m");
                let rms_m = f64::from(output.sigma_m) * 3f64.sqrt();
                beyond_2_sigma += u32::from(error_m > 2.0 * rms_m);
                n += 1;
            }
        }
    }
    assert!(
        beyond_2_sigma * 20 < n,
        "{beyond_2_sigma} of {n} are beyond two sigma"
    );
}

#[test]
fn smoothing_reduces_the_error_as_far_back_as_the_history_reaches() {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(13);
    let (mut live, mut smoothed) = (0.0, 0.0);
    let min_error_m = |athletes: &[Athlete], tick: u64| {
        let truth = walker(0, tick as f64 / RATE_HZ);
        let errors = athletes.iter().map(|a| mean_error_m(a, &truth));
        errors.fold(f64::INFINITY, f64::min)
    };
    for tick in 0..75 {
        let output = fusion.step(&two_walkers(&rig, tick, &mut rng));
        let now = min_error_m(output.athletes, tick);
        if tick >= 26 {
            live += now;
            smoothed += min_error_m(fusion.smoothed(tick - 6), tick - 6);
        }
    }
    assert!(
        smoothed < 0.8 * live,
        "{smoothed} m, live {live} m, in 49 frame sets"
    );
    assert!(fusion.smoothed(2).is_empty(), "beyond the history");
}

#[test]
fn a_frozen_camera_is_ignored_and_reported() {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(17);
    let mut frozen = None;
    for tick in 0..60 {
        let mut frame_set = two_walkers(&rig, tick, &mut rng);
        if tick >= 30 {
            let last = frozen
                .get_or_insert_with(|| frame_set.views[3].clone())
                .clone();
            let stamp = frame_set.views[3].stamp;
            frame_set.views[3] = View { stamp, ..last };
        }
        let athletes = fusion.step(&frame_set).athletes;
        if tick > 5 {
            assert_eq!(athletes.len(), 2);
        }
    }
    let health = fusion.health();
    assert_eq!(health[3].repeated_views, 29);
    assert!((health[3].longest_silence_s - 29.0 / 25.0).abs() < 1e-6);
    for camera in health.iter().filter(|h| h.camera.0 != 3) {
        assert!(camera.repeated_views == 0 && camera.longest_silence_s == 0.0);
    }
}

#[test]
fn a_moved_camera_is_down_weighted_and_reported() {
    let rig = hall_rig(6);
    let moved = |(i, camera): (usize, &trackside_calibration::Camera)| {
        let mut camera = camera.clone();
        if i == 2 {
            let rotation = UnitQuaternion::from_euler_angles(0.012, 0.012, 0.0);
            camera.cam_from_world = rotation * camera.cam_from_world;
        }
        camera
    };
    let moved_rig = Rig::new(rig.cameras().iter().enumerate().map(moved).collect()).unwrap();
    let mut fusion = Fusion::new(rig, FusionOptions::default());
    let mut rng = TestRng(19);
    for tick in 0..50 {
        fusion.step(&two_walkers(&moved_rig, tick, &mut rng));
    }
    for h in fusion.health() {
        assert_eq!(h.noise_ratio > 3.3, h.camera.0 == 2, "{h:?}");
    }
}
