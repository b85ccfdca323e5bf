//! The moments of a game that are worth showing again, by rules that are data.
//!
//! Frames and events are pushed in as they were recorded; [`Highlights::ranked`] gives the best clips. A rule measures
//! something, says from where on it counts and where it counts full, and how much it weighs; the score in between is
//! linear.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use trackside_schema::wire::v1;
use trackside_schema::{Athlete, AthleteId, Joint, Timestamp, TrackState, TrackingFrame};

/// The rules that are used where none are given.
pub const RULES: &str = include_str!("highlights.toml");

/// Of one athlete, one rule gives at most one moment in so many seconds.
const ONE_IN_S: f64 = 3.0;
/// Clips that share more than this of the shorter one are one.
const SAME: f64 = 0.4;
/// A body faster than this is a mistake, m/s; the record is 12.4 (Bolt 2009, 10 m splits).
const FASTEST_M_S: f64 = 13.0;

/// What is measured, and where.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What the clip is called; `{athlete}` and `{value}` are filled in.
    pub title: String,
    /// `athlete`, `crowd`, or a kind of event.
    pub on: String,
    /// What of it is measured.
    pub measure: Measure,
    /// From here on it counts; a `full` below it says that less is better.
    pub least: f64,
    /// Here it counts full.
    pub full: f64,
    /// The score where it counts full.
    #[serde(default = "one")]
    pub weight: f64,
    /// What is shown before, s.
    pub before_s: f64,
    /// What is shown after, s.
    pub after_s: f64,
    /// Of crowds: the time in which events are counted, s.
    #[serde(default = "three")]
    pub within_s: f64,
}

fn one() -> f64 {
    1.0
}

fn three() -> f64 {
    3.0
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How fast a body moves over the ground, or a ball leaves, m/s.
    SpeedMS,
    /// How high both feet are above the ground, m.
    JumpM,
    /// How high it happened, m.
    HeightM,
    /// How far from the nearest line it happened, m.
    LineM,
    /// How many events there are.
    Count,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<Rule>,
}

/// Reads rules.
///
/// # Errors
/// What is wrong, with its line.
pub fn rules(text: &str) -> Result<Vec<Rule>, String> {
    let RuleFile { rule: rules } = toml::from_str(text).map_err(|e| e.to_string())?;
    for rule in &rules {
        let on_body = matches!(rule.measure, Measure::JumpM);
        let of_crowd = matches!(rule.measure, Measure::Count);
        let of_place = matches!(rule.measure, Measure::HeightM | Measure::LineM);
        let fits = match rule.on.as_str() {
            "athlete" => !of_crowd && !of_place,
            "crowd" => of_crowd,
            _ => !on_body && !of_crowd,
        };
        if !fits {
            let (title, on) = (&rule.title, &rule.on);
            return Err(format!(
                "rule \"{title}\": on = \"{on}\" has no such measure (athlete: speed_m_s, jump_m; crowd: count; events: \
                 speed_m_s, height_m, line_m)"
            ));
        }
        let numbers = [rule.least, rule.full, rule.weight];
        let times = [rule.before_s, rule.after_s, rule.within_s];
        if !numbers.iter().chain(&times).all(|v| v.is_finite())
            || times.iter().any(|t| !(0.0..=60.0).contains(t))
            || rule.least == rule.full
        {
            return Err(format!(
                "rule \"{}\": least and full differ, and times are from 0 to 60 s",
                rule.title
            ));
        }
    }
    Ok(rules)
}

impl Rule {
    /// 0 where it does not count.
    fn score(&self, value: f64) -> f64 {
        let share = (value - self.least) / (self.full - self.least);
        if share < 0.0 {
            return 0.0;
        }
        // What just counts is worth something.
        self.weight * (0.3 + 0.7 * share.min(1.0))
    }
}

/// A moment worth showing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Highlight {
    /// When it happened.
    pub time: Timestamp,
    /// Where its clip begins.
    pub from: Timestamp,
    /// Where its clip ends.
    pub to: Timestamp,
    /// What it is.
    pub title: String,
    /// 0 to 1 or so: more is better.
    pub score: f64,
    /// Who did it, where somebody did.
    pub athlete: Option<AthleteId>,
    /// Where, m.
    pub at: Option<[f64; 3]>,
}

/// A best value so far.
#[derive(Clone, Copy)]
struct Peak {
    time: Timestamp,
    value: f64,
    at: [f64; 3],
}

/// Gathers the moments of one recording.
pub struct Highlights {
    rules: Vec<Rule>,
    lines: Vec<[[f64; 2]; 2]>,
    peaks: BTreeMap<(usize, AthleteId), Peak>,
    moments: Vec<Highlight>,
    events: Vec<Timestamp>,
    span: Option<(Timestamp, Timestamp)>,
}

impl Highlights {
    /// By those rules; `lines` are the field's, as pieces from point to point, m.
    pub fn new(rules: Vec<Rule>, lines: Vec<[[f64; 2]; 2]>) -> Highlights {
        Highlights {
            rules,
            lines,
            peaks: BTreeMap::new(),
            moments: Vec::new(),
            events: Vec::new(),
            span: None,
        }
    }

    /// Takes in a frame, in the order of time.
    pub fn frame(&mut self, frame: &TrackingFrame) {
        let (first, last) = self.span.get_or_insert((frame.time, frame.time));
        (*first, *last) = ((*first).min(frame.time), (*last).max(frame.time));
        for athlete in &frame.athletes {
            // What is predicted is not shown off.
            if athlete.state != TrackState::Confirmed {
                continue;
            }
            for i in 0..self.rules.len() {
                if self.rules[i].on == "athlete"
                    && let Some((value, at)) = measured(athlete, self.rules[i].measure)
                {
                    let time = frame.time;
                    self.peak(i, athlete.id, Peak { time, value, at });
                }
            }
        }
    }

    /// Keeps the best value of a rule and an athlete until some seconds bring no better one.
    fn peak(&mut self, rule: usize, id: AthleteId, now: Peak) {
        let known = self.peaks.get(&(rule, id)).copied();
        if let Some(known) = known {
            if now.time.seconds_since(known.time) > ONE_IN_S {
                self.close(rule, id, known);
            } else if self.rules[rule].score(now.value) <= self.rules[rule].score(known.value) {
                return;
            }
        }
        if self.rules[rule].score(now.value) > 0.0 {
            self.peaks.insert((rule, id), now);
        } else {
            self.peaks.remove(&(rule, id));
        }
    }

    fn close(&mut self, rule: usize, id: AthleteId, peak: Peak) {
        let rule = &self.rules[rule];
        let found = moment(rule, peak.time, peak.value, Some(id), Some(peak.at));
        self.moments.push(found);
    }

    /// Takes in what happened.
    pub fn event(&mut self, event: &v1::Event) {
        let time = Timestamp(event.time_ns);
        self.events.push(time);
        let at = event.at_m.as_ref().map(|p| [p.x, p.y, p.z].map(f64::from));
        for rule in self.rules.iter().filter(|r| r.on == event.kind) {
            let value = match rule.measure {
                Measure::SpeedMS => event.speed_m_s.map(f64::from),
                Measure::HeightM => at.map(|at| at[2]),
                Measure::LineM => at.and_then(|at| self.nearest_line([at[0], at[1]])),
                Measure::JumpM | Measure::Count => None,
            };
            let Some(value) = value.filter(|&v| rule.score(v) > 0.0) else {
                continue;
            };
            let who = event.athlete.map(AthleteId);
            self.moments.push(moment(rule, time, value, who, at));
        }
    }

    fn nearest_line(&self, p: [f64; 2]) -> Option<f64> {
        let away = |[a, b]: &[[f64; 2]; 2]| {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy).max(1e-12);
            let along = along.clamp(0.0, 1.0);
            (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
        };
        self.lines.iter().map(away).min_by(f64::total_cmp)
    }

    /// The best clips, best first, none of which is part of another; at most so many.
    pub fn ranked(mut self, most: usize) -> Vec<Highlight> {
        for ((rule, id), peak) in std::mem::take(&mut self.peaks) {
            self.close(rule, id, peak);
        }
        self.crowds();
        let Some((first, last)) = self.span else {
            return Vec::new();
        };
        let mut found = self.moments;
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.time.cmp(&b.time)));
        let mut best: Vec<Highlight> = Vec::new();
        for mut clip in found {
            clip.from = clip.from.clamp(first, last);
            clip.to = clip.to.clamp(first, last);
            if best.len() < most && best.iter().all(|b| shared(b, &clip) < SAME) {
                best.push(clip);
            }
        }
        best
    }

    /// Where events come thick.
    fn crowds(&mut self) {
        self.events.sort();
        for rule in self.rules.iter().filter(|r| r.on == "crowd") {
            let mut from = 0;
            for (i, &time) in self.events.iter().enumerate() {
                while time.seconds_since(self.events[from]) > rule.within_s {
                    from += 1;
                }
                let count = (i - from + 1) as f64;
                if rule.score(count) > 0.0 {
                    let begun = self.events[from];
                    let mut found = moment(rule, begun, count, None, None);
                    found.to = time.plus_seconds(rule.after_s);
                    self.moments.push(found);
                }
            }
        }
    }
}

/// What part of the shorter clip both have.
fn shared(a: &Highlight, b: &Highlight) -> f64 {
    let both = a.to.min(b.to).seconds_since(a.from.max(b.from));
    let shorter = (a.to.seconds_since(a.from)).min(b.to.seconds_since(b.from));
    both.max(0.0) / shorter.max(1e-9)
}

fn moment(
    rule: &Rule,
    time: Timestamp,
    value: f64,
    athlete: Option<AthleteId>,
    at: Option<[f64; 3]>,
) -> Highlight {
    let who = athlete.map_or("somebody".to_owned(), |id| format!("athlete {}", id.0));
    let number = match rule.measure {
        Measure::Count => format!("{value:.0}"),
        Measure::JumpM | Measure::LineM => format!("{value:.2}"),
        Measure::SpeedMS | Measure::HeightM => format!("{value:.1}"),
    };
    let title = rule
        .title
        .replace("{athlete}", &who)
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

/// What a body does, and where; `None` where it was not measured.
fn measured(athlete: &Athlete, measure: Measure) -> Option<(f64, [f64; 3])> {
    let hip = athlete
        .joint(Joint::Hip)
        .or_else(|| athlete.joint(Joint::LHip))?;
    let at = [hip.at.0.x, hip.at.0.y, hip.at.0.z];
    let value = match measure {
        Measure::SpeedMS => {
            let v = athlete.velocity_m_s?;
            Some(v[0].hypot(v[1])).filter(|&speed| speed <= FASTEST_M_S)?
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
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_schema::{JOINT_COUNT, Joint3d, WorldPoint};

    use super::*;

    fn at(seconds: f64) -> Timestamp {
        Timestamp::default().plus_seconds(seconds)
    }

    /// Somebody at that speed whose feet are that high.
    fn frame(t: f64, id: u32, speed_m_s: f64, feet_m: f64) -> TrackingFrame {
        let joint = Joint3d {
            at: WorldPoint::new(1.0, 2.0, feet_m),
            sigma_m: 0.01,
            views: 3,
        };
        let athlete = Athlete {
            id: AthleteId(id),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: [Some(joint); JOINT_COUNT],
            velocity_m_s: Some([speed_m_s, 0.0, 0.0]),
        };
        TrackingFrame {
            time: at(t),
            athletes: vec![athlete],
            ..TrackingFrame::default()
        }
    }

    fn event(t: f64, kind: &str, place: [f32; 3]) -> v1::Event {
        v1::Event {
            time_ns: at(t).0,
            kind: kind.into(),
            at_m: Some(v1::Vector3 {
                x: place[0],
                y: place[1],
                z: place[2],
            }),
            ..v1::Event::default()
        }
    }

    fn gathered(fill: impl FnOnce(&mut Highlights)) -> Vec<Highlight> {
        let line = [[-5.0, 3.0], [5.0, 3.0]];
        let mut all = Highlights::new(rules(RULES).unwrap(), vec![line]);
        fill(&mut all);
        all.ranked(12)
    }

    #[test]
    fn the_best_moment_comes_first_and_once() {
        let found = gathered(|all| {
            for i in 0..1000 {
                let t = f64::from(i) * 0.02;
                // Two sprints, the second the faster one; what is impossible is left out.
                let speed = 5.5 * (-(t - 4.0).powi(2)).exp() + 8.0 * (-(t - 12.0).powi(2)).exp();
                all.frame(&frame(t, 7, if i == 800 { 99.0 } else { speed }, 0.03));
            }
        });
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].title, "Athlete 7 at 8.0 m/s");
        assert_eq!(found[1].title, "Athlete 7 at 5.5 m/s");
        assert!((found[0].time.seconds_since(at(12.0))).abs() < 0.03);
        assert_eq!(found[0].from, found[0].time.plus_seconds(-2.5));
    }

    #[test]
    fn jumps_high_balls_and_close_bounces_count_and_clips_stay_within_the_recording() {
        let found = gathered(|all| {
            for i in 0..500 {
                let t = f64::from(i) * 0.02;
                all.frame(&frame(
                    t,
                    1,
                    0.0,
                    0.03 + 0.5 * (-(20.0 * (t - 1.0)).powi(2)).exp(),
                ));
            }
            all.event(&event(5.0, "apex", [1.0, 1.0, 4.4]));
            all.event(&event(5.2, "apex", [1.0, 1.0, 1.4]));
            all.event(&event(9.0, "bounce", [0.0, 2.95, 0.1]));
            all.event(&event(9.1, "bounce", [0.0, 1.0, 0.1]));
        });
        let titles: Vec<_> = found.iter().map(|h| h.title.as_str()).collect();
        let jump = "Athlete 1 jumps 0.53 m";
        assert_eq!(
            titles,
            ["A bounce 0.05 m from a line", jump, "The ball, 4.4 m high"]
        );
        assert_eq!((found[1].from, found[0].to), (at(0.0), at(9.98)));
    }

    #[test]
    fn many_events_at_once_are_a_crowd() {
        let found = gathered(|all| {
            for i in 0..10 {
                all.frame(&frame(f64::from(i), 1, 0.0, 0.0));
            }
            for i in 0..9 {
                all.event(&event(5.0 + 0.2 * f64::from(i), "catch", [0.0; 3]));
            }
        });
        assert_eq!(found[0].title, "9 events in a few seconds");
        assert_eq!((found[0].from, found[0].to), (at(4.0), at(7.6)));
    }

    #[test]
    fn a_rule_that_makes_no_sense_is_named() {
        let rule = |on: &str, measure: &str, full: &str| {
            let text = format!(
                "[[rule]]\ntitle = \"odd\"\non = \"{on}\"\nmeasure = \"{measure}\"\nleast = 1\nfull = {full}\n\
                 before_s = 1\nafter_s = 1\n"
            );
            rules(&text).map(|r| r.len())
        };
        assert_eq!(rule("kick", "height_m", "2"), Ok(1));
        assert!(
            rule("athlete", "count", "2")
                .unwrap_err()
                .contains("rule \"odd\"")
        );
        assert!(
            rule("crowd", "jump_m", "2")
                .unwrap_err()
                .contains("no such measure")
        );
        assert!(
            rule("kick", "height_m", "1")
                .unwrap_err()
                .contains("least and full differ")
        );
        assert!(
            rule("kick", "weight_kg", "2")
                .unwrap_err()
                .contains("weight_kg")
        );
    }
}
