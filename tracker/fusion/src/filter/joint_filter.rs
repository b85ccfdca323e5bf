//! The Kalman filter of one joint.
//!
//! State: position and velocity. Motion: constant velocity driven by white acceleration of spectral density q
//! (Bar-Shalom, Li and Kirubarajan, *Estimation with Applications to Tracking and Navigation*, 2001, §6.2.2),
//!
//! ```text
//! p⁺ = p + v Δt        P⁺ = F P Fᵀ + q [Δt³/3  Δt²/2; Δt²/2  Δt]
//! ```
//!
//! Measurement: reprojection in each camera, linearised at the maximum a posteriori position (an iterated extended Kalman
//! filter; Bell and Cathey, IEEE Trans. Automatic Control 38, 1993); the velocity follows by its correlation with the position.
//! Gate: Mahalanobis distance d² = eᵀ (J P Jᵀ + σ²I)⁻¹ e < gate² (Bar-Shalom and Fortmann, *Tracking and Data Association*, 1988).

use nalgebra::{Matrix3, Matrix6, Vector3, Vector6};

use crate::camera_view::CameraView;
use crate::filter::correlated_joints::InformationUpdate;
use crate::gaussian::{Gaussian, StateEstimate};
use crate::triangulation::{
    PointObservation, leave_one_out_consensus, pairwise_consensus, refine_point,
};

/// Initial standard deviation of each component of the velocity, m/s.
const INITIAL_VELOCITY_SIGMA_M_S: f64 = 3.0;
/// Observations that all lie within so many standard deviations of the prediction are used without a consensus check.
const CLEAR_INLIER_SIGMA: f64 = 2.5;
/// Time constant with which an unobserved joint takes on the trunk's velocity, s.
const VELOCITY_RELAXATION_S: f64 = 0.1;

/// The filter's state: mean and the blocks of its covariance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JointState {
    pub position: Vector3<f64>,
    pub velocity: Vector3<f64>,
    /// cov(position, position), m².
    pub cov_pp: Matrix3<f64>,
    /// cov(position, velocity), m²/s.
    pub cov_pv: Matrix3<f64>,
    /// cov(velocity, velocity), m²/s².
    pub cov_vv: Matrix3<f64>,
    /// Whether it continues its prediction; not where it was initiated again at this frame set.
    pub is_continued: bool,
    /// Whether a single view observes it and its bone alone limits its depth.
    pub is_depth_bounded: bool,
    /// Time since it was last observed, s.
    pub unobserved_s: f64,
    /// How many views observed it at this frame set.
    pub views: u8,
    /// Variance of what two views or more said of it last, by themselves, m².
    pub measured_variance: Option<f64>,
}

impl JointState {
    /// A joint that was just triangulated.
    pub fn new(measured: Gaussian, velocity: Vector3<f64>, views: u8) -> JointState {
        JointState {
            position: measured.mean,
            velocity,
            cov_pp: measured.covariance,
            cov_pv: Matrix3::zeros(),
            cov_vv: Matrix3::identity() * INITIAL_VELOCITY_SIGMA_M_S.powi(2),
            is_continued: false,
            is_depth_bounded: false,
            unobserved_s: 0.0,
            views,
            measured_variance: None,
        }
    }

    /// Predicts `dt` seconds ahead under white acceleration of spectral density `q`, m²/s³. A joint that was not observed
    /// lately relaxes towards the trunk's velocity.
    pub fn predict(&mut self, dt: f64, q: f64, trunk_velocity: Option<Vector3<f64>>) {
        if let (Some(trunk), true) = (trunk_velocity, self.unobserved_s > 0.0) {
            self.velocity += (trunk - self.velocity) * (1.0 - (-dt / VELOCITY_RELAXATION_S).exp());
        }
        self.position += self.velocity * dt;
        let i = Matrix3::identity() * q;
        self.cov_pp += (self.cov_pv + self.cov_pv.transpose()) * dt
            + self.cov_vv * (dt * dt)
            + i * (dt.powi(3) / 3.0);
        self.cov_pv += self.cov_vv * dt + i * (dt * dt / 2.0);
        self.cov_vv += i * dt;
        self.unobserved_s += dt;
        self.views = 0;
        (self.is_continued, self.is_depth_bounded) = (true, false);
    }

    /// Moves the state by a time so short, forwards or backwards, that process noise does not matter.
    pub fn propagate(&mut self, dt: f64) {
        self.position += self.velocity * dt;
        self.cov_pp += (self.cov_pv + self.cov_pv.transpose()) * dt + self.cov_vv * (dt * dt);
        self.cov_pv += self.cov_vv * dt;
    }

    /// The position and its covariance.
    pub fn position_estimate(&self) -> Gaussian {
        Gaussian {
            mean: self.position,
            covariance: self.cov_pp,
        }
    }

    /// Position and velocity as one vector.
    pub fn state(&self) -> StateEstimate<6> {
        let mut mean = Vector6::zeros();
        mean.fixed_rows_mut::<3>(0).copy_from(&self.position);
        mean.fixed_rows_mut::<3>(3).copy_from(&self.velocity);
        let mut covariance = Matrix6::zeros();
        covariance
            .fixed_view_mut::<3, 3>(0, 0)
            .copy_from(&self.cov_pp);
        covariance
            .fixed_view_mut::<3, 3>(0, 3)
            .copy_from(&self.cov_pv);
        let cov_vp = self.cov_pv.transpose();
        covariance.fixed_view_mut::<3, 3>(3, 0).copy_from(&cov_vp);
        covariance
            .fixed_view_mut::<3, 3>(3, 3)
            .copy_from(&self.cov_vv);
        StateEstimate { mean, covariance }
    }

    /// Replaces mean and covariance.
    pub fn set_state(&mut self, state: &StateEstimate<6>) {
        self.position = state.mean.fixed_rows::<3>(0).into();
        self.velocity = state.mean.fixed_rows::<3>(3).into();
        self.cov_pp = state.covariance.fixed_view::<3, 3>(0, 0).into();
        self.cov_pv = state.covariance.fixed_view::<3, 3>(0, 3).into();
        self.cov_vv = state.covariance.fixed_view::<3, 3>(3, 3).into();
    }

    /// Replaces the position's estimate; the velocity follows by regression on it.
    pub fn condition_on_position(&mut self, posterior: Gaussian, views: u8) {
        let Some(inverse) = self.cov_pp.try_inverse() else {
            return;
        };
        let gain = self.cov_pv.transpose() * inverse;
        self.velocity += gain * (posterior.mean - self.position);
        self.cov_vv -= gain * (self.cov_pp - posterior.covariance) * gain.transpose();
        self.cov_pv = posterior.covariance * gain.transpose();
        self.cov_pp = posterior.covariance;
        self.position = posterior.mean;
        self.views = views;
        self.unobserved_s = 0.0;
    }

    /// Gates the observations of this frame set and updates with the inliers. Returns whether there was any.
    ///
    /// If all lie close to the prediction, all are used. Otherwise three or more find a consensus among themselves,
    /// since it may be the prediction that is wrong; one or two are gated against the prediction.
    pub fn gate_and_update(
        &mut self,
        cameras: &[CameraView],
        observations: &mut [PointObservation],
        gate_sigma: f64,
    ) -> bool {
        if self.accept_if_all_close(cameras, observations) {
            return self.update(cameras, observations, self.position);
        }
        if observations.len() >= 3
            && let Some(measured) = leave_one_out_consensus(cameras, observations, gate_sigma)
        {
            let views = observations.iter().filter(|o| o.is_inlier).count();
            if views > 2 || self.is_within_gate(&measured, gate_sigma) {
                return self.update(cameras, observations, measured.mean);
            }
        }
        for o in observations.iter_mut() {
            o.is_inlier = self
                .mahalanobis_sq(cameras, o)
                .is_some_and(|d2| d2 < gate_sigma * gate_sigma);
        }
        if observations.iter().any(|o| o.is_inlier) {
            return self.update(cameras, observations, self.position);
        }
        match pairwise_consensus(cameras, observations, gate_sigma) {
            Some(measured) => {
                let views = observations.iter().filter(|o| o.is_inlier).count();
                *self = JointState::new(measured, self.velocity, views.min(255) as u8);
                true
            }
            None => false,
        }
    }

    /// Accepts all observations if each is within [`CLEAR_INLIER_SIGMA`] of its prediction; says whether it did.
    fn accept_if_all_close(
        &self,
        cameras: &[CameraView],
        observations: &mut [PointObservation],
    ) -> bool {
        for o in observations.iter_mut() {
            if self
                .mahalanobis_sq(cameras, o)
                .is_none_or(|d2| d2 > CLEAR_INLIER_SIGMA * CLEAR_INLIER_SIGMA)
            {
                return false;
            }
            o.is_inlier = true;
        }
        !observations.is_empty()
    }

    /// Updates with the inliers, linearised from `start` on.
    fn update(
        &mut self,
        cameras: &[CameraView],
        observations: &[PointObservation],
        start: Vector3<f64>,
    ) -> bool {
        let views = observations.iter().filter(|o| o.is_inlier).count();
        let prior = self.position_estimate();
        match refine_point(cameras, observations, start, Some(&prior)) {
            Some(posterior) => {
                self.condition_on_position(posterior, views.min(255) as u8);
                true
            }
            None => false,
        }
    }

    /// Whether a triangulated position is within the gate of the prediction.
    fn is_within_gate(&self, measured: &Gaussian, gate_sigma: f64) -> bool {
        let e = measured.mean - self.position;
        let covariance = self.cov_pp + measured.covariance;
        covariance
            .try_inverse()
            .is_some_and(|i| (e.transpose() * i * e)[0] < gate_sigma * gate_sigma)
    }

    /// Squared Mahalanobis distance of an observation from the prediction; `None` behind the camera.
    pub fn mahalanobis_sq(
        &self,
        cameras: &[CameraView],
        observation: &PointObservation,
    ) -> Option<f64> {
        let camera = &cameras[observation.camera];
        let (at, depth) = camera.project(&(self.position + observation.motion_offset))?;
        let j = camera.jacobian(&at, depth);
        let s = j * self.cov_pp * j.transpose()
            + nalgebra::Matrix2::identity() * (observation.sigma * observation.sigma);
        let e = observation.at - at;
        Some((e.transpose() * s.try_inverse()? * e)[0])
    }

    /// One standard deviation of the position along an axis, m.
    pub fn sigma_m(&self) -> f64 {
        self.position_estimate().sigma_m()
    }

    /// What this frame set's observations added: P⁻¹(posterior) − P⁻¹(prediction), and its information vector relative
    /// to the prediction. `None` where there were none.
    pub fn information_gained(&self, predicted: Option<&JointState>) -> Option<InformationUpdate> {
        if self.views == 0 {
            return None;
        }
        let posterior = self.cov_pp.try_inverse()?;
        let (prior, reference) = match predicted.filter(|_| self.is_continued) {
            Some(p) => (p.cov_pp.try_inverse()?, p.position),
            None => (Matrix3::zeros(), self.position),
        };
        Some(InformationUpdate {
            information: posterior - prior,
            information_vector: posterior * (self.position - reference),
        })
    }
}
