//! `trackside calibrate poses --board-video`: poses from a board that is moved in view of several cameras.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use trackside_calibration::Rig;
use trackside_calibration::solve::board::{Board, BoardInstant};
use trackside_calibration::solve::multi_camera_board::{BoardExtrinsics, solve_board_extrinsics};

use super::board_images::detect_board;

/// Estimates the poses of the rig's cameras from the names and paths of `sources`; the first camera keeps its pose. Images of one
/// instant have the same name in all folders, or the same index in all videos.
pub fn solve_board_videos(
    rig: &Rig,
    board: &Board,
    sources: &[(String, PathBuf)],
) -> Result<BoardExtrinsics> {
    let mut by_image: BTreeMap<String, BoardInstant> = BTreeMap::new();
    for (name, path) in sources {
        let (id, camera) = rig
            .find(name)
            .with_context(|| format!("camera \"{name}\" is not in the rig"))?;
        let found = detect_board(board, name, path, Some(camera.size_px))?;
        for detection in found.detections {
            let image = Path::new(&detection.name).file_stem();
            let image = image.map_or(detection.name.clone(), |s| s.to_string_lossy().into_owned());
            let instant = by_image.entry(image).or_default();
            instant.push((id.index(), detection));
        }
    }
    let instants: Vec<BoardInstant> = by_image.into_values().filter(|i| i.len() > 1).collect();
    ensure!(
        !instants.is_empty(),
        "no two cameras show the board at one instant: images of one instant must have the same name in all folders, or the same \
         index in all videos"
    );
    Ok(solve_board_extrinsics(rig.cameras(), &instants)?)
}
