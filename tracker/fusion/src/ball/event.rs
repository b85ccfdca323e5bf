//! What happens to the ball: read off the smoothed way, where both sides of an impulse are known.

use nalgebra::Vector3;
use trackside_schema::{AthleteId, Joint, Timestamp, WorldPoint};

use super::flight::{place, velocity};
use super::kind::Nature;
use super::limbs::{Limbs, is_hand};
use super::node::{How, sigma_m};
use super::path::Smoothed;

/// What happened to the ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BallEventKind {
    /// It bounced off the ground.
    Bounce,
    /// It was struck by something that is no hand or foot known, or met a post, a ring, a racket.
    Hit,
    /// A foot struck it.
    Kick,
    /// A hand let it go or struck it.
    Throw,
    /// Somebody got hold of it.
    Catch,
    /// It was at the top of its flight.
    Apex,
    /// It went through a ring from above.
    Basket,
    /// It was wholly over the goal line, between the posts and under the bar.
    Goal,
    /// It came down in the field of play, close to a line.
    In,
    /// It came down, or in football went, beyond a line.
    Out,
}

impl BallEventKind {
    /// All of them.
    pub const ALL: [BallEventKind; 10] = [
        BallEventKind::Bounce,
        BallEventKind::Hit,
        BallEventKind::Kick,
        BallEventKind::Throw,
        BallEventKind::Catch,
        BallEventKind::Apex,
        BallEventKind::Basket,
        BallEventKind::Goal,
        BallEventKind::In,
        BallEventKind::Out,
    ];

    /// As on the wire.
    pub fn name(self) -> &'static str {
        match self {
            BallEventKind::Bounce => "bounce",
            BallEventKind::Hit => "hit",
            BallEventKind::Kick => "kick",
            BallEventKind::Throw => "throw",
            BallEventKind::Catch => "catch",
            BallEventKind::Apex => "apex",
            BallEventKind::Basket => "basket",
            BallEventKind::Goal => "goal",
            BallEventKind::In => "in",
            BallEventKind::Out => "out",
        }
    }
}

/// Something that happened to the ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallEvent {
    /// What.
    pub kind: BallEventKind,
    /// When.
    pub time: Timestamp,
    /// One standard deviation of `time`, s.
    pub uncertainty_s: f64,
    /// Where the ball's centre was, m.
    pub at: WorldPoint,
    /// How fast the ball left, m/s.
    pub speed_m_s: f64,
    /// Whose hand or foot was nearest, where one was near; of a line, goal or ring, who played the ball last.
    pub touched_by: Option<(AthleteId, Joint)>,
    /// How sure, 0 to 1; of a line, goal or ring the probability that it is so, by the covariance of the path.
    pub score: f32,
}

/// A bounce is no higher above the ground, m; the ball came down no slower, or else it was kicked up from the ground, m/s; its
/// upward speed changes by no less, m/s; and no more than this share of the downward speed is left, even where it is trapped.
const BOUNCE_BELOW_M: f64 = 0.12;
const DOWN_M_S: f64 = 0.5;
const BOUNCE_M_S: f64 = 0.8;
const LEFT_DOWN: f64 = 0.25;
/// A blow changes the velocity by no less, and a ball that is let go leaves no slower, m/s.
const BLOW_M_S: f64 = 1.5;
/// The same of a ring or a board that it grazes.
const RING_M_S: f64 = 0.8;
/// The same of a touch of a foot on a ball that rolls.
const TOUCH_M_S: f64 = 0.5;
const TOUCHED_M_S: f64 = 1.0;
/// A net leaves a ball at most this share of its level velocity, turns nothing round, and drives it aside by at most this share and
/// so much, m/s.
const NET_KEEPS: f64 = 0.7;
const NET_ASIDE: f64 = 0.1;
const NET_ASIDE_M_S: f64 = 0.25;
/// Nothing is believed to have happened that is smaller than so many standard deviations of the change of velocity.
const SURE: f64 = 4.0;
/// A flight that is shorter is none, s: hands that move a ball to and fro look like one.
const FLIGHT_S: f64 = 0.15;
/// A ball that is held shorter than this was dribbled, not caught, s.
const HOLD_S: f64 = 0.3;
/// A flight from hands into the same hands that is shorter than this is none, s.
const SWING_S: f64 = 0.35;
/// Who lets go of a ball that is known for less may be nobody, s.
const KNOWN_S: f64 = 0.18;
/// A ball that bounces sooner again rolls, s.
const BETWEEN_BOUNCES_S: f64 = 0.08;

/// What is known around a step, s.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// How long it flew before.
    pub flew_s: f64,
    /// How long it goes on as it does at the end of the step.
    pub lasts_s: f64,
    /// How long ago it last bounced.
    pub bounced_s: f64,
    /// How long it has been known.
    pub known_s: f64,
    /// A ring or its board is near.
    pub basket: bool,
    /// Hands may have stopped it just before.
    pub stopped: bool,
    /// It goes on into the hands that it is in, without a bounce.
    pub returns: bool,
}

/// What happened between two moments that follow each other: what the ground did, and what somebody did or the air.
pub(crate) fn between(
    step: &Step,
    around: Around,
    limbs: &Limbs,
    nature: &Nature,
) -> [Option<BallEvent>; 2] {
    let (a, b) = (step.a, step.b);
    let who = limbs.nearest([a.tick, b.tick], nature.reach_m());
    let low = place(&a.x).z.min(place(&b.x).z) < nature.radius_m + BOUNCE_BELOW_M;
    let up = step.change.z;
    let turned =
        step.before.z < -DOWN_M_S && step.after.z > LEFT_DOWN * step.before.z && up > BOUNCE_M_S;
    let bounced = turned
        && step.sure(up)
        && (a.how.free() && b.bounced || low)
        && around.bounced_s >= BETWEEN_BOUNCES_S;
    let flies = around.lasts_s >= FLIGHT_S;
    // A ring or a board may leave it slow, and soon meets it again.
    let basket = around.basket && who.is_none();
    let left = step.after.norm() > BLOW_M_S && flies || basket;
    let least = if basket { RING_M_S } else { BLOW_M_S };
    let flew = around.flew_s >= FLIGHT_S;
    // Hands that swing a ball fast look as if they let it go and took it again.
    let held = around.known_s >= KNOWN_S && !(around.returns && around.lasts_s < SWING_S);
    // What the ground does is up and, by friction, along; the rest is somebody's.
    let level = step.change.xy().norm();
    let blow = if bounced {
        level - up
    } else {
        step.change.norm()
    };
    let other = match b.how {
        How::Struck if blow > least && step.sure(blow) && left => {
            Some((struck(who, nature), step.meeting))
        }
        How::Touched if blow > TOUCH_M_S && step.sure(blow) && touched(who, step) && flies => {
            Some((BallEventKind::Kick, step.meeting))
        }
        How::LetGo if left && held => Some((let_go(who), 0.5 * step.dt)),
        How::Caught if (flew || around.stopped) && caught(who) && around.lasts_s >= HOLD_S => {
            Some((BallEventKind::Catch, 0.5 * step.dt))
        }
        How::Flown if flew && flies => step.apex(nature),
        _ => None,
    };
    let ground = bounced.then_some((BallEventKind::Bounce, step.meeting));
    [ground, other].map(|what| what.map(|(kind, t)| step.event(kind, t, who, nature)))
}

/// Whether, whatever else happened in it, a catch may begin with this step.
pub(crate) fn stops(step: &Step, around: Around, limbs: &Limbs, nature: &Nature) -> bool {
    let who = limbs.nearest([step.a.tick, step.b.tick], nature.reach_m());
    let how = matches!(step.b.how, How::Caught | How::Struck | How::Touched);
    how && around.flew_s >= FLIGHT_S && caught(who) && !around.basket
}

/// The same blow or release, as what was seen since shows it.
pub(crate) fn again(event: &BallEvent, a: &Smoothed, b: &Smoothed, nature: &Nature) -> BallEvent {
    let step = Step::new(a, b, nature);
    let t = match b.how {
        How::Struck | How::Touched => step.meeting,
        How::LetGo => 0.5 * step.dt,
        How::Flown | How::Caught | How::Held => return *event,
    };
    let told = step.event(event.kind, t, event.touched_by, nature);
    BallEvent {
        score: event.score,
        ..told
    }
}

/// One step of the smoothed way.
pub(crate) struct Step<'a> {
    pub a: &'a Smoothed,
    pub b: &'a Smoothed,
    pub dt: f64,
    pub before: Vector3<f64>,
    pub after: Vector3<f64>,
    pub change: Vector3<f64>,
    /// After how long the flight from `a` and the flight to `b` are nearest to each other.
    pub meeting: f64,
}

impl Step<'_> {
    pub fn new<'a>(a: &'a Smoothed, b: &'a Smoothed, nature: &Nature) -> Step<'a> {
        let dt = b.time.seconds_since(a.time);
        let (before, after) = (velocity(&a.x), velocity(&b.x));
        Step {
            a,
            b,
            dt,
            before,
            after,
            change: after - before,
            meeting: meeting(a, b, dt, nature),
        }
    }

    /// Where it is `t` seconds after `a`: on the way from there until the ways meet, then on the way to `b`.
    pub fn at(&self, t: f64, nature: &Nature) -> Vector3<f64> {
        if self.a.how.free() && t <= self.meeting {
            place(&nature.fly(&self.a.x, t).x)
        } else if self.b.how.free() && t > self.meeting {
            place(&nature.fly(&self.b.x, t - self.dt).x)
        } else {
            place(&self.a.x) + (place(&self.b.x) - place(&self.a.x)) * (t / self.dt)
        }
    }

    /// Whether a change of velocity is more than noise.
    fn sure(&self, change: f64) -> bool {
        let variance = |s: &Smoothed| s.p.fixed_view::<3, 3>(3, 3).trace() / 3.0;
        change > SURE * (variance(self.a) + variance(self.b)).sqrt()
    }

    /// When it was at the top of its flight, where it was.
    fn apex(&self, nature: &Nature) -> Option<(BallEventKind, f64)> {
        let (up, down) = (self.before.z, self.after.z);
        let high = place(&self.b.x).z > 2.0 * nature.radius_m;
        (up > 0.0 && down <= 0.0 && high).then(|| (BallEventKind::Apex, self.dt * up / (up - down)))
    }

    fn event(
        &self,
        kind: BallEventKind,
        t: f64,
        who: Option<(AthleteId, Joint)>,
        nature: &Nature,
    ) -> BallEvent {
        let (a, b) = (self.a, self.b);
        let there = if a.how.free() {
            place(&nature.fly(&a.x, t).x)
        } else {
            place(&a.x) + (place(&b.x) - place(&a.x)) * (t / self.dt)
        };
        // As it left, not as it was a part of a step later.
        let left = if b.how.free() {
            velocity(&nature.fly(&b.x, t - self.dt).x)
        } else {
            self.after
        };
        let sigma = sigma_m(&a.p).max(sigma_m(&b.p));
        // Hands take their time; a bounce or a blow is an instant.
        let uncertainty_s = match (kind, b.how) {
            (BallEventKind::Bounce, _) | (_, How::Struck | How::Touched | How::Flown) => {
                (sigma / self.change.norm().max(0.1)).min(self.dt)
            }
            _ => self.dt,
        };
        let seen = f64::from(u8::from(a.views > 0) + u8::from(b.views > 0)) / 2.0;
        let sure = 1.0 - (-self.change.norm() * self.dt / (sigma + 0.02)).exp();
        BallEvent {
            kind,
            time: a.time.plus_seconds(t),
            uncertainty_s,
            at: WorldPoint(there.into()),
            speed_m_s: left.norm(),
            touched_by: who
                .filter(|_| !matches!(kind, BallEventKind::Bounce | BallEventKind::Apex)),
            score: (sure * (0.3 + 0.7 * seen)).clamp(0.0, 1.0) as f32,
        }
    }
}

/// Whether a net may have done it: it slows down what falls through it.
pub(crate) fn slowed(step: &Step) -> bool {
    let (before, after) = (step.before.xy(), step.after.xy());
    let level = before.norm().max(0.1);
    let along = after.dot(&before) / level;
    let aside = (after - before * (along / level)).norm();
    let may = NET_ASIDE * level + NET_ASIDE_M_S;
    step.after.z < 0.0 && (-may..NET_KEEPS * level + may).contains(&along) && aside < may
}

/// Feet touch a ball, hands catch it.
fn caught(who: Option<(AthleteId, Joint)>) -> bool {
    who.is_none_or(|(_, joint)| is_hand(joint))
}

/// Whether a foot did it, and the ball went on.
fn touched(who: Option<(AthleteId, Joint)>, step: &Step) -> bool {
    who.is_some_and(|(_, joint)| !is_hand(joint)) && step.after.norm() > TOUCHED_M_S
}

fn let_go(who: Option<(AthleteId, Joint)>) -> BallEventKind {
    match who {
        Some((_, joint)) if is_hand(joint) => BallEventKind::Throw,
        Some(_) => BallEventKind::Kick,
        None => BallEventKind::Hit,
    }
}

fn struck(who: Option<(AthleteId, Joint)>, nature: &Nature) -> BallEventKind {
    if nature.racket_m > 0.0 {
        BallEventKind::Hit
    } else {
        let_go(who)
    }
}

/// After how long the flight from `a` and the flight that ends in `b` are nearest to each other.
fn meeting(a: &Smoothed, b: &Smoothed, dt: f64, nature: &Nature) -> f64 {
    let (va, vb) = (velocity(&a.x), velocity(&b.x));
    // The forces are nearly the same before and after, so the difference of the two ways is nearly straight.
    let gravity = nature.acceleration(&Vector3::zeros(), &Vector3::zeros());
    let from_b = place(&b.x) - vb * dt + gravity * (0.5 * dt * dt);
    let gap = from_b - place(&a.x);
    let closing = vb - gravity * dt - va;
    let t = -gap.dot(&closing) / closing.norm_squared().max(1e-9);
    t.clamp(0.0, dt)
}
