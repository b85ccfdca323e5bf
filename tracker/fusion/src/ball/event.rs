//! What happens to the ball: read off the smoothed way, where both sides of an impulse are known.

use nalgebra::Vector3;
use trackside_schema::{Athlete, AthleteId, Joint, Timestamp, WorldPoint};

use super::flight::{place, velocity};
use super::kind::Nature;
use super::node::{How, sigma_m};
use super::path::{Smoothed, WINDOW};

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
}

impl BallEventKind {
    /// All of them.
    pub const ALL: [BallEventKind; 6] = [
        BallEventKind::Bounce,
        BallEventKind::Hit,
        BallEventKind::Kick,
        BallEventKind::Throw,
        BallEventKind::Catch,
        BallEventKind::Apex,
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
    /// Whose hand or foot was nearest, where one was near.
    pub who: Option<(AthleteId, Joint)>,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// The joints that touch balls, and whether they are hands.
const LIMBS: [(Joint, bool); 9] = [
    (Joint::LWrist, true),
    (Joint::RWrist, true),
    (Joint::LAnkle, false),
    (Joint::RAnkle, false),
    (Joint::LBigToe, false),
    (Joint::RBigToe, false),
    (Joint::LHeel, false),
    (Joint::RHeel, false),
    (Joint::Head, false),
];
/// From a wrist or an ankle to a ball that it touches, less the ball's radius, m.
const REACH_M: f64 = 0.40;
/// A bounce is no higher above the ground, m, and changes the upward speed by no less, m/s.
const BOUNCE_BELOW_M: f64 = 0.12;
const BOUNCE_M_S: f64 = 0.8;
/// A blow changes the velocity by no less, m/s.
const BLOW_M_S: f64 = 1.5;

/// The limb nearest to the ball, by moment.
#[derive(Debug)]
pub(crate) struct Limbs {
    ring: [Option<(u64, AthleteId, Joint, f64)>; WINDOW],
}

impl Default for Limbs {
    fn default() -> Limbs {
        Limbs {
            ring: [None; WINDOW],
        }
    }
}

impl Limbs {
    /// Remembers who is nearest to a ball at `at`.
    pub fn note(&mut self, tick: u64, at: &Vector3<f64>, athletes: &[Athlete]) {
        let mut best: Option<(u64, AthleteId, Joint, f64)> = None;
        for athlete in athletes {
            for (joint, _) in LIMBS {
                let Some(known) = athlete.joint(joint) else {
                    continue;
                };
                let far = (known.at.0.coords - at).norm();
                if best.is_none_or(|b| far < b.3) {
                    best = Some((tick, athlete.id, joint, far));
                }
            }
        }
        self.ring[tick as usize % WINDOW] = best;
    }

    /// Who was nearest at either of two moments, where somebody was near.
    fn nearest(&self, ticks: [u64; 2], reach_m: f64) -> Option<(AthleteId, Joint)> {
        let at = |tick: u64| self.ring[tick as usize % WINDOW].filter(|n| n.0 == tick);
        let near = ticks.into_iter().filter_map(at);
        near.min_by(|a, b| a.3.total_cmp(&b.3))
            .filter(|n| n.3 < reach_m)
            .map(|n| (n.1, n.2))
    }
}

/// What happened between two moments that follow each other, if anything did.
pub(crate) fn between(
    a: &Smoothed,
    b: &Smoothed,
    limbs: &Limbs,
    nature: &Nature,
) -> Option<BallEvent> {
    let dt = b.time.seconds_since(a.time);
    let (va, vb) = (velocity(&a.x), velocity(&b.x));
    let change = vb - va;
    let who = limbs.nearest([a.tick, b.tick], nature.radius_m + REACH_M);
    let low = place(&a.x).z.min(place(&b.x).z) < nature.radius_m + BOUNCE_BELOW_M;
    let turned = va.z < 0.0 && vb.z > 0.0 && change.z > BOUNCE_M_S;
    let (kind, t) = if turned && (a.how.free() && b.bounced || low) {
        (BallEventKind::Bounce, meeting(a, b, dt, nature))
    } else {
        match b.how {
            How::Struck if change.norm() > BLOW_M_S => (struck(who), meeting(a, b, dt, nature)),
            How::LetGo => (struck(who), 0.5 * dt),
            How::Caught => (BallEventKind::Catch, 0.5 * dt),
            How::Flown
                if a.how.free()
                    && va.z > 0.0
                    && vb.z <= 0.0
                    && place(&b.x).z > 2.0 * nature.radius_m =>
            {
                (BallEventKind::Apex, dt * va.z / (va.z - vb.z))
            }
            _ => return None,
        }
    };
    let there = if a.how.free() {
        place(&nature.fly(&a.x, t).x)
    } else {
        place(&a.x) + (place(&b.x) - place(&a.x)) * (t / dt)
    };
    let sigma = sigma_m(&a.p).max(sigma_m(&b.p));
    let mut uncertainty_s = (sigma / change.norm().max(0.1)).min(dt);
    if matches!(b.how, How::LetGo | How::Caught) && kind != BallEventKind::Bounce {
        uncertainty_s = dt;
    }
    let seen = f64::from(u8::from(a.views > 0) + u8::from(b.views > 0)) / 2.0;
    let sure = 1.0 - (-change.norm() * dt / (sigma + 0.02)).exp();
    Some(BallEvent {
        kind,
        time: a.time.plus_seconds(t),
        uncertainty_s,
        at: WorldPoint(there.into()),
        speed_m_s: vb.norm(),
        who,
        score: (sure * (0.3 + 0.7 * seen)).clamp(0.0, 1.0) as f32,
    })
}

fn struck(who: Option<(AthleteId, Joint)>) -> BallEventKind {
    match who {
        Some((_, joint)) if LIMBS.contains(&(joint, true)) => BallEventKind::Throw,
        Some(_) => BallEventKind::Kick,
        None => BallEventKind::Hit,
    }
}

/// After how long the flight from `a` and the flight that ends in `b` are nearest to each other.
fn meeting(a: &Smoothed, b: &Smoothed, dt: f64, nature: &Nature) -> f64 {
    let (va, vb) = (velocity(&a.x), velocity(&b.x));
    let (w, zero) = (Vector3::zeros(), 0.0);
    // The forces are nearly the same before and after, so the difference of the two ways is nearly straight.
    let gravity = nature.acceleration(&Vector3::zeros(), &w);
    let from_b = place(&b.x) - vb * dt + gravity * (0.5 * dt * dt);
    let gap = from_b - place(&a.x);
    let closing = vb - gravity * dt - va;
    let t = -gap.dot(&closing) / closing.norm_squared().max(1e-9);
    t.clamp(zero, dt)
}
