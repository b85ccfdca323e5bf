//! TRC, the marker format of OpenSim and Pose2Sim: metres, y up, `trc (x, y, z) = world (y, z, x)`.
//!
//! One file per athlete. Every file has a row for every tick of the recording, so the rows of all files correspond; an absent
//! position is `nan`. `Frame#` counts from 1 and `Time` is `Frame# / DataRate`, as in Pose2Sim.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use trackside_schema::{Joint, WorldPoint};

use crate::files::{FileError, numbered_paths, write_file};
use crate::tracks::{AthleteTrack, PositionSample, Tracks};

/// What a file contains.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrcOptions {
    /// Whether predicted positions are included. A TRC file cannot distinguish them from measured ones.
    pub include_predicted: bool,
}

/// Writes one file per athlete and returns their paths: `path` itself for a single athlete, else `stem_1.trc`, `stem_2.trc`, …,
/// ordered by id. Without athletes there is no file.
///
/// # Errors
/// A file cannot be written.
pub fn write(tracks: &Tracks, path: &Path, options: TrcOptions) -> Result<Vec<PathBuf>, FileError> {
    let athletes: Vec<_> = tracks.athletes().map(|(_, track)| track).collect();
    let paths = numbered_paths(path, athletes.len());
    for (track, path) in athletes.iter().zip(&paths) {
        write_file(path, |out| write_track(tracks, track, path, options, out))?;
    }
    Ok(paths)
}

fn write_track(
    tracks: &Tracks,
    track: &AthleteTrack,
    path: &Path,
    options: TrcOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some((first, last)) = tracks.span() else {
        return Ok(());
    };
    let is_included = |p: &PositionSample| options.include_predicted || p.views > 0;
    let joints = track.joints_where(is_included);
    let rate = tracks.rate_hz();
    let rows = last - first + 1;
    write_header(out, path, rate, rows, &joints)?;
    let mut samples = track.samples.iter().peekable();
    for tick in first..=last {
        let frame = tick - first + 1;
        write!(out, "{frame}\t{:.6}", frame as f64 / rate)?;
        let sample = samples.next_if(|s| s.tick == tick);
        for joint in &joints {
            match sample
                .and_then(|s| s.joints[joint.index()])
                .filter(is_included)
            {
                Some(PositionSample {
                    position_m: [x, y, z],
                    ..
                }) => write!(out, "\t{y:.6}\t{z:.6}\t{x:.6}")?,
                None => write!(out, "\tnan\tnan\tnan")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_header(
    out: &mut impl Write,
    path: &Path,
    rate: f64,
    rows: u64,
    joints: &[Joint],
) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let markers = joints.len();
    writeln!(out, "PathFileType\t4\t(X/Y/Z)\t{name}")?;
    writeln!(
        out,
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames"
    )?;
    writeln!(
        out,
        "{rate}\t{rate}\t{rows}\t{markers}\tm\t{rate}\t0\t{rows}"
    )?;
    write!(out, "Frame#\tTime\t")?;
    for joint in joints {
        write!(out, "{}\t\t\t", joint.name())?;
    }
    write!(out, "\n\t")?;
    for i in 1..=markers {
        write!(out, "\tX{i}\tY{i}\tZ{i}")?;
    }
    writeln!(out)
}

/// The content of a TRC file, in world space.
#[derive(Clone, Debug, PartialEq)]
pub struct Trc {
    /// Rate of rows, Hz.
    pub rate_hz: f64,
    /// Names of the markers, in the order of the file.
    pub markers: Vec<String>,
    /// The rows.
    pub rows: Vec<TrcRow>,
}

/// One row of a TRC file.
#[derive(Clone, Debug, PartialEq)]
pub struct TrcRow {
    /// Frame number, as in the file.
    pub frame: u64,
    /// Time, s.
    pub time_s: f64,
    /// Position of each marker in world space, m. `None`: `nan` or empty.
    pub points: Vec<Option<WorldPoint>>,
}

impl Trc {
    /// The index of the marker called `name`.
    pub fn marker(&self, name: &str) -> Option<usize> {
        self.markers.iter().position(|m| m == name)
    }
}

/// Reads a y-up TRC file in metres or millimetres.
///
/// # Errors
/// A file that cannot be read, is not a TRC file, or has a malformed line; the text gives the line.
pub fn read(path: &Path) -> Result<Trc, FileError> {
    let text = fs::read_to_string(path).map_err(|e| FileError::new(path, e))?;
    parse(&text).map_err(|(line, what)| FileError::at_line(path, line, what))
}

/// A result whose error has the number of the line.
type Located<T> = Result<T, (usize, String)>;

fn parse(text: &str) -> Located<Trc> {
    let mut lines = text.lines().zip(1..);
    let mut header = |what: &str| {
        let (line, n) = lines.next().ok_or((
            0,
            format!("ends before its {what}; a TRC file has 5 header lines"),
        ))?;
        Ok((line.split('\t').map(str::trim).collect::<Vec<_>>(), n))
    };
    let (kind, n) = header("first line")?;
    if !kind[0].starts_with("PathFileType") {
        return Err((
            n,
            "is not a TRC file: it does not begin with \"PathFileType\"".into(),
        ));
    }
    let (names, _) = header("field names")?;
    let (values, n) = header("field values")?;
    let field = |name: &str| {
        let at = names.iter().position(|f| *f == name);
        at.and_then(|i| values.get(i).copied())
            .ok_or((n, format!("has no value for {name}")))
    };
    let rate_hz = number(field("DataRate")?, n)?;
    let metres = match field("Units")? {
        "m" => 1.0,
        "mm" => 1e-3,
        other => return Err((n, format!("unknown unit \"{other}\"; expected m or mm"))),
    };
    let (columns, _) = header("markers' names")?;
    let names = columns.iter().skip(2).step_by(3).map(ToString::to_string);
    let markers: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    header("column names")?;
    let rows = lines
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(line, n)| parse_row(line, n, markers.len(), metres))
        .collect::<Located<Vec<_>>>()?;
    Ok(Trc {
        rate_hz,
        markers,
        rows,
    })
}

fn parse_row(line: &str, n: usize, markers: usize, metres: f64) -> Located<TrcRow> {
    let fields: Vec<&str> = line.trim_end_matches(['\r', '\n']).split('\t').collect();
    let cell = |i: usize| fields.get(i).map_or("", |f| f.trim());
    let frame = cell(0)
        .parse()
        .map_err(|_| (n, format!("\"{}\" is not a frame number", cell(0))))?;
    let point = |m: usize| -> Located<Option<WorldPoint>> {
        let at = 2 + 3 * m;
        let xyz = [cell(at), cell(at + 1), cell(at + 2)];
        if xyz
            .iter()
            .any(|c| c.is_empty() || c.eq_ignore_ascii_case("nan"))
        {
            return Ok(None);
        }
        let [x, y, z] = [number(xyz[0], n)?, number(xyz[1], n)?, number(xyz[2], n)?];
        Ok(Some(WorldPoint::new(z * metres, x * metres, y * metres)))
    };
    Ok(TrcRow {
        frame,
        time_s: number(cell(1), n)?,
        points: (0..markers).map(point).collect::<Located<_>>()?,
    })
}

fn number(text: &str, line: usize) -> Located<f64> {
    let value = text.parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or((line, format!("\"{text}\" is not a number")))
}
