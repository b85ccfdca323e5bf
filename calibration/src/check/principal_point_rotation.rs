//! Images that were rotated by 90° after the calibration, with principal points whose coordinates were only exchanged.
//!
//! Rotating an image of w × h px to the right takes (u, v) to (h − 1 − v, u), to the left to (v, w − 1 − u). Writing (v, u) instead is
//! wrong by twice the principal point's distance from the image's centre, some tens of pixels. No reprojection error of the
//! calibration shows it, as poses are made before. Each camera may have its own direction; nothing else is free.

use super::camera_report::{CameraReport, measure_cameras};
use super::diagnosis::{Cause, Diagnosis, Repair};
use super::evidence::PreparedEvidence;
use super::verdict::GOOD_M;
use crate::{Camera, Rig};

/// The largest share of the cameras' error that the repair may leave.
const MAX_REMAINING_ERROR: f64 = 0.5;
/// Rounds of coordinate descent over the cameras' directions.
const MAX_ROUNDS: usize = 3;

/// The direction in which an image was rotated by 90°.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuarterTurn {
    Right,
    Left,
}

impl QuarterTurn {
    fn opposite(self) -> QuarterTurn {
        match self {
            QuarterTurn::Right => QuarterTurn::Left,
            QuarterTurn::Left => QuarterTurn::Right,
        }
    }

    /// The camera with its principal point as this rotation takes it.
    fn correct(self, camera: &Camera) -> Camera {
        let mut new = camera.clone();
        let last = camera.size_px.map(|side| f64::from(side) - 1.0);
        let k = &mut new.intrinsics;
        match self {
            QuarterTurn::Right => k.cx = last[0] - k.cx,
            QuarterTurn::Left => k.cy = last[1] - k.cy,
        }
        new
    }
}

/// The fault, where all images are upright, the rig is not good, and would be if all images had been rotated.
pub(super) fn find_rotated_images(
    rig: &Rig,
    evidence: &PreparedEvidence,
    cameras: &[CameraReport],
) -> Option<Repair> {
    let all_upright = rig.cameras().iter().all(|c| c.size_px[1] > c.size_px[0]);
    let before = RigErrors::of(cameras)?;
    if !all_upright || before.max_m <= GOOD_M || !evidence.has_athletes() {
        return None;
    }
    let errors_with =
        |turns: &[QuarterTurn]| RigErrors::of(&measure_cameras(&correct(rig, turns)?, evidence).0);
    let mut best: Option<(RigErrors, Vec<QuarterTurn>)> = None;
    for first in [QuarterTurn::Right, QuarterTurn::Left] {
        let mut turns = vec![first; rig.cameras().len()];
        let mut least = errors_with(&turns)?;
        for _ in 0..MAX_ROUNDS {
            let previous = least.sum_of_squares_m2;
            for i in 0..turns.len() {
                let mut other = turns.clone();
                other[i] = turns[i].opposite();
                let errors = errors_with(&other);
                if let Some(errors) =
                    errors.filter(|e| e.sum_of_squares_m2 < least.sum_of_squares_m2)
                {
                    (least, turns) = (errors, other);
                }
            }
            if least.sum_of_squares_m2 == previous {
                break;
            }
        }
        if best
            .as_ref()
            .is_none_or(|b| least.sum_of_squares_m2 < b.0.sum_of_squares_m2)
        {
            best = Some((least, turns));
        }
    }
    let (after, turns) = best?;
    let limit = MAX_REMAINING_ERROR.powi(2) * before.sum_of_squares_m2;
    if after.max_m > GOOD_M || after.sum_of_squares_m2 > limit {
        return None;
    }
    Some(Repair::of_rig(
        diagnosis(rig, &turns),
        correct(rig, &turns)?,
    ))
}

fn correct(rig: &Rig, turns: &[QuarterTurn]) -> Option<Rig> {
    let cameras = rig.cameras().iter().zip(turns);
    rig.with_cameras(cameras.map(|(c, turn)| turn.correct(c)).collect())
        .ok()
}

/// The systematic errors of a rig's cameras.
struct RigErrors {
    max_m: f64,
    sum_of_squares_m2: f64,
}

impl RigErrors {
    /// `None` where the others do not measure one of the cameras.
    fn of(cameras: &[CameraReport]) -> Option<RigErrors> {
        let each: Option<Vec<f64>> = cameras.iter().map(|c| c.systematic_m).collect();
        let each = each?;
        Some(RigErrors {
            max_m: each.iter().copied().fold(0.0, f64::max),
            sum_of_squares_m2: each.iter().map(|m| m * m).sum(),
        })
    }
}

fn diagnosis(rig: &Rig, turns: &[QuarterTurn]) -> Diagnosis {
    let each = rig.cameras().iter().zip(turns).map(|(c, turn)| {
        let k = turn.correct(c).intrinsics;
        match turn {
            QuarterTurn::Right => format!("\"{}\" x {:.1} px", c.name, k.cx),
            QuarterTurn::Left => format!("\"{}\" y {:.1} px", c.name, k.cy),
        }
    });
    let each = each.collect::<Vec<_>>().join(", ");
    Diagnosis {
        cameras: rig.cameras().iter().map(|c| c.name.clone()).collect(),
        cause: Cause::ImageRotated,
        description: "every camera's images were rotated by 90°, and the coordinates of its principal point were only exchanged: one of them counts from the opposite edge".to_owned(),
        repair: format!("count principal points from the other edge: {each}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Distortion, Intrinsics};

    /// The principal point (u, v) of a sensor that lies on its side, in the rotated image.
    #[test]
    fn a_principal_point_rotates_with_its_image() {
        let (w, h, u, v) = (1920.0, 1088.0, 900.0, 533.0);
        let exchanged = Camera {
            name: "a".into(),
            size_px: [1088, 1920],
            intrinsics: Intrinsics {
                fx: 1.0,
                fy: 1.0,
                cx: v,
                cy: u,
            },
            distortion: Distortion::BrownConrady([0.0; 8]),
            cam_from_world: nalgebra::Isometry3::identity(),
        };
        let right = QuarterTurn::Right.correct(&exchanged).intrinsics;
        assert_eq!([right.cx, right.cy], [h - 1.0 - v, u]);
        let left = QuarterTurn::Left.correct(&exchanged).intrinsics;
        assert_eq!([left.cx, left.cy], [v, w - 1.0 - u]);
    }
}
