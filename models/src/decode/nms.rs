//! Non-maximum suppression.

use super::Detection;

/// Keeps the best of those that overlap by more than `iou` within one class. Leaves the rest in the order of their
/// scores, best first; equals keep their order.
pub fn suppress(found: &mut Vec<Detection>, iou: f32) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept = 0;
    for i in 0..found.len() {
        let one = found[i];
        let is_new = found[..kept]
            .iter()
            .all(|k| k.class != one.class || k.bounds.iou(&one.bounds) <= iou);
        if is_new {
            found[kept] = one;
            kept += 1;
        }
    }
    found.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Box2d, Class};

    fn at(x: f32, class: Class, score: f32) -> Detection {
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
    fn overlapping_boxes_of_one_class_become_the_best_of_them() {
        let mut found = vec![
            at(0.0, Class::Person, 0.5),
            at(1.0, Class::Person, 0.9),
            at(1.0, Class::Ball, 0.4),
            at(20.0, Class::Person, 0.3),
        ];
        suppress(&mut found, 0.5);
        let scores: Vec<f32> = found.iter().map(|d| d.score).collect();
        assert_eq!(scores, [0.9, 0.4, 0.3]);
    }

    #[test]
    fn a_suppressed_box_suppresses_no_other() {
        // 0 and 6 overlap by less than a half; 3 overlaps both by more.
        let mut found = vec![
            at(0.0, Class::Person, 0.9),
            at(3.0, Class::Person, 0.8),
            at(6.0, Class::Person, 0.7),
        ];
        suppress(&mut found, 0.5);
        assert_eq!(found.len(), 2);
    }
}
