//! `trackside models bench`, and how many images a second a preset gives.

use std::time::{Duration, Instant};

use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;
use trackside_models::decode::Box2d;
use trackside_models::{
    Catalogue, ImageView, InferenceBuffers, InferenceRequest, Manifest, ModelTask, Network,
    WeightsSearchPath,
};

use super::{say, size};
use crate::progress;

/// How long a model takes on this host, on images of noise.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside models bench rtmpose-s-halpe26 --runs 100 --batch 1,2,4,8"
)]
pub(super) struct BenchArgs {
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
}

pub(super) fn run(
    args: &BenchArgs,
    catalogue: &Catalogue,
    weights: &WeightsSearchPath,
) -> anyhow::Result<()> {
    let manifest = catalogue.by_name(&args.name)?;
    bench(
        manifest,
        weights,
        args.runs,
        &args.batch,
        args.input,
        args.json,
    )
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
                "{} takes {} inputs at a time; batch {batch} is left out",
                manifest.name,
                network.max_batch()
            );
            continue;
        }
        let size = input.unwrap_or(manifest.input.size_for([1920, 1080]));
        let bar = progress::bar(u64::from(runs), &format!("runs of batch {batch}"));
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

/// People in an image of [`time_of_images`].
pub(in crate::commands) const PEOPLE: usize = 4;

/// How long the networks of an image of [`PEOPLE`] people take on one session, s: a detector, and a network for joints where
/// there is one. Measures for about a second.
pub(in crate::commands) fn time_of_images(
    detector: &Manifest,
    pose: Option<&Manifest>,
) -> anyhow::Result<f64> {
    const LIMIT: Duration = Duration::from_millis(500);
    let weights = WeightsSearchPath::default();
    let (width, height) = (1920, 1080);
    let grey = vec![114; 3 * width as usize * height as usize];
    let image = ImageView::packed(width, height, &grey);
    let mut buffers = InferenceBuffers::default();
    let person = Box2d {
        x1: 800.0,
        y1: 300.0,
        x2: 1000.0,
        y2: 800.0,
    };
    let mut total_s = 0.0;
    for manifest in [Some(detector), pose].into_iter().flatten() {
        let network = Network::open(manifest, &weights, None)?;
        let mut once = || -> anyhow::Result<()> {
            match manifest.task {
                ModelTask::Pose => {
                    network.estimate_joints(&image, &[person], &mut buffers)?;
                }
                ModelTask::PoseMulti => {
                    network.detect_multi_pose(&image, None, [0.3; 2], &mut buffers)?;
                }
                _ => {
                    network.detect(&image, None, 0.3, &mut buffers)?;
                }
            }
            Ok(())
        };
        once()?;
        let (start, mut runs) = (Instant::now(), 0);
        while runs == 0 || start.elapsed() < LIMIT {
            once()?;
            runs += 1;
        }
        let each_s = start.elapsed().as_secs_f64() / f64::from(runs);
        let times = if manifest.task == ModelTask::Pose {
            PEOPLE as f64
        } else {
            1.0
        };
        total_s += each_s * times;
    }
    Ok(total_s)
}
