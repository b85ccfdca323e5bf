//! Progress of long work on standard error: a bar on a terminal, else a line now and then.

use std::fmt::Debug;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};

/// Work that takes no longer is not reported where there is no terminal.
const FIRST_LINE_AFTER: Duration = Duration::from_secs(2);
/// The time between two lines.
const LINE_PERIOD: Duration = Duration::from_secs(10);

static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Shows no progress from now on: `--quiet`.
pub fn silence() {
    IS_QUIET.store(true, Ordering::Relaxed);
}

/// The progress of `count` of `what`: how many are done, how fast, and how long the rest takes.
pub fn bar(count: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count), target());
    styled(
        bar,
        "{wide_bar} ",
        "{pos}/{len} {msg}, {per_sec}, {eta} left",
    )
    .with_message(what.to_owned())
}

/// The progress of work whose share that is done is known, in thousandths; its message says what is being done.
pub fn share() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(1000), target());
    styled(bar, "{wide_bar} ", "{percent} % {msg}, {eta} left")
}

/// The progress of work on `what` whose end is not known: how many are done, how fast, and since when.
pub fn counter(what: &str) -> ProgressBar {
    let counter = ProgressBar::with_draw_target(None, target());
    styled(counter, "{spinner} ", "{pos} {msg}, {per_sec}, {elapsed}").with_message(what.to_owned())
}

fn styled(bar: ProgressBar, on_terminal: &str, text: &str) -> ProgressBar {
    let before = if io::stderr().is_terminal() {
        on_terminal
    } else {
        ""
    };
    match ProgressStyle::with_template(&format!("{before}{text}")) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn target() -> ProgressDrawTarget {
    if IS_QUIET.load(Ordering::Relaxed) {
        ProgressDrawTarget::hidden()
    } else if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::term_like(Box::new(Lines::new()))
    }
}

/// Standard error where it is no terminal: what a bar draws becomes a line, but not each time.
#[derive(Debug)]
struct Lines {
    began: Instant,
    drawn: Mutex<Drawn>,
}

#[derive(Debug, Default)]
struct Drawn {
    text: String,
    printed: Option<Instant>,
}

impl Lines {
    fn new() -> Lines {
        Lines {
            began: Instant::now(),
            drawn: Mutex::new(Drawn::default()),
        }
    }

    fn with_drawn<T>(&self, act: impl FnOnce(&mut Drawn) -> T) -> T {
        act(&mut self.drawn.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether a line is due: the first so long after the beginning, others so long after the one before.
fn is_due(since_beginning: Duration, since_line: Option<Duration>) -> bool {
    since_line.map_or(since_beginning >= FIRST_LINE_AFTER, |since| {
        since >= LINE_PERIOD
    })
}

impl TermLike for Lines {
    fn width(&self) -> u16 {
        120
    }

    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.write_str(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.with_drawn(|drawn| drawn.text.push_str(text));
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.with_drawn(|drawn| drawn.text.clear());
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        self.with_drawn(|drawn| {
            let text = std::mem::take(&mut drawn.text);
            let since_line = drawn.printed.map(|at| at.elapsed());
            if text.trim().is_empty() || !is_due(self.began.elapsed(), since_line) {
                return Ok(());
            }
            drawn.printed = Some(Instant::now());
            writeln!(io::stderr(), "{}", text.trim())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_work_prints_no_line_and_long_work_few() {
        let s = Duration::from_secs;
        assert!(!is_due(s(1), None) && is_due(s(2), None));
        assert!(!is_due(s(30), Some(s(9))) && is_due(s(30), Some(s(10))));
    }
}
