//! Real weights on pictures with known answers, where the shared cases are.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use trackside_models::decode::{Box2d, Class};
use trackside_models::{
    Catalogue, Engine, Network, ObserverOptions, Picture, Scratch, WeightsPath,
};

/// The shared cases, or `None` with a word about it.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("TRACKSIDE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    if folder.join("models").is_dir() && folder.join("media").is_dir() {
        return Some(folder);
    }
    println!("skipped: the shared cases are not there (TRACKSIDE_SHARED)");
    None
}

/// A picture in memory.
struct Image {
    size: [u32; 2],
    bgr: Vec<u8>,
}

impl Image {
    fn read(path: &Path) -> Image {
        let rgb = image::open(path).unwrap().to_rgb8();
        let bgr = rgb.pixels().flat_map(|p| [p[2], p[1], p[0]]).collect();
        Image {
            size: [rgb.width(), rgb.height()],
            bgr,
        }
    }

    fn picture(&self) -> Picture<'_> {
        Picture::packed(self.size[0], self.size[1], &self.bgr)
    }

    fn flipped(&self) -> Image {
        let row = self.size[0] as usize * 3;
        let mirrored = |r: &[u8]| r.chunks(3).rev().flatten().copied().collect::<Vec<u8>>();
        Image {
            size: self.size,
            bgr: self.bgr.chunks(row).flat_map(mirrored).collect(),
        }
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn floats(value: &Value) -> Vec<f32> {
    let numbers = value.as_array().unwrap().iter();
    numbers.map(|v| v.as_f64().unwrap() as f32).collect()
}

fn box_of(v: &[f32]) -> Box2d {
    Box2d {
        x1: v[0],
        y1: v[1],
        x2: v[2],
        y2: v[3],
    }
}

fn network(name: &str) -> Network {
    let catalogue = Catalogue::load().unwrap();
    Network::open(
        catalogue.named(name).unwrap(),
        &WeightsPath::default(),
        None,
    )
    .unwrap()
}

#[test]
fn boxes_and_joints_are_the_golden_ones() {
    let Some(shared) = shared() else { return };
    let stills = shared.join("media/stills");
    let golden = json(&stills.join("soccer_ball_golden.json"));
    let image = Image::read(&stills.join("soccer_ball_rtmlib_demo.jpg"));

    let mut scratch = Scratch::default();
    let detector = network("yolox-nano");
    let found = detector
        .detect(&image.picture(), Some([416, 416]), 0.3, &mut scratch)
        .unwrap();
    let wanted: Vec<Vec<f32>> = golden["yolox_nano_416_conf0.3_nms0.5"]
        .as_array()
        .unwrap()
        .iter()
        .map(floats)
        .collect();
    let mut people = Vec::new();
    for row in &wanted {
        let class = match row[5] as u32 {
            0 => Class::Person,
            32 => Class::Ball,
            _ => continue,
        };
        let best = found
            .iter()
            .filter(|d| d.class == class)
            .max_by(|a, b| {
                a.bounds
                    .iou(&box_of(row))
                    .total_cmp(&b.bounds.iou(&box_of(row)))
            })
            .unwrap();
        let iou = best.bounds.iou(&box_of(row));
        println!(
            "{class:?} {:.2} (golden {:.2}): IoU {iou:.3}",
            best.score, row[4]
        );
        assert!(iou >= 0.97, "{class:?} {row:?}: IoU {iou}");
        if class == Class::Person {
            people.push(box_of(row));
        }
    }
    let counted = wanted
        .iter()
        .filter(|r| [0.0, 32.0].contains(&r[5]))
        .count();
    assert_eq!(found.len(), counted);

    let pose = network("pp-tinypose-256x192");
    let joints = pose
        .joints(&image.picture(), &people, &mut scratch)
        .unwrap();
    let wanted = golden["pp_tinypose_256x192_dark3"].as_array().unwrap();
    assert_eq!(joints.len(), wanted.len());
    let mut worst = 0.0f32;
    for (spots, wanted) in joints.iter().zip(wanted) {
        for (spot, wanted) in spots.iter().zip(wanted.as_array().unwrap()) {
            let w = floats(wanted);
            let off = (spot.at[0] - w[0]).hypot(spot.at[1] - w[1]);
            worst = worst.max(off);
            assert!(off <= 2.0, "{spot:?} is {off} px from {w:?}");
        }
    }
    println!("joints: at most {worst:.2} px off");
}

#[test]
fn an_observer_sees_the_players_and_the_ball() {
    let Some(shared) = shared() else { return };
    let image = Image::read(&shared.join("media/stills/soccer_ball_rtmlib_demo.jpg"));
    let options = ObserverOptions {
        detect_every: 3,
        ..ObserverOptions::default()
    };
    let engine = Engine::open(&options, &WeightsPath::default()).unwrap();
    let mut observer = engine.observer();
    let (mut people, mut balls) = (Vec::new(), Vec::new());
    for picture in 0..4 {
        observer
            .observe(&image.picture(), &mut people, &mut balls)
            .unwrap();
        assert!(
            people.len() >= 3,
            "{} people in picture {picture}",
            people.len()
        );
        assert_eq!(balls.is_empty(), picture % 3 != 0, "picture {picture}");
        let nose = people[0].joints.iter().flatten().count();
        assert!(nose >= 12);
    }
}
