//! From a venue and what was typed to the parts of a run.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use trackside_calibration::check::CameraMonitor;
use trackside_calibration::rig_file;
use trackside_fusion::Fusion;
use trackside_models::{Engine, WeightsSearchPath};
use trackside_recording::Recorder;
use trackside_schema::wire::{self, SessionHeader, v1};
use trackside_schema::{Timestamp, TrackingFrame};
use trackside_sports::FieldName;
use trackside_transport::Publisher;

use crate::capture::{self, From, Source};
use crate::commands::run::TrackingArgs;
use crate::output::{Export, Outputs};
use crate::pipeline::{Fuser, Input, Pace, Stop};
use crate::report::Meter;
use crate::smoothing::Smoothing;
use crate::sync::{Patience, Sync};
use crate::venue::{Media, Venue, VenueCamera};
use crate::worker::{ToRig, Worker};

/// The name of a run that starts now, for example `20260501T120000Z`.
pub fn session() -> String {
    jiff::Timestamp::now()
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// The role in the names of processes that only see.
pub const NODE: &str = "node";

/// The name of this process on the network: role, host and process id.
pub fn node_name(role: &str) -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let host: String = host.trim().chars().map(plain).collect();
    format!("{role}-{host}-{}", std::process::id())
}

/// A request to stop that Ctrl-C makes: the first ends the run with its files finished, the second at once.
///
/// # Errors
/// The signal cannot be handled.
pub fn stop_on_ctrl_c() -> Result<Stop> {
    let stop = Stop::default();
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.asked() {
            std::process::exit(130);
        }
        asked.ask();
        // Standard error may be gone; the run ends all the same.
        let _ = writeln!(
            std::io::stderr(),
            "stopping: what was seen so far is being finished (press Ctrl-C again to leave at once)"
        );
    })
    .context("Ctrl-C cannot be handled")?;
    Ok(stop)
}

/// How fast the venue's media run.
pub fn pace(venue: &Venue, from: From, realtime: bool) -> Pace {
    if from == From::Video && venue.is_live() {
        Pace::Realtime(Timestamp::from(SystemTime::now()))
    } else if realtime {
        Pace::Realtime(venue.start)
    } else {
        Pace::AsUsed
    }
}

/// The cameras of this host: all of the venue's, or those named.
///
/// # Errors
/// A camera that is not there, media that cannot be used, models that cannot be run.
pub fn inputs(venue: &Venue, from: From, only: &[String]) -> Result<Vec<Input>> {
    for name in only {
        ensure!(
            venue.cameras.iter().any(|c| c.name == *name),
            "{}: there is no camera \"{name}\"",
            venue.path.display()
        );
    }
    let file = |c: &VenueCamera| matches!(c.source, Some(Media::Path(_)));
    ensure!(
        !(from == From::Video && venue.is_live() && venue.cameras.iter().any(file)),
        "{}: some sources are live (URLs) and some recorded (files): they have no time in common",
        venue.path.display()
    );
    let here = |c: &&VenueCamera| only.is_empty() || only.contains(&c.name);
    let mut inputs = Vec::new();
    for camera in venue.cameras.iter().filter(here) {
        let source = Source::open(venue, camera, from)?;
        if let Source::Images(images) = &source {
            // A size that cannot be used is told before anything runs.
            ToRig::new(rig_camera(venue, camera)?, images.size_px(), camera.size)?;
        }
        inputs.push(Input {
            id: camera.id,
            source,
            worker: None,
            away: None,
        });
    }
    if from == From::Video {
        let engine = engine(venue)?;
        for input in &mut inputs {
            let camera = &venue.cameras[input.id.index()];
            let rig_camera = rig_camera(venue, camera)?.clone();
            let observer = engine.observer().with_exposure(camera.exposure_s);
            let worker = Worker::new(input.id, rig_camera, camera.size, observer);
            let worker = worker.watching(venue.calibration.watches());
            input.worker = Some(worker.with_pictures(venue.pictures));
        }
    }
    Ok(inputs)
}

fn rig_camera<'a>(
    venue: &'a Venue,
    camera: &VenueCamera,
) -> Result<&'a trackside_calibration::Camera> {
    venue
        .rig
        .camera(camera.id)
        .with_context(|| format!("camera \"{}\" is not in the rig", camera.name))
}

/// The networks that see, loaded.
fn engine(venue: &Venue) -> Result<Arc<Engine>> {
    let venue_file = venue.path.display();
    let Some(models) = &venue.models else {
        bail!(
            "{venue_file}: without [models] nobody sees what is in the pictures: name a detector, or use \
             --from detections"
        );
    };
    Engine::open(&models.options(), &WeightsSearchPath::default())
        .with_context(|| format!("{venue_file}: [models]"))
}

/// Moments per second, from the cameras where the venue does not say it.
///
/// # Errors
/// Nobody knows, or the media are not on this host.
pub fn rate_hz(venue: &Venue, from: From) -> Result<f64> {
    if let Some(rate_hz) = venue.rate_hz {
        return Ok(rate_hz);
    }
    let opened = venue.cameras.iter().map(|c| Source::open(venue, c, from));
    let sources: Vec<Source> = opened.collect::<Result<_>>().with_context(|| {
        format!(
            "{}: set rate_hz where media are on other hosts",
            venue.path.display()
        )
    })?;
    capture::rate_hz(venue, sources.iter())
}

/// Sync and fusion of a run. Live media without a clock of their own count their ticks from now.
pub fn fuser(venue: &Venue, session: &str, rate_hz: f64, pace: Pace) -> Fuser {
    let (deadline, silent) = venue.sync.durations();
    let patience = match pace {
        Pace::AsUsed => Patience::Endless,
        Pace::Realtime(_) => Patience::Until { deadline, silent },
    };
    let origin = match pace {
        Pace::AsUsed => venue.start,
        Pace::Realtime(start) => start,
    };
    Fuser {
        sync: Sync::new(origin, rate_hz, venue.rig.cameras().len(), patience),
        fusion: Fusion::new(venue.rig.clone(), venue.fusion.clone()),
        watch: (venue.calibration.watches())
            .then(|| CameraMonitor::new(venue.rig.clone(), venue.calibration.auto_repair)),
        smoothing: Smoothing::new(&venue.fusion),
        template: TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            venue: venue.name.clone(),
            session: session.to_owned(),
            rig: venue.rig.id().clone(),
            ..TrackingFrame::default()
        },
    }
}

/// The cameras' names, by id.
pub fn names(venue: &Venue) -> Vec<String> {
    venue.rig.cameras().iter().map(|c| c.name.clone()).collect()
}

/// Counters and clocks for the venue's cameras.
pub fn meter(venue: &Venue) -> Meter {
    Meter::new(names(venue))
}

/// Rig and match of a run that starts now.
fn session_header(venue: &Venue, session: &str, from: From) -> Result<SessionHeader> {
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: venue.name.clone(),
        session: session.to_owned(),
        rig: venue.rig.id().0.clone(),
        cameras: names(venue),
        started_ns: Timestamp::from(SystemTime::now()).0,
        fusion: toml::to_string(&venue.fusion).context("the options of fusion")?,
        field: venue
            .field
            .map(FieldName::name)
            .unwrap_or_default()
            .to_owned(),
        media: media(venue, from)?,
    };
    Ok(SessionHeader::new(
        &rig_file::to_message(&venue.rig),
        &match_,
    ))
}

/// Where the pictures of recorded cameras lie.
fn media(venue: &Venue, from: From) -> Result<Vec<v1::Media>> {
    let mut all = Vec::new();
    for camera in &venue.cameras {
        let Some(Media::Path(path)) = &camera.source else {
            continue;
        };
        let path = std::path::absolute(path).with_context(|| path.display().to_string())?;
        // A path that is not UTF-8 cannot be told; nothing but its pictures is missing then.
        let Some(path) = path.to_str() else { continue };
        let times_are_its_own = from == From::Video && camera.times.is_none();
        all.push(v1::Media {
            camera: camera.name.clone(),
            path: path.to_owned(),
            start_ns: times_are_its_own.then_some(venue.start.0),
            size: camera.size.name().to_owned(),
        });
    }
    Ok(all)
}

/// Opens the network and says there what is to come.
///
/// # Errors
/// An endpoint that cannot be used.
pub fn network(
    venue: &Venue,
    session: &str,
    role: &str,
    from: From,
) -> Result<(Publisher, zenoh::Session)> {
    let network = trackside_transport::open_session(&venue.publish)?;
    let node = node_name(role);
    let header = session_header(venue, session, from)?;
    let publisher = Publisher::open(&network, &venue.name, &node, &header)?.with_images(
        &network,
        &venue.name,
        &names(venue),
    )?;
    Ok((publisher, network))
}

/// The files that were asked for.
///
/// # Errors
/// A path that cannot be written.
pub fn outputs<'w>(
    venue: &Venue,
    session: &str,
    rate_hz: f64,
    args: &TrackingArgs,
) -> Result<Outputs<'w>> {
    let export = args
        .export
        .as_deref()
        .map(|path| Export::create(path, rate_hz));
    let recorder = args.record.as_deref().map(|path| {
        let recorder = Recorder::create(path, session_header(venue, session, args.from)?)?;
        Ok::<_, anyhow::Error>((path.to_owned(), recorder))
    });
    Ok(Outputs {
        network: None,
        recorder: recorder.transpose()?,
        export: export.transpose()?,
        board: None,
        cameras: names(venue),
    })
}

/// A bar over the pictures of all cameras; none where standard error is not a terminal.
pub fn progress(inputs: &[Input]) -> ProgressBar {
    let expected: Option<u64> = inputs.iter().map(|i| i.source.expected()).sum();
    let (bar, template) = match expected {
        Some(n) => (
            ProgressBar::new(n),
            "{wide_bar} {pos}/{len} pictures, {per_sec}, {eta} left",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {pos} pictures, {per_sec}, {elapsed}",
        ),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Seconds as typed.
///
/// # Errors
/// Not a positive number.
pub fn seconds(text: &str) -> Result<Duration> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| anyhow!("not a number of seconds"))?;
    ensure!(seconds > 0.0, "it must be more than 0");
    Duration::try_from_secs_f64(seconds).map_err(|e| anyhow!("{e}"))
}
