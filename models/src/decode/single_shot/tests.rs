#![allow(clippy::unwrap_used)]

use super::feature_map::PEAK_SIGMA;
use super::*;
use crate::decode::types::sigmoid;

const ROWS: usize = 14;
const COLUMNS: usize = 16;

fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// Maps without people and balls.
fn empty() -> (Tensor, Tensor) {
    let maps = |channels: usize, scale: usize, value: f32| Tensor {
        shape: vec![channels, scale * ROWS, scale * COLUMNS],
        data: vec![value; channels * scale * ROWS * scale * COLUMNS],
    };
    let mut coarse = maps(1 + 3 * JOINTS, 1, 0.0);
    coarse.data[..ROWS * COLUMNS].fill(-9.0);
    (coarse, maps(JOINTS + 1, 2, -9.0))
}

fn set(maps: &mut Tensor, channel: usize, [x, y]: [usize; 2], value: f32) {
    let [_, rows, columns] = maps.dims().unwrap();
    maps.data[(channel * rows + y) * columns + x] = value;
}

/// Adds a person whose joints lie in a column, joint j at `j / 4` coarse cells below the trunk. The coarse estimates are
/// `offset` cells further right, with a Laplace scale of one cell.
fn add_person(coarse: &mut Tensor, trunk: [usize; 2], offset: f32) {
    set(coarse, 0, trunk, 3.0);
    for joint in 0..JOINTS {
        set(coarse, 1 + 3 * joint, trunk, offset);
        set(coarse, 2 + 3 * joint, trunk, joint as f32 / 4.0);
    }
}

/// Adds a peak of height `height` at a position in fine cells.
fn add_peak(fine: &mut Tensor, channel: usize, [x, y]: [f32; 2], height: f32) {
    for v in 0..2 * ROWS {
        for u in 0..2 * COLUMNS {
            let square = (u as f32 - x).powi(2) + (v as f32 - y).powi(2);
            let square = square / (PEAK_SIGMA * PEAK_SIGMA);
            let p = (height * (-0.5 * height * square).exp()).max(1e-5);
            set(fine, channel, [u, v], logit(p));
        }
    }
}

#[test]
fn joint_lies_at_the_maximum_of_its_peak() {
    let (mut coarse, mut fine) = empty();
    add_person(&mut coarse, [5, 2], 0.8);
    add_peak(&mut fine, 24, [11.3, 16.8], 0.8);
    let (people, balls) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
    assert_eq!((people.len(), balls.len()), (1, 0));
    let heel = people[0].joints[24].unwrap();
    assert!((heel.at[0] - (11.3 * 4.0 + 1.5)).abs() < 0.3, "{heel:?}");
    assert!((heel.at[1] - (16.8 * 4.0 + 1.5)).abs() < 0.3, "{heel:?}");
    // A height of 0.8 means a standard deviation of half of PEAK_SIGMA; the highest cell is slightly off the maximum.
    assert!((1.6..2.2).contains(&heel.sigma_px), "{heel:?}");
    // Joints without a peak keep their coarse estimate.
    let nose = people[0].joints[0].unwrap();
    assert_eq!(nose.at, [5.8 * 8.0 + 3.5, 2.0 * 8.0 + 3.5]);
    assert!((nose.sigma_px - 8.0 * 2f32.sqrt()).abs() < 1e-3);
    assert!(heel.score > nose.score);
}

#[test]
fn joint_outside_the_input_is_absent() {
    let (mut coarse, fine) = empty();
    add_person(&mut coarse, [5, 9], 0.0);
    let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
    assert!(people[0].joints[0].is_some());
    assert!(people[0].joints[24].is_none());
}

#[test]
fn duplicate_trunk_peaks_give_one_person() {
    let (mut coarse, fine) = empty();
    add_person(&mut coarse, [5, 2], 0.0);
    add_person(&mut coarse, [7, 2], -2.1);
    set(&mut coarse, 0, [7, 2], 1.0);
    let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
    assert_eq!(people.len(), 1);
    assert!((people[0].score - sigmoid(3.0)).abs() < 1e-6);
}

#[test]
fn shared_peak_belongs_to_one_person() {
    let (mut coarse, mut fine) = empty();
    add_person(&mut coarse, [4, 2], 0.0);
    add_person(&mut coarse, [7, 2], 0.0);
    // The elbow of the left person, within the search radius of both.
    add_peak(&mut fine, 8, [9.0, 8.5], 0.9);
    let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
    let mut xs: Vec<f32> = people.iter().map(|p| p.joints[8].unwrap().at[0]).collect();
    xs.sort_by(f32::total_cmp);
    assert!((xs[0] - (9.0 * 4.0 + 1.5)).abs() < 0.3, "{xs:?}");
    assert_eq!(xs[1], 7.0 * 8.0 + 3.5);
}

#[test]
fn ball_has_a_position_and_a_standard_deviation() {
    let (coarse, mut fine) = empty();
    add_peak(&mut fine, BALL, [20.25, 9.5], 0.9);
    let (people, balls) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
    assert!(people.is_empty());
    assert_eq!(balls.len(), 1);
    assert!((balls[0].at[0] - (20.25 * 4.0 + 1.5)).abs() < 0.3);
    assert!((balls[0].at[1] - (9.5 * 4.0 + 1.5)).abs() < 0.3);
    assert!((1.0..3.5).contains(&balls[0].sigma_px), "{:?}", balls[0]);
}

#[test]
fn maps_of_other_shapes_are_an_error() {
    let (coarse, fine) = empty();
    let error = decode(&fine, &coarse, 0.3, 0.3).unwrap_err().to_string();
    assert!(error.contains("[79, rows, columns]"), "{error}");
}
