//! A ball that somebody carries where no camera sees it.
#![allow(clippy::unwrap_used)]

mod hall;

use hall::{Noise, rig, see, walker};
use nalgebra::{Point3, Vector3};
use trackside_fusion::{BallKind, Fusion, FusionOptions};
use trackside_schema::{Ball2d, BallState, FrameSet, Joint, RawPixel, Timestamp, WorldPoint};

/// In the right hand of the first walker.
fn carried(t: f64) -> Point3<f64> {
    walker(0, t)[Joint::RWrist.index()] - Vector3::z() * 0.15
}

#[test]
fn a_ball_goes_with_the_hand_that_has_it_and_is_not_called_seen_there() {
    let rig = rig(5);
    let options = FusionOptions {
        ball: BallKind::Basketball,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let mut noise = Noise(5);
    let hidden = 1.0..2.4;
    for tick in 0..70u32 {
        let t = f64::from(tick) / 25.0;
        let view = |c: usize| {
            let mut view = see(&rig, c, t, 1, 2.0, &mut noise);
            let shown = rig.cameras()[c].project(WorldPoint(carried(t))).unwrap();
            if !hidden.contains(&t) {
                view.balls.push(Ball2d {
                    at: RawPixel::new(shown.x + noise.bell(), shown.y + noise.bell()),
                    score: 0.5,
                    sigma_px: 1.0,
                    streak: None,
                });
            }
            view
        };
        let moment = FrameSet {
            tick: tick.into(),
            time: Timestamp::default().plus_seconds(t),
            views: (0..5).map(view).collect(),
        };
        let ball = fusion.step(&moment).ball;
        if t < 0.3 {
            continue;
        }
        let ball = ball.unwrap_or_else(|| panic!("its hand is known at {t}"));
        let off = (ball.at.0 - carried(t)).norm();
        let (state, most) = if hidden.contains(&t) {
            (BallState::Predicted, 0.2)
        } else {
            (BallState::Measured, 0.06)
        };
        assert_eq!(ball.state, state, "at {t}");
        assert!(off < most, "{off} at {t}");
    }
}
