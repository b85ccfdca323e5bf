//! Views in, frame sets out. Pure: time is an argument, and recorded views give the same frame sets in whatever order the
//! cameras' views arrive.
//!
//! Frame sets lie on a grid of ticks. A view belongs to the tick nearest its mid-exposure. Where its camera has a view
//! there already it moves to the next tick if that is near enough, else it is superseded. The ticks of one camera only
//! grow, so a frame set is complete once every camera has passed it or ended.

use std::collections::BTreeMap;
use std::time::Duration;

use trackside_schema::{CameraId, FrameSet, Timestamp, View};

/// A view whose tick is taken moves to the next one if that is at most this far from its time, in ticks.
const MAX_TICK_DISTANCE: f64 = 0.75;

/// When a frame set that is not complete is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosePolicy {
    /// Never: all views of recorded media arrive.
    WhenComplete,
    /// `deadline` after its first view arrived.
    Deadline {
        /// From a frame set's first view to its end.
        deadline: Duration,
        /// A camera without a view for this long is not waited for, until its next view.
        camera_timeout: Duration,
    },
}

/// What became of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// It belongs to the frame set of that tick.
    Accepted(u64),
    /// Its camera gave another view for the same tick.
    Superseded,
    /// Its frame set was closed before it arrived.
    Late,
    /// It was taken before tick 0.
    BeforeStart,
}

/// Bundles the views of several cameras into frame sets.
#[derive(Debug)]
pub struct FrameSetBundler {
    origin: Timestamp,
    rate_hz: f64,
    policy: ClosePolicy,
    /// By [`CameraId`].
    cameras: Vec<CameraProgress>,
    open: BTreeMap<u64, OpenFrameSet>,
    /// All ticks below are closed.
    next_tick: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct CameraProgress {
    /// No view of this camera follows at ticks below.
    next_tick: u64,
    last_arrival: Duration,
    has_ended: bool,
}

#[derive(Debug)]
struct OpenFrameSet {
    since: Duration,
    /// In the order of their cameras.
    views: Vec<View>,
}

impl FrameSetBundler {
    /// Tick 0 is at `origin`; ticks are `1 / rate_hz` apart; `cameras` cameras are expected.
    pub fn new(
        origin: Timestamp,
        rate_hz: f64,
        cameras: usize,
        policy: ClosePolicy,
    ) -> FrameSetBundler {
        FrameSetBundler {
            origin,
            rate_hz,
            policy,
            cameras: vec![CameraProgress::default(); cameras],
            open: BTreeMap::new(),
            next_tick: 0,
        }
    }

    /// The nominal time of a tick.
    pub fn time_of(&self, tick: u64) -> Timestamp {
        let ns = tick as f64 * 1e9 / self.rate_hz;
        Timestamp(self.origin.0.saturating_add(ns.round() as i64))
    }

    /// Takes a view that arrives at `now` on the caller's monotonic clock. The views of one camera come in order.
    pub fn push(&mut self, view: View, now: Duration) -> PushOutcome {
        let Some(camera) = self.cameras.get_mut(view.camera.index()) else {
            return PushOutcome::Superseded;
        };
        camera.last_arrival = now;
        let ticks =
            view.stamp.mid_exposure.0.saturating_sub(self.origin.0) as f64 * 1e-9 * self.rate_hz;
        let nearest = ticks.round();
        if nearest < 0.0 {
            return PushOutcome::BeforeStart;
        }
        let tick = camera.next_tick.max(nearest as u64);
        if tick as f64 - ticks > MAX_TICK_DISTANCE {
            return PushOutcome::Superseded;
        }
        camera.next_tick = tick.saturating_add(1);
        if tick < self.next_tick {
            return PushOutcome::Late;
        }
        let open = self.open.entry(tick).or_insert_with(|| OpenFrameSet {
            since: now,
            views: Vec::with_capacity(self.cameras.len()),
        });
        let index = open.views.partition_point(|v| v.camera < view.camera);
        open.views.insert(index, view);
        PushOutcome::Accepted(tick)
    }

    /// No view of `camera` follows.
    pub fn end(&mut self, camera: CameraId) {
        if let Some(camera) = self.cameras.get_mut(camera.index()) {
            camera.has_ended = true;
        }
    }

    /// The next frame set, if it is complete or its deadline has passed at `now`. Frame sets come in the order of their
    /// ticks; ticks without a view are left out.
    pub fn pop(&mut self, now: Duration) -> Option<FrameSet> {
        let tick = *self.open.first_key_value()?.0;
        if !(self.is_complete(tick, now) || self.deadline().is_some_and(|due| due <= now)) {
            return None;
        }
        let (tick, open) = self.open.pop_first()?;
        self.next_tick = tick + 1;
        Some(FrameSet {
            tick,
            time: self.time_of(tick),
            views: open.views,
        })
    }

    /// When the next frame set is closed at the latest; `None` where none is open, or there are no deadlines.
    pub fn deadline(&self) -> Option<Duration> {
        let ClosePolicy::Deadline { deadline, .. } = self.policy else {
            return None;
        };
        self.open.values().map(|open| open.since + deadline).min()
    }

    /// The camera that is furthest behind, which delays all frame sets; `None` once all have ended.
    pub fn slowest_camera(&self) -> Option<CameraId> {
        let running = self
            .cameras
            .iter()
            .enumerate()
            .filter(|(_, camera)| !camera.has_ended);
        // A rig has at most 255 cameras.
        let (i, _) = running.min_by_key(|(_, camera)| camera.next_tick)?;
        Some(CameraId(i as u8))
    }

    fn is_complete(&self, tick: u64, now: Duration) -> bool {
        self.cameras.iter().all(|camera| {
            let has_timed_out = match self.policy {
                ClosePolicy::WhenComplete => false,
                ClosePolicy::Deadline { camera_timeout, .. } => {
                    now.saturating_sub(camera.last_arrival) > camera_timeout
                }
            };
            camera.has_ended || camera.next_tick > tick || has_timed_out
        })
    }
}

#[cfg(test)]
mod tests;
