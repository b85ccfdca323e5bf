//! What looks decide: who is who where geometry cannot tell, and who comes back.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod hall;

use hall::{Noise, body, rig, show};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Athlete, FrameSet, Timestamp};

const RED: [f32; 3] = [1.0, 0.0, 0.2];
const BLUE: [f32; 3] = [0.0, 0.3, 1.0];

/// Somebody: where, and what they look like.
type Person = ([f64; 2], Option<[f32; 3]>);

/// Who is known, moment by moment, in `seconds` of people who are where `at` says, at 25 Hz.
fn watch(seconds: f64, seed: u64, at: impl Fn(f64) -> Vec<Person>) -> Vec<Vec<Athlete>> {
    let rig = rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut noise = Noise(seed);
    let moment = |tick: u64| {
        let t = tick as f64 / 25.0;
        let people = at(t);
        let bodies: Vec<_> = people.iter().map(|([x, y], _)| body(*x, *y)).collect();
        let mut view = |camera| {
            let mut view = show(&rig, camera, t, &bodies, 2.0, &mut noise);
            for (person, (_, look)) in view.people.iter_mut().zip(&people) {
                let blurred = look.map(|l| l.map(|v| v + 0.1 * noise.bell() as f32).to_vec());
                person.appearance = blurred;
            }
            view
        };
        let views = (0..5).map(&mut view).collect();
        let time = Timestamp::default().plus_seconds(t);
        fusion
            .step(&FrameSet { tick, time, views })
            .athletes
            .to_vec()
    };
    (0..(seconds * 25.0) as u64).map(moment).collect()
}

#[test]
fn who_comes_back_is_known_by_looks_alone() {
    let id = |first: Option<[f32; 3]>, then: Option<[f32; 3]>, x: f64| {
        let back = watch(5.0, 3, |t| match t {
            ..1.0 => vec![([0.0, 0.0], first)],
            ..4.0 => vec![],
            _ => vec![([x, 1.0], then)],
        });
        let last = back.last().unwrap();
        assert_eq!(last.len(), 1);
        last[0].id.0
    };
    assert_eq!(id(Some(RED), Some(RED), 1.5), 0);
    assert_eq!(id(Some(RED), Some(BLUE), 1.5), 1, "somebody else");
    assert_eq!(id(Some(RED), None, 1.5), 1, "looks unknown");
    assert_eq!(id(None, None, 1.5), 1, "looks unknown");
}

#[test]
fn two_who_look_alike_are_not_taken_for_each_other() {
    let back = watch(5.0, 3, |t| match t {
        ..1.0 => vec![([0.0, 0.0], Some(RED)), ([0.0, 1.0], Some(RED))],
        ..4.0 => vec![],
        _ => vec![([0.0, 0.5], Some(RED))],
    });
    let last = back.last().unwrap().iter().map(|a| a.id.0);
    assert_eq!(last.collect::<Vec<_>>(), [2]);
}

#[test]
fn looks_tell_apart_whom_geometry_cannot() {
    // Unseen for a moment, each turns up nearer to where the other was.
    let (red, blue) = ([0.1, -0.05], [-0.1, 0.05]);
    let right = |looks: [Option<[f32; 3]>; 2], seed| {
        let told = watch(3.0, seed, |t| match t {
            ..2.0 => vec![([0.0, 0.15], looks[0]), ([0.0, -0.15], looks[1])],
            ..2.2 => vec![],
            _ => vec![(red, looks[0]), (blue, looks[1])],
        });
        let of_red = |athletes: &[Athlete], [x, y]: [f64; 2]| {
            let off = |a: &&Athlete| {
                let hip = a.skeleton[19].unwrap().at.0;
                (hip.x - x).hypot(hip.y - y)
            };
            let nearest = athletes.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
            nearest.unwrap().id
        };
        of_red(&told[45], [0.0, 0.15]) == of_red(told.last().unwrap(), red)
    };
    assert!((0..5).all(|seed| right([Some(RED), Some(BLUE)], seed)));
    assert!(!(0..5).any(|seed| right([None, None], seed)));
}
