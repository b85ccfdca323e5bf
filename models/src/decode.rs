//! Decoders: from the outputs of a network to boxes, keypoints and embeddings. One decoder per file, each a pure function.
//!
//! Decoders return pixels of the network's input; [`crate::sample::Affine`] maps them to image pixels.

pub mod blazepose;
pub mod detr;
pub mod footandball;
pub mod heatmap;
mod local_maxima;
pub mod movenet;
mod nms;
pub mod openpose;
pub mod reid;
pub mod rtmdet;
pub mod rtmo;
pub mod simcc;
pub mod single_shot;
mod types;
pub mod yolox;

pub use nms::suppress;
pub(crate) use types::output;
pub use types::{Box2d, Class, DecodedKeypoint, DecodedPerson, Detection, Tensor};
