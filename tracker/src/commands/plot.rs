//! `trackside plot`: plots of tracks, errors and events, as SVG.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use plotters::coord::Shift;
use plotters::prelude::*;
use trackside_evaluation::ball_path::PathPoint;
use trackside_evaluation::case::Case;
use trackside_fusion::{BallEvent, BallEventKind, Fusion, FusionOptions};
use trackside_schema::{Ball, BallState, FrameSet, Timestamp};
use trackside_simulation::TruthLine;

use super::eval::ball_kind;
use super::overwrite::Overwrite;

/// Draw tracks, errors and events.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside plot ball cases/ball-rallies/001 -o 001.svg")]
pub struct PlotArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Ball(BallArgs),
}

/// Draw a case's ball: its path from the side and from above, its errors and its events.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside plot ball cases/ball-rallies/001 -o 001.svg")]
struct BallArgs {
    /// A folder with a case.toml.
    case: PathBuf,
    /// The image to write.
    #[arg(short, long, value_name = "FILE.svg")]
    output: PathBuf,
    /// Whether files are replaced.
    #[command(flatten)]
    overwrite: Overwrite,
}

/// Runs the command.
pub fn run(args: PlotArgs) -> Result<()> {
    let What::Ball(args) = args.what;
    args.overwrite.check(&args.output)?;
    let tracked = TrackedBall::of(&args.case)?;
    draw(&tracked, &args.output)
        .map_err(|e| anyhow!("{}: cannot be written: {e}", args.output.display()))?;
    eprintln!(
        "{}: {} instants, {} events",
        args.output.display(),
        tracked.live.len(),
        tracked.events.len()
    );
    Ok(())
}

/// All output has appeared within this time after the end, s.
const LATEST_S: f64 = 1.2;

/// A time, s, and the position then, m.
type TimedPoint = (f64, [f64; 3]);

/// A case's ball as it was tracked.
struct TrackedBall {
    name: String,
    live: Vec<(f64, Ball)>,
    smooth: Vec<(f64, Ball)>,
    events: Vec<BallEvent>,
    truth: Vec<TruthLine>,
    path: Vec<PathPoint>,
}

impl TrackedBall {
    fn of(folder: &Path) -> Result<TrackedBall> {
        let case = Case::load(folder)?;
        let options = FusionOptions {
            ball: ball_kind(&case)?,
            ..FusionOptions::default()
        };
        let lag = (LATEST_S * case.file.fps).ceil() as u64;
        let mut fusion = Fusion::new(case.rig.clone(), options);
        let mut tracked = TrackedBall {
            name: case.file.name.clone(),
            live: Vec::new(),
            smooth: Vec::new(),
            events: Vec::new(),
            truth: case.truth()?.unwrap_or_default(),
            path: case.path()?.unwrap_or_default(),
        };
        let frame_sets = case.frame_sets()?;
        let frame_count = frame_sets.len() as u64;
        // Empty frame sets let lagging output appear.
        let after = (frame_count..frame_count + lag).map(|tick| FrameSet {
            tick,
            time: Timestamp::default().plus_seconds(tick as f64 / case.file.fps),
            views: Vec::new(),
        });
        for frame_set in frame_sets.into_iter().chain(after) {
            let fused = fusion.step(&frame_set);
            let live = fused.ball.filter(|_| frame_set.tick < frame_count);
            tracked
                .live
                .extend(live.map(|b| (seconds(frame_set.time), b)));
            let smooth = fused.smoothed_balls.iter().filter(|s| s.tick < frame_count);
            tracked
                .smooth
                .extend(smooth.map(|s| (seconds(s.time), s.ball)));
            tracked.events.extend(fused.ball_events);
        }
        if tracked.live.is_empty() {
            bail!("{}: no ball was found in it", folder.display());
        }
        Ok(tracked)
    }

    /// The true path: the dense measurement where there is one.
    fn true_path(&self) -> Vec<TimedPoint> {
        if self.path.is_empty() {
            let at = |l: &TruthLine| l.ball.map(|b| (l.t, b));
            return self.truth.iter().filter_map(at).collect();
        }
        self.path.iter().map(|p| (p.t, p.ball)).collect()
    }

    /// Distances to the truth at its instants, mm.
    fn errors(&self, of: &[(f64, Ball)]) -> Vec<(f64, f64)> {
        let error = |l: &TruthLine| {
            let truth = l.ball?;
            let found = of.iter().find(|(t, _)| (t - l.t).abs() < 1e-3)?;
            let at: [f64; 3] = found.1.at.into();
            let square: f64 = (0..3).map(|i| (at[i] - truth[i]).powi(2)).sum();
            Some((l.t, 1e3 * square.sqrt()))
        };
        self.truth.iter().filter_map(error).collect()
    }
}

fn positions(of: &[(f64, Ball)]) -> Vec<TimedPoint> {
    of.iter().map(|(t, b)| (*t, b.at.into())).collect()
}

/// The smooth path with the positions of events added: a bounce between two frame sets is a corner.
fn through_events(tracked: &TrackedBall) -> Vec<TimedPoint> {
    let mut out = positions(&tracked.smooth);
    let (Some(first), Some(last)) = (out.first().map(|a| a.0), out.last().map(|a| a.0)) else {
        return out;
    };
    let events = tracked
        .events
        .iter()
        .map(|e| (seconds(e.time), e.at.into()));
    out.extend(events.filter(|e: &TimedPoint| (first..last).contains(&e.0)));
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

fn seconds(t: Timestamp) -> f64 {
    t.seconds_since(Timestamp::default())
}

/// The same with room for the legend above.
fn below_legend(of: Range<f64>) -> Range<f64> {
    let high = of.end - of.start;
    of.start..of.end + 0.4 * high
}

/// A range of all values, with a margin.
fn range(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
    for v in values {
        (min, max) = (min.min(v), max.max(v));
    }
    if !(min.is_finite() && max.is_finite()) {
        return 0.0..1.0;
    }
    let room = (0.06 * (max - min)).max(0.02);
    min - room..max + room
}

type DrawResult<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn draw(tracked: &TrackedBall, to: &Path) -> DrawResult {
    let root = SVGBackend::new(to, (1100, 1200)).into_drawing_area();
    root.fill(&WHITE)?;
    let root = root.titled(&tracked.name, ("sans-serif", 22))?;
    let parts = root.split_evenly((4, 1));
    let (truth, smooth) = (tracked.true_path(), positions(&tracked.smooth));
    // The longer horizontal axis of the path is drawn from left to right.
    let across = range(truth.iter().chain(&smooth).map(|a| a.1[0]));
    let along = range(truth.iter().chain(&smooth).map(|a| a.1[1]));
    let long = usize::from(along.end - along.start > across.end - across.start);
    let axis = ["x, m", "y, m", "z, m"];
    path(&parts[0], tracked, [long, 2], [axis[long], axis[2]])?;
    path(
        &parts[1],
        tracked,
        [long, 1 - long],
        [axis[long], axis[1 - long]],
    )?;
    height(&parts[2], tracked)?;
    errors(&parts[3], tracked)?;
    root.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn colour(kind: BallEventKind) -> RGBColor {
    match kind {
        BallEventKind::Bounce => RGBColor(214, 39, 40),
        BallEventKind::Apex => RGBColor(148, 103, 189),
        _ => RGBColor(255, 127, 14),
    }
}

const SMOOTH: RGBColor = RGBColor(31, 119, 180);
const LIVE: RGBColor = RGBColor(44, 160, 44);

/// The path in a plane of two of the world's axes.
fn path(area: &Area<'_>, tracked: &TrackedBall, axes: [usize; 2], names: [&str; 2]) -> DrawResult {
    let truth = tracked.true_path();
    let (live, smooth) = (positions(&tracked.live), positions(&tracked.smooth));
    let flat = |a: &TimedPoint| (a.1[axes[0]], a.1[axes[1]]);
    let all = || truth.iter().chain(&live).chain(&smooth).map(flat);
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .x_label_area_size(32)
        .y_label_area_size(52)
        .build_cartesian_2d(
            range(all().map(|p| p.0)),
            below_legend(range(all().map(|p| p.1))),
        )?;
    chart
        .configure_mesh()
        .x_desc(names[0])
        .y_desc(names[1])
        .light_line_style(TRANSPARENT)
        .draw()?;
    lines(
        &mut chart,
        truth.iter().map(flat).collect(),
        smooth.iter().map(flat).collect(),
        through_events(tracked).iter().map(flat).collect(),
    )?;
    let frame_count = |b: &Ball| b.state == BallState::Measured;
    let dots = tracked.live.iter().map(|(t, b)| {
        let at = flat(&(*t, b.at.into()));
        let style = ShapeStyle {
            color: LIVE.to_rgba(),
            filled: frame_count(b),
            stroke_width: 1,
        };
        Circle::new(at, 3, style)
    });
    chart
        .draw_series(dots)?
        .label("live (hollow: predicted)")
        .legend(|(x, y)| Circle::new((x + 8, y), 3, LIVE.filled()));
    for event in &tracked.events {
        let at = [event.at.0.x, event.at.0.y, event.at.0.z];
        let mark = (at[axes[0]], at[axes[1]]);
        let colour = colour(event.kind);
        let name = ("sans-serif", 13).into_font().color(&colour);
        let mark = EmptyElement::at(mark)
            + Cross::new((0, 0), 6, colour.stroke_width(2))
            + Text::new(event.kind.name(), (10, -14), name);
        chart.draw_series([mark])?;
    }
    legend(&mut chart)
}

/// Height over time.
fn height(area: &Area<'_>, tracked: &TrackedBall) -> DrawResult {
    let truth = tracked.true_path();
    let smooth = positions(&tracked.smooth);
    let flat = |a: &TimedPoint| (a.0, a.1[2]);
    let all = || truth.iter().chain(&smooth).map(flat);
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .x_label_area_size(32)
        .y_label_area_size(52)
        .build_cartesian_2d(
            range(all().map(|p| p.0)),
            below_legend(range(all().map(|p| p.1))),
        )?;
    chart
        .configure_mesh()
        .x_desc("t, s")
        .y_desc("z, m")
        .light_line_style(TRANSPARENT)
        .draw()?;
    lines(
        &mut chart,
        truth.iter().map(flat).collect(),
        smooth.iter().map(flat).collect(),
        through_events(tracked).iter().map(flat).collect(),
    )?;
    for event in &tracked.events {
        let t = seconds(event.time);
        let z = event.at.0.z;
        let colour = colour(event.kind);
        let error = [(t - event.uncertainty_s, z), (t + event.uncertainty_s, z)];
        chart.draw_series([PathElement::new(error, colour.stroke_width(2))])?;
        chart.draw_series([Cross::new((t, z), 5, colour.stroke_width(2))])?;
    }
    legend(&mut chart)
}

/// Distance to the truth over time.
fn errors(area: &Area<'_>, tracked: &TrackedBall) -> DrawResult {
    let (live, smooth) = (
        tracked.errors(&tracked.live),
        tracked.errors(&tracked.smooth),
    );
    let max = live.iter().chain(&smooth).map(|e| e.1).fold(10.0, f64::max);
    let times = range(tracked.live.iter().map(|l| l.0));
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .x_label_area_size(32)
        .y_label_area_size(52)
        .build_cartesian_2d(times, below_legend(0.0..1.1 * max))?;
    chart
        .configure_mesh()
        .x_desc("t, s")
        .y_desc("error, mm")
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (series, colour, name) in [(live, LIVE, "live"), (smooth, SMOOTH, "smooth")] {
        let dots = series.clone().into_iter();
        chart
            .draw_series(LineSeries::new(series, colour))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
        chart.draw_series(dots.map(|p| Circle::new(p, 2, colour.filled())))?;
    }
    legend(&mut chart)
}

type Chart<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

/// The truth and the tracked path, with its instants as dots.
fn lines(
    chart: &mut Chart<'_, '_>,
    truth: Vec<(f64, f64)>,
    smooth: Vec<(f64, f64)>,
    tracked: Vec<(f64, f64)>,
) -> DrawResult {
    let grey = RGBColor(150, 150, 150);
    chart
        .draw_series(LineSeries::new(truth, grey))?
        .label("truth")
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], grey));
    chart
        .draw_series(LineSeries::new(tracked, SMOOTH))?
        .label("smooth")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], SMOOTH));
    let dots = smooth.into_iter();
    chart.draw_series(dots.map(|p| Circle::new(p, 2, SMOOTH.filled())))?;
    Ok(())
}

fn legend<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>) -> DrawResult {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperMiddle)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}
