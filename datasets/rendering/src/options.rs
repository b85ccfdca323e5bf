//! `[render]` of a world's file.

use serde::Deserialize;
use trackside_simulation::{SimulationError, WorldFile};

/// The keys of `[render]`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Factor on the noise of the sensors; 0 is none.
    pub noise: f32,
    /// Share of seats taken, 0 to 1. Absent: drawn by the seed.
    pub crowd: Option<f32>,
    /// How wide the lens spreads a point, px. Absent: each camera's own, drawn by the seed.
    pub softness_px: Option<f32>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            noise: 1.0,
            crowd: None,
            softness_px: None,
        }
    }
}

impl Options {
    pub fn of(file: &WorldFile) -> Result<Options, SimulationError> {
        let fail =
            |what: String| SimulationError(format!("world \"{}\", [render]: {what}", file.name));
        let options: Options = file
            .render
            .clone()
            .try_into()
            .map_err(|e| fail(format!("{e}")))?;
        let checks = [
            ("noise", Some(options.noise), 0.0..=20.0),
            ("crowd", options.crowd, 0.0..=1.0),
            ("softness_px", options.softness_px, 0.0..=3.0),
        ];
        for (key, value, range) in checks {
            if value.is_some_and(|v| !range.contains(&v)) {
                return Err(fail(format!(
                    "{key} must be from {} to {}",
                    range.start(),
                    range.end()
                )));
            }
        }
        Ok(options)
    }
}
