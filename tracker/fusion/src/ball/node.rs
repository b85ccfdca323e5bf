//! One hypothesis at one moment: how the ball came here from the moment before, and where it is.

use nalgebra::{Matrix2, Matrix2x3, Matrix3, SMatrix, Vector2, Vector3};
use trackside_schema::Timestamp;

use super::flight::{Square, State, place, state, velocity};
use super::kind::Nature;
use super::ray::Rays;
use crate::triangulate::Lens;

/// How often a view finds a ball that it should see.
const FOUND: f64 = 0.85;
/// A candidate farther off than this, in standard deviations, is another thing.
const GATE: f64 = 4.5;
/// Spectral density of what flight's forces leave unsaid, m²/s³.
const AIR_NOISE: f64 = 0.05;
/// Spectral density of the acceleration that hands and feet give, m²/s³.
const HAND_NOISE: f64 = 25.0;
/// Change of velocity, one standard deviation, when it is caught or let go, m/s.
const HAND_IMPULSE_M_S: f64 = 4.0;
/// Change of velocity along the ground, one standard deviation, by a foot, m/s.
const TOUCH_M_S: f64 = 5.0;
/// A ball that comes down to less than this, in radii, can be led along the ground.
const LED_BELOW: f64 = 2.0;
/// Spread of a bounce along the ground, as a share of the speed along it.
const BOUNCE_SPREAD: f64 = 0.06;

/// How a ball came from the moment before to this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum How {
    /// Free, as its kind flies, bounces and rolls.
    #[default]
    Flown,
    /// Free before and after, with a blow in between.
    Struck,
    /// The same along the ground: a foot stops it or leads it on, and then it rolls.
    Touched,
    /// Free before, in hands or at feet after.
    Caught,
    /// In hands, or at feet.
    Held,
    /// In hands before, free after.
    LetGo,
}

impl How {
    /// Whether it is free afterwards.
    pub fn free(self) -> bool {
        !matches!(self, How::Caught | How::Held)
    }
}

/// One hypothesis at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub tick: u64,
    pub time: Timestamp,
    pub how: How,
    /// Its place among the hypotheses of the moment before; none when it is the first.
    pub parent: Option<u8>,
    /// How many views saw it.
    pub views: u8,
    /// Logarithm of how likely the way here is.
    pub score: f64,
    /// What is known of it with what was seen up to now.
    pub x: State,
    pub p: Square,
    /// What was known of it before this moment's views.
    pub x_before: State,
    pub p_before: Square,
    /// How it follows from the parent's.
    pub from_parent: Square,
    /// It bounced, without a blow, since the moment before.
    pub bounced: bool,
}

impl Node {
    /// A ball at `at` about which nothing else is known.
    pub fn born(
        tick: u64,
        time: Timestamp,
        at: Vector3<f64>,
        spread_m: f64,
        nature: &Nature,
        how: How,
    ) -> Node {
        let speed = if how.free() {
            nature.impulse_m_s
        } else {
            HAND_IMPULSE_M_S
        };
        let p = spread([spread_m, speed, nature.spin_rad_s]);
        let x = state(at, Vector3::zeros(), Vector3::zeros());
        Node {
            tick,
            time,
            how,
            parent: None,
            views: 0,
            score: 0.0,
            x,
            p,
            x_before: x,
            p_before: p,
            from_parent: Square::zeros(),
            bounced: false,
        }
    }

    /// The hypothesis that goes on from this one, before it has looked.
    pub fn follow(
        &self,
        parent: u8,
        how: How,
        tick: u64,
        time: Timestamp,
        nature: &Nature,
    ) -> Node {
        let dt = time.seconds_since(self.time).max(1e-6);
        let (x, from_parent, noise, bounced) = match how {
            How::Flown => self.fly(dt, nature),
            How::Struck => self.strike(dt, nature.impulse_m_s, nature),
            How::Touched => self.touch(dt, nature),
            How::LetGo => self.push(dt, 1.0, HAND_IMPULSE_M_S, nature),
            How::Caught => self.push(dt, 0.5, HAND_IMPULSE_M_S, nature),
            How::Held => self.push(dt, 1.0, (HAND_NOISE * dt).sqrt(), nature),
        };
        let p = from_parent * self.p * from_parent.transpose() + noise;
        let p = (p + p.transpose()) * 0.5;
        Node {
            tick,
            time,
            how,
            parent: Some(parent),
            views: 0,
            score: self.score,
            x,
            p,
            x_before: x,
            p_before: p,
            from_parent,
            bounced,
        }
    }

    fn fly(&self, dt: f64, nature: &Nature) -> (State, Square, Square, bool) {
        let flown = nature.fly(&self.x, dt);
        let slope = nature.derivative(&self.x, dt, &flown);
        let mut noise = air_noise(dt, nature);
        if let Some((t, speed)) = flown.bounced {
            let level = BOUNCE_SPREAD * self.x[3].hypot(self.x[4]) + 0.05;
            let up = nature.restitution[1] * speed + 0.02;
            noise += blow(dt - t, Vector3::new(level, level, up));
            for i in 6..9 {
                noise[(i, i)] += (0.3 * nature.spin_rad_s).powi(2);
            }
        }
        if flown.rolls {
            for (i, sigma) in [(2, 3e-3), (3, 0.05), (4, 0.05), (5, 0.02)] {
                noise[(i, i)] += sigma * sigma;
            }
        }
        (flown.x, slope, noise, flown.bounced.is_some())
    }

    /// A blow at an unknown time of the step.
    fn strike(&self, dt: f64, sigma: f64, nature: &Nature) -> (State, Square, Square, bool) {
        let flown = nature.fly(&self.x, dt);
        let slope = nature.derivative(&self.x, dt, &flown);
        let (x, slope, noise) = forget_spin(flown.x, slope, nature);
        let jolt = jolt(dt, Vector3::repeat(sigma));
        (x, slope, noise + jolt, false)
    }

    /// Whether it will be on the ground in `dt` seconds, or so near that a foot can bring it there.
    pub fn comes_to_ground(&self, dt: f64, nature: &Nature) -> bool {
        let flown = nature.fly(&self.x, dt);
        flown.bounced.is_some() || flown.x[2] < LED_BELOW * nature.radius_m
    }

    /// A blow along the ground, at an unknown time of the step; it rolls afterwards.
    fn touch(&self, dt: f64, nature: &Nature) -> (State, Square, Square, bool) {
        let flown = nature.fly(&self.x, dt);
        let slope = nature.derivative(&self.x, dt, &flown);
        let (mut x, mut slope, mut noise) = forget_spin(flown.x, slope, nature);
        noise += jolt(dt, Vector3::new(TOUCH_M_S, TOUCH_M_S, 0.0));
        (x[2], x[5]) = (nature.radius_m, 0.0);
        for (i, sigma) in [(2, 3e-3), (5, 0.02)] {
            slope.row_mut(i).fill(0.0);
            noise[(i, i)] = sigma * sigma;
        }
        (x, slope, noise, flown.bounced.is_some())
    }

    /// Moved by hands: no gravity, and `keep` of the velocity.
    fn push(
        &self,
        dt: f64,
        keep: f64,
        sigma: f64,
        nature: &Nature,
    ) -> (State, Square, Square, bool) {
        let mut slope = Square::identity();
        for i in 0..3 {
            slope[(i, i + 3)] = dt * 0.5 * (1.0 + keep);
            slope[(i + 3, i + 3)] = keep;
        }
        let (x, slope, noise) = forget_spin(slope * self.x, slope, nature);
        let jolt = jolt(dt, Vector3::repeat(sigma));
        (x, slope, noise + jolt, false)
    }

    /// Takes in, of every view, the candidate that fits best, where one does.
    pub fn look(&mut self, lenses: &[Lens], rays: &Rays, nature: &Nature) {
        for view in &rays.views {
            let lens = &lenses[view.camera];
            let Some((at, along)) = self.shows(lens, view.lag_s, nature) else {
                continue;
            };
            let h = along.transpose();
            let ph = self.p.fixed_columns::<3>(0) * h.fixed_rows::<3>(0)
                + self.p.fixed_columns::<3>(3) * h.fixed_rows::<3>(3);
            let own = along.fixed_columns::<3>(0) * ph.fixed_rows::<3>(0)
                + along.fixed_columns::<3>(3) * ph.fixed_rows::<3>(3);
            let mut best: Option<(f64, Vector2<f64>, Matrix2<f64>, f64)> = None;
            for ray in &rays.rays[view.rays.clone()] {
                let error = ray.at - at;
                // Most candidates are far away: no matrix for them.
                let s = own + Matrix2::identity() * (ray.sigma * ray.sigma);
                if error.norm_squared() > GATE * GATE * s.trace() {
                    continue;
                }
                let Some(inverse) = s.try_inverse() else {
                    continue;
                };
                let off = error.dot(&(inverse * error));
                if off < GATE * GATE && best.as_ref().is_none_or(|b| off < b.0) {
                    best = Some((off, error, inverse, s.determinant()));
                }
            }
            let missed = (1.0 - FOUND).ln();
            let seen = best.and_then(|(off, error, inverse, determinant)| {
                let density = -0.5 * (off + determinant.ln()) - std::f64::consts::TAU.ln();
                let gain = FOUND.ln() + density - view.clutter.ln();
                (gain > missed).then_some((gain, error, inverse))
            });
            match seen {
                Some((gain, error, inverse)) => {
                    self.score += gain;
                    let k = ph * inverse;
                    self.x += k * error;
                    self.p -= k * ph.transpose();
                    self.views = self.views.saturating_add(1);
                }
                None => self.score += missed,
            }
        }
        self.p = (self.p + self.p.transpose()) * 0.5;
    }

    /// Where a camera that looks `lag_s` later sees it, and how that follows from the state.
    pub fn shows(
        &self,
        lens: &Lens,
        lag_s: f64,
        nature: &Nature,
    ) -> Option<(Vector2<f64>, SMatrix<f64, 2, 9>)> {
        let there = self.place_after(lag_s, nature);
        let (at, depth) = lens.project(&there)?;
        if !lens.shows(&at) {
            return None;
        }
        let j: Matrix2x3<f64> = lens.jacobian(&at, depth);
        let mut along = SMatrix::<f64, 2, 9>::zeros();
        along.fixed_columns_mut::<3>(0).copy_from(&j);
        along.fixed_columns_mut::<3>(3).copy_from(&(j * lag_s));
        Some((at, along))
    }

    /// Where it is a little later or earlier.
    fn place_after(&self, lag_s: f64, nature: &Nature) -> Vector3<f64> {
        if lag_s == 0.0 {
            place(&self.x)
        } else if self.how.free() {
            place(&nature.fly(&self.x, lag_s).x)
        } else {
            place(&self.x) + velocity(&self.x) * lag_s
        }
    }

    /// One standard deviation of its place along the worst axis, m.
    pub fn sigma_m(&self) -> f64 {
        sigma_m(&self.p)
    }
}

pub(crate) fn sigma_m(p: &Square) -> f64 {
    let block: Matrix3<f64> = p.fixed_view::<3, 3>(0, 0).into();
    block.symmetric_eigenvalues().max().max(0.0).sqrt()
}

fn spread(sigma: [f64; 3]) -> Square {
    Square::from_diagonal(&State::from_fn(|i, _| sigma[i / 3] * sigma[i / 3]))
}

/// What the forces of `dt` seconds in the air leave open.
pub(crate) fn air_noise(dt: f64, nature: &Nature) -> Square {
    let mut noise = jolt(dt, Vector3::repeat((AIR_NOISE * dt).sqrt()));
    for i in 6..9 {
        noise[(i, i)] += (0.15 * nature.spin_rad_s).powi(2) * dt;
    }
    noise
}

/// A blow of that spread at an unknown time during the last `dt` seconds.
fn jolt(dt: f64, sigma: Vector3<f64>) -> Square {
    let mut q = Square::zeros();
    for i in 0..3 {
        let s = sigma[i] * sigma[i];
        q[(i, i)] = s * dt * dt / 3.0 + 1e-8;
        q[(i, i + 3)] = s * dt / 2.0;
        q[(i + 3, i)] = s * dt / 2.0;
        q[(i + 3, i + 3)] = s + 1e-8;
    }
    q
}

/// A blow of that spread `since` seconds ago.
fn blow(since: f64, sigma: Vector3<f64>) -> Square {
    let mut q = Square::zeros();
    for i in 0..3 {
        let s = sigma[i] * sigma[i];
        q[(i, i)] = s * since * since;
        q[(i, i + 3)] = s * since;
        q[(i + 3, i)] = s * since;
        q[(i + 3, i + 3)] = s;
    }
    q
}

/// Hands and blows give another spin.
fn forget_spin(mut x: State, mut slope: Square, nature: &Nature) -> (State, Square, Square) {
    let mut noise = Square::zeros();
    for i in 6..9 {
        x[i] = 0.0;
        slope.row_mut(i).fill(0.0);
        noise[(i, i)] = nature.spin_rad_s * nature.spin_rad_s;
    }
    (x, slope, noise)
}
