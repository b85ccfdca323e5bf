//! The lenses of cameras that were imported from videos: from boards, else guessed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use nalgebra::Isometry3;
use trackside_calibration::solve::board::Board;
use trackside_calibration::{Camera, Distortion};

use super::super::size;
use crate::commands::calibrate::calibrate_from_board;
use crate::lens_guess::guess_lens;
use crate::video_folder::{camera_of_board, find_cameras};
use crate::video_probe::RecordingProbe;

/// The most images of a board that are used.
const BOARD_IMAGES: usize = 30;

/// Where a lens comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum LensBasis {
    /// Images of a board.
    Board {
        /// The images, or the video.
        path: PathBuf,
        /// What residuals were left, px rms.
        rms_px: f64,
        /// How the videos' images came to have another size, and why that is thought.
        size: Option<(&'static str, String)>,
    },
    /// The size of the images alone.
    Guessed,
}

/// The files or folders of boards, by the name of their camera.
pub(super) fn find_boards(
    folder: &Path,
    names: &[&str],
    notes: &mut Vec<String>,
) -> Result<Vec<(String, PathBuf)>> {
    let (found, more) = find_cameras(folder).context("--boards")?;
    notes.extend(more);
    let mut boards: Vec<(String, PathBuf)> = Vec::new();
    for board in found {
        ensure!(
            board.files.len() == 1,
            "{}: several videos of a board: one is used for each camera, or a folder of images",
            board.files[0].display()
        );
        let path = board.files[0].clone();
        let Some(name) = camera_of_board(&board.name, names) else {
            notes.push(format!("{}: of no camera: not used", path.display()));
            continue;
        };
        if let Some((_, other)) = boards.iter().find(|b| b.0 == name) {
            anyhow::bail!(
                "{} and {} are both boards of camera \"{name}\": name them like the cameras",
                other.display(),
                path.display()
            );
        }
        boards.push((name.to_owned(), path));
    }
    for name in names.iter().filter(|n| !boards.iter().any(|b| b.0 == **n)) {
        notes.push(format!(
            "camera \"{name}\": there is no board of it in {}: its lens is guessed",
            folder.display()
        ));
    }
    Ok(boards)
}

/// The lens from images of a board. The camera has their size; where the videos have another, how it came about.
pub(super) fn from_board(
    board: &Board,
    name: &str,
    path: &Path,
    probe: &RecordingProbe,
) -> Result<(Camera, LensBasis)> {
    let (camera, rms_px) = calibrate_from_board(board, name, path, BOARD_IMAGES)?;
    let size = match camera.size_px == probe.size_px {
        true => None,
        false => {
            let of = || {
                format!(
                    "camera \"{name}\": the board in {} was filmed at another size than {}: film it as the games are filmed",
                    path.display(),
                    probe.files[0].display()
                )
            };
            let image = size::probe(&probe.files[0])?;
            Some(size::size_policy(&image, camera.size_px, None).with_context(of)?)
        }
    };
    let basis = LensBasis::Board {
        path: path.to_owned(),
        rms_px,
        size: size.map(|(how, why)| (how.word(), why)),
    };
    Ok((camera, basis))
}

/// A lens that is guessed.
pub(super) fn guessed(name: &str, size_px: [u32; 2]) -> (Camera, LensBasis) {
    let camera = Camera {
        name: name.to_owned(),
        size_px,
        intrinsics: guess_lens(size_px),
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world: Isometry3::identity(),
    };
    (camera, LensBasis::Guessed)
}
