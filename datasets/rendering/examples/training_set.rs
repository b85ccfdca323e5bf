//! Makes the training data of `models/training`: crops of the venues' rendered images with their labels.
//!
//! `cargo run --release -p trackside-rendering --example training_set -- 0 400 /tmp/set` makes the crops of 400 worlds
//! from seed 0 on. Venues that are named after the folder take turns in place of the default ones; with `as-seen` before their names
//! people are about as large as in the input of the venue's own detector. The same arguments give the same bytes, whatever the
//! number of threads. Files, native byte order:
//!
//! | file | a crop |
//! |---|---|
//! | `images.u8` | `[256, 256, 3]`, blue first |
//! | `owners.u8` | `[32, 32]`: the person that covers the most of each 8 × 8 px: 0 for nobody, else a row of `people`, counted from 1 |
//! | `people.f32` | `[24, 1 + 26 * 3]`: number of visible joints; then for each joint x, y (px, pixel centres), and 1 if it is visible |
//! | `balls.f32` | `[4]`: x, y, radius (px), visible share |
//!
//! `format.toml` has the sizes and the names of the joints, for `models/training`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use trackside_calibration::Camera;
use trackside_rendering::{BALL, Renderer};
use trackside_schema::{JOINT_COUNT, Joint, WorldPoint};
use trackside_simulation::{World, WorldFile, WorldState};

/// Seeds from here on are kept for evaluation.
const EVALUATION_SEEDS: u64 = 1_000_000;
/// Width and height of a crop, px.
const CROP: [usize; 2] = [256, 256];
/// Side of a cell of the network's output, px.
const CELL: usize = 8;
const CELLS: [usize; 2] = [CROP[0] / CELL, CROP[1] / CELL];
/// People of a crop.
const PEOPLE: usize = 24;
const PERSON: usize = 1 + 3 * JOINT_COUNT;
/// Height in the crop of the person that it is made for, px.
const HEIGHTS_PX: [f64; 2] = [32.0, 190.0];
/// Scale of a crop relative to its image.
const SCALES: [f64; 2] = [0.2, 1.5];
/// Scale of a crop around a ball relative to its image.
const BALL_SCALES: [f64; 2] = [0.4, 1.2];
/// Scale of a crop relative to the input of the venue's own detector, with `as-seen`.
const AS_SEEN_SCALES: [f64; 2] = [0.75, 1.35];
/// The sprint with the cameras of the first training runs, relative to the checkout's folder.
const SPRINT_SIDES: &str = "models/training/sprint-sides.toml";
/// The venues that take turns, by seed, where none are named.
const VENUES: [&str; 8] = [
    "basketball",
    "basketball",
    "basketball",
    "basketball",
    "basketball",
    SPRINT_SIDES,
    SPRINT_SIDES,
    "football",
];
const CAMERAS_PER_WORLD: usize = 6;
const IMAGES_PER_CAMERA: usize = 8;
const CROPS_PER_IMAGE: usize = 2;
const CROPS_PER_WORLD: usize = CAMERAS_PER_WORLD * IMAGES_PER_CAMERA * CROPS_PER_IMAGE;
/// A person fills a cell from this many pixels on.
const MIN_PIXELS: u32 = 3;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [first, worlds, folder, venues @ ..] = args.as_slice() else {
        return Err("usage: training_set FIRST_SEED WORLDS FOLDER [[as-seen] VENUE …]".into());
    };
    let mut venues: Vec<&str> = venues.iter().map(String::as_str).collect();
    let as_seen = venues.first() == Some(&"as-seen");
    if as_seen {
        venues.remove(0);
    }
    if venues.is_empty() {
        venues = VENUES.to_vec();
    }
    let (first, worlds) = (first.parse::<u64>()?, worlds.parse::<u64>()?);
    if first.saturating_add(worlds) > EVALUATION_SEEDS {
        return Err(format!("seeds from {EVALUATION_SEEDS} on are kept for evaluation").into());
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(Path::new(folder).join("format.toml"), format_toml())?;
    let files = Files::create(Path::new(folder))?;
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = || -> Result<(), Failure> {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= worlds {
                return Ok(());
            }
            let name = venues[(first + i) as usize % venues.len()];
            make(name, as_seen, first + i, i, &files)
                .map_err(|e| format!("seed {}: {e}", first + i))?;
            let done = 1 + done.fetch_add(1, Ordering::Relaxed);
            if done % 10 == 0 || done == worlds {
                println!("{done} of {worlds} worlds");
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter()
            .try_for_each(|t| t.join().unwrap_or_else(|_| Err("a thread panicked".into())))
    })
}

/// The layout of the files.
fn format_toml() -> String {
    let joints: Vec<&str> = Joint::ALL.into_iter().map(Joint::name).collect();
    format!("crop_px = {CROP:?}\ncell_px = {CELL}\npeople = {PEOPLE}\njoints = {joints:?}\n")
}

struct Files {
    images: File,
    owners: File,
    people: File,
    balls: File,
}

impl Files {
    fn create(folder: &Path) -> Result<Files, Failure> {
        let file = |name: &str| File::create(folder.join(name));
        Ok(Files {
            images: file("images.u8")?,
            owners: file("owners.u8")?,
            people: file("people.f32")?,
            balls: file("balls.f32")?,
        })
    }

    fn write(&self, index: u64, crop: &Crop) -> Result<(), Failure> {
        let put = |file: &File, bytes: &[u8]| file.write_all_at(bytes, index * bytes.len() as u64);
        let floats = |v: &[f32]| -> Vec<u8> { v.iter().flat_map(|f| f.to_ne_bytes()).collect() };
        put(&self.images, &crop.image)?;
        put(&self.owners, &crop.owners)?;
        put(&self.people, &floats(&crop.people))?;
        Ok(put(&self.balls, &floats(&crop.ball))?)
    }
}

struct Rng(ChaCha8Rng);

impl Rng {
    fn between(&mut self, min: f64, max: f64) -> f64 {
        min + (max - min) * (self.0.next_u64() as f64 / u64::MAX as f64)
    }

    fn index(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }
}

/// The venue of that name, with random changes for variety.
fn venue(name: &str, rng: &mut Rng) -> Result<WorldFile, Failure> {
    let mut set = vec![
        format!("cameras.scatter_m={:.2}", rng.between(0.2, 1.5)),
        format!("cameras.exposure_s={:.4}", rng.between(0.0005, 0.008)),
        format!("light.direct={:.2}", rng.between(0.35, 0.85)),
        format!("light.ambient={:.2}", rng.between(0.25, 0.6)),
    ];
    if name == "basketball" {
        set.push(format!("people.per_team={}", 3 + rng.index(3)));
    }
    Ok(WorldFile::open(name, &set)?)
}

/// Width and height of the detector's input at that venue, px.
fn detector_size(file: &WorldFile) -> Result<[f64; 2], Failure> {
    let size = file.models.get("detector_size").and_then(|v| v.as_array());
    let side = |i: usize| size?.get(i)?.as_integer();
    let sides = side(0).zip(side(1)).map(|(w, h)| [w as f64, h as f64]);
    sides.ok_or_else(|| format!("{}: no models.detector_size", file.name).into())
}

/// Makes the crops of one world.
fn make(name: &str, as_seen: bool, seed: u64, index: u64, files: &Files) -> Result<(), Failure> {
    let mut rng = Rng(ChaCha8Rng::seed_from_u64(seed));
    let file = venue(name, &mut rng)?;
    let world = Arc::new(World::new(&file, seed)?);
    let mut renderer = Renderer::new(&world, seed, 1)?;
    let mut scene = Scene::default();
    let input = as_seen.then(|| detector_size(&file)).transpose()?;
    let mut out = index * CROPS_PER_WORLD as u64;
    for _ in 0..CAMERAS_PER_WORLD {
        let camera = rng.index(world.cameras().len());
        for image in 0..IMAGES_PER_CAMERA {
            let at_s = scene.choose_time(&world, camera, &mut rng);
            scene.draw(&mut renderer, camera, at_s, image as u64);
            for _ in 0..CROPS_PER_IMAGE {
                // Tennis players are seldom near the ball, which is small.
                let about_ball = name == "tennis" && rng.index(2) == 0;
                let crop = scene.crop(about_ball, input, &mut rng);
                files.write(out, &crop)?;
                out += 1;
            }
        }
    }
    Ok(())
}

/// One camera's image and labels at one time.
#[derive(Default)]
struct Scene {
    now: WorldState,
    size: [usize; 2],
    image: Vec<u8>,
    segmentation: Vec<u8>,
    /// By actor: the joints in the image, px; empty behind the camera.
    joints: Vec<Vec<[f64; 2]>>,
    /// Centre and radius, px.
    ball: Option<([f64; 2], f64)>,
}

impl Scene {
    /// A time at which somebody is in the image, if one is found in a few tries.
    fn choose_time(&mut self, world: &World, camera: usize, rng: &mut Rng) -> f64 {
        let mut at_s = 0.0;
        for _ in 0..12 {
            // The start of a world is short and unlike the rest, so it is drawn more often.
            at_s = rng.between(0.0, 1.0).powf(1.5) * world.file().duration_s;
            world.at(at_s, &mut self.now);
            self.project(&world.cameras()[camera].camera);
            if self.joints.iter().any(|j| self.shows(j)) {
                break;
            }
        }
        at_s
    }

    fn project(&mut self, camera: &Camera) {
        self.size = camera.size_px.map(|s| s as usize);
        let project = |p| camera.project(WorldPoint(p)).map(|raw| [raw.x, raw.y]);
        self.joints.clear();
        for actor in &self.now.actors {
            let joints: Option<Vec<_>> = actor.joints.iter().map(|p| project(*p)).collect();
            self.joints.push(joints.unwrap_or_default());
        }
        self.ball = self.now.ball.as_ref().and_then(|b| {
            let at = project(b.at)?;
            let mut rim = b.at;
            rim.z += b.radius_m;
            let rim = project(rim)?;
            Some((at, (rim[0] - at[0]).hypot(rim[1] - at[1])))
        });
    }

    /// Whether the trunk lies in the image.
    fn shows(&self, joints: &[[f64; 2]]) -> bool {
        joints
            .get(Joint::Hip.index())
            .is_some_and(|at| self.is_inside(*at))
    }

    fn is_inside(&self, [x, y]: [f64; 2]) -> bool {
        x > 0.0 && y > 0.0 && x < self.size[0] as f64 && y < self.size[1] as f64
    }

    fn draw(&mut self, renderer: &mut Renderer, camera: usize, at_s: f64, image: u64) {
        let pixels = self.size[0] * self.size[1];
        self.image.resize(3 * pixels, 0);
        self.segmentation.resize(pixels, 0);
        renderer.render(camera, at_s, image, &mut self.image);
        renderer.segmentation(camera, at_s, &mut self.segmentation);
    }

    /// A scaled part of the image around the ball or a person, if there is one.
    fn crop(&self, about_ball: bool, input: Option<[f64; 2]>, rng: &mut Rng) -> Crop {
        let visible: Vec<&Vec<[f64; 2]>> = self.joints.iter().filter(|j| self.shows(j)).collect();
        let between = |rng: &mut Rng, [min, max]: [f64; 2]| rng.between(min.ln(), max.ln()).exp();
        let height_px = between(rng, HEIGHTS_PX);
        let as_seen_scale = input.map(|input| {
            let fit = (input[0] / self.size[0] as f64).min(input[1] / self.size[1] as f64);
            fit * between(rng, AS_SEEN_SCALES)
        });
        let ball = self
            .ball
            .filter(|(at, _)| about_ball && self.is_inside(*at));
        let (focus, scale) = match (ball, visible.as_slice()) {
            (Some((at, _)), _) => (at, rng.between(BALL_SCALES[0], BALL_SCALES[1])),
            (None, []) => ([0, 1].map(|i| rng.between(0.0, self.size[i] as f64)), 0.5),
            (None, all) => {
                let joints = all[rng.index(all.len())];
                let height = |pick: fn(f64, f64) -> f64| joints.iter().map(|j| j[1]).reduce(pick);
                let tall = height(f64::max)
                    .zip(height(f64::min))
                    .map_or(1.0, |(low, high)| low - high);
                let scale = as_seen_scale.unwrap_or(height_px / tall.max(1.0));
                (joints[Joint::Hip.index()], scale)
            }
        };
        let scale = scale.clamp(SCALES[0], SCALES[1]);
        let offset = [0, 1].map(|i| {
            let span = CROP[i] as f64 / scale;
            let start = focus[i] - span * rng.between(0.1, 0.9);
            // Not far beyond the image's edge.
            let beyond = 0.05 * span;
            let max = self.size[i] as f64 - span + beyond;
            if max < -beyond {
                -beyond
            } else {
                start.clamp(-beyond, max)
            }
        });
        let view = Window { scale, offset };
        let (owners, rows) = self.owners(&view);
        Crop {
            image: self.pixels(&view),
            owners,
            people: self.people(&view, &rows),
            ball: self.ball(&view),
        }
    }

    /// Bilinear without low-pass filtering, as the networks' inputs are sampled.
    fn pixels(&self, view: &Window) -> Vec<u8> {
        let [w, h] = self.size;
        let mut out = vec![114; CROP[0] * CROP[1] * 3];
        for (i, pixel) in out.chunks_exact_mut(3).enumerate() {
            let [x, y] = view.to_image([(i % CROP[0]) as f64, (i / CROP[0]) as f64]);
            if x < -0.5 || y < -0.5 || x > w as f64 - 0.5 || y > h as f64 - 0.5 {
                continue;
            }
            let (x, y) = (x.clamp(0.0, w as f64 - 1.0), y.clamp(0.0, h as f64 - 1.0));
            let (left, top) = (x as usize, y as usize);
            let (right, below) = ((left + 1).min(w - 1), (top + 1).min(h - 1));
            let (u, v) = (x - left as f64, y - top as f64);
            for (c, out) in pixel.iter_mut().enumerate() {
                let at = |x: usize, y: usize| f64::from(self.image[3 * (y * w + x) + c]);
                let upper = at(left, top) * (1.0 - u) + at(right, top) * u;
                let lower = at(left, below) * (1.0 - u) + at(right, below) * u;
                *out = (upper * (1.0 - v) + lower * v).round() as u8;
            }
        }
        out
    }

    /// The segmentation label at a pixel of the crop.
    fn at(&self, view: &Window, at: [f64; 2]) -> u8 {
        let [x, y] = view.to_image(at).map(|v| v.round());
        let inside = x >= 0.0 && y >= 0.0 && x < self.size[0] as f64 && y < self.size[1] as f64;
        if inside {
            self.segmentation[y as usize * self.size[0] + x as usize]
        } else {
            0
        }
    }

    /// The person that fills each cell, and the actors by row of `people`.
    fn owners(&self, view: &Window) -> (Vec<u8>, Vec<usize>) {
        let mut out = vec![0; CELLS[0] * CELLS[1]];
        let mut rows: Vec<usize> = Vec::new();
        for (i, out) in out.iter_mut().enumerate() {
            let corner = [i % CELLS[0] * CELL, i / CELLS[0] * CELL];
            let mut count = [0u32; 256];
            for k in 0..CELL * CELL {
                let at = [corner[0] + k % CELL, corner[1] + k / CELL].map(|v| v as f64);
                count[usize::from(self.at(view, at))] += 1;
            }
            // The first of equals; `BALL` and the background fill no cell.
            let most = (1..usize::from(BALL)).rev().max_by_key(|k| count[*k]);
            let Some(most) = most.filter(|k| count[*k] >= MIN_PIXELS) else {
                continue;
            };
            let row = rows.iter().position(|r| *r == most - 1);
            let row = row.unwrap_or_else(|| {
                rows.push(most - 1);
                rows.len() - 1
            });
            *out = if row < PEOPLE { row as u8 + 1 } else { 0 };
        }
        rows.truncate(PEOPLE);
        (out, rows)
    }

    fn people(&self, view: &Window, rows: &[usize]) -> Vec<f32> {
        let mut out = vec![0.0; PEOPLE * PERSON];
        for (actor, out) in rows.iter().zip(out.chunks_exact_mut(PERSON)) {
            for (k, joint) in self.joints[*actor].iter().enumerate() {
                let [x, y] = view.to_crop(*joint);
                let around = [[0.0, 0.0], [1.5, 0.0], [-1.5, 0.0], [0.0, 1.5], [0.0, -1.5]];
                let inside =
                    x > -0.5 && y > -0.5 && x < CROP[0] as f64 - 0.5 && y < CROP[1] as f64 - 0.5;
                let shows = inside
                    && around
                        .iter()
                        .any(|[u, v]| usize::from(self.at(view, [x + u, y + v])) == actor + 1);
                out[1 + 3 * k..][..3].copy_from_slice(&[
                    x as f32,
                    y as f32,
                    f32::from(u8::from(shows)),
                ]);
                out[0] += f32::from(u8::from(shows));
            }
        }
        out
    }

    fn ball(&self, view: &Window) -> [f32; 4] {
        let Some((at, radius)) = self.ball else {
            return [0.0; 4];
        };
        let ([x, y], radius) = (view.to_crop(at), radius * view.scale);
        let reach = radius.ceil() as i32 + 1;
        let (mut shows, mut all) = (0.0, 0.0);
        for (u, v) in (-reach..=reach).flat_map(|v| (-reach..=reach).map(move |u| (u, v))) {
            let (px, py) = (x.round() + f64::from(u), y.round() + f64::from(v));
            if (px - x).hypot(py - y) > radius.max(0.5) {
                continue;
            }
            all += 1.0;
            let inside = px >= 0.0 && py >= 0.0 && px < CROP[0] as f64 && py < CROP[1] as f64;
            if inside && self.at(view, [px, py]) == BALL {
                shows += 1.0;
            }
        }
        let share = if all > 0.0 { shows / all } else { 0.0 };
        [x as f32, y as f32, radius as f32, share as f32]
    }
}

/// Where a crop lies in its image: `crop = scale * (image - offset)`, pixel edges counted.
struct Window {
    scale: f64,
    offset: [f64; 2],
}

impl Window {
    fn to_image(&self, crop: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| (crop[i] + 0.5) / self.scale + self.offset[i] - 0.5)
    }

    fn to_crop(&self, image: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| (image[i] + 0.5 - self.offset[i]) * self.scale - 0.5)
    }
}

struct Crop {
    image: Vec<u8>,
    owners: Vec<u8>,
    people: Vec<f32>,
    ball: [f32; 4],
}
