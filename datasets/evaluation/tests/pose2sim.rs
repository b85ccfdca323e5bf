//! Pose2Sim projects as they are found, and what is said of broken ones.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use trackside_evaluation::case::{self, JointSetMap};
use trackside_evaluation::pose2sim;
use trackside_schema::{CameraId, Joint, joint_sets};

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

/// Somebody upright in BODY_25B's order; the last joint was not seen.
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

fn a_project_becomes_detections_of_the_rigs_cameras() {
    let dir = tempfile::tempdir().unwrap();
    make_project(dir.path());
    let project = pose2sim::read(dir.path(), None, None).unwrap();
    assert_eq!(project.joint_set.unwrap().name, "body25b");
    assert!(project.cameras.iter().all(|c| c.images.len() == 3));
    let path = dir.path().join("cam_01.jsonl");
    pose2sim::write_detections(&project.cameras[0].images, 50.0, &path).unwrap();
    let set = JointSetMap::named("body25b").unwrap();
    let views = case::read_views(&path, CameraId(0), &project.rig.cameras()[0], &set).unwrap();
    assert_eq!(views.len(), 3);
    assert_eq!(views[2].stamp.mid_exposure.0, 40_000_000);
    let person = &views[0].people[0];
    assert_eq!(person.joint(Joint::Nose).unwrap().at.x, 100.0);
    assert!(person.joint(Joint::RHeel).is_none(), "0, 0, 0 is not seen");
}

/// What damages a project, and the words of the error.
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
    (
        |d| write(d, IMAGE, "{\"peo"),
        &["cam1_7.json", "OpenPose JSON"],
    ),
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

fn what_is_wrong_is_named() {
    for (damage, words) in DAMAGES {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("project");
        make_project(&folder);
        damage(&folder);
        let error = pose2sim::read(&folder, None, None).unwrap_err().to_string();
        assert!(
            words.iter().all(|w| error.contains(w)),
            "{error:?} lacks one of {words:?}"
        );
    }
}

fn a_joint_set_of_another_size_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    make_project(dir.path());
    let error = pose2sim::read(dir.path(), None, Some(&joint_sets::COCO_17)).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("25 joints") && error.contains("coco17 has 17"),
        "{error}"
    );
}

fn the_balancing_project_is_read_whole(shared: &Path) {
    let folder = shared.join("cases/pose2sim-balancing");
    let project = pose2sim::read(&folder, None, None).unwrap();
    assert_eq!(project.joint_set.unwrap().name, "body25b");
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
    let joint_set = pose2sim::body_25_or_25b(people.iter().map(Vec::as_slice));
    assert_eq!(joint_set.unwrap().name, "body25");
}

trackside_testkit::tests! {
    a_project_becomes_detections_of_the_rigs_cameras,
    what_is_wrong_is_named,
    a_joint_set_of_another_size_is_refused;
    on_shared_cases
    the_balancing_project_is_read_whole,
    real_body_25_is_not_taken_for_25b,
}
