//! `trackside calibrate poses`: where cameras stand and what their clocks show.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, ensure};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use nalgebra::Vector3;
use opencv::imgcodecs;
use opencv::prelude::*;
use trackside_calibration::landmarks::LandmarkFile;
use trackside_calibration::solve::extrinsics::{
    ExtrinsicsInput, ExtrinsicsOptions, ExtrinsicsSolution, PosePrior, ResidualSummary,
    solve_extrinsics,
};
use trackside_calibration::solve::landmarks::{
    Landmark, LandmarkGeometry, LandmarkPixel, resolve_landmarks,
};
use trackside_calibration::solve::{BaselineConstraint, FreeFocal};
use trackside_calibration::{CameraClock, Rig, rig_file};
use trackside_schema::Timestamp;

use super::board_args::{BoardArgs, camera_path};
use super::moved;
use super::people::{People, people};

/// Find where cameras stand and what their clocks show: from landmarks, from the athletes themselves, or both.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside calibrate poses rough.toml --people game.mcap --distance north,south=24.31 -o rig.toml\n  \
                  trackside calibrate poses rig.toml --landmarks court.toml --people venue.toml -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --people case/ --unknown --height north=6.2 -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --on-floor a=a.png --on-floor b=b.png --chessboard 9x6 --square-mm 80 -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --moved a=board/a.mp4 --moved b=board/b.mp4 --chessboard 9x6 --square-mm 80 -o rig.toml"
)]
pub struct PosesArgs {
    /// The cameras: their lenses, and unless `--unknown` about where they stand (20°, 2 m).
    rig: PathBuf,
    /// What cameras saw of people: a recording (.mcap), a venue file whose cameras have `detections`, or a case's folder.
    #[arg(long, value_name = "PATH")]
    people: Option<PathBuf>,
    /// Things whose place is known: TOML or JSON, docs/reference/calibration.md.
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// A camera's picture of a board that lies on the floor: it makes the world. May be repeated.
    #[arg(long, value_name = "CAMERA=PICTURE", value_parser = camera_path)]
    on_floor: Vec<(String, PathBuf)>,
    /// A camera's pictures or video of a board that is moved about where several cameras see it; for each camera. Pictures of one
    /// instant are called alike in all folders, or stand at the same place in all videos. The first camera stays where it is.
    #[arg(long, value_name = "CAMERA=PATH", value_parser = camera_path,
          conflicts_with_all = ["people", "landmarks", "on_floor", "distance", "height", "refine", "only_clocks"])]
    moved: Vec<(String, PathBuf)>,
    #[command(flatten)]
    board: BoardArgs,
    /// The distance between two cameras, m; may be repeated.
    #[arg(long, value_name = "A,B=M", value_parser = distance)]
    distance: Vec<(String, String, f64)>,
    /// How far measured distances and heights may be off, mm.
    #[arg(long, value_name = "MM", default_value_t = 10.0)]
    measured_mm: f64,
    /// The height of a camera above the floor, m; may be repeated.
    #[arg(long, value_name = "CAM=M", value_parser = height)]
    height: Vec<(String, f64)>,
    /// Nothing is known of where cameras stand.
    #[arg(long)]
    unknown: bool,
    /// Clocks are right as they are.
    #[arg(long)]
    no_clocks: bool,
    /// Poses are right as they are: find clocks alone.
    #[arg(long, conflicts_with_all = ["no_clocks", "unknown", "distance", "height", "on_floor", "landmarks"], requires = "people")]
    only_clocks: bool,
    /// What of lenses to find as well.
    #[arg(long, value_enum, value_name = "WHAT")]
    refine: Option<Refine>,
    /// The rig to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What was found, as JSON on standard output.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Refine {
    /// The focal length.
    Focal,
    /// And the first two coefficients.
    Lens,
    /// The principal point alone, to about 1 % of the picture's width: where it was never measured for that camera.
    Centre,
}

fn distance(text: &str) -> Result<(String, String, f64), String> {
    let parts = text
        .split_once('=')
        .and_then(|(pair, m)| Some((pair.split_once(',')?, m)));
    match parts {
        Some(((a, b), m)) if a != b => Ok((a.trim().to_owned(), b.trim().to_owned(), metres(m)?)),
        _ => Err("write two cameras and metres, as in north,south=24.31".to_owned()),
    }
}

fn height(text: &str) -> Result<(String, f64), String> {
    match text.split_once('=') {
        Some((camera, m)) => Ok((camera.trim().to_owned(), metres(m)?)),
        None => Err("write a camera and metres, as in north=6.2".to_owned()),
    }
}

fn metres(text: &str) -> Result<f64, String> {
    let m: Option<f64> = text.trim().parse().ok();
    m.filter(|m| (0.1..10_000.0).contains(m))
        .ok_or_else(|| format!("\"{text}\" is not a length in metres"))
}

/// Runs the command.
pub fn run(args: &PosesArgs) -> Result<()> {
    let rig = rig_file::read(&args.rig).map_err(|e| anyhow!("{e}"))?;
    if !args.moved.is_empty() {
        return by_moved_board(args, &rig);
    }
    ensure!(
        args.people.is_some() || args.landmarks.is_some() || !args.on_floor.is_empty(),
        "nothing says where cameras stand: give --people, --landmarks, --on-floor, or several of them, or --moved"
    );
    ensure!(
        args.measured_mm > 0.0,
        "--measured-mm: give a positive number"
    );
    let people = args
        .people
        .as_deref()
        .map(|path| people(path, &rig))
        .transpose()?
        .unwrap_or_default();
    let mut landmarks = match &args.landmarks {
        None => Vec::new(),
        Some(path) => LandmarkFile::read(path).and_then(|file| resolve_landmarks(&file, &rig))?,
    };
    let camera = |name: &str| -> Result<usize> {
        let names = || {
            rig.cameras()
                .iter()
                .map(|c| c.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        rig.find(name).map(|(id, _)| id.index()).with_context(|| {
            format!(
                "camera \"{name}\" is not in {}, which has {}",
                args.rig.display(),
                names()
            )
        })
    };
    if !args.on_floor.is_empty() {
        ensure!(
            landmarks.is_empty(),
            "--landmarks and --on-floor each make a world: give one of them"
        );
        landmarks = board_on_floor(args, &camera)?;
    }
    let sigma_m = args.measured_mm * 1e-3;
    let mut input = ExtrinsicsInput {
        views: &people.views,
        landmarks: &landmarks,
        reference: people
            .views
            .iter()
            .map(|v| v.stamp.mid_exposure)
            .min()
            .unwrap_or_default(),
        ..ExtrinsicsInput::default()
    };
    // A recording counts from its own beginning; files that count from 0 keep their 0.
    if input.reference < Timestamp::default().plus_seconds(1e6) {
        input.reference = Timestamp::default();
    }
    for (a, b, length_m) in &args.distance {
        let cameras = [camera(a)?, camera(b)?];
        input.baselines.push(BaselineConstraint {
            cameras,
            length_m: *length_m,
            sigma_m,
        });
    }
    for (name, m) in &args.height {
        input.heights_m.push((camera(name)?, *m, sigma_m));
    }
    let mut options = ExtrinsicsOptions {
        estimate_clocks: !args.no_clocks && args.people.is_some(),
        ..ExtrinsicsOptions::default()
    };
    if args.unknown {
        options.pose_prior = PosePrior::None;
    }
    if args.only_clocks {
        options.pose_prior = PosePrior::Exact;
    }
    if let Some(refine) = args.refine {
        match refine {
            Refine::Centre => options.free_intrinsics.principal_point = true,
            Refine::Focal | Refine::Lens => options.free_intrinsics.focal = FreeFocal::Common,
        }
        options.free_intrinsics.distortion = if refine == Refine::Lens { 2 } else { 0 };
    }
    let style = ProgressStyle::with_template("{wide_bar} {percent} % {msg}")?;
    let bar = ProgressBar::new(1000).with_style(style);
    let solved = solve_extrinsics(rig.cameras(), &input, &options, &mut |what, share| {
        bar.set_position((share * 1000.0) as u64);
        bar.set_message(what.to_owned());
    });
    bar.finish_and_clear();
    let solved = solved?;
    let clocks = clocks(&rig, &solved, &people, options.estimate_clocks);
    let new = rig
        .with_cameras(solved.cameras.clone())
        .and_then(|r| r.with_clocks(clocks));
    let new = new.map_err(|e| anyhow!("what was found is no rig: {e}"))?;
    fs::write(&args.output, rig_file::to_toml(&new))
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    if args.json {
        writeln!(std::io::stdout(), "{}", as_json(&new, &solved))?;
    }
    tell(args, &rig, &new, &solved, &input)
}

fn by_moved_board(args: &PosesArgs, rig: &Rig) -> Result<()> {
    let placed = moved::placed(rig, &args.board.board()?, &args.moved)?;
    let new = rig.with_cameras(placed.cameras)?;
    fs::write(&args.output, rig_file::to_toml(&new))
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    if args.json {
        let said = serde_json::json!({ "rig": new.id().0, "rms_px": placed.rms_px });
        writeln!(std::io::stdout(), "{said}")?;
    }
    eprintln!(
        "{}: {} cameras, rig {}; corners are off by {:.2} px (rms)",
        args.output.display(),
        new.cameras().len(),
        new.id().0,
        placed.rms_px
    );
    Ok(())
}

/// The corners of a board on the floor: the origin is its first corner, x along its width, z up.
fn board_on_floor(
    args: &PosesArgs,
    camera: &dyn Fn(&str) -> Result<usize>,
) -> Result<Vec<Landmark>> {
    let board = args.board.board()?;
    let mut corners: Vec<Landmark> = Vec::new();
    for (name, path) in &args.on_floor {
        let index = camera(name)?;
        let origin = path.display();
        let picture = imgcodecs::imread(path, imgcodecs::IMREAD_COLOR)?;
        ensure!(
            !picture.empty(),
            "{origin}: no picture that OpenCV can read"
        );
        let found = board.detect(&picture, &origin.to_string())?;
        let found = found
            .with_context(|| format!("camera \"{name}\": {origin}: the board is not to be seen"))?;
        for (place, at) in found.corners {
            // Rows run down the picture of a board that faces the camera: its z points into the floor.
            let place = Vector3::new(place.x, -place.y, 0.0);
            let pixel = LandmarkPixel {
                camera: index,
                at,
                // Found to a fraction of a pixel, not picked by hand.
                sigma_px: 0.3,
            };
            match corners
                .iter_mut()
                .find(|c| c.geometry == LandmarkGeometry::Point(place))
            {
                Some(corner) => corner.pixels.push(pixel),
                None => corners.push(Landmark {
                    name: format!("board {:.3} {:.3}", place.x, place.y),
                    geometry: LandmarkGeometry::Point(place),
                    sigma_m: 0.0005,
                    pixels: vec![pixel],
                }),
            }
        }
    }
    Ok(corners)
}

fn clocks(
    rig: &Rig,
    solved: &ExtrinsicsSolution,
    people: &People,
    found: bool,
) -> Vec<CameraClock> {
    if !found {
        return rig.clocks().to_vec();
    }
    let both = |(old, new): (&CameraClock, &CameraClock)| {
        if people.put_right && !old.is_identity() {
            // Both from the same instant.
            let since_s = new.since.seconds_since(old.since);
            let old = CameraClock {
                offset_s: old.offset_s + old.drift * since_s,
                since: new.since,
                ..*old
            };
            old.compose(new)
        } else {
            *new
        }
    };
    rig.clocks().iter().zip(&solved.clocks).map(both).collect()
}

fn as_json(rig: &Rig, solved: &ExtrinsicsSolution) -> serde_json::Value {
    let camera = |i: usize| {
        let (camera, clock, agrees) = (&solved.cameras[i], &solved.clocks[i], &solved.agreement[i]);
        let centre: [f64; 3] = camera.centre().into();
        serde_json::json!({
            "name": camera.name,
            "centre_m": centre,
            "centre_sigma_mm": agrees.centre_sigma_m * 1e3,
            "turn_sigma_deg": agrees.rotation_sigma_rad.to_degrees(),
            "clock_offset_ms": clock.offset_s * 1e3,
            "clock_drift_ppm": clock.drift * 1e6,
            "clock_sigma_ms": agrees.clock_sigma_s * 1e3,
            "people_sights": agrees.people.count,
            "people_median_px": agrees.people.median_px,
            "landmark_sights": agrees.landmarks.count,
            "landmark_median_px": agrees.landmarks.median_px,
            "focal_px": camera.intrinsics.fx,
        })
    };
    serde_json::json!({
        "rig": rig.id().0,
        "cameras": (0..solved.cameras.len()).map(camera).collect::<Vec<_>>(),
        "noise": solved.noise_scale,
        "scaled": solved.has_scale,
        "levelled": solved.is_level,
    })
}

/// What was found, in words and metres.
fn tell(
    args: &PosesArgs,
    old: &Rig,
    new: &Rig,
    solved: &ExtrinsicsSolution,
    input: &ExtrinsicsInput<'_>,
) -> Result<()> {
    let mut out = std::io::stderr().lock();
    let width = solved
        .cameras
        .iter()
        .map(|c| c.name.len())
        .max()
        .unwrap_or(6)
        .max(6);
    writeln!(
        out,
        "{:width$}  {:>8} {:>8} {:>8} {:>7} {:>7} {:>10} {:>7} {:>14} {:>14}",
        "camera",
        "x m",
        "y m",
        "z m",
        "± mm",
        "± °",
        "clock ms",
        "± ms",
        "people px (n)",
        "landm. px (n)"
    )?;
    for (i, camera) in solved.cameras.iter().enumerate() {
        let (c, a, clock) = (camera.centre().0, &solved.agreement[i], &solved.clocks[i]);
        let of = |r: ResidualSummary| {
            if r.count == 0 {
                "–".to_owned()
            } else {
                format!("{:.1} ({})", r.median_px, r.count)
            }
        };
        writeln!(
            out,
            "{:width$}  {:8.3} {:8.3} {:8.3} {:7.1} {:7.3} {:10.2} {:7.2} {:>14} {:>14}",
            camera.name,
            c.x,
            c.y,
            c.z,
            a.centre_sigma_m * 1e3,
            a.rotation_sigma_rad.to_degrees(),
            clock.offset_s * 1e3,
            a.clock_sigma_s * 1e3,
            of(a.people),
            of(a.landmarks)
        )?;
    }
    let moved = solved.cameras.iter().zip(old.cameras());
    let moved = moved
        .map(|(a, b)| a.centre().distance(b.centre()))
        .fold(0.0, f64::max);
    if !args.unknown {
        writeln!(
            out,
            "the camera that moved most stands {moved:.2} m from where the rig had it"
        )?;
    }
    if !solved.has_scale {
        writeln!(
            out,
            "nothing said how large the world is: it is as large as people usually are, to some 5 %; --distance, --height or \
             --landmarks settle it"
        )?;
    }
    if !solved.is_level {
        writeln!(
            out,
            "feet did not show the floor: what is level is as the rough poses had it"
        )?;
    }
    if input.landmarks.is_empty() && args.unknown {
        writeln!(
            out,
            "the origin is below the middle of where people stood; x points nowhere in particular"
        )?;
    }
    writeln!(
        out,
        "{}: {} cameras, rig {}",
        args.output.display(),
        solved.cameras.len(),
        new.id().0
    )?;
    Ok(())
}
