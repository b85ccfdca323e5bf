//! Weights brought to this host: found, proven, then moved into place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::archive::unpack;
use super::download::{Failure, copy, download};
use super::mirror::{FileSource, Mirror, Place, published};
use super::{expected_sha256, sha256_of, write_proof, wrong_sha256};
use crate::error::{ErrorContext, ModelError};
use crate::manifest::{Manifest, has_extension};

/// Brings a model's weights into `folder`, from the mirror where there is one, else from the publishers' addresses in their
/// order, and returns their path.
///
/// A partial download stays as `FILE.part` or `FILE.zip.part` and is resumed. Each SHA-256 and size that the manifest knows, of
/// the archive and of the weights, is proven before the file gets its name; a file that fails is removed. `progress` receives the
/// bytes so far and, if known, the total.
///
/// # Errors
/// No address; no place that has the file; a failing download or disk; another size or SHA-256 than the manifest's.
pub fn pull(
    manifest: &Manifest,
    mirror: Option<&Mirror>,
    folder: &Path,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<PathBuf, ModelError> {
    let target = folder.join(&manifest.file);
    if target.exists() {
        check_existing(manifest, &target)?;
        return Ok(target);
    }
    let sources = mirror.map_or_else(|| published(manifest), |m| m.sources(manifest));
    if sources.is_empty() {
        return Err(no_source(manifest, mirror));
    }
    fs::create_dir_all(folder).context(folder.display())?;
    let mut failed = Failures::default();
    for source in sources {
        match fetch(manifest, &source, &target, &mut progress) {
            Ok(()) => return Ok(target),
            Err(failure) => failed.add(failure),
        }
    }
    Err(failed.into_error().in_context(&manifest.name))
}

/// Why each of several sources gave no file.
#[derive(Default)]
struct Failures {
    not_there: Vec<String>,
    other: Vec<String>,
}

impl Failures {
    fn add(&mut self, failure: Failure) {
        match failure {
            Failure::NotThere(error) => self.not_there.push(error.to_string()),
            Failure::Other(error) => self.other.push(error.to_string()),
        }
    }

    /// What matters: places without the file say nothing where another one failed.
    fn into_error(self) -> ModelError {
        let lines = if self.other.is_empty() {
            self.not_there
        } else {
            self.other
        };
        ModelError::new(lines.join("; "))
    }
}

fn check_existing(manifest: &Manifest, target: &Path) -> Result<(), ModelError> {
    let expected = expected_sha256(manifest, target)?;
    let sha256 = sha256_of(target)?;
    if sha256 == expected {
        return Ok(());
    }
    let wrong = wrong_sha256(target, manifest, &sha256, &expected);
    Err(ModelError::new(format!(
        "{wrong}; move it away to pull the right file"
    )))
}

fn no_source(manifest: &Manifest, mirror: Option<&Mirror>) -> ModelError {
    let Some(mirror) = mirror else {
        return ModelError::new(format!(
            "the manifest of {} has no download address; source: {}. `trackside models pull {} --from FOLDER` copies it from a folder",
            manifest.name, manifest.source, manifest.name
        ));
    };
    let place = match mirror {
        Mirror::Folder(path) => path.display().to_string(),
        Mirror::Web(url) => url.clone(),
    };
    let names = manifest
        .urls
        .iter()
        .filter_map(|url| url.rsplit('/').next());
    let mut names: Vec<&str> = names.chain([manifest.file.as_str()]).collect();
    names.dedup();
    ModelError::new(format!(
        "{}: {} is not in {place}",
        manifest.name,
        names.join(" or ")
    ))
}

/// The files of a pull: what is downloaded, and what is unpacked from it.
struct Parts {
    archive: PathBuf,
    weights: PathBuf,
}

impl Parts {
    fn of(target: &Path) -> Parts {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        Parts {
            archive: target.with_file_name(format!("{name}.zip.part")),
            weights: target.with_file_name(format!("{name}.part")),
        }
    }
}

/// Fetches from one source, proves, and moves to `target`. What fails to be proven is removed.
fn fetch(
    manifest: &Manifest,
    source: &FileSource,
    target: &Path,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(), Failure> {
    let parts = Parts::of(target);
    let proof = if source.is_archive {
        let (archive, is_own) = obtain(source, &parts.archive, manifest.archive_bytes, progress)?;
        let unpacked = unpack_proven(manifest, &archive, &parts.weights);
        if is_own {
            // Proven and unpacked, or wrong: of no use either way.
            fs::remove_file(&archive).context(archive.display())?;
        }
        unpacked.map_err(|e| {
            discard(&parts.weights);
            e.in_context(place_of(source))
        })?
    } else {
        let Some(expected) = manifest.sha256.as_ref().map(|s| s.to_lowercase()) else {
            return Err(Failure::Other(ModelError::new(format!(
                "{}: only the sha256 of its archive is known, and this is not the archive",
                place_of(source)
            ))));
        };
        let (path, is_own) = obtain(source, &parts.weights, manifest.bytes, progress)?;
        let sha256 = sha256_of(&path)?;
        if sha256 != expected {
            if is_own {
                discard(&path);
            }
            return Err(Failure::Other(ModelError::new(format!(
                "{}: wrong file: its sha256 is {sha256}, {expected} is expected",
                place_of(source)
            ))));
        }
        if !is_own {
            copy_file(&path, &parts.weights, progress)?;
        }
        None
    };
    if let Some((sha256, archive_sha256)) = proof {
        write_proof(target, &sha256, &archive_sha256)?;
    }
    fs::rename(&parts.weights, target).context(target.display())?;
    Ok(())
}

fn place_of(source: &FileSource) -> String {
    match &source.place {
        Place::File(path) => path.display().to_string(),
        Place::Url(url) => url.clone(),
    }
}

/// The file of a source: the mirror's own, or the download at `part`, which is ours to remove. A download of a wrong size is
/// removed.
fn obtain(
    source: &FileSource,
    part: &Path,
    bytes: Option<u64>,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(PathBuf, bool), Failure> {
    match &source.place {
        Place::File(path) => {
            let found = fs::metadata(path).context(path.display())?.len();
            match bytes {
                Some(bytes) if bytes != found => Err(Failure::Other(ModelError::new(format!(
                    "{}: wrong size: {found} bytes, {bytes} are expected",
                    path.display()
                )))),
                _ => Ok((path.clone(), false)),
            }
        }
        Place::Url(url) => {
            let result = download(url, part, bytes, progress);
            let received = fs::metadata(part).map_or(0, |m| m.len());
            if result.is_err() && bytes.is_some_and(|b| received > b) {
                discard(part);
            }
            result.map(|()| (part.to_owned(), true))
        }
    }
}

/// Unpacks the weights of an archive after its SHA-256 is proven, and proves theirs. Returns both where the manifest knows the
/// archive's alone.
fn unpack_proven(
    manifest: &Manifest,
    archive: &Path,
    target: &Path,
) -> Result<Option<(String, String)>, ModelError> {
    let archive_sha256 = sha256_of(archive)?;
    if let Some(expected) = manifest.archive_sha256.as_ref().map(|s| s.to_lowercase())
        && archive_sha256 != expected
    {
        return Err(ModelError::new(format!(
            "wrong archive: its sha256 is {archive_sha256}, {expected} is expected"
        )));
    }
    let member = unpack(archive, manifest.member.as_deref(), manifest.bytes, target)?;
    let sha256 = sha256_of(target)?;
    match manifest.sha256.as_ref().map(|s| s.to_lowercase()) {
        None => Ok(Some((sha256, archive_sha256))),
        Some(expected) if sha256 == expected => Ok(None),
        Some(expected) => Err(ModelError::new(format!(
            "{member}: wrong file: its sha256 is {sha256}, {expected} is expected"
        ))),
    }
}

fn copy_file(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(), ModelError> {
    let size = fs::metadata(from).context(from.display())?.len();
    let mut source = File::open(from).context(from.display())?;
    let mut target = File::create(to).context(to.display())?;
    copy(&mut source, &mut target, 0, Some(size), progress).context(to.display())?;
    Ok(())
}

/// Removes a file that must not be used; that there is none is as well.
fn discard(path: &Path) {
    if let Err(error) = fs::remove_file(path)
        && path.exists()
    {
        tracing::warn!("{}: cannot be removed: {error}", path.display());
    }
}

/// What [`pull_on_first_use`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstUse {
    /// SHA-256 of the weights.
    pub sha256: String,
    /// Size of the weights, bytes.
    pub bytes: u64,
    /// SHA-256 and size (bytes) of the archive, and the path of the weights in it.
    pub archive: Option<(String, u64, String)>,
}

/// Downloads weights, or a zip archive that holds them, of which no SHA-256 is known, to `target`, and says what was found. The
/// caller writes it into a manifest, which proves later downloads.
///
/// # Errors
/// An address that is not on the web; a failing download or disk; an archive without the network, or with several.
pub fn pull_on_first_use(
    url: &str,
    member: Option<&str>,
    target: &Path,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<FirstUse, ModelError> {
    let parts = Parts::of(target);
    let is_archive = member.is_some() || has_extension(url, "zip");
    let part = if is_archive {
        &parts.archive
    } else {
        &parts.weights
    };
    // No known hash would notice that the rest of a download is another file's: it always begins at the beginning.
    discard(part);
    download(url, part, None, &mut progress).map_err(|failure| {
        discard(part);
        match failure {
            Failure::NotThere(error) | Failure::Other(error) => error,
        }
    })?;
    let size_of = |path: &Path| Ok(fs::metadata(path).context(path.display())?.len());
    let archive = if is_archive {
        let found = (sha256_of(part)?, size_of(part)?);
        let unpacked = unpack(part, member, None, &parts.weights);
        discard(part);
        let member = unpacked.map_err(|e| {
            discard(&parts.weights);
            e.in_context(url)
        })?;
        Some((found.0, found.1, member))
    } else {
        None
    };
    let (sha256, bytes) = (sha256_of(&parts.weights)?, size_of(&parts.weights)?);
    fs::rename(&parts.weights, target).context(target.display())?;
    Ok(FirstUse {
        sha256,
        bytes,
        archive,
    })
}
