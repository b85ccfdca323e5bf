//! Non-maximum suppression.

use super::types::Detection;

/// Greedy non-maximum suppression: removes detections that overlap a better one of the same class by more than `iou`
/// (intersection over union). The rest is sorted by score, best first; equal scores keep their order.
pub fn suppress(found: &mut Vec<Detection>, iou: f32) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept = 0;
    for i in 0..found.len() {
        let candidate = found[i];
        let is_new = found[..kept]
            .iter()
            .all(|k| k.class != candidate.class || k.bounds.iou(&candidate.bounds) <= iou);
        if is_new {
            found[kept] = candidate;
            kept += 1;
        }
    }
    found.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::types::{Box2d, Class};

    fn detection(x: f32, class: Class, score: f32) -> Detection {
        Detection {
            bounds: Box2d {
                x1: x,
                y1: 0.0,
                x2: x + 10.0,
                y2: 10.0,
            },
            class,
            score,
        }
    }

    #[test]
    fn the_best_of_overlapping_boxes_of_one_class_remains() {
        let mut found = vec![
            detection(0.0, Class::Person, 0.5),
            detection(1.0, Class::Person, 0.9),
            detection(1.0, Class::Ball, 0.4),
            detection(20.0, Class::Person, 0.3),
        ];
        suppress(&mut found, 0.5);
        let scores: Vec<f32> = found.iter().map(|d| d.score).collect();
        assert_eq!(scores, [0.9, 0.4, 0.3]);
    }

    #[test]
    fn suppressed_boxes_do_not_suppress_others() {
        // 0 and 6 overlap by less than a half; 3 overlaps both by more.
        let mut found = vec![
            detection(0.0, Class::Person, 0.9),
            detection(3.0, Class::Person, 0.8),
            detection(6.0, Class::Person, 0.7),
        ];
        suppress(&mut found, 0.5);
        assert_eq!(found.len(), 2);
    }
}
