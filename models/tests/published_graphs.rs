//! Graphs with the names and shapes of published networks, and known answers: from the image to joints and boxes in it.
#![allow(clippy::unwrap_used)]

mod shared;

use shared::onnx::{Constant, constants, echo, mean_colour};
use tempfile::{TempDir, tempdir};
use trackside_models::decode::{Box2d, Class};
use trackside_models::{
    ImageView, InferenceBuffers, Manifest, Network, WeightsSearchPath, weights,
};

/// The built-in model `name` with other weights.
fn open(name: &str, onnx: &[u8]) -> (Network, TempDir) {
    let folder = tempdir().unwrap();
    let mut manifest = shared::manifest(name);
    let path = folder.path().join(&manifest.file);
    std::fs::write(&path, onnx).unwrap();
    manifest.sha256 = Some(weights::sha256_of(&path).unwrap());
    let here = WeightsSearchPath::from_folder(folder.path());
    let network = Network::open(&manifest, &here, Some(1)).unwrap();
    (network, folder)
}

fn input_dims(manifest: &Manifest) -> [i64; 4] {
    let [w, h] = manifest.input.size.map(i64::from);
    [1, 3, h, w]
}

fn near(found: f32, expected: f32) -> bool {
    (found - expected).abs() < 0.02
}

/// The elements of RTMPose's outputs at which a joint lies, `at` in input pixels.
fn one_hot(joints: usize, len: usize, at: impl Fn(usize) -> usize) -> Vec<f32> {
    let mut data = vec![0.0; joints * len];
    for j in 0..joints {
        data[j * len + 2 * at(j)] = 0.5 + j as f32 / 100.0;
    }
    data
}

#[test]
fn rtmpose_joints_lie_where_its_simcc_outputs_say() {
    for (name, joints) in [
        ("rtmpose-s-halpe26", 26),
        ("rtmpose-x-halpe26", 26),
        ("rtmpose-m-coco17", 17),
    ] {
        let manifest = shared::manifest(name);
        let [w, h] = manifest.input.size.map(|s| s as usize);
        let [columns, rows] = [2 * w, 2 * h];
        // The second output comes first.
        let outputs = [
            Constant {
                name: "simcc_y",
                dims: vec![1, joints as i64, rows as i64],
                data: one_hot(joints, rows, |j| 8 * j),
            },
            Constant {
                name: "simcc_x",
                dims: vec![1, joints as i64, columns as i64],
                data: one_hot(joints, columns, |j| 5 * j),
            },
        ];
        let onnx = constants("input", &input_dims(&manifest), &outputs);
        let (network, _folder) = open(name, &onnx);
        let grey = vec![0; 3 * 640 * 480];
        let image = ImageView::packed(640, 480, &grey);
        // Of the input's aspect ratio: the crop is 1.25 times as large, around (300, 200).
        let (bw, bh) = (w as f32 / 2.0, h as f32 / 2.0);
        let person = Box2d {
            x1: 300.0 - bw / 2.0,
            y1: 200.0 - bh / 2.0,
            x2: 300.0 + bw / 2.0,
            y2: 200.0 + bh / 2.0,
        };
        let mut buffers = InferenceBuffers::default();
        let found = network
            .estimate_joints(&image, &[person], &mut buffers)
            .unwrap();
        assert_eq!(found[0].len(), joints);
        for (j, keypoint) in found[0].iter().enumerate() {
            let x = 300.0 + 0.625 * (5.0 * j as f32 - w as f32 / 2.0);
            let y = 200.0 + 0.625 * (8.0 * j as f32 - h as f32 / 2.0);
            assert!(
                near(keypoint.at[0], x) && near(keypoint.at[1], y),
                "{name} {j}: {keypoint:?}"
            );
            assert!(near(keypoint.score, 0.5 + j as f32 / 100.0));
        }
    }
}

#[test]
fn rtmo_finds_everyone_at_once() {
    let mut keypoints = Vec::new();
    for person in 0..2 {
        for joint in 0..17 {
            let at = [100 * person + 10 * joint, 50 + 5 * joint].map(|v| v as f32);
            keypoints.extend([at[0], at[1], 0.9 - joint as f32 / 50.0]);
        }
    }
    let outputs = [
        Constant {
            name: "dets",
            dims: vec![1, 2, 5],
            data: vec![0.0, 40.0, 180.0, 140.0, 0.4, 90.0, 40.0, 280.0, 140.0, 0.8],
        },
        Constant {
            name: "keypoints",
            dims: vec![1, 2, 17, 3],
            data: keypoints,
        },
    ];
    let (network, _folder) = open("rtmo-s", &constants("input", &[1, 3, 640, 640], &outputs));
    // Twice as large as the input takes it.
    let grey = vec![0; 3 * 1280 * 720];
    let image = ImageView::packed(1280, 720, &grey);
    let mut buffers = InferenceBuffers::default();
    let scores = [0.3; 2];
    let (people, balls) = network
        .detect_multi_pose(&image, None, scores, &mut buffers)
        .unwrap();
    assert!(balls.is_empty());
    let scores: Vec<f32> = people.iter().map(|p| p.score).collect();
    assert_eq!(scores, [0.8, 0.4]);
    for (person, found) in [1.0, 0.0].into_iter().zip(&people) {
        for (j, keypoint) in found.joints.iter().enumerate() {
            let (j, keypoint) = (j as f32, keypoint.unwrap());
            let x = 2.0 * (100.0 * person + 10.0 * j) + 0.5;
            let y = 2.0 * (50.0 + 5.0 * j) + 0.5;
            assert!(
                near(keypoint.at[0], x) && near(keypoint.at[1], y),
                "{keypoint:?}"
            );
            assert!(near(keypoint.score, 0.9 - j / 50.0));
        }
    }
    let (few, _) = network
        .detect_multi_pose(&image, None, [0.5; 2], &mut buffers)
        .unwrap();
    assert_eq!(few.len(), 1);
}

#[test]
fn detrs_stretch_the_image_and_are_read_by_the_names_of_their_outputs() {
    for (name, classes, person, ball) in [
        ("dfine-s", 80, 0, 32),
        ("rtdetrv2-r18", 80, 0, 32),
        ("rfdetr-nano", 91, 1, 37),
    ] {
        let manifest = shared::manifest(name);
        let mut logits = vec![-8.0; 300 * classes];
        logits[7 * classes + person] = 2.0;
        logits[9 * classes + ball] = 0.0;
        // A car.
        logits[11 * classes + person + 2] = 5.0;
        let mut boxes = vec![0.5; 300 * 4];
        boxes[28..32].copy_from_slice(&[0.25, 0.5, 0.1, 0.4]);
        boxes[36..40].copy_from_slice(&[0.75, 0.25, 0.01, 0.02]);
        let outputs = [
            Constant {
                name: "logits",
                dims: vec![1, 300, classes as i64],
                data: logits,
            },
            Constant {
                name: "pred_boxes",
                dims: vec![1, 300, 4],
                data: boxes,
            },
        ];
        let onnx = constants("pixel_values", &input_dims(&manifest), &outputs);
        let (network, _folder) = open(name, &onnx);
        let grey = vec![0; 3 * 1920 * 1080];
        let image = ImageView::packed(1920, 1080, &grey);
        let mut buffers = InferenceBuffers::default();
        let found = network.detect(&image, None, 0.3, &mut buffers).unwrap();
        assert_eq!(found.len(), 2, "{name}: {found:?}");
        assert_eq!(
            [found[0].class, found[1].class],
            [Class::Person, Class::Ball]
        );
        assert!(near(found[0].score, 0.8808) && near(found[1].score, 0.5));
        let edges = |b: Box2d| [b.x1, b.y1, b.x2, b.y2];
        let expected = [[384.0, 324.0, 576.0, 756.0], [1430.4, 259.2, 1449.6, 280.8]];
        for (detection, expected) in found.iter().zip(expected) {
            let found = edges(detection.bounds);
            assert!(
                found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 0.1),
                "{name}: {found:?}"
            );
        }
    }
}

/// Colour order, mean, deviation and padding of each publisher, on an image of one colour that is wider than high.
#[test]
fn inputs_are_normalised_as_their_publishers_do() {
    let (red, green, blue) = (200.0, 100.0, 50.0);
    let imagenet = [
        (red - 123.675) / 58.395,
        (green - 116.28) / 57.12,
        (blue - 103.53) / 57.375,
    ];
    let bgr = [blue, green, red];
    let expected = [
        ("yolox-tiny", bgr, Some([114.0; 3])),
        ("yolox-m-humanart", bgr, Some([114.0; 3])),
        ("rtmo-s", bgr, Some([114.0; 3])),
        (
            "rtmdet-m",
            [imagenet[2], imagenet[1], imagenet[0]],
            Some([
                (114.0 - 103.53) / 57.375,
                (114.0 - 116.28) / 57.12,
                (114.0 - 123.675) / 58.395,
            ]),
        ),
        ("rtmpose-m-halpe26", imagenet, None),
        ("reid-youtu-2021nov", imagenet, None),
        ("osnet-x025-msmt17", imagenet, None),
        ("rfdetr-nano", imagenet, None),
        ("dfine-s", [red / 255.0, green / 255.0, blue / 255.0], None),
        (
            "rtdetrv2-r18",
            [red / 255.0, green / 255.0, blue / 255.0],
            None,
        ),
    ];
    let pixels: Vec<u8> = [50, 100, 200].repeat(320 * 160);
    let image = ImageView::packed(320, 160, &pixels);
    for (name, first, last) in expected {
        let manifest = shared::manifest(name);
        let (network, _folder) = open(name, &echo(&input_dims(&manifest)));
        let [w, h] = manifest.input.size;
        let mut buffers = InferenceBuffers::default();
        let request = buffers.request_for_image(&image, &manifest.input, [w, h]);
        let mut requests = [request];
        network.run(&mut requests).unwrap();
        let plane = (w * h) as usize;
        for colour in 0..3 {
            let found = &requests[0].outputs[0].data[colour * plane..][..plane];
            assert!(near(found[0], first[colour]), "{name}: {}", found[0]);
            // Without padding of its own, a network is given crops or stretched images.
            if let Some(last) = last {
                assert!(
                    near(found[plane - 1], last[colour]),
                    "{name}: {}",
                    found[plane - 1]
                );
            }
        }
    }
}

#[test]
fn a_network_of_a_fixed_batch_takes_any_number_of_people() {
    let (network, _folder) = open("osnet-x025-msmt17", &mean_colour([16, 3, 256, 128]));
    assert_eq!(network.max_batch(), 16);
    // A column of white on black for each person, the darker the further right.
    let (width, height) = (400, 100);
    let level = |x: usize| 250 - 5 * (x / 10) as u8;
    let pixels: Vec<u8> = (0..height)
        .flat_map(|_| (0..width).flat_map(|x| [level(x), 10, 20]))
        .collect();
    let image = ImageView::packed(width as u32, height as u32, &pixels);
    let person = |i: usize| Box2d {
        x1: 10.0 * i as f32,
        y1: 40.0,
        x2: 10.0 * i as f32 + 10.0,
        y2: 60.0,
    };
    let people: Vec<Box2d> = (0..20).map(person).collect();
    let mut buffers = InferenceBuffers::default();
    let together = network.embed_people(&image, &people, &mut buffers).unwrap();
    assert_eq!(together.len(), 20);
    for (i, found) in together.iter().enumerate() {
        let alone = network
            .embed_people(&image, &people[i..=i], &mut buffers)
            .unwrap();
        let (found, alone) = (found.as_ref().unwrap(), alone[0].as_ref().unwrap());
        assert!(
            found.iter().zip(alone).all(|(a, b)| (a - b).abs() < 1e-4),
            "{i}"
        );
    }
    // The embeddings of the first and the last differ: none is another's.
    let blue = |i: usize| together[i].as_ref().unwrap()[2];
    assert!((blue(0) - blue(19)).abs() > 0.05);
}
