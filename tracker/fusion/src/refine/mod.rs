//! A whole recording, known from both ends.
//!
//! A first pass ([`Study`]) finds who was there, what their bodies are like, and which tracks are one athlete. A second
//! ([`Refiner`]) fuses the same moments again, which gives the same tracks to the bit, takes of every joint what its views
//! said, filters that along the athlete's whole life, gaps included, and smooths it back (Rauch, Tung and Striebel, AIAA
//! Journal 3, 1965). What is told of a moment knows all before it, and so much after it that more would change nothing.

mod cast;
mod heard;
mod path;
mod window;

use std::collections::VecDeque;

use trackside_schema::{
    Athlete, AthleteId, Ball, FrameSet, JOINT_COUNT, Joint3d, Skeleton3d, Timestamp, WorldPoint,
};

pub use cast::{Cast, Study};

use crate::shape::Figure;
use crate::track::{Track, VAGUE_M};
use crate::triangulate::Gaussian;
use crate::{BallEvent, Fusion, Options};
use cast::Life;
use heard::Heard;
use window::{Filtered, Seen, Window};

/// So much is told at once, s.
const CHUNK_S: f64 = 1.0;
/// What is seen later than this, s, changes nothing any more: joints forget in tenths of a second.
const AHEAD_S: f64 = 1.2;
/// So much later, s, and no more moments than this, a ball is told for good: one that is lost sooner is told as it was live.
const BALL_S: f64 = 0.3;
const MOST_BALLS: f64 = 60.0;
/// What a whole recording says of one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Refined {
    /// The moment's number.
    pub tick: u64,
    /// The moment's time.
    pub time: Timestamp,
    /// In the order of their ids.
    pub athletes: Vec<Athlete>,
    /// The ball, where one is known.
    pub ball: Option<Ball>,
}

/// The second pass over a recording. Feed it the moments of the first, then [`Refiner::finish`] it; take what is ready on
/// the way. It holds the last [`Refiner::HELD_S`] seconds.
#[derive(Debug)]
pub struct Refiner {
    fusion: Fusion,
    cast: Cast,
    figure: Figure,
    /// Moments that were seen and not told yet.
    waiting: VecDeque<Waiting>,
    /// Tracks that ended and were not told of yet.
    gone: Vec<Track>,
    /// When the last moment was that was told, and by life its joints, filtered.
    told: Option<Timestamp>,
    carried: Vec<Option<Filtered>>,
    ready: VecDeque<Refined>,
    events: Vec<BallEvent>,
}

/// A moment that waits.
#[derive(Debug)]
struct Waiting {
    tick: u64,
    time: Timestamp,
    ball: Option<Ball>,
    /// Who was seen, with the track that fusion gave him to.
    heard: Vec<(AthleteId, Heard)>,
}

impl Refiner {
    /// No more than this is held, s of the recording.
    pub const HELD_S: f64 = CHUNK_S + 2.0 * AHEAD_S + 0.5;

    /// Before the first moment.
    pub fn new(cast: Cast) -> Refiner {
        let options = Options {
            remember_s: Refiner::HELD_S,
            ball_lag_s: (MOST_BALLS * cast.step_s).min(BALL_S),
            ..cast.options.clone()
        };
        Refiner {
            fusion: Fusion::new(cast.rig.clone(), options),
            figure: Figure::default(),
            waiting: VecDeque::new(),
            gone: Vec::new(),
            told: None,
            carried: vec![None; cast.lives.len()],
            ready: VecDeque::new(),
            events: Vec::new(),
            cast,
        }
    }

    /// Takes one moment in.
    pub fn see(&mut self, moment: &FrameSet) {
        let since_s = |w: &Waiting| moment.time.seconds_since(w.time);
        // Nothing goes on across such a gap, and memory does not reach that far.
        if self.waiting.back().is_some_and(|w| since_s(w) > CHUNK_S) {
            self.tell(self.waiting.len());
        }
        self.waiting.push_back(Waiting {
            tick: moment.tick,
            time: moment.time,
            ball: None,
            heard: Vec::new(),
        });
        self.step(moment);
        let first = self.waiting.front();
        if first.is_some_and(|w| since_s(w) >= CHUNK_S + AHEAD_S) {
            self.tell(self.waiting.partition_point(|w| since_s(w) >= AHEAD_S));
        }
    }

    /// The end: all that waits becomes ready.
    pub fn finish(&mut self) {
        // What is told of the ball later is told once time has passed.
        if let Some(&Waiting { tick, time, .. }) = self.waiting.back() {
            let steps = (self.fusion.options.ball_lag_s / self.cast.step_s).ceil() as u64;
            for i in 1..=steps {
                let time = time.plus_seconds(i as f64 * self.cast.step_s);
                let views = Vec::new();
                let tick = tick + i;
                self.step(&FrameSet { tick, time, views });
            }
        }
        self.tell(self.waiting.len());
    }

    /// The next moment of which all is known.
    pub fn next_ready(&mut self) -> Option<Refined> {
        self.ready.pop_front()
    }

    /// What happened to the ball and was not taken yet, oldest first.
    pub fn take_events(&mut self) -> Vec<BallEvent> {
        std::mem::take(&mut self.events)
    }

    fn step(&mut self, moment: &FrameSet) {
        let fused = self.fusion.step(moment);
        if let Some(now) = self.waiting.back_mut().filter(|w| w.tick == moment.tick) {
            now.ball = fused.ball;
        }
        for then in fused.smooth_ball {
            let place = self.waiting.binary_search_by_key(&then.tick, |w| w.tick);
            if let Ok(place) = place {
                self.waiting[place].ball = Some(then.ball);
            }
        }
        let athlete = |(track, joint)| Some((self.cast.athlete(track)?, joint));
        let happened = fused.ball_events.iter();
        self.events.extend(happened.map(|e| BallEvent {
            who: e.who.and_then(athlete),
            ..*e
        }));
        if let Some(now) = self.waiting.back_mut().filter(|w| w.tick == moment.tick) {
            for track in self.fusion.tracks.iter().chain(&self.fusion.buried) {
                let people = track.mine.iter().map(|&i| &self.fusion.sights.people[i]);
                now.heard.extend(people.map(|p| (track.id, Heard::of(p))));
            }
        }
        self.gone.append(&mut self.fusion.buried);
    }

    /// Tells of the first so many moments that wait.
    fn tell(&mut self, count: usize) {
        let mut told: Vec<Refined> = (self.waiting.iter().take(count))
            .map(|w| Refined {
                tick: w.tick,
                time: w.time,
                athletes: Vec::new(),
                ball: w.ball,
            })
            .collect();
        let moments: &[_] = self.waiting.make_contiguous();
        let Some(first) = moments.first() else {
            return;
        };
        let since_s = self.told.map_or(0.0, |t| first.time.seconds_since(t));
        for (life, carried) in self.cast.lives.iter().zip(&mut self.carried) {
            let find = |id| {
                let mut all = self.fusion.tracks.iter().chain(&self.gone);
                all.find(|t| t.id == id)
            };
            let seen = seen(life, moments, find);
            if seen.iter().all(Option::is_none) {
                *carried = None;
                continue;
            }
            let window = Window {
                life,
                moments,
                seen: &seen,
                since_s,
                count,
                lenses: &self.fusion.lenses,
                options: &self.fusion.options,
            };
            window.tell(&mut self.figure, carried, &mut told);
        }
        self.told = told.last().map(|t| t.time).or(self.told);
        self.waiting.drain(..count);
        let next = self.waiting.front().map_or(u64::MAX, |w| w.tick);
        let waits = |t: &Track| t.past.back().is_some_and(|p| p.tick >= next);
        self.gone.retain(waits);
        self.ready.extend(told);
    }
}

/// By moment: what fusion remembers of an athlete, while he was in sight of anybody.
fn seen<'t>(
    life: &Life,
    moments: &'t [Waiting],
    find: impl Fn(AthleteId) -> Option<&'t Track>,
) -> Vec<Option<Seen<'t>>> {
    let mut seen: Vec<_> = moments.iter().map(|_| None).collect();
    for &(id, first, last) in &life.pieces {
        let Some(track) = find(id) else { continue };
        for past in &track.past {
            if (first..=last).contains(&past.tick)
                && let Ok(at) = moments.binary_search_by_key(&past.tick, |m| m.tick)
            {
                let his = moments[at].heard.iter().filter(|h| h.0 == id);
                let heard = his.map(|h| &h.1).collect();
                seen[at] = Some(Seen { past, heard });
            }
        }
    }
    seen
}

fn skeleton(joints: &[Option<Gaussian>; JOINT_COUNT], views: &[u8; JOINT_COUNT]) -> Skeleton3d {
    let mut skeleton: Skeleton3d = [None; JOINT_COUNT];
    for ((slot, joint), views) in skeleton.iter_mut().zip(joints).zip(views) {
        *slot = joint.filter(|g| g.sigma_m() < VAGUE_M).map(|g| Joint3d {
            at: WorldPoint(g.mean.into()),
            sigma_m: g.sigma_m() as f32,
            views: *views,
        });
    }
    skeleton
}
