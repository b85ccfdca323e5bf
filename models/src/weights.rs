//! Weights: where they are looked for, how they are verified, and how they are downloaded.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::directories::{package_directory, shared_cases_folder, user_directory};
use crate::error::ErrorContext;
use crate::error::ModelError;
use crate::manifest::Manifest;

/// The weights embedded in the program.
const EMBEDDED: &[u8] = include_bytes!("../embedded/trackside-nano.onnx");
static EMBEDDED_SHA256: LazyLock<String> = LazyLock::new(|| hex(&Sha256::digest(EMBEDDED)));

/// One folder of a search path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsFolder {
    /// Name for people.
    pub name: &'static str,
    /// The folder.
    pub path: PathBuf,
}

/// The folders in which weights are looked for, in order.
#[derive(Clone, Debug)]
pub struct WeightsSearchPath {
    folders: Vec<WeightsFolder>,
}

/// The location of weights that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedWeights {
    /// The file; `None`: embedded in the program.
    pub path: Option<PathBuf>,
    /// Name of the folder, for people.
    pub origin: &'static str,
}

impl Default for WeightsSearchPath {
    /// `models/weights/` of the checkout, the user's cache, then `$TRACKSIDE_SHARED/models`.
    fn default() -> WeightsSearchPath {
        let mut folders = vec![WeightsFolder {
            name: "models/weights",
            path: package_directory().join("weights"),
        }];
        folders.extend(WeightsSearchPath::user_cache().map(|path| WeightsFolder {
            name: "user's cache",
            path,
        }));
        folders.push(WeightsFolder {
            name: "shared cases",
            path: shared_cases_folder().join("models"),
        });
        WeightsSearchPath { folders }
    }
}

impl WeightsSearchPath {
    /// A search path of one folder.
    pub fn from_folder(folder: impl Into<PathBuf>) -> WeightsSearchPath {
        WeightsSearchPath {
            folders: vec![WeightsFolder {
                name: "folder",
                path: folder.into(),
            }],
        }
    }

    /// `$XDG_CACHE_HOME/trackside/weights`, by default `~/.cache/trackside/weights`: the destination of `pull`.
    pub fn user_cache() -> Option<PathBuf> {
        user_directory("XDG_CACHE_HOME", ".cache").map(|f| f.join("weights"))
    }

    /// The folders, in order.
    pub fn folders(&self) -> &[WeightsFolder] {
        &self.folders
    }

    /// Locates the weights of a model: embedded, else in the first folder that has them. `None`: nowhere.
    pub fn find(&self, manifest: &Manifest) -> Option<LocatedWeights> {
        if is_embedded(manifest) {
            return Some(LocatedWeights {
                path: None,
                origin: "in the program",
            });
        }
        self.folders.iter().find_map(|folder| {
            find_in(&folder.path, manifest).map(|path| LocatedWeights {
                path: Some(path),
                origin: folder.name,
            })
        })
    }

    /// Reads the weights of a model and verifies their SHA-256.
    ///
    /// # Errors
    /// Missing or unreadable weights, and another SHA-256 than the manifest's.
    pub fn load(&self, manifest: &Manifest) -> Result<Vec<u8>, ModelError> {
        let found = self.find(manifest).ok_or_else(|| self.missing(manifest))?;
        let Some(path) = found.path else {
            return Ok(EMBEDDED.to_vec());
        };
        let bytes = fs::read(&path).context(path.display())?;
        let sha256 = hex(&Sha256::digest(&bytes));
        if sha256 != manifest.sha256.to_lowercase() {
            return Err(wrong_sha256(&path, manifest, &sha256));
        }
        Ok(bytes)
    }

    fn missing(&self, manifest: &Manifest) -> ModelError {
        let folders: Vec<String> = self
            .folders
            .iter()
            .map(|f| f.path.display().to_string())
            .collect();
        let how = match &manifest.url {
            Some(_) => format!("`trackside models pull {}` fetches it", manifest.name),
            None => format!(
                "its manifest has no download address; source: {}",
                manifest.source
            ),
        };
        ModelError::new(format!(
            "the weights of {} are missing: {} is not in {}; {how}",
            manifest.name,
            manifest.file,
            folders.join(", nor in ")
        ))
    }
}

fn is_embedded(manifest: &Manifest) -> bool {
    manifest.sha256.eq_ignore_ascii_case(&EMBEDDED_SHA256)
}

/// The weights of a model in a folder: `FILE`, `NAME/FILE`, or `FILE` in the first subfolder that has it.
fn find_in(folder: &Path, manifest: &Manifest) -> Option<PathBuf> {
    let direct = [
        folder.join(&manifest.file),
        folder.join(&manifest.name).join(&manifest.file),
    ];
    if let Some(path) = direct.into_iter().find(|p| p.is_file()) {
        return Some(path);
    }
    let mut in_subfolders: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join(&manifest.file)))
        .collect();
    in_subfolders.sort();
    in_subfolders.into_iter().find(|p| p.is_file())
}

/// The SHA-256 of a file, as hexadecimal digits.
///
/// # Errors
/// A file that cannot be read.
pub fn sha256_of(path: &Path) -> Result<String, ModelError> {
    let mut file = File::open(path).context(path.display())?;
    let mut digest = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block).context(path.display())? {
            0 => return Ok(hex(&digest.finalize())),
            n => digest.update(&block[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn wrong_sha256(path: &Path, manifest: &Manifest, sha256: &str) -> ModelError {
    ModelError::new(format!(
        "{} does not hold the weights of {}: its sha256 is {sha256}, the manifest says {}",
        path.display(),
        manifest.name,
        manifest.sha256
    ))
}

/// Copies a model's weights into `folder`, from the manifest's address or from a mirror folder, and returns their path.
///
/// A partial download stays as `FILE.part` and is resumed. A complete download with another SHA-256 is renamed to
/// `FILE.wrong`, so that the next pull starts from the beginning. `progress` receives the bytes so far and, if known, the
/// total.
///
/// # Errors
/// No address and no mirror, a failing download or disk, and another SHA-256 than the manifest's.
pub fn pull(
    manifest: &Manifest,
    mirror: Option<&Path>,
    folder: &Path,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<PathBuf, ModelError> {
    let target = folder.join(&manifest.file);
    if target.exists() {
        let sha256 = sha256_of(&target)?;
        if sha256 == manifest.sha256.to_lowercase() {
            return Ok(target);
        }
        return Err(ModelError::new(format!(
            "{}; move it away to pull the right file",
            wrong_sha256(&target, manifest, &sha256)
        )));
    }
    fs::create_dir_all(folder).context(folder.display())?;
    let part = folder.join(format!("{}.part", manifest.file));
    match mirror {
        Some(mirror) => {
            let from = find_in(mirror, manifest).ok_or_else(|| {
                ModelError::new(format!("{} is not in {}", manifest.file, mirror.display()))
            })?;
            let sha256 = sha256_of(&from)?;
            if sha256 != manifest.sha256.to_lowercase() {
                return Err(wrong_sha256(&from, manifest, &sha256));
            }
            let size = fs::metadata(&from).context(from.display())?.len();
            let mut file = File::open(&from).context(from.display())?;
            let mut out = File::create(&part).context(part.display())?;
            copy(&mut file, &mut out, 0, Some(size), &mut progress).context(part.display())?;
        }
        None => download(manifest, &part, &mut progress)?,
    }
    finalize(manifest, &part, &target)?;
    Ok(target)
}

/// Moves a complete `.part` file to its final name, or to `FILE.wrong` if its SHA-256 differs.
fn finalize(manifest: &Manifest, part: &Path, target: &Path) -> Result<(), ModelError> {
    let sha256 = sha256_of(part)?;
    if sha256 == manifest.sha256.to_lowercase() {
        return fs::rename(part, target).context(target.display());
    }
    let aside = target.with_file_name(format!("{}.wrong", manifest.file));
    fs::rename(part, &aside).context(aside.display())?;
    Err(wrong_sha256(&aside, manifest, &sha256))
}

/// Downloads to `part`, resuming at its end.
fn download(
    manifest: &Manifest,
    part: &Path,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<(), ModelError> {
    let Some(url) = &manifest.url else {
        return Err(ModelError::new(format!(
            "the manifest of {} has no download address; source: {}. `trackside models pull {} --from DIR` copies it from a folder",
            manifest.name, manifest.source, manifest.name
        )));
    };
    let existing = fs::metadata(part).map_or(0, |m| m.len());
    let mut request = ureq::get(url);
    if existing > 0 {
        request = request.header("Range", format!("bytes={existing}-"));
    }
    let mut response = match request.call() {
        Ok(response) => response,
        // 416: nothing follows the existing bytes. The SHA-256 is verified afterwards.
        Err(ureq::Error::StatusCode(416)) if existing > 0 => return Ok(()),
        Err(error) => return Err(error).context(url),
    };
    let resumed = response.status() == 206;
    let start = if resumed { existing } else { 0 };
    let length = response.body().content_length().map(|n| n + start);
    let mut out = OpenOptions::new()
        .create(true)
        .write(true)
        .append(resumed)
        .truncate(!resumed)
        .open(part)
        .context(part.display())?;
    let mut body = response.body_mut().as_reader();
    let received = copy(&mut body, &mut out, start, length, progress).map_err(|e| {
        ModelError::new(format!(
            "{url}: {e}; the partial download is kept, pull again to resume"
        ))
    })?;
    match length {
        Some(length) if received < length => Err(ModelError::new(format!(
            "{url}: ended after {received} of {length} bytes; pull again to resume"
        ))),
        _ => Ok(()),
    }
}

/// Copies to the end and returns the total number of bytes, `start` included.
fn copy(
    from: &mut impl Read,
    to: &mut File,
    start: u64,
    length: Option<u64>,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> io::Result<u64> {
    let mut block = vec![0; 1 << 16];
    let mut done = start;
    loop {
        progress(done, length);
        match from.read(&mut block)? {
            0 => break,
            n => {
                to.write_all(&block[..n])?;
                done += n as u64;
            }
        }
    }
    to.sync_all()?;
    Ok(done)
}
