//! Skeletons, ball and floor drawn onto camera images.
//!
//! A canvas is the whole image of its camera at any scale. Left limbs are blue, right ones orange, the midline is white; predicted
//! joints are translucent. The ball is a yellow dot; ball candidates are rings.

use tiny_skia::{
    BlendMode, Color, FillRule, LineCap, Paint, PathBuilder, Pixmap, Stroke, Transform,
};
use trackside_calibration::Camera;
use trackside_schema::{
    Athlete, Ball2d, Joint, LIMBS, RawPixel, Side, TrackState, TrackingFrame, WorldPoint,
};

/// Half the side of the floor grid, m.
const FLOOR_M: i32 = 5;
/// Floor lines are drawn in pieces of this length, so that they follow the distortion, m.
const PIECE_M: f64 = 0.1;

/// A point on the canvas, px from its top-left corner.
type CanvasPoint = (f32, f32);

/// Draws the athletes of a frame that are not tentative, and its ball.
pub fn draw(camera: &Camera, frame: &TrackingFrame, canvas: &mut Pixmap) {
    let is_drawn = |a: &&Athlete| a.state != TrackState::Tentative;
    for athlete in frame.athletes.iter().filter(is_drawn) {
        draw_athlete(camera, athlete, canvas);
    }
    if let Some(ball) = &frame.ball
        && let Some(at) = project(camera, ball.at, canvas)
    {
        draw_dot(
            canvas,
            at,
            1.6 * line_width(canvas),
            Color::from_rgba8(255, 235, 60, 255),
        );
    }
}

/// Draws a ring around each ball candidate of a view; its opacity grows with the score.
pub fn draw_candidates(camera: &Camera, balls: &[Ball2d], canvas: &mut Pixmap) {
    let width = 0.4 * line_width(canvas);
    for ball in balls {
        let (x, y) = canvas_from_raw(camera, ball.at, canvas);
        let opacity = 70.0 + 185.0 * ball.score.clamp(0.0, 1.0);
        let colour = Color::from_rgba8(255, 60, 230, opacity as u8);
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
    let width = line_width(canvas);
    let drawn = |joint: Joint| {
        let estimate = athlete.joint(joint)?;
        Some((project(camera, estimate.at, canvas)?, estimate.views > 0))
    };
    let points = Joint::ALL.map(drawn);
    for &(a, b) in LIMBS {
        if let (Some((from, is_measured_a)), Some((to, is_measured_b))) =
            (points[a.index()], points[b.index()])
        {
            let side = if a.side() == b.side() {
                a.side()
            } else {
                side_of_limb(a, b)
            };
            draw_line(
                canvas,
                from,
                to,
                width,
                colour(side, is_measured_a && is_measured_b),
            );
        }
    }
    for (joint, point) in Joint::ALL.into_iter().zip(points) {
        if let Some((at, is_measured)) = point {
            draw_dot(canvas, at, 0.8 * width, colour(joint.side(), is_measured));
        }
    }
}

/// The side of a limb between joints of different sides: that of the outer joint; limbs between left and right belong to the
/// midline.
fn side_of_limb(a: Joint, b: Joint) -> Side {
    match (a.side(), b.side()) {
        (Side::Centre, side) | (side, Side::Centre) => side,
        _ => Side::Centre,
    }
}

/// Draws the floor, z = 0, as a grid of 1 m around `centre`.
pub fn draw_floor(camera: &Camera, centre: WorldPoint, canvas: &mut Pixmap) {
    let (cx, cy) = (centre.0.x.round(), centre.0.y.round());
    let half = f64::from(FLOOR_M);
    let grey = Color::from_rgba8(120, 130, 140, 255);
    let pieces = (2.0 * half / PIECE_M).round() as i32;
    for i in -FLOOR_M..=FLOOR_M {
        let across = f64::from(i);
        for k in 0..pieces {
            let [a, b] = [k, k + 1].map(|k| f64::from(k) * PIECE_M - half);
            for (from, to) in [
                ((cx + a, cy + across), (cx + b, cy + across)),
                ((cx + across, cy + a), (cx + across, cy + b)),
            ] {
                let floor =
                    |(x, y): (f64, f64)| project(camera, WorldPoint::new(x, y, 0.0), canvas);
                if let (Some(from), Some(to)) = (floor(from), floor(to)) {
                    draw_line(canvas, from, to, 0.25 * line_width(canvas), grey);
                }
            }
        }
    }
}

/// Projects a point onto the canvas. `None`: behind the camera, outside the validity of the distortion model, or far outside the
/// image.
fn project(camera: &Camera, p_in_world: WorldPoint, canvas: &Pixmap) -> Option<CanvasPoint> {
    let raw = camera.project(p_in_world)?;
    let [w, h] = camera.size_px.map(f64::from);
    let is_near = (-w..2.0 * w).contains(&raw.x) && (-h..2.0 * h).contains(&raw.y);
    // Far outside the image some distortion models fold over and map points back into it.
    let p = camera.cam_from_world * p_in_world.0;
    let ideal = camera.undistort(raw)?;
    let is_valid = (ideal.x - p.x / p.z).hypot(ideal.y - p.y / p.z) < 1e-3;
    (is_near && is_valid).then(|| canvas_from_raw(camera, raw, canvas))
}

/// Raw pixels are measured from the centre of the first pixel, canvas points from its corner.
fn canvas_from_raw(camera: &Camera, raw: RawPixel, canvas: &Pixmap) -> CanvasPoint {
    let scale = f64::from(canvas.width()) / f64::from(camera.size_px[0]);
    let scaled = |px: f64| ((px + 0.5) * scale) as f32;
    (scaled(raw.x), scaled(raw.y))
}

fn line_width(canvas: &Pixmap) -> f32 {
    (canvas.width().max(canvas.height()) as f32 / 240.0).max(1.0)
}

fn colour(side: Side, is_measured: bool) -> Color {
    let alpha = if is_measured { 255 } else { 90 };
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

fn draw_line(canvas: &mut Pixmap, from: CanvasPoint, to: CanvasPoint, width: f32, colour: Color) {
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

fn draw_dot(canvas: &mut Pixmap, at: CanvasPoint, radius: f32, colour: Color) {
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

/// Arranges images in a grid whose aspect ratio is nearest to 16:9. `None`: no images.
pub fn tile(images: &[Pixmap]) -> Option<Pixmap> {
    let width = images.iter().map(Pixmap::width).max()?;
    let height = images.iter().map(Pixmap::height).max()?;
    let n = u32::try_from(images.len()).ok()?;
    let deviation = |columns: u32| {
        let rows = n.div_ceil(columns);
        let ratio = f64::from(columns * width) / f64::from(rows * height);
        (ratio / (16.0 / 9.0)).ln().abs()
    };
    let columns = (1..=n).min_by(|&a, &b| deviation(a).total_cmp(&deviation(b)))?;
    let mut grid = Pixmap::new(columns * width, n.div_ceil(columns) * height)?;
    grid.fill(Color::BLACK);
    for (i, image) in (0..n).zip(images) {
        let (x, y) = ((i % columns * width) as i32, (i / columns * height) as i32);
        let as_is = tiny_skia::PixmapPaint::default();
        grid.draw_pixmap(x, y, image.as_ref(), &as_is, Transform::identity(), None);
    }
    Some(grid)
}
