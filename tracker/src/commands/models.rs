//! `trackside models`: weights by manifest: list, pull, verify, add, bench.

mod add;
mod bench;
mod pull;

use anyhow::bail;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use trackside_models::{Catalogue, HostKind, Manifest, Network, Quality, WeightsSearchPath};

use self::add::AddArgs;
use self::bench::BenchArgs;
pub(super) use self::bench::{PEOPLE, time_of_images};
use self::pull::PullArgs;

/// Weights by manifest: list, pull, verify, add, bench.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside models list\n  trackside models pull --preset balanced\n  trackside models verify"
)]
pub struct ModelsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Every model that can be had or is here, its size, and where its weights were found.
    #[command(after_help = "Example:\n  trackside models list --json")]
    List {
        /// As JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Bring weights into the user's cache: says their terms, resumes what was cut off, refuses what is not the right file.
    Pull(PullArgs),
    /// Prove that weights are the ones that their manifests mean, and that they load.
    #[command(
        after_help = "Examples:\n  trackside models verify\n  trackside models verify yolox-tiny"
    )]
    Verify {
        /// One model; without it, every model whose weights are here.
        name: Option<String>,
        /// As JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Make a model of your own known: takes a file or an address, and writes its manifest.
    Add(AddArgs),
    /// How long a model takes on this host, on images of noise.
    Bench(BenchArgs),
}

/// What networks run on.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum HostArg {
    /// The processor.
    Cpu,
    /// An NVIDIA GPU.
    Gpu,
}

impl From<HostArg> for HostKind {
    fn from(host: HostArg) -> HostKind {
        match host {
            HostArg::Cpu => HostKind::Cpu,
            HostArg::Gpu => HostKind::Gpu,
        }
    }
}

/// The names of presets on the command line.
pub(super) fn quality_parser() -> impl TypedValueParser<Value = Quality> {
    let names = Quality::ALL.map(Quality::name);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Quality>())
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let wrong = || format!("{text:?}: width and height are wanted, such as 640x384");
    let (w, h) = text.split_once('x').ok_or_else(wrong)?;
    let side = |s: &str| s.parse().map_err(|_| wrong());
    Ok([side(w)?, side(h)?])
}

/// Runs the command.
pub fn run(args: ModelsArgs) -> anyhow::Result<()> {
    let catalogue = Catalogue::load()?;
    let weights = WeightsSearchPath::default();
    match args.action {
        Action::List { json } => list(&catalogue, &weights, json),
        Action::Pull(args) => pull::run(&args, &catalogue),
        Action::Verify { name, json } => verify(&catalogue, &weights, name.as_deref(), json),
        Action::Add(args) => add::run(args, &catalogue),
        Action::Bench(args) => bench::run(&args, &catalogue, &weights),
    }
}

#[allow(clippy::print_stdout)]
fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

fn list(catalogue: &Catalogue, weights: &WeightsSearchPath, as_json: bool) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for m in catalogue.iter() {
        let found = weights.find(m);
        let place = found.as_ref().map(|f| f.origin);
        if !as_json {
            let task = serde_json::to_value(m.task)?;
            let task = task.as_str().unwrap_or_default();
            let place = match place {
                Some(place) => format!("here: {place}"),
                None if m.urls.is_empty() => "not here, no address".to_owned(),
                None => format!("to pull: {}", m.size_text()),
            };
            say(format_args!(
                "{:<22} {task:<10} {place:<26} {}",
                m.name, m.licence
            ));
        }
        rows.push(json!({
            "name": m.name, "task": m.task, "licence": m.licence, "trained_on": m.trained_on, "file": m.file,
            "sha256": m.sha256, "archive_sha256": m.archive_sha256, "bytes": m.bytes, "archive_bytes": m.archive_bytes,
            "urls": m.urls, "joint_set": m.joint_set, "place": place, "path": found.and_then(|f| f.path),
        }));
    }
    if as_json {
        say(serde_json::to_string_pretty(&rows)?);
    }
    Ok(())
}

fn verify(
    catalogue: &Catalogue,
    weights: &WeightsSearchPath,
    name: Option<&str>,
    as_json: bool,
) -> anyhow::Result<()> {
    let chosen: Vec<&Manifest> = match name {
        Some(name) => vec![catalogue.by_name(name)?],
        None => catalogue
            .iter()
            .filter(|m| weights.find(m).is_some())
            .collect(),
    };
    let (mut rows, mut bad) = (Vec::new(), 0);
    for manifest in &chosen {
        let error = Network::open(manifest, weights, None)
            .err()
            .map(|e| e.to_string());
        bad += usize::from(error.is_some());
        if !as_json {
            say(format_args!(
                "{:<22} {}",
                manifest.name,
                error.as_deref().unwrap_or("right")
            ));
        }
        rows.push(json!({"name": manifest.name, "right": error.is_none(), "error": error}));
    }
    if as_json {
        say(serde_json::to_string_pretty(&rows)?);
    }
    match bad {
        0 if chosen.is_empty() => {
            bail!("no weights are here; `trackside models list` says which are known")
        }
        0 => Ok(()),
        n => bail!("{n} of {} models are not right", chosen.len()),
    }
}
