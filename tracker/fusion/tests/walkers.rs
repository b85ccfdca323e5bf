//! People who walk about, seen by cameras of known pose, with noise: what fusion must not get wrong.
#![allow(clippy::unwrap_used)]

use nalgebra::{Isometry3, Point3, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_fusion::{Fusion, Options};
use trackside_schema::{
    Athlete, Ball2d, CameraId, JOINT_COUNT, Joint, Keypoint, Moment, Person2d, Stamp, Timestamp,
    TrackState, View, WorldPoint,
};

/// Cameras on a circle of 8 m, 3 m high, that look at the middle.
fn rig(cameras: usize) -> Rig {
    let camera = |i: usize| {
        let angle = 0.3 + i as f64 * std::f64::consts::TAU / cameras as f64;
        let eye = Point3::new(8.0 * angle.cos(), 8.0 * angle.sin(), 3.0);
        // look_at_rh looks along −z with y up; OpenCV looks along +z with y down.
        let view = Isometry3::look_at_rh(&eye, &Point3::new(0.0, 0.0, 1.0), &Vector3::z());
        let flip =
            nalgebra::UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
        Camera {
            name: format!("cam{i}"),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1400.0,
                fy: 1400.0,
                cx: 960.0,
                cy: 540.0,
            },
            distortion: Distortion::BrownConrady([-0.1, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            cam_from_world: flip * view,
        }
    };
    Rig::new((0..cameras).map(camera).collect()).unwrap()
}

/// A stiff body that stands at `(x, y)`.
fn body(x: f64, y: f64) -> [Point3<f64>; JOINT_COUNT] {
    let mut out = [Point3::origin(); JOINT_COUNT];
    for joint in Joint::ALL {
        let (side, height) = match joint.name().trim_start_matches(['L', 'R']) {
            "Nose" | "Eye" | "Ear" => (0.05, 1.62),
            "Shoulder" => (0.2, 1.42),
            "Elbow" => (0.27, 1.12),
            "Wrist" => (0.3, 0.88),
            "Hip" => (0.13, 0.92),
            "Knee" => (0.13, 0.5),
            "Ankle" => (0.13, 0.09),
            "Head" => (0.0, 1.75),
            "Neck" => (0.0, 1.45),
            _ => (0.15, 0.03),
        };
        let sign = match joint.side() {
            trackside_schema::Side::Left => 1.0,
            trackside_schema::Side::Right => -1.0,
            trackside_schema::Side::Centre => 0.0,
        };
        let ahead = if joint.name().ends_with("Toe") || joint == Joint::Nose {
            0.15
        } else {
            0.0
        };
        out[joint.index()] = Point3::new(x + ahead, y + sign * side, height);
    }
    out
}

/// Pseudo-random numbers with a bell-like shape, mean 0 and standard deviation 1.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / 2f64.powi(31)
    }

    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// Where walker `who` is at time `t`.
fn walker(who: usize, t: f64) -> [Point3<f64>; JOINT_COUNT] {
    match who {
        0 => body(-2.0 + 1.5 * t, -0.6),
        1 => body(2.0 - 1.5 * t, 0.6),
        _ => body(0.5 * t.sin(), -2.5),
    }
}

fn see(rig: &Rig, camera: usize, t: f64, walkers: usize, noise_px: f64, noise: &mut Noise) -> View {
    let mut view = View {
        camera: CameraId(camera as u8),
        ..View::default()
    };
    view.stamp = Stamp {
        mid_exposure: Timestamp::default().plus_seconds(t),
        ..Stamp::default()
    };
    for who in 0..walkers {
        let mut person = Person2d {
            score: 0.9,
            ..Person2d::default()
        };
        for (slot, p) in person.joints.iter_mut().zip(walker(who, t)) {
            let at = rig.cameras()[camera].project(WorldPoint(p)).unwrap();
            let (x, y) = (
                at.x + noise_px * noise.bell(),
                at.y + noise_px * noise.bell(),
            );
            *slot = Some(Keypoint::measured(
                x as f32,
                y as f32,
                0.9,
                noise_px.max(1.0) as f32,
            ));
        }
        view.people.push(person);
    }
    // The order in which a detector names people means nothing.
    if noise.uniform() < 0.5 {
        view.people.reverse();
    }
    view
}

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
    let mut fusion = Fusion::new(rig.clone(), Options::default());
    let mut noise = Noise(7);
    (0..(seconds * 25.0) as u64)
        .map(|tick| {
            let t = tick as f64 / 25.0;
            let views = (0..cameras)
                .map(|c| see(&rig, c, t + lag(c), walkers, 2.0, &mut noise))
                .collect();
            let moment = Moment {
                tick,
                time: Timestamp::default().plus_seconds(t),
                views,
            };
            (t, fusion.step(&moment).athletes.to_vec())
        })
        .collect()
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
    let mut fusion = Fusion::new(rig.clone(), Options::default());
    let mut noise = Noise(3);
    let mut ids = Vec::new();
    for tick in 0..100u64 {
        let t = tick as f64 / 25.0;
        let walkers = if (20..60).contains(&tick) { 0 } else { 1 };
        let views = (0..4)
            .map(|c| see(&rig, c, t, walkers, 1.0, &mut noise))
            .collect();
        let moment = Moment {
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
    let mut fusion = Fusion::new(rig, Options::default());
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
            });
        }
        let time = Timestamp(if tick % 3 == 0 { i64::MIN } else { i64::MAX });
        let fused = fusion.step(&Moment {
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
        };
        View {
            camera: CameraId(c),
            balls: vec![ball],
            ..View::default()
        }
    });
    let moment = Moment {
        views: views.collect(),
        ..Moment::default()
    };
    let mut fusion = Fusion::new(rig.clone(), Options::default());
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
    let moment = Moment {
        tick: 0,
        time: Timestamp::default(),
        views,
    };
    let born = |field_m| {
        let mut fusion = Fusion::new(
            rig.clone(),
            Options {
                field_m,
                ..Options::default()
            },
        );
        fusion.step(&moment).athletes.len()
    };
    assert_eq!(born(None), 3);
    // The third walker stands at y = −2.5.
    assert_eq!(born(Some([-3.0, -1.0, 3.0, 1.0])), 2);
}
