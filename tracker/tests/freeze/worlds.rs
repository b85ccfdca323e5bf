//! Synthetic worlds, fused in this process: everything in double precision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use trackside::smoothing::Smoothing;
use trackside::venue::Venue;
use trackside_datasets::case::TruthLine;
use trackside_datasets::degrade::Degrade;
use trackside_datasets::render::Renderer;
use trackside_datasets::world::views::Moments;
use trackside_datasets::world::{World, WorldFile};
use trackside_fusion::{BallEvent, Fusion, Refiner, Study};
use trackside_schema::wire;
use trackside_schema::{Athlete, AthleteId, Ball, FrameSet, Timestamp, TrackingFrame};

use crate::Row;
use crate::hash::Hash;

/// A world, made worse than usual.
pub struct Hard {
    name: &'static str,
    seed: u64,
    seconds: f64,
    set: &'static [&'static str],
}

/// For so long nobody is seen, where cameras are dead: longer than athletes are followed without.
const DARK_S: f64 = 1.0;

pub const WORLDS: [Hard; 4] = [
    Hard {
        name: "basketball",
        seed: 71,
        seconds: 7.0,
        set: &["camera.*.dead_s=[3.0, 4.0]"],
    },
    Hard {
        name: "sprint",
        seed: 72,
        seconds: 3.0,
        set: &["camera.cam_05.frozen_s=[1.0, 1.5]"],
    },
    Hard {
        name: "football",
        seed: 73,
        seconds: 4.0,
        set: &["camera.*.dead_s=[1.5, 2.5]"],
    },
    Hard {
        name: "tennis",
        seed: 74,
        seconds: 6.0,
        set: &["views.streaks=true"],
    },
];

const NOISE: [&str; 6] = [
    "views.noise_px=3",
    "views.outlier_share=0.02",
    "views.missed_people_share=0.06",
    "views.false_people=0.05",
    "cameras.drop_share=0.03",
    "cameras.late_share=0.03",
];
/// Of the moments that lose a view, and of the views that gain a ball.
const WORSE: [f64; 2] = [0.3, 0.2];

pub fn rows(hard: &Hard) -> Vec<Row> {
    let set = NOISE.iter().chain(hard.set).map(|s| (*s).to_owned());
    let set: Vec<String> = set.collect();
    let file = WorldFile::open(hard.name, &set).unwrap();
    let world = Arc::new(World::new(&file, hard.seed).unwrap());
    let venue = Venue::synthetic(&world).unwrap();
    let rate_hz = venue.rate_hz.unwrap();
    let mut degrade = Degrade::new(hard.seed, WORSE[0], WORSE[1]);
    let (mut moments, mut truth) = (Vec::new(), Vec::new());
    for (mut moment, line) in Moments::new(&world, rate_hz, hard.seconds).unwrap() {
        degrade.apply(&mut moment, &venue.rig);
        moments.push(moment);
        truth.push(line);
    }
    let mut rows = vec![picture(hard.name, &world), views(hard.name, &moments)];
    let told = |stream: &str| Told::new(format!("{}.{stream}", hard.name), rate_hz, &truth);

    let [mut live, mut smooth, mut refined] = ["live", "smooth", "refined"].map(told);
    let mut fusion = Fusion::new(venue.rig.clone(), venue.fusion.clone());
    let mut smoothing = Smoothing::new(&venue.fusion);
    let mut study = Study::new(venue.rig.clone(), venue.fusion.clone());
    let after = moments.last().map(|m| (m.tick, m.time)).unwrap();
    let after = (1..=rate_hz as u64).map(|i| FrameSet {
        tick: after.0 + i,
        time: after.1.plus_seconds(i as f64 / rate_hz),
        views: Vec::new(),
    });
    let is_over = moments.len() as u64;
    for moment in moments.iter().cloned().chain(after) {
        let fused = fusion.step(&moment);
        live.events(fused.ball_events);
        if moment.tick < is_over {
            live.frame(moment.tick, moment.time, fused.athletes, fused.ball);
            smoothing.owe(&TrackingFrame {
                tick: moment.tick,
                time: moment.time,
                ..TrackingFrame::default()
            });
            study.see(&moment, fused.athletes);
        }
        smoothing.hear(fused.smooth_ball);
        live.hash.maybe(fusion.landing(), |hash, landing| {
            hash.int(landing.time.0);
            hash.reals(<[f64; 3]>::from(landing.at));
            hash.reals(landing.covariance_m2);
        });
        while let Some(then) = smoothing.next(moment.time, &mut fusion) {
            smooth.frame(then.tick, then.time, &then.athletes, then.ball);
        }
    }
    for camera in fusion.health() {
        live.hash.int(camera.repeated);
        live.hash
            .reals([camera.longest_silence_s, camera.worst_noise]);
    }

    let mut refiner = Refiner::new(study.finish());
    for moment in &moments {
        refiner.see(moment);
        while let Some(then) = refiner.next_ready() {
            refined.frame(then.tick, then.time, &then.athletes, then.ball);
        }
    }
    refiner.finish();
    while let Some(then) = refiner.next_ready() {
        refined.frame(then.tick, then.time, &then.athletes, then.ball);
    }
    refined.events(&refiner.take_events());
    rows.extend([live, smooth, refined].map(Told::finish));
    rows
}

/// What the first camera takes in the middle of the action.
fn picture(name: &str, world: &Arc<World>) -> Row {
    let [width, height] = world.cameras()[0].camera.size_px.map(|s| s as usize);
    let mut pixels = vec![0; 3 * width * height];
    let mut renderer = Renderer::new(world, world.seed(), 1).unwrap();
    renderer.render(0, 2.0, 50, &mut pixels);
    let mut hash = Hash::new();
    hash.bytes(&pixels);
    let mean = pixels.iter().map(|&v| f64::from(v)).sum::<f64>() / pixels.len() as f64;
    Row::new(format!("{name}.picture"), hash, format!("mean {mean:.3}"))
}

/// Pixels are single precision at their source, so the message has all of a view.
fn views(name: &str, moments: &[FrameSet]) -> Row {
    let (mut hash, mut bytes) = (Hash::new(), Vec::new());
    let [mut count, mut people, mut balls] = [0; 3];
    for moment in moments {
        hash.int(moment.tick);
        hash.int(moment.time.0);
        for view in &moment.views {
            wire::encode_view(view, "", &mut bytes);
            hash.bytes(&bytes);
            count += 1;
            people += view.people.len();
            balls += view.balls.len();
        }
    }
    let figures = format!("{count} views, {people} people, {balls} balls");
    Row::new(format!("{name}.views"), hash, figures)
}

/// One stream of one world.
struct Told<'t> {
    name: String,
    hash: Hash,
    rate_hz: f64,
    truth: &'t [TruthLine],
    frames: u64,
    /// By athlete, the tick of the last frame.
    last: BTreeMap<AthleteId, u64>,
    returned: usize,
    /// How many athletes were said to be in each state.
    states: [usize; 3],
    balls: usize,
    happened: usize,
    kinds: BTreeSet<u8>,
    error_m: f64,
    joints: usize,
}

impl<'t> Told<'t> {
    fn new(name: String, rate_hz: f64, truth: &'t [TruthLine]) -> Told<'t> {
        Told {
            name,
            hash: Hash::new(),
            rate_hz,
            truth,
            frames: 0,
            last: BTreeMap::new(),
            returned: 0,
            states: [0; 3],
            balls: 0,
            happened: 0,
            kinds: BTreeSet::new(),
            error_m: 0.0,
            joints: 0,
        }
    }

    fn frame(&mut self, tick: u64, time: Timestamp, athletes: &[Athlete], ball: Option<Ball>) {
        self.frames += 1;
        self.hash.int(tick);
        self.hash.int(time.0);
        self.hash.int(athletes.len());
        for athlete in athletes {
            self.athlete(athlete);
            self.tally(tick, athlete);
        }
        self.balls += usize::from(ball.is_some());
        self.hash.maybe(ball, |hash, ball| {
            hash.reals(<[f64; 3]>::from(ball.at));
            hash.maybe(ball.velocity_m_s, |hash, v| hash.reals(v));
            hash.maybe(ball.spin_rad_s, |hash, v| hash.reals(v));
            hash.real(ball.sigma_m);
            hash.int(ball.state as u8);
        });
    }

    fn athlete(&mut self, athlete: &Athlete) {
        let hash = &mut self.hash;
        hash.int(athlete.id.0);
        hash.int(athlete.state as u8);
        for joint in &athlete.skeleton {
            hash.maybe(joint.as_ref(), |hash, joint| {
                hash.reals(<[f64; 3]>::from(joint.at));
                hash.real(joint.sigma_m);
                hash.int(joint.views);
            });
        }
        hash.maybe(athlete.velocity_m_s, |hash, v| hash.reals(v));
    }

    fn events(&mut self, events: &[BallEvent]) {
        for event in events {
            let hash = &mut self.hash;
            hash.int(event.kind as u8);
            hash.int(event.time.0);
            hash.reals(<[f64; 3]>::from(event.at));
            hash.reals([event.uncertainty_s, event.speed_m_s, event.score.into()]);
            hash.maybe(event.who, |hash, (id, joint)| {
                hash.int(id.0);
                hash.int(joint as u8);
            });
            self.kinds.insert(event.kind as u8);
            self.happened += 1;
        }
    }

    fn tally(&mut self, tick: u64, athlete: &Athlete) {
        let before = self.last.insert(athlete.id, tick);
        let away_s = before.map_or(0.0, |before| (tick - before) as f64 / self.rate_hz);
        self.returned += usize::from(away_s > 0.5 * DARK_S);
        self.states[athlete.state as usize] += 1;
        let errors_m = |truth: &[Option<[f64; 3]>]| {
            let pairs = athlete.skeleton.iter().zip(truth);
            let errors = pairs.filter_map(|(is, at)| Some(is.as_ref()?.at.distance((*at)?.into())));
            errors.fold((0.0, 0), |(sum, n), error| (sum + error, n + 1))
        };
        let people = self.truth[tick as usize].people.iter();
        let nearest = people
            .map(|p| errors_m(&p.joints))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        // Who is nobody adds nothing.
        if let Some((sum_m, joints)) = nearest.filter(|(sum_m, n)| sum_m / f64::from(*n) < 0.5) {
            self.error_m += sum_m;
            self.joints += joints as usize;
        }
    }

    fn finish(self) -> Row {
        let [tentative, confirmed, coasting] = self.states;
        let figures = format!(
            "{} frames, {} athletes, {} returned; {tentative} tentative, {confirmed} confirmed, {coasting} coasting; \
             joint error {:.3} mm; {} balls, {} events of {} kinds",
            self.frames,
            self.last.len(),
            self.returned,
            1e3 * self.error_m / self.joints as f64,
            self.balls,
            self.happened,
            self.kinds.len(),
        );
        Row::new(self.name, self.hash, figures)
    }
}
