//! `trackside eval`: score against truth.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use serde::Serialize;
use trackside_calibration::Rig;
use trackside_datasets::ball_score::{self, BallScore, EventScore, Happened, PathPoint};
use trackside_datasets::case::{self, Case, Kind, TruthLine};
use trackside_datasets::render::Renderer;
use trackside_datasets::score::{self, PeopleScore};
use trackside_datasets::world::{self, World, WorldFile, views::Moments};
use trackside_fusion::{BallEventKind, BallKind, Fusion, Options};
use trackside_models::{Engine, Observer, ObserverOptions, Picture, WeightsPath};
use trackside_schema::{Ball, Ball2d, JointSet, Moment, Timestamp, View, WorldPoint, joint_sets};

/// Score against truth.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside eval cases/shelf-a --json --predictions preds/\n  \
                  trackside eval synth:basketball --seed 1000001 --seconds 20 --set views.noise_px=3"
)]
pub struct EvalArgs {
    /// Folders with a case.toml, or synth:WORLD, where WORLD is a synthetic world's name or file.
    #[arg(required = true, value_name = "CASE")]
    cases: Vec<String>,
    /// One JSON object per case and line on stdout.
    #[arg(long)]
    json: bool,
    /// Also write what was estimated, as DIR/CASE.jsonl.
    #[arg(long, value_name = "DIR")]
    predictions: Option<PathBuf>,
    /// Use these cameras alone.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    cameras: Vec<String>,
    /// Which of the two answers is scored: what is told at once, or a fixed time later.
    #[arg(long, value_name = "STREAM", value_enum, default_value_t)]
    stream: Stream,
    /// Of synthetic worlds: which one.
    #[arg(long, value_name = "N", default_value_t = 1_000_001)]
    seed: u64,
    /// Of synthetic worlds: how much of the action.
    #[arg(long, value_name = "S", default_value_t = 20.0)]
    seconds: f64,
    /// Of synthetic worlds: what is fused. The truth as views with a detector's errors, or what networks find in the
    /// rendered pictures.
    #[arg(long, value_name = "OF", value_enum, default_value_t)]
    views: ViewsOf,
    /// With `--views pixels`: the model that finds people and balls.
    #[arg(long, value_name = "MODEL", required_if_eq("views", "pixels"))]
    detector: Option<String>,
    /// With `--views pixels`: the model that finds a person's joints.
    #[arg(long, value_name = "MODEL")]
    pose: Option<String>,
    /// Of synthetic worlds: change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

/// What the views of a synthetic world are made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ViewsOf {
    /// Its truth.
    #[default]
    Truth,
    /// Its pictures.
    Pixels,
}

/// Which answer is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Stream {
    /// Told at once.
    #[default]
    Live,
    /// Told a fixed time later, with what was seen since. So far of the ball alone.
    Smooth,
}

/// How far beyond the lines athletes are looked for, m.
const RUN_OFF_M: f64 = 5.0;

/// What one case gave.
#[derive(Debug, Serialize)]
struct Report {
    case: String,
    kind: Kind,
    frames: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<PeopleScore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ball: Option<BallScore>,
    fuse_us: Microseconds,
    /// Of synthetic worlds: seconds of action per second of work, rendering included.
    #[serde(skip_serializing_if = "Option::is_none")]
    realtime_factor: Option<f64>,
}

/// Time inside fusion per moment, one thread, no input or output.
#[derive(Debug, Serialize)]
struct Microseconds {
    p50: f64,
    p99: f64,
    max: f64,
}

/// Runs the command.
pub fn run(args: EvalArgs) -> anyhow::Result<()> {
    if let Some(dir) = &args.predictions {
        fs::create_dir_all(dir)
            .with_context(|| format!("{}: cannot make the folder", dir.display()))?;
    }
    for name in &args.cases {
        let (report, estimates) = match name.strip_prefix("synth:") {
            Some(world) => synthetic(world, &args)?,
            None => recorded(Path::new(name), &args)?,
        };
        if let Some(dir) = &args.predictions {
            case::write_truth(&dir.join(format!("{}.jsonl", report.case)), estimates)?;
        }
        if args.json {
            writeln!(std::io::stdout(), "{}", serde_json::to_string(&report)?)?;
        } else {
            write!(std::io::stdout(), "{}", in_words(&report))?;
        }
    }
    Ok(())
}

/// A case: its detections, image by image, against its truth.
fn recorded(folder: &Path, args: &EvalArgs) -> anyhow::Result<(Report, Vec<TruthLine>)> {
    let case = Case::load(folder)?;
    let set = match &case.file.truth_joint_set {
        None => &joint_sets::HALPE_26,
        Some(name) => JointSet::named(name).with_context(|| {
            format!(
                "{}: truth_joint_set \"{name}\" is not known",
                folder.display()
            )
        })?,
    };
    let options = Options {
        ball: ball_kind(&case)?,
        ..Options::default()
    };
    let mut judge = Judge::new(&case.rig, options, set, args)?;
    case.moments()?.into_iter().for_each(|m| judge.see(m));
    judge.finish(1.0 / case.file.fps);
    let truth = case.truth()?;
    let limbs = set.name == joint_sets::SHELF15.name;
    let people = truth.as_ref().filter(|_| case.file.kind == Kind::People);
    let ball = truth.as_ref().filter(|_| case.file.kind == Kind::Ball);
    let people = people.map(|t| score::people(t, &judge.estimates, limbs));
    let mut ball = ball.map(|t| ball_score::ball(t, &judge.estimates, &[]));
    if let (Some(ball), Some(path)) = (&mut ball, case.path()?) {
        ball.events = judge.events_against(&ball_score::bounces(&path), &path);
    }
    Ok(judge.report(case.file.name, case.file.kind, people, ball))
}

/// The ball that a case is played with.
pub(super) fn ball_kind(case: &Case) -> anyhow::Result<BallKind> {
    let Some(name) = &case.file.ball else {
        return Ok(BallKind::Any);
    };
    BallKind::named(name).with_context(|| {
        let known = BallKind::NAMED.map(|(name, _)| name).join(", ");
        let file = case.folder.join("case.toml");
        format!(
            "{}: ball \"{name}\" is not known; known are {known}",
            file.display()
        )
    })
}

/// A synthetic world: its truth as views with a detector's errors, against its truth.
fn synthetic(name: &str, args: &EvalArgs) -> anyhow::Result<(Report, Vec<TruthLine>)> {
    let world = Arc::new(World::new(&WorldFile::open(name, &args.set)?, args.seed)?);
    let mut eyes = match args.views {
        ViewsOf::Truth => None,
        ViewsOf::Pixels => Some(Eyes::open(&world, args)?),
    };
    let begun = Instant::now();
    let fastest = world.cameras().iter().map(|c| c.fps).reduce(f64::max);
    let rate_hz = fastest.with_context(|| format!("synth:{name}: the world has no camera"))?;
    let half = world.field().size_m.map(|m| m / 2.0 + RUN_OFF_M);
    let options = Options {
        field_m: Some([-half[0], -half[1], half[0], half[1]]),
        ball: match world.ball_kind() {
            Some(world::BallKind::Basketball) => BallKind::Basketball,
            Some(world::BallKind::Football) => BallKind::Football,
            None => BallKind::Any,
        },
        ..Options::default()
    };
    let mut judge = Judge::new(&world.rig()?, options, &joint_sets::HALPE_26, args)?;
    let (mut truth, mut seen_by) = (Vec::new(), Vec::new());
    let moments = Moments::new(&world, rate_hz, args.seconds)?;
    let bar = ProgressBar::new((rate_hz * args.seconds).ceil() as u64);
    for (mut moment, line) in moments {
        if let Some(eyes) = &mut eyes {
            moment
                .views
                .iter_mut()
                .try_for_each(|view| eyes.look(view))?;
        }
        bar.inc(1);
        seen_by.push(judge.have_ball(&moment, &line));
        judge.see(moment);
        truth.push(line);
    }
    bar.finish_and_clear();
    judge.finish(1.0 / rate_hz);
    let seconds = begun.elapsed().as_secs_f64().max(1e-9);
    let people = Some(score::people(&truth, &judge.estimates, false));
    let mut ball = world
        .ball_kind()
        .map(|_| ball_score::ball(&truth, &judge.estimates, &seen_by));
    if let Some(ball) = &mut ball {
        let happens = ball_score::happens(&world, args.seconds);
        ball.events = ball_score::events(&happens, &judge.happened);
    }
    let name = format!("{}-{}", world.file().name, world.seed());
    let (mut report, estimates) = judge.report(name, Kind::People, people, ball);
    report.realtime_factor = Some(args.seconds / seconds);
    Ok((report, estimates))
}

/// Renders a world's pictures and looks at them with networks.
struct Eyes {
    world: Arc<World>,
    renderer: Renderer,
    observers: Vec<Observer>,
    picture: Vec<u8>,
}

impl Eyes {
    fn open(world: &Arc<World>, args: &EvalArgs) -> anyhow::Result<Eyes> {
        let options = ObserverOptions {
            detector: args
                .detector
                .clone()
                .context("--views pixels needs --detector")?,
            pose: args.pose.clone(),
            ..ObserverOptions::default()
        };
        let engine = Engine::open(&options, &WeightsPath::default())?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Eyes {
            world: Arc::clone(world),
            renderer: Renderer::new(world, args.seed, threads)?,
            observers: world.cameras().iter().map(|_| engine.observer()).collect(),
            picture: Vec::new(),
        })
    }

    /// Puts what the networks find in the view's picture in the place of what is in the view.
    fn look(&mut self, view: &mut View) -> anyhow::Result<()> {
        let camera = view.camera.index();
        let synthetic = &self.world.cameras()[camera];
        let [width, height] = synthetic.camera.size_px;
        self.picture.resize(3 * width as usize * height as usize, 0);
        let shows_s = synthetic.taken(view.image).shows_s;
        self.renderer
            .render(camera, shows_s, view.image, &mut self.picture);
        let picture = Picture::packed(width, height, &self.picture);
        self.observers[camera].observe(&picture, &mut view.people, &mut view.balls)?;
        Ok(())
    }
}

/// Fuses moments and keeps what came of them, in the joints of the truth.
struct Judge {
    rig: Rig,
    fusion: Fusion,
    lag_s: f64,
    set: &'static JointSet,
    cameras: Vec<String>,
    stream: Stream,
    estimates: Vec<TruthLine>,
    happened: Vec<Happened>,
    times_us: Vec<f64>,
}

/// A candidate so near to where the ball shows, px, is the ball.
const OF_BALL_PX: f64 = 8.0;

impl Judge {
    fn new(
        rig: &Rig,
        options: Options,
        set: &'static JointSet,
        args: &EvalArgs,
    ) -> anyhow::Result<Judge> {
        for name in &args.cameras {
            if rig.find(name).is_none() {
                let known: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
                bail!(
                    "there is no camera \"{name}\"; there are {}",
                    known.join(", ")
                );
            }
        }
        Ok(Judge {
            rig: rig.clone(),
            lag_s: options.ball_lag_s,
            fusion: Fusion::new(rig.clone(), options),
            set,
            cameras: args.cameras.clone(),
            stream: args.stream,
            estimates: Vec::new(),
            happened: Vec::new(),
            times_us: Vec::new(),
        })
    }

    fn wants(&self, view: &View) -> bool {
        let wanted = |name: &String| self.cameras.is_empty() || self.cameras.contains(name);
        self.rig
            .camera(view.camera)
            .is_some_and(|c| wanted(&c.name))
    }

    /// How many views have the ball among their candidates.
    fn have_ball(&self, moment: &Moment, truth: &TruthLine) -> usize {
        let Some(at) = truth.ball else { return 0 };
        let has = |view: &&View| {
            let camera = self.rig.camera(view.camera);
            let shown = camera.and_then(|c| c.project(WorldPoint(at.into())));
            shown.is_some_and(|px| {
                let near = |b: &Ball2d| (b.at.x - px.x).hypot(b.at.y - px.y) < OF_BALL_PX;
                view.balls.iter().any(near)
            })
        };
        let wanted = moment.views.iter().filter(|v| self.wants(v));
        wanted.filter(has).count()
    }

    fn see(&mut self, mut moment: Moment) {
        moment.views.retain(|v| self.wants(v));
        self.estimates.push(TruthLine {
            frame: moment.tick,
            t: moment.time.seconds_since(Timestamp::default()),
            people: Vec::new(),
            ball: None,
            joint_set: Some(self.set.name.to_owned()),
        });
        self.fuse(&moment);
    }

    /// Waits, with nothing to see, until what is told later has been told.
    fn finish(&mut self, step_s: f64) {
        let Some(last) = self.estimates.last() else {
            return;
        };
        let (tick, t) = (last.frame, last.t);
        for i in 1..=(self.lag_s / step_s).ceil() as u64 {
            self.fuse(&Moment {
                tick: tick + i,
                time: Timestamp::default().plus_seconds(t + i as f64 * step_s),
                views: Vec::new(),
            });
        }
    }

    fn fuse(&mut self, moment: &Moment) {
        let begun = Instant::now();
        let fused = self.fusion.step(moment);
        if !moment.views.is_empty() {
            self.times_us.push(begun.elapsed().as_secs_f64() * 1e6);
        }
        let line = |tick| self.estimates.iter().rposition(|e| e.frame == tick);
        if let Some(line) = line(moment.tick) {
            self.estimates[line].people = score::believed(fused.athletes, self.set);
        }
        let live = fused.ball.map(|ball| (moment.tick, ball));
        let smooth = fused.smooth_ball.iter().map(|s| (s.tick, s.ball));
        match self.stream {
            Stream::Live => place(&mut self.estimates, live),
            Stream::Smooth => place(&mut self.estimates, smooth),
        }
        let told = fused.ball_events.iter().filter_map(|e| {
            let kind = match e.kind {
                BallEventKind::Bounce => "bounce",
                BallEventKind::Hit => "hit",
                BallEventKind::Kick | BallEventKind::Throw => "release",
                BallEventKind::Catch => "catch",
                BallEventKind::Apex => return None,
            };
            let t_s = e.time.seconds_since(Timestamp::default());
            Some(Happened { kind, t_s })
        });
        self.happened.extend(told);
    }

    /// Bounces against those that a path shows, while it shows anything.
    fn events_against(&self, truth: &[Happened], path: &[PathPoint]) -> Vec<EventScore> {
        let ends = path.last().map_or(0.0, |p| p.t);
        let told = self.happened.iter().copied();
        let bounces: Vec<_> = told
            .filter(|h| h.kind == "bounce" && h.t_s <= ends)
            .collect();
        ball_score::events(truth, &bounces)
    }

    fn report(
        mut self,
        case: String,
        kind: Kind,
        people: Option<PeopleScore>,
        ball: Option<BallScore>,
    ) -> (Report, Vec<TruthLine>) {
        self.times_us.sort_by(f64::total_cmp);
        let at = |share| score::percentile(&self.times_us, share).unwrap_or(0.0);
        let fuse_us = Microseconds {
            p50: at(0.5),
            p99: at(0.99),
            max: at(1.0),
        };
        let frames = self.estimates.len();
        (
            Report {
                case,
                kind,
                frames,
                people,
                ball,
                fuse_us,
                realtime_factor: None,
            },
            self.estimates,
        )
    }
}

/// Puts balls into the lines of their ticks.
fn place(lines: &mut [TruthLine], balls: impl IntoIterator<Item = (u64, Ball)>) {
    for (tick, ball) in balls {
        if let Some(line) = lines.iter_mut().rev().find(|l| l.frame == tick) {
            line.ball = Some(ball.at.into());
        }
    }
}

fn in_words(report: &Report) -> String {
    let number =
        |v: Option<f64>, unit: &str| v.map_or("–".to_owned(), |v| format!("{v:.1}{unit}"));
    let mut out = format!("{}: {} frames\n", report.case, report.frames);
    if let Some(p) = &report.people {
        if p.pcp_mean.is_some() {
            let actors: Vec<_> = p.pcp_by_actor.iter().map(|v| number(*v, "")).collect();
            let limbs = number(p.pcp_limbs_mean, " %");
            out += &format!(
                "  PCP {} (limbs {limbs}; by actor {})\n",
                number(p.pcp_mean, " %"),
                actors.join(", ")
            );
        }
        out += &format!(
            "  MPJPE {}, recall {}, missed {}, extra per frame {:.2}, id switches {}\n",
            number(p.mpjpe_mm, " mm"),
            number(p.recall.map(|r| 100.0 * r), " %"),
            p.missed,
            p.extra_per_frame,
            p.id_switches
        );
    }
    if let Some(b) = &report.ball {
        let errors = [b.mean_mm, b.median_mm, b.p95_mm].map(|v| number(v, " mm"));
        out += &format!(
            "  ball error mean {}, median {}, p95 {}; coverage {:.1} %, recall {}, false {:.2} %\n",
            errors[0],
            errors[1],
            errors[2],
            100.0 * b.coverage,
            number(b.recall.map(|r| 100.0 * r), " %"),
            100.0 * b.false_share
        );
        for e in &b.events {
            out += &format!(
                "  {}: {} of {} found, {} told; time error {}\n",
                e.kind,
                e.right,
                e.truth,
                e.told,
                number(e.time_error_ms, " ms")
            );
        }
    }
    if report.people.is_none() && report.ball.is_none() {
        out += "  no truth to score against\n";
    }
    let t = &report.fuse_us;
    out + &format!(
        "  fusion per moment: p50 {:.0} µs, p99 {:.0} µs, max {:.0} µs\n",
        t.p50, t.p99, t.max
    )
}
