//! What fusion gives, as the messages of the schema.

use trackside_fusion::BallEvent;
use trackside_schema::wire::{self, v1};
use trackside_schema::{CameraId, FrameSet, TrackingFrame};

/// The message of an event of the ball, with the venue and the session of `template`.
pub fn event_message(event: &BallEvent, template: &TrackingFrame) -> v1::Event {
    let at = event.at.0;
    v1::Event {
        schema: wire::SCHEMA,
        venue: template.venue.clone(),
        session: template.session.clone(),
        time_ns: event.time.0,
        uncertainty_ns: (event.uncertainty_s * 1e9) as u32,
        kind: event.kind.name().to_owned(),
        athlete: event.touched_by.map(|(id, _)| id.0),
        joint: event.touched_by.map(|(_, joint)| joint as i32),
        at_m: Some(v1::Vector3 {
            x: at.x as f32,
            y: at.y as f32,
            z: at.z as f32,
        }),
        score: event.score,
        speed_m_s: Some(event.speed_m_s as f32),
        ..v1::Event::default()
    }
}

/// The cameras without a view in the frame set. A rig has at most 255.
pub fn missing_cameras(frame_set: &FrameSet, cameras: usize) -> Vec<CameraId> {
    let all = (0..cameras).map(|i| CameraId(i as u8));
    all.filter(|id| frame_set.views.iter().all(|v| v.camera != *id))
        .collect()
}
