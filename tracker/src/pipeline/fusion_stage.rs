//! Bundles views into frame sets, fuses them, and sends the frames to the outputs.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::Result;
use crossbeam::channel::{Receiver, RecvTimeoutError, Sender};
use trackside_calibration::check::CameraMonitor;
use trackside_fusion::{BallEvent, Fusion};
use trackside_schema::wire::{self, v1};
use trackside_schema::{CameraId, FrameSet, StageLatency, Timestamp, TrackingFrame};
use trackside_transport::{Received, ViewReceiver};

use super::context::{PlaybackMode, RunContext, STOP_CHECK_INTERVAL};
use super::fusion_output::{event_message, missing_cameras};
use super::messages::{CameraMessage, StageOutput, TimedView};
use super::monitor_stage::MonitorStage;
use crate::metrics::{Loss, Stage};
use crate::node_name::NODE_ROLE;
use crate::smoothing::SmoothQueue;
use crate::sync::{FrameSetBundler, PushOutcome};

/// What turns views into frames.
pub struct FusionSetup {
    /// Bundles views into frame sets.
    pub bundler: FrameSetBundler,
    /// Fuses frame sets.
    pub fusion: Fusion,
    /// Monitors the cameras; `None`: they are not monitored.
    pub monitor: Option<CameraMonitor>,
    /// The smooth frames that are pending.
    pub smooth: SmoothQueue,
    /// What all frames have in common.
    pub template: TrackingFrame,
}

/// The messages of all cameras.
pub(super) enum CameraMessages {
    /// By camera: the camera that is furthest behind is read next, so that none runs ahead.
    Recorded(Vec<Receiver<CameraMessage>>),
    /// As they arrive.
    Live(Receiver<CameraMessage>),
    /// As they arrive from other processes.
    Network {
        views: Box<ViewReceiver>,
        /// How many nodes are alive.
        nodes: usize,
        /// The cameras that have begun and not ended.
        running: BTreeSet<CameraId>,
    },
}

/// The fusion of a run.
pub(super) struct FusionStage<'a> {
    bundler: FrameSetBundler,
    fusion: Fusion,
    monitor: Option<MonitorStage>,
    smooth: SmoothQueue,
    template: TrackingFrame,
    last_tick: Option<u64>,
    outputs: Sender<StageOutput>,
    context: RunContext<'a>,
    began: Instant,
    cameras: usize,
    /// By tick.
    open: BTreeMap<u64, OpenTimes>,
}

/// The times of a frame set that is not complete yet.
struct OpenTimes {
    since: Instant,
    /// The longest capture and observation of its views.
    capture: Duration,
    observe: Duration,
}

impl OpenTimes {
    fn now() -> OpenTimes {
        OpenTimes {
            since: Instant::now(),
            capture: Duration::ZERO,
            observe: Duration::ZERO,
        }
    }
}

impl<'a> FusionStage<'a> {
    pub(super) fn new(
        setup: FusionSetup,
        outputs: Sender<StageOutput>,
        context: RunContext<'a>,
    ) -> FusionStage<'a> {
        FusionStage {
            bundler: setup.bundler,
            cameras: setup.fusion.rig().cameras().len(),
            fusion: setup.fusion,
            monitor: setup.monitor.map(MonitorStage::new),
            smooth: setup.smooth,
            template: setup.template,
            last_tick: None,
            outputs,
            context,
            began: Instant::now(),
            open: BTreeMap::new(),
        }
    }

    /// Runs until all cameras have ended, or the outputs are gone.
    pub(super) fn run(mut self, mut messages: CameraMessages) -> Result<()> {
        let mut now = None;
        while let Some(slowest) = self.bundler.slowest_camera() {
            match self.receive(&mut messages, slowest)? {
                Some(CameraMessage::View(view)) => self.push(view),
                Some(CameraMessage::End(camera)) => self.bundler.end(camera),
                None => {}
            }
            while let Some(frame_set) = self.bundler.pop(self.began.elapsed()) {
                if self.smooth.will_expire(frame_set.time) && !self.flush_smooth(frame_set.tick) {
                    return Ok(());
                }
                self.last_tick = Some(frame_set.tick);
                let (time, is_received) = (frame_set.time, self.fuse(frame_set));
                // Live frames come first: their smooth ones wait until no frame set does, or are dropped.
                let smooth_waits = matches!(self.context.playback, PlaybackMode::Realtime(_));
                if !is_received || !smooth_waits && !self.send_smooth(time) {
                    return Ok(());
                }
                now = Some(time);
            }
            if let Some(now) = now.take()
                && !self.send_smooth(now)
            {
                return Ok(());
            }
        }
        self.flush_smooth(u64::MAX);
        Ok(())
    }

    /// Sends the smooth frames that become due before tick `until`: time passes in empty frame sets. `false` when the outputs
    /// are gone.
    fn flush_smooth(&mut self, until: u64) -> bool {
        let mut tick = self.last_tick.map_or(0, |last| last + 1);
        while self.smooth.has_pending() && tick < until {
            let time = self.bundler.time_of(tick);
            let views = Vec::new();
            let fused = self.fusion.step(&FrameSet { tick, time, views });
            self.smooth.set_balls(fused.smoothed_balls);
            let events = event_outputs(fused.ball_events, &self.template);
            let is_received = events.into_iter().all(|e| self.outputs.send(e).is_ok());
            if !is_received || !self.send_smooth(time) {
                return false;
            }
            tick += 1;
        }
        true
    }

    /// Sends the smooth frames that are due at `now`; `false` when the outputs are gone.
    fn send_smooth(&mut self, now: Timestamp) -> bool {
        loop {
            let began = Instant::now();
            let frame = self.smooth.pop_due(now, &mut self.fusion);
            let metrics = self.context.metrics;
            metrics.set_smooth_dropped(self.smooth.dropped());
            let Some(frame) = frame else { return true };
            metrics.record_duration(Stage::Smooth, began.elapsed());
            if self.outputs.send(StageOutput::Smooth(frame)).is_err() {
                return false;
            }
        }
    }

    /// The next message; `None` when none came in time.
    fn receive(
        &mut self,
        messages: &mut CameraMessages,
        slowest: CameraId,
    ) -> Result<Option<CameraMessage>> {
        let deadline = self.bundler.deadline();
        let remaining = deadline.map(|due| due.saturating_sub(self.began.elapsed()));
        let timeout = remaining.map_or(STOP_CHECK_INTERVAL, |due| due.min(STOP_CHECK_INTERVAL));
        match messages {
            CameraMessages::Recorded(cameras) => {
                let received = cameras.get(slowest.index()).map(Receiver::recv);
                let message = received.and_then(Result::ok);
                Ok(Some(message.unwrap_or(CameraMessage::End(slowest))))
            }
            CameraMessages::Live(all) => match all.recv_timeout(timeout) {
                Ok(message) => Ok(Some(message)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(RecvTimeoutError::Disconnected) => Ok(Some(CameraMessage::End(slowest))),
            },
            CameraMessages::Network {
                views,
                nodes,
                running,
            } => {
                if self.context.stop.is_requested() {
                    return Ok(Some(CameraMessage::End(slowest)));
                }
                Ok(match views.receive(timeout)? {
                    None => None,
                    Some(Received::Node { name, is_alive }) => {
                        self.update_nodes(&name, is_alive, nodes, running);
                        None
                    }
                    Some(received) => self.convert(received, running, slowest),
                })
            }
        }
    }

    /// A message from the network as that of a local camera.
    fn convert(
        &self,
        received: Received,
        running: &mut BTreeSet<CameraId>,
        slowest: CameraId,
    ) -> Option<CameraMessage> {
        let metrics = self.context.metrics;
        match received {
            Received::View(view) => {
                metrics.count_image(view.camera);
                running.insert(view.camera);
                Some(CameraMessage::View(view.into()))
            }
            Received::End { camera, .. } => {
                running.remove(&camera);
                Some(CameraMessage::End(camera))
            }
            Received::Unusable(reason) => {
                metrics.count_loss(slowest, Loss::Unusable);
                tracing::warn!("{reason}");
                None
            }
            Received::Node { .. } => None,
        }
    }

    /// Counts the nodes. When the last one leaves before its recorded cameras have ended, it failed: they are ended here.
    fn update_nodes(
        &mut self,
        name: &str,
        is_alive: bool,
        nodes: &mut usize,
        running: &mut BTreeSet<CameraId>,
    ) {
        // This process is alive, too.
        if !name.starts_with(NODE_ROLE) {
            return;
        }
        let change = if is_alive { "is here" } else { "is gone" };
        tracing::info!("node {name} {change}");
        *nodes = if is_alive {
            *nodes + 1
        } else {
            nodes.saturating_sub(1)
        };
        if *nodes == 0 && self.context.playback == PlaybackMode::AsProcessed {
            for camera in std::mem::take(running) {
                let reason = format!("its node {name} went away before its end");
                self.context.metrics.set_ended_early(camera, reason);
                self.bundler.end(camera);
            }
        }
    }

    fn push(&mut self, view: TimedView) {
        let camera = view.view.camera;
        let loss = match self.bundler.push(view.view, self.began.elapsed()) {
            PushOutcome::Accepted(tick) => {
                let open = self.open.entry(tick).or_insert_with(OpenTimes::now);
                open.capture = open.capture.max(view.capture.unwrap_or_default());
                open.observe = open.observe.max(view.observe.unwrap_or_default());
                return;
            }
            PushOutcome::Superseded => Loss::Superseded,
            PushOutcome::Late => Loss::Late,
            PushOutcome::BeforeStart => Loss::BeforeStart,
        };
        self.context.metrics.count_loss(camera, loss);
    }

    /// Fuses a frame set and sends its frame and events; `false` when the outputs are gone.
    fn fuse(&mut self, frame_set: FrameSet) -> bool {
        let open = self.open.remove(&frame_set.tick);
        let open = open.unwrap_or_else(OpenTimes::now);
        let waited = open.since.elapsed();
        let began = Instant::now();
        let fused = self.fusion.step(&frame_set);
        let took = began.elapsed();
        let metrics = self.context.metrics;
        metrics.record_duration(Stage::Sync, waited);
        metrics.record_duration(Stage::Fuse, took);
        let stages = [
            (Stage::Capture, open.capture),
            (Stage::Observe, open.observe),
            (Stage::Sync, waited),
            (Stage::Fuse, took),
        ];
        let frame = TrackingFrame {
            tick: frame_set.tick,
            time: frame_set.time,
            athletes: fused.athletes.to_vec(),
            ball: fused.ball,
            missing_cameras: missing_cameras(&frame_set, self.cameras),
            latency: latencies(stages),
            ..self.template.clone()
        };
        self.smooth.push(&frame);
        self.smooth.set_balls(fused.smoothed_balls);
        let mut following = event_outputs(fused.ball_events, &self.template);
        metrics.set_skeleton_fits(self.fusion.skeleton_fits());
        self.smooth.drop_expired(&self.fusion);
        self.monitor(&frame_set, &frame, &mut following);
        let live = std::iter::once(StageOutput::Live(frame_set, frame));
        live.chain(following)
            .all(|output| self.outputs.send(output).is_ok())
    }

    /// Updates the camera monitor; its alert, and a corrected rig, are added to `following`.
    fn monitor(
        &mut self,
        frame_set: &FrameSet,
        frame: &TrackingFrame,
        following: &mut Vec<StageOutput>,
    ) {
        let Some(monitor) = &mut self.monitor else {
            return;
        };
        let alert = monitor.update(frame_set, &frame.athletes, self.context.metrics);
        let Some((event, rig)) = alert else {
            return;
        };
        following.push(StageOutput::Event(v1::Event {
            schema: wire::SCHEMA,
            venue: self.template.venue.clone(),
            session: self.template.session.clone(),
            ..event
        }));
        if let Some(rig) = rig {
            self.template.rig = rig.id().clone();
            self.fusion.set_rig(rig.clone());
            following.push(StageOutput::Rig(rig, frame.time));
        }
    }
}

fn event_outputs(events: &[BallEvent], template: &TrackingFrame) -> Vec<StageOutput> {
    let output = |event| StageOutput::Event(event_message(event, template));
    events.iter().map(output).collect()
}

/// The latencies of the stages that ran in this process.
fn latencies(stages: [(Stage, Duration); 4]) -> Vec<StageLatency> {
    let measured = stages.into_iter().filter(|(_, time)| !time.is_zero());
    let latency = |(stage, time): (Stage, Duration)| StageLatency {
        stage: stage.name().to_owned(),
        ns: u64::try_from(time.as_nanos()).unwrap_or(u64::MAX),
    };
    measured.map(latency).collect()
}
