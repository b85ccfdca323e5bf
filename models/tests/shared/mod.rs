//! The shared cases, and their images read as the program reads them.
#![allow(dead_code, clippy::unwrap_used)]

pub mod onnx;
pub mod server;

use std::fs;
use std::path::Path;

use opencv::core::{Mat, MatTraitConst, MatTraitConstManual};
use opencv::imgcodecs::{IMREAD_COLOR, imread};
use serde_json::Value;
use trackside_models::decode::Box2d;
use trackside_models::{Catalogue, ImageView, Manifest, Network, WeightsSearchPath};

/// An image in memory, BGR.
#[derive(Clone)]
pub struct OwnedImage {
    pub size: [u32; 2],
    pub bgr: Vec<u8>,
}

impl OwnedImage {
    pub fn read(path: &Path) -> OwnedImage {
        let mat = imread(path.to_str().unwrap(), IMREAD_COLOR).unwrap();
        OwnedImage::of(&mat)
    }

    pub fn of(mat: &Mat) -> OwnedImage {
        OwnedImage {
            size: [mat.cols() as u32, mat.rows() as u32],
            bgr: mat.data_bytes().unwrap().to_vec(),
        }
    }

    pub fn view(&self) -> ImageView<'_> {
        ImageView::packed(self.size[0], self.size[1], &self.bgr)
    }

    pub fn flipped(&self) -> OwnedImage {
        let row = self.size[0] as usize * 3;
        let mirrored = |r: &[u8]| r.chunks(3).rev().flatten().copied().collect::<Vec<u8>>();
        OwnedImage {
            size: self.size,
            bgr: self.bgr.chunks(row).flat_map(mirrored).collect(),
        }
    }
}

/// The still image with reference results, and the results.
pub fn soccer(cases: &Path) -> (OwnedImage, Value) {
    let stills = cases.join("media/stills");
    let image = OwnedImage::read(&stills.join("soccer_ball_rtmlib_demo.jpg"));
    (image, json(&stills.join("soccer_ball_golden.json")))
}

/// The reference boxes: bounds, score, COCO class.
pub fn golden_boxes(golden: &Value) -> Vec<(Box2d, f32, u32)> {
    let rows = golden["yolox_nano_416_conf0.3_nms0.5"].as_array().unwrap();
    let one = |row: &Value| {
        let v = floats(row);
        (box_of(&v), v[4], v[5] as u32)
    };
    rows.iter().map(one).collect()
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

pub fn floats(value: &Value) -> Vec<f32> {
    let numbers = value.as_array().unwrap().iter();
    numbers.map(|v| v.as_f64().unwrap() as f32).collect()
}

pub fn box_of(v: &[f32]) -> Box2d {
    Box2d {
        x1: v[0],
        y1: v[1],
        x2: v[2],
        y2: v[3],
    }
}

pub fn network(name: &str) -> Network {
    batched(name, None)
}

pub fn batched(name: &str, max_batch: Option<usize>) -> Network {
    let manifest = manifest(name);
    Network::open(&manifest, &WeightsSearchPath::default(), max_batch).unwrap()
}

/// The manifest of a network: built in, or of these tests.
pub fn manifest(name: &str) -> Manifest {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifests");
    let catalogue = Catalogue::with_folder(Some(&folder)).unwrap();
    catalogue.by_name(name).unwrap().clone()
}
