//! Appearance vectors separate athletes that geometry cannot, and re-identify those that come back.
#![allow(clippy::unwrap_used)]

mod venue;

use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Athlete, FrameSet, Joint};
use venue::{RATE_HZ, TestRng, hall_rig, standing_body, time, view_of};

const RED: [f32; 3] = [1.0, 0.0, 0.2];
const BLUE: [f32; 3] = [0.0, 0.3, 1.0];

/// A person: position and appearance vector.
type Person = ([f64; 2], Option<[f32; 3]>);

/// The athletes of each frame set, for people that `people_at` gives by time.
fn track(seconds: f64, seed: u64, people_at: impl Fn(f64) -> Vec<Person>) -> Vec<Vec<Athlete>> {
    let rig = hall_rig(5);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut rng = TestRng(seed);
    let frame = |tick: u64| {
        let t = tick as f64 / RATE_HZ;
        let people = people_at(t);
        let bodies: Vec<_> = people
            .iter()
            .map(|([x, y], _)| standing_body(*x, *y))
            .collect();
        let mut view = |camera| {
            let mut view = view_of(&rig, camera, t, &bodies, 2.0, &mut rng);
            for (person, (_, vector)) in view.people.iter_mut().zip(&people) {
                let noisy = vector.map(|l| l.map(|v| v + 0.1 * rng.normal() as f32).to_vec());
                person.appearance = noisy;
            }
            view
        };
        let views = (0..5).map(&mut view).collect();
        let time = time(t);
        fusion
            .step(&FrameSet { tick, time, views })
            .athletes
            .to_vec()
    };
    (0..(seconds * RATE_HZ) as u64).map(frame).collect()
}

#[test]
fn a_returning_athlete_is_reidentified_by_appearance_alone() {
    let id_after_return = |before: Option<[f32; 3]>, after: Option<[f32; 3]>, x: f64| {
        let frames = track(5.0, 3, |t| match t {
            ..1.0 => vec![([0.0, 0.0], before)],
            ..4.0 => vec![],
            _ => vec![([x, 1.0], after)],
        });
        let last = frames.last().unwrap();
        assert_eq!(last.len(), 1);
        last[0].id.0
    };
    assert_eq!(id_after_return(Some(RED), Some(RED), 1.5), 0);
    assert_eq!(
        id_after_return(Some(RED), Some(BLUE), 1.5),
        1,
        "another athlete"
    );
    assert_eq!(
        id_after_return(Some(RED), None, 1.5),
        1,
        "no vector afterwards"
    );
    assert_eq!(id_after_return(None, None, 1.5), 1, "no vectors");
}

#[test]
fn an_ambiguous_match_is_not_reidentified() {
    let frames = track(5.0, 3, |t| match t {
        ..1.0 => vec![([0.0, 0.0], Some(RED)), ([0.0, 1.0], Some(RED))],
        ..4.0 => vec![],
        _ => vec![([0.0, 0.5], Some(RED))],
    });
    let last = frames.last().unwrap().iter().map(|a| a.id.0);
    assert_eq!(last.collect::<Vec<_>>(), [2]);
}

#[test]
fn appearance_decides_where_geometry_is_ambiguous() {
    // After a short occlusion each athlete reappears nearer to where the other one was.
    let (red, blue) = ([0.1, -0.05], [-0.1, 0.05]);
    let keeps_ids = |vectors: [Option<[f32; 3]>; 2], seed| {
        let frames = track(3.0, seed, |t| match t {
            ..2.0 => vec![([0.0, 0.15], vectors[0]), ([0.0, -0.15], vectors[1])],
            ..2.2 => vec![],
            _ => vec![(red, vectors[0]), (blue, vectors[1])],
        });
        let id_at = |athletes: &[Athlete], [x, y]: [f64; 2]| {
            let distance = |a: &&Athlete| {
                let hip = a.joint(Joint::Hip).unwrap().at.0;
                (hip.x - x).hypot(hip.y - y)
            };
            let nearest = athletes
                .iter()
                .min_by(|a, b| distance(a).total_cmp(&distance(b)));
            nearest.unwrap().id
        };
        id_at(&frames[45], [0.0, 0.15]) == id_at(frames.last().unwrap(), red)
    };
    assert!((0..5).all(|seed| keeps_ids([Some(RED), Some(BLUE)], seed)));
    assert!(!(0..5).any(|seed| keeps_ids([None, None], seed)));
}
