//! Real weights on an image with reference results. Needs the shared cases.
#![allow(clippy::unwrap_used)]

mod shared;

use std::path::Path;

use shared::{batched, floats, golden_boxes, network, soccer};
use trackside_models::decode::{Box2d, Class, DecodedKeypoint};
use trackside_models::{Engine, InferenceBuffers, ObserverOptions, WeightsSearchPath};
use trackside_testkit::figures;

/// Below this score a heatmap may have two peaks of equal height, and rounding decides which one is the maximum.
const RELIABLE_SCORE: f32 = 0.3;

fn players(golden: &serde_json::Value) -> Vec<Box2d> {
    let people = golden_boxes(golden).into_iter().filter(|g| g.2 == 0);
    people.map(|g| g.0).collect()
}

fn yolox_boxes_match_the_reference(cases: &Path) {
    let (image, golden) = soccer(cases);
    let image = image.view();
    let mut buffers = InferenceBuffers::default();
    for name in ["yolox-nano-dynamic", "yolox-nano-416"] {
        let detector = network(name);
        let found = detector
            .detect(&image, Some([416, 416]), 0.3, &mut buffers)
            .unwrap();
        let mut expected = golden_boxes(&golden);
        expected.retain(|g| g.2 == 0 || g.2 == 32);
        assert_eq!(found.len(), expected.len());
        for (bounds, score, class) in expected {
            let class = if class == 0 {
                Class::Person
            } else {
                Class::Ball
            };
            let same = found.iter().filter(|d| d.class == class);
            let iou = same.map(|d| d.bounds.iou(&bounds)).fold(0.0, f32::max);
            figures!("{name}: {class:?} {score:.2}: IoU {iou:.3}");
            assert!(iou >= 0.97, "{class:?} {bounds:?}: IoU {iou}");
        }
    }
}

fn tinypose_joints_match_the_reference(cases: &Path) {
    let (image, golden) = soccer(cases);
    let pose = network("pp-tinypose-256x192");
    let found = pose
        .estimate_joints(
            &image.view(),
            &players(&golden),
            &mut InferenceBuffers::default(),
        )
        .unwrap();
    let expected = golden["pp_tinypose_256x192_dark3"].as_array().unwrap();
    assert_eq!(found.len(), expected.len());
    let (mut worst, mut count) = (0.0f32, 0);
    for (keypoints, expected) in found.iter().zip(expected) {
        for (keypoint, expected) in keypoints.iter().zip(expected.as_array().unwrap()) {
            let w = floats(expected);
            let error_px = (keypoint.at[0] - w[0]).hypot(keypoint.at[1] - w[1]);
            assert!((keypoint.score - w[2]).abs() < 0.03, "{keypoint:?} {w:?}");
            assert!(error_px <= 2.0, "{keypoint:?} is {error_px} px from {w:?}");
            (worst, count) = (worst.max(error_px), count + 1);
        }
    }
    figures!("{count} joints, largest error {worst:.2} px");
    assert_eq!(count, 6 * 17);
}

fn rtmdet_boxes_match_the_reference(cases: &Path) {
    let (image, golden) = soccer(cases);
    let mut buffers = InferenceBuffers::default();
    let found = network("rtmdet-nano-person")
        .detect(&image.view(), None, 0.3, &mut buffers)
        .unwrap();
    for (bounds, score, _) in golden_boxes(&golden)
        .iter()
        .filter(|g| g.2 == 0 && g.1 > 0.8)
    {
        let iou = found
            .iter()
            .map(|d| d.bounds.iou(bounds))
            .fold(0.0, f32::max);
        figures!("player {score}: IoU {iou:.3}");
        assert!(iou > 0.85, "{bounds:?}: IoU {iou}");
    }
}

/// The publisher's own file: suppression is inside the graph, the input is blue first and has no mean.
fn yolox_with_suppression_in_the_graph_finds_the_players(cases: &Path) {
    let manifest = shared::manifest("yolox-nano-humanart");
    if WeightsSearchPath::default().find(&manifest).is_none() {
        figures!("skipped: the shared cases have no {}", manifest.file);
        return;
    }
    let (image, golden) = soccer(cases);
    let detector = network("yolox-nano-humanart");
    let mut buffers = InferenceBuffers::default();
    let found = detector
        .detect(&image.view(), None, 0.3, &mut buffers)
        .unwrap();
    figures!(
        "scores: {:?}",
        found.iter().map(|d| d.score).collect::<Vec<_>>()
    );
    // One of the far people is near the threshold.
    assert!((6..=7).contains(&found.len()), "{found:?}");
    assert!(found.iter().all(|d| d.class == Class::Person));
    for (bounds, score, _) in golden_boxes(&golden)
        .iter()
        .filter(|g| g.2 == 0 && g.1 > 0.8)
    {
        let iou = found
            .iter()
            .map(|d| d.bounds.iou(bounds))
            .fold(0.0, f32::max);
        figures!("player {score}: IoU {iou:.3}");
        assert!(iou > 0.8, "{bounds:?}: IoU {iou}");
    }
}

fn mirrored_image_gives_mirrored_joints_with_sides_swapped(cases: &Path) {
    let (image, golden) = soccer(cases);
    let width = image.size[0] as f32;
    let people = players(&golden)[..3].to_vec();
    let mirror = |b: &Box2d| Box2d {
        x1: width - b.x2,
        x2: width - b.x1,
        ..*b
    };
    let mirrored: Vec<Box2d> = people.iter().map(mirror).collect();
    let pose = network("pp-tinypose-256x192");
    let mut buffers = InferenceBuffers::default();
    let plain = pose
        .estimate_joints(&image.view(), &people, &mut buffers)
        .unwrap();
    let flipped = image.flipped();
    let other = pose
        .estimate_joints(&flipped.view(), &mirrored, &mut buffers)
        .unwrap();
    let set = pose.manifest().joints().unwrap();
    let swapped = |i: usize| {
        let joint = set.joints[i].canonical.unwrap().mirrored();
        set.joints
            .iter()
            .position(|j| j.canonical == Some(joint))
            .unwrap()
    };
    let mut errors_px = Vec::new();
    for (plain, other) in plain.iter().zip(&other) {
        for (i, keypoint) in plain.iter().enumerate().filter(|(_, s)| s.score > 0.7) {
            let mirrored = other[swapped(i)];
            errors_px.push(
                (width - 1.0 - mirrored.at[0] - keypoint.at[0])
                    .hypot(mirrored.at[1] - keypoint.at[1]),
            );
        }
    }
    errors_px.sort_by(f32::total_cmp);
    let median = errors_px[errors_px.len() / 2];
    figures!("{} joints, median {median:.2} px", errors_px.len());
    assert!(errors_px.len() > 30 && median < 6.0, "{errors_px:?}");
}

fn reid_similarity_is_highest_for_the_same_player(cases: &Path) {
    let (image, golden) = soccer(cases);
    let people = &players(&golden)[..3];
    let reid = network("reid-omz-0249");
    let mut buffers = InferenceBuffers::default();
    let mut vectors = |image: &shared::OwnedImage, people: &[Box2d]| -> Vec<Vec<f32>> {
        let found = reid
            .embed_people(&image.view(), people, &mut buffers)
            .unwrap();
        found.into_iter().map(Option::unwrap).collect()
    };
    let moved: Vec<Box2d> = people
        .iter()
        .map(|b| Box2d {
            x1: b.x1 + 0.04 * b.width(),
            y2: b.y2 - 0.04 * b.height(),
            ..*b
        })
        .collect();
    let (first, second) = (vectors(&image, people), vectors(&image, &moved));
    let cosine = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    for (i, a) in first.iter().enumerate() {
        let own = cosine(a, &second[i]);
        let others = (0..3).filter(|j| *j != i).map(|j| cosine(a, &second[j]));
        let nearest = others.fold(-1.0, f32::max);
        figures!("player {i}: same {own:.2}, others at most {nearest:.2}");
        assert!(own > 0.8 && own > nearest + 0.2);
    }
}

/// A detector and a single-person pose model.
fn two_stage_options() -> ObserverOptions {
    ObserverOptions {
        detector: "yolox-nano-dynamic".into(),
        pose: Some("pp-tinypose-256x192".into()),
        ..ObserverOptions::default()
    }
}

fn observer_follows_people_between_detections(cases: &Path) {
    let (image, golden) = soccer(cases);
    let options = ObserverOptions {
        detect_every: 3,
        reid: Some("reid-omz-0249".into()),
        ..two_stage_options()
    };
    let engine = Engine::open(&options, &WeightsSearchPath::default()).unwrap();
    let mut observer = engine.observer();
    let (mut people, mut balls) = (Vec::new(), Vec::new());
    let nose = floats(&golden["pp_tinypose_256x192_dark3"][0][0]);
    for index in 0..5 {
        observer
            .observe(&image.view(), &mut people, &mut balls)
            .unwrap();
        assert!(
            people.len() >= 4,
            "{} people in image {index}",
            people.len()
        );
        assert_eq!(balls.is_empty(), index % 3 != 0, "image {index}");
        let noses = people.iter().filter_map(|p| p.joints[0]);
        let errors_px = noses.map(|k| (k.at.x as f32 - nose[0]).hypot(k.at.y as f32 - nose[1]));
        let error_px = errors_px.fold(f32::INFINITY, f32::min);
        assert!(error_px < 12.0, "nose: {error_px} px in image {index}");
        assert!(
            people
                .iter()
                .all(|p| p.appearance.as_ref().unwrap().len() == 256)
        );
    }
    let ball = &golden_boxes(&golden)
        .into_iter()
        .find(|g| g.2 == 32)
        .unwrap()
        .0;
    observer = engine.observer();
    observer
        .observe(&image.view(), &mut people, &mut balls)
        .unwrap();
    let [x, y] = ball.centre().map(f64::from);
    assert!((balls[0].at.x - x).hypot(balls[0].at.y - y) < 3.0);
}

fn cameras_that_share_an_engine_do_not_affect_each_other(cases: &Path) {
    let (image, _) = soccer(cases);
    let engine = Engine::open(&two_stage_options(), &WeightsSearchPath::default()).unwrap();
    let observe = |image: &shared::OwnedImage| {
        let (mut people, mut balls) = (Vec::new(), Vec::new());
        let mut observer = engine.observer();
        observer
            .observe(&image.view(), &mut people, &mut balls)
            .unwrap();
        (people, balls)
    };
    let flipped = image.flipped();
    let alone = [observe(&image), observe(&flipped)];
    std::thread::scope(|scope| {
        let cameras: Vec<_> = (0..6)
            .map(|i| {
                let (observe, image) = (&observe, if i % 2 == 0 { &image } else { &flipped });
                scope.spawn(move || observe(image))
            })
            .collect();
        for (i, camera) in cameras.into_iter().enumerate() {
            assert_eq!(camera.join().unwrap(), alone[i % 2], "camera {i}");
        }
    });
}

fn batched_joints_equal_single_ones(cases: &Path) {
    let (image, golden) = soccer(cases);
    let people = players(&golden);
    let run = |max_batch| -> Vec<Vec<DecodedKeypoint>> {
        let pose = batched("pp-tinypose-256x192", Some(max_batch));
        assert_eq!(pose.max_batch(), max_batch);
        pose.estimate_joints(&image.view(), &people, &mut InferenceBuffers::default())
            .unwrap()
    };
    let (single, batch) = (run(1), run(4));
    for (a, b) in single.iter().flatten().zip(batch.iter().flatten()) {
        assert!((a.score - b.score).abs() < 1e-3);
        let error_px = (a.at[0] - b.at[0]).hypot(a.at[1] - b.at[1]);
        assert!(a.score < RELIABLE_SCORE || error_px < 0.1, "{a:?} {b:?}");
    }
}

fn footandball_agrees_with_yolox_on_a_large_player(cases: &Path) {
    use opencv::videoio::{VideoCapture, VideoCaptureTrait};
    let path = cases.join("cases/basketball-4cam/videos/cam2.mp4");
    let mut video = VideoCapture::from_file_def(path.to_str().unwrap()).unwrap();
    let mut mat = opencv::core::Mat::default();
    assert!(video.read(&mut mat).unwrap());
    let image = shared::OwnedImage::of(&mat);
    let mut buffers = InferenceBuffers::default();
    let mut find = |name, size, min| {
        let found = network(name).detect(&image.view(), Some(size), min, &mut buffers);
        let mut found = found.unwrap();
        found.retain(|d| d.class == Class::Person);
        found
    };
    let known = find("yolox-nano-dynamic", [1280, 736], 0.9)[0].bounds;
    let found = find("footandball-soccer", [1280, 720], 0.3);
    let iou = found
        .iter()
        .map(|d| d.bounds.iou(&known))
        .fold(0.0, f32::max);
    figures!("{} players; IoU {iou:.2}", found.len());
    assert!(iou > 0.8, "IoU {iou}");
}

trackside_testkit::tests! {
    on_shared_cases
    yolox_boxes_match_the_reference,
    tinypose_joints_match_the_reference,
    rtmdet_boxes_match_the_reference,
    yolox_with_suppression_in_the_graph_finds_the_players,
    mirrored_image_gives_mirrored_joints_with_sides_swapped,
    reid_similarity_is_highest_for_the_same_player,
    observer_follows_people_between_detections,
    cameras_that_share_an_engine_do_not_affect_each_other,
    batched_joints_equal_single_ones,
    footandball_agrees_with_yolox_on_a_large_player,
}
