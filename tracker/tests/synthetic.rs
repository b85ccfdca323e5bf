//! Synthetic worlds through the program: as cases on disk, and scored as they are made.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use opencv::prelude::*;
use opencv::videoio::{CAP_FFMPEG, VideoCapture};
use serde_json::Value;
use trackside::capture::{CameraSource, DecodedImage, ImageSource, InputKind, ReadOutcome};
use trackside::venue::Venue;
use trackside_recording::Recording;
use trackside_rendering::Renderer;
use trackside_schema::Timestamp;
use trackside_simulation::{World, WorldFile};

fn trackside(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args(args)
        .output()
        .unwrap()
}

fn report(args: &[&str]) -> Value {
    let output = trackside(args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = trackside(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && !said.contains("panicked"),
        "{said}"
    );
    said
}

/// A game of 2 s with small pictures.
fn small(set: &[&str]) -> Arc<World> {
    let set = [&["cameras.size_px=[320, 180]", "duration_s=2"], set].concat();
    let set: Vec<String> = set.into_iter().map(str::to_owned).collect();
    let file = WorldFile::open("basketball", &set).unwrap();
    Arc::new(World::new(&file, 3).unwrap())
}

/// What the venue of a world captures from one of its cameras.
fn captured(world: &Arc<World>, camera: usize) -> Box<ImageSource> {
    let venue = Venue::synthetic(world).unwrap();
    match CameraSource::open(&venue, &venue.cameras[camera], InputKind::Video).unwrap() {
        CameraSource::Images(images) => images,
        CameraSource::Views(_) => panic!("not pictures"),
    }
}

fn next(images: &mut ImageSource, image: &mut DecodedImage) -> bool {
    images.read(image, &|| false) == ReadOutcome::Image
}

#[test]
fn a_synthetic_venue_captures_what_its_cameras_take() {
    let world = small(&[
        "cameras.drop_share=0.2",
        "cameras.late_share=0.2",
        "cameras.repeat_share=0.2",
        "cameras.fps=10",
    ]);
    let mut images = captured(&world, 1);
    let mut renderer = Renderer::new(&world, world.seed(), 2).unwrap();
    let (mut image, mut there) = (DecodedImage::default(), Vec::new());
    let mut painted = vec![0; 320 * 180 * 3];
    while next(&mut images, &mut image) {
        let camera = &world.cameras()[1];
        let taken = camera.taken(image.frame_index);
        assert!(!taken.lost);
        renderer.render(1, taken.shows_s, image.frame_index, &mut painted);
        assert!(image.pixels.data_bytes().unwrap() == painted);
        let (at, arrives) = (image.stamp.mid_exposure, image.arrives);
        // Its clock's offset and drift are known, its jitter is not.
        let off = at.seconds_since(Timestamp::default()) - taken.mid_exposure_s;
        assert!(off.abs() < 6.0 * camera.clock.jitter_s, "{off}");
        let late = arrives.seconds_since(Timestamp::default()) - taken.arrives_s;
        assert!(late.abs() < 1e-6, "{late}");
        there.push(image.frame_index);
    }
    let lost = (0..20).filter(|i| world.cameras()[1].taken(*i).lost);
    assert_eq!(there.len() + lost.count(), 20);
    assert!(there.len() < 20, "nothing was lost");
}

#[test]
fn pictures_whose_time_has_passed_are_not_painted() {
    let world = small(&["cameras.fps=10"]);
    let (mut images, mut image) = (captured(&world, 0), DecodedImage::default());
    assert_eq!(images.skip_to(Timestamp(0)), 0);
    assert!(next(&mut images, &mut image) && image.frame_index == 0);
    let skipped = images.skip_to(Timestamp(1_000_000_000));
    assert!(next(&mut images, &mut image));
    assert_eq!(image.frame_index, 1 + skipped);
    assert!(image.arrives >= Timestamp(1_000_000_000));
    assert!(world.cameras()[0].taken(skipped).arrives_s < 1.0);
    images.skip_to(Timestamp(3_000_000_000));
    assert!(!next(&mut images, &mut image));
}

#[test]
fn a_synthetic_venue_runs_as_any_other() {
    let run = [
        "run",
        "synth:basketball",
        "--from",
        "detections",
        "--no-publish",
        "--json",
        "--seed",
        "3",
        "--set",
        "duration_s=2",
        "--set",
        "cameras.fps=10",
    ];
    let report = report(&run);
    // The cameras are not genlocked: the last pictures of some are the first of a 21st tick.
    let frames = report["frames"].as_u64().unwrap();
    assert!((20..=21).contains(&frames), "{report}");
    assert_eq!(report["athletes"].as_array().unwrap().len(), 8, "{report}");
    let dead = refused(&["run", "synth:basketball", "--set", "cameras.fsp=10"]);
    assert!(dead.contains("cameras.fsp"), "{dead}");
    let seeded = refused(&["run", "venue.toml", "--seed", "3"]);
    assert!(seeded.contains("synth:"), "{seeded}");
}

const SMALL: &str = "--json --seed 3 --set cameras.fps=5 --set cameras.size_px=[640,360]";

#[test]
fn the_network_sees_the_people_of_a_synthetic_venue() {
    let run = format!("run synth:basketball --no-publish --set duration_s=1 {SMALL}");
    let report = report(&run.split_whitespace().collect::<Vec<_>>());
    assert!(report["frames"].as_u64().unwrap() >= 5, "{report}");
    assert!(
        report["athletes"].as_array().unwrap().len() >= 4,
        "{report}"
    );
}

/// A game that nothing was trained or tuned on.
#[test]
fn the_network_that_the_program_carries_finds_everybody_and_the_ball() {
    let eval = "eval synth:basketball --seed 1000003 --seconds 3 --views pixels --json";
    let report = report(&eval.split_whitespace().collect::<Vec<_>>());
    let (people, ball) = (&report["people"], &report["ball"]);
    assert!(people["recall"].as_f64().unwrap() >= 0.95, "{report}");
    assert!(
        people["ghosts_per_frame"].as_f64().unwrap() <= 0.05,
        "{report}"
    );
    assert_eq!(people["id_switches"], 0, "{report}");
    assert!(people["mpjpe_mm"].as_f64().unwrap() <= 60.0, "{report}");
    assert!(ball["recall"].as_f64().unwrap() >= 0.9, "{report}");
    assert!(ball["median_mm"].as_f64().unwrap() <= 80.0, "{report}");
}

/// How much is kept up with depends on the host; what is told of it does not.
#[test]
fn the_demo_says_what_it_found_and_keeps_a_recording() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let demo = format!("demo --seconds 2 --camera-count 2 --output {folder} {SMALL}");
    let output = trackside(&demo.split_whitespace().collect::<Vec<_>>());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let found: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(found["requested_images_per_s"], 10.0);
    assert!(found["people"]["recall"].is_f64(), "{found}");
    assert_eq!(found["run"]["cameras"].as_array().unwrap().len(), 2);
    let frames = Recording::open(&dir.path().join("basketball.mcap")).unwrap();
    let frames = frames.frames().unwrap().count() as u64;
    assert_eq!(found["run"]["frames"], frames);
    assert!(frames > 0);
    let cameras = refused(&["demo", "--cameras", "1"]);
    assert!(cameras.contains("--cameras 1"), "{cameras}");
}

#[test]
fn fusion_follows_everybody_in_a_synthetic_game() {
    let report = report(&[
        "eval",
        "synth:basketball",
        "--seed",
        "3",
        "--seconds",
        "4",
        "--json",
    ]);
    let people = &report["people"];
    assert!(people["recall"].as_f64().unwrap() > 0.95, "{report}");
    assert!(people["mpjpe_mm"].as_f64().unwrap() < 50.0, "{report}");
    assert!(
        people["ghosts_per_frame"].as_f64().unwrap() < 0.05,
        "{report}"
    );
    assert_eq!(people["ghosts_per_frame"], people["extra_per_frame"]);
    let sigmas: [f64; 2] = serde_json::from_value(people["sigma_coverage"].clone()).unwrap();
    assert!(0.0 < sigmas[0] && sigmas[0] < sigmas[1] && sigmas[1] <= 1.0);
    let recall = report["ball"]["recall"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&recall), "{report}");
    let fuse = &report["stages_ms"]["fuse"];
    assert!(fuse["p50"].as_f64().unwrap() <= fuse["p99"].as_f64().unwrap());
    assert_eq!(people["id_switches"], 0, "{report}");
    assert_eq!(
        report["health"],
        serde_json::json!([]),
        "all cameras are well"
    );
}

#[test]
fn what_is_known_of_postures_makes_up_for_noise() {
    let errs = |posture: &str, stream: &str| {
        let args = "eval synth:basketball --seed 5 --seconds 6 --json --set views.noise_px=3 --set views.missed_share=0.1 \
                    --set views.outlier_share=0.05 --set clocks.genlocked=true";
        let mut args: Vec<&str> = args.split_whitespace().collect();
        args.extend(["--fusion", posture, "--stream", stream]);
        let report = report(&args);
        assert_eq!(report["people"]["id_switches"], 0, "{report}");
        let sigmas: [f64; 2] =
            serde_json::from_value(report["people"]["sigma_coverage"].clone()).unwrap();
        (report["people"]["mpjpe_mm"].as_f64().unwrap(), sigmas)
    };
    for stream in ["live", "smooth"] {
        let (plain, _) = errs("pose_prior=false", stream);
        let (mended, [one, two]) = errs("pose_prior=true", stream);
        assert!(
            mended < 0.87 * plain,
            "{stream}: {mended} instead of {plain} mm"
        );
        assert!((0.6..0.76).contains(&one) && two > 0.9, "{one} {two}");
    }
    let refused = refused(&["eval", "synth:basketball", "--fusion", "postur=false"]);
    assert!(refused.contains("--fusion postur=false"), "{refused}");
}

#[test]
fn a_world_written_as_a_case_scores_as_the_world_does() {
    let dir = tempfile::tempdir().unwrap();
    let game = dir.path().join("game");
    let game = game.to_str().unwrap();
    assert!(
        trackside(&[
            "synth",
            "basketball",
            "--seed",
            "3",
            "--seconds",
            "2",
            "--no-videos",
            "-o",
            game
        ])
        .status
        .success()
    );
    let report = report(&["eval", game, "--json"]);
    assert!(
        report["people"]["mpjpe_mm"].as_f64().unwrap() < 50.0,
        "{report}"
    );
    assert!(
        report["people"]["recall"].as_f64().unwrap() > 0.9,
        "{report}"
    );
    let again = refused(&["synth", "basketball", "-o", game]);
    assert!(again.contains("is there already"), "{again}");
}

#[test]
fn its_videos_have_every_picture() {
    let dir = tempfile::tempdir().unwrap();
    let game = dir.path().join("game");
    let small = "cameras.size_px=[320, 180]";
    let args = [
        "synth",
        "basketball",
        "--seconds",
        "0.2",
        "--set",
        small,
        "-o",
        game.to_str().unwrap(),
    ];
    let output = trackside(&args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (mut pictures, mut picture) = (0, Mat::default());
    let path: &Path = &game.join("videos/cam_01.mp4");
    let mut video = VideoCapture::from_file(path.to_str().unwrap(), CAP_FFMPEG).unwrap();
    while video.read(&mut picture).unwrap() {
        assert_eq!((picture.cols(), picture.rows()), (320, 180));
        pictures += 1;
    }
    assert_eq!(pictures, 5);

    let venue = dir.path().join("venue");
    let import = ["import", "case", game.to_str().unwrap(), "-o"];
    let import = trackside(&[&import[..], &[venue.to_str().unwrap()]].concat());
    let said = String::from_utf8_lossy(&import.stderr);
    assert!(import.status.success(), "{said}");
    let venue = Venue::load(&venue.join("venue.toml")).unwrap();
    let file = WorldFile::open("basketball", &[small.into()]).unwrap();
    let world = World::new(&file, 1).unwrap();
    let camera = &world.cameras()[2];
    let CameraSource::Images(mut images) =
        CameraSource::open(&venue, &venue.cameras[2], InputKind::Video).unwrap()
    else {
        panic!("not pictures");
    };
    let mut image = DecodedImage::default();
    while next(&mut images, &mut image) {
        let stamp = camera.stamp(&camera.taken(image.frame_index), true);
        let off = image.stamp.mid_exposure.seconds_since(stamp.mid_exposure);
        assert!(off.abs() < 2e-6, "{off}");
    }
    assert_eq!(image.frame_index, 4);
}

#[test]
fn wrong_worlds_and_keys_are_refused_in_words() {
    assert!(refused(&["eval", "synth:curling"]).contains("basketball"));
    let key = refused(&["eval", "synth:sprint", "--set", "views.noise=3"]);
    assert!(key.contains("views.noise"), "{key}");
    assert!(refused(&["eval", "synth:sprint", "--pose", "any"]).contains("--detector"));
    let rates = refused(&[
        "synth",
        "sprint",
        "--set",
        "camera.cam_01.fps=25",
        "-o",
        "never-made",
    ]);
    assert!(rates.contains("rates"), "{rates}");
}
