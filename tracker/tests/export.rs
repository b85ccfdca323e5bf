//! `trackside export` on a recording of a synthetic game: scenes, skeletons, films, clips.
#![allow(clippy::unwrap_used)]

mod session;

use std::fs;
use std::path::Path;

use clap::Parser;
use opencv::videoio::{
    CAP_FFMPEG, CAP_PROP_FRAME_COUNT, VideoCapture, VideoCaptureTrait, VideoCaptureTraitConst,
};
use trackside::commands::Cli;
use trackside_recording::{Recorder, Recording};
use trackside_schema::*;
use trackside_simulation::{World, WorldFile, WorldState};

fn export(args: &[&str]) -> anyhow::Result<()> {
    let typed = [&["trackside", "export"], args].concat();
    Cli::try_parse_from(typed)?.command.run()
}

/// Records one second of ground truth as if it had been tracked.
fn record(path: &Path) {
    let world = World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_002).unwrap();
    let rig = world.rig().unwrap();
    let mut recorder = Recorder::create(path, session::header(&rig, vec![])).unwrap();
    let mut now = WorldState::default();
    for tick in 0..25 {
        let time = Timestamp::default().plus_seconds(tick as f64 / 25.0);
        world.at(3.0 + tick as f64 / 25.0, &mut now);
        let athlete = |pose: &trackside_simulation::ActorPose| Athlete {
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
            venue: "arena".into(),
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
    let error = format!("{:#}", export(&mp4).unwrap_err());
    assert!(error.contains("--field"), "{error}");
    let rest = ["--field", "basketball", "--size", "320x192", "--fps", "10"];
    export(&[&mp4[..], &rest].concat()).unwrap();
    let mut video = VideoCapture::from_file(&film, CAP_FFMPEG).unwrap();
    assert_eq!(video.get(CAP_PROP_FRAME_COUNT).unwrap(), 5.0);
    let mut image = opencv::core::Mat::default();
    assert!(video.read(&mut image).unwrap());
    // The image is neither black nor white.
    let mean = opencv::core::mean_def(&image).unwrap();
    assert!(
        mean.0[..3].iter().all(|m| (10.0..245.0).contains(m)),
        "{mean:?}"
    );
}

#[test]
fn an_interval_of_a_recording_is_a_recording() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let game = at("game.mcap");
    record(Path::new(&game));
    let interval = ["--to", "mcap", "--start", "0.4", "--seconds", "0.2"];
    export(&[&[game.as_str()], &interval[..]].concat()).unwrap();
    let [whole, clip] =
        [game.clone(), at("game.clip.mcap")].map(|path| Recording::open(Path::new(&path)).unwrap());
    assert_eq!(clip.rig().id(), whole.rig().id());
    let frames = |of: &Recording| of.frames().unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(frames(&clip), frames(&whole)[10..=15]);
    // The channels for Foxglove are copied, and each camera once.
    let count = |of: &Recording, topic: &str| {
        let messages = of.messages().unwrap().map(Result::unwrap);
        messages.filter(|m| m.topic.starts_with(topic)).count()
    };
    assert_eq!(count(&clip, "/scene"), 6);
    assert_eq!(count(&clip, "/camera/"), whole.rig().cameras().len());
    assert_eq!(count(&clip, "/tf"), count(&whole, "/tf"));

    let refused = |args: &[&str]| format!("{:#}", export(args).unwrap_err());
    let itself = refused(&[&game, "--to", "mcap", "-o", &game, "--force"]);
    assert!(itself.contains("--output"), "{itself}");
    let nothing = refused(&[&game, "--to", "mcap", "--start", "60", "--force"]);
    assert!(nothing.contains("0.96 s long"), "{nothing}");
    assert!(!Path::new(&at("game.clip.part")).exists());
}

#[test]
fn options_that_do_not_fit_the_format_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let game = folder.path().join("game.mcap");
    record(&game);
    let game = game.to_str().unwrap();
    let refused = |args: &[&str]| format!("{:#}", export(&[&[game], args].concat()).unwrap_err());
    assert!(refused(&["--to", "glb", "-o", "a.gltf"]).contains("ends in .glb"));
    assert!(refused(&["--to", "bvh", "--field", "football"]).contains("--field is for"));
    assert!(refused(&["--to", "glb", "--field", "chess"]).contains("known are athletics-100m"));
    assert!(refused(&["--to", "glb", "--path", "p.json"]).contains("--path is for"));
    assert!(refused(&["--to", "bvh", "--start", "60"]).contains("0.96 s long"));
    assert!(
        refused(&["--to", "mp4", "--field", "football", "--path", "none.json"])
            .contains("none.json")
    );
}
