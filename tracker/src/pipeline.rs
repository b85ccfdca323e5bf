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

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use crossbeam::channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use indicatif::ProgressBar;
use trackside_fusion::Fusion;
use trackside_schema::{CameraId, Moment, StageLatency, Timestamp, TrackingFrame, View};

use crate::capture::{Image, Images, Next, Source, monotonic_ns};
use crate::output::Outputs;
use crate::report::{Loss, Meter, Stage, Tally};
use crate::subscribe::{Heard, ViewSender, Views};
use crate::sync::{Placed, Sync};
use crate::worker::Worker;

/// Pictures that wait between a camera and its worker. One is being read, one looked at: three in memory at most.
const IMAGES_WAITING: usize = 1;
/// Views of one camera that wait for sync.
const VIEWS_WAITING: usize = 16;
/// Frames that wait for the outputs.
const FRAMES_WAITING: usize = 16;
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
    Network(Box<Views>),
}

/// What turns views into frames.
pub struct Fuser {
    /// Brings views together.
    pub sync: Sync,
    /// Makes athletes of them.
    pub fusion: Fusion,
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

/// What a camera tells sync.
enum Event {
    Seen(Seen),
    End(CameraId),
}

/// A view and how long it took, where that is known.
struct Seen {
    view: View,
    capture: Option<Duration>,
    observe: Option<Duration>,
}

struct Taken {
    image: Image,
    capture: Duration,
}

struct Fused {
    moment: Moment,
    frame: TrackingFrame,
}

/// Runs from views to outputs, until every camera has ended, `limit` of the venue's time has passed, or a stop.
///
/// # Errors
/// A network that does not run, a file that cannot be written. A camera that breaks ends alone.
pub fn run(
    intake: Intake,
    fuser: Fuser,
    outputs: &mut Outputs,
    limit: Option<Duration>,
    shared: Shared<'_>,
) -> Result<Tally> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let events = match intake {
            Intake::Network(views) => Events::Network {
                views,
                nodes: 0,
                running: BTreeSet::new(),
            },
            Intake::Inputs(inputs) => start_cameras(scope, inputs, &mut threads, shared)?,
        };
        let (out, frames) = bounded(FRAMES_WAITING);
        threads.push(spawn(scope, "fuse".to_owned(), move || {
            Fusing::new(fuser, out, shared).run(events)
        })?);
        let written = write_out(frames, outputs, limit, shared);
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
        start_cameras(scope, inputs, &mut threads, shared)?;
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
            Some(sender) => Outlet::Away(sender),
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
                start_images(scope, id, *images, worker, outlet, threads, shared)?;
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
    outlet: Outlet,
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
            work(id, worker, taken, &give_back, outlet, shared)
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

/// Reads one camera's pictures for its worker.
fn capture(
    id: CameraId,
    mut images: Images,
    to_worker: &Sender<Taken>,
    waiting: &Receiver<Taken>,
    used: &Receiver<Image>,
    shared: Shared<'_>,
) {
    let clock = Clock::new(if images.is_live() {
        Pace::AsUsed
    } else {
        shared.pace
    });
    while !shared.stop.asked() {
        let mut image = used.try_recv().unwrap_or_default();
        let began = Instant::now();
        match images.read(&mut image, &|| shared.stop.asked()) {
            Next::Image => {}
            Next::End(why) => {
                why.into_iter()
                    .for_each(|why| shared.meter.ended_early(id, why));
                return;
            }
        }
        let capture = began.elapsed();
        shared.meter.time(Stage::Capture, capture);
        shared.meter.image(id);
        clock.wait(image.stamp.mid_exposure, shared.stop);
        image.stamp.received_ns = monotonic_ns();
        let taken = Taken { image, capture };
        let sent = match shared.pace {
            Pace::AsUsed => send(to_worker, taken, shared.stop),
            Pace::Realtime(_) => overtake(id, to_worker, waiting, taken, shared.meter),
        };
        if !sent {
            return;
        }
    }
}

/// Sends, and looks up while waiting; `false` when nobody listens any more.
fn send<T>(to: &Sender<T>, mut what: T, stop: &Stop) -> bool {
    loop {
        match to.send_timeout(what, LOOK_UP) {
            Ok(()) => return true,
            Err(crossbeam::channel::SendTimeoutError::Timeout(back)) if !stop.asked() => {
                what = back
            }
            Err(_) => return false,
        }
    }
}

/// Sends, taking out what waits there: the newest wins.
fn overtake(
    id: CameraId,
    to: &Sender<Taken>,
    waiting: &Receiver<Taken>,
    mut newest: Taken,
    meter: &Meter,
) -> bool {
    loop {
        match to.try_send(newest) {
            Ok(()) => return true,
            Err(TrySendError::Disconnected(_)) => return false,
            Err(TrySendError::Full(back)) => {
                if waiting.try_recv().is_ok() {
                    meter.lose(id, Loss::Overtaken);
                }
                newest = back;
            }
        }
    }
}

/// Sees what is in one camera's pictures.
fn work(
    id: CameraId,
    mut worker: Worker,
    taken: Receiver<Taken>,
    give_back: &Sender<Image>,
    mut outlet: Outlet,
    shared: Shared<'_>,
) -> Result<()> {
    for Taken { image, capture } in taken {
        let began = Instant::now();
        let view = worker.observe(&image)?;
        let observe = began.elapsed();
        shared.meter.time(Stage::Observe, observe);
        // Nobody needs it when the camera has ended.
        let _ = give_back.try_send(image);
        let seen = Seen {
            view,
            capture: Some(capture),
            observe: Some(observe),
        };
        if !outlet.give(seen, shared.stop)? {
            return Ok(());
        }
    }
    outlet.end(id, shared.stop)
}

/// Gives what was seen in one camera's pictures before.
fn give_views(
    id: CameraId,
    views: std::vec::IntoIter<View>,
    mut outlet: Outlet,
    shared: Shared<'_>,
) -> Result<()> {
    let clock = Clock::new(shared.pace);
    for mut view in views {
        if shared.stop.asked() {
            break;
        }
        clock.wait(view.stamp.mid_exposure, shared.stop);
        view.stamp.received_ns = monotonic_ns();
        shared.meter.image(id);
        let seen = Seen {
            view,
            capture: None,
            observe: None,
        };
        if !outlet.give(seen, shared.stop)? {
            return Ok(());
        }
    }
    outlet.end(id, shared.stop)
}

/// Holds recorded media back to their own clock.
struct Clock(Option<(Instant, Timestamp)>);

impl Clock {
    fn new(pace: Pace) -> Clock {
        Clock(match pace {
            Pace::AsUsed => None,
            Pace::Realtime(start) => Some((Instant::now(), start)),
        })
    }

    fn wait(&self, until: Timestamp, stop: &Stop) {
        let Some((began, start)) = self.0 else {
            return;
        };
        let due =
            began + Duration::try_from_secs_f64(until.seconds_since(start)).unwrap_or_default();
        loop {
            let left = due.saturating_duration_since(Instant::now());
            if left.is_zero() || stop.asked() {
                return;
            }
            thread::sleep(left.min(LOOK_UP));
        }
    }
}

/// Where one camera's views go.
enum Outlet {
    Here(Sender<Event>),
    Away(ViewSender),
}

impl Outlet {
    /// `false` when nobody listens any more.
    fn give(&mut self, seen: Seen, stop: &Stop) -> Result<bool> {
        match self {
            Outlet::Here(to) => Ok(to.send(Event::Seen(seen)).is_ok()),
            Outlet::Away(sender) => match sender.view(&seen.view, &|| stop.asked()) {
                Err(_) if stop.asked() => Ok(false),
                sent => sent.map(|()| true),
            },
        }
    }

    fn end(self, id: CameraId, stop: &Stop) -> Result<()> {
        match self {
            Outlet::Here(to) => {
                // Where nobody listens any more nobody waits for the end.
                let _ = to.send(Event::End(id));
                Ok(())
            }
            Outlet::Away(sender) => match sender.end(&|| stop.asked()) {
                Err(_) if stop.asked() => Ok(()),
                ended => ended,
            },
        }
    }
}

/// What sync hears, from whom.
enum Events {
    /// By camera: whoever is furthest behind is heard next, so that nobody runs ahead.
    Recorded(Vec<Receiver<Event>>),
    /// As they come.
    Live(Receiver<Event>),
    /// As they come, from so many other processes, of cameras that have begun and not ended.
    Network {
        views: Box<Views>,
        nodes: usize,
        running: BTreeSet<CameraId>,
    },
}

/// Sync and fusion at work.
struct Fusing<'a> {
    sync: Sync,
    fusion: Fusion,
    template: TrackingFrame,
    out: Sender<Fused>,
    shared: Shared<'a>,
    began: Instant,
    cameras: usize,
    /// By tick: when its first view came, and the longest capture and observe of its views.
    waiting: BTreeMap<u64, (Instant, Duration, Duration)>,
}

impl<'a> Fusing<'a> {
    fn new(fuser: Fuser, out: Sender<Fused>, shared: Shared<'a>) -> Fusing<'a> {
        Fusing {
            sync: fuser.sync,
            cameras: fuser.fusion.rig().cameras().len(),
            fusion: fuser.fusion,
            template: fuser.template,
            out,
            shared,
            began: Instant::now(),
            waiting: BTreeMap::new(),
        }
    }

    fn run(mut self, mut events: Events) -> Result<()> {
        while let Some(awaited) = self.sync.awaited() {
            match self.hear(&mut events, awaited)? {
                Some(Event::Seen(seen)) => self.take(seen),
                Some(Event::End(camera)) => self.sync.end(camera),
                None => {}
            }
            while let Some(moment) = self.sync.next(self.began.elapsed()) {
                let fused = self.fuse(moment);
                if self.out.send(fused).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The next event; `None` when none came in time.
    fn hear(&mut self, events: &mut Events, awaited: CameraId) -> Result<Option<Event>> {
        let due = self
            .sync
            .due()
            .map(|due| due.saturating_sub(self.began.elapsed()));
        let patience = due.map_or(LOOK_UP, |due| due.min(LOOK_UP));
        match events {
            Events::Recorded(cameras) => {
                let heard = cameras.get(awaited.index()).map(Receiver::recv);
                Ok(Some(
                    heard.and_then(Result::ok).unwrap_or(Event::End(awaited)),
                ))
            }
            Events::Live(all) => match all.recv_timeout(patience) {
                Ok(event) => Ok(Some(event)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(RecvTimeoutError::Disconnected) => Ok(Some(Event::End(awaited))),
            },
            Events::Network {
                views,
                nodes,
                running,
            } => {
                if self.shared.stop.asked() {
                    return Ok(Some(Event::End(awaited)));
                }
                Ok(match views.next(patience)? {
                    None => None,
                    Some(Heard::Node { name, alive }) => {
                        self.node(&name, alive, nodes, running);
                        None
                    }
                    Some(heard) => self.heard(heard, running, awaited),
                })
            }
        }
    }

    fn heard(
        &self,
        heard: Heard,
        running: &mut BTreeSet<CameraId>,
        awaited: CameraId,
    ) -> Option<Event> {
        match heard {
            Heard::View(view) => {
                self.shared.meter.image(view.camera);
                running.insert(view.camera);
                Some(Event::Seen(Seen {
                    view,
                    capture: None,
                    observe: None,
                }))
            }
            Heard::End { camera, .. } => {
                running.remove(&camera);
                Some(Event::End(camera))
            }
            Heard::Unusable(why) => {
                self.shared.meter.lose(awaited, Loss::Unusable);
                tracing::warn!("{why}");
                None
            }
            Heard::Node { .. } => None,
        }
    }

    /// When the last node leaves with recorded cameras that have not ended, it broke down: nobody waits for them.
    fn node(
        &mut self,
        name: &str,
        alive: bool,
        nodes: &mut usize,
        running: &mut BTreeSet<CameraId>,
    ) {
        tracing::info!("node {name} {}", if alive { "is here" } else { "is gone" });
        *nodes = if alive {
            *nodes + 1
        } else {
            nodes.saturating_sub(1)
        };
        if *nodes == 0 && self.shared.pace == Pace::AsUsed {
            for camera in std::mem::take(running) {
                let why = format!("its node {name} went away before its end");
                self.shared.meter.ended_early(camera, why);
                self.sync.end(camera);
            }
        }
    }

    fn take(&mut self, seen: Seen) {
        let camera = seen.view.camera;
        let loss = match self.sync.push(seen.view, self.began.elapsed()) {
            Placed::At(tick) => {
                let first = (Instant::now(), Duration::ZERO, Duration::ZERO);
                let waiting = self.waiting.entry(tick).or_insert(first);
                waiting.1 = waiting.1.max(seen.capture.unwrap_or_default());
                waiting.2 = waiting.2.max(seen.observe.unwrap_or_default());
                return;
            }
            Placed::Superseded => Loss::Superseded,
            Placed::Late => Loss::Late,
            Placed::BeforeStart => Loss::BeforeStart,
        };
        self.shared.meter.lose(camera, loss);
    }

    fn fuse(&mut self, moment: Moment) -> Fused {
        let (since, capture, observe) = self.waiting.remove(&moment.tick).unwrap_or((
            Instant::now(),
            Duration::ZERO,
            Duration::ZERO,
        ));
        let waited = since.elapsed();
        let began = Instant::now();
        let fused = self.fusion.step(&moment);
        let took = began.elapsed();
        self.shared.meter.time(Stage::Sync, waited);
        self.shared.meter.time(Stage::Fuse, took);
        let stages = [
            (Stage::Capture, capture),
            (Stage::Observe, observe),
            (Stage::Sync, waited),
            (Stage::Fuse, took),
        ];
        let known = stages.into_iter().filter(|(_, time)| !time.is_zero());
        let frame = TrackingFrame {
            tick: moment.tick,
            time: moment.time,
            athletes: fused.athletes.to_vec(),
            ball: fused.ball,
            absent_cameras: absent(&moment, self.cameras),
            latency: known
                .map(|(stage, time)| StageLatency {
                    stage: stage.name().to_owned(),
                    ns: u64::try_from(time.as_nanos()).unwrap_or(u64::MAX),
                })
                .collect(),
            ..self.template.clone()
        };
        Fused { moment, frame }
    }
}

/// The cameras that have no view in the moment. A rig has at most 255.
fn absent(moment: &Moment, cameras: usize) -> Vec<CameraId> {
    let all = (0..cameras).map(|i| CameraId(i as u8));
    all.filter(|id| moment.views.iter().all(|v| v.camera != *id))
        .collect()
}

/// Hands frames to the outputs.
fn write_out(
    frames: Receiver<Fused>,
    outputs: &mut Outputs,
    limit: Option<Duration>,
    shared: Shared<'_>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut first = None;
    loop {
        shared.progress.set_position(shared.meter.images());
        let Fused { moment, frame } = match frames.recv_timeout(LOOK_UP) {
            Ok(fused) => fused,
            Err(RecvTimeoutError::Timeout) => {
                outputs.idle()?;
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(tally),
        };
        let since = frame.time.seconds_since(*first.get_or_insert(frame.time));
        if limit.is_some_and(|limit| since >= limit.as_secs_f64()) {
            shared.stop.ask();
            continue;
        }
        tally.count(&frame);
        outputs.take(&moment, &frame, shared.meter)?;
    }
}
