//! Offline smoothing of a recording against its live and its smoothed stream.
#![allow(clippy::unwrap_used)]

mod venue;

use std::collections::BTreeSet;
use std::ops::Range;

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_fusion::{FirstPass, Fusion, FusionOptions, OfflineSmoother, RefinedFrame};
use trackside_schema::{Athlete, AthleteId, FrameSet, JOINT_COUNT, Joint};
use venue::{
    Body, RATE_HZ, TestRng, frame_set_of_walkers, hall_rig, standing_body, time, view_of, walker,
};

const TICKS: u64 = 100;
/// The second walker is hidden for longer than a track coasts.
const HIDDEN: Range<u64> = 50..72;
/// Ids of the recorded athletes begin here, so that it shows whether they are kept.
const FIRST_ID: u32 = 7;
/// The smoothed stream lags by so many ticks.
const LAG: u64 = 7;

fn recording(rig: &Rig) -> Vec<FrameSet> {
    let mut rng = TestRng(23);
    let frame_set = |tick: u64| {
        let walkers = if HIDDEN.contains(&tick) { 1 } else { 2 };
        frame_set_of_walkers(rig, tick, walkers, 3.0, &mut rng)
    };
    (0..TICKS).map(frame_set).collect()
}

/// The joints' errors against a walker; against the wrong one they are metres.
fn errors(athlete: &Athlete, index: usize, tick: u64) -> [Option<Vector3<f64>>; JOINT_COUNT] {
    let truth = walker(index, tick as f64 / RATE_HZ);
    std::array::from_fn(|j| Some(athlete.skeleton[j]?.at.0 - truth[j]))
}

/// Mean error of the first walker, m, and mean change of the error from tick to tick, once the streams are settled.
fn error_and_jitter(athlete_at: impl Fn(u64) -> Option<Athlete>) -> [f64; 2] {
    let (mut error, mut jitter, mut n) = (0.0, 0.0, 0.0);
    for tick in 30..85 {
        let at = |tick| Some(errors(&athlete_at(tick)?, 0, tick));
        let (now, before) = (at(tick).unwrap(), at(tick - 1).unwrap());
        for (now, before) in now.into_iter().zip(before) {
            let (Some(now), Some(before)) = (now, before) else {
                continue;
            };
            error += now.norm();
            jitter += (now - before).norm();
            n += 1.0;
        }
    }
    assert!(n > 50.0 * 25.0, "{n} joints of 55 frame sets");
    [error / n, jitter / n]
}

/// The athlete nearest to the first walker.
fn first_walker(athletes: &[Athlete], tick: u64) -> Option<Athlete> {
    let error = |a: &&Athlete| {
        errors(a, 0, tick)
            .iter()
            .flatten()
            .map(|e| e.norm())
            .sum::<f64>()
    };
    athletes
        .iter()
        .min_by(|a, b| error(a).total_cmp(&error(b)))
        .cloned()
}

/// All frames of the second pass.
fn refine(smoother: &mut OfflineSmoother, frame_sets: &[FrameSet]) -> Vec<RefinedFrame> {
    let mut frames: Vec<RefinedFrame> = Vec::new();
    for frame_set in frame_sets {
        smoother.push(frame_set);
        let buffered_s = frame_set.tick.saturating_sub(frames.len() as u64) as f64 / RATE_HZ;
        assert!(buffered_s <= OfflineSmoother::MAX_BUFFERED_S);
        frames.extend(std::iter::from_fn(|| smoother.next_frame()));
    }
    smoother.finish();
    frames.extend(std::iter::from_fn(|| smoother.next_frame()));
    frames
}

/// Across the gap too, each id follows one walker, and is where that walker is.
fn assert_ids_follow_walkers(frames: &[RefinedFrame]) {
    let ids = [AthleteId(FIRST_ID), AthleteId(FIRST_ID + 1)];
    for frame in frames {
        let here: Vec<_> = frame.athletes.iter().map(|a| a.id).collect();
        assert!(
            here == ids || HIDDEN.contains(&frame.tick),
            "{}: {here:?}",
            frame.tick
        );
        for athlete in &frame.athletes {
            let mean_errors = [0, 1].map(|index| {
                let errors = errors(athlete, index, frame.tick);
                let known = || errors.iter().flatten();
                known().map(|e| e.norm()).sum::<f64>() / known().count() as f64
            });
            let index = usize::from(mean_errors[1] < mean_errors[0]);
            assert!(mean_errors[index] < 0.15, "{}: {mean_errors:?}", frame.tick);
            let is_same_walker = |other: &RefinedFrame| {
                let there = other.athletes.iter().find(|a| a.id == athlete.id);
                there.is_none_or(|a| {
                    let hip = errors(a, index, other.tick)[Joint::Hip.index()];
                    hip.is_none_or(|e| e.norm() < 0.3)
                })
            };
            assert!(frames.iter().all(is_same_walker), "one id, one walker");
        }
    }
}

#[test]
fn offline_smoothing_links_tracks_and_is_steadier_than_both_streams() {
    let rig = hall_rig(5);
    let frame_sets = recording(&rig);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut first_pass = FirstPass::new(rig, FusionOptions::default());
    let (mut live, mut smoothed) = (Vec::new(), Vec::new());
    let mut ids = BTreeSet::new();
    for frame_set in &frame_sets {
        let mut recorded = fusion.step(frame_set).athletes.to_vec();
        recorded.iter_mut().for_each(|a| a.id.0 += FIRST_ID);
        ids.extend(recorded.iter().map(|a| a.id));
        first_pass.push(frame_set, &recorded);
        live.push(first_walker(&recorded, frame_set.tick));
        if let Some(tick) = frame_set.tick.checked_sub(LAG) {
            smoothed.push(first_walker(fusion.smoothed(tick), tick));
        }
    }
    assert_eq!(ids.len(), 3, "live tracking loses the second walker");

    let roster = first_pass.finish();
    assert_eq!(roster.counts(), (2, 1));
    let frames = refine(&mut OfflineSmoother::new(roster), &frame_sets);
    let times = frames.iter().map(|f| (f.tick, f.time));
    assert!(times.eq(frame_sets.iter().map(|f| (f.tick, f.time))));
    assert_ids_follow_walkers(&frames);

    let of = |athletes: &[Option<Athlete>]| {
        let athletes = athletes.to_vec();
        error_and_jitter(move |tick| athletes[tick as usize].clone())
    };
    let refined: Vec<_> = frames
        .iter()
        .map(|f| first_walker(&f.athletes, f.tick))
        .collect();
    let [live, smoothed, refined] = [of(&live), of(&smoothed), of(&refined)];
    assert!(
        smoothed[0] < live[0] && smoothed[1] < live[1],
        "{smoothed:?} {live:?}"
    );
    assert!(
        refined[0] < smoothed[0] && refined[1] < 0.8 * smoothed[1],
        "{refined:?} {smoothed:?}"
    );
}

/// A person that sways at up to 3.3 m/s.
fn swaying_body(t: f64) -> Body {
    standing_body(0.35 * (9.5 * t).sin(), 0.2 * (7.0 * t).cos())
}

/// Frame sets of the swaying person. Exposures differ by up to `spread_s` from the frame set's time. `with_errors`: in a third of
/// its views one camera exchanges wrists, in another third elbows, and a third camera misplaces a knee.
fn swaying_recording(rig: &Rig, spread_s: f64, with_errors: bool) -> Vec<FrameSet> {
    let mut rng = TestRng(5);
    let frame_set = |tick: u64| {
        let t = tick as f64 / RATE_HZ;
        let mut view = |c: usize| {
            let exposed_s =
                t + spread_s * (0.7 * (tick as f64 % 3.0 - 1.0) + 0.15 * (c as f64 - 2.0));
            let bodies = [swaying_body(exposed_s)];
            let mut view = view_of(rig, c, exposed_s, &bodies, 2.0, &mut rng);
            let joints = &mut view.people[0].joints;
            match (with_errors && tick > 10, (tick + c as u64) % 3, c) {
                (true, 0, 1) => joints.swap(Joint::LWrist.index(), Joint::RWrist.index()),
                (true, 1, 1) => joints.swap(Joint::LElbow.index(), Joint::RElbow.index()),
                (true, 2, 3) => {
                    let knee = joints[Joint::LKnee.index()].as_mut().unwrap();
                    knee.at.x += 12.0;
                }
                _ => {}
            }
            view
        };
        FrameSet {
            tick,
            time: time(t),
            views: (0..rig.cameras().len()).map(&mut view).collect(),
        }
    };
    (0..TICKS).map(frame_set).collect()
}

/// The mean errors of the swaying person's joints, m, smoothed and refined.
fn swaying_errors(spread_s: f64, with_errors: bool) -> [f64; 2] {
    let rig = hall_rig(5);
    let frame_sets = swaying_recording(&rig, spread_s, with_errors);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut first_pass = FirstPass::new(rig, FusionOptions::default());
    let mut smoothed = Vec::new();
    for frame_set in &frame_sets {
        fusion.step(frame_set);
        first_pass.push(frame_set, &[]);
        if let Some(tick) = frame_set.tick.checked_sub(LAG) {
            smoothed.push((tick, fusion.smoothed(tick).to_vec()));
        }
    }
    let frames = refine(&mut OfflineSmoother::new(first_pass.finish()), &frame_sets);
    let refined = frames.into_iter().map(|f| (f.tick, f.athletes));
    [smoothed, refined.collect()].map(|frames| {
        let (mut sum, mut n) = (0.0, 0.0);
        for (tick, athletes) in frames.iter().skip(10) {
            let truth = swaying_body(*tick as f64 / RATE_HZ);
            assert_eq!(athletes.len(), 1, "{tick}");
            for (joint, truth) in athletes[0].skeleton.iter().zip(truth) {
                sum += joint.map_or(0.0, |j| (j.at.0 - truth).norm());
                n += f64::from(u8::from(joint.is_some()));
            }
        }
        assert!(n > 25.0 * (TICKS - 20) as f64, "{n} joints");
        sum / n
    })
}

#[test]
fn views_count_at_their_own_exposure_and_outliers_are_reweighted() {
    let together = swaying_errors(0.0, false);
    let spread = swaying_errors(0.018, false);
    let with_errors = swaying_errors(0.018, true);
    assert!(spread[0] < 1.1 * together[0], "{together:?} {spread:?}");
    assert!(
        spread[1] < 1.05 * together[1] && with_errors[1] < 1.05 * spread[1],
        "{together:?} {spread:?} {with_errors:?}"
    );
}

/// Where two cameras say an elbow is for a while, and no other sees it: 0.17 m from where it is, so that both of the arm's
/// bones are too long or too short.
#[test]
fn two_cameras_that_agree_and_are_wrong_together_are_not_believed() {
    let rig = hall_rig(3);
    let elbow = Joint::LElbow.index();
    let mut rng = TestRng(5);
    let is_wrong = |t: f64| (1.5..1.9).contains(&t);
    let frame_sets: Vec<_> = (0..100)
        .map(|tick| {
            let t = tick as f64 / RATE_HZ;
            let body = walker(0, 0.5 * t);
            let mut displaced = body;
            displaced[elbow] += Vector3::new(0.0, 0.08, 0.15);
            let view = |c: usize| {
                let seen = if is_wrong(t) && c < 2 {
                    displaced
                } else {
                    body
                };
                let mut view = view_of(&rig, c, t, &[seen], 2.0, &mut rng);
                if is_wrong(t) && c == 2 {
                    view.people[0].joints[elbow] = None;
                }
                view
            };
            FrameSet {
                tick,
                time: time(t),
                views: (0..3).map(view).collect(),
            }
        })
        .collect();
    let error_m = |athlete_at: &mut dyn FnMut(u64) -> Athlete| {
        let ticks = (0..90).filter(|tick| is_wrong(*tick as f64 / RATE_HZ));
        let errors = ticks.map(|tick| {
            let found = athlete_at(tick).skeleton[elbow].unwrap();
            let truth = walker(0, 0.5 * tick as f64 / RATE_HZ)[elbow];
            (found.at.0 - truth).norm()
        });
        let errors: Vec<f64> = errors.collect();
        errors.iter().sum::<f64>() / errors.len() as f64
    };
    let mut first_pass = FirstPass::new(rig.clone(), FusionOptions::default());
    frame_sets.iter().for_each(|f| first_pass.push(f, &[]));
    let mut smoother = OfflineSmoother::new(first_pass.finish());
    frame_sets.iter().for_each(|f| smoother.push(f));
    smoother.finish();
    let refined: Vec<_> = std::iter::from_fn(|| smoother.next_frame()).collect();
    let refined_m = error_m(&mut |tick| refined[tick as usize].athletes[0].clone());
    assert!(refined_m < 0.06, "refined: {refined_m} m");

    let mut fusion = Fusion::new(rig, FusionOptions::default());
    let mut smoothed = Vec::new();
    for frame_set in &frame_sets {
        fusion.step(frame_set);
        let lagged = frame_set.tick.checked_sub(LAG);
        smoothed.extend(lagged.map(|tick| fusion.smoothed(tick)[0].clone()));
    }
    let smoothed_m = error_m(&mut |tick| smoothed[tick as usize].clone());
    assert!(smoothed_m < 0.135, "smoothed: {smoothed_m} m");
}
