//! The models of one host, shared by its cameras.

use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::error::ModelError;
use crate::manifest::{Manifest, ModelTask};
use crate::network::Network;
use crate::runtime::Provider;
use crate::weights::WeightsSearchPath;

/// Which models process the images of a camera, and their thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct ObserverOptions {
    /// Name of the detector of people and balls (`detect`, `ball`), or of a multi-person pose model (`pose-multi`), which
    /// excludes `pose`.
    pub detector: String,
    /// Name of the single-person pose model. `None`: people are not reported, only balls.
    pub pose: Option<String>,
    /// Name of a ball model that replaces the detector's balls.
    pub ball: Option<String>,
    /// Name of the re-identification model, which computes an appearance embedding for each person.
    pub reid: Option<String>,
    /// The detector runs on every n-th image; in between, boxes follow the joints.
    pub detect_every: u32,
    /// Width and height of the input of a detector with dynamic input size, px. `None`: the manifest's size, with the shorter
    /// side reduced to the aspect ratio of the image.
    pub detector_size: Option<[u32; 2]>,
    /// Minimum score of a person, 0 to 1.
    pub min_score: f32,
    /// Minimum score of a ball, 0 to 1.
    pub min_ball_score: f32,
    /// Minimum score of a joint, 0 to 1; joints below it are reported as not detected.
    pub min_joint_score: f32,
    /// Minimum height of a person's box, px.
    pub min_height_px: f32,
    /// Maximum number of people per image, highest scores first.
    pub max_people: usize,
    /// Maximum number of inputs per run of a network. `None`: 1 on the CPU, 8 on a GPU.
    pub max_batch: Option<usize>,
}

impl Default for ObserverOptions {
    fn default() -> ObserverOptions {
        ObserverOptions {
            detector: "trackside-nano".into(),
            pose: None,
            ball: None,
            reid: None,
            detect_every: 1,
            detector_size: None,
            min_score: 0.3,
            min_ball_score: 0.2,
            min_joint_score: 0.2,
            min_height_px: 16.0,
            max_people: 32,
            max_batch: None,
        }
    }
}

/// The models of one host, shared by its cameras. Each camera uses its own [`Observer`](crate::Observer).
pub struct Engine {
    pub(crate) options: ObserverOptions,
    pub(crate) detector: Network,
    pub(crate) pose: Option<Network>,
    pub(crate) ball: Option<Network>,
    pub(crate) reid: Option<Network>,
}

impl Engine {
    /// Loads the models named in `options`.
    ///
    /// # Errors
    /// An unknown model; a model whose task does not fit its role; a pose model beside a `pose-multi` detector; a
    /// `detector_size` that the detector does not accept; missing or wrong weights; a missing or failing runtime.
    pub fn open(
        options: &ObserverOptions,
        weights: &WeightsSearchPath,
    ) -> Result<Arc<Engine>, ModelError> {
        let catalogue = Catalogue::load()?;
        let open = |name: &str, tasks: &[ModelTask]| {
            let manifest = catalogue.by_name(name)?;
            if !tasks.contains(&manifest.task) {
                return Err(ModelError::new(format!(
                    "{name} is a model for {:?}; a model for {tasks:?} is needed here",
                    manifest.task
                )));
            }
            Network::open(manifest, weights, options.max_batch)
        };
        let open_optional = |name: &Option<String>, tasks: &[ModelTask]| {
            name.as_deref().map(|n| open(n, tasks)).transpose()
        };
        let detector = open(
            &options.detector,
            &[ModelTask::Detect, ModelTask::PoseMulti, ModelTask::Ball],
        )?;
        if detector.manifest().task == ModelTask::PoseMulti && options.pose.is_some() {
            return Err(ModelError::new(format!(
                "{} estimates joints itself; remove the pose model",
                options.detector
            )));
        }
        check_detector_size(detector.manifest(), options.detector_size)?;
        Ok(Arc::new(Engine {
            pose: open_optional(&options.pose, &[ModelTask::Pose])?,
            ball: open_optional(&options.ball, &[ModelTask::Ball, ModelTask::Detect])?,
            reid: open_optional(&options.reid, &[ModelTask::Reid])?,
            options: ObserverOptions {
                detect_every: options.detect_every.max(1),
                ..options.clone()
            },
            detector,
        }))
    }

    /// The execution provider of the networks.
    pub fn provider(&self) -> Provider {
        self.detector.provider()
    }
}

/// Checks that the detector accepts inputs of `size`.
fn check_detector_size(manifest: &Manifest, size: Option<[u32; 2]>) -> Result<(), ModelError> {
    let (Some(size), input) = (size, &manifest.input) else {
        return Ok(());
    };
    let fits = match input.multiple_of {
        Some(step) => size.iter().all(|s| *s > 0 && s % step == 0 && *s <= 8192),
        None => size == input.size,
    };
    if fits {
        return Ok(());
    }
    let accepted = match input.multiple_of {
        Some(step) => format!("multiples of {step} up to 8192"),
        None => format!("{} x {} only", input.size[0], input.size[1]),
    };
    Err(ModelError::new(format!(
        "detector_size = {size:?}: {} accepts {accepted}",
        manifest.name
    )))
}
