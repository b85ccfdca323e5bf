//! `trackside demo`: the main job on what this host has: cameras in, skeletons out.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Parser};
use trackside_models::{Catalogue, WeightsPath, runtime};

use super::Cli;
use super::run::{self, RunArgs, TrackingArgs, VenueArgs};
use crate::capture::From;

const DETECTOR: &str = "yolox-nano";
const POSE: &str = "pp-tinypose-256x192";

/// The main job on what this host has: a real recording of four cameras in, skeletons out.
///
/// Until there is a default model of our own it runs the balancing recording of the shared cases (TRACKSIDE_SHARED),
/// and says so plainly where that is not there.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside demo --output target/demo")]
pub struct DemoArgs {
    /// Where the venue, the recording and the result go; what is there is replaced.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: DemoArgs) -> Result<()> {
    let case = trackside_models::shared_cases().join("cases/pose2sim-balancing");
    if !case.is_dir() {
        return say(&format!(
            "Nothing to show yet: the demo runs the balancing recording of the shared cases, and {} is not there. Set \
             TRACKSIDE_SHARED to the folder that has cases/ in it.",
            case.display()
        ));
    }
    let folder = args
        .output
        .unwrap_or_else(|| std::env::temp_dir().join("trackside-demo"));
    let venue = import(&case, &folder.join("balancing"))?;
    let from = match missing() {
        None => From::Video,
        Some(what) => {
            say(&format!(
                "{what} So the demo uses the detections that came with the recording."
            ))?;
            From::Detections
        }
    };
    let report = run::track(&RunArgs {
        venue: VenueArgs {
            venue,
            ..VenueArgs::default()
        },
        no_publish: false,
        tracking: TrackingArgs {
            from,
            record: Some(folder.join("balancing.mcap")),
            export: Some(folder.join("balancing.trc")),
            ..TrackingArgs::default()
        },
    })?;
    run::print(&report, false)?;
    say("The .mcap is for Foxglove and Rerun, the .trc for OpenSim and Pose2Sim.")
}

/// Makes a venue of the recording and returns its file.
fn import(case: &Path, folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let words = ["trackside", "import", "pose2sim"].map(PathBuf::from);
    let options = [
        "--detector",
        DETECTOR,
        "--pose",
        POSE,
        "--force",
        "--output",
    ]
    .map(PathBuf::from);
    let typed = words.into_iter().chain([case.to_owned()]).chain(options);
    let cli = Cli::try_parse_from(typed.chain([folder.to_owned()]))?;
    cli.command.run()?;
    Ok(folder.join("venue.toml"))
}

/// What is missing to look at pictures, in a sentence.
fn missing() -> Option<String> {
    if let Err(error) = runtime::find() {
        return Some(format!("The networks cannot be run: {error}."));
    }
    let catalogue = Catalogue::load().ok()?;
    let weights = WeightsPath::default();
    [DETECTOR, POSE].into_iter().find_map(|name| match catalogue.named(name) {
        Ok(manifest) if weights.find(manifest).is_some() => None,
        Ok(_) => Some(format!("The weights of {name} are not on this host (`trackside doctor` says where they go).")),
        Err(error) => Some(format!("{error}.")),
    })
}

fn say(what: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{what}")?)
}
