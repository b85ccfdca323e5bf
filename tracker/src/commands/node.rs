//! `trackside node`: the camera workers of this host: views out over Zenoh.

use anyhow::{Result, ensure};
use clap::Args;
use trackside_transport::{Delivery, Node, ViewSender, open_session};

use super::run::VenueArgs;
use crate::capture::InputKind;
use crate::node_name::{NODE_ROLE, node_name};
use crate::pipeline::{self, PlaybackMode, RunContext};
use crate::setup;

/// The camera workers of this host: views out over Zenoh. Recorded cameras wait for `trackside fuse`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside node venue.toml --cameras cam_01,cam_02")]
pub struct NodeArgs {
    #[command(flatten)]
    venue: VenueArgs,
    /// This host's cameras; all of them by default.
    #[arg(long, value_delimiter = ',', value_name = "A,B")]
    cameras: Vec<String>,
    /// Whether images, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    from: InputKind,
    /// Pace recorded media by their own clock; late images are dropped, as with live cameras.
    #[arg(long)]
    realtime: bool,
}

/// Runs the command.
pub fn run(args: NodeArgs) -> Result<()> {
    let mut venue = args.venue.load()?;
    // The process that fuses publishes images; a node sends views.
    venue.images = None;
    ensure!(
        venue.publish.enabled,
        "{}: [publish] enabled = false: a node has nowhere to send its views",
        venue.path.display()
    );
    let mut cameras = setup::open_cameras(&venue, args.from, &args.cameras)?;
    let playback = setup::playback_mode(&venue, args.from, args.realtime);
    let network = open_session(&venue.publish)?;
    for input in &mut cameras {
        let delivery = match playback {
            PlaybackMode::AsProcessed => Delivery::Lossless,
            PlaybackMode::Realtime(_) => Delivery::BestEffort,
        };
        let name = &venue.cameras[input.id.index()].name;
        input.sender = Some(ViewSender::open(&network, &venue.name, name, delivery)?);
    }
    let mut node = Node::open(&network, &venue.name, &node_name(NODE_ROLE))?;
    let (metrics, stop, progress) = (
        setup::new_metrics(&venue),
        setup::stop_on_ctrl_c()?,
        setup::image_progress(&cameras, None),
    );
    let context = RunContext {
        metrics: &metrics,
        stop: &stop,
        progress: &progress,
        playback,
    };
    let ended = pipeline::run_node(cameras, context, || {
        node.publish_health(&[("images", metrics.images()), ("lost", metrics.lost())]);
    });
    progress.finish_and_clear();
    tracing::info!("{}: {} images were processed", venue.name, metrics.images());
    ended
}
