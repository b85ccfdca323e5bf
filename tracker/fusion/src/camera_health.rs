//! The state of each camera, as its own observations show it: whether it delivers anything new, and whether it agrees with
//! the other cameras.
//!
//! Repeated views are found by a fingerprint (FNV-1a) of their keypoints. The noise of a camera is a running median of
//! squared normalised residuals e²/σ² of trunk joints that three or more views agree on, estimated by multiplicative
//! sign steps (stochastic approximation of a quantile; Robbins and Monro, Ann. Math. Statist. 22, 1951).

use crate::error_correlation::ErrorCorrelation;
use trackside_schema::{CameraId, FrameSet, Person2d, Timestamp, View};

/// The median of e²/σ² for a camera whose claimed noise is right. In two dimensions it is 2 ln 2 = 1.39; less what the joint
/// follows each observation that it is estimated from.
const EXPECTED_MEDIAN_SQ: f64 = 1.1;
/// One residual moves the running median by this share of it.
const MEDIAN_STEP: f64 = 0.01;
/// Upper limit of the noise ratio.
const MAX_NOISE_RATIO: f64 = 10.0;
/// Up to this noise ratio a camera's observations keep their claimed noise: detectors on real images underestimate it by up to
/// three times (docs/experiments/001-parameters-and-their-data.md).
const TOLERATED_NOISE_RATIO: f64 = 3.3;

/// A healthy camera delivers something new at least every so many seconds.
const HEALTHY_SILENCE_S: f64 = 0.5;

/// The state of one camera.
#[derive(Clone, Copy, Debug)]
pub struct CameraHealth {
    /// Which one.
    pub camera: CameraId,
    /// Views that repeated the one before, bit for bit. They are not used.
    pub repeated_views: u64,
    /// Time since its last new view, s.
    pub silent_s: f64,
    /// The longest time without a new view, s.
    pub longest_silence_s: f64,
    /// How many times larger its errors are than its claimed noise, 1 or more. From 3.3 on, its observations are weighted by
    /// this instead.
    pub noise_ratio: f64,
    /// The largest `noise_ratio` so far.
    pub max_noise_ratio: f64,
    median_sq: f64,
    last_fingerprint: Option<u64>,
}

impl CameraHealth {
    /// Whether nothing about it needs attention.
    pub fn is_healthy(&self) -> bool {
        self.repeated_views == 0
            && self.longest_silence_s < HEALTHY_SILENCE_S
            && self.max_noise_ratio <= TOLERATED_NOISE_RATIO
    }

    /// Forgets the noise: it was measured with another calibration.
    pub(crate) fn reset(&mut self) {
        (self.median_sq, self.noise_ratio) = (EXPECTED_MEDIAN_SQ, 1.0);
    }

    /// The factor on its claimed standard deviations.
    pub(crate) fn noise_scale(&self) -> f64 {
        if self.noise_ratio > TOLERATED_NOISE_RATIO {
            self.noise_ratio
        } else {
            1.0
        }
    }
}

/// The state of all cameras of a rig, by index.
#[derive(Debug)]
pub(crate) struct HealthMonitor {
    pub cameras: Vec<CameraHealth>,
    last_new_view: Vec<Option<Timestamp>>,
    /// Whether the camera's view in this frame set is a repeated one.
    is_repeated: Vec<bool>,
    first_time: Option<Timestamp>,
    /// How much of the detectors' errors lasts.
    pub correlation: ErrorCorrelation,
}

impl HealthMonitor {
    /// Of so many cameras, all of them healthy.
    pub fn new(cameras: usize) -> HealthMonitor {
        let healthy = |i: usize| CameraHealth {
            // A rig has at most 255 cameras.
            camera: CameraId(i as u8),
            repeated_views: 0,
            silent_s: 0.0,
            longest_silence_s: 0.0,
            noise_ratio: 1.0,
            max_noise_ratio: 1.0,
            median_sq: EXPECTED_MEDIAN_SQ,
            last_fingerprint: None,
        };
        HealthMonitor {
            cameras: (0..cameras).map(healthy).collect(),
            last_new_view: vec![None; cameras],
            is_repeated: vec![false; cameras],
            first_time: None,
            correlation: ErrorCorrelation::default(),
        }
    }

    /// Takes in which cameras delivered a view. A view equal to its camera's last one is a repeated image, unless no
    /// camera's view changed: then nothing moved.
    pub fn ingest(&mut self, frame_set: &FrameSet) {
        let first_time = *self.first_time.get_or_insert(frame_set.time);
        self.is_repeated.fill(false);
        let mut any_changed = false;
        for view in &frame_set.views {
            let index = view.camera.index();
            let Some(camera) = self.cameras.get_mut(index) else {
                continue;
            };
            let now = fingerprint(view);
            self.is_repeated[index] = now.is_some() && now == camera.last_fingerprint;
            any_changed |= now.is_some() && !self.is_repeated[index];
            camera.last_fingerprint = now;
        }
        for view in &frame_set.views {
            let index = view.camera.index();
            let Some(camera) = self.cameras.get_mut(index) else {
                continue;
            };
            self.is_repeated[index] &= any_changed;
            if self.is_repeated[index] {
                camera.repeated_views += 1;
            } else {
                self.last_new_view[index] = Some(frame_set.time);
            }
        }
        for (camera, last) in self.cameras.iter_mut().zip(&self.last_new_view) {
            let last = last.unwrap_or(first_time);
            camera.silent_s = frame_set.time.seconds_since(last).max(0.0);
            camera.longest_silence_s = camera.longest_silence_s.max(camera.silent_s);
        }
    }

    /// Whether the camera's view in this frame set is a repeated one.
    pub fn is_repeated(&self, camera: usize) -> bool {
        self.is_repeated.get(camera).copied().unwrap_or(false)
    }

    /// Takes in a normalised residual: the distance, in standard deviations, between an observation and the joint as it was
    /// estimated from all views.
    pub fn record_residual(&mut self, camera: usize, residual: f64) {
        let c = &mut self.cameras[camera];
        let is_above = (residual * c.noise_scale()).powi(2) > c.median_sq;
        c.median_sq *= if is_above {
            1.0 + MEDIAN_STEP
        } else {
            1.0 / (1.0 + MEDIAN_STEP)
        };
        c.median_sq = c.median_sq.clamp(
            EXPECTED_MEDIAN_SQ,
            EXPECTED_MEDIAN_SQ * MAX_NOISE_RATIO * MAX_NOISE_RATIO,
        );
        c.noise_ratio = (c.median_sq / EXPECTED_MEDIAN_SQ).sqrt();
        c.max_noise_ratio = c.max_noise_ratio.max(c.noise_ratio);
    }
}

/// FNV-1a over the keypoints of a view's people; `None` where there are none.
fn fingerprint(view: &View) -> Option<u64> {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let joints = |p: &Person2d| p.joints.into_iter().flatten();
    let mut hash = None;
    for k in view.people.iter().flat_map(joints) {
        for bits in [k.at.x.to_bits(), k.at.y.to_bits()] {
            let before = hash.unwrap_or(OFFSET_BASIS);
            hash = Some((before ^ bits).wrapping_mul(PRIME));
        }
    }
    hash
}
