//! Draws pictures of a venue: `contact_sheet VENUE SEED TIME_S CAMERA… -o` folder from the environment. Also says how fast.
#![allow(clippy::unwrap_used, clippy::print_stdout)]
use std::sync::Arc;
use std::time::Instant;
use trackside_datasets::render::Renderer;
use trackside_datasets::world::{World, WorldFile};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = WorldFile::open(&args[0], &[]).unwrap();
    let seed: u64 = args[1].parse().unwrap();
    let t: f64 = args[2].parse().unwrap();
    let n: usize = args[3].parse().unwrap();
    let world = Arc::new(World::new(&file, seed).unwrap());
    let mut r = Renderer::new(&world, seed, 1);
    for c in args[4..].iter().map(|c| c.parse::<usize>().unwrap()) {
        let [w, h] = world.cameras()[c].camera.size_px;
        let mut out = vec![0; (3 * w * h) as usize];
        let begin = Instant::now();
        r.render(c, t, 0, &mut out);
        println!("first {:?}", begin.elapsed());
        let begin = Instant::now();
        for i in 0..n {
            r.render(c, t + 0.04 * i as f64, i as u64, &mut out);
        }
        println!("{:.1} ms/image", 1e3 * begin.elapsed().as_secs_f64() / n as f64);
        out.chunks_mut(3).for_each(|p| p.swap(0, 2));
        image::save_buffer(format!("/tmp/r_{}_{seed}_{c}.png", args[0]), &out, w, h, image::ColorType::Rgb8).unwrap();
    }
}
