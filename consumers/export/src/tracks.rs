//! Frames regrouped by athlete: who was where, from the first sight to the last.

use std::collections::{BTreeMap, BTreeSet};

use trackside_schema::{
    Athlete, AthleteId, BallState, Joint, Joint3d, TrackState, TrackingFrame, WorldPoint,
};

/// One point at one moment, in single precision as on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// World space, m.
    pub at_m: [f32; 3],
    /// One standard deviation along an axis, m.
    pub sigma_m: f32,
    /// How many views it was measured in; 0 when it is predicted.
    pub views: u8,
}

impl Placed {
    /// `None` for a point that is not finite: nothing of that kind reaches a file.
    fn new(at: WorldPoint, sigma_m: f32, views: u8) -> Option<Placed> {
        let at_m = <[f64; 3]>::from(at).map(|v| v as f32);
        at_m.iter().all(|v| v.is_finite()).then_some(Placed {
            at_m,
            sigma_m,
            views,
        })
    }
}

/// One athlete at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The moment.
    pub tick: u64,
    /// How sure the tracker was.
    pub state: TrackState,
    /// By [`Joint`], HALPE_26 order.
    pub joints: [Option<Placed>; trackside_schema::JOINT_COUNT],
}

/// One athlete, from the first sight to the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// The team, once known.
    pub team: Option<String>,
    /// The number on the shirt, once known.
    pub number: Option<u16>,
    /// In the order of ticks; ticks without the athlete are not there.
    pub samples: Vec<Sample>,
    confirmed: bool,
}

impl Track {
    /// The joints that occur at least once with `keep`, in HALPE_26 order.
    pub fn joints_where(&self, keep: impl Fn(&Placed) -> bool) -> Vec<Joint> {
        let occurs = |j: &Joint| {
            self.samples
                .iter()
                .any(|s| s.joints[j.index()].as_ref().is_some_and(&keep))
        };
        Joint::ALL.into_iter().filter(occurs).collect()
    }
}

/// A recording's frames by athlete. Frames are pushed in any order; one of a tick that is already there is ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracks {
    rate_hz: Option<f64>,
    times_ns: BTreeMap<u64, i64>,
    tracks: BTreeMap<AthleteId, Track>,
    ball: BTreeMap<u64, (Placed, BallState)>,
}

impl Tracks {
    /// No frames yet, of a tracker that makes `rate_hz` moments per second. `None`: as the frames' times have it.
    pub fn new(rate_hz: Option<f64>) -> Tracks {
        Tracks {
            rate_hz: rate_hz.filter(|r| r.is_finite() && *r > 0.0),
            ..Tracks::default()
        }
    }

    /// Adds one frame.
    pub fn push(&mut self, frame: &TrackingFrame) {
        if self.times_ns.contains_key(&frame.tick) {
            return;
        }
        self.times_ns.insert(frame.tick, frame.time.0);
        for athlete in &frame.athletes {
            self.push_athlete(frame.tick, athlete);
        }
        if let Some(ball) = &frame.ball
            && let Some(placed) = Placed::new(ball.at, ball.sigma_m, 0)
        {
            self.ball.insert(frame.tick, (placed, ball.state));
        }
    }

    fn push_athlete(&mut self, tick: u64, athlete: &Athlete) {
        let track = self.tracks.entry(athlete.id).or_default();
        track.confirmed |= athlete.state != TrackState::Tentative;
        track.team = track.team.take().or_else(|| athlete.team.clone());
        track.number = track.number.or(athlete.number);
        let placed = |j: &Option<Joint3d>| j.and_then(|j| Placed::new(j.at, j.sigma_m, j.views));
        let sample = Sample {
            tick,
            state: athlete.state,
            joints: athlete.skeleton.each_ref().map(placed),
        };
        let at = track.samples.partition_point(|s| s.tick < tick);
        track.samples.insert(at, sample);
    }

    /// The athletes that were confirmed at some moment, with the tentative moments before it, in the order of their
    /// ids. An id that never was confirmed is not an athlete.
    pub fn athletes(&self) -> impl Iterator<Item = (AthleteId, &Track)> {
        self.tracks
            .iter()
            .filter(|(_, t)| t.confirmed)
            .map(|(id, t)| (*id, t))
    }

    /// The ball at that tick.
    pub fn ball(&self, tick: u64) -> Option<(&Placed, BallState)> {
        self.ball.get(&tick).map(|(placed, state)| (placed, *state))
    }

    /// The ticks of the pushed frames, in order.
    pub fn ticks(&self) -> impl Iterator<Item = u64> {
        self.times_ns.keys().copied()
    }

    /// First and last tick; `None` without frames.
    pub fn span(&self) -> Option<(u64, u64)> {
        let (first, _) = self.times_ns.first_key_value()?;
        let (last, _) = self.times_ns.last_key_value()?;
        Some((*first, *last))
    }

    /// The moment's time, ns since 1970-01-01 UTC; `None` for a tick without a frame.
    pub fn time_ns(&self, tick: u64) -> Option<i64> {
        self.times_ns.get(&tick).copied()
    }

    /// How long after the first moment, s; `None` for a tick without a frame.
    pub fn seconds(&self, tick: u64) -> Option<f64> {
        let (_, first) = self.times_ns.first_key_value()?;
        Some(self.time_ns(tick)?.saturating_sub(*first) as f64 * 1e-9)
    }

    /// Moments per second: as given, else from the first and last frame (snapped to a whole number, or to one of the
    /// broadcast rates n·1000/1001, when within 1:10 000 of it), else 1.
    pub fn rate_hz(&self) -> f64 {
        let measured = || {
            let (first, t0) = self.times_ns.first_key_value()?;
            let (last, t1) = self.times_ns.last_key_value()?;
            let seconds = t1.saturating_sub(*t0) as f64 * 1e-9;
            (seconds > 0.0).then(|| snapped((last - first) as f64 / seconds))
        };
        self.rate_hz.or_else(measured).unwrap_or(1.0)
    }

    /// The ids that were seen and never confirmed.
    pub fn unconfirmed(&self) -> BTreeSet<AthleteId> {
        let never = self.tracks.iter().filter(|(_, t)| !t.confirmed);
        never.map(|(id, _)| *id).collect()
    }
}

fn snapped(rate_hz: f64) -> f64 {
    let whole = rate_hz.round();
    let broadcast = (rate_hz * 1.001).round() / 1.001;
    let near = |to: f64| (rate_hz / to - 1.0).abs() < 1e-4;
    [whole, broadcast]
        .into_iter()
        .find(|&to| to > 0.0 && near(to))
        .unwrap_or(rate_hz)
}
