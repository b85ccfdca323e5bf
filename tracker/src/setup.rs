//! From a venue and the options of a run to the parts of its pipeline.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail, ensure};
use indicatif::ProgressBar;
use trackside_calibration::check::CameraMonitor;
use trackside_calibration::{Camera, rig_file};
use trackside_fusion::Fusion;
use trackside_recording::Recorder;
use trackside_schema::wire::{self, SessionHeader, v1};
use trackside_schema::{Timestamp, TrackingFrame};
use trackside_sports::FieldName;
use trackside_transport::{CameraNames, Publisher, open_session, published_venue};

use crate::camera_worker::CameraWorker;
use crate::capture::{CameraSource, InputKind, frame_set_rate_hz};
use crate::export_file::ExportFile;
use crate::metrics::RunMetrics;
use crate::networks;
use crate::node_name::node_name;
use crate::output::Outputs;
use crate::pipeline::{CameraInput, FusionSetup, PlaybackMode, Stop};
use crate::pixel_mapping::PixelMapping;
use crate::progress;
use crate::smoothing::SmoothQueue;
use crate::sync::{ClosePolicy, FrameSetBundler};
use crate::venue::{MediaSource, Venue, VenueCamera};

/// The name of a session that starts now, for example `20260501T120000Z`.
pub fn new_session_name() -> String {
    jiff::Timestamp::now()
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// A stop that Ctrl-C requests: the first ends the run with its files finished, the second exits at once.
///
/// # Errors
/// The signal cannot be handled.
pub fn stop_on_ctrl_c() -> Result<Stop> {
    let stop = Stop::default();
    let requested = stop.clone();
    ctrlc::set_handler(move || {
        if requested.is_requested() {
            std::process::exit(130);
        }
        requested.request();
        // Standard error may be closed; the run ends all the same.
        let _ = writeln!(
            std::io::stderr(),
            "stopping: what was processed so far is being finished (press Ctrl-C again to exit at once)"
        );
    })
    .context("Ctrl-C cannot be handled")?;
    Ok(stop)
}

/// First images that are taken at times in their files which differ by more are reported, s.
const MAX_START_DIFFERENCE_S: f64 = 0.1;

/// How fast the venue's media run.
pub fn playback_mode(venue: &Venue, input: InputKind, realtime: bool) -> PlaybackMode {
    if input == InputKind::Video && venue.is_live() {
        PlaybackMode::Realtime(Timestamp::from(SystemTime::now()))
    } else if realtime {
        PlaybackMode::Realtime(venue.start)
    } else {
        PlaybackMode::AsProcessed
    }
}

/// Opens the cameras of this host: those named in `only`, or all of the venue's.
///
/// # Errors
/// A camera that is not there, media that cannot be used, models that cannot be run.
pub fn open_cameras(venue: &Venue, input: InputKind, only: &[String]) -> Result<Vec<CameraInput>> {
    for name in only {
        ensure!(
            venue.cameras.iter().any(|c| c.name == *name),
            "{}: there is no camera \"{name}\"",
            venue.path.display()
        );
    }
    let is_file = |c: &VenueCamera| {
        matches!(
            c.source,
            Some(MediaSource::Path(_) | MediaSource::Chapters(_))
        )
    };
    ensure!(
        !(input == InputKind::Video && venue.is_live() && venue.cameras.iter().any(is_file)),
        "{}: some sources are live (URLs) and some recorded (files): they have no time in common",
        venue.path.display()
    );
    let is_here = |c: &&VenueCamera| only.is_empty() || only.contains(&c.name);
    let mut cameras = Vec::new();
    for camera in venue.cameras.iter().filter(is_here) {
        let source = CameraSource::open(venue, camera, input)?;
        if let CameraSource::Images(images) = &source {
            // A size that cannot be used is an error before anything runs.
            PixelMapping::new(rig_camera(venue, camera)?, images.size_px(), camera.size)?;
        }
        cameras.push(CameraInput {
            id: camera.id,
            source,
            worker: None,
            sender: None,
        });
    }
    report_late_starts(venue, &cameras);
    if input == InputKind::Video {
        let engine = networks::open(venue)?;
        for input in &mut cameras {
            let camera = &venue.cameras[input.id.index()];
            let rig_camera = rig_camera(venue, camera)?.clone();
            let observer = engine.observer().with_exposure(camera.exposure_s);
            let worker = CameraWorker::new(input.id, rig_camera, camera.size, observer)
                .with_monitoring(venue.calibration.is_monitored())
                .with_images(venue.images);
            input.worker = Some(worker);
        }
    }
    Ok(cameras)
}

/// Warns of files whose first image comes at another time in its file than the others': an editor's gap, or two recordings that
/// are not to be laid side by side.
fn report_late_starts(venue: &Venue, cameras: &[CameraInput]) {
    let starts: Vec<(f64, &str)> = (cameras.iter())
        .filter_map(|camera| match &camera.source {
            CameraSource::Images(images) => {
                let name = &venue.cameras[camera.id.index()].name;
                Some((images.first_image_s()?, name.as_str()))
            }
            CameraSource::Views(_) => None,
        })
        .collect();
    let by_time = |a: &&(f64, &str), b: &&(f64, &str)| a.0.total_cmp(&b.0);
    let (Some(first), Some(last)) = (starts.iter().min_by(by_time), starts.iter().max_by(by_time))
    else {
        return;
    };
    if last.0 - first.0 > MAX_START_DIFFERENCE_S {
        tracing::warn!(
            "the first images are not taken at the same time in their files: {:.3} s in camera \"{}\", {:.3} s in camera \"{}\". \
             The files' own times are kept; `offset_s` of a [[camera]] shifts them",
            first.0,
            first.1,
            last.0,
            last.1
        );
    }
}

fn rig_camera<'a>(venue: &'a Venue, camera: &VenueCamera) -> Result<&'a Camera> {
    venue
        .rig
        .camera(camera.id)
        .with_context(|| format!("camera \"{}\" is not in the rig", camera.name))
}

/// Frame sets per second, from the cameras where the venue does not say it.
///
/// # Errors
/// Neither says it, or the media are not on this host.
pub fn find_rate_hz(venue: &Venue, input: InputKind) -> Result<f64> {
    if let Some(rate_hz) = venue.rate_hz {
        return Ok(rate_hz);
    }
    let opened = (venue.cameras.iter()).map(|c| CameraSource::open(venue, c, input));
    let sources: Vec<CameraSource> = opened.collect::<Result<_>>().with_context(|| {
        format!(
            "{}: set rate_hz where media are on other hosts",
            venue.path.display()
        )
    })?;
    frame_set_rate_hz(venue, sources.iter())
}

/// Sync and fusion of a run. Live media without a clock of their own count their ticks from now.
pub fn fusion_setup(
    venue: &Venue,
    session: &str,
    rate_hz: f64,
    playback: PlaybackMode,
) -> FusionSetup {
    let (origin, policy) = match playback {
        PlaybackMode::AsProcessed => (venue.start, ClosePolicy::WhenComplete),
        PlaybackMode::Realtime(start) => {
            let policy = ClosePolicy::Deadline {
                deadline: venue.sync.deadline(),
                camera_timeout: venue.sync.camera_timeout(),
            };
            (start, policy)
        }
    };
    let monitor = || CameraMonitor::new(venue.rig.clone(), venue.calibration.auto_repair);
    FusionSetup {
        bundler: FrameSetBundler::new(origin, rate_hz, venue.rig.cameras().len(), policy),
        fusion: Fusion::new(venue.rig.clone(), venue.fusion.clone()),
        monitor: venue.calibration.is_monitored().then(monitor),
        smooth: SmoothQueue::new(&venue.fusion),
        template: TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            venue: venue.name.clone(),
            session: session.to_owned(),
            rig: venue.rig.id().clone(),
            ..TrackingFrame::default()
        },
    }
}

/// The rig's cameras, by id.
pub fn camera_names(venue: &Venue) -> CameraNames {
    CameraNames {
        rig: venue.rig.id().clone(),
        names: venue.rig.cameras().iter().map(|c| c.name.clone()).collect(),
    }
}

/// Counters and timers for the venue's cameras.
pub fn new_metrics(venue: &Venue) -> RunMetrics {
    RunMetrics::new(camera_names(venue).names)
}

/// Rig and match of a session that starts now.
///
/// # Errors
/// A path that cannot be made absolute.
pub fn session_header(venue: &Venue, session: &str, input: InputKind) -> Result<SessionHeader> {
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: venue.name.clone(),
        session: session.to_owned(),
        rig: venue.rig.id().0.clone(),
        cameras: camera_names(venue).names,
        started_ns: Timestamp::from(SystemTime::now()).0,
        fusion: toml::to_string(&venue.fusion).context("the options of fusion")?,
        field: venue
            .field
            .map(FieldName::name)
            .unwrap_or_default()
            .to_owned(),
        media: recorded_media(venue, input)?,
    };
    Ok(SessionHeader::new(
        &rig_file::to_message(&venue.rig),
        &match_,
    ))
}

/// The media of recorded cameras.
fn recorded_media(venue: &Venue, input: InputKind) -> Result<Vec<v1::Media>> {
    let mut media = Vec::new();
    for camera in &venue.cameras {
        let paths = match &camera.source {
            Some(MediaSource::Path(path)) => std::slice::from_ref(path),
            Some(MediaSource::Chapters(paths)) => paths,
            Some(MediaSource::Url(_) | MediaSource::Synthetic(_)) | None => continue,
        };
        let mut absolute = Vec::new();
        for path in paths {
            let path = std::path::absolute(path).with_context(|| path.display().to_string())?;
            absolute.extend(path.to_str().map(str::to_owned));
        }
        // A path that is not UTF-8 is left out: its images are then not available in replay.
        if absolute.len() < paths.len() {
            continue;
        }
        let mut absolute = absolute.into_iter();
        let has_own_times =
            input == InputKind::Video && camera.times.is_none() && camera.fps.is_none();
        let start = venue.start.plus_seconds(camera.offset_s);
        media.push(v1::Media {
            camera: camera.name.clone(),
            path: absolute.next().unwrap_or_default(),
            start_ns: has_own_times.then_some(start.0),
            size: camera.size.name().to_owned(),
            chapters: absolute.collect(),
            turn: camera.turn.turn_deg(),
        });
    }
    Ok(media)
}

/// Opens the network, and publishes the session's rig and match.
///
/// # Errors
/// An endpoint that cannot be used; another process that publishes a venue of this name.
pub fn open_network(
    venue: &Venue,
    session: &str,
    role: &str,
    input: InputKind,
) -> Result<(Publisher, zenoh::Session)> {
    let header = session_header(venue, session, input)?;
    let network = open_session(&venue.publish)?;
    let publisher = publish(venue, role, &header, &network)?;
    Ok((publisher, network))
}

/// Publishes a session's rig and match.
///
/// # Errors
/// Another process that publishes a venue of this name.
pub fn publish(
    venue: &Venue,
    role: &str,
    header: &SessionHeader,
    network: &zenoh::Session,
) -> Result<Publisher> {
    refuse_second_venue(
        network,
        &venue.name,
        "--name, or `name` in the venue file, gives this one another",
    )?;
    let publisher = Publisher::open(network, &venue.name, &node_name(role), header)?;
    let cameras = camera_names(venue).names;
    publisher.with_images(network, &venue.name, &cameras)
}

/// Refuses to publish a venue whose name another process uses: who listens would get both.
///
/// # Errors
/// There is one; it is named. `remedy` says how this one gets another name.
pub fn refuse_second_venue(network: &zenoh::Session, name: &str, remedy: &str) -> Result<()> {
    if let Some(other) = published_venue(network, name)? {
        bail!(
            "a venue named \"{name}\" is published already: session {}, by {}. End that, or {remedy}",
            other.session,
            other.nodes.join(", ")
        );
    }
    Ok(())
}

/// Creates the recording and the exported file of a run, where they are given.
///
/// # Errors
/// A path that cannot be written.
pub fn create_outputs<'w>(
    venue: &Venue,
    session: &str,
    input: InputKind,
    rate_hz: f64,
    record: Option<&Path>,
    export: Option<&Path>,
) -> Result<Outputs<'w>> {
    let recorder = match record {
        Some(path) => {
            let recorder = Recorder::create(path, session_header(venue, session, input)?)?;
            Some((path.to_owned(), recorder))
        }
        None => None,
    };
    Ok(Outputs {
        network: None,
        recorder,
        export: export
            .map(|path| ExportFile::create(path, rate_hz))
            .transpose()?,
        dashboard: None,
        cameras: camera_names(venue).names,
    })
}

/// The progress over the images of all cameras, of which `limit` of the venue's time is processed.
pub fn image_progress(cameras: &[CameraInput], limit: Option<Duration>) -> ProgressBar {
    let expected = |c: &CameraInput| {
        let all = c.source.expected();
        let within = limit
            .zip(c.source.rate_hz())
            .map(|(limit, hz)| (limit.as_secs_f64() * hz).ceil() as u64);
        match (all, within) {
            (Some(all), Some(within)) => Some(all.min(within)),
            (all, within) => all.or(within),
        }
    };
    let expected: Option<u64> = cameras.iter().map(expected).sum();
    match expected {
        Some(count) => progress::bar(count, "images"),
        None => progress::counter("images"),
    }
}

/// Parses a positive number of seconds.
///
/// # Errors
/// Not a positive number.
pub fn parse_seconds(text: &str) -> Result<Duration> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| anyhow!("not a number of seconds"))?;
    ensure!(seconds > 0.0, "it must be more than 0");
    Duration::try_from_secs_f64(seconds).map_err(|e| anyhow!("{e}"))
}
