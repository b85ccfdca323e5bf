//! Synthetic worlds, fused in this process: everything in double precision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use trackside::smoothing::SmoothQueue;
use trackside::venue::Venue;
use trackside_fusion::{BallEvent, FirstPass, Fusion, OfflineSmoother};
use trackside_rendering::Renderer;
use trackside_schema::wire;
use trackside_schema::{Athlete, AthleteId, Ball, FrameSet, Timestamp, TrackingFrame};
use trackside_simulation::{FrameSetDegrader, FrameSets, TruthLine, World, WorldFile};

use crate::Row;
use crate::hash::Hash;

/// A synthetic world with more noise and more faults than by default.
pub struct NoisyWorld {
    name: &'static str,
    seed: u64,
    seconds: f64,
    set: &'static [&'static str],
}

/// How long all cameras are dead in some worlds, s: longer than tracks coast, so that athletes are re-identified.
const BLACKOUT_S: f64 = 1.0;

pub const WORLDS: [NoisyWorld; 4] = [
    NoisyWorld {
        name: "basketball",
        seed: 71,
        seconds: 7.0,
        set: &["camera.*.dead_s=[3.0, 4.0]"],
    },
    NoisyWorld {
        name: "sprint",
        seed: 72,
        seconds: 3.0,
        set: &["camera.cam_05.frozen_s=[1.0, 1.5]"],
    },
    NoisyWorld {
        name: "football",
        seed: 73,
        seconds: 4.0,
        set: &["camera.*.dead_s=[1.5, 2.5]"],
    },
    NoisyWorld {
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
/// Share of the frame sets that lose a view.
const DROPPED_VIEW_SHARE: f64 = 0.3;
/// Share of the views that gain a false ball.
const FALSE_BALL_SHARE: f64 = 0.2;

pub fn rows(noisy: &NoisyWorld) -> Vec<Row> {
    let set = NOISE.iter().chain(noisy.set).map(|s| (*s).to_owned());
    let set: Vec<String> = set.collect();
    let file = WorldFile::open(noisy.name, &set).unwrap();
    let world = Arc::new(World::new(&file, noisy.seed).unwrap());
    let venue = Venue::synthetic(&world).unwrap();
    let rate_hz = venue.rate_hz.unwrap();
    let mut degrade = FrameSetDegrader::new(noisy.seed, DROPPED_VIEW_SHARE, FALSE_BALL_SHARE);
    let (mut frame_sets, mut truth) = (Vec::new(), Vec::new());
    for (mut frame_set, line) in FrameSets::new(&world, rate_hz, noisy.seconds).unwrap() {
        degrade.degrade(&mut frame_set, &venue.rig);
        frame_sets.push(frame_set);
        truth.push(line);
    }
    let mut rows = vec![image(noisy.name, &world), views(noisy.name, &frame_sets)];
    let record =
        |stream: &str| StreamRecord::new(format!("{}.{stream}", noisy.name), rate_hz, &truth);

    let [mut live, mut smooth, mut refined] = ["live", "smooth", "refined"].map(record);
    let mut fusion = Fusion::new(venue.rig.clone(), venue.fusion.clone());
    let mut queue = SmoothQueue::new(&venue.fusion);
    let mut first_pass = FirstPass::new(venue.rig.clone(), venue.fusion.clone());
    let after = frame_sets.last().map(|m| (m.tick, m.time)).unwrap();
    let after = (1..=rate_hz as u64).map(|i| FrameSet {
        tick: after.0 + i,
        time: after.1.plus_seconds(i as f64 / rate_hz),
        views: Vec::new(),
    });
    let is_over = frame_sets.len() as u64;
    for frame_set in frame_sets.iter().cloned().chain(after) {
        let fused = fusion.step(&frame_set);
        live.events(fused.ball_events);
        if frame_set.tick < is_over {
            live.frame(frame_set.tick, frame_set.time, fused.athletes, fused.ball);
            queue.push(&TrackingFrame {
                tick: frame_set.tick,
                time: frame_set.time,
                ..TrackingFrame::default()
            });
            first_pass.push(&frame_set, fused.athletes);
        }
        queue.set_balls(fused.smoothed_balls);
        live.hash.maybe(fusion.predict_landing(), |hash, landing| {
            hash.int(landing.time.0);
            hash.reals(<[f64; 3]>::from(landing.at));
            hash.reals(landing.covariance_m2);
        });
        while let Some(then) = queue.pop_due(frame_set.time, &mut fusion) {
            smooth.frame(then.tick, then.time, &then.athletes, then.ball);
        }
    }
    for camera in fusion.health() {
        live.hash.int(camera.repeated_views);
        live.hash
            .reals([camera.longest_silence_s, camera.max_noise_ratio]);
    }

    let mut smoother = OfflineSmoother::new(first_pass.finish());
    for frame_set in &frame_sets {
        smoother.push(frame_set);
        while let Some(then) = smoother.next_frame() {
            refined.frame(then.tick, then.time, &then.athletes, then.ball);
        }
    }
    smoother.finish();
    while let Some(then) = smoother.next_frame() {
        refined.frame(then.tick, then.time, &then.athletes, then.ball);
    }
    refined.events(&smoother.take_events());
    rows.extend([live, smooth, refined].map(StreamRecord::finish));
    rows
}

/// The first camera's image in the middle of the action.
fn image(name: &str, world: &Arc<World>) -> Row {
    let [width, height] = world.cameras()[0].camera.size_px.map(|s| s as usize);
    let mut pixels = vec![0; 3 * width * height];
    let mut renderer = Renderer::new(world, world.seed(), 1).unwrap();
    renderer.render(0, 2.0, 50, &mut pixels);
    let mut hash = Hash::new();
    hash.bytes(&pixels);
    let mean = pixels.iter().map(|&v| f64::from(v)).sum::<f64>() / pixels.len() as f64;
    Row::new(format!("{name}.image"), hash, format!("mean {mean:.3}"))
}

/// Pixels are single precision at their source, so the message has all of a view.
fn views(name: &str, frame_sets: &[FrameSet]) -> Row {
    let (mut hash, mut bytes) = (Hash::new(), Vec::new());
    let [mut count, mut people, mut balls] = [0; 3];
    for frame_set in frame_sets {
        hash.int(frame_set.tick);
        hash.int(frame_set.time.0);
        for view in &frame_set.views {
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
struct StreamRecord<'t> {
    name: String,
    hash: Hash,
    rate_hz: f64,
    truth: &'t [TruthLine],
    frames: u64,
    /// The tick of each athlete's last frame.
    last: BTreeMap<AthleteId, u64>,
    returned: usize,
    /// Number of reported athletes by state.
    states: [usize; 3],
    balls: usize,
    happened: usize,
    kinds: BTreeSet<u8>,
    error_m: f64,
    joints: usize,
}

impl<'t> StreamRecord<'t> {
    fn new(name: String, rate_hz: f64, truth: &'t [TruthLine]) -> StreamRecord<'t> {
        StreamRecord {
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
            hash.maybe(event.touched_by, |hash, (id, joint)| {
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
        self.returned += usize::from(away_s > 0.5 * BLACKOUT_S);
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
        // An estimate that matches nobody adds nothing.
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
