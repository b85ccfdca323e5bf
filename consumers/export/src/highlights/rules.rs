//! The rules that score events and athletes, as data.

use serde::Deserialize;

/// The embedded rules.
pub const RULES: &str = include_str!("rules.toml");

/// Score at the threshold, relative to that at saturation.
const SCORE_AT_THRESHOLD: f64 = 0.3;

/// Keys that were renamed: old, new.
const RENAMED_KEYS: [(&str, &str); 2] = [("least", "threshold"), ("full", "saturation")];

/// One rule: what is measured, and how the value becomes a score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Title of the clip; `{athlete}` and `{value}` are replaced.
    pub title: String,
    /// `athlete`, `crowd`, or a kind of event.
    pub on: String,
    /// The measured quantity.
    pub measure: Measure,
    /// The value from which on the rule applies, in the unit of `measure`. If `saturation` is smaller, less is better.
    pub threshold: f64,
    /// The value from which on the score does not increase, in the unit of `measure`.
    pub saturation: f64,
    /// Score at saturation.
    #[serde(default = "default_weight")]
    pub weight: f64,
    /// Time shown before the event, s.
    pub before_s: f64,
    /// Time shown after the event, s.
    pub after_s: f64,
    /// Of crowds: the interval in which events are counted, s.
    #[serde(default = "default_within_s")]
    pub within_s: f64,
}

fn default_weight() -> f64 {
    1.0
}

fn default_within_s() -> f64 {
    3.0
}

/// A measured quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Horizontal speed of a body, or speed of the ball after an event, m/s.
    SpeedMS,
    /// Height of the lowest joint of both feet above the ground, m.
    JumpM,
    /// Height of an event, m.
    HeightM,
    /// Distance of an event from the nearest line, m.
    LineM,
    /// Number of events.
    Count,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<Rule>,
}

/// Parses and validates a file of rules.
///
/// # Errors
/// Malformed TOML, unknown or renamed keys, with their line; a measure that does not fit `on`; values out of range, with the
/// title of the rule.
pub fn parse_rules(text: &str) -> Result<Vec<Rule>, String> {
    let RuleFile { rule: rules } =
        toml::from_str(text).map_err(|e| with_new_name(e.to_string()))?;
    rules.iter().try_for_each(Rule::check)?;
    Ok(rules)
}

/// Adds the new name of a renamed key to the error that calls it unknown.
fn with_new_name(error: String) -> String {
    let renamed = RENAMED_KEYS
        .iter()
        .find(|(old, _)| error.contains(&format!("unknown field `{old}`")));
    match renamed {
        Some((old, new)) => format!("{error}`{old}` is now called `{new}`"),
        None => error,
    }
}

impl Rule {
    fn check(&self) -> Result<(), String> {
        let (title, on) = (&self.title, &self.on);
        let is_of_body = matches!(self.measure, Measure::JumpM);
        let is_of_crowd = matches!(self.measure, Measure::Count);
        let is_of_position = matches!(self.measure, Measure::HeightM | Measure::LineM);
        let fits = match on.as_str() {
            "athlete" => !is_of_crowd && !is_of_position,
            "crowd" => is_of_crowd,
            _ => !is_of_body && !is_of_crowd,
        };
        if !fits {
            return Err(format!(
                "rule \"{title}\": on = \"{on}\" has no such measure (athlete: speed_m_s, jump_m; crowd: count; events: \
                 speed_m_s, height_m, line_m)"
            ));
        }
        let numbers = [self.threshold, self.saturation, self.weight];
        let times = [self.before_s, self.after_s, self.within_s];
        if !numbers.iter().chain(&times).all(|v| v.is_finite())
            || times.iter().any(|t| !(0.0..=60.0).contains(t))
            || self.threshold == self.saturation
        {
            return Err(format!(
                "rule \"{title}\": threshold and saturation must differ, and times must be 0 to 60 s"
            ));
        }
        Ok(())
    }

    /// The score of a value: 0 before the threshold, then linear up to `weight` at saturation.
    pub(super) fn score(&self, value: f64) -> f64 {
        let fraction = (value - self.threshold) / (self.saturation - self.threshold);
        if fraction < 0.0 {
            return 0.0;
        }
        self.weight * (SCORE_AT_THRESHOLD + 0.7 * fraction.min(1.0))
    }
}
