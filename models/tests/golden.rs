//! Real weights on a picture with known answers, where the shared cases are.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod shared;

use shared::{batched, cases, floats, golden_boxes, network, soccer};
use trackside_models::decode::{Box2d, Class, Spot};
use trackside_models::{Engine, ObserverOptions, Scratch, WeightsPath};

/// Below this a heatmap may have two bumps of one height, and which is the taller is a matter of rounding.
const SURE: f32 = 0.3;

fn players(golden: &serde_json::Value) -> Vec<Box2d> {
    let people = golden_boxes(golden).into_iter().filter(|g| g.2 == 0);
    people.map(|g| g.0).collect()
}

#[test]
fn boxes_are_the_golden_ones() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let picture = image.picture();
    let mut scratch = Scratch::default();
    for name in ["yolox-nano", "yolox-nano-416"] {
        let detector = network(name);
        let found = detector
            .detect(&picture, Some([416, 416]), 0.3, &mut scratch)
            .unwrap();
        let mut wanted = golden_boxes(&golden);
        wanted.retain(|g| g.2 == 0 || g.2 == 32);
        assert_eq!(found.len(), wanted.len());
        for (bounds, score, class) in wanted {
            let class = if class == 0 {
                Class::Person
            } else {
                Class::Ball
            };
            let same = found.iter().filter(|d| d.class == class);
            let iou = same.map(|d| d.bounds.iou(&bounds)).fold(0.0, f32::max);
            println!("{name}: {class:?} {score:.2}: IoU {iou:.3}");
            assert!(iou >= 0.97, "{class:?} {bounds:?}: IoU {iou}");
        }
    }
}

#[test]
fn joints_are_the_golden_ones() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let pose = network("pp-tinypose-256x192");
    let found = pose
        .joints(&image.picture(), &players(&golden), &mut Scratch::default())
        .unwrap();
    let wanted = golden["pp_tinypose_256x192_dark3"].as_array().unwrap();
    assert_eq!(found.len(), wanted.len());
    let (mut worst, mut count) = (0.0f32, 0);
    for (spots, wanted) in found.iter().zip(wanted) {
        for (spot, wanted) in spots.iter().zip(wanted.as_array().unwrap()) {
            let w = floats(wanted);
            let off = (spot.at[0] - w[0]).hypot(spot.at[1] - w[1]);
            assert!((spot.score - w[2]).abs() < 0.03, "{spot:?} {w:?}");
            assert!(off <= 2.0, "{spot:?} is {off} px from {w:?}");
            (worst, count) = (worst.max(off), count + 1);
        }
    }
    println!("{count} joints, at most {worst:.2} px off");
    assert_eq!(count, 6 * 17);
}

#[test]
fn rtmdet_finds_the_golden_players() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let mut scratch = Scratch::default();
    let found = network("rtmdet-nano-person")
        .detect(&image.picture(), None, 0.3, &mut scratch)
        .unwrap();
    for (bounds, score, _) in golden_boxes(&golden)
        .iter()
        .filter(|g| g.2 == 0 && g.1 > 0.8)
    {
        let iou = found
            .iter()
            .map(|d| d.bounds.iou(bounds))
            .fold(0.0, f32::max);
        println!("player {score}: IoU {iou:.3}");
        assert!(iou > 0.85, "{bounds:?}: IoU {iou}");
    }
}

#[test]
fn a_mirrored_picture_has_mirrored_joints_with_sides_swapped() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let width = image.size[0] as f32;
    let people = players(&golden)[..3].to_vec();
    let mirror = |b: &Box2d| Box2d {
        x1: width - b.x2,
        x2: width - b.x1,
        ..*b
    };
    let mirrored: Vec<Box2d> = people.iter().map(mirror).collect();
    let pose = network("pp-tinypose-256x192");
    let mut scratch = Scratch::default();
    let plain = pose
        .joints(&image.picture(), &people, &mut scratch)
        .unwrap();
    let flipped = image.flipped();
    let other = pose
        .joints(&flipped.picture(), &mirrored, &mut scratch)
        .unwrap();
    let set = pose.manifest().joints().unwrap();
    let swapped = |i: usize| {
        let joint = set.joints[i].canonical.unwrap().mirrored();
        set.joints
            .iter()
            .position(|j| j.canonical == Some(joint))
            .unwrap()
    };
    let mut offs = Vec::new();
    for (plain, other) in plain.iter().zip(&other) {
        for (i, spot) in plain.iter().enumerate().filter(|(_, s)| s.score > 0.7) {
            let twin = other[swapped(i)];
            offs.push((width - 1.0 - twin.at[0] - spot.at[0]).hypot(twin.at[1] - spot.at[1]));
        }
    }
    offs.sort_by(f32::total_cmp);
    let median = offs[offs.len() / 2];
    println!("{} joints, median {median:.2} px", offs.len());
    assert!(offs.len() > 30 && median < 6.0, "{offs:?}");
}

#[test]
fn one_player_resembles_himself_more_than_others() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let people = &players(&golden)[..3];
    let reid = network("reid-omz-0249");
    let mut scratch = Scratch::default();
    let mut vectors = |image: &shared::Image, people: &[Box2d]| -> Vec<Vec<f32>> {
        let found = reid
            .appearances(&image.picture(), people, &mut scratch)
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
        println!("player {i}: himself {own:.2}, others at most {nearest:.2}");
        assert!(own > 0.8 && own > nearest + 0.2);
    }
}

/// People first, then the joints of each.
fn in_two_steps() -> ObserverOptions {
    ObserverOptions {
        detector: "yolox-nano".into(),
        pose: Some("pp-tinypose-256x192".into()),
        ..ObserverOptions::default()
    }
}

#[test]
fn an_observer_follows_the_players_between_looks() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let options = ObserverOptions {
        detect_every: 3,
        reid: Some("reid-omz-0249".into()),
        ..in_two_steps()
    };
    let engine = Engine::open(&options, &WeightsPath::default()).unwrap();
    let mut observer = engine.observer();
    let (mut people, mut balls) = (Vec::new(), Vec::new());
    let nose = floats(&golden["pp_tinypose_256x192_dark3"][0][0]);
    for picture in 0..5 {
        observer
            .observe(&image.picture(), &mut people, &mut balls)
            .unwrap();
        assert!(
            people.len() >= 4,
            "{} people in picture {picture}",
            people.len()
        );
        assert_eq!(balls.is_empty(), picture % 3 != 0, "picture {picture}");
        let noses = people.iter().filter_map(|p| p.joints[0]);
        let offs = noses.map(|k| (k.at.x as f32 - nose[0]).hypot(k.at.y as f32 - nose[1]));
        let off = offs.fold(f32::INFINITY, f32::min);
        assert!(off < 12.0, "the nose is {off} px off in picture {picture}");
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
        .observe(&image.picture(), &mut people, &mut balls)
        .unwrap();
    let [x, y] = ball.centre().map(f64::from);
    assert!((balls[0].at.x - x).hypot(balls[0].at.y - y) < 3.0);
}

#[test]
fn cameras_that_share_an_engine_see_what_they_see_alone() {
    let Some(cases) = cases() else { return };
    let (image, _) = soccer(&cases);
    let engine = Engine::open(&in_two_steps(), &WeightsPath::default()).unwrap();
    let look = |image: &shared::Image| {
        let (mut people, mut balls) = (Vec::new(), Vec::new());
        let mut observer = engine.observer();
        observer
            .observe(&image.picture(), &mut people, &mut balls)
            .unwrap();
        (people, balls)
    };
    let flipped = image.flipped();
    let alone = [look(&image), look(&flipped)];
    std::thread::scope(|scope| {
        let cameras: Vec<_> = (0..6)
            .map(|i| {
                let (look, image) = (&look, if i % 2 == 0 { &image } else { &flipped });
                scope.spawn(move || look(image))
            })
            .collect();
        for (i, camera) in cameras.into_iter().enumerate() {
            assert_eq!(camera.join().unwrap(), alone[i % 2], "camera {i}");
        }
    });
}

#[test]
fn a_batch_gives_the_same_joints_as_one_by_one() {
    let Some(cases) = cases() else { return };
    let (image, golden) = soccer(&cases);
    let people = players(&golden);
    let run = |max_batch| -> Vec<Vec<Spot>> {
        let pose = batched("pp-tinypose-256x192", Some(max_batch));
        assert_eq!(pose.max_batch(), max_batch);
        pose.joints(&image.picture(), &people, &mut Scratch::default())
            .unwrap()
    };
    let (single, batch) = (run(1), run(4));
    for (a, b) in single.iter().flatten().zip(batch.iter().flatten()) {
        assert!((a.score - b.score).abs() < 1e-3);
        let off = (a.at[0] - b.at[0]).hypot(a.at[1] - b.at[1]);
        assert!(a.score < SURE || off < 0.1, "{a:?} {b:?}");
    }
}

#[test]
fn footandball_agrees_with_yolox_on_a_player_as_large_as_it_knows() {
    use opencv::videoio::{VideoCapture, VideoCaptureTrait};
    let Some(cases) = cases() else { return };
    let path = cases.join("cases/basketball-4cam/videos/cam2.mp4");
    let mut video = VideoCapture::from_file_def(path.to_str().unwrap()).unwrap();
    let mut mat = opencv::core::Mat::default();
    assert!(video.read(&mut mat).unwrap());
    let image = shared::Image::of(&mat);
    let mut scratch = Scratch::default();
    let mut find = |name, size, min| {
        let found = network(name).detect(&image.picture(), Some(size), min, &mut scratch);
        let mut found = found.unwrap();
        found.retain(|d| d.class == Class::Person);
        found
    };
    let known = find("yolox-nano", [1280, 736], 0.9)[0].bounds;
    let found = find("footandball-soccer", [1280, 720], 0.3);
    let iou = found
        .iter()
        .map(|d| d.bounds.iou(&known))
        .fold(0.0, f32::max);
    println!("{} players; IoU {iou:.2}", found.len());
    assert!(iou > 0.8, "IoU {iou}");
}
