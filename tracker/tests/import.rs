//! Recordings in other programs' formats are imported as venues, and the athlete is tracked at its true position.
#![allow(clippy::unwrap_used)]

mod mp4_file;
mod program;
mod walker_venue;

use std::fs;
use std::path::Path;

use opencv::core::{CV_8UC3, Mat, Scalar};
use serde_json::{Value, json};
use trackside_calibration::{Camera, rig_file};
use trackside_schema::{Joint, TrackingFrame};

use mp4_file::Mp4File;
use program::{errors, refuse, succeed, text};

const RATE_HZ: f64 = 50.0;
const IMAGES: u64 = 40;

/// COCO-WholeBody's feet, after COCO's 17.
const COCO_FEET: [Joint; 6] = [
    Joint::LBigToe,
    Joint::LSmallToe,
    Joint::LHeel,
    Joint::RBigToe,
    Joint::RSmallToe,
    Joint::RHeel,
];

fn write(folder: &Path, path: &str, contents: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

/// The walker's joints in an image, px and score; 0, 0, 0 where it does not have them.
fn joints(camera: &Camera, image: u64, order: &[Joint]) -> Vec<[f64; 3]> {
    let t = image as f64 / RATE_HZ;
    let joint = |j: &Joint| {
        let at = camera.project(walker_venue::truth(*j, t)).unwrap();
        if camera.is_in_image(at) {
            [at.x, at.y, 0.9]
        } else {
            [0.0; 3]
        }
    };
    order.iter().map(joint).collect()
}

/// Whole bodies: COCO's joints and feet, then face and hands, which are nonsense here.
fn coco_133() -> Vec<Joint> {
    let mut order = Joint::ALL[..17].to_vec();
    order.extend(COCO_FEET);
    order.resize(133, Joint::Nose);
    order
}

fn halpe_136() -> Vec<Joint> {
    let mut order = Joint::ALL.to_vec();
    order.resize(136, Joint::Nose);
    order
}

fn flat(joints: &[[f64; 3]]) -> Vec<f64> {
    joints.concat()
}

/// A Pose2Sim project of the walker in `people_folder`, with people in that order.
fn write_pose2sim(folder: &Path, people_folder: &str, order: &[Joint]) {
    let rig = walker_venue::rig();
    write(folder, "calibration/Calib.toml", rig_file::to_toml(&rig));
    write(folder, "Config.toml", "[project]\nframe_rate = 50\n");
    for camera in rig.cameras() {
        for image in 0..IMAGES {
            let people = json!([{}, {"person_id": [-1], "pose_keypoints_2d": flat(&joints(camera, image, order))}]);
            let file = format!("{people_folder}/{0}_json/{0}_{image:06}.json", camera.name);
            write(
                folder,
                &file,
                json!({"version": 1.3, "people": people}).to_string(),
            );
        }
    }
}

/// The frames that the program makes of an imported venue's detections.
fn track(venue: &Path, into: &Path) -> Vec<TrackingFrame> {
    let out = into.join("out.jsonl");
    let venue = venue.join("venue.toml");
    succeed(&[
        "run",
        text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--export",
        text(&out),
        "--force",
    ]);
    let lines = fs::read_to_string(out).unwrap();
    lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// The largest joint error in the last frames, mm.
fn largest_error_mm(frames: &[TrackingFrame], joints: &[Joint]) -> f64 {
    let mut largest = 0.0f64;
    for frame in frames.iter().rev().take(10) {
        assert_eq!(frame.athletes.len(), 1, "{frame:?}");
        let t = frame.time.0 as f64 * 1e-9;
        for joint in joints {
            let found = frame.athletes[0].skeleton[joint.index()].unwrap();
            let error_m = (found.at.0 - walker_venue::truth(*joint, t).0).norm();
            largest = largest.max(1e3 * error_m);
        }
    }
    largest
}

const BODY: [Joint; 6] = [
    Joint::LShoulder,
    Joint::RWrist,
    Joint::LHip,
    Joint::RKnee,
    Joint::LAnkle,
    Joint::RAnkle,
];

#[test]
fn pose2sim_projects_with_feet_give_the_athlete_where_it_was() {
    let orders = [
        ("pose", Joint::ALL.to_vec()),
        ("pose-associated", coco_133()),
        ("pose-sync", halpe_136()),
    ];
    for (people, order) in orders {
        let dir = tempfile::tempdir().unwrap();
        let project = dir.path().join("project");
        write_pose2sim(&project, people, &order);
        let venue = dir.path().join("venue");
        let output = program::command(&["import", text(&project), "-o", text(&venue)])
            .output()
            .unwrap();
        let said = errors(&output);
        assert!(
            output.status.success() && said.contains("this is a Pose2Sim project"),
            "{said}"
        );
        assert!(
            said.contains("--from detections") && !said.contains("wrong"),
            "{said}"
        );
        let frames = track(&venue, dir.path());
        let error_mm = largest_error_mm(
            &frames,
            &[&BODY[..], &[Joint::LHeel, Joint::RBigToe]].concat(),
        );
        assert!(error_mm < 25.0, "{people}: {error_mm} mm");
    }
}

/// One file or folder a camera, in each program's form.
#[test]
fn people_of_every_program_give_the_athlete_where_it_was() {
    type Write = fn(&Path, &Camera);
    let forms: [(&str, Write); 5] = [
        ("alphapose", |folder, camera| {
            let person = |image: u64| {
                let keypoints = flat(&joints(camera, image, &halpe_136()));
                json!({"image_id": format!("{image}.jpg"), "category_id": 1, "keypoints": keypoints, "score": 3.1})
            };
            let people: Vec<Value> = (0..IMAGES).map(person).collect();
            write(
                folder,
                &format!("{}/alphapose-results.json", camera.name),
                json!(people).to_string(),
            );
        }),
        ("mmpose", |folder, camera| {
            let image = |n: u64| {
                let joints = joints(camera, n, &coco_133());
                let places: Vec<_> = joints.iter().map(|j| [j[0], j[1]]).collect();
                let scores: Vec<_> = joints.iter().map(|j| j[2]).collect();
                json!({"frame_id": n, "instances": [{"keypoints": places, "keypoint_scores": scores}]})
            };
            let images: Vec<Value> = (0..IMAGES).map(image).collect();
            write(
                folder,
                &format!("{}.json", camera.name),
                json!(images).to_string(),
            );
        }),
        ("mediapipe", |folder, camera| {
            let set = trackside_schema::joint_sets::MEDIAPIPE_33.joints;
            let [w, h] = camera.size_px.map(f64::from);
            let image = |n: u64| {
                let landmark = |joint: &trackside_schema::JointInSet| {
                    let source = joint.canonical.unwrap_or(Joint::Nose);
                    let [x, y, score] = joints(camera, n, &[source])[0];
                    let visibility = if joint.canonical.is_some() {
                        score
                    } else {
                        0.0
                    };
                    json!({"x": x / w, "y": y / h, "z": -0.1, "visibility": visibility})
                };
                json!({"frame": n, "landmarks": set.iter().map(landmark).collect::<Vec<_>>()})
            };
            let images: Vec<Value> = (0..IMAGES).map(image).collect();
            write(
                folder,
                &format!("{}_landmarks.json", camera.name),
                json!({"frames": images}).to_string(),
            );
        }),
        ("deeplabcut", |folder, camera| {
            let order = &Joint::ALL[..17];
            let head = |first: &str, of: &dyn Fn(&Joint, usize) -> String| {
                let cells: Vec<String> = order
                    .iter()
                    .flat_map(|j| (0..3).map(|i| of(j, i)).collect::<Vec<_>>())
                    .collect();
                format!("{first},{}\n", cells.join(","))
            };
            let mut csv = head("scorer", &|_, _| "DLC".to_owned());
            csv += &head("bodyparts", &|j, _| j.name().to_owned());
            csv += &head("coords", &|_, i| ["x", "y", "likelihood"][i].to_owned());
            for image in 0..IMAGES {
                let cells: Vec<String> = flat(&joints(camera, image, order))
                    .iter()
                    .map(f64::to_string)
                    .collect();
                csv += &format!("{image},{}\n", cells.join(","));
            }
            write(
                folder,
                &format!("{}DLC_resnet50_hallshuffle1_1000.csv", camera.name),
                csv,
            );
        }),
        ("sports2d", |folder, camera| {
            let names: Vec<&str> = Joint::ALL.iter().map(|j| j.name()).collect();
            let mut trc = format!(
                "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n\
                 50\t50\t{IMAGES}\t26\tpx\t50\t0\t{IMAGES}\nFrame#\tTime\t{}\t\t\n\t\tX1\n",
                names.join("\t\t\t")
            );
            for image in 0..IMAGES {
                let joints = joints(camera, image, &Joint::ALL);
                let cells: Vec<String> = joints
                    .iter()
                    .map(|j| format!("{}\t{}\t0.0", j[0], j[1]))
                    .collect();
                trc += &format!(
                    "{image}\t{}\t{}\n",
                    image as f64 / RATE_HZ,
                    cells.join("\t")
                );
            }
            write(
                folder,
                &format!("{0}_Sports2D/{0}_Sports2D_px_person00.trc", camera.name),
                trc,
            );
        }),
    ];
    for (name, form) in forms {
        let dir = tempfile::tempdir().unwrap();
        let people = dir.path().join(name);
        let rig = walker_venue::rig();
        for camera in rig.cameras() {
            form(&people, camera);
        }
        let rig_file = dir.path().join("rig.toml");
        fs::write(&rig_file, rig_file::to_toml(&rig)).unwrap();
        let venue = dir.path().join("venue");
        let arguments = [
            "import",
            text(&people),
            "--calibration",
            text(&rig_file),
            "--fps",
            "50",
            "-o",
            text(&venue),
        ];
        let output = program::command(&arguments).output().unwrap();
        assert!(output.status.success(), "{name}: {}", errors(&output));
        let error_mm = largest_error_mm(&track(&venue, dir.path()), &BODY);
        assert!(error_mm < 30.0, "{name}: {error_mm} mm");
    }
}

/// Pose2Sim's synchronisation subtracted 4 from the numbers of one camera's images: the rig's clock has the offset.
#[test]
fn synchronised_people_set_the_clocks() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("project");
    write_pose2sim(&project, "pose-sync", &Joint::ALL);
    write_pose2sim(&project, "pose", &Joint::ALL);
    // As recorded, camera 1 began 4 images before the others.
    let name = walker_venue::rig().cameras()[1].name.clone();
    let folder = project.join(format!("pose/{name}_json"));
    for image in (0..IMAGES).rev() {
        let file = |n: u64| folder.join(format!("{name}_{n:06}.json"));
        fs::rename(file(image), file(image + 4)).unwrap();
    }
    let venue = dir.path().join("venue");
    let output = program::command(&["import", "pose2sim", text(&project), "-o", text(&venue)])
        .output()
        .unwrap();
    let said = errors(&output);
    assert!(
        said.contains(&format!("{name} 4 images")) && said.contains("pose-sync"),
        "{said}"
    );
    let rig = rig_file::read(&venue.join("rig.toml")).unwrap();
    assert!(
        (rig.clocks()[1].offset_s - 0.08).abs() < 1e-9,
        "{:?}",
        rig.clocks()
    );
    let error_mm = largest_error_mm(&track(&venue, dir.path()), &BODY);
    assert!(error_mm < 25.0, "{error_mm} mm");
}

#[test]
fn wrong_input_is_refused_before_anything_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("project");
    write_pose2sim(&project, "pose", &Joint::ALL);
    let venue = dir.path().join("venue");
    let import =
        |more: &[&str]| refuse(&[&["import", text(&project), "-o", text(&venue)], more].concat());
    let error = import(&["--detector", "no-such-network"]);
    assert!(
        error.contains("no-such-network") && error.contains("yolox"),
        "{error}"
    );
    let error = import(&["--people", "pose-sync"]);
    assert!(error.contains("has no folder pose-sync"), "{error}");
    let error = import(&["--joint-set", "coco17"]);
    assert!(
        error.contains("26 joints a person, coco17 has 17"),
        "{error}"
    );
    let error = import(&["--joint-set", "coco18"]);
    assert!(error.contains("coco133"), "{error}");
    assert!(!venue.exists());
    let error = refuse(&["import", text(dir.path()), "-o", text(&venue)]);
    assert!(
        error.contains("no project that is known") && error.contains("project"),
        "{error}"
    );
}

/// A tennis ball in flight, without people; its case names the kind of ball.
fn write_ball_case(folder: &Path) {
    let rig = walker_venue::rig();
    write(folder, "rig.toml", rig_file::to_toml(&rig));
    let case = "name = \"ball\"\nkind = \"ball\"\nball = \"tennis\"\nfps = 50.0\nframes = 40\ndetections = \"detections\"\n";
    write(folder, "case.toml", case);
    for camera in rig.cameras() {
        let line = |n: u64| {
            let t = n as f64 / RATE_HZ;
            let at = trackside_schema::WorldPoint::new(
                -1.0 + 3.0 * t,
                0.2,
                1.2 + 3.0 * t - 0.5 * 9.81 * t * t,
            );
            let px = camera.project(at).unwrap();
            json!({"frame": n, "t": t, "people": [], "balls": [[px.x, px.y, 0.9]]}).to_string()
        };
        let lines: Vec<String> = (0..IMAGES).map(line).collect();
        write(
            folder,
            &format!("detections/{}.jsonl", camera.name),
            lines.join("\n"),
        );
    }
}

#[test]
fn a_ball_without_people_goes_all_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let (case, venue) = (dir.path().join("case"), dir.path().join("venue"));
    write_ball_case(&case);
    succeed(&["import", text(&case), "-o", text(&venue)]);
    let venue = venue.join("venue.toml");
    assert!(
        fs::read_to_string(&venue)
            .unwrap()
            .contains("ball = \"tennis\"")
    );
    let recording = dir.path().join("ball.mcap");
    let run = ["run", text(&venue), "--from", "detections", "--no-publish"];
    let report = program::report(&[&run[..], &["--record", text(&recording)]].concat());
    assert!(report["ball_frames"].as_u64().unwrap() > 30, "{report}");
    // A file that cannot be written as there is no athlete is no success.
    let trc = dir.path().join("ball.trc");
    let output = program::command(&[&run[..], &["--export", text(&trc)]].concat())
        .output()
        .unwrap();
    let said = errors(&output);
    assert!(
        !output.status.success() && said.contains("ball.trc: not written"),
        "{said}"
    );
    let path = r#"{"keys": [{"t_s": 0, "position": [-6, -6, 2], "target": [0, 0, 1], "fov_deg": 40},
        {"t_s": 0.2, "position": [-6, -5, 2], "target": [0, 0, 1], "fov_deg": 40}]}"#;
    let path_file = dir.path().join("path.json");
    fs::write(&path_file, path).unwrap();
    for (format, extension, more) in [
        ("glb", "glb", vec![]),
        ("usd", "usda", vec![]),
        ("csv", "csv", vec![]),
        (
            "mp4",
            "mp4",
            vec![
                "--field",
                "tennis",
                "--path",
                text(&path_file),
                "--size",
                "320x180",
            ],
        ),
    ] {
        let out = dir.path().join(format!("out.{extension}"));
        succeed(
            &[
                &["export", text(&recording), "--to", format, "-o", text(&out)],
                &more[..],
            ]
            .concat(),
        );
        assert!(fs::metadata(&out).unwrap().len() > 500, "{format}");
    }
}

#[test]
fn times_in_milliseconds_are_refused_before_the_rig_is_blamed() {
    let dir = tempfile::tempdir().unwrap();
    let (case, venue) = (dir.path().join("case"), dir.path().join("venue"));
    write_ball_case(&case);
    for camera in walker_venue::rig().cameras() {
        let path = case.join(format!("detections/{}.jsonl", camera.name));
        let lines = fs::read_to_string(&path).unwrap();
        let in_ms = |line: &str| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            line["t"] = json!(1e3 * line["t"].as_f64().unwrap());
            line.to_string()
        };
        let lines: Vec<String> = lines.lines().map(in_ms).collect();
        fs::write(path, lines.join("\n")).unwrap();
    }
    let error = refuse(&["import", "case", text(&case), "-o", text(&venue)]);
    assert!(
        error.contains(".jsonl") && error.contains("milliseconds"),
        "{error}"
    );
    assert!(!venue.exists());
}

/// Videos of the project's cameras whose images begin at these times, s.
fn write_videos(project: &Path, times_s: &[f64]) {
    let grey = Scalar::all(90.0);
    let image = Mat::new_rows_cols_with_default(72, 128, CV_8UC3, grey).unwrap();
    let mut file = Mp4File::new(&vec![image; times_s.len() - 1], RATE_HZ);
    file.times_s = times_s.to_vec();
    for camera in walker_venue::rig().cameras() {
        write(
            project,
            &format!("videos/{}.mp4", camera.name),
            file.bytes(),
        );
    }
}

/// The numbers and times of a camera's imported detections.
fn detected(venue: &Path) -> Vec<(u64, f64)> {
    let name = walker_venue::rig().cameras()[0].name.clone();
    let lines = fs::read_to_string(venue.join(format!("detections/{name}.jsonl"))).unwrap();
    let line = |l: &str| {
        let line: Value = serde_json::from_str(l).unwrap();
        (line["frame"].as_u64().unwrap(), line["t"].as_f64().unwrap())
    };
    lines.lines().map(line).collect()
}

#[test]
fn people_have_the_times_of_their_videos_images() {
    let dir = tempfile::tempdir().unwrap();
    let (project, venue) = (dir.path().join("project"), dir.path().join("venue"));
    write_pose2sim(&project, "pose", &Joint::ALL);
    // A phone's: 50 images a second on average, none of them when it is due.
    let uneven = |i: u64| i as f64 / RATE_HZ + if i % 3 == 1 { 0.006 } else { 0.0 };
    let times_s: Vec<f64> = (0..=IMAGES).map(uneven).collect();
    write_videos(&project, &times_s);
    succeed(&["import", text(&project), "-o", text(&venue)]);
    let found = detected(&venue);
    assert_eq!(found.len(), IMAGES as usize);
    for (n, t) in found {
        assert!((t - times_s[n as usize]).abs() < 1e-3, "image {n}: {t} s");
    }
}

#[test]
fn numbers_that_do_not_count_the_videos_images_are_mended_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (project, venue) = (dir.path().join("project"), dir.path().join("venue"));
    write_pose2sim(&project, "pose", &Joint::ALL);
    let even: Vec<f64> = (0..=IMAGES).map(|i| i as f64 / RATE_HZ).collect();
    write_videos(&project, &even);
    let renumber = |from: u64, to: u64| {
        for camera in walker_venue::rig().cameras() {
            let file = |n: u64| project.join(format!("pose/{0}_json/{0}_{n:06}.json", camera.name));
            for image in (0..IMAGES).rev() {
                fs::rename(file(from + image), file(to + image)).unwrap();
            }
        }
    };
    // AlphaPose's and others' images count from 1.
    renumber(0, 1);
    let output = program::command(&["import", text(&project), "-o", text(&venue)])
        .output()
        .unwrap();
    let said = errors(&output);
    assert!(
        output.status.success() && said.contains("numbered from 1"),
        "{said}"
    );
    assert_eq!(detected(&venue)[0], (0, 0.0));
    renumber(1, 209);
    let arguments = ["import", text(&project), "-o", text(&venue), "--force"];
    let error = refuse(&arguments);
    assert!(
        error.contains("209 to 248") && error.contains("has 40") && error.contains("--renumber"),
        "{error}"
    );
    succeed(&[&arguments[..], &["--renumber"]].concat());
    assert_eq!(detected(&venue)[1], (1, 0.02));
}
