//! `trackside demo`: a synthetic venue through the whole chain, as pixels and by the clock, scored against its truth.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::Serialize;
use trackside_evaluation::Scorer;
use trackside_replay::{LiveVenue, RING_BYTES, ReplaySource, RingLimits, Server};
use trackside_schema::wire::SessionHeader;
use trackside_simulation::{World, WorldFile};
use trackside_transport::{open_session, published_venue};

use super::overwrite::Overwrite;
use super::run::{self, TrackingArgs};
use crate::capture::{InputKind, frame_set_rate_hz};
use crate::dashboard::{Dashboard, DashboardResult, format_mm, format_percent};
use crate::metrics::CameraReport;
use crate::pipeline::{self, ViewSource};
use crate::report::RunReport;
use crate::setup;
use crate::venue::{ImagesSection, ModelsSection, Venue};

/// Settings that two cores keep up with, rendering included: 12 images a second of six cameras, a small input of the network.
const TWO_CORE_SETTINGS: [&str; 2] = ["cameras.fps=12", "models.detector_size=[576, 320]"];

/// Number of cameras by default, if this host keeps up with them.
const CAMERA_COUNT: usize = 6;
/// Duration of the measurement of this host's image rate.
const MEASURED_FOR: Duration = Duration::from_millis(1500);
/// Share of the measured rate that is left for images while a run also fuses, publishes, records and serves.
const SHARE_FOR_IMAGES: f64 = 0.85;
/// A run that processes a smaller share of its images falls behind.
const KEEPS_UP_SHARE: f64 = 0.9;

/// The images that the page shows: as many as two cores can also encode.
const KEPT_IMAGES: ImagesSection = ImagesSection {
    width: 480,
    every: 4,
};

/// A synthetic game through the whole chain by the clock: its cameras' images are rendered, detected, fused, published and
/// recorded, and the result is scored against the truth. It needs no camera, GPU or network.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside demo --seconds 10 --output target/demo\n  \
                  trackside demo --set cameras.fps=25   # on more than two cores"
)]
pub struct DemoArgs {
    /// The synthetic world: basketball, sprint, football, tennis, or a world's TOML file.
    #[arg(long, value_name = "WORLD", default_value = "basketball")]
    world: String,
    /// Which game.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How long.
    #[arg(long, value_name = "S", default_value = "30", value_parser = setup::parse_seconds)]
    seconds: Duration,
    /// How many of the world's cameras [default: 6, or as many as this host keeps up with].
    #[arg(long, value_name = "N")]
    camera_count: Option<usize>,
    /// Change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Where the recording goes; one that is there is replaced.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
    /// The port of the live page; where it is taken, any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    #[arg(long, hide = true)]
    detector: Option<String>,
    #[arg(long, hide = true, requires = "detector")]
    pose: Option<String>,
}

/// The result of the demo.
#[derive(Serialize)]
struct DemoResult {
    /// Images per second that the cameras take.
    requested_images_per_s: f64,
    /// Images per second that came to be views of frames.
    processed_images_per_s: f64,
    peak_memory_mib: Option<f64>,
    #[serde(flatten)]
    outcome: DashboardResult,
    run: RunReport,
}

/// Runs the command.
pub fn run(args: DemoArgs) -> Result<()> {
    let folder = args.output.clone();
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("trackside-demo"));
    fs::create_dir_all(&folder)
        .with_context(|| format!("{}: cannot make the folder", folder.display()))?;
    let camera_count = match args.camera_count {
        Some(n) => n,
        None => camera_count(&args)?,
    };
    let (world, mut venue) = venue(&args, camera_count)?;
    let network = open_session(&venue.publish)?;
    venue.name = free_name(&network, &venue.name)?;
    let tracking = TrackingArgs {
        realtime: true,
        record: Some(folder.join(format!("{}.mcap", venue.name))),
        seconds: Some(args.seconds),
        json: args.json,
        overwrite: Overwrite { force: true },
        ..TrackingArgs::default()
    };
    let (result, page) = play(&venue, &world, &tracking, network, args.port)?;
    if args.json {
        writeln!(io::stdout(), "{}", serde_json::to_string(&result)?)?;
        return Ok(());
    }
    write!(io::stdout(), "{}", table(&result, &world))?;
    if let Some(words) = falls_behind(&result, world.cameras().len()) {
        writeln!(io::stdout(), "\n{words}")?;
    }
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let url = page.url();
        writeln!(
            io::stdout(),
            "\nThe game can be replayed at {url} until you press Enter."
        )?;
        io::stdin().read_line(&mut String::new())?;
    }
    Ok(())
}

/// The world with that number of cameras, and its venue.
fn venue(args: &DemoArgs, camera_count: usize) -> Result<(Arc<World>, Venue)> {
    let world = Arc::new(World::new(&world_file(args, camera_count)?, args.seed)?);
    let mut venue = Venue::synthetic(&world)?;
    venue.images = Some(KEPT_IMAGES);
    if let Some(detector) = &args.detector {
        venue.models = Some(ModelsSection::new(detector, args.pose.as_deref()));
    }
    Ok((world, venue))
}

/// The number of cameras that this host keeps up with, from a short measurement.
fn camera_count(args: &DemoArgs) -> Result<usize> {
    let all = WorldFile::open(&args.world, &args.set)?.camera.len();
    let wanted = CAMERA_COUNT.min(all);
    let (world, venue) = venue(args, wanted)?;
    let mut cameras = setup::open_cameras(&venue, InputKind::Video, &[])?;
    cameras.truncate(available_parallelism().map_or(1, usize::from));
    let images_per_s = pipeline::measure_images_per_s(cameras, MEASURED_FOR)?;
    let fastest = world
        .cameras()
        .iter()
        .map(|c| c.fps)
        .fold(f64::MIN_POSITIVE, f64::max);
    let count = cameras_for(images_per_s, fastest, wanted);
    if count < wanted {
        writeln!(
            io::stderr(),
            "this host processes some {images_per_s:.0} images a second, enough for {count} of {wanted} cameras with {fastest:.0} each; \
             --camera-count {wanted} takes them all the same"
        )?;
    }
    Ok(count)
}

/// The number of cameras of that rate that a host keeps up with: at least two, which 3D needs.
fn cameras_for(images_per_s: f64, rate_hz: f64, max: usize) -> usize {
    let count = (SHARE_FOR_IMAGES * images_per_s / rate_hz).floor();
    (count.max(0.0) as usize).clamp(2.min(max), max)
}

/// The name, with a number where another process publishes a venue of that name.
fn free_name(network: &zenoh::Session, name: &str) -> Result<String> {
    let mut free = name.to_owned();
    let mut number = 1;
    while let Some(other) = published_venue(network, &free)? {
        number += 1;
        let next = format!("{name}-{number}");
        writeln!(
            io::stderr(),
            "a venue named \"{free}\" is published already, by {}: this one is \"{next}\"",
            other.nodes.join(", ")
        )?;
        free = next;
    }
    Ok(free)
}

/// What a host that fell behind should change.
fn falls_behind(result: &DemoResult, cameras: usize) -> Option<String> {
    let (requested, processed) = (result.requested_images_per_s, result.processed_images_per_s);
    let share = processed / requested.max(1e-9);
    if share >= KEEPS_UP_SHARE {
        return None;
    }
    let fewer = ((share * cameras as f64) as usize).max(2);
    let remedy = if fewer < cameras {
        format!("fewer cameras (--camera-count {fewer}) or images (--set cameras.fps=N)")
    } else {
        "fewer images (--set cameras.fps=N) or a smaller input of the network (--set models.detector_size=[W,H])".to_owned()
    };
    Some(format!(
        "This host processed {processed:.0} of the {requested:.0} images a second that the cameras took; the rest was not tracked. \
         It keeps up with {remedy}."
    ))
}

/// The live page of what is published in this process, which gives it the rig.
fn page(
    network: &zenoh::Session,
    venue: &Venue,
    header: SessionHeader,
    seconds: Duration,
    port: u16,
) -> Result<Server> {
    let buffer_s = seconds.as_secs_f64() + 1.0;
    let limits = RingLimits {
        seconds: buffer_s,
        bytes: RING_BYTES,
    };
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let start = |port| {
        let live = LiveVenue::open(network, &venue.name, limits)?.with_header(header.clone());
        Server::start(
            ReplaySource::Live(Box::new(live)),
            None,
            buffer_s,
            here,
            port,
        )
    };
    start(port).or_else(|_| start(0))
}

/// The world with as many of its cameras as are requested, from all around.
fn world_file(args: &DemoArgs, camera_count: usize) -> Result<WorldFile> {
    let defaults = TWO_CORE_SETTINGS.map(str::to_owned);
    let set = [defaults.as_slice(), args.set.as_slice()].concat();
    let mut file = WorldFile::open(&args.world, &set)?;
    let (all, n) = (file.camera.len(), camera_count);
    ensure!(
        (2..=all).contains(&n),
        "--camera-count {n}: \"{}\" has {all} cameras, and two are needed to see in 3D",
        file.name
    );
    let kept: Vec<usize> = (0..n)
        .map(|i| (i * (all - 1) + (n - 1) / 2) / (n - 1))
        .collect();
    let mut indices = 0..;
    file.camera
        .retain(|_| indices.next().is_some_and(|i| kept.contains(&i)));
    file.duration_s = file.duration_s.max(args.seconds.as_secs_f64());
    Ok(file)
}

fn play(
    venue: &Venue,
    world: &World,
    tracking: &TrackingArgs,
    network: zenoh::Session,
    port: u16,
) -> Result<(DemoResult, Server)> {
    let cameras = setup::open_cameras(venue, tracking.from, &[])?;
    let rate_hz = frame_set_rate_hz(venue, cameras.iter().map(|c| &c.source))?;
    let session = setup::new_session_name();
    let mut outputs = tracking.create_outputs(venue, &session, rate_hz)?;
    let header = setup::session_header(venue, &session, tracking.from)?;
    let publisher = setup::publish(venue, "demo", &header, &network)?;
    let seconds = tracking.seconds.unwrap_or(Duration::MAX);
    let page = page(&network, venue, header, seconds, port).context("the live page")?;
    writeln!(io::stderr(), "watch it live at {}", page.url())?;
    outputs.network = Some((publisher, network));
    let ids = venue.cameras.iter().map(|c| c.id).collect();
    let title = format!(
        "Trackside demo: {}, live at {}",
        world_summary(world),
        page.url()
    );
    let dashboard = Dashboard::new(Scorer::new(world, ids), title, tracking.json);
    let progress = dashboard.progress();
    outputs.dashboard = Some(dashboard);
    let source = ViewSource::Cameras(cameras);
    let run = run::carry_out(
        venue,
        &session,
        rate_hz,
        source,
        &mut outputs,
        &progress,
        tracking,
    )?;
    let dashboard = outputs
        .dashboard
        .context("the dashboard stays with the outputs")?;
    let lost = |c: &CameraReport| c.lost.iter().map(|(_, n)| n).sum::<u64>();
    let used: u64 = run
        .cameras
        .iter()
        .map(|c| c.images.saturating_sub(lost(c)))
        .sum();
    let result = DemoResult {
        requested_images_per_s: world.cameras().iter().map(|c| c.fps).sum(),
        processed_images_per_s: used as f64 / run.seconds.max(1e-9),
        peak_memory_mib: peak_memory_mib(),
        outcome: dashboard.result(),
        run,
    };
    Ok((result, page))
}

/// "basketball, seed 1, 4 cameras of 1280×720"
fn world_summary(world: &World) -> String {
    let [w, h] = world.cameras()[0].camera.size_px;
    let (name, seed) = (&world.file().name, world.seed());
    format!(
        "{name}, seed {seed}, {} cameras of {w}×{h}",
        world.cameras().len()
    )
}

/// Peak memory of this process, where the system reports it.
fn peak_memory_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

fn table(result: &DemoResult, world: &World) -> String {
    let (people, ball) = (&result.outcome.people, &result.outcome.ball);
    let (requested, processed) = (result.requested_images_per_s, result.processed_images_per_s);
    let ms = |p50: f64, p99: f64| format!("{p50:.1} ms, 99 of 100 within {p99:.1} ms");
    let share = 100.0 * processed / requested.max(1e-9);
    let mut rows = vec![
        (
            "frames",
            format!("{} in {:.1} s", result.run.frames, result.run.seconds),
        ),
        (
            "images a second",
            format!("{processed:.1} of {requested:.1} requested ({share:.0} %)"),
        ),
        ("images lost", losses(&result.run)),
        ("athletes, truth", format!("{}", world.actors().len())),
        ("athletes, recall", format_percent(people.recall)),
        (
            "false positives",
            format!("{:.2}", people.false_positives_per_frame),
        ),
        ("id switches", people.id_switches.to_string()),
        ("joints, mean error", format_mm(people.mpjpe_mm)),
    ];
    if let Some(ball) = ball {
        rows.push(("ball, recall", format_percent(ball.recall)));
        rows.push(("ball, median error", format_mm(ball.median_mm)));
    }
    let [median, p99] = result.outcome.image_to_frame_ms;
    rows.push(("image to frame", ms(median, p99)));
    for stage in &result.run.stages {
        rows.push((stage.stage.name(), ms(stage.p50_ms, stage.p99_ms)));
    }
    if let Some(mib) = result.peak_memory_mib {
        rows.push(("peak memory", format!("{mib:.0} MiB")));
    }
    for file in &result.run.files {
        rows.push(("recording", file.display().to_string()));
    }
    let rows = rows
        .iter()
        .map(|(name, value)| format!("  {name:<20}{value}\n"));
    format!("{}\n{}", world_summary(world), rows.collect::<String>())
}

fn losses(run: &RunReport) -> String {
    let mut sums: Vec<(String, u64)> = Vec::new();
    for (loss, n) in run.cameras.iter().flat_map(|c| &c.lost) {
        let name = format!("{loss:?}").to_lowercase();
        match sums.iter_mut().find(|(other, _)| *other == name) {
            Some((_, sum)) => *sum += n,
            None => sums.push((name, *n)),
        }
    }
    let words: Vec<_> = sums.iter().map(|(name, n)| format!("{n} {name}")).collect();
    if words.is_empty() {
        return "none".to_owned();
    }
    words.join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::commands::{Cli, Command};

    fn cameras(typed: &[&str]) -> Vec<String> {
        let typed = [&["trackside", "demo"], typed].concat();
        let Command::Demo(args) = Cli::parse_from(typed).command else {
            panic!("not the demo");
        };
        let file = world_file(&args, args.camera_count.unwrap_or(CAMERA_COUNT)).unwrap();
        file.camera.into_iter().map(|c| c.name).collect()
    }

    #[test]
    fn a_slow_host_gets_fewer_cameras() {
        assert_eq!(cameras_for(100.0, 12.0, 6), 6);
        assert_eq!(cameras_for(50.0, 12.0, 6), 3);
        assert_eq!(cameras_for(3.0, 12.0, 6), 2);
        assert_eq!(cameras_for(100.0, 12.0, 4), 4);
    }

    #[test]
    fn its_cameras_stand_all_around() {
        assert_eq!(cameras(&[]).len(), 6);
        let four = ["cam_01", "cam_03", "cam_04", "cam_06"];
        assert_eq!(cameras(&["--camera-count", "4"]), four);
        assert_eq!(
            cameras(&["--world", "football", "--camera-count", "9"]).len(),
            9
        );
    }
}
