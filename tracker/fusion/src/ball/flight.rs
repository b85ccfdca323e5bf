//! How a ball moves by itself: gravity, drag, Magnus force, bounces, rolling.
//!
//! F = ½ρA v² C for drag and lift (Goff, Am. J. Phys. 81, 2013). The state's spin is the *effective* one, ω_e, with a lift coefficient of
//! exactly rω_e/v; the ball's own follows from C_L = 1/(2 + v/(rω)) (Stepanek, Am. J. Phys. 56, 1988). A bounce keeps a share of the
//! normal speed and grips or slides (Cross, Am. J. Phys. 70, 2002).

use nalgebra::{SMatrix, SVector, Vector3};

use super::kind::Nature;

/// Place, m; velocity, m/s; effective spin, rad/s.
pub(crate) type State = SVector<f64, 9>;
/// Its covariance, or how one state follows from another.
pub(crate) type Square = SMatrix<f64, 9, 9>;

const G: f64 = 9.81;
/// Air at 20 °C, kg/m³.
const AIR_KG_M3: f64 = 1.204;
/// Inertia of a thin shell: 2/3 m r².
const SHELL: f64 = 2.0 / 3.0;
/// A bounce that leaves less upward speed than this is the last, m/s.
const LAST_BOUNCE_M_S: f64 = 0.25;
/// Lower than this above the ground, and as slow as after the last bounce, a ball rolls or lies, m.
const ROLLS_BELOW_M: f64 = 0.015;
/// The longest step of the integration, s.
const STEP_S: f64 = 0.05;

pub(crate) fn place(x: &State) -> Vector3<f64> {
    x.fixed_rows::<3>(0).into()
}

pub(crate) fn velocity(x: &State) -> Vector3<f64> {
    x.fixed_rows::<3>(3).into()
}

pub(crate) fn spin(x: &State) -> Vector3<f64> {
    x.fixed_rows::<3>(6).into()
}

pub(crate) fn state(place: Vector3<f64>, velocity: Vector3<f64>, spin: Vector3<f64>) -> State {
    let mut x = State::zeros();
    x.fixed_rows_mut::<3>(0).copy_from(&place);
    x.fixed_rows_mut::<3>(3).copy_from(&velocity);
    x.fixed_rows_mut::<3>(6).copy_from(&spin);
    x
}

/// What came of a flight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flown {
    pub x: State,
    /// After how long it last bounced, s, and its downward speed then, m/s.
    pub bounced: Option<(f64, f64)>,
    /// Whether it ended on the ground, rolling or lying.
    pub rolls: bool,
}

impl Nature {
    /// ½ρA/m, 1/m.
    fn air(&self) -> f64 {
        0.5 * AIR_KG_M3 * std::f64::consts::PI * self.radius_m.powi(2) / self.mass_kg
    }

    pub fn acceleration(&self, velocity: &Vector3<f64>, spin: &Vector3<f64>) -> Vector3<f64> {
        let air = self.air();
        velocity * (-air * self.drag * velocity.norm())
            + spin.cross(velocity) * (air * self.radius_m)
            - Vector3::z() * G
    }

    /// How many times the effective spin the ball's own is at that speed.
    pub fn own_spin(&self, spin: &Vector3<f64>, speed: f64) -> f64 {
        let s = (self.radius_m * spin.norm() / speed.max(1e-6)).min(0.4);
        1.0 / (1.0 - 2.0 * s)
    }

    /// The ball's own spin, rad/s, where it shows.
    pub fn sure_spin(&self, x: &State, p: &Square) -> Option<Vector3<f64>> {
        let w = spin(x);
        let variance = p.fixed_view::<3, 3>(6, 6).trace() / 3.0;
        (w.norm_squared() > 9.0 * variance).then(|| w * self.own_spin(&w, velocity(x).norm()))
    }

    /// One step through free air (Heun), forth or back.
    pub fn drift(&self, x: &State, dt: f64) -> State {
        let (v, w) = (velocity(x), spin(x));
        let first = self.acceleration(&v, &w);
        let last = self.acceleration(&(v + first * dt), &w);
        let mean = (first + last) * 0.5;
        state(
            place(x) + v * dt + (first * 2.0 + last) * (dt * dt / 6.0),
            v + mean * dt,
            w,
        )
    }

    fn over_ground(&self, x: &State) -> bool {
        x[0].abs() <= self.ground_m && x[1].abs() <= self.ground_m
    }

    pub fn rolling(&self, x: &State) -> bool {
        x[2] < self.radius_m + ROLLS_BELOW_M && x[5].abs() < LAST_BOUNCE_M_S && self.over_ground(x)
    }

    /// Moves it by `dt`, which may be negative: then, a ball that would come out of the ground has bounced in between.
    pub fn fly(&self, x: &State, dt: f64) -> Flown {
        let mut flown = Flown {
            x: *x,
            bounced: None,
            rolls: false,
        };
        let steps = (dt.abs() / STEP_S).ceil().max(1.0);
        for i in 0..steps as usize {
            self.step(&mut flown, dt / steps, i as f64 * dt / steps);
        }
        flown
    }

    fn step(&self, flown: &mut Flown, dt: f64, since: f64) {
        flown.rolls = self.rolling(&flown.x);
        if flown.rolls {
            return self.roll(&mut flown.x, dt);
        }
        let before = flown.x;
        flown.x = self.drift(&before, dt);
        let below = self.radius_m - flown.x[2];
        if below <= 0.0 || !self.over_ground(&flown.x) {
            return;
        }
        if dt < 0.0 {
            if before[5] > 0.0 && before[2] > self.radius_m {
                flown.x[2] = self.radius_m + below / self.restitution[0];
            }
            return;
        }
        if flown.x[5] >= 0.0 || before[5] >= 0.0 && before[2] < self.radius_m {
            return;
        }
        let t = self.touches(&before, dt);
        let mut met = self.drift(&before, t);
        let speed = -met[5];
        met[2] = self.radius_m;
        met = self.bounce(&met);
        flown.bounced = Some((since + t, speed));
        if met[5] < LAST_BOUNCE_M_S {
            flown.rolls = true;
            met[5] = 0.0;
            self.roll(&mut met, dt - t);
            flown.x = met;
        } else {
            flown.x = self.drift(&met, dt - t);
        }
    }

    /// After how long a ball that comes down before `dt` is over touches the ground.
    fn touches(&self, x: &State, dt: f64) -> f64 {
        let down = self.acceleration(&velocity(x), &spin(x)).z.min(-1e-3);
        let high = x[2] - self.radius_m;
        let mut t = (x[5] + (x[5] * x[5] - 2.0 * down * high).max(0.0).sqrt()) / -down;
        for _ in 0..2 {
            let there = self.drift(x, t);
            t -= (there[2] - self.radius_m) / there[5].min(-1e-3);
        }
        t.clamp(0.0, dt)
    }

    fn roll(&self, x: &mut State, dt: f64) {
        let speed = x[3].hypot(x[4]);
        let slower = (speed - self.rolling_m_s2 * dt).clamp(0.0, speed) / speed.max(1e-9);
        let mean = 0.5 * (1.0 + slower);
        (x[0], x[1]) = (x[0] + x[3] * mean * dt, x[1] + x[4] * mean * dt);
        (x[2], x[5]) = (self.radius_m, 0.0);
        (x[3], x[4]) = (x[3] * slower, x[4] * slower);
    }

    /// Off level ground.
    fn bounce(&self, x: &State) -> State {
        let (v, effective) = (velocity(x), spin(x));
        let w = effective * self.own_spin(&effective, v.norm());
        let arm = -Vector3::z() * self.radius_m;
        let along = Vector3::new(v.x, v.y, 0.0);
        let sliding = along + w.cross(&arm);
        let sliding = Vector3::new(sliding.x, sliding.y, 0.0);
        let stop = sliding * (SHELL / (1.0 + SHELL));
        let most = self.friction * (1.0 + self.restitution[0]) * v.z.abs();
        let change = -stop * (most / stop.norm().max(most).max(1e-12));
        let after = along + change - Vector3::z() * (self.restitution[0] * v.z);
        let w = w + arm.cross(&change) / (SHELL * self.radius_m.powi(2));
        let ratio = self.radius_m * w.norm() / after.norm().max(1e-6);
        state(place(x), after, w / (1.0 + 2.0 * ratio))
    }

    /// How the state after `dt` follows from small changes of the state before.
    pub fn derivative(&self, x: &State, dt: f64, flown: &Flown) -> Square {
        let free = flown.bounced.is_none() && !flown.rolls;
        let mut out = Square::identity();
        for i in (if free { 3 } else { 0 })..9 {
            let h = [1e-4, 1e-3, 1e-1][i / 3];
            let (mut more, mut less) = (*x, *x);
            more[i] += h;
            less[i] -= h;
            let slope = if free {
                (self.drift(&more, dt) - self.drift(&less, dt)) / (2.0 * h)
            } else {
                (self.fly(&more, dt).x - self.fly(&less, dt).x) / (2.0 * h)
            };
            out.set_column(i, &slope);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ball::kind::BallKind;

    #[test]
    fn a_falling_ball_follows_the_closed_form() {
        let nature = BallKind::Football.nature();
        let terminal = (G / (nature.air() * nature.drag)).sqrt();
        let mut x = state(Vector3::z() * 1e4, Vector3::zeros(), Vector3::zeros());
        for i in 1..=500 {
            x = nature.fly(&x, 0.02).x;
            let exact = -terminal * (G * 0.02 * f64::from(i) / terminal).tanh();
            assert!((x[5] - exact).abs() < 1e-3, "{} {exact}", x[5]);
        }
    }

    #[test]
    fn a_bounce_splits_the_step_where_the_ball_touches() {
        let nature = BallKind::Basketball.nature();
        let start = state(Vector3::z() * 0.5, -Vector3::z() * 4.0, Vector3::zeros());
        let whole = nature.fly(&start, 0.04);
        assert!(whole.bounced.is_none());
        let whole = nature.fly(&whole.x, 0.08);
        let (t, speed) = whole.bounced.expect("it comes down");
        // z: 0.5 to r with 4 m/s and gravity takes 0.0852 s, drag aside.
        assert!((t - (0.0852 - 0.04)).abs() < 1e-3, "{t}");
        assert!((whole.x[5] - 0.767 * speed + G * (0.08 - t)).abs() < 0.02);
        let mut fine = start;
        for _ in 0..120 {
            fine = nature.fly(&fine, 0.001).x;
        }
        assert!((fine - whole.x).norm() < 2e-3, "{}", fine - whole.x);
    }

    #[test]
    fn the_derivative_says_what_a_later_touch_does() {
        let nature = BallKind::TableTennis.nature();
        let x = state(
            Vector3::new(0.1, 0.2, 0.05),
            Vector3::new(1.0, -5.0, -2.0),
            Vector3::new(50.0, 20.0, 10.0),
        );
        let flown = nature.fly(&x, 0.04);
        assert!(flown.bounced.is_some());
        let slope = nature.derivative(&x, 0.04, &flown);
        let mut higher = x;
        higher[2] += 1e-3;
        let expected = nature.fly(&higher, 0.04).x - flown.x;
        assert!((slope.column(2) * 1e-3 - expected).norm() < 1e-4);
        // A ball that touches later is lower afterwards.
        assert!(expected[2] < 0.0);
    }

    #[test]
    fn a_ball_that_lies_still_stays() {
        let nature = BallKind::Football.nature();
        let x = state(
            Vector3::z() * nature.radius_m,
            Vector3::zeros(),
            Vector3::zeros(),
        );
        let flown = nature.fly(&x, 10.0);
        assert!(flown.rolls && (flown.x - x).norm() < 1e-12);
    }
}
