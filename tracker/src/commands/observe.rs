//! `trackside observe`: the people and balls in a venue's recorded images, without fusion.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::Serialize;
use trackside_recording::Recorder;
use trackside_schema::View;

use super::overwrite::Overwrite;
use super::run::VenueArgs;
use crate::capture::InputKind;
use crate::metrics::RunMetrics;
use crate::pipeline::{self, PlaybackMode, RunContext, Stop};
use crate::setup;
use crate::venue::Venue;

/// Find people and balls in a venue's recorded images, and record them. The cameras' poses need not be known: `calibrate poses
/// --people` takes what this writes.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Example:\n  trackside observe venue.toml -o people.mcap\n  \
                  trackside calibrate poses lenses.toml --people people.mcap --no-pose-prior -o rig.toml"
)]
pub struct ObserveArgs {
    #[command(flatten)]
    venue: VenueArgs,
    /// The recording to write.
    #[arg(short, long, value_name = "FILE.mcap")]
    output: PathBuf,
    /// Observe this many seconds of each camera.
    #[arg(long, value_name = "S", value_parser = setup::parse_seconds)]
    seconds: Option<Duration>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    overwrite: Overwrite,
}

/// What one camera showed.
#[derive(Clone, Debug, Serialize)]
pub struct CameraObservations {
    /// The camera's name.
    pub camera: String,
    /// Images that were observed.
    pub images: u64,
    /// Images with at least one person.
    pub images_with_people: u64,
    /// People over all images.
    pub people: u64,
    /// Images with at least one ball.
    pub images_with_balls: u64,
}

/// Runs the command.
pub fn run(args: ObserveArgs) -> Result<()> {
    args.overwrite.check(&args.output)?;
    let venue = args.venue.load()?;
    let stop = setup::stop_on_ctrl_c()?;
    let observed = observe(&venue, &args.output, args.seconds, &stop)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&observed)?)?;
    } else {
        print(&observed, &mut out)?;
    }
    eprintln!("written: {}", args.output.display());
    Ok(())
}

/// Observes all cameras of a venue and records their views.
///
/// # Errors
/// Live media; media or networks that cannot be used; a file that cannot be written; nobody in any image.
pub fn observe(
    venue: &Venue,
    output: &Path,
    seconds: Option<Duration>,
    stop: &Stop,
) -> Result<Vec<CameraObservations>> {
    let path = venue.path.display();
    ensure!(
        !venue.is_live(),
        "{path}: its sources are live; record them first, e.g. with ffmpeg, or use `trackside run --record`"
    );
    let cameras = setup::open_cameras(venue, InputKind::Video, &[])?;
    let header = setup::session_header(venue, &setup::new_session_name(), InputKind::Video)?;
    let mut recorder = Recorder::create(output, header)?;
    let metrics = setup::new_metrics(venue);
    let progress = setup::image_progress(&cameras, seconds);
    let mut observed: Vec<_> = venue
        .rig
        .cameras()
        .iter()
        .map(|c| none_of(&c.name))
        .collect();
    let context = RunContext {
        metrics: &metrics,
        stop,
        progress: &progress,
        playback: PlaybackMode::AsProcessed,
    };
    let ended = pipeline::run_observation(cameras, seconds, context, |view| {
        let counts = &mut observed[view.camera.index()];
        count(counts, view);
        recorder.write_view(&counts.camera, view)
    });
    progress.finish_and_clear();
    recorder
        .finish()
        .with_context(|| format!("{}: cannot be finished", output.display()))?;
    ended?;
    report_early_ends(&metrics);
    ensure!(
        observed.iter().any(|c| c.people > 0),
        "{path}: nobody was found in {} images; look whether the network suits them (`trackside models list`), and whether \
         people are larger than 40 px",
        observed.iter().map(|c| c.images).sum::<u64>()
    );
    Ok(observed)
}

fn none_of(camera: &str) -> CameraObservations {
    CameraObservations {
        camera: camera.to_owned(),
        images: 0,
        images_with_people: 0,
        people: 0,
        images_with_balls: 0,
    }
}

fn count(counts: &mut CameraObservations, view: &View) {
    counts.images += 1;
    counts.people += view.people.len() as u64;
    counts.images_with_people += u64::from(!view.people.is_empty());
    counts.images_with_balls += u64::from(!view.balls.is_empty());
}

fn report_early_ends(metrics: &RunMetrics) {
    for camera in metrics.cameras() {
        if let Some(reason) = &camera.ended_early {
            eprintln!("camera \"{}\" ended early: {reason}", camera.camera);
        }
    }
}

/// Writes a line a camera.
///
/// # Errors
/// The output cannot be written.
pub fn print(observed: &[CameraObservations], out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "{:<16} {:>7} {:>12} {:>13} {:>11}",
        "camera", "images", "with people", "people/image", "with balls"
    )?;
    for c in observed {
        let images = c.images.max(1) as f64;
        writeln!(
            out,
            "{:<16} {:>7} {:>10.0} % {:>13.1} {:>9.0} %",
            c.camera,
            c.images,
            100.0 * c.images_with_people as f64 / images,
            c.people as f64 / images,
            100.0 * c.images_with_balls as f64 / images
        )?;
    }
    Ok(out.flush()?)
}
