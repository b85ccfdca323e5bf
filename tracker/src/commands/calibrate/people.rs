//! What cameras saw of people, wherever that was written down: cases, recordings, venues.

use std::path::Path;

use anyhow::{Result, bail};
use trackside_calibration::Rig;
use trackside_datasets::case::{Case, read_views};
use trackside_schema::{CameraId, Moment, Timestamp, View};

use crate::recording::Recording;
use crate::venue::Venue;

/// What cameras saw of people, and whether the old rig's clocks had put its times right.
#[derive(Default)]
pub struct People {
    /// By the rig's ids, camera by camera.
    pub views: Vec<View>,
    /// Whether times are the rig's already; else they are what cameras' clocks showed.
    pub put_right: bool,
}

/// Reads them from a case's folder, a recording or a venue file.
///
/// # Errors
/// A file that cannot be read; a venue without detections.
pub fn people(path: &Path, rig: &Rig) -> Result<People> {
    if path.is_dir() {
        // The case's own rig may be another, or have more cameras: by name.
        let case = Case::load(path)?;
        let views = renamed(
            case.views()?,
            |id| case.rig.camera(id).map(|c| c.name.as_str()),
            rig,
        );
        return Ok(People {
            views,
            put_right: false,
        });
    }
    if path.extension().is_some_and(|e| e == "mcap") {
        let recording = Recording::open(path)?;
        let mut views = Vec::new();
        for view in recording.views()? {
            let (name, view) = view?;
            views.extend(rig.find(&name).map(|(id, _)| View { camera: id, ..view }));
        }
        return Ok(People {
            views,
            put_right: true,
        });
    }
    let venue = Venue::load(path)?;
    let Some(set) = &venue.joint_set else {
        bail!(
            "{}: has no `joint_set`, so its cameras have no detections",
            path.display()
        );
    };
    let mut views = Vec::new();
    for camera in &venue.cameras {
        let (Some(file), Some(calibrated)) = (&camera.detections, venue.rig.camera(camera.id))
        else {
            continue;
        };
        let start_s = venue.start.seconds_since(Timestamp::default());
        let seen = read_views(file, camera.id, calibrated, set)?
            .into_iter()
            .map(|mut v| {
                v.stamp.mid_exposure = v.stamp.mid_exposure.plus_seconds(start_s);
                v
            });
        views.extend(renamed(seen.collect(), |_| Some(&camera.name), rig));
    }
    Ok(People {
        views,
        put_right: false,
    })
}

/// Views by the ids of `rig`; those of cameras that it does not have are left out.
fn renamed<'n>(
    views: Vec<View>,
    name: impl Fn(CameraId) -> Option<&'n str>,
    rig: &Rig,
) -> Vec<View> {
    let known = |v: View| {
        let (id, _) = rig.find(name(v.camera)?)?;
        Some(View { camera: id, ..v })
    };
    views.into_iter().filter_map(known).collect()
}

/// Views this near in time belong together, s: beyond, nobody knows where an athlete was.
const TOGETHER_S: f64 = 0.04;

/// Brings them together by the rig's time: each moment is one view of the camera with most views and those nearest to it.
pub fn together(people: People, rig: &Rig) -> Vec<Moment> {
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
    let moments = times.iter().enumerate().map(|(tick, time)| Moment {
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
