//! What happens to the ball.

use trackside_schema::{AthleteId, Joint, Timestamp, WorldPoint};

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BallEventKind {
    /// It bounced on the ground.
    Bounce,
    /// It was struck with no known hand or foot near it: by a post, a hoop, a racket.
    Hit,
    /// A foot struck it.
    Kick,
    /// A hand released or struck it.
    Throw,
    /// Hands took it.
    Catch,
    /// It was at the top of its flight.
    Apex,
    /// It went through a hoop from above.
    Basket,
    /// It was wholly over the goal line, between the posts and under the bar.
    Goal,
    /// It landed in the field of play, close to a line.
    In,
    /// It landed, or in football went, beyond a line.
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

    /// Its name on the wire.
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

    /// Whether an athlete or an obstacle set the ball in motion.
    pub(crate) fn is_departure(self) -> bool {
        matches!(
            self,
            BallEventKind::Hit | BallEventKind::Kick | BallEventKind::Throw
        )
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
    /// The ball's centre, m.
    pub at: WorldPoint,
    /// The ball's speed afterwards, m/s.
    pub speed_m_s: f64,
    /// The athlete and joint that touched it, where one was near; of basket, goal, in and out, those that touched it last.
    pub touched_by: Option<(AthleteId, Joint)>,
    /// How certain it is, 0 to 1; of basket, goal, in and out the probability, by the covariance of the path.
    pub score: f32,
}
