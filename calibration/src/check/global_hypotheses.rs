//! Causes that all cameras share.

use nalgebra::{UnitQuaternion, Vector3};

use super::camera_evidence::landmark_cost;
use super::corrections::{
    LENGTH_UNITS, PoseInversion, change_all, convert_to_metres, mirror_world, rotate_world,
    scale_image,
};
use super::diagnosis::{Cause, Diagnosis};
use super::evidence::PreparedEvidence;
use super::hypothesis::Hypothesis;
use super::reconstruction::reconstruct;
use super::world_orientation::upward_direction;
use crate::Rig;

/// The factors by which the images of all cameras may be larger than those of the calibration.
const IMAGE_SCALES: [f64; 8] = [0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 0.75, 4.0 / 3.0, 1.5, 2.0];

/// A hypothesis for each cause that all cameras share.
pub(super) fn global_hypotheses(rig: &Rig, evidence: &PreparedEvidence) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    let mut add = |rig: Option<Rig>, cause, description: String, repair: String| {
        if let Some(rig) = rig {
            let cameras = Vec::new();
            let diagnosis = Diagnosis {
                cameras,
                cause,
                description,
                repair,
            };
            all.push(Hypothesis {
                diagnosis,
                rig,
                parameter_count: 0.0,
                landmark_shift: None,
            });
        }
    };
    for inversion in PoseInversion::ALL {
        add(
            change_all(rig, |c| inversion.correct(c)),
            Cause::Inverted,
            format!("every camera: {}", inversion.description()),
            "invert every pose".to_owned(),
        );
    }
    add(
        mirrored_rig(rig, evidence),
        Cause::Mirrored,
        "the world is mirrored: its axes are left-handed, and cameras stand on the wrong side"
            .to_owned(),
        "mirror the world along y (with landmarks: along the axis on which they agree)".to_owned(),
    );
    for factor in IMAGE_SCALES {
        add(
            change_all(rig, |c| scale_image(c, factor)),
            Cause::ImageSize,
            format!(
                "every camera's images are {factor:.3} times as large as those of the calibration"
            ),
            format!("scale every camera's intrinsics by {factor:.3}"),
        );
    }
    if !evidence.has_athletes() {
        let half_turn = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
        add(
            change_all(rig, |c| rotate_world(c, &half_turn)),
            Cause::UpsideDown,
            "z points down: cameras are below the floor".to_owned(),
            "rotate the world by 180° about x".to_owned(),
        );
        for (units_per_m, unit) in LENGTH_UNITS {
            add(
                change_all(rig, |c| convert_to_metres(c, units_per_m)),
                Cause::Unit,
                format!("translations are in {unit}, not metres"),
                format!("divide all translations by {units_per_m}"),
            );
        }
    }
    all
}

/// The rig in the mirrored world. The three mirror images differ by a rotation of the world only: the one that landmarks agree
/// with is taken, else one in which people stand upright.
fn mirrored_rig(rig: &Rig, evidence: &PreparedEvidence) -> Option<Rig> {
    let each = [1, 0, 2]
        .into_iter()
        .filter_map(|axis| change_all(rig, |c| mirror_world(c, axis)));
    let landmark_score = |rig: &Rig| -> f64 {
        let each = rig.cameras().iter().enumerate();
        each.flat_map(|(i, c)| {
            evidence
                .landmark_correspondences(i)
                .into_iter()
                .map(move |p| 1.0 - landmark_cost(c, &p))
        })
        .sum()
    };
    let upright_sign = |rig: &Rig| -> f64 {
        let reconstruction = reconstruct(rig, &evidence.instants, None);
        let directions = reconstruction.athletes.iter().filter_map(upward_direction);
        directions.map(|d| d.z.signum()).sum::<f64>().signum()
    };
    let rated: Vec<(f64, f64, Rig)> = each
        .map(|r| (landmark_score(&r), upright_sign(&r), r))
        .collect();
    // The first of equals: y before x.
    let best = rated.into_iter().reduce(|best, r| {
        if (r.0, r.1) > (best.0, best.1) {
            r
        } else {
            best
        }
    })?;
    Some(best.2)
}
