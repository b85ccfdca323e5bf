//! The networks that a venue will name: known, and there.

use anyhow::{Context, Result};
use trackside_models::Catalogue;

use crate::networks;
use crate::venue::ModelsSection;

/// Checks that the networks of `--detector` and `--pose` are known.
///
/// # Errors
/// One that is not; the text lists those that are.
pub(super) fn check(detector: Option<&str>, pose: Option<&str>) -> Result<()> {
    let catalogue = Catalogue::load()?;
    for (flag, name) in [("--detector", detector), ("--pose", pose)] {
        if let Some(name) = name {
            catalogue.by_name(name).with_context(|| flag.to_owned())?;
        }
    }
    Ok(())
}

/// Says which of the networks that the videos take are not on this host, with their size and terms. Returns the command that
/// fetches them and ` && `, to be put before a command that needs them. `None`: no command fetches them.
pub(super) fn say_missing(detector: Option<&str>, pose: Option<&str>) -> Option<String> {
    let models = match detector {
        Some(detector) => ModelsSection::new(detector, pose),
        None => ModelsSection::default(),
    };
    let chosen = match networks::choose(&models) {
        Ok(chosen) => chosen,
        // The venue is made all the same.
        Err(error) => {
            eprintln!("From the videos: {error:#}");
            return None;
        }
    };
    let Some(missing) = chosen.describe_missing() else {
        return Some(String::new());
    };
    eprintln!("From the videos: {missing}");
    Some(format!("{} && ", chosen.pull_command()?))
}
