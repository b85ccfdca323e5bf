//! Which events a step of the smoothed path contains. docs/reference/ball.md, "Events", has the rules as a
//! table; docs/experiments/034-fusion-constants.md says what the thresholds stand for.

use trackside_schema::{AthleteId, Joint};

use super::events::{BallEvent, BallEventKind};
use super::flight::position;
use super::hypothesis::MotionMode;
use super::nearest_limbs::{NearestLimbs, is_hand};
use super::path_step::PathStep;
use super::physics::BallModel;
use super::trellis::SmoothedState;

/// A bounce: no higher above the ground than this, m;
const BOUNCE_HEIGHT_M: f64 = 0.12;
/// the ball descended at least so fast, else it was kicked up, m/s;
const BOUNCE_MIN_DESCENT_M_S: f64 = 0.5;
/// its vertical velocity changed by at least this, m/s;
const BOUNCE_MIN_CHANGE_M_S: f64 = 0.8;
/// at most this share of the descent is left, even where the ball is trapped;
const BOUNCE_MAX_DESCENT_LEFT: f64 = 0.25;
/// and the last bounce is at least so long ago, s, else it rolls.
const MIN_BETWEEN_BOUNCES_S: f64 = 0.08;
/// The least change of velocity by an impulse, and the least speed after a release, m/s.
const MIN_IMPULSE_M_S: f64 = 1.5;
/// The least change of velocity by a hoop or a board, m/s.
const MIN_HOOP_IMPULSE_M_S: f64 = 0.8;
/// The least change of velocity by a foot on a rolling ball, and the least speed after it, m/s.
const MIN_FOOT_TOUCH_M_S: f64 = 0.5;
const MIN_SPEED_AFTER_FOOT_M_S: f64 = 1.0;
/// A net takes all but at most this share of the horizontal velocity, and turns it aside by at most so much: a share, m/s.
const NET_MAX_KEPT: f64 = 0.7;
const NET_ASIDE_SHARE: f64 = 0.1;
const NET_ASIDE_M_S: f64 = 0.25;
/// A shorter flight is none, s: hands that move a ball to and fro look like one.
const MIN_FLIGHT_S: f64 = 0.15;
/// A ball that is held for less than this was dribbled, not caught, s.
const MIN_CATCH_S: f64 = 0.3;
/// A shorter flight that ends in the hands it came from is none, s.
const MIN_RETURNING_FLIGHT_S: f64 = 0.35;
/// A ball that is tracked for less than this cannot be released, s: it may be a false one.
const MIN_TRACKED_S: f64 = 0.18;

/// What is known around a step. Times in s.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepContext {
    /// How long it was in flight before.
    pub flight_before_s: f64,
    /// How long the motion at the step's end lasts.
    pub lasts_s: f64,
    /// Time since its last bounce.
    pub since_bounce_s: f64,
    /// Time since it is tracked without a gap.
    pub tracked_s: f64,
    /// Whether a hoop or its board is near.
    pub is_near_hoop: bool,
    /// Whether hands may have stopped it just before.
    pub was_stopped: bool,
    /// Whether it goes on into the hands that it is in, without a bounce.
    pub returns_to_hands: bool,
}

/// The events in a step: a bounce, and what an athlete, an obstacle or gravity did.
pub(crate) fn classify(
    step: &PathStep,
    context: StepContext,
    limbs: &NearestLimbs,
    model: &BallModel,
) -> [Option<BallEvent>; 2] {
    let limb = limbs.nearest([step.a.tick, step.b.tick], model.reach_m());
    let is_bounce = is_bounce(step, &context, model);
    let other = classify_other(step, &context, is_bounce, limb, model);
    let bounce = is_bounce.then_some((BallEventKind::Bounce, step.meeting_s));
    [bounce, other].map(|e| e.map(|(kind, t)| step.event(kind, t, limb, model)))
}

fn is_bounce(step: &PathStep, context: &StepContext, model: &BallModel) -> bool {
    let (a, b) = (step.a, step.b);
    let is_low = position(&a.x).z.min(position(&b.x).z) < model.physics.radius_m + BOUNCE_HEIGHT_M;
    let up = step.change.z;
    let (before, after) = (step.velocity_before.z, step.velocity_after.z);
    let is_reversed = before < -BOUNCE_MIN_DESCENT_M_S
        && after > BOUNCE_MAX_DESCENT_LEFT * before
        && up > BOUNCE_MIN_CHANGE_M_S;
    is_reversed
        && step.is_certain(up)
        && (a.mode.is_free() && b.has_bounced || is_low)
        && context.since_bounce_s >= MIN_BETWEEN_BOUNCES_S
}

/// The kind and time of what happened beside a bounce.
fn classify_other(
    step: &PathStep,
    context: &StepContext,
    is_bounce: bool,
    limb: Option<(AthleteId, Joint)>,
    model: &BallModel,
) -> Option<(BallEventKind, f64)> {
    let flies_on = context.lasts_s >= MIN_FLIGHT_S;
    // A hoop or a board may leave it slow, and it soon meets it again.
    let by_hoop = context.is_near_hoop && limb.is_none();
    let departs = step.velocity_after.norm() > MIN_IMPULSE_M_S && flies_on || by_hoop;
    let min_impulse = if by_hoop {
        MIN_HOOP_IMPULSE_M_S
    } else {
        MIN_IMPULSE_M_S
    };
    let flew = context.flight_before_s >= MIN_FLIGHT_S;
    // Hands that swing a ball look as if they released it and caught it again.
    let is_swing = context.returns_to_hands && context.lasts_s < MIN_RETURNING_FLIGHT_S;
    let was_held = context.tracked_s >= MIN_TRACKED_S && !is_swing;
    // The ground's impulse is upwards and, by friction, along it; only the rest is an athlete's.
    let impulse = if is_bounce {
        step.change.xy().norm() - step.change.z
    } else {
        step.change.norm()
    };
    let hands_end = 0.5 * step.dt;
    match step.b.mode {
        MotionMode::Impulse if impulse > min_impulse && step.is_certain(impulse) && departs => {
            Some((impulse_kind(limb, model), step.meeting_s))
        }
        MotionMode::FootTouch
            if impulse > MIN_FOOT_TOUCH_M_S
                && step.is_certain(impulse)
                && is_foot_touch(limb, step)
                && flies_on =>
        {
            Some((BallEventKind::Kick, step.meeting_s))
        }
        MotionMode::Release if departs && was_held => Some((release_kind(limb), hands_end)),
        MotionMode::Catch
            if (flew || context.was_stopped)
                && can_catch(limb)
                && context.lasts_s >= MIN_CATCH_S =>
        {
            Some((BallEventKind::Catch, hands_end))
        }
        MotionMode::Flight if flew && flies_on => step.apex(model),
        _ => None,
    }
}

/// Whether a catch may begin with this step, whatever else happened in it.
pub(crate) fn may_begin_catch(
    step: &PathStep,
    context: StepContext,
    limbs: &NearestLimbs,
    model: &BallModel,
) -> bool {
    let limb = limbs.nearest([step.a.tick, step.b.tick], model.reach_m());
    let stops = matches!(
        step.b.mode,
        MotionMode::Catch | MotionMode::Impulse | MotionMode::FootTouch
    );
    stops && context.flight_before_s >= MIN_FLIGHT_S && can_catch(limb) && !context.is_near_hoop
}

/// A departure again, given the observations since.
pub(crate) fn update_event(
    event: &BallEvent,
    a: &SmoothedState,
    b: &SmoothedState,
    model: &BallModel,
) -> BallEvent {
    let step = PathStep::new(a, b, model);
    let t = match b.mode {
        MotionMode::Impulse | MotionMode::FootTouch => step.meeting_s,
        MotionMode::Release => 0.5 * step.dt,
        MotionMode::Flight | MotionMode::Catch | MotionMode::Held => return *event,
    };
    let updated = step.event(event.kind, t, event.touched_by, model);
    BallEvent {
        score: event.score,
        ..updated
    }
}

/// Whether a net can have caused the change: it slows down a ball that falls through it, and turns it aside a little.
pub(crate) fn is_slowed_by_net(step: &PathStep) -> bool {
    let (before, after) = (step.velocity_before.xy(), step.velocity_after.xy());
    let speed = before.norm().max(0.1);
    let along = after.dot(&before) / speed;
    let aside = (after - before * (along / speed)).norm();
    let tolerance = NET_ASIDE_SHARE * speed + NET_ASIDE_M_S;
    step.velocity_after.z < 0.0
        && (-tolerance..NET_MAX_KEPT * speed + tolerance).contains(&along)
        && aside < tolerance
}

/// Hands catch a ball; feet touch it.
fn can_catch(limb: Option<(AthleteId, Joint)>) -> bool {
    limb.is_none_or(|(_, joint)| is_hand(joint))
}

/// Whether a foot is near, and the ball moves on.
fn is_foot_touch(limb: Option<(AthleteId, Joint)>, step: &PathStep) -> bool {
    limb.is_some_and(|(_, joint)| !is_hand(joint))
        && step.velocity_after.norm() > MIN_SPEED_AFTER_FOOT_M_S
}

fn release_kind(limb: Option<(AthleteId, Joint)>) -> BallEventKind {
    match limb {
        Some((_, joint)) if is_hand(joint) => BallEventKind::Throw,
        Some(_) => BallEventKind::Kick,
        None => BallEventKind::Hit,
    }
}

fn impulse_kind(limb: Option<(AthleteId, Joint)>, model: &BallModel) -> BallEventKind {
    if model.racket_m > 0.0 {
        BallEventKind::Hit
    } else {
        release_kind(limb)
    }
}
