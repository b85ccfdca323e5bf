//! The DETR family: D-FINE (Peng et al., arXiv 2410.13842), RT-DETRv2 (Lv et al., arXiv 2407.17140), RF-DETR (Roboflow).
//! Every query has one box, and a logit for each class that is independent of the others. There is no suppression.

use super::types::{Box2d, Class, Detection, Tensor, sigmoid};
use crate::error::ModelError;

/// People and balls with at least `min_score`, best first; boxes in input pixels.
///
/// `boxes` is `[queries, 4]`: centre x, centre y, width and height, relative to the input. `logits` is `[queries, classes]`.
/// `input` is the width and height of the input, px; `classes` are the indices of people and of balls.
///
/// # Errors
/// Outputs of another shape, or without one of the classes.
pub fn decode(
    boxes: &Tensor,
    logits: &Tensor,
    input: [u32; 2],
    classes: [Option<usize>; 2],
    min_score: f32,
) -> Result<Vec<Detection>, ModelError> {
    let ([queries, values], [others, width]) = (boxes.dims()?, logits.dims()?);
    if queries != others || values != 4 {
        return Err(ModelError::new(format!(
            "a DETR returns [queries, 4] boxes and [queries, classes] logits; this network returned {:?} and {:?}",
            boxes.shape, logits.shape
        )));
    }
    if let Some(class) = classes.iter().flatten().find(|c| **c >= width) {
        return Err(ModelError::new(format!(
            "the network has {width} classes; its manifest names the class {class}"
        )));
    }
    let mut found = Vec::new();
    let rows = boxes.data.chunks_exact(4);
    for (row, logits) in rows.zip(logits.data.chunks_exact(width.max(1))) {
        for (class, index) in [Class::Person, Class::Ball].into_iter().zip(classes) {
            let Some(index) = index else { continue };
            let score = sigmoid(logits[index]);
            if score >= min_score {
                found.push(Detection {
                    bounds: input_box(row, input),
                    class,
                    score,
                });
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

fn input_box(row: &[f32], input: [u32; 2]) -> Box2d {
    let [w, h] = input.map(|s| s as f32);
    Box2d {
        x1: (row[0] - row[2] / 2.0) * w,
        y1: (row[1] - row[3] / 2.0) * h,
        x2: (row[0] + row[2] / 2.0) * w,
        y2: (row[1] + row[3] / 2.0) * h,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn outputs() -> (Tensor, Tensor) {
        let boxes = Tensor {
            shape: vec![3, 4],
            data: vec![
                0.5, 0.5, 0.25, 0.5, 0.1, 0.2, 0.2, 0.4, 0.75, 0.25, 0.0625, 0.125,
            ],
        };
        // Classes: background, person, ball.
        let logits = Tensor {
            shape: vec![3, 3],
            data: vec![9.0, 1.0, -9.0, -9.0, 3.0, -9.0, -9.0, -9.0, 0.0],
        };
        (boxes, logits)
    }

    #[test]
    fn boxes_scale_with_the_input_and_scores_are_independent_of_other_classes() {
        let (boxes, logits) = outputs();
        let found = decode(&boxes, &logits, [640, 320], [Some(1), Some(2)], 0.3).unwrap();
        let classes: Vec<Class> = found.iter().map(|d| d.class).collect();
        assert_eq!(classes, [Class::Person, Class::Person, Class::Ball]);
        assert!((found[0].score - sigmoid(3.0)).abs() < 1e-6);
        assert!((found[1].score - sigmoid(1.0)).abs() < 1e-6);
        let b = found[1].bounds;
        assert_eq!([b.x1, b.y1, b.x2, b.y2], [240.0, 80.0, 400.0, 240.0]);
        let b = found[2].bounds;
        assert_eq!([b.x1, b.y1, b.x2, b.y2], [460.0, 60.0, 500.0, 100.0]);
        let people = decode(&boxes, &logits, [640, 320], [Some(1), None], 0.9).unwrap();
        assert_eq!(people.len(), 1);
    }

    #[test]
    fn outputs_that_do_not_fit_are_errors() {
        let (boxes, logits) = outputs();
        let error = decode(&boxes, &logits, [64, 64], [Some(1), Some(37)], 0.3).unwrap_err();
        assert!(error.to_string().contains("3 classes"), "{error}");
        let error = decode(&logits, &boxes, [64, 64], [Some(1), None], 0.3).unwrap_err();
        assert!(error.to_string().contains("[3, 3]"), "{error}");
    }
}
