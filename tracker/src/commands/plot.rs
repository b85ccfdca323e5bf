//! `trackside plot`: pictures of what was measured, as SVG.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use plotters::coord::Shift;
use plotters::prelude::*;
use trackside_evaluation::ball_score::PathPoint;
use trackside_evaluation::case::Case;
use trackside_fusion::{BallEvent, BallEventKind, Fusion, FusionOptions};
use trackside_schema::{Ball, BallState, FrameSet, Timestamp};
use trackside_simulation::TruthLine;

use super::eval::ball_kind;
use super::overwrite::Overwrite;

/// Draw what was measured.
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

/// Draw a case's ball: its path from the side and from above, its errors, and what happened to it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside plot ball cases/ball-rallies/001 -o 001.svg")]
struct BallArgs {
    /// A folder with a case.toml.
    case: PathBuf,
    /// The picture to write.
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
    let way = Way::of(&args.case)?;
    draw(&way, &args.output)
        .map_err(|e| anyhow!("{}: cannot be written: {e}", args.output.display()))?;
    eprintln!(
        "{}: {} instants, {} events",
        args.output.display(),
        way.live.len(),
        way.events.len()
    );
    Ok(())
}

/// Everything has been told so long after the end, s.
const LATEST_S: f64 = 1.2;

/// A place at a time: s, m.
type At = (f64, [f64; 3]);

/// A case's ball as it was found.
struct Way {
    name: String,
    live: Vec<(f64, Ball)>,
    smooth: Vec<(f64, Ball)>,
    events: Vec<BallEvent>,
    truth: Vec<TruthLine>,
    path: Vec<PathPoint>,
}

impl Way {
    fn of(folder: &Path) -> Result<Way> {
        let case = Case::load(folder)?;
        let options = FusionOptions {
            ball: ball_kind(&case)?,
            ..FusionOptions::default()
        };
        let lag = (LATEST_S * case.file.fps).ceil() as u64;
        let mut fusion = Fusion::new(case.rig.clone(), options);
        let mut way = Way {
            name: case.file.name.clone(),
            live: Vec::new(),
            smooth: Vec::new(),
            events: Vec::new(),
            truth: case.truth()?.unwrap_or_default(),
            path: case.path()?.unwrap_or_default(),
        };
        let moments = case.moments()?;
        let seen = moments.len() as u64;
        // What is told later is told once time has passed.
        let after = (seen..seen + lag).map(|tick| FrameSet {
            tick,
            time: Timestamp::default().plus_seconds(tick as f64 / case.file.fps),
            views: Vec::new(),
        });
        for moment in moments.into_iter().chain(after) {
            let fused = fusion.step(&moment);
            let live = fused.ball.filter(|_| moment.tick < seen);
            way.live.extend(live.map(|b| (seconds(moment.time), b)));
            let smooth = fused.smoothed_balls.iter().filter(|s| s.tick < seen);
            way.smooth.extend(smooth.map(|s| (seconds(s.time), s.ball)));
            way.events.extend(fused.ball_events);
        }
        if way.live.is_empty() {
            bail!("{}: no ball was found in it", folder.display());
        }
        Ok(way)
    }

    /// The truth, as densely as it is known.
    fn true_path(&self) -> Vec<At> {
        if self.path.is_empty() {
            let at = |l: &TruthLine| l.ball.map(|b| (l.t, b));
            return self.truth.iter().filter_map(at).collect();
        }
        self.path.iter().map(|p| (p.t, p.ball)).collect()
    }

    /// Distances to the truth at its instants, mm.
    fn errors(&self, of: &[(f64, Ball)]) -> Vec<(f64, f64)> {
        let off = |l: &TruthLine| {
            let truth = l.ball?;
            let found = of.iter().find(|(t, _)| (t - l.t).abs() < 1e-3)?;
            let at: [f64; 3] = found.1.at.into();
            let square: f64 = (0..3).map(|i| (at[i] - truth[i]).powi(2)).sum();
            Some((l.t, 1e3 * square.sqrt()))
        };
        self.truth.iter().filter_map(off).collect()
    }
}

fn places(of: &[(f64, Ball)]) -> Vec<At> {
    of.iter().map(|(t, b)| (*t, b.at.into())).collect()
}

/// The smooth way, through where it turned: between two instants a bounce is a corner.
fn through_events(way: &Way) -> Vec<At> {
    let mut out = places(&way.smooth);
    let (Some(first), Some(last)) = (out.first().map(|a| a.0), out.last().map(|a| a.0)) else {
        return out;
    };
    let events = way.events.iter().map(|e| (seconds(e.time), e.at.into()));
    out.extend(events.filter(|e: &At| (first..last).contains(&e.0)));
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

/// What holds all values, with some room.
fn range(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for v in values {
        (least, most) = (least.min(v), most.max(v));
    }
    if !(least.is_finite() && most.is_finite()) {
        return 0.0..1.0;
    }
    let room = (0.06 * (most - least)).max(0.02);
    least - room..most + room
}

type Drawn<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn draw(way: &Way, to: &Path) -> Drawn {
    let root = SVGBackend::new(to, (1100, 1200)).into_drawing_area();
    root.fill(&WHITE)?;
    let root = root.titled(&way.name, ("sans-serif", 22))?;
    let parts = root.split_evenly((4, 1));
    let (truth, smooth) = (way.true_path(), places(&way.smooth));
    // The long way of the ball is drawn from left to right.
    let across = range(truth.iter().chain(&smooth).map(|a| a.1[0]));
    let along = range(truth.iter().chain(&smooth).map(|a| a.1[1]));
    let long = usize::from(along.end - along.start > across.end - across.start);
    let axis = ["x, m", "y, m", "z, m"];
    path(&parts[0], way, [long, 2], [axis[long], axis[2]])?;
    path(
        &parts[1],
        way,
        [long, 1 - long],
        [axis[long], axis[1 - long]],
    )?;
    height(&parts[2], way)?;
    errors(&parts[3], way)?;
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
fn path(area: &Area<'_>, way: &Way, axes: [usize; 2], names: [&str; 2]) -> Drawn {
    let truth = way.true_path();
    let (live, smooth) = (places(&way.live), places(&way.smooth));
    let flat = |a: &At| (a.1[axes[0]], a.1[axes[1]]);
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
        through_events(way).iter().map(flat).collect(),
    )?;
    let seen = |b: &Ball| b.state == BallState::Measured;
    let dots = way.live.iter().map(|(t, b)| {
        let at = flat(&(*t, b.at.into()));
        let style = ShapeStyle {
            color: LIVE.to_rgba(),
            filled: seen(b),
            stroke_width: 1,
        };
        Circle::new(at, 3, style)
    });
    chart
        .draw_series(dots)?
        .label("live (hollow: predicted)")
        .legend(|(x, y)| Circle::new((x + 8, y), 3, LIVE.filled()));
    for event in &way.events {
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
fn height(area: &Area<'_>, way: &Way) -> Drawn {
    let truth = way.true_path();
    let smooth = places(&way.smooth);
    let flat = |a: &At| (a.0, a.1[2]);
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
        through_events(way).iter().map(flat).collect(),
    )?;
    for event in &way.events {
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
fn errors(area: &Area<'_>, way: &Way) -> Drawn {
    let (live, smooth) = (way.errors(&way.live), way.errors(&way.smooth));
    let most = live.iter().chain(&smooth).map(|e| e.1).fold(10.0, f64::max);
    let times = range(way.live.iter().map(|l| l.0));
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .x_label_area_size(32)
        .y_label_area_size(52)
        .build_cartesian_2d(times, below_legend(0.0..1.1 * most))?;
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

/// The truth, and what was found: at instants, and the way through them.
fn lines(
    chart: &mut Chart<'_, '_>,
    truth: Vec<(f64, f64)>,
    smooth: Vec<(f64, f64)>,
    way: Vec<(f64, f64)>,
) -> Drawn {
    let grey = RGBColor(150, 150, 150);
    chart
        .draw_series(LineSeries::new(truth, grey))?
        .label("truth")
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], grey));
    chart
        .draw_series(LineSeries::new(way, SMOOTH))?
        .label("smooth")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], SMOOTH));
    let dots = smooth.into_iter();
    chart.draw_series(dots.map(|p| Circle::new(p, 2, SMOOTH.filled())))?;
    Ok(())
}

fn legend<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>) -> Drawn {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperMiddle)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}
