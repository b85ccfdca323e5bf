use std::fs;

use super::*;

fn read_text(name: &str, text: &str) -> Result<CameraPeople, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    read(&path).map_err(|e| e.to_string())
}

fn read_images(files: &[(&str, &str)]) -> Result<CameraPeople, String> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    read(dir.path()).map_err(|e| e.to_string())
}

/// Of each image: its number, and of each person the joints that were seen.
fn seen(people: &CameraPeople) -> Vec<(u64, Vec<usize>)> {
    let count = |person: &Vec<Option<[f32; 3]>>| person.iter().flatten().count();
    let image = |(n, image): (&u64, &ImagePeople)| (*n, image.people.iter().map(count).collect());
    people.images.iter().map(image).collect()
}

#[test]
fn openpose_says_not_seen_in_many_ways() {
    let files = [
        ("c.000.json", r#"{"version":1.3,"people":[{}]}"#),
        (
            "c.001.json",
            r#"{"people":[{"pose_keypoints_2d":[NaN,NaN,NaN,3,4,0.5]}]}"#,
        ),
        (
            "c.002.json",
            r#"{"people":[{"pose_keypoints_2d":[]},{"pose_keypoints_2d":null},null]}"#,
        ),
        (
            "c.003.json",
            r#"{"people":[{"pose_keypoints":[1,2,0.9,3,4,0.5]}]}"#,
        ),
        (
            "c.004.json",
            r#"{"people":[{"person_id":[-1],"face_keypoints_2d":[1,2,3]}]}"#,
        ),
        (
            "c.005.json",
            r#"{"people":[{"pose_keypoints_2d":[0,0,0,0,0,0]}]}"#,
        ),
        ("c.006.json", r#"{"people":null}"#),
        ("c.007.json", r#"{"people":[]}"#),
    ];
    let people = read_images(&files).unwrap();
    let nobody = |n| (n, Vec::new());
    let expected = [
        nobody(0),
        (1, vec![1]),
        nobody(2),
        (3, vec![2]),
        nobody(4),
        nobody(5),
        nobody(6),
        nobody(7),
    ];
    assert_eq!(seen(&people), expected);
    assert_eq!(people.format, "OpenPose");
}

#[test]
fn alphapose_lists_people_by_image() {
    let text = r#"[
        {"image_id":"10.jpg","category_id":1,"keypoints":[1,2,0.9,3,4,0.8],"score":2.5},
        {"image_id":"10.jpg","category_id":1,"keypoints":[5,6,0.9,0,0,0],"score":2.1},
        {"image_id":"2.jpg","category_id":1,"keypoints":[7,8,1.2,9,9,0.4],"score":1.0}]"#;
    let people = read_text("alphapose-results.json", text).unwrap();
    assert_eq!(seen(&people), [(2, vec![2]), (10, vec![2, 1])]);
    // `--format open` and `cmu`, of all images in one file or one file each.
    let text = r#"{"0.jpg":{"version":0.1,"people":[{"pose_keypoints_2d":[1,2,0.9]}]},"1.jpg":{"version":0.1,"bodies":[{"joints":[1,2,0.9]}]}}"#;
    assert_eq!(
        seen(&read_text("a.json", text).unwrap()),
        [(0, vec![1]), (1, vec![1])]
    );
    let files = [(
        "0.json",
        r#"{"version":0.1,"bodies":[{"joints":[1,2,0.9]}]}"#,
    )];
    assert_eq!(seen(&read_images(&files).unwrap()), [(0, vec![1])]);
    let error = read_text("a.json", r#"[{"image_id":"1.jpg","keypoints":[1,2]}]"#).unwrap_err();
    assert!(
        error.contains("a.json") && error.contains("entry 0"),
        "{error}"
    );
}

#[test]
fn mmpose_counts_from_one_in_its_demos() {
    let text = r#"{"meta_info":{"keypoint_id2name":{"0":"nose","1":"left_eye"}},
        "instance_info":[{"frame_id":1,"instances":[{"keypoints":[[1,2],[3,4]],"keypoint_scores":[0.9,0.8]}]},{"frame_id":2,"instances":[]}]}"#;
    let people = read_text("results_cam.json", text).unwrap();
    assert_eq!(seen(&people), [(0, vec![2]), (1, vec![])]);
    assert_eq!(people.joint_names.unwrap(), ["nose", "left_eye"]);
    let text =
        r#"[{"frame_id":0,"instances":[{"keypoints":[[1,2],[3,4]],"keypoint_scores":[0.9,0.0]}]}]"#;
    assert_eq!(seen(&read_text("cam.json", text).unwrap()), [(0, vec![1])]);
    let files = [(
        "000004.json",
        r#"[{"keypoints":[[1,2]],"keypoint_scores":[0.9],"bbox":[[0,0,1,1]]}]"#,
    )];
    assert_eq!(seen(&read_images(&files).unwrap()), [(4, vec![1])]);
    let text = r#"[{"frame_id":0,"instances":[{"keypoints":[[1,2]],"keypoint_scores":[]}]}]"#;
    let error = read_text("cam.json", text).unwrap_err();
    assert!(
        error.contains("frame 0") && error.contains("1 keypoints and 0"),
        "{error}"
    );
}

#[test]
fn mediapipe_is_read_in_the_forms_that_people_write() {
    let landmark = r#"{"x":0.5,"y":0.25,"z":-0.1,"visibility":0.9}"#;
    let forms = [
        format!("[[{landmark}],[]]"),
        format!(r#"[{{"frame":0,"landmarks":[{landmark}]}},{{"frame":1,"landmarks":null}}]"#),
        format!(
            r#"{{"fps":30,"frames":[{{"frame_id":0,"pose_landmarks":[[{landmark}]]}},{{"frame_id":1,"pose_landmarks":[]}}]}}"#
        ),
    ];
    for text in &forms {
        let people = read_text("cam.json", text).unwrap();
        assert_eq!(seen(&people), [(0, vec![1]), (1, vec![])], "{text}");
        assert_eq!(people.coordinates, Some(Coordinates::Unit));
    }
    // In px they are taken as such.
    let text = r#"[{"frame":3,"landmarks":[{"x":640.0,"y":360.0}]}]"#;
    let people = read_text("cam.json", text).unwrap();
    assert_eq!(
        (seen(&people), people.coordinates),
        (vec![(3, vec![1])], None)
    );
}

#[test]
fn easymocap_annotates_an_image_a_file() {
    let text = r#"{"filename":"images/1/000003.jpg","height":1080,"width":1920,"isKeyframe":false,
        "annots":[{"personID":0,"bbox":[0,0,9,9,1],"keypoints":[[1,2,0.9],[0,0,0]]},{"personID":1,"keypoints":[]}]}"#;
    assert_eq!(
        seen(&read_images(&[("000003.json", text)]).unwrap()),
        [(3, vec![1])]
    );
}

#[test]
fn deeplabcut_has_names_and_individuals() {
    let text = "scorer,DLC,DLC,DLC,DLC,DLC,DLC\nbodyparts,left_ankle,left_ankle,left_ankle,snout,snout,snout\n\
        coords,x,y,likelihood,x,y,likelihood\n0,10.5,20.5,0.99,1,2,0.5\n1,,,,3,4,0.9\n";
    let people = read_text("camDLC_resnet50.csv", text).unwrap();
    assert_eq!(seen(&people), [(0, vec![2]), (1, vec![1])]);
    assert_eq!(people.joint_names.unwrap(), ["left_ankle", "snout"]);
    let text = "scorer,,,me,me,me,me\nindividuals,,,a,a,b,b\nbodyparts,,,nose,nose,nose,nose\ncoords,,,x,y,x,y\n\
        labeled-data,video,img0012.png,1,2,,\nlabeled-data,video,img0030.png,1,2,3,4\n";
    let people = read_text("CollectedData_me.csv", text).unwrap();
    assert_eq!(seen(&people), [(12, vec![1]), (30, vec![1, 1])]);
    let text = "scorer,a,a,a\nbodyparts,nose,nose,nose\ncoords,x,y,likelihood\n0,10,oops,1\n";
    let error = read_text("a.csv", text).unwrap_err();
    assert!(
        error.contains("a.csv:4") && error.contains("oops"),
        "{error}"
    );
}

#[test]
fn what_is_not_read_says_how_it_can_be() {
    let error = read_text("camDLC.h5", "x").unwrap_err();
    assert!(
        error.contains("read_hdf") && error.contains("to_csv"),
        "{error}"
    );
    let error = read_text("a.json", r#"{"shapes":[1],"version":"5"}"#).unwrap_err();
    assert!(error.contains("an object with shapes, version"), "{error}");
    let error = read_text("a.json", r#"{"people":[{"pose_keypoints_2d":[1,"#).unwrap_err();
    assert!(error.contains("cut off"), "{error}");
    let error = read_text("a.csv", "time,x,y\n0,1,2\n").unwrap_err();
    assert!(error.contains("DeepLabCut"), "{error}");
}

#[test]
fn sports2d_has_a_table_a_person() {
    let trc = |x: &str| {
        format!(
            "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n\
             30\t30\t2\t2\tpx\t30\t0\t2\nFrame#\tTime\tHip\t\t\tRAnkle\t\t\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\
             1\t0.0\t{x}\t20\t0\t30\t40\t0\n2\t0.03333\t0\t0\t0\t31\t41\t0\n"
        )
    };
    let (one, two) = (trc("10"), trc("50"));
    let files = [
        ("v_Sports2D_px_person00.trc", one.as_str()),
        ("v_Sports2D_px_person01.trc", two.as_str()),
    ];
    let people = read_images(&files).unwrap();
    assert_eq!(seen(&people), [(0, vec![2, 2]), (1, vec![1, 1])]);
    assert_eq!(people.joint_names.unwrap(), ["Hip", "RAnkle"]);
}
