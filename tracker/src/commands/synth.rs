//! `trackside synth`: a synthetic world as a case: videos, rig, truth, and what a detector might see.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;
use indicatif::ProgressBar;
use trackside_evaluation::case_files;
use trackside_rendering::{CameraRenderer, Renderer};
use trackside_simulation::{SyntheticCamera, World, WorldFile};

use crate::mp4_writer::Mp4Writer;
use crate::progress;

/// Write a synthetic world as a case: videos, rig, truth, and what a detector might see.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside synth basketball --seed 7 --seconds 10 -o game\n  \
                  trackside import case game -o venue --detector yolox-tiny --pose rtmpose-s-halpe26"
)]
pub struct SynthArgs {
    /// A world that the program carries (basketball, sprint, football, tennis), or a world's TOML file.
    world: String,
    /// The seed. Seeds of 1,000,000 and above are for evaluation: nothing is trained or tuned on them.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The duration, s.
    #[arg(long, value_name = "S", default_value_t = 10.0)]
    seconds: f64,
    /// The folder to write, which must not exist yet.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Everything but the videos.
    #[arg(long)]
    no_videos: bool,
}

/// Runs the command.
pub fn run(args: SynthArgs) -> Result<()> {
    let world = Arc::new(World::new(
        &WorldFile::open(&args.world, &args.set)?,
        args.seed,
    )?);
    let (count, rate_hz) = case_files::images(&world, args.seconds)?;
    ensure!(
        !args.output.exists(),
        "{}: is there already; choose another folder",
        args.output.display()
    );
    case_files::write(&world, args.seconds, &args.output)?;
    if !args.no_videos {
        videos(&world, count, rate_hz, &args.output.join("videos"))?;
    }
    writeln!(
        std::io::stdout(),
        "{}: {count} images of {} cameras",
        args.output.display(),
        world.cameras().len()
    )?;
    Ok(())
}

fn videos(world: &Arc<World>, count: u64, rate_hz: f64, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot make the folder", folder.display()))?;
    let threads = available_parallelism().map_or(1, usize::from);
    let camera_renderers = Renderer::new(world, world.seed(), threads)?.into_camera_renderers();
    let bar = progress::bar(count * camera_renderers.len() as u64, "images");
    let begun = Instant::now();
    for (mut camera_renderer, camera) in camera_renderers.into_iter().zip(world.cameras()) {
        let path = folder.join(format!("{}.mp4", camera.camera.name));
        video(&mut camera_renderer, camera, count, rate_hz, &path, &bar)
            .with_context(|| format!("camera \"{}\": {}", camera.camera.name, path.display()))?;
    }
    bar.finish_and_clear();
    let seconds = begun.elapsed().as_secs_f64().max(1e-9);
    let images = count as f64 * world.cameras().len() as f64;
    writeln!(
        std::io::stderr(),
        "{images:.0} images in {seconds:.1} s ({:.1} images/s)",
        images / seconds
    )?;
    Ok(())
}

/// One camera's video. A video has no gaps: a lost image is the one before it once more.
fn video(
    camera_renderer: &mut CameraRenderer,
    camera: &SyntheticCamera,
    count: u64,
    rate_hz: f64,
    path: &Path,
    bar: &ProgressBar,
) -> Result<()> {
    let mut video = Mp4Writer::create(path, camera_renderer.size_px(), rate_hz)?;
    for image in 0..count {
        let taken = camera.captured_image(image);
        if !taken.is_lost {
            camera_renderer.render_image(taken.content_s, image, video.pixels()?);
        }
        video.write()?;
        bar.inc(1);
    }
    video.finish()
}
