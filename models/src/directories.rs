//! The directories in which weights, manifests and libraries are looked for.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// This package's directory in the checkout that the program was built in.
pub(crate) fn package_directory() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `$VARIABLE/trackside`, by default `~/FALLBACK/trackside`. `None`: neither is an absolute path.
pub(crate) fn user_directory(variable: &str, fallback: &str) -> Option<PathBuf> {
    let absolute = |v: &OsString| Path::new(v).is_absolute();
    env::var_os(variable)
        .filter(absolute)
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME").filter(absolute)?).join(fallback)))
        .map(|f| f.join("trackside"))
}

/// The folder of the shared cases, whether or not it exists: `$TRACKSIDE_SHARED`, by default `../shared` beside the
/// checkout.
pub fn shared_cases_folder() -> PathBuf {
    let named = env::var_os("TRACKSIDE_SHARED").filter(|v| !v.is_empty());
    let folder = named.map_or_else(|| package_directory().join("../../shared"), PathBuf::from);
    folder.canonicalize().unwrap_or(folder)
}
