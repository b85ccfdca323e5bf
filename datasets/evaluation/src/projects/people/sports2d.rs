//! Sports2D's `VIDEO_Sports2D/`: a TRC a person, `VIDEO_Sports2D_px_person00.trc`, in px of the image; 0, 0 is not seen.

use std::fs;
use std::path::{Path, PathBuf};

use super::{CameraPeople, push};
use crate::CaseError;
use crate::projects::folder::entries;

/// The files of people in px in a folder.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, CaseError> {
    let is_one = |name: &str| name.ends_with(".trc") && name.contains("_px_person");
    let found = entries(folder)?
        .into_iter()
        .filter(|(name, _)| is_one(name));
    Ok(found.map(|(_, path)| path).collect())
}

pub(super) fn read(files: &[PathBuf]) -> Result<CameraPeople, CaseError> {
    let mut people = CameraPeople {
        format: "Sports2D",
        ..CameraPeople::default()
    };
    for path in files {
        read_person(path, &mut people)?;
    }
    Ok(people)
}

fn read_person(path: &Path, people: &mut CameraPeople) -> Result<(), CaseError> {
    let text = fs::read_to_string(path).map_err(|e| CaseError::in_file(path, e))?;
    let lines: Vec<&str> = text.lines().collect();
    let head = |row: usize| {
        lines
            .get(row)
            .map(|l| l.split('\t').map(str::trim).collect::<Vec<_>>())
    };
    let (Some(keys), Some(values), Some(names)) = (head(1), head(2), head(3)) else {
        return Err(CaseError::in_file(path, "this is no TRC: it has no header"));
    };
    let rate = keys
        .iter()
        .position(|k| *k == "DataRate")
        .and_then(|i| values.get(i)?.parse().ok());
    let rate: f64 = rate
        .filter(|r: &f64| *r > 0.0 && r.is_finite())
        .unwrap_or(0.0);
    if rate == 0.0 || names.first().is_none_or(|n| !n.starts_with("Frame")) {
        return Err(CaseError::in_file(
            path,
            "this is no TRC: it has no DataRate, or no Frame#",
        ));
    }
    let joints: Vec<String> = names
        .iter()
        .skip(2)
        .filter(|n| !n.is_empty())
        .map(|n| (*n).to_owned())
        .collect();
    if people
        .joint_names
        .as_ref()
        .is_some_and(|known| *known != joints)
    {
        return Err(CaseError::in_file(
            path,
            "has other joints than the person before",
        ));
    }
    for (i, line) in lines.iter().enumerate().skip(5) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.iter().all(|c| c.is_empty()) {
            continue;
        }
        let number = |at: usize| cells.get(at).and_then(|c| c.parse::<f64>().ok());
        let time_s = number(1).filter(|t| t.is_finite() && *t >= 0.0);
        let time_s = time_s.ok_or_else(|| CaseError::in_line(path, i + 1, "has no time"))?;
        let place = |at: usize| number(at).filter(|v| v.is_finite()).map(|v| v as f32);
        let joint = |j: usize| {
            let [x, y] = [place(2 + 3 * j)?, place(3 + 3 * j)?];
            ([x, y] != [0.0, 0.0]).then_some([x, y, 1.0])
        };
        let image = people
            .images
            .entry((time_s * rate).round() as u64)
            .or_default();
        push(image, (0..joints.len()).map(joint).collect());
    }
    people.joint_names = Some(joints);
    Ok(())
}
