//! Missing, wrong and truncated weights; and a generated model from its manifest to its joints.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod shared;

use std::fs;
use std::path::Path;

use shared::onnx::brightest_simcc;
use tempfile::tempdir;
use trackside_models::decode::Box2d;
use trackside_models::{
    Catalogue, ImageView, InferenceBuffers, Manifest, Network, WeightsSearchPath, weights,
};

/// The manifest of a SimCC model; writes its weights, `content`, to `folder`.
fn test_manifest(folder: &Path, content: &[u8]) -> Manifest {
    let path = folder.join("ours.onnx");
    fs::write(&path, content).unwrap();
    let sha256 = weights::sha256_of(&path).unwrap();
    let text = format!(
        "name = 'ours'\ntask = 'pose'\nfile = 'ours.onnx'\nsource = 'this test'\nsha256 = '{sha256}'\n\
        licence = 'MIT'\njoint_set = 'openpose18'\n[input]\nsize = [192, 256]\nlayout = 'nchw'\n\
        colour = 'rgb'\nstd = [255, 255, 255]\n[decoder]\nkind = 'simcc'\nsplit = 2"
    );
    Manifest::from_toml(&text, "ours.toml").unwrap()
}

fn open_error(manifest: &Manifest, folder: &Path) -> String {
    let opened = Network::open(manifest, &WeightsSearchPath::from_folder(folder), None);
    opened.err().unwrap().to_string()
}

#[test]
fn simcc_joints_lie_at_the_brightest_pixels() {
    let folder = tempdir().unwrap();
    let manifest = test_manifest(folder.path(), &brightest_simcc());
    let network = Network::open(
        &manifest,
        &WeightsSearchPath::from_folder(folder.path()),
        Some(2),
    )
    .unwrap();
    assert_eq!(network.max_batch(), 2);
    // Red, green and blue pixels, in a crop that is half as large as the input.
    let keypoints = [[110, 120], [150, 180], [127, 150]];
    let mut bgr = vec![0; 300 * 300 * 3];
    for (colour, [x, y]) in keypoints.into_iter().enumerate() {
        bgr[(y * 300 + x) * 3 + 2 - colour] = 255;
    }
    let person = Box2d {
        x1: 80.0,
        y1: 86.0,
        x2: 176.0,
        y2: 214.0,
    };
    let people = [person; 3];
    let image = ImageView::packed(300, 300, &bgr);
    let found = network
        .estimate_joints(&image, &people, &mut InferenceBuffers::default())
        .unwrap();
    assert_eq!(found.len(), 3);
    for (j, keypoint) in found.iter().flat_map(|p| p.iter().enumerate()) {
        let [x, y] = keypoints[j % 3].map(|v| v as f32);
        let error_px = (keypoint.at[0] - x).hypot(keypoint.at[1] - y);
        assert!(error_px < 0.5, "{keypoint:?} is not at {x}, {y}");
        assert!(keypoint.score > 0.4);
    }
}

#[test]
fn errors_name_the_fault_of_the_weights() {
    let folder = tempdir().unwrap();
    let mut manifest = test_manifest(folder.path(), &brightest_simcc());

    manifest.input.size = [96, 128];
    let shape = open_error(&manifest, folder.path());
    assert!(shape.contains("256") && shape.contains("128"), "{shape}");

    let right = manifest.sha256.replace("0".repeat(64)).unwrap();
    let sha256 = open_error(&manifest, folder.path());
    assert!(
        sha256.contains(&right) && sha256.contains(&"0".repeat(64)),
        "{sha256}"
    );

    let text = test_manifest(folder.path(), b"this is no network");
    let no_onnx = open_error(&text, folder.path());
    assert!(
        no_onnx.contains("ours.onnx") && no_onnx.contains("not an ONNX"),
        "{no_onnx}"
    );

    fs::remove_file(folder.path().join("ours.onnx")).unwrap();
    let missing = open_error(&text, folder.path());
    assert!(
        missing.contains("missing") && missing.contains("ours.onnx"),
        "{missing}"
    );
}

#[test]
fn unknown_manifest_keys_are_errors() {
    let folder = tempdir().unwrap();
    let good = test_manifest(folder.path(), b"").to_toml().unwrap();
    assert_eq!(
        Manifest::from_toml(&good, "x").unwrap(),
        test_manifest(folder.path(), b"")
    );
    let old = good.replacen("source =", "url = 'https://a.org/b'\nsource =", 1);
    let error = Manifest::from_toml(&old, "old.toml").unwrap_err();
    assert!(
        error.to_string().contains("url is now called urls"),
        "{error}"
    );
    for (line, key) in [
        ("name =", "colour = 1\nname ="),
        ("split =", "blur = 3\nsplit ="),
    ] {
        let bad = good.replacen(line, key, 1);
        let error = Manifest::from_toml(&bad, "bad.toml")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("bad.toml") && error.contains("unknown field"),
            "{error}"
        );
    }
}

#[test]
fn user_folder_adds_and_overrides_models() {
    let folder = tempdir().unwrap();
    let mut manifest = test_manifest(folder.path(), b"");
    manifest.name = "yolox-nano".into();
    fs::write(folder.path().join("mine.toml"), manifest.to_toml().unwrap()).unwrap();
    let catalogue = Catalogue::with_folder(Some(folder.path())).unwrap();
    assert_eq!(catalogue.by_name("yolox-nano").unwrap().file, "ours.onnx");
    assert_eq!(
        catalogue.iter().count(),
        Catalogue::with_folder(None).unwrap().iter().count()
    );
    let unknown = catalogue.by_name("yolox-giant").unwrap_err().to_string();
    assert!(unknown.contains("yolox-giant") && unknown.contains("rtmdet-nano"));
}

#[test]
fn every_built_in_network_can_be_had_and_proven() {
    let catalogue = Catalogue::with_folder(None).unwrap();
    for manifest in catalogue.iter() {
        let name = &manifest.name;
        let is_embedded = name == "trackside-nano";
        assert_eq!(manifest.urls.is_empty(), is_embedded, "{name}");
        assert!(
            manifest.sha256.is_some() || manifest.archive_sha256.is_some(),
            "{name}"
        );
        assert!(manifest.trained_on.is_some(), "{name}");
    }
    assert!(catalogue.iter().count() >= 28);
    let unproven = catalogue.by_name("yolox-tiny").unwrap().to_toml().unwrap();
    let unproven: String = unproven
        .lines()
        .filter(|line| !line.starts_with("sha256"))
        .map(|line| format!("{line}\n"))
        .collect();
    let error = Manifest::from_toml(&unproven, "none.toml")
        .unwrap_err()
        .to_string();
    assert!(error.contains("archive_sha256"), "{error}");
}

#[test]
fn networks_of_the_shared_cases_bring_their_manifests() {
    let names = |folder: &Path| -> Vec<String> {
        let catalogue = Catalogue::with_shared(folder).unwrap();
        catalogue.iter().map(|m| m.name.clone()).collect()
    };
    let folder = tempdir().unwrap();
    assert!(!names(folder.path()).contains(&"pp-tinypose-256x192".into()));
    fs::write(folder.path().join("pp_tinypose_256x192.onnx"), "weights").unwrap();
    assert!(names(folder.path()).contains(&"pp-tinypose-256x192".into()));
    let own = folder.path().join("ours");
    fs::create_dir(&own).unwrap();
    let text = test_manifest(&own, b"weights").to_toml().unwrap();
    fs::write(own.join("manifest.toml"), text).unwrap();
    assert!(names(folder.path()).contains(&"ours".into()));
    assert!(names(&folder.path().join("nowhere")).contains(&"yolox-tiny".into()));
}
