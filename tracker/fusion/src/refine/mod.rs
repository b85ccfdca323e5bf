//! A whole recording, known from both ends.
//!
//! A first pass ([`Study`]) finds who was there, what their bodies are like, and which tracks are one athlete. A second
//! ([`Refiner`]) fuses the same moments again, which gives the same tracks to the bit, takes of every joint what its views
//! said, filters that along the athlete's whole life, gaps included, and smooths it back (Rauch, Tung and Striebel, AIAA
//! Journal 3, 1965). What is told of a moment knows all before it, and so much after it that more would change nothing.

mod cast;
mod path;

use std::collections::VecDeque;

use nalgebra::Vector3;
use trackside_schema::{
    Athlete, AthleteId, Ball, JOINT_COUNT, Joint, Joint3d, Moment, Skeleton3d, Timestamp,
    TrackState, WorldPoint,
};

pub use cast::{Cast, Study};

use crate::body::{TRUNK, liveliness};
use crate::kin::{Common, KIN, MOST_KIN, Member, OWN, kin_of, share};
use crate::shape::Figure;
use crate::smooth::{Estimates, Family, Past, Step};
use crate::track::{Track, VAGUE_M};
use crate::triangulate::Gaussian;
use crate::{BallEvent, Fusion, Options};
use cast::Life;
use path::{Moving, ORDER, Said, Square};

/// So much is told at once, s.
const CHUNK_S: f64 = 1.0;
/// What is seen later than this, s, changes nothing any more: joints forget in tenths of a second.
const AHEAD_S: f64 = 2.0;
/// So much later, s, and no more moments than this, a ball is told for good: one that is lost sooner is told as it was live.
const BALL_S: f64 = 0.3;
const MOST_BALLS: f64 = 60.0;
/// An acceleration that fades must be so much livelier than a white one to follow the same joints.
const LIVELIER: f64 = 1.4;
/// A joint that nobody saw for longer than this, s, begins anew.
const MOST_UNSEEN_S: f64 = 1.0;

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
    waiting: VecDeque<(u64, Timestamp, Option<Ball>)>,
    /// Tracks that ended and were not told of yet.
    gone: Vec<Track>,
    /// When the last moment was that was told, and by life its joints, filtered.
    told: Option<Timestamp>,
    carried: Vec<Option<Filtered>>,
    ready: VecDeque<Refined>,
    events: Vec<BallEvent>,
}

/// An athlete's joints at one moment, forwards.
#[derive(Clone, Debug)]
struct Filtered {
    joints: [Option<Moving>; JOINT_COUNT],
    /// What kin have in common.
    common: Common<ORDER>,
}

/// One moment, forwards: before its views (without joints that began with them), with them, and how many saw each joint.
struct Node {
    before: Filtered,
    after: Filtered,
    views: [u8; JOINT_COUNT],
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
    pub fn see(&mut self, moment: &Moment) {
        let since_s = |w: &(u64, Timestamp, _)| moment.time.seconds_since(w.1);
        // Nothing goes on across such a gap, and memory does not reach that far.
        if self.waiting.back().is_some_and(|w| since_s(w) > CHUNK_S) {
            self.tell(self.waiting.len());
        }
        self.waiting.push_back((moment.tick, moment.time, None));
        self.step(moment);
        let first = self.waiting.front();
        if first.is_some_and(|w| since_s(w) >= CHUNK_S + AHEAD_S) {
            self.tell(self.waiting.partition_point(|w| since_s(w) >= AHEAD_S));
        }
    }

    /// The end: all that waits becomes ready.
    pub fn finish(&mut self) {
        // What is told of the ball later is told once time has passed.
        if let Some(&(tick, time, _)) = self.waiting.back() {
            let steps = (self.fusion.options.ball_lag_s / self.cast.step_s).ceil() as u64;
            for i in 1..=steps {
                let time = time.plus_seconds(i as f64 * self.cast.step_s);
                let views = Vec::new();
                let tick = tick + i;
                self.step(&Moment { tick, time, views });
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

    fn step(&mut self, moment: &Moment) {
        let fused = self.fusion.step(moment);
        if let Some(now) = self.waiting.back_mut().filter(|w| w.0 == moment.tick) {
            now.2 = fused.ball;
        }
        for then in fused.smooth_ball {
            let place = self.waiting.binary_search_by_key(&then.tick, |w| w.0);
            if let Ok(place) = place {
                self.waiting[place].2 = Some(then.ball);
            }
        }
        let athlete = |(track, joint)| Some((self.cast.athlete(track)?, joint));
        let happened = fused.ball_events.iter();
        self.events.extend(happened.map(|e| BallEvent {
            who: e.who.and_then(athlete),
            ..*e
        }));
        self.gone.append(&mut self.fusion.buried);
    }

    /// Tells of the first so many moments that wait.
    fn tell(&mut self, count: usize) {
        let mut told: Vec<Refined> = (self.waiting.iter().take(count))
            .map(|&(tick, time, ball)| Refined {
                tick,
                time,
                athletes: Vec::new(),
                ball,
            })
            .collect();
        let moments: &[_] = self.waiting.make_contiguous();
        let Some(&(_, first, _)) = moments.first() else {
            return;
        };
        let since_s = self.told.map_or(0.0, |t| first.seconds_since(t));
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
                options: &self.fusion.options,
            };
            window.tell(&mut self.figure, carried, &mut told);
        }
        self.told = told.last().map(|t| t.time).or(self.told);
        self.waiting.drain(..count);
        let next = self.waiting.front().map_or(u64::MAX, |w| w.0);
        let waits = |t: &Track| t.past.back().is_some_and(|p| p.tick >= next);
        self.gone.retain(waits);
        self.ready.extend(told);
    }
}

/// By moment: what fusion remembers of an athlete, while he was in sight of anybody.
fn seen<'t>(
    life: &Life,
    moments: &[(u64, Timestamp, Option<Ball>)],
    find: impl Fn(AthleteId) -> Option<&'t Track>,
) -> Vec<Option<&'t Past>> {
    let mut seen = vec![None; moments.len()];
    for &(track, first, last) in &life.pieces {
        let Some(track) = find(track) else { continue };
        for past in &track.past {
            if (first..=last).contains(&past.tick)
                && let Ok(at) = moments.binary_search_by_key(&past.tick, |m| m.0)
            {
                seen[at] = Some(past);
            }
        }
    }
    seen
}

/// One athlete over the moments that wait.
struct Window<'a> {
    life: &'a Life,
    moments: &'a [(u64, Timestamp, Option<Ball>)],
    /// By moment.
    seen: &'a [Option<&'a Past>],
    /// Time since the moment that was told last, s.
    since_s: f64,
    /// So many of them are told.
    count: usize,
    options: &'a Options,
}

/// An athlete at one moment, known from both ends.
struct Known {
    joints: Estimates,
    views: [u8; JOINT_COUNT],
    /// Of the trunk, m/s.
    velocity: Option<Vector3<f64>>,
}

impl Window<'_> {
    fn tell(&self, figure: &mut Figure, carried: &mut Option<Filtered>, told: &mut [Refined]) {
        let nodes = self.filter(carried.take());
        let first = self.life.pieces.first().map_or(u64::MAX, |p| p.1);
        let last = self.life.pieces.last().map_or(0, |p| p.2);
        self.smooth(&nodes, |at, known| {
            let refined = &mut told[at];
            if !(first..=last).contains(&refined.tick) {
                return;
            }
            let joints = figure.fit(&self.life.shape, known.joints, |_| false);
            let skeleton = skeleton(&joints, &known.views);
            if skeleton.iter().all(Option::is_none) {
                return;
            }
            refined.athletes.push(Athlete {
                id: self.life.id,
                team: None,
                number: None,
                state: if known.views.iter().any(|&v| v > 0) {
                    TrackState::Confirmed
                } else {
                    TrackState::Coasting
                },
                skeleton,
                velocity_m_s: known.velocity.map(Into::into),
            });
        });
        let last = self.count.checked_sub(1);
        *carried = last.map(|last| nodes[last].after.clone());
    }

    /// Forwards, from where he was left.
    fn filter(&self, carried: Option<Filtered>) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.moments.len());
        let mut now = carried.unwrap_or(Filtered {
            joints: [None; JOINT_COUNT],
            common: [Square::zeros(); KIN.len()],
        });
        let mut trunk = Vector3::zeros();
        let mut before = None;
        for (&(_, time, _), seen) in self.moments.iter().zip(self.seen) {
            let since_s = |before: Timestamp| time.seconds_since(before).max(0.0);
            let dt_s = before.replace(time).map_or(self.since_s, since_s);
            trunk = seen.and_then(|p| p.velocity).unwrap_or(trunk);
            let densities = self.predict(&mut now, dt_s, &trunk);
            let node = self.take(now, *seen, &trunk, &densities);
            now = node.after.clone();
            nodes.push(node);
        }
        nodes
    }

    /// Moves on, when the trunk goes at that velocity. Gives the densities of all joints' accelerations.
    fn predict(&self, now: &mut Filtered, dt_s: f64, trunk: &Vector3<f64>) -> [f64; JOINT_COUNT] {
        let mut densities = [0.0; JOINT_COUNT];
        for (joint, density) in Joint::ALL.into_iter().zip(&mut densities) {
            let state = &mut now.joints[joint.index()];
            let speed = state.map_or(0.0, |s| s.velocity().norm());
            let agility = LIVELIER * self.options.agility;
            *density = agility * liveliness(joint, speed.max(trunk.norm()));
            if let Some(s) = state {
                s.predict(dt_s, *density);
            }
            *state = state.filter(|s| s.unseen_s <= MOST_UNSEEN_S);
        }
        for (joints, common) in KIN.iter().zip(&mut now.common) {
            let of = |least: f64, j: &Joint| least.min(densities[j.index()]);
            let shared = (1.0 - OWN) * joints.iter().fold(f64::INFINITY, of);
            let begins = joints.iter().all(|j| now.joints[j.index()].is_none());
            *common = if begins {
                path::unmet(shared)
            } else {
                path::carry(common, dt_s, shared)
            };
        }
        densities
    }

    /// Takes in what the moment's views said.
    fn take(
        &self,
        mut before: Filtered,
        seen: Option<&Past>,
        trunk: &Vector3<f64>,
        densities: &[f64; JOINT_COUNT],
    ) -> Node {
        let mut views = [0; JOINT_COUNT];
        let mut words = [None; JOINT_COUNT];
        let mut begun = [None; JOINT_COUNT];
        for j in 0..JOINT_COUNT {
            let step = seen.and_then(|p| p.steps[j].as_ref());
            let Some((step, said)) = step.and_then(|s| Some((s, said(s)?))) else {
                continue;
            };
            views[j] = said.views;
            let state = &mut before.joints[j];
            // Fusion forgot what it knew of the joint: was it right to?
            if step.before.is_none() && !state.is_some_and(|s| self.fits(&s, &said)) {
                *state = None;
                let begin = |found| Moving::new(&found, *trunk, densities[j]);
                begun[j] = said.alone().map(begin);
            } else if let Some(s) = state {
                words[j] = Some(said.about(&s.place().mean));
            }
        }
        let mut after = before.clone();
        for (joints, common) in KIN.iter().zip(&mut after.common) {
            let mut members = [None; MOST_KIN];
            for (member, joint) in members.iter_mut().zip(*joints) {
                let (state, word) = (before.joints[joint.index()], words[joint.index()]);
                *member = state.map(|s| Member {
                    state: s.state,
                    word,
                });
            }
            share(common, &mut members[..joints.len()]);
            for (joint, member) in joints.iter().zip(&members) {
                if let (Some(s), Some(member)) = (&mut after.joints[joint.index()], member) {
                    s.state = member.state;
                }
            }
        }
        for (j, state) in after.joints.iter_mut().enumerate() {
            match (&mut *state, kin_of(j)) {
                (Some(s), None) => words[j].iter().for_each(|word| s.take(word)),
                (None, kin) => {
                    *state = begun[j];
                    // Who begins errs on its own.
                    if let (Some(s), Some(kin)) = (state, kin) {
                        s.state.spread += after.common[kin];
                    }
                }
                _ => {}
            }
        }
        for (state, word) in after.joints.iter_mut().zip(&words) {
            if let (Some(s), true) = (state, word.is_some()) {
                s.unseen_s = 0.0;
            }
        }
        Node {
            before,
            after,
            views,
        }
    }

    /// Whether what was said is what was to be expected.
    fn fits(&self, state: &Moving, said: &Said) -> bool {
        let Some(seen) = said.alone() else {
            return true;
        };
        let expected = state.place();
        let off = seen.mean - expected.mean;
        let spread = (expected.covariance + seen.covariance).try_inverse();
        let gate = self.options.joint_gate;
        spread.is_some_and(|i| off.dot(&(i * off)) < gate * gate)
    }

    /// Backwards: those moments that are told, the last one first.
    fn smooth(&self, nodes: &[Node], mut tell: impl FnMut(usize, Known)) {
        // What is known of the moment after.
        let mut next: Option<(Family<ORDER>, &Node, Timestamp)> = None;
        // By joint: whether it is seen again, so that it lies between two sights.
        let mut again = [false; JOINT_COUNT];
        for (at, node) in nodes.iter().enumerate().rev() {
            let time = self.moments[at].1;
            let mut known = node.after.family();
            if let Some((later, next, then)) = &next {
                let motion = path::motion(then.seconds_since(time).max(0.0));
                known = known.given(&motion, &next.before.family(), later);
            }
            for (j, again) in again.iter_mut().enumerate() {
                *again |= node.views[j] > 0;
                *again &= node.after.joints[j].is_some();
            }
            if at < self.count {
                let held = |j: usize| {
                    node.after.joints[j].is_some_and(|s| s.unseen_s <= self.options.hold_s)
                };
                let mut joints = known.places();
                for (j, joint) in joints.0.iter_mut().enumerate() {
                    *joint = joint.filter(|_| again[j] || held(j));
                }
                let moves = |j: &Joint| {
                    joints.0[j.index()]?;
                    Some(
                        known.joints[j.index()]?
                            .mean
                            .fixed_rows::<3>(3)
                            .into_owned(),
                    )
                };
                let count = TRUNK.iter().filter_map(moves).count();
                let sum: Vector3<f64> = TRUNK.iter().filter_map(moves).sum();
                let velocity = (count > 0).then(|| sum / count as f64);
                let views = node.views;
                tell(
                    at,
                    Known {
                        joints,
                        views,
                        velocity,
                    },
                );
            }
            for (again, before) in again.iter_mut().zip(&node.before.joints) {
                *again &= before.is_some();
            }
            next = Some((known, node, time));
        }
    }
}

impl Filtered {
    fn family(&self) -> Family<ORDER> {
        Family::of(|j| Some(self.joints[j]?.state), &self.common)
    }
}

/// What this step's views said.
fn said(step: &Step) -> Option<Said> {
    let word = step.word?;
    let about = step.before.as_ref().unwrap_or(&step.after).at;
    Some(Said {
        information: word.information,
        push: word.push + word.information * about,
        views: step.after.views,
    })
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
