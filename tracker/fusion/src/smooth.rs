//! What was, given what came after: the fixed-interval smoother of Rauch, Tung and Striebel (AIAA Journal 3, 1965), joint by
//! joint, what trunk and head have in common on its own.

use std::collections::VecDeque;

use nalgebra::{Matrix3, Matrix6, SMatrix, SVector};
use trackside_schema::{JOINT_COUNT, Joint, Timestamp};

use crate::joint::JointState;
use crate::kin::{KIN, State, Word, even, place};
use crate::triangulate::Gaussian;

/// Rounding must not make what is known perfectly singular.
const LEAST: f64 = 1e-9;

/// One joint at one past moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Before the moment's views were taken in; `None` where the joint began anew.
    pub before: Option<JointState>,
    /// With them.
    pub after: JointState,
    /// What the moment's views said of it.
    pub word: Option<Word>,
}

/// All joints of one athlete at one past moment.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub tick: u64,
    pub time: Timestamp,
    pub steps: [Option<Step>; JOINT_COUNT],
    /// What trunk and head had in common, before and with the moment's views.
    pub common: (Matrix6<f64>, Matrix6<f64>),
    /// Velocity of the trunk, m/s.
    pub velocity: Option<nalgebra::Vector3<f64>>,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
}

/// Joints, and the covariance of what trunk and head have in common, which is not in theirs.
pub(crate) type Estimates = ([Option<Gaussian>; JOINT_COUNT], Matrix3<f64>);

/// All joints of one athlete at one moment: their spreads are their own, what trunk and head have in common is not in them.
#[derive(Clone, Debug)]
pub(crate) struct Family<const N: usize> {
    pub joints: [Option<State<N>>; JOINT_COUNT],
    pub common: SMatrix<f64, N, N>,
}

impl<const N: usize> Family<N> {
    /// Of joints with all that they are off.
    pub fn of(joint: impl Fn(usize) -> Option<State<N>>, common: &SMatrix<f64, N, N>) -> Family<N> {
        let mut joints: [_; JOINT_COUNT] = std::array::from_fn(joint);
        for joint in KIN {
            if let Some(state) = &mut joints[joint.index()] {
                state.spread -= common;
            }
        }
        let common = *common;
        Family { joints, common }
    }

    /// The same moment, given what is known of a later one, which `motion` leads to and for which `predicted` was predicted.
    ///
    /// Of how far kin are off their predictions, the most probable part is common: the mean, each weighted by how
    /// surely it was predicted.
    pub fn given(
        &self,
        motion: &SMatrix<f64, N, N>,
        predicted: &Family<N>,
        later: &Family<N>,
    ) -> Family<N> {
        let surely = |spread: &SMatrix<f64, N, N>| {
            let sure = (spread + SMatrix::identity() * LEAST).cholesky();
            sure.map(|c| c.inverse())
        };
        let expected: [_; JOINT_COUNT] = std::array::from_fn(|j| {
            let (predicted, later) = (predicted.joints[j]?, later.joints[j]?);
            let off = later.mean - predicted.mean;
            Some((off, surely(&predicted.spread)?, predicted.spread))
        });
        let mut now = self.clone();
        let (mut all, mut follows) = (SVector::zeros(), SVector::zeros());
        if let Some(sure) = surely(&predicted.common) {
            let (mut weight, mut sum) = (sure, SVector::<f64, N>::zeros());
            for (off, sure, _) in KIN.iter().filter_map(|j| expected[j.index()].as_ref()) {
                weight += sure;
                sum += sure * off;
            }
            let gain = self.common * motion.transpose() * sure;
            all = weight.cholesky().map_or(sum * 0.0, |w| w.solve(&sum));
            follows = gain * all;
            now.common += even(gain * (later.common - predicted.common) * gain.transpose());
        }
        for (j, now) in now.joints.iter_mut().enumerate() {
            let (Some(now), Some((off, sure, expected))) = (now, &expected[j]) else {
                continue;
            };
            let Some(later) = &later.joints[j] else {
                continue;
            };
            let kin = KIN.contains(&Joint::ALL[j]);
            let gain = now.spread * motion.transpose() * sure;
            now.mean += if kin {
                follows + gain * (off - all)
            } else {
                gain * off
            };
            now.spread += even(gain * (later.spread - expected) * gain.transpose());
        }
        now
    }

    /// Where the joints are, and how surely.
    pub fn places(&self) -> Estimates {
        let gaussian = |s: &State<N>| Gaussian {
            mean: s.mean.fixed_rows::<3>(0).into_owned(),
            covariance: place(&s.spread),
        };
        let joints = std::array::from_fn(|j| self.joints[j].as_ref().map(gaussian));
        (joints, place(&self.common))
    }
}

/// Every joint at `past[at]`, given all that came later.
pub(crate) fn smooth(past: &VecDeque<Past>, at: usize) -> Estimates {
    let mut known: Option<(Family<6>, &Past)> = None;
    for moment in past.range(at..).rev() {
        let after = |j: usize| Some(moment.steps[j].as_ref()?.after.state());
        let mut now = Family::of(after, &moment.common.1);
        if let Some((later, next)) = &known {
            let before = |j: usize| Some(next.steps[j].as_ref()?.before.as_ref()?.state());
            let predicted = Family::of(before, &next.common.0);
            let dt_s = next.time.seconds_since(moment.time).max(0.0);
            now = now.given(&motion(dt_s), &predicted, later);
        }
        known = Some((now, moment));
    }
    match known {
        Some((known, _)) => known.places(),
        None => ([None; JOINT_COUNT], Matrix3::zeros()),
    }
}

/// How place and velocity go on for `dt_s` seconds.
fn motion(dt_s: f64) -> Matrix6<f64> {
    let mut motion = Matrix6::identity();
    for i in 0..3 {
        motion[(i, i + 3)] = dt_s;
    }
    motion
}

/// What a covariance of place and velocity becomes in `dt_s` seconds under accelerations of spectral density `q`, m²/s³.
pub(crate) fn coast(spread: &Matrix6<f64>, dt_s: f64, q: f64) -> Matrix6<f64> {
    let motion = motion(dt_s);
    let mut spread = motion * spread * motion.transpose();
    for i in 0..3 {
        spread[(i, i)] += q * dt_s.powi(3) / 3.0;
        spread[(i, i + 3)] += q * dt_s * dt_s / 2.0;
        spread[(i + 3, i)] += q * dt_s * dt_s / 2.0;
        spread[(i + 3, i + 3)] += q * dt_s;
    }
    spread
}
