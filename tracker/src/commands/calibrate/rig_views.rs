//! The views of a case, a recording or a venue, by the cameras of a rig.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use trackside_calibration::check::group_views;
use trackside_calibration::{CameraClock, Rig};
use trackside_evaluation::case::{Case, read_views};
use trackside_recording::Recording;
use trackside_schema::{FrameSet, Timestamp, View};

use crate::venue::Venue;

/// Views by the ids of a rig.
#[derive(Default)]
pub struct RigViews {
    /// Camera by camera.
    pub views: Vec<View>,
    /// By camera: the clocks of a recording's rig, which had corrected its stamps. Empty: the stamps are the cameras' own.
    pub recorded_clocks: Vec<CameraClock>,
}

impl RigViews {
    /// The frame sets of the views, in the time of `rig`, whose clocks may be others than those of a recording.
    pub fn into_frame_sets(mut self, rig: &Rig) -> Vec<FrameSet> {
        for view in &mut self.views {
            let stamp = &mut view.stamp.mid_exposure;
            let clock = rig.clock(view.camera);
            match self.recorded_clocks.get(view.camera.index()) {
                Some(recorded) if *recorded == clock => {}
                Some(recorded) => *stamp = clock.rig_time(recorded.camera_time(*stamp)),
                None => *stamp = clock.rig_time(*stamp),
            }
        }
        group_views(self.views, rig.cameras().len())
    }
}

/// Reads the views of a case's folder, a recording or a venue file. Views of cameras that the rig does not have are skipped and
/// reported.
///
/// # Errors
/// A file that cannot be read; a venue without detections; no camera of the rig.
pub fn read_rig_views(path: &Path, rig: &Rig) -> Result<RigViews> {
    let mut by_name = ViewsByName {
        rig,
        views: Vec::new(),
        unknown: BTreeSet::new(),
    };
    let mut recorded_clocks = Vec::new();
    if path.is_dir() {
        // The case may have another rig, so cameras are matched by name.
        let case = Case::load(path)?;
        for view in case.views()? {
            if let Some(camera) = case.rig.camera(view.camera) {
                by_name.push(&camera.name, view);
            }
        }
    } else if path.extension().is_some_and(|e| e == "mcap") {
        let recording = Recording::open(path)?;
        recorded_clocks = clocks_by_name(recording.rig(), rig);
        for view in recording.views()? {
            let (name, view) = view?;
            by_name.push(&name, view);
        }
    } else {
        read_venue_detections(&Venue::load(path)?, path, &mut by_name)?;
    }
    let ViewsByName { views, unknown, .. } = by_name;
    report_unknown_cameras(path, rig, &unknown, !views.is_empty())?;
    Ok(RigViews {
        views,
        recorded_clocks,
    })
}

/// The clocks of a recording's rig, by the cameras of `rig`. A camera that the recording does not have has no views either.
fn clocks_by_name(recorded: &Rig, rig: &Rig) -> Vec<CameraClock> {
    let clock = |name: &str| recorded.find(name).map(|(id, _)| recorded.clock(id));
    (rig.cameras().iter())
        .map(|camera| clock(&camera.name).unwrap_or_default())
        .collect()
}

fn read_venue_detections(venue: &Venue, path: &Path, by_name: &mut ViewsByName<'_>) -> Result<()> {
    let Some(joint_set) = &venue.joint_set else {
        bail!(
            "{}: has no `joint_set`, so its cameras have no detections",
            path.display()
        );
    };
    let start_s = venue.start.seconds_since(Timestamp::default());
    for camera in &venue.cameras {
        let (Some(file), Some(calibrated)) = (&camera.detections, venue.rig.camera(camera.id))
        else {
            continue;
        };
        for mut view in read_views(file, camera.id, calibrated, joint_set)? {
            let stamp = &mut view.stamp.mid_exposure;
            *stamp = stamp.plus_seconds(start_s + camera.offset_s);
            by_name.push(&camera.name, view);
        }
    }
    Ok(())
}

/// Views by the ids of a rig, and the names of cameras that it does not have.
struct ViewsByName<'r> {
    rig: &'r Rig,
    views: Vec<View>,
    unknown: BTreeSet<String>,
}

impl ViewsByName<'_> {
    fn push(&mut self, name: &str, view: View) {
        match self.rig.find(name) {
            Some((camera, _)) => self.views.push(View { camera, ..view }),
            None if self.unknown.contains(name) => {}
            None => {
                self.unknown.insert(name.to_owned());
            }
        }
    }
}

/// Reports the cameras of `path` that the rig does not have, if there are any.
///
/// # Errors
/// There is no other camera.
pub fn report_unknown_cameras(
    path: &Path,
    rig: &Rig,
    unknown: &BTreeSet<String>,
    has_others: bool,
) -> Result<()> {
    if unknown.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{}: cameras that the rig does not have: {}; it has {}. A camera needs the same name in both",
        path.display(),
        quoted_list(unknown.iter()),
        quoted_list(rig.cameras().iter().map(|c| &c.name)),
    );
    ensure!(has_others, "{message}; none is left");
    eprintln!("{message}; they are skipped");
    Ok(())
}

fn quoted_list<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names
        .map(|n| format!("\"{n}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
