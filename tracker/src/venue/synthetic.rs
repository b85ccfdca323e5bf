//! A synthetic world as a venue.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use trackside_calibration::SizePolicy;
use trackside_fusion::{Goal, Hoop, Targets};
use trackside_schema::{CameraId, Timestamp};
use trackside_simulation::World;
use trackside_sports::{BallKind, Structure};
use trackside_transport::PublishOptions;

use super::camera::{MediaSource, VenueCamera};
use super::definition::{Venue, check_name};
use super::sections::{CalibrationSection, EMBEDDED_NETWORK, ModelsSection, SyncSection};
use crate::orientation::Orientation;

/// How far beyond the lines athletes can be, m.
const RUN_OFF_M: f64 = 5.0;

impl Venue {
    /// The venue of a world. It starts at the epoch, and its media are recorded.
    ///
    /// # Errors
    /// A world without cameras, or with a name that cannot be part of keys.
    pub fn synthetic(world: &Arc<World>) -> Result<Venue> {
        let file = world.file();
        check_name(&file.name)?;
        let fastest = world.cameras().iter().map(|c| c.fps).reduce(f64::max);
        let rate_hz = fastest.context("the world has no camera")?;
        let camera = |(i, name): (usize, &str)| VenueCamera {
            // A rig has at most 255 cameras.
            id: CameraId(i as u8),
            name: name.to_owned(),
            source: Some(MediaSource::Synthetic(Arc::clone(world))),
            detections: None,
            times: None,
            size: SizePolicy::Exact,
            fps: None,
            turn: Orientation::default(),
            offset_s: 0.0,
            exposure_s: Some(world.cameras()[i].exposure_s),
        };
        let rig = world.rig().map_err(|e| anyhow!("{e}"))?;
        let names = world.cameras().iter().map(|c| c.camera.name.as_str());
        Ok(Venue {
            name: file.name.clone(),
            path: PathBuf::from(format!("synth:{}", file.name)),
            start: Timestamp::default(),
            rate_hz: Some(rate_hz),
            joint_set: None,
            models: Some(ModelsSection::from_world(world)?),
            cameras: names.enumerate().map(camera).collect(),
            rig,
            // The last view of a tick is taken up to a tick after the first, and its delay is up to the world's.
            sync: SyncSection {
                deadline_ms: 1e3 * (1.0 / rate_hz + file.views.deadline_s),
                ..SyncSection::default()
            },
            calibration: CalibrationSection::default(),
            fusion: trackside_fusion::FusionOptions {
                field_m: Some(field_m(world)),
                ball: ball_kind(world),
                targets: targets(world),
                ..trackside_fusion::FusionOptions::default()
            },
            publish: PublishOptions::default(),
            field: Some(file.sport.field_name()),
            images: None,
        })
    }
}

impl ModelsSection {
    /// `[models]` of a world's file. Rendered people are what the embedded network was trained on: it is used where the world
    /// names none.
    ///
    /// # Errors
    /// An unknown key.
    pub fn from_world(world: &World) -> Result<ModelsSection> {
        let file = world.file();
        let models = file.models.clone();
        let mut models: ModelsSection = models
            .try_into()
            .with_context(|| format!("world \"{}\", [models]", file.name))?;
        if models.detector.is_none() && models.preset.is_none() {
            models.detector = Some(EMBEDDED_NETWORK.to_owned());
        }
        Ok(models)
    }
}

/// The ball that a world's game is played with.
pub fn ball_kind(world: &World) -> BallKind {
    world.ball_kind().unwrap_or_default()
}

/// What a world's ball can cross.
pub fn targets(world: &World) -> Targets {
    let field = world.field();
    let [x, y] = field.play_size_m.map(|m| m / 2.0);
    let mut targets = Targets {
        lines_m: world.ball_kind().map(|_| [-x, -y, x, y]),
        ..Targets::default()
    };
    for structure in &field.structures {
        match *structure {
            Structure::Basket { ring, radius_m, .. } => targets.hoops.push(Hoop {
                at_m: ring,
                radius_m,
            }),
            Structure::Goal {
                at,
                width_m,
                height_m,
                ..
            } => targets.goals.push(Goal {
                at_m: at,
                width_m,
                height_m,
            }),
            Structure::Net { .. } => {}
        }
    }
    targets
}

/// Where a world's athletes can be: its field and the run-off around it.
pub fn field_m(world: &World) -> [f64; 4] {
    let [x, y] = world.field().play_size_m.map(|m| m / 2.0 + RUN_OFF_M);
    [-x, -y, x, y]
}
