//! The parameters of fusion. The defaults suit athletes observed by calibrated cameras.

use serde::{Deserialize, Serialize};
use trackside_sports::BallKind;

use crate::ball::Targets;

/// The keys of `[fusion]` in a venue file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FusionOptions {
    /// A confirmed track that no view is assigned to is predicted for this long, then terminated, s.
    pub coast_s: f64,
    /// A joint that is not observed is predicted for this long, s.
    pub joint_coast_s: f64,
    /// The largest mean distance between a track's predicted joints and a person's, m.
    pub association_gate_m: f64,
    /// Without `field_m`: tracks are initiated where at least so many cameras look, or all of a smaller rig. Two views
    /// alone do not tell an athlete from a spectator behind the cameras, or from a chance crossing of rays.
    pub init_cameras: usize,
    /// Where athletes can be, on the ground: min x, min y, max x, max y, m. No track is initiated outside; inside, two
    /// cameras are enough.
    pub field_m: Option<[f64; 4]>,
    /// The largest mean distance between the rays of two views of a new athlete, m.
    pub init_gate_m: f64,
    /// Keypoints with a lower score are not used, 0 to 1.
    pub min_keypoint_score: f32,
    /// Gate on a joint's residual, in standard deviations.
    pub gate_sigma: f64,
    /// How far back [`Fusion::smoothed`](crate::Fusion::smoothed) can go, s.
    pub history_s: f64,
    /// A frame set is published once more after this long, smoothed with what was observed since, s; 0: not at all. No
    /// longer than `history_s`.
    pub smooth_lag_s: f64,
    /// The evidence that confirms a track: each view beyond the first counts 1, a camera that should show the athlete and
    /// does not counts −0.5.
    pub confirm_evidence: f64,
    /// Factor on the power spectral density of joints' accelerations.
    pub process_noise_scale: f64,
    /// Whether the pose prior corrects skeletons, as far as its corrections prove right.
    pub pose_prior: bool,
    /// The ball of the game, which decides how it flies and bounces.
    pub ball: BallKind,
    /// A frame set's ball is output once more after this long, smoothed, s. At most 63 frame sets.
    pub ball_lag_s: f64,
    /// Lines, goals and hoops that the ball can cross.
    pub targets: Targets,
}

impl Default for FusionOptions {
    fn default() -> FusionOptions {
        FusionOptions {
            coast_s: 0.7,
            joint_coast_s: 0.4,
            association_gate_m: 0.30,
            init_cameras: 3,
            field_m: None,
            init_gate_m: 0.12,
            min_keypoint_score: 0.3,
            gate_sigma: 4.4,
            history_s: 0.5,
            smooth_lag_s: 0.25,
            confirm_evidence: 3.0,
            process_noise_scale: 1.4,
            pose_prior: true,
            ball: BallKind::Any,
            ball_lag_s: 0.25,
            targets: Targets::default(),
        }
    }
}
