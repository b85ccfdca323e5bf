//! Clocks of a rig that are off, by the people whom its cameras observe.
//!
//! Input assumption: poses and lenses right, people who move. The clocks are searched and estimated with the poses fixed
//! (`extrinsics`); the clock of most cameras is the right one.

use trackside_schema::{Timestamp, View};

use super::extrinsics::{ExtrinsicsInput, ExtrinsicsOptions, PosePrior, solve_extrinsics};
use crate::Camera;
use crate::statistics::median;

/// A clock that is off by less is not reported, s: an athlete runs 10 cm meanwhile.
const MIN_ERROR_S: f64 = 0.015;
/// Nor one that is off by fewer standard deviations.
const MIN_SIGMAS: f64 = 5.0;
/// Points of the adjustment: a clock needs fewer than a pose.
const POINTS: usize = 1500;

/// A clock that is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockError {
    /// Index of the camera.
    pub camera: usize,
    /// How far its clock is ahead of most cameras', s.
    pub ahead_s: f64,
    /// One standard deviation, s.
    pub sigma_s: f64,
}

/// The clocks that are off, of cameras whose poses are right. Empty where clocks cannot be told: too few people, or people
/// who hardly move.
pub fn find_clock_errors(cameras: &[Camera], views: &[View]) -> Vec<ClockError> {
    let first = views.iter().map(|v| v.stamp.mid_exposure).min();
    let input = ExtrinsicsInput {
        views,
        reference: first.unwrap_or(Timestamp::default()),
        ..ExtrinsicsInput::default()
    };
    let options = ExtrinsicsOptions {
        pose_prior: PosePrior::Exact,
        points: POINTS,
        ..ExtrinsicsOptions::default()
    };
    let Ok(solution) = solve_extrinsics(cameras, &input, &options, &mut |_, _| ()) else {
        return Vec::new();
    };
    let usual_s = median(solution.clocks.iter().map(|c| c.offset_s));
    let each = solution.clocks.iter().zip(&solution.agreement).enumerate();
    let errors = each.map(|(camera, (clock, agreement))| ClockError {
        camera,
        ahead_s: clock.offset_s - usual_s,
        sigma_s: agreement.clock_sigma_s,
    });
    errors
        .filter(|e| e.ahead_s.abs() > MIN_ERROR_S.max(MIN_SIGMAS * e.sigma_s))
        .collect()
}
