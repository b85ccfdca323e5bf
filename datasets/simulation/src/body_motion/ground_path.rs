//! The path of a pelvis over the ground, and its heading.

use nalgebra::Vector2;

use crate::curve::{hermite, knot, wrap_angle};

/// Position and heading on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GroundPose {
    /// m
    pub at: Vector2<f64>,
    /// m/s
    pub velocity: Vector2<f64>,
    /// From +x towards +y, not wrapped, rad.
    pub heading: f64,
    /// rad/s
    pub turn_rate: f64,
}

impl GroundPose {
    pub fn forward(&self) -> Vector2<f64> {
        Vector2::new(self.heading.cos(), self.heading.sin())
    }

    pub fn left(&self) -> Vector2<f64> {
        Vector2::new(-self.heading.sin(), self.heading.cos())
    }

    /// The point so far ahead and to the left, m.
    pub fn offset(&self, forward_m: f64, left_m: f64) -> Vector2<f64> {
        self.at + self.forward() * forward_m + self.left() * left_m
    }
}

/// A path over the ground, sampled at equal steps from time 0.
#[derive(Clone, Debug)]
pub(crate) struct GroundPath {
    step_s: f64,
    poses: Vec<GroundPose>,
}

/// Half width of the moving average over positions, s; of that over headings twice as much.
const SMOOTHING_S: f64 = 0.10;

impl GroundPath {
    /// Through positions and headings (up to whole turns) at equal steps of time. Neither is empty.
    pub fn new(step_s: f64, at: &[Vector2<f64>], heading: &[f64]) -> GroundPath {
        let mut unwrapped = heading.to_vec();
        for i in 1..unwrapped.len() {
            unwrapped[i] = unwrapped[i - 1] + wrap_angle(unwrapped[i] - unwrapped[i - 1]);
        }
        let half = (SMOOTHING_S / step_s).round() as usize;
        let x = smooth(at.iter().map(|p| p.x).collect(), half);
        let y = smooth(at.iter().map(|p| p.y).collect(), half);
        let heading = smooth(unwrapped, 2 * half);
        let slope = |v: &[f64], i: usize| {
            let (a, b) = (i.saturating_sub(1), (i + 1).min(v.len() - 1));
            if a == 0 || b + 1 == v.len() {
                return 0.0;
            }
            (v[b] - v[a]) / ((b - a) as f64 * step_s)
        };
        let poses = (0..x.len())
            .map(|i| GroundPose {
                at: Vector2::new(x[i], y[i]),
                velocity: Vector2::new(slope(&x, i), slope(&y, i)),
                heading: heading[i],
                turn_rate: slope(&heading, i),
            })
            .collect();
        GroundPath { step_s, poses }
    }

    /// The pose at `t`; at rest before the start and after the end.
    pub fn at(&self, t: f64) -> GroundPose {
        let last = self.poses.len() - 1;
        let i = (t / self.step_s).floor();
        if i < 0.0 || i >= last as f64 {
            let end = self.poses[if i < 0.0 { 0 } else { last }];
            return GroundPose {
                velocity: Vector2::zeros(),
                turn_rate: 0.0,
                ..end
            };
        }
        let (a, b) = (&self.poses[i as usize], &self.poses[i as usize + 1]);
        let t0 = i * self.step_s;
        let between = |va: f64, sa: f64, vb: f64, sb: f64| {
            hermite(knot(t0, va, sa), knot(t0 + self.step_s, vb, sb), t)
        };
        let (x, vx) = between(a.at.x, a.velocity.x, b.at.x, b.velocity.x);
        let (y, vy) = between(a.at.y, a.velocity.y, b.at.y, b.velocity.y);
        let (heading, turn_rate) = between(a.heading, a.turn_rate, b.heading, b.turn_rate);
        GroundPose {
            at: Vector2::new(x, y),
            velocity: Vector2::new(vx, vy),
            heading,
            turn_rate,
        }
    }

    /// m/s
    pub fn speed(&self, t: f64) -> f64 {
        self.at(t).velocity.norm()
    }

    /// Mean acceleration over `half_s` each way, m/s².
    pub fn acceleration(&self, t: f64, half_s: f64) -> Vector2<f64> {
        (self.at(t + half_s).velocity - self.at(t - half_s).velocity) / (2.0 * half_s)
    }
}

/// Moving average over `half` samples each way, applied twice.
fn smooth(values: Vec<f64>, half: usize) -> Vec<f64> {
    let pass = |v: &[f64]| -> Vec<f64> {
        (0..v.len())
            .map(|i| {
                // Windows stay symmetric, so that the ends do not move.
                let h = half.min(i).min(v.len() - 1 - i);
                v[i - h..=i + h].iter().sum::<f64>() / (2 * h + 1) as f64
            })
            .collect()
    };
    pass(&pass(&values))
}
