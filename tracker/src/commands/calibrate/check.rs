//! `trackside calibrate check`: whether a rig is right, and if not, why.

mod camera_figure;
mod clocks;
mod field_lines;
mod floor_plan;
mod page;
mod text;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use trackside_calibration::check::{Evidence, RigReport, Verdict, check_rig};
use trackside_calibration::landmarks::{LandmarkFile, PickedLandmark};
use trackside_calibration::{Rig, rig_file};
use trackside_evaluation::case::Case;
use trackside_schema::FrameSet;
use trackside_sports::Field;

use super::rig_views::{read_rig_views, report_unknown_cameras};
use crate::commands::overwrite::Overwrite;

/// Check whether a rig is right, how accurate it is, and if it is wrong, why. Exit code: 0 good, or repaired by
/// `--repair`; 3 usable, 4 wrong, 1 no verdict.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside calibrate check rig.toml --detections cases/basketball-4cam \\\n      \
                  --landmarks landmarks.json --field basketball-fiba --report check.html --repair rig-repaired.toml\n  \
                  trackside calibrate check rig.toml --recording match.mcap --json"
)]
pub struct CheckArgs {
    /// The rig: a file or folder of any supported format.
    rig: PathBuf,
    /// Points and lines of the field, and their positions in each camera's image.
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// Detections of athletes: a folder with a case.toml and detections, or a venue file whose cameras have `detections`.
    #[arg(long, value_name = "PATH", conflicts_with = "recording")]
    detections: Option<PathBuf>,
    /// Detections of athletes: a recording of `trackside run`.
    #[arg(long, value_name = "FILE.mcap")]
    recording: Option<PathBuf>,
    /// The field of play: athletics-100m, basketball-fiba, basketball-nba, football, handball, tennis, volleyball [default: that of
    /// the landmarks].
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
    /// Also write the report as one HTML page.
    #[arg(long, value_name = "OUT.html")]
    report: Option<PathBuf>,
    /// Images for the page: a folder with CAMERA.jpg or CAMERA.png.
    #[arg(long, value_name = "DIR", requires = "report")]
    images: Option<PathBuf>,
    /// Write the rig with all repairs made, if it is then good or usable.
    #[arg(long, value_name = "OUT.toml")]
    repair: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    overwrite: Overwrite,
}

/// A verdict other than "good", which has its own exit code.
#[derive(Clone, Copy, Debug)]
pub struct RigVerdict(pub Verdict);

impl RigVerdict {
    /// 3 usable, 4 wrong.
    pub fn exit_code(self) -> u8 {
        match self.0 {
            Verdict::Good => 0,
            Verdict::Usable => 3,
            Verdict::Wrong => 4,
        }
    }
}

impl fmt::Display for RigVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rig is {}", self.0)
    }
}

impl std::error::Error for RigVerdict {}

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<()> {
    for path in args.report.iter().chain(&args.repair) {
        args.overwrite.check(path)?;
    }
    let rig = rig_file::read(&args.rig)?;
    let landmarks = args.landmarks.as_deref();
    let landmarks = landmarks.map(LandmarkFile::read).transpose()?;
    let frame_sets = frame_sets(args, &rig)?;
    ensure!(
        landmarks.is_some() || !frame_sets.is_empty(),
        "no evidence to check the rig by: give --landmarks, --detections or --recording"
    );
    let field = match (&args.field, &landmarks) {
        (Some(name), _) => Some(Field::named(name)?),
        (None, Some(file)) => file.field.clone(),
        (None, None) => None,
    };
    let no_landmarks: Vec<Vec<PickedLandmark>> = vec![Vec::new(); rig.cameras().len()];
    let evidence = Evidence {
        frame_sets: &frame_sets,
        landmarks: landmarks.map_or(Ok(no_landmarks), |file| file.by_camera(&rig))?,
        field,
    };
    let report = check_rig(&rig, &evidence)?;
    let report = clocks::with_clock_errors(&rig, &evidence, report)?;
    if let Some(path) = &args.report {
        let images = args.images.as_deref();
        let page = page::render(&args.rig, &rig, &evidence, &report, images)?;
        write_file(path, &page)?;
        eprintln!("report: {}", path.display());
    }
    print(&rig, &report, args.json)?;
    if let Some(path) = &args.repair
        && write_repaired_rig(path, &report)?
    {
        return Ok(());
    }
    match report.verdict {
        Verdict::Good => Ok(()),
        verdict => Err(RigVerdict(verdict).into()),
    }
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Writes the repaired rig if it is good or usable; whether it did.
fn write_repaired_rig(path: &Path, report: &RigReport) -> Result<bool> {
    let Some(repaired) = &report.repaired else {
        eprintln!(
            "{}: not written, there is no repair to make",
            path.display()
        );
        return Ok(false);
    };
    if repaired.verdict == Verdict::Wrong {
        eprintln!(
            "{}: not written, with the repairs that were found the rig is still wrong; calibrate the cameras that are wrong \
             again",
            path.display()
        );
        return Ok(false);
    }
    write_file(path, &rig_file::to_toml(&repaired.rig))?;
    eprintln!(
        "repaired: {} is {} (rig {}); use it in place of the checked rig",
        path.display(),
        repaired.verdict,
        repaired.rig.id()
    );
    Ok(true)
}

fn frame_sets(args: &CheckArgs, rig: &Rig) -> Result<Vec<FrameSet>> {
    if let Some(folder) = args.detections.as_deref().filter(|path| path.is_dir()) {
        let mut case = Case::load(folder)?;
        let names = case.rig.cameras().iter().map(|c| c.name.clone());
        let (known, unknown): (BTreeSet<_>, _) = names.partition(|n| rig.find(n).is_some());
        report_unknown_cameras(folder, rig, &unknown, !known.is_empty())?;
        // A case matches detections to its rig by name; the checked rig has another order.
        case.rig = rig.clone();
        return Ok(case.frame_sets()?);
    }
    match args.detections.as_ref().or(args.recording.as_ref()) {
        Some(path) => Ok(read_rig_views(path, rig)?.into_frame_sets(rig)),
        None => Ok(Vec::new()),
    }
}

fn print(rig: &Rig, report: &RigReport, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, &text::to_json(rig, report)).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        text::write(&mut out, report)?;
    }
    Ok(out.flush()?)
}
