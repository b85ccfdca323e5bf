//! The threads of a run and the channels between them: the only file that has any.
//!
//! ```text
//! per camera:  capture ─► worker ─┐                    one host:  run
//!                                 ├─► sync + fuse ─► outputs
//! per camera:  capture ─► worker ─┘     another host's workers come over the network: node, fuse
//! ```
//!
//! One way, every channel bounded. Recorded media wait for whoever is slower, so nothing is lost. Live media cannot
//! wait: a newer picture overtakes the one that was not looked at yet, and that is counted.

mod camera;
mod fusing;
mod watching;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use crossbeam::channel::{Receiver, Sender, bounded, never};
use crossbeam::select;
use indicatif::ProgressBar;
use trackside_calibration::check::CameraMonitor;
use trackside_fusion::Fusion;
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, Timestamp, TrackingFrame};
use trackside_transport::{ViewReceiver, ViewSender};

use self::camera::{Outlet, Watched, capture, give_views, work};
use self::fusing::{Events, Fusing, Made};
pub(crate) use self::fusing::{absent, event};
use crate::capture::{Images, Source};
use crate::output::Outputs;
use crate::report::{Meter, Tally};
use crate::smoothing::Smoothing;
use crate::sync::Sync;
use crate::worker::Worker;

/// Pictures that wait between a camera and its worker. One is being read, one looked at: three in memory at most.
const IMAGES_WAITING: usize = 1;
/// Views of one camera that wait for sync.
const VIEWS_WAITING: usize = 16;
/// Frames that wait for the outputs.
const FRAMES_WAITING: usize = 16;
/// Pictures for those who watch that wait for the outputs.
const PICTURES_WAITING: usize = 32;
/// How long a thread waits before it looks whether it is to stop.
const LOOK_UP: Duration = Duration::from_millis(100);

/// Asks every stage to come to its end.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How fast media run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Recorded media as fast as they are used. Nothing is lost.
    AsUsed,
    /// Recorded media by their own clock, which begins at this time; live media as they come. What is late is lost.
    Realtime(Timestamp),
}

/// One camera of this host.
pub struct Input {
    /// Its place in the rig.
    pub id: CameraId,
    /// What it gives.
    pub source: Source,
    /// Sees what is in its pictures. Needed where the source gives pictures.
    pub worker: Option<Worker>,
    /// Where its views go, if not to fusion in this process.
    pub away: Option<ViewSender>,
}

/// Where views come from.
pub enum Intake {
    /// The cameras of this host.
    Inputs(Vec<Input>),
    /// Other processes.
    Network(Box<ViewReceiver>),
}

/// What turns views into frames.
pub struct Fuser {
    /// Brings views together.
    pub sync: Sync,
    /// Makes athletes of them.
    pub fusion: Fusion,
    /// Watches the cameras, where somebody wants it.
    pub watch: Option<CameraMonitor>,
    /// Tells of moments once more.
    pub smoothing: Smoothing,
    /// What all frames have in common.
    pub template: TrackingFrame,
}

/// What all stages share.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// Counters and clocks.
    pub meter: &'a Meter,
    /// The request to stop.
    pub stop: &'a Stop,
    /// Moves with the pictures.
    pub progress: &'a ProgressBar,
    /// How fast media run.
    pub pace: Pace,
}

/// Runs from views to outputs, until every camera has ended, `limit` of the venue's time has passed, or a stop.
///
/// # Errors
/// A network that does not run, a file that cannot be written. A camera that breaks ends alone.
pub fn run(
    intake: Intake,
    fuser: Fuser,
    outputs: &mut Outputs<'_>,
    limit: Option<Duration>,
    shared: Shared<'_>,
) -> Result<Tally> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let (show, pictures) = bounded(PICTURES_WAITING);
        let events = match intake {
            Intake::Network(views) => Events::Network {
                views,
                nodes: 0,
                running: BTreeSet::new(),
            },
            Intake::Inputs(inputs) => start_cameras(scope, inputs, &mut threads, &show, shared)?,
        };
        drop(show);
        let (out, frames) = bounded(FRAMES_WAITING);
        threads.push(spawn(scope, "fuse".to_owned(), move || {
            Fusing::new(fuser, out, shared).run(events)
        })?);
        let written = write_out(frames, pictures, outputs, limit, shared);
        if written.is_err() {
            shared.stop.ask();
        }
        let ended = join(threads);
        let tally = written?;
        ended.map(|()| tally)
    })
}

/// Runs cameras whose views go away, until all have ended or a stop.
///
/// # Errors
/// As [`run`], and a fusion that went away.
pub fn run_node(inputs: Vec<Input>, shared: Shared<'_>, mut idle: impl FnMut()) -> Result<()> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        // Fusion's process is the one that publishes; a node's pictures are not sent.
        let (show, _) = bounded(1);
        start_cameras(scope, inputs, &mut threads, &show, shared)?;
        while threads.iter().any(|t| !t.is_finished()) {
            shared.progress.set_position(shared.meter.images());
            idle();
            thread::sleep(LOOK_UP);
        }
        join(threads)
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

/// The first error, once all have ended.
fn join(threads: Vec<Handle<'_>>) -> Result<()> {
    let ended: Vec<Result<()>> = threads
        .into_iter()
        .map(|t| {
            t.join()
                .unwrap_or_else(|_| Err(anyhow!("a stage broke down")))
        })
        .collect();
    ended.into_iter().collect()
}

fn start_cameras<'s>(
    scope: &'s Scope<'s, '_>,
    inputs: Vec<Input>,
    threads: &mut Vec<Handle<'s>>,
    show: &Sender<JpegImage>,
    shared: Shared<'s>,
) -> Result<Events> {
    let all = bounded(VIEWS_WAITING * inputs.len().max(1));
    let mut each = Vec::new();
    for input in inputs {
        let id = input.id;
        let to_sync = match shared.pace {
            Pace::Realtime(_) => all.0.clone(),
            Pace::AsUsed => {
                let (tx, rx) = bounded(VIEWS_WAITING);
                each.push(rx);
                tx
            }
        };
        let outlet = match input.away {
            Some(sender) => Outlet::Away(Box::new(sender)),
            None => Outlet::Here(to_sync),
        };
        match input.source {
            Source::Views(views) => {
                threads.push(spawn(scope, format!("views {}", id.0), move || {
                    ending(shared, || give_views(id, views, outlet, shared))
                })?)
            }
            Source::Images(images) => {
                let worker = input
                    .worker
                    .context("a camera with pictures has no worker")?;
                let watched = Watched {
                    outlet,
                    show: show.clone(),
                };
                start_images(scope, id, *images, worker, watched, threads, shared)?;
            }
        }
    }
    Ok(match shared.pace {
        Pace::Realtime(_) => Events::Live(all.1),
        Pace::AsUsed => Events::Recorded(each),
    })
}

fn start_images<'s>(
    scope: &'s Scope<'s, '_>,
    id: CameraId,
    images: Images,
    worker: Worker,
    watched: Watched,
    threads: &mut Vec<Handle<'s>>,
    shared: Shared<'s>,
) -> Result<()> {
    let (to_worker, taken) = bounded(IMAGES_WAITING);
    let (give_back, used) = bounded(IMAGES_WAITING + 2);
    let waiting = taken.clone();
    threads.push(spawn(scope, format!("capture {}", id.0), move || {
        capture(id, images, &to_worker, &waiting, &used, shared);
        Ok(())
    })?);
    threads.push(spawn(scope, format!("worker {}", id.0), move || {
        ending(shared, || {
            work(id, worker, taken, &give_back, watched, shared)
        })
    })?);
    Ok(())
}

/// Asks all others to stop when one stage fails, so that the run ends and says why.
fn ending(shared: Shared<'_>, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let ended = work();
    if ended.is_err() {
        shared.stop.ask();
    }
    ended
}

/// Hands frames to the outputs.
fn write_out(
    frames: Receiver<Made>,
    mut pictures: Receiver<JpegImage>,
    outputs: &mut Outputs<'_>,
    limit: Option<Duration>,
    shared: Shared<'_>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut first = None;
    let mut beyond = |time: Timestamp| {
        let since = time.seconds_since(*first.get_or_insert(time));
        limit.is_some_and(|limit| since >= limit.as_secs_f64())
    };
    loop {
        shared.progress.set_position(shared.meter.images());
        let made = select! {
            recv(pictures) -> picture => {
                match picture {
                    Ok(picture) => outputs.image(&picture)?,
                    Err(_) => pictures = never(),
                }
                continue;
            }
            recv(frames) -> made => made,
            default(LOOK_UP) => {
                outputs.idle()?;
                continue;
            }
        };
        match made {
            Ok(Made::Live(_, frame)) if beyond(frame.time) => shared.stop.ask(),
            Ok(Made::Live(moment, frame)) => {
                tally.count(&frame);
                outputs.take(&moment, &frame, shared.meter)?;
            }
            Ok(Made::Smooth(frame)) if beyond(frame.time) => {}
            Ok(Made::Smooth(frame)) => {
                tally.smooth_frames += 1;
                outputs.take_again(&frame, shared.meter)?;
            }
            Ok(Made::Event(event)) if beyond(Timestamp(event.time_ns)) => {}
            Ok(Made::Event(event)) => outputs.tell(&event)?,
            Ok(Made::Rig(rig, time)) => outputs.rig(&rig, time)?,
            Err(_) => {
                pictures.try_iter().try_for_each(|p| outputs.image(&p))?;
                return Ok(tally);
            }
        }
    }
}
