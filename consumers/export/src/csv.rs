//! CSV: one row per joint (or ball) and frame, `tick,time_s,athlete,team,number,state,joint,x_m,y_m,z_m,sigma_m,views`.
//!
//! World space. `time_s` is seconds since 1970-01-01 UTC. Joints without an estimate have no row; predicted ones have 0 views.
//! Rows of the ball have no athlete, `joint` is `Ball`, and `views` is empty.

use std::io::{self, Write};
use std::path::Path;

use trackside_schema::{BallState, Joint, TrackState};

use crate::files::{FileError, write_file};
use crate::tracks::{AthleteSample, PositionSample, Tracks};

/// Writes all athletes and the ball, frame by frame.
///
/// # Errors
/// The file cannot be written.
pub fn write(tracks: &Tracks, path: &Path) -> Result<(), FileError> {
    write_file(path, |out| write_to(tracks, out))
}

/// Writes the same to any writer.
///
/// # Errors
/// Those of the writer.
pub fn write_to(tracks: &Tracks, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "tick,time_s,athlete,team,number,state,joint,x_m,y_m,z_m,sigma_m,views"
    )?;
    let mut athletes: Vec<_> = tracks
        .athletes()
        .map(|(id, track)| (id, track, track.samples.iter().peekable()))
        .collect();
    for tick in tracks.ticks() {
        let time_ns = tracks.time_ns(tick).unwrap_or_default();
        let frame = format!("{tick},{}", seconds(time_ns));
        for (id, track, samples) in &mut athletes {
            let Some(sample) = samples.next_if(|s| s.tick == tick) else {
                continue;
            };
            let team = quoted(track.team.as_deref().unwrap_or_default());
            let number = track.number.map(|n| n.to_string()).unwrap_or_default();
            let prefix = format!("{frame},{},{team},{number}", id.0);
            write_joints(out, &prefix, sample)?;
        }
        if let Some((ball, state)) = tracks.ball(tick) {
            let state = match state {
                BallState::Measured => "measured",
                BallState::Predicted => "predicted",
            };
            write!(out, "{frame},,,,{state},Ball")?;
            write_position(out, ball)?;
            writeln!(out, ",")?;
        }
    }
    Ok(())
}

fn write_joints(out: &mut impl Write, prefix: &str, sample: &AthleteSample) -> io::Result<()> {
    let state = match sample.state {
        TrackState::Tentative => "tentative",
        TrackState::Confirmed => "confirmed",
        TrackState::Coasting => "coasting",
    };
    for (joint, position) in Joint::ALL.into_iter().zip(&sample.joints) {
        if let Some(position) = position {
            write!(out, "{prefix},{state},{}", joint.name())?;
            write_position(out, position)?;
            writeln!(out, ",{}", position.views)?;
        }
    }
    Ok(())
}

fn write_position(out: &mut impl Write, sample: &PositionSample) -> io::Result<()> {
    let [x, y, z] = sample.position_m;
    write!(out, ",{x:.6},{y:.6},{z:.6},{:.6}", sample.sigma_m)
}

/// Seconds with all nine digits, which an `f64` of seconds since 1970 cannot hold.
fn seconds(ns: i64) -> String {
    let sign = if ns < 0 { "-" } else { "" };
    let ns = ns.unsigned_abs();
    format!("{sign}{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000)
}

/// Quotes a field that contains a comma, a quote or a line break (RFC 4180).
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
