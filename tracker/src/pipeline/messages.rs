//! What passes between the stages.

use std::time::Duration;

use trackside_calibration::Rig;
use trackside_schema::wire::v1;
use trackside_schema::{CameraId, FrameSet, Timestamp, TrackingFrame, View};

use crate::capture::DecodedImage;

/// What a camera sends to fusion.
pub(super) enum CameraMessage {
    View(TimedView),
    End(CameraId),
}

/// A view and how long its stages took, where that is known.
pub(super) struct TimedView {
    pub(super) view: View,
    pub(super) capture: Option<Duration>,
    pub(super) observe: Option<Duration>,
}

impl From<View> for TimedView {
    /// A view whose stages ran elsewhere.
    fn from(view: View) -> TimedView {
        TimedView {
            view,
            capture: None,
            observe: None,
        }
    }
}

/// An image and how long its capture took.
pub(super) struct TimedImage {
    pub(super) image: DecodedImage,
    pub(super) capture: Duration,
}

/// What fusion sends to the outputs.
pub(super) enum StageOutput {
    /// The live frame of a frame set.
    Live(FrameSet, TrackingFrame),
    /// The smooth frame of an earlier one.
    Smooth(TrackingFrame),
    /// An event.
    Event(v1::Event),
    /// The rig of the frames after that time.
    Rig(Rig, Timestamp),
}
