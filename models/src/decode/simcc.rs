//! SimCC (Li et al., "SimCC: a Simple Coordinate Classification Perspective for Human Pose Estimation", ECCV 2022),
//! the output of RTMPose (Jiang et al., arXiv 2303.07399).

use super::types::{DecodedKeypoint, Tensor, sigma_from_score};
use crate::error::ModelError;

/// The joints of one person, in input pixels.
///
/// `xs` is `[joints, width * split]`, `ys` is `[joints, height * split]`, with `split` classes per pixel of the input;
/// `input` is its width and height, px. The score is the smaller of the two maxima, as in RTMPose.
///
/// # Errors
/// Outputs of another shape.
pub fn decode(
    xs: &Tensor,
    ys: &Tensor,
    input: [u32; 2],
    split: f32,
) -> Result<Vec<DecodedKeypoint>, ModelError> {
    let ([joints, columns], [other, rows]) = (xs.dims()?, ys.dims()?);
    let expected = input.map(|s| (s as f32 * split) as usize);
    if joints != other || [columns, rows] != expected {
        return Err(ModelError::new(format!(
            "SimCC for {} x {} px returns {} and {} classes per joint; this network returned {columns} and {rows}",
            input[0], input[1], expected[0], expected[1]
        )));
    }
    let joint = |(x, y): (&[f32], &[f32])| {
        let ((x, score_x), (y, score_y)) = (peak(x), peak(y));
        let score = score_x.min(score_y).clamp(0.0, 1.0);
        DecodedKeypoint {
            at: [x as f32 / split, y as f32 / split],
            score,
            // Trained with targets about 6 input pixels wide, regardless of `split`.
            sigma_px: sigma_from_score(4.0, score),
        }
    };
    let rows = xs
        .data
        .chunks_exact(columns)
        .zip(ys.data.chunks_exact(rows));
    Ok(rows.map(joint).collect())
}

/// Index and value of the largest element.
fn peak(classes: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (i, &v) in classes.iter().enumerate() {
        if v > best.1 {
            best = (i, v);
        }
    }
    best
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn one_hot(len: usize, at: usize, value: f32) -> Tensor {
        let mut data = vec![0.0; len];
        data[at] = value;
        Tensor {
            shape: vec![1, len],
            data,
        }
    }

    #[test]
    fn classes_are_steps_of_half_a_pixel() {
        let found = decode(
            &one_hot(384, 101, 0.9),
            &one_hot(512, 300, 0.7),
            [192, 256],
            2.0,
        );
        let found = found.unwrap()[0];
        assert_eq!(found.at, [50.5, 150.0]);
        assert_eq!(found.score, 0.7);
    }

    #[test]
    fn other_number_of_classes_is_an_error() {
        let found = decode(
            &one_hot(192, 1, 0.9),
            &one_hot(512, 3, 0.7),
            [192, 256],
            2.0,
        );
        assert!(found.unwrap_err().to_string().contains("384 and 512"));
    }
}
