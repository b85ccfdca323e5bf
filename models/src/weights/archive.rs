//! Zip archives that hold weights.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::download::copy;
use crate::error::{ErrorContext, ModelError};
use crate::manifest::has_extension;

/// No network is larger, bytes: an archive that unpacks without end is refused.
const MAX_BYTES: u64 = 8 << 30;

/// Unpacks the weights in the archive at `path` to `target`, and returns their path in the archive. `member` names them; `None`:
/// they are the only `.onnx` file. `bytes`: the size that they must have.
pub(super) fn unpack(
    path: &Path,
    member: Option<&str>,
    bytes: Option<u64>,
    target: &Path,
) -> Result<String, ModelError> {
    let file = File::open(path).context(path.display())?;
    let mut archive = ZipArchive::new(BufReader::new(file))
        .map_err(|e| ModelError::new(format!("not a zip archive: {e}")))?;
    let name = match member {
        Some(name) => name.to_owned(),
        None => only_network(&archive)?,
    };
    let located = |e: &dyn std::fmt::Display| ModelError::new(format!("{name}: {e}"));
    let packed = archive.by_name(&name).map_err(|e| located(&e))?;
    let size = packed.size();
    if bytes.is_some_and(|b| b != size) || size > MAX_BYTES {
        return Err(located(&format!(
            "wrong size: {size} bytes, {} are expected",
            bytes.unwrap_or(MAX_BYTES)
        )));
    }
    let mut out = File::create(target).context(target.display())?;
    let unpacked = copy(
        &mut packed.take(size + 1),
        &mut out,
        0,
        None,
        &mut |_, _| (),
    );
    match unpacked.map_err(|e| located(&e))? {
        unpacked if unpacked != size => Err(located(&format!(
            "wrong size: {unpacked} bytes, the archive says {size}"
        ))),
        _ => Ok(name),
    }
}

/// The path of the only `.onnx` file.
fn only_network<R: Read + std::io::Seek>(archive: &ZipArchive<R>) -> Result<String, ModelError> {
    let is_network = |name: &&str| has_extension(name, "onnx") && !name.starts_with("__MACOSX/");
    let found: Vec<&str> = archive.file_names().filter(is_network).collect();
    match found[..] {
        [name] => Ok(name.to_owned()),
        [] => Err(ModelError::new("the archive has no .onnx file")),
        _ => Err(ModelError::new(format!(
            "the archive has {} .onnx files, {}; name one: --member of `models add`, or `member` in the manifest",
            found.len(),
            found.join(", ")
        ))),
    }
}
