//! The data model that all packages share: time, spaces, skeletons, detections, tracking frames, and their wire format.
//!
//! | type | what | space |
//! |---|---|---|
//! | [`View`] | 2D detections in one image of one camera | raw pixels |
//! | [`FrameSet`] | the views of several cameras that belong to one instant | raw pixels |
//! | [`TrackingFrame`] | 3D athletes and ball at one instant | world |
//!
//! Conventions: lengths in metres, times in nanoseconds since 1970-01-01 UTC, pixels with OpenCV's origin (the centre of
//! the top-left pixel is `(0, 0)`). World space is right-handed, z up, with its origin at the centre of the field of play
//! and x along its long side. A value that was not measured is `None`, never NaN, 0 or -1.
//!
//! Invariant: decoding an encoded message gives the same message in single precision, and every decoded number is finite.
//!
//! ```
//! use trackside_schema::{Ball, BallState, TrackingFrame, WorldPoint, wire};
//!
//! let frame = TrackingFrame {
//!     schema: TrackingFrame::SCHEMA,
//!     ball: Some(Ball {
//!         at: WorldPoint::new(1.5, -2.0, 0.25), // m
//!         velocity_m_s: None,
//!         spin_rad_s: None,
//!         sigma_m: 0.0625,
//!         state: BallState::Measured,
//!     }),
//!     ..TrackingFrame::default()
//! };
//! let mut bytes = Vec::new();
//! wire::encode_frame(&frame, &mut bytes);
//! assert_eq!(wire::decode_frame(&bytes)?, frame);
//! # Ok::<(), wire::WireError>(())
//! ```

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
pub use view::{Ball2d, CameraRotation, FrameSet, Keypoint, Person2d, Streak, View};
