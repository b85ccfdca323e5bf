//! What cameras saw of people, wherever that was written down: cases, recordings, venues.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use trackside_calibration::Rig;
use trackside_evaluation::case::{Case, read_views};
use trackside_recording::Recording;
use trackside_schema::{FrameSet, Timestamp, View};

use crate::venue::Venue;

/// What cameras saw of people, and whether the old rig's clocks had put its times right.
#[derive(Default)]
pub struct People {
    /// By the rig's ids, camera by camera.
    pub views: Vec<View>,
    /// Whether times are the rig's already; else they are what cameras' clocks showed.
    pub put_right: bool,
}

/// Reads them from a case's folder, a recording or a venue file. Cameras that the rig does not have are left out, and that is said.
///
/// # Errors
/// A file that cannot be read; a venue without detections; only cameras that the rig does not have.
pub fn people(path: &Path, rig: &Rig) -> Result<People> {
    let mut known = Known {
        rig,
        views: Vec::new(),
        strangers: BTreeSet::new(),
    };
    let mut put_right = false;
    if path.is_dir() {
        // The case's own rig may be another, or have more cameras: by name.
        let case = Case::load(path)?;
        for view in case.views()? {
            if let Some(camera) = case.rig.camera(view.camera) {
                known.take(&camera.name, view);
            }
        }
    } else if path.extension().is_some_and(|e| e == "mcap") {
        for view in Recording::open(path)?.views()? {
            let (name, view) = view?;
            known.take(&name, view);
        }
        put_right = true;
    } else {
        detected(&Venue::load(path)?, path, &mut known)?;
    }
    complain(path, rig, &known.strangers, !known.views.is_empty())?;
    Ok(People {
        views: known.views,
        put_right,
    })
}

/// What a venue's cameras have detected.
fn detected(venue: &Venue, path: &Path, known: &mut Known<'_>) -> Result<()> {
    let Some(set) = &venue.joint_set else {
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
        for mut view in read_views(file, camera.id, calibrated, set)? {
            let stamp = &mut view.stamp.mid_exposure;
            *stamp = stamp.plus_seconds(start_s);
            known.take(&camera.name, view);
        }
    }
    Ok(())
}

/// Views by the ids of a rig, and the cameras that it does not have.
struct Known<'r> {
    rig: &'r Rig,
    views: Vec<View>,
    strangers: BTreeSet<String>,
}

impl Known<'_> {
    fn take(&mut self, name: &str, view: View) {
        match self.rig.find(name) {
            Some((camera, _)) => self.views.push(View { camera, ..view }),
            None if self.strangers.contains(name) => {}
            None => {
                self.strangers.insert(name.to_owned());
            }
        }
    }
}

/// Names the cameras of `path` that the rig does not have, if there are any.
///
/// # Errors
/// No other is left.
pub fn complain(
    path: &Path,
    rig: &Rig,
    strangers: &BTreeSet<String>,
    others_are_left: bool,
) -> Result<()> {
    if strangers.is_empty() {
        return Ok(());
    }
    let said = format!(
        "{}: cameras that the rig does not have: {}; it has {}. The same camera needs the same name in both",
        path.display(),
        quoted(strangers.iter()),
        quoted(rig.cameras().iter().map(|c| &c.name)),
    );
    ensure!(others_are_left, "{said}; none is left");
    eprintln!("{said}; they are left out");
    Ok(())
}

fn quoted<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names
        .map(|n| format!("\"{n}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Views this near in time belong together, s: beyond, nobody knows where an athlete was.
const TOGETHER_S: f64 = 0.04;

/// Brings them together by the rig's time: each moment is one view of the camera with most views and those nearest to it.
pub fn together(people: People, rig: &Rig) -> Vec<FrameSet> {
    let mut by_camera: Vec<Vec<View>> = vec![Vec::new(); rig.cameras().len()];
    for mut view in people.views {
        if !people.put_right {
            let stamp = &mut view.stamp.mid_exposure;
            *stamp = rig.clock(view.camera).rig_time(*stamp);
        }
        by_camera[view.camera.index()].push(view);
    }
    let times: Vec<Timestamp> = {
        let most = by_camera.iter().max_by_key(|v| v.len());
        most.into_iter()
            .flatten()
            .map(|v| v.stamp.mid_exposure)
            .collect()
    };
    let moments = times.iter().enumerate().map(|(tick, time)| FrameSet {
        tick: tick as u64,
        time: *time,
        views: by_camera
            .iter()
            .filter_map(|views| nearest(views, *time))
            .collect(),
    });
    // All are kept: what lies between two views needs both. Recordings are thinned where athletes are chosen.
    moments.collect()
}

fn nearest(views: &[View], time: Timestamp) -> Option<View> {
    let after = views.partition_point(|v| v.stamp.mid_exposure < time);
    let off = |v: &&View| v.stamp.mid_exposure.seconds_since(time).abs();
    let around = views[after.saturating_sub(1)..].iter().take(2);
    let near = around.min_by(|a, b| off(a).total_cmp(&off(b)))?;
    (off(&near) <= TOGETHER_S).then(|| near.clone())
}
