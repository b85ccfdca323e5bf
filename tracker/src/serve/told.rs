//! Rig, match, events and health in JSON. Times are seconds since 1970-01-01 UTC, lengths metres.

use serde_json::{Value, json};
use trackside_calibration::{Camera, Rig};
use trackside_datasets::world::{Field, FieldKind};
use trackside_schema::Timestamp;
use trackside_schema::wire::v1;

use super::clip::Span;

/// As a double has it: to a quarter of a microsecond.
pub(super) fn seconds(time: Timestamp) -> f64 {
    time.0 as f64 * 1e-9
}

/// What a page must know before frames make sense.
pub(super) fn match_(
    rig: &Rig,
    match_: &v1::Match,
    field: Option<FieldKind>,
    span: Option<Span>,
    keeps_s: Option<f64>,
) -> Value {
    let field = field.or_else(|| FieldKind::named(&match_.field));
    json!({
        "venue": match_.venue,
        "session": match_.session,
        "rig": match_.rig,
        "started": seconds(Timestamp(match_.started_ns)),
        "live": keeps_s.is_some(),
        "keeps_s": keeps_s,
        "span": span.map(|s| [seconds(s.first), seconds(s.last)]),
        "field": field.map(Field::new),
        "cameras": rig.cameras().iter().map(camera).collect::<Vec<_>>(),
    })
}

/// A pinhole: where it is and which way its axes point in the world (right, down, ahead).
fn camera(camera: &Camera) -> Value {
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
    })
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
