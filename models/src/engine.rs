//! The models of one host, shared by its cameras.

use std::sync::Arc;

use crate::ModelError;
use crate::manifest::{Catalogue, Manifest, Task};
use crate::network::Network;
use crate::observer::Observer;
use crate::runtime::Provider;
use crate::weights::WeightsPath;

/// Which models look at the pictures, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct ObserverOptions {
    /// Finds people and balls, or everyone's joints at once (a `pose-multi` model, which takes no other for joints).
    pub detector: String,
    /// Finds the joints of each person. `None`: people are not looked for, only balls.
    pub pose: Option<String>,
    /// Finds balls instead of the detector.
    pub ball: Option<String>,
    /// Gives each person an appearance vector.
    pub reid: Option<String>,
    /// The detector looks at every n-th picture; in between, boxes follow the joints.
    pub detect_every: u32,
    /// Width and height of a dynamic detector's input, px; `None`: as its manifest says, shrunk to the picture's shape.
    pub detector_size: Option<[u32; 2]>,
    /// Weaker people are dropped, 0 to 1.
    pub min_score: f32,
    /// Weaker balls are dropped, 0 to 1.
    pub min_ball_score: f32,
    /// Weaker joints count as not seen, 0 to 1.
    pub min_joint_score: f32,
    /// Lower boxes are dropped, px.
    pub min_height_px: f32,
    /// At most so many people a picture, the surest first.
    pub max_people: usize,
    /// At most so many inputs in one run of a network; `None`: 1 on the processor, 8 on a GPU.
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

/// The models of one host. Cameras share it; each looks through its own [`Observer`].
pub struct Engine {
    pub(crate) options: ObserverOptions,
    pub(crate) detector: Network,
    pub(crate) pose: Option<Network>,
    pub(crate) ball: Option<Network>,
    pub(crate) reid: Option<Network>,
}

impl Engine {
    /// Loads the models that the options name.
    pub fn open(
        options: &ObserverOptions,
        weights: &WeightsPath,
    ) -> Result<Arc<Engine>, ModelError> {
        let catalogue = Catalogue::load()?;
        let open = |name: &str, tasks: &[Task]| {
            let manifest = catalogue.named(name)?;
            if !tasks.contains(&manifest.task) {
                return Err(ModelError::new(format!(
                    "{name} is a model for {:?}, one for {tasks:?} is wanted here",
                    manifest.task
                )));
            }
            Network::open(manifest, weights, options.max_batch)
        };
        let maybe = |name: &Option<String>, tasks: &[Task]| {
            name.as_deref().map(|n| open(n, tasks)).transpose()
        };
        let detector = open(
            &options.detector,
            &[Task::Detect, Task::PoseMulti, Task::Ball],
        )?;
        if detector.manifest().task == Task::PoseMulti && options.pose.is_some() {
            return Err(ModelError::new(format!(
                "{} finds joints by itself; name no pose model beside it",
                options.detector
            )));
        }
        check_size(detector.manifest(), options.detector_size)?;
        Ok(Arc::new(Engine {
            pose: maybe(&options.pose, &[Task::Pose])?,
            ball: maybe(&options.ball, &[Task::Ball, Task::Detect])?,
            reid: maybe(&options.reid, &[Task::Reid])?,
            options: ObserverOptions {
                detect_every: options.detect_every.max(1),
                ..options.clone()
            },
            detector,
        }))
    }

    /// A camera's own view of the engine.
    pub fn observer(self: &Arc<Self>) -> Observer {
        Observer::new(Arc::clone(self))
    }

    /// What runs the networks.
    pub fn provider(&self) -> Provider {
        self.detector.provider()
    }
}

/// Whether a detector can be given inputs of that size.
fn check_size(manifest: &Manifest, size: Option<[u32; 2]>) -> Result<(), ModelError> {
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
    let takes = match input.multiple_of {
        Some(step) => format!("multiples of {step} up to 8192"),
        None => format!("{} x {} only", input.size[0], input.size[1]),
    };
    Err(ModelError::new(format!(
        "detector_size = {size:?}: {} takes {takes}",
        manifest.name
    )))
}
