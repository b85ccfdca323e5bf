//! The pose prior must not degrade people unlike those that it was trained on.

mod venue;

use trackside_fusion::{Fusion, FusionOptions};
use venue::{RATE_HZ, TestRng, frame_set_of_walkers, hall_rig, mean_error_m, walker};

/// The mean error of two walkers, m, after the first second.
fn error_m(pose_prior: bool) -> f64 {
    let rig = hall_rig(4);
    let options = FusionOptions {
        pose_prior,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let mut rng = TestRng(11);
    let (mut sum, mut n) = (0.0, 0.0);
    for tick in 0..100 {
        let t = tick as f64 / RATE_HZ;
        let frame_set = frame_set_of_walkers(&rig, tick, 2, 3.0, &mut rng);
        let output = fusion.step(&frame_set);
        for athlete in output.athletes.iter().filter(|_| t > 1.0) {
            let errors = [0, 1].map(|index| mean_error_m(athlete, &walker(index, t)));
            sum += f64::min(errors[0], errors[1]);
            n += 1.0;
        }
    }
    assert!(n > 140.0, "{n} athletes in 75 frame sets");
    sum / n
}

/// The walkers are stiff, flat and glide: nothing the networks were trained on.
#[test]
fn the_pose_prior_does_not_degrade_unfamiliar_people() {
    let (with, without) = (error_m(true), error_m(false));
    assert!(with != without, "the corrections are tried");
    assert!(with < 1.05 * without, "{with} instead of {without} m");
}
