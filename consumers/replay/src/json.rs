//! Rig, match, events and health in JSON. Times are seconds since 1970-01-01 UTC, lengths metres.

use serde_json::{Value, json};
use trackside_calibration::{Camera, Rig};
use trackside_recording::TimeSpan;
use trackside_schema::wire::v1;
use trackside_schema::{RawPixel, Timestamp};
use trackside_sports::{Field, FieldName, Structure};

/// Cells of the undistortion grid along an image's width, and along its height.
const GRID_CELLS: usize = 32;

/// Seconds since 1970; a double resolves a quarter of a microsecond.
pub(crate) fn seconds(time: Timestamp) -> f64 {
    time.0 as f64 * 1e-9
}

/// The match, the field and the cameras.
pub(crate) fn match_(
    rig: &Rig,
    match_: &v1::Match,
    field: Option<FieldName>,
    span: Option<TimeSpan>,
    buffer_s: Option<f64>,
    has_images: &dyn Fn(&str) -> bool,
) -> Value {
    let field = field.or_else(|| FieldName::named(&match_.field));
    json!({
        "venue": match_.venue,
        "session": match_.session,
        "rig": match_.rig,
        "started_s": seconds(Timestamp(match_.started_ns)),
        "live": buffer_s.is_some(),
        "buffer_s": buffer_s,
        "span_s": span.map(|s| [seconds(s.first), seconds(s.last)]),
        "field": field.map(|name| drawn(&Field::new(name))),
        "cameras": rig.cameras().iter().map(|c| camera(c, has_images(&c.name))).collect::<Vec<_>>(),
    })
}

/// What a page draws of a field.
fn drawn(field: &Field) -> Value {
    // The page draws baskets and goals.
    let is_drawn = |s: &&Structure| !matches!(s, Structure::Net { .. });
    json!({
        "kind": field.sport,
        "size_m": field.play_size_m,
        "markings": field.markings,
        "structures": field.structures.iter().filter(is_drawn).collect::<Vec<_>>(),
    })
}

/// A pinhole: its centre, and the directions of its axes in the world (right, down, forward).
fn camera(camera: &Camera, has_images: bool) -> Value {
    let world_from_cam = camera.cam_from_world.inverse();
    let axis = |v: nalgebra::Vector3<f64>| {
        let v = world_from_cam.rotation * v;
        [v.x, v.y, v.z]
    };
    let (k, at) = (&camera.intrinsics, camera.centre().0);
    json!({
        "name": camera.name,
        "size_px": camera.size_px,
        "focal_px": [k.fx, k.fy],
        "principal_px": [k.cx, k.cy],
        "position_m": [at.x, at.y, at.z],
        "right": axis(nalgebra::Vector3::x()),
        "down": axis(nalgebra::Vector3::y()),
        "forward": axis(nalgebra::Vector3::z()),
        "has_images": has_images,
        "ideal_grid": undistort_grid(camera),
    })
}

/// The ideal points of a grid of pixels, so that images can be drawn without a model of the lens: x/z, y/z in camera
/// space, row after row, `null` where the lens model has no inverse.
fn undistort_grid(camera: &Camera) -> Value {
    let [w, h] = camera.size_px.map(f64::from);
    // An image of width w spans -1/2 … w - 1/2.
    let along = |size: f64, i: usize| size * i as f64 / GRID_CELLS as f64 - 0.5;
    let point = |x: f64, y: f64| match camera.undistort(RawPixel::new(x, y)) {
        // To 10⁻⁶, a hundredth of a pixel.
        Some(ideal) => json!([ideal.x, ideal.y].map(|v| (v * 1e6).round() / 1e6)),
        None => Value::Null,
    };
    let row = |j: usize| (0..=GRID_CELLS).map(move |i| point(along(w, i), along(h, j)));
    (0..=GRID_CELLS).flat_map(row).collect()
}

/// An event. Unknown fields are left out.
pub(crate) fn event(event: &v1::Event) -> Value {
    let mut value = json!({
        "time_s": seconds(Timestamp(event.time_ns)),
        "uncertainty_s": f64::from(event.uncertainty_ns) * 1e-9,
        "kind": event.kind,
        "score": event.score,
    });
    if let Some(athlete) = event.athlete {
        value["athlete"] = json!(athlete);
    }
    if let Some(joint) = event.joint {
        value["joint"] = json!(joint);
    }
    if let Some(at) = &event.at_m {
        value["position_m"] = json!([at.x, at.y, at.z]);
    }
    if let Some(speed) = event.speed_m_s {
        value["speed_m_s"] = json!(speed);
    }
    value
}

/// A node's counters by name.
pub(crate) fn node(health: &v1::Health) -> Value {
    let counters = health.counters.iter();
    json!({
        "node": health.node,
        "time_s": seconds(Timestamp(health.time_ns)),
        "counters": counters.map(|c| (c.name.clone(), json!(c.value))).collect::<serde_json::Map<_, _>>(),
    })
}
