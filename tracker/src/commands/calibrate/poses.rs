//! `trackside calibrate poses`: the poses and clocks of cameras.

mod report;

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, ensure};
use clap::{Args, ValueEnum};
use trackside_calibration::check::{Evidence, Verdict, check_rig};
use trackside_calibration::landmarks::LandmarkFile;
use trackside_calibration::rig_file::{self, LensFile};
use trackside_calibration::solve::extrinsics::{
    ExtrinsicsInput, ExtrinsicsOptions, ExtrinsicsSolution, PosePrior, solve_extrinsics,
};
use trackside_calibration::solve::floor_board::floor_board_landmarks;
use trackside_calibration::solve::landmarks::{Landmark, resolve_landmarks};
use trackside_calibration::solve::{BaselineConstraint, FreeFocal};
use trackside_calibration::{CameraClock, Rig};
use trackside_schema::{Timestamp, View};

use super::board_args::{BoardArgs, camera_path};
use super::board_images::require_size;
use super::board_videos::solve_board_videos;
use super::rig_views::{RigViews, read_rig_views};
use crate::capture::read_image;
use crate::commands::overwrite::Overwrite;
use crate::progress;

/// Estimate cameras' poses and clocks: from landmarks, from boards, from the athletes themselves, or from several of these.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside calibrate poses rough.toml --people game.mcap --distance north,south=24.31 -o rig.toml\n  \
                  trackside calibrate poses rig.toml --landmarks court.toml --people venue.toml -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --people case/ --no-pose-prior --height north=6.2 -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --on-floor a=a.png --on-floor b=b.png --chessboard 9x6 --square-mm 80 -o rig.toml\n  \
                  trackside calibrate poses lenses.toml --board-video a=board/a.mp4 --board-video b=board/b.mp4 --chessboard 9x6 --square-mm 80 -o rig.toml"
)]
pub struct PosesArgs {
    /// The cameras: their intrinsics and, unless `--no-pose-prior`, approximate poses (20°, 2 m).
    rig: PathBuf,
    /// Detections of people: a recording (.mcap), a venue file whose cameras have `detections`, or a case's folder.
    #[arg(long, value_name = "PATH")]
    people: Option<PathBuf>,
    /// Points and lines of known position: TOML or JSON, docs/reference/calibration.md.
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// A camera's image of a board that lies on the floor: it defines the world. May be repeated.
    #[arg(long, value_name = "CAMERA=IMAGE", value_parser = camera_path)]
    on_floor: Vec<(String, PathBuf)>,
    /// A camera's video, or folder of images, of a board that is moved in view of several cameras; for each camera. Images of one
    /// instant have the same name in all folders, or the same index in all videos. The first camera keeps its pose.
    #[arg(long, value_name = "CAMERA=PATH", value_parser = camera_path,
          conflicts_with_all = ["people", "landmarks", "on_floor", "distance", "height", "refine", "only_clocks"])]
    board_video: Vec<(String, PathBuf)>,
    #[command(flatten)]
    board: BoardArgs,
    /// The distance between two cameras, m; may be repeated.
    #[arg(long, value_name = "A,B=M", value_parser = distance)]
    distance: Vec<(String, String, f64)>,
    /// One standard deviation of measured distances and heights, mm.
    #[arg(long, value_name = "MM", default_value_t = 10.0)]
    measured_mm: f64,
    /// The height of a camera above the floor, m; may be repeated.
    #[arg(long, value_name = "CAMERA=M", value_parser = height)]
    height: Vec<(String, f64)>,
    /// The athletes' mean stature, m: it gives the scale where no length was measured [default: that of adult athletes].
    #[arg(long, value_name = "M", value_parser = stature, requires = "people")]
    stature: Option<f64>,
    /// Ignore the poses of the given rig.
    #[arg(long)]
    no_pose_prior: bool,
    /// The size of the images, px, where the file of lenses does not say it.
    #[arg(long, value_name = "WxH", value_parser = size_px)]
    size: Option<[u32; 2]>,
    /// Keep the clocks of the given rig.
    #[arg(long)]
    no_clocks: bool,
    /// Keep the poses of the given rig and estimate clocks only.
    #[arg(long, conflicts_with_all = ["no_clocks", "no_pose_prior", "distance", "height", "on_floor", "landmarks"], requires = "people")]
    only_clocks: bool,
    /// Intrinsics to estimate as well.
    #[arg(long, value_enum, value_name = "WHAT")]
    refine: Option<Refine>,
    /// How well the focal lengths that `--refine` estimates are known before, %; from 10 on they count as guesses, and others are
    /// tried too.
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = 5.0,
        requires = "refine"
    )]
    focal_percent: f64,
    /// The rig to write; it may be the given one.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write the rig even though the checks of the result refuse it.
    #[arg(long)]
    unchecked: bool,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    overwrite: Overwrite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Refine {
    /// The focal length.
    Focal,
    /// The focal length and the first two distortion coefficients.
    Lens,
    /// The principal point alone, to about 1 % of the image's width: where it was not calibrated for that camera.
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

fn size_px(text: &str) -> Result<[u32; 2], String> {
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(w, h)| Some([w.trim().parse().ok()?, h.trim().parse().ok()?]));
    parsed.ok_or_else(|| "write width and height in pixels, as in 1920x1080".to_owned())
}

fn stature(text: &str) -> Result<f64, String> {
    let m: Option<f64> = text.trim().parse().ok();
    m.filter(|m| (0.8..2.4).contains(m))
        .ok_or_else(|| format!("\"{text}\" is not a stature in metres, 0.8 to 2.4"))
}

/// Runs the command.
pub fn run(args: &PosesArgs) -> Result<()> {
    if args.rig != args.output {
        args.overwrite.check(&args.output)?;
    }
    let rig = if args.no_pose_prior || !args.board_video.is_empty() {
        let lenses = LensFile { size_px: args.size };
        rig_file::read_lenses(&args.rig, lenses)
    } else {
        rig_file::read(&args.rig)
    };
    let rig = rig.map_err(|e| anyhow!("{e}"))?;
    if args.board_video.is_empty() {
        run_extrinsics(args, &rig)
    } else {
        run_board_videos(args, &rig)
    }
}

fn run_extrinsics(args: &PosesArgs, rig: &Rig) -> Result<()> {
    ensure!(
        args.people.is_some() || args.landmarks.is_some() || !args.on_floor.is_empty(),
        "nothing determines the poses: give --people, --landmarks, --on-floor, or several of them; or --board-video"
    );
    ensure!(
        (0.01..=100.0).contains(&args.focal_percent),
        "--focal-percent: give a number from 0.01 to 100"
    );
    ensure!(
        args.measured_mm > 0.0,
        "--measured-mm: give a positive number"
    );
    let people = args.people.as_deref();
    let people = people.map(|path| read_rig_views(path, rig)).transpose()?;
    let people = people.unwrap_or_default();
    let landmarks = landmarks(args, rig)?;
    let input = input(args, rig, &people.views, &landmarks)?;
    let options = options(args);
    let bar = progress::share();
    let solution = solve_extrinsics(rig.cameras(), &input, &options, &mut |stage, share| {
        bar.set_position((share * 1000.0) as u64);
        bar.set_message(stage.to_owned());
    });
    bar.finish_and_clear();
    let solution = solution?;
    let clocks = if options.estimate_clocks {
        composed_clocks(&solution, &people.recorded_clocks)
    } else {
        rig.clocks().to_vec()
    };
    let new = rig
        .with_cameras(solution.cameras.clone())
        .and_then(|r| r.with_clocks(clocks));
    let new = new.map_err(|e| anyhow!("the result is not a valid rig: {e}"))?;
    report::print_cameras(&solution)?;
    report::print_notes(rig, &solution, &input, args.no_pose_prior)?;
    let mut doubts = solution.doubts(&input, options.pose_prior);
    if doubts.is_empty() && !people.views.is_empty() {
        doubts.extend(verify(&new, people)?);
    }
    refuse(args, &doubts)?;
    write_rig(args, &new)?;
    if args.json {
        writeln!(std::io::stdout(), "{}", report::to_json(&new, &solution))?;
    }
    eprintln!(
        "{}: {} cameras, rig {}",
        args.output.display(),
        solution.cameras.len(),
        new.id().0
    );
    Ok(())
}

/// Checks the rig by the people that it was made from, as `calibrate check` does; what is wrong with it, in sentences.
fn verify(rig: &Rig, people: RigViews) -> Result<Vec<String>> {
    let frame_sets = people.into_frame_sets(rig);
    let evidence = Evidence {
        frame_sets: &frame_sets,
        landmarks: vec![Vec::new(); rig.cameras().len()],
        field: None,
    };
    let Ok(report) = check_rig(rig, &evidence) else {
        // Too few people for a verdict.
        return Ok(Vec::new());
    };
    eprintln!("check: {}", report.summary);
    Ok(match report.verdict {
        Verdict::Wrong => report
            .diagnoses
            .into_iter()
            .map(|d| d.description)
            .collect(),
        Verdict::Good | Verdict::Usable => Vec::new(),
    })
}

/// Refuses a result against which something speaks, unless it is wanted unchecked.
fn refuse(args: &PosesArgs, doubts: &[String]) -> Result<()> {
    if doubts.is_empty() {
        return Ok(());
    }
    let list = doubts.join("\n  ");
    ensure!(
        args.unchecked,
        "the result is refused, and {} is not written:\n  {list}\nTo look at it all the same, write it with --unchecked",
        args.output.display()
    );
    eprintln!("written all the same, as --unchecked says, though:\n  {list}");
    Ok(())
}

/// Corners of a board that was shown at one time to cameras with right lenses miss by less, px.
const MAX_BOARD_RMS_PX: f64 = 3.0;

fn run_board_videos(args: &PosesArgs, rig: &Rig) -> Result<()> {
    let solution = solve_board_videos(rig, &args.board.oriented_board()?, &args.board_video)?;
    let new = rig.with_cameras(solution.cameras)?;
    let mut doubts = Vec::new();
    if solution.rms_px > MAX_BOARD_RMS_PX {
        doubts.push(format!(
            "corners miss by {:.1} px (rms): the cameras did not show the board at the same times (another start, another rate, \
             a clock that runs off), it moved too fast, or a lens is wrong; hold it still at each place, and film a clap that \
             all cameras see to start from",
            solution.rms_px
        ));
    }
    refuse(args, &doubts)?;
    write_rig(args, &new)?;
    if args.json {
        let json = serde_json::json!({ "rig": new.id().0, "rms_px": solution.rms_px });
        writeln!(std::io::stdout(), "{json}")?;
    }
    eprintln!(
        "{}: {} cameras, rig {}; reprojection error {:.2} px (rms)",
        args.output.display(),
        new.cameras().len(),
        new.id().0,
        solution.rms_px
    );
    Ok(())
}

fn write_rig(args: &PosesArgs, rig: &Rig) -> Result<()> {
    fs::write(&args.output, rig_file::to_toml(rig))
        .with_context(|| format!("{}: cannot be written", args.output.display()))
}

/// The index of a camera that an option names.
fn camera_index(args: &PosesArgs, rig: &Rig, name: &str) -> Result<usize> {
    rig.find(name).map(|(id, _)| id.index()).with_context(|| {
        let known: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
        format!(
            "camera \"{name}\" is not in {}, which has {}",
            args.rig.display(),
            known.join(", ")
        )
    })
}

fn landmarks(args: &PosesArgs, rig: &Rig) -> Result<Vec<Landmark>> {
    let landmarks = match &args.landmarks {
        None => Vec::new(),
        Some(path) => LandmarkFile::read(path).and_then(|file| resolve_landmarks(&file, rig))?,
    };
    if args.on_floor.is_empty() {
        return Ok(landmarks);
    }
    ensure!(
        landmarks.is_empty(),
        "--landmarks and --on-floor each define a world: give one of them"
    );
    let board = args.board.oriented_board()?;
    let mut detections = Vec::new();
    for (name, path) in &args.on_floor {
        let camera = camera_index(args, rig, name)?;
        let origin = path.display();
        let image = read_image(path)?;
        require_size(&rig.cameras()[camera], &image, &origin.to_string())?;
        let found = board.detect(&image, &origin.to_string())?;
        let found = found
            .with_context(|| format!("camera \"{name}\": {origin}: the board is not visible"))?;
        detections.push((camera, found));
    }
    Ok(floor_board_landmarks(detections))
}

fn input<'a>(
    args: &PosesArgs,
    rig: &Rig,
    views: &'a [View],
    landmarks: &'a [Landmark],
) -> Result<ExtrinsicsInput<'a>> {
    let sigma_m = args.measured_mm * 1e-3;
    let mut input = ExtrinsicsInput {
        views,
        landmarks,
        reference: reference_time(views),
        ..ExtrinsicsInput::default()
    };
    for (a, b, length_m) in &args.distance {
        let cameras = [camera_index(args, rig, a)?, camera_index(args, rig, b)?];
        input.baselines.push(BaselineConstraint {
            cameras,
            length_m: *length_m,
            sigma_m,
        });
    }
    for (name, m) in &args.height {
        let camera = camera_index(args, rig, name)?;
        input.heights_m.push((camera, *m, sigma_m));
    }
    Ok(input)
}

/// The time from which clocks are described: the first view's, but 0 in files whose time starts near 0.
fn reference_time(views: &[View]) -> Timestamp {
    let first = views.iter().map(|v| v.stamp.mid_exposure).min();
    let first = first.unwrap_or_default();
    if first < Timestamp::default().plus_seconds(1e6) {
        Timestamp::default()
    } else {
        first
    }
}

fn options(args: &PosesArgs) -> ExtrinsicsOptions {
    let mut options = ExtrinsicsOptions {
        estimate_clocks: !args.no_clocks && args.people.is_some(),
        stature_m: args.stature,
        focal_relative_sigma: 0.01 * args.focal_percent,
        ..ExtrinsicsOptions::default()
    };
    if args.no_pose_prior {
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
    options
}

/// The estimated clocks, composed with those that had already corrected a recording's views.
fn composed_clocks(solution: &ExtrinsicsSolution, recorded: &[CameraClock]) -> Vec<CameraClock> {
    let compose = |(i, new): (usize, &CameraClock)| match recorded.get(i) {
        Some(old) if !old.is_identity() => old.rebase(new.since).compose(new),
        _ => *new,
    };
    solution.clocks.iter().enumerate().map(compose).collect()
}
