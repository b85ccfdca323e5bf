//! `trackside models`: weights by manifest: list, pull, verify, add, bench.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use trackside_models::{
    Catalogue, ImageView, InferenceBuffers, InferenceRequest, Manifest, Network, WeightsSearchPath,
    weights,
};

/// Weights by manifest: list, pull, verify, add, bench.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside models list\n  trackside models pull yolox-nano\n  trackside models verify"
)]
pub struct ModelsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Every model that is known here, and where its weights were found.
    #[command(after_help = "Example:\n  trackside models list --json")]
    List {
        /// As JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Bring a model's weights into the user's cache; resumes what was cut off, refuses what is not the right file.
    #[command(after_help = "Examples:\n  trackside models pull yolox-nano-416\n  \
        trackside models pull pp-tinypose-256x192 --from /mnt/mirror")]
    Pull {
        /// The model's name.
        name: String,
        /// Take the file from this folder instead of its address.
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
        /// Put it into this folder instead of the user's cache.
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// Prove that weights are the ones that their manifests mean, and that they load.
    #[command(
        after_help = "Examples:\n  trackside models verify\n  trackside models verify yolox-nano"
    )]
    Verify {
        /// One model; without it, every model whose weights are here.
        name: Option<String>,
        /// As JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Make a model of your own known: copies the file to the user's cache and writes its manifest.
    #[command(
        after_help = "Example:\n  trackside models add yolox_s_ours.onnx --name yolox-s-ours \
        --like yolox-nano --licence proprietary"
    )]
    Add {
        /// The ONNX file.
        file: PathBuf,
        /// What to call it.
        #[arg(long)]
        name: String,
        /// A known model with the same task, normalisation and decoder.
        #[arg(long, value_name = "NAME")]
        like: String,
        /// SPDX, with whatever else must be known.
        #[arg(long)]
        licence: String,
        /// The input's width and height, px, where they differ.
        #[arg(long, value_name = "WxH", value_parser = size)]
        input: Option<[u32; 2]>,
        /// Where others can pull it from.
        #[arg(long)]
        url: Option<String>,
    },
    /// How long a model takes on this host, on images of noise.
    #[command(
        after_help = "Example:\n  trackside models bench pp-tinypose-256x192 --runs 100 --batch 1,2,4,8"
    )]
    Bench {
        /// The model's name.
        name: String,
        /// How often, after a tenth as many runs to warm up.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        runs: u32,
        /// How many inputs at once; several sizes are measured one after the other.
        #[arg(long, value_delimiter = ',', default_value = "1,4")]
        batch: Vec<usize>,
        /// The input's width and height, px, for models that take more than one.
        #[arg(long, value_name = "WxH", value_parser = size)]
        input: Option<[u32; 2]>,
        /// As JSON on standard output.
        #[arg(long)]
        json: bool,
    },
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
        Action::Pull { name, from, to } => {
            pull(catalogue.by_name(&name)?, from.as_deref(), to.as_deref())
        }
        Action::Verify { name, json } => verify(&catalogue, &weights, name.as_deref(), json),
        Action::Add {
            file,
            name,
            like,
            licence,
            input,
            url,
        } => {
            let like = catalogue.by_name(&like)?.clone();
            let mut manifest = Manifest {
                name,
                licence,
                url,
                source: format!("added from {}", file.display()),
                file: file_name(&file)?,
                sha256: weights::sha256_of(&file)?,
                ..like
            };
            manifest.input.size = input.unwrap_or(manifest.input.size);
            add(&manifest, &file)
        }
        Action::Bench {
            name,
            runs,
            batch,
            input,
            json,
        } => bench(
            catalogue.by_name(&name)?,
            &weights,
            runs,
            &batch,
            input,
            json,
        ),
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
            let place = place.unwrap_or(if m.url.is_some() {
                "not here; can be pulled"
            } else {
                "not here"
            });
            say(format_args!(
                "{:<22} {task:<10} {:<24} {}",
                m.name, place, m.licence
            ));
        }
        rows.push(json!({
            "name": m.name, "task": m.task, "licence": m.licence, "file": m.file, "sha256": m.sha256,
            "url": m.url, "joint_set": m.joint_set, "place": place, "path": found.and_then(|f| f.path),
        }));
    }
    if as_json {
        say(serde_json::to_string_pretty(&rows)?);
    }
    Ok(())
}

fn pull(manifest: &Manifest, from: Option<&Path>, to: Option<&Path>) -> anyhow::Result<()> {
    let cache = WeightsSearchPath::user_cache();
    let folder = to
        .map(Path::to_path_buf)
        .or(cache)
        .context("there is no home folder to keep weights in; name a folder with --to")?;
    // Drawn on standard error, and only where that is a terminal.
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{msg} {bar:40} {bytes}/{total_bytes} {bytes_per_sec}",
    )?);
    bar.set_message(manifest.file.clone());
    let path = weights::pull(manifest, from, &folder, |done, total| {
        bar.set_length(total.unwrap_or(done));
        bar.set_position(done);
    });
    bar.finish_and_clear();
    say(format_args!("{}: {}", manifest.name, path?.display()));
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

fn file_name(file: &Path) -> anyhow::Result<String> {
    let name = file.file_name().and_then(|n| n.to_str());
    Ok(name
        .with_context(|| format!("{} has no file name", file.display()))?
        .to_owned())
}

fn add(manifest: &Manifest, file: &Path) -> anyhow::Result<()> {
    let (Some(cache), Some(folder)) = (WeightsSearchPath::user_cache(), Catalogue::user_folder())
    else {
        bail!("there is no home folder to keep models in; set HOME");
    };
    let text = manifest.to_toml()?;
    Manifest::from_toml(&text, &manifest.name)?;
    let beside = WeightsSearchPath::from_folder(file.parent().unwrap_or(Path::new(".")));
    Network::open(manifest, &beside, None)?;
    let (to, toml) = (
        cache.join(&manifest.name),
        folder.join(format!("{}.toml", manifest.name)),
    );
    if toml.exists() {
        bail!(
            "{} is there already; remove it to add {} again",
            toml.display(),
            manifest.name
        );
    }
    for folder in [&to, &folder] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let copy = to.join(&manifest.file);
    fs::copy(file, &copy).with_context(|| copy.display().to_string())?;
    fs::write(&toml, text).with_context(|| toml.display().to_string())?;
    say(format_args!("{}: {}", manifest.name, toml.display()));
    Ok(())
}

/// What one size of batch takes.
struct Timing {
    p50: Duration,
    p99: Duration,
}

fn bench(
    manifest: &Manifest,
    weights: &WeightsSearchPath,
    runs: u32,
    batches: &[usize],
    input: Option<[u32; 2]>,
    as_json: bool,
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for &batch in batches {
        let network = Network::open(manifest, weights, Some(batch))?;
        if network.max_batch() != batch.max(1) {
            eprintln!(
                "{} takes one input at a time; batch {batch} is left out",
                manifest.name
            );
            continue;
        }
        let size = input.unwrap_or(manifest.input.size_for([1920, 1080]));
        let bar = ProgressBar::new(u64::from(runs)).with_message(format!("batch {batch}"));
        let timing = time(&network, batch.max(1), size, runs, &bar)?;
        bar.finish_and_clear();
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        let (p50, p99) = (ms(timing.p50), ms(timing.p99));
        let each = p50 / batch.max(1) as f64;
        if !as_json {
            say(format_args!(
                "{} {}x{} on {}, batch {batch}: p50 {p50:.2} ms, p99 {p99:.2} ms, {each:.2} ms an input",
                manifest.name,
                size[0],
                size[1],
                network.provider().name(),
            ));
        }
        rows.push(json!({
            "name": manifest.name, "provider": network.provider().name(), "size_px": size, "batch": batch,
            "runs": runs, "p50_ms": p50, "p99_ms": p99, "p50_ms_an_input": each,
        }));
    }
    if as_json {
        say(serde_json::to_string_pretty(&rows)?);
    }
    Ok(())
}

/// Times the network alone, on inputs sampled from noise.
fn time(
    network: &Network,
    batch: usize,
    size: [u32; 2],
    runs: u32,
    bar: &ProgressBar,
) -> anyhow::Result<Timing> {
    let noise: Vec<u8> = (0..size[0] * size[1] * 3)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let image = ImageView::packed(size[0], size[1], &noise);
    let mut jobs: Vec<InferenceRequest> = Vec::new();
    for _ in 0..batch {
        jobs.push(InferenceBuffers::default().request_for_image(
            &image,
            &network.manifest().input,
            size,
        ));
    }
    let mut times = Vec::new();
    for i in 0..runs + runs.div_ceil(10) {
        let start = Instant::now();
        network.run(&mut jobs)?;
        if i >= runs.div_ceil(10) {
            times.push(start.elapsed());
            bar.inc(1);
        }
    }
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    Ok(Timing {
        p50: at(50),
        p99: at(99),
    })
}
