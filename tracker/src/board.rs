//! What a run of a known world shows while it goes on: who is where, how good that is, and how long it takes.

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
use crate::report::{Meter, StageReport};

/// How often the screen is drawn, and how often a line is printed where there is none.
const REDRAW: Duration = Duration::from_millis(250);
const LINE: Duration = Duration::from_secs(1);
/// A body moves when it is faster than this, m/s; slower is not told apart from standing.
const STANDS_M_S: f64 = 0.05;

/// A screen of a run, or a line a second where standard output is no terminal.
pub struct Board<'w> {
    scorer: Scorer<'w>,
    title: String,
    screen: ProgressBar,
    on_screen: bool,
    aside: bool,
    began: Instant,
    shown: Option<Instant>,
    /// From a picture's arrival to its frame, ns.
    delay: Histogram<u64>,
    /// In the seconds that are shown: when the last began, and the pictures used until then.
    rate: (Instant, u64, f64),
}

/// How good a run was, and how fast.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// People.
    pub people: PeopleScore,
    /// The ball, where the sport has one.
    pub ball: Option<BallScore>,
    /// From a moment's last picture, arrived, to its frame, ms: half, and 99 of 100, took no longer.
    pub picture_to_frame_ms: [f64; 2],
}

impl<'w> Board<'w> {
    /// A board under that title. `aside`: standard output is for something else, standard error takes its place.
    pub fn new(scorer: Scorer<'w>, title: String, aside: bool) -> Board<'w> {
        let on_screen = !aside && io::stdout().is_terminal();
        let target = if on_screen {
            ProgressDrawTarget::stdout()
        } else {
            ProgressDrawTarget::hidden()
        };
        let screen = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{msg}");
        Board {
            scorer,
            title,
            screen: match style {
                Ok(style) => screen.with_style(style),
                Err(_) => screen,
            },
            on_screen,
            aside,
            began: Instant::now(),
            shown: None,
            // Three digits always make a histogram; it grows with the largest value seen.
            delay: Histogram::new(3).expect("3 significant digits are allowed"),
            rate: (Instant::now(), 0, 0.0),
        }
    }

    /// What moves with the run: the board itself.
    pub fn progress(&self) -> ProgressBar {
        self.screen.clone()
    }

    /// Scores a frame, and shows it if it is time. Frames' times count from the start of the world.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn take(&mut self, moment: &FrameSet, frame: &TrackingFrame, meter: &Meter) -> Result<()> {
        let t_s = frame.time.seconds_since(Default::default());
        self.scorer
            .frame(frame.tick, t_s, &frame.athletes, frame.ball.as_ref());
        let arrived = moment.views.iter().map(|v| v.stamp.received_ns).max();
        if let Some(arrived) = arrived {
            let delay = monotonic_ns().saturating_sub(arrived);
            // The histogram grows as needed; no time that a run can take is beyond it.
            let _ = self.delay.record(delay.max(1));
        }
        let every = if self.on_screen { REDRAW } else { LINE };
        if self.shown.is_some_and(|shown| shown.elapsed() < every) {
            return Ok(());
        }
        self.shown = Some(Instant::now());
        self.count_pictures(meter);
        if self.on_screen {
            self.screen.set_message(self.drawn(frame, meter));
        } else {
            writeln!(self.lines(), "{}", self.line(frame, meter))?;
        }
        Ok(())
    }

    /// What came of all frames.
    pub fn result(&self) -> Outcome {
        Outcome {
            people: self.scorer.people(),
            ball: self.scorer.ball(),
            picture_to_frame_ms: self.delay_ms(),
        }
    }

    fn lines(&self) -> Box<dyn io::Write> {
        if self.aside {
            Box::new(io::stderr())
        } else {
            Box::new(io::stdout())
        }
    }

    fn delay_ms(&self) -> [f64; 2] {
        [0.5, 0.99].map(|share| self.delay.value_at_quantile(share) as f64 * 1e-6)
    }

    /// Pictures that were used per second, over the last second or so.
    fn count_pictures(&mut self, meter: &Meter) {
        let (since, before, _) = self.rate;
        let (passed, used) = (since.elapsed().as_secs_f64(), meter.used());
        if passed >= 0.9 {
            let rate = used.saturating_sub(before) as f64 / passed;
            self.rate = (Instant::now(), used, rate);
        }
    }

    fn line(&self, frame: &TrackingFrame, meter: &Meter) -> String {
        let athletes = score::believed_of(&frame.athletes).count();
        let (people, ball) = (self.scorer.people(), self.scorer.ball());
        format!(
            "{:5.1} s: {athletes} athletes, {}; {:.0} pictures/s, {} lost, {:.0} ms from picture to frame; joints {} off, ball {}",
            self.began.elapsed().as_secs_f64(),
            ball_words(frame),
            self.rate.2,
            meter.lost(),
            self.delay_ms()[0],
            mm(people.mpjpe_mm),
            mm(ball.and_then(|b| b.median_mm)),
        )
    }

    fn drawn(&self, frame: &TrackingFrame, meter: &Meter) -> String {
        let mut out = format!(
            "{}   {:.0} s\n\n",
            self.title,
            self.began.elapsed().as_secs_f64()
        );
        let athletes: Vec<&Athlete> = score::believed_of(&frame.athletes).collect();
        // A string takes whatever is written to it.
        let _ = writeln!(
            out,
            "athletes  {:>4} {:>8} {:>8} {:>7}",
            "id", "x m", "y m", "m/s"
        );
        for athlete in &athletes {
            let _ = writeln!(out, "          {}", row(athlete));
        }
        let _ = writeln!(
            out,
            "{} of them\n\nball      {}",
            athletes.len(),
            ball_words(frame)
        );
        let (people, ball) = (self.scorer.people(), self.scorer.ball());
        let _ = writeln!(
            out,
            "error     joints {} (mean), ball {} (median); recall {}, {:.2} ghosts a frame, {} id switches",
            mm(people.mpjpe_mm),
            mm(ball.and_then(|b| b.median_mm)),
            percent(people.recall),
            people.ghosts_per_frame,
            people.id_switches
        );
        let _ = writeln!(
            out,
            "pictures  {:.0} a second used, {} lost",
            self.rate.2,
            meter.lost()
        );
        let stages: Vec<String> = meter.stages().iter().map(stage_words).collect();
        let [half, most] = self.delay_ms();
        let _ = write!(
            out,
            "ms        {}; picture to frame {half:.0}/{most:.0} (half/99 of 100)",
            stages.join(", ")
        );
        out
    }
}

fn row(athlete: &Athlete) -> String {
    let at = athlete.joint(Joint::Hip).map(|j| j.at.0);
    let place = |v: Option<f64>| v.map_or("–".to_owned(), |v| format!("{v:.2}"));
    let speed = athlete.velocity_m_s.map(|[x, y, _]| x.hypot(y));
    format!(
        "{:>4} {:>8} {:>8} {:>7}",
        athlete.id.0,
        place(at.map(|p| p.x)),
        place(at.map(|p| p.y)),
        place(speed.map(|s| if s < STANDS_M_S { 0.0 } else { s }))
    )
}

fn ball_words(frame: &TrackingFrame) -> String {
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

fn stage_words(stage: &StageReport) -> String {
    format!(
        "{} {:.1}/{:.1}",
        stage.stage.name(),
        stage.p50_ms,
        stage.p99_ms
    )
}

/// A distance in words.
pub fn mm(v: Option<f64>) -> String {
    v.map_or("–".to_owned(), |v| format!("{v:.0} mm"))
}

/// A share in words.
pub fn percent(v: Option<f64>) -> String {
    v.map_or("–".to_owned(), |v| format!("{:.1} %", 100.0 * v))
}
