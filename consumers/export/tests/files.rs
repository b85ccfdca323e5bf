//! What reaches TRC, CSV and JSON lines files.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use trackside_export::{Tracks, csv, jsonl, trc};
use trackside_schema::{
    Athlete, AthleteId, Ball, BallState, Joint, Joint3d, TrackState, TrackingFrame, WorldPoint,
};

fn athlete(id: u32, state: TrackState, joints: &[(Joint, [f64; 3], u8)]) -> Athlete {
    let mut athlete = Athlete {
        id: AthleteId(id),
        team: None,
        number: None,
        state,
        skeleton: [None; trackside_schema::JOINT_COUNT],
        velocity_m_s: None,
    };
    for &(joint, at, views) in joints {
        athlete.skeleton[joint.index()] = Some(Joint3d {
            at: WorldPoint::from(at),
            sigma_m: 0.004,
            views,
        });
    }
    athlete
}

fn frame(tick: u64, athletes: Vec<Athlete>) -> TrackingFrame {
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        tick,
        time: trackside_schema::Timestamp::default().plus_seconds(tick as f64 / 50.0),
        athletes,
        ..TrackingFrame::default()
    }
}

/// One athlete, tentative at first; a tick that is missing; a joint that is predicted; a ghost never confirmed.
fn short_recording() -> Vec<TrackingFrame> {
    let nose = |x| (Joint::Nose, [x, 2.0, 1.7], 3);
    let ankle = |views| (Joint::LAnkle, [0.25, 2.5, 0.125], views);
    let ghost = || {
        athlete(
            9,
            TrackState::Tentative,
            &[(Joint::Hip, [5.0, 5.0, 1.0], 2)],
        )
    };
    vec![
        frame(4, vec![athlete(1, TrackState::Tentative, &[nose(1.0)])]),
        frame(
            5,
            vec![
                athlete(1, TrackState::Confirmed, &[nose(1.5), ankle(2)]),
                ghost(),
            ],
        ),
        frame(7, vec![athlete(1, TrackState::Coasting, &[ankle(0)])]),
    ]
}

fn tracks(frames: &[TrackingFrame]) -> Tracks {
    let mut tracks = Tracks::new(None);
    frames.iter().for_each(|f| tracks.push(f));
    tracks
}

const GOLDEN_TRC: &str = "\
PathFileType\t4\t(X/Y/Z)\tone.trc
DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames
50\t50\t4\t2\tm\t50\t0\t4
Frame#\tTime\tNose\t\t\tLAnkle\t\t\t
\t\tX1\tY1\tZ1\tX2\tY2\tZ2
1\t0.020000\t2.000000\t1.700000\t1.000000\tnan\tnan\tnan
2\t0.040000\t2.000000\t1.700000\t1.500000\t2.500000\t0.125000\t0.250000
3\t0.060000\tnan\tnan\tnan\tnan\tnan\tnan
4\t0.080000\tnan\tnan\tnan\tnan\tnan\tnan
";

#[test]
fn trc_is_as_pose2sim_writes_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("one.trc");
    let files = trc::write(&tracks(&short_recording()), &path, trc::Options::default()).unwrap();
    assert_eq!(files, std::slice::from_ref(&path));
    assert_eq!(fs::read_to_string(&path).unwrap(), GOLDEN_TRC);
}

#[test]
fn trc_comes_back_in_world_space() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("one.trc");
    trc::write(
        &tracks(&short_recording()),
        &path,
        trc::Options { predicted: true },
    )
    .unwrap();
    let back = trc::read(&path).unwrap();
    assert_eq!(
        (back.rate_hz, back.markers.as_slice()),
        (50.0, &["Nose", "LAnkle"].map(String::from)[..])
    );
    let ankle = back.marker("LAnkle").unwrap();
    assert_eq!(
        back.rows[1].points[ankle],
        Some(WorldPoint::new(0.25, 2.5, 0.125))
    );
    assert_eq!(
        back.rows[3].points[ankle],
        Some(WorldPoint::new(0.25, 2.5, 0.125)),
        "predicted"
    );
    assert_eq!(back.rows[2].points, [None, None]);
}

#[test]
fn several_athletes_become_several_files() {
    let dir = tempfile::tempdir().unwrap();
    let two = [2, 7].map(|id| {
        athlete(
            id,
            TrackState::Confirmed,
            &[(Joint::Hip, [f64::from(id), 0.0, 1.0], 2)],
        )
    });
    let written = trc::write(
        &tracks(&[frame(0, two.to_vec())]),
        &dir.path().join("det.trc"),
        trc::Options::default(),
    );
    let names: Vec<_> = written
        .unwrap()
        .iter()
        .map(|p| p.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["det_1.trc", "det_2.trc"]);
    let second = trc::read(&dir.path().join("det_2.trc")).unwrap();
    assert_eq!(
        second.rows[0].points,
        [Some(WorldPoint::new(7.0, 0.0, 1.0))]
    );
}

#[test]
fn nobody_makes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("none.trc");
    assert!(
        trc::write(
            &tracks(&[frame(0, Vec::new())]),
            &path,
            trc::Options::default()
        )
        .unwrap()
        .is_empty()
    );
    assert!(!path.exists());
}

#[test]
fn a_bad_trc_is_located() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bad.trc");
    fs::write(&path, GOLDEN_TRC.replace("1.500000", "oops")).unwrap();
    let error = trc::read(&path).unwrap_err().to_string();
    assert!(
        error.contains("bad.trc, line 7") && error.contains("oops"),
        "{error}"
    );
    fs::write(&path, "hello\n").unwrap();
    assert!(
        trc::read(&path)
            .unwrap_err()
            .to_string()
            .contains("not a TRC file")
    );
    assert!(trc::read(Path::new("/nowhere/x.trc")).is_err());
}

#[test]
fn csv_has_a_row_a_joint_and_the_ball() {
    let mut frames = short_recording();
    frames[1].athletes[0].team = Some("Lions, \"B\"".into());
    frames[1].ball = Some(Ball {
        at: WorldPoint::new(1.0, 2.0, 3.0),
        velocity_m_s: None,
        spin_rad_s: None,
        sigma_m: 0.5,
        state: BallState::Measured,
    });
    let mut out = Vec::new();
    csv::write_to(&tracks(&frames), &mut out).unwrap();
    let team = "\"Lions, \"\"B\"\"\"";
    let expected = format!(
        "tick,time_s,athlete,team,number,state,joint,x_m,y_m,z_m,sigma_m,views\n\
         4,0.080000000,1,{team},,tentative,Nose,1.000000,2.000000,1.700000,0.004000,3\n\
         5,0.100000000,1,{team},,confirmed,Nose,1.500000,2.000000,1.700000,0.004000,3\n\
         5,0.100000000,1,{team},,confirmed,LAnkle,0.250000,2.500000,0.125000,0.004000,2\n\
         5,0.100000000,,,,measured,Ball,1.000000,2.000000,3.000000,0.500000,\n\
         7,0.140000000,1,{team},,coasting,LAnkle,0.250000,2.500000,0.125000,0.004000,0\n"
    );
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn json_lines_are_the_frames() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("frames.jsonl");
    let frames = short_recording();
    let mut writer = jsonl::Writer::create(&path).unwrap();
    frames.iter().for_each(|f| writer.push(f).unwrap());
    writer.finish().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let back: Vec<TrackingFrame> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(back, frames);
}

#[test]
fn what_is_not_finite_reaches_no_file() {
    let nan = athlete(
        1,
        TrackState::Confirmed,
        &[
            (Joint::Nose, [f64::NAN, 0.0, 0.0], 3),
            (Joint::Hip, [1.0; 3], 2),
        ],
    );
    let mut out = Vec::new();
    csv::write_to(&tracks(&[frame(0, vec![nan])]), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap().to_lowercase();
    assert!(
        text.contains("hip") && !text.contains("nan") && !text.contains("nose"),
        "{text}"
    );
}

#[test]
fn rates_snap_to_what_cameras_run_at() {
    for rate in [25.0, 50.0, 60.0, 60.0 / 1.001, 12.5] {
        let mut tracks = Tracks::new(None);
        for tick in 0..600 {
            let mut frame = frame(tick, Vec::new());
            frame.time = trackside_schema::Timestamp::default().plus_seconds(tick as f64 / rate);
            tracks.push(&frame);
        }
        assert!(
            (tracks.rate_hz() / rate - 1.0).abs() < 1e-6,
            "{rate}: {}",
            tracks.rate_hz()
        );
    }
}
