//! The topics of messages.
//!
//! A topic is what follows `trackside/v1/<venue>` in a key of the wire, and the whole name of a channel in a recording.
//! Topics that end in `/` are prefixes: the name of a camera or node follows.

/// Live and refined frames, [`crate::TrackingFrame`].
pub const FRAME: &str = "/track/frame";
/// The frames of [`FRAME`] as JSON.
pub const FRAME_JSON: &str = "/track/json";
/// Fixed-lag smoothed frames, [`crate::TrackingFrame`].
pub const SMOOTH: &str = "/track/smooth";
/// The frames of [`SMOOTH`] as JSON.
pub const SMOOTH_JSON: &str = "/track/smooth/json";
/// Events, [`super::v1::Event`].
pub const EVENT: &str = "/event";
/// The rig, [`super::v1::Rig`].
pub const RIG: &str = "/rig";
/// The match, [`super::v1::Match`].
pub const MATCH: &str = "/match";
/// Views by camera, [`crate::View`].
pub const VIEW: &str = "/view/";
/// Images by camera, `foxglove.CompressedImage`.
pub const IMAGE: &str = "/image/";
/// Liveliness tokens of nodes, by node. [`health`] is below it.
pub const NODE: &str = "/node/";
/// How far fusion has taken the views of recorded cameras: queryable.
pub const FLOW_CONTROL: &str = "/flow_control";
/// Clips of the frames that a replay server holds: queryable.
pub const REPLAY: &str = "/replay";

/// In recordings: the frames as a scene that Foxglove draws.
pub const SCENE: &str = "/scene";
/// In recordings: the frames as points, for viewers that draw no scenes.
pub const POINTS: &str = "/points";
/// In recordings: intrinsics by camera, as Foxglove draws them.
pub const CAMERA: &str = "/camera/";
/// In recordings: the poses of the cameras, as Foxglove draws them.
pub const TRANSFORM: &str = "/tf";

/// The health of a node, [`super::v1::Health`].
pub fn health(node: &str) -> String {
    format!("{NODE}{node}/health")
}
