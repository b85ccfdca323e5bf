//! Steps in one camera's rotation, as its background shows it.

use std::collections::VecDeque;

use nalgebra::{UnitQuaternion, Vector3};
use trackside_schema::{CameraRotation, Timestamp};

/// A smaller step is not detected, rad (0.12°).
pub(super) const MIN_STEP_RAD: f64 = 0.0021;
/// A step must be this many of its own standard deviations.
const MIN_STEP_SIGMA: f64 = 5.0;
/// This many measurements in sequence must agree to within this angle, rad (0.03°): a camera that sways has not stepped.
const STEADY_COUNT: usize = 3;
const STEADY_RAD: f64 = 5.2e-4;

/// For so long a still background says that the camera stands still, s.
const MAX_STILL_AGE_S: f64 = 2.0;

/// Detects steps in one camera's rotation.
#[derive(Debug, Default)]
pub(super) struct RotationStepDetector {
    /// The background's reference time; measurements with another one are not comparable.
    reference: Timestamp,
    /// The rotation for which the camera's calibration is right.
    calibrated: Option<UnitQuaternion<f64>>,
    recent: VecDeque<UnitQuaternion<f64>>,
    /// When the background was last seen where it was when the calibration was right, s.
    still_s: Option<f64>,
}

impl RotationStepDetector {
    /// Whether the background shows that the camera stands as it did when its calibration was right.
    pub fn is_still(&self, now_s: f64) -> bool {
        (self.still_s).is_some_and(|at_s| (0.0..=MAX_STILL_AGE_S).contains(&(now_s - at_s)))
    }

    /// Adds a measurement of the image at `now_s`; returns the rotation since the calibration was right, where the camera has stepped and is steady again.
    /// The rotation after the step then counts as calibrated.
    pub fn update(&mut self, measured: &CameraRotation, now_s: f64) -> Option<UnitQuaternion<f64>> {
        if self.reference != measured.reference {
            *self = RotationStepDetector {
                reference: measured.reference,
                ..RotationStepDetector::default()
            };
        }
        let now =
            UnitQuaternion::from_scaled_axis(Vector3::from(measured.rotation_rad.map(f64::from)));
        self.recent.push_back(now);
        if self.recent.len() < STEADY_COUNT {
            return None;
        }
        let sways = self.recent.iter().any(|q| q.angle_to(&now) > STEADY_RAD);
        self.recent.pop_front();
        if sways {
            return None;
        }
        let calibrated = *self.calibrated.get_or_insert(now);
        let step = now * calibrated.inverse();
        let sigma = Vector3::from(measured.sigma_rad.map(f64::from)).norm();
        if step.angle() <= MIN_STEP_RAD.max(MIN_STEP_SIGMA * sigma) {
            let is_certain = step.angle() + MIN_STEP_SIGMA * sigma <= MIN_STEP_RAD;
            self.still_s = is_certain.then_some(now_s);
            return None;
        }
        self.still_s = None;
        self.calibrated = Some(now);
        Some(step)
    }

    /// Takes the next steady rotation as calibrated.
    pub fn reset(&mut self) {
        self.calibrated = None;
        self.still_s = None;
        self.recent.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(reference: i64, y_rad: f32) -> CameraRotation {
        CameraRotation {
            reference: Timestamp(reference),
            rotation_rad: [0.0, y_rad, 0.0],
            sigma_rad: [1e-5; 3],
            patches: 40,
            inliers: 38,
        }
    }

    fn steps(measurements: &[CameraRotation]) -> Vec<(usize, f64)> {
        let mut detector = RotationStepDetector::default();
        let each = measurements.iter().enumerate();
        each.filter_map(|(i, m)| Some((i, detector.update(m, i as f64)?.scaled_axis().y)))
            .collect()
    }

    #[test]
    fn a_lasting_step_is_detected_once_and_sway_and_a_new_reference_are_not() {
        let still = [measured(1, 0.001); 4];
        let stepped = [still.as_slice(), &[measured(1, 0.006); 6]].concat();
        let found = steps(&stepped);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].0 == 6 && (found[0].1 - 0.005).abs() < 1e-6,
            "{found:?}"
        );

        let sway = |i: usize| measured(1, if i.is_multiple_of(2) { 0.004 } else { -0.003 });
        assert!(steps(&[still.to_vec(), (0..10).map(sway).collect()].concat()).is_empty());
        assert!(steps(&[still, [measured(2, 0.01); 4]].concat()).is_empty());
        assert!(steps(&[still, [measured(1, 0.002); 4]].concat()).is_empty());
    }

    #[test]
    fn a_background_that_stays_says_for_a_while_that_the_camera_stands_still() {
        let mut detector = RotationStepDetector::default();
        assert!(!detector.is_still(0.0), "nothing was seen");
        for i in 0..5 {
            detector.update(&measured(1, 0.001), 0.2 * f64::from(i));
        }
        assert!(detector.is_still(1.0) && !detector.is_still(5.0));
        // From the step on that is over, until the camera has stood still again.
        let step = (5..10).find(|i| {
            let now_s = 0.2 * f64::from(*i);
            detector.update(&measured(1, 0.006), now_s).is_some()
        });
        assert_eq!(step, Some(7));
        assert!(!detector.is_still(1.4));
        detector.update(&measured(1, 0.006), 1.6);
        assert!(detector.is_still(1.6));
    }
}
