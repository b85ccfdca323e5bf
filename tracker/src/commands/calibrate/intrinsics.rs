//! `trackside calibrate intrinsics`: pinhole and lens, from pictures of a board.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use opencv::core::{Mat, Point, Scalar, Vector};
use opencv::prelude::*;
use opencv::videoio::{self, VideoCapture};
use opencv::{imgcodecs, imgproc};
use trackside_calibration::solve::board::{Board, BoardDetection, select_views};
use trackside_calibration::solve::intrinsics::{
    IntrinsicsFit, ModelScore, calibrate_intrinsics, coverage,
};
use trackside_calibration::{Camera, Distortion, Rig, rig_file};

use super::board_args::{BoardArgs, camera_path};

/// Find a camera's pinhole and lens from pictures or a video of a board that is moved about.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside calibrate intrinsics --chessboard 4x7 --square-mm 60 cam_01=int_cam01 cam_02=int_cam02 -o rig.toml\n  \
                  trackside calibrate intrinsics --charuco 8x6 --square-mm 40 --marker-mm 30 --dictionary 4X4_50 north=board.mp4 \\\n    \
                  --rig rig.toml --coverage pictures/ -o rig.toml"
)]
pub struct IntrinsicsArgs {
    /// A camera and its pictures: a folder of pictures, or a video. May be repeated.
    #[arg(value_name = "CAMERA=PATH", required = true, value_parser = camera_path)]
    cameras: Vec<(String, PathBuf)>,
    #[command(flatten)]
    board: BoardArgs,
    /// As many pictures as this are used, the sharpest and most different.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pictures: usize,
    /// A rig whose cameras get these pinholes and lenses and stay where they stand; new cameras are added.
    #[arg(long, value_name = "FILE")]
    rig: Option<PathBuf>,
    /// A folder for a picture a camera of where the corners were, and how far off each is, 20 times as far.
    #[arg(long, value_name = "DIR")]
    coverage: Option<PathBuf>,
    /// The rig to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What was found, as JSON on standard output, one object a camera.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &IntrinsicsArgs) -> Result<()> {
    let board = args.board.board()?;
    ensure!(args.pictures >= 3, "--pictures: 3 at least");
    let old = args
        .rig
        .as_deref()
        .map(rig_file::read)
        .transpose()
        .map_err(|e| anyhow!("{e}"))?;
    let mut cameras: Vec<Camera> = old.as_ref().map_or_else(Vec::new, |r| r.cameras().to_vec());
    for (name, path) in &args.cameras {
        let (views, size_px, seen) = look(&board, name, path)?;
        let found = views.len();
        let views = select_views(views, size_px, args.pictures);
        let (fitted, tried) = calibrate_intrinsics(name, size_px, &views, None)
            .with_context(|| path.display().to_string())?;
        tell(name, &fitted, &tried, &views, [seen, found], size_px)?;
        if args.json {
            writeln!(std::io::stdout(), "{}", as_json(&fitted, &tried, &views))?;
        }
        if let Some(folder) = &args.coverage {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            draw(
                &fitted,
                &views,
                size_px,
                &folder.join(format!("{name}.png")),
            )?;
        }
        match cameras.iter_mut().find(|c| c.name == *name) {
            Some(camera) => {
                camera.size_px = size_px;
                camera.intrinsics = fitted.camera.intrinsics;
                camera.distortion = fitted.camera.distortion;
            }
            None => cameras.push(fitted.camera),
        }
    }
    let rig = match &old {
        Some(old) => old.with_cameras(cameras),
        None => Rig::new(cameras),
    };
    let rig = rig.map_err(|e| anyhow!("what was found is no rig: {e}"))?;
    fs::write(&args.output, rig_file::to_toml(&rig))
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    let next = if old.is_some() {
        ""
    } else {
        "; where cameras stand is still to be found: trackside calibrate poses"
    };
    eprintln!(
        "{}: {} cameras{next}",
        args.output.display(),
        rig.cameras().len()
    );
    Ok(())
}

/// Every picture in which the board is, their size, and how many were looked at.
fn look(board: &Board, name: &str, path: &Path) -> Result<(Vec<BoardDetection>, [u32; 2], usize)> {
    let mut pictures = Pictures::open(path)?;
    let style =
        ProgressStyle::with_template("{wide_bar} {pos}/{len} pictures of {msg}, {eta} left")?;
    let bar = ProgressBar::new(pictures.count())
        .with_style(style)
        .with_message(name.to_owned());
    let (mut views, mut size_px, mut seen) = (Vec::new(), None, 0);
    while let Some((what, picture)) = pictures.next()? {
        let size = [picture.cols() as u32, picture.rows() as u32];
        let first = *size_px.get_or_insert(size);
        ensure!(
            first == size,
            "camera \"{name}\": {what} is {}×{} px, those before are {}×{}: use pictures of one size",
            size[0],
            size[1],
            first[0],
            first[1]
        );
        views.extend(board.detect(&picture, &what)?);
        seen += 1;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let size_px = size_px.with_context(|| {
        format!(
            "camera \"{name}\": {}: there is no picture in it",
            path.display()
        )
    })?;
    Ok((views, size_px, seen))
}

/// The pictures of a folder or a video, one by one.
pub(super) enum Pictures {
    Folder(Vec<PathBuf>),
    Video {
        video: VideoCapture,
        every: u64,
        at: u64,
        count: u64,
    },
}

impl Pictures {
    /// Of a video about five pictures a second, 400 at most: neighbours show the same.
    pub fn open(path: &Path) -> Result<Pictures> {
        if path.is_dir() {
            let read = fs::read_dir(path).with_context(|| path.display().to_string())?;
            let mut files: Vec<PathBuf> = read.filter_map(|e| e.ok().map(|e| e.path())).collect();
            let known = ["png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp"];
            files.retain(|f| {
                f.extension()
                    .is_some_and(|e| known.iter().any(|k| e.eq_ignore_ascii_case(k)))
            });
            files.sort();
            // The last is taken first.
            files.reverse();
            return Ok(Pictures::Folder(files));
        }
        ensure!(
            path.exists(),
            "{}: there is no such file or folder",
            path.display()
        );
        let video = VideoCapture::from_file(path, videoio::CAP_ANY)?;
        ensure!(
            video.is_opened()?,
            "{}: no video that OpenCV can read",
            path.display()
        );
        let count = video.get(videoio::CAP_PROP_FRAME_COUNT)?.max(1.0) as u64;
        let rate = video.get(videoio::CAP_PROP_FPS)?.clamp(5.0, 1000.0);
        let every = ((rate / 5.0) as u64).max(count.div_ceil(400)).max(1);
        Ok(Pictures::Video {
            video,
            every,
            at: 0,
            count,
        })
    }

    pub fn count(&self) -> u64 {
        match self {
            Pictures::Folder(files) => files.len() as u64,
            Pictures::Video { every, count, .. } => count.div_ceil(*every),
        }
    }

    /// The next one and what it is called.
    pub fn next(&mut self) -> Result<Option<(String, Mat)>> {
        match self {
            Pictures::Folder(files) => {
                let Some(file) = files.pop() else {
                    return Ok(None);
                };
                let name = file.display().to_string();
                let picture = imgcodecs::imread(&file, imgcodecs::IMREAD_COLOR)?;
                ensure!(!picture.empty(), "{name}: no picture that OpenCV can read");
                Ok(Some((name, picture)))
            }
            Pictures::Video {
                video, every, at, ..
            } => {
                let mut picture = Mat::default();
                loop {
                    let mine = (*at).is_multiple_of(*every);
                    let there = if mine {
                        video.read(&mut picture)?
                    } else {
                        video.grab()?
                    };
                    if !there {
                        return Ok(None);
                    }
                    *at += 1;
                    if mine {
                        return Ok(Some((format!("picture {}", *at - 1), picture)));
                    }
                }
            }
        }
    }
}

fn coefficients(distortion: &Distortion) -> &[f64] {
    match distortion {
        Distortion::BrownConrady(k) => k,
        Distortion::Fisheye(k) => k,
    }
}

fn tell(
    name: &str,
    found: &IntrinsicsFit,
    tried: &[ModelScore],
    views: &[BoardDetection],
    [seen, with_board]: [usize; 2],
    size_px: [u32; 2],
) -> Result<()> {
    let mut out = std::io::stderr().lock();
    let k = &found.camera.intrinsics;
    let s = &found.sigma;
    let (covered, out_to) = coverage(size_px, views);
    writeln!(
        out,
        "camera \"{name}\": board in {with_board} of {seen} pictures, {} used; {} by {} px",
        views.len(),
        size_px[0],
        size_px[1]
    )?;
    writeln!(
        out,
        "  focal length {:.1} ± {:.1} px, {:.1} ± {:.1} px; principal point {:.1} ± {:.1}, {:.1} ± {:.1} px",
        k.fx, s[0], k.fy, s[1], k.cx, s[2], k.cy, s[3]
    )?;
    let lens = coefficients(&found.camera.distortion).iter().zip(&s[4..]);
    let lens: Vec<_> = lens
        .filter(|(_, s)| **s > 0.0)
        .map(|(k, s)| format!("{k:.4} ± {s:.4}"))
        .collect();
    writeln!(
        out,
        "  lens: {}{}",
        found.model.describe(),
        if lens.is_empty() {
            String::new()
        } else {
            format!(": {}", lens.join(", "))
        }
    )?;
    writeln!(
        out,
        "  corners are off by {:.2} px (rms), in pictures held out by {:.2} px",
        found.rms_px, found.held_out_px
    )?;
    for t in tried.iter().filter(|t| t.model != found.model) {
        writeln!(
            out,
            "    {:<48} {:.3} px, held out {:.3} px",
            t.model.describe(),
            t.rms_px,
            t.held_out_px
        )?;
    }
    writeln!(
        out,
        "  corners cover {:.0} % of the picture, out to {:.0} % of the way to its corners",
        covered * 100.0,
        out_to * 100.0
    )?;
    if covered < 0.5 || out_to < 0.75 {
        writeln!(
            out,
            "  the lens is not known where no board was: hold it into the edges and corners of the picture, too"
        )?;
    }
    Ok(())
}

fn as_json(
    found: &IntrinsicsFit,
    tried: &[ModelScore],
    views: &[BoardDetection],
) -> serde_json::Value {
    let k = &found.camera.intrinsics;
    let (covered, out_to) = coverage(found.camera.size_px, views);
    let tried = tried.iter().map(|t| {
        serde_json::json!({
            "model": t.model.describe(), "rms_px": t.rms_px, "held_out_px": t.held_out_px, "aic": t.aic,
        })
    });
    serde_json::json!({
        "camera": found.camera.name,
        "size_px": found.camera.size_px,
        "model": found.model.describe(),
        "focal_px": [k.fx, k.fy],
        "principal_point_px": [k.cx, k.cy],
        "distortion": coefficients(&found.camera.distortion),
        "sigma": { "focal_px": [found.sigma[0], found.sigma[1]], "principal_point_px": [found.sigma[2], found.sigma[3]],
                   "distortion": found.sigma[4..] },
        "rms_px": found.rms_px,
        "held_out_px": found.held_out_px,
        "pictures": views.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(),
        "coverage": covered,
        "reach": out_to,
        "tried": tried.collect::<Vec<_>>(),
    })
}

/// Corners where they were, green to red by how far off they are, with the way that they are off drawn 20 times as long.
fn draw(
    found: &IntrinsicsFit,
    views: &[BoardDetection],
    size_px: [u32; 2],
    path: &Path,
) -> Result<()> {
    const LONGER: f64 = 20.0;
    let [w, h] = size_px.map(|v| v as i32);
    let mut picture =
        Mat::new_rows_cols_with_default(h, w, opencv::core::CV_8UC3, Scalar::all(32.0))?;
    let wide = (w.max(h) / 600).max(1);
    for (view, residuals) in views.iter().zip(&found.residuals) {
        for ((_, at), off) in view.corners.iter().zip(residuals) {
            let bad = (off.norm() / (3.0 * found.rms_px.max(1e-3))).min(1.0);
            let colour = Scalar::new(60.0, 220.0 * (1.0 - bad), 255.0 * bad, 0.0);
            let point = |x: f64, y: f64| Point::new(x.round() as i32, y.round() as i32);
            let from = point(at.x, at.y);
            let to = point(
                at.x + LONGER * off.x.clamp(-50.0, 50.0),
                at.y + LONGER * off.y.clamp(-50.0, 50.0),
            );
            imgproc::line(&mut picture, from, to, colour, wide, imgproc::LINE_AA, 0)?;
            imgproc::circle(
                &mut picture,
                from,
                2 * wide,
                colour,
                imgproc::FILLED,
                imgproc::LINE_AA,
                0,
            )?;
        }
    }
    let written = imgcodecs::imwrite(path, &picture, &Vector::new())?;
    ensure!(written, "{}: cannot be written", path.display());
    Ok(())
}
