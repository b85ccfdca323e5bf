//! Monitors the cameras: alerts are logged, reported, and published as events.

use std::time::Instant;

use trackside_calibration::Rig;
use trackside_calibration::check::{CameraAlert, CameraMonitor, RepairSource};
use trackside_schema::wire::v1;
use trackside_schema::{Athlete, FrameSet};

use crate::metrics::{CameraEvent, RunMetrics, Stage};

/// The camera monitor of a run.
pub(super) struct MonitorStage(CameraMonitor);

impl MonitorStage {
    pub(super) fn new(monitor: CameraMonitor) -> MonitorStage {
        MonitorStage(monitor)
    }

    /// Updates the monitor with a frame set and its athletes. Returns the alert as an event, and the corrected rig where a
    /// camera was repaired.
    pub(super) fn update(
        &mut self,
        frame_set: &FrameSet,
        athletes: &[Athlete],
        metrics: &RunMetrics,
    ) -> Option<(v1::Event, Option<Rig>)> {
        let began = Instant::now();
        let alert = self.0.update(frame_set, athletes);
        metrics.record_duration(Stage::Monitor, began.elapsed());
        let (camera, kind, description, rig) = match alert? {
            CameraAlert::Moved { camera, angle_rad } => {
                let angle_deg = angle_rad.to_degrees();
                let description = format!("moved: it is rotated by about {angle_deg:.2}°");
                (camera, "camera_moved", description, None)
            }
            CameraAlert::Repaired {
                camera,
                rig,
                source,
            } => {
                let source = match source {
                    RepairSource::Athletes => "the athletes",
                    RepairSource::Background => "its background",
                };
                let description = format!("was recalibrated from {source}: rig {}", rig.id());
                (camera, "camera_repaired", description, Some(rig))
            }
            CameraAlert::RepairFailed { camera } => {
                let description =
                    "could not be recalibrated from the athletes: the next attempt follows soon";
                (camera, "camera_not_repaired", description.to_owned(), None)
            }
        };
        let event = v1::Event {
            time_ns: frame_set.time.0,
            kind: kind.to_owned(),
            score: 1.0,
            camera: metrics.name(camera).unwrap_or_default().to_owned(),
            ..v1::Event::default()
        };
        metrics.add_event(CameraEvent {
            camera: event.camera.clone(),
            time: frame_set.time,
            kind,
            description,
        });
        Some((event, rig))
    }
}
