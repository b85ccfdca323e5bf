//! Cases: recordings with ground truth. `case.toml`, `rig.toml`, `detections/CAM.jsonl`, `truth.jsonl`.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use trackside_calibration::{Camera, Rig, rig_file};
use trackside_schema::{
    Ball2d, CameraId, FrameSet, JOINT_COUNT, Joint, JointSet, Keypoint, Person2d, RawPixel, Stamp,
    StampSource, Timestamp, View,
};
use trackside_simulation::TruthLine;

use crate::CaseError;
use crate::ball_path::PathPoint;

/// `people` or `ball`: what is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Skeletons.
    People,
    /// The ball.
    Ball,
}

/// `case.toml`. Keys that scoring does not need are ignored.
#[derive(Clone, Debug, Deserialize)]
pub struct CaseFile {
    /// The case's name.
    pub name: String,
    /// What is scored.
    pub kind: Kind,
    /// Images per second.
    pub fps: f64,
    /// Images per camera.
    pub frames: u64,
    /// The folder of detections.
    pub detections: Option<String>,
    /// The order of the joints in the detections.
    pub joint_set: Option<JointNames>,
    /// The truth file.
    pub truth: Option<String>,
    /// The ball's path, more densely measured than in the truth file.
    pub truth_path: Option<String>,
    /// The kind of ball.
    pub ball: Option<String>,
    /// The order of the joints in the truth.
    pub truth_joint_set: Option<String>,
    /// The folder of videos.
    pub videos: Option<String>,
    /// Whether everybody in view has truth.
    #[serde(default)]
    pub truth_is_complete: bool,
}

/// A joint set by name, or the names of its joints.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum JointNames {
    /// `"body25"`
    Set(String),
    /// `["Hips", "RHip", …]`
    Names(Vec<String>),
}

impl JointNames {
    /// The joints, in order; `None`: an unknown set.
    pub fn map(&self) -> Option<JointSetMap> {
        match self {
            JointNames::Set(name) => JointSetMap::named(name),
            JointNames::Names(names) => Some(JointSetMap::from_names(names)),
        }
    }
}

/// A file's joints, in its order, as joints of the canonical skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointSetMap(Vec<Option<Joint>>);

impl JointSetMap {
    /// The joint set of that name.
    pub fn named(name: &str) -> Option<JointSetMap> {
        JointSet::by_name(name)
            .map(|set| JointSetMap(set.joints.iter().map(|j| j.canonical).collect()))
    }

    /// The map of these joint names; names that the canonical skeleton lacks map to no joint.
    pub fn from_names<S: AsRef<str>>(names: &[S]) -> JointSetMap {
        let find = |name: &str| match name {
            "Hips" | "MidHip" | "Pelvis" => Some(Joint::Hip),
            other => Joint::from_name(other),
        };
        JointSetMap(names.iter().map(|n| find(n.as_ref())).collect())
    }

    /// Number of joints in the file.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the file has no joints.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A case and its rig.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case's folder.
    pub folder: PathBuf,
    /// Its `case.toml`.
    pub file: CaseFile,
    /// Its cameras.
    pub rig: Rig,
}

/// One line of `detections/CAM.jsonl`: what was found in one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetectionLine {
    /// Counts images from 0.
    pub frame: u64,
    /// s
    pub t: f64,
    /// The detected people.
    #[serde(default)]
    pub people: Vec<DetectedPerson>,
    /// `[x, y, score]`, px.
    #[serde(default)]
    pub balls: Vec<[f32; 3]>,
}

/// One person of a [`DetectionLine`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetectedPerson {
    /// `[x, y, score]`, px, in the order of the joint set.
    pub joints: Vec<Option<[f32; 3]>>,
}

impl Case {
    /// Reads `case.toml` and the rig.
    pub fn load(folder: &Path) -> Result<Case, CaseError> {
        let path = folder.join("case.toml");
        let text = fs::read_to_string(&path).map_err(|e| {
            CaseError::in_file(&path, format!("{e}; a case is a folder with a case.toml"))
        })?;
        let file: CaseFile = toml::from_str(&text).map_err(|e| CaseError::in_file(&path, e))?;
        if !(file.fps.is_finite() && file.fps > 0.0) {
            return Err(CaseError::in_file(&path, "fps must be a positive number"));
        }
        let rig = rig_file::read(&folder.join("rig.toml")).map_err(|e| CaseError(e.to_string()))?;
        Ok(Case {
            folder: folder.to_owned(),
            file,
            rig,
        })
    }

    /// The order of the joints in the detections.
    pub fn joint_set(&self) -> Result<JointSetMap, CaseError> {
        match &self.file.joint_set {
            None => Ok(JointSetMap(Vec::new())),
            Some(JointNames::Names(names)) => Ok(JointSetMap::from_names(names)),
            Some(JointNames::Set(name)) => JointSetMap::named(name).ok_or_else(|| {
                let known: Vec<_> = trackside_schema::joint_sets::ALL
                    .iter()
                    .map(|s| s.name)
                    .collect();
                let what = format!(
                    "joint_set \"{name}\" is not known; known are {}",
                    known.join(", ")
                );
                CaseError::in_file(&self.folder.join("case.toml"), what)
            }),
        }
    }

    /// The detections of all cameras, by the tick of `fps` nearest to each image's time by the rig's clocks, at most one per
    /// camera.
    pub fn frame_sets(&self) -> Result<Vec<FrameSet>, CaseError> {
        let mut frame_sets: Vec<FrameSet> = Vec::new();
        for mut view in self.views()? {
            let stamp = &mut view.stamp.mid_exposure;
            *stamp = self.rig.clock(view.camera).rig_time(*stamp);
            let t_s = stamp.seconds_since(Timestamp::default());
            // `read_views` checked that times are finite and bounded.
            let tick_index = (t_s * self.file.fps).round().clamp(0.0, MAX_IMAGES as f64) as usize;
            while frame_sets.len() <= tick_index {
                let tick = frame_sets.len() as u64;
                let time = Timestamp::default().plus_seconds(tick as f64 / self.file.fps);
                frame_sets.push(FrameSet {
                    tick,
                    time,
                    views: Vec::new(),
                });
            }
            let views = &mut frame_sets[tick_index].views;
            if views.last().is_none_or(|v| v.camera != view.camera) {
                views.push(view);
            }
        }
        Ok(frame_sets)
    }

    /// The detections of all cameras, camera by camera, at the times that the cameras' own clocks showed.
    pub fn views(&self) -> Result<Vec<View>, CaseError> {
        let Some(detections) = &self.file.detections else {
            return Err(CaseError::in_file(
                &self.folder.join("case.toml"),
                "the case has no detections",
            ));
        };
        let set = self.joint_set()?;
        let mut views = Vec::new();
        for (i, camera) in self.rig.cameras().iter().enumerate() {
            let file = format!("{}.jsonl", camera.name);
            let path = self.folder.join(detections).join(file);
            // A rig has at most 255 cameras.
            views.extend(read_views(&path, CameraId(i as u8), camera, &set)?);
        }
        Ok(views)
    }

    /// The truth, where the case has one.
    pub fn truth(&self) -> Result<Option<Vec<TruthLine>>, CaseError> {
        let name = self.file.truth.as_ref();
        name.map(|name| read_truth(&self.folder.join(name)))
            .transpose()
    }

    /// The ball's densely measured path, where the case has one.
    pub fn path(&self) -> Result<Option<Vec<PathPoint>>, CaseError> {
        let name = self.file.truth_path.as_ref();
        name.map(|name| read_lines(&self.folder.join(name)))
            .transpose()
    }
}

/// Maximum number of images of a recording: a week at 240 Hz. A larger number is taken for a mistake.
const MAX_IMAGES: u64 = 240 * MAX_SECONDS as u64;
/// Maximum duration of a recording, s: a week.
const MAX_SECONDS: f64 = 3600.0 * 24.0 * 7.0;

/// One camera's detections as views. A malformed line is an error that names it.
pub fn read_views(
    path: &Path,
    id: CameraId,
    camera: &Camera,
    set: &JointSetMap,
) -> Result<Vec<View>, CaseError> {
    let sigma_px = detection_sigma_px(camera);
    let mut views: Vec<View> = Vec::new();
    each_line(path, |number, text| {
        let line: DetectionLine = serde_json::from_str(text).map_err(|e| {
            CaseError::in_line(
                path,
                number,
                format!("{e}; a line is one image's detections"),
            )
        })?;
        if !line.t.is_finite() || line.t.abs() > MAX_SECONDS || line.frame > MAX_IMAGES {
            return Err(CaseError::in_line(
                path,
                number,
                "\"t\" or \"frame\" is out of any recording's range",
            ));
        }
        if views.last().is_some_and(|v| v.frame_index >= line.frame) {
            return Err(CaseError::in_line(
                path,
                number,
                "\"frame\" must grow from line to line",
            ));
        }
        let mut view = View {
            camera: id,
            frame_index: line.frame,
            stamp: Stamp {
                mid_exposure: Timestamp::default().plus_seconds(line.t),
                source: StampSource::Exposure,
                ..Stamp::default()
            },
            ..View::default()
        };
        for (i, person) in line.people.iter().enumerate() {
            if person.joints.len() != set.len() {
                let n = person.joints.len();
                let what = match set.len() {
                    0 => format!(
                        "person {i} has {n} joints, and no `joint_set` says which: \"coco17\", \"body25b\", …"
                    ),
                    known => format!(
                        "person {i} has {n} joints where the joint set has {known}: check `joint_set`"
                    ),
                };
                return Err(CaseError::in_line(path, number, what));
            }
            view.people.push(person_from(&person.joints, set, sigma_px));
        }
        view.balls
            .extend(line.balls.iter().map(|&[x, y, score]| Ball2d {
                at: RawPixel::new(f64::from(x), f64::from(y)),
                score,
                sigma_px: 2.0,
                streak: None,
            }));
        views.push(view);
        Ok(())
    })?;
    check_interval(path, &views)?;
    Ok(views)
}

/// Images with a longer interval cannot track motion: their times are not seconds, s.
const MAX_INTERVAL_S: f64 = 0.9;

/// Refuses times in other units than seconds: milliseconds, or image numbers.
fn check_interval(path: &Path, views: &[View]) -> Result<(), CaseError> {
    let interval = |pair: &[View]| {
        let seconds = pair[1]
            .stamp
            .mid_exposure
            .seconds_since(pair[0].stamp.mid_exposure);
        seconds / (pair[1].frame_index - pair[0].frame_index) as f64
    };
    let mut intervals: Vec<f64> = views.windows(2).map(interval).collect();
    intervals.sort_by(f64::total_cmp);
    let Some(&usual) = intervals.get(intervals.len() / 2) else {
        return Ok(());
    };
    if usual < MAX_INTERVAL_S {
        return Ok(());
    }
    let what = format!(
        "\"t\" grows by {usual} from image to image, and it is in seconds{}",
        if usual > 2.0 {
            ": are these milliseconds? Divide them by 1000"
        } else {
            ": does it count images? Divide it by their rate"
        }
    );
    Err(CaseError::in_file(path, what))
}

/// Noise of a joint with score 1, px, of a detector that processes whole images, as OpenPose does. Its input is the image scaled
/// to a fixed size, so its error is a fraction of the image's size, not of the person's.
pub fn detection_sigma_px(camera: &Camera) -> f32 {
    0.00245 * (camera.size_px[0] as f32).hypot(camera.size_px[1] as f32)
}

/// A detector's joints, `[x, y, score]` px, in the canonical order. A joint's variance is that of one with score 1, `sigma_px²`,
/// divided by its score.
pub fn person_from(joints: &[Option<[f32; 3]>], set: &JointSetMap, sigma_px: f32) -> Person2d {
    let mut out = [None; JOINT_COUNT];
    for (joint, canonical) in joints.iter().zip(&set.0) {
        let (Some([x, y, score]), Some(canonical)) = (joint, canonical) else {
            continue;
        };
        if x.is_finite() && y.is_finite() && *score > 0.0 {
            let score = score.min(1.0);
            let sigma_px = sigma_px / score.sqrt();
            out[canonical.index()] = Some(Keypoint::measured(*x, *y, score, sigma_px));
        }
    }
    let n = out.iter().flatten().count().max(1) as f32;
    let score = out.iter().flatten().map(|k| k.score).sum::<f32>() / n;
    Person2d {
        joints: out,
        score,
        appearance: None,
    }
}

/// Writes one camera's detections.
///
/// # Errors
/// The file cannot be written.
pub fn write_detections(
    path: &Path,
    lines: impl IntoIterator<Item = DetectionLine>,
) -> Result<(), CaseError> {
    write_lines(path, lines)
}

/// Writes a truth file, or predictions.
///
/// # Errors
/// The file cannot be written.
pub fn write_truth(
    path: &Path,
    lines: impl IntoIterator<Item = TruthLine>,
) -> Result<(), CaseError> {
    write_lines(path, lines)
}

fn write_lines<L: Serialize>(
    path: &Path,
    lines: impl IntoIterator<Item = L>,
) -> Result<(), CaseError> {
    let write = || -> std::io::Result<()> {
        let mut out = BufWriter::new(fs::File::create(path)?);
        for line in lines {
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    };
    write().map_err(|e| CaseError::in_file(path, format!("cannot be written: {e}")))
}

/// A truth file.
pub fn read_truth(path: &Path) -> Result<Vec<TruthLine>, CaseError> {
    read_lines(path)
}

fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, CaseError> {
    let mut lines = Vec::new();
    each_line(path, |number, text| {
        lines.push(serde_json::from_str(text).map_err(|e| CaseError::in_line(path, number, e))?);
        Ok(())
    })?;
    Ok(lines)
}

/// Calls `take` with every line that is not blank and its number, from 1.
fn each_line(
    path: &Path,
    mut take: impl FnMut(usize, &str) -> Result<(), CaseError>,
) -> Result<(), CaseError> {
    let file = fs::File::open(path).map_err(|e| CaseError::in_file(path, e))?;
    for (i, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|e| CaseError::in_line(path, i + 1, e))?;
        if !line.trim().is_empty() {
            take(i + 1, &line)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_calibration::{Distortion, Intrinsics};

    use super::*;

    fn camera() -> Camera {
        Camera {
            name: "a".to_owned(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1e3,
                fy: 1e3,
                cx: 960.0,
                cy: 540.0,
            },
            distortion: Distortion::BrownConrady([0.0; 8]),
            cam_from_world: Default::default(),
        }
    }

    #[test]
    fn a_line_that_is_cut_off_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        fs::write(
            &path,
            "{\"frame\":0,\"t\":0.0,\"people\":[]}\n{\"frame\":1,\"t\":0.04,\"peo",
        )
        .unwrap();
        let set = JointSetMap::named("body25").unwrap();
        let error = read_views(&path, CameraId(0), &camera(), &set)
            .unwrap_err()
            .to_string();
        assert!(error.contains("a.jsonl:2"), "{error}");
    }

    #[test]
    fn times_that_are_no_seconds_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        let read = |step: f64| {
            let line = |i: u32| {
                format!(
                    "{{\"frame\":{i},\"t\":{},\"people\":[]}}\n",
                    step * f64::from(i)
                )
            };
            fs::write(&path, (0..9).map(line).collect::<String>()).unwrap();
            let set = JointSetMap::named("body25").unwrap();
            read_views(&path, CameraId(0), &camera(), &set).map_err(|e| e.to_string())
        };
        assert_eq!(read(0.04).unwrap().len(), 9);
        for (step, words) in [
            (40.0, "milliseconds"),
            (1000.0 / 240.0, "milliseconds"),
            (1.0, "count images"),
        ] {
            let error = read(step).unwrap_err();
            assert!(
                error.contains("a.jsonl") && error.contains(words),
                "{error}"
            );
        }
    }

    #[test]
    fn another_joint_count_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        fs::write(
            &path,
            "{\"frame\":0,\"t\":0.0,\"people\":[{\"joints\":[[1,2,0.5],null]}]}\n",
        )
        .unwrap();
        let error = read_views(
            &path,
            CameraId(0),
            &camera(),
            &JointSetMap::named("coco17").unwrap(),
        )
        .unwrap_err()
        .to_string();
        assert!(
            error.contains("2 joints") && error.contains("17"),
            "{error}"
        );
    }

    #[test]
    fn joints_are_mapped_to_the_canonical_skeleton() {
        let set = JointSetMap::from_names(&["Hips", "RHand", "Neck"]);
        let joints = [
            Some([1.0, 2.0, 1.0]),
            Some([3.0, 4.0, 0.9]),
            Some([5.0, 6.0, 0.25]),
        ];
        let person = person_from(&joints, &set, 2.0);
        assert_eq!(person.detected_joints().count(), 2);
        let hip = person.joint(Joint::Hip).unwrap();
        assert_eq!((hip.at, hip.sigma_px), (RawPixel::new(1.0, 2.0), 2.0));
        // A lower score means a larger standard deviation.
        assert_eq!(person.joint(Joint::Neck).unwrap().sigma_px, 4.0);
    }
}
