//! Rig, match, events and health in JSON. Times are seconds since 1970-01-01 UTC, lengths metres.

use serde_json::{Value, json};
use trackside_calibration::{Camera, Rig};
use trackside_schema::wire::v1;
use trackside_schema::{RawPixel, Timestamp};
use trackside_sports::{Field, FieldName, Structure};

use super::clip::Span;

/// Cells of the grid along a picture's width, and along its height.
const LENS: usize = 32;

/// As a double has it: to a quarter of a microsecond.
pub(super) fn seconds(time: Timestamp) -> f64 {
    time.0 as f64 * 1e-9
}

/// What a page must know before frames make sense.
pub(super) fn match_(
    rig: &Rig,
    match_: &v1::Match,
    field: Option<FieldName>,
    span: Option<Span>,
    keeps_s: Option<f64>,
    has_pictures: &dyn Fn(&str) -> bool,
) -> Value {
    let field = field.or_else(|| FieldName::named(&match_.field));
    json!({
        "venue": match_.venue,
        "session": match_.session,
        "rig": match_.rig,
        "started": seconds(Timestamp(match_.started_ns)),
        "live": keeps_s.is_some(),
        "keeps_s": keeps_s,
        "span": span.map(|s| [seconds(s.first), seconds(s.last)]),
        "field": field.map(|name| drawn(&Field::new(name))),
        "cameras": rig.cameras().iter().map(|c| camera(c, has_pictures(&c.name))).collect::<Vec<_>>(),
    })
}

/// What a page draws of a field.
fn drawn(field: &Field) -> Value {
    // Pages draw baskets and goals.
    let is_drawn = |s: &&Structure| !matches!(s, Structure::Net { .. });
    json!({
        "kind": field.sport,
        "size_m": field.play_size_m,
        "markings": field.markings,
        "structures": field.structures.iter().filter(is_drawn).collect::<Vec<_>>(),
    })
}

/// A pinhole: where it is and which way its axes point in the world (right, down, ahead).
fn camera(camera: &Camera, pictures: bool) -> Value {
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
        "centre_px": [k.cx, k.cy],
        "at": [at.x, at.y, at.z],
        "right": axis(nalgebra::Vector3::x()),
        "down": axis(nalgebra::Vector3::y()),
        "ahead": axis(nalgebra::Vector3::z()),
        "pictures": pictures,
        "lens": lens(camera),
    })
}

/// Where the light of a grid of pixels comes from, so that pictures can be drawn without knowing the lens: ideal points
/// x/z, y/z in camera space, row after row, `null` where the lens lets none through.
fn lens(camera: &Camera) -> Value {
    let [w, h] = camera.size_px.map(f64::from);
    // A picture of width w spans -1/2 … w - 1/2.
    let along = |size: f64, i: usize| size * i as f64 / LENS as f64 - 0.5;
    let point = |x: f64, y: f64| match camera.undistort(RawPixel::new(x, y)) {
        // To 10⁻⁶, a hundredth of a pixel.
        Some(ideal) => json!([ideal.x, ideal.y].map(|v| (v * 1e6).round() / 1e6)),
        None => Value::Null,
    };
    let row = |j: usize| (0..=LENS).map(move |i| point(along(w, i), along(h, j)));
    (0..=LENS).flat_map(row).collect()
}

/// What is not known is left out.
pub(super) fn event(event: &v1::Event) -> Value {
    let mut value = json!({
        "time": seconds(Timestamp(event.time_ns)),
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
        value["at"] = json!([at.x, at.y, at.z]);
    }
    if let Some(speed) = event.speed_m_s {
        value["speed_m_s"] = json!(speed);
    }
    value
}

/// A node's counters by name.
pub(super) fn node(health: &v1::Health) -> Value {
    let counters = health.counters.iter();
    json!({
        "node": health.node,
        "time": seconds(Timestamp(health.time_ns)),
        "counters": counters.map(|c| (c.name.clone(), json!(c.value))).collect::<serde_json::Map<_, _>>(),
    })
}
