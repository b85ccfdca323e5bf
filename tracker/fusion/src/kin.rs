//! Joints that move together. The trunk and the head go up and down and hither and thither as one, and turn slowly, and so does a
//! foot: what is seen of each says where all of them are.
//!
//! The error of such a joint is a part that all of its kin have in common and a part of its own, each with its place and how that moves.
//! Sights move both, by the exact posterior of that model (random effects; Laird and Ware, Biometrics 38, 1982); what it makes them correlate
//! beyond the model is put back into it by its mean.

use nalgebra::{Matrix3, Matrix6, SMatrix, SVector, Vector3};
use trackside_schema::Joint;

use crate::joint::JointState;

/// Who belongs together: trunk and head, and each foot.
pub(crate) const KIN: [&[Joint]; 3] = [
    &[
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
    ],
    &[
        Joint::LAnkle,
        Joint::LHeel,
        Joint::LBigToe,
        Joint::LSmallToe,
    ],
    &[
        Joint::RAnkle,
        Joint::RHeel,
        Joint::RBigToe,
        Joint::RSmallToe,
    ],
];
/// No more belong together.
pub(crate) const MOST_KIN: usize = 12;

/// What the kin have in common, family by family: a covariance.
pub(crate) type Common<const N: usize> = [SMatrix<f64, N, N>; KIN.len()];

/// The family of a joint, as its place in [`KIN`].
pub(crate) fn kin_of(joint: usize) -> Option<usize> {
    match Joint::ALL.get(joint)? {
        Joint::LElbow | Joint::RElbow | Joint::LWrist | Joint::RWrist => None,
        Joint::LKnee | Joint::RKnee => None,
        Joint::LAnkle | Joint::LHeel | Joint::LBigToe | Joint::LSmallToe => Some(1),
        Joint::RAnkle | Joint::RHeel | Joint::RBigToe | Joint::RSmallToe => Some(2),
        _ => Some(0),
    }
}

/// The share of their accelerations that each of the kin has to itself. Of trunks training worlds have 0.01 to 0.1, real shoulders and hips
/// more: with 0.1 the training worlds gain another 0.15 mm, and a recording of somebody who balances loses as much.
pub(crate) const OWN: f64 = 0.2;
/// What is unknown of a speed and common at first, m/s: a little less than what is unknown of a joint's.
pub(crate) const COMMON_SPEED_M_S: f64 = 2.9;
/// Keeps what is known perfectly invertible, m².
const LEAST: f64 = 1e-9;

/// Place, velocity and, where that is followed, acceleration: what is known of a joint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State<const N: usize> {
    pub mean: SVector<f64, N>,
    pub spread: SMatrix<f64, N, N>,
}

/// The covariance of places.
pub(crate) fn place<const N: usize>(spread: &SMatrix<f64, N, N>) -> Matrix3<f64> {
    spread.fixed_view::<3, 3>(0, 0).into_owned()
}

/// What joints that are new have in common, place and velocity: each has its own place, but they go the same way.
pub(crate) fn unmet() -> Common<6> {
    let mut common = Matrix6::zeros();
    for i in 3..6 {
        common[(i, i)] = COMMON_SPEED_M_S.powi(2);
    }
    [common; KIN.len()]
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

/// One joint among its kin: what was predicted and what was said of it. Its share of what all have in common is in its spread.
#[derive(Clone, Copy)]
pub(crate) struct Member<const N: usize> {
    pub state: State<N>,
    pub word: Option<Word>,
}

/// How one joint hears a word.
#[derive(Clone, Copy)]
struct Ear<const N: usize> {
    word: Word,
    /// What is its own of its place, the word heard.
    own: Matrix3<f64>,
    /// How all that is its own follows its own place.
    follows: SMatrix<f64, N, 3>,
    /// How it goes along when all are moved.
    along: SMatrix<f64, N, 3>,
}

impl<const N: usize> Ear<N> {
    /// With the share of its word that all hear. `all` says how what is common follows its place.
    fn of(
        member: &Member<N>,
        common: &SMatrix<f64, N, N>,
        all: &SMatrix<f64, N, 3>,
    ) -> Option<(Ear<N>, Matrix3<f64>)> {
        let word = member.word.unwrap_or(Word {
            information: Matrix3::zeros(),
            push: Vector3::zeros(),
        });
        let spread = member.state.spread - common;
        let follows = follow(&spread)?;
        let heard = (Matrix3::identity() + word.information * place(&spread)).try_inverse()?;
        let own = even(place(&spread) * heard);
        let ear = Ear {
            word,
            own,
            follows,
            along: all - follows * (own * word.information),
        };
        Some((ear, heard))
    }
}

/// How a state follows its place.
fn follow<const N: usize>(spread: &SMatrix<f64, N, N>) -> Option<SMatrix<f64, N, 3>> {
    let inverse = (place(spread) + Matrix3::identity() * LEAST).try_inverse()?;
    let mut follows = spread.fixed_columns::<3>(0) * inverse;
    let mut itself = follows.fixed_rows_mut::<3>(0);
    itself.copy_from(&Matrix3::identity());
    Some(follows)
}

/// What becomes of a spread when what is unknown of its place shrinks by `less`.
fn shrunk<const N: usize>(
    spread: &SMatrix<f64, N, N>,
    follows: &SMatrix<f64, N, 3>,
    less: &Matrix3<f64>,
) -> SMatrix<f64, N, N> {
    spread - follows * less * follows.transpose()
}

/// Symmetric again: rounding errors would grow from moment to moment.
pub(crate) fn even<const N: usize>(m: SMatrix<f64, N, N>) -> SMatrix<f64, N, N> {
    (m + m.transpose()) * 0.5
}

/// Takes what was said of each of the joints for all of them. `common` is what was predicted to be common.
pub(crate) fn share<const N: usize>(
    common: &mut SMatrix<f64, N, N>,
    members: &mut [Option<Member<N>>],
) {
    let predicted = *common;
    let Some(all) = follow(common) else {
        return;
    };
    let Some(mut information) = (place(common) + Matrix3::identity() * LEAST).try_inverse() else {
        return;
    };
    let mut push = Vector3::zeros();
    let mut ears = [None::<Ear<N>>; MOST_KIN];
    for (slot, member) in ears.iter_mut().zip(members.iter()) {
        if let Some((ear, heard)) = member.as_ref().and_then(|m| Ear::of(m, common, &all)) {
            information += heard * ear.word.information;
            push += heard * ear.word.push;
            *slot = Some(ear);
        }
    }
    let Some(known) = even(information).try_inverse().map(even) else {
        return;
    };
    let shift = known * push;
    let (mut along, mut n) = (SMatrix::<f64, N, 3>::zeros(), 0.0);
    for ear in ears.iter().flatten() {
        (along, n) = (along + ear.along, n + 1.0);
    }
    along /= f64::max(n, 1.0);
    let rest = shrunk(&predicted, &all, &place(&predicted));
    *common = even(along * known * along.transpose() + rest);
    for (ear, member) in ears.iter().zip(members) {
        let (Some(ear), Some(member)) = (ear, member) else {
            continue;
        };
        let moved = ear.own * (ear.word.push - ear.word.information * shift);
        member.state.mean += all * shift + ear.follows * moved;
        let apart = ear.along - along;
        let spread = member.state.spread - predicted;
        let less = place(&spread) - ear.own;
        let own = shrunk(&spread, &ear.follows, &less) + apart * known * apart.transpose();
        member.state.spread = *common + even(own);
    }
}
