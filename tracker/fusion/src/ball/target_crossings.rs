//! When the ball crosses lines, goals and hoops, and how certain that is.
//!
//! A crossing's score is the probability that the ball is on the far side: Φ(d / σ) with d the distance beyond and σ the path's
//! standard deviation there. A ball that crosses a line or a goal line is followed until the crossing is certain.

use trackside_schema::{AthleteId, Joint, WorldPoint};

use super::events::{BallEvent, BallEventKind};
use super::flight::position;
use super::path_step::PathStep;
use super::physics::BallModel;
use super::targets::{Hoop, Targets, distance_outside};

/// Each step is examined in so many parts.
const PARTS: usize = 8;
/// A crossing of this probability is output at once; one below the second is not output.
const CERTAIN: f64 = 0.99;
const LIKELY: f64 = 0.5;
/// A crossing is followed for so long to see how far beyond the line the ball goes, s.
const MAX_FOLLOW_S: f64 = 0.5;
/// A ball so far inside is in play again, m.
const IN_PLAY_MARGIN_M: f64 = 0.5;
/// A landing inside is an event where a line is this near, m.
const CLOSE_CALL_M: f64 = 1.0;
/// Crossings of one goal line lie no farther apart than this along x, m.
const SAME_GOAL_M: f64 = 1.0;
/// Lower limits: variance of a position, m²; speed of a crossing, m/s; descent of a landing, m/s.
const MIN_VARIANCE_M2: f64 = 1e-8;
const MIN_CROSSING_M_S: f64 = 0.1;
const MIN_DESCENT_M_S: f64 = 0.5;

/// A crossed line that is followed.
#[derive(Clone, Copy, Debug)]
struct PendingCrossing {
    event: BallEvent,
    /// Probability that it was between the posts and under the bar; 1 for lines.
    within: f64,
    /// Probability that the ball is wholly beyond the line, at its farthest.
    beyond: f64,
}

/// The crossings that are not decided yet.
#[derive(Debug, Default)]
pub(crate) struct TargetCrossings {
    goal: Option<PendingCrossing>,
    out: Option<PendingCrossing>,
    /// A hoop that the ball went through, and the hoop's height, m: it may come up again.
    through_hoop: Option<(BallEvent, f64)>,
    /// Whether the ball is out, or in a goal, and has not come back.
    is_out_of_play: bool,
}

/// One step, as targets need it.
struct StepCrossing<'a> {
    step: &'a PathStep<'a>,
    touched_by: Option<(AthleteId, Joint)>,
    /// One standard deviation along x, y and z, m.
    sigma: [f64; 3],
    radius_m: f64,
}

/// A part of a step: its end points, and its beginning after the step's, s.
#[derive(Clone, Copy)]
struct Part {
    from: [f64; 3],
    to: [f64; 3],
    since_s: f64,
}

impl TargetCrossings {
    /// The crossings that are decided with a step. `touched_by` touched the ball last.
    pub fn update(
        &mut self,
        step: &PathStep,
        targets: &Targets,
        model: &BallModel,
        touched_by: Option<(AthleteId, Joint)>,
    ) -> [Option<BallEvent>; 2] {
        let mut basket = None;
        let crossing = StepCrossing {
            step,
            touched_by,
            sigma: [0, 1, 2].map(|i| mean_variance(step, i).max(MIN_VARIANCE_M2).sqrt()),
            radius_m: model.physics.radius_m,
        };
        let time = |k: usize| step.dt * k as f64 / PARTS as f64;
        let mut from = position(&step.a.x);
        for k in 1..=PARTS {
            let to = step.position_at(time(k), model);
            let part = Part {
                from: from.into(),
                to: to.into(),
                since_s: time(k - 1),
            };
            let mut hoops = targets.hoops.iter();
            let through = hoops.find_map(|h| crossing.through_hoop(h, part));
            self.through_hoop = through.or(self.through_hoop.filter(|t| to.z <= t.1));
            let is_below = |t: &mut (BallEvent, f64)| to.z < t.1 - model.physics.radius_m;
            basket = self.through_hoop.take_if(is_below).map(|t| t.0).or(basket);
            self.update_goals(&crossing, targets, part);
            if let Some(lines) = targets.lines_m.filter(|_| model.is_out_in_flight) {
                self.update_lines(&crossing, lines, part);
            }
            from = to;
        }
        [basket, self.decide(step, targets)]
    }

    /// A basket that is not decided yet.
    pub fn pending_basket(&self) -> Option<BallEvent> {
        self.through_hoop.map(|t| t.0)
    }

    fn update_goals(&mut self, crossing: &StepCrossing, targets: &Targets, part: Part) {
        for goal in &targets.goals {
            let beyond = |p: &[f64; 3]| goal.behind_m(p) - crossing.radius_m;
            let (before, after) = (beyond(&part.from), beyond(&part.to));
            if let Some(pending) = &mut self.goal {
                if (pending.event.at.0.x - goal.at_m[0]).abs() < SAME_GOAL_M {
                    let probability = normal_cdf(after / crossing.sigma[0]);
                    pending.beyond = pending.beyond.max(probability);
                }
            } else if !self.is_out_of_play && before < 0.0 && after >= 0.0 {
                let share = before / (before - after);
                let at = interpolate(part.from, part.to, share);
                let aside = 0.5 * goal.width_m - crossing.radius_m - (at[1] - goal.at_m[1]).abs();
                let under = goal.height_m - crossing.radius_m - at[2];
                let within =
                    normal_cdf(aside / crossing.sigma[1]) * normal_cdf(under / crossing.sigma[2]);
                if within >= LIKELY {
                    let kind = BallEventKind::Goal;
                    let t = part.since_s + share * crossing.part_s();
                    self.goal = Some(PendingCrossing {
                        event: crossing.event(kind, at, t, 0),
                        within,
                        beyond: normal_cdf(after / crossing.sigma[0]),
                    });
                }
            }
        }
    }

    fn update_lines(&mut self, crossing: &StepCrossing, lines: [f64; 4], part: Part) {
        let [a, b] = [part.from, part.to].map(|p| distance_outside(lines, &p));
        let (before, after) = (a.0 - crossing.radius_m, b.0 - crossing.radius_m);
        let probability = normal_cdf(after / crossing.sigma[b.1]);
        if let Some(pending) = &mut self.out {
            pending.beyond = pending.beyond.max(probability);
        } else if !self.is_out_of_play && before < 0.0 && after >= 0.0 {
            let share = before / (before - after);
            let t = part.since_s + share * crossing.part_s();
            let at = interpolate(part.from, part.to, share);
            self.out = Some(PendingCrossing {
                event: crossing.event(BallEventKind::Out, at, t, b.1),
                within: 1.0,
                beyond: probability,
            });
        }
    }

    /// The crossing that has become certain, or that will not become more so.
    fn decide(&mut self, step: &PathStep, targets: &Targets) -> Option<BallEvent> {
        let end: [f64; 3] = position(&step.b.x).into();
        self.is_out_of_play &= !targets.is_inside(&end, IN_PLAY_MARGIN_M);
        let is_decided = |c: &PendingCrossing| {
            let followed_s = step.b.time.seconds_since(c.event.time);
            c.beyond >= CERTAIN || followed_s > MAX_FOLLOW_S
        };
        let mut decided = None;
        // A ball in the goal is not out as well.
        for slot in [&mut self.goal, &mut self.out] {
            let Some(crossing) = slot.filter(is_decided) else {
                continue;
            };
            *slot = None;
            let probability = crossing.within * crossing.beyond;
            if probability >= LIKELY && !self.is_out_of_play {
                self.is_out_of_play = true;
                decided = Some(BallEvent {
                    score: probability as f32,
                    ..crossing.event
                });
            }
        }
        decided
    }
}

/// The line call of a bounce, in sports where the ball is out once it lands outside; `None` for a landing far inside.
pub(crate) fn line_call(
    bounce: &BallEvent,
    step: &PathStep,
    targets: &Targets,
    model: &BallModel,
    touched_by: Option<(AthleteId, Joint)>,
) -> Option<BallEvent> {
    let lines = targets.lines_m.filter(|_| !model.is_out_in_flight)?;
    let at: [f64; 3] = bounce.at.0.into();
    let descent = step.velocity_before.z.abs().max(MIN_DESCENT_M_S);
    let inside_along = |i: usize| {
        // An error in height moves the landing along the ground.
        let slope = step.velocity_before[i] / descent;
        let variance = mean_variance(step, i) + slope * slope * mean_variance(step, 2);
        let sigma = variance.max(MIN_VARIANCE_M2).sqrt();
        normal_cdf((at[i] - lines[i]) / sigma) * normal_cdf((lines[i + 2] - at[i]) / sigma)
    };
    let inside = inside_along(0) * inside_along(1);
    if inside >= LIKELY && distance_outside(lines, &at).0 < -CLOSE_CALL_M {
        return None;
    }
    let (kind, probability) = if inside >= LIKELY {
        (BallEventKind::In, inside)
    } else {
        (BallEventKind::Out, 1.0 - inside)
    };
    Some(BallEvent {
        kind,
        score: probability as f32,
        touched_by,
        ..*bounce
    })
}

impl StepCrossing<'_> {
    /// Duration of a part, s.
    fn part_s(&self) -> f64 {
        self.step.dt / PARTS as f64
    }

    /// A ball that goes down through a hoop, and the hoop's height.
    fn through_hoop(&self, hoop: &Hoop, part: Part) -> Option<(BallEvent, f64)> {
        let height = hoop.at_m[2];
        let Part { from, to, since_s } = part;
        if !(from[2] > height && to[2] <= height) {
            return None;
        }
        let share = (from[2] - height) / (from[2] - to[2]);
        let at = interpolate(from, to, share);
        let distance = (at[0] - hoop.at_m[0]).hypot(at[1] - hoop.at_m[1]);
        let sigma = self.sigma[0].max(self.sigma[1]);
        let probability = normal_cdf((hoop.radius_m - distance) / sigma);
        let t = since_s + share * self.part_s();
        let event = self.event(BallEventKind::Basket, at, t, 2);
        let score = probability as f32;
        (probability >= LIKELY).then_some((BallEvent { score, ..event }, height))
    }

    /// The event of a crossing along `axis`, `t` seconds after the step's beginning.
    fn event(&self, kind: BallEventKind, at: [f64; 3], t: f64, axis: usize) -> BallEvent {
        let velocity = if t > self.step.meeting_s {
            self.step.velocity_after
        } else {
            self.step.velocity_before
        };
        let speed = velocity[axis].abs().max(MIN_CROSSING_M_S);
        BallEvent {
            kind,
            time: self.step.a.time.plus_seconds(t),
            uncertainty_s: (self.sigma[axis] / speed).min(self.step.dt),
            at: WorldPoint(at.into()),
            speed_m_s: velocity.norm(),
            touched_by: self.touched_by,
            score: 1.0,
        }
    }
}

/// The mean variance of a coordinate over a step, m².
fn mean_variance(step: &PathStep, i: usize) -> f64 {
    0.5 * (step.a.p[(i, i)] + step.b.p[(i, i)])
}

fn interpolate(from: [f64; 3], to: [f64; 3], share: f64) -> [f64; 3] {
    [0, 1, 2].map(|i| from[i] + (to[i] - from[i]) * share)
}

/// Φ(z), the standard normal distribution function, within 1.5 · 10⁻⁷ (Abramowitz and Stegun, 26.2.19).
fn normal_cdf(z: f64) -> f64 {
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
    use super::normal_cdf;

    #[test]
    fn the_distribution_function_agrees_with_tables() {
        for (z, p) in [
            (0.0, 0.5),
            (1.0, 0.841_345),
            (-1.0, 0.158_655),
            (1.96, 0.975_002),
        ] {
            assert!((normal_cdf(z) - p).abs() < 1e-5, "{z}: {}", normal_cdf(z));
        }
    }
}
