//! The motion model of offline smoothing: position, velocity and an acceleration that decays (Singer, *Estimating optimal
//! tracking filter performance for manned maneuvering targets*, IEEE Trans. Aerospace and Electronic Systems 6, 1970).
//!
//! ```text
//! ȧ = −α a + w        α = 1 / τ        var a = q / (2τ)
//! ```
//!
//! Over times longer than τ the acceleration is white with spectral density q, as in the live filter; over shorter ones a
//! limb's velocity has no corners. F and Q are the exact discretisation over a step, as in
//! Singer's paper.

use nalgebra::{Matrix3, SMatrix, SVector, Vector3};

use crate::filter::correlated_joints::{InformationUpdate, SHARED_VELOCITY_SIGMA_M_S};
use crate::gaussian::{Gaussian, StateEstimate, position_covariance, symmetrize};

/// Position, velocity and acceleration.
pub(super) const ORDER: usize = 9;
pub(super) type StateMatrix = SMatrix<f64, ORDER, ORDER>;

/// τ: the time constant of the acceleration, s.
const ACCELERATION_TIME_CONSTANT_S: f64 = 0.05;
/// Initial standard deviation of each component of the velocity, m/s.
const INITIAL_VELOCITY_SIGMA_M_S: f64 = 3.0;

/// What one frame set's observations say of one joint's position, in information form. A single view leaves the depth open.
#[derive(Clone, Copy)]
pub(super) struct InformationMeasurement {
    /// 1/m².
    pub information: Matrix3<f64>,
    /// The information matrix times the position, 1/m.
    pub information_vector: Vector3<f64>,
    pub views: u8,
}

impl InformationMeasurement {
    /// The position that it says alone; `None` where it leaves one open.
    pub fn position(&self) -> Option<Gaussian> {
        let covariance = self.information.cholesky()?.inverse();
        let mean = covariance * self.information_vector;
        Some(Gaussian { mean, covariance })
    }

    /// The same, relative to a prediction.
    pub fn relative_to(&self, predicted: &Vector3<f64>) -> InformationUpdate {
        InformationUpdate {
            information: self.information,
            information_vector: self.information_vector - self.information * predicted,
        }
    }
}

/// One joint's filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct SingerState {
    pub state: StateEstimate<ORDER>,
    /// Time since it was last observed, s.
    pub unobserved_s: f64,
    /// Variance of what two views or more said of it last, by themselves, m².
    pub measured_variance: Option<f64>,
}

impl SingerState {
    /// A joint that begins at a measured position.
    pub fn new(measured: &Gaussian, velocity: Vector3<f64>, psd: f64) -> SingerState {
        let mut mean = SVector::<f64, ORDER>::zeros();
        mean.fixed_rows_mut::<3>(0).copy_from(&measured.mean);
        mean.fixed_rows_mut::<3>(3).copy_from(&velocity);
        let mut covariance = motion_covariance(INITIAL_VELOCITY_SIGMA_M_S, psd);
        covariance
            .fixed_view_mut::<3, 3>(0, 0)
            .copy_from(&measured.covariance);
        SingerState {
            state: StateEstimate { mean, covariance },
            unobserved_s: 0.0,
            measured_variance: None,
        }
    }

    pub fn velocity(&self) -> Vector3<f64> {
        velocity(&self.state.mean)
    }

    pub fn position_estimate(&self) -> Gaussian {
        Gaussian {
            mean: self.state.mean.fixed_rows::<3>(0).into(),
            covariance: position_covariance(&self.state.covariance),
        }
    }

    /// Predicts `dt_s` seconds ahead; `psd` is the spectral density of the acceleration at low frequencies, m²/s³.
    pub fn predict(&mut self, dt_s: f64, psd: f64) {
        self.state.mean = transition_matrix(dt_s) * self.state.mean;
        self.state.covariance = propagate_covariance(&self.state.covariance, dt_s, psd);
        self.unobserved_s += dt_s;
    }

    /// Updates with what was observed of its position.
    pub fn update(&mut self, update: &InformationUpdate) {
        let prior = position_covariance(&self.state.covariance);
        let Some(prior_information) = prior.try_inverse() else {
            return;
        };
        let Some(covariance) = (prior_information + update.information).try_inverse() else {
            return;
        };
        let gain = self.state.covariance.fixed_columns::<3>(0) * prior_information;
        self.state.mean += gain * (covariance * update.information_vector);
        self.state.covariance -= gain * (prior - covariance) * gain.transpose();
        self.state.covariance = symmetrize(self.state.covariance);
    }
}

/// The position of a state's mean.
pub(super) fn position(mean: &SVector<f64, ORDER>) -> Vector3<f64> {
    mean.fixed_rows::<3>(0).into()
}

/// The position `t` seconds from a state's mean, for times much shorter than τ.
pub(super) fn extrapolate_position(mean: &SVector<f64, ORDER>, t: f64) -> Vector3<f64> {
    let acceleration = mean.fixed_rows::<3>(6);
    position(mean) + velocity(mean) * t + acceleration * (0.5 * t * t)
}

/// The velocity of a state's mean.
pub(super) fn velocity(mean: &SVector<f64, ORDER>) -> Vector3<f64> {
    mean.fixed_rows::<3>(3).into()
}

/// Covariance of an unknown velocity and of the model's stationary acceleration; positions have none.
fn motion_covariance(velocity_sigma_m_s: f64, psd: f64) -> StateMatrix {
    let mut covariance = StateMatrix::zeros();
    for i in 3..6 {
        covariance[(i, i)] = velocity_sigma_m_s.powi(2);
        covariance[(i + 3, i + 3)] = psd / (2.0 * ACCELERATION_TIME_CONSTANT_S);
    }
    covariance
}

/// What the joints of a rigid group share when none of them is known yet.
pub(super) fn initial_shared_covariance(psd: f64) -> StateMatrix {
    motion_covariance(SHARED_VELOCITY_SIGMA_M_S, psd)
}

/// F P Fᵀ + Q after `dt_s` seconds.
pub(super) fn propagate_covariance(covariance: &StateMatrix, dt_s: f64, psd: f64) -> StateMatrix {
    let transition = transition_matrix(dt_s);
    let variance = psd / (2.0 * ACCELERATION_TIME_CONSTANT_S);
    symmetrize(transition * covariance * transition.transpose())
        + for_all_axes(&(unit_process_noise(dt_s) * variance))
}

/// F: position, velocity and acceleration `t` seconds on.
pub(super) fn transition_matrix(t: f64) -> StateMatrix {
    let a = 1.0 / ACCELERATION_TIME_CONSTANT_S;
    let (at, e) = (a * t, (-a * t).exp());
    #[rustfmt::skip]
    let transition = Matrix3::new(
        1.0, t, (at - 1.0 + e) / (a * a),
        0.0, 1.0, (1.0 - e) / a,
        0.0, 0.0, e,
    );
    for_all_axes(&transition)
}

/// Q of one axis after `t` seconds, for accelerations of variance 1.
fn unit_process_noise(t: f64) -> Matrix3<f64> {
    let a = 1.0 / ACCELERATION_TIME_CONSTANT_S;
    let (at, e) = (a * t, (-a * t).exp());
    let e2 = e * e;
    let pp =
        (1.0 - e2 + 2.0 * at + 2.0 / 3.0 * at.powi(3) - 2.0 * at * at - 4.0 * at * e) / a.powi(4);
    let pv = (1.0 - e).powi(2) + 2.0 * at * e - 2.0 * at + at * at;
    let pv = pv / a.powi(3);
    let pa = (1.0 - e2 - 2.0 * at * e) / (a * a);
    let vv = (4.0 * e - 3.0 - e2 + 2.0 * at) / (a * a);
    let va = (1.0 - e).powi(2) / a;
    let aa = 1.0 - e2;
    #[rustfmt::skip]
    let noise = Matrix3::new(
        pp, pv, pa,
        pv, vv, va,
        pa, va, aa,
    );
    noise
}

/// The matrix of one axis, for each of the three.
fn for_all_axes(one: &Matrix3<f64>) -> StateMatrix {
    let mut all = StateMatrix::zeros();
    for i in 0..3 {
        for j in 0..3 {
            for axis in 0..3 {
                all[(3 * i + axis, 3 * j + axis)] = one[(i, j)];
            }
        }
    }
    all
}
