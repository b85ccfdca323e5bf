//! The watch over the cameras at work: what it notices is logged, reported, and told to whoever listens.

use std::time::Instant;

use trackside_calibration::Rig;
use trackside_calibration::check::{CameraAlert, CameraMonitor, RepairSource};
use trackside_schema::wire::v1;
use trackside_schema::{Athlete, CameraId, FrameSet};

use crate::report::{CameraEvent, Meter, Stage};

pub(super) struct Watching(CameraMonitor);

impl Watching {
    pub(super) fn new(watch: CameraMonitor) -> Watching {
        Watching(watch)
    }

    /// What was noticed, as an event, and the rig to go on with where one was found.
    pub(super) fn take(
        &mut self,
        moment: &FrameSet,
        athletes: &[Athlete],
        meter: &Meter,
    ) -> Option<(v1::Event, Option<Rig>)> {
        let began = Instant::now();
        let noticed = self.0.update(moment, athletes);
        meter.time(Stage::Watch, began.elapsed());
        let (camera, kind, words, rig) = match noticed? {
            CameraAlert::Moved { camera, angle_rad } => {
                let words = format!(
                    "was bumped: it looks about {:.2}° elsewhere",
                    angle_rad.to_degrees()
                );
                (camera, "camera_moved", words, None)
            }
            CameraAlert::Repaired {
                camera,
                rig,
                source,
            } => {
                let from = match source {
                    RepairSource::Athletes => "the athletes",
                    RepairSource::Background => "its background",
                };
                let words = format!("was calibrated anew from {from}: rig {}", rig.id());
                (camera, "camera_repaired", words, Some(rig))
            }
            CameraAlert::RepairFailed { camera } => {
                let words =
                    "could not be calibrated anew from the athletes: tried again soon".to_owned();
                (camera, "camera_not_repaired", words, None)
            }
        };
        let event = v1::Event {
            time_ns: moment.time.0,
            kind: kind.to_owned(),
            score: 1.0,
            camera: name(camera, meter),
            ..v1::Event::default()
        };
        meter.happened(CameraEvent {
            camera: event.camera.clone(),
            time: moment.time,
            kind,
            what: words,
        });
        Some((event, rig))
    }
}

fn name(camera: CameraId, meter: &Meter) -> String {
    meter.name(camera).unwrap_or_default().to_owned()
}
