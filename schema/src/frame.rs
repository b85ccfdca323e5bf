//! Tracking frames: the 3D result that every consumer reads.

use serde::{Deserialize, Serialize};

use crate::skeleton::{JOINT_COUNT, Joint};
use crate::space::{CameraId, RigId, WorldPoint};
use crate::time::Timestamp;

/// One joint in 3D.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joint3d {
    /// Position, m.
    pub at: WorldPoint,
    /// Standard deviation of the position along an axis, the root mean square over x, y and z, m.
    pub sigma_m: f32,
    /// Number of views in which the joint was measured; 0: the position is predicted.
    pub views: u8,
}

/// The joints of one athlete, indexed by [`Joint`], HALPE_26 order. `None`: no estimate.
pub type Skeleton3d = [Option<Joint3d>; JOINT_COUNT];

/// Identifies one athlete within one session. Never reused.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct AthleteId(pub u32);

/// Life cycle of an athlete's track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackState {
    /// Measured, but not yet for long enough to be confirmed. May be a false positive.
    #[default]
    Tentative,
    /// Confirmed, and measured in this frame.
    Confirmed,
    /// Confirmed, but not measured in this frame: all joints are predicted.
    Coasting,
}

/// One athlete in one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Athlete {
    /// Identifies the athlete within the session.
    pub id: AthleteId,
    /// Team name; `None`: unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Shirt number; `None`: unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// State of the track.
    pub state: TrackState,
    /// The joints, HALPE_26 order.
    pub skeleton: Skeleton3d,
    /// Velocity of the body in world space, m/s; `None`: not estimated yet.
    pub velocity_m_s: Option<[f64; 3]>,
}

impl Athlete {
    /// The estimate of `joint`; `None`: no estimate.
    pub fn joint(&self, joint: Joint) -> Option<&Joint3d> {
        self.skeleton[joint.index()].as_ref()
    }
}

/// Whether the ball was measured in a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallState {
    /// Measured in this frame.
    Measured,
    /// Not measured in this frame: the position follows from other measurements.
    #[default]
    Predicted,
}

/// The ball in one frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball {
    /// Centre, m.
    pub at: WorldPoint,
    /// Velocity in world space, m/s; `None`: not estimated yet.
    pub velocity_m_s: Option<[f64; 3]>,
    /// Angular velocity about the world axes, rad/s; `None`: not observable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spin_rad_s: Option<[f64; 3]>,
    /// Standard deviation of the centre along its least certain axis, m.
    pub sigma_m: f32,
    /// Measured or predicted.
    pub state: BallState,
}

/// Processing time of one pipeline stage for one frame set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageLatency {
    /// Stage name: `capture`, `observe`, `sync`, `fuse`, `publish`.
    pub stage: String,
    /// Duration, ns.
    pub ns: u64,
}

/// Which measurements a frame was estimated from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Measurements up to the frame's time.
    #[default]
    Live,
    /// Measurements up to a fixed lag after the frame's time (fixed-lag smoothing).
    Smooth,
    /// All measurements of the recording (offline smoothing).
    Refined,
}

impl Stream {
    /// Name in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Stream::Live => "live",
            Stream::Smooth => "smooth",
            Stream::Refined => "refined",
        }
    }

    fn is_live(&self) -> bool {
        *self == Stream::Live
    }
}

/// The athletes and the ball at one instant. "Frame" alone always means this type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrackingFrame {
    /// Major version of the message, [`TrackingFrame::SCHEMA`].
    pub schema: u32,
    /// Which measurements the frame was estimated from.
    #[serde(default, skip_serializing_if = "Stream::is_live")]
    pub stream: Stream,
    /// Name of the venue.
    pub venue: String,
    /// Identifies one run of the tracker.
    pub session: String,
    /// The rig that the frame was estimated with.
    pub rig: RigId,
    /// Counts frame sets from 0.
    pub tick: u64,
    /// Time of the frame.
    pub time: Timestamp,
    /// Ordered by id.
    pub athletes: Vec<Athlete>,
    /// The ball; `None`: not tracked.
    pub ball: Option<Ball>,
    /// Cameras of the rig without a view in this frame set.
    pub missing_cameras: Vec<CameraId>,
    /// Latency of each stage, in pipeline order.
    pub latency: Vec<StageLatency>,
}

impl TrackingFrame {
    /// Major version of the messages that this program reads and writes.
    pub const SCHEMA: u32 = 1;
}
