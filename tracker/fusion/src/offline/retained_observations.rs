//! Observations of an athlete, kept until the path is known from both sides, and then weighted again.
//!
//! Each observation is an inlier or, with probability [`OUTLIER_PROBABILITY`], of [`OUTLIER_SIGMA_RATIO`] times the standard
//! deviation (a mixture of two Gaussians; Box and Tiao, Biometrika 55, 1968). Given its Mahalanobis distance from the smoothed
//! path, its information counts with the posterior probability of being an inlier: one step of expectation maximisation.
//! docs/experiments/012-offline-reweighting.md.

use nalgebra::{Matrix2, Matrix2x3, Matrix3, Vector2, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use super::singer_model::{self, InformationMeasurement, ORDER};
use crate::camera_view::CameraView;
use crate::gaussian::{StateEstimate, position_covariance};
use crate::observations::PersonObservation;

/// Prior probability of an outlier, and its standard deviation relative to an inlier's.
const OUTLIER_PROBABILITY: f64 = 0.05;
const OUTLIER_SIGMA_RATIO: f64 = 10.0;
/// A view's left and right joint are exchanged where the logarithm of the likelihood ratio is larger than this.
const EXCHANGE_LOG_RATIO: f64 = 5.0;
/// An observation is counted as a view of the joint from this weight on.
const INLIER_WEIGHT: f64 = 0.5;

/// One athlete in one view.
#[derive(Clone, Debug)]
pub(super) struct RetainedObservations {
    camera: u8,
    /// The view's exposure relative to the frame set's time, s.
    time_offset_s: f32,
    /// By joint.
    joints: [Option<RetainedPoint>; JOINT_COUNT],
}

/// Normalised image coordinates, and one standard deviation of each.
#[derive(Clone, Copy, Debug)]
struct RetainedPoint {
    at: Vector2<f32>,
    sigma: f32,
}

/// An observation against a joint's projection.
struct Innovation {
    error: Vector2<f64>,
    /// The observation's own variance.
    variance: f64,
    jacobian: Matrix2x3<f64>,
    mahalanobis_sq: f64,
}

impl RetainedObservations {
    /// Of a person that was assigned to the athlete.
    pub fn new(person: &PersonObservation) -> RetainedObservations {
        let point = |j: usize| {
            let observation = person.joints[j].as_ref()?;
            Some(RetainedPoint {
                at: observation.at.cast(),
                sigma: observation.sigma as f32,
            })
        };
        RetainedObservations {
            // A rig has at most 255 cameras.
            camera: person.camera as u8,
            time_offset_s: person.time_offset_s as f32,
            joints: std::array::from_fn(point),
        }
    }

    /// Adds what this view says of joints on the smoothed path `states` to `measurements`, each observation with its inlier
    /// probability.
    pub fn add_reweighted(
        &self,
        cameras: &[CameraView],
        states: &[Option<StateEstimate<ORDER>>; JOINT_COUNT],
        measurements: &mut [Option<InformationMeasurement>; JOINT_COUNT],
    ) {
        let camera = &cameras[usize::from(self.camera)];
        let innovation = |of: usize, detected: usize| {
            let (state, point) = (states[of].as_ref()?, self.joints[detected].as_ref()?);
            self.innovation(camera, state, point)
        };
        for joint in Joint::ALL {
            let (of, other) = (joint.index(), joint.mirrored().index());
            let as_detected = innovation(of, of);
            let is_exchanged = of != other && {
                let cost = |of: usize, detected: usize| {
                    Some(negative_log_likelihood(
                        innovation(of, detected)?.mahalanobis_sq,
                    ))
                };
                let sum = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
                let detected = sum(cost(of, of), cost(other, other));
                let exchanged = sum(cost(of, other), cost(other, of));
                sum(detected, exchanged.map(|e| -e)).is_some_and(|d| d > EXCHANGE_LOG_RATIO)
            };
            let Some(innovation) = (if is_exchanged {
                innovation(of, other)
            } else {
                as_detected
            }) else {
                continue;
            };
            let Some(state) = &states[of] else { continue };
            let measurement = measurements[of].get_or_insert(InformationMeasurement {
                information: Matrix3::zeros(),
                information_vector: Vector3::zeros(),
                views: 0,
            });
            let weight = inlier_probability(innovation.mahalanobis_sq);
            let j = &innovation.jacobian;
            let weighted = j.transpose() * (weight / innovation.variance);
            measurement.information += weighted * j;
            measurement.information_vector +=
                weighted * (innovation.error + j * singer_model::position(&state.mean));
            measurement.views += u8::from(weight > INLIER_WEIGHT);
        }
    }

    fn innovation(
        &self,
        camera: &CameraView,
        state: &StateEstimate<ORDER>,
        point: &RetainedPoint,
    ) -> Option<Innovation> {
        let time_offset_s = f64::from(self.time_offset_s);
        let position = singer_model::extrapolate_position(&state.mean, time_offset_s);
        let (projected, depth) = camera.project(&position)?;
        let jacobian = camera.jacobian(&projected, depth);
        let variance = f64::from(point.sigma).powi(2);
        let error: Vector2<f64> = point.at.cast() - projected;
        let covariance = jacobian * position_covariance(&state.covariance) * jacobian.transpose();
        let information = (covariance + Matrix2::identity() * variance).try_inverse()?;
        Some(Innovation {
            mahalanobis_sq: (error.transpose() * information * error)[0],
            error,
            variance,
            jacobian,
        })
    }
}

/// The densities of inliers and outliers at a squared Mahalanobis distance, up to a common factor.
fn densities(mahalanobis_sq: f64) -> [f64; 2] {
    let variance_ratio = OUTLIER_SIGMA_RATIO * OUTLIER_SIGMA_RATIO;
    let outlier =
        OUTLIER_PROBABILITY / variance_ratio * (-0.5 * mahalanobis_sq / variance_ratio).exp();
    [
        (1.0 - OUTLIER_PROBABILITY) * (-0.5 * mahalanobis_sq).exp(),
        outlier,
    ]
}

/// The posterior probability that an observation is an inlier.
fn inlier_probability(mahalanobis_sq: f64) -> f64 {
    let [inlier, outlier] = densities(mahalanobis_sq);
    inlier / (inlier + outlier).max(f64::MIN_POSITIVE)
}

/// −ln of the mixture's density, up to a constant.
fn negative_log_likelihood(mahalanobis_sq: f64) -> f64 {
    -densities(mahalanobis_sq)
        .iter()
        .sum::<f64>()
        .max(f64::MIN_POSITIVE)
        .ln()
}
