//! `trackside export` on a recording of a synthetic game: scenes, skeletons, films.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use clap::Parser;
use opencv::videoio::{
    CAP_FFMPEG, CAP_PROP_FRAME_COUNT, VideoCapture, VideoCaptureTrait, VideoCaptureTraitConst,
};
use trackside::commands::Cli;
use trackside_calibration::rig_file;
use trackside_recording::{Recorder, Recording};
use trackside_schema::wire::{SessionHeader, v1};
use trackside_schema::*;
use trackside_simulation::{Instant, World, WorldFile};

fn export(args: &[&str]) -> anyhow::Result<()> {
    let typed = [&["trackside", "export"], args].concat();
    Cli::try_parse_from(typed)?.command.run()
}

/// One second of the truth, as if it had been tracked.
fn record(path: &Path) {
    let world = World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_002).unwrap();
    let rig = world.rig().unwrap();
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "hall".into(),
        session: "s1".into(),
        rig: rig.id().0.clone(),
        ..v1::Match::default()
    };
    let header = SessionHeader::new(&rig_file::to_message(&rig), &match_);
    let mut recorder = Recorder::create(path, header).unwrap();
    let mut now = Instant::default();
    for tick in 0..25 {
        let time = Timestamp::default().plus_seconds(tick as f64 / 25.0);
        world.at(3.0 + tick as f64 / 25.0, &mut now);
        let athlete = |pose: &trackside_simulation::Pose| Athlete {
            id: AthleteId(pose.actor as u32),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: pose.joints.map(|p| {
                Some(Joint3d {
                    at: WorldPoint(p),
                    sigma_m: 0.01,
                    views: 3,
                })
            }),
            velocity_m_s: None,
        };
        let frame = TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            venue: "hall".into(),
            session: "s1".into(),
            rig: rig.id().clone(),
            tick,
            time,
            athletes: now.actors.iter().map(athlete).collect(),
            ..TrackingFrame::default()
        };
        recorder.write_frame(&frame).unwrap();
    }
    recorder.finish().unwrap();
}

const PATH: &str = r#"{"keys": [
    {"t_s": 0, "position": [-9, -8, 4], "target": [0, 0, 1], "fov_deg": 45},
    {"t_s": 0.4, "shows_s": 0.2, "position": [-8, -9, 4], "target": [0, 0, 1], "fov_deg": 45}]}"#;

#[test]
fn a_game_becomes_a_scene_skeletons_and_a_film() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let game = at("game.mcap");
    record(Path::new(&game));
    export(&[&game, "--to", "glb", "--field", "basketball"]).unwrap();
    export(&[&game, "--to", "usd", "--field", "basketball"]).unwrap();
    let text = fs::read_to_string(at("game.usda")).unwrap();
    assert!(text.starts_with("#usda 1.0") && text.contains("def SkelRoot"));
    assert!(
        fs::read(at("game.glb"))
            .unwrap()
            .starts_with(b"glTF\x02\0\0\0")
    );
    export(&[&game, "--to", "bvh", "--start", "0.2", "--seconds", "0.4"]).unwrap();
    let bvh = fs::read_to_string(at("game_1.bvh")).unwrap();
    assert!(
        bvh.starts_with("HIERARCHY") && bvh.contains("Frames: 11\n"),
        "{bvh}"
    );
    fs::write(at("path.json"), PATH).unwrap();
    let (path, film) = (at("path.json"), at("film.mp4"));
    let mp4 = [&game, "--to", "mp4", "--path", &path, "-o", &film];
    let told = format!("{:#}", export(&mp4).unwrap_err());
    assert!(told.contains("--field"), "{told}");
    let rest = ["--field", "basketball", "--size", "320x192", "--fps", "10"];
    export(&[&mp4[..], &rest].concat()).unwrap();
    let mut video = VideoCapture::from_file(&film, CAP_FFMPEG).unwrap();
    assert_eq!(video.get(CAP_PROP_FRAME_COUNT).unwrap(), 5.0);
    let mut picture = opencv::core::Mat::default();
    assert!(video.read(&mut picture).unwrap());
    // Something is to be seen.
    let mean = opencv::core::mean_def(&picture).unwrap();
    assert!(
        mean.0[..3].iter().all(|m| (10.0..245.0).contains(m)),
        "{mean:?}"
    );
}

#[test]
fn a_stretch_of_a_recording_is_a_recording() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let game = at("game.mcap");
    record(Path::new(&game));
    let stretch = ["--to", "mcap", "--start", "0.4", "--seconds", "0.2"];
    export(&[&[game.as_str()], &stretch[..]].concat()).unwrap();
    let [whole, clip] =
        [game.clone(), at("game.clip.mcap")].map(|path| Recording::open(Path::new(&path)).unwrap());
    assert_eq!(clip.rig().id(), whole.rig().id());
    let frames = |of: &Recording| of.frames().unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(frames(&clip), frames(&whole)[10..=15]);
    // What Foxglove draws comes along, and so does each camera, once.
    let count = |of: &Recording, topic: &str| {
        let messages = of.messages().unwrap().map(Result::unwrap);
        messages.filter(|m| m.topic.starts_with(topic)).count()
    };
    assert_eq!(count(&clip, "/scene"), 6);
    assert_eq!(count(&clip, "/camera/"), whole.rig().cameras().len());
    assert_eq!(count(&clip, "/tf"), count(&whole, "/tf"));

    let told = |args: &[&str]| format!("{:#}", export(args).unwrap_err());
    let itself = told(&[&game, "--to", "mcap", "-o", &game]);
    assert!(itself.contains("--output"), "{itself}");
    let nothing = told(&[&game, "--to", "mcap", "--start", "60"]);
    assert!(nothing.contains("no frame in that stretch"), "{nothing}");
    assert!(!Path::new(&at("game.clip.part")).exists());
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let game = folder.path().join("game.mcap");
    record(&game);
    let game = game.to_str().unwrap();
    let told = |args: &[&str]| format!("{:#}", export(&[&[game], args].concat()).unwrap_err());
    assert!(told(&["--to", "glb", "-o", "a.gltf"]).contains("ends in .glb"));
    assert!(told(&["--to", "bvh", "--field", "football"]).contains("--field is for"));
    assert!(told(&["--to", "glb", "--field", "chess"]).contains("known are athletics-100m"));
    assert!(told(&["--to", "glb", "--path", "p.json"]).contains("--path is for"));
    assert!(told(&["--to", "bvh", "--start", "60"]).contains("nobody was tracked in that stretch"));
    assert!(
        told(&["--to", "mp4", "--field", "football", "--path", "none.json"]).contains("none.json")
    );
}
