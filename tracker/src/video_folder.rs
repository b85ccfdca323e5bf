//! The cameras of a folder of videos: one file or one subfolder a camera, chapters in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::capture::{is_image_file, natural_order};

/// The extensions of video files.
const EXTENSIONS: [&str; 14] = [
    "mp4", "mov", "m4v", "mkv", "webm", "avi", "mts", "m2ts", "ts", "mpg", "mpeg", "mxf", "3gp",
    "wmv",
];

/// A camera that was found, and its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCamera {
    /// Its name: of the file without its extension, or of the subfolder.
    pub name: String,
    /// Video files in order, or one folder of images.
    pub files: Vec<PathBuf>,
}

/// The cameras of a folder, in the order of their names, and what was left out, in words.
///
/// # Errors
/// A folder that cannot be read or has no videos; two files of one name.
pub fn find_cameras(folder: &Path) -> Result<(Vec<FoundCamera>, Vec<String>)> {
    let (mut files, folders, mut notes) = (videos_in(folder)?, folders_in(folder)?, Vec::new());
    files.sort_by(|a, b| chapter_order(a, b));
    let mut cameras: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let name = camera_name(&file);
        let chapters = cameras.entry(name.clone()).or_default();
        let is_chapter = GoProName::of(&file).is_some();
        if let Some(other) = chapters.first().filter(|_| !is_chapter) {
            bail!(
                "{} and {} would both be camera \"{name}\": rename one, or put the chapters of one camera into a folder of \
                 its own",
                other.display(),
                file.display()
            );
        }
        chapters.push(file);
    }
    for subfolder in folders {
        let Some(files) = recording_in(&subfolder, &mut notes)? else {
            notes.push(format!(
                "{}: no videos and no images in it: left out",
                subfolder.display()
            ));
            continue;
        };
        let name = plain_name(&subfolder);
        let is_project = cameras.is_empty() && name.to_lowercase() == "videos" && files.len() > 1;
        ensure!(
            !is_project,
            "{}: its videos are in {}: give that folder, with one file or one subfolder a camera",
            folder.display(),
            subfolder.display()
        );
        ensure!(
            !cameras.contains_key(&name),
            "{}: there is both a file and a folder of camera \"{name}\"",
            folder.display()
        );
        cameras.insert(name, files);
    }
    ensure!(
        !cameras.is_empty(),
        "{}: there are no videos in it: it has one video file, or one subfolder of videos or images, for each camera ({})",
        folder.display(),
        EXTENSIONS.join(", ")
    );
    let mut found: Vec<FoundCamera> = (cameras.into_iter())
        .map(|(name, files)| FoundCamera { name, files })
        .collect();
    found.sort_by(|a, b| natural_order::compare(&a.name, &b.name));
    Ok((found, notes))
}

/// The chapters in a camera's folder, or the folder itself where it has images.
fn recording_in(folder: &Path, notes: &mut Vec<String>) -> Result<Option<Vec<PathBuf>>> {
    let mut files = videos_in(folder)?;
    if !files.is_empty() {
        files.sort_by(|a, b| chapter_order(a, b));
        return Ok(Some(files));
    }
    let is_of_images = paths_in(folder)?.iter().any(|p| is_image_file(p));
    if !is_of_images && !folders_in(folder)?.is_empty() {
        notes.push(format!(
            "{}: folders in folders are not looked into",
            folder.display()
        ));
    }
    Ok(is_of_images.then(|| vec![folder.to_owned()]))
}

fn paths_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = || folder.display().to_string();
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(name)? {
        paths.push(entry.with_context(name)?.path());
    }
    let is_hidden = |p: &PathBuf| {
        let name = p.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with('.')
    };
    paths.retain(|p| !is_hidden(p));
    paths.sort_by(|a, b| natural_order::by_name(a, b));
    Ok(paths)
}

fn videos_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let is_video = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        EXTENSIONS.contains(&extension.to_lowercase().as_str()) && path.is_file()
    };
    Ok(paths_in(folder)?.into_iter().filter(is_video).collect())
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(paths_in(folder)?
        .into_iter()
        .filter(|p| p.is_dir())
        .collect())
}

/// The order of the chapters of one recording.
fn chapter_order(a: &Path, b: &Path) -> std::cmp::Ordering {
    match (GoProName::of(a), GoProName::of(b)) {
        (Some(a), Some(b)) => (a.number, a.chapter).cmp(&(b.number, b.chapter)),
        _ => natural_order::by_name(a, b),
    }
}

/// The camera of a file that lies beside those of other cameras.
fn camera_name(file: &Path) -> String {
    match GoProName::of(file) {
        Some(name) => format!("{}{:04}", name.kind, name.number),
        None => plain_name(&file.with_extension("")),
    }
}

/// A file's or folder's name with letters, digits, `_` and `-` alone.
fn plain_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let plain = |c: char| match c.is_alphanumeric() || c == '_' {
        true => c,
        false => '-',
    };
    name.chars().map(plain).collect()
}

/// The name that a GoPro gives to a chapter: GH020123 is the second of recording 123, in H.264; GX in H.265. Older ones have
/// GOPR0123 first and GP010123 next.
struct GoProName {
    kind: &'static str,
    number: u32,
    chapter: u32,
}

impl GoProName {
    fn of(file: &Path) -> Option<GoProName> {
        let stem = file.file_stem()?.to_str()?.to_uppercase();
        let (kind, chapter, number) = match (stem.get(..2)?, stem.get(2..4)?, stem.get(4..)?) {
            ("GO", "PR", number) => ("GOPR", "0", number),
            ("GP", chapter, number) => ("GOPR", chapter, number),
            ("GH", chapter, number) => ("GH", chapter, number),
            ("GX", chapter, number) => ("GX", chapter, number),
            ("GL", chapter, number) => ("GL", chapter, number),
            _ => return None,
        };
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let is_name = number.len() == 4 && is_number(number) && is_number(chapter);
        is_name.then_some(GoProName {
            kind,
            number: number.parse().ok()?,
            chapter: chapter.parse().ok()?,
        })
    }
}

/// Of `names`, the one that a file or folder of boards is about: the same when case, punctuation and leading zeros do not count, or
/// the longest that is part of it (`int_cam02_img` is of `cam_2`).
pub fn camera_of_board<'n>(board: &str, names: &[&'n str]) -> Option<&'n str> {
    let board = reduced(board);
    let is_part = |name: &&&str| {
        let name = reduced(name);
        board.match_indices(&name).any(|(at, found)| {
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let cuts_before = found.starts_with(|c: char| c.is_ascii_digit())
                && is_digit(board[..at].chars().next_back());
            let cuts_after = is_digit(found.chars().next_back())
                && is_digit(board[at + found.len()..].chars().next());
            !cuts_before && !cuts_after && !found.is_empty()
        })
    };
    names
        .iter()
        .filter(is_part)
        .max_by_key(|n| n.len())
        .copied()
}

/// Letters and digits alone, without leading zeros.
fn reduced(name: &str) -> String {
    let mut reduced = String::new();
    for c in name.to_lowercase().chars().filter(|c| c.is_alphanumeric()) {
        let after_digit = reduced.ends_with(|c: char| c.is_ascii_digit());
        if after_digit && reduced.ends_with('0') && c.is_ascii_digit() {
            let before = reduced[..reduced.len() - 1].chars().next_back();
            if before.is_none_or(|b| !b.is_ascii_digit()) {
                reduced.pop();
            }
        }
        reduced.push(c);
    }
    reduced
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        dir
    }

    fn found(files: &[&str]) -> Result<Vec<(String, Vec<String>)>> {
        let dir = folder(files);
        let (cameras, _) = find_cameras(dir.path())?;
        let relative = |p: &PathBuf| {
            let relative = p.strip_prefix(dir.path()).unwrap();
            relative.to_string_lossy().into_owned()
        };
        Ok(cameras
            .into_iter()
            .map(|c| (c.name, c.files.iter().map(relative).collect()))
            .collect())
    }

    #[test]
    fn a_camera_is_a_file_or_a_folder_of_chapters() {
        let cameras = found(&[
            "north.mp4",
            "notes.txt",
            ".hidden.mp4",
            "cam 2/clip10.MOV",
            "cam 2/clip9.MOV",
            "cam 10/1.png",
            "GH020012.MP4",
            "GH010012.MP4",
            "gopro/GX010014.MP4",
            "gopro/GX020013.MP4",
            "gopro/GX010013.MP4",
            "empty/readme.txt",
        ]);
        let expected = [
            ("GH0012", vec!["GH010012.MP4", "GH020012.MP4"]),
            ("cam-2", vec!["cam 2/clip9.MOV", "cam 2/clip10.MOV"]),
            ("cam-10", vec!["cam 10"]),
            (
                "gopro",
                vec![
                    "gopro/GX010013.MP4",
                    "gopro/GX020013.MP4",
                    "gopro/GX010014.MP4",
                ],
            ),
            ("north", vec!["north.mp4"]),
        ];
        let expected = expected.map(|(name, files)| {
            (
                name.to_owned(),
                files.into_iter().map(str::to_owned).collect(),
            )
        });
        assert_eq!(cameras.unwrap(), expected);
    }

    #[test]
    fn what_is_not_a_folder_of_cameras_is_refused_by_name() {
        let error = found(&["a.mp4", "a.mov"]).unwrap_err().to_string();
        assert!(
            error.contains("a.mp4") && error.contains("a.mov"),
            "{error}"
        );
        let error = found(&["a.txt"]).unwrap_err().to_string();
        assert!(error.contains("no videos"), "{error}");
        let error = found(&["videos/a.mp4", "videos/b.mp4", "calibration/c.toml"]);
        let error = error.unwrap_err().to_string();
        assert!(error.contains("give that folder"), "{error}");
    }

    #[test]
    fn boards_find_their_camera() {
        let names = ["cam_1", "cam_02", "cam_21", "north"];
        assert_eq!(camera_of_board("int_cam02_img", &names), Some("cam_02"));
        assert_eq!(camera_of_board("Cam-21", &names), Some("cam_21"));
        assert_eq!(camera_of_board("board north", &names), Some("north"));
        assert_eq!(camera_of_board("cam_3", &names), None);
        assert_eq!(camera_of_board("cam_10", &names), None);
    }
}
