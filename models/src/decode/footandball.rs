//! FootAndBall (Komorowski et al., "FootAndBall: Integrated Player and Ball Detector", VISAPP 2020).

use super::local_maxima::local_maxima;
use super::types::{Box2d, Class, Detection, Tensor};
use crate::error::ModelError;

const BALL_STRIDE: usize = 4;
const PLAYER_STRIDE: usize = 16;

/// Side of a ball's box, px: the network returns only its centre.
const BALL_SIDE_PX: f32 = 12.0;

/// Players and balls with at least `min_score`, best first; boxes in input pixels.
///
/// `balls` is `[1, height / 4, width / 4]` and `players` `[1, height / 16, width / 16]`, probabilities; `boxes` is
/// `[4, height / 16, width / 16]`: the centre's offset and the size, relative to the width and height of the input.
/// Detections are local maxima of 3 x 3 cells.
///
/// # Errors
/// Outputs of another shape.
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
            "FootAndBall returns one box per player cell; this network returned {:?} boxes for {:?} cells",
            boxes.shape, players.shape
        )));
    }
    let [w, h] = input.map(|s| s as f32);
    let mut found = Vec::new();
    for (x, y, score) in local_maxima(&players.data, columns, rows, min_score) {
        let t = |i: usize| boxes.data[(i * rows + y) * columns + x];
        let centre = [
            cell_centre(x, PLAYER_STRIDE) + t(0) * w,
            cell_centre(y, PLAYER_STRIDE) + t(1) * h,
        ];
        found.push(Detection {
            bounds: box_around(centre, [t(2) * w, t(3) * h]),
            class: Class::Person,
            score,
        });
    }
    for (x, y, score) in local_maxima(&balls.data, ball_columns, ball_rows, min_score) {
        let centre = [cell_centre(x, BALL_STRIDE), cell_centre(y, BALL_STRIDE)];
        found.push(Detection {
            bounds: box_around(centre, [BALL_SIDE_PX; 2]),
            class: Class::Ball,
            score,
        });
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

/// The centre of a cell, px, measured from pixel centres.
fn cell_centre(cell: usize, stride: usize) -> f32 {
    (cell * stride) as f32 + (stride as f32 - 1.0) / 2.0
}

/// The box of size `[w, h]` around a point; the point is measured from pixel centres, the box from pixel edges.
fn box_around([x, y]: [f32; 2], [w, h]: [f32; 2]) -> Box2d {
    let (x, y) = (x + 0.5, y + 0.5);
    Box2d {
        x1: x - w / 2.0,
        y1: y - h / 2.0,
        x2: x + w / 2.0,
        y2: y + h / 2.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn local_maxima_become_players_and_balls() {
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
