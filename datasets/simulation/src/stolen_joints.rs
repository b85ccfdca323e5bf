//! Joints that a detector gives to the wrong person: of people who overlap in an image.

use nalgebra::Point2;
use trackside_schema::{Keypoint, Person2d};

use crate::random::RandomStream;
use crate::world_file::{StolenKind, ViewsSection};

/// The corners of the box around a person's joints, px.
fn box_of(person: &Person2d) -> Option<[Point2<f64>; 2]> {
    let mut joints = person
        .joints
        .iter()
        .flatten()
        .map(|k| Point2::new(k.at.x, k.at.y));
    let first = joints.next()?;
    Some(joints.fold([first; 2], |[min, max], p| [min.inf(&p), max.sup(&p)]))
}

/// The area that two boxes share, px².
fn overlap_px2(a: &[Point2<f64>; 2], b: &[Point2<f64>; 2]) -> f64 {
    let size = a[1].inf(&b[1]) - a[0].sup(&b[0]);
    size.x.max(0.0) * size.y.max(0.0)
}

/// Gives a share of the joints of each person to the one who overlaps it most, in place of that one's own.
pub(crate) fn steal_joints(
    people: &mut [Person2d],
    errors: &ViewsSection,
    random: &mut RandomStream,
) {
    if errors.stolen_joints <= 0.0 {
        return;
    }
    let before = people.to_vec();
    let boxes: Vec<_> = before.iter().map(box_of).collect();
    for (i, person) in before.iter().enumerate() {
        let Some(own) = &boxes[i] else { continue };
        let overlap = |k: usize| {
            boxes[k]
                .as_ref()
                .map_or(0.0, |other| overlap_px2(own, other))
        };
        let neighbours = (0..people.len()).filter(|&k| k != i && overlap(k) > 0.0);
        let Some(neighbour) = neighbours.max_by(|&a, &b| overlap(a).total_cmp(&overlap(b))) else {
            continue;
        };
        for (j, keypoint) in person.joints.iter().enumerate() {
            let (is_stolen, is_bottom_up) =
                (random.chance(errors.stolen_joints), random.chance(0.5));
            let Some(keypoint) = keypoint.filter(|_| is_stolen) else {
                continue;
            };
            give(
                people,
                [i, neighbour],
                j,
                keypoint,
                errors.stolen_kind,
                is_bottom_up,
            );
        }
    }
}

fn give(
    people: &mut [Person2d],
    [owner, neighbour]: [usize; 2],
    joint: usize,
    keypoint: Keypoint,
    kind: StolenKind,
    is_bottom_up: bool,
) {
    people[neighbour].joints[joint] = Some(keypoint);
    let loses = match kind {
        StolenKind::TopDown => false,
        StolenKind::BottomUp => true,
        StolenKind::Either => is_bottom_up,
    };
    // The neighbour's own may have been given to the owner already.
    if loses && people[owner].joints[joint].is_some_and(|k| k.at == keypoint.at) {
        people[owner].joints[joint] = None;
    }
}
