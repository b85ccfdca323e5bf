//! The networks that a venue will name: known, and there.

use anyhow::{Context, Result};
use trackside_models::Catalogue;

use super::VenueArgs;
use crate::networks;
use crate::venue::ModelsSection;

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

/// Says what the venue's videos take: what is not on this host, and the command that works next.
pub(super) fn say_next(args: &VenueArgs, venue: &str) {
    let models = match &args.detector {
        Some(detector) => ModelsSection::new(detector, args.pose.as_deref()),
        None => ModelsSection::default(),
    };
    let chosen = match networks::choose(&models) {
        Ok(chosen) => chosen,
        // The venue is made all the same.
        Err(error) => return eprintln!("From the videos: {error:#}"),
    };
    let run = format!("trackside run {venue} --record out.mcap");
    match (chosen.describe_missing(), chosen.pull_command()) {
        (None, _) => eprintln!("Next, from the videos: {run}"),
        (Some(missing), Some(pull)) => {
            eprintln!("From the videos: {missing}\nNext, from the videos: {pull} && {run}");
        }
        // What has no address cannot be fetched by a command.
        (Some(missing), None) => eprintln!("From the videos: {missing}"),
    }
}

fn named(args: &VenueArgs) -> impl Iterator<Item = (&'static str, &str)> {
    let detector = args.detector.as_deref().map(|name| ("--detector", name));
    let pose = args.pose.as_deref().map(|name| ("--pose", name));
    detector.into_iter().chain(pose)
}
