//! `trackside eval`: score against truth.

mod case_report;
mod evaluator;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use clap::{Args, ValueEnum};
use trackside_evaluation::ball_score;
use trackside_evaluation::case::{self, Case, Kind};
use trackside_evaluation::score;
use trackside_evaluation::{Scorer, ball_landing};
use trackside_fusion::FusionOptions;
use trackside_models::{ImageView, Observer};
use trackside_rendering::Renderer;
use trackside_schema::{JointSet, Stream, View, joint_sets};
use trackside_simulation::{FrameSetDegrader, FrameSets, TruthLine, World, WorldFile};
use trackside_sports::BallKind;

use self::case_report::{Milliseconds, Report, as_text};
use self::evaluator::{Evaluator, EvaluatorOptions};
use crate::networks;
use crate::progress;
use crate::venue::{self, ModelsSection};

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
    /// The stream to score: live, smoothed with a fixed lag, or refined from the whole recording.
    #[arg(long, value_name = "STREAM", value_enum, default_value_t)]
    stream: ScoredStream,
    /// Drop one random view in this share of the frame sets, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    drop_view_share: f64,
    /// Add one random candidate ball to this share of the views, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    clutter_share: f64,
    /// Of synthetic worlds: the seed. It also seeds `--drop-view-share` and `--clutter-share`.
    #[arg(long, value_name = "N", default_value_t = 1_000_001)]
    seed: u64,
    /// Of synthetic worlds: the duration, s.
    #[arg(long, value_name = "S", default_value_t = 20.0)]
    seconds: f64,
    /// Of synthetic worlds: the views to fuse: the truth with a detector's errors, or the detections of networks
    /// in the rendered images.
    #[arg(long, value_name = "OF", value_enum, default_value_t)]
    views: ViewsOf,
    /// With `--views pixels`: the model that finds people and balls; the program's own by default.
    #[arg(long, value_name = "MODEL")]
    detector: Option<String>,
    /// With `--detector`: the model that finds a person's joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pose: Option<String>,
    /// Change a key of `[fusion]`, as in pose_prior=false; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    fusion: Vec<String>,
    /// Of synthetic worlds: change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

impl EvalArgs {
    fn evaluator_options(&self) -> EvaluatorOptions {
        EvaluatorOptions {
            cameras: self.cameras.clone(),
            stream: self.stream.into(),
            degrade: FrameSetDegrader::new(self.seed, self.drop_view_share, self.clutter_share),
        }
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok();
    let share = share.filter(|s| (0.0..=1.0).contains(s));
    share.ok_or_else(|| "it is from 0 to 1".to_owned())
}

/// The stream that is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ScoredStream {
    /// The live frames.
    #[default]
    Live,
    /// The fixed-lag smoothed frames.
    Smooth,
    /// The refined frames, as `trackside refine` makes them.
    Refined,
}

impl From<ScoredStream> for Stream {
    fn from(reported: ScoredStream) -> Stream {
        match reported {
            ScoredStream::Live => Stream::Live,
            ScoredStream::Smooth => Stream::Smooth,
            ScoredStream::Refined => Stream::Refined,
        }
    }
}

/// The source of a synthetic world's views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ViewsOf {
    /// Its truth.
    #[default]
    Truth,
    /// Its images.
    Pixels,
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
            write!(std::io::stdout(), "{}", as_text(&report))?;
        }
    }
    Ok(())
}

/// A case: its detections, image by image, against its truth.
fn recorded(folder: &Path, args: &EvalArgs) -> anyhow::Result<(Report, Vec<TruthLine>)> {
    let case = Case::load(folder)?;
    let set = match &case.file.truth_joint_set {
        None => &joint_sets::HALPE_26,
        Some(name) => JointSet::by_name(name).with_context(|| {
            format!(
                "{}: truth_joint_set \"{name}\" is not known",
                folder.display()
            )
        })?,
    };
    let options = FusionOptions {
        ball: ball_kind(&case)?,
        ..FusionOptions::default()
    };
    let options = with_changes(options, &args.fusion)?;
    let mut evaluator = Evaluator::new(&case.rig, options, set, args.evaluator_options())?;
    case.frame_sets()?
        .into_iter()
        .for_each(|m| evaluator.push(m, None));
    evaluator.finish(1.0 / case.file.fps, None);
    let truth = case.truth()?;
    let limbs = set.name == joint_sets::SHELF15.name;
    let people = truth.as_ref().filter(|_| case.file.kind == Kind::People);
    let ball = truth.as_ref().filter(|_| case.file.kind == Kind::Ball);
    let people = people.map(|t| score::people(t, &evaluator.estimates, limbs));
    let mut ball = ball.map(|t| ball_score::ball(t, &evaluator.estimates));
    if let (Some(ball), Some(path)) = (&mut ball, case.path()?) {
        let bounces = ball_score::bounces(&path);
        ball.events = evaluator.events_against(&bounces, &path);
        ball.landing = evaluator.landings_against(&bounces, &path);
    }
    Ok(evaluator.report(case.file.name, case.file.kind, people, ball))
}

/// Options with some of their keys changed.
fn with_changes(options: FusionOptions, assignments: &[String]) -> anyhow::Result<FusionOptions> {
    let mut keys = toml::Table::try_from(options)?;
    for assignment in assignments {
        let key: toml::Table = assignment.parse().with_context(|| {
            format!("--fusion {assignment}: it reads KEY=VALUE, as in pose_prior=false")
        })?;
        keys.extend(key);
    }
    let given = || format!("--fusion {}", assignments.join(" --fusion "));
    keys.try_into().with_context(given)
}

/// The kind of ball of a case.
pub(super) fn ball_kind(case: &Case) -> anyhow::Result<BallKind> {
    let Some(name) = &case.file.ball else {
        return Ok(BallKind::Any);
    };
    BallKind::named(name).with_context(|| {
        let names = BallKind::NAMED.map(|(name, _)| name).join(", ");
        let file = case.folder.join("case.toml");
        format!(
            "{}: ball \"{name}\" is not known; known are {names}",
            file.display()
        )
    })
}

/// A synthetic world: its truth as views with a detector's errors, against its truth.
fn synthetic(name: &str, args: &EvalArgs) -> anyhow::Result<(Report, Vec<TruthLine>)> {
    let world = Arc::new(World::new(&WorldFile::open(name, &args.set)?, args.seed)?);
    let mut pixels = match args.views {
        ViewsOf::Truth => None,
        ViewsOf::Pixels => Some(PixelObserver::open(&world, args)?),
    };
    let started = Instant::now();
    let fastest = world.cameras().iter().map(|c| c.fps).reduce(f64::max);
    let rate_hz = fastest.with_context(|| format!("synth:{name}: the world has no camera"))?;
    let options = FusionOptions {
        field_m: Some(venue::field_m(&world)),
        ball: venue::ball_kind(&world),
        targets: venue::targets(&world),
        ..FusionOptions::default()
    };
    let options = with_changes(options, &args.fusion)?;
    let rig = world.rig()?;
    let mut evaluator = Evaluator::new(
        &rig,
        options,
        &joint_sets::HALPE_26,
        args.evaluator_options(),
    )?;
    let mut scorer = Scorer::new(&world, evaluator.used());
    let frame_sets = FrameSets::new(&world, rate_hz, args.seconds)?;
    let bar = progress::bar((rate_hz * args.seconds).ceil() as u64, "frame sets");
    for (mut frame_set, _) in frame_sets {
        frame_set.views.retain(|v| evaluator.uses(v.camera));
        if let Some(pixels) = &mut pixels {
            frame_set
                .views
                .iter_mut()
                .try_for_each(|view| pixels.observe_view(view))?;
        }
        bar.inc(1);
        evaluator.push(frame_set, Some(&mut scorer));
    }
    evaluator.finish(1.0 / rate_hz, Some(&mut scorer));
    bar.finish_and_clear();
    let seconds = started.elapsed().as_secs_f64().max(1e-9);
    let (people, mut ball) = (Some(scorer.people()), scorer.ball());
    if let Some(ball) = &mut ball {
        let true_events = ball_score::true_events(&world, args.seconds);
        ball.events = ball_score::events(&true_events, &evaluator.ball_events);
        let flights = ball_landing::flights(&world, args.seconds);
        ball.landing = ball_landing::landings(&flights, &evaluator.landings);
    }
    let name = format!("{}-{}", world.file().name, world.seed());
    let (mut report, estimates) = evaluator.report(name, Kind::People, people, ball);
    report.realtime_factor = Some(args.seconds / seconds);
    if let Some(pixels) = pixels {
        report.stages_ms.render = Milliseconds::of(pixels.render_us);
        report.stages_ms.observe = Milliseconds::of(pixels.observe_us);
    }
    Ok((report, estimates))
}

/// Renders a world's images and runs the networks on them.
struct PixelObserver {
    world: Arc<World>,
    renderer: Renderer,
    observers: Vec<Observer>,
    image: Vec<u8>,
    render_us: Vec<f64>,
    observe_us: Vec<f64>,
}

impl PixelObserver {
    fn open(world: &Arc<World>, args: &EvalArgs) -> anyhow::Result<PixelObserver> {
        let models = match &args.detector {
            Some(detector) => ModelsSection::new(detector, args.pose.as_deref()),
            None => ModelsSection::from_world(world)?,
        };
        let engine = networks::choose(&models)?.open()?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(PixelObserver {
            world: Arc::clone(world),
            renderer: Renderer::new(world, args.seed, threads)?,
            observers: world
                .cameras()
                .iter()
                .map(|c| engine.observer().with_exposure(Some(c.exposure_s)))
                .collect(),
            image: Vec::new(),
            render_us: Vec::new(),
            observe_us: Vec::new(),
        })
    }

    /// Replaces the view's people and balls by the detections of the networks in its rendered image.
    fn observe_view(&mut self, view: &mut View) -> anyhow::Result<()> {
        let camera = view.camera.index();
        let synthetic = &self.world.cameras()[camera];
        let [width, height] = synthetic.camera.size_px;
        self.image.resize(3 * width as usize * height as usize, 0);
        let shows_s = synthetic.captured_image(view.frame_index).content_s;
        let started = Instant::now();
        self.renderer
            .render(camera, shows_s, view.frame_index, &mut self.image);
        self.render_us.push(started.elapsed().as_secs_f64() * 1e6);
        let image = ImageView::packed(width, height, &self.image);
        let started = Instant::now();
        self.observers[camera].observe(&image, &mut view.people, &mut view.balls)?;
        self.observe_us.push(started.elapsed().as_secs_f64() * 1e6);
        Ok(())
    }
}
