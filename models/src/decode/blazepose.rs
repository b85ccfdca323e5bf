//! BlazePose (Bazarevsky et al., "BlazePose: On-device Real-time Body Pose Tracking", arXiv 2006.10204).

use super::{Spot, Tensor, sigma_of};
use crate::ModelError;

const POINTS: usize = 33;
const VALUES: usize = 5;

/// Cells of the network's own heatmaps along each side.
const CELLS: f32 = 64.0;

/// The 33 points of one person, in input pixels. `output` is `[195]`: 39 of x, y, z, visibility and presence, the
/// last two as logits; the six beyond 33 are the network's own. `pose` is `[1]`, its belief in a person.
pub fn decode(output: &Tensor, pose: &Tensor, input: [u32; 2]) -> Result<Vec<Spot>, ModelError> {
    let [values] = output.dims()?;
    let [person] = *pose.data else {
        return Err(ModelError::new("BlazePose gives one pose score"));
    };
    if values < POINTS * VALUES {
        return Err(ModelError::new(format!(
            "BlazePose gives {VALUES} values for each of 33 points, this network gave {values} in all"
        )));
    }
    let cell = input[0].max(input[1]) as f32 / CELLS;
    let joint = |row: &[f32]| {
        let score = person.clamp(0.0, 1.0) * sigmoid(row[3]).min(sigmoid(row[4]));
        Spot {
            // Points count from the input's edge, half a pixel before the centre of its first pixel.
            at: [row[0] - 0.5, row[1] - 0.5],
            score,
            sigma: sigma_of(cell, score),
        }
    };
    Ok(output
        .data
        .chunks_exact(VALUES)
        .take(POINTS)
        .map(joint)
        .collect())
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_their_pixels_and_the_lesser_of_their_logits() {
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
