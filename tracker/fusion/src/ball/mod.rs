//! The ball, in continuous time: candidates are rays, each at its own time, and what joins them is how a ball moves.
//!
//! A moment goes through four steps: what each known ball may do until then is *followed* (flight, bounce, blow, catch,
//! hold), every hypothesis *looks* at the rays, the likeliest are *kept*, and rays that nobody took give *births*. The live ball
//! is the likeliest hypothesis; a fixed time later the whole way is smoothed, and what happened is read off it.
//! docs/reference/ball.md has the model and its sources.

mod birth;
mod event;
mod flight;
mod grip;
mod hold;
mod kind;
mod landing;
mod launch;
mod limbs;
mod marks;
mod node;
mod path;
mod ray;

use trackside_calibration::Rig;
use trackside_schema::{
    Athlete, AthleteId, Ball, BallState, FrameSet, Joint, Timestamp, WorldPoint,
};

pub use event::{BallEvent, BallEventKind};
pub use kind::BallKind;
pub use landing::Landing;
pub use marks::{Goal, Marks, Ring};

use crate::Options;
use crate::triangulate::Lens;
use birth::Births;
use event::{Around, Step};
use flight::{Square, State, place, velocity};
use grip::Grip;
use kind::Nature;
use launch::Launches;
use limbs::{Limbs, Near};
use marks::Crossings;
use node::{How, Node, sigma_m};
use path::{About, Path, Smoothed, WINDOW};
use ray::Rays;

/// So many balls are followed at once; one is believed, the others wait.
const MOST_PATHS: usize = 5;
/// The space in which a ball may be, m³: how unlikely a chance agreement of rays is.
const SPACE_M3: f64 = 1e4;
/// How far a new ball may be from where two rays meet, m.
const BIRTH_SPREAD_M: f64 = 0.5;
/// A new ball with less evidence is not followed, nor one that has come down to less.
const LEAST_EVIDENCE: f64 = -8.0;
/// A believed ball gives way to another that has so much more evidence.
const GIVES_WAY: f64 = 8.0;
/// One that began when nothing spoke for the believed ball any more is that ball, found again, where it has so much evidence.
const FOUND_AGAIN: f64 = 15.0;
/// A ball less sure than this is not told, m.
const VAGUE_M: f64 = 0.30;
/// The believed ball takes candidates so near, in their standard deviations.
const TAKES: f64 = 5.0;
/// Balls nearer than this to a known one are that one, m.
const SAME_M: f64 = 0.25;

/// What happened is settled so much later, s: until then a ball in quiet hands can look like one that flies.
const EVENT_LAG_S: f64 = 0.5;
/// A net slows down a ball within so long of the ring above it, s.
const NET_S: f64 = 0.12;
/// How fast a ball left is told after it has flown so long, s, or has met something: a shorter flight does not show its spin.
const SPEED_S: f64 = 0.6;

/// The ball at a past moment, as the moments before and after it show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmoothBall {
    /// The moment's number.
    pub tick: u64,
    /// The moment's time.
    pub time: Timestamp,
    /// The ball then.
    pub ball: Ball,
}

/// What happened and has not been told.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    event: BallEvent,
    /// Of a blow or a release: the tick after it, and the time of the moment before it.
    left: Option<(u64, Timestamp)>,
}

/// Its memory, kept between moments.
#[derive(Debug)]
pub(crate) struct BallFinder {
    nature: &'static Nature,
    lag_s: f64,
    marks: Marks,
    crossings: Crossings,
    /// Who played it last.
    by: Option<(AthleteId, Joint)>,
    waiting: Vec<Waiting>,
    launches: Launches,
    rays: Rays,
    births: Births,
    paths: Vec<Path>,
    main: Option<usize>,
    limbs: Limbs,
    way: Vec<Smoothed>,
    /// Up to when its way was told, and what happened to it was settled.
    told: Option<Timestamp>,
    settled: Option<Timestamp>,
    /// Of what was told last: since when the ball has flown, and when it last bounced.
    flies_since: Option<Timestamp>,
    bounced: Option<Timestamp>,
    grip: Grip,
    /// Of what was told last: since when the ball is known without a gap.
    known_since: Option<Timestamp>,
    smooth: Vec<SmoothBall>,
    events: Vec<BallEvent>,
}

impl BallFinder {
    pub fn new(options: &Options) -> BallFinder {
        let nature = options.ball.nature();
        let nowhere = Node::born(
            0,
            Timestamp::default(),
            nalgebra::Vector3::zeros(),
            1.0,
            nature,
            How::Flown,
        );
        BallFinder {
            nature,
            lag_s: options.ball_lag_s,
            marks: options.marks.clone(),
            crossings: Crossings::default(),
            by: None,
            waiting: Vec::with_capacity(WINDOW),
            launches: Launches::new(),
            rays: Rays::default(),
            births: Births::default(),
            paths: (0..MOST_PATHS).map(|_| Path::new(nowhere)).collect(),
            main: None,
            limbs: Limbs::default(),
            way: Vec::with_capacity(WINDOW),
            told: None,
            settled: None,
            flies_since: None,
            bounced: None,
            grip: Grip::default(),
            known_since: None,
            smooth: Vec::with_capacity(WINDOW),
            events: Vec::with_capacity(WINDOW),
        }
    }

    /// The ball at this moment, where one is known.
    pub fn run(
        &mut self,
        moment: &FrameSet,
        rig: &Rig,
        lenses: &[Lens],
        athletes: &[Athlete],
    ) -> Option<Ball> {
        self.smooth.clear();
        self.events.clear();
        self.rays.read(moment, rig, lenses);
        for i in 0..self.paths.len() {
            let path = &mut self.paths[i];
            if path.is_free() {
                continue;
            }
            let at = path.expects(moment.time);
            let about = About {
                athletes,
                limbs: at.and_then(|at| Near::to(&at, athletes)),
                basket: at.is_some_and(|at| self.marks.basket_near(&at)),
            };
            let (tick, time) = (moment.tick, moment.time);
            path.step(tick, time, about, lenses, &self.rays, self.nature);
            let vague = path
                .now()
                .first()
                .is_none_or(|n| n.sigma_m() > 4.0 * VAGUE_M);
            if vague || path.evidence < LEAST_EVIDENCE {
                if self.main == Some(i) {
                    self.close(moment.time);
                }
                self.paths[i].end();
            }
        }
        self.choose();
        self.bear(moment, lenses);
        self.choose();
        let best = self.main.and_then(|m| self.paths[m].now().first().copied());
        if let Some(best) = best {
            self.limbs.note(moment.tick, &place(&best.x), athletes);
            self.look_back(moment.tick, moment.time);
        }
        self.speak(moment.tick, moment.time);
        let best = best?;
        self.tell(&best.x, &best.p, best.how.free(), best.views)
    }

    /// What was not told before and is now known from both sides, oldest first.
    pub fn smooth(&self) -> &[SmoothBall] {
        &self.smooth
    }

    /// What happened, told once it is known from both sides, oldest first.
    pub fn events(&self) -> &[BallEvent] {
        &self.events
    }

    /// Where the ball will come down, where it flies.
    pub fn landing(&self) -> Option<Landing> {
        let best = self.paths[self.main?].now().first()?;
        (best.sigma_m() < VAGUE_M).then(|| Landing::of(best, self.nature))?
    }

    /// Settles which of the balls is the one, and drops what doubles it.
    fn choose(&mut self) {
        let evidence = |i: usize| self.paths[i].evidence;
        self.main = self.main.filter(|&i| !self.paths[i].is_free());
        for i in 0..self.paths.len() {
            let believed = self.paths[i].believed && !self.paths[i].is_free();
            let better = |m: usize| {
                let again = self.paths[i].began > self.paths[m].upheld;
                m != i
                    && (evidence(i) > evidence(m) + GIVES_WAY || again && evidence(i) > FOUND_AGAIN)
            };
            if believed && self.main.is_none_or(better) {
                self.main = Some(i);
            }
        }
        let Some(main) = self.main else { return };
        let Some(best) = self.paths[main].now().first().copied() else {
            return;
        };
        for (i, path) in self.paths.iter_mut().enumerate() {
            let near =
                |n: &Node| (place(&n.x) - place(&best.x)).norm() < 3.0 * n.sigma_m().max(0.05);
            if i != main && path.now().first().is_some_and(near) {
                path.end();
            }
        }
    }

    /// The believed ball takes its rays; what is left gives births.
    fn bear(&mut self, moment: &FrameSet, lenses: &[Lens]) {
        if let Some(best) = self.main.and_then(|m| self.paths[m].now().first()) {
            for view in &self.rays.views {
                let shown = best.shows(&lenses[view.camera], view.lag_s, self.nature);
                let Some((at, _)) = shown else { continue };
                for ray in &mut self.rays.rays[view.rays.clone()] {
                    ray.taken |= (ray.at - at).norm() < TAKES * ray.sigma;
                }
            }
        }
        let upheld = |m: usize| self.paths[m].upheld == moment.time;
        let knowing = self.main.is_some_and(upheld);
        let seeds = self.births.run(lenses, &self.rays, knowing);
        for &(_, at) in seeds {
            let Some(slot) = self.paths.iter().position(Path::is_free) else {
                return;
            };
            let known = |p: &Path| {
                let near = |n: &Node| (place(&n.x) - at).norm() < SAME_M;
                p.now().iter().any(near)
            };
            if self.paths.iter().any(known) {
                continue;
            }
            let born = [How::Flown, How::Held].map(|how| {
                let spread = BIRTH_SPREAD_M;
                let mut node = Node::born(moment.tick, moment.time, at, spread, self.nature, how);
                node.look(lenses, &self.rays, self.nature);
                node
            });
            // The place was anywhere in the space, not near where the rays meet.
            let spread_m3 = (2.0 * std::f64::consts::PI).powf(1.5) * BIRTH_SPREAD_M.powi(3);
            let evidence = born[0].score.max(born[1].score) + (spread_m3 / SPACE_M3).ln();
            if evidence > LEAST_EVIDENCE && born[0].views >= 2 {
                self.paths[slot].begin(born, evidence);
            }
        }
    }

    /// Smooths the believed ball's way, and tells what has become final of it.
    fn look_back(&mut self, tick: u64, now: Timestamp) {
        let Some(main) = self.main else { return };
        let never = Timestamp(i64::MIN / 2);
        let (told, settled) = (self.told.unwrap_or(never), self.settled.unwrap_or(never));
        self.paths[main].smooth(told.min(settled), &mut self.way);
        // What is only predicted settles nothing.
        let seen = self.way.iter().position(|s| s.views > 0);
        for i in (0..self.way.len()).rev() {
            let b = self.way[i];
            // Half a millisecond: times of ticks are rounded.
            let ago = now.seconds_since(b.time) + 5e-4;
            if b.time > told && ago >= self.lag_s {
                self.told = Some(b.time);
                if let Some(ball) = self.tell(&b.x, &b.p, b.how.free(), b.views) {
                    let (tick, time) = (b.tick, b.time);
                    self.smooth.push(SmoothBall { tick, time, ball });
                }
            }
            let forgotten = tick >= b.tick + WINDOW as u64 - 8;
            let seen = seen.is_some_and(|last| i >= last);
            if b.time > settled && seen && (ago >= EVENT_LAG_S || forgotten) {
                self.settle(i, now);
            }
        }
    }

    /// The end of a ball that was believed: what happened to it until it was last seen is told.
    fn close(&mut self, now: Timestamp) {
        let Some(main) = self.main else { return };
        let settled = self.settled.unwrap_or(Timestamp(i64::MIN / 2));
        self.paths[main].smooth(settled, &mut self.way);
        let last = self.way.iter().position(|s| s.views > 0);
        for i in (last.unwrap_or(self.way.len())..self.way.len()).rev() {
            if self.way[i].time > settled {
                self.settle(i, now);
            }
        }
    }

    /// Settles what happened in the step that ends in the `i`-th of the way.
    fn settle(&mut self, i: usize, now: Timestamp) {
        let b = self.way[i];
        if let Some(a) = self.way.get(i + 1).copied() {
            let around = self.around(i, now);
            let step = Step::new(&a, &b, self.nature);
            let (limbs, nature) = (&self.limbs, self.nature);
            let happened = event::between(&step, around, limbs, nature);
            let stops = event::stops(&step, around, limbs, nature);
            let happened = self.grip.see(&step, happened, stops, nature);
            if happened[0].is_some() {
                self.bounced = Some(b.time);
            }
            self.remember(happened, &step);
        } else {
            // A ball that is new: what hands did before is not known.
            self.grip = Grip::default();
        }
        self.flies_since = match b.how {
            How::Flown => self.flies_since,
            How::Struck | How::Touched | How::LetGo => Some(b.time),
            How::Caught | How::Held => None,
        };
        let goes_on = i + 1 < self.way.len();
        self.known_since = self.known_since.filter(|_| goes_on).or(Some(b.time));
        self.settled = Some(b.time);
    }

    /// What is known around the step that ends in the `i`-th of the way.
    fn around(&self, i: usize, now: Timestamp) -> Around {
        let b = self.way[i];
        let goes_on = |n: &Smoothed| {
            if b.how.free() {
                n.how != How::Flown
            } else {
                n.how != How::Held
            }
        };
        let end = self.way[..i].iter().rposition(goes_on);
        let lasts_s = end.map_or(now, |e| self.way[e].time).seconds_since(b.time);
        let returns = end.is_some_and(|e| {
            let end = &self.way[e];
            end.how == How::Caught
                && self.way[e..i].iter().all(|s| !s.bounced)
                && self
                    .limbs
                    .same_hands([b.tick, end.tick], self.nature.reach_m())
        });
        let since = |t: Option<Timestamp>, never| t.map_or(never, |t| b.time.seconds_since(t));
        Around {
            flew_s: since(self.flies_since, 0.0),
            lasts_s,
            bounced_s: since(self.bounced, f64::INFINITY),
            known_s: since(self.known_since, 0.0),
            basket: self.marks.basket_near(&place(&b.x)),
            stopped: self.grip.began(b.time),
            returns,
        }
    }

    /// Keeps what happened in one step until it is told, with the lines that the ball crossed in it.
    fn remember(&mut self, happened: [Option<BallEvent>; 2], step: &Step) {
        let mut crossed = [None; 2];
        if self.marks != Marks::default() {
            let (marks, nature, by) = (&self.marks, self.nature, self.by);
            crossed = self.crossings.cross(step, marks, nature, by);
        }
        for event in crossed.into_iter().chain(happened).flatten() {
            if event.kind == BallEventKind::Hit && event::slowed(step) && self.in_net(&event) {
                continue;
            }
            let left = matches!(
                event.kind,
                BallEventKind::Hit | BallEventKind::Kick | BallEventKind::Throw
            );
            if left {
                self.by = event.who.or(self.by);
            }
            let left = left.then_some((step.b.tick, step.a.time));
            self.wait(Waiting { event, left });
            if event.kind == BallEventKind::Bounce {
                let (marks, nature, by) = (&self.marks, self.nature, self.by);
                let landed = marks::landed(&event, step, marks, nature, by);
                if let Some(event) = landed {
                    self.wait(Waiting { event, left: None });
                }
            }
        }
    }

    /// Whether it went through a ring just before: what strikes it then is the net.
    fn in_net(&self, event: &BallEvent) -> bool {
        let told = self.waiting.iter().map(|w| w.event);
        told.filter(|e| e.kind == BallEventKind::Basket)
            .chain(self.crossings.through())
            .any(|e| event.time.seconds_since(e.time).abs() < NET_S)
    }

    fn wait(&mut self, what: Waiting) {
        if self.waiting.len() == WINDOW {
            self.events.push(self.waiting.remove(0).event);
        }
        let later = |w: &&Waiting| w.event.time > what.event.time;
        let later = self.waiting.iter().rev().take_while(later).count();
        self.waiting.insert(self.waiting.len() - later, what);
    }

    /// Tells what is ready to be told, in its order.
    fn speak(&mut self, tick: u64, now: Timestamp) {
        while let Some(&Waiting { event, left }) = self.waiting.first() {
            let mut told = event;
            if let Some((after, before)) = left {
                let met = self.waiting[1..]
                    .iter()
                    .any(|w| w.event.kind != BallEventKind::Apex);
                let flew = now.seconds_since(event.time) >= SPEED_S;
                // As long as it is remembered.
                let leaves = tick >= after + WINDOW as u64 - 8;
                if !(met || flew || leaves || self.main.is_none()) {
                    return;
                }
                told = self.again(&event, after, before).unwrap_or(event);
            }
            self.waiting.remove(0);
            self.events.push(told);
        }
    }

    /// A blow or release once more, as the flight after it shows it.
    fn again(&mut self, event: &BallEvent, tick: u64, before: Timestamp) -> Option<BallEvent> {
        self.paths[self.main?].smooth(before, &mut self.way);
        let i = self.way.iter().position(|s| s.tick == tick)?;
        let (a, b) = (self.way.get(i + 1)?, &self.way[i]);
        let told = event::again(event, a, b, self.nature);
        if matches!(b.how, How::Struck | How::LetGo)
            && let Some(launch) = self
                .launches
                .find(&self.paths[self.main?], tick, self.nature)
        {
            return Some(BallEvent {
                time: launch.time,
                at: WorldPoint(launch.at.into()),
                speed_m_s: launch.velocity.norm(),
                ..told
            });
        }
        Some(told)
    }

    fn tell(&self, x: &State, p: &Square, free: bool, views: u8) -> Option<Ball> {
        let sigma = sigma_m(p);
        (sigma < VAGUE_M).then(|| Ball {
            at: WorldPoint(place(x).into()),
            velocity_m_s: Some(velocity(x).into()),
            spin_rad_s: free
                .then(|| self.nature.sure_spin(x, p))
                .flatten()
                .map(Into::into),
            sigma_m: sigma as f32,
            state: if views > 0 {
                BallState::Measured
            } else {
                BallState::Predicted
            },
        })
    }
}
