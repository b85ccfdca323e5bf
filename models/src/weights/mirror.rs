//! Mirrors: a folder or an address that holds copies of the publishers' files.

use std::env;
use std::path::{Path, PathBuf};

use super::find_in;
use crate::error::ModelError;
use crate::manifest::{Manifest, has_extension};

/// The variable that names a mirror.
const VARIABLE: &str = "TRACKSIDE_MODELS_MIRROR";

/// A folder or an address that holds copies of the publishers' files, under the tails of their addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// A folder.
    Folder(PathBuf),
    /// An `http://` or `https://` address.
    Web(String),
}

/// Where a file can be taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileSource {
    pub(super) place: Place,
    /// Whether it is the zip archive that holds the weights, not the weights themselves.
    pub(super) is_archive: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File(PathBuf),
    Url(String),
}

impl Mirror {
    /// The mirror called `name`: an address or a folder.
    ///
    /// # Errors
    /// An address that is not on the web, and a folder that does not exist.
    pub fn parse(name: &str) -> Result<Mirror, ModelError> {
        if name.starts_with("http://") || name.starts_with("https://") {
            return Ok(Mirror::Web(name.trim_end_matches('/').to_owned()));
        }
        let path = name.strip_prefix("file://").unwrap_or(name);
        if path.contains("://") || !Path::new(path).is_dir() {
            return Err(ModelError::new(format!(
                "mirror {name:?}: neither a folder nor an address that begins with http:// or https://"
            )));
        }
        Ok(Mirror::Folder(path.into()))
    }

    /// The mirror that `TRACKSIDE_MODELS_MIRROR` names. `None`: it is not set.
    ///
    /// # Errors
    /// As [`Mirror::parse`].
    pub fn from_environment() -> Result<Option<Mirror>, ModelError> {
        let Some(name) = env::var(VARIABLE).ok().filter(|v| !v.is_empty()) else {
            return Ok(None);
        };
        let mirror = Mirror::parse(&name).map_err(|e| e.in_context(VARIABLE))?;
        Ok(Some(mirror))
    }

    /// Where the mirror may hold the file of a model, the most specific first. In a folder, only what is there.
    pub(super) fn sources(&self, manifest: &Manifest) -> Vec<FileSource> {
        let mut sources = Vec::new();
        let mut add = |place, is_archive| {
            let source = FileSource { place, is_archive };
            if !sources.contains(&source) {
                sources.push(source);
            }
        };
        match self {
            Mirror::Folder(folder) => {
                for tail in manifest.urls.iter().flat_map(|url| tails(url)) {
                    let path = folder.join(tail);
                    if path.is_file() {
                        add(Place::File(path), has_extension(tail, "zip"));
                    }
                }
                // The folder of another host's weights.
                if let Some(path) = find_in(folder, manifest) {
                    add(Place::File(path), false);
                }
            }
            Mirror::Web(address) => {
                for tail in manifest.urls.iter().flat_map(|url| tails(url)) {
                    let url = format!("{address}/{tail}");
                    add(Place::Url(url), has_extension(tail, "zip"));
                }
                let (name, file) = (&manifest.name, &manifest.file);
                add(Place::Url(format!("{address}/{file}")), false);
                add(Place::Url(format!("{address}/{name}/{file}")), false);
            }
        }
        sources
    }
}

/// The publishers' addresses.
pub(super) fn published(manifest: &Manifest) -> Vec<FileSource> {
    let is_archive = manifest.is_archived();
    let source = |url: &String| FileSource {
        place: Place::Url(url.clone()),
        is_archive,
    };
    manifest.urls.iter().map(source).collect()
}

/// The tails of an address, the longest first: `host/a/b.zip`, `a/b.zip`, `b.zip`.
fn tails(url: &str) -> impl Iterator<Item = &str> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let starts = path.match_indices('/').map(|(i, _)| i + 1);
    let tails = std::iter::once(0).chain(starts).map(|i| &path[i..]);
    // A tail that climbs out of a folder, or is absolute, is none.
    tails.filter(|t| !t.is_empty() && t.split('/').all(|part| !part.is_empty() && part != ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_of_an_address_stay_inside_the_mirror() {
        let found: Vec<&str> = tails("https://host.org/a/b.zip?raw=1").collect();
        assert_eq!(found, ["host.org/a/b.zip", "a/b.zip", "b.zip"]);
        let found: Vec<&str> = tails("https://host.org/../../etc//b.zip").collect();
        assert_eq!(found, ["b.zip"]);
    }
}
