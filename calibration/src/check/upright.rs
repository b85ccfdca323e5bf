//! Causes that leave cameras in agreement with each other: lengths in another unit, and z that does not point up. Athletes tell.

use nalgebra::{UnitQuaternion, Vector3};
use trackside_schema::Joint;

use super::Seen;
use super::causes::{self, Cause, Diagnosis, Fix, UNITS};
use super::measure::median;
use super::people::{Athlete, Explained, explain};
use crate::Rig;

/// Bones, and how long they are in people, m.
const BONES: [(Joint, Joint, f64); 10] = [
    (Joint::LHip, Joint::LKnee, 0.43),
    (Joint::RHip, Joint::RKnee, 0.43),
    (Joint::LKnee, Joint::LAnkle, 0.42),
    (Joint::RKnee, Joint::RAnkle, 0.42),
    (Joint::LShoulder, Joint::LElbow, 0.30),
    (Joint::RShoulder, Joint::RElbow, 0.30),
    (Joint::LElbow, Joint::LWrist, 0.26),
    (Joint::RElbow, Joint::RWrist, 0.26),
    (Joint::LShoulder, Joint::LHip, 0.50),
    (Joint::RShoulder, Joint::RHip, 0.50),
];
/// Fewer bones, or bodies, say nothing.
const LEAST: usize = 20;
/// People are not so many times larger or smaller than others.
const OTHER_SIZE: f64 = 1.6;

/// Lengths in another unit, all of them: to be found before anything is measured in metres.
pub(super) fn unit(rig: &Rig, seen: &Seen) -> Option<Fix> {
    let explained = explain(rig, &seen.instants, None);
    // Cameras that disagree make few bodies, of any size.
    if 2 * explained.athletes.len() * rig.cameras().len() < explained.people {
        return None;
    }
    scale(rig, &explained)
}

/// A z that does not point up.
pub(super) fn find(rig: &Rig, seen: &Seen) -> Option<Fix> {
    up(rig, &explain(rig, &seen.instants, None))
}

fn joint(athlete: &Athlete, joint: Joint) -> Option<Vector3<f64>> {
    Some(athlete.joints[joint.index()]?.at)
}

/// How many times too long bones are; `None` where too few are known.
pub(super) fn size(explained: &Explained) -> Option<f64> {
    let ratios: Vec<f64> = explained
        .athletes
        .iter()
        .flat_map(|a| {
            BONES
                .iter()
                .filter_map(|(from, to, m)| Some((joint(a, *from)? - joint(a, *to)?).norm() / m))
        })
        .collect();
    (ratios.len() >= LEAST).then(|| median(ratios.into_iter()))
}

fn scale(rig: &Rig, explained: &Explained) -> Option<Fix> {
    let size = size(explained)?;
    if size.max(1.0 / size) < OTHER_SIZE {
        return None;
    }
    let off = |per_m: f64| (size / per_m).ln().abs();
    let (per_m, called) = UNITS
        .into_iter()
        .min_by(|a, b| off(a.0).total_cmp(&off(b.0)))?;
    let known = off(per_m) < OTHER_SIZE.ln();
    let factor = if known { per_m } else { size };
    let mended = causes::all(rig, |c| causes::in_metres(c, factor))?;
    let called = if known {
        format!("translations are in {called}, not metres")
    } else {
        format!("the scale is wrong by a factor of {size:.2}")
    };
    let diagnosis = Diagnosis {
        cameras: Vec::new(),
        cause: Cause::Unit,
        what: format!("{called}: athletes come out {:.3} m tall", 1.75 * size),
        repair: format!("divide all translations by {factor}"),
    };
    Some(Fix::new(diagnosis, mended))
}

/// The way from feet to head, of unit length.
pub(super) fn upwards(athlete: &Athlete) -> Option<Vector3<f64>> {
    let mean = |joints: &[Joint]| {
        let known: Vec<_> = joints.iter().filter_map(|j| joint(athlete, *j)).collect();
        let n = known.len();
        (n > 0).then(|| known.into_iter().sum::<Vector3<f64>>() / n as f64)
    };
    let top = mean(&[
        Joint::LShoulder,
        Joint::RShoulder,
        Joint::Neck,
        Joint::Nose,
        Joint::Head,
    ])?;
    let bottom = mean(&[Joint::LKnee, Joint::RKnee, Joint::LAnkle, Joint::RAnkle])?;
    (top - bottom).try_normalize(1e-9)
}

fn up(rig: &Rig, explained: &Explained) -> Option<Fix> {
    let ways: Vec<Vector3<f64>> = explained.athletes.iter().filter_map(upwards).collect();
    if ways.len() < LEAST {
        return None;
    }
    let mean = ways.iter().sum::<Vector3<f64>>() / ways.len() as f64;
    // People lie down and lean, but not all of them, the same way, all the time.
    if mean.norm() < 0.7 {
        return None;
    }
    let axis = mean.iamax();
    let sign = mean[axis].signum();
    if mean[axis].abs() < 0.9 * mean.norm() || (axis == 2 && sign > 0.0) {
        return None;
    }
    let (turn, repair) = match axis {
        2 => (
            UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI),
            "turn the world by half a turn about x (y and z change sign)",
        ),
        1 => (
            UnitQuaternion::from_axis_angle(&Vector3::x_axis(), sign * std::f64::consts::FRAC_PI_2),
            "turn the world by a quarter about x, so that y comes to be z",
        ),
        _ => (
            UnitQuaternion::from_axis_angle(
                &Vector3::y_axis(),
                -sign * std::f64::consts::FRAC_PI_2,
            ),
            "turn the world by a quarter about y, so that x comes to be z",
        ),
    };
    let mended = causes::all(rig, |c| causes::world_turned(c, &turn))?;
    let what = match (axis, sign > 0.0) {
        (2, _) => {
            let below = rig
                .cameras()
                .iter()
                .filter(|c| c.centre().0.z < 0.0)
                .count();
            format!(
                "z points down: athletes stand on their heads, and {below} of {} cameras are below the floor (were landmarks \
                 typed in mirrored coordinates, y the wrong way?)",
                rig.cameras().len()
            )
        }
        (a, true) => format!("{} points up where z should", ["x", "y"][a.min(1)]),
        (a, false) => format!("{} points down, and z is level", ["x", "y"][a.min(1)]),
    };
    let diagnosis = Diagnosis {
        cameras: Vec::new(),
        cause: Cause::UpsideDown,
        what,
        repair: repair.to_owned(),
    };
    Some(Fix::new(diagnosis, mended))
}
