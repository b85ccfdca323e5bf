//! `trackside models add`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use trackside_models::{Catalogue, Manifest, Network, WeightsSearchPath, weights};

use super::pull::download_bar;
use super::{say, size};

/// Make a model of your own known: takes a file or an address, and writes its manifest.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside models add yolox_s_ours.onnx --name yolox-s-ours --like yolox-s --licence proprietary\n  \
        trackside models add https://example.org/pose.zip --trust-on-first-use --name pose-ours --like rtmpose-s-halpe26 --licence MIT"
)]
pub(super) struct AddArgs {
    /// The ONNX file; or the address of one, or of a zip archive that holds one.
    file: String,
    /// Take what the address gives today as right: the SHA-256 that is found proves later downloads.
    #[arg(long)]
    trust_on_first_use: bool,
    /// What to call it.
    #[arg(long)]
    name: String,
    /// A known model with the same task, normalisation and decoder.
    #[arg(long, value_name = "NAME")]
    like: String,
    /// SPDX, with whatever else must be known.
    #[arg(long)]
    licence: String,
    /// What it was trained on, and what the terms of those data forbid.
    #[arg(long, value_name = "WORDS")]
    trained_on: Option<String>,
    /// The input's width and height, px, where they differ.
    #[arg(long, value_name = "WxH", value_parser = size)]
    input: Option<[u32; 2]>,
    /// Where others can pull the file from.
    #[arg(long)]
    url: Option<String>,
    /// The path of the network in the archive, where it has several.
    #[arg(long, value_name = "PATH")]
    member: Option<String>,
}

/// The folders of the user's models.
struct Folders {
    weights: PathBuf,
    manifest: PathBuf,
}

pub(super) fn run(args: AddArgs, catalogue: &Catalogue) -> Result<()> {
    let folders = Folders::of(&args.name)?;
    let is_url = args.file.starts_with("http://") || args.file.starts_with("https://");
    let like = catalogue.by_name(&args.like)?.clone();
    let mut manifest = Manifest {
        name: args.name.clone(),
        licence: args.licence.clone(),
        trained_on: args.trained_on.clone(),
        urls: args.url.iter().cloned().collect(),
        source: format!("added from {}", args.file),
        file: file_name(&args.file, &args.name)?,
        sha256: Some("0".repeat(64)),
        bytes: None,
        archive_sha256: None,
        archive_bytes: None,
        member: None,
        ..like
    };
    manifest.input.size = args.input.unwrap_or(manifest.input.size);
    // Wrong values are found before anything is downloaded.
    Manifest::from_toml(&manifest.to_toml()?, &manifest.name)?;
    if is_url {
        ensure!(
            args.trust_on_first_use,
            "{}: no sha256 is known that proves it; --trust-on-first-use takes what the address gives today as right",
            args.file
        );
        add_from_web(&args, manifest, &folders)
    } else {
        ensure!(
            !args.trust_on_first_use && args.member.is_none(),
            "{}: --trust-on-first-use and --member are for addresses",
            args.file
        );
        let file = Path::new(&args.file);
        manifest.sha256 = Some(weights::sha256_of(file)?);
        manifest.bytes = Some(fs::metadata(file)?.len());
        let beside = file.parent().filter(|p| !p.as_os_str().is_empty());
        let beside = WeightsSearchPath::from_folder(beside.unwrap_or(Path::new(".")));
        Network::open(&manifest, &beside, None)?;
        folders.make()?;
        let copy = folders.weights.join(&manifest.file);
        fs::copy(file, &copy).with_context(|| copy.display().to_string())?;
        folders.write(&manifest)
    }
}

fn add_from_web(args: &AddArgs, mut manifest: Manifest, folders: &Folders) -> Result<()> {
    folders.make()?;
    let target = folders.weights.join(&manifest.file);
    let bar = download_bar(&manifest.name)?;
    let member = args.member.as_deref();
    let found = weights::pull_on_first_use(&args.file, member, &target, |done, total| {
        bar.set_length(total.unwrap_or(done));
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let found = found?;
    manifest.urls.insert(0, args.file.clone());
    manifest.sha256 = Some(found.sha256.clone());
    manifest.bytes = Some(found.bytes);
    if let Some((sha256, bytes, member)) = found.archive {
        manifest.archive_sha256 = Some(sha256);
        manifest.archive_bytes = Some(bytes);
        manifest.member = Some(member);
    }
    let here = WeightsSearchPath::from_folder(&folders.weights);
    if let Err(error) = Network::open(&manifest, &here, None) {
        fs::remove_file(&target).with_context(|| target.display().to_string())?;
        return Err(error.into());
    }
    eprintln!("{}: sha256 {}", args.file, found.sha256);
    folders.write(&manifest)
}

impl Folders {
    fn of(name: &str) -> Result<Folders> {
        let (Some(cache), Some(folder)) =
            (WeightsSearchPath::user_cache(), Catalogue::user_folder())
        else {
            bail!("there is no home folder to keep models in; set HOME");
        };
        let manifest = folder.join(format!("{name}.toml"));
        ensure!(
            !manifest.exists(),
            "{} is there already; remove it to add {name} again",
            manifest.display()
        );
        Ok(Folders {
            weights: cache.join(name),
            manifest,
        })
    }

    fn make(&self) -> Result<()> {
        let parent = self.manifest.parent().unwrap_or(Path::new("."));
        for folder in [self.weights.as_path(), parent] {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        Ok(())
    }

    fn write(&self, manifest: &Manifest) -> Result<()> {
        let path = self.manifest.display();
        fs::write(&self.manifest, manifest.to_toml()?).with_context(|| path.to_string())?;
        say(format_args!("{}: {path}", manifest.name));
        Ok(())
    }
}

/// The name of the weights' file: that of the file or address, or the model's where it is an archive.
fn file_name(file: &str, model: &str) -> Result<String> {
    let path = file.split(['?', '#']).next().unwrap_or_default();
    let name = Path::new(path).file_name().and_then(|n| n.to_str());
    let name = name.with_context(|| format!("{file} has no file name"))?;
    Ok(if name.ends_with(".onnx") {
        name.to_owned()
    } else {
        format!("{model}.onnx")
    })
}
