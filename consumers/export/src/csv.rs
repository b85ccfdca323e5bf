//! CSV, one row a joint (or ball) and moment: `tick,time_s,athlete,team,number,state,joint,x_m,y_m,z_m,sigma_m,views`.
//!
//! World space. `time_s` is seconds since 1970-01-01 UTC. A joint that is not known has no row; a predicted one has
//! 0 views. The ball's rows have no athlete, `joint` is `Ball`, and `views` is empty.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use trackside_schema::{BallState, Joint, TrackState};

use crate::{FileError, Placed, Sample, Tracks};

/// Writes all athletes and the ball, moment by moment.
pub fn write(tracks: &Tracks, path: &Path) -> Result<(), FileError> {
    let save = || {
        let mut out = BufWriter::new(File::create(path)?);
        write_to(tracks, &mut out)?;
        out.flush()
    };
    save().map_err(|e| FileError::new(path, format!("can not be written: {e}")))
}

/// The same to any writer.
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
        let moment = format!("{tick},{}", seconds(time_ns));
        for (id, track, samples) in &mut athletes {
            let Some(sample) = samples.next_if(|s| s.tick == tick) else {
                continue;
            };
            let team = quoted(track.team.as_deref().unwrap_or_default());
            let number = track.number.map(|n| n.to_string()).unwrap_or_default();
            let who = format!("{moment},{},{team},{number}", id.0);
            write_joints(out, &who, sample)?;
        }
        if let Some((ball, state)) = tracks.ball(tick) {
            let state = match state {
                BallState::Measured => "measured",
                BallState::Predicted => "predicted",
            };
            write!(out, "{moment},,,,{state},Ball")?;
            write_point(out, ball)?;
            writeln!(out, ",")?;
        }
    }
    Ok(())
}

fn write_joints(out: &mut impl Write, who: &str, sample: &Sample) -> io::Result<()> {
    let state = match sample.state {
        TrackState::Tentative => "tentative",
        TrackState::Confirmed => "confirmed",
        TrackState::Coasting => "coasting",
    };
    for (joint, placed) in Joint::ALL.into_iter().zip(&sample.joints) {
        if let Some(placed) = placed {
            write!(out, "{who},{state},{}", joint.name())?;
            write_point(out, placed)?;
            writeln!(out, ",{}", placed.views)?;
        }
    }
    Ok(())
}

fn write_point(out: &mut impl Write, placed: &Placed) -> io::Result<()> {
    let [x, y, z] = placed.at_m;
    write!(out, ",{x:.6},{y:.6},{z:.6},{:.6}", placed.sigma_m)
}

/// Exactly to the nanosecond, which an `f64` of seconds since 1970 is not.
fn seconds(ns: i64) -> String {
    let sign = if ns < 0 { "-" } else { "" };
    let ns = ns.unsigned_abs();
    format!("{sign}{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000)
}

/// RFC 4180: quoted where a comma, a quote or a line break is in it.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
