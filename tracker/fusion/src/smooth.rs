//! What was, given what came after: the fixed-interval smoother of Rauch, Tung and Striebel (AIAA Journal 3, 1965), joint by
//! joint, over the last moments.

use std::collections::VecDeque;

use nalgebra::{Matrix6, Vector3, Vector6};
use trackside_schema::{JOINT_COUNT, Timestamp};

use crate::joint::JointState;
use crate::triangulate::Gaussian;

/// One joint at one past moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Before the moment's views were taken in; `None` where the joint began anew.
    pub before: Option<JointState>,
    /// With them.
    pub after: JointState,
}

/// All joints of one athlete at one past moment.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub tick: u64,
    pub time: Timestamp,
    pub steps: [Option<Step>; JOINT_COUNT],
    /// Velocity of the trunk, m/s.
    pub velocity: Option<Vector3<f64>>,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
}

/// Every joint at `past[at]`, given all that came later.
pub(crate) fn smooth(past: &VecDeque<Past>, at: usize) -> [Option<Gaussian>; JOINT_COUNT] {
    let mut out = [None; JOINT_COUNT];
    for (joint, slot) in out.iter_mut().enumerate() {
        if past[at].steps[joint].is_none() {
            continue;
        }
        let mut known: Option<(Vector6<f64>, Matrix6<f64>)> = None;
        let mut next: Option<(&JointState, Timestamp)> = None;
        for moment in past.range(at..).rev() {
            let Some(step) = &moment.steps[joint] else {
                (known, next) = (None, None);
                continue;
            };
            let dt_s = next.map_or(0.0, |(_, time)| time.seconds_since(moment.time).max(0.0));
            known = match (&known, next) {
                (Some(known), Some((before, _))) => back(&step.after, dt_s, before, known),
                _ => None,
            }
            .or_else(|| Some((mean(&step.after), covariance(&step.after))));
            next = step.before.as_ref().map(|b| (b, moment.time));
        }
        *slot = known.map(|(mean, covariance)| Gaussian {
            mean: mean.fixed_rows::<3>(0).into_owned(),
            covariance: covariance.fixed_view::<3, 3>(0, 0).into_owned(),
        });
    }
    out
}

/// One step back: what was known `dt_s` earlier, and what is known of the moment for which `before` was predicted.
fn back(
    earlier: &JointState,
    dt_s: f64,
    before: &JointState,
    later: &(Vector6<f64>, Matrix6<f64>),
) -> Option<(Vector6<f64>, Matrix6<f64>)> {
    let (filtered, predicted) = (covariance(earlier), covariance(before));
    // The filtered covariance times the transposed motion: the columns of position gain those of velocity.
    let mut moved = filtered;
    for column in 0..3 {
        let gain = filtered.column(column + 3) * dt_s;
        let mut position = moved.column_mut(column);
        position += gain;
    }
    let gain = predicted.cholesky()?.solve(&moved.transpose()).transpose();
    let mean = mean(earlier) + gain * (later.0 - mean(before));
    let covariance = filtered + gain * (later.1 - predicted) * gain.transpose();
    Some((mean, covariance))
}

fn mean(s: &JointState) -> Vector6<f64> {
    let mut out = Vector6::zeros();
    out.fixed_rows_mut::<3>(0).copy_from(&s.at);
    out.fixed_rows_mut::<3>(3).copy_from(&s.velocity);
    out
}

fn covariance(s: &JointState) -> Matrix6<f64> {
    let mut out = Matrix6::zeros();
    out.fixed_view_mut::<3, 3>(0, 0).copy_from(&s.pp);
    out.fixed_view_mut::<3, 3>(0, 3).copy_from(&s.pv);
    out.fixed_view_mut::<3, 3>(3, 0)
        .copy_from(&s.pv.transpose());
    out.fixed_view_mut::<3, 3>(3, 3).copy_from(&s.vv);
    out
}
