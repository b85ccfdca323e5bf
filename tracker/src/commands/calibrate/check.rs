//! `trackside calibrate check`: whether a rig is right, and if not, why.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::json;
use trackside_calibration::check::{
    CameraReport, Evidence, GOOD_M, MIN_FOUND_SHARE, RigReport, USABLE_M, Verdict, check_rig,
};
use trackside_calibration::landmarks::LandmarkFile;
use trackside_calibration::{Rig, rig_file};
use trackside_evaluation::case::Case;
use trackside_schema::FrameSet;
use trackside_sports::Field;

use super::people::{complain, people, together};
use super::report;

/// Say whether a rig is right, how right, and if not, why: exit code 0 good, 3 usable, 4 wrong, 1 where it could not be said.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate check rig.toml --detections cases/basketball-4cam \\\n      \
                  --landmarks landmarks.json --field basketball-fiba --report check.html --repair rig-repaired.toml\n  \
                  trackside calibrate check rig.toml --recording match.mcap --json"
)]
pub struct CheckArgs {
    /// The rig: a file or folder of any supported format.
    rig: PathBuf,
    /// Points and lines of the field, and where each camera shows them.
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// Athletes that the cameras saw: a folder with a case.toml and detections, or a venue file whose cameras have `detections`.
    #[arg(long, value_name = "PATH", conflicts_with = "recording")]
    detections: Option<PathBuf>,
    /// Athletes that the cameras saw: a recording of `trackside run`.
    #[arg(long, value_name = "FILE.mcap")]
    recording: Option<PathBuf>,
    /// The field of play: athletics-100m, basketball-fiba, basketball-nba, football, handball, tennis, volleyball [default: the
    /// landmarks' own].
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
    /// Also write what was found as one HTML page.
    #[arg(long, value_name = "OUT.html")]
    report: Option<PathBuf>,
    /// Pictures for the page: a folder with CAMERA.jpg or CAMERA.png.
    #[arg(long, value_name = "DIR", requires = "report")]
    pictures: Option<PathBuf>,
    /// Write the rig with all repairs made.
    #[arg(long, value_name = "OUT.toml")]
    repair: Option<PathBuf>,
    /// Print what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// What a check says where it does not say "good": its own exit code.
#[derive(Clone, Copy, Debug)]
pub struct Findings(pub Verdict);

impl Findings {
    /// 3 usable, 4 wrong.
    pub fn exit_code(self) -> u8 {
        match self.0 {
            Verdict::Good => 0,
            Verdict::Usable => 3,
            Verdict::Wrong => 4,
        }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rig is {}", self.0)
    }
}

impl std::error::Error for Findings {}

/// Runs the command.
pub fn run(args: CheckArgs) -> Result<()> {
    let rig = rig_file::read(&args.rig)?;
    let landmarks = args
        .landmarks
        .as_deref()
        .map(LandmarkFile::read)
        .transpose()?;
    let moments = moments(&args, &rig)?;
    ensure!(
        landmarks.is_some() || !moments.is_empty(),
        "nothing to check the rig by: give --landmarks, --detections or --recording"
    );
    let field = match (&args.field, &landmarks) {
        (Some(name), _) => Some(Field::named(name)?),
        (None, Some(l)) => l.field.clone(),
        (None, None) => None,
    };
    let by_camera = landmarks.map_or_else(
        || Ok(vec![Vec::new(); rig.cameras().len()]),
        |l| l.by_camera(&rig),
    )?;
    let evidence = Evidence {
        frame_sets: &moments,
        landmarks: by_camera,
        field,
    };
    let found = check_rig(&rig, &evidence)?;
    if let Some(path) = &args.report {
        let pictures = args.pictures.as_deref();
        let page = report::page(&args.rig, &rig, &evidence, &found, pictures)?;
        write(path, &page)?;
        eprintln!("report: {}", path.display());
    }
    if let Some(path) = &args.repair {
        repair(path, &found)?;
    }
    print(&rig, &found, args.json)?;
    match found.verdict {
        Verdict::Good => Ok(()),
        verdict => Err(Findings(verdict).into()),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

fn repair(path: &Path, found: &RigReport) -> Result<()> {
    match &found.repaired {
        Some(repaired) => {
            let (rig, verdict) = (&repaired.rig, repaired.verdict);
            write(path, &rig_file::to_toml(rig))?;
            eprintln!(
                "repaired: {}, which is {verdict} (rig {})",
                path.display(),
                rig.id()
            );
        }
        None => eprintln!(
            "{}: not written, there is no repair to make",
            path.display()
        ),
    }
    Ok(())
}

fn moments(args: &CheckArgs, rig: &Rig) -> Result<Vec<FrameSet>> {
    if let Some(folder) = args.detections.as_deref().filter(|path| path.is_dir()) {
        let mut case = Case::load(folder)?;
        let names = case.rig.cameras().iter().map(|c| c.name.clone());
        let (known, strangers): (BTreeSet<_>, _) = names.partition(|n| rig.find(n).is_some());
        complain(folder, rig, &strangers, !known.is_empty())?;
        // The detections are by camera's name; the rig to be checked has its own order.
        case.rig = rig.clone();
        return Ok(case.frame_sets()?);
    }
    match args.detections.as_ref().or(args.recording.as_ref()) {
        Some(path) => Ok(together(people(path, rig)?, rig)),
        None => Ok(Vec::new()),
    }
}

fn print(rig: &Rig, found: &RigReport, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, &as_json(rig, found)).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    writeln!(out, "{}", found.summary)?;
    table(&mut out, &found.cameras)?;
    for d in &found.diagnoses {
        writeln!(out, "\n{}\n  repair: {}", d.description, d.repair)?;
    }
    if let Some(repaired) = &found.repaired {
        writeln!(out, "\nrepaired, the rig is {}:", repaired.verdict)?;
        table(&mut out, &repaired.cameras)?;
    }
    let cover = found.floor.coverage();
    writeln!(
        out,
        "\nfloor shown by   area    a point's error, one standard deviation, in the middle"
    )?;
    for cover in cover.iter().filter(|c| c.area_m2 > 0.0) {
        let (n, area) = (cover.cameras, cover.area_m2);
        let error = cover
            .median_error_m
            .map_or("–".to_owned(), |m| format!("{:.0} mm", 1e3 * m));
        writeln!(out, "{n:>3} cameras     {area:6.0} m²  {error}")?;
    }
    Ok(out.flush()?)
}

/// A number, or a dash where it is not known.
pub(super) fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |v| format!("{v:.digits$}"))
}

fn table(out: &mut impl Write, cameras: &[CameraReport]) -> io::Result<()> {
    writeln!(
        out,
        "camera  observations  residual px  systematic px      mm  found %  landmarks px  verdict"
    )?;
    for c in cameras {
        writeln!(
            out,
            "{:<12} {:>7} {:>12} {:>14} {:>7} {:>8} {:>13}  {}",
            c.name,
            c.observations,
            number(c.residual_px, 1),
            number(c.systematic_px, 1),
            number(c.error_m().map(|m| 1e3 * m), 0),
            number(c.found_share.map(|f| 100.0 * f), 0),
            number(c.landmarks.as_ref().map(|l| l.median_px), 1),
            c.verdict()
        )?;
    }
    Ok(())
}

fn as_json(rig: &Rig, found: &RigReport) -> serde_json::Value {
    let repaired = found
        .repaired
        .as_ref()
        .map(|r| json!({ "rig": r.rig.id(), "verdict": r.verdict, "cameras": r.cameras }));
    let cover = found.floor.coverage();
    let cover = cover.iter().map(|c| {
        json!({ "cameras": c.cameras, "area_m2": c.area_m2, "error_mm": c.median_error_m.map(|m| 1e3 * m) })
    });
    json!({
        "rig": rig.id(),
        "verdict": found.verdict,
        "summary": found.summary,
        "limits": { "good_m": GOOD_M, "usable_m": USABLE_M, "min_found_share": MIN_FOUND_SHARE },
        "cameras": found.cameras,
        "diagnoses": found.diagnoses,
        "repaired": repaired,
        "floor": cover.collect::<Vec<_>>(),
    })
}
