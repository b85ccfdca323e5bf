//! The file of a world: `datasets/simulation/venues/*.toml`. `docs/reference/simulation.md` has the table of keys.

mod overrides;
mod sections;
mod validation;

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::error::SimulationError;
use overrides::{check_renamed, parse_value, set_value};
use validation::validate;

pub use sections::{
    CameraDefaults, CameraSection, ClocksSection, LightSection, PeopleSection, Sex, StolenKind,
    ViewsSection, WorldFile,
};

/// The built-in venues, by name.
pub const VENUES: [(&str, &str); 4] = [
    ("basketball", include_str!("../venues/basketball.toml")),
    ("sprint", include_str!("../venues/sprint.toml")),
    ("football", include_str!("../venues/football.toml")),
    ("tennis", include_str!("../venues/tennis.toml")),
];

impl WorldFile {
    /// A built-in venue by its name, or a file; then each of `overrides`, as in [`WorldFile::with`].
    ///
    /// # Errors
    /// There is no such venue or file, a key is unknown, or a value is out of its range.
    pub fn open(name_or_path: &str, overrides: &[String]) -> Result<WorldFile, SimulationError> {
        let mut file = match VENUES.iter().find(|(name, _)| *name == name_or_path) {
            Some((name, text)) => WorldFile::parse(text, name)?,
            None => {
                let path = Path::new(name_or_path);
                let text = fs::read_to_string(path).map_err(|e| {
                    let known = VENUES.map(|(name, _)| name).join(", ");
                    let what = format!("{e}; a world is a TOML file or one of {known}");
                    SimulationError::in_file(path, what)
                })?;
                WorldFile::parse(&text, name_or_path)?
            }
        };
        for assignment in overrides {
            file = file.with(assignment)?;
        }
        Ok(file)
    }

    /// A world from its text; `origin` is what errors call it.
    ///
    /// # Errors
    /// A key is unknown or a value is out of its range.
    pub fn parse(text: &str, origin: &str) -> Result<WorldFile, SimulationError> {
        let in_file = |what: String| SimulationError::in_file(Path::new(origin), what);
        if let Ok(table) = text.parse::<Table>() {
            check_renamed(&Value::Table(table)).map_err(in_file)?;
        }
        let file: WorldFile = toml::from_str(text).map_err(|e| in_file(e.to_string()))?;
        validate(&file, origin)?;
        Ok(file)
    }

    /// This world with one key changed, as in `views.noise_px=3`, `camera.cam_02.dead_s=[3.0, 5.0]` or, for every camera,
    /// `camera.*.fps=50`. A text that is not a TOML value is a string.
    ///
    /// # Errors
    /// The key is unknown, or the value out of its range.
    pub fn with(&self, assignment: &str) -> Result<WorldFile, SimulationError> {
        let fail = |what: String| SimulationError(format!("--set {assignment}: {what}"));
        let (key, text) = assignment
            .split_once('=')
            .ok_or_else(|| fail("it reads KEY=VALUE, as in views.noise_px=3".to_owned()))?;
        let path: Vec<&str> = key.trim().split('.').collect();
        let mut tree = Value::try_from(self).map_err(|e| fail(e.to_string()))?;
        set_value(&mut tree, &path, &parse_value(text.trim())).map_err(fail)?;
        check_renamed(&tree).map_err(fail)?;
        let file: WorldFile = tree.try_into().map_err(|e| fail(e.to_string()))?;
        validate(&file, &format!("--set {assignment}"))?;
        Ok(file)
    }
}
