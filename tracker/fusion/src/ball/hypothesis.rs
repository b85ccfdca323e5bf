//! One hypothesis at one moment: how the ball came here from the moment before, and where it is.

use nalgebra::{Matrix2, Matrix2x3, Matrix3, SMatrix, Vector2, Vector3};
use trackside_schema::Timestamp;

use super::flight::{Square, State, place, state, velocity};
use super::hold::Hand;
use super::kind::Nature;
use super::ray::{Ray, Rays};
use crate::triangulate::Lens;

/// How often a view finds a ball that it should see.
const FOUND: f64 = 0.85;
/// A candidate farther off than this, in standard deviations, is another thing.
const GATE: f64 = 4.5;
/// After a hard blow, with so many views that should see it the search begins, and passes over so many candidates but one.
const SEARCH_FROM: usize = 5;
const SEARCH_PAST: usize = 4;
/// Which way a blur went is known where one way is so much likelier, as a difference of squared standard deviations.
const SIGN_SURE: f64 = 9.0;
/// Spectral density of the acceleration that hands and feet give, m²/s³.
const HAND_NOISE: f64 = 25.0;
/// Change of velocity, one standard deviation, when it is caught or let go, m/s.
const HAND_IMPULSE_M_S: f64 = 4.0;
/// The share of its velocity that a ball keeps as it is caught: anything from none to all; mean and standard deviation.
const KEPT: [f64; 2] = [0.5, 0.29];
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
    /// The hand that has it, where it is in one that is known.
    pub hand: Option<Hand>,
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
            hand: None,
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
            How::LetGo => self.push(dt, 1.0, Vector3::repeat(HAND_IMPULSE_M_S), nature),
            How::Caught => self.push(dt, KEPT[0], self.stopped(), nature),
            How::Held => {
                let sigma = Vector3::repeat((HAND_NOISE * dt).sqrt());
                self.push(dt, 1.0, sigma, nature)
            }
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
            hand: None,
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
        sigma: Vector3<f64>,
        nature: &Nature,
    ) -> (State, Square, Square, bool) {
        let mut slope = Square::identity();
        for i in 0..3 {
            slope[(i, i + 3)] = dt * 0.5 * (1.0 + keep);
            slope[(i + 3, i + 3)] = keep;
        }
        let (x, slope, noise) = forget_spin(slope * self.x, slope, nature);
        (x, slope, noise + jolt(dt, sigma), false)
    }

    /// What a catch leaves open of the velocity: nobody knows how much of it hands take at once.
    fn stopped(&self) -> Vector3<f64> {
        velocity(&self.x).map(|v| HAND_IMPULSE_M_S.hypot(KEPT[1] * v))
    }

    /// Takes in, of every view, the candidate that fits best, where one does.
    pub fn look(&mut self, lenses: &[Lens], rays: &Rays, nature: &Nature) {
        self.look_from(0, 0, lenses, rays, nature);
    }

    /// The same after a hard blow: what is nearest to where it should be is then often another thing, so several candidates of several
    /// views are tried as the first, and what explains most is kept.
    pub fn search(&mut self, lenses: &[Lens], rays: &Rays, nature: &Nature) {
        let before = *self;
        self.look(lenses, rays, nature);
        if 2 * usize::from(self.views) >= rays.views.len() {
            return;
        }
        let shows = |from: &usize| {
            let view = &rays.views[*from];
            let shown = before.shows(&lenses[view.camera], view.lag_s, nature);
            shown.is_some()
        };
        for from in (0..rays.views.len()).filter(shows).take(SEARCH_FROM) {
            for past in 0..SEARCH_PAST {
                let mut other = before;
                if !other.look_from(from, past, lenses, rays, nature) {
                    break;
                }
                if other.score > self.score {
                    *self = other;
                }
            }
        }
    }

    /// Begins with the `from`-th view, and there passes over the `past` candidates that fit best. Says whether so many fit.
    fn look_from(
        &mut self,
        from: usize,
        past: usize,
        lenses: &[Lens],
        rays: &Rays,
        nature: &Nature,
    ) -> bool {
        let n = rays.views.len();
        for i in 0..n {
            let view = &rays.views[(from + i) % n];
            let lens = &lenses[view.camera];
            let Some((at, along)) = self.shows(lens, view.lag_s, nature) else {
                continue;
            };
            let h = along.transpose();
            let ph = self.p.fixed_columns::<3>(0) * h.fixed_rows::<3>(0)
                + self.p.fixed_columns::<3>(3) * h.fixed_rows::<3>(3);
            let own = along.fixed_columns::<3>(0) * ph.fixed_rows::<3>(0)
                + along.fixed_columns::<3>(3) * ph.fixed_rows::<3>(3);
            let candidates = &rays.rays[view.rays.clone()];
            let mut best = Fit::best(candidates, &at, &own, -1.0);
            for _ in 0..if i == 0 { past } else { 0 } {
                let Some(passed) = best else { return false };
                best = Fit::best(candidates, &at, &own, passed.off);
            }
            if i == 0 && past > 0 && best.is_none() {
                return false;
            }
            let missed = (1.0 - FOUND).ln();
            let seen = best
                .map(|fit| (fit.gain(view.clutter), fit))
                .filter(|(gain, _)| *gain > missed);
            match seen {
                Some((gain, fit)) => {
                    self.score += gain;
                    let k = ph * fit.inverse;
                    self.x += k * fit.error;
                    self.p -= k * ph.transpose();
                    self.views = self.views.saturating_add(1);
                    if let Some((way, time)) = fit.ray.moved {
                        self.take_blur(lens, view.lag_s, nature, (way, time, fit.ray.sigma));
                    }
                }
                None => self.score += missed,
            }
        }
        self.p = (self.p + self.p.transpose()) * 0.5;
        true
    }

    /// Takes in how far it moved in a picture while the shutter was open: its velocity, but for the sign, which is the one
    /// that fits far better.
    fn take_blur(
        &mut self,
        lens: &Lens,
        lag_s: f64,
        nature: &Nature,
        (way, time, sigma): (Vector2<f64>, f64, f64),
    ) {
        let there = self.place_after(lag_s, nature);
        let Some((at, depth)) = lens.project(&there) else {
            return;
        };
        let h = lens.jacobian(&at, depth) * time;
        let expected = h * velocity(&self.x);
        let pv = self.p.fixed_columns::<3>(3) * h.transpose();
        // Two ends, each as sure as the centre.
        let s = h * pv.fixed_rows::<3>(3) + Matrix2::identity() * (2.0 * sigma * sigma);
        let Some(inverse) = s.try_inverse() else {
            return;
        };
        let [along, against] = [way - expected, -way - expected];
        let off = |e: &Vector2<f64>| e.dot(&(inverse * e));
        let (error, other) = if off(&along) < off(&against) {
            (along, against)
        } else {
            (against, along)
        };
        if off(&error) > GATE * GATE || off(&other) - off(&error) < SIGN_SURE {
            return;
        }
        let k = pv * inverse;
        self.x += k * error;
        self.p -= k * pv.transpose();
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

/// A candidate against where a hypothesis shows.
#[derive(Clone, Copy)]
struct Fit<'a> {
    ray: &'a Ray,
    /// Squared, in standard deviations.
    off: f64,
    error: Vector2<f64>,
    inverse: Matrix2<f64>,
    determinant: f64,
}

impl Fit<'_> {
    /// The nearest that is farther off than `past`. `own`: how unsure the hypothesis is there.
    fn best<'a>(
        candidates: &'a [Ray],
        at: &Vector2<f64>,
        own: &Matrix2<f64>,
        past: f64,
    ) -> Option<Fit<'a>> {
        let mut best: Option<Fit> = None;
        for ray in candidates {
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
            if off > past && off < GATE * GATE && best.is_none_or(|b| off < b.off) {
                best = Some(Fit {
                    ray,
                    off,
                    error,
                    inverse,
                    determinant: s.determinant(),
                });
            }
        }
        best
    }

    /// Logarithm of how much likelier it is the ball than one of so many false candidates.
    fn gain(&self, clutter: f64) -> f64 {
        let density = -0.5 * (self.off + self.determinant.ln()) - std::f64::consts::TAU.ln();
        FOUND.ln() + density - clutter.ln()
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
    let mut noise = jolt(dt, Vector3::repeat((nature.air_noise * dt).sqrt()));
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
