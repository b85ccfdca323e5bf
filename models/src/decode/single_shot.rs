//! Trackside's own network: everyone's joints and the ball from two maps.
//!
//! People begin at the peaks of a trunk map (as CenterNet's objects do; Zhou et al., "Objects as Points", 2019). The trunk's
//! cell says where each joint should be, to a learned Laplace scale; the joint's own bump in the fine map says where it is. So
//! joints belong to people at once, and are as precise as a heatmap makes them (as in MoveNet; Votel and Li, 2021).

use super::footandball::maxima;
use super::{Person, Spot, Tensor};
use crate::ModelError;

/// Input pixels per cell of the coarse and of the fine map, each way.
const COARSE: f32 = 8.0;
const FINE: f32 = 4.0;
const JOINTS: usize = 26;
const BALL: usize = JOINTS;
/// Of HALPE_26: the joint on the other side.
const MIRRORED: [usize; JOINTS] = [
    0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 17, 18, 19, 21, 20, 23, 22, 25, 24,
];
/// Left and right joints, and those in the middle.
const PAIRS: [(usize, usize); 15] = [
    (0, 0),
    (1, 2),
    (3, 4),
    (5, 6),
    (7, 8),
    (9, 10),
    (11, 12),
    (13, 14),
    (15, 16),
    (17, 17),
    (18, 18),
    (19, 19),
    (20, 21),
    (22, 23),
    (24, 25),
];
/// Logarithms of Laplace scales that are trained, coarse cells.
const LOG_SCALES: [f32; 2] = [-3.5, 4.0];

/// One deviation of a bump about a place that is known exactly, fine cells: `BUMP` of `models/training/crops.py`.
const BUMP: f32 = 0.65;
/// What is left of a place that is known exactly, fine cells.
const LEAST_SIGMA: f32 = 0.25;
/// Lower bumps are no joint.
const LEAST_HEIGHT: f32 = 0.1;
/// No more bumps than this are weighed against each other.
const MOST_CANDIDATES: usize = 4;
/// How likely it is that a left and a right joint are one bump where there are two: a logarithm.
const ONE_BUMP: f32 = -1.5;
/// A joint is looked for this many Laplace scales about where the trunk says it is, …
const REACH_SCALES: f32 = 4.0;
/// … at least this far, and at most this part of the person's size.
const REACH_PX: [f32; 2] = [6.0, 0.3];
/// Two people's joints that lie nearer to each other than this are one bump, px.
const SAME_BUMP_PX: f32 = 4.0;
/// A joint's score is the probability that it lies within this part of the person's size of its place, or within a fine cell.
const CLOSE: f32 = 0.05;
/// Two people whose joints lie within a tenth of their size of each other's, on this share of the joints, are one.
const TWIN_SHARE: f32 = 0.6;

/// People and balls, the surest first, in input pixels. `coarse` is `[79, rows, columns]`, `fine` `[27, 2 rows,
/// 2 columns]`; `docs/reference/models.md` says what each channel is.
pub fn decode(
    coarse: &Tensor,
    fine: &Tensor,
    min_score: f32,
    min_ball_score: f32,
) -> Result<(Vec<Person>, Vec<Spot>), ModelError> {
    let [channels, rows, columns] = coarse.dims()?;
    let fine_dims = fine.dims()?;
    if channels != 1 + 3 * JOINTS || fine_dims != [JOINTS + 1, 2 * rows, 2 * columns] {
        return Err(ModelError::new(format!(
            "Trackside's network gives a map of [79, rows, columns] and one of [27, 2 rows, 2 columns], this one gave \
             {:?} and {:?}",
            coarse.shape, fine.shape
        )));
    }
    let coarse = Map::new(coarse, rows, columns);
    let fine = Map::new(fine, 2 * rows, 2 * columns);
    let mut bodies: Vec<Body> = coarse
        .peaks(0, min_score)
        .map(|(cell, score)| Body::at(&coarse, cell, score))
        .collect();
    bodies.sort_by(|a, b| b.score.total_cmp(&a.score));
    bodies.iter_mut().for_each(|body| body.look(&fine));
    settle(&mut bodies);
    let mut people: Vec<Person> = bodies.iter().map(|body| body.person(&fine)).collect();
    drop_twins(&mut people);
    let mut balls: Vec<Spot> = fine
        .peaks(BALL, min_ball_score)
        .map(|(cell, height)| fine.spot([BALL; 2], Bump { cell, height }))
        .collect();
    balls.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok((people, balls))
}

struct Map<'a> {
    data: &'a [f32],
    rows: usize,
    columns: usize,
}

impl<'a> Map<'a> {
    fn new(tensor: &'a Tensor, rows: usize, columns: usize) -> Map<'a> {
        let data = &tensor.data;
        Map {
            data,
            rows,
            columns,
        }
    }

    fn channel(&self, channel: usize) -> &'a [f32] {
        &self.data[channel * self.rows * self.columns..][..self.rows * self.columns]
    }

    fn at(&self, channel: usize, [x, y]: [usize; 2]) -> f32 {
        self.channel(channel)[y * self.columns + x]
    }

    /// The cells where a channel of logits peaks, and its probability there.
    fn peaks(&self, channel: usize, min: f32) -> impl Iterator<Item = ([usize; 2], f32)> + use<'a> {
        let min = min.clamp(1e-6, 1.0 - 1e-6);
        let least = (min / (1.0 - min)).ln();
        maxima(self.channel(channel), self.columns, self.rows, least)
            .map(|(x, y, logit)| ([x, y], probability(logit)))
    }

    fn height(&self, channel: usize, cell: [usize; 2]) -> f32 {
        probability(self.at(channel, cell))
    }

    /// How probable it is that one of two joints, or the only one, lies in a cell; more than 1 where both might.
    fn joint_height(&self, [joint, mirrored]: [usize; 2], cell: [usize; 2]) -> f32 {
        let height = self.height(joint, cell);
        if joint == mirrored {
            return height;
        }
        height + self.height(mirrored, cell)
    }

    /// A cell and those that touch it.
    fn around(&self, [x, y]: [usize; 2]) -> impl Iterator<Item = [usize; 2]> + use<> {
        let (right, below) = (self.columns.min(x + 2), self.rows.min(y + 2));
        (y.saturating_sub(1)..below)
            .flat_map(move |v| (x.saturating_sub(1)..right).map(move |u| [u, v]))
    }

    /// The cells within a joint's reach.
    fn cells_about(&self, hint: Hint, size: f32) -> impl Iterator<Item = [usize; 2]> + use<> {
        let reach = (REACH_SCALES * hint.scale).min(REACH_PX[1] * size);
        let reach = (reach.max(REACH_PX[0]) / FINE).ceil();
        let range = |i: usize, side: usize| {
            let centre = (hint.at[i] - (FINE - 1.0) / 2.0) / FINE;
            let low = (centre - reach).ceil().clamp(0.0, side as f32);
            let high = (centre + reach).floor().clamp(-1.0, side as f32 - 1.0);
            low as usize..(high + 1.0) as usize
        };
        let columns = range(0, self.columns);
        range(1, self.rows).flat_map(move |y| columns.clone().map(move |x| [x, y]))
    }

    /// Of a fine map: where exactly a bump that is highest in that cell has its top, and how well that is known. A bump of a
    /// place that is known to a deviation s is s wider and so much lower: its height tells s.
    fn spot(&self, channels: [usize; 2], Bump { cell, height }: Bump) -> Spot {
        let spread = BUMP * (1.0 / height.clamp(1e-3, 1.0) - 1.0).sqrt();
        let top = [0, 1].map(|axis| cell[axis] as f32 + self.offset(channels, cell, axis));
        Spot {
            at: top.map(|v| v * FINE + (FINE - 1.0) / 2.0),
            score: height,
            sigma: FINE * spread.hypot(LEAST_SIGMA),
        }
    }

    /// From a bump's highest cell to its top along one axis, cells: where the parabola through the logarithms of three
    /// heights is highest. 0 at the map's border.
    fn offset(&self, channels: [usize; 2], cell: [usize; 2], axis: usize) -> f32 {
        let side = [self.columns, self.rows][axis];
        if cell[axis] == 0 || cell[axis] + 1 >= side {
            return 0.0;
        }
        let log = |step: usize| {
            let mut at = cell;
            at[axis] = cell[axis] + step - 1;
            self.joint_height(channels, at).max(1e-6).ln()
        };
        let (before, here, after) = (log(0), log(1), log(2));
        let bend = before + after - 2.0 * here;
        if bend > -1e-3 {
            return 0.0;
        }
        (0.5 * (before - after) / bend).clamp(-0.6, 0.6)
    }
}

fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// The highest cell of a bump of the fine map, and how probable it is that the joint is there.
#[derive(Clone, Copy)]
struct Bump {
    cell: [usize; 2],
    height: f32,
}

/// Where the trunk says a joint is, px.
#[derive(Clone, Copy)]
struct Hint {
    at: [f32; 2],
    scale: f32,
}

/// Somebody, while their joints are looked for.
struct Body {
    score: f32,
    hints: [Hint; JOINTS],
    size: f32,
    /// By joint.
    bumps: [Option<Bump>; JOINTS],
}

impl Body {
    fn at(coarse: &Map<'_>, [x, y]: [usize; 2], score: f32) -> Body {
        let hints = std::array::from_fn(|joint| {
            let value = |i: usize| coarse.at(1 + 3 * joint + i, [x, y]);
            let middle = |cell: usize| cell as f32 * COARSE + (COARSE - 1.0) / 2.0;
            let log_scale = value(2).clamp(LOG_SCALES[0], LOG_SCALES[1]);
            Hint {
                at: [middle(x) + COARSE * value(0), middle(y) + COARSE * value(1)],
                scale: COARSE * log_scale.exp(),
            }
        });
        Body {
            score,
            size: extent(hints.iter().map(|h: &Hint| h.at)),
            hints,
            bumps: [None; JOINTS],
        }
    }

    /// Finds each joint's bump: the most probable one, given where the trunk says it is. A left and a right one are found
    /// together, and are two bumps where there are two: which is which is harder to see than where they are.
    fn look(&mut self, fine: &Map<'_>) {
        for (joint, mirrored) in PAIRS {
            let found = self.candidates(fine, joint, mirrored);
            if joint == mirrored {
                let best = found.iter().map(|c| (self.likely(fine, joint, c.cell), c));
                let best = best.max_by(|a, b| a.0.total_cmp(&b.0));
                self.bumps[joint] = best.map(|(_, c)| *c);
                continue;
            }
            let mut best = (f32::NEG_INFINITY, None);
            for left in &found {
                for right in &found {
                    let one = left.cell == right.cell;
                    let likely = self.likely(fine, joint, left.cell)
                        + self.likely(fine, mirrored, right.cell)
                        + if one { ONE_BUMP } else { 0.0 };
                    if likely > best.0 {
                        best = (likely, Some((*left, *right)));
                    }
                }
            }
            let Some((mut left, mut right)) = best.1 else {
                continue;
            };
            if left.cell == right.cell {
                // Each is only as high as its own channel says.
                left.height = fine.height(joint, left.cell);
                right.height = fine.height(mirrored, right.cell);
            }
            let high = |bump: &Bump| bump.height >= LEAST_HEIGHT;
            self.bumps[joint] = Some(left).filter(high);
            self.bumps[mirrored] = Some(right).filter(high);
        }
    }

    /// The highest bumps of a joint and of its mirrored one about where the trunk says they are, their channels taken together.
    fn candidates(&self, fine: &Map<'_>, joint: usize, mirrored: usize) -> Vec<Bump> {
        let mut found: Vec<Bump> = Vec::new();
        for hint in [self.hints[joint], self.hints[mirrored]] {
            for cell in fine.cells_about(hint, self.size) {
                let height = fine.joint_height([joint, mirrored], cell);
                if height < LEAST_HEIGHT || found.iter().any(|b| b.cell == cell) {
                    continue;
                }
                // Of equals the first.
                let is_top = fine.around(cell).all(|c| {
                    let other = fine.joint_height([joint, mirrored], c);
                    other < height || (other == height && c >= cell)
                });
                if is_top {
                    let height = height.min(1.0);
                    found.push(Bump { cell, height });
                }
            }
        }
        found.sort_by(|a, b| b.height.total_cmp(&a.height));
        found.truncate(MOST_CANDIDATES);
        found
    }

    /// How likely it is that a joint is the bump at a cell: a logarithm.
    fn likely(&self, fine: &Map<'_>, joint: usize, cell: [usize; 2]) -> f32 {
        fine.height(joint, cell).max(1e-3).ln() - self.unlikely(&self.hints[joint], cell)
    }

    /// How far off a fine cell is for a joint, in its scales.
    fn unlikely(&self, hint: &Hint, cell: [usize; 2]) -> f32 {
        let off = |i: usize| (cell[i] as f32 * FINE + (FINE - 1.0) / 2.0 - hint.at[i]).abs();
        (off(0) + off(1)) / hint.scale.max(FINE)
    }

    /// The channels in which a joint's bump is read: both where it is one of two bumps.
    fn channels(&self, joint: usize) -> [usize; 2] {
        let mirrored = MIRRORED[joint];
        let cell = |j: usize| self.bumps[j].map(|b| b.cell);
        if cell(joint) == cell(mirrored) {
            [joint; 2]
        } else {
            [joint, mirrored]
        }
    }

    /// The joints, each from its bump, or as the trunk says where it has none.
    fn person(&self, fine: &Map<'_>) -> Person {
        let close = (CLOSE * self.size).max(FINE);
        let joint = |joint: usize| match self.bumps[joint] {
            Some(bump) => {
                let spot = fine.spot(self.channels(joint), bump);
                let score = 1.0 - (-0.5 * (close / spot.sigma).powi(2)).exp();
                Some(Spot { score, ..spot })
            }
            None => {
                let Hint { at, scale } = self.hints[joint];
                let limits = [fine.columns, fine.rows].map(|side| side as f32 * FINE - 0.5);
                let inside = (0..2).all(|i| at[i] > -0.5 && at[i] < limits[i]);
                inside.then(|| Spot {
                    at,
                    score: 1.0 - (-close / scale).exp(),
                    // The deviation of a Laplace distribution is √2 times its scale.
                    sigma: std::f32::consts::SQRT_2 * scale,
                })
            }
        };
        Person {
            joints: (0..JOINTS).map(joint).collect(),
            score: self.score,
        }
    }
}

/// Of people who found the same bump it belongs to the one from whom it is least far off.
fn settle(bodies: &mut [Body]) {
    for joint in 0..JOINTS {
        for a in 0..bodies.len() {
            for b in a + 1..bodies.len() {
                let (Some(one), Some(two)) = (bodies[a].bumps[joint], bodies[b].bumps[joint])
                else {
                    continue;
                };
                let (one, two) = (one.cell, two.cell);
                let apart = (0..2).map(|i| one[i].abs_diff(two[i])).max().unwrap_or(0);
                if apart as f32 * FINE > SAME_BUMP_PX {
                    continue;
                }
                let off = |i: usize, cell| bodies[i].unlikely(&bodies[i].hints[joint], cell);
                let loser = if off(a, one) <= off(b, two) { b } else { a };
                bodies[loser].bumps[joint] = None;
            }
        }
    }
}

/// The larger side of the box round all points.
fn extent(points: impl Iterator<Item = [f32; 2]> + Clone) -> f32 {
    let side = |i: usize| {
        let low = points.clone().map(|p| p[i]).fold(f32::INFINITY, f32::min);
        let high = points
            .clone()
            .map(|p| p[i])
            .fold(f32::NEG_INFINITY, f32::max);
        high - low
    };
    side(0).max(side(1))
}

/// Drops whoever lies on somebody surer.
fn drop_twins(people: &mut Vec<Person>) {
    let mut kept = 0;
    for i in 0..people.len() {
        if !people[..kept].iter().any(|k| are_twins(k, &people[i])) {
            people.swap(kept, i);
            kept += 1;
        }
    }
    people.truncate(kept);
}

fn are_twins(a: &Person, b: &Person) -> bool {
    let both = || {
        let pairs = a.joints.iter().zip(&b.joints);
        pairs.filter_map(|(a, b)| Some((a.as_ref()?.at, b.as_ref()?.at)))
    };
    let close = 0.1 * extent(both().map(|(a, _)| a));
    let is_close = |(a, b): &([f32; 2], [f32; 2])| (a[0] - b[0]).hypot(a[1] - b[1]) < close;
    let count = both().count();
    count > 0 && both().filter(is_close).count() as f32 >= TWIN_SHARE * count as f32
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ROWS: usize = 14;
    const COLUMNS: usize = 16;

    fn logit(p: f32) -> f32 {
        (p / (1.0 - p)).ln()
    }

    /// Nobody anywhere.
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

    /// Somebody whose joints stand one below the other, `joint / 4` coarse cells under the trunk; the trunk says all are `errs`
    /// cells further right, to a scale of one cell.
    fn stand(coarse: &mut Tensor, trunk: [usize; 2], errs: f32) {
        set(coarse, 0, trunk, 3.0);
        for joint in 0..JOINTS {
            set(coarse, 1 + 3 * joint, trunk, errs);
            set(coarse, 2 + 3 * joint, trunk, joint as f32 / 4.0);
        }
    }

    /// A bump about a place in fine cells, so high.
    fn bump(fine: &mut Tensor, channel: usize, [x, y]: [f32; 2], height: f32) {
        for v in 0..2 * ROWS {
            for u in 0..2 * COLUMNS {
                let square = (u as f32 - x).powi(2) + (v as f32 - y).powi(2);
                let square = square / (BUMP * BUMP);
                let p = (height * (-0.5 * height * square).exp()).max(1e-5);
                set(fine, channel, [u, v], logit(p));
            }
        }
    }

    #[test]
    fn a_joint_lies_where_its_bump_is_highest() {
        let (mut coarse, mut fine) = empty();
        stand(&mut coarse, [5, 2], 0.8);
        bump(&mut fine, 24, [11.3, 16.8], 0.8);
        let (people, balls) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
        assert_eq!((people.len(), balls.len()), (1, 0));
        let heel = people[0].joints[24].unwrap();
        assert!((heel.at[0] - (11.3 * 4.0 + 1.5)).abs() < 0.3, "{heel:?}");
        assert!((heel.at[1] - (16.8 * 4.0 + 1.5)).abs() < 0.3, "{heel:?}");
        // A height of 0.8 is a deviation of half a bump; the highest cell lies a little off the top.
        assert!((1.6..2.2).contains(&heel.sigma), "{heel:?}");
        // The others are where the trunk says.
        let nose = people[0].joints[0].unwrap();
        assert_eq!(nose.at, [5.8 * 8.0 + 3.5, 2.0 * 8.0 + 3.5]);
        assert!((nose.sigma - 8.0 * 2f32.sqrt()).abs() < 1e-3);
        assert!(heel.score > nose.score);
    }

    #[test]
    fn a_joint_beyond_the_picture_is_not_there() {
        let (mut coarse, fine) = empty();
        stand(&mut coarse, [5, 9], 0.0);
        let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
        assert!(people[0].joints[0].is_some());
        assert!(people[0].joints[24].is_none());
    }

    #[test]
    fn one_person_with_two_peaks_is_one() {
        let (mut coarse, fine) = empty();
        stand(&mut coarse, [5, 2], 0.0);
        stand(&mut coarse, [7, 2], -2.1);
        set(&mut coarse, 0, [7, 2], 1.0);
        let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
        assert_eq!(people.len(), 1);
        assert!((people[0].score - probability(3.0)).abs() < 1e-6);
    }

    #[test]
    fn a_bump_belongs_to_one_person() {
        let (mut coarse, mut fine) = empty();
        stand(&mut coarse, [4, 2], 0.0);
        stand(&mut coarse, [7, 2], 0.0);
        // Mid-thigh of the left one, within the reach of both.
        bump(&mut fine, 8, [9.0, 8.5], 0.9);
        let (people, _) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
        let mut xs: Vec<f32> = people.iter().map(|p| p.joints[8].unwrap().at[0]).collect();
        xs.sort_by(f32::total_cmp);
        assert!((xs[0] - (9.0 * 4.0 + 1.5)).abs() < 0.3, "{xs:?}");
        assert_eq!(xs[1], 7.0 * 8.0 + 3.5);
    }

    #[test]
    fn a_ball_has_a_place_and_a_deviation() {
        let (coarse, mut fine) = empty();
        bump(&mut fine, BALL, [20.25, 9.5], 0.9);
        let (people, balls) = decode(&coarse, &fine, 0.3, 0.3).unwrap();
        assert!(people.is_empty());
        assert_eq!(balls.len(), 1);
        assert!((balls[0].at[0] - (20.25 * 4.0 + 1.5)).abs() < 0.3);
        assert!((balls[0].at[1] - (9.5 * 4.0 + 1.5)).abs() < 0.3);
        assert!((1.0..3.5).contains(&balls[0].sigma), "{}", balls[0].sigma);
    }

    #[test]
    fn maps_of_other_shapes_are_an_error() {
        let (coarse, fine) = empty();
        let error = decode(&fine, &coarse, 0.3, 0.3).unwrap_err().to_string();
        assert!(error.contains("[79, rows, columns]"), "{error}");
    }
}
