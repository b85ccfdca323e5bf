//! FootAndBall (Komorowski et al., "FootAndBall: Integrated Player and Ball Detector", VISAPP 2020).

use super::{Box2d, Class, Detection, Tensor};
use crate::ModelError;

const BALL_STRIDE: usize = 4;
const PLAYER_STRIDE: usize = 16;

/// A ball's box has this side, px: the network gives a centre only.
const BALL_SIDE_PX: f32 = 12.0;

/// Players and balls of at least `min_score`, best first.
///
/// `balls` is `[1, height / 4, width / 4]` and `players` `[1, height / 16, width / 16]`, probabilities; `boxes` is
/// `[4, height / 16, width / 16]`: the centre's offset and the size, in parts of the input's width and height.
/// Only cells that are the largest of their 3 x 3 neighbours count.
pub fn decode(
    balls: &Tensor,
    players: &Tensor,
    boxes: &Tensor,
    input: [u32; 2],
    min_score: f32,
) -> Result<Vec<Detection>, ModelError> {
    let ([_, ball_rows, ball_columns], [_, rows, columns]) = (balls.dims()?, players.dims()?);
    if boxes.dims()? != [4, rows, columns] {
        return Err(ModelError::new(format!(
            "FootAndBall gives one box a player cell, this network gave {:?} boxes for {:?} cells",
            boxes.shape, players.shape
        )));
    }
    let [w, h] = input.map(|s| s as f32);
    let mut found = Vec::new();
    for (x, y, score) in maxima(&players.data, columns, rows, min_score) {
        let t = |i: usize| boxes.data[(i * rows + y) * columns + x];
        let centre = [
            cell_centre(x, PLAYER_STRIDE) + t(0) * w,
            cell_centre(y, PLAYER_STRIDE) + t(1) * h,
        ];
        found.push(Detection {
            bounds: about(centre, [t(2) * w, t(3) * h]),
            class: Class::Person,
            score,
        });
    }
    for (x, y, score) in maxima(&balls.data, ball_columns, ball_rows, min_score) {
        let centre = [cell_centre(x, BALL_STRIDE), cell_centre(y, BALL_STRIDE)];
        found.push(Detection {
            bounds: about(centre, [BALL_SIDE_PX; 2]),
            class: Class::Ball,
            score,
        });
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

/// The middle of a cell, counted from pixel centres.
fn cell_centre(cell: usize, stride: usize) -> f32 {
    (cell * stride) as f32 + (stride as f32 - 1.0) / 2.0
}

/// The box about a point; the point counts pixel centres, the box pixel edges.
fn about([x, y]: [f32; 2], [w, h]: [f32; 2]) -> Box2d {
    let (x, y) = (x + 0.5, y + 0.5);
    Box2d {
        x1: x - w / 2.0,
        y1: y - h / 2.0,
        x2: x + w / 2.0,
        y2: y + h / 2.0,
    }
}

/// The cells that are at least `min` and the largest of their neighbours; of equals, the first.
pub(super) fn maxima(
    cells: &[f32],
    columns: usize,
    rows: usize,
    min: f32,
) -> impl Iterator<Item = (usize, usize, f32)> {
    let is_top = move |x: usize, y: usize, v: f32| {
        let neighbours = (y.saturating_sub(1)..rows.min(y + 2))
            .flat_map(move |j| (x.saturating_sub(1)..columns.min(x + 2)).map(move |i| (j, i)));
        neighbours.into_iter().all(|(j, i)| {
            let other = cells[j * columns + i];
            v > other || (v == other && (j, i) >= (y, x))
        })
    };
    cells.iter().enumerate().filter_map(move |(i, &v)| {
        let (x, y) = (i % columns, i / columns);
        (v >= min && is_top(x, y, v)).then_some((x, y, v))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_cells_become_players_and_balls() {
        // 64 x 32 px: balls on 8 rows of 16, players on 2 rows of 4.
        let mut balls = Tensor {
            shape: vec![1, 8, 16],
            data: vec![0.0; 128],
        };
        balls.data[2 * 16 + 3] = 0.9;
        balls.data[2 * 16 + 4] = 0.8;
        let mut players = Tensor {
            shape: vec![1, 2, 4],
            data: vec![0.0; 8],
        };
        players.data[4 + 2] = 0.7;
        let mut boxes = Tensor {
            shape: vec![4, 2, 4],
            data: vec![0.0; 32],
        };
        for (i, v) in [0.0, 0.125, 0.25, 0.5].into_iter().enumerate() {
            boxes.data[i * 8 + 4 + 2] = v;
        }
        let found = decode(&balls, &players, &boxes, [64, 32], 0.3).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].class, Class::Ball);
        assert_eq!(found[0].bounds.centre(), [14.0, 10.0]);
        let player = found[1].bounds;
        assert_eq!(player.centre(), [40.0, 28.0]);
        assert_eq!([player.width(), player.height()], [16.0, 16.0]);
    }
}
