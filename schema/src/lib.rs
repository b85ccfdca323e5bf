//! The words everyone speaks: time, spaces, skeletons, and what is seen and tracked.
//!
//! Lengths are metres, times nanoseconds since 1970-01-01 UTC, pixels follow OpenCV (the centre of the
//! top-left pixel is `(0, 0)`). World space is right-handed, z up, its origin at the centre of the field of play
//! and x along its long side. "Not seen" is `None`, never NaN, 0 or -1.

mod frame;
mod skeleton;
mod space;
mod time;
mod view;
pub mod wire;

pub use frame::{
    Athlete, AthleteId, Ball, BallState, Joint3d, Skeleton3d, StageLatency, Stream, TrackState,
    TrackingFrame,
};
pub use skeleton::{JOINT_COUNT, Joint, JointInSet, JointSet, LIMBS, Side, joint_sets};
pub use space::{CameraId, IdealPixel, RawPixel, RigId, WorldPoint};
pub use time::{Stamp, StampSource, Timestamp};
pub use view::{Ball2d, Keypoint, Moment, Person2d, Streak, Turn, View};
