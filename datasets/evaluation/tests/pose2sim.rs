//! Reading Pose2Sim projects, and the errors of broken ones.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use trackside_evaluation::case::{self, JointSetMap};
use trackside_evaluation::projects::joint_layouts::{JointLayout, body_25_or_25b};
use trackside_evaluation::projects::{ProjectOptions, RecordedProject, pose2sim, write_detections};
use trackside_schema::{CameraId, Joint};

const RIG: &str = r#"
[cam_01]
name = "cam_01"
size = [640.0, 480.0]
matrix = [[500.0, 0.0, 320.0], [0.0, 500.0, 240.0], [0.0, 0.0, 1.0]]
distortions = [0.0, 0.0, 0.0, 0.0]
rotation = [1.5, 0.0, 0.0]
translation = [0.0, 1.0, 4.0]
fisheye = false

[cam_02]
name = "cam_02"
size = [640.0, 480.0]
matrix = [[500.0, 0.0, 320.0], [0.0, 500.0, 240.0], [0.0, 0.0, 1.0]]
distortions = [0.0, 0.0, 0.0, 0.0]
rotation = [1.5, 0.5, 0.0]
translation = [0.0, 1.0, 4.0]
fisheye = false
"#;

/// An upright person in BODY_25B's order; the last joint is not detected.
fn upright() -> String {
    let mut joints = vec![[100.0, 50.0, 0.9], [104.0, 46.0, 0.9], [96.0, 46.0, 0.9]];
    joints.extend((3..24).map(|i| {
        [
            80.0 + 7.0 * f64::from(i % 5),
            60.0 + 10.0 * f64::from(i),
            0.8,
        ]
    }));
    joints.push([0.0; 3]);
    let numbers: Vec<String> = joints.iter().flatten().map(f64::to_string).collect();
    format!(
        "{{\"version\":1.3,\"people\":[{{\"pose_keypoints_2d\":[{}]}}]}}",
        numbers.join(",")
    )
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn make_project(folder: &Path) {
    write(folder, "calibration/Calib.toml", RIG);
    for image in 0..3 {
        write(
            folder,
            &format!("pose/cam1_json/cam1_{image:012}_keypoints.json"),
            &upright(),
        );
        write(
            folder,
            &format!("pose/Cam02_json/cam02.{image:04}.json"),
            "{\"people\":[]}",
        );
    }
}

fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, String> {
    pose2sim::read(folder, options).map_err(|e| e.to_string())
}

/// The name of the project's joint set.
fn joint_set(project: &RecordedProject) -> String {
    format!("{:?}", project.joints.as_ref().unwrap())
}

/// A person of so many joints, far from the image's edges; the first joints are those of an upright person in HALPE_26.
fn person_of(joints: usize) -> String {
    let joint = |i: usize| format!("{},{},0.8", 200 + 3 * (i % 7), 60 + 2 * (i % 50));
    let joints: Vec<String> = (0..joints).map(joint).collect();
    format!(
        "{{\"people\":[{{\"pose_keypoints_2d\":[{}]}}]}}",
        joints.join(",")
    )
}

/// A project whose cameras each have these images in `pose/`.
fn project_with(images: &[(u64, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "calibration/Calib.toml", RIG);
    for (n, text) in images {
        for camera in ["cam01", "cam02"] {
            write(
                dir.path(),
                &format!("pose/{camera}_json/{camera}_{n:06}.json"),
                text,
            );
        }
    }
    dir
}

fn a_project_becomes_detections_of_the_rigs_cameras() {
    let dir = tempfile::tempdir().unwrap();
    make_project(dir.path());
    let project = read(dir.path(), ProjectOptions::default()).unwrap();
    assert_eq!(joint_set(&project), "Set(\"body25b\")");
    assert!(project.cameras.iter().all(|c| c.images.len() == 3));
    let path = dir.path().join("cam_01.jsonl");
    write_detections(&project.cameras[0].images, |n| n as f64 / 50.0, &path).unwrap();
    let set = JointSetMap::named("body25b").unwrap();
    let views = case::read_views(&path, CameraId(0), &project.rig.cameras()[0], &set).unwrap();
    assert_eq!(views.len(), 3);
    assert_eq!(views[2].stamp.mid_exposure.0, 40_000_000);
    let person = &views[0].people[0];
    assert_eq!(person.joint(Joint::Nose).unwrap().at.x, 100.0);
    assert!(
        person.joint(Joint::RHeel).is_none(),
        "0, 0, 0 is not detected"
    );
}

/// Damage to a project, and the words of the error.
type Damage = (fn(&Path), &'static [&'static str]);

const IMAGE: &str = "pose/cam1_json/cam1_7.json";

const DAMAGES: &[Damage] = &[
    (
        |d| fs::remove_dir_all(d.join("calibration")).unwrap(),
        &["has no rig file"],
    ),
    (
        |d| fs::remove_dir_all(d.join("pose")).unwrap(),
        &["neither videos"],
    ),
    (
        |d| write(d, "calibration/b.toml", RIG),
        &["2 rig files", "--calibration"],
    ),
    (
        |d| write(d, "pose/left_json/a.0.json", "{\"people\":[]}"),
        &["left_json", "cam_01, cam_02"],
    ),
    (|d| write(d, IMAGE, "{\"peo"), &["cam1_7.json", "cut off"]),
    (
        |d| write(d, IMAGE, "{\"people\":[{\"pose_keypoints_2d\":[1,2]}]}"),
        &["cam1_7.json", "person 0"],
    ),
    (
        |d| write(d, IMAGE, "{\"people\":[{\"pose_keypoints_2d\":[1,2,3]}]}"),
        &["of 1 joints"],
    ),
    (
        |d| write(d, "pose/cam1_json/x.1.json", "{\"people\":[]}"),
        &["second file of image 1"],
    ),
    (
        |d| write(d, "pose/cam1_json/x.json", "{\"people\":[]}"),
        &["x.json", "no image number"],
    ),
];

fn errors_name_file_and_fault() {
    for (damage, words) in DAMAGES {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("project");
        make_project(&folder);
        damage(&folder);
        let error = read(&folder, ProjectOptions::default()).unwrap_err();
        assert!(
            words.iter().all(|w| error.contains(w)),
            "{error:?} lacks one of {words:?}"
        );
    }
}

fn a_joint_set_of_another_size_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    make_project(dir.path());
    let options = ProjectOptions {
        joints: JointLayout::by_name("coco17"),
        ..ProjectOptions::default()
    };
    let error = read(dir.path(), options).unwrap_err();
    assert!(
        error.contains("25 joints") && error.contains("coco17 has 17"),
        "{error}"
    );
}

fn associated_people_come_before_synchronised_and_detected_ones() {
    let dir = project_with(&[(0, &person_of(26)), (1, &person_of(26))]);
    let folder = dir.path();
    let people = |project: &RecordedProject| project.cameras[0].people_from.clone().unwrap();
    for (added, taken) in [
        ("pose-sync", "pose-sync"),
        ("pose-associated", "pose-associated"),
    ] {
        for camera in ["cam01", "cam02"] {
            write(
                folder,
                &format!("{added}/{camera}_json/{camera}_000000.json"),
                &person_of(26),
            );
        }
        let project = read(folder, ProjectOptions::default()).unwrap();
        assert!(
            people(&project).to_string_lossy().contains(taken),
            "{project:?}"
        );
        assert!(
            project.notes[0].contains(taken) && project.notes[0].contains("pose/"),
            "{:?}",
            project.notes
        );
    }
    let options = ProjectOptions {
        people: Some("pose"),
        ..ProjectOptions::default()
    };
    assert!(people(&read(folder, options).unwrap()).starts_with(folder.join("pose")));
    let options = ProjectOptions {
        people: Some("pose-best"),
        ..ProjectOptions::default()
    };
    let error = read(folder, options).unwrap_err();
    assert!(
        error.contains("pose-best") && error.contains("pose-associated, pose-sync, pose"),
        "{error}"
    );
}

/// Camera 2 began three images earlier: Pose2Sim's synchronisation took 3 from its images' numbers.
fn shifts_of_synchronisation_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    write(folder, "calibration/Calib.toml", RIG);
    let moved = |i: usize| person_of(26).replace("200,", &format!("{},", 100 + 5 * i));
    for i in 0..12 {
        write(
            folder,
            &format!("pose/cam01_json/cam01_{i:06}.json"),
            &moved(i),
        );
        write(
            folder,
            &format!("pose-sync/cam01_json/cam01_{i:06}.json"),
            &moved(i),
        );
        write(
            folder,
            &format!("pose/cam02_json/cam02_{i:06}.json"),
            &moved(i + 20),
        );
        if i >= 3 {
            let n = i - 3;
            write(
                folder,
                &format!("pose-sync/cam02_json/cam02_{n:06}.json"),
                &moved(i + 20),
            );
        }
    }
    let project = read(folder, ProjectOptions::default()).unwrap();
    assert_eq!(
        [
            project.cameras[0].images_ahead,
            project.cameras[1].images_ahead
        ],
        [0, 3]
    );
    // The numbers are those of the video's images.
    assert!(project.cameras[1].images.keys().copied().eq(3..12));
    assert!(
        project.notes.iter().any(|n| n.contains("cam02 3 images")),
        "{:?}",
        project.notes
    );
}

fn whole_body_sets_keep_body_and_feet() {
    for (joints, set, kept) in [
        (133, "coco23", 23),
        (136, "halpe26", 26),
        (135, "body25b", 25),
        (17, "coco17", 17),
    ] {
        let dir = project_with(&[(0, &person_of(joints)), (1, "{\"people\":[{}]}")]);
        let project = read(dir.path(), ProjectOptions::default()).unwrap();
        assert_eq!(joint_set(&project), format!("Set(\"{set}\")"));
        let images = &project.cameras[1].images;
        assert_eq!(images[&0].people[0].len(), kept);
        assert!(images[&1].people.is_empty());
    }
    // The feet of COCO-WholeBody are mapped.
    let set = JointSetMap::named("coco23").unwrap();
    let mut joints = vec![None; 23];
    joints[19] = Some([1.0, 2.0, 1.0]);
    let heel = case::person_from(&joints, &set, 1.0);
    assert!(heel.joint(Joint::LHeel).is_some());
}

fn alphapose_of_each_camera_is_read() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "calibration/Calib.toml", RIG);
    let person = |n: usize| {
        let joints: Vec<String> = (0..136)
            .map(|i| format!("{},{},0.9", 100 + i, 50 + i))
            .collect();
        format!(
            "{{\"image_id\":\"{n}.jpg\",\"category_id\":1,\"keypoints\":[{}],\"score\":3.0}}",
            joints.join(",")
        )
    };
    let text = format!("[{},{}]", person(0), person(10));
    write(dir.path(), "pose/cam01/alphapose-results.json", &text);
    write(dir.path(), "pose/cam02_alphapose-results.json", &text);
    let project = read(dir.path(), ProjectOptions::default()).unwrap();
    assert_eq!(joint_set(&project), "Set(\"halpe26\")");
    for camera in &project.cameras {
        assert!(camera.images.keys().copied().eq([0, 10]));
    }
}

fn wrong_input_is_named_before_the_rig() {
    let refused = |dir: &tempfile::TempDir, words: &[&str]| {
        let error = read(dir.path(), ProjectOptions::default()).unwrap_err();
        assert!(
            words.iter().all(|w| error.contains(w)),
            "{error:?} lacks one of {words:?}"
        );
    };
    // Fractions of the image in place of pixels.
    let unit = person_of(26).replace("200,", "0.2,");
    let numbers: Vec<String> = (0..26).map(|i| format!("0.{},0.5,0.9", 30 + i)).collect();
    let unit_person = format!(
        "{{\"people\":[{{\"pose_keypoints_2d\":[{}]}}]}}",
        numbers.join(",")
    );
    let dir = project_with(&[(0, &unit_person), (1, &unit_person)]);
    refused(
        &dir,
        &["cam_01", "between 0.30 and 0.55", "--coordinates unit"],
    );
    let options = ProjectOptions {
        coordinates: Some(trackside_evaluation::projects::Coordinates::Unit),
        ..ProjectOptions::default()
    };
    let project = read(dir.path(), options).unwrap();
    let nose = project.cameras[0].images[&0].people[0][0].unwrap();
    assert!(
        (nose[0] - 192.0).abs() < 1e-3 && (nose[1] - 240.0).abs() < 1e-3,
        "{nose:?}"
    );
    assert!(unit.contains("0.2,"));
    // Pixels of an image of another size.
    let large = person_of(26)
        .replace(",60,", ",960,")
        .replace("200,", "1900,");
    let large = large
        .replace("203,", "2903,")
        .replace("206,", "1906,")
        .replace("209,", "1909,");
    let large = large
        .replace("212,", "1912,")
        .replace("215,", "1915,")
        .replace("218,", "1918,");
    refused(
        &project_with(&[(0, &large), (1, &large)]),
        &["cam_01", "640x480", "2903"],
    );
    // Cameras whose numbers have nothing in common.
    let dir = project_with(&[
        (0, &person_of(26)),
        (1, &person_of(26)),
        (2, &person_of(26)),
    ]);
    for n in 0..3 {
        let from = dir
            .path()
            .join(format!("pose/cam02_json/cam02_{n:06}.json"));
        let to = dir
            .path()
            .join(format!("pose/cam02_json/cam02_{:06}.json", n + 209));
        fs::rename(from, to).unwrap();
    }
    refused(&dir, &["cam_02", "209 to 211", "0 to 2", "--renumber"]);
    let options = ProjectOptions {
        renumber: true,
        ..ProjectOptions::default()
    };
    let project = read(dir.path(), options).unwrap();
    assert!(project.cameras[1].images.keys().copied().eq(0..3));
    // One camera alone.
    fs::remove_dir_all(dir.path().join("pose/cam02_json")).unwrap();
    refused(&dir, &["cam_01", "one camera cannot tell how far"]);
}

/// The layouts of versions 0.1, 0.4 and 0.9, and of sessions.
fn projects_of_all_versions_are_found() {
    let place = |folder: &Path, calibration: &str, pose: &str| {
        write(folder, calibration, RIG);
        for camera in ["cam1", "cam2"] {
            for n in 0..3 {
                write(
                    folder,
                    &format!("{pose}/{camera}_json/{camera}_{n:012}_keypoints.json"),
                    &person_of(26),
                );
            }
        }
    };
    let first = tempfile::tempdir().unwrap();
    place(first.path(), "calib-2d/Calib_qca.toml", "pose-2d");
    write(
        first.path(),
        "User/Config.toml",
        "[project]\nframe_rate = 60\n",
    );
    let project = read(first.path(), ProjectOptions::default()).unwrap();
    assert_eq!(project.rate_hz, Some(60.0));
    let session = tempfile::tempdir().unwrap();
    place(
        session.path(),
        "S00_Calibration/Calib.toml",
        "S00_P00_Participant/S00_P00_T00_Static/pose",
    );
    place(
        session.path(),
        "S00_Calibration/Calib.toml",
        "S00_P00_Participant/S00_P00_T01_Balancing/pose",
    );
    let error = read(session.path(), ProjectOptions::default()).unwrap_err();
    assert!(
        error.contains("2 trials") && error.contains("S00_P00_Participant/S00_P00_T01_Balancing"),
        "{error}"
    );
    let options = ProjectOptions {
        trial: Some("S00_P00_Participant/S00_P00_T01_Balancing"),
        ..ProjectOptions::default()
    };
    assert_eq!(
        read(session.path(), options).unwrap().cameras[1]
            .images
            .len(),
        3
    );
    let trial = session
        .path()
        .join("S00_P00_Participant/S00_P00_T00_Static");
    assert_eq!(
        read(&trial, ProjectOptions::default()).unwrap().cameras[0]
            .images
            .len(),
        3
    );
}

/// Where 25 joints do not reveal their order, the model in the settings decides.
fn the_model_of_the_settings_decides_where_joints_do_not() {
    let flat: Vec<String> = (0..25).map(|_| "200,100,0.8".to_owned()).collect();
    let flat = format!(
        "{{\"people\":[{{\"pose_keypoints_2d\":[{}]}}]}}",
        flat.join(",")
    );
    let dir = project_with(&[(0, &flat), (1, &flat)]);
    let error = read(dir.path(), ProjectOptions::default()).unwrap_err();
    assert!(error.contains("--joint-set"), "{error}");
    write(
        dir.path(),
        "Config.toml",
        "[pose]\npose_model = 'BODY_25B'\n",
    );
    let project = read(dir.path(), ProjectOptions::default()).unwrap();
    assert_eq!(joint_set(&project), "Set(\"body25b\")");
}

fn the_balancing_project_is_read_whole(shared: &Path) {
    let folder = shared.join("cases/pose2sim-balancing");
    let project = read(&folder, ProjectOptions::default()).unwrap();
    assert_eq!(joint_set(&project), "Set(\"body25b\")");
    assert_eq!(project.rig.cameras().len(), 4);
    for camera in &project.cameras {
        assert!(camera.video.is_some());
        assert!(camera.images.keys().copied().eq(0..100));
    }
}

fn real_body_25_is_not_taken_for_25b(shared: &Path) {
    let path = shared.join("cases/shelf-a/detections/0.jsonl");
    let mut people: Vec<Vec<Option<[f32; 3]>>> = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        for person in line["people"].as_array().unwrap() {
            people.push(serde_json::from_value(person["joints"].clone()).unwrap());
        }
    }
    let joint_set = body_25_or_25b(people.iter().map(Vec::as_slice));
    assert_eq!(joint_set.unwrap().name, "body25");
}

trackside_testkit::tests! {
    a_project_becomes_detections_of_the_rigs_cameras,
    errors_name_file_and_fault,
    a_joint_set_of_another_size_is_refused,
    associated_people_come_before_synchronised_and_detected_ones,
    shifts_of_synchronisation_are_found,
    whole_body_sets_keep_body_and_feet,
    alphapose_of_each_camera_is_read,
    wrong_input_is_named_before_the_rig,
    projects_of_all_versions_are_found,
    the_model_of_the_settings_decides_where_joints_do_not;
    on_shared_cases
    the_balancing_project_is_read_whole,
    real_body_25_is_not_taken_for_25b,
}
