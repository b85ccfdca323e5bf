//! Skeletons drawn back onto what a camera saw.
//!
//! A canvas is the whole picture of its camera at any scale. Left limbs are blue, right ones orange, the midline is
//! white; a joint that is predicted, not measured, is drawn faint. The ball is a yellow dot; what a camera took for one is ringed.

use tiny_skia::{
    BlendMode, Color, FillRule, LineCap, Paint, PathBuilder, Pixmap, Stroke, Transform,
};
use trackside_calibration::Camera;
use trackside_schema::{
    Athlete, Ball2d, Joint, LIMBS, RawPixel, Side, TrackState, TrackingFrame, WorldPoint,
};

/// Half the side of the floor that is drawn, m.
const FLOOR_M: i32 = 5;
/// Floor lines are drawn in pieces of this length, m, so that they bend with the lens.
const PIECE_M: f64 = 0.1;

/// A point of the canvas, px.
type Spot = (f32, f32);

/// Draws the confirmed and coasting athletes, and the ball, of a frame.
pub fn draw(camera: &Camera, frame: &TrackingFrame, canvas: &mut Pixmap) {
    let believed = |a: &&Athlete| a.state != TrackState::Tentative;
    for athlete in frame.athletes.iter().filter(believed) {
        draw_athlete(camera, athlete, canvas);
    }
    if let Some(ball) = &frame.ball
        && let Some(at) = spot(camera, ball.at, canvas)
    {
        dot(
            canvas,
            at,
            1.6 * thickness(canvas),
            Color::from_rgba8(255, 235, 60, 255),
        );
    }
}

/// Rings what a camera took for a ball in its picture: the surer, the stronger.
pub fn draw_candidates(camera: &Camera, balls: &[Ball2d], canvas: &mut Pixmap) {
    let width = 0.4 * thickness(canvas);
    for ball in balls {
        let (x, y) = on_canvas(camera, ball.at, canvas);
        let strength = 70.0 + 185.0 * ball.score.clamp(0.0, 1.0);
        let colour = Color::from_rgba8(255, 60, 230, strength as u8);
        if let Some(ring) = PathBuilder::from_circle(x, y, 5.0 * width) {
            let stroke = Stroke {
                width,
                ..Stroke::default()
            };
            canvas.stroke_path(&ring, &paint(colour), &stroke, Transform::identity(), None);
        }
    }
}

fn draw_athlete(camera: &Camera, athlete: &Athlete, canvas: &mut Pixmap) {
    let width = thickness(canvas);
    let place = |joint: Joint| {
        let known = athlete.joint(joint)?;
        Some((spot(camera, known.at, canvas)?, known.views > 0))
    };
    let places = Joint::ALL.map(place);
    for &(a, b) in LIMBS {
        if let (Some((from, seen_a)), Some((to, seen_b))) = (places[a.index()], places[b.index()]) {
            let side = if a.side() == b.side() {
                a.side()
            } else {
                outer(a, b)
            };
            line(canvas, from, to, width, colour(side, seen_a && seen_b));
        }
    }
    for (joint, place) in Joint::ALL.into_iter().zip(places) {
        if let Some((at, seen)) = place {
            dot(canvas, at, 0.8 * width, colour(joint.side(), seen));
        }
    }
}

/// The side of a limb between the midline and a side; limbs between left and right belong to the midline.
fn outer(a: Joint, b: Joint) -> Side {
    match (a.side(), b.side()) {
        (Side::Centre, side) | (side, Side::Centre) => side,
        _ => Side::Centre,
    }
}

/// Draws the floor, z = 0, as a grid of 1 m round `centre`.
pub fn draw_floor(camera: &Camera, centre: WorldPoint, canvas: &mut Pixmap) {
    let (cx, cy) = (centre.0.x.round(), centre.0.y.round());
    let reach = f64::from(FLOOR_M);
    let grey = Color::from_rgba8(120, 130, 140, 255);
    let pieces = (2.0 * reach / PIECE_M).round() as i32;
    for i in -FLOOR_M..=FLOOR_M {
        let across = f64::from(i);
        for k in 0..pieces {
            let [a, b] = [k, k + 1].map(|k| f64::from(k) * PIECE_M - reach);
            for (from, to) in [
                ((cx + a, cy + across), (cx + b, cy + across)),
                ((cx + across, cy + a), (cx + across, cy + b)),
            ] {
                let floor = |(x, y): (f64, f64)| spot(camera, WorldPoint::new(x, y, 0.0), canvas);
                if let (Some(from), Some(to)) = (floor(from), floor(to)) {
                    line(canvas, from, to, 0.25 * thickness(canvas), grey);
                }
            }
        }
    }
}

/// Where a point shows on the canvas; `None` behind the camera, beyond the lens model, or far off the picture.
fn spot(camera: &Camera, p_in_world: WorldPoint, canvas: &Pixmap) -> Option<Spot> {
    let raw = camera.project(p_in_world)?;
    let [w, h] = camera.size_px.map(f64::from);
    let near = (-w..2.0 * w).contains(&raw.x) && (-h..2.0 * h).contains(&raw.y);
    // Far outside the picture some lens models fold over and bring points back in.
    let p = camera.cam_from_world * p_in_world.0;
    let ideal = camera.undistort(raw)?;
    let same = (ideal.x - p.x / p.z).hypot(ideal.y - p.y / p.z) < 1e-3;
    (near && same).then(|| on_canvas(camera, raw, canvas))
}

/// OpenCV counts from the centre of the first pixel, the canvas from its corner.
fn on_canvas(camera: &Camera, raw: RawPixel, canvas: &Pixmap) -> Spot {
    let scale = f64::from(canvas.width()) / f64::from(camera.size_px[0]);
    let on_canvas = |px: f64| ((px + 0.5) * scale) as f32;
    (on_canvas(raw.x), on_canvas(raw.y))
}

fn thickness(canvas: &Pixmap) -> f32 {
    (canvas.width().max(canvas.height()) as f32 / 240.0).max(1.0)
}

fn colour(side: Side, seen: bool) -> Color {
    let alpha = if seen { 255 } else { 90 };
    match side {
        Side::Left => Color::from_rgba8(64, 156, 255, alpha),
        Side::Right => Color::from_rgba8(255, 140, 40, alpha),
        Side::Centre => Color::from_rgba8(240, 240, 240, alpha),
    }
}

fn paint(colour: Color) -> Paint<'static> {
    let mut paint = Paint {
        anti_alias: true,
        blend_mode: BlendMode::SourceOver,
        ..Paint::default()
    };
    paint.set_color(colour);
    paint
}

fn line(canvas: &mut Pixmap, from: Spot, to: Spot, width: f32, colour: Color) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    if let Some(path) = path.finish() {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            ..Stroke::default()
        };
        canvas.stroke_path(&path, &paint(colour), &stroke, Transform::identity(), None);
    }
}

fn dot(canvas: &mut Pixmap, at: Spot, radius: f32, colour: Color) {
    if let Some(path) = PathBuilder::from_circle(at.0, at.1, radius) {
        canvas.fill_path(
            &path,
            &paint(colour),
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }
}

/// All pictures in one, in rows of as many as bring the whole nearest to 16:9. `None` where there are none.
pub fn tiled(pictures: &[Pixmap]) -> Option<Pixmap> {
    let width = pictures.iter().map(Pixmap::width).max()?;
    let height = pictures.iter().map(Pixmap::height).max()?;
    let n = u32::try_from(pictures.len()).ok()?;
    let shape = |columns: u32| {
        let rows = n.div_ceil(columns);
        let ratio = f64::from(columns * width) / f64::from(rows * height);
        (ratio / (16.0 / 9.0)).ln().abs()
    };
    let columns = (1..=n).min_by(|&a, &b| shape(a).total_cmp(&shape(b)))?;
    let mut whole = Pixmap::new(columns * width, n.div_ceil(columns) * height)?;
    whole.fill(Color::BLACK);
    for (i, picture) in (0..n).zip(pictures) {
        let (x, y) = ((i % columns * width) as i32, (i / columns * height) as i32);
        let as_is = tiny_skia::PixmapPaint::default();
        whole.draw_pixmap(x, y, picture.as_ref(), &as_is, Transform::identity(), None);
    }
    Some(whole)
}
