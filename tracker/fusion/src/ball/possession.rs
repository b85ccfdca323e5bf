//! When hands took the ball. It may come to rest in them in several steps, some of which look like flights: the first is the catch.

use trackside_schema::{Timestamp, WorldPoint};

use super::event::{BallEvent, BallEventKind, Step};
use super::kind::Nature;

/// Hands take a ball within so long of stopping it, s.
const WITHIN_S: f64 = 0.5;

/// What hands have done with the ball since it was last let go.
#[derive(Debug, Default)]
pub(crate) struct Grip {
    /// When and where it was first stopped.
    began: Option<(Timestamp, WorldPoint)>,
    /// That it was caught has been told.
    told: bool,
}

impl Grip {
    /// Whether it was stopped just before `now`, and may be in hands.
    pub fn began(&self, now: Timestamp) -> bool {
        let recent = |b: &(Timestamp, WorldPoint)| now.seconds_since(b.0) < WITHIN_S;
        self.began.as_ref().is_some_and(recent)
    }

    /// Takes in what happened in a step; `stops`: it may have been the first of a catch. Gives what is to be told of it.
    pub fn see(
        &mut self,
        step: &Step,
        happened: [Option<BallEvent>; 2],
        stops: bool,
        nature: &Nature,
    ) -> [Option<BallEvent>; 2] {
        let now = step.b.time;
        let [ground, mut other] = happened;
        if ground.is_some() {
            self.let_go();
        }
        match other.map(|e| e.kind) {
            Some(BallEventKind::Catch) if self.told => other = None,
            Some(BallEventKind::Catch) => {
                let began = self.began.filter(|_| self.began(now));
                if let (Some((time, at)), Some(event)) = (began, &mut other) {
                    (event.time, event.at) = (time, at);
                }
                *self = Grip {
                    began: None,
                    told: true,
                };
            }
            Some(BallEventKind::Hit | BallEventKind::Kick | BallEventKind::Throw) => self.let_go(),
            _ if stops && !self.began(now) => {
                let at = WorldPoint(step.at(step.meeting, nature).into());
                self.began = Some((step.a.time.plus_seconds(step.meeting), at));
            }
            _ => {}
        }
        [ground, other]
    }

    fn let_go(&mut self) {
        *self = Grip::default();
    }
}
