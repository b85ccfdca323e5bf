//! 2D views to 3D athletes and ball. Pure arithmetic: no thread, clock, socket, file, OpenCV or ONNX Runtime.
//!
//! A [`FrameSet`] goes through four steps, each consuming what the last one made: tracks are *predicted* to its time,
//! its people are *associated* with them, matched tracks are *updated* joint by joint, and what is left over gives
//! *births* and deaths. The same moments give the same bits, always.

mod assign;
mod associate;
mod ball;
mod birth;
mod body;
mod grid;
mod health;
mod joint;
mod kin;
mod lone;
mod look;
mod options;
mod posture;
mod refine;
mod shape;
mod sides;
mod sight;
mod smooth;
mod sparse;
mod track;
mod triangulate;

use trackside_calibration::Rig;
use trackside_schema::{Athlete, AthleteId, Ball, FrameSet, Timestamp};

pub use ball::{BallEvent, BallEventKind, BallKind, Goal, Landing, Marks, Ring, SmoothBall};
pub use health::CameraHealth;
pub use options::Options;
pub use posture::Stance;
pub use refine::{Cast, Refined, Refiner, Study};

use associate::Associator;
use ball::BallFinder;
use birth::Births;
use health::Health;
use kin::place;
use look::Absentees;
use shape::Figure;
use sight::Sights;
use track::Track;
use triangulate::Lens;

/// What one moment gave. Borrowed from the [`Fusion`] until its next step.
#[derive(Clone, Copy, Debug)]
pub struct Fused<'a> {
    /// In the order of their ids, tentative ones included; without those who are followed but of whom no joint is known.
    pub athletes: &'a [Athlete],
    /// The ball, where one is known.
    pub ball: Option<Ball>,
    /// The ball a fixed time ago, known from both sides: what was not given before.
    pub smooth_ball: &'a [SmoothBall],
    /// What happened to the ball, a fixed time ago: what was not given before.
    pub ball_events: &'a [BallEvent],
}

/// Whether any joint is known. Who is lost keeps his id longer than his joints.
fn is_somewhere(athlete: &Athlete) -> bool {
    athlete.skeleton.iter().any(Option::is_some)
}

/// The state of one venue's athletes. Feed it moments in the order of their times.
#[derive(Debug)]
pub struct Fusion {
    options: Options,
    rig: Rig,
    lenses: Vec<Lens>,
    time: Option<Timestamp>,
    tracks: Vec<Track>,
    /// The tracks that ended with the last moment.
    buried: Vec<Track>,
    next_id: u32,
    sights: Sights,
    associator: Associator,
    births: Births,
    absentees: Absentees,
    ball: BallFinder,
    figure: Figure,
    health: Health,
    athletes: Vec<Athlete>,
    smoothed: Vec<Athlete>,
}

impl Fusion {
    /// A fusion with no athletes yet.
    pub fn new(rig: Rig, options: Options) -> Fusion {
        let lenses: Vec<Lens> = rig.cameras().iter().map(Lens::of).collect();
        let health = Health::of(lenses.len());
        Fusion {
            ball: BallFinder::new(&options),
            options,
            rig,
            lenses,
            time: None,
            tracks: Vec::new(),
            buried: Vec::new(),
            next_id: 0,
            sights: Sights::default(),
            associator: Associator::default(),
            births: Births::default(),
            absentees: Absentees::default(),
            figure: Figure::default(),
            health,
            athletes: Vec::new(),
            smoothed: Vec::new(),
        }
    }

    /// The rig it works with.
    pub fn rig(&self) -> &Rig {
        &self.rig
    }

    /// Goes on with the same cameras, calibrated anew: tracks are kept, what was thought of the cameras is not.
    ///
    /// # Panics
    /// The rig has another number of cameras.
    pub fn set_rig(&mut self, rig: Rig) {
        assert_eq!(
            rig.cameras().len(),
            self.lenses.len(),
            "the cameras are the same"
        );
        self.lenses.clear();
        self.lenses.extend(rig.cameras().iter().map(Lens::of));
        for camera in &mut self.health.cameras {
            camera.trust_again();
        }
        self.rig = rig;
    }

    /// Takes one moment in. Views of cameras that the rig does not have are ignored; a moment that is not later than the
    /// last one counts as the same instant.
    pub fn step(&mut self, moment: &FrameSet) -> Fused<'_> {
        let dt_s = self
            .time
            .map_or(0.0, |t| moment.time.seconds_since(t).max(0.0));
        self.time = Some(moment.time);
        for track in &mut self.tracks {
            track.predict(dt_s, &self.options);
        }
        self.health.hear(moment);
        self.sights
            .read(moment, &self.rig, &self.lenses, &self.health, &self.options);
        self.associator.run(
            &self.lenses,
            &mut self.sights,
            &mut self.tracks,
            &self.options,
        );
        for (index, track) in self.tracks.iter_mut().enumerate() {
            track.update(
                index,
                &self.lenses,
                &self.sights,
                &mut self.health,
                &self.figure,
                &self.options,
            );
            let common = track.common.each_ref().map(place);
            track
                .shape
                .learn(&self.figure, &track.joints, &common, dt_s);
        }
        let born = self
            .births
            .run(&self.lenses, &mut self.sights, &self.options);
        self.absentees.wait(dt_s);
        let mut known = self.tracks.len();
        for body in born {
            let mut tracks = self.tracks[..known].iter_mut();
            if tracks.any(|t| t.finds_again(body, &self.options)) {
                continue;
            }
            let lost = self.tracks.iter().filter_map(Track::absent);
            let back = self.absentees.recognise(&body.look, &body.middle(), lost);
            let track = match back {
                Some(absent) => {
                    let before = self.tracks.len();
                    self.tracks.retain(|t| t.id != absent.id);
                    known -= before - self.tracks.len();
                    Track::returned(absent, body, &self.options)
                }
                None => {
                    // Four thousand million athletes are more than a session has.
                    self.next_id += 1;
                    Track::new(AthleteId(self.next_id - 1), body, &self.options)
                }
            };
            self.tracks.push(track);
        }
        if !self.tracks.is_sorted_by_key(|t| t.id) {
            // Somebody is back.
            self.tracks.sort_unstable_by_key(|t| t.id);
        }
        self.bury();
        for track in &mut self.tracks {
            track.remember(moment, &self.options);
        }
        self.athletes.clear();
        for track in &mut self.tracks {
            let is = track.is(&mut self.figure, &self.options);
            self.athletes.extend(Some(is).filter(is_somewhere));
        }
        let ball = self
            .ball
            .run(moment, &self.rig, &self.lenses, &self.athletes);
        Fused {
            athletes: &self.athletes,
            ball,
            smooth_ball: self.ball.smooth(),
            ball_events: self.ball.events(),
        }
    }

    /// Where the ball will come down and when, as far as the moments up to now show it; `None` where none is in the air.
    pub fn landing(&self) -> Option<Landing> {
        self.ball.landing()
    }

    /// How the cameras do, in the order of the rig.
    pub fn health(&self) -> &[CameraHealth] {
        &self.health.cameras
    }

    /// Whether [`Fusion::smoothed`] reaches back to that time.
    pub fn remembers(&self, time: Timestamp) -> bool {
        let ago_s = |now: Timestamp| now.seconds_since(time);
        self.time
            .is_some_and(|now| ago_s(now) <= self.options.remember_s)
    }

    /// The athletes at an earlier moment, given all since: steadier than what was said of it then. Who was not there yet, or
    /// has gone since, is left out; so is everybody where the moment is longer ago than [`Options::remember_s`].
    pub fn smoothed(&mut self, tick: u64) -> &[Athlete] {
        self.smoothed.clear();
        for track in &self.tracks {
            let was = track.was(tick, &mut self.figure, &self.options);
            self.smoothed.extend(was.filter(is_somewhere));
        }
        &self.smoothed
    }

    /// What a network of postures hears of every athlete, now or at an earlier moment that is still remembered: what it is trained on.
    pub fn stances(&mut self, tick: Option<u64>) -> Vec<Stance> {
        let figure = &mut self.figure;
        let of = |t: &Track| t.stance(tick, figure);
        self.tracks.iter().filter_map(of).collect()
    }

    /// Drops tracks that were not seen for too long, that never were believed, or that double an older one.
    fn bury(&mut self) {
        for i in 1..self.tracks.len() {
            let (older, rest) = self.tracks.split_at_mut(i);
            if older.iter().any(|o| !o.doomed && o.coincides(&rest[0])) {
                rest[0].doomed = true;
            }
        }
        let options = &self.options;
        for track in self.tracks.iter().filter(|t| t.expired(options)) {
            self.absentees.extend(track.absent());
        }
        self.buried.clear();
        let ends = |t: &mut Track| t.doomed || t.expired(options);
        self.buried.extend(self.tracks.extract_if(.., ends));
    }
}
