//! How a ball moves by itself: gravity, drag, Magnus force, bounces, rolling.
//!
//! ```text
//! v̇ = −g − (½ρA C_D / m) |v| v + (½ρA r / m) ω_e × v
//! ```
//!
//! Drag and lift: F = ½ρA v² C (Goff, Am. J. Phys. 81, 2013). The state's spin is the *effective* one, ω_e, whose lift
//! coefficient is exactly rω_e/v; the ball's own follows from C_L = 1/(2 + v/(rω)) (Stepanek, Am. J. Phys. 56, 1988). A bounce
//! keeps a share of the normal speed, and grips or slides (Cross, Am. J. Phys. 70, 2002). Integration: Heun's method.

use nalgebra::{SMatrix, SVector, Vector3};
use trackside_sports::{AIR_DENSITY_KG_M3, GRAVITY_M_S2};

use super::physics::BallModel;

/// Position, m; velocity, m/s; effective spin, rad/s.
pub(crate) type BallVector = SVector<f64, 9>;
/// The covariance of a [`BallVector`], or the derivative of one with respect to another.
pub(crate) type BallMatrix = SMatrix<f64, 9, 9>;

/// Moment of inertia of a thin spherical shell, in m r².
const SHELL_INERTIA: f64 = 2.0 / 3.0;
/// A bounce that leaves less upward speed than this, m/s, is the last.
const LAST_BOUNCE_M_S: f64 = 0.25;
/// A ball rolls or lies where it is as slow as after its last bounce and lower above the ground than this, m.
const ROLLING_HEIGHT_M: f64 = 0.015;
/// The longest step of the integration, s.
const STEP_S: f64 = 0.05;
/// r|ω_e|/v, the lift coefficient, is limited to this; C_L tends to 0.5 for fast spin.
const MAX_LIFT: f64 = 0.4;
/// A spin is certain where it is more than so many standard deviations from none.
const SPIN_SIGMA: f64 = 3.0;
/// Newton steps to the instant at which the ball touches the ground.
const TOUCH_STEPS: usize = 2;
/// Speeds below this, m/s, do not divide.
const MIN_SPEED_M_S: f64 = 1e-6;
const MIN_FALL: f64 = 1e-3;

pub(crate) fn position(x: &BallVector) -> Vector3<f64> {
    x.fixed_rows::<3>(0).into()
}

pub(crate) fn velocity(x: &BallVector) -> Vector3<f64> {
    x.fixed_rows::<3>(3).into()
}

pub(crate) fn spin(x: &BallVector) -> Vector3<f64> {
    x.fixed_rows::<3>(6).into()
}

pub(crate) fn ball_vector(
    position: Vector3<f64>,
    velocity: Vector3<f64>,
    spin: Vector3<f64>,
) -> BallVector {
    let mut x = BallVector::zeros();
    x.fixed_rows_mut::<3>(0).copy_from(&position);
    x.fixed_rows_mut::<3>(3).copy_from(&velocity);
    x.fixed_rows_mut::<3>(6).copy_from(&spin);
    x
}

/// One standard deviation of the position along its worst axis, m.
pub(crate) fn sigma_m(p: &BallMatrix) -> f64 {
    let block: nalgebra::Matrix3<f64> = p.fixed_view::<3, 3>(0, 0).into();
    block.symmetric_eigenvalues().max().max(0.0).sqrt()
}

/// A bounce on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounce {
    /// When, after the beginning of the motion, s.
    pub after_s: f64,
    /// The downward speed before it, m/s.
    pub speed_m_s: f64,
}

/// The result of a motion.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Motion {
    pub x: BallVector,
    /// The last bounce.
    pub bounce: Option<Bounce>,
    /// Whether it ended on the ground, rolling or lying.
    pub is_rolling: bool,
}

impl BallModel {
    /// ½ρA/m, 1/m.
    fn air_factor(&self) -> f64 {
        0.5 * AIR_DENSITY_KG_M3 * std::f64::consts::PI * self.physics.radius_m.powi(2)
            / self.physics.mass_kg
    }

    /// The acceleration in free air, m/s², with the effective spin.
    pub fn acceleration(&self, velocity: &Vector3<f64>, spin: &Vector3<f64>) -> Vector3<f64> {
        let air = self.air_factor();
        velocity * (-air * self.physics.drag_coefficient * velocity.norm())
            + spin.cross(velocity) * (air * self.physics.radius_m)
            - Vector3::z() * GRAVITY_M_S2
    }

    /// The ratio of the ball's own spin to the effective one, by inverting Stepanek's C_L.
    fn own_spin_ratio(&self, spin: &Vector3<f64>, speed: f64) -> f64 {
        let lift = (self.physics.radius_m * spin.norm() / speed.max(MIN_SPEED_M_S)).min(MAX_LIFT);
        1.0 / (1.0 - 2.0 * lift)
    }

    /// The ball's own spin, rad/s, where it is certain.
    pub fn certain_spin(&self, x: &BallVector, p: &BallMatrix) -> Option<Vector3<f64>> {
        let w = spin(x);
        let variance = p.fixed_view::<3, 3>(6, 6).trace() / 3.0;
        (w.norm_squared() > SPIN_SIGMA * SPIN_SIGMA * variance)
            .then(|| w * self.own_spin_ratio(&w, velocity(x).norm()))
    }

    /// One step through free air (Heun), forwards or backwards.
    pub fn step_in_air(&self, x: &BallVector, dt: f64) -> BallVector {
        let (v, w) = (velocity(x), spin(x));
        let first = self.acceleration(&v, &w);
        let last = self.acceleration(&(v + first * dt), &w);
        let mean = (first + last) * 0.5;
        ball_vector(
            position(x) + v * dt + (first * 2.0 + last) * (dt * dt / 6.0),
            v + mean * dt,
            w,
        )
    }

    fn is_over_ground(&self, x: &BallVector) -> bool {
        x[0].abs() <= self.ground_half_extent_m && x[1].abs() <= self.ground_half_extent_m
    }

    /// Whether it rolls or lies on the ground.
    pub fn is_rolling(&self, x: &BallVector) -> bool {
        x[2] < self.physics.radius_m + ROLLING_HEIGHT_M
            && x[5].abs() < LAST_BOUNCE_M_S
            && self.is_over_ground(x)
    }

    /// Moves it by `dt` with bounces and rolling. `dt` may be negative: then a ball that would come out of the ground has
    /// bounced in between.
    pub fn fly(&self, x: &BallVector, dt: f64) -> Motion {
        let mut motion = Motion {
            x: *x,
            bounce: None,
            is_rolling: false,
        };
        let steps = (dt.abs() / STEP_S).ceil().max(1.0);
        for i in 0..steps as usize {
            self.step(&mut motion, dt / steps, i as f64 * dt / steps);
        }
        motion
    }

    fn step(&self, motion: &mut Motion, dt: f64, since: f64) {
        let physics = &self.physics;
        motion.is_rolling = self.is_rolling(&motion.x);
        if motion.is_rolling {
            return self.roll(&mut motion.x, dt);
        }
        let before = motion.x;
        motion.x = self.step_in_air(&before, dt);
        let below = physics.radius_m - motion.x[2];
        if below <= 0.0 || !self.is_over_ground(&motion.x) {
            return;
        }
        if dt < 0.0 {
            if before[5] > 0.0 && before[2] > physics.radius_m {
                motion.x[2] = physics.radius_m + below / self.restitution();
            }
            return;
        }
        if motion.x[5] >= 0.0 || before[5] >= 0.0 && before[2] < physics.radius_m {
            return;
        }
        let t = self.touch_time(&before, dt);
        let mut touching = self.step_in_air(&before, t);
        let speed = -touching[5];
        touching[2] = physics.radius_m;
        touching = self.bounce(&touching);
        motion.bounce = Some(Bounce {
            after_s: since + t,
            speed_m_s: speed,
        });
        if touching[5] < LAST_BOUNCE_M_S {
            motion.is_rolling = true;
            touching[5] = 0.0;
            self.roll(&mut touching, dt - t);
            motion.x = touching;
        } else {
            motion.x = self.step_in_air(&touching, dt - t);
        }
    }

    /// When a ball that reaches the ground within `dt` touches it, s.
    fn touch_time(&self, x: &BallVector, dt: f64) -> f64 {
        let down = self.acceleration(&velocity(x), &spin(x)).z.min(-MIN_FALL);
        let height = x[2] - self.physics.radius_m;
        let mut t = (x[5] + (x[5] * x[5] - 2.0 * down * height).max(0.0).sqrt()) / -down;
        for _ in 0..TOUCH_STEPS {
            let there = self.step_in_air(x, t);
            t -= (there[2] - self.physics.radius_m) / there[5].min(-MIN_FALL);
        }
        t.clamp(0.0, dt)
    }

    fn roll(&self, x: &mut BallVector, dt: f64) {
        let speed = x[3].hypot(x[4]);
        let slower = (speed - self.physics.rolling_deceleration_m_s2 * dt).clamp(0.0, speed)
            / speed.max(1e-9);
        let mean = 0.5 * (1.0 + slower);
        (x[0], x[1]) = (x[0] + x[3] * mean * dt, x[1] + x[4] * mean * dt);
        (x[2], x[5]) = (self.physics.radius_m, 0.0);
        (x[3], x[4]) = (x[3] * slower, x[4] * slower);
    }

    /// The state after a bounce on level ground: the contact point stops, or slides with Coulomb friction.
    fn bounce(&self, x: &BallVector) -> BallVector {
        let physics = &self.physics;
        let (v, effective) = (velocity(x), spin(x));
        let w = effective * self.own_spin_ratio(&effective, v.norm());
        let arm = -Vector3::z() * physics.radius_m;
        let along = Vector3::new(v.x, v.y, 0.0);
        let sliding = along + w.cross(&arm);
        let sliding = Vector3::new(sliding.x, sliding.y, 0.0);
        let stop = sliding * (SHELL_INERTIA / (1.0 + SHELL_INERTIA));
        let most = physics.friction * (1.0 + self.restitution()) * v.z.abs();
        let change = -stop * (most / stop.norm().max(most).max(1e-12));
        let after = along + change - Vector3::z() * (self.restitution() * v.z);
        let w = w + arm.cross(&change) / (SHELL_INERTIA * physics.radius_m.powi(2));
        let ratio = physics.radius_m * w.norm() / after.norm().max(MIN_SPEED_M_S);
        ball_vector(position(x), after, w / (1.0 + 2.0 * ratio))
    }

    /// The derivative of the state after `dt` with respect to the state before, by central differences.
    pub fn derivative(&self, x: &BallVector, dt: f64, motion: &Motion) -> BallMatrix {
        let is_free = motion.bounce.is_none() && !motion.is_rolling;
        let mut out = BallMatrix::identity();
        // In free air nothing depends on the position.
        for i in (if is_free { 3 } else { 0 })..9 {
            let h = [1e-4, 1e-3, 1e-1][i / 3];
            let (mut more, mut less) = (*x, *x);
            more[i] += h;
            less[i] -= h;
            let slope = if is_free {
                (self.step_in_air(&more, dt) - self.step_in_air(&less, dt)) / (2.0 * h)
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
    use trackside_sports::BallKind;

    use super::*;

    #[test]
    fn a_falling_ball_follows_the_closed_form() {
        let model = BallModel::of_kind(BallKind::Football);
        let terminal =
            (GRAVITY_M_S2 / (model.air_factor() * model.physics.drag_coefficient)).sqrt();
        let mut x = ball_vector(Vector3::z() * 1e4, Vector3::zeros(), Vector3::zeros());
        for i in 1..=500 {
            x = model.fly(&x, 0.02).x;
            let exact = -terminal * (GRAVITY_M_S2 * 0.02 * f64::from(i) / terminal).tanh();
            assert!((x[5] - exact).abs() < 1e-3, "{} {exact}", x[5]);
        }
    }

    #[test]
    fn a_bounce_splits_the_step_at_the_touch() {
        let model = BallModel::of_kind(BallKind::Basketball);
        let start = ball_vector(Vector3::z() * 0.5, -Vector3::z() * 4.0, Vector3::zeros());
        let whole = model.fly(&start, 0.04);
        assert!(whole.bounce.is_none());
        let whole = model.fly(&whole.x, 0.08);
        let Bounce {
            after_s: t,
            speed_m_s: speed,
        } = whole.bounce.expect("it reaches the ground");
        // z: 0.5 to r with 4 m/s and gravity takes 0.0852 s without drag.
        assert!((t - (0.0852 - 0.04)).abs() < 1e-3, "{t}");
        assert!((whole.x[5] - 0.767 * speed + GRAVITY_M_S2 * (0.08 - t)).abs() < 0.02);
        let mut fine = start;
        for _ in 0..120 {
            fine = model.fly(&fine, 0.001).x;
        }
        assert!((fine - whole.x).norm() < 2e-3, "{}", fine - whole.x);
    }

    #[test]
    fn the_derivative_includes_the_shift_of_the_touch() {
        let model = BallModel::of_kind(BallKind::TableTennis);
        let x = ball_vector(
            Vector3::new(0.1, 0.2, 0.05),
            Vector3::new(1.0, -5.0, -2.0),
            Vector3::new(50.0, 20.0, 10.0),
        );
        let motion = model.fly(&x, 0.04);
        assert!(motion.bounce.is_some());
        let slope = model.derivative(&x, 0.04, &motion);
        let mut higher = x;
        higher[2] += 1e-3;
        let expected = model.fly(&higher, 0.04).x - motion.x;
        assert!((slope.column(2) * 1e-3 - expected).norm() < 1e-4);
        // A ball that touches later is lower afterwards.
        assert!(expected[2] < 0.0);
    }

    #[test]
    fn a_ball_at_rest_stays() {
        let model = BallModel::of_kind(BallKind::Football);
        let x = ball_vector(
            Vector3::z() * model.physics.radius_m,
            Vector3::zeros(),
            Vector3::zeros(),
        );
        let motion = model.fly(&x, 10.0);
        assert!(motion.is_rolling && (motion.x - x).norm() < 1e-12);
    }
}
