//! Caliscope (once Pyxy3D) workspaces: `camera_array.toml`, or `config.toml` with the cameras; in `recordings/NAME/` the videos
//! `port_1.mp4` (`cam_1.mp4`), when their images were taken (`frame_time_history.csv`, `timestamps.csv`), and people in
//! `TRACKER/xy_TRACKER.csv`: a row a point, `sync_index`, `port` (`cam_id`), `frame_index`, `point_id`, `img_loc_x`, `img_loc_y`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use trackside_calibration::rig_file;

use super::assembly::Parts;
use super::folder::{entries, folders, is_video, stem, videos};
use super::joint_layouts::JointLayout;
use super::people::CameraPeople;
use super::recording::{ImagePeople, ProjectOptions, RecordedProject};
use super::world;
use crate::CaseError;

/// Points of hands and face count from here on; below is the body.
const BODY_POINTS: usize = 100;

/// Whether a folder is a workspace.
pub(super) fn is_project(folder: &Path) -> bool {
    find_calibration(folder).is_some() && !recordings(folder).unwrap_or_default().is_empty()
}

/// Reads a recording of a workspace.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let calibration = options
        .calibration
        .map(Path::to_owned)
        .or_else(|| find_calibration(folder));
    let calibration = calibration.ok_or_else(|| {
        let what = "has neither camera_array.toml nor config.toml: is it a Caliscope workspace?";
        CaseError::in_file(folder, what)
    })?;
    let rig = rig_file::read(&calibration).map_err(|e| CaseError(e.to_string()))?;
    let mut notes = Vec::new();
    let rig = world::with_z_up(rig, true, &mut notes)?;
    let recording = choose(folder, options.trial)?;
    let mut parts = Parts::new(calibration, rig);
    parts.notes = notes;
    parts.videos = videos(options.videos.unwrap_or(&recording))?;
    parts.videos.retain(|(_, path)| is_video(path));
    let history = entries(&recording)?;
    let is_history = |name: &str| {
        [
            "frame_time_history.csv",
            "timestamps.csv",
            "frame_timestamps.csv",
        ]
        .contains(&name)
    };
    let history = history.into_iter().find(|(name, _)| is_history(name));
    let times = match &history {
        Some((_, path)) => read_rows(path)?,
        None => Vec::new(),
    };
    let clocks = Clocks::new(&times);
    for (name, _) in &parts.videos {
        if let Some(times_s) = number_in(name).and_then(|port| clocks.times_s(port)) {
            parts.times_s.insert(name.clone(), times_s);
        }
    }
    if let Some(path) = find_people(&recording, options.people)? {
        let rows = read_rows(&path)?;
        parts.layout = layout(&path, &rows);
        for (port, people) in by_camera(&rows, &clocks, parts.layout) {
            let name = format!("cam_{port}");
            if let Some(times_s) = clocks.times_s(port) {
                parts.times_s.insert(name.clone(), times_s);
            }
            parts.people.push((name, path.clone(), people));
        }
        parts.people_folder = path;
    }
    parts.assemble(options)
}

fn find_calibration(folder: &Path) -> Option<PathBuf> {
    let mut files = [
        "camera_array.toml",
        "config.toml",
        "calibration/camera_array.toml",
    ]
    .iter()
    .map(|name| folder.join(name));
    files.find(|path| rig_file::read(path).is_ok())
}

/// The recordings of a workspace: folders with videos, but not those of calibrations.
fn recordings(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found = folders(&folder.join("recordings"))?;
    found.extend(
        folders(folder)?
            .into_iter()
            .filter(|(name, _)| name.starts_with("recording_")),
    );
    let has_videos = |path: &Path| {
        let files = entries(path).unwrap_or_default();
        files
            .iter()
            .any(|(name, p)| is_video(p) && (name.starts_with("port_") || name.starts_with("cam_")))
    };
    found.retain(|(_, path)| has_videos(path));
    Ok(found)
}

fn choose(folder: &Path, asked: Option<&str>) -> Result<PathBuf, CaseError> {
    let mut found = recordings(folder)?;
    let names: Vec<String> = found.iter().map(|f| f.0.clone()).collect();
    if let Some(asked) = asked {
        let one = found.into_iter().find(|f| f.0 == asked);
        let what = format!(
            "has no recording \"{asked}\"; there is {}",
            names.join(", ")
        );
        return one
            .map(|f| f.1)
            .ok_or_else(|| CaseError::in_file(folder, what));
    }
    match found.len() {
        1 => Ok(found.swap_remove(0).1),
        0 => Err(CaseError::in_file(
            folder,
            "has no recording: expected recordings/NAME/port_1.mp4",
        )),
        n => {
            let what = format!(
                "has {n} recordings: say which with --trial, one of {}",
                names.join(", ")
            );
            Err(CaseError::in_file(folder, what))
        }
    }
}

/// The table of points: `xy_TRACKER.csv` of the recording, or of a folder in it.
fn find_people(recording: &Path, asked: Option<&str>) -> Result<Option<PathBuf>, CaseError> {
    let mut found = Vec::new();
    let inner = folders(recording)?.into_iter().map(|(_, path)| path);
    for place in std::iter::once(recording.to_owned()).chain(inner) {
        let is_xy =
            |name: &str| name == "xy.csv" || (name.starts_with("xy_") && name.ends_with(".csv"));
        found.extend(
            entries(&place)?
                .into_iter()
                .filter(|(name, _)| is_xy(name))
                .map(|(_, path)| path),
        );
    }
    let names = || found.iter().map(|p| stem(p)).collect::<Vec<_>>().join(", ");
    match (asked, found.len()) {
        (Some(asked), _) => {
            let one = found.iter().find(|p| stem(p).contains(asked)).cloned();
            let what = format!("has no people \"{asked}\"; there is {}", names());
            one.map(Some)
                .ok_or_else(|| CaseError::in_file(recording, what))
        }
        (None, 0 | 1) => Ok(found.pop()),
        (None, _) => {
            let what = format!(
                "has people of several trackers: --people chooses one of {}",
                names()
            );
            Err(CaseError::in_file(recording, what))
        }
    }
}

/// A row of a table; points have an id and a place.
struct Row {
    port: u64,
    frame: u64,
    time_s: Option<f64>,
    point: Option<(usize, [f32; 2])>,
}

fn read_rows(path: &Path) -> Result<Vec<Row>, CaseError> {
    let text = fs::read_to_string(path).map_err(|e| CaseError::in_file(path, e))?;
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let header: Vec<&str> = lines
        .next()
        .map_or_else(Vec::new, |(_, l)| l.split(',').map(str::trim).collect());
    let column = |names: &[&str]| header.iter().position(|h| names.contains(h));
    let (Some(port), Some(frame)) = (column(&["port", "cam_id"]), column(&["frame_index"])) else {
        let what = "is no table of Caliscope: it has no columns port (or cam_id) and frame_index";
        return Err(CaseError::in_file(path, what));
    };
    let [time, point, x, y] =
        ["frame_time", "point_id", "img_loc_x", "img_loc_y"].map(|name| column(&[name]));
    let mut rows = Vec::new();
    for (i, line) in lines {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let number = |at: Option<usize>| {
            cells
                .get(at?)?
                .parse::<f64>()
                .ok()
                .filter(|v| v.is_finite())
        };
        let whole = |at: usize| {
            number(Some(at))
                .filter(|v| *v >= 0.0 && *v < 1e12)
                .map(|v| v as u64)
        };
        let (Some(port), Some(frame)) = (whole(port), whole(frame)) else {
            return Err(CaseError::in_line(
                path,
                i + 1,
                "port and frame_index are not numbers",
            ));
        };
        let place = number(x).zip(number(y)).map(|(x, y)| [x as f32, y as f32]);
        rows.push(Row {
            port,
            frame,
            time_s: number(time),
            point: number(point).map(|p| p as usize).zip(place),
        });
    }
    Ok(rows)
}

/// When each camera's images were taken, by the number that the camera gave them.
struct Clocks {
    by_port: BTreeMap<u64, BTreeMap<u64, f64>>,
    start_s: f64,
}

impl Clocks {
    fn new(rows: &[Row]) -> Clocks {
        let mut by_port: BTreeMap<u64, BTreeMap<u64, f64>> = BTreeMap::new();
        for row in rows {
            if let Some(time_s) = row.time_s {
                by_port
                    .entry(row.port)
                    .or_default()
                    .insert(row.frame, time_s);
            }
        }
        let all = by_port.values().flat_map(BTreeMap::values).copied();
        let start_s = all.reduce(f64::min).unwrap_or(0.0);
        Clocks { by_port, start_s }
    }

    /// The image's place in the video: a camera's first recorded image has whatever number it had.
    fn place(&self, port: u64, frame: u64) -> u64 {
        match self.by_port.get(&port) {
            Some(times) => times.range(..frame).count() as u64,
            None => frame,
        }
    }

    /// s from the first image of all, by the image's place in the video.
    fn times_s(&self, port: u64) -> Option<BTreeMap<u64, f64>> {
        let times = self.by_port.get(&port)?;
        Some(
            (0u64..)
                .zip(times.values().map(|t| t - self.start_s))
                .collect(),
        )
    }
}

/// The number in a name: 1 of `port_1`.
fn number_in(name: &str) -> Option<u64> {
    let digits = name.rsplit(|c: char| !c.is_ascii_digit());
    digits
        .filter(|run| !run.is_empty())
        .find_map(|run| run.parse().ok())
}

/// The order of the points, by the tracker's name, else by their number.
fn layout(path: &Path, rows: &[Row]) -> Option<JointLayout> {
    let name = stem(path).to_lowercase();
    let named = [
        ("halpe", "halpe26"),
        ("coco", "coco17"),
        ("holistic", "mediapipe33"),
        ("mediapipe", "mediapipe33"),
    ];
    let named = named.iter().find(|(part, _)| name.contains(part));
    if let Some((_, layout)) = named {
        return JointLayout::by_name(layout);
    }
    let ids = rows
        .iter()
        .filter_map(|r| r.point)
        .map(|(id, _)| id)
        .filter(|id| *id < BODY_POINTS);
    let most = ids.max()?;
    let layouts = ["coco17", "halpe26", "mediapipe33"]
        .iter()
        .filter_map(|n| JointLayout::by_name(n));
    layouts.into_iter().find(|l| most < l.count)
}

fn by_camera(
    rows: &[Row],
    clocks: &Clocks,
    layout: Option<JointLayout>,
) -> BTreeMap<u64, CameraPeople> {
    let ids = rows
        .iter()
        .filter_map(|r| r.point)
        .map(|(id, _)| id)
        .filter(|id| *id < BODY_POINTS);
    let count = layout.map_or_else(|| ids.max().map_or(0, |m| m + 1), |l| l.count);
    let mut cameras: BTreeMap<u64, CameraPeople> = BTreeMap::new();
    let ports: BTreeSet<u64> = clocks.by_port.keys().copied().collect();
    // Images in which nobody was found are not in the table.
    for port in ports {
        let times = clocks.by_port.get(&port).map_or(0, BTreeMap::len);
        let images = (0..times as u64).map(|n| (n, ImagePeople::default()));
        cameras.entry(port).or_default().images.extend(images);
    }
    for row in rows {
        let Some((id, [x, y])) = row.point.filter(|(id, _)| *id < count) else {
            continue;
        };
        let camera = cameras.entry(row.port).or_default();
        let image = camera
            .images
            .entry(clocks.place(row.port, row.frame))
            .or_default();
        if image.people.is_empty() {
            image.people.push(vec![None; count]);
        }
        image.people[0][id] = Some([x, y, 1.0]);
    }
    for camera in cameras.values_mut() {
        camera.format = "Caliscope";
    }
    cameras
}
