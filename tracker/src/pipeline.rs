//! The threads of a run and the channels between them: the only file that has any.
//!
//! ```text
//! per camera:  capture ─► worker ─┐                    one host:  run
//!                                 ├─► sync + fuse ─► outputs
//! per camera:  capture ─► worker ─┘     another host's workers send over the network: node, fuse
//! ```
//!
//! Data flows one way, and every channel is bounded. Recorded media wait for the slowest stage, so nothing is lost. Live
//! media cannot wait: a newer image replaces the one that was not processed yet, and that is counted.

mod camera_stage;
mod context;
mod fusion_output;
mod fusion_stage;
mod messages;
mod monitor_stage;
mod throughput;

use std::collections::BTreeSet;
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use crossbeam::channel::{Receiver, Select, Sender, bounded, never};
use crossbeam::select;
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, Timestamp, View};
use trackside_transport::{ViewReceiver, ViewSender};

use self::camera_stage::{ViewSink, WorkerSinks, capture, observe, play_views};
use self::context::STOP_CHECK_INTERVAL;
use self::fusion_stage::{CameraMessages, FusionStage};
use self::messages::{CameraMessage, StageOutput, TimedView};
use crate::camera_worker::CameraWorker;
use crate::capture::{CameraSource, ImageSource};
use crate::output::Outputs;
use crate::report::TrackedCounts;

pub use self::context::{PlaybackMode, RunContext, Stop};
pub use self::fusion_output::{event_message, missing_cameras};
pub use self::fusion_stage::FusionSetup;
pub use self::throughput::measure_images_per_s;

/// Images that wait between a camera and its worker. One is being read, one observed: three in memory at most.
const IMAGE_QUEUE: usize = 1;
/// Views of one camera that wait for sync.
const VIEW_QUEUE: usize = 16;
/// Frames that wait for the outputs.
const FRAME_QUEUE: usize = 16;
/// Images to be kept that wait for the outputs.
const KEPT_IMAGE_QUEUE: usize = 32;

/// One camera of this host.
pub struct CameraInput {
    /// Its index in the rig.
    pub id: CameraId,
    /// What it gives.
    pub source: CameraSource,
    /// Observes its images; required where the source gives images.
    pub worker: Option<CameraWorker>,
    /// Sends its views to another process; `None`: they go to fusion in this one.
    pub sender: Option<ViewSender>,
}

/// Where views come from.
pub enum ViewSource {
    /// The cameras of this host.
    Cameras(Vec<CameraInput>),
    /// Other processes.
    Network(Box<ViewReceiver>),
}

/// Runs from views to outputs, until every camera has ended, `limit` of the venue's time has passed, or a stop.
///
/// # Errors
/// A network that does not run, a file that cannot be written. A camera that fails ends alone.
pub fn run(
    source: ViewSource,
    setup: FusionSetup,
    outputs: &mut Outputs<'_>,
    limit: Option<Duration>,
    context: RunContext<'_>,
) -> Result<TrackedCounts> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let (to_outputs, kept_images) = bounded(KEPT_IMAGE_QUEUE);
        let messages = match source {
            ViewSource::Network(views) => CameraMessages::Network {
                views,
                nodes: 0,
                running: BTreeSet::new(),
            },
            ViewSource::Cameras(cameras) => {
                start_cameras(scope, cameras, &mut threads, &to_outputs, context)?
            }
        };
        drop(to_outputs);
        let (out, frames) = bounded(FRAME_QUEUE);
        threads.push(spawn(scope, "fuse".to_owned(), move || {
            FusionStage::new(setup, out, context).run(messages)
        })?);
        let written =
            context.stop_on_error(|| write_outputs(frames, kept_images, outputs, limit, context));
        let ended = join(threads);
        let tracked = written?;
        ended.map(|()| tracked)
    })
}

/// Runs cameras whose views go to another process, until all have ended or a stop. `idle` is called meanwhile.
///
/// # Errors
/// As [`run`], and a fusion that went away.
pub fn run_node(
    cameras: Vec<CameraInput>,
    context: RunContext<'_>,
    mut idle: impl FnMut(),
) -> Result<()> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        // The process that fuses publishes images; a node's are not sent.
        let (to_outputs, _) = bounded(1);
        start_cameras(scope, cameras, &mut threads, &to_outputs, context)?;
        while threads.iter().any(|t| !t.is_finished()) {
            context.progress.set_position(context.metrics.images());
            idle();
            thread::sleep(STOP_CHECK_INTERVAL);
        }
        join(threads)
    })
}

/// Observes recorded cameras and hands every view on, until all have ended or a stop. Nothing is fused, so the cameras' poses
/// do not matter. A camera ends early once its views span `limit`.
///
/// # Errors
/// As [`run`], and those of `on_view`.
pub fn run_observation(
    cameras: Vec<CameraInput>,
    limit: Option<Duration>,
    context: RunContext<'_>,
    mut on_view: impl FnMut(&View) -> Result<()>,
) -> Result<()> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let (to_outputs, _) = bounded(1);
        let messages = start_cameras(scope, cameras, &mut threads, &to_outputs, context)?;
        let CameraMessages::Recorded(receivers) = messages else {
            bail!("only recorded media can be observed without fusion");
        };
        let written = context.stop_on_error(|| {
            for message in merged(receivers, limit) {
                context.progress.set_position(context.metrics.images());
                on_view(&message)?;
            }
            Ok(())
        });
        // Cameras beyond the limit wait for it.
        context.stop.request();
        let ended = join(threads);
        written.and(ended)
    })
}

/// The views of all cameras as they come. A camera is let go once its views span `limit`.
fn merged(
    receivers: Vec<Receiver<CameraMessage>>,
    limit: Option<Duration>,
) -> impl Iterator<Item = View> {
    let mut open = receivers;
    let mut firsts = vec![None; open.len()];
    std::iter::from_fn(move || {
        while !open.is_empty() {
            let mut select = Select::new();
            for receiver in &open {
                select.recv(receiver);
            }
            let ready = select.select();
            let index = ready.index();
            if let Ok(CameraMessage::View(TimedView { view, .. })) = ready.recv(&open[index]) {
                let time = view.stamp.mid_exposure;
                let since_s = time.seconds_since(*firsts[index].get_or_insert(time));
                if limit.is_none_or(|limit| since_s < limit.as_secs_f64()) {
                    return Some(view);
                }
            }
            open.swap_remove(index);
            firsts.swap_remove(index);
        }
        None
    })
}

type Handle<'s> = ScopedJoinHandle<'s, Result<()>>;

fn spawn<'s>(
    scope: &'s Scope<'s, '_>,
    name: String,
    work: impl FnOnce() -> Result<()> + Send + 's,
) -> Result<Handle<'s>> {
    thread::Builder::new()
        .name(name)
        .spawn_scoped(scope, work)
        .context("cannot start a thread")
}

/// The first error, once all threads have ended.
fn join(threads: Vec<Handle<'_>>) -> Result<()> {
    let ended: Vec<Result<()>> = threads
        .into_iter()
        .map(|t| {
            t.join()
                .unwrap_or_else(|_| Err(anyhow!("a stage panicked")))
        })
        .collect();
    ended.into_iter().collect()
}

fn start_cameras<'s>(
    scope: &'s Scope<'s, '_>,
    cameras: Vec<CameraInput>,
    threads: &mut Vec<Handle<'s>>,
    kept_images: &Sender<JpegImage>,
    context: RunContext<'s>,
) -> Result<CameraMessages> {
    let all = bounded(VIEW_QUEUE * cameras.len().max(1));
    let mut by_camera = Vec::new();
    for camera in cameras {
        let id = camera.id;
        let to_sync = match context.playback {
            PlaybackMode::Realtime(_) => all.0.clone(),
            PlaybackMode::AsProcessed => {
                let (tx, rx) = bounded(VIEW_QUEUE);
                by_camera.push(rx);
                tx
            }
        };
        let views = match camera.sender {
            Some(sender) => ViewSink::Remote(Box::new(sender)),
            None => ViewSink::Local(to_sync),
        };
        match camera.source {
            CameraSource::Views(recorded) => {
                threads.push(spawn(scope, format!("views {}", id.0), move || {
                    context.stop_on_error(|| play_views(id, recorded, views, context))
                })?)
            }
            CameraSource::Images(images) => {
                let worker = camera
                    .worker
                    .context("a camera with images has no worker")?;
                let sinks = WorkerSinks {
                    views,
                    images: kept_images.clone(),
                };
                start_images(scope, id, *images, worker, sinks, threads, context)?;
            }
        }
    }
    Ok(match context.playback {
        PlaybackMode::Realtime(_) => CameraMessages::Live(all.1),
        PlaybackMode::AsProcessed => CameraMessages::Recorded(by_camera),
    })
}

fn start_images<'s>(
    scope: &'s Scope<'s, '_>,
    id: CameraId,
    images: ImageSource,
    worker: CameraWorker,
    sinks: WorkerSinks,
    threads: &mut Vec<Handle<'s>>,
    context: RunContext<'s>,
) -> Result<()> {
    let (to_worker, captured) = bounded(IMAGE_QUEUE);
    let (give_back, used) = bounded(IMAGE_QUEUE + 2);
    let waiting = captured.clone();
    threads.push(spawn(scope, format!("capture {}", id.0), move || {
        capture(id, images, &to_worker, &waiting, &used, context);
        Ok(())
    })?);
    threads.push(spawn(scope, format!("worker {}", id.0), move || {
        context.stop_on_error(|| observe(id, worker, captured, &give_back, sinks, context))
    })?);
    Ok(())
}

/// Writes frames, events and images to the outputs.
fn write_outputs(
    frames: Receiver<StageOutput>,
    mut images: Receiver<JpegImage>,
    outputs: &mut Outputs<'_>,
    limit: Option<Duration>,
    context: RunContext<'_>,
) -> Result<TrackedCounts> {
    let mut tracked = TrackedCounts::default();
    let mut first = None;
    let mut is_beyond_limit = |time: Timestamp| {
        let since_s = time.seconds_since(*first.get_or_insert(time));
        limit.is_some_and(|limit| since_s >= limit.as_secs_f64())
    };
    loop {
        context.progress.set_position(context.metrics.images());
        let output = select! {
            recv(images) -> image => {
                match image {
                    Ok(image) => outputs.write_image(&image)?,
                    Err(_) => images = never(),
                }
                continue;
            }
            recv(frames) -> output => output,
            default(STOP_CHECK_INTERVAL) => {
                outputs.keep_alive()?;
                continue;
            }
        };
        match output {
            Ok(StageOutput::Live(_, frame)) if is_beyond_limit(frame.time) => {
                context.stop.request();
            }
            Ok(StageOutput::Live(frame_set, frame)) => {
                tracked.add(&frame);
                outputs.write_live(&frame_set, &frame, context.metrics)?;
            }
            Ok(StageOutput::Smooth(frame)) if is_beyond_limit(frame.time) => {}
            Ok(StageOutput::Smooth(frame)) => {
                tracked.smooth_frames += 1;
                outputs.write_smooth(&frame, context.metrics)?;
            }
            Ok(StageOutput::Event(event)) if is_beyond_limit(Timestamp(event.time_ns)) => {}
            Ok(StageOutput::Event(event)) => outputs.write_event(&event)?,
            Ok(StageOutput::Rig(rig, time)) => outputs.write_rig(&rig, time)?,
            Err(_) => {
                images
                    .try_iter()
                    .try_for_each(|image| outputs.write_image(&image))?;
                return Ok(tracked);
            }
        }
    }
}
