//! SimCC (Li et al., "SimCC: a Simple Coordinate Classification Perspective for Human Pose Estimation", ECCV 2022),
//! the output of RTMPose (Jiang et al., arXiv 2303.07399).

use super::{Spot, Tensor, sigma_of};
use crate::ModelError;

/// The joints of one person, in input pixels. `xs` is `[joints, width * split]`, `ys` is `[joints, height * split]`;
/// the score is the lesser of the two peaks, as RTMPose takes it.
pub fn decode(
    xs: &Tensor,
    ys: &Tensor,
    input: [u32; 2],
    split: f32,
) -> Result<Vec<Spot>, ModelError> {
    let ([joints, columns], [other, rows]) = (xs.dims()?, ys.dims()?);
    let wanted = input.map(|s| (s as f32 * split) as usize);
    if joints != other || [columns, rows] != wanted {
        return Err(ModelError::new(format!(
            "SimCC for {} x {} px gives {} and {} classes a joint, this network gave {columns} and {rows}",
            input[0], input[1], wanted[0], wanted[1]
        )));
    }
    let joint = |(x, y): (&[f32], &[f32])| {
        let ((x, score_x), (y, score_y)) = (peak(x), peak(y));
        let score = score_x.min(score_y).clamp(0.0, 1.0);
        Spot {
            at: [x as f32 / split, y as f32 / split],
            score,
            // Trained with targets of about 6 input pixels, whatever the split.
            sigma: sigma_of(4.0, score),
        }
    };
    let rows = xs
        .data
        .chunks_exact(columns)
        .zip(ys.data.chunks_exact(rows));
    Ok(rows.map(joint).collect())
}

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
    fn classes_are_half_pixels() {
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
    fn another_number_of_classes_is_an_error() {
        let found = decode(
            &one_hot(192, 1, 0.9),
            &one_hot(512, 3, 0.7),
            [192, 256],
            2.0,
        );
        assert!(found.unwrap_err().to_string().contains("384 and 512"));
    }
}
