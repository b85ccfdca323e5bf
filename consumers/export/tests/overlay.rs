//! What the overlay draws, and where.
#![allow(clippy::unwrap_used)]

use nalgebra::{Isometry3, Translation3, UnitQuaternion};
use tiny_skia::Pixmap;
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_export::overlay;
use trackside_schema::{Ball, Ball2d, BallState, RawPixel, TrackingFrame, WorldPoint};

/// 5 m above the origin, looking straight down, 200 px a metre on the floor.
fn above() -> Camera {
    let down = UnitQuaternion::from_scaled_axis(nalgebra::Vector3::x() * std::f64::consts::PI);
    Camera {
        name: "above".into(),
        size_px: [800, 600],
        intrinsics: Intrinsics {
            fx: 1000.0,
            fy: 1000.0,
            cx: 399.5,
            cy: 299.5,
        },
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world: Isometry3::from_parts(Translation3::new(0.0, 0.0, 5.0), down),
    }
}

fn ball_at(x: f64, y: f64, z: f64) -> TrackingFrame {
    TrackingFrame {
        ball: Some(Ball {
            at: WorldPoint::new(x, y, z),
            velocity_m_s: None,
            spin_rad_s: None,
            sigma_m: 0.01,
            state: BallState::Measured,
        }),
        ..TrackingFrame::default()
    }
}

/// The middle of what was drawn on an empty canvas, px.
fn middle_of(canvas: &Pixmap) -> Option<(f32, f32)> {
    let drawn: Vec<_> = (0..canvas.height())
        .flat_map(|y| (0..canvas.width()).map(move |x| (x, y)))
        .filter(|&(x, y)| canvas.pixel(x, y).unwrap().alpha() > 0)
        .collect();
    let n = drawn.len() as f32;
    let sum = drawn.iter().fold((0.0, 0.0), |s, &(x, y)| {
        (s.0 + x as f32 + 0.5, s.1 + y as f32 + 0.5)
    });
    (n > 0.0).then(|| (sum.0 / n, sum.1 / n))
}

#[test]
fn things_are_drawn_where_the_camera_sees_them_at_any_scale() {
    for (w, h) in [(800, 600), (400, 300)] {
        let mut canvas = Pixmap::new(w, h).unwrap();
        overlay::draw(&above(), &ball_at(1.0, -0.5, 0.0), &mut canvas);
        // 1 m along x is 200 px to the right; half a metre along -y is 100 px down.
        let scale = w as f32 / 800.0;
        let (x, y) = middle_of(&canvas).unwrap();
        assert!(
            (x - 600.0 * scale).abs() < 0.5 && (y - 400.0 * scale).abs() < 0.5,
            "{x} {y}"
        );
    }
}

#[test]
fn what_is_behind_the_camera_is_not_drawn() {
    let mut canvas = Pixmap::new(80, 60).unwrap();
    overlay::draw(&above(), &ball_at(0.0, 0.0, 9.0), &mut canvas);
    assert_eq!(middle_of(&canvas), None);
}

#[test]
fn four_upright_pictures_lie_in_one_row() {
    let pictures = vec![Pixmap::new(54, 96).unwrap(); 4];
    let whole = overlay::tiled(&pictures).unwrap();
    assert_eq!((whole.width(), whole.height()), (216, 96));
    assert!(overlay::tiled(&[]).is_none());
}

#[test]
fn what_was_taken_for_a_ball_is_ringed_and_stays_in_sight() {
    let mut canvas = Pixmap::new(400, 300).unwrap();
    let candidate = Ball2d {
        at: RawPixel::new(599.5, 199.5),
        score: 0.9,
        sigma_px: 1.0,
        streak: None,
    };
    overlay::draw_candidates(&above(), &[candidate], &mut canvas);
    let (x, y) = middle_of(&canvas).unwrap();
    assert!(
        (x - 300.0).abs() < 0.1 && (y - 100.0).abs() < 0.1,
        "{x} {y}"
    );
    assert_eq!(canvas.pixel(300, 100).unwrap().alpha(), 0);
}
