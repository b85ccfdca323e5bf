//! When hands took the ball. It may come to rest in them in several steps, some of which look like flights: the first one is
//! the catch, and there is one catch until the ball is released or bounces.

use trackside_schema::{Timestamp, WorldPoint};

use super::events::{BallEvent, BallEventKind};
use super::path_step::PathStep;
use super::physics::BallModel;

/// Hands hold a ball within so long of first stopping it, s.
const MAX_CATCH_DURATION_S: f64 = 0.5;

/// What hands did with the ball since its last release.
#[derive(Debug, Default)]
pub(crate) struct Possession {
    /// When and where it was first stopped.
    stopped: Option<(Timestamp, WorldPoint)>,
    /// Whether the catch is an event already.
    has_catch: bool,
}

impl Possession {
    /// Whether the ball was stopped shortly before `now`, and may be in hands.
    pub fn was_stopped(&self, now: Timestamp) -> bool {
        let is_recent = |s: &(Timestamp, WorldPoint)| now.seconds_since(s.0) < MAX_CATCH_DURATION_S;
        self.stopped.as_ref().is_some_and(is_recent)
    }

    /// Takes in a step's events. `may_begin_catch` says whether a catch may begin with it. Returns the events that are left,
    /// a catch at the instant at which the ball was first stopped.
    pub fn update(
        &mut self,
        step: &PathStep,
        events: [Option<BallEvent>; 2],
        may_begin_catch: bool,
        model: &BallModel,
    ) -> [Option<BallEvent>; 2] {
        let now = step.b.time;
        let [bounce, mut other] = events;
        if bounce.is_some() {
            *self = Possession::default();
        }
        match other.map(|e| e.kind) {
            Some(BallEventKind::Catch) if self.has_catch => other = None,
            Some(BallEventKind::Catch) => {
                let stopped = self.stopped.filter(|_| self.was_stopped(now));
                if let (Some((time, at)), Some(event)) = (stopped, &mut other) {
                    (event.time, event.at) = (time, at);
                }
                *self = Possession {
                    stopped: None,
                    has_catch: true,
                };
            }
            Some(kind) if kind.is_departure() => *self = Possession::default(),
            _ if may_begin_catch && !self.was_stopped(now) => {
                let at = WorldPoint(step.position_at(step.meeting_s, model).into());
                self.stopped = Some((step.a.time.plus_seconds(step.meeting_s), at));
            }
            _ => {}
        }
        [bounce, other]
    }
}
