//! A ball that an athlete carries where no camera shows it.
#![allow(clippy::unwrap_used)]

mod venue;

use nalgebra::{Point3, Vector3};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{BallState, FrameSet, Joint, WorldPoint};
use trackside_sports::BallKind;
use venue::{RATE_HZ, TestRng, candidate, hall_rig, time, view_of_walkers, walker};

/// In the right hand of the first walker.
fn carried(t: f64) -> Point3<f64> {
    walker(0, t)[Joint::RWrist.index()] - Vector3::z() * 0.15
}

#[test]
fn a_hidden_ball_goes_with_the_hand_that_holds_it_and_is_predicted() {
    let rig = hall_rig(5);
    let options = FusionOptions {
        ball: BallKind::Basketball,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let mut rng = TestRng(5);
    let hidden = 1.0..2.4;
    for tick in 0..70u32 {
        let t = f64::from(tick) / RATE_HZ;
        let view = |c: usize| {
            let mut view = view_of_walkers(&rig, c, t, 1, 2.0, &mut rng);
            let at = rig.cameras()[c].project(WorldPoint(carried(t))).unwrap();
            if !hidden.contains(&t) {
                view.balls
                    .push(candidate(at.x + rng.normal(), at.y + rng.normal()));
            }
            view
        };
        let frame_set = FrameSet {
            tick: tick.into(),
            time: time(t),
            views: (0..5).map(view).collect(),
        };
        let ball = fusion.step(&frame_set).ball;
        if t < 0.3 {
            continue;
        }
        let ball = ball.unwrap_or_else(|| panic!("its hand is known at {t}"));
        let error = (ball.at.0 - carried(t)).norm();
        let (state, max_error) = if hidden.contains(&t) {
            (BallState::Predicted, 0.2)
        } else {
            (BallState::Measured, 0.06)
        };
        assert_eq!(ball.state, state, "at {t}");
        assert!(error < max_error, "{error} at {t}");
    }
}
