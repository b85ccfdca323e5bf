//! The shape of a body, learned while it is watched, and the joints that fit it best.
//!
//! A body keeps distances: along bones, across the head, the pelvis, the foot. How long each is and how well it is kept is
//! learned, left and right together, from the joints as they were filtered one by one. The joints that go out are then
//! those that are most probable under both: each joint's own estimate, and all distances at once.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use crate::body::{KEPT, MIDDLES, STATURE_M, anchor};
use crate::joint::JointState;
use crate::kin::{KIN, kin_of};
use crate::posture::Posture;
use crate::smooth::Estimates;
use crate::sparse::{Blocks, NODES, Pattern};
use crate::triangulate::Gaussian;

/// No distance is known or kept better than this, m.
const LEAST_SPREAD_M: f64 = 0.005;
/// Before anything is known, a distance is kept to this share of itself.
const FIRST_SPREAD: f64 = 0.06;
/// Estimates nearer in time than this, s, err alike and count as one.
const ALIKE_S: f64 = 0.15;
/// What was seen longer ago than this, s, is forgotten bit by bit.
const MEMORY_S: f64 = 60.0;
/// Distances within so many times their scatter are a body's.
const RANGE: f64 = 2.0;
/// Shorter distances than this do not tell bodies apart, m.
const LONG_M: f64 = 0.2;
/// What is common may be known perfectly, m².
const LEAST_COMMON: f64 = 1e-9;
/// What lies half way between two joints does so to this, m, across the line to the other end of the trunk.
const MIDDLE_M: f64 = 0.015;
/// A joint that is known better than this, m, is on one side of the joint that it hangs on.
const TO_AND_FRO_M: f64 = 0.1;
/// Rounds of Gauss–Newton, no more; one that moves no joint farther than this, m, is the last.
const ROUNDS: usize = 2;
const CLOSE_M: f64 = 1e-2;

/// One distance: the mean of its square, and what is known of it.
#[derive(Clone, Copy, Debug, Default)]
struct Distance {
    /// m²
    square: f64,
    /// One over the variance of `square`.
    weight: f64,
    /// How far the square strays beyond what the joints' errors explain: variance, m⁴.
    strays: f64,
    /// How many independent estimates it comes from.
    count: f64,
}

/// What is known of one body.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    distances: [Distance; KEPT.len()],
}

impl Default for Shape {
    fn default() -> Shape {
        Shape {
            distances: [Distance::default(); KEPT.len()],
        }
    }
}

impl Shape {
    /// Learns from joints that were measured `dt_s` after the last ones.
    pub fn learn(
        &mut self,
        figure: &Figure,
        joints: &[Option<JointState>; JOINT_COUNT],
        common: &[Matrix3<f64>; KIN.len()],
        dt_s: f64,
    ) {
        let fresh = (dt_s / ALIKE_S).min(1.0);
        for (k, &(a, b, ..)) in KEPT.iter().enumerate() {
            let kin = kin_of(a.index()).filter(|_| kin_of(a.index()) == kin_of(b.index()));
            let (Some(a), Some(b)) = (&joints[a.index()], &joints[b.index()]) else {
                continue;
            };
            if a.views < 2 || b.views < 2 {
                continue;
            }
            // What both have in common is no matter.
            let common = kin.map_or(Matrix3::zeros(), |kin| 2.0 * common[kin]);
            let (apart, spread) = (a.at - b.at, a.pp + b.pp - common);
            // The mean square of a noisy vector is that of the vector and the noise's.
            let square = apart.norm_squared() - spread.trace();
            let variance =
                4.0 * (apart.transpose() * spread * apart)[0] + 2.0 * (spread * spread).trace();
            self.distances[figure.shared[k]].take(square, variance, fresh);
        }
    }

    /// How far one joint is from another, m; `None` of a pair that keeps no distance.
    pub fn length_m(&self, figure: &Figure, a: Joint, b: Joint) -> Option<f64> {
        let is = |&(c, d, ..): &(Joint, Joint, f64, f64)| (c, d) == (a, b) || (d, c) == (a, b);
        let pair = KEPT.iter().position(is)?;
        Some(self.expect(figure, pair, self.stature_m(figure)).0)
    }

    /// How far the lengths of two bodies are apart, as a root mean square share; `None` where too little is known.
    pub fn unlike(&self, other: &Shape, figure: &Figure) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for k in (0..KEPT.len()).filter(|&k| figure.shared[k] == k) {
            let learned = |shape: &Shape| {
                let d = &shape.distances[k];
                (d.count >= 1.0 && d.square > LONG_M * LONG_M).then(|| d.square.sqrt())
            };
            if let (Some(a), Some(b)) = (learned(self), learned(other)) {
                sum += ((a - b) / a.max(b)).powi(2);
                n += 1;
            }
        }
        (n >= 5).then(|| (sum / f64::from(n)).sqrt())
    }

    /// How tall the body is, m, as its longer distances say.
    fn stature_m(&self, figure: &Figure) -> f64 {
        let (mean, deviation) = STATURE_M;
        let (mut weight, mut sum) = (deviation.powi(-2), mean * deviation.powi(-2));
        for (k, &(_, _, share, scatter)) in KEPT.iter().enumerate() {
            let d = &self.distances[k];
            // What is short for a body is short for a detector's errors.
            if share < 0.14 || figure.shared[k] != k || d.count < 1.0 || d.square < 1e-4 {
                continue;
            }
            let told = d.square.sqrt() / share;
            let off = (told - mean) / mean;
            let w = 1.0 / ((2.0 * scatter * mean).powi(2) * (1.0 + (off / 0.1).powi(2)));
            weight += w;
            sum += w * told;
        }
        sum / weight
    }

    /// The length, m, and its variance as a measurement of this moment: what was learned, as far as bodies are like that.
    fn expect(&self, figure: &Figure, pair: usize, stature_m: f64) -> (f64, f64) {
        let (_, _, share, scatter) = KEPT[pair];
        let (usual, spread) = (share * stature_m, scatter * share * stature_m);
        let d = &self.distances[figure.shared[pair]];
        let prior = (usual, LEAST_SPREAD_M.powi(2) + spread * spread);
        if d.count < 1.0 || d.square < 1e-4 {
            return prior;
        }
        let length = d.square.sqrt();
        let slope = 1.0 / (4.0 * d.square);
        let strays = LEAST_SPREAD_M.powi(2) + d.strays * slope;
        let known = 1.0 / d.weight * slope;
        // The prior joins in as one more measurement of the length.
        let share = spread * spread / (spread * spread + known);
        let off = share * (length - usual);
        // Beyond what bodies are, it is the joints that are wrong: most of all where they lie too near each other.
        let far = off.abs() / (RANGE * spread);
        if far > 1.0 {
            let off = if off < 0.0 {
                off / (far * far)
            } else {
                off / far
            };
            return (usual + off, LEAST_SPREAD_M.powi(2) + 0.25 * spread * spread);
        }
        (usual + off, strays + share * known)
    }
}

impl Distance {
    fn take(&mut self, square: f64, variance: f64, fresh: f64) {
        let off = square - self.square;
        let known = if self.weight > 0.0 {
            1.0 / self.weight
        } else {
            0.0
        };
        // What is far from all that was seen is more likely a joint in the wrong place.
        let trust = if self.count > 2.0 {
            1.0 / (1.0 + off * off / (9.0 * (variance + known + self.strays)))
        } else {
            1.0
        };
        let share = fresh * trust;
        if self.count > MEMORY_S / ALIKE_S {
            let keep = 1.0 - share * ALIKE_S / MEMORY_S;
            self.weight *= keep;
            self.count *= keep;
        }
        let weight = share / (variance + self.strays);
        self.weight += weight;
        self.square += off * weight / self.weight;
        self.count += share;
        if self.count > 1.0 {
            let prior = (FIRST_SPREAD * 2.0 * self.square).powi(2);
            let excess = off * off - variance - known;
            let gain = share / (self.count + 4.0);
            if self.strays == 0.0 {
                self.strays = prior;
            }
            self.strays += gain * (excess - self.strays);
            self.strays = self.strays.max(1e-12);
        }
    }
}

/// What all bodies have in common, and the memory for fitting one.
#[derive(Debug)]
pub(crate) struct Figure {
    pattern: Pattern,
    /// By pair: the one that stands for it and its mirror image.
    shared: [usize; KEPT.len()],
    system: Blocks,
    /// How they hold themselves.
    pub posture: Posture,
}

impl Default for Figure {
    fn default() -> Figure {
        let same =
            |(a, b): (Joint, Joint), (c, d): (Joint, Joint)| (a, b) == (c, d) || (a, b) == (d, c);
        let mut shared = [0; KEPT.len()];
        for (k, &(a, b, ..)) in KEPT.iter().enumerate() {
            let mirrored = (a.mirrored(), b.mirrored());
            shared[k] = (0..k)
                .find(|&i| same((KEPT[i].0, KEPT[i].1), mirrored))
                .unwrap_or(k);
        }
        let pairs = KEPT.iter().map(|(a, b, ..)| (a.index(), b.index()));
        let feet = (0..JOINT_COUNT).filter_map(|j| Some((j, foot_of(j)?)));
        Figure {
            pattern: Pattern::of(pairs.chain(feet)),
            shared,
            system: Blocks::default(),
            posture: Posture::default(),
        }
    }
}

impl Figure {
    /// The most probable joints of a body of that shape, each given its own estimate. What trunk and head have in common
    /// no distance can tell. Of joints that are `within_reach` a bone may lie on either side of the picture's plane.
    pub fn fit(
        &mut self,
        shape: &Shape,
        (mut joints, common): Estimates,
        within_reach: impl Fn(usize) -> bool,
    ) -> [Option<Gaussian>; JOINT_COUNT] {
        self.settle(shape, &mut joints, &common, within_reach);
        for joint in KIN[0] {
            if let Some(g) = &mut joints[joint.index()] {
                g.covariance += common[0];
            }
        }
        joints
    }

    fn settle(
        &mut self,
        shape: &Shape,
        joints: &mut [Option<Gaussian>; JOINT_COUNT],
        common: &[Matrix3<f64>; KIN.len()],
        within_reach: impl Fn(usize) -> bool,
    ) {
        let mut own = [Matrix3::identity(); NODES];
        let mut at = [Vector3::zeros(); NODES];
        for ((own, at), joint) in own.iter_mut().zip(&mut at).zip(joints.iter()) {
            if let Some(g) = joint {
                let Some(information) = g.covariance.try_inverse() else {
                    return;
                };
                (*own, *at) = (information, g.mean);
            }
        }
        for (foot, own) in own[JOINT_COUNT..].iter_mut().enumerate() {
            let common = common[foot + 1] + Matrix3::identity() * LEAST_COMMON;
            let Some(information) = common.try_inverse() else {
                return;
            };
            *own = information;
        }
        let mean = at;
        let stature_m = shape.stature_m(self);
        let told: [_; KEPT.len()] = std::array::from_fn(|k| shape.expect(self, k, stature_m));
        for _ in 0..ROUNDS {
            self.pattern.clear(&mut self.system);
            let mut step = [Vector3::zeros(); NODES];
            self.hear(&own, &mean, &at, &mut step);
            let known = |j: Joint| joints[j.index()].is_some();
            for (&(a, b, ..), &(length, mut variance)) in KEPT.iter().zip(&told) {
                let (i, k) = (a.index(), b.index());
                if let (Some(a), Some(b)) = (&joints[i], &joints[k]) {
                    if within_reach(i) || within_reach(k) {
                        variance += curved(&(at[i] - at[k]), &(a.covariance + b.covariance));
                    }
                    self.keep([i, k], (length, variance), &at, &mut step);
                }
            }
            let up = at[Joint::Neck.index()] - at[Joint::Hip.index()];
            for (middle, ends) in MIDDLES {
                if known(Joint::Neck)
                    && known(Joint::Hip)
                    && ends.into_iter().all(known)
                    && let Some(up) = up.try_normalize(1e-6)
                {
                    self.halve(middle.index(), ends.map(Joint::index), &up, &at, &mut step);
                }
            }
            if !self.pattern.factor(&mut self.system) {
                return;
            }
            self.pattern.solve(&self.system, &mut step);
            at.iter_mut().zip(&step).for_each(|(at, step)| *at += step);
            let close = |step: &Vector3<f64>| step.norm_squared() < CLOSE_M * CLOSE_M;
            if step.iter().all(close) {
                break;
            }
        }
        self.pattern.invert(&mut self.system);
        let mut to_and_fro = [Matrix3::zeros(); JOINT_COUNT];
        for (j, joint) in joints.iter_mut().enumerate() {
            if let Some(g) = joint {
                if let Some(from) = hangs_on(j) {
                    if let Some(foot) = foot_of(j) {
                        g.covariance += common[foot + 1 - JOINT_COUNT];
                    }
                    to_and_fro[j] = unsettled(g, &at[j], &at[from], &to_and_fro[from]);
                }
                *g = Gaussian {
                    mean: at[j],
                    covariance: self.pattern.block(&self.system, j) + to_and_fro[j],
                };
            }
        }
    }

    /// What each joint's own estimate says. By how much a whole foot is off is one more unknown.
    fn hear(
        &mut self,
        own: &[Matrix3<f64>; NODES],
        mean: &[Vector3<f64>; NODES],
        at: &[Vector3<f64>; NODES],
        step: &mut [Vector3<f64>; NODES],
    ) {
        for node in 0..NODES {
            let off = mean[node] - at[node];
            if let Some(foot) = foot_of(node) {
                let pull = own[node] * (off + at[foot]);
                self.pattern
                    .couple(&mut self.system, node, foot, &own[node]);
                step[node] += pull;
                step[foot] -= pull;
            } else {
                self.pattern.add(&mut self.system, node, &own[node]);
                step[node] += own[node] * off;
            }
        }
    }

    /// Two joints have a distance.
    fn keep(
        &mut self,
        [a, b]: [usize; 2],
        (length, variance): (f64, f64),
        at: &[Vector3<f64>; NODES],
        step: &mut [Vector3<f64>; NODES],
    ) {
        let apart = at[a] - at[b];
        let distance = apart.norm().max(1e-6);
        let along = apart / distance;
        let stiff = along * along.transpose() / variance;
        self.pattern.couple(&mut self.system, a, b, &stiff);
        let pull = along * ((length - distance) / variance);
        step[a] += pull;
        step[b] -= pull;
    }

    /// A joint is half way between two, but for how far `up` it may be.
    fn halve(
        &mut self,
        middle: usize,
        [a, b]: [usize; 2],
        up: &Vector3<f64>,
        at: &[Vector3<f64>; NODES],
        step: &mut [Vector3<f64>; NODES],
    ) {
        let stiff = (Matrix3::identity() - up * up.transpose()) / (MIDDLE_M * MIDDLE_M);
        // |(a + b)/2 − m|² = |a − m|²/2 + |b − m|²/2 − |a − b|²/4.
        self.pattern
            .couple(&mut self.system, a, middle, &(stiff * 0.5));
        self.pattern
            .couple(&mut self.system, b, middle, &(stiff * 0.5));
        self.pattern
            .couple(&mut self.system, a, b, &(stiff * -0.25));
        let pull = stiff * (at[middle] - (at[a] + at[b]) * 0.5);
        step[a] += pull * 0.5;
        step[b] += pull * 0.5;
        step[middle] -= pull;
    }
}

/// The joint from which a limb, or a foot, reaches to this one.
fn hangs_on(joint: usize) -> Option<usize> {
    let joint = *Joint::ALL.get(joint)?;
    let foot = match joint {
        Joint::LBigToe | Joint::LSmallToe | Joint::LHeel => Some(Joint::LAnkle),
        Joint::RBigToe | Joint::RSmallToe | Joint::RHeel => Some(Joint::RAnkle),
        _ => None,
    };
    anchor(joint).or(foot).map(Joint::index)
}

/// How far off a joint may be because its distance from another leaves two places, this side of it and the other, and its own
/// estimate does not tell them apart: the variance of not knowing which, with the other joint's own.
fn unsettled(
    own: &Gaussian,
    at: &Vector3<f64>,
    from: &Vector3<f64>,
    others: &Matrix3<f64>,
) -> Matrix3<f64> {
    if own.covariance.trace() < TO_AND_FRO_M * TO_AND_FRO_M {
        return Matrix3::zeros();
    }
    let axes = own.covariance.symmetric_eigen();
    let most = axes.eigenvalues.imax();
    let (along, variance) = (axes.eigenvectors.column(most), axes.eigenvalues[most]);
    let across = -2.0 * (at - from).dot(&along);
    let off = (at - own.mean).dot(&along);
    let less_likely = ((off + across).powi(2) - off * off) / (2.0 * variance);
    let share = 1.0 / (1.0 + less_likely.exp());
    let follows = variance / (variance + others.trace());
    along * along.transpose() * (share * across * across) + others * follows
}

/// What a distance strays by because it is not linear in where two joints lie `apart`: ½ tr (HP)², with H its second derivative, P what
/// is `unknown` of that (Athans, Wishner and Bertolini, IEEE Trans. Automatic Control 13, 1968).
fn curved(apart: &Vector3<f64>, unknown: &Matrix3<f64>) -> f64 {
    let square = apart.norm_squared().max(LEAST_SPREAD_M.powi(2));
    let across = Matrix3::identity() - apart * apart.transpose() / square;
    let strays = across * unknown;
    0.5 * (strays * strays).trace() / square
}

/// The node of what a joint of a foot has in common with the others.
fn foot_of(node: usize) -> Option<usize> {
    let kin = kin_of(node).filter(|&kin| kin > 0)?;
    Some(JOINT_COUNT + kin - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A knee ahead of the hip, as seen from the front or the back: its own estimate hardly knows how far off it is.
    #[test]
    fn a_distance_leaves_two_places() {
        let (hip, knee) = (Vector3::zeros(), Vector3::new(0.3, 0.0, -0.3));
        let off = |sigma_m: f64, told: f64| {
            let spread = Vector3::new(sigma_m, 0.01, 0.01).map(|s| s * s);
            let own = Gaussian {
                mean: knee + Vector3::x() * told,
                covariance: Matrix3::from_diagonal(&spread),
            };
            unsettled(&own, &knee, &hip, &Matrix3::zeros())
        };
        // Known well it is here; known badly it may as well be 0.6 m behind, in depth alone.
        assert_eq!(off(0.05, 0.0), Matrix3::zeros());
        assert!(off(0.15, 0.0)[(0, 0)] < 1e-3);
        let vague = off(3.0, 0.0);
        assert!((vague[(0, 0)] - 0.18).abs() < 0.01 && vague[(2, 2)] < 1e-9);
        // What its own estimate says for the other side counts.
        assert!(off(0.3, -0.2)[(0, 0)] > 2.0 * off(0.3, 0.0)[(0, 0)]);
    }
}
