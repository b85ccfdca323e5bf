//! Where weights lie, whether they are the right ones, and how they get there.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::ModelError;
use crate::error::Locate;
use crate::manifest::Manifest;

/// The weights that the program carries.
const EMBEDDED: &[u8] = include_bytes!("../embedded/trackside-nano.onnx");
static EMBEDDED_SHA256: LazyLock<String> = LazyLock::new(|| hex(&Sha256::digest(EMBEDDED)));

/// One folder in which weights are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What people call it.
    pub name: &'static str,
    /// The folder.
    pub folder: PathBuf,
}

/// The folders in which weights are looked for, in order.
#[derive(Clone, Debug)]
pub struct WeightsPath {
    places: Vec<Place>,
}

/// Weights that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file; `None`: the program carries them.
    pub path: Option<PathBuf>,
    /// The name of the place it was found in.
    pub place: &'static str,
}

/// Where the shared cases are, if they are anywhere: `$TRACKSIDE_SHARED`, by default `../shared` beside the checkout.
pub fn shared_cases() -> PathBuf {
    let named = env::var_os("TRACKSIDE_SHARED").filter(|v| !v.is_empty());
    let folder = named.map_or_else(|| checkout().join("../../shared"), PathBuf::from);
    folder.canonicalize().unwrap_or(folder)
}

impl Default for WeightsPath {
    /// `models/weights/` of the checkout, the user's cache, then `$TRACKSIDE_SHARED/models`.
    fn default() -> WeightsPath {
        let mut places = vec![Place {
            name: "models/weights",
            folder: checkout().join("weights"),
        }];
        places.extend(WeightsPath::user_cache().map(|folder| Place {
            name: "user's cache",
            folder,
        }));
        places.push(Place {
            name: "shared cases",
            folder: shared_cases().join("models"),
        });
        WeightsPath { places }
    }
}

impl WeightsPath {
    /// One folder only.
    pub fn of(folder: impl Into<PathBuf>) -> WeightsPath {
        WeightsPath {
            places: vec![Place {
                name: "folder",
                folder: folder.into(),
            }],
        }
    }

    /// `$XDG_CACHE_HOME/trackside/weights`, by default `~/.cache/trackside/weights`; where `pull` puts weights.
    pub fn user_cache() -> Option<PathBuf> {
        user_folder("XDG_CACHE_HOME", ".cache").map(|f| f.join("weights"))
    }

    /// The folders, in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Where the model's weights lie; `None` when the program does not carry them and they are in none of the folders.
    pub fn find(&self, manifest: &Manifest) -> Option<Found> {
        if is_embedded(manifest) {
            return Some(Found {
                path: None,
                place: "in the program",
            });
        }
        self.places.iter().find_map(|place| {
            find_in(&place.folder, manifest).map(|path| Found {
                path: Some(path),
                place: place.name,
            })
        })
    }

    /// The model's weights, proven by their sha256 to be the ones that its manifest means.
    pub fn load(&self, manifest: &Manifest) -> Result<Vec<u8>, ModelError> {
        let found = self.find(manifest).ok_or_else(|| self.missing(manifest))?;
        let Some(path) = found.path else {
            return Ok(EMBEDDED.to_vec());
        };
        let bytes = fs::read(&path).locate(path.display())?;
        let sha256 = hex(&Sha256::digest(&bytes));
        if sha256 != manifest.sha256.to_lowercase() {
            return Err(wrong_sha256(&path, manifest, &sha256));
        }
        Ok(bytes)
    }

    fn missing(&self, manifest: &Manifest) -> ModelError {
        let folders: Vec<String> = self
            .places
            .iter()
            .map(|p| p.folder.display().to_string())
            .collect();
        let how = match &manifest.url {
            Some(_) => format!("`trackside models pull {}` fetches it", manifest.name),
            None => format!("no address is known for it; it is: {}", manifest.source),
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

/// The package's own folder in the checkout that the program was built in.
pub(crate) fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `$VARIABLE/trackside`, by default `~/FALLBACK/trackside`.
pub(crate) fn user_folder(variable: &str, fallback: &str) -> Option<PathBuf> {
    let absolute = |v: &std::ffi::OsString| Path::new(v).is_absolute();
    env::var_os(variable)
        .filter(absolute)
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME").filter(absolute)?).join(fallback)))
        .map(|f| f.join("trackside"))
}

/// The model's file in a folder: as `FILE`, `NAME/FILE`, or `FILE` in the first of its other folders.
fn find_in(folder: &Path, manifest: &Manifest) -> Option<PathBuf> {
    let direct = [
        folder.join(&manifest.file),
        folder.join(&manifest.name).join(&manifest.file),
    ];
    if let Some(path) = direct.into_iter().find(|p| p.is_file()) {
        return Some(path);
    }
    let mut below: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join(&manifest.file)))
        .collect();
    below.sort();
    below.into_iter().find(|p| p.is_file())
}

/// The sha256 of a file, as hexadecimal digits.
pub fn sha256_of(path: &Path) -> Result<String, ModelError> {
    let mut file = File::open(path).locate(path.display())?;
    let mut digest = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block).locate(path.display())? {
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
        "{} is not the weights of {}: its sha256 is {sha256}, the manifest says {}",
        path.display(),
        manifest.name,
        manifest.sha256
    ))
}

/// Brings a model's weights into `folder`, from its address or from a mirror folder, and returns where they are.
///
/// A partial download stays as `FILE.part` and is resumed. A file with another sha256 is refused; a complete but
/// wrong download is renamed to `FILE.wrong`, so that the next pull starts anew. `progress` hears bytes so far and,
/// where it is known, bytes in all.
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
    fs::create_dir_all(folder).locate(folder.display())?;
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
            let size = fs::metadata(&from).locate(from.display())?.len();
            let mut file = File::open(&from).locate(from.display())?;
            let mut out = File::create(&part).locate(part.display())?;
            copy(&mut file, &mut out, 0, Some(size), &mut progress).locate(part.display())?;
        }
        None => download(manifest, &part, &mut progress)?,
    }
    accept(manifest, &part, &target)?;
    Ok(target)
}

/// Makes a finished `.part` file the weights, or sets it aside when it is something else.
fn accept(manifest: &Manifest, part: &Path, target: &Path) -> Result<(), ModelError> {
    let sha256 = sha256_of(part)?;
    if sha256 == manifest.sha256.to_lowercase() {
        return fs::rename(part, target).locate(target.display());
    }
    let aside = target.with_file_name(format!("{}.wrong", manifest.file));
    fs::rename(part, &aside).locate(aside.display())?;
    Err(wrong_sha256(&aside, manifest, &sha256))
}

/// Downloads to `part`, from where it ends.
fn download(
    manifest: &Manifest,
    part: &Path,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<(), ModelError> {
    let Some(url) = &manifest.url else {
        return Err(ModelError::new(format!(
            "no address is known for {}; it is: {}. `trackside models pull {} --from DIR` takes it from a folder",
            manifest.name, manifest.source, manifest.name
        )));
    };
    let have = fs::metadata(part).map_or(0, |m| m.len());
    let mut request = ureq::get(url);
    if have > 0 {
        request = request.header("Range", format!("bytes={have}-"));
    }
    let mut response = match request.call() {
        Ok(response) => response,
        // The file is no longer than what is here: it is complete, and its sha256 tells whether it is right.
        Err(ureq::Error::StatusCode(416)) if have > 0 => return Ok(()),
        Err(error) => return Err(error).locate(url),
    };
    let resumed = response.status() == 206;
    let start = if resumed { have } else { 0 };
    let length = response.body().content_length().map(|n| n + start);
    let mut out = OpenOptions::new()
        .create(true)
        .write(true)
        .append(resumed)
        .truncate(!resumed)
        .open(part)
        .locate(part.display())?;
    let mut body = response.body_mut().as_reader();
    let got = copy(&mut body, &mut out, start, length, progress).map_err(|e| {
        ModelError::new(format!(
            "{url}: {e}; what came so far is kept, pull again to go on"
        ))
    })?;
    match length {
        Some(length) if got < length => Err(ModelError::new(format!(
            "{url}: ended after {got} of {length} bytes; pull again to go on"
        ))),
        _ => Ok(()),
    }
}

/// Copies to the end and returns how many bytes there are, `start` included.
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
