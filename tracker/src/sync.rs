//! Views in, moments out. Pure: time is an argument, and recorded views give the same moments in whatever order the
//! cameras' views arrive.
//!
//! Moments lie on a grid of ticks. A view belongs to the tick nearest its mid-exposure. Where its camera has a view
//! there already it moves to the next tick if that is near enough, else it is superseded. A camera only ever moves
//! forward, so a moment is complete once every camera has passed it or ended.

use std::collections::BTreeMap;
use std::time::Duration;

use trackside_schema::{CameraId, FrameSet, Timestamp, View};

/// A view that finds its tick taken moves to the next one within this part of a tick's length.
const NEIGHBOUR_TICKS: f64 = 0.75;

/// When a moment that is not complete is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Never: recorded views all come.
    Endless,
    /// `deadline` after its first view came. A camera that was not heard of for `silent` is not waited for.
    Until {
        /// From a moment's first view to its end.
        deadline: Duration,
        /// From a camera's last view to when it is given up, until it is heard of again.
        silent: Duration,
    },
}

/// What became of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It belongs to the moment of that tick.
    At(u64),
    /// Its camera gave another view for the same tick.
    Superseded,
    /// Its moment was closed before it came.
    Late,
    /// It was taken before tick 0.
    BeforeStart,
}

/// Brings together the views of several cameras.
#[derive(Debug)]
pub struct Sync {
    origin: Timestamp,
    rate_hz: f64,
    patience: Patience,
    /// By [`CameraId`].
    cameras: Vec<Progress>,
    open: BTreeMap<u64, Open>,
    /// All ticks below are closed.
    next_tick: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// No view of this camera follows at ticks below.
    next_tick: u64,
    heard: Duration,
    ended: bool,
}

#[derive(Debug)]
struct Open {
    since: Duration,
    /// In the order of their cameras.
    views: Vec<View>,
}

impl Sync {
    /// Tick 0 is at `origin`; ticks are `1 / rate_hz` apart; `cameras` cameras are expected.
    pub fn new(origin: Timestamp, rate_hz: f64, cameras: usize, patience: Patience) -> Sync {
        Sync {
            origin,
            rate_hz,
            patience,
            cameras: vec![Progress::default(); cameras],
            open: BTreeMap::new(),
            next_tick: 0,
        }
    }

    /// The nominal time of a tick.
    pub fn time(&self, tick: u64) -> Timestamp {
        let ns = tick as f64 * 1e9 / self.rate_hz;
        Timestamp(self.origin.0.saturating_add(ns.round() as i64))
    }

    /// Takes a view that arrives at `now` on the caller's monotonic clock. The views of one camera come in order.
    pub fn push(&mut self, view: View, now: Duration) -> Placed {
        let Some(camera) = self.cameras.get_mut(view.camera.index()) else {
            return Placed::Superseded;
        };
        camera.heard = now;
        let at =
            view.stamp.mid_exposure.0.saturating_sub(self.origin.0) as f64 * 1e-9 * self.rate_hz;
        let nearest = at.round();
        if nearest < 0.0 {
            return Placed::BeforeStart;
        }
        let tick = camera.next_tick.max(nearest as u64);
        if tick as f64 - at > NEIGHBOUR_TICKS {
            return Placed::Superseded;
        }
        camera.next_tick = tick.saturating_add(1);
        if tick < self.next_tick {
            return Placed::Late;
        }
        let open = self.open.entry(tick).or_insert_with(|| Open {
            since: now,
            views: Vec::with_capacity(self.cameras.len()),
        });
        let place = open.views.partition_point(|v| v.camera < view.camera);
        open.views.insert(place, view);
        Placed::At(tick)
    }

    /// No view of `camera` follows.
    pub fn end(&mut self, camera: CameraId) {
        if let Some(camera) = self.cameras.get_mut(camera.index()) {
            camera.ended = true;
        }
    }

    /// The next moment, if it is complete or out of patience at `now`. Moments come in the order of their ticks; ticks
    /// that nobody saw are left out.
    pub fn next(&mut self, now: Duration) -> Option<FrameSet> {
        let tick = *self.open.first_key_value()?.0;
        if !(self.complete(tick, now) || self.due().is_some_and(|due| due <= now)) {
            return None;
        }
        let (tick, open) = self.open.pop_first()?;
        self.next_tick = tick + 1;
        Some(FrameSet {
            tick,
            time: self.time(tick),
            views: open.views,
        })
    }

    /// When a moment runs out of patience; `None` where there is none to wait for, or patience is endless.
    pub fn due(&self) -> Option<Duration> {
        let Patience::Until { deadline, .. } = self.patience else {
            return None;
        };
        self.open.values().map(|open| open.since + deadline).min()
    }

    /// The camera that is furthest behind, which holds up everything; `None` once all have ended.
    pub fn awaited(&self) -> Option<CameraId> {
        let running = self.cameras.iter().enumerate().filter(|(_, c)| !c.ended);
        // A rig has at most 255 cameras.
        let (i, _) = running.min_by_key(|(_, c)| c.next_tick)?;
        Some(CameraId(i as u8))
    }

    fn complete(&self, tick: u64, now: Duration) -> bool {
        self.cameras.iter().all(|camera| {
            let silent = match self.patience {
                Patience::Endless => false,
                Patience::Until { silent, .. } => now.saturating_sub(camera.heard) > silent,
            };
            camera.ended || camera.next_tick > tick || silent
        })
    }
}

#[cfg(test)]
#[path = "sync_tests.rs"]
mod tests;
