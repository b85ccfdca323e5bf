//! Highlights: clips of a recording, ranked by rules that are data.
//!
//! Frames and events are pushed in the order of the recording; [`Highlights::ranked`] returns the best clips. A [`Rule`] maps one
//! quantity of an athlete, an event or a crowd of events to a score.

mod rules;

use std::collections::BTreeMap;

use serde::Serialize;
use trackside_schema::wire::v1;
use trackside_schema::{Athlete, AthleteId, Joint, Timestamp, TrackState, TrackingFrame};

pub use rules::{Measure, RULES, Rule, parse_rules};

/// Minimum time between two highlights of one athlete and rule, s.
const MIN_INTERVAL_S: f64 = 3.0;
/// Clips that share more than this part of the shorter one are merged.
const MAX_OVERLAP: f64 = 0.4;
/// Faster bodies are measurement errors, m/s; the record is 12.4 (Bolt 2009, 10 m splits).
const MAX_SPEED_M_S: f64 = 13.0;

/// A clip with its title and score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Highlight {
    /// Time of the event.
    pub time: Timestamp,
    /// Start of the clip.
    pub from: Timestamp,
    /// End of the clip.
    pub to: Timestamp,
    /// Title.
    pub title: String,
    /// Score, 0 to the largest `weight` of the rules; higher is better.
    pub score: f64,
    /// The athlete; `None`: none, or unknown.
    pub athlete: Option<AthleteId>,
    /// Position in world space, m; `None`: unknown.
    pub at: Option<[f64; 3]>,
}

/// The best value of a rule and an athlete so far.
#[derive(Clone, Copy)]
struct BestValue {
    time: Timestamp,
    value: f64,
    at: [f64; 3],
}

/// Collects the highlights of one recording.
pub struct Highlights {
    rules: Vec<Rule>,
    lines: Vec<[[f64; 2]; 2]>,
    best_values: BTreeMap<(usize, AthleteId), BestValue>,
    candidates: Vec<Highlight>,
    events: Vec<Timestamp>,
    span: Option<(Timestamp, Timestamp)>,
}

impl Highlights {
    /// With these rules. `lines` are the lines of the field, as segments in world space, m.
    pub fn new(rules: Vec<Rule>, lines: Vec<[[f64; 2]; 2]>) -> Highlights {
        Highlights {
            rules,
            lines,
            best_values: BTreeMap::new(),
            candidates: Vec::new(),
            events: Vec::new(),
            span: None,
        }
    }

    /// Adds a frame. Frames must come in the order of time.
    pub fn push_frame(&mut self, frame: &TrackingFrame) {
        let (first, last) = self.span.get_or_insert((frame.time, frame.time));
        (*first, *last) = ((*first).min(frame.time), (*last).max(frame.time));
        for athlete in &frame.athletes {
            // Only measured athletes: coasting ones are predicted.
            if athlete.state != TrackState::Confirmed {
                continue;
            }
            for i in 0..self.rules.len() {
                if self.rules[i].on == "athlete"
                    && let Some((value, at)) = measure_athlete(athlete, self.rules[i].measure)
                {
                    let time = frame.time;
                    self.update_best(i, athlete.id, BestValue { time, value, at });
                }
            }
        }
    }

    /// Replaces the best value of a rule and an athlete by a better one. A best value that is older than [`MIN_INTERVAL_S`]
    /// becomes a candidate.
    fn update_best(&mut self, rule: usize, id: AthleteId, now: BestValue) {
        let best = self.best_values.get(&(rule, id)).copied();
        if let Some(best) = best {
            if now.time.seconds_since(best.time) > MIN_INTERVAL_S {
                self.add_candidate(rule, id, best);
            } else if self.rules[rule].score(now.value) <= self.rules[rule].score(best.value) {
                return;
            }
        }
        if self.rules[rule].score(now.value) > 0.0 {
            self.best_values.insert((rule, id), now);
        } else {
            self.best_values.remove(&(rule, id));
        }
    }

    fn add_candidate(&mut self, rule: usize, id: AthleteId, best: BestValue) {
        let rule = &self.rules[rule];
        let found = highlight(rule, best.time, best.value, Some(id), Some(best.at));
        self.candidates.push(found);
    }

    /// Adds an event.
    pub fn push_event(&mut self, event: &v1::Event) {
        let time = Timestamp(event.time_ns);
        self.events.push(time);
        let at = event.at_m.as_ref().map(|p| [p.x, p.y, p.z].map(f64::from));
        for rule in self.rules.iter().filter(|r| r.on == event.kind) {
            let value = match rule.measure {
                Measure::SpeedMS => event.speed_m_s.map(f64::from),
                Measure::HeightM => at.map(|at| at[2]),
                Measure::LineM => at.and_then(|at| self.distance_to_lines([at[0], at[1]])),
                Measure::JumpM | Measure::Count => None,
            };
            let Some(value) = value.filter(|&v| rule.score(v) > 0.0) else {
                continue;
            };
            let athlete = event.athlete.map(AthleteId);
            self.candidates
                .push(highlight(rule, time, value, athlete, at));
        }
    }

    /// Distance of a point from the nearest line, m. `None`: no lines.
    fn distance_to_lines(&self, p: [f64; 2]) -> Option<f64> {
        let distance = |[a, b]: &[[f64; 2]; 2]| {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy).max(1e-12);
            let along = along.clamp(0.0, 1.0);
            (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
        };
        self.lines.iter().map(distance).min_by(f64::total_cmp)
    }

    /// The best clips, at most `limit`, best first, without overlapping ones.
    pub fn ranked(mut self, limit: usize) -> Vec<Highlight> {
        for ((rule, id), best) in std::mem::take(&mut self.best_values) {
            self.add_candidate(rule, id, best);
        }
        self.add_crowds();
        let Some((first, last)) = self.span else {
            return Vec::new();
        };
        let mut found = self.candidates;
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.time.cmp(&b.time)));
        let mut best: Vec<Highlight> = Vec::new();
        for mut clip in found {
            clip.from = clip.from.clamp(first, last);
            clip.to = clip.to.clamp(first, last);
            if best.len() < limit && best.iter().all(|b| overlap(b, &clip) < MAX_OVERLAP) {
                best.push(clip);
            }
        }
        best
    }

    /// Adds candidates for intervals with many events.
    fn add_crowds(&mut self) {
        self.events.sort();
        for rule in self.rules.iter().filter(|r| r.on == "crowd") {
            let mut from = 0;
            for (i, &time) in self.events.iter().enumerate() {
                while time.seconds_since(self.events[from]) > rule.within_s {
                    from += 1;
                }
                let count = (i - from + 1) as f64;
                if rule.score(count) > 0.0 {
                    let start = self.events[from];
                    let mut found = highlight(rule, start, count, None, None);
                    found.to = time.plus_seconds(rule.after_s);
                    self.candidates.push(found);
                }
            }
        }
    }
}

/// The part of the shorter clip that both share.
fn overlap(a: &Highlight, b: &Highlight) -> f64 {
    let both = a.to.min(b.to).seconds_since(a.from.max(b.from));
    let shorter = (a.to.seconds_since(a.from)).min(b.to.seconds_since(b.from));
    both.max(0.0) / shorter.max(1e-9)
}

fn highlight(
    rule: &Rule,
    time: Timestamp,
    value: f64,
    athlete: Option<AthleteId>,
    at: Option<[f64; 3]>,
) -> Highlight {
    let name = athlete.map_or("somebody".to_owned(), |id| format!("athlete {}", id.0));
    let number = match rule.measure {
        Measure::Count => format!("{value:.0}"),
        Measure::JumpM | Measure::LineM => format!("{value:.2}"),
        Measure::SpeedMS | Measure::HeightM => format!("{value:.1}"),
    };
    let title = rule
        .title
        .replace("{athlete}", &name)
        .replace("{value}", &number);
    let mut letters = title.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    Highlight {
        time,
        from: time.plus_seconds(-rule.before_s),
        to: time.plus_seconds(rule.after_s),
        title: first.unwrap_or_default() + letters.as_str(),
        score: rule.score(value),
        athlete,
        at,
    }
}

/// The value and position of a quantity of an athlete. `None`: not measured.
fn measure_athlete(athlete: &Athlete, measure: Measure) -> Option<(f64, [f64; 3])> {
    let hip = athlete
        .joint(Joint::Hip)
        .or_else(|| athlete.joint(Joint::LHip))?;
    let at = [hip.at.0.x, hip.at.0.y, hip.at.0.z];
    let value = match measure {
        Measure::SpeedMS => {
            let v = athlete.velocity_m_s?;
            Some(v[0].hypot(v[1])).filter(|&speed| speed <= MAX_SPEED_M_S)?
        }
        Measure::JumpM => {
            let feet = [Joint::LBigToe, Joint::RBigToe, Joint::LHeel, Joint::RHeel];
            let mut lowest = f64::INFINITY;
            for joint in feet {
                let joint = athlete.joint(joint).filter(|j| j.views > 1)?;
                lowest = lowest.min(joint.at.0.z);
            }
            lowest
        }
        Measure::HeightM | Measure::LineM | Measure::Count => return None,
    };
    Some((value, at))
}

#[cfg(test)]
mod tests;
