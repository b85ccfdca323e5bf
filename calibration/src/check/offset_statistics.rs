//! The running statistics of one camera's offset: where it shows joints, less where the athletes are.
//!
//! Errors of lens and detector are constant for a camera that stands still. The usual offset is followed slowly, the current one
//! quickly; a step between the two is a movement of the camera.

use super::rotation_step::MIN_STEP_RAD;

/// Time constants of the current and of the usual offset, s.
const CURRENT_TAU_S: f64 = 0.6;
const USUAL_TAU_S: f64 = 20.0;
/// The usual offset is known after this, s.
const WARM_UP_S: f64 = 3.0;
/// A step must be this many times the offset's own scatter.
const MIN_STEP_SCATTERS: f64 = 5.0;

/// Running statistics of one camera's offset.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OffsetStatistics {
    /// Mean of the last frame sets, rad.
    current: [f64; 2],
    /// Long-term mean, rad.
    usual: [f64; 2],
    /// Mean distance of `current` from `usual` without a step, rad.
    scatter: f64,
    observed_s: f64,
    /// The duration of the step.
    step_s: f64,
}

impl OffsetStatistics {
    /// The distance between current and usual offset, rad.
    pub fn step_rad(&self) -> f64 {
        (self.current[0] - self.usual[0]).hypot(self.current[1] - self.usual[1])
    }

    /// How long the step has lasted, s.
    pub fn step_duration_s(&self) -> f64 {
        self.step_s
    }

    pub fn is_step(&self) -> bool {
        self.observed_s >= WARM_UP_S
            && self.step_rad() > MIN_STEP_RAD.max(MIN_STEP_SCATTERS * self.scatter)
    }

    /// Ends a step: the current offset is reset to the usual one.
    pub fn clear_step(&mut self) {
        self.current = self.usual;
        self.step_s = 0.0;
    }

    /// Adds a measured offset, rad.
    pub fn update(&mut self, measured: [f64; 2], dt_s: f64) {
        let is_first = self.observed_s == 0.0;
        let low_pass = |mean: f64, value: f64, tau_s: f64| {
            if is_first {
                value
            } else {
                mean + (value - mean) * (dt_s / tau_s).min(1.0)
            }
        };
        for (current, measured) in self.current.iter_mut().zip(measured) {
            *current = low_pass(*current, measured, CURRENT_TAU_S);
        }
        if self.is_step() {
            self.step_s += dt_s;
            return;
        }
        self.step_s = 0.0;
        self.observed_s += dt_s.max(1e-3);
        // At first the mean of all measurements.
        let tau_s = USUAL_TAU_S.min(self.observed_s);
        for (usual, current) in self.usual.iter_mut().zip(self.current) {
            *usual = low_pass(*usual, current, tau_s);
        }
        self.scatter = low_pass(self.scatter, self.step_rad(), tau_s);
    }
}
