//! The models that this host knows: built in, of the shared cases, and the user's own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::directories::{package_directory, shared_cases_folder, user_directory};
use crate::error::{ErrorContext, ModelError};
use crate::manifest::Manifest;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("models/manifests/", $name, ".toml"), include_str!(concat!("../manifests/", $name, ".toml")))),*]
    };
}

/// The built-in manifests: path in the checkout, and text.
const BUILT_IN: &[(&str, &str)] = built_in![
    "blazepose-2023mar",
    "dfine-s",
    "osnet-x025-msmt17",
    "reid-youtu-2021nov",
    "rfdetr-nano",
    "rtdetrv2-r18",
    "rtmdet-m",
    "rtmdet-nano",
    "rtmo-s",
    "rtmpose-l-halpe26",
    "rtmpose-m-coco17",
    "rtmpose-m-halpe26",
    "rtmpose-s-coco17",
    "rtmpose-s-halpe26",
    "rtmpose-t-coco17",
    "rtmpose-t-halpe26",
    "rtmpose-x-halpe26",
    "trackside-nano",
    "yolox-l",
    "yolox-m-humanart",
    "yolox-nano",
    "yolox-nano-humanart",
    "yolox-s",
    "yolox-s-humanart",
    "yolox-tiny",
    "yolox-tiny-humanart",
    "yolox-x",
    "yolox-x-humanart",
];

/// The models that this host knows, ordered by name.
#[derive(Clone, Debug)]
pub struct Catalogue {
    manifests: Vec<Manifest>,
}

impl Catalogue {
    /// The built-in models, those of the shared cases where there are any, and those in the user's folder. Later ones override
    /// earlier ones of the same name.
    ///
    /// # Errors
    /// As [`Catalogue::with_folder`].
    pub fn load() -> Result<Catalogue, ModelError> {
        let mut catalogue = Catalogue::with_shared(&shared_cases_folder().join("models"))?;
        if let Some(folder) = Catalogue::user_folder() {
            catalogue.add_files(&toml_files(&folder)?)?;
        }
        Ok(catalogue)
    }

    /// The built-in models and those in `folder`, if it exists.
    ///
    /// # Errors
    /// A folder or file that cannot be read, and an invalid manifest.
    pub fn with_folder(folder: Option<&Path>) -> Result<Catalogue, ModelError> {
        let mut catalogue = Catalogue::built_in()?;
        if let Some(folder) = folder {
            catalogue.add_files(&toml_files(folder)?)?;
        }
        Ok(catalogue)
    }

    /// The built-in models and those of the shared cases' folder `models`, if it exists: networks of tests, which nobody can
    /// download. They are `FOLDER/*/manifest.toml`, and the manifests of this checkout's tests whose weights are in the folder.
    ///
    /// # Errors
    /// As [`Catalogue::with_folder`].
    pub fn with_shared(folder: &Path) -> Result<Catalogue, ModelError> {
        let mut catalogue = Catalogue::built_in()?;
        catalogue.add_shared(folder)?;
        Ok(catalogue)
    }

    fn built_in() -> Result<Catalogue, ModelError> {
        let manifests = BUILT_IN
            .iter()
            .map(|(origin, text)| Manifest::from_toml(text, origin))
            .collect::<Result<_, _>>()?;
        let mut catalogue = Catalogue { manifests };
        catalogue.sort();
        Ok(catalogue)
    }

    fn add_shared(&mut self, folder: &Path) -> Result<(), ModelError> {
        let Ok(entries) = fs::read_dir(folder) else {
            return Ok(());
        };
        let mut own: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path().join("manifest.toml")))
            .filter(|path| path.is_file())
            .collect();
        own.sort();
        for path in toml_files(&package_directory().join("tests/manifests"))? {
            let manifest = read(&path)?;
            if crate::weights::find_in(folder, &manifest).is_some() {
                self.add(manifest);
            }
        }
        self.add_files(&own)
    }

    fn add_files(&mut self, paths: &[PathBuf]) -> Result<(), ModelError> {
        for path in paths {
            self.add(read(path)?);
        }
        Ok(())
    }

    fn add(&mut self, manifest: Manifest) {
        self.manifests.retain(|m| m.name != manifest.name);
        self.manifests.push(manifest);
        self.sort();
    }

    fn sort(&mut self) {
        self.manifests.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// `$XDG_DATA_HOME/trackside/models`, by default `~/.local/share/trackside/models`.
    pub fn user_folder() -> Option<PathBuf> {
        user_directory("XDG_DATA_HOME", ".local/share").map(|f| f.join("models"))
    }

    /// The model called `name`.
    ///
    /// # Errors
    /// An unknown name; the text lists the known ones.
    pub fn by_name(&self, name: &str) -> Result<&Manifest, ModelError> {
        self.manifests
            .iter()
            .find(|m| m.name == name)
            .ok_or_else(|| {
                let known: Vec<&str> = self.manifests.iter().map(|m| m.name.as_str()).collect();
                ModelError::new(format!(
                    "unknown model {name:?}; known models: {}",
                    known.join(", ")
                ))
            })
    }

    /// All models, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter()
    }
}

fn read(path: &Path) -> Result<Manifest, ModelError> {
    let origin = path.display().to_string();
    let text = fs::read_to_string(path).context(&origin)?;
    Manifest::from_toml(&text, &origin)
}

/// The TOML files of a folder, ordered by name; empty if the folder does not exist.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, ModelError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
