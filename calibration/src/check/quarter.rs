//! Pictures that were turned by a quarter after their cameras were calibrated, with principal points whose numbers only
//! changed places.
//!
//! A picture of w × h px that is turned to the right takes (u, v) to (h − 1 − v, u), to the left to (v, w − 1 − u). Who writes (v, u) is
//! off by twice the principal point's distance from the middle, some tens of pixels, which no reprojection error shows: poses were made
//! before. Each camera may have been turned its own way; nothing else is free.

use super::causes::{Cause, Diagnosis, Fix};
use super::measure::{CameraCheck, measure};
use super::{GOOD_M, Seen};
use crate::{Camera, Rig};

/// What must be left of what cameras are off.
const LEFT: f64 = 0.5;
/// Cameras are gone through so often.
const ROUNDS: usize = 3;

/// Which way a picture was turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Left,
}

/// The camera, if its picture was turned so.
fn turned(camera: &Camera, way: Way) -> Camera {
    let mut new = camera.clone();
    let last = camera.size_px.map(|side| f64::from(side) - 1.0);
    let k = &mut new.intrinsics;
    match way {
        Way::Right => k.cx = last[0] - k.cx,
        Way::Left => k.cy = last[1] - k.cy,
    }
    new
}

/// The fault, where all pictures are upright, the rig is not good, and would be if all of them had been turned.
pub(super) fn find(rig: &Rig, seen: &Seen, measured: &[CameraCheck]) -> Option<Fix> {
    let upright = rig.cameras().iter().all(|c| c.size_px[1] > c.size_px[0]);
    let before = off(measured)?;
    if !upright || before.most_m <= GOOD_M || !seen.by_athletes() {
        return None;
    }
    let with = |ways: &[Way]| {
        let cameras = rig.cameras().iter().zip(ways);
        rig.with_cameras(cameras.map(|(c, w)| turned(c, *w)).collect())
            .ok()
    };
    let rate = |ways: &[Way]| off(&measure(&with(ways)?, seen).0);
    let mut best: Option<(Off, Vec<Way>)> = None;
    for all in [Way::Right, Way::Left] {
        let mut ways = vec![all; rig.cameras().len()];
        let mut least = rate(&ways)?;
        for _ in 0..ROUNDS {
            let was = least.square_m2;
            for i in 0..ways.len() {
                let mut other = ways.clone();
                other[i] = match ways[i] {
                    Way::Right => Way::Left,
                    Way::Left => Way::Right,
                };
                if let Some(there) = rate(&other).filter(|o| o.square_m2 < least.square_m2) {
                    (least, ways) = (there, other);
                }
            }
            if least.square_m2 == was {
                break;
            }
        }
        if best
            .as_ref()
            .is_none_or(|b| least.square_m2 < b.0.square_m2)
        {
            best = Some((least, ways));
        }
    }
    let (after, ways) = best?;
    if after.most_m > GOOD_M || after.square_m2 > LEFT.powi(2) * before.square_m2 {
        return None;
    }
    Some(Fix::new(in_words(rig, &ways), with(&ways)?))
}

/// How far a rig's cameras are off.
struct Off {
    most_m: f64,
    square_m2: f64,
}

/// `None` where one of them is not seen by the others.
fn off(measured: &[CameraCheck]) -> Option<Off> {
    let each: Option<Vec<f64>> = measured.iter().map(|c| c.systematic_m).collect();
    let each = each?;
    Some(Off {
        most_m: each.iter().copied().fold(0.0, f64::max),
        square_m2: each.iter().map(|m| m * m).sum(),
    })
}

fn in_words(rig: &Rig, ways: &[Way]) -> Diagnosis {
    let each = rig.cameras().iter().zip(ways).map(|(c, way)| {
        let k = turned(c, *way).intrinsics;
        match way {
            Way::Right => format!("\"{}\" x {:.1} px", c.name, k.cx),
            Way::Left => format!("\"{}\" y {:.1} px", c.name, k.cy),
        }
    });
    let each = each.collect::<Vec<_>>().join(", ");
    Diagnosis {
        cameras: rig.cameras().iter().map(|c| c.name.clone()).collect(),
        cause: Cause::PictureTurned,
        what: "every camera's pictures were turned by a quarter, and its principal point only changed places: one of its coordinates counts from the opposite edge".to_owned(),
        repair: format!("count principal points from the other edge: {each}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Distortion, Intrinsics};

    /// What a sensor that lies on its side shows at (u, v), and what its principal point becomes.
    #[test]
    fn a_principal_point_goes_with_its_picture() {
        let (w, h, u, v) = (1920.0, 1088.0, 900.0, 533.0);
        let swapped = Camera {
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
        let right = turned(&swapped, Way::Right).intrinsics;
        assert_eq!([right.cx, right.cy], [h - 1.0 - v, u]);
        let left = turned(&swapped, Way::Left).intrinsics;
        assert_eq!([left.cx, left.cy], [v, w - 1.0 - u]);
    }
}
