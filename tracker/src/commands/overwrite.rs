//! Existing files are replaced only with `--force`; names of recordings end in `.mcap`.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::Args;

/// Whether existing files are replaced: one flag in every command that writes files.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Overwrite {
    /// Replace files that exist.
    #[arg(long)]
    pub force: bool,
}

impl Overwrite {
    /// Refuses to replace a file; of TRC and BVH, of which each athlete has a file, any `NAME_ID.EXT`.
    ///
    /// # Errors
    /// The file, or one of those that are written in its stead, exists and `--force` is not given.
    pub fn check(self, path: &Path) -> Result<()> {
        if self.force {
            return Ok(());
        }
        let existing = path.is_file().then(|| path.to_owned());
        let existing = existing.or_else(|| athlete_file(path));
        ensure!(
            existing.is_none(),
            "{}: the file exists: name another, or replace it with --force",
            existing.unwrap_or_default().display()
        );
        Ok(())
    }
}

/// Parses the path of a recording that is to be written.
///
/// # Errors
/// Its name does not end in .mcap.
pub fn recording_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("mcap") => Ok(path),
        Some(extension) if extension.eq_ignore_ascii_case("mp4") => Err(
            "a recording is a file that ends in .mcap; `trackside export --to mp4` makes a film of one".to_owned(),
        ),
        _ => Err("a recording is a file that ends in .mcap".to_owned()),
    }
}

/// A file `NAME_ID.EXT` beside `NAME.EXT`, if there is one.
fn athlete_file(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_str()?;
    let extension = path.extension().filter(|e| *e == "trc" || *e == "bvh")?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|file| {
        let name = file
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default();
        let id = name
            .strip_prefix(stem)
            .and_then(|rest| rest.strip_prefix('_'));
        file.extension() == Some(extension)
            && id.is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_replaced_only_with_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("game.trc");
        let refused = |force| Overwrite { force }.check(&path).is_err();
        std::fs::write(folder.path().join("game_final.trc"), "").unwrap();
        assert!(!refused(false));
        std::fs::write(folder.path().join("game_12.trc"), "").unwrap();
        assert!(refused(false) && !refused(true));
        let table = folder.path().join("game.csv");
        std::fs::write(&table, "").unwrap();
        assert!(Overwrite { force: false }.check(&table).is_err());
    }
}
