//! `trackside node`: the camera workers of this host: views out over Zenoh.

use anyhow::{Result, ensure};
use clap::Args;
use trackside_transport::{Delivery, Node, ViewSender, open_session};

use super::run::VenueArgs;
use crate::capture::From;
use crate::pipeline::{self, Pace, Shared};
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
    /// Whether pictures, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    from: From,
    /// Pace recorded media by their own clock; what is late is lost, as with live cameras.
    #[arg(long)]
    realtime: bool,
}

/// Runs the command.
pub fn run(args: NodeArgs) -> Result<()> {
    let mut venue = args.venue.load()?;
    // Fusion's process publishes; what a node sends are views.
    venue.pictures = None;
    ensure!(
        venue.publish.enabled,
        "{}: [publish] enabled = false: a node has nowhere to send its views",
        venue.path.display()
    );
    let mut inputs = setup::inputs(&venue, args.from, &args.cameras)?;
    let pace = setup::pace(&venue, args.from, args.realtime);
    let network = open_session(&venue.publish)?;
    for input in &mut inputs {
        let delivery = match pace {
            Pace::AsUsed => Delivery::Lossless,
            Pace::Realtime(_) => Delivery::BestEffort,
        };
        let name = &venue.cameras[input.id.index()].name;
        input.away = Some(ViewSender::open(&network, &venue.name, name, delivery)?);
    }
    let mut node = Node::open(&network, &venue.name, &setup::node_name(setup::NODE))?;
    let (meter, stop, progress) = (
        setup::meter(&venue),
        setup::stop_on_ctrl_c()?,
        setup::progress(&inputs),
    );
    let shared = Shared {
        meter: &meter,
        stop: &stop,
        progress: &progress,
        pace,
    };
    let ended = pipeline::run_node(inputs, shared, || {
        node.publish_health(&[("images", meter.images()), ("lost", meter.lost())]);
    });
    progress.finish_and_clear();
    tracing::info!("{}: {} pictures were seen", venue.name, meter.images());
    ended
}
