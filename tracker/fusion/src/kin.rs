//! Joints that move together. The trunk and the head go up and down and hither and thither as one, and turn slowly: what is
//! seen of each says where all of them are.
//!
//! The error of such a joint is a part that all of its kin have in common and a part of its own, each with its place and velocity. Sights
//! move both, by the exact posterior of that model (random effects; Laird and Ware, Biometrics 38, 1982); what it makes them correlate
//! beyond the model is put back into it by its mean.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use crate::joint::JointState;

/// Who belongs together.
pub(crate) const KIN: [Joint; 12] = [
    Joint::Nose,
    Joint::LEye,
    Joint::REye,
    Joint::LEar,
    Joint::REar,
    Joint::Head,
    Joint::Neck,
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::Hip,
    Joint::LHip,
    Joint::RHip,
];

/// The share of the trunk's accelerations that each of its joints has to itself. Training worlds have 0.01 to 0.1, real shoulders and hips
/// more: with 0.1 the training worlds gain another 0.15 mm, and a recording of somebody who balances loses as much.
const OWN: f64 = 0.2;
/// What is unknown of a speed and common at first, m/s: a little less than what is unknown of a joint's.
const START_SPEED_M_S: f64 = 2.9;
/// Keeps what is known perfectly invertible, m².
const LEAST: f64 = 1e-9;

/// Covariance of place and velocity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub pp: Matrix3<f64>,
    pub pv: Matrix3<f64>,
    pub vv: Matrix3<f64>,
}

impl Spread {
    /// Of joints that are new: each has its own place, but they go the same way.
    pub fn new() -> Spread {
        Spread {
            pp: Matrix3::zeros(),
            pv: Matrix3::zeros(),
            vv: Matrix3::identity() * START_SPEED_M_S.powi(2),
        }
    }

    /// Moves on by `dt` seconds; `q` is the least spectral density of the joints' accelerations, m²/s³.
    pub fn predict(&mut self, dt: f64, q: f64) {
        let i = Matrix3::identity() * (q * (1.0 - OWN));
        self.pp +=
            (self.pv + self.pv.transpose()) * dt + self.vv * (dt * dt) + i * (dt.powi(3) / 3.0);
        self.pv += self.vv * dt + i * (dt * dt / 2.0);
        self.vv += i * dt;
    }
}

/// What sights say of one joint's place, about its prediction: the information, and how they push.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub information: Matrix3<f64>,
    pub push: Vector3<f64>,
}

impl Word {
    /// What was said between a prediction and what followed from it; `None` where nothing was.
    pub fn of(before: Option<&JointState>, after: &JointState) -> Option<Word> {
        if after.views == 0 {
            return None;
        }
        let known = after.pp.try_inverse()?;
        let (prior, from) = match before.filter(|_| after.follows) {
            Some(b) => (b.pp.try_inverse()?, b.at),
            None => (Matrix3::zeros(), after.at),
        };
        Some(Word {
            information: known - prior,
            push: known * (after.at - from),
        })
    }
}

/// One joint among its kin.
#[derive(Clone, Copy)]
struct Member {
    joint: usize,
    before: JointState,
    word: Word,
    /// What it takes of what is said to it alone, and how its own velocity follows.
    own: Matrix3<f64>,
    velocity: Matrix3<f64>,
    /// Variance of its own velocity, its place given.
    rest: Matrix3<f64>,
}

impl Member {
    /// With the share of its sights' word that all hear.
    fn of(
        joint: usize,
        predicted: &JointState,
        common: &Spread,
        word: Option<Word>,
    ) -> Option<(Member, Matrix3<f64>)> {
        let own = Spread {
            pp: predicted.pp - common.pp,
            pv: predicted.pv - common.pv,
            vv: predicted.vv - common.vv,
        };
        let word = word.unwrap_or(Word {
            information: Matrix3::zeros(),
            push: Vector3::zeros(),
        });
        let place = (own.pp + Matrix3::identity() * LEAST).try_inverse()?;
        let heard = (Matrix3::identity() + word.information * own.pp).try_inverse()?;
        let velocity = own.pv.transpose() * place;
        let member = Member {
            joint,
            before: *predicted,
            word,
            own: even(own.pp * heard),
            velocity,
            rest: even(own.vv - velocity * own.pv),
        };
        Some((member, heard))
    }

    /// How its place and its velocity go along with what moves all, when the velocity of all `follows` so.
    fn along(&self, follows: &Matrix3<f64>) -> (Matrix3<f64>, Matrix3<f64>) {
        let taken = self.own * self.word.information;
        (Matrix3::identity() - taken, follows - self.velocity * taken)
    }
}

/// Symmetric again: rounding errors would grow from moment to moment.
fn even(m: Matrix3<f64>) -> Matrix3<f64> {
    0.5 * (m + m.transpose())
}

/// Takes what was said of each of the joints for all of them. `common` is what was predicted to be common.
pub(crate) fn share(
    common: &mut Spread,
    before: &[Option<JointState>; JOINT_COUNT],
    words: &[Option<Word>; JOINT_COUNT],
    joints: &mut [Option<JointState>; JOINT_COUNT],
) {
    let all = common.pp + Matrix3::identity() * LEAST;
    let Some(inverse) = all.try_inverse() else {
        return;
    };
    let follows = common.pv.transpose() * inverse;
    let rest = even(common.vv - follows * common.pv);
    let (mut information, mut push) = (inverse, Vector3::zeros());
    let mut members = [None::<Member>; KIN.len()];
    for (slot, joint) in members.iter_mut().zip(KIN) {
        let j = joint.index();
        if joints[j].is_some_and(|s| s.follows)
            && let Some(predicted) = &before[j]
            && let Some((member, heard)) = Member::of(j, predicted, common, words[j])
        {
            information += heard * member.word.information;
            push += heard * member.word.push;
            *slot = Some(member);
        }
    }
    let Some(known) = even(information).try_inverse().map(even) else {
        return;
    };
    let shift = known * push;
    let (mut place, mut speed, mut n) = (Matrix3::zeros(), Matrix3::zeros(), 0.0);
    for m in members.iter().flatten() {
        let (a, b) = m.along(&follows);
        (place, speed, n) = (place + a, speed + b, n + 1.0);
    }
    let n = f64::max(n, 1.0);
    (place, speed) = (place / n, speed / n);
    *common = Spread {
        pp: even(place * known * place.transpose()),
        pv: place * known * speed.transpose(),
        vv: even(speed * known * speed.transpose() + rest),
    };
    for m in members.iter().flatten() {
        let (a, b) = m.along(&follows);
        let (a, b) = (a - place, b - speed);
        let moved = m.own * (m.word.push - m.word.information * shift);
        let Some(state) = &mut joints[m.joint] else {
            continue;
        };
        state.at = m.before.at + shift + moved;
        state.velocity = m.before.velocity + follows * shift + m.velocity * moved;
        state.pp = common.pp + m.own + even(a * known * a.transpose());
        state.pv = common.pv + m.own * m.velocity.transpose() + a * known * b.transpose();
        let own = m.velocity * m.own * m.velocity.transpose() + b * known * b.transpose();
        state.vv = common.vv + m.rest + even(own);
    }
    // Who began anew errs on its own.
    for joint in KIN {
        if let Some(s) = &mut joints[joint.index()]
            && !s.follows
        {
            s.pp += common.pp;
            s.pv += common.pv;
            s.vv += common.vv;
        }
    }
}
