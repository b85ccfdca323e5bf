//! What can be set. The defaults suit people in sport, seen by calibrated cameras.

use serde::{Deserialize, Serialize};

use crate::ball::{BallKind, Targets};

/// The keys of `[fusion]` in a venue file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FusionOptions {
    /// A confirmed athlete whom nobody sees is forgotten after this long, s.
    pub coast_s: f64,
    /// A joint that nobody sees is predicted for this long, s.
    pub joint_coast_s: f64,
    /// The largest mean distance, m, between a track's prediction and a person that may be the same.
    pub association_gate_m: f64,
    /// Where fewer cameras look, nobody is born: two views alone cannot tell a spectator behind the cameras, or a chance
    /// crossing of rays, from an athlete. A rig of fewer cameras needs all of them.
    pub init_cameras: usize,
    /// Where athletes can be, on the ground: least x, least y, greatest x, greatest y, m. Nobody is born outside, and inside
    /// two cameras are enough.
    pub field_m: Option<[f64; 4]>,
    /// The largest mean distance, m, between the rays of two views of a person not yet known.
    pub init_gate_m: f64,
    /// A joint whose score is less is not looked at, 0 to 1.
    pub min_keypoint_score: f32,
    /// The largest residual of a joint, in standard deviations, that is believed.
    pub gate_sigma: f64,
    /// How long moments are remembered, s: how far back [`Fusion::smoothed`](crate::Fusion::smoothed) can go.
    pub history_s: f64,
    /// So long after a moment it is published once more, smoothed with what was seen since, s; 0: not at all. No longer
    /// than `history_s`.
    pub smooth_lag_s: f64,
    /// How much evidence makes an athlete believed: every view beyond the first counts one, a camera that should have
    /// seen the athlete and did not takes away a half.
    pub confirm_evidence: f64,
    /// How much livelier athletes are than people who run and play: a factor on the spectral density of accelerations.
    pub process_noise_scale: f64,
    /// Whether bodies are mended by what a network has learned of how people hold themselves, as far as it proves right.
    pub pose_prior: bool,
    /// The ball that is played with: how it flies and bounces.
    pub ball: BallKind,
    /// So long after a moment its ball is told once more, with what was seen since, s. At most 63 moments.
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
