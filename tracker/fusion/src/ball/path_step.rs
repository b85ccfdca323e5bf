//! One step of the smoothed path: the ball between two consecutive frame sets.

use nalgebra::Vector3;
use trackside_schema::{AthleteId, Joint, WorldPoint};

use super::events::{BallEvent, BallEventKind};
use super::flight::{position, sigma_m, velocity};
use super::hypothesis::MotionMode;
use super::physics::BallModel;
use super::trellis::SmoothedState;

/// A change of velocity smaller than so many standard deviations is no event.
const CERTAIN_SIGMA: f64 = 4.0;
/// The apex of a ball lower than this, in radii, is no event.
const MIN_APEX_RADII: f64 = 2.0;
/// Slower changes of velocity than this, m/s, do not divide.
const MIN_CHANGE_M_S: f64 = 0.1;
/// An event's score: the certainty that the ball's motion changed by more than its uncertainty and this, m,
const SCORE_SCALE_M: f64 = 0.02;
/// times the first without views at either end, and both together with views at both.
const UNSEEN_SCORE: f64 = 0.3;
const SEEN_SCORE: f64 = 0.7;

/// The ball from `a` to `b`.
pub(crate) struct PathStep<'a> {
    pub a: &'a SmoothedState,
    pub b: &'a SmoothedState,
    pub dt: f64,
    pub velocity_before: Vector3<f64>,
    pub velocity_after: Vector3<f64>,
    /// Change of velocity, m/s.
    pub change: Vector3<f64>,
    /// The time after `a`, s, at which the motion from `a` and the motion to `b` are nearest to each other.
    pub meeting_s: f64,
}

impl PathStep<'_> {
    /// Between two consecutive frame sets.
    pub fn new<'a>(a: &'a SmoothedState, b: &'a SmoothedState, model: &BallModel) -> PathStep<'a> {
        let dt = b.time.seconds_since(a.time);
        let (before, after) = (velocity(&a.x), velocity(&b.x));
        PathStep {
            a,
            b,
            dt,
            velocity_before: before,
            velocity_after: after,
            change: after - before,
            meeting_s: meeting_time(a, b, dt, model),
        }
    }

    /// The ball's position `t` seconds after `a`: on the motion from `a` until the motions meet, then on the one to `b`.
    pub fn position_at(&self, t: f64, model: &BallModel) -> Vector3<f64> {
        if self.a.mode.is_free() && t <= self.meeting_s {
            position(&model.fly(&self.a.x, t).x)
        } else if self.b.mode.is_free() && t > self.meeting_s {
            position(&model.fly(&self.b.x, t - self.dt).x)
        } else {
            self.interpolate(t)
        }
    }

    fn interpolate(&self, t: f64) -> Vector3<f64> {
        let (a, b) = (position(&self.a.x), position(&self.b.x));
        a + (b - a) * (t / self.dt)
    }

    /// Whether a change of velocity, m/s, is more than noise.
    pub fn is_certain(&self, change: f64) -> bool {
        let variance = |s: &SmoothedState| s.p.fixed_view::<3, 3>(3, 3).trace() / 3.0;
        change > CERTAIN_SIGMA * (variance(self.a) + variance(self.b)).sqrt()
    }

    /// The apex, where the step contains it, and its time after `a`.
    pub fn apex(&self, model: &BallModel) -> Option<(BallEventKind, f64)> {
        let (up, down) = (self.velocity_before.z, self.velocity_after.z);
        let is_high = position(&self.b.x).z > MIN_APEX_RADII * model.physics.radius_m;
        (up > 0.0 && down <= 0.0 && is_high)
            .then(|| (BallEventKind::Apex, self.dt * up / (up - down)))
    }

    /// The event of a kind, `t` seconds after `a`.
    pub fn event(
        &self,
        kind: BallEventKind,
        t: f64,
        touched_by: Option<(AthleteId, Joint)>,
        model: &BallModel,
    ) -> BallEvent {
        let (a, b) = (self.a, self.b);
        let at = if a.mode.is_free() {
            position(&model.fly(&a.x, t).x)
        } else {
            self.interpolate(t)
        };
        // The velocity at the event, not a part of a step later.
        let departure = if b.mode.is_free() {
            velocity(&model.fly(&b.x, t - self.dt).x)
        } else {
            self.velocity_after
        };
        let sigma = sigma_m(&a.p).max(sigma_m(&b.p));
        // A bounce or an impulse is an instant; hands take their time.
        let is_instant = kind == BallEventKind::Bounce
            || matches!(
                b.mode,
                MotionMode::Impulse | MotionMode::FootTouch | MotionMode::Flight
            );
        let uncertainty_s = if is_instant {
            (sigma / self.change.norm().max(MIN_CHANGE_M_S)).min(self.dt)
        } else {
            self.dt
        };
        let seen = f64::from(u8::from(a.views > 0) + u8::from(b.views > 0)) / 2.0;
        let certainty = 1.0 - (-self.change.norm() * self.dt / (sigma + SCORE_SCALE_M)).exp();
        let has_touch = !matches!(kind, BallEventKind::Bounce | BallEventKind::Apex);
        BallEvent {
            kind,
            time: a.time.plus_seconds(t),
            uncertainty_s,
            at: WorldPoint(at.into()),
            speed_m_s: departure.norm(),
            touched_by: touched_by.filter(|_| has_touch),
            score: (certainty * (UNSEEN_SCORE + SEEN_SCORE * seen)).clamp(0.0, 1.0) as f32,
        }
    }
}

/// The time after `a`, s, at which the motion from `a` and the motion that ends in `b` are nearest to each other. Both have
/// nearly the same forces, so their difference is nearly straight.
fn meeting_time(a: &SmoothedState, b: &SmoothedState, dt: f64, model: &BallModel) -> f64 {
    let (va, vb) = (velocity(&a.x), velocity(&b.x));
    let gravity = model.acceleration(&Vector3::zeros(), &Vector3::zeros());
    let from_b = position(&b.x) - vb * dt + gravity * (0.5 * dt * dt);
    let gap = from_b - position(&a.x);
    let closing = vb - gravity * dt - va;
    let t = -gap.dot(&closing) / closing.norm_squared().max(1e-9);
    t.clamp(0.0, dt)
}
