//! Scores of the ball's position and events against truth.

use serde::Serialize;
use trackside_simulation::{EventKind, TruthLine, World, WorldState};
use trackside_sports::BallKind;

use crate::ball_landing::LandingScore;
use crate::ball_path::PathPoint;
use crate::score::{distance, percentile};

/// An estimate with a larger error is a false positive, m.
const FALSE_M: f64 = 0.5;

/// A ball counts as found up to this error, m: about its diameter.
const BALL_FOUND_M: f64 = 0.25;

/// Score of the ball's estimate.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BallScore {
    /// Mean error, mm.
    pub mean_mm: Option<f64>,
    /// Median error, mm.
    pub median_mm: Option<f64>,
    /// 95th percentile of the error, mm.
    pub p95_mm: Option<f64>,
    /// The largest error, mm.
    pub max_mm: Option<f64>,
    /// The largest change of the error from one estimate to the next, mm.
    pub jump_mm: Option<f64>,
    /// Share of the truth's instants with an estimate, 0 to 1.
    pub coverage: f64,
    /// Of the instants at which the ball is visible in two cameras or more, the share with an estimate within 0.25 m, 0 to 1; `None` where
    /// visibility is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
    /// Share of all instants with an estimate 0.5 m or more from the ball, or of no ball, 0 to 1.
    pub false_share: f64,
    /// Score of landing predictions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing: Option<LandingScore>,
    /// Score of its events by kind; empty where the truth has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventScore>,
}

/// Score of one kind of event.
#[derive(Clone, Debug, Serialize)]
pub struct EventScore {
    /// Kind of event.
    pub kind: &'static str,
    /// Number of true events.
    pub truth: usize,
    /// Number of reported events.
    pub reported: usize,
    /// Number of reported events that match a true one within the tolerance.
    pub correct: usize,
    /// `correct / reported`
    pub precision: Option<f64>,
    /// `correct / truth`
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Mean absolute time error of correct events, ms.
    pub time_error_ms: Option<f64>,
    /// Median error of the ball's speed after correct events whose true speed is known, %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed_error_percent: Option<f64>,
    /// Times of true events that were not reported, s.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed_s: Vec<f64>,
    /// Times of reported events that match none, s.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub false_s: Vec<f64>,
}

/// A ball event, true or reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DetectedEvent {
    /// Kind: a name that truth and estimate share.
    pub kind: &'static str,
    /// Time, s.
    pub t_s: f64,
    /// The ball's speed after the event, m/s, where known.
    pub speed_m_s: Option<f64>,
}

/// Kinds of events with their time tolerance, s: a bounce is an instant, a catch or release takes longer.
pub const KINDS: [(&str, f64); 7] = [
    ("bounce", 0.020),
    ("hit", 0.040),
    ("release", 0.100),
    ("catch", 0.100),
    ("basket", 0.040),
    ("in", 0.020),
    ("out", 0.020),
];
/// The speed of a shorter flight is not scored, s: a dribble has no clear beginning.
const MIN_FLIGHT_S: f64 = 0.3;
/// A landing inside the lines is scored as `in` up to this distance from a line, m.
const NEAR_LINE_M: f64 = 1.0;

/// Scores the ball, instant by instant.
pub fn ball(truth: &[TruthLine], estimates: &[TruthLine]) -> BallScore {
    let mut tally = BallTally::default();
    for t in truth {
        let found = estimates.iter().find(|e| e.frame == t.frame);
        tally.frame(t.ball, found.and_then(|e| e.ball), None);
    }
    tally.score()
}

/// Scores the ball frame by frame.
#[derive(Default)]
pub struct BallTally {
    errors_mm: Vec<f64>,
    all: u64,
    instants: u64,
    wrong: u64,
    /// Instants at which it was visible in two cameras, and those of them at which it was found.
    visible: u64,
    found: u64,
    jump_mm: Option<f64>,
    /// Error of the last estimate, m.
    last_error: Option<[f64; 3]>,
}

impl BallTally {
    /// Scores one instant. `is_visible`: whether the ball is visible in two cameras or more, where known.
    pub fn frame(
        &mut self,
        truth: Option<[f64; 3]>,
        found: Option<[f64; 3]>,
        is_visible: Option<bool>,
    ) {
        self.all += 1;
        let Some(at) = truth else {
            self.wrong += u64::from(found.is_some());
            return;
        };
        let error_m = found.map(|f| distance(&at, &f));
        self.instants += 1;
        self.errors_mm.extend(error_m.map(|e| 1e3 * e));
        self.wrong += u64::from(error_m.is_some_and(|e| e >= FALSE_M));
        if is_visible == Some(true) {
            self.visible += 1;
            self.found += u64::from(error_m.is_some_and(|e| e <= BALL_FOUND_M));
        }
        let error = found.map(|f| [f[0] - at[0], f[1] - at[1], f[2] - at[2]]);
        if let (Some(a), Some(b)) = (self.last_error, error) {
            self.jump_mm = Some(self.jump_mm.unwrap_or(0.0).max(1e3 * distance(&a, &b)));
        }
        self.last_error = error.or(self.last_error);
    }

    /// The score of all instants so far.
    pub fn score(&self) -> BallScore {
        let mut errors_mm = self.errors_mm.clone();
        errors_mm.sort_by(f64::total_cmp);
        let n = errors_mm.len();
        let share = |of: u64, all: u64| (all > 0).then(|| of as f64 / all as f64);
        BallScore {
            mean_mm: (n > 0).then(|| errors_mm.iter().sum::<f64>() / n as f64),
            median_mm: percentile(&errors_mm, 0.5),
            p95_mm: percentile(&errors_mm, 0.95),
            max_mm: errors_mm.last().copied(),
            jump_mm: self.jump_mm,
            coverage: share(n as u64, self.instants).unwrap_or(0.0),
            recall: share(self.found, self.visible),
            false_share: share(self.wrong, self.all).unwrap_or(0.0),
            landing: None,
            events: Vec::new(),
        }
    }
}

/// Scores reported events: each goes to the nearest truth of its kind that has none yet.
pub fn events(truth: &[DetectedEvent], reported: &[DetectedEvent]) -> Vec<EventScore> {
    let score = |&(kind, tolerance_s): &(&'static str, f64)| {
        let [truth, reported] = [truth, reported].map(|all| -> Vec<DetectedEvent> {
            all.iter().filter(|h| h.kind == kind).copied().collect()
        });
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, t) in truth.iter().enumerate() {
            let errors_s = reported.iter().map(|e| (e.t_s - t.t_s).abs()).enumerate();
            pairs.extend(
                errors_s
                    .filter(|(_, error_s)| *error_s <= tolerance_s)
                    .map(|(j, error_s)| (error_s, i, j)),
            );
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut used_truth, mut used_reported) =
            (vec![false; truth.len()], vec![false; reported.len()]);
        let (mut errors_s, mut speed_errors) = (Vec::new(), Vec::new());
        for (error_s, i, j) in pairs {
            if !used_truth[i] && !used_reported[j] {
                (used_truth[i], used_reported[j]) = (true, true);
                errors_s.push(error_s);
                if let (Some(v), Some(e)) = (truth[i].speed_m_s, reported[j].speed_m_s) {
                    speed_errors.push(100.0 * (e - v).abs() / v.max(1e-6));
                }
            }
        }
        speed_errors.sort_by(f64::total_cmp);
        let correct = errors_s.len();
        let share = |all: usize| (all > 0).then(|| correct as f64 / all as f64);
        let both = truth.len() + reported.len();
        let unused = |all: &[DetectedEvent], used: &[bool]| -> Vec<f64> {
            let unused = all.iter().zip(used).filter(|(_, used)| !**used);
            unused.map(|(h, _)| h.t_s).collect()
        };
        EventScore {
            kind,
            truth: truth.len(),
            reported: reported.len(),
            correct,
            precision: share(reported.len()),
            recall: share(truth.len()),
            f1: (both > 0).then(|| 2.0 * correct as f64 / both as f64),
            time_error_ms: (correct > 0)
                .then(|| 1e3 * errors_s.iter().sum::<f64>() / correct as f64),
            speed_error_percent: percentile(&speed_errors, 0.5),
            missed_s: unused(&truth, &used_truth),
            false_s: unused(&reported, &used_reported),
        }
    };
    let occurs = |kind: &&(&'static str, f64)| {
        let is = |h: &DetectedEvent| h.kind == kind.0;
        truth.iter().any(is) || reported.iter().any(is)
    };
    KINDS.iter().filter(occurs).map(score).collect()
}

/// The true events of a world's ball in its first `seconds`. A bounce near a line, or beyond it, is also `in` or `out`, except in football,
/// where the line is crossed in the air.
pub fn true_events(world: &World, seconds: f64) -> Vec<DetectedEvent> {
    let ball =
        |kind: &EventKind| !matches!(kind, EventKind::FootDown { .. } | EventKind::FootUp { .. });
    let events: Vec<_> = world.events().iter().filter(|e| ball(&e.kind)).collect();
    let mut out = Vec::new();
    let mut now = WorldState::default();
    for (i, event) in events.iter().enumerate().filter(|(_, e)| e.t_s < seconds) {
        let t_s = event.t_s;
        let lasts_s = events.get(i + 1).map_or(seconds, |next| next.t_s) - t_s;
        let mut put = |kind, speed_m_s| {
            out.push(DetectedEvent {
                kind,
                t_s,
                speed_m_s,
            });
        };
        let mut speed_after = || {
            world.at(t_s + 1e-3, &mut now);
            let speed = now.ball.map(|b| b.velocity.norm());
            speed.filter(|_| lasts_s >= MIN_FLIGHT_S)
        };
        match event.kind {
            EventKind::Bounce { at } => {
                put("bounce", None);
                let [x, y] = world.field().play_size_m.map(|m| 0.5 * m);
                let past = (at.x.abs() - x).max(at.y.abs() - y);
                if world.ball_kind() != Some(BallKind::Football) && past > -NEAR_LINE_M {
                    put(if past <= 0.0 { "in" } else { "out" }, None);
                }
            }
            EventKind::Hit { .. } => put("hit", speed_after()),
            EventKind::Release { .. } => put("release", speed_after()),
            EventKind::Catch { .. } => put("catch", None),
            EventKind::Basket { .. } => put("basket", None),
            EventKind::FootDown { .. } | EventKind::FootUp { .. } => {}
        }
    }
    out
}

/// Maximum height of the ball's centre in a bounce, m.
const MAX_BOUNCE_HEIGHT_M: f64 = 0.045;
/// Minimum rise of the path on either side of a bounce, m …
const MIN_BOUNCE_RISE_M: f64 = 0.01;
/// … within this time, s.
const BOUNCE_WINDOW_S: f64 = 0.025;

/// The bounces of a densely measured path: where the lines that fit the path before and after intersect.
pub fn bounces(path: &[PathPoint]) -> Vec<DetectedEvent> {
    let mut out: Vec<DetectedEvent> = Vec::new();
    for (i, p) in path.iter().enumerate() {
        let z = p.ball[2];
        let near = |from: f64, to: f64| {
            let inside = move |q: &&PathPoint| (from..=to).contains(&(q.t - p.t));
            path.iter().filter(inside)
        };
        let lowest = near(-BOUNCE_WINDOW_S, BOUNCE_WINDOW_S).all(|q| q.ball[2] >= z);
        let rises = |from: f64, to: f64| near(from, to).any(|q| q.ball[2] > z + MIN_BOUNCE_RISE_M);
        let twice = out.last().is_some_and(|b| p.t - b.t_s < BOUNCE_WINDOW_S);
        if z < MAX_BOUNCE_HEIGHT_M
            && lowest
            && rises(-BOUNCE_WINDOW_S, 0.0)
            && rises(0.0, BOUNCE_WINDOW_S)
            && !twice
        {
            let before: Vec<_> = path[..i]
                .iter()
                .filter(|q| p.t - q.t < BOUNCE_WINDOW_S)
                .collect();
            let after: Vec<_> = path[i + 1..]
                .iter()
                .filter(|q| q.t - p.t < BOUNCE_WINDOW_S)
                .collect();
            let t_s = match (line(&before), line(&after)) {
                (Some((a, b)), Some((c, d))) if d - b > 0.1 => (a - c) / (d - b),
                _ => p.t,
            };
            let t_s = t_s.clamp(p.t - BOUNCE_WINDOW_S / 2.0, p.t + BOUNCE_WINDOW_S / 2.0);
            out.push(DetectedEvent {
                kind: "bounce",
                t_s,
                speed_m_s: None,
            });
        }
    }
    out
}

/// Height at time 0 and slope of the least-squares line.
fn line(points: &[&PathPoint]) -> Option<(f64, f64)> {
    let n = points.len() as f64;
    if points.len() < 2 {
        return None;
    }
    let t = points.iter().map(|p| p.t).sum::<f64>() / n;
    let z = points.iter().map(|p| p.ball[2]).sum::<f64>() / n;
    let (mut tt, mut tz) = (0.0, 0.0);
    for p in points {
        tt += (p.t - t).powi(2);
        tz += (p.t - t) * (p.ball[2] - z);
    }
    (tt > 0.0).then(|| (z - tz / tt * t, tz / tt))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn line_at(frame: u64, ball: Option<[f64; 3]>) -> TruthLine {
        TruthLine {
            frame,
            t: frame as f64,
            people: Vec::new(),
            ball,
            joint_set: None,
        }
    }

    #[test]
    fn misses_false_balls_and_jumps_are_counted() {
        let truth: Vec<_> = (0..4)
            .map(|f| line_at(f, Some([f as f64, 0.0, 1.0])))
            .collect();
        let mut found = truth.clone();
        found[1].ball = None;
        found[2].ball = Some([2.0, 0.6, 1.0]);
        found[3].ball = Some([3.0, 0.1, 1.0]);
        let s = ball(&truth, &found);
        assert_eq!((s.coverage, s.false_share), (0.75, 0.25));
        assert_eq!(s.recall, None);
        assert!((s.jump_mm.unwrap() - 600.0).abs() < 1e-6);
        assert!((s.max_mm.unwrap() - 600.0).abs() < 1e-6);
    }

    #[test]
    fn a_ball_counts_as_found_within_its_width_where_two_cameras_see_it() {
        let (mut tally, at) = (BallTally::default(), Some([1.0, 0.0, 1.0]));
        tally.frame(at, Some([1.2, 0.0, 1.0]), Some(true));
        tally.frame(at, Some([1.3, 0.0, 1.0]), Some(true));
        tally.frame(at, None, Some(true));
        tally.frame(at, Some([1.2, 0.0, 1.0]), Some(true));
        tally.frame(at, None, Some(false));
        let s = tally.score();
        assert_eq!((s.recall, s.coverage), (Some(0.5), 0.6));
        tally = BallTally::default();
        tally.frame(at, None, None);
        assert_eq!(tally.score().recall, None);
    }

    #[test]
    fn an_event_reported_twice_is_correct_once() {
        let at = |t_s| DetectedEvent {
            kind: "bounce",
            t_s,
            speed_m_s: None,
        };
        let s = events(&[at(1.0), at(2.0)], &[at(1.015), at(1.005), at(2.5)]);
        assert_eq!(
            (s.len(), s[0].correct, s[0].reported, s[0].truth),
            (1, 1, 3, 2)
        );
        assert!((s[0].time_error_ms.unwrap() - 5.0).abs() < 1e-9);
        assert_eq!(
            (&s[0].missed_s[..], &s[0].false_s[..]),
            (&[2.0][..], &[1.015, 2.5][..])
        );
    }

    #[test]
    fn a_path_that_falls_and_rises_bounces_once_where_its_sides_meet() {
        let path: Vec<_> = (0..60)
            .map(|i| {
                let t = f64::from(i) / 180.0;
                let z = 0.02
                    + if t < 0.1612 {
                        3.0 * (0.1612 - t)
                    } else {
                        2.6 * (t - 0.1612)
                    };
                PathPoint {
                    t,
                    ball: [0.0, 0.0, z],
                }
            })
            .collect();
        let found = bounces(&path);
        assert_eq!(found.len(), 1);
        assert!((found[0].t_s - 0.1612).abs() < 1e-6, "{}", found[0].t_s);
    }
}
