//! `trackside fuse`: fusion: views in over Zenoh, tracking frames out.

use anyhow::{Result, ensure};
use clap::Args;
use trackside_transport::ViewReceiver;

use super::run::{self, TrackingArgs, VenueArgs};
use crate::pipeline::ViewSource;
use crate::progress;
use crate::setup;

/// Fusion: views in over Zenoh from `trackside node`, tracking frames out. Ends when all cameras have ended.
///
/// --from and --realtime must be those of the nodes. Without rate_hz in the venue file, the rate is taken from the media.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside fuse venue.toml --record out.mcap --export out.trc")]
pub struct FuseArgs {
    /// The same venue as the nodes'.
    #[command(flatten)]
    venue: VenueArgs,
    #[command(flatten)]
    tracking: TrackingArgs,
}

/// Runs the command.
pub fn run(args: FuseArgs) -> Result<()> {
    let venue = args.venue.load()?;
    run::refuse_single_camera(&venue)?;
    ensure!(
        venue.publish.enabled,
        "{}: [publish] enabled = false: fusion receives no views",
        venue.path.display()
    );
    let rate_hz = setup::find_rate_hz(&venue, args.tracking.from)?;
    let session = setup::new_session_name();
    let mut outputs = args.tracking.create_outputs(&venue, &session, rate_hz)?;
    let (publisher, network) = setup::open_network(&venue, &session, "fuse", args.tracking.from)?;
    let cameras = setup::camera_names(&venue);
    let views = ViewReceiver::open(&network, &venue.name, &session, cameras)?;
    outputs.network = Some((publisher, network));
    let source = ViewSource::Network(Box::new(views));
    let report = run::carry_out(
        &venue,
        &session,
        rate_hz,
        source,
        &mut outputs,
        &progress::counter("images"),
        &args.tracking,
    )?;
    run::finish(&report, &args.tracking)
}
