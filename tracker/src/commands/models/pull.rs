//! `trackside models pull`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use trackside_models::{
    Catalogue, HostKind, Manifest, Mirror, Preset, Quality, WeightsSearchPath, weights,
};

use super::{HostArg, quality_parser, say};
use crate::networks::total_size;
use crate::progress;

/// Bring weights into the user's cache: says their terms, resumes what was cut off, refuses what is not the right file.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside models pull --preset balanced\n  \
        trackside models pull yolox-tiny rtmpose-s-halpe26\n  \
        trackside models pull --preset best --host gpu --to /mnt/usb\n  \
        trackside models pull --preset best --host gpu --from /mnt/usb"
)]
pub(super) struct PullArgs {
    /// The models' names.
    names: Vec<String>,
    /// The networks of a preset: fast, balanced or best.
    #[arg(long, value_parser = quality_parser())]
    preset: Option<Quality>,
    /// What the preset is for [default: what this host has].
    #[arg(long, value_enum, requires = "preset")]
    host: Option<HostArg>,
    /// Take the files from this folder or address, a mirror, instead of the publishers' addresses [default:
    /// TRACKSIDE_MODELS_MIRROR].
    #[arg(long, value_name = "URL|DIR")]
    from: Option<String>,
    /// Put them into this folder instead of the user's cache.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(super) fn run(args: &PullArgs, catalogue: &Catalogue) -> Result<()> {
    ensure!(
        args.preset.is_some() || !args.names.is_empty(),
        "which models? Name them (`trackside models list`), or take --preset balanced"
    );
    let mut names: Vec<&str> = args.names.iter().map(String::as_str).collect();
    if let Some(quality) = args.preset {
        let host = match args.host {
            Some(host) => host.into(),
            None => HostKind::of_this_host()
                .context("--host cpu or --host gpu says what the preset is for")?,
        };
        names.extend(Preset::of(quality, host).networks());
    }
    let mut chosen: Vec<&Manifest> = Vec::new();
    for name in names {
        let manifest = catalogue.by_name(name)?;
        if !chosen.iter().any(|m| m.name == manifest.name) {
            chosen.push(manifest);
        }
    }
    let mirror = match &args.from {
        Some(name) => Some(Mirror::parse(name).context("--from")?),
        None => Mirror::from_environment()?,
    };
    let folder = (args.to.clone())
        .or_else(WeightsSearchPath::user_cache)
        .context("there is no home folder to keep weights in; name a folder with --to")?;
    let wanted: Vec<&Manifest> = (chosen.iter().copied())
        .filter(|m| !folder.join(&m.file).exists())
        .collect();
    announce(&wanted);
    let mut failed = 0;
    for manifest in &chosen {
        match pull(manifest, mirror.as_ref(), &folder) {
            Ok(path) => say(format_args!("{}: {}", manifest.name, path.display())),
            Err(error) if chosen.len() == 1 => return Err(error),
            Err(error) => {
                failed += 1;
                eprintln!("error: {error:#}");
            }
        }
    }
    match failed {
        0 => Ok(()),
        n => bail!("{n} of {} models were not pulled", chosen.len()),
    }
}

/// Says sizes and terms before anything is downloaded.
fn announce(wanted: &[&Manifest]) {
    if wanted.is_empty() {
        return;
    }
    for manifest in wanted {
        eprintln!(
            "{}: {}. {}; {}",
            manifest.name,
            manifest.size_text(),
            manifest.source,
            manifest.terms()
        );
    }
    if wanted.len() > 1 {
        eprintln!("in all: {}", total_size(wanted.iter().copied()));
    }
}

fn pull(manifest: &Manifest, mirror: Option<&Mirror>, folder: &Path) -> Result<PathBuf> {
    let bar = download_bar(&manifest.name)?;
    let path = weights::pull(manifest, mirror, folder, |done, total| {
        bar.set_length(total.unwrap_or(done));
        bar.set_position(done);
    });
    bar.finish_and_clear();
    Ok(path?)
}

/// The progress of a download, with its rate and its end.
pub(super) fn download_bar(what: &str) -> Result<ProgressBar> {
    let style =
        ProgressStyle::with_template("{msg} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left")?;
    let bar = progress::bar(0, what);
    Ok(bar.with_style(style))
}
