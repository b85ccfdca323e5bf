//! Pose2Sim projects of all versions.
//!
//! | what | where |
//! |---|---|
//! | rig | a folder with `calib` in its name (`calibration`, `calib-2d`, `S00_Calibration`) in the trial, or in the folder around it, or around that |
//! | people | `pose-associated/` (once `pose-2d-tracked/`), else `pose-sync/`, else `pose/` (`pose-2d/`): a folder `CAM_json` or one file a camera |
//! | videos | `videos/` (`raw-2d/`) |
//! | settings | `Config.toml` of the trial and of the folders around it, `User/Config.toml`: `frame_rate`, `pose_model` |
//!
//! Synchronisation renumbers images: an image of `pose-sync/` that is image `n + k` of `pose/` is one of a camera that is `k`
//! images ahead, which its clock in the rig then says, so that its video fits too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use trackside_calibration::rig_file;

use super::assembly::Parts;
use super::folder::{entries, folders, has_extension, videos};
use super::joint_layouts::JointLayout;
use super::people::{self, CameraPeople};
use super::recording::{ImagePeople, ProjectOptions, RecordedProject};
use crate::CaseError;

/// The folders of people, the first that is there goes before the others.
const PEOPLE: [&str; 6] = [
    "pose-associated",
    "pose-2d-tracked",
    "pose-sync",
    "pose-2d-sync",
    "pose",
    "pose-2d",
];
const VIDEOS: [&str; 2] = ["videos", "raw-2d"];

/// Reads a project.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let folder = &trial(folder, options)?;
    let calibration = match options.calibration {
        Some(path) => path.to_owned(),
        None => find_calibration(folder)?,
    };
    let rig = rig_file::read(&calibration).map_err(|e| CaseError(e.to_string()))?;
    let mut parts = Parts::new(calibration, rig);
    for name in VIDEOS {
        parts.videos.extend(videos(&folder.join(name))?);
    }
    if let Some(videos_at) = options.videos {
        parts.videos = videos(videos_at)?;
    }
    settings(folder, &mut parts);
    if !options.without_people {
        read_people(folder, options.people, &mut parts)?;
    }
    if parts.videos.is_empty() && parts.people.iter().all(|p| p.2.images.is_empty()) {
        let what = "has neither videos/CAM.mp4 nor pose/CAM_json/: is it a Pose2Sim project?";
        return Err(CaseError::in_file(folder, what));
    }
    parts.assemble(options)
}

/// Whether a folder is a project, a trial of one, or a session of trials.
pub(super) fn is_project(folder: &Path) -> bool {
    // With people but without a rig file it is one, too, and what it lacks is said.
    let has_people = PEOPLE.iter().any(|name| folder.join(name).is_dir());
    let is_one = || is_trial(folder) || trials(folder).is_ok_and(|trials| !trials.is_empty());
    has_people || (is_one() && find_calibration(folder).is_ok())
}

fn is_trial(folder: &Path) -> bool {
    let mut parts = PEOPLE.iter().chain(&VIDEOS);
    parts.any(|name| folder.join(name).is_dir())
}

/// The trials in a session's folder, and in its participants' folders.
fn trials(folder: &Path) -> Result<Vec<String>, CaseError> {
    let mut found = Vec::new();
    for (name, path) in folders(folder)? {
        if is_trial(&path) {
            found.push(name);
        } else {
            let inner = folders(&path)?.into_iter().filter(|(_, p)| is_trial(p));
            found.extend(inner.map(|(trial, _)| format!("{name}/{trial}")));
        }
    }
    Ok(found)
}

/// The trial that is meant.
fn trial(folder: &Path, options: ProjectOptions<'_>) -> Result<PathBuf, CaseError> {
    if let Some(name) = options.trial {
        let path = folder.join(name);
        if is_trial(&path) {
            return Ok(path);
        }
        let what = format!(
            "has no trial \"{name}\"; its trials are {}",
            trials(folder)?.join(", ")
        );
        return Err(CaseError::in_file(folder, what));
    }
    if is_trial(folder) {
        return Ok(folder.to_owned());
    }
    match &trials(folder)?[..] {
        [] => Ok(folder.to_owned()),
        [only] => Ok(folder.join(only)),
        several => {
            let what = format!(
                "is a session of {} trials: say which with --trial, one of {}",
                several.len(),
                several.join(", ")
            );
            Err(CaseError::in_file(folder, what))
        }
    }
}

/// The rig file of a project: a TOML, else a Qualisys one.
fn find_calibration(folder: &Path) -> Result<PathBuf, CaseError> {
    let absolute = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    // The trial, the participant, the session. Around the trial, a folder of another project may lie.
    for (level, place) in absolute.ancestors().take(3).enumerate() {
        let is_session = level == 0 || place.join("Config.toml").is_file();
        let mut found = folders(place)?;
        found.retain(|(name, _)| {
            let name = name.to_lowercase();
            let is_own = name.ends_with("_calibration") || (level == 1 && name == "calibration");
            name.contains("calib") && (is_session || is_own)
        });
        for (_, calibration) in found {
            for ending in [".toml", ".qca.txt"] {
                let mut files = entries(&calibration)?;
                files.retain(|(name, path)| {
                    let is_settings = name.eq_ignore_ascii_case("config.toml");
                    name.to_lowercase().ends_with(ending) && path.is_file() && !is_settings
                });
                match files.len() {
                    0 => {}
                    1 => return Ok(files.swap_remove(0).1),
                    n => {
                        let what = format!(
                            "has {n} rig files (*{ending}): say which with --calibration FILE"
                        );
                        return Err(CaseError::in_file(&calibration, what));
                    }
                }
            }
        }
    }
    let what = "has no rig file: expected calibration/*.toml or calibration/*.qca.txt, or --calibration FILE";
    Err(CaseError::in_file(folder, what))
}

/// Reads the people of the folder that was asked for, or that goes before the others, and says which it was.
fn read_people(folder: &Path, asked: Option<&str>, parts: &mut Parts) -> Result<(), CaseError> {
    let present: Vec<&str> = PEOPLE
        .into_iter()
        .filter(|name| folder.join(name).is_dir())
        .collect();
    let taken = match asked {
        Some(name) if folder.join(name).is_dir() => name,
        Some(name) => {
            let what = format!(
                "has no folder {name}; --people is one of {}",
                present.join(", ")
            );
            return Err(CaseError::in_file(folder, what));
        }
        None => match present.first() {
            Some(first) => first,
            None => return Ok(()),
        },
    };
    parts.people_folder = folder.join(taken);
    let others: Vec<&str> = present
        .iter()
        .copied()
        .filter(|name| *name != taken)
        .collect();
    if !others.is_empty() {
        parts.notes.push(format!(
            "the people are those of {taken}/; {} too: --people chooses",
            match &others[..] {
                [one] => format!("{one}/ is there"),
                several => format!("{}/ are there", several.join("/ and ")),
            }
        ));
    }
    for (name, path) in cameras_in(&parts.people_folder)? {
        let people = people::read(&path)?;
        parts.people.push((name, path, people));
    }
    if is_synchronised(taken) {
        find_offsets(folder, parts)?;
    }
    Ok(())
}

/// The cameras in a folder of people: `CAM_json/`, or a folder or file that holds a camera's people.
fn cameras_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for (name, path) in entries(folder)? {
        if let Some(camera) = name.strip_suffix("_json").filter(|_| path.is_dir()) {
            found.push((camera.to_owned(), path));
        } else if path.is_dir() {
            let files = entries(&path)?;
            if files.iter().any(|(_, p)| people::may_hold_people(p)) {
                found.push((name, path));
            }
        } else if has_extension(&path, &["json", "csv", "h5"]) {
            found.push((super::folder::stem(&path), path));
        }
    }
    Ok(found)
}

fn is_synchronised(name: &str) -> bool {
    !matches!(name, "pose" | "pose-2d")
}

/// Finds how far each camera's numbers were moved by the synchronisation, from the same people in `pose/` and `pose-sync/`.
/// The people are then numbered as the video's images are.
fn find_offsets(folder: &Path, parts: &mut Parts) -> Result<(), CaseError> {
    let read =
        |names: [&str; 2]| -> Result<BTreeMap<String, BTreeMap<u64, ImagePeople>>, CaseError> {
            let Some(place) = names.iter().map(|n| folder.join(n)).find(|p| p.is_dir()) else {
                return Ok(BTreeMap::new());
            };
            let cameras = cameras_in(&place)?.into_iter();
            cameras
                .map(|(name, path)| Ok((name, people::read(&path)?.images)))
                .collect()
        };
    let synchronised = read(["pose-sync", "pose-2d-sync"])?;
    if synchronised.is_empty() {
        // Associated only: the numbers are those of the videos' images.
        return Ok(());
    }
    let original = read(["pose", "pose-2d"])?;
    let mut unknown = Vec::new();
    let mut moved = Vec::new();
    for (name, _, people) in &mut parts.people {
        let both = original.get(name).zip(synchronised.get(name));
        let Some(ahead) = both.and_then(|(before, after)| offset(before, after)) else {
            unknown.push(name.clone());
            continue;
        };
        if ahead != 0 {
            moved.push(format!("{name} {ahead}"));
            *people = shifted(std::mem::take(people), ahead);
        }
        parts.images_ahead.insert(name.clone(), ahead);
    }
    if !moved.is_empty() {
        parts.notes.push(format!(
            "Pose2Sim's synchronisation moved {} images; the clocks in the rig say so, and the videos fit",
            moved.join(", ")
        ));
    }
    if !unknown.is_empty() && !parts.videos.is_empty() {
        parts.notes.push(format!(
            "how far the synchronisation moved {} cannot be told, as pose/ is not what it was: the detections fit together, the videos may not",
            unknown.join(", ")
        ));
    }
    Ok(())
}

/// By how many images `before` is ahead of `after`, which are the same but for their numbers; from images with people.
fn offset(before: &BTreeMap<u64, ImagePeople>, after: &BTreeMap<u64, ImagePeople>) -> Option<i64> {
    let with_people = |i: &(&u64, &ImagePeople)| !i.1.people.is_empty();
    let (n, first) = after.iter().find(with_people)?;
    let same = before.iter().filter(|(_, image)| *image == first);
    let mut offsets = same.map(|(m, _)| *m as i64 - *n as i64);
    offsets.find(|ahead| {
        let mut pairs = after.iter().filter(with_people).take(50);
        pairs.all(|(n, image)| {
            let own = u64::try_from(*n as i64 + ahead).ok();
            own.and_then(|own| before.get(&own)) == Some(image)
        })
    })
}

fn shifted(people: CameraPeople, ahead: i64) -> CameraPeople {
    let own = |(n, image): (u64, ImagePeople)| Some((u64::try_from(n as i64 + ahead).ok()?, image));
    CameraPeople {
        images: people.images.into_iter().filter_map(own).collect(),
        ..people
    }
}

/// Takes frame rate and order of joints from the project's settings, the trial's before those around it.
fn settings(folder: &Path, parts: &mut Parts) {
    let absolute = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let around = absolute.ancestors().take(3);
    let files = around.flat_map(|f| [f.join("Config.toml"), f.join("User/Config.toml")]);
    for file in files {
        // Settings that cannot be read settle nothing.
        let Some(table) = fs::read_to_string(&file)
            .ok()
            .and_then(|t| t.parse::<toml::Table>().ok())
        else {
            continue;
        };
        let find = |key: &str| {
            let sections = table.values().filter_map(toml::Value::as_table);
            sections
                .filter_map(|section| section.get(key))
                .next()
                .cloned()
        };
        let rate =
            find("frame_rate").and_then(|v| v.as_float().or(v.as_integer().map(|i| i as f64)));
        parts.rate_hz = parts.rate_hz.or(rate.filter(|r| *r > 0.0));
        let model = find("pose_model").and_then(|v| v.as_str().and_then(layout_of_model));
        parts.layout = parts.layout.or(model);
    }
}

/// The order of joints of a `pose_model`.
fn layout_of_model(name: &str) -> Option<JointLayout> {
    match name.to_lowercase().as_str() {
        "body_with_feet" => JointLayout::by_name("halpe26"),
        "whole_body" | "coco_133" | "coco_133_wrist" | "whole_body_wrist" => {
            JointLayout::by_name("coco133")
        }
        "body" | "coco_17" => JointLayout::by_name("coco17"),
        "coco" => JointLayout::by_name("openpose18"),
        "blazepose" => JointLayout::by_name("mediapipe33"),
        other => JointLayout::by_name(other),
    }
}
