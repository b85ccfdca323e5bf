//! 2D people and balls from images: model manifests, weights, ONNX Runtime sessions, decoders.
//!
//! One image passes through three steps:
//!
//! 1. [`sample`] resamples the image, or the crop around a person, to the network's input:
//!    `p_in_image = scale * p_in_input + offset`.
//! 2. [`Network`] runs the input, batched with those of other cameras.
//! 3. [`decode`] turns the network's outputs into boxes, keypoints or embeddings, with a standard deviation in pixels
//!    for each keypoint.
//!
//! An [`Engine`] holds the models of a host; each camera runs its own [`Observer`] on its own thread. All image positions
//! are raw pixels with OpenCV's origin (the centre of the top-left pixel is `(0, 0)`).
//!
//! Invariant: the result for an image depends on that image, on the earlier images of its camera and on the options, never
//! on other cameras or on batching (up to the rounding of the execution provider).
//!
//! ```
//! use trackside_models::decode::{Tensor, simcc};
//!
//! // One joint at (50.5, 150) px: SimCC classifies each coordinate in steps of half a pixel.
//! let one_hot = |len: usize, index: usize| {
//!     let mut data = vec![0.0; len];
//!     data[index] = 0.9;
//!     Tensor { shape: vec![1, len], data }
//! };
//! let (xs, ys) = (one_hot(384, 101), one_hot(512, 300));
//! let joints = simcc::decode(&xs, &ys, [192, 256], 2.0)?;
//! assert_eq!(joints[0].at, [50.5, 150.0]);
//! # Ok::<(), trackside_models::ModelError>(())
//! ```

mod catalogue;
pub mod decode;
mod directories;
mod engine;
mod error;
mod image;
mod infer;
mod manifest;
mod network;
mod observer;
pub mod preset;
pub mod runtime;
pub mod sample;
mod streak;
pub mod weights;

pub use catalogue::Catalogue;
pub use directories::shared_cases_folder;
pub use engine::{Engine, ObserverOptions};
pub use error::ModelError;
pub use image::ImageView;
pub use infer::InferenceBuffers;
pub use manifest::{
    ColourOrder, Decoder, ElementType, ImageFit, InputSpec, Manifest, ModelTask, TensorLayout,
    megabytes,
};
pub use network::{InferenceRequest, Network};
pub use observer::Observer;
pub use preset::{HostKind, Preset, Quality};
pub use streak::StreakDetector;
pub use weights::{LocatedWeights, Mirror, WeightsFolder, WeightsSearchPath};
