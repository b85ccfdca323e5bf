//! `venue.toml`: the cameras of a venue and what to do with their pictures. `docs/reference/venue.md` lists every key.
//!
//! What was typed is parsed first ([`VenueFile`], unknown keys refused), then what is valid is built ([`Venue`]).

mod synthetic;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;
use trackside_calibration::{Rig, SizePolicy, rig_file};
use trackside_evaluation::case::{JointNames, JointSetMap};
use trackside_models::ObserverOptions;
use trackside_schema::{CameraId, Timestamp, joint_sets};
use trackside_simulation::World;
use trackside_sports::FieldName;
use trackside_transport::PublishOptions;

pub use self::synthetic::{ball_kind, field_m, targets};

/// The cameras of a venue and what to do with their pictures.
#[derive(Clone, Debug)]
pub struct Venue {
    /// What keys and recordings call it.
    pub name: String,
    /// The file it was read from.
    pub path: PathBuf,
    /// Exactly the venue's cameras, in the order of the rig file.
    pub rig: Rig,
    /// When recorded media begin; where tick 0 lies.
    pub start: Timestamp,
    /// Moments per second, where the file says it.
    pub rate_hz: Option<f64>,
    /// The order of the joints in the cameras' detections.
    pub joint_set: Option<JointSetMap>,
    /// The networks that see. `None`: only detections can be used.
    pub models: Option<ModelsSection>,
    /// By [`CameraId`].
    pub cameras: Vec<VenueCamera>,
    /// How live views are brought together.
    pub sync: SyncSection,
    /// What is done about cameras that no longer stand as they were calibrated.
    pub calibration: CalibrationSection,
    /// How views become athletes.
    pub fusion: trackside_fusion::FusionOptions,
    /// Where the program talks to others.
    pub publish: PublishOptions,
    /// The field of play, where it is known.
    pub field: Option<FieldName>,
    /// The cameras' pictures that are kept and published, where any are.
    pub pictures: Option<PicturesSection>,
}

/// One camera of a venue.
#[derive(Clone, Debug)]
pub struct VenueCamera {
    /// Its place in the rig.
    pub id: CameraId,
    /// Its name in the rig.
    pub name: String,
    /// Where its pictures come from.
    pub source: Option<Media>,
    /// The people and balls that were seen in its pictures before.
    pub detections: Option<PathBuf>,
    /// When its recorded pictures were taken, where its media do not say it.
    pub times: Option<PathBuf>,
    /// How a picture of another size than the rig's is used.
    pub size: SizePolicy,
    /// Pictures per second of media that do not say it: picture folders.
    pub fps: Option<f64>,
    /// How long its shutter is open, s, where that is known: the blur of a ball then tells its velocity.
    pub exposure_s: Option<f64>,
}

/// Where pictures come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Media {
    /// A video file, or a folder of pictures in the order of their names.
    Path(PathBuf),
    /// Anything with a scheme that FFmpeg opens: `rtsp://`, `http://`. It is live: what is not used in time is lost.
    Url(String),
    /// The camera of that place in a synthetic world.
    Synthetic(Arc<World>),
}

/// `[models]`: the networks that see. What is not said is as [`ObserverOptions`] has it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelsSection {
    /// The manifest of the network that finds people and balls.
    #[serde(default = "carried")]
    pub detector: String,
    /// The manifest of the network that finds people's joints.
    pub pose: Option<String>,
    /// The manifest of a network of its own for balls.
    pub ball: Option<String>,
    /// The manifest of the network that tells people apart.
    pub reid: Option<String>,
    /// The detector runs on every n-th picture; boxes are followed in between.
    pub detect_every: Option<u32>,
    /// Width and height that the detector sees, px.
    pub detector_size: Option<[u32; 2]>,
    /// Weaker people are dropped, 0 to 1.
    pub min_score: Option<f32>,
    /// Weaker balls are dropped, 0 to 1.
    pub min_ball_score: Option<f32>,
    /// Weaker joints count as not seen, 0 to 1.
    pub min_joint_score: Option<f32>,
}

/// The model that the program carries.
fn carried() -> String {
    ObserverOptions::default().detector
}

impl ModelsSection {
    /// With everything else as it is by default.
    pub fn new(detector: &str, pose: Option<&str>) -> ModelsSection {
        ModelsSection {
            detector: detector.to_owned(),
            pose: pose.map(str::to_owned),
            ball: None,
            reid: None,
            detect_every: None,
            detector_size: None,
            min_score: None,
            min_ball_score: None,
            min_joint_score: None,
        }
    }

    /// As the networks want it.
    pub fn options(&self) -> ObserverOptions {
        let default = ObserverOptions::default();
        ObserverOptions {
            detector: self.detector.clone(),
            pose: self.pose.clone(),
            ball: self.ball.clone(),
            reid: self.reid.clone(),
            detect_every: self.detect_every.unwrap_or(default.detect_every),
            detector_size: self.detector_size.or(default.detector_size),
            min_score: self.min_score.unwrap_or(default.min_score),
            min_ball_score: self.min_ball_score.unwrap_or(default.min_ball_score),
            min_joint_score: self.min_joint_score.unwrap_or(default.min_joint_score),
            ..default
        }
    }
}

/// `[sync]`: how live views are brought together. Recorded ones wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SyncSection {
    /// A moment is closed this long after its first view, whatever is missing, ms.
    pub deadline_ms: f64,
    /// A camera that was not heard of for this long is not waited for, ms.
    pub silent_ms: f64,
}

impl Default for SyncSection {
    fn default() -> SyncSection {
        SyncSection {
            deadline_ms: 100.0,
            silent_ms: 1000.0,
        }
    }
}

impl SyncSection {
    /// `deadline_ms` and `silent_ms`.
    pub fn durations(&self) -> (Duration, Duration) {
        let ms = |v: f64| Duration::from_secs_f64(v * 1e-3);
        (ms(self.deadline_ms), ms(self.silent_ms))
    }
}

/// `[calibration]`: what is done about cameras that no longer stand as they were calibrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalibrationSection {
    /// A camera that was bumped is told.
    pub watch: bool,
    /// And its pose found again, from its background and from the athletes.
    pub auto_repair: bool,
}

impl CalibrationSection {
    /// Whether anything is watched.
    pub fn watches(&self) -> bool {
        self.watch || self.auto_repair
    }
}

impl Default for CalibrationSection {
    fn default() -> CalibrationSection {
        CalibrationSection {
            watch: true,
            auto_repair: false,
        }
    }
}

/// `[record]`: what is kept beside views and frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordSection {
    pictures: Option<PicturesSection>,
}

/// `pictures` of `[record]`: small pictures of the cameras, for those who watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicturesSection {
    /// How wide, px.
    pub width: u32,
    /// Every n-th of those that were looked at.
    #[serde(default = "each")]
    pub every: u32,
}

fn each() -> u32 {
    1
}

/// `venue.toml` as typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VenueFile {
    name: String,
    rig: PathBuf,
    start: Option<String>,
    rate_hz: Option<f64>,
    joint_set: Option<JointNames>,
    models: Option<ModelsSection>,
    field: Option<FieldName>,
    #[serde(default)]
    camera: Vec<CameraEntry>,
    #[serde(default)]
    sync: SyncSection,
    #[serde(default)]
    calibration: CalibrationSection,
    #[serde(default)]
    fusion: trackside_fusion::FusionOptions,
    #[serde(default)]
    record: RecordSection,
    #[serde(default)]
    publish: PublishOptions,
}

/// One `[[camera]]` as typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CameraEntry {
    name: String,
    source: Option<String>,
    detections: Option<PathBuf>,
    times: Option<PathBuf>,
    #[serde(default)]
    size: SizePolicy,
    fps: Option<f64>,
    exposure_s: Option<f64>,
}

impl Venue {
    /// Reads a venue file and its rig. Paths in it are relative to it.
    ///
    /// # Errors
    /// An unreadable file; a key that is not known (with its line); a value or a camera that cannot be used, named.
    pub fn load(path: &Path) -> Result<Venue> {
        let origin = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("venue {origin}"))?;
        let file: VenueFile =
            toml::from_str(&text).map_err(|e| anyhow!("{origin}{}", located(&text, &e)))?;
        build(path, file).with_context(|| format!("{origin}"))
    }

    /// Whether any camera's pictures come live, so that what is late is lost.
    pub fn is_live(&self) -> bool {
        let live = |c: &VenueCamera| matches!(c.source, Some(Media::Url(_)));
        self.cameras.iter().any(live)
    }
}

/// `:12: what is wrong`, from the TOML reader's own words, on one line.
fn located(text: &str, error: &toml::de::Error) -> String {
    let line = error
        .span()
        .map(|s| 1 + text.bytes().take(s.start).filter(|&b| b == b'\n').count());
    let what = error.message().replace('\n', " ");
    match line {
        Some(line) => format!(":{line}: {what}"),
        None => format!(": {what}"),
    }
}

fn build(path: &Path, file: VenueFile) -> Result<Venue> {
    let folder = path.parent().unwrap_or(Path::new(""));
    named(&file.name)?;
    positive("rate_hz", file.rate_hz)?;
    positive("[sync] deadline_ms", Some(file.sync.deadline_ms))?;
    positive("[sync] silent_ms", Some(file.sync.silent_ms))?;
    if let Some(PicturesSection { width, every }) = file.record.pictures {
        ensure!(
            (16..=8192).contains(&width) && every > 0,
            "[record] pictures: width is 16 to 8192 px, every is 1 or more"
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
        names(&rig)
    );
    let cameras = cameras(folder, &file.camera, &rig)?;
    let rig = only(rig, &cameras)?;
    Ok(Venue {
        name: file.name,
        path: path.to_owned(),
        start: file.start.as_deref().map_or(Ok(Timestamp(0)), start)?,
        rate_hz: file.rate_hz,
        joint_set: file.joint_set.map(joint_set).transpose()?,
        models: file.models,
        cameras: in_rig_order(cameras, &rig),
        rig,
        sync: file.sync,
        calibration: file.calibration,
        fusion: file.fusion,
        publish: file.publish,
        field: file.field,
        pictures: file.record.pictures,
    })
}

fn named(name: &str) -> Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    ensure!(
        !name.is_empty() && name.chars().all(plain),
        "name = \"{name}\": use letters, digits, - and _ alone, it becomes part of keys"
    );
    Ok(())
}

fn positive(key: &str, value: Option<f64>) -> Result<()> {
    match value {
        Some(v) if !(v.is_finite() && v > 0.0 && v <= 1e6) => {
            bail!("{key} = {v}: it must be a positive number")
        }
        _ => Ok(()),
    }
}

fn names(rig: &Rig) -> String {
    let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    names.join(", ")
}

fn cameras(folder: &Path, entries: &[CameraEntry], rig: &Rig) -> Result<Vec<VenueCamera>> {
    let mut cameras: Vec<VenueCamera> = Vec::new();
    for entry in entries {
        let name = &entry.name;
        let Some((id, _)) = rig.find(name) else {
            bail!(
                "camera \"{name}\" is not in the rig, which has {}",
                names(rig)
            );
        };
        ensure!(
            cameras.iter().all(|c| c.name != *name),
            "camera \"{name}\" is there twice: give each [[camera]] its own name"
        );
        ensure!(
            entry.source.is_some() || entry.detections.is_some(),
            "camera \"{name}\" has neither `source` nor `detections`"
        );
        positive(&format!("camera \"{name}\": fps"), entry.fps)?;
        positive(&format!("camera \"{name}\": exposure_s"), entry.exposure_s)?;
        cameras.push(VenueCamera {
            id,
            name: name.clone(),
            source: entry.source.as_deref().map(|s| media(folder, s)),
            detections: entry.detections.as_ref().map(|d| folder.join(d)),
            times: entry.times.as_ref().map(|t| folder.join(t)),
            size: entry.size,
            fps: entry.fps,
            exposure_s: entry.exposure_s,
        });
    }
    Ok(cameras)
}

fn media(folder: &Path, source: &str) -> Media {
    if source.contains("://") {
        Media::Url(source.to_owned())
    } else {
        Media::Path(folder.join(source))
    }
}

/// The rig with the venue's cameras alone, so that nobody waits for, or misses, one that is not used.
fn only(rig: Rig, cameras: &[VenueCamera]) -> Result<Rig> {
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

fn in_rig_order(mut cameras: Vec<VenueCamera>, rig: &Rig) -> Vec<VenueCamera> {
    for camera in &mut cameras {
        if let Some((id, _)) = rig.find(&camera.name) {
            camera.id = id;
        }
    }
    cameras.sort_by_key(|c| c.id);
    cameras
}

fn start(text: &str) -> Result<Timestamp> {
    let time: jiff::Timestamp = text
        .parse()
        .map_err(|e| anyhow!("start = \"{text}\": {e}; write it as \"2026-05-01T12:00:00Z\""))?;
    let ns = i64::try_from(time.as_nanosecond())
        .map_err(|_| anyhow!("start = \"{text}\" is out of range"))?;
    Ok(Timestamp(ns))
}

fn joint_set(names: JointNames) -> Result<JointSetMap> {
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
