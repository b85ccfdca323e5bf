//! `trackside calibrate poses --board-video`: poses from a board that is moved in view of several cameras.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use trackside_calibration::Rig;
use trackside_calibration::solve::board::{Board, BoardInstant};
use trackside_calibration::solve::multi_camera_board::{BoardExtrinsics, solve_board_extrinsics};

use super::board_images::detect_board;

/// Images of videos are of one instant when their times differ by no more, s: half the interval of 50 Hz.
const MAX_TIME_DIFFERENCE_S: f64 = 0.0101;

/// Estimates the poses of the rig's cameras from the names and paths of `sources`; the first camera keeps its pose. Images of one
/// instant have the same name in all folders, or the same time since the start in all videos, whatever their rates.
pub fn solve_board_videos(
    rig: &Rig,
    board: &Board,
    sources: &[(String, PathBuf)],
) -> Result<BoardExtrinsics> {
    let mut by_image: BTreeMap<String, BoardInstant> = BTreeMap::new();
    let mut by_time: Vec<(f64, BoardInstant)> = Vec::new();
    for (name, path) in sources {
        let (id, camera) = rig
            .find(name)
            .with_context(|| format!("camera \"{name}\" is not in the rig"))?;
        let found = detect_board(board, name, path, Some(camera.size_px))?;
        ensure!(
            !found.detections.is_empty(),
            "camera \"{name}\": {}: the board is visible in none of its {} images",
            path.display(),
            found.image_count
        );
        for (detection, time_s) in found.detections.into_iter().zip(found.times_s) {
            match time_s {
                Some(time_s) => instant_at(&mut by_time, time_s).push((id.index(), detection)),
                None => {
                    let image = Path::new(&detection.name).file_stem();
                    let image =
                        image.map_or(detection.name.clone(), |s| s.to_string_lossy().into_owned());
                    let instant = by_image.entry(image).or_default();
                    instant.push((id.index(), detection));
                }
            }
        }
    }
    ensure!(
        by_image.is_empty() || by_time.is_empty(),
        "folders of images have names and videos have times: give videos for all cameras, or folders for all"
    );
    let all = by_image.into_values();
    let all = all.chain(by_time.into_iter().map(|(_, instant)| instant));
    let instants: Vec<BoardInstant> = all.filter(|i| i.len() > 1).collect();
    ensure!(
        !instants.is_empty(),
        "no two cameras show the board at one instant: images of one instant must have the same name in all folders, or the same \
         time since the start in all videos"
    );
    Ok(solve_board_extrinsics(rig.cameras(), &instants)?)
}

/// The instant of this time, a new one where there is none.
fn instant_at(all: &mut Vec<(f64, BoardInstant)>, time_s: f64) -> &mut BoardInstant {
    let known = all
        .iter()
        .position(|(t, _)| (t - time_s).abs() <= MAX_TIME_DIFFERENCE_S);
    let index = known.unwrap_or_else(|| {
        all.push((time_s, BoardInstant::default()));
        all.len() - 1
    });
    &mut all[index].1
}
