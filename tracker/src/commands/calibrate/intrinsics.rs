//! `trackside calibrate intrinsics`: focal length, principal point and distortion from images of a board.

mod coverage_image;
mod report;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use trackside_calibration::solve::board::{Board, select_views};
use trackside_calibration::solve::intrinsics::calibrate_intrinsics;
use trackside_calibration::{Camera, Rig, rig_file};

use self::report::CameraResult;
use super::board_args::{BoardArgs, camera_path};
use super::board_images::detect_board;
use crate::commands::overwrite::Overwrite;

/// Estimate cameras' focal lengths, principal points and distortion from images or a video of a board that is moved about.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside calibrate intrinsics --chessboard 4x7 --square-mm 60 cam_01=int_cam01 cam_02=int_cam02 -o rig.toml\n  \
                  trackside calibrate intrinsics --charuco 8x6 --square-mm 40 --marker-mm 30 --dictionary 4X4_50 north=board.mp4 \\\n    \
                  --rig rig.toml --coverage coverage/ -o rig.toml"
)]
pub struct IntrinsicsArgs {
    /// A camera and its images: a folder of images, or a video. May be repeated.
    #[arg(value_name = "CAMERA=PATH", required = true, value_parser = camera_path)]
    cameras: Vec<(String, PathBuf)>,
    #[command(flatten)]
    board: BoardArgs,
    /// The most images of a camera that are used: the sharpest and most different ones.
    #[arg(long, value_name = "N", default_value_t = 30)]
    images: usize,
    /// A rig whose cameras get these intrinsics and keep their poses; new cameras are added.
    #[arg(long, value_name = "FILE")]
    rig: Option<PathBuf>,
    /// A folder for one image a camera of all corners and their residuals, drawn 20 times as long.
    #[arg(long, value_name = "DIR")]
    coverage: Option<PathBuf>,
    /// The rig to write; it may be that of `--rig`.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Print the results as JSON, one object a camera.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    overwrite: Overwrite,
}

/// Runs the command.
pub fn run(args: &IntrinsicsArgs) -> Result<()> {
    let board = args.board.board()?;
    if args.rig.as_ref() != Some(&args.output) {
        args.overwrite.check(&args.output)?;
    }
    ensure!(args.images >= 3, "--images: at least 3");
    let old = args
        .rig
        .as_deref()
        .map(rig_file::read)
        .transpose()
        .map_err(|e| anyhow!("{e}"))?;
    let mut cameras: Vec<Camera> = old.as_ref().map_or_else(Vec::new, |r| r.cameras().to_vec());
    let mut refused = Vec::new();
    for (name, path) in &args.cameras {
        let calibrated = match calibrate(args, &board, name, path) {
            Ok(calibrated) => calibrated,
            Err(error) => {
                eprintln!("{error:#}");
                refused.push(format!("\"{name}\""));
                continue;
            }
        };
        match cameras.iter_mut().find(|c| c.name == *name) {
            Some(camera) => {
                camera.size_px = calibrated.size_px;
                camera.intrinsics = calibrated.intrinsics;
                camera.distortion = calibrated.distortion;
            }
            None => cameras.push(calibrated),
        }
    }
    ensure!(
        refused.len() < args.cameras.len(),
        "no camera could be calibrated; {} is not written",
        args.output.display()
    );
    let rig = match &old {
        Some(old) => old.with_cameras(cameras),
        None => Rig::new(cameras),
    };
    let rig = rig.map_err(|e| anyhow!("the result is not a valid rig: {e}"))?;
    fs::write(&args.output, rig_file::to_toml(&rig))
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    let next = if old.is_some() {
        ""
    } else {
        "; their poses are still unknown: trackside calibrate poses"
    };
    eprintln!(
        "{}: {} cameras{next}",
        args.output.display(),
        rig.cameras().len()
    );
    ensure!(
        refused.is_empty(),
        "camera {} could not be calibrated, for the reasons above; the others are written",
        refused.join(", ")
    );
    Ok(())
}

/// The lens of one camera from images of a board, at most `images` of them, and the residuals, px rms. Its pose says nothing.
///
/// # Errors
/// Images that cannot be read, or do not determine the lens; the camera and the file are named.
pub fn calibrate_from_board(
    board: &Board,
    name: &str,
    path: &Path,
    images: usize,
) -> Result<(Camera, f64)> {
    let found = detect_board(board, name, path, None)?;
    let views = select_views(found.detections, found.size_px, images);
    let (fit, _) = calibrate_intrinsics(name, found.size_px, &views, None)
        .with_context(|| path.display().to_string())?;
    Ok((fit.camera, fit.rms_px))
}

/// Calibrates one camera and prints the result.
fn calibrate(args: &IntrinsicsArgs, board: &Board, name: &str, path: &Path) -> Result<Camera> {
    let found = detect_board(board, name, path, None)?;
    let detected_count = found.detections.len();
    let views = select_views(found.detections, found.size_px, args.images);
    let (fit, models) = calibrate_intrinsics(name, found.size_px, &views, None)
        .with_context(|| path.display().to_string())?;
    let result = CameraResult {
        fit: &fit,
        models: &models,
        views: &views,
        image_count: found.image_count,
        detected_count,
    };
    result.print()?;
    if args.json {
        writeln!(std::io::stdout(), "{}", result.to_json())?;
    }
    if let Some(folder) = &args.coverage {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        coverage_image::write(&fit, &views, &folder.join(format!("{name}.png")))?;
    }
    Ok(fit.camera)
}
