//! How cameras stand to each other on the floor, from where each sees people stand.
//!
//! Input assumption: floors from [`super::floor`] good to some per cent, clocks that agree to some hundredths of a second,
//! people who move about, or who at least face somewhere. Who is who is not known: for every turn, every pair of people
//! seen at one time, if they then face about the same way, votes for the shift that would make them one (a Hough transform), the best are bettered by matching the nearest people (iterated
//! closest points, Besl and McKay 1992) with a similarity, and the best of those wins. Cameras are joined along the tree
//! of the surest pairs.

use nalgebra::{Rotation2, Vector2};

/// From one camera's floor to another's: size · R(turn) p + shift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub turn: f64,
    pub size: f64,
    pub shift: Vector2<f64>,
}

impl Placed {
    pub const SAME: Placed = Placed {
        turn: 0.0,
        size: 1.0,
        shift: Vector2::new(0.0, 0.0),
    };

    pub fn of(&self, p: &Vector2<f64>) -> Vector2<f64> {
        Rotation2::new(self.turn) * p * self.size + self.shift
    }

    /// This after `first`.
    pub fn after(&self, first: &Placed) -> Placed {
        Placed {
            turn: self.turn + first.turn,
            size: self.size * first.size,
            shift: self.of(&first.shift),
        }
    }

    pub fn inverse(&self) -> Placed {
        let back = Placed {
            turn: -self.turn,
            size: 1.0 / self.size,
            shift: Vector2::zeros(),
        };
        Placed {
            shift: -back.of(&self.shift),
            ..back
        }
    }
}

/// Somebody on a camera's floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    /// m
    pub at: Vector2<f64>,
    /// Of unit length, from the left shoulder to the right, where that can be told.
    pub right: Option<Vector2<f64>>,
}

/// Where people stood at one time, by camera, on each camera's own floor.
pub(super) type Standing = Vec<Vec<Stand>>;

/// What one camera's floor is to another's, roughly: the turn to 30°, the shift to 5 m.
pub(super) type Rough<'a> = Option<&'a dyn Fn(usize, usize) -> Placed>;

const TURN_STEP: f64 = 2.0 * std::f64::consts::PI / 180.0;
const BIN_M: f64 = 0.7;
const FAR_M: f64 = 120.0;
const MOST_TURN: f64 = 35.0 * std::f64::consts::PI / 180.0;
const MOST_SHIFT_M: f64 = 7.0;
/// Fewer pairs of people than this in all, and two cameras do not know each other.
const LEAST_PAIRS: f64 = 12.0;

/// Every camera's floor to that of the first of the tree, `None` for cameras that share nobody with the others.
pub(super) fn register(
    moments: &[Standing],
    cameras: usize,
    rough: Rough<'_>,
) -> Vec<Option<Placed>> {
    let mut pairs = Vec::new();
    for a in 0..cameras {
        for b in a + 1..cameras {
            let near = rough.map(|r| r(a, b));
            pairs.extend(pair(moments, a, b, near).map(|(score, placed)| (score, a, b, placed)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut placed = vec![None; cameras];
    let Some(&(_, root, _, _)) = pairs.first() else {
        return placed;
    };
    placed[root] = Some(Placed::SAME);
    // The surest pair that reaches a new camera, again and again.
    while let Some((a, b, step)) =
        pairs
            .iter()
            .find_map(|&(_, a, b, step)| match (placed[a], placed[b]) {
                (Some(_), None) => Some((a, b, step)),
                (None, Some(_)) => Some((b, a, step.inverse())),
                _ => None,
            })
    {
        placed[b] = placed[a].map(|p| p.after(&step));
    }
    placed
}

/// From the floor of `b` to that of `a`, and how much agrees.
fn pair(moments: &[Standing], a: usize, b: usize, near: Option<Placed>) -> Option<(f64, Placed)> {
    let both: Vec<_> = moments
        .iter()
        .map(|m| (&m[a][..], &m[b][..]))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .collect();
    let best = candidates(&both, near)
        .into_iter()
        .map(|c| refined(&both, c));
    let best = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LEAST_PAIRS).then_some(best)
}

type Both<'a> = (&'a [Stand], &'a [Stand]);

/// People who differ more than this in where they face are not one, as the cosine (53°): faces are badly seen from afar.
const FACES: f64 = 0.6;

fn faces_alike(a: &Stand, b: &Stand, turned: &Rotation2<f64>) -> bool {
    match (a.right, b.right) {
        (Some(a), Some(b)) => a.dot(&(turned * b)) > FACES,
        _ => true,
    }
}

/// The shifts with most votes, over all turns.
fn candidates(both: &[Both<'_>], near: Option<Placed>) -> Vec<Placed> {
    const KEEP: usize = 12;
    let width = (2.0 * FAR_M / BIN_M) as usize;
    let mut votes = vec![0.0_f32; width * width];
    let mut touched = Vec::new();
    let mut best: Vec<(f32, Placed)> = Vec::new();
    let (from, to) = match near {
        Some(near) => (near.turn - MOST_TURN, near.turn + MOST_TURN),
        None => (-std::f64::consts::PI, std::f64::consts::PI),
    };
    let steps = ((to - from) / TURN_STEP).ceil() as usize;
    for step in 0..steps {
        let turn = from + step as f64 * TURN_STEP;
        let turned = Rotation2::new(turn);
        for (a, b) in both {
            // Many people at one time vote for much that is not so.
            let weight = 1.0 / (a.len().max(b.len()) as f32);
            for q in *b {
                let there = turned * q.at;
                for p in *a {
                    let shift = p.at - there;
                    if !faces_alike(p, q, &turned) {
                        continue;
                    }
                    if near.is_some_and(|n| (shift - n.shift).norm() > MOST_SHIFT_M) {
                        continue;
                    }
                    let cell = (shift.add_scalar(FAR_M) / BIN_M).map(|v| v as i64);
                    if cell.iter().all(|&c| c > 0 && (c as usize) < width - 1) {
                        let at = cell.y as usize * width + cell.x as usize;
                        if votes[at] == 0.0 {
                            touched.push(at);
                        }
                        votes[at] += weight;
                    }
                }
            }
        }
        let at_cell = |at: usize| {
            let around = [at, at + 1, at - 1, at + width, at - width];
            around.iter().map(|&i| votes[i]).sum::<f32>()
        };
        let top = touched
            .iter()
            .map(|&at| (at_cell(at), at))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((count, at)) = top {
            let cell = Vector2::new((at % width) as f64, (at / width) as f64);
            let shift = (cell.add_scalar(0.5) * BIN_M).add_scalar(-FAR_M);
            let size = 1.0;
            best.push((count, Placed { turn, size, shift }));
        }
        for at in touched.drain(..) {
            votes[at] = 0.0;
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.into_iter().take(KEEP).map(|b| b.1).collect()
}

/// Bettered by matching whoever is nearest to each other, nearer and nearer.
fn refined(both: &[Both<'_>], mut now: Placed) -> (f64, Placed) {
    let mut score = 0.0;
    for gate in [2.5, 2.0, 1.5, 1.5, 1.2, 1.0, 1.0, 1.0, 1.0, 1.0] {
        let mut pairs = Vec::new();
        for (a, b) in both {
            let turned = Rotation2::new(now.turn);
            let here: Vec<_> = a.iter().map(|p| p.at).collect();
            let moved: Vec<_> = b.iter().map(|q| now.of(&q.at)).collect();
            for (i, q) in moved.iter().enumerate() {
                let Some((j, off)) = nearest(q, &here).filter(|n| n.1 < gate) else {
                    continue;
                };
                let mutual = nearest(&here[j], &moved).is_some_and(|n| n.0 == i);
                if mutual && faces_alike(&a[j], &b[i], &turned) {
                    pairs.push((a[j], b[i], 1.0 - (off / gate).powi(2)));
                }
            }
        }
        score = pairs.iter().map(|p| p.2).sum();
        let Some(next) = fitted(&pairs) else {
            break;
        };
        now = next;
    }
    (score, now)
}

fn nearest(p: &Vector2<f64>, all: &[Vector2<f64>]) -> Option<(usize, f64)> {
    let off = all.iter().map(|q| (p - q).norm()).enumerate();
    off.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Two who may be one, and how much so.
type Pair = (Stand, Stand, f64);

/// The similarity of least squares (Umeyama, TPAMI 1991, in the plane) from the second of each pair to the first. Where
/// people face counts as a point half a metre beside them.
fn fitted(pairs: &[Pair]) -> Option<Placed> {
    const ARM_M: f64 = 0.5;
    let total: f64 = pairs.iter().map(|p| p.2).sum();
    if pairs.len() < 3 || total <= 0.0 {
        return None;
    }
    let mean = |of: &dyn Fn(&Pair) -> Vector2<f64>| {
        pairs.iter().map(|p| of(p) * p.2).sum::<Vector2<f64>>() / total
    };
    let (ma, mb) = (mean(&|p| p.0.at), mean(&|p| p.1.at));
    let (mut along, mut across, mut length, mut spread) = (0.0, 0.0, 0.0, 0.0);
    for (p, q, w) in pairs {
        let (a, b) = (p.at - ma, q.at - mb);
        let mut turn = |a: Vector2<f64>, b: Vector2<f64>, w: f64| {
            along += w * a.dot(&b);
            across += w * (b.x * a.y - b.y * a.x);
        };
        turn(a, b, *w);
        if let (Some(a), Some(b)) = (p.right, q.right) {
            turn(a, b, w * ARM_M * ARM_M);
        }
        length += w * a.norm_squared();
        spread += w * b.norm_squared();
    }
    // People who hardly move do not tell sizes; heights err by some per cent, not more.
    let still = total * 0.5;
    let placed = Placed {
        turn: across.atan2(along),
        size: ((length + still) / (spread + still))
            .sqrt()
            .clamp(0.8, 1.25),
        shift: Vector2::zeros(),
    };
    Some(Placed {
        shift: ma - placed.of(&mb),
        ..placed
    })
}
