//! Which camera of the rig a file or folder belongs to, by its name.

use std::path::{Path, PathBuf};

use trackside_calibration::Rig;

use super::folder::first_run;
use crate::CaseError;

/// The rig's camera of each found file or folder: of the same name when case, `_`, `-`, blanks and leading zeros do not count
/// (`cam01`, `cam_01` and `Cam-1` are one camera); else of the same name without the words that programs add (`int_cam01_img`,
/// `port_1`, `cam01_alphapose-results`); else, where no name fits and there are as many as cameras, in the order of names, which
/// is what Pose2Sim does, and is said in `notes`.
///
/// # Errors
/// A name that is no camera's; two of one camera.
pub fn match_cameras(
    rig: &Rig,
    found: &[(String, PathBuf)],
    notes: &mut Vec<String>,
) -> Result<Vec<usize>, CaseError> {
    let by = |key: fn(&str) -> String| -> Vec<Option<usize>> {
        let keys: Vec<String> = rig.cameras().iter().map(|c| key(&c.name)).collect();
        let place = |name: &str| {
            let wanted = key(name);
            let mut same = (0..keys.len()).filter(|&i| keys[i] == wanted && !wanted.is_empty());
            // A name that two cameras share says nothing.
            same.next().filter(|_| same.next().is_none())
        };
        found.iter().map(|(name, _)| place(name)).collect()
    };
    let (same, bare) = (by(plain), by(undecorated));
    let places: Vec<Option<usize>> = same.iter().zip(&bare).map(|(a, b)| a.or(*b)).collect();
    if places.iter().all(Option::is_none) && found.len() == rig.cameras().len() && found.len() > 1 {
        let pairs = found.iter().zip(rig.cameras());
        let pairs: Vec<String> = pairs
            .map(|((name, _), c)| format!("{name} is {}", c.name))
            .collect();
        notes.push(format!(
            "no name is a camera's of the rig; they are taken in the order of their names, as Pose2Sim does: {}",
            pairs.join(", ")
        ));
        return Ok((0..found.len()).collect());
    }
    let mut matched: Vec<usize> = Vec::new();
    for (place, (_, path)) in places.iter().zip(found) {
        let place = place.ok_or_else(|| unknown(rig, path))?;
        if let Some(other) = matched.iter().position(|p| *p == place) {
            let what = format!("is the same camera's as {}", found[other].1.display());
            return Err(CaseError::in_file(path, what));
        }
        matched.push(place);
    }
    Ok(matched)
}

fn unknown(rig: &Rig, path: &Path) -> CaseError {
    let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    let what = format!(
        "is no camera of the rig, which has {}: rename one of them",
        names.join(", ")
    );
    CaseError::in_file(path, what)
}

/// Lower case, letters and digits alone, numbers without leading zeros.
fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    runs(&letters).concat()
}

/// The runs of letters and of digits, in lower case, numbers without leading zeros.
fn runs(text: &str) -> Vec<String> {
    let mut runs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (run, after) = first_run(rest);
        let bare = run.trim_start_matches('0');
        let is_number = run.starts_with(|c: char| c.is_ascii_digit());
        runs.push(match (is_number, bare.is_empty()) {
            (true, true) => "0".to_owned(),
            (true, false) => bare.to_owned(),
            _ => run.to_lowercase(),
        });
        rest = after;
    }
    runs
}

/// What programs add to a camera's name in the names of files and folders.
const ADDED: [&str; 34] = [
    "2d",
    "alphapose",
    "annots",
    "calib",
    "calibrated",
    "cam",
    "camera",
    "csv",
    "detections",
    "ext",
    "extrinsics",
    "id",
    "img",
    "images",
    "int",
    "intrinsics",
    "json",
    "keypoints",
    "landmarks",
    "mediapipe",
    "mmpose",
    "openpose",
    "port",
    "pose",
    "poses",
    "predictions",
    "raw",
    "results",
    "rtmpose",
    "sync",
    "synced",
    "synchronized",
    "video",
    "view",
];

/// What is left of a name without what programs add; DeepLabCut adds all from `DLC` on.
fn undecorated(name: &str) -> String {
    let name = name.split("DLC").next().unwrap_or(name);
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts = parts.filter(|p| !ADDED.contains(&p.to_lowercase().as_str()));
    let runs = parts
        .flat_map(runs)
        .filter(|r| !ADDED.contains(&r.as_str()));
    runs.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_calibration::rig_file;

    use super::*;

    fn rig(names: &[&str]) -> Rig {
        let camera = |name: &&str| {
            format!(
                "[{name}]\nname = \"{name}\"\nsize = [640, 480]\nmatrix = [[500.0, 0.0, 320.0], [0.0, 500.0, 240.0], [0.0, 0.0, 1.0]]\n\
                 distortions = [0.0, 0.0, 0.0, 0.0]\nrotation = [0.0, 0.0, 0.0]\ntranslation = [0.0, 0.0, 4.0]\n"
            )
        };
        let text: String = names.iter().map(camera).collect();
        rig_file::from_toml(&text, "rig.toml").unwrap()
    }

    fn matched(cameras: &[&str], found: &[&str]) -> Result<(Vec<usize>, Vec<String>), String> {
        let found: Vec<_> = found
            .iter()
            .map(|n| ((*n).to_owned(), PathBuf::from(n)))
            .collect();
        let mut notes = Vec::new();
        match_cameras(&rig(cameras), &found, &mut notes)
            .map(|m| (m, notes))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn names_that_programs_decorate_are_matched() {
        let cases: [(&[&str], &[&str]); 5] = [
            (&["cam_01", "cam_02"], &["Cam-1", "cam02"]),
            (&["int_cam1_img", "int_cam2_img"], &["cam1", "cam2"]),
            (&["cam_1", "cam_2"], &["port_1", "port_2"]),
            (
                &["left", "right"],
                &["left_alphapose-results", "rightDLC_resnet50_x7"],
            ),
            (
                &["cam_0", "cam_1"],
                &["Camera_000_synchronized", "Camera_001_synchronized"],
            ),
        ];
        for (cameras, found) in cases {
            let (places, notes) = matched(cameras, found).unwrap();
            assert_eq!(places, [0, 1], "{found:?}");
            assert!(notes.is_empty());
        }
    }

    #[test]
    fn where_no_name_fits_their_order_counts_and_is_said() {
        let (places, notes) = matched(&["north", "south"], &["cam01", "cam02"]).unwrap();
        assert_eq!(places, [0, 1]);
        assert!(notes[0].contains("cam01 is north"), "{notes:?}");
        let error = matched(&["north", "south", "east"], &["cam01", "cam02"]).unwrap_err();
        assert!(error.contains("north, south, east"), "{error}");
        let error = matched(&["north", "south"], &["north", "cam02"]).unwrap_err();
        assert!(error.contains("cam02"), "{error}");
        let error = matched(&["cam_01", "cam_02"], &["cam1", "cam01"]).unwrap_err();
        assert!(error.contains("the same camera"), "{error}");
    }
}
