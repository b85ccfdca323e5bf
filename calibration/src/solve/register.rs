//! How cameras stand to each other on the floor, from where each sees people stand.
//!
//! Input assumption: floors from [`super::floor`] good to some per cent, clocks that agree to some hundredths of a second,
//! people who move about. Who is who is not known: for every turn, every pair of people seen at one time votes for the
//! shift that would make them one (a Hough transform), the best are bettered by matching the nearest people (iterated
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

/// Where people stood at one time, by camera, on each camera's own floor.
pub(super) type Standing = Vec<Vec<Vector2<f64>>>;

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
pub(super) fn register(moments: &[Standing], cameras: usize, rough: Rough<'_>) -> Vec<Option<Placed>> {
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
    while let Some((a, b, step)) = pairs.iter().find_map(|&(_, a, b, step)| match (placed[a], placed[b]) {
        (Some(_), None) => Some((a, b, step)),
        (None, Some(_)) => Some((b, a, step.inverse())),
        _ => None,
    }) {
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
    let best = candidates(&both, near).into_iter().map(|c| refined(&both, c));
    let best = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LEAST_PAIRS).then_some(best)
}

type Both<'a> = (&'a [Vector2<f64>], &'a [Vector2<f64>]);

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
                let q = turned * q;
                for p in *a {
                    let shift = p - q;
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
        let top = touched.iter().map(|&at| (at_cell(at), at)).max_by(|a, b| a.0.total_cmp(&b.0));
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
            let moved: Vec<_> = b.iter().map(|q| now.of(q)).collect();
            for (i, q) in moved.iter().enumerate() {
                let Some((j, off)) = nearest(q, a).filter(|n| n.1 < gate) else {
                    continue;
                };
                if nearest(&a[j], &moved).is_some_and(|n| n.0 == i) {
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

/// The similarity of least squares (Umeyama, TPAMI 1991, in the plane) from the second of each pair to the first.
fn fitted(pairs: &[(Vector2<f64>, Vector2<f64>, f64)]) -> Option<Placed> {
    let total: f64 = pairs.iter().map(|p| p.2).sum();
    if pairs.len() < 3 || total <= 0.0 {
        return None;
    }
    let mean = |of: &dyn Fn(&(Vector2<f64>, Vector2<f64>, f64)) -> Vector2<f64>| {
        pairs.iter().map(|p| of(p) * p.2).sum::<Vector2<f64>>() / total
    };
    let (ma, mb) = (mean(&|p| p.0), mean(&|p| p.1));
    let (mut along, mut across, mut spread) = (0.0, 0.0, 0.0);
    for (a, b, w) in pairs {
        let (a, b) = (a - ma, b - mb);
        along += w * a.dot(&b);
        across += w * (b.x * a.y - b.y * a.x);
        spread += w * b.norm_squared();
    }
    let size = along.hypot(across) / spread.max(1e-9);
    let placed = Placed {
        turn: across.atan2(along),
        // Heights err by some per cent, not more.
        size: size.clamp(0.8, 1.25),
        shift: Vector2::zeros(),
    };
    Some(Placed {
        shift: ma - placed.of(&mb),
        ..placed
    })
}
