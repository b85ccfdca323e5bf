//! What lies in a folder, in the order that people expect.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use crate::CaseError;

/// What lies in a folder, by name, numbers by their value; nothing where there is no such folder. Hidden files are left out.
///
/// # Errors
/// The folder cannot be read.
pub(super) fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = || -> std::io::Result<Vec<(String, PathBuf)>> {
        fs::read_dir(folder)?
            .map(|e| e.map(|e| (e.file_name().to_string_lossy().into_owned(), e.path())))
            .collect()
    };
    let mut found = read().map_err(|e| CaseError::in_file(folder, e))?;
    found.retain(|(name, _)| !name.starts_with('.'));
    found.sort_by(|a, b| natural_order(&a.0, &b.0));
    Ok(found)
}

/// The folders in a folder.
pub(super) fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found = entries(folder)?;
    found.retain(|(_, path)| path.is_dir());
    Ok(found)
}

/// Whether a file has one of these extensions, in any case.
pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| extensions.contains(&e.as_str()))
}

/// Whether the file's name is a video's.
pub(super) fn is_video(path: &Path) -> bool {
    let videos = [
        "mp4", "mov", "avi", "mkv", "m4v", "mpg", "mpeg", "webm", "mts",
    ];
    path.is_file() && has_extension(path, &videos)
}

/// The name without its extension.
pub(super) fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The videos of a folder, and its folders of images, by name without extension.
///
/// # Errors
/// The folder cannot be read.
pub(super) fn videos(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found = Vec::new();
    for (name, path) in entries(folder)? {
        if is_video(&path) {
            found.push((stem(&path), path));
        } else if path.is_dir() && has_images(&path)? {
            found.push((name, path));
        }
    }
    Ok(found)
}

fn has_images(folder: &Path) -> Result<bool, CaseError> {
    let images = ["jpg", "jpeg", "png", "bmp", "tif", "tiff"];
    let found = entries(folder)?;
    Ok(found.iter().any(|(_, path)| has_extension(path, &images)))
}

/// Compares names with the numbers in them by value: `2.jpg` before `10.jpg`.
pub(super) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (run_a, rest_a) = first_run(left);
        let (run_b, rest_b) = first_run(right);
        let both_numbers = starts_with_digit(run_a) && starts_with_digit(run_b);
        let order = if both_numbers {
            let significant = |run: &str| run.trim_start_matches('0').len();
            let by_value = significant(run_a).cmp(&significant(run_b));
            by_value.then_with(|| {
                run_a
                    .trim_start_matches('0')
                    .cmp(run_b.trim_start_matches('0'))
            })
        } else {
            run_a.cmp(run_b)
        };
        if order != Ordering::Equal || (run_a.is_empty() && run_b.is_empty()) {
            return order.then_with(|| a.cmp(b));
        }
        (left, right) = (rest_a, rest_b);
    }
}

/// The digits, or what is not digits, at the beginning, and the rest.
pub(super) fn first_run(text: &str) -> (&str, &str) {
    let digits = starts_with_digit(text);
    let end = text.find(|c: char| c.is_ascii_digit() != digits);
    text.split_at(end.unwrap_or(text.len()))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The number of each name that counts images: of the runs of digits, from the last to the first, the one that differs from name
/// to name, as 42 of `cam1_000000000042_keypoints.json`; the last run, where none differs everywhere.
pub(super) fn image_numbers(names: &[&str]) -> Vec<Option<u64>> {
    let runs = |name: &str| -> Vec<u64> {
        let digits = name.split(|c: char| !c.is_ascii_digit());
        digits.filter_map(|run| run.parse().ok()).collect()
    };
    let of_each: Vec<Vec<u64>> = names.iter().map(|name| runs(name)).collect();
    let shortest = of_each.iter().map(Vec::len).min().unwrap_or(0);
    let at = |from_end: usize| {
        let pick = move |runs: &Vec<u64>| runs.iter().rev().nth(from_end).copied();
        of_each.iter().map(pick).collect::<Vec<_>>()
    };
    let differs = |from_end: &usize| {
        let mut numbers = at(*from_end);
        numbers.sort_unstable();
        numbers.windows(2).all(|pair| pair[0] != pair[1])
    };
    at((0..shortest).find(differs).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value() {
        let mut names = ["10.jpg", "2.jpg", "a1b10", "a1b9", "1.jpg", "02.jpg"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(
            names,
            ["1.jpg", "02.jpg", "2.jpg", "10.jpg", "a1b9", "a1b10"]
        );
    }

    #[test]
    fn the_number_that_differs_counts_the_images() {
        let names = ["cam2_0007_keypoints2d.json", "cam2_0008_keypoints2d.json"];
        assert_eq!(image_numbers(&names), [Some(7), Some(8)]);
        assert_eq!(image_numbers(&["x.json"]), [None]);
        // A single image: the last number.
        assert_eq!(image_numbers(&["cam1.0042.json"]), [Some(42)]);
    }
}
