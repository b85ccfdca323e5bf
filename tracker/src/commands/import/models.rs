//! The networks that a venue will name: known, and there.

use anyhow::{Context, Result};
use trackside_models::{Catalogue, WeightsSearchPath};

use super::VenueArgs;

/// Checks that the networks that are named are known.
///
/// # Errors
/// One that is not; the text lists those that are.
pub(super) fn check(args: &VenueArgs) -> Result<()> {
    let catalogue = Catalogue::load()?;
    for (flag, name) in named(args) {
        catalogue.by_name(name).with_context(|| flag.to_owned())?;
    }
    Ok(())
}

/// The named networks whose weights are not on this host.
pub(super) fn missing(args: &VenueArgs) -> Result<Vec<String>> {
    let (catalogue, weights) = (Catalogue::load()?, WeightsSearchPath::default());
    let mut missing = Vec::new();
    for (_, name) in named(args) {
        if weights.find(catalogue.by_name(name)?).is_none() && name != trackside_nano() {
            missing.push(name.to_owned());
        }
    }
    Ok(missing)
}

/// The network that the program carries.
fn trackside_nano() -> String {
    trackside_models::ObserverOptions::default().detector
}

fn named(args: &VenueArgs) -> impl Iterator<Item = (&'static str, &str)> {
    let detector = args.detector.as_deref().map(|name| ("--detector", name));
    let pose = args.pose.as_deref().map(|name| ("--pose", name));
    detector.into_iter().chain(pose)
}
