//! Lines, goals and hoops: what the ball crosses, and how sure that is.

use nalgebra::Vector3;
use serde::{Deserialize, Serialize};
use trackside_schema::{AthleteId, Joint, WorldPoint};

use super::event::{BallEvent, BallEventKind, Step};
use super::flight::place;
use super::kind::Nature;

/// What a ball can cross on its field of play, in world space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// Where the field of play ends: least x, least y, greatest x, greatest y, m. Where lines belong to the field these are
    /// their outer edges, in basketball the inner ones.
    pub lines_m: Option<[f64; 4]>,
    /// Goals, which stand across x.
    pub goals: Vec<Goal>,
    /// Rings, which lie level.
    pub hoops: Vec<Hoop>,
}

/// A goal, across x; the field is on the side of the origin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The middle of the goal line's outer edge, x and y, m.
    pub at_m: [f64; 2],
    /// Between the posts, m.
    pub width_m: f64,
    /// Under the bar, m.
    pub height_m: f64,
}

/// A ring that a ball goes down through.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hoop {
    /// Its centre, m.
    pub at_m: [f64; 3],
    /// To its inner edge, m.
    pub radius_m: f64,
}

impl Goal {
    /// How far behind its line, m.
    fn behind_m(&self, p: &[f64; 3]) -> f64 {
        (p[0] - self.at_m[0]) * self.at_m[0].signum()
    }
}

/// A ring and its board reach no farther from the ring's centre than this, with a ball that touches them, m.
const BASKET_M: f64 = 1.2;

impl Targets {
    /// Whether a ball there may meet a ring or its board.
    pub(super) fn basket_near(&self, at: &Vector3<f64>) -> bool {
        let near = |ring: &Hoop| (Vector3::from(ring.at_m) - at).norm() < BASKET_M;
        self.hoops.iter().any(near)
    }

    /// Whether a ball there is in play beyond doubt.
    fn inside(&self, p: &[f64; 3]) -> bool {
        self.lines_m.is_none_or(|l| outside(l, p).0 < -BACK_M)
            && self.goals.iter().all(|g| g.behind_m(p) < -BACK_M)
    }
}

/// Each step is looked at in so many parts.
const PARTS: usize = 8;
/// A crossing this sure is told at once; what is less sure than the second is not told.
const CERTAIN: f64 = 0.99;
const LIKELY: f64 = 0.5;
/// It is seen for so long how far beyond a line the ball goes, s.
const PATIENCE_S: f64 = 0.5;
/// So far inside a ball is back in play, m.
const BACK_M: f64 = 0.5;
/// A landing inside is told where a line is so near, m.
const NEAR_LINE_M: f64 = 1.0;

/// A line that was crossed, and by how much.
#[derive(Clone, Copy, Debug)]
struct Over {
    event: BallEvent,
    /// How sure it is but for how far beyond the line the ball went.
    within: f64,
    /// How sure it is that the ball was wholly beyond the line.
    beyond: f64,
}

/// Which lines the ball is beyond.
#[derive(Debug, Default)]
pub(crate) struct Crossings {
    goal: Option<Over>,
    out: Option<Over>,
    /// A ring that it has come through, and that ring's height, m: it may come up again.
    through: Option<(BallEvent, f64)>,
    /// It was told to be out, or in a goal, and has not come back.
    told: bool,
}

/// One step as marks see it.
struct Passage<'a> {
    step: &'a Step<'a>,
    by: Option<(AthleteId, Joint)>,
    /// One standard deviation along x, y and z, m.
    sigma: [f64; 3],
    radius_m: f64,
}

impl Crossings {
    /// What the ball crossed in one step, whoever played it last.
    pub fn cross(
        &mut self,
        step: &Step,
        marks: &Targets,
        nature: &Nature,
        by: Option<(AthleteId, Joint)>,
    ) -> [Option<BallEvent>; 2] {
        let mut basket = None;
        let variance = |i: usize| 0.5 * (step.a.p[(i, i)] + step.b.p[(i, i)]);
        let passage = Passage {
            step,
            by,
            sigma: [0, 1, 2].map(|i| variance(i).max(1e-8).sqrt()),
            radius_m: nature.radius_m,
        };
        let time = |k: usize| step.dt * k as f64 / PARTS as f64;
        let mut from = place(&step.a.x);
        for k in 1..=PARTS {
            let to = step.at(time(k), nature);
            let points = [from.into(), to.into()];
            let mut hoops = marks.hoops.iter();
            let through = hoops.find_map(|r| passage.ring(r, points, time(k - 1)));
            self.through = through.or(self.through.filter(|t| to.z <= t.1));
            let below = |t: &mut (BallEvent, f64)| to.z < t.1 - nature.radius_m;
            basket = self.through.take_if(below).map(|t| t.0).or(basket);
            self.goals(&passage, marks, points, time(k - 1));
            if let Some(lines) = marks.lines_m.filter(|_| nature.out_in_the_air) {
                self.lines(&passage, lines, points, time(k - 1));
            }
            from = to;
        }
        [basket, self.settle(step, marks)]
    }

    /// A basket that is not sure yet.
    pub fn through(&self) -> Option<BallEvent> {
        self.through.map(|t| t.0)
    }

    fn goals(&mut self, passage: &Passage, marks: &Targets, [from, to]: [[f64; 3]; 2], since: f64) {
        for goal in &marks.goals {
            let beyond = |p: &[f64; 3]| goal.behind_m(p) - passage.radius_m;
            if let Some(over) = &mut self.goal {
                if (over.event.at.0.x - goal.at_m[0]).abs() < 1.0 {
                    over.beyond = over.beyond.max(likely(beyond(&to) / passage.sigma[0]));
                }
            } else if !self.told && beyond(&from) < 0.0 && beyond(&to) >= 0.0 {
                let share = beyond(&from) / (beyond(&from) - beyond(&to));
                let at = between(from, to, share);
                let aside = 0.5 * goal.width_m - passage.radius_m - (at[1] - goal.at_m[1]).abs();
                let under = goal.height_m - passage.radius_m - at[2];
                let within = likely(aside / passage.sigma[1]) * likely(under / passage.sigma[2]);
                if within >= LIKELY {
                    let kind = BallEventKind::Goal;
                    self.goal = Some(Over {
                        event: passage.event(kind, at, since + share * passage.part_s(), 0),
                        within,
                        beyond: likely(beyond(&to) / passage.sigma[0]),
                    });
                }
            }
        }
    }

    fn lines(&mut self, passage: &Passage, lines: [f64; 4], [from, to]: [[f64; 3]; 2], since: f64) {
        let [a, b] = [from, to].map(|p| outside(lines, &p));
        let (before, after) = (a.0 - passage.radius_m, b.0 - passage.radius_m);
        let sure = likely(after / passage.sigma[b.1]);
        if let Some(over) = &mut self.out {
            over.beyond = over.beyond.max(sure);
        } else if !self.told && before < 0.0 && after >= 0.0 {
            let share = before / (before - after);
            let t = since + share * passage.part_s();
            self.out = Some(Over {
                event: passage.event(BallEventKind::Out, between(from, to, share), t, b.1),
                within: 1.0,
                beyond: sure,
            });
        }
    }

    /// Tells what has become sure, or what will not become surer.
    fn settle(&mut self, step: &Step, marks: &Targets) -> Option<BallEvent> {
        self.told &= !marks.inside(&place(&step.b.x).into());
        let over = |o: &Over| {
            let waited = step.b.time.seconds_since(o.event.time);
            o.beyond >= CERTAIN || waited > PATIENCE_S
        };
        let mut told = None;
        // A ball in the goal is not told to be out as well.
        for slot in [&mut self.goal, &mut self.out] {
            let Some(ready) = slot.filter(over) else {
                continue;
            };
            *slot = None;
            let sure = ready.within * ready.beyond;
            if sure >= LIKELY && !self.told {
                self.told = true;
                told = Some(BallEvent {
                    score: sure as f32,
                    ..ready.event
                });
            }
        }
        told
    }
}

/// Whether a ball that bounced there is in, where that is close, or out.
pub(crate) fn landed(
    bounce: &BallEvent,
    step: &Step,
    marks: &Targets,
    nature: &Nature,
    by: Option<(AthleteId, Joint)>,
) -> Option<BallEvent> {
    let lines = marks.lines_m.filter(|_| !nature.out_in_the_air)?;
    let at: [f64; 3] = bounce.at.0.into();
    let variance = |i: usize| 0.5 * (step.a.p[(i, i)] + step.b.p[(i, i)]);
    // Higher by so much, it comes down so much farther on.
    let down = step.before.z.abs().max(0.5);
    let sure = |i: usize| {
        let on = step.before[i] / down;
        let sigma = (variance(i) + on * on * variance(2)).max(1e-8).sqrt();
        likely((at[i] - lines[i]) / sigma) * likely((lines[i + 2] - at[i]) / sigma)
    };
    let inside = sure(0) * sure(1);
    if inside >= LIKELY && outside(lines, &at).0 < -NEAR_LINE_M {
        return None;
    }
    let (kind, sure) = if inside >= LIKELY {
        (BallEventKind::In, inside)
    } else {
        (BallEventKind::Out, 1.0 - inside)
    };
    Some(BallEvent {
        kind,
        score: sure as f32,
        touched_by: by,
        ..*bounce
    })
}

impl Passage<'_> {
    fn part_s(&self) -> f64 {
        self.step.dt / PARTS as f64
    }

    /// A ball that goes down through a ring, and the ring's height.
    fn ring(&self, ring: &Hoop, [from, to]: [[f64; 3]; 2], since: f64) -> Option<(BallEvent, f64)> {
        let high = ring.at_m[2];
        if !(from[2] > high && to[2] <= high) {
            return None;
        }
        let share = (from[2] - high) / (from[2] - to[2]);
        let at = between(from, to, share);
        let off = (at[0] - ring.at_m[0]).hypot(at[1] - ring.at_m[1]);
        let sigma = self.sigma[0].max(self.sigma[1]);
        let sure = likely((ring.radius_m - off) / sigma);
        let t = since + share * self.part_s();
        let event = self.event(BallEventKind::Basket, at, t, 2);
        let score = sure as f32;
        (sure >= LIKELY).then_some((BallEvent { score, ..event }, high))
    }

    /// `axis`: along which it crosses.
    fn event(&self, kind: BallEventKind, at: [f64; 3], t: f64, axis: usize) -> BallEvent {
        let speed = if t > self.step.meeting {
            self.step.after
        } else {
            self.step.before
        };
        BallEvent {
            kind,
            time: self.step.a.time.plus_seconds(t),
            uncertainty_s: (self.sigma[axis] / speed[axis].abs().max(0.1)).min(self.step.dt),
            at: WorldPoint(at.into()),
            speed_m_s: speed.norm(),
            touched_by: self.by,
            score: 1.0,
        }
    }
}

/// How far outside a rectangle, negative inside, m, and past which axis's line.
fn outside(lines: [f64; 4], at: &[f64; 3]) -> (f64, usize) {
    let past = |i: usize| (lines[i] - at[i]).max(at[i] - lines[i + 2]);
    let (x, y) = (past(0), past(1));
    if x > y { (x, 0) } else { (y, 1) }
}

fn between(from: [f64; 3], to: [f64; 3], share: f64) -> [f64; 3] {
    [0, 1, 2].map(|i| from[i] + (to[i] - from[i]) * share)
}

/// Probability that what is `z` standard deviations on the right side is on the right side: the normal distribution, within
/// 0.0003 (Abramowitz and Stegun 26.2.19).
fn likely(z: f64) -> f64 {
    const D: [f64; 6] = [
        0.049_867_347,
        0.021_141_006_1,
        0.003_277_626_3,
        0.000_038_003_6,
        0.000_048_890_6,
        0.000_005_383,
    ];
    let x = z.abs().min(8.0);
    let sum = D.iter().rev().fold(0.0, |sum, d| (sum + d) * x) + 1.0;
    let tail = 0.5 * sum.powi(-16);
    if z > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn likely_is_the_normal_distribution() {
        for (z, p) in [
            (0.0, 0.5),
            (1.0, 0.841_345),
            (-1.0, 0.158_655),
            (1.96, 0.975_002),
        ] {
            assert!((likely(z) - p).abs() < 1e-5, "{z}: {}", likely(z));
        }
    }
}
