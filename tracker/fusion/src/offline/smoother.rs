//! The second pass over a recording: windows of frame sets, one athlete after the other.

use std::collections::VecDeque;

use trackside_schema::{Athlete, AthleteId, Ball, FrameSet, Timestamp};

use super::linking::{LinkedTrack, Roster};
use super::retained_observations::RetainedObservations;
use super::window::{FilterState, FrameTime, RecordedStep, Window};
use crate::ball::BallEvent;
use crate::fusion::Fusion;
use crate::options::FusionOptions;
use crate::pose_prior::PosePrior;
use crate::skeleton::skeleton_fit::{SkeletonFitCounts, SkeletonFitter};
use crate::track::Track;

/// So much is output at once, s.
const OUTPUT_S: f64 = 1.0;
/// Observations this much later, s, do not change a joint any more: the filters forget in tenths of a second.
const LOOKAHEAD_S: f64 = 1.2;
/// The ball is output this much later, s, and no more frame sets than this: a ball that is lost sooner is output as it was
/// live.
const BALL_LAG_S: f64 = 0.3;
const MAX_BALL_LAG_FRAMES: f64 = 60.0;

/// One frame set, given the whole recording.
#[derive(Clone, Debug, PartialEq)]
pub struct RefinedFrame {
    /// The frame set's number.
    pub tick: u64,
    /// The frame set's time.
    pub time: Timestamp,
    /// In the order of their ids.
    pub athletes: Vec<Athlete>,
    /// The ball, where it is tracked.
    pub ball: Option<Ball>,
}

/// The second pass over a recording. Feed it the frame sets of the first, then [`OfflineSmoother::finish`] it; take frames
/// out meanwhile. It buffers the last [`OfflineSmoother::MAX_BUFFERED_S`] seconds.
#[derive(Debug)]
pub struct OfflineSmoother {
    fusion: Fusion,
    roster: Roster,
    fitter: SkeletonFitter,
    prior: &'static PosePrior,
    /// Frame sets that are not output yet, oldest first.
    pending: VecDeque<PendingFrame>,
    /// Tracks that were terminated and are in frame sets that are not output yet.
    terminated: Vec<Track>,
    /// The time of the last frame set that was output.
    last_output: Option<Timestamp>,
    /// By athlete: the filter's state at that time.
    checkpoints: Vec<Option<FilterState>>,
    ready: VecDeque<RefinedFrame>,
    events: Vec<BallEvent>,
}

/// A frame set that is not output yet.
#[derive(Debug)]
struct PendingFrame {
    tick: u64,
    time: Timestamp,
    ball: Option<Ball>,
    /// The assigned people's observations, each with its fusion's track.
    observations: Vec<(AthleteId, RetainedObservations)>,
}

impl OfflineSmoother {
    /// No more of the recording than this is buffered, s.
    pub const MAX_BUFFERED_S: f64 = OUTPUT_S + 2.0 * LOOKAHEAD_S + 0.5;

    /// Before the first frame set.
    pub fn new(roster: Roster) -> OfflineSmoother {
        let options = FusionOptions {
            history_s: OfflineSmoother::MAX_BUFFERED_S,
            ball_lag_s: (MAX_BALL_LAG_FRAMES * roster.step_s).min(BALL_LAG_S),
            ..roster.options.clone()
        };
        OfflineSmoother {
            fusion: Fusion::new(roster.rig.clone(), options),
            fitter: SkeletonFitter::default(),
            prior: PosePrior::embedded(),
            pending: VecDeque::new(),
            terminated: Vec::new(),
            last_output: None,
            checkpoints: vec![None; roster.athletes.len()],
            ready: VecDeque::new(),
            events: Vec::new(),
            roster,
        }
    }

    /// Processes one frame set.
    pub fn push(&mut self, frame_set: &FrameSet) {
        let age_s = |p: &PendingFrame| frame_set.time.seconds_since(p.time);
        // No joint continues across such a gap, and the history does not span it.
        if self.pending.back().is_some_and(|p| age_s(p) > OUTPUT_S) {
            self.output(self.pending.len());
        }
        self.pending.push_back(PendingFrame {
            tick: frame_set.tick,
            time: frame_set.time,
            ball: None,
            observations: Vec::new(),
        });
        self.step(frame_set);
        let first = self.pending.front();
        if first.is_some_and(|p| age_s(p) >= OUTPUT_S + LOOKAHEAD_S) {
            self.output(self.pending.partition_point(|p| age_s(p) >= LOOKAHEAD_S));
        }
    }

    /// Ends the recording: all frame sets become ready.
    pub fn finish(&mut self) {
        // The ball of the last frame sets becomes final as time passes.
        if let Some(&PendingFrame { tick, time, .. }) = self.pending.back() {
            let steps = (self.fusion.options.ball_lag_s / self.roster.step_s).ceil() as u64;
            for i in 1..=steps {
                let time = time.plus_seconds(i as f64 * self.roster.step_s);
                let views = Vec::new();
                let tick = tick + i;
                self.step(&FrameSet { tick, time, views });
            }
        }
        self.output(self.pending.len());
    }

    /// The next frame that is ready.
    pub fn next_frame(&mut self) -> Option<RefinedFrame> {
        self.ready.pop_front()
    }

    /// How the fits of refined skeletons ended so far.
    pub fn skeleton_fits(&self) -> SkeletonFitCounts {
        self.fitter.counts
    }

    /// Takes the ball's events that became final since the last call, oldest first.
    pub fn take_events(&mut self) -> Vec<BallEvent> {
        std::mem::take(&mut self.events)
    }

    /// Runs the live filter, and keeps what the smoother needs of it.
    fn step(&mut self, frame_set: &FrameSet) {
        let output = self.fusion.step(frame_set);
        let is_now = |p: &&mut PendingFrame| p.tick == frame_set.tick;
        if let Some(now) = self.pending.back_mut().filter(is_now) {
            now.ball = output.ball;
        }
        for earlier in output.smoothed_balls {
            let at = self.pending.binary_search_by_key(&earlier.tick, |p| p.tick);
            if let Ok(at) = at {
                self.pending[at].ball = Some(earlier.ball);
            }
        }
        let athlete = |(track, joint)| Some((self.roster.athlete_of_track(track)?, joint));
        let events = output.ball_events.iter();
        self.events.extend(events.map(|e| BallEvent {
            touched_by: e.touched_by.and_then(athlete),
            ..*e
        }));
        if let Some(now) = self.pending.back_mut().filter(is_now) {
            for track in self.fusion.tracks.iter().chain(&self.fusion.terminated) {
                let people = track
                    .measurements
                    .people
                    .iter()
                    .map(|&i| &self.fusion.observations.people[i]);
                now.observations
                    .extend(people.map(|p| (track.id, RetainedObservations::new(p))));
            }
        }
        self.terminated.append(&mut self.fusion.terminated);
    }

    /// Outputs the first `count` pending frame sets.
    fn output(&mut self, count: usize) {
        let mut frames: Vec<RefinedFrame> = (self.pending.iter().take(count))
            .map(|p| RefinedFrame {
                tick: p.tick,
                time: p.time,
                athletes: Vec::new(),
                ball: p.ball,
            })
            .collect();
        let pending: &[_] = self.pending.make_contiguous();
        let Some(first) = pending.first() else {
            return;
        };
        let since_last_s = self
            .last_output
            .map_or(0.0, |t| first.time.seconds_since(t));
        let times: Vec<_> = (pending.iter())
            .map(|p| FrameTime {
                tick: p.tick,
                time: p.time,
            })
            .collect();
        for (athlete, checkpoint) in self.roster.athletes.iter().zip(&mut self.checkpoints) {
            let find = |id| {
                let mut all = self.fusion.tracks.iter().chain(&self.terminated);
                all.find(|t| t.id == id)
            };
            let recorded = recorded_steps(athlete, pending, find);
            if recorded.iter().all(Option::is_none) {
                *checkpoint = None;
                continue;
            }
            let window = Window {
                athlete,
                frames: &times,
                recorded: &recorded,
                since_last_s,
                count,
                cameras: &self.fusion.cameras,
                options: &self.fusion.options,
                lasting_share: self.fusion.lasting_error_share(),
            };
            for windowed in window.smooth(&mut self.fitter, self.prior, checkpoint) {
                frames[windowed.frame].athletes.push(windowed.athlete);
            }
        }
        self.last_output = frames.last().map(|f| f.time).or(self.last_output);
        self.pending.drain(..count);
        let next_tick = self.pending.front().map_or(u64::MAX, |p| p.tick);
        let is_pending = |t: &Track| {
            t.history
                .entries
                .back()
                .is_some_and(|e| e.tick >= next_tick)
        };
        self.terminated.retain(is_pending);
        self.ready.extend(frames);
    }
}

/// By pending frame set: what the live filter recorded of an athlete while its tracks were observed.
fn recorded_steps<'t>(
    athlete: &LinkedTrack,
    pending: &'t [PendingFrame],
    find: impl Fn(AthleteId) -> Option<&'t Track>,
) -> Vec<Option<RecordedStep<'t>>> {
    let mut recorded: Vec<_> = pending.iter().map(|_| None).collect();
    for &(id, first, last) in &athlete.tracklets {
        let Some(track) = find(id) else { continue };
        for entry in &track.history.entries {
            if (first..=last).contains(&entry.tick)
                && let Ok(at) = pending.binary_search_by_key(&entry.tick, |p| p.tick)
            {
                let own = pending[at].observations.iter().filter(|o| o.0 == id);
                let observations = own.map(|o| &o.1).collect();
                recorded[at] = Some(RecordedStep {
                    entry,
                    observations,
                });
            }
        }
    }
    recorded
}
