//! Where somebody goes: the pelvis over the ground and where it faces.

use nalgebra::Vector2;

use crate::curve::{hermite, knot, wrapped};

/// Where somebody is on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub at: Vector2<f64>,
    pub velocity: Vector2<f64>,
    /// From +x towards +y, rad, not wrapped.
    pub facing: f64,
    pub turning: f64,
}

impl Place {
    pub fn forward(&self) -> Vector2<f64> {
        Vector2::new(self.facing.cos(), self.facing.sin())
    }

    pub fn left(&self) -> Vector2<f64> {
        Vector2::new(-self.facing.sin(), self.facing.cos())
    }
}

/// A way over the ground, from time 0 in equal steps.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    step_s: f64,
    places: Vec<Place>,
}

/// Positions and facings are smoothed over this long each way, s: bodies do not jerk.
const SMOOTHING_S: f64 = 0.10;

impl Course {
    /// Through positions and facings (any turns) at equal steps of time. Not empty.
    pub fn new(step_s: f64, at: &[Vector2<f64>], facing: &[f64]) -> Course {
        let mut unwrapped = facing.to_vec();
        for i in 1..unwrapped.len() {
            unwrapped[i] = unwrapped[i - 1] + wrapped(unwrapped[i] - unwrapped[i - 1]);
        }
        let half = (SMOOTHING_S / step_s).round() as usize;
        let x = smooth(at.iter().map(|p| p.x).collect(), half);
        let y = smooth(at.iter().map(|p| p.y).collect(), half);
        let facing = smooth(unwrapped, 2 * half);
        let slope = |v: &[f64], i: usize| {
            let (a, b) = (i.saturating_sub(1), (i + 1).min(v.len() - 1));
            if a == 0 || b + 1 == v.len() {
                return 0.0;
            }
            (v[b] - v[a]) / ((b - a) as f64 * step_s)
        };
        let places = (0..x.len())
            .map(|i| Place {
                at: Vector2::new(x[i], y[i]),
                velocity: Vector2::new(slope(&x, i), slope(&y, i)),
                facing: facing[i],
                turning: slope(&facing, i),
            })
            .collect();
        Course { step_s, places }
    }

    /// Where they are at `t`; before the start and after the end they stand.
    pub fn at(&self, t: f64) -> Place {
        let last = self.places.len() - 1;
        let i = (t / self.step_s).floor();
        if i < 0.0 || i >= last as f64 {
            let end = self.places[if i < 0.0 { 0 } else { last }];
            return Place {
                velocity: Vector2::zeros(),
                turning: 0.0,
                ..end
            };
        }
        let (a, b) = (&self.places[i as usize], &self.places[i as usize + 1]);
        let t0 = i * self.step_s;
        let between = |va: f64, sa: f64, vb: f64, sb: f64| {
            hermite(knot(t0, va, sa), knot(t0 + self.step_s, vb, sb), t)
        };
        let (x, vx) = between(a.at.x, a.velocity.x, b.at.x, b.velocity.x);
        let (y, vy) = between(a.at.y, a.velocity.y, b.at.y, b.velocity.y);
        let (facing, turning) = between(a.facing, a.turning, b.facing, b.turning);
        Place {
            at: Vector2::new(x, y),
            velocity: Vector2::new(vx, vy),
            facing,
            turning,
        }
    }

    /// m/s
    pub fn speed(&self, t: f64) -> f64 {
        self.at(t).velocity.norm()
    }

    /// On average over `half` seconds each way, m/s².
    pub fn acceleration(&self, t: f64, half: f64) -> Vector2<f64> {
        (self.at(t + half).velocity - self.at(t - half).velocity) / (2.0 * half)
    }
}

/// Averaged over `half` samples each way, twice.
fn smooth(values: Vec<f64>, half: usize) -> Vec<f64> {
    let pass = |v: &[f64]| -> Vec<f64> {
        (0..v.len())
            .map(|i| {
                // As many on either side, so that ends stay put.
                let h = half.min(i).min(v.len() - 1 - i);
                v[i - h..=i + h].iter().sum::<f64>() / (2 * h + 1) as f64
            })
            .collect()
    };
    pass(&pass(&values))
}
