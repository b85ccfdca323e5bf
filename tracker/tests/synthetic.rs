//! Synthetic worlds through the program: run, written as cases, and scored.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::Path;
use std::sync::Arc;

use opencv::prelude::*;
use opencv::videoio::{CAP_FFMPEG, VideoCapture};
use trackside::capture::{CameraSource, DecodedImage, ImageSource, InputKind, ReadOutcome};
use trackside::venue::Venue;
use trackside_recording::Recording;
use trackside_rendering::Renderer;
use trackside_schema::Timestamp;
use trackside_simulation::{TruthLine, World, WorldFile};

/// A game of 2 s with small images.
fn small_world(set: &[&str]) -> Arc<World> {
    let set = [&["cameras.size_px=[320, 180]", "duration_s=2"], set].concat();
    let set: Vec<String> = set.into_iter().map(str::to_owned).collect();
    let file = WorldFile::open("basketball", &set).unwrap();
    Arc::new(World::new(&file, 3).unwrap())
}

/// The images of one camera of a world's venue.
fn images_of(world: &Arc<World>, camera: usize) -> Box<ImageSource> {
    let venue = Venue::synthetic(world).unwrap();
    match CameraSource::open(&venue, &venue.cameras[camera], InputKind::Video).unwrap() {
        CameraSource::Images(images) => images,
        CameraSource::Views(_) => panic!("not images"),
    }
}

fn next(images: &mut ImageSource, image: &mut DecodedImage) -> bool {
    images.read(image, &|| false) == ReadOutcome::Image
}

#[test]
fn a_synthetic_venue_captures_what_its_cameras_take() {
    let world = small_world(&[
        "cameras.drop_share=0.2",
        "cameras.late_share=0.2",
        "cameras.repeat_share=0.2",
        "cameras.fps=10",
    ]);
    let mut images = images_of(&world, 1);
    let mut renderer = Renderer::new(&world, world.seed(), 2).unwrap();
    let (mut image, mut captured) = (DecodedImage::default(), Vec::new());
    let mut rendered = vec![0; 320 * 180 * 3];
    while next(&mut images, &mut image) {
        let camera = &world.cameras()[1];
        let taken = camera.captured_image(image.frame_index);
        assert!(!taken.is_lost);
        renderer.render(1, taken.content_s, image.frame_index, &mut rendered);
        assert!(image.pixels.data_bytes().unwrap() == rendered);
        let (at, arrives) = (image.stamp.mid_exposure, image.arrives);
        // The offset and drift of its clock are known, the jitter is not.
        let error_s = at.seconds_since(Timestamp::default()) - taken.mid_exposure_s;
        assert!(error_s.abs() < 6.0 * camera.clock.jitter_s, "{error_s}");
        let delay_s = arrives.seconds_since(Timestamp::default()) - taken.arrival_s;
        assert!(delay_s.abs() < 1e-6, "{delay_s}");
        captured.push(image.frame_index);
    }
    let lost = (0..20).filter(|i| world.cameras()[1].captured_image(*i).is_lost);
    assert_eq!(captured.len() + lost.count(), 20);
    assert!(captured.len() < 20, "nothing was lost");
}

#[test]
fn images_whose_time_has_passed_are_not_rendered() {
    let world = small_world(&["cameras.fps=10"]);
    let (mut images, mut image) = (images_of(&world, 0), DecodedImage::default());
    assert_eq!(images.skip_to(Timestamp(0)), 0);
    assert!(next(&mut images, &mut image) && image.frame_index == 0);
    let skipped = images.skip_to(Timestamp(1_000_000_000));
    assert!(next(&mut images, &mut image));
    assert_eq!(image.frame_index, 1 + skipped);
    assert!(image.arrives >= Timestamp(1_000_000_000));
    assert!(world.cameras()[0].captured_image(skipped).arrival_s < 1.0);
    images.skip_to(Timestamp(3_000_000_000));
    assert!(!next(&mut images, &mut image));
}

#[test]
fn a_synthetic_venue_runs_like_a_venue_file() {
    let run = [
        "run",
        "synth:basketball",
        "--from",
        "detections",
        "--no-publish",
        "--seed",
        "3",
        "--set",
        "duration_s=2",
        "--set",
        "cameras.fps=10",
    ];
    let report = program::report(&run);
    // The cameras are not genlocked: the last images of some belong to a 21st tick.
    let frames = report["frames"].as_u64().unwrap();
    assert!((20..=21).contains(&frames), "{report}");
    assert_eq!(report["athletes"].as_array().unwrap().len(), 8, "{report}");
    let unknown_key = program::refuse(&["run", "synth:basketball", "--set", "cameras.fsp=10"]);
    assert!(unknown_key.contains("cameras.fsp"), "{unknown_key}");
    let seeded = program::refuse(&["run", "venue.toml", "--seed", "3"]);
    assert!(seeded.contains("synth:"), "{seeded}");
}

const SMALL: &str = "--seed 3 --set cameras.fps=5 --set cameras.size_px=[640,360]";

#[test]
fn the_network_detects_the_athletes_of_a_synthetic_venue() {
    let run = format!("run synth:basketball --no-publish --set duration_s=1 {SMALL}");
    let report = program::report(&run.split_whitespace().collect::<Vec<_>>());
    assert!(report["frames"].as_u64().unwrap() >= 5, "{report}");
    assert!(
        report["athletes"].as_array().unwrap().len() >= 4,
        "{report}"
    );
}

/// The scores of a noisy game, and the number of estimated joints.
fn noisy_game(more: &[&str], predictions: &Path) -> (serde_json::Value, usize) {
    let noise = "eval synth:basketball --seconds 8 --set views.noise_px=3 --set views.missed_share=0.1 \
                 --set views.outlier_share=0.05 --predictions";
    let mut eval: Vec<&str> = noise.split_whitespace().collect();
    eval.push(program::text(predictions));
    eval.extend(more);
    let report = program::report(&eval);
    let file = predictions.join(format!("{}.jsonl", report["case"].as_str().unwrap()));
    let text = std::fs::read_to_string(file).unwrap();
    let joints = text.lines().map(|line| {
        let line: TruthLine = serde_json::from_str(line).unwrap();
        line.people.iter().flat_map(|p| &p.joints).flatten().count()
    });
    (report["people"].clone(), joints.sum())
}

/// Measured: 17.5 mm, and 19.4 mm with stolen joints.
#[test]
fn joints_that_a_detector_gave_to_the_wrong_person_do_little_harm() {
    let dir = tempfile::tempdir().unwrap();
    let (honest, honest_joints) = noisy_game(&[], dir.path());
    let (stolen, joints) = noisy_game(&["--set", "views.stolen_joints=0.1"], dir.path());
    let error_mm = |people: &serde_json::Value| people["mpjpe_mm"].as_f64().unwrap();
    assert!(
        error_mm(&stolen) <= 1.15 * error_mm(&honest),
        "{honest} {stolen}"
    );
    assert!(
        joints as f64 >= 0.99 * honest_joints as f64,
        "{joints} of {honest_joints}"
    );
    assert_eq!(stolen["id_switches"], 0, "{stolen}");
}

/// A game that nothing was trained or tuned on.
#[test]
fn the_embedded_network_detects_all_athletes_and_the_ball() {
    let eval = "eval synth:basketball --seed 1000003 --seconds 3 --views pixels";
    let report = program::report(&eval.split_whitespace().collect::<Vec<_>>());
    let (people, ball) = (&report["people"], &report["ball"]);
    assert!(people["recall"].as_f64().unwrap() >= 0.95, "{report}");
    assert!(
        people["false_positives_per_frame"].as_f64().unwrap() <= 0.05,
        "{report}"
    );
    assert_eq!(people["id_switches"], 0, "{report}");
    assert!(people["mpjpe_mm"].as_f64().unwrap() <= 60.0, "{report}");
    assert!(ball["recall"].as_f64().unwrap() >= 0.9, "{report}");
    assert!(ball["median_mm"].as_f64().unwrap() <= 80.0, "{report}");
}

/// How many images are processed depends on the host; what is reported does not.
#[test]
fn the_demo_reports_its_scores_and_keeps_a_recording() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let demo = format!("demo --seconds 2 --camera-count 2 --output {folder} {SMALL}");
    let found = program::report(&demo.split_whitespace().collect::<Vec<_>>());
    assert_eq!(found["requested_images_per_s"], 10.0);
    assert!(found["people"]["recall"].is_f64(), "{found}");
    assert_eq!(found["run"]["cameras"].as_array().unwrap().len(), 2);
    let frames = Recording::open(&dir.path().join("basketball.mcap")).unwrap();
    let frames = frames.frames().unwrap().count() as u64;
    assert_eq!(found["run"]["frames"], frames);
    assert!(frames > 0);
    let cameras = program::refuse(&["demo", "--camera-count", "1"]);
    assert!(cameras.contains("--camera-count 1"), "{cameras}");
}

#[test]
fn fusion_tracks_all_athletes_of_a_synthetic_game() {
    let report = program::report(&["eval", "synth:basketball", "--seed", "3", "--seconds", "4"]);
    let people = &report["people"];
    assert!(people["recall"].as_f64().unwrap() > 0.95, "{report}");
    assert!(people["mpjpe_mm"].as_f64().unwrap() < 50.0, "{report}");
    assert!(
        people["false_positives_per_frame"].as_f64().unwrap() < 0.05,
        "{report}"
    );
    assert_eq!(
        people["false_positives_per_frame"],
        people["extra_per_frame"]
    );
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
fn the_pose_prior_reduces_the_error_of_noisy_views() {
    let errors_with = |pose_prior: &str, stream: &str| {
        let args = "eval synth:basketball --seed 5 --seconds 6 --set views.noise_px=3 --set views.missed_share=0.1 \
                    --set views.outlier_share=0.05 --set clocks.genlocked=true";
        let mut args: Vec<&str> = args.split_whitespace().collect();
        args.extend(["--fusion", pose_prior, "--stream", stream]);
        let report = program::report(&args);
        assert_eq!(report["people"]["id_switches"], 0, "{report}");
        let sigmas: [f64; 2] =
            serde_json::from_value(report["people"]["sigma_coverage"].clone()).unwrap();
        (report["people"]["mpjpe_mm"].as_f64().unwrap(), sigmas)
    };
    for stream in ["live", "smooth"] {
        let (plain, _) = errors_with("pose_prior=false", stream);
        let (corrected, [one, two]) = errors_with("pose_prior=true", stream);
        assert!(
            corrected < 0.87 * plain,
            "{stream}: {corrected} instead of {plain} mm"
        );
        assert!((0.6..0.76).contains(&one) && two > 0.9, "{one} {two}");
    }
    let refused = program::refuse(&["eval", "synth:basketball", "--fusion", "postur=false"]);
    assert!(refused.contains("--fusion postur=false"), "{refused}");
}

/// Parameters were chosen on seeds below 1 000 000. The gates are the measured errors and 10 %: joints live and smooth, then the
/// median of the ball's, mm.
#[test]
fn worlds_that_no_parameter_was_chosen_on_are_tracked_as_measured() {
    for (world, seconds, max_joint_mm, max_ball_mm) in [
        ("basketball", "8", [12.6, 9.7], Some([13.2, 9.0])),
        ("sprint", "8", [16.2, 12.4], None),
        ("football", "4", [21.3, 15.7], Some([11.3, 6.9])),
        ("tennis", "8", [6.9, 5.4], Some([7.5, 4.6])),
    ] {
        for (i, stream) in ["live", "smooth"].into_iter().enumerate() {
            let world = format!("synth:{world}");
            let args = ["eval", &world, "--seed", "1000001", "--seconds", seconds];
            let report = program::report(&[&args[..], &["--stream", stream]].concat());
            let people = &report["people"];
            let score = |key: &str| people[key].as_f64().unwrap();
            assert!(score("mpjpe_mm") <= max_joint_mm[i], "{stream}: {report}");
            assert!(score("recall") >= 0.99, "{stream}: {report}");
            assert_eq!(people["id_switches"], 0, "{stream}: {report}");
            assert!(
                score("false_positives_per_frame") <= 0.01,
                "{stream}: {report}"
            );
            if let Some(max_ball_mm) = max_ball_mm {
                let ball = &report["ball"];
                let median_mm = ball["median_mm"].as_f64().unwrap();
                assert!(median_mm <= max_ball_mm[i], "{stream}: {report}");
                // Tennis, whose ball has its own coefficients: 399 of 400 live.
                let recall = ball["recall"].as_f64().unwrap();
                assert!(recall >= 0.997, "{stream}: {report}");
            }
        }
    }
}

#[test]
fn people_are_observed_in_videos_whose_cameras_have_no_poses() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (game, venue, people) = (path("game"), path("venue"), path("people.mcap"));
    program::succeed(&[
        "synth",
        "basketball",
        "--seconds",
        "2",
        "--set",
        "cameras.fps=6",
        "-o",
        &game,
    ]);
    program::succeed(&["import", "case", &game, "-o", &venue]);
    let venue = format!("{venue}/venue.toml");
    let args = [
        "observe",
        &venue,
        "--detector",
        "trackside-nano",
        "-o",
        &people,
    ];
    let observed = program::report(&[&args[..], &["--seconds", "1"]].concat());
    let cameras = observed.as_array().unwrap();
    assert_eq!(cameras.len(), 6);
    for camera in cameras {
        // 6 a second, and the one that a late clock still lets in.
        assert!(
            (6..=7).contains(&camera["images"].as_u64().unwrap()),
            "{camera}"
        );
        assert!(camera["people"].as_u64().unwrap() > 18, "{camera}");
    }
    let recording = Recording::open(people.as_ref()).unwrap();
    let views: Vec<_> = recording.views().unwrap().map(Result::unwrap).collect();
    let images: u64 = cameras.iter().map(|c| c["images"].as_u64().unwrap()).sum();
    assert_eq!(views.len() as u64, images);
    let found: usize = views.iter().map(|(_, view)| view.people.len()).sum();
    let reported: u64 = cameras.iter().map(|c| c["people"].as_u64().unwrap()).sum();
    assert_eq!(found as u64, reported);
    assert!(program::refuse(&args).contains("--force"));
}

/// What a host that cannot keep up observes.
#[test]
fn athletes_keep_their_ids_at_four_images_a_second() {
    for (world, fps) in [("basketball", "4"), ("football", "6")] {
        let (name, fps) = (format!("synth:{world}"), format!("cameras.fps={fps}"));
        let args = ["eval", &name, "--seed", "1000001", "--seconds", "8"];
        let report = program::report(&[&args[..], &["--set", &fps]].concat());
        let people = &report["people"];
        let score = |key: &str| people[key].as_f64().unwrap();
        assert_eq!(people["id_switches"], 0, "{report}");
        assert!(score("recall") > 0.95, "{report}");
        assert!(score("false_positives_per_frame") < 0.05, "{report}");
    }
}

#[test]
fn a_world_written_as_a_case_scores_as_the_world_does() {
    let dir = tempfile::tempdir().unwrap();
    let game = dir.path().join("game");
    let game = game.to_str().unwrap();
    let synth = "synth basketball --seed 3 --seconds 2 --no-videos -o";
    let synth = synth.split_whitespace().chain([game]);
    program::succeed(&synth.collect::<Vec<_>>());
    let report = program::report(&["eval", game]);
    assert!(
        report["people"]["mpjpe_mm"].as_f64().unwrap() < 50.0,
        "{report}"
    );
    assert!(
        report["people"]["recall"].as_f64().unwrap() > 0.9,
        "{report}"
    );
    let again = program::refuse(&["synth", "basketball", "-o", game]);
    assert!(again.contains("is there already"), "{again}");
}

#[test]
fn its_videos_have_every_image() {
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
    program::succeed(&args);
    let (mut count, mut image) = (0, Mat::default());
    let path: &Path = &game.join("videos/cam_01.mp4");
    let mut video = VideoCapture::from_file(path.to_str().unwrap(), CAP_FFMPEG).unwrap();
    while video.read(&mut image).unwrap() {
        assert_eq!((image.cols(), image.rows()), (320, 180));
        count += 1;
    }
    assert_eq!(count, 5);

    let venue = dir.path().join("venue");
    let import = ["import", "case", game.to_str().unwrap(), "-o"];
    program::succeed(&[&import[..], &[venue.to_str().unwrap()]].concat());
    let venue = Venue::load(&venue.join("venue.toml")).unwrap();
    let file = WorldFile::open("basketball", &[small.into()]).unwrap();
    let world = World::new(&file, 1).unwrap();
    let camera = &world.cameras()[2];
    let CameraSource::Images(mut images) =
        CameraSource::open(&venue, &venue.cameras[2], InputKind::Video).unwrap()
    else {
        panic!("not images");
    };
    let mut image = DecodedImage::default();
    while next(&mut images, &mut image) {
        let stamp = camera.stamp(&camera.captured_image(image.frame_index), true);
        let error_s = image.stamp.mid_exposure.seconds_since(stamp.mid_exposure);
        assert!(error_s.abs() < 2e-6, "{error_s}");
    }
    assert_eq!(image.frame_index, 4);
}

#[test]
fn wrong_worlds_and_keys_are_refused_in_words() {
    assert!(program::refuse(&["eval", "synth:curling"]).contains("basketball"));
    let key = program::refuse(&["eval", "synth:sprint", "--set", "views.noise=3"]);
    assert!(key.contains("views.noise"), "{key}");
    assert!(program::refuse(&["eval", "synth:sprint", "--pose", "any"]).contains("--detector"));
    let rates = program::refuse(&[
        "synth",
        "sprint",
        "--set",
        "camera.cam_01.fps=25",
        "-o",
        "never-made",
    ]);
    assert!(rates.contains("rates"), "{rates}");
}
