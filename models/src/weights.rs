//! Weights: where they are looked for, how they are verified, and how they are downloaded.
//!
//! A file is used where its SHA-256 is proven. A manifest that knows the SHA-256 of an archive alone gets that of the weights
//! when [`pull()`] unpacks them: it is kept beside them as `FILE.sha256`.

mod archive;
mod download;
mod mirror;
mod pull;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::directories::{package_directory, shared_cases_folder, user_directory};
use crate::error::ErrorContext;
use crate::error::ModelError;
use crate::manifest::Manifest;

pub use mirror::Mirror;
pub use pull::{FirstUse, pull, pull_on_first_use};

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
        let expected = expected_sha256(manifest, &path)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        if sha256 != expected {
            return Err(wrong_sha256(&path, manifest, &sha256, &expected));
        }
        Ok(bytes)
    }

    fn missing(&self, manifest: &Manifest) -> ModelError {
        let folders: Vec<String> = self
            .folders
            .iter()
            .map(|f| f.path.display().to_string())
            .collect();
        let how = if manifest.urls.is_empty() {
            format!(
                "its manifest has no download address; source: {}",
                manifest.source
            )
        } else {
            format!(
                "`trackside models pull {}` fetches it ({})",
                manifest.name,
                manifest.size_text()
            )
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
    let sha256 = manifest.sha256.as_deref();
    sha256.is_some_and(|s| s.eq_ignore_ascii_case(&EMBEDDED_SHA256))
}

/// The weights of a model in a folder: `FILE`, `NAME/FILE`, or `FILE` in the first subfolder that has it.
pub(crate) fn find_in(folder: &Path, manifest: &Manifest) -> Option<PathBuf> {
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

/// The SHA-256 that the weights at `path` must have: the manifest's, or the one that was found when the proven archive was
/// unpacked.
fn expected_sha256(manifest: &Manifest, path: &Path) -> Result<String, ModelError> {
    if let Some(sha256) = &manifest.sha256 {
        return Ok(sha256.to_lowercase());
    }
    let unproven = || {
        ModelError::new(format!(
            "{} is not proven to be the weights of {}: only the sha256 of their archive is known; move it away, and \
             `trackside models pull {}` fetches and proves them",
            path.display(),
            manifest.name,
            manifest.name
        ))
    };
    let text = fs::read_to_string(proof_path(path)).map_err(|_| unproven())?;
    let mut words = text.split_whitespace();
    let (sha256, archive) = (words.next(), words.next());
    let known = manifest.archive_sha256.as_deref();
    match (sha256, archive, known) {
        (Some(sha256), Some(archive), Some(known)) if archive.eq_ignore_ascii_case(known) => {
            Ok(sha256.to_lowercase())
        }
        _ => Err(unproven()),
    }
}

/// Keeps the SHA-256 of weights that came from an archive of a proven SHA-256.
fn write_proof(path: &Path, sha256: &str, archive_sha256: &str) -> Result<(), ModelError> {
    let proof = proof_path(path);
    fs::write(&proof, format!("{sha256} {archive_sha256}\n")).context(proof.display())
}

fn proof_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sha256");
    PathBuf::from(name)
}

fn wrong_sha256(path: &Path, manifest: &Manifest, sha256: &str, expected: &str) -> ModelError {
    ModelError::new(format!(
        "{} does not hold the weights of {}: its sha256 is {sha256}, {expected} is expected",
        path.display(),
        manifest.name,
    ))
}
