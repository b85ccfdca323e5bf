//! A venue, built from its file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use trackside_calibration::{Rig, rig_file};
use trackside_evaluation::case::{JointNames, JointSetMap};
use trackside_fusion::FusionOptions;
use trackside_schema::{Timestamp, joint_sets};
use trackside_sports::FieldName;
use trackside_transport::{PublishOptions, is_venue_name};

use super::camera::{MediaSource, VenueCamera};
use super::file::{CameraEntry, SourceEntry, VenueFile};
use super::sections::{CalibrationSection, ImagesSection, ModelsSection, SyncSection};
use crate::orientation::Orientation;

/// The largest `offset_s`: a day.
const MAX_OFFSET_S: f64 = 86_400.0;

/// The cameras of a venue and how their images are processed.
#[derive(Clone, Debug)]
pub struct Venue {
    /// Its name in keys and recordings.
    pub name: String,
    /// The file it was read from.
    pub path: PathBuf,
    /// Exactly the venue's cameras, in the order of the rig file.
    pub rig: Rig,
    /// When recorded media begin, and the time of tick 0.
    pub start: Timestamp,
    /// Frame sets per second, where the file says it.
    pub rate_hz: Option<f64>,
    /// The order of the joints in the cameras' detections.
    pub joint_set: Option<JointSetMap>,
    /// The networks that observe images. `None`: as an empty section, the host's balanced preset.
    pub models: Option<ModelsSection>,
    /// By `CameraId`.
    pub cameras: Vec<VenueCamera>,
    /// When frame sets of live views are closed.
    pub sync: SyncSection,
    /// What is done about cameras that move.
    pub calibration: CalibrationSection,
    /// The parameters of fusion.
    pub fusion: FusionOptions,
    /// How the network is reached.
    pub publish: PublishOptions,
    /// The field of play, where it is known.
    pub field: Option<FieldName>,
    /// The images of the cameras that are kept and published, where any are.
    pub images: Option<ImagesSection>,
}

impl Venue {
    /// Reads a venue file and its rig. Paths in it are relative to it.
    ///
    /// # Errors
    /// An unreadable file; a key that is unknown or was renamed, with its line; a value or a camera that cannot be used, named.
    pub fn load(path: &Path) -> Result<Venue> {
        let origin = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("venue {origin}"))?;
        let file = VenueFile::parse(&text, &origin.to_string())?;
        build(path, file).with_context(|| format!("{origin}"))
    }

    /// Whether all images are rendered.
    pub fn is_synthetic(&self) -> bool {
        let is_rendered = |c: &VenueCamera| matches!(c.source, Some(MediaSource::Synthetic(_)));
        self.cameras.iter().all(is_rendered)
    }

    /// Whether any camera is live, so that late views are lost.
    pub fn is_live(&self) -> bool {
        let live = |c: &VenueCamera| matches!(c.source, Some(MediaSource::Url(_)));
        self.cameras.iter().any(live)
    }
}

fn build(path: &Path, file: VenueFile) -> Result<Venue> {
    let folder = path.parent().unwrap_or(Path::new(""));
    check_name(&file.name)?;
    check_positive("rate_hz", file.rate_hz)?;
    check_positive("[sync] deadline_ms", Some(file.sync.deadline_ms))?;
    let camera_timeout_ms = Some(file.sync.camera_timeout_ms);
    check_positive("[sync] camera_timeout_ms", camera_timeout_ms)?;
    if let Some(ImagesSection { width, every }) = file.record.images {
        ensure!(
            (16..=8192).contains(&width) && every > 0,
            "[record] images: width is 16 to 8192 px, every is 1 or more"
        );
    }
    let (lag_s, history_s) = (file.fusion.smooth_lag_s, file.fusion.history_s);
    ensure!(
        (0.0..=history_s).contains(&lag_s),
        "[fusion] smooth_lag_s = {lag_s}: from 0 (no smooth frames) to history_s = {history_s}"
    );
    let rig_path = folder.join(&file.rig);
    let rig = rig_file::read(&rig_path).map_err(|e| anyhow!("rig: {e}"))?;
    ensure!(
        !file.camera.is_empty(),
        "there is no [[camera]]: name at least one of the rig's cameras, {}",
        camera_names(&rig)
    );
    let cameras = build_cameras(folder, &file.camera, &rig)?;
    let rig = keep_cameras(rig, &cameras)?;
    Ok(Venue {
        name: file.name,
        path: path.to_owned(),
        start: file
            .start
            .as_deref()
            .map_or(Ok(Timestamp(0)), parse_start)?,
        rate_hz: file.rate_hz,
        joint_set: file.joint_set.map(find_joint_set).transpose()?,
        models: file.models,
        cameras: sort_by_rig(cameras, &rig),
        rig,
        sync: file.sync,
        calibration: file.calibration,
        fusion: file.fusion,
        publish: file.publish,
        field: file.field,
        images: file.record.images,
    })
}

/// Checks that a name can be part of keys.
///
/// # Errors
/// It cannot.
pub(super) fn check_name(name: &str) -> Result<()> {
    ensure!(
        is_venue_name(name),
        "name = \"{name}\": use letters, digits, - and _ alone, it becomes part of keys"
    );
    Ok(())
}

fn check_positive(key: &str, value: Option<f64>) -> Result<()> {
    match value {
        Some(v) if !(v.is_finite() && v > 0.0 && v <= 1e6) => {
            bail!("{key} = {v}: it must be a positive number")
        }
        _ => Ok(()),
    }
}

fn camera_names(rig: &Rig) -> String {
    let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    names.join(", ")
}

fn build_cameras(folder: &Path, entries: &[CameraEntry], rig: &Rig) -> Result<Vec<VenueCamera>> {
    let mut cameras: Vec<VenueCamera> = Vec::new();
    for entry in entries {
        let name = &entry.name;
        let Some((id, _)) = rig.find(name) else {
            bail!(
                "camera \"{name}\" is not in the rig, which has {}",
                camera_names(rig)
            );
        };
        ensure!(
            cameras.iter().all(|c| c.name != *name),
            "camera \"{name}\" is listed twice: give each [[camera]] its own name"
        );
        ensure!(
            entry.source.is_some() || entry.detections.is_some(),
            "camera \"{name}\" has neither `source` nor `detections`"
        );
        check_positive(&format!("camera \"{name}\": fps"), entry.fps)?;
        check_positive(&format!("camera \"{name}\": exposure_s"), entry.exposure_s)?;
        if let Some(offset_s) = entry.offset_s {
            ensure!(
                offset_s.abs() <= MAX_OFFSET_S,
                "camera \"{name}\": offset_s = {offset_s}: seconds after `start`, at most a day"
            );
        }
        cameras.push(VenueCamera {
            id,
            name: name.clone(),
            source: (entry.source.as_ref())
                .map(|s| parse_source(folder, s).with_context(|| format!("camera \"{name}\"")))
                .transpose()?,
            detections: entry.detections.as_ref().map(|d| folder.join(d)),
            times: entry.times.as_ref().map(|t| folder.join(t)),
            size: entry.size,
            fps: entry.fps,
            turn: Orientation::from_turn_deg(entry.turn.unwrap_or(0))
                .with_context(|| format!("camera \"{name}\""))?,
            offset_s: entry.offset_s.unwrap_or(0.0),
            exposure_s: entry.exposure_s,
        });
    }
    Ok(cameras)
}

fn parse_source(folder: &Path, source: &SourceEntry) -> Result<MediaSource> {
    let is_url = |s: &str| s.contains("://");
    match source {
        SourceEntry::One(url) if is_url(url) => Ok(MediaSource::Url(url.to_owned())),
        SourceEntry::One(path) => Ok(MediaSource::Path(folder.join(path))),
        SourceEntry::Several(paths) => {
            ensure!(
                !paths.is_empty() && !paths.iter().any(|p| is_url(p)),
                "`source` is a list: it names the video files of one recording, in order"
            );
            let paths: Vec<_> = paths.iter().map(|p| folder.join(p)).collect();
            if let Some(path) = paths.iter().find(|p| p.is_dir()) {
                bail!(
                    "`source` is a list of video files, but {} is a folder",
                    path.display()
                );
            }
            Ok(MediaSource::Chapters(paths))
        }
    }
}

/// The rig with the venue's cameras only, so that no stage waits for a camera that is not used.
fn keep_cameras(rig: Rig, cameras: &[VenueCamera]) -> Result<Rig> {
    if cameras.len() == rig.cameras().len() {
        return Ok(rig);
    }
    let used = rig
        .cameras()
        .iter()
        .filter(|c| cameras.iter().any(|v| v.name == c.name));
    let used = used.cloned().collect();
    rig.with_cameras(used).map_err(|e| anyhow!("rig: {e}"))
}

fn sort_by_rig(mut cameras: Vec<VenueCamera>, rig: &Rig) -> Vec<VenueCamera> {
    for camera in &mut cameras {
        if let Some((id, _)) = rig.find(&camera.name) {
            camera.id = id;
        }
    }
    cameras.sort_by_key(|c| c.id);
    cameras
}

fn parse_start(text: &str) -> Result<Timestamp> {
    let time: jiff::Timestamp = text
        .parse()
        .map_err(|e| anyhow!("start = \"{text}\": {e}; write it as \"2026-05-01T12:00:00Z\""))?;
    let ns = i64::try_from(time.as_nanosecond())
        .map_err(|_| anyhow!("start = \"{text}\" is out of range"))?;
    Ok(Timestamp(ns))
}

fn find_joint_set(names: JointNames) -> Result<JointSetMap> {
    match names {
        JointNames::Names(names) => Ok(JointSetMap::from_names(&names)),
        JointNames::Set(name) => JointSetMap::named(&name).ok_or_else(|| {
            let known: Vec<_> = joint_sets::ALL.iter().map(|s| s.name).collect();
            anyhow!(
                "joint_set = \"{name}\" is not known; known are {}",
                known.join(", ")
            )
        }),
    }
}
