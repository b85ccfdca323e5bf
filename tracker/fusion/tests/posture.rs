//! What is known of how people hold themselves must not harm whom it does not fit.
#![allow(clippy::unwrap_used)]

mod hall;

use hall::{Noise, rig, see, walker};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{FrameSet, Timestamp};

/// The mean error of two walkers, m, after the first second.
fn error_m(posture: bool) -> f64 {
    let rig = rig(4);
    let options = FusionOptions {
        pose_prior: posture,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let mut noise = Noise(11);
    let (mut sum, mut n) = (0.0, 0.0);
    for tick in 0..100 {
        let t = tick as f64 / 25.0;
        let views = (0..4).map(|c| see(&rig, c, t, 2, 3.0, &mut noise));
        let moment = FrameSet {
            tick,
            time: Timestamp::default().plus_seconds(t),
            views: views.collect(),
        };
        for athlete in fusion.step(&moment).athletes.iter().filter(|_| t > 1.0) {
            let off = |who: usize| {
                let joints = athlete.skeleton.iter().zip(walker(who, t));
                let errors = joints.filter_map(|(j, at)| Some((j.as_ref()?.at.0 - at).norm()));
                let (k, off) = errors.fold((0.0, 0.0), |(k, off), e| (k + 1.0, off + e));
                off / f64::max(k, 1.0)
            };
            sum += f64::min(off(0), off(1));
            n += 1.0;
        }
    }
    assert!(n > 140.0, "{n} athletes in 75 moments");
    sum / n
}

/// The walkers glide about stiffly and have no depth: nobody the networks know.
#[test]
fn bodies_that_nobody_has_are_not_mended_for_the_worse() {
    let (with, without) = (error_m(true), error_m(false));
    assert!(with != without, "it is tried");
    assert!(with < 1.05 * without, "{with} instead of {without} m");
}
