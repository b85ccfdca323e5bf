//! BlazePose (Bazarevsky et al., "BlazePose: On-device Real-time Body Pose Tracking", arXiv 2006.10204).

use super::types::{DecodedKeypoint, Tensor, sigma_from_score, sigmoid};
use crate::error::ModelError;

/// Number of points.
const POINTS: usize = 33;
/// Values per point.
const VALUES: usize = 5;

/// Cells of the network's internal heatmaps along each side.
const CELLS: f32 = 64.0;

/// The 33 points of one person, in input pixels.
///
/// `output` is `[195]`: 39 times x, y, z, visibility and presence, the last two as logits; the last six points are
/// auxiliary. `pose` is `[1]`, the probability of a person. `input` is the width and height of the input, px.
///
/// # Errors
/// Outputs of another shape.
pub fn decode(
    output: &Tensor,
    pose: &Tensor,
    input: [u32; 2],
) -> Result<Vec<DecodedKeypoint>, ModelError> {
    let [values] = output.dims()?;
    let [person] = *pose.data else {
        return Err(ModelError::new("BlazePose returns one pose score"));
    };
    if values < POINTS * VALUES {
        return Err(ModelError::new(format!(
            "BlazePose returns {VALUES} values for each of 33 points; this network returned {values} in all"
        )));
    }
    let cell = input[0].max(input[1]) as f32 / CELLS;
    let joint = |row: &[f32]| {
        let score = person.clamp(0.0, 1.0) * sigmoid(row[3]).min(sigmoid(row[4]));
        DecodedKeypoint {
            // Points are measured from the edge of the input, half a pixel before the centre of its first pixel.
            at: [row[0] - 0.5, row[1] - 0.5],
            score,
            sigma_px: sigma_from_score(cell, score),
        }
    };
    Ok(output
        .data
        .chunks_exact(VALUES)
        .take(POINTS)
        .map(joint)
        .collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn score_is_the_smaller_of_visibility_and_presence() {
        let mut data = vec![0.0; 195];
        data[5..10].copy_from_slice(&[10.0, 20.0, 5.0, 3.0, 0.0]);
        let output = Tensor {
            shape: vec![195],
            data,
        };
        let pose = Tensor {
            shape: vec![1],
            data: vec![1.0],
        };
        let found = decode(&output, &pose, [256, 256]).unwrap();
        assert_eq!(found.len(), 33);
        assert_eq!(found[1].at, [9.5, 19.5]);
        assert_eq!(found[1].score, 0.5);
    }
}
