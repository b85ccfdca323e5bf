//! Missing, wrong and truncated weights; and a generated model from its manifest to its joints.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod shared;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;

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

    let right = manifest.sha256.clone();
    manifest.sha256 = "0".repeat(64);
    let sha256 = open_error(&manifest, folder.path());
    assert!(
        sha256.contains(&right) && sha256.contains(&manifest.sha256),
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
    assert!(unknown.contains("yolox-giant") && unknown.contains("rtmdet-nano-person"));
}

#[test]
fn pull_from_a_mirror_verifies_the_sha256() {
    let (mirror, cache) = (tempdir().unwrap(), tempdir().unwrap());
    let mut manifest = test_manifest(mirror.path(), b"weights");
    let path = weights::pull(&manifest, Some(mirror.path()), cache.path(), |_, _| ()).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"weights");

    manifest.sha256 = "1".repeat(64);
    let error = weights::pull(&manifest, Some(mirror.path()), cache.path(), |_, _| ());
    assert!(error.unwrap_err().to_string().contains(&"1".repeat(64)));
    assert_eq!(
        fs::read(&path).unwrap(),
        b"weights",
        "the existing file is unchanged"
    );
}

/// Serves `content` under any name, once per item of `cuts`: at most that many bytes, then it closes the connection. Returns
/// the address and, when all are served, the start offsets of the requests.
fn serve(content: &'static [u8], cuts: Vec<usize>) -> (String, thread::JoinHandle<Vec<usize>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/ours.onnx", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let mut starts = Vec::new();
        for cut in cuts {
            let (mut stream, _) = listener.accept().unwrap();
            let mut start = 0;
            for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                let line = line.unwrap().to_lowercase();
                if let Some(range) = line.strip_prefix("range: bytes=") {
                    start = range.trim_end_matches('-').parse().unwrap();
                }
                if line.is_empty() {
                    break;
                }
            }
            starts.push(start);
            let (rest, status) = (&content[start..], if start > 0 { 206 } else { 200 });
            let head = format!(
                "HTTP/1.1 {status} x\r\nContent-Length: {}\r\n\r\n",
                rest.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&rest[..cut.min(rest.len())]).unwrap();
        }
        starts
    });
    (url, server)
}

#[test]
fn truncated_download_is_resumed() {
    static CONTENT: [u8; 5000] = [7; 5000];
    let (source, cache) = (tempdir().unwrap(), tempdir().unwrap());
    let (url, server) = serve(&CONTENT, vec![2000, 5000]);
    let manifest = Manifest {
        url: Some(url),
        ..test_manifest(source.path(), &CONTENT)
    };
    let cut = weights::pull(&manifest, None, cache.path(), |_, _| ());
    let cut = cut.unwrap_err().to_string();
    assert!(cut.contains("pull again"), "{cut}");
    assert_eq!(
        fs::read(cache.path().join("ours.onnx.part")).unwrap().len(),
        2000
    );
    let path = weights::pull(&manifest, None, cache.path(), |_, _| ()).unwrap();
    assert_eq!(fs::read(path).unwrap(), CONTENT);
    assert_eq!(server.join().unwrap(), [0, 2000]);
}

#[test]
fn download_with_another_sha256_is_set_aside() {
    let (source, cache) = (tempdir().unwrap(), tempdir().unwrap());
    let (url, server) = serve(b"something else", vec![100]);
    let manifest = Manifest {
        url: Some(url),
        ..test_manifest(source.path(), b"weights")
    };
    let error = weights::pull(&manifest, None, cache.path(), |_, _| ());
    assert!(error.unwrap_err().to_string().contains(&manifest.sha256));
    assert!(!cache.path().join("ours.onnx").exists());
    assert!(cache.path().join("ours.onnx.wrong").exists());
    server.join().unwrap();
}
