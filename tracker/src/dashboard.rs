//! The dashboard of a run with known ground truth: positions, errors and latencies, while the run goes on.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::time::{Duration, Instant};

use anyhow::Result;
use hdrhistogram::Histogram;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use trackside_evaluation::Scorer;
use trackside_evaluation::ball_score::BallScore;
use trackside_evaluation::score::{self, PeopleScore};
use trackside_schema::{Athlete, BallState, FrameSet, Joint, TrackingFrame};

use crate::capture::monotonic_ns;
use crate::metrics::{RunMetrics, StageReport};

/// How often the screen is redrawn.
const REDRAW_PERIOD: Duration = Duration::from_millis(250);
/// How often a line is printed where there is no screen.
const LINE_PERIOD: Duration = Duration::from_secs(1);
/// The shortest time over which the image rate is measured, s.
const RATE_PERIOD_S: f64 = 0.9;
/// Speeds below this are shown as 0, m/s: they are not distinguishable from standing.
const MIN_SPEED_M_S: f64 = 0.05;

/// A screen, or a line per second where standard output is no terminal.
pub struct Dashboard<'w> {
    scorer: Scorer<'w>,
    title: String,
    screen: ProgressBar,
    is_on_screen: bool,
    is_on_stderr: bool,
    began: Instant,
    shown: Option<Instant>,
    /// From an image's arrival to its frame, ns.
    latency: Histogram<u64>,
    image_rate: ImageRate,
}

/// Images used per second.
struct ImageRate {
    since: Instant,
    /// The images used until then.
    used: u64,
    per_s: f64,
}

/// The accuracy and the latency of a run.
#[derive(Debug, Serialize)]
pub struct DashboardResult {
    /// People.
    pub people: PeopleScore,
    /// The ball, where the sport has one.
    pub ball: Option<BallScore>,
    /// From the arrival of a frame set's last image to its frame, ms: median and 99th percentile.
    pub image_to_frame_ms: [f64; 2],
}

impl<'w> Dashboard<'w> {
    /// A dashboard of that title, on standard error where standard output is used otherwise.
    pub fn new(scorer: Scorer<'w>, title: String, is_on_stderr: bool) -> Dashboard<'w> {
        let is_on_screen = !is_on_stderr && io::stdout().is_terminal();
        let target = if is_on_screen {
            ProgressDrawTarget::stdout()
        } else {
            ProgressDrawTarget::hidden()
        };
        let screen = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{msg}");
        Dashboard {
            scorer,
            title,
            screen: match style {
                Ok(style) => screen.with_style(style),
                Err(_) => screen,
            },
            is_on_screen,
            is_on_stderr,
            began: Instant::now(),
            shown: None,
            // Three significant digits are valid; the histogram resizes itself.
            latency: Histogram::new(3).expect("3 significant digits are allowed"),
            image_rate: ImageRate {
                since: Instant::now(),
                used: 0,
                per_s: 0.0,
            },
        }
    }

    /// The progress bar of the run: the dashboard itself.
    pub fn progress(&self) -> ProgressBar {
        self.screen.clone()
    }

    /// Scores a frame, and shows it if that is due. Frames' times count from the start of the world.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn update(
        &mut self,
        frame_set: &FrameSet,
        frame: &TrackingFrame,
        metrics: &RunMetrics,
    ) -> Result<()> {
        let t_s = frame.time.seconds_since(Default::default());
        self.scorer
            .frame(frame.tick, t_s, &frame.athletes, frame.ball.as_ref());
        let arrived = frame_set.views.iter().map(|v| v.stamp.received_ns).max();
        if let Some(arrived) = arrived {
            let latency_ns = monotonic_ns().saturating_sub(arrived);
            // The histogram resizes itself: every latency of a run fits.
            let _ = self.latency.record(latency_ns.max(1));
        }
        let period = if self.is_on_screen {
            REDRAW_PERIOD
        } else {
            LINE_PERIOD
        };
        if self.shown.is_some_and(|shown| shown.elapsed() < period) {
            return Ok(());
        }
        self.shown = Some(Instant::now());
        self.update_image_rate(metrics);
        if self.is_on_screen {
            self.screen.set_message(self.screen_text(frame, metrics));
        } else {
            writeln!(self.line_writer(), "{}", self.line_text(frame, metrics))?;
        }
        Ok(())
    }

    /// The scores and latencies of all frames so far.
    pub fn result(&self) -> DashboardResult {
        DashboardResult {
            people: self.scorer.people(),
            ball: self.scorer.ball(),
            image_to_frame_ms: self.latency_ms(),
        }
    }

    fn line_writer(&self) -> Box<dyn io::Write> {
        if self.is_on_stderr {
            Box::new(io::stderr())
        } else {
            Box::new(io::stdout())
        }
    }

    fn latency_ms(&self) -> [f64; 2] {
        [0.5, 0.99].map(|quantile| self.latency.value_at_quantile(quantile) as f64 * 1e-6)
    }

    /// Measures the image rate over the last second or so.
    fn update_image_rate(&mut self, metrics: &RunMetrics) {
        let (passed_s, used) = (
            self.image_rate.since.elapsed().as_secs_f64(),
            metrics.used(),
        );
        if passed_s >= RATE_PERIOD_S {
            self.image_rate = ImageRate {
                since: Instant::now(),
                used,
                per_s: used.saturating_sub(self.image_rate.used) as f64 / passed_s,
            };
        }
    }

    fn line_text(&self, frame: &TrackingFrame, metrics: &RunMetrics) -> String {
        let athletes = score::reported_athletes(&frame.athletes).count();
        let (people, ball) = (self.scorer.people(), self.scorer.ball());
        format!(
            "{:5.1} s: {athletes} athletes, {}; {:.0} images/s, {} lost, {:.0} ms from image to frame; errors: joints {}, ball {}",
            self.began.elapsed().as_secs_f64(),
            describe_ball(frame),
            self.image_rate.per_s,
            metrics.lost(),
            self.latency_ms()[0],
            format_mm(people.mpjpe_mm),
            format_mm(ball.and_then(|b| b.median_mm)),
        )
    }

    fn screen_text(&self, frame: &TrackingFrame, metrics: &RunMetrics) -> String {
        let mut out = format!(
            "{}   {:.0} s\n\n",
            self.title,
            self.began.elapsed().as_secs_f64()
        );
        let athletes: Vec<&Athlete> = score::reported_athletes(&frame.athletes).collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "athletes  {:>4} {:>8} {:>8} {:>7}",
            "id", "x m", "y m", "m/s"
        );
        for athlete in &athletes {
            let _ = writeln!(out, "          {}", athlete_row(athlete));
        }
        let _ = writeln!(
            out,
            "{} in total\n\nball      {}",
            athletes.len(),
            describe_ball(frame)
        );
        let (people, ball) = (self.scorer.people(), self.scorer.ball());
        let _ = writeln!(
            out,
            "error     joints {} (mean), ball {} (median); recall {}, {:.2} false positives a frame, {} id switches",
            format_mm(people.mpjpe_mm),
            format_mm(ball.and_then(|b| b.median_mm)),
            format_percent(people.recall),
            people.false_positives_per_frame,
            people.id_switches
        );
        let _ = writeln!(
            out,
            "images    {:.0} a second used, {} lost",
            self.image_rate.per_s,
            metrics.lost()
        );
        let stages: Vec<String> = metrics.stages().iter().map(describe_stage).collect();
        let [p50, p99] = self.latency_ms();
        let _ = write!(
            out,
            "ms        {}; image to frame {p50:.0}/{p99:.0} (median/99th percentile)",
            stages.join(", ")
        );
        out
    }
}

fn athlete_row(athlete: &Athlete) -> String {
    let at = athlete.joint(Joint::Hip).map(|j| j.at.0);
    let coordinate = |v: Option<f64>| v.map_or("–".to_owned(), |v| format!("{v:.2}"));
    let speed = athlete.velocity_m_s.map(|[x, y, _]| x.hypot(y));
    format!(
        "{:>4} {:>8} {:>8} {:>7}",
        athlete.id.0,
        coordinate(at.map(|p| p.x)),
        coordinate(at.map(|p| p.y)),
        coordinate(speed.map(|s| if s < MIN_SPEED_M_S { 0.0 } else { s }))
    )
}

fn describe_ball(frame: &TrackingFrame) -> String {
    let Some(ball) = &frame.ball else {
        return "no ball".to_owned();
    };
    let speed = ball
        .velocity_m_s
        .map(|v| v.iter().map(|c| c * c).sum::<f64>().sqrt());
    let speed = speed.map_or(String::new(), |s| format!(" at {s:.1} m/s"));
    let state = match ball.state {
        BallState::Measured => "",
        BallState::Predicted => " (predicted)",
    };
    format!("ball {:.2} m high{speed}{state}", ball.at.0.z)
}

fn describe_stage(stage: &StageReport) -> String {
    format!(
        "{} {:.1}/{:.1}",
        stage.stage.name(),
        stage.p50_ms,
        stage.p99_ms
    )
}

/// A distance in millimetres, for people.
pub fn format_mm(v: Option<f64>) -> String {
    v.map_or("–".to_owned(), |v| format!("{v:.0} mm"))
}

/// A fraction in percent, for people.
pub fn format_percent(v: Option<f64>) -> String {
    v.map_or("–".to_owned(), |v| format!("{:.1} %", 100.0 * v))
}
