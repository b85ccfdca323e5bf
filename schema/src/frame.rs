//! What was tracked: the one message that every consumer reads.

use serde::{Deserialize, Serialize};

use crate::{CameraId, JOINT_COUNT, Joint, RigId, Timestamp, WorldPoint};

/// One joint in 3D.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joint3d {
    /// Where, m.
    pub at: WorldPoint,
    /// One standard deviation of its error along an axis, the root mean square over all three, m: each coordinate lies
    /// within it in two cases of three.
    pub sigma_m: f32,
    /// How many views it was measured in; 0 when it is predicted.
    pub views: u8,
}

/// The joints of one athlete, by [`Joint`], HALPE_26 order. Unknown joints are `None`.
pub type Skeleton3d = [Option<Joint3d>; JOINT_COUNT];

/// Names one athlete for one session. Never reused.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct AthleteId(pub u32);

/// How sure the tracker is that an athlete is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackState {
    /// Seen, but not for long enough to be believed.
    #[default]
    Tentative,
    /// Believed.
    Confirmed,
    /// Believed, and not seen at this moment: its joints are predicted.
    Coasting,
}

/// One athlete at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Athlete {
    /// Its name for this session.
    pub id: AthleteId,
    /// The team, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The number on the shirt, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// How sure the tracker is.
    pub state: TrackState,
    /// The joints.
    pub skeleton: Skeleton3d,
    /// Velocity of the body, m/s; `None` until it is known.
    pub velocity_m_s: Option<[f64; 3]>,
}

impl Athlete {
    /// The joint, where it is known.
    pub fn joint(&self, joint: Joint) -> Option<&Joint3d> {
        self.skeleton[joint.index()].as_ref()
    }
}

/// Whether a ball was measured or follows from what was measured before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallState {
    /// Measured at this moment.
    Seen,
    /// Not measured at this moment.
    #[default]
    Predicted,
}

/// The ball at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball {
    /// Its centre, m.
    pub at: WorldPoint,
    /// m/s; `None` until it is known.
    pub velocity_m_s: Option<[f64; 3]>,
    /// rad/s about the world's axes; `None` where it does not show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spin_rad_s: Option<[f64; 3]>,
    /// One standard deviation along the worst axis, m.
    pub sigma_m: f32,
    /// Measured or predicted.
    pub state: BallState,
}

/// How long one stage took for one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageLatency {
    /// `capture`, `observe`, `sync`, `fuse`, `publish`.
    pub stage: String,
    /// ns
    pub ns: u64,
}

/// What a frame knew when it was made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// What was seen up to its moment.
    #[default]
    Live,
    /// Also what was seen for a fixed time after it.
    Smooth,
    /// All that was seen, before and after.
    Refined,
}

impl Stream {
    /// As files and messages call it.
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

/// The athletes and the ball at one moment. "Frame" alone always means this.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrackingFrame {
    /// The major version of the message, [`TrackingFrame::SCHEMA`].
    pub schema: u32,
    /// What it knew when it was made.
    #[serde(default, skip_serializing_if = "Stream::is_live")]
    pub stream: Stream,
    /// The venue's name.
    pub venue: String,
    /// Names one run of the tracker.
    pub session: String,
    /// The rig it was made with.
    pub rig: RigId,
    /// The moment's tick.
    pub tick: u64,
    /// The moment's time.
    pub time: Timestamp,
    /// In the order of their ids.
    pub athletes: Vec<Athlete>,
    /// The ball, where one is known.
    pub ball: Option<Ball>,
    /// Cameras of the rig without a view in this moment.
    pub absent_cameras: Vec<CameraId>,
    /// How long each stage took, in the order of the journey.
    pub latency: Vec<StageLatency>,
}

impl TrackingFrame {
    /// The major version that this program speaks.
    pub const SCHEMA: u32 = 1;
}
