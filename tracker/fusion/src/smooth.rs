//! What was, given what came after: the fixed-interval smoother of Rauch, Tung and Striebel (AIAA Journal 3, 1965), joint by
//! joint, what kin have in common on its own.

use std::collections::VecDeque;

use nalgebra::{Matrix3, Matrix6, SMatrix, SVector, Vector3};
use trackside_schema::{JOINT_COUNT, Timestamp};

use crate::joint::JointState;
use crate::kin::{Common, KIN, State, Word, even, kin_of, place};
use crate::posture::{LAG_S, Own, Owns};
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
    /// What kin had in common, before and with the moment's views.
    pub common: (Common<6>, Common<6>),
    /// Velocity of the trunk, m/s.
    pub velocity: Option<nalgebra::Vector3<f64>>,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
}

/// By joint: how much faster it goes than a while ago, m/s.
pub(crate) type Gains = [Vector3<f64>; JOINT_COUNT];
/// Joints, and the covariance of what kin have in common, which is not in theirs.
pub(crate) type Estimates = ([Option<Gaussian>; JOINT_COUNT], [Matrix3<f64>; KIN.len()]);

/// All joints of one athlete at one moment: their spreads are their own, what kin have in common is not in them.
#[derive(Clone, Debug)]
pub(crate) struct Family<const N: usize> {
    pub joints: [Option<State<N>>; JOINT_COUNT],
    pub common: Common<N>,
}

impl<const N: usize> Family<N> {
    /// Of joints with all that they are off.
    pub fn of(joint: impl Fn(usize) -> Option<State<N>>, common: &Common<N>) -> Family<N> {
        let mut joints: [_; JOINT_COUNT] = std::array::from_fn(joint);
        for (j, state) in joints.iter_mut().enumerate() {
            if let (Some(state), Some(kin)) = (state, kin_of(j)) {
                state.spread -= common[kin];
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
        let mut all = [SVector::<f64, N>::zeros(); KIN.len()];
        let mut follows = all;
        for (kin, joints) in KIN.iter().enumerate() {
            let (predicted, later) = (&predicted.common[kin], &later.common[kin]);
            let Some(sure) = surely(predicted) else {
                continue;
            };
            let (mut weight, mut sum) = (sure, SVector::<f64, N>::zeros());
            for (off, sure, _) in joints.iter().filter_map(|j| expected[j.index()].as_ref()) {
                weight += sure;
                sum += sure * off;
            }
            let gain = self.common[kin] * motion.transpose() * sure;
            if let Some(weight) = weight.cholesky() {
                all[kin] = weight.solve(&sum);
                follows[kin] = gain * all[kin];
            }
            now.common[kin] += even(gain * (later - predicted) * gain.transpose());
        }
        for (j, now) in now.joints.iter_mut().enumerate() {
            let (Some(now), Some((off, sure, expected))) = (now, &expected[j]) else {
                continue;
            };
            let Some(later) = &later.joints[j] else {
                continue;
            };
            let gain = now.spread * motion.transpose() * sure;
            now.mean += match kin_of(j) {
                Some(kin) => follows[kin] + gain * (off - all[kin]),
                None => gain * off,
            };
            now.spread += even(gain * (later.spread - expected) * gain.transpose());
        }
        now
    }

    /// How much faster each joint goes than [`LAG_S`] before, as what is known `dt_s` later says.
    pub fn gains(&self, later: &Family<N>, dt_s: f64) -> Gains {
        std::array::from_fn(|j| match (&self.joints[j], &later.joints[j]) {
            (Some(now), Some(later)) => {
                let gained = (later.mean - now.mean).fixed_rows::<3>(3).into_owned();
                gained * (LAG_S / dt_s.max(1e-3))
            }
            _ => Vector3::zeros(),
        })
    }

    /// As networks of postures hear it.
    pub fn owns(&self, gains: &Gains, views: impl Fn(usize) -> u8) -> Owns {
        let whole = self.whole();
        std::array::from_fn(|j| {
            let state = whole[j].as_ref()?;
            Some(Own {
                at: state.mean.fixed_rows::<3>(0).into(),
                velocity: state.mean.fixed_rows::<3>(3).into(),
                gains: gains[j],
                sigma_m: (place(&state.spread).trace() / 3.0).max(0.0).sqrt(),
                views: views(j),
            })
        })
    }

    /// The joints with all that they are off.
    pub fn whole(&self) -> [Option<State<N>>; JOINT_COUNT] {
        std::array::from_fn(|j| {
            let mut state = self.joints[j]?;
            if let Some(kin) = kin_of(j) {
                state.spread += self.common[kin];
            }
            Some(state)
        })
    }

    /// Where the joints are, and how surely.
    pub fn places(&self) -> Estimates {
        let gaussian = |s: &State<N>| Gaussian {
            mean: s.mean.fixed_rows::<3>(0).into_owned(),
            covariance: place(&s.spread),
        };
        let joints = std::array::from_fn(|j| self.joints[j].as_ref().map(gaussian));
        (joints, self.common.each_ref().map(place))
    }
}

/// Every joint at `past[at]`, given all that came later: place, velocity, and how much faster it goes than [`LAG_S`] ago.
pub(crate) fn smooth(past: &VecDeque<Past>, at: usize) -> Option<(Family<6>, Gains)> {
    let mut known: Option<(Family<6>, &Past)> = None;
    let mut gains = Gains::default();
    for moment in past.range(at..).rev() {
        let after = |j: usize| Some(moment.steps[j].as_ref()?.after.state());
        let mut now = Family::of(after, &moment.common.1);
        if let Some((later, next)) = &known {
            let before = |j: usize| Some(next.steps[j].as_ref()?.before.as_ref()?.state());
            let predicted = Family::of(before, &next.common.0);
            let dt_s = next.time.seconds_since(moment.time).max(0.0);
            now = now.given(&motion(dt_s), &predicted, later);
            gains = now.gains(later, dt_s);
        }
        known = Some((now, moment));
    }
    known.map(|(known, _)| (known, gains))
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
    let mut spread = *spread;
    // Places go on with their velocities: rows, then columns.
    let rows = spread.fixed_rows::<3>(3) * dt_s;
    let mut places = spread.fixed_rows_mut::<3>(0);
    places += rows;
    let columns = spread.fixed_columns::<3>(3) * dt_s;
    let mut places = spread.fixed_columns_mut::<3>(0);
    places += columns;
    for i in 0..3 {
        spread[(i, i)] += q * dt_s.powi(3) / 3.0;
        spread[(i, i + 3)] += q * dt_s * dt_s / 2.0;
        spread[(i + 3, i)] += q * dt_s * dt_s / 2.0;
        spread[(i + 3, i + 3)] += q * dt_s;
    }
    spread
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::{DMatrix, DVector, Vector6};

    use super::*;
    use crate::kin::{Member, share};

    const FOOT: usize = 1;

    /// Some covariance, another for each `seed`.
    fn some(seed: usize, size: f64) -> Matrix6<f64> {
        let a = Matrix6::from_fn(|i, j| ((7 * i + 3 * j + 5 * seed) as f64).sin());
        (a * a.transpose() + Matrix6::identity()) * size
    }

    /// Four joints and what they have in common, as one covariance.
    fn dense(common: &Matrix6<f64>, own: &[Matrix6<f64>]) -> DMatrix<f64> {
        let mut all = DMatrix::zeros(24, 24);
        for (i, own) in own.iter().enumerate() {
            for j in 0..4 {
                all.fixed_view_mut::<6, 6>(6 * i, 6 * j).copy_from(common);
            }
            let mut view = all.fixed_view_mut::<6, 6>(6 * i, 6 * i);
            view += own;
        }
        all
    }

    /// What kin are told of each other, forwards and backwards, is what a filter of all their numbers says.
    #[test]
    fn kin_agree_with_a_filter_of_all_their_numbers() {
        let (common, own) = (some(0, 1e-3), [1, 2, 3, 4].map(|s| some(s, 4e-4)));
        let all = dense(&common, &own);

        let word = |i: usize| Word {
            information: (some(9 + i, 900.0).fixed_view::<3, 3>(0, 0)).into_owned(),
            push: Vector3::new(20.0, -8.0 * i as f64, 5.0),
        };
        let mut members: [_; 4] = std::array::from_fn(|i| {
            let spread = common + own[i];
            let (mean, word) = (Vector6::zeros(), (i != 2).then(|| word(i)));
            Some(Member {
                state: State { mean, spread },
                word,
            })
        });
        share(&mut common.clone(), &mut members);
        let (mut information, mut push) = (DMatrix::zeros(24, 24), DVector::zeros(24));
        for i in [0, 1, 3] {
            let word = word(i);
            information
                .fixed_view_mut::<3, 3>(6 * i, 6 * i)
                .copy_from(&word.information);
            push.fixed_rows_mut::<3>(6 * i).copy_from(&word.push);
        }
        let known = (all.clone().try_inverse().unwrap() + information)
            .try_inverse()
            .unwrap();
        let mean = known * push;
        for (i, member) in members.iter().enumerate() {
            let off = member.unwrap().state.mean - mean.fixed_rows::<6>(6 * i);
            assert!(off.norm() < 1e-4 * mean.norm(), "{i}: {off}");
        }

        let joint = |i: usize, mean: f64, spread| Some((KIN[FOOT][i].index(), mean, spread));
        let family = |common: &Matrix6<f64>,
                      mean: &dyn Fn(usize) -> f64,
                      own: &dyn Fn(usize) -> Matrix6<f64>| {
            let mut joints = [None; JOINT_COUNT];
            for (j, mean, spread) in (0..4).filter_map(|i| joint(i, mean(i), own(i))) {
                let mean = Vector6::repeat(mean);
                joints[j] = Some(State { mean, spread });
            }
            let mut all = [Matrix6::zeros(); KIN.len()];
            all[FOOT] = *common;
            Family {
                joints,
                common: all,
            }
        };
        let motion = motion(0.04);
        let later = |m: &Matrix6<f64>| coast(m, 0.04, 3.0);
        let off = |i: usize| [0.02, -0.01, 0.03, 0.05][i];
        let now = family(&common, &|_| 0.0, &|i| own[i]);
        let predicted = family(&later(&common), &|_| 0.0, &|i| later(&own[i]));
        let told = family(&later(&common), &off, &|i| later(&own[i]));
        let smoothed = now.given(&motion, &predicted, &told);
        let ahead = dense(&later(&common), &own.map(|m| later(&m)));
        let go = DMatrix::from_fn(24, 24, |i, j| {
            if i / 6 == j / 6 {
                motion[(i % 6, j % 6)]
            } else {
                0.0
            }
        });
        let offs = DVector::from_fn(24, |i, _| off(i / 6));
        let mean = all * go.transpose() * ahead.try_inverse().unwrap() * offs;
        for (i, joint) in KIN[FOOT].iter().enumerate() {
            let off = smoothed.joints[joint.index()].unwrap().mean - mean.fixed_rows::<6>(6 * i);
            assert!(off.norm() < 1e-4 * mean.norm(), "{i}: {off}");
        }
    }
}
