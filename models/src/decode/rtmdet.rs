//! RTMDet (Lyu et al., "RTMDet: An Empirical Study of Designing Real-Time Object Detectors", arXiv 2212.07784),
//! people only, with non-maximum suppression inside the graph.

use super::types::{Box2d, Class, Detection, Tensor};
use crate::error::ModelError;

/// People with at least `min_score`, best first; boxes in input pixels.
///
/// `output` is `[people, 5]`: left, top, right, bottom, score.
///
/// # Errors
/// An output of another shape.
pub fn decode(output: &Tensor, min_score: f32) -> Result<Vec<Detection>, ModelError> {
    let [_, values] = output.dims()?;
    if values != 5 {
        return Err(ModelError::new(format!(
            "RTMDet returns 5 values per box; this network returned {values}"
        )));
    }
    let mut found: Vec<Detection> = output
        .data
        .chunks_exact(5)
        .filter(|row| row[4] >= min_score)
        .map(|row| Detection {
            bounds: Box2d {
                x1: row[0],
                y1: row[1],
                x2: row[2],
                y2: row[3],
            },
            class: Class::Person,
            score: row[4],
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_filtered_and_sorted_by_score() {
        let output = Tensor {
            shape: vec![3, 5],
            data: vec![
                0.0, 0.0, 1.0, 1.0, 0.1, 1.0, 2.0, 3.0, 4.0, 0.5, 5.0, 6.0, 7.0, 8.0, 0.9,
            ],
        };
        let found = decode(&output, 0.3).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bounds.x1, 5.0);
        assert_eq!(found[1].bounds.y2, 4.0);
    }

    #[test]
    fn empty_output_gives_no_people() {
        let output = Tensor {
            shape: vec![0, 5],
            data: vec![],
        };
        assert!(decode(&output, 0.3).unwrap().is_empty());
    }
}
