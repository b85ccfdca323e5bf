//! What was, given what came after: the fixed-interval smoother of Rauch, Tung and Striebel (AIAA Journal 3, 1965), joint by
//! joint, over the last moments.

use std::collections::VecDeque;

use nalgebra::{Matrix3, Matrix6, Vector3, Vector6};
use trackside_schema::{JOINT_COUNT, Joint, Timestamp};

use crate::joint::JointState;
use crate::kin::{KIN, Spread, Word};
use crate::triangulate::Gaussian;

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
    pub common: (Spread, Spread),
    /// Velocity of the trunk, m/s.
    pub velocity: Option<Vector3<f64>>,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
}

/// Joints, and the covariance of what trunk and head have in common, which is not in theirs.
pub(crate) type Estimates = ([Option<Gaussian>; JOINT_COUNT], Matrix3<f64>);

/// Every joint at `past[at]`, given all that came later. What trunk and head have in common goes its own way back, and takes
/// along the mean of how far their joints were from their predictions.
pub(crate) fn smooth(past: &VecDeque<Past>, at: usize) -> Estimates {
    let mut known: [Option<(Vector6<f64>, Matrix6<f64>)>; JOINT_COUNT] = [None; JOINT_COUNT];
    let mut common = Matrix6::zeros();
    let mut next: Option<&Past> = None;
    for moment in past.range(at..).rev() {
        let dt_s = next.map_or(0.0, |n| n.time.seconds_since(moment.time).max(0.0));
        let step = |j: usize| next?.steps[j].as_ref()?.before.as_ref();
        let predicted: [_; JOINT_COUNT] =
            std::array::from_fn(|j| step(j).filter(|_| moment.steps[j].is_some()));
        let off: [Option<Vector6<f64>>; JOINT_COUNT] =
            std::array::from_fn(|j| Some(known[j].as_ref()?.0 - mean(predicted[j]?)));
        let all: Vector6<f64> = KIN.iter().filter_map(|j| off[j.index()]).sum();
        let count = KIN.iter().filter(|j| off[j.index()].is_some()).count();
        let all = all / count.max(1) as f64;

        let after = whole(&moment.common.1);
        let before = next.map_or(Matrix6::zeros(), |n| whole(&n.common.0));
        let gain = next.and_then(|_| gain(&after, dt_s, &before));
        let (shared, follows) = match &gain {
            Some(gain) => (
                after + gain * (common - before) * gain.transpose(),
                gain * all,
            ),
            None => (after, Vector6::zeros()),
        };
        for (j, known) in known.iter_mut().enumerate() {
            let kin = KIN.contains(&Joint::ALL[j]);
            let own = |s: &JointState, common: &Matrix6<f64>| {
                covariance(s) - if kin { *common } else { Matrix6::zeros() }
            };
            *known = moment.steps[j].as_ref().map(|step| {
                let (at, spread) = (mean(&step.after), own(&step.after, &after));
                let back = || {
                    let (later, off, predicted) = (known.as_ref()?, off[j]?, predicted[j]?);
                    let expected = own(predicted, &before);
                    let gain = self::gain(&spread, dt_s, &expected)?;
                    let (off, along) = if kin {
                        (off - all, follows)
                    } else {
                        (off, Vector6::zeros())
                    };
                    let spread = spread + gain * (later.1 - expected) * gain.transpose();
                    Some((at + along + gain * off, spread))
                };
                back().unwrap_or((at, spread))
            });
        }
        common = shared;
        next = Some(moment);
    }
    let place = |m: &Matrix6<f64>| m.fixed_view::<3, 3>(0, 0).into_owned();
    let joints = known.map(|known| {
        known.map(|(mean, covariance)| Gaussian {
            mean: mean.fixed_rows::<3>(0).into_owned(),
            covariance: place(&covariance),
        })
    });
    (joints, place(&common))
}

/// How the earlier state follows the later: covariance of both over that of the later as it was predicted.
fn gain(filtered: &Matrix6<f64>, dt_s: f64, predicted: &Matrix6<f64>) -> Option<Matrix6<f64>> {
    // The filtered covariance times the transposed motion: the columns of position gain those of velocity.
    let mut moved = *filtered;
    for column in 0..3 {
        let gain = filtered.column(column + 3) * dt_s;
        let mut position = moved.column_mut(column);
        position += gain;
    }
    // Rounding must not make it singular.
    let predicted = predicted + Matrix6::identity() * 1e-9;
    Some(predicted.cholesky()?.solve(&moved.transpose()).transpose())
}

fn mean(s: &JointState) -> Vector6<f64> {
    let mut out = Vector6::zeros();
    out.fixed_rows_mut::<3>(0).copy_from(&s.at);
    out.fixed_rows_mut::<3>(3).copy_from(&s.velocity);
    out
}

fn covariance(s: &JointState) -> Matrix6<f64> {
    whole(&Spread {
        pp: s.pp,
        pv: s.pv,
        vv: s.vv,
    })
}

fn whole(s: &Spread) -> Matrix6<f64> {
    let mut out = Matrix6::zeros();
    out.fixed_view_mut::<3, 3>(0, 0).copy_from(&s.pp);
    out.fixed_view_mut::<3, 3>(0, 3).copy_from(&s.pv);
    out.fixed_view_mut::<3, 3>(3, 0)
        .copy_from(&s.pv.transpose());
    out.fixed_view_mut::<3, 3>(3, 3).copy_from(&s.vv);
    out
}
