//! The frames of a recording, regrouped by athlete.

use std::collections::{BTreeMap, BTreeSet};

use trackside_schema::{
    Athlete, AthleteId, BallState, Joint, Joint3d, TrackState, TrackingFrame, WorldPoint,
    nominal_rate_hz,
};

/// The position of one joint, or of the ball, in one frame; single precision, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PositionSample {
    /// World space, m.
    pub position_m: [f32; 3],
    /// Standard deviation along an axis, m.
    pub sigma_m: f32,
    /// Number of views in which it was measured; 0: predicted.
    pub views: u8,
}

impl PositionSample {
    /// `None`: the position is not finite, so that it does not reach a file.
    fn new(at: WorldPoint, sigma_m: f32, views: u8) -> Option<PositionSample> {
        let position_m = <[f64; 3]>::from(at).map(|v| v as f32);
        position_m
            .iter()
            .all(|v| v.is_finite())
            .then_some(PositionSample {
                position_m,
                sigma_m,
                views,
            })
    }
}

/// One athlete in one frame.
#[derive(Clone, Debug, PartialEq)]
pub struct AthleteSample {
    /// Tick of the frame.
    pub tick: u64,
    /// State of the track.
    pub state: TrackState,
    /// Indexed by [`Joint`], HALPE_26 order. `None`: no estimate.
    pub joints: [Option<PositionSample>; trackside_schema::JOINT_COUNT],
}

/// One athlete over the recording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AthleteTrack {
    /// Team name; `None`: never known.
    pub team: Option<String>,
    /// Shirt number; `None`: never known.
    pub number: Option<u16>,
    /// Ordered by tick; without the ticks at which the athlete is absent.
    pub samples: Vec<AthleteSample>,
    was_confirmed: bool,
}

impl AthleteTrack {
    /// The joints with at least one position that satisfies `predicate`, in HALPE_26 order.
    pub fn joints_where(&self, predicate: impl Fn(&PositionSample) -> bool) -> Vec<Joint> {
        let occurs = |j: &Joint| {
            self.samples
                .iter()
                .any(|s| s.joints[j.index()].as_ref().is_some_and(&predicate))
        };
        Joint::ALL.into_iter().filter(occurs).collect()
    }
}

/// The frames of a recording, regrouped by athlete. Frames may be pushed in any order; a second frame of a tick is ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracks {
    rate_hz: Option<f64>,
    times_ns: BTreeMap<u64, i64>,
    tracks: BTreeMap<AthleteId, AthleteTrack>,
    ball: BTreeMap<u64, (PositionSample, BallState)>,
}

impl Tracks {
    /// Without frames. `rate_hz` is the rate of frames, Hz; `None`: estimated from their times.
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
            && let Some(position) = PositionSample::new(ball.at, ball.sigma_m, 0)
        {
            self.ball.insert(frame.tick, (position, ball.state));
        }
    }

    fn push_athlete(&mut self, tick: u64, athlete: &Athlete) {
        let track = self.tracks.entry(athlete.id).or_default();
        track.was_confirmed |= athlete.state != TrackState::Tentative;
        track.team = track.team.take().or_else(|| athlete.team.clone());
        track.number = track.number.or(athlete.number);
        let position =
            |j: &Option<Joint3d>| j.and_then(|j| PositionSample::new(j.at, j.sigma_m, j.views));
        let sample = AthleteSample {
            tick,
            state: athlete.state,
            joints: athlete.skeleton.each_ref().map(position),
        };
        let at = track.samples.partition_point(|s| s.tick < tick);
        track.samples.insert(at, sample);
    }

    /// The athletes that were confirmed at least once, with their tentative frames, ordered by id.
    pub fn athletes(&self) -> impl Iterator<Item = (AthleteId, &AthleteTrack)> {
        self.tracks
            .iter()
            .filter(|(_, t)| t.was_confirmed)
            .map(|(id, t)| (*id, t))
    }

    /// Whether the ball was tracked at any tick.
    pub fn has_ball(&self) -> bool {
        !self.ball.is_empty()
    }

    /// The ball at `tick`. `None`: not tracked.
    pub fn ball(&self, tick: u64) -> Option<(&PositionSample, BallState)> {
        self.ball
            .get(&tick)
            .map(|(position, state)| (position, *state))
    }

    /// The positions of the ball with their times since the first frame, s, m; times increase strictly.
    pub(crate) fn ball_positions(&self) -> Vec<(f64, [f32; 3])> {
        let mut positions: Vec<(f64, [f32; 3])> = Vec::new();
        for tick in self.ticks() {
            if let (Some((ball, _)), Some(time_s)) = (self.ball(tick), self.seconds(tick))
                && positions.last().is_none_or(|p| p.0 < time_s)
            {
                positions.push((time_s, ball.position_m));
            }
        }
        positions
    }

    /// The ticks of all frames, in order.
    pub fn ticks(&self) -> impl Iterator<Item = u64> {
        self.times_ns.keys().copied()
    }

    /// First and last tick. `None`: no frames.
    pub fn span(&self) -> Option<(u64, u64)> {
        let (first, _) = self.times_ns.first_key_value()?;
        let (last, _) = self.times_ns.last_key_value()?;
        Some((*first, *last))
    }

    /// Time of a frame, ns since 1970-01-01 UTC. `None`: the tick has no frame.
    pub fn time_ns(&self, tick: u64) -> Option<i64> {
        self.times_ns.get(&tick).copied()
    }

    /// Time since the first frame, s. `None`: the tick has no frame.
    pub fn seconds(&self, tick: u64) -> Option<f64> {
        let (_, first) = self.times_ns.first_key_value()?;
        Some(self.time_ns(tick)?.saturating_sub(*first) as f64 * 1e-9)
    }

    /// Rate of frames, Hz: as given, else the nominal rate within 10⁻⁴ of that of the first and last frame, else 1.
    pub fn rate_hz(&self) -> f64 {
        let measured = || {
            let (first, t0) = self.times_ns.first_key_value()?;
            let (last, t1) = self.times_ns.last_key_value()?;
            let seconds = t1.saturating_sub(*t0) as f64 * 1e-9;
            (seconds > 0.0).then(|| nominal_rate_hz((last - first) as f64 / seconds, 1e-4))
        };
        self.rate_hz.or_else(measured).unwrap_or(1.0)
    }

    /// The ids of tracks that were never confirmed.
    pub fn unconfirmed(&self) -> BTreeSet<AthleteId> {
        let never = self.tracks.iter().filter(|(_, t)| !t.was_confirmed);
        never.map(|(id, _)| *id).collect()
    }
}
