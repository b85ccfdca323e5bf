//! A recording known from both ends against what was said live and a little later.
#![allow(clippy::unwrap_used)]

mod hall;

use hall::{Noise, body, rig, see, show, walker};
use nalgebra::{Point3, Vector3};
use trackside_calibration::Rig;
use trackside_fusion::{FirstPass, Fusion, FusionOptions, OfflineSmoother, RefinedFrame};
use trackside_schema::{Athlete, AthleteId, FrameSet, JOINT_COUNT, Joint, Timestamp};

const RATE_HZ: f64 = 25.0;
const TICKS: u64 = 100;
/// Nobody sees the second walker meanwhile: longer than he is followed without.
const AWAY: std::ops::Range<u64> = 50..72;
/// Live ids, so that it shows whether they are kept.
const FIRST_ID: u32 = 7;

fn moments(rig: &Rig) -> Vec<FrameSet> {
    let mut noise = Noise(23);
    let moment = |tick: u64| {
        let t = tick as f64 / RATE_HZ;
        let walkers = if AWAY.contains(&tick) { 1 } else { 2 };
        let view = |c| see(rig, c, t, walkers, 3.0, &mut noise);
        FrameSet {
            tick,
            time: Timestamp::default().plus_seconds(t),
            views: (0..rig.cameras().len()).map(view).collect(),
        }
    };
    (0..TICKS).map(moment).collect()
}

/// Errors of all joints of a walker at a tick; the wrong walker is metres off.
fn errors(athlete: &Athlete, who: usize, tick: u64) -> [Option<Vector3<f64>>; JOINT_COUNT] {
    let truth = walker(who, tick as f64 / RATE_HZ);
    std::array::from_fn(|j| Some(athlete.skeleton[j]?.at.0 - truth[j]))
}

/// Mean error of the first walker, m, and the mean of how much it changes from tick to tick, once both streams are settled.
fn quality(said: impl Fn(u64) -> Option<Athlete>) -> [f64; 2] {
    let (mut error, mut jitter, mut n) = (0.0, 0.0, 0.0);
    for tick in 30..85 {
        let at = |tick| Some(errors(&said(tick)?, 0, tick));
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
    assert!(n > 50.0 * 25.0, "{n} joints of 55 moments");
    [error / n, jitter / n]
}

fn first(athletes: &[Athlete], tick: u64) -> Option<Athlete> {
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

#[test]
fn a_recording_known_from_both_ends_is_steadier_and_whole() {
    let rig = rig(5);
    let moments = moments(&rig);
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut study = FirstPass::new(rig, FusionOptions::default());
    let (mut live, mut smooth) = (Vec::new(), Vec::new());
    let mut ids = std::collections::BTreeSet::new();
    for moment in &moments {
        let mut told = fusion.step(moment).athletes.to_vec();
        told.iter_mut().for_each(|a| a.id.0 += FIRST_ID);
        ids.extend(told.iter().map(|a| a.id));
        study.push(moment, &told);
        live.push(first(&told, moment.tick));
        if let Some(tick) = moment.tick.checked_sub(7) {
            smooth.push(first(fusion.smoothed(tick), tick));
        }
    }
    assert_eq!(ids.len(), 3, "live tracking loses the second walker");

    let cast = study.finish();
    assert_eq!(cast.counts(), (2, 1));
    let mut refiner = OfflineSmoother::new(cast);
    let mut refined: Vec<RefinedFrame> = Vec::new();
    for moment in &moments {
        refiner.push(moment);
        let held_s = moment.tick.saturating_sub(refined.len() as u64) as f64 / RATE_HZ;
        assert!(held_s <= OfflineSmoother::MAX_BUFFERED_S);
        refined.extend(std::iter::from_fn(|| refiner.next_frame()));
    }
    refiner.finish();
    refined.extend(std::iter::from_fn(|| refiner.next_frame()));
    let told = refined.iter().map(|r| (r.tick, r.time));
    assert!(told.eq(moments.iter().map(|m| (m.tick, m.time))));

    let ids = [AthleteId(FIRST_ID), AthleteId(FIRST_ID + 1)];
    for r in &refined {
        let here: Vec<_> = r.athletes.iter().map(|a| a.id).collect();
        assert!(
            here == ids || AWAY.contains(&r.tick),
            "{}: {here:?}",
            r.tick
        );
        for athlete in &r.athletes {
            let by_place = [0, 1].map(|who| {
                let errors = errors(athlete, who, r.tick);
                let known = || errors.iter().flatten();
                known().map(|e| e.norm()).sum::<f64>() / known().count() as f64
            });
            let who = usize::from(by_place[1] < by_place[0]);
            // Across the gap he is where he went, as surely as it says.
            assert!(by_place[who] < 0.15, "{}: {by_place:?}", r.tick);
            let same = |other: &RefinedFrame| {
                let places = other.athletes.iter().find(|a| a.id == athlete.id);
                places.is_none_or(|a| errors(a, who, other.tick)[19].is_none_or(|e| e.norm() < 0.3))
            };
            assert!(refined.iter().all(same), "one id, one walker");
        }
    }
    let of = |said: &[Option<Athlete>]| {
        let said = said.to_vec();
        quality(move |tick| said[tick as usize].clone())
    };
    let refined: Vec<_> = refined.iter().map(|r| first(&r.athletes, r.tick)).collect();
    let [live, smooth, refined] = [of(&live), of(&smooth), of(&refined)];
    assert!(
        smooth[0] < live[0] && smooth[1] < live[1],
        "{smooth:?} {live:?}"
    );
    assert!(
        refined[0] < smooth[0] && refined[1] < 0.8 * smooth[1],
        "{refined:?} {smooth:?}"
    );
}

/// Somebody who sways to and fro, up to 3.3 m/s.
fn swaying(t: f64) -> [Point3<f64>; JOINT_COUNT] {
    body(0.35 * (9.5 * t).sin(), 0.2 * (7.0 * t).cos())
}

/// The mean errors, m, of the joints of who sways, smooth and refined. Cameras fire up to so long, s, before and after the moments; `wrong`: one
/// of them has elbows or wrists the wrong way round, another a knee elsewhere, each in a third of its views.
fn sways(lag_s: f64, wrong: bool) -> [f64; 2] {
    let rig = rig(5);
    let mut noise = Noise(5);
    let moment = |tick: u64| {
        let t = tick as f64 / RATE_HZ;
        let mut view = |c: usize| {
            let seen_s = t + lag_s * (0.7 * (tick as f64 % 3.0 - 1.0) + 0.15 * (c as f64 - 2.0));
            let mut view = show(&rig, c, seen_s, &[swaying(seen_s)], 2.0, &mut noise);
            let joints = &mut view.people[0].joints;
            match (wrong && tick > 10, (tick + c as u64) % 3, c) {
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
            time: Timestamp::default().plus_seconds(t),
            views: (0..rig.cameras().len()).map(&mut view).collect(),
        }
    };
    let moments: Vec<_> = (0..TICKS).map(moment).collect();
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut study = FirstPass::new(rig.clone(), FusionOptions::default());
    let mut smooth = Vec::new();
    for moment in &moments {
        fusion.step(moment);
        study.push(moment, &[]);
        if let Some(tick) = moment.tick.checked_sub(7) {
            smooth.push((tick, fusion.smoothed(tick).to_vec()));
        }
    }
    let mut refiner = OfflineSmoother::new(study.finish());
    moments.iter().for_each(|m| refiner.push(m));
    refiner.finish();
    let refined = std::iter::from_fn(|| refiner.next_frame()).map(|r| (r.tick, r.athletes));
    [smooth, refined.collect()].map(|told| {
        let (mut sum, mut n) = (0.0, 0.0);
        for (tick, athletes) in told.iter().skip(10) {
            let truth = swaying(*tick as f64 / RATE_HZ);
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
fn views_are_heard_at_their_own_time_and_weighed_anew() {
    let plain = sways(0.0, false);
    let apart = sways(0.018, false);
    let wrong = sways(0.018, true);
    assert!(apart[0] < 1.1 * plain[0], "{plain:?} {apart:?}");
    assert!(
        apart[1] < 1.05 * plain[1] && wrong[1] < 1.05 * apart[1],
        "{plain:?} {apart:?} {wrong:?}"
    );
}
