//! The pose prior must not degrade people unlike those that it was trained on.

mod venue;

use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Athlete, JOINT_COUNT, Joint3d};
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

/// Which joints two views or more show, by frame set, live and smoothed, and whether each is output.
fn observed_joints(pose_prior: bool) -> Vec<[bool; JOINT_COUNT]> {
    let rig = hall_rig(3);
    let options = FusionOptions {
        pose_prior,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let mut rng = TestRng(12);
    let mut observed = Vec::new();
    let is_observed = |athlete: &Athlete| {
        let views = |joint: &Option<Joint3d>| joint.is_some_and(|j| j.views >= 2);
        athlete.skeleton.each_ref().map(views)
    };
    for tick in 0..120 {
        let mut frame_set = frame_set_of_walkers(&rig, tick, 2, 6.0, &mut rng);
        for view in &mut frame_set.views {
            for keypoint in view.people.iter_mut().flat_map(|p| &mut p.joints) {
                // A poor detector: a fifth is missed.
                *keypoint = keypoint.filter(|_| rng.uniform() > 0.2);
            }
        }
        observed.extend(fusion.step(&frame_set).athletes.iter().map(is_observed));
        let smoothed = fusion.smoothed(tick.saturating_sub(6));
        observed.extend(smoothed.iter().map(is_observed));
    }
    observed
}

#[test]
fn the_pose_prior_makes_no_joint_absent_that_two_views_show() {
    assert_eq!(observed_joints(true), observed_joints(false));
}
