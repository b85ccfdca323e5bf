//! MoveNet SinglePose (Votel and Li, TensorFlow blog, 2021): the network regresses the joints.

use super::types::{DecodedKeypoint, Tensor, sigma_from_score};
use crate::error::ModelError;

/// Cells of the network's internal heatmaps along each side.
const CELLS: f32 = 48.0;

/// The joints of one person, in input pixels.
///
/// `output` is `[1, joints, 3]`: y and x relative to the height and width of the input, score. `input` is the width and
/// height of the input, px.
///
/// # Errors
/// An output of another shape.
pub fn decode(output: &Tensor, input: [u32; 2]) -> Result<Vec<DecodedKeypoint>, ModelError> {
    let [_, _, values] = output.dims()?;
    if values != 3 {
        return Err(ModelError::new(format!(
            "MoveNet returns 3 values per joint; this network returned {values}"
        )));
    }
    let [w, h] = input.map(|s| s as f32);
    let joint = |row: &[f32]| DecodedKeypoint {
        // 0 and 1 are the edges of the input, half a pixel beyond the centres of its outermost pixels.
        at: [row[1] * w - 0.5, row[0] * h - 0.5],
        score: row[2].clamp(0.0, 1.0),
        sigma_px: sigma_from_score(w.max(h) / CELLS, row[2]),
    };
    Ok(output.data.chunks_exact(3).map(joint).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn relative_positions_become_pixels() {
        let output = Tensor {
            shape: vec![1, 1, 3],
            data: vec![0.25, 0.5, 0.8],
        };
        let found = decode(&output, [192, 192]).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, [95.5, 47.5]);
        assert_eq!(found[0].score, 0.8);
    }
}
