//! Where cameras stand and what their clocks show, from everything at hand: landmarks, people, measured lengths.
//!
//! Input assumption: intrinsics about right. Poses may be known roughly (20°, 2 m) or not at all; people then have to be
//! upright on one floor and to move about in it ([`super::floor`], [`super::register`]). First guesses are joined into one
//! adjustment, repeated with who is who settled anew, from generous to strict (graduated non-convexity).

use nalgebra::{Isometry3, Translation3, Vector3};
use trackside_schema::{Timestamp, View};

use super::adjust::{AdjustError, Options, Stats, adjust, residuals};
use super::bodies::{self, Strictness, Tagged};
use super::covariance::Covariance;
use super::first_poses::{first_poses, placed_by_landmarks};
use super::landmarks::{self, Landmark, Shape};
use super::level;
use super::people::People;
use super::problem::{Freedom, Motion, Problem, Sight, Span, Station};
use crate::{Camera, CameraClock};

/// Everything at hand.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'a> {
    /// What cameras saw of people.
    pub views: &'a [View],
    /// Things whose place is known. They make the world.
    pub landmarks: &'a [Landmark],
    /// Measured distances between cameras.
    pub spans: Vec<Span>,
    /// Measured heights of cameras above z = 0: camera, m, one standard deviation.
    pub heights_m: Vec<(usize, f64, f64)>,
    /// The rig's time 0.
    pub reference: Timestamp,
}

/// What is known of poses beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rough {
    /// They are as the cameras say: clocks, and lenses where asked, are all that is to be found.
    Exactly,
    /// They are about as the cameras say, to 20° and 2 m.
    About,
    /// Nothing.
    Nothing,
}

/// How often landmarks and people are weighed against each other.
const WEIGHINGS: usize = 2;
/// With fewer numbers left over their noise does not show.
const LEAST_LEFT: usize = 20;

/// How to solve poses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoseOptions {
    /// What is known of poses beforehand.
    pub rough: Rough,
    /// Whether clocks are to be found.
    pub clocks: bool,
    /// What of lenses is to be found as well (its pose and clock are not looked at).
    pub lens: Freedom,
    /// By which share focal lengths may be off, where they are to be found.
    pub focal_share: f64,
    /// About how many points of people to use.
    pub points: usize,
    /// How to adjust.
    pub adjust: Options,
}

impl Default for PoseOptions {
    fn default() -> PoseOptions {
        PoseOptions {
            rough: Rough::About,
            clocks: true,
            lens: Freedom::default(),
            focal_share: 0.05,
            points: 6000,
            adjust: Options::default(),
        }
    }
}

/// How well one camera agrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Sights of people, and their median residual, px.
    pub people: (usize, f64),
    /// Sights of landmarks, and their median residual, px.
    pub landmarks: (usize, f64),
    /// One standard deviation of its centre, m, of its turn, rad, of its clock, s.
    pub sigma: [f64; 3],
}

/// Poses and clocks that were found.
#[derive(Clone, Debug)]
pub struct Solved {
    /// In the order in which they were given.
    pub cameras: Vec<Camera>,
    /// Their clocks; the first is the rig's.
    pub clocks: Vec<CameraClock>,
    /// How each agrees.
    pub agreement: Vec<Agreement>,
    /// What residuals are in the deviations that were said of sights.
    pub noise: f64,
    /// The last adjustment.
    pub stats: Stats,
    /// Whether something said how large the world is; else it is as large as people usually are.
    pub scaled: bool,
    /// Whether the floor was found from feet or landmarks; else it is as level as the rough poses said.
    pub levelled: bool,
}

/// What is being done: a word for people, and the share of the whole.
pub type Progress<'p> = &'p mut dyn FnMut(&str, f64);

/// Finds poses, and clocks where asked.
///
/// # Errors
/// A camera that nothing places, named; evidence that is about a camera that is not there.
pub fn solve(
    cameras: &[Camera],
    evidence: &Evidence<'_>,
    options: &PoseOptions,
    progress: Progress<'_>,
) -> Result<Solved, AdjustError> {
    let people = People::of(cameras, evidence.views, evidence.reference);
    progress("first poses", 0.05);
    let exact = options.rough == Rough::Exactly;
    let anchored = if exact {
        cameras.iter().map(|c| Some(c.cam_from_world)).collect()
    } else {
        placed_by_landmarks(cameras, evidence.landmarks)?
    };
    let first = first_poses(cameras, &people, &anchored, options.rough)?;
    let mut problem = Problem::default();
    for (camera, pose) in cameras.iter().zip(&first) {
        let mut station = Station::new(Camera {
            cam_from_world: *pose,
            ..camera.clone()
        });
        // Loose: it ties down what nothing else does.
        station.beforehand.pose = Some((*pose, 0.5, 5.0));
        station.beforehand.offset_s = Some(0.2);
        station.beforehand.drift = Some(2e-4);
        let k = &camera.intrinsics;
        station.beforehand.focal = Some((0.5 * (k.fx + k.fy), options.focal_share));
        station.beforehand.centre_px = Some(([k.cx, k.cy], 0.01 * f64::from(camera.size_px[0])));
        problem.stations.push(station);
    }
    let tied = anchored.iter().flatten().count() > 0;
    for &(station, height, sigma) in evidence.heights_m.iter().filter(|_| tied) {
        problem.stations[station].beforehand.height_m = Some((height, sigma));
    }
    problem.spans.clone_from(&evidence.spans);
    let mut rounds = Rounds {
        evidence,
        options,
        people: &people,
        problem,
        tagged: Vec::new(),
        tied,
        scaled: tied,
        levelled: tied,
    };
    let stats = rounds.run(cameras, progress)?;
    rounds.solved(stats)
}

struct Rounds<'a> {
    evidence: &'a Evidence<'a>,
    options: &'a PoseOptions,
    people: &'a People,
    problem: Problem,
    tagged: Vec<Tagged>,
    /// Landmarks make the world.
    tied: bool,
    scaled: bool,
    levelled: bool,
}

impl Rounds<'_> {
    fn run(&mut self, thought: &[Camera], progress: Progress<'_>) -> Result<Stats, AdjustError> {
        let points = self.options.points;
        let with = |gate_m: f64, widen: f64, share: f64, motion: Motion| Strictness {
            gate_m,
            widen,
            points: (points as f64 * share) as usize,
            motion,
            share: 1.0,
        };
        let rounds = [
            with(0.9, 16.0, 0.15, Motion::Steady),
            with(0.6, 8.0, 0.25, Motion::Steady),
            with(0.4, 4.0, 0.4, Motion::Steady),
            with(0.25, 2.0, 0.6, Motion::Accelerated),
            with(0.2, 1.0, 1.0, Motion::Accelerated),
        ];
        self.rescale();
        let mut stats = Stats::default();
        for (i, how) in rounds.iter().enumerate() {
            progress("adjusting", 0.1 + 0.17 * i as f64);
            let last = i + 1 == rounds.len();
            stats = self.round(*how, i >= 2, last)?;
            if self.people.all.is_empty() {
                // Landmarks alone do not become other landmarks.
                return self.round(rounds[rounds.len() - 1], false, true);
            }
        }
        progress("levelling", 0.95);
        if !self.tied {
            self.settle(thought);
        }
        Ok(stats)
    }

    fn round(&mut self, how: Strictness, clocks: bool, last: bool) -> Result<Stats, AdjustError> {
        let options = self.options;
        self.problem.points.clear();
        self.problem.sights.clear();
        let lens = options.lens;
        for (i, station) in self.problem.stations.iter_mut().enumerate() {
            let timed = options.clocks && clocks && i > 0;
            station.free = Freedom {
                pose: options.rough != Rough::Exactly,
                offset: timed,
                drift: timed && last,
                ..if last { lens } else { Freedom::default() }
            };
        }
        let landmarks = self.evidence.landmarks;
        let first = landmarks::add(&mut self.problem, landmarks, how.widen.min(4.0));
        self.tagged = bodies::add(&mut self.problem, self.people, how);
        if self.problem.sights.is_empty() {
            return Err(AdjustError(
                "no two cameras see anybody or anything in common: are the clocks seconds apart, or the rough poses wrong?"
                    .into(),
            ));
        }
        self.people_enough()?;
        let steps = if last { options.adjust.steps } else { 12 };
        let adjusting = Options {
            steps,
            ..options.adjust
        };
        let mut stats = adjust(&mut self.problem, &adjusting)?;
        for _ in 0..if last { WEIGHINGS } else { 0 } {
            self.weigh();
            stats = adjust(&mut self.problem, &adjusting)?;
        }
        if landmarks
            .iter()
            .any(|l| matches!(l.shape, Shape::Circle { .. }))
        {
            for _ in 0..3 {
                landmarks::follow(&mut self.problem, landmarks, &first);
                stats = adjust(&mut self.problem, &adjusting)?;
            }
        }
        Ok(stats)
    }

    /// Landmarks and people get the noise that they turn out to have, each for themselves, where that is more than was said: a
    /// variance component by kind (Förstner, "Ein Verfahren zur Schätzung von Varianz- und Kovarianzkomponenten", Allgemeine
    /// Vermessungs-Nachrichten 86, 1979), by medians, so that those that are wrong do not count.
    fn weigh(&mut self) {
        let bodies = self.bodies();
        let off = residuals(&self.problem);
        for people in [false, true] {
            let mine = |s: &Sight| (s.point >= bodies) == people;
            let sights = self.problem.sights.iter().zip(&off);
            let each = sights.filter(|(s, _)| mine(s));
            let mut all: Vec<f64> = each
                .map(|(s, r)| r.map_or(f64::INFINITY, |r| r.norm() / s.sigma_px))
                .collect();
            let points = self.problem.points.iter().enumerate();
            let points = points.filter(|(i, p)| (*i >= bodies) == people && p.said.is_none());
            let unknowns: usize = points.map(|(_, p)| p.unknowns()).sum();
            let left = (2 * all.len()).saturating_sub(unknowns);
            if left < LEAST_LEFT {
                continue;
            }
            all.sort_by(f64::total_cmp);
            // The median of a distance is 1.1774 deviations, and adjusted points follow their sights.
            let free = (2 * all.len()) as f64 / left as f64;
            let factor = all[all.len() / 2] / 1.1774 * free.sqrt();
            if factor.is_finite() && factor > 1.0 {
                let theirs = self.problem.sights.iter_mut().filter(|s| mine(s));
                theirs.for_each(|s| s.sigma_px *= factor);
            }
        }
    }

    /// The first point that is a joint.
    fn bodies(&self) -> usize {
        self.tagged
            .first()
            .map_or(self.problem.points.len(), |t| t.point)
    }

    /// Every camera has to see something.
    fn people_enough(&self) -> Result<(), AdjustError> {
        const LEAST: usize = 6;
        let mut seen = vec![0; self.problem.stations.len()];
        self.problem
            .sights
            .iter()
            .for_each(|s| seen[s.station] += 1);
        match seen.iter().position(|&n| n < LEAST) {
            None => Ok(()),
            Some(i) => Err(AdjustError(format!(
                "camera \"{}\": only {} sights of it agree with other cameras, {LEAST} at least are needed: is its rough pose \
                 far off, its clock seconds from the others', or its lens another?",
                self.problem.stations[i].camera.name, seen[i]
            ))),
        }
    }

    /// As large as measured distances say.
    fn rescale(&mut self) {
        let spans = self.problem.spans.iter().filter(|_| !self.tied);
        let length = |i: usize| self.problem.stations[i].camera.centre();
        let (mut said, mut found) = (0.0, 0.0);
        for span in spans {
            said += span.length_m;
            found += length(span.stations[0]).distance(length(span.stations[1]));
        }
        if found > 1e-6 && said > 0.0 {
            level::transform(&mut self.problem, said / found, &Isometry3::identity());
            self.scaled = true;
        }
    }

    /// Floor to z = 0, lengths by measured heights, and as near to where cameras were thought to be as that leaves.
    fn settle(&mut self, thought: &[Camera]) {
        let feet = bodies::standing_feet(&self.problem, &self.tagged);
        if let Some(turn) = level::onto_floor(&feet) {
            level::transform(&mut self.problem, 1.0, &turn);
            self.levelled = true;
        }
        let heights = &self.evidence.heights_m;
        if !self.scaled && self.levelled && !heights.is_empty() {
            let found = heights
                .iter()
                .map(|h| self.problem.stations[h.0].camera.centre().0.z);
            let (said, found): (f64, f64) = (heights.iter().map(|h| h.1).sum(), found.sum());
            if found > 1e-6 {
                level::transform(&mut self.problem, said / found, &Isometry3::identity());
                self.scaled = true;
            }
        }
        if self.options.rough == Rough::About {
            let poses = |s: &Station| s.camera.cam_from_world;
            let now: Vec<_> = self.problem.stations.iter().map(poses).collect();
            let thought: Vec<_> = thought.iter().map(|c| c.cam_from_world).collect();
            let onto = level::onto_rough(&now, &thought);
            level::transform(&mut self.problem, 1.0, &onto);
        } else {
            // The middle of where people stood.
            let middle =
                feet.iter().map(|p| p.coords).sum::<Vector3<f64>>() / feet.len().max(1) as f64;
            let shift = Translation3::new(-middle.x, -middle.y, 0.0);
            level::transform(&mut self.problem, 1.0, &shift.into());
        }
        let onto = |s: &mut Station| s.beforehand.pose = Some((s.camera.cam_from_world, 0.5, 5.0));
        self.problem.stations.iter_mut().for_each(onto);
    }

    fn solved(self, stats: Stats) -> Result<Solved, AdjustError> {
        let problem = &self.problem;
        let covariance = Covariance::of(problem, &self.options.adjust)?;
        let bodies = self.bodies();
        let off = residuals(problem);
        let median = |station: usize, people: bool| {
            let sights = problem.sights.iter().zip(&off);
            let mine =
                sights.filter(|(s, _)| s.station == station && (s.point >= bodies) == people);
            let mut all: Vec<f64> = mine
                .map(|(_, r)| r.map_or(f64::INFINITY, |r| r.norm()))
                .collect();
            all.sort_by(f64::total_cmp);
            (all.len(), all.get(all.len() / 2).copied().unwrap_or(0.0))
        };
        let agreement = |i: usize| Agreement {
            people: median(i, true),
            landmarks: median(i, false),
            sigma: [
                covariance.centre_sigma_m(i),
                covariance.turn_sigma_rad(i),
                covariance.clock_sigma(i)[0],
            ],
        };
        Ok(Solved {
            agreement: (0..problem.stations.len()).map(agreement).collect(),
            cameras: problem.stations.iter().map(|s| s.camera.clone()).collect(),
            clocks: problem
                .stations
                .iter()
                .map(|s| CameraClock {
                    since: self.evidence.reference,
                    ..s.clock
                })
                .collect(),
            noise: covariance.noise,
            stats,
            scaled: self.scaled,
            levelled: self.levelled,
        })
    }
}
