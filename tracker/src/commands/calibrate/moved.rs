//! `trackside calibrate poses --moved`: cameras placed by a board that is moved about in front of several of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use opencv::prelude::*;
use trackside_calibration::Rig;
use trackside_calibration::solve::board::{Board, BoardInstant};
use trackside_calibration::solve::multi_camera_board::{BoardExtrinsics, solve_board_extrinsics};

use super::intrinsics::Pictures;

/// Places the rig's cameras by pictures of a moved board; the first camera stays where the rig has it. Pictures of one instant
/// are called alike in all folders, or are at the same place in all videos.
pub fn placed(rig: &Rig, board: &Board, sources: &[(String, PathBuf)]) -> Result<BoardExtrinsics> {
    let mut by_name: BTreeMap<String, BoardInstant> = BTreeMap::new();
    for (name, path) in sources {
        let (id, camera) = rig
            .find(name)
            .with_context(|| format!("camera \"{name}\" is not in the rig"))?;
        let mut pictures = Pictures::open(path)?;
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} pictures of {msg}")?;
        let bar = ProgressBar::new(pictures.count())
            .with_style(style)
            .with_message(name.clone());
        while let Some((what, picture)) = pictures.next()? {
            let size = [picture.cols() as u32, picture.rows() as u32];
            ensure!(
                size == camera.size_px,
                "camera \"{name}\": {what} is {}×{} px, its lens was calibrated for {}×{}",
                size[0],
                size[1],
                camera.size_px[0],
                camera.size_px[1]
            );
            bar.inc(1);
            let Some(view) = board.detect(&picture, &what)? else {
                continue;
            };
            let called = Path::new(&what).file_stem();
            let called = called.map_or(what.clone(), |s| s.to_string_lossy().into_owned());
            by_name.entry(called).or_default().push((id.index(), view));
        }
        bar.finish_and_clear();
    }
    let instants: Vec<BoardInstant> = by_name.into_values().filter(|i| i.len() > 1).collect();
    ensure!(
        !instants.is_empty(),
        "no two cameras show the board at one instant: pictures of one instant must be called alike in all folders, or stand \
         at the same place in all videos"
    );
    Ok(solve_board_extrinsics(rig.cameras(), &instants)?)
}
