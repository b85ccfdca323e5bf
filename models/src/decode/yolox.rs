//! YOLOX (Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv 2107.08430) with the COCO classes.

use super::nms::suppress;
use super::types::{Box2d, Class, Detection, Tensor};
use crate::error::ModelError;

const STRIDES: [u32; 3] = [8, 16, 32];
/// Classes with their COCO index.
const CLASSES: [(Class, usize); 2] = [(Class::Person, 0), (Class::Ball, 32)];

/// People and sports balls with at least `min_score`, best first; boxes in input pixels.
///
/// `output` is `[cells, 85]`: the cells of strides 8, 16 and 32, rows from the top. Each row has `(x, y, log w, log h)`
/// relative to its cell in strides, objectness, and 80 class scores; objectness and scores are probabilities. `input` is the
/// width and height of the input, px; `nms_iou` is the threshold of [`suppress`].
///
/// # Errors
/// An output of another shape.
pub fn decode(
    output: &Tensor,
    input: [u32; 2],
    nms_iou: f32,
    min_score: f32,
) -> Result<Vec<Detection>, ModelError> {
    let [cells, values] = output.dims()?;
    let expected: u32 = STRIDES
        .iter()
        .map(|s| (input[0] / s) * (input[1] / s))
        .sum();
    if cells != expected as usize || values < 5 + 33 {
        return Err(ModelError::new(format!(
            "YOLOX for {} x {} px returns {expected} cells of 85 values; this network returned {cells} of {values}",
            input[0], input[1]
        )));
    }
    let mut rows = output.data.chunks_exact(values);
    let mut found = Vec::new();
    for stride in STRIDES {
        for (gy, gx) in grid(input[0] / stride, input[1] / stride) {
            let Some(row) = rows.next() else { break };
            if row[4] < min_score {
                continue;
            }
            for (class, index) in CLASSES {
                let score = row[4] * row[5 + index];
                if score >= min_score {
                    let bounds = cell_box(row, gx, gy, stride as f32);
                    found.push(Detection {
                        bounds,
                        class,
                        score,
                    });
                }
            }
        }
    }
    suppress(&mut found, nms_iou);
    Ok(found)
}

fn grid(columns: u32, rows: u32) -> impl Iterator<Item = (f32, f32)> {
    (0..rows).flat_map(move |y| (0..columns).map(move |x| (y as f32, x as f32)))
}

fn cell_box(row: &[f32], gx: f32, gy: f32, stride: f32) -> Box2d {
    let (cx, cy) = ((row[0] + gx) * stride, (row[1] + gy) * stride);
    let (w, h) = (row[2].exp() * stride, row[3].exp() * stride);
    Box2d {
        x1: cx - w / 2.0,
        y1: cy - h / 2.0,
        x2: cx + w / 2.0,
        y2: cy + h / 2.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn cell_of_the_second_stride_becomes_a_box() {
        // 64 x 32: 8 x 4 cells, then 4 x 2, then 2 x 1.
        let mut output = Tensor {
            shape: vec![42, 85],
            data: vec![0.0; 42 * 85],
        };
        // Stride 16, row 1, column 2.
        let row = &mut output.data[(32 + 4 + 2) * 85..][..85];
        row[..6].copy_from_slice(&[0.5, 0.25, 2f32.ln(), 1f32.ln(), 0.8, 0.5]);
        row[5 + 32] = 0.9;
        let found = decode(&output, [64, 32], 0.5, 0.3).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].class, Class::Ball);
        assert!((found[0].score - 0.72).abs() < 1e-6);
        assert_eq!(found[1].class, Class::Person);
        let b = found[1].bounds;
        assert_eq!([b.x1, b.y1, b.x2, b.y2], [24.0, 12.0, 56.0, 28.0]);
    }

    #[test]
    fn other_number_of_cells_is_an_error() {
        let output = Tensor {
            shape: vec![41, 85],
            data: vec![0.0; 41 * 85],
        };
        let error = decode(&output, [64, 32], 0.5, 0.3).unwrap_err().to_string();
        assert!(error.contains("42 cells"), "{error}");
    }
}
