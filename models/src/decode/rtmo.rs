//! RTMO (Lu et al., "RTMO: Towards High-Performance One-Stage Real-Time Multi-Person Pose Estimation", CVPR 2024), with
//! non-maximum suppression inside the graph.

use super::types::{DecodedKeypoint, DecodedPerson, Tensor, sigma_from_score};
use crate::error::ModelError;

/// RTMO classifies the coordinates of joints into this many bins along x and y …
const BINS: [f32; 2] = [192.0, 256.0];
/// … over the person's box, enlarged by this factor (section 3.2 of the paper).
const BOX_MARGIN: f32 = 1.25;
/// As for SimCC, the targets of the classification are about this many bins wide.
const TARGET_BINS: f32 = 4.0;

/// The joints of all people with at least `min_score`, best first, in input pixels.
///
/// `boxes` is `[people, 5]`: left, top, right, bottom, score. `keypoints` is `[people, joints, 3]`: x, y, score.
///
/// # Errors
/// Outputs of another shape.
pub fn decode(
    boxes: &Tensor,
    keypoints: &Tensor,
    min_score: f32,
) -> Result<Vec<DecodedPerson>, ModelError> {
    let ([people, values], [others, joints, parts]) = (boxes.dims()?, keypoints.dims()?);
    if people != others || values != 5 || parts != 3 {
        return Err(ModelError::new(format!(
            "RTMO returns [people, 5] boxes and [people, joints, 3] keypoints; this network returned {:?} and {:?}",
            boxes.shape, keypoints.shape
        )));
    }
    let rows = boxes.data.chunks_exact(5);
    let mut found: Vec<DecodedPerson> = rows
        .zip(keypoints.data.chunks_exact((3 * joints).max(1)))
        .filter(|(row, _)| row[4] >= min_score)
        .map(|(row, keypoints)| person(row, keypoints))
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

fn person(row: &[f32], keypoints: &[f32]) -> DecodedPerson {
    let sides = [row[2] - row[0], row[3] - row[1]];
    let bin_px = (BOX_MARGIN * sides[0] / BINS[0]).max(BOX_MARGIN * sides[1] / BINS[1]);
    let joint = |k: &[f32]| {
        let score = k[2].clamp(0.0, 1.0);
        Some(DecodedKeypoint {
            at: [k[0], k[1]],
            score,
            sigma_px: sigma_from_score(TARGET_BINS * bin_px.max(0.0), score),
        })
    };
    DecodedPerson {
        joints: keypoints.chunks_exact(3).map(joint).collect(),
        score: row[4],
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn people_are_filtered_and_sorted_with_their_joints() {
        let boxes = Tensor {
            shape: vec![3, 5],
            data: vec![
                0.0, 0.0, 96.0, 128.0, 0.4, 0.0, 0.0, 9.0, 9.0, 0.1, 10.0, 20.0, 30.0, 60.0, 0.9,
            ],
        };
        let keypoints = Tensor {
            shape: vec![3, 2, 3],
            data: (0..18).map(|i| i as f32 / 10.0).collect(),
        };
        let found = decode(&boxes, &keypoints, 0.3).unwrap();
        let scores: Vec<f32> = found.iter().map(|p| p.score).collect();
        assert_eq!(scores, [0.9, 0.4]);
        let joint = found[1].joints[1].unwrap();
        assert_eq!((joint.at, joint.score), ([0.3, 0.4], 0.5));
        // A bin of 0.625 px, and a score of one half.
        assert!((joint.sigma_px - 4.0 * 0.625 * 1.5).abs() < 1e-5);
    }

    #[test]
    fn an_image_without_people_gives_none() {
        let empty = |shape: &[usize]| Tensor {
            shape: shape.to_vec(),
            data: vec![],
        };
        let found = decode(&empty(&[0, 5]), &empty(&[0, 17, 3]), 0.3).unwrap();
        assert!(found.is_empty());
        assert!(decode(&empty(&[0, 5]), &empty(&[0, 17, 2]), 0.3).is_err());
    }
}
