//! Draws one image of each camera of a venue as a PNG, and measures the speed.
//!
//! `cargo run --release -p trackside-rendering --example contact_sheet -- basketball 7 4.0 /tmp/sheet`
//! draws `basketball` of seed 7 at 4 s into the folder `/tmp/sheet`; further arguments change keys, as in `people.per_team=5`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use image::ColorType;
use trackside_rendering::Renderer;
use trackside_simulation::{World, WorldFile};

/// Images of each camera that are drawn to measure the speed.
const IMAGES: u64 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [venue, seed, at_s, folder, set @ ..] = args.as_slice() else {
        return Err("usage: contact_sheet VENUE SEED TIME_S FOLDER [KEY=VALUE]…".into());
    };
    let (seed, at_s) = (seed.parse()?, at_s.parse::<f64>()?);
    let world = Arc::new(World::new(&WorldFile::open(venue, set)?, seed)?);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut renderer = Renderer::new(&world, seed, threads)?;
    std::fs::create_dir_all(folder)?;
    let (mut first_s, mut rest_s) = (0.0, 0.0);
    for (i, synthetic) in world.cameras().iter().enumerate() {
        let [w, h] = synthetic.camera.size_px;
        let mut image = vec![0; (3 * w * h) as usize];
        let begin = Instant::now();
        renderer.render(i, at_s, 0, &mut image);
        first_s += begin.elapsed().as_secs_f64();
        let path = Path::new(folder).join(format!("{}.png", synthetic.camera.name));
        let rgb: Vec<u8> = image.chunks(3).flat_map(|p| [p[2], p[1], p[0]]).collect();
        image::save_buffer(path, &rgb, w, h, ColorType::Rgb8)?;
        let begin = Instant::now();
        for k in 0..IMAGES {
            renderer.render(i, at_s + 0.04 * k as f64, k, &mut image);
        }
        rest_s += begin.elapsed().as_secs_f64();
    }
    let cameras = world.cameras().len() as f64;
    println!("first image of a camera: {:.0} ms", 1e3 * first_s / cameras);
    println!(
        "then: {:.0} images/s on {threads} threads",
        cameras * IMAGES as f64 / rest_s
    );
    Ok(())
}
