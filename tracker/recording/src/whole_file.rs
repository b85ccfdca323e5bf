//! Files that are there whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Writes the file `to`, made from the file `from`: `write` gets the path of a file beside it, which takes the name `to`
/// once `write` has succeeded and is removed if it fails. `refusal` is the error where `from` and `to` are one file.
///
/// # Errors
/// `from` and `to` are one file; what `write` returns; a file that cannot be renamed.
pub fn write_whole<T>(
    from: &Path,
    to: &Path,
    refusal: &str,
    write: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    let same = fs::canonicalize(to).is_ok_and(|to| fs::canonicalize(from).is_ok_and(|f| f == to));
    ensure!(!same, "{}: {refusal}", from.display());
    let part = to.with_extension("part");
    let written = write(&part).and_then(|written| {
        fs::rename(&part, to).with_context(|| format!("{}: cannot be written", to.display()))?;
        Ok(written)
    });
    if written.is_err() {
        // A half-written file is of no use; failing to remove it changes nothing.
        let _ = fs::remove_file(&part);
    }
    written
}
