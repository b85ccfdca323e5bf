//! Sync and fusion at work: from what cameras tell to frames.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::Result;
use crossbeam::channel::{Receiver, RecvTimeoutError, Sender};
use trackside_calibration::Rig;
use trackside_fusion::{BallEvent, Fusion};
use trackside_schema::wire::{self, v1};
use trackside_schema::{CameraId, FrameSet, StageLatency, Timestamp, TrackingFrame};
use trackside_transport::{Received, ViewReceiver};

use super::camera::{Event, Seen};
use super::watching::Watching;
use super::{Fuser, LOOK_UP, Pace, Shared};
use crate::report::{Loss, Stage};
use crate::setup::NODE;
use crate::smoothing::Smoothing;
use crate::sync::{Placed, Sync};

/// What goes out.
pub(super) enum Made {
    /// A moment's frame.
    Live(FrameSet, TrackingFrame),
    /// An earlier moment's, once more.
    Smooth(TrackingFrame),
    /// What happened a little earlier.
    Event(v1::Event),
    /// The rig that frames after that time are made with.
    Rig(Rig, Timestamp),
}

/// What sync hears, from whom.
pub(super) enum Events {
    /// By camera: whoever is furthest behind is heard next, so that nobody runs ahead.
    Recorded(Vec<Receiver<Event>>),
    /// As they come.
    Live(Receiver<Event>),
    /// As they come, from so many other processes, of cameras that have begun and not ended.
    Network {
        views: Box<ViewReceiver>,
        nodes: usize,
        running: BTreeSet<CameraId>,
    },
}

/// Sync and fusion at work.
pub(super) struct Fusing<'a> {
    sync: Sync,
    fusion: Fusion,
    watching: Option<Watching>,
    smoothing: Smoothing,
    template: TrackingFrame,
    last: Option<u64>,
    out: Sender<Made>,
    shared: Shared<'a>,
    began: Instant,
    cameras: usize,
    /// By tick: when its first view came, and the longest capture and observe of its views.
    waiting: BTreeMap<u64, (Instant, Duration, Duration)>,
}

impl<'a> Fusing<'a> {
    pub(super) fn new(fuser: Fuser, out: Sender<Made>, shared: Shared<'a>) -> Fusing<'a> {
        Fusing {
            sync: fuser.sync,
            cameras: fuser.fusion.rig().cameras().len(),
            fusion: fuser.fusion,
            watching: fuser.watch.map(Watching::new),
            smoothing: fuser.smoothing,
            template: fuser.template,
            last: None,
            out,
            shared,
            began: Instant::now(),
            waiting: BTreeMap::new(),
        }
    }

    pub(super) fn run(mut self, mut events: Events) -> Result<()> {
        let mut now = None;
        while let Some(awaited) = self.sync.awaited() {
            match self.hear(&mut events, awaited)? {
                Some(Event::Seen(seen)) => self.take(seen),
                Some(Event::End(camera)) => self.sync.end(camera),
                None => {}
            }
            while let Some(moment) = self.sync.next(self.began.elapsed()) {
                self.last = Some(moment.tick);
                let (time, went) = (moment.time, self.fuse(moment));
                // What is live comes first: then the smooth frames wait until no moment does, or are dropped.
                let waits = matches!(self.shared.pace, Pace::Realtime(_));
                if !went || !waits && !self.smooth(time) {
                    return Ok(());
                }
                now = Some(time);
            }
            if let Some(now) = now.take()
                && !self.smooth(now)
            {
                return Ok(());
            }
        }
        self.finish();
        Ok(())
    }

    /// What is told later is told now: time passes, with nothing to see.
    fn finish(&mut self) {
        let mut tick = self.last.unwrap_or(0);
        while self.smoothing.owes() {
            tick += 1;
            let time = self.sync.time(tick);
            let views = Vec::new();
            let fused = self.fusion.step(&FrameSet { tick, time, views });
            self.smoothing.hear(fused.smoothed_balls);
            let events: Vec<_> = (fused.ball_events.iter())
                .map(|e| Made::Event(event(e, &self.template)))
                .collect();
            let told = events.into_iter().all(|e| self.out.send(e).is_ok());
            if !told || !self.smooth(time) {
                return;
            }
        }
    }

    /// Tells once more of the moments that are due at `now`; `false` when nobody listens any more.
    fn smooth(&mut self, now: Timestamp) -> bool {
        loop {
            let began = Instant::now();
            let frame = self.smoothing.next(now, &mut self.fusion);
            self.shared.meter.smooth_dropped(self.smoothing.dropped());
            let Some(frame) = frame else { return true };
            self.shared.meter.time(Stage::Smooth, began.elapsed());
            if self.out.send(Made::Smooth(frame)).is_err() {
                return false;
            }
        }
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
                Ok(match views.receive(patience)? {
                    None => None,
                    Some(Received::Node { name, is_alive }) => {
                        self.node(&name, is_alive, nodes, running);
                        None
                    }
                    Some(heard) => self.heard(heard, running, awaited),
                })
            }
        }
    }

    fn heard(
        &self,
        heard: Received,
        running: &mut BTreeSet<CameraId>,
        awaited: CameraId,
    ) -> Option<Event> {
        match heard {
            Received::View(view) => {
                self.shared.meter.image(view.camera);
                running.insert(view.camera);
                Some(Event::Seen(Seen {
                    view,
                    capture: None,
                    observe: None,
                }))
            }
            Received::End { camera, .. } => {
                running.remove(&camera);
                Some(Event::End(camera))
            }
            Received::Unusable(why) => {
                self.shared.meter.lose(awaited, Loss::Unusable);
                tracing::warn!("{why}");
                None
            }
            Received::Node { .. } => None,
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
        // Fusion itself is alive, too.
        if !name.starts_with(NODE) {
            return;
        }
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

    /// Tells of a moment; `false` when nobody listens any more.
    fn fuse(&mut self, moment: FrameSet) -> bool {
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
            missing_cameras: absent(&moment, self.cameras),
            latency: known
                .map(|(stage, time)| StageLatency {
                    stage: stage.name().to_owned(),
                    ns: u64::try_from(time.as_nanos()).unwrap_or(u64::MAX),
                })
                .collect(),
            ..self.template.clone()
        };
        self.smoothing.owe(&frame);
        self.smoothing.hear(fused.smoothed_balls);
        let happened = fused.ball_events.iter();
        let mut after: Vec<_> = happened
            .map(|e| Made::Event(event(e, &self.template)))
            .collect();
        self.smoothing.forget(&self.fusion);
        if let Some(watching) = &mut self.watching
            && let Some((event, found)) = watching.take(&moment, &frame.athletes, self.shared.meter)
        {
            after.push(Made::Event(v1::Event {
                schema: wire::SCHEMA,
                venue: self.template.venue.clone(),
                session: self.template.session.clone(),
                ..event
            }));
            if let Some(found) = found {
                self.template.rig = found.id().clone();
                self.fusion.set_rig(found.clone());
                after.push(Made::Rig(found, frame.time));
            }
        }
        let live = std::iter::once(Made::Live(moment, frame));
        live.chain(after).all(|made| self.out.send(made).is_ok())
    }
}

/// As it goes out.
pub(crate) fn event(e: &BallEvent, of: &TrackingFrame) -> v1::Event {
    let at = e.at.0;
    v1::Event {
        schema: wire::SCHEMA,
        venue: of.venue.clone(),
        session: of.session.clone(),
        time_ns: e.time.0,
        uncertainty_ns: (e.uncertainty_s * 1e9) as u32,
        kind: e.kind.name().to_owned(),
        athlete: e.touched_by.map(|(id, _)| id.0),
        joint: e.touched_by.map(|(_, joint)| joint as i32),
        at_m: Some(v1::Vector3 {
            x: at.x as f32,
            y: at.y as f32,
            z: at.z as f32,
        }),
        score: e.score,
        speed_m_s: Some(e.speed_m_s as f32),
        ..v1::Event::default()
    }
}

/// The cameras that have no view in the moment. A rig has at most 255.
pub(crate) fn absent(moment: &FrameSet, cameras: usize) -> Vec<CameraId> {
    let all = (0..cameras).map(|i| CameraId(i as u8));
    all.filter(|id| moment.views.iter().all(|v| v.camera != *id))
        .collect()
}
