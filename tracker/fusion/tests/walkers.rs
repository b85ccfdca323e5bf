//! People who walk about, seen by cameras of known pose, with noise: what fusion must not get wrong.
#![allow(clippy::unwrap_used)]

mod hall;

use hall::{Noise, body, rig, see, show, walker};
use nalgebra::Point3;
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{
    Athlete, Ball2d, CameraId, FrameSet, JOINT_COUNT, Joint, Keypoint, Person2d, Streak, Timestamp,
    TrackState, View, WorldPoint,
};

fn mean_error_m(athlete: &Athlete, truth: &[Point3<f64>; JOINT_COUNT]) -> f64 {
    let errors: Vec<_> = athlete
        .skeleton
        .iter()
        .zip(truth)
        .filter_map(|(j, t)| j.as_ref().map(|j| (j.at.0 - t).norm()))
        .collect();
    errors.iter().sum::<f64>() / errors.len().max(1) as f64
}

/// Runs `seconds` at 25 Hz and returns, per moment, who was there. `lag` shifts each camera's clock.
fn watch(
    cameras: usize,
    walkers: usize,
    seconds: f64,
    lag: impl Fn(usize) -> f64,
) -> Vec<(f64, Vec<Athlete>)> {
    let rig = rig(cameras);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(7);
    (0..(seconds * 25.0) as u64)
        .map(|tick| {
            let t = tick as f64 / 25.0;
            let views = (0..cameras)
                .map(|c| see(&rig, c, t + lag(c), walkers, 2.0, &mut noise))
                .collect();
            let moment = FrameSet {
                tick,
                time: Timestamp::default().plus_seconds(t),
                views,
            };
            (t, fusion.step(&moment).athletes.to_vec())
        })
        .collect()
}

#[test]
fn nobody_is_born_where_an_athlete_stands() {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(7);
    for tick in 0..75 {
        let t = tick as f64 / 25.0;
        let mut see = |camera: usize| {
            // From the second second on most cameras see him twice, a hand's breadth apart.
            let bodies = [body(0.0, 0.0), body(0.14, 0.11)];
            let twice = t > 1.0 && camera < 4;
            let bodies = &bodies[..1 + usize::from(twice)];
            show(&rig, camera, t, bodies, 2.0, &mut noise)
        };
        let views = (0..5).map(&mut see).collect();
        let time = Timestamp::default().plus_seconds(t);
        let moment = FrameSet { tick, time, views };
        let ids: Vec<_> = fusion
            .step(&moment)
            .athletes
            .iter()
            .map(|a| a.id.0)
            .collect();
        assert_eq!(ids, [0], "at {t} s");
    }
}

#[test]
fn two_who_pass_each_other_keep_their_ids() {
    let seen = watch(5, 2, 3.0, |_| 0.0);
    for (t, athletes) in &seen[5..] {
        assert_eq!(
            athletes.iter().map(|a| a.id.0).collect::<Vec<_>>(),
            [0, 1],
            "at {t} s"
        );
        assert!(athletes.iter().all(|a| a.state == TrackState::Confirmed));
        // Which id is whom was decided at the start and never changes.
        let (first, _) = (&seen[5].1[0], ());
        let owner = if mean_error_m(first, &walker(0, seen[5].0)) < 0.2 {
            0
        } else {
            1
        };
        assert!(mean_error_m(&athletes[0], &walker(owner, *t)) < 0.03);
        assert!(mean_error_m(&athletes[1], &walker(1 - owner, *t)) < 0.03);
    }
}

#[test]
fn cameras_that_never_fire_together_are_no_worse() {
    let error = |lag: &dyn Fn(usize) -> f64| {
        let seen = watch(4, 1, 2.5, lag);
        let tail = &seen[20..];
        tail.iter()
            .map(|(t, a)| mean_error_m(&a[0], &walker(0, *t)))
            .sum::<f64>()
            / tail.len() as f64
    };
    let together = error(&|_| 0.0);
    let apart = error(&|c| c as f64 * 0.01 - 0.015);
    assert!(apart < 1.3 * together, "{apart} m against {together} m");
}

#[test]
fn an_empty_venue_and_one_camera_give_nobody() {
    assert!(watch(4, 0, 0.5, |_| 0.0).iter().all(|(_, a)| a.is_empty()));
    assert!(watch(1, 2, 0.5, |_| 0.0).iter().all(|(_, a)| a.is_empty()));
}

#[test]
fn who_leaves_is_coasted_then_forgotten_and_never_renamed() {
    let rig = rig(4);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(3);
    let mut ids = Vec::new();
    for tick in 0..100u64 {
        let t = tick as f64 / 25.0;
        let walkers = if (20..60).contains(&tick) { 0 } else { 1 };
        let views = (0..4)
            .map(|c| see(&rig, c, t, walkers, 1.0, &mut noise))
            .collect();
        let moment = FrameSet {
            tick,
            time: Timestamp::default().plus_seconds(t),
            views,
        };
        let athletes = fusion.step(&moment).athletes;
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
fn the_same_moments_give_the_same_bits() {
    let bits = |run: Vec<(f64, Vec<Athlete>)>| format!("{run:?}");
    assert_eq!(
        bits(watch(5, 3, 1.0, |_| 0.0)),
        bits(watch(5, 3, 1.0, |_| 0.0))
    );
}

#[test]
fn garbage_in_the_views_does_no_harm() {
    let rig = rig(3);
    let mut fusion = Fusion::new(rig, FusionOptions::default());
    let wild = [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e30];
    for tick in 0..20u64 {
        let mut view = View {
            camera: CameraId((tick % 7) as u8),
            ..View::default()
        };
        for (k, &x) in wild.iter().enumerate() {
            let keypoint = Keypoint::measured(x, wild[(k + tick as usize) % 5], x, x);
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
        let fused = fusion.step(&FrameSet {
            tick,
            time,
            views: vec![view; 3],
        });
        for joint in fused
            .athletes
            .iter()
            .flat_map(|a| a.skeleton.iter().flatten())
        {
            assert!(joint.at.0.iter().all(|v| v.is_finite()) && joint.sigma_m.is_finite());
        }
    }
}

#[test]
fn a_ball_is_where_its_rays_meet() {
    let rig = rig(4);
    let at = WorldPoint::new(0.4, -0.3, 2.2);
    let views = (0..4u8).map(|c| {
        let seen = rig.cameras()[usize::from(c)].project(at).unwrap();
        let ball = Ball2d {
            at: seen,
            score: 0.8,
            sigma_px: 1.0,
            streak: None,
        };
        View {
            camera: CameraId(c),
            balls: vec![ball],
            ..View::default()
        }
    });
    let moment = FrameSet {
        views: views.collect(),
        ..FrameSet::default()
    };
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let ball = fusion.step(&moment).ball.unwrap();
    assert!(ball.at.distance(at) < 1e-6);
}

#[test]
fn nobody_is_born_off_the_field() {
    let rig = rig(4);
    let mut noise = Noise(5);
    let views: Vec<_> = (0..4)
        .map(|c| see(&rig, c, 0.0, 3, 1.0, &mut noise))
        .collect();
    let moment = FrameSet {
        tick: 0,
        time: Timestamp::default(),
        views,
    };
    let born = |field_m| {
        let mut fusion = Fusion::new(
            rig.clone(),
            FusionOptions {
                field_m,
                ..FusionOptions::default()
            },
        );
        fusion.step(&moment).athletes.len()
    };
    assert_eq!(born(None), 3);
    // The third walker stands at y = −2.5.
    assert_eq!(born(Some([-3.0, -1.0, 3.0, 1.0])), 2);
}

/// How far apart a left and a right joint are in the mean of a second, where views were spoilt first.
fn apart_m(left: Joint, spoil: impl Fn(usize, &mut Person2d)) -> f64 {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(23);
    let mut sum = 0.0;
    for tick in 0..75 {
        let mut moment = together(&rig, tick, &mut noise);
        for (camera, view) in moment.views.iter_mut().enumerate() {
            // Seen apart at first, so that the body is known.
            let late = |_: &&mut Person2d| left == Joint::LHip || tick > 12;
            let people = view.people.iter_mut().filter(late);
            people.for_each(|p| spoil(camera, p));
        }
        let athlete = &fusion.step(&moment).athletes[0];
        if tick >= 50 {
            let at = |j: Joint| athlete.joint(j).unwrap().at;
            sum += at(left).distance(at(left.mirrored()));
        }
    }
    sum / 25.0
}

#[test]
fn hips_that_a_detector_draws_together_are_as_wide_as_hips_are() {
    let (l, r) = (Joint::LHip.index(), Joint::RHip.index());
    let drawn_together = |_: usize, person: &mut Person2d| {
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
    // They are 0.26 m apart and seen 0.08 m apart.
    let apart = apart_m(Joint::LHip, drawn_together);
    assert!((0.085..0.26).contains(&apart), "{apart} m");
    // Where they are seen as they are they stay so, wide as they are.
    let apart = apart_m(Joint::LHip, |_, _| {});
    assert!((0.24..0.28).contains(&apart), "{apart} m");
}

#[test]
fn one_ankle_that_is_taken_for_both_is_one() {
    let (l, r) = (Joint::LAnkle.index(), Joint::RAnkle.index());
    let apart = apart_m(Joint::LAnkle, |camera, person| match camera {
        0 | 1 => person.joints[l] = person.joints[r],
        2 => person.joints[r] = person.joints[l],
        _ => {}
    });
    assert!((0.24..0.28).contains(&apart), "{apart} m");
}

#[test]
fn ankles_are_exchanged_without_the_rest_of_the_legs() {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(29);
    let (l, r) = (Joint::LAnkle.index(), Joint::RAnkle.index());
    for tick in 0..75 {
        let mut moment = together(&rig, tick, &mut noise);
        for view in moment.views.iter_mut().take(2).filter(|_| tick > 12) {
            let people = view.people.iter_mut();
            people.for_each(|p| p.joints.swap(l, r));
        }
        let athletes = fusion.step(&moment).athletes;
        if tick >= 50 {
            // All five views tell of either ankle, the two that confuse them too.
            let views = [Joint::LAnkle, Joint::RAnkle].map(|j| athletes[0].joint(j).unwrap().views);
            assert_eq!(views, [5, 5], "at tick {tick}");
        }
    }
}

#[test]
fn an_arm_that_one_camera_alone_sees_is_within_its_reach() {
    let rig = rig(4);
    let truth = body(0.0, 0.0);
    let (mut beyond, mut n) = (0, 0);
    for all_see_it_s in [0.0, 0.5] {
        let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
        let mut noise = Noise(7);
        for tick in 0..125 {
            let t = tick as f64 / 25.0;
            let mut see = |camera: usize| {
                let mut view = show(&rig, camera, t, &[truth], 2.0, &mut noise);
                if camera > 0 && t >= all_see_it_s {
                    for joint in [Joint::LElbow, Joint::LWrist] {
                        view.people[0].joints[joint.index()] = None;
                    }
                }
                view
            };
            let views = (0..4).map(&mut see).collect();
            let time = Timestamp::default().plus_seconds(t);
            let athlete = fusion.step(&FrameSet { tick, time, views }).athletes[0].clone();
            for joint in [Joint::LElbow, Joint::LWrist] {
                let truth = &truth[joint.index()];
                let Some(told) = athlete.joint(joint).filter(|_| t > all_see_it_s) else {
                    assert!(t <= all_see_it_s, "{joint:?} is not told at {t} s");
                    continue;
                };
                let off_m = (told.at.0 - truth).norm();
                assert!(off_m < 0.2, "{joint:?} at {t} s: {off_m} m");
                let rms_m = f64::from(told.sigma_m) * 3f64.sqrt();
                beyond += u32::from(off_m > 2.0 * rms_m);
                n += 1;
            }
        }
    }
    // What is unknown is said to be.
    assert!(
        beyond * 20 < n,
        "{beyond} of {n} are off by more than two sigma"
    );
}

fn together(rig: &trackside_calibration::Rig, tick: u64, noise: &mut Noise) -> FrameSet {
    let t = tick as f64 / 25.0;
    let view = |c| see(rig, c, t, 2, 2.0, noise);
    FrameSet {
        tick,
        time: Timestamp::default().plus_seconds(t),
        views: (0..rig.cameras().len()).map(view).collect(),
    }
}

#[test]
fn what_came_later_steadies_what_was() {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(13);
    let (mut live, mut smooth) = (0.0, 0.0);
    let nearest = |athletes: &[Athlete], tick: u64| {
        let truth = walker(0, tick as f64 / 25.0);
        let errors = athletes.iter().map(|a| mean_error_m(a, &truth));
        errors.fold(f64::INFINITY, f64::min)
    };
    for tick in 0..75 {
        let now = nearest(
            fusion.step(&together(&rig, tick, &mut noise)).athletes,
            tick,
        );
        if tick >= 26 {
            live += now;
            smooth += nearest(fusion.smoothed(tick - 6), tick - 6);
        }
    }
    assert!(
        smooth < 0.8 * live,
        "{smooth} m, live {live} m, in 49 moments"
    );
    assert!(fusion.smoothed(2).is_empty(), "too long ago");
}

#[test]
fn a_frozen_camera_is_left_alone_and_named() {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(17);
    let mut frozen = None;
    for tick in 0..60 {
        let mut moment = together(&rig, tick, &mut noise);
        if tick >= 30 {
            let old = frozen
                .get_or_insert_with(|| moment.views[3].clone())
                .clone();
            let stamp = moment.views[3].stamp;
            moment.views[3] = View { stamp, ..old };
        }
        let athletes = fusion.step(&moment).athletes;
        if tick > 5 {
            assert_eq!(athletes.len(), 2);
        }
    }
    let health = fusion.health();
    assert_eq!(health[3].repeated_views, 29);
    assert!((health[3].longest_silence_s - 29.0 / 25.0).abs() < 1e-6);
    assert!(
        health
            .iter()
            .all(|h| h.camera.0 == 3 || h.repeated_views == 0 && h.longest_silence_s == 0.0)
    );
}

#[test]
fn a_camera_that_was_knocked_is_trusted_less_and_named() {
    let rig = rig(6);
    let knocked = trackside_calibration::Rig::new(
        rig.cameras()
            .iter()
            .enumerate()
            .map(|(i, camera)| {
                let mut camera = camera.clone();
                if i == 2 {
                    let turn = nalgebra::UnitQuaternion::from_euler_angles(0.012, 0.012, 0.0);
                    camera.cam_from_world = turn * camera.cam_from_world;
                }
                camera
            })
            .collect(),
    )
    .unwrap();
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(19);
    for tick in 0..50 {
        fusion.step(&together(&knocked, tick, &mut noise));
    }
    for h in fusion.health() {
        assert_eq!(h.noise_ratio > 3.3, h.camera.0 == 2, "{h:?}");
    }
}
