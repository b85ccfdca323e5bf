//! Faults that leave cameras in agreement with each other and that only athletes show: lengths in another unit, and a z that does
//! not point up.

use std::f64::consts::{FRAC_PI_2, PI};

use nalgebra::{UnitQuaternion, Vector3};
use trackside_schema::Joint;

use super::corrections::{LENGTH_UNITS, change_all, convert_to_metres, rotate_world};
use super::diagnosis::{Cause, Diagnosis, Repair};
use super::evidence::PreparedEvidence;
use super::reconstruction::{ReconstructedAthlete, Reconstruction, reconstruct};
use crate::Rig;
use crate::statistics::median;

/// Bones and their usual lengths, m.
const BONE_LENGTHS: [(Joint, Joint, f64); 10] = [
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
/// The fewest bones, or bodies, that are evidence.
const MIN_SAMPLES: usize = 20;
/// People do not differ in size by this factor.
const MIN_SIZE_RATIO: f64 = 1.6;

/// Lengths in another unit in all cameras. This comes first: everything else is measured in metres.
pub(super) fn find_wrong_unit(rig: &Rig, evidence: &PreparedEvidence) -> Option<Repair> {
    let reconstruction = reconstruct(rig, &evidence.instants, None);
    // Cameras that disagree reconstruct few bodies, of any size.
    if 2 * reconstruction.athletes.len() * rig.cameras().len() < reconstruction.observed_people {
        return None;
    }
    correct_unit(rig, &reconstruction)
}

/// A z that does not point up.
pub(super) fn find_wrong_vertical(rig: &Rig, evidence: &PreparedEvidence) -> Option<Repair> {
    correct_vertical(rig, &reconstruct(rig, &evidence.instants, None))
}

fn joint(athlete: &ReconstructedAthlete, joint: Joint) -> Option<Vector3<f64>> {
    Some(athlete.joints[joint.index()]?.p_in_world)
}

/// The median ratio of bones to their usual lengths; `None` with too few bones.
fn size_ratio(reconstruction: &Reconstruction) -> Option<f64> {
    let ratios: Vec<f64> = reconstruction
        .athletes
        .iter()
        .flat_map(|a| {
            BONE_LENGTHS
                .iter()
                .filter_map(|(from, to, m)| Some((joint(a, *from)? - joint(a, *to)?).norm() / m))
        })
        .collect();
    (ratios.len() >= MIN_SAMPLES).then(|| median(ratios.into_iter()))
}

fn correct_unit(rig: &Rig, reconstruction: &Reconstruction) -> Option<Repair> {
    let size = size_ratio(reconstruction)?;
    if size.max(1.0 / size) < MIN_SIZE_RATIO {
        return None;
    }
    let log_error = |units_per_m: f64| (size / units_per_m).ln().abs();
    let (units_per_m, unit) = LENGTH_UNITS
        .into_iter()
        .min_by(|a, b| log_error(a.0).total_cmp(&log_error(b.0)))?;
    let is_known_unit = log_error(units_per_m) < MIN_SIZE_RATIO.ln();
    let factor = if is_known_unit { units_per_m } else { size };
    let corrected = change_all(rig, |c| convert_to_metres(c, factor))?;
    let fault = if is_known_unit {
        format!("translations are in {unit}, not metres")
    } else {
        format!("the scale is wrong by a factor of {size:.2}")
    };
    let diagnosis = Diagnosis {
        cameras: Vec::new(),
        cause: Cause::Unit,
        description: format!("{fault}: athletes are {:.3} m tall", 1.75 * size),
        repair: format!("divide all translations by {factor}"),
    };
    Some(Repair::of_rig(diagnosis, corrected))
}

/// The direction from feet to head, of unit length.
pub(super) fn upward_direction(athlete: &ReconstructedAthlete) -> Option<Vector3<f64>> {
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

fn correct_vertical(rig: &Rig, reconstruction: &Reconstruction) -> Option<Repair> {
    let athletes = reconstruction.athletes.iter();
    let directions: Vec<Vector3<f64>> = athletes.filter_map(upward_direction).collect();
    if directions.len() < MIN_SAMPLES {
        return None;
    }
    let mean = directions.iter().sum::<Vector3<f64>>() / directions.len() as f64;
    // People lie down and lean, but not all of them in one direction all the time.
    if mean.norm() < 0.7 {
        return None;
    }
    let axis = mean.iamax();
    let sign = mean[axis].signum();
    if mean[axis].abs() < 0.9 * mean.norm() || (axis == 2 && sign > 0.0) {
        return None;
    }
    let about = UnitQuaternion::from_axis_angle;
    let (rotation, repair) = match axis {
        2 => (
            about(&Vector3::x_axis(), PI),
            "rotate the world by 180° about x (y and z change sign)",
        ),
        1 => (
            about(&Vector3::x_axis(), sign * FRAC_PI_2),
            "rotate the world by 90° about x, so that y becomes z",
        ),
        _ => (
            about(&Vector3::y_axis(), -sign * FRAC_PI_2),
            "rotate the world by 90° about y, so that x becomes z",
        ),
    };
    let corrected = change_all(rig, |c| rotate_world(c, &rotation))?;
    let description = match (axis, sign > 0.0) {
        (2, _) => {
            let below = rig
                .cameras()
                .iter()
                .filter(|c| c.centre().0.z < 0.0)
                .count();
            format!(
                "z points down: athletes stand on their heads, and {below} of {} cameras are below the floor (were landmarks \
                 typed in mirrored coordinates, with y in the wrong direction?)",
                rig.cameras().len()
            )
        }
        (a, true) => format!("{} points up instead of z", ["x", "y"][a.min(1)]),
        (a, false) => format!("{} points down, and z is horizontal", ["x", "y"][a.min(1)]),
    };
    let diagnosis = Diagnosis {
        cameras: Vec::new(),
        cause: Cause::UpsideDown,
        description,
        repair: repair.to_owned(),
    };
    Some(Repair::of_rig(diagnosis, corrected))
}
