//! Invariants of a world: reproducible bits, constant bone lengths, feet that do not slide, plausible physics.
#![allow(clippy::unwrap_used)]

use std::hash::{DefaultHasher, Hash, Hasher};

use nalgebra::Point3;
use trackside_schema::Joint;
use trackside_simulation::{Event, EventKind, Role, World, WorldFile, WorldState};

const VENUES: [&str; 3] = ["basketball", "sprint", "football"];

fn world(venue: &str, seed: u64, set: &[&str]) -> World {
    let set: Vec<String> = set.iter().map(|s| (*s).to_owned()).collect();
    World::new(&WorldFile::open(venue, &set).unwrap(), seed).unwrap()
}

fn at(world: &World, t: f64) -> WorldState {
    let mut out = WorldState::default();
    world.at(t, &mut out);
    out
}

fn hash(instant: &WorldState, into: &mut DefaultHasher) {
    for pose in &instant.actors {
        for p in &pose.joints {
            [p.x, p.y, p.z].map(f64::to_bits).hash(into);
        }
        pose.foot_contacts.hash(into);
    }
    if let Some(b) = &instant.ball {
        [b.at.x, b.at.y, b.at.z, b.velocity.x, b.spin_rad_s.y]
            .map(f64::to_bits)
            .hash(into);
    }
}

fn hash_of(world: &World, times: impl Iterator<Item = f64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut instant = WorldState::default();
    let mut all: Vec<(u64, u64)> = times
        .map(|t| {
            world.at(t, &mut instant);
            let mut one = DefaultHasher::new();
            hash(&instant, &mut one);
            (t.to_bits(), one.finish())
        })
        .collect();
    all.sort_unstable();
    all.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn a_world_depends_on_its_seed_alone_not_on_the_order_of_queries() {
    for venue in VENUES {
        let times = || (0..150).map(|i| f64::from(i) * 0.097);
        let (a, b, other) = (
            world(venue, 7, &[]),
            world(venue, 7, &[]),
            world(venue, 8, &[]),
        );
        let forwards = hash_of(&a, times());
        assert_eq!(
            forwards,
            hash_of(&b, times().rev().collect::<Vec<_>>().into_iter()),
            "{venue}"
        );
        assert_ne!(forwards, hash_of(&other, times()), "{venue}");
        assert_eq!(a.actors(), b.actors());
        assert_eq!(a.cameras(), b.cameras());
        assert_eq!(a.events(), b.events());
    }
}

const BONES: [(Joint, Joint); 22] = [
    (Joint::LHip, Joint::RHip),
    (Joint::LHip, Joint::LKnee),
    (Joint::RHip, Joint::RKnee),
    (Joint::LKnee, Joint::LAnkle),
    (Joint::RKnee, Joint::RAnkle),
    (Joint::LAnkle, Joint::LHeel),
    (Joint::RAnkle, Joint::RHeel),
    (Joint::LAnkle, Joint::LBigToe),
    (Joint::RAnkle, Joint::RBigToe),
    (Joint::LHeel, Joint::LSmallToe),
    (Joint::RHeel, Joint::RSmallToe),
    (Joint::Hip, Joint::Neck),
    (Joint::Hip, Joint::LHip),
    (Joint::Neck, Joint::LShoulder),
    (Joint::LShoulder, Joint::RShoulder),
    (Joint::LShoulder, Joint::LElbow),
    (Joint::RShoulder, Joint::RElbow),
    (Joint::LElbow, Joint::LWrist),
    (Joint::RElbow, Joint::RWrist),
    (Joint::Neck, Joint::Head),
    (Joint::Neck, Joint::Nose),
    (Joint::LEar, Joint::REye),
];

#[test]
fn bones_keep_their_lengths() {
    for venue in VENUES {
        let world = world(venue, 3, &[]);
        let first = at(&world, 0.0);
        for k in 0..300 {
            let now = at(&world, f64::from(k) * 0.05);
            for (a, b) in first.actors.iter().zip(&now.actors) {
                for (from, to) in BONES {
                    let length = |joints: &[Point3<f64>; 26]| {
                        (joints[from.index()] - joints[to.index()]).norm()
                    };
                    let (was, is) = (length(&a.joints), length(&b.joints));
                    assert!(
                        (was - is).abs() < 1e-6,
                        "{venue} {from:?}–{to:?} of {}: {was} then {is} at {k}",
                        a.actor
                    );
                }
            }
        }
        let legs = world.actors()[0].body;
        let thigh = (first.actors[0].joints[Joint::LHip.index()]
            - first.actors[0].joints[Joint::LKnee.index()])
        .norm();
        assert!((thigh - legs.thigh_m).abs() < 1e-9);
    }
}

/// Heel and toe of the left and the right foot.
const FEET: [[Joint; 2]; 2] = [
    [Joint::LHeel, Joint::LBigToe],
    [Joint::RHeel, Joint::RBigToe],
];

#[test]
fn bearing_feet_do_not_slide_and_none_is_below_the_floor() {
    const STEP_S: f64 = 0.01;
    for venue in VENUES {
        let world = world(venue, 5, &[]);
        let (mut before, mut now) = (at(&world, 0.0), WorldState::default());
        let mut bearing = 0;
        for k in 1..1500 {
            let t = f64::from(k) * STEP_S;
            world.at(t, &mut now);
            for (a, b) in before.actors.iter().zip(&now.actors) {
                for (foot, parts) in FEET.iter().enumerate() {
                    // A foot may roll from heel to toe in between, but not slide.
                    let moved =
                        parts.map(|j| (a.joints[j.index()] - b.joints[j.index()]).xy().norm());
                    let low = parts.map(|j| b.joints[j.index()].z);
                    assert!(
                        low.iter().all(|z| *z > -1e-3),
                        "{venue} {t:.2}: foot at {low:?}"
                    );
                    // Within one contact, not from one to the next.
                    let lifted = world.events().iter().any(|e| {
                        matches!(e.kind, EventKind::FootDown { actor, foot: f } | EventKind::FootUp { actor, foot: f }
                            if actor == a.actor && f == foot) && (t - STEP_S..=t).contains(&e.t_s)
                    });
                    if a.foot_contacts[foot] && b.foot_contacts[foot] && !lifted {
                        bearing += 1;
                        let still = moved[0].min(moved[1]);
                        assert!(
                            still < 1e-3,
                            "{venue} {t:.2}: actor {} foot {foot} slid {still} m",
                            a.actor
                        );
                    }
                }
            }
            std::mem::swap(&mut before, &mut now);
        }
        assert!(bearing > 1000, "{venue}: {bearing}");
    }
}

#[test]
fn positions_are_continuous() {
    for venue in VENUES {
        let world = world(venue, 11, &[]);
        let (mut before, mut now) = (at(&world, 0.0), WorldState::default());
        for k in 1..15_000 {
            let t = f64::from(k) * 0.001;
            world.at(t, &mut now);
            for (a, b) in before.actors.iter().zip(&now.actors) {
                for joint in Joint::ALL {
                    let speed = (a.joints[joint.index()] - b.joints[joint.index()]).norm() / 0.001;
                    // The fastest is a sprinter's swinging foot, at about twice the running speed.
                    assert!(
                        speed < 32.0,
                        "{venue} {t:.3}: {joint:?} of {} at {speed} m/s",
                        a.actor
                    );
                }
            }
            if let (Some(a), Some(b)) = (before.ball, now.ball) {
                let speed = (a.at - b.at).norm() / 0.001;
                assert!(speed < 45.0, "{venue} {t:.3}: the ball at {speed} m/s");
                assert!(
                    b.at.z > b.radius_m - 5e-3,
                    "{venue} {t:.3}: the ball at {}",
                    b.at
                );
            }
            std::mem::swap(&mut before, &mut now);
        }
    }
}

#[test]
fn bodies_keep_apart() {
    for venue in VENUES {
        for seed in [1, 2, 3] {
            let world = world(venue, seed, &[]);
            for k in 0..400 {
                let now = at(&world, f64::from(k) * 0.1);
                for (i, a) in now.actors.iter().enumerate() {
                    for b in &now.actors[i + 1..] {
                        let hips = (a.joints[Joint::Hip.index()] - b.joints[Joint::Hip.index()])
                            .xy()
                            .norm();
                        assert!(
                            hips > 0.45,
                            "{venue} {seed}: {} and {} are {hips} m apart at {k}",
                            a.actor,
                            b.actor
                        );
                    }
                }
            }
        }
    }
}

/// Intervals in which a foot bears, s.
fn contacts(world: &World, actor: usize, from: f64, to: f64) -> Vec<[f64; 2]> {
    let of = |e: &&Event| matches!(e.kind, EventKind::FootDown { actor: a, .. } | EventKind::FootUp { actor: a, .. } if a == actor);
    let events: Vec<_> = world.events().iter().filter(of).collect();
    let mut out = Vec::new();
    for (i, e) in events.iter().enumerate() {
        let EventKind::FootDown { foot, .. } = e.kind else {
            continue;
        };
        let up = events[i..]
            .iter()
            .find(|u| matches!(u.kind, EventKind::FootUp { foot: f, .. } if f == foot));
        if let (Some(up), true) = (up, (from..to).contains(&e.t_s)) {
            out.push([e.t_s, up.t_s]);
        }
    }
    out
}

#[test]
fn sprints_have_realistic_times_and_steps() {
    for seed in [1, 2, 3, 4] {
        let world = world("sprint", seed, &[]);
        for actor in 0..world.actors().len() {
            let x = |t: f64| at(&world, t).actors[actor].joints[Joint::Hip.index()].x;
            let finish = (0..1600)
                .map(|i| f64::from(i) * 0.01)
                .find(|&t| x(t) > 50.0)
                .unwrap();
            // The gun goes off at 1.5 s. World records: 9.58 s and 10.49 s.
            assert!(
                (9.6..13.0).contains(&(finish - 1.5)),
                "100 m in {}",
                finish - 1.5
            );
            let top = (x(7.6) - x(6.6)) / 1.0;
            assert!((9.0..12.2).contains(&top), "{top} m/s");
            let steps = contacts(&world, actor, 6.6, 8.6);
            assert!(steps.len() > 6);
            for pair in steps.windows(2) {
                let (contact, flight) = (pair[0][1] - pair[0][0], pair[1][0] - pair[0][1]);
                let length = x(pair[1][0]) - x(pair[0][0]);
                assert!((0.078..0.118).contains(&contact), "contact {contact} s");
                assert!((0.105..0.145).contains(&flight), "flight {flight} s");
                assert!((1.85..2.65).contains(&length), "step {length} m");
            }
        }
    }
}

#[test]
fn players_have_realistic_speeds() {
    for (venue, max) in [("basketball", 7.5), ("football", 9.5)] {
        let world = world(venue, 4, &[]);
        let mut fastest: f64 = 0.0;
        for k in 0..600 {
            let t = f64::from(k) * 0.1;
            for (a, b) in at(&world, t).actors.iter().zip(&at(&world, t + 0.1).actors) {
                let displacement = a.joints[Joint::Hip.index()] - b.joints[Joint::Hip.index()];
                fastest = fastest.max(displacement.xy().norm() / 0.1);
            }
        }
        assert!((3.5..max).contains(&fastest), "{venue}: {fastest} m/s");
    }
}

#[test]
fn the_ball_is_played() {
    let world = world("basketball", 2, &[]);
    let count = |f: fn(&EventKind) -> bool| world.events().iter().filter(|e| f(&e.kind)).count();
    assert!(count(|k| matches!(k, EventKind::Bounce { .. })) > 10);
    assert!(count(|k| matches!(k, EventKind::Release { .. })) > 10);
    assert!(count(|k| matches!(k, EventKind::Catch { .. })) > 5);
    let (mut held, mut high, mut near) = (0, 0, 0);
    for k in 0..1200 {
        let now = at(&world, f64::from(k) * 0.05);
        let ball = now.ball.unwrap();
        high += usize::from(ball.at.z > 3.05);
        if ball.is_held {
            held += 1;
            let wrists = now.actors.iter().flat_map(|p| {
                [
                    p.joints[Joint::LWrist.index()],
                    p.joints[Joint::RWrist.index()],
                ]
            });
            let nearest = wrists
                .map(|w| (w - ball.at).norm())
                .fold(f64::INFINITY, f64::min);
            near += usize::from(nearest < 0.30);
        }
    }
    assert!(
        held > 200 && high > 10,
        "held {held}, above the ring {high}"
    );
    assert!(
        near as f64 > 0.93 * held as f64,
        "{near} of {held} held balls are in hands"
    );
}

#[test]
fn athletes_of_a_team_have_different_numbers() {
    for venue in VENUES {
        let world = world(venue, 9, &[]);
        let mut numbers = Vec::new();
        for actor in world.actors() {
            if let Role::Athlete { team, number } = actor.role {
                assert!(!numbers.contains(&(team, number)), "{venue}");
                numbers.push((team, number));
            }
            assert!((1.4..2.3).contains(&actor.body.height_m));
        }
    }
}

#[test]
fn keys_can_be_overridden_and_wrong_ones_are_named() {
    let file = WorldFile::open("basketball", &[]).unwrap();
    let set = file
        .with("views.noise_px=3")
        .unwrap()
        .with("camera.cam_02.dead_s=[3.0, 5.0]")
        .unwrap();
    assert_eq!(set.views.noise_px, 3.0);
    assert_eq!(set.camera[1].dead_s, Some([3.0, 5.0]));
    let all = set.with("camera.*.fps=50").unwrap();
    assert!(all.camera.iter().all(|c| c.fps == Some(50.0)));
    for (wrong, word) in [
        ("views.noise=3", "noise"),
        ("views.missed_share=2", "views.missed_share"),
        ("camera.cam_99.fps=5", "cam_99"),
        ("duration_s=\"long\"", "duration_s"),
        ("camera.cam_01.exposure_s=1.0", "cam_01"),
        ("nothing", "KEY=VALUE"),
        ("people.per_team=9", "per_team"),
        ("duration_s=nan", "duration_s"),
    ] {
        let error = file.with(wrong).unwrap_err().to_string();
        assert!(error.contains(word), "{wrong}: {error}");
    }
    let error = WorldFile::open("curling", &[]).unwrap_err().to_string();
    assert!(error.contains("football"), "{error}");
}

#[test]
fn a_serve_clears_the_net_and_lands_in_the_box_across() {
    let world = world("tennis", 2, &[]);
    let ball = |t: f64| at(&world, t).ball.unwrap();
    let mut serves = 0;
    for (i, event) in world.events().iter().enumerate() {
        let EventKind::Hit { at: from } = event.kind else {
            continue;
        };
        let speed = ball(event.t_s + 1e-3).velocity.norm();
        if speed < 40.0 {
            continue;
        }
        serves += 1;
        assert!((43.0..59.0).contains(&speed), "{speed} m/s");
        let bounce = |e: &Event| match e.kind {
            EventKind::Bounce { at } => Some((e.t_s, at)),
            _ => None,
        };
        let (t, lands) = world.events()[i..].iter().find_map(bounce).unwrap();
        assert!(
            (0.0..6.45).contains(&lands.x) && lands.y.abs() < 4.2 && lands.y * from.y < 0.0,
            "{lands}"
        );
        let steps = (0..1000).map(|k| ball(event.t_s + (t - event.t_s) * f64::from(k) / 1000.0));
        let over = steps.map(|b| b.at).find(|p| p.x >= 0.0).unwrap();
        assert!(over.z > 0.914, "{over} at the net");
    }
    assert!(serves >= 6, "{serves}");
}
