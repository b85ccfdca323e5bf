//! Projects of other programs, made here in the layouts that those write, are recognised and read.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use trackside_evaluation::projects::{
    ProjectKind, ProjectOptions, RecordedProject, read, recognise,
};

/// Two cameras of aniposelib, which names them as the videos are named.
fn rig(names: [&str; 2], translation: [f64; 3]) -> String {
    let camera = |(i, name): (usize, &str)| {
        let [x, y, z] = translation;
        format!(
            "[cam_{i}]\nname = \"{name}\"\nsize = [640, 480]\nmatrix = [[500.0, 0.0, 320.0], [0.0, 500.0, 240.0], [0.0, 0.0, 1.0]]\n\
             distortions = [0.0, 0.0, 0.0, 0.0, 0.0]\nrotation = [1.5, {}, 0.0]\ntranslation = [{x}, {y}, {}]\n\n",
            0.5 * i as f64,
            z + i as f64 * z,
        )
    };
    names.into_iter().enumerate().map(camera).collect()
}

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn recognised(folder: &Path) -> RecordedProject {
    let kind = recognise(folder).unwrap();
    read(kind, folder, ProjectOptions::default()).unwrap()
}

fn joints(project: &RecordedProject) -> String {
    format!("{:?}", project.joints.as_ref().unwrap())
}

/// An array of NumPy's, format 1.0.
fn npy(shape: &[usize], values: &[f64]) -> Vec<u8> {
    let sides: Vec<String> = shape.iter().map(usize::to_string).collect();
    let mut header = format!(
        "{{'descr': '<f8', 'fortran_order': False, 'shape': ({}), }}",
        sides.join(", ")
    );
    header += &" ".repeat(63 - (10 + header.len()) % 64);
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    bytes
}

#[test]
fn freemocap_is_read_from_its_array() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    // Its calibration is in mm.
    write(
        folder,
        "rec_camera_calibration.toml",
        rig(["Camera_000", "Camera_001"], [0.0, 1e3, 4e3]),
    );
    for camera in 0..2 {
        write(
            folder,
            &format!("synchronized_videos/Camera_00{camera}_synchronized.mp4"),
            "",
        );
    }
    let points = 553;
    let mut values = Vec::new();
    for camera in 0..2 {
        for image in 0..3 {
            for point in 0..points {
                // Nobody in the last image of the second camera; hands are never seen.
                let seen = (camera, image) != (1, 2) && point < 33;
                let place = [100.0 + point as f64, 200.0 + image as f64];
                values.extend(if seen { place } else { [f64::NAN; 2] });
            }
        }
    }
    let name =
        "output_data/raw_data/mediapipe2dData_numCams_numFrames_numTrackedPoints_pixelXY.npy";
    write(folder, name, npy(&[2, 3, points, 2], &values));
    assert_eq!(recognise(folder).unwrap(), ProjectKind::FreeMoCap);
    let project = recognised(folder);
    assert_eq!(joints(&project), "Set(\"mediapipe33\")");
    assert_eq!(project.cameras[0].images[&1].people[0].len(), 33);
    assert_eq!(
        project.cameras[0].images[&1].people[0][5],
        Some([105.0, 201.0, 1.0])
    );
    assert!(project.cameras[1].images[&2].people.is_empty());
    let centres: Vec<_> = project.rig.cameras().iter().map(|c| c.centre().0).collect();
    assert!(
        (centres[0] - centres[1]).norm() < 20.0,
        "in metres: {centres:?}"
    );
    assert!(
        project.notes.iter().any(|n| n.contains("mm")),
        "{:?}",
        project.notes
    );
    // An array that is not of these cameras.
    write(folder, name, npy(&[3, 1, 33, 2], &[0.0; 198]));
    let error = read(ProjectKind::FreeMoCap, folder, ProjectOptions::default()).unwrap_err();
    assert!(error.to_string().contains("3 cameras"), "{error}");
}

#[test]
fn caliscope_tells_when_each_image_was_taken() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let camera = |i: usize| {
        format!(
            "[cameras.{i}]\nsize = [640, 480]\nmatrix = [[500.0, 0.0, 320.0], [0.0, 500.0, 240.0], [0.0, 0.0, 1.0]]\n\
             distortions = [0.0, 0.0, 0.0, 0.0, 0.0]\nrotation = [1.5, {}, 0.0]\ntranslation = [0.0, 1.0, 4.0]\n",
            0.5 * i as f64
        )
    };
    write(folder, "camera_array.toml", camera(1) + &camera(2));
    write(folder, "recordings/walk/port_1.mp4", "");
    write(folder, "recordings/walk/port_2.mp4", "");
    // Camera 2 had dropped two images before the recording began.
    let mut history = "sync_index,port,frame_index,frame_time\n".to_owned();
    let mut xy = "sync_index,port,frame_index,frame_time,point_id,img_loc_x,img_loc_y,obj_loc_x\n"
        .to_owned();
    for n in 0..4 {
        let t = 1000.0 + 0.05 * f64::from(n);
        for (port, first, late) in [(1, 0, 0.0), (2, 2, 0.01)] {
            history += &format!("{n},{port},{},{}\n", first + n, t + late);
            for point in [0, 11, 27, 28, 115] {
                if n != 3 {
                    xy += &format!(
                        "{n},{port},{},{},{point},{},{},\n",
                        first + n,
                        t + late,
                        100 + point,
                        200 + n
                    );
                }
            }
        }
    }
    write(folder, "recordings/walk/frame_time_history.csv", history);
    write(
        folder,
        "recordings/walk/SIMPLE_HOLISTIC/xy_SIMPLE_HOLISTIC.csv",
        xy,
    );
    assert_eq!(recognise(folder).unwrap(), ProjectKind::Caliscope);
    let project = recognised(folder);
    assert_eq!(joints(&project), "Set(\"mediapipe33\")");
    let second = &project.cameras[1];
    assert!(second.images.keys().copied().eq(0..4));
    assert!(second.images[&3].people.is_empty());
    assert_eq!(second.images[&1].people[0][27], Some([127.0, 201.0, 1.0]));
    assert!(
        (second.times_s[&1] - 0.06).abs() < 1e-6,
        "{:?}",
        second.times_s
    );
    write(folder, "recordings/run/port_1.mp4", "");
    let error = read(ProjectKind::Caliscope, folder, ProjectOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("--trial, one of run, walk"),
        "{error}"
    );
}

#[test]
fn easymocap_is_read_from_its_annotations() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let matrix = |name: &str, rows: usize, columns: usize, data: &str| {
        format!(
            "{name}: !!opencv-matrix\n  rows: {rows}\n  cols: {columns}\n  dt: d\n  data: [{data}]\n"
        )
    };
    let (mut intri, mut extri) = (
        "%YAML:1.0\n---\nnames:\n  - \"1\"\n  - \"2\"\n".to_owned(),
        String::new(),
    );
    for (camera, turn) in [("1", "0.0"), ("2", "0.5")] {
        intri += &matrix(
            &format!("K_{camera}"),
            3,
            3,
            "500.0, 0.0, 320.0, 0.0, 500.0, 240.0, 0.0, 0.0, 1.0",
        );
        intri += &matrix(&format!("dist_{camera}"), 1, 5, "0.0, 0.0, 0.0, 0.0, 0.0");
        intri += &format!("W_{camera}: 640\nH_{camera}: 480\n");
        extri += &matrix(&format!("R_{camera}"), 3, 1, &format!("1.5, {turn}, 0.0"));
        extri += &matrix(&format!("T_{camera}"), 3, 1, "0.0, 1.0, 4.0");
    }
    write(folder, "intri.yml", &intri);
    write(
        folder,
        "extri.yml",
        format!("%YAML:1.0\n---\nnames:\n  - \"1\"\n  - \"2\"\n{extri}"),
    );
    let keypoints: Vec<String> = (0..25)
        .map(|i| format!("[{}, {}, 0.9]", 100 + i, 60 + 5 * i))
        .collect();
    for camera in ["1", "2"] {
        for n in 0..2 {
            let text = format!(
                "{{\"filename\":\"images/{camera}/{n:06}.jpg\",\"height\":480,\"width\":640,\"annots\":[{{\"personID\":0,\"keypoints\":[{}]}}]}}",
                keypoints.join(",")
            );
            write(folder, &format!("annots/{camera}/{n:06}.json"), text);
        }
    }
    assert_eq!(recognise(folder).unwrap(), ProjectKind::EasyMocap);
    let project = recognised(folder);
    assert_eq!(joints(&project), "Set(\"body25\")");
    // Older versions do not write the sizes of images: the annotations have them.
    let lines = intri
        .lines()
        .filter(|l| !l.starts_with("W_") && !l.starts_with("H_"));
    write(folder, "intri.yml", lines.collect::<Vec<_>>().join("\n"));
    assert_eq!(recognised(folder).rig, project.rig);
    assert!(
        project
            .cameras
            .iter()
            .all(|c| c.images.len() == 2 && c.images[&1].people.len() == 1)
    );
}

/// A pickle, protocol 3, as Python writes it.
#[derive(Default)]
struct PickleWriter(Vec<u8>);

impl PickleWriter {
    fn text(&mut self, text: &str) {
        self.0.push(b'X');
        self.0.extend((text.len() as u32).to_le_bytes());
        self.0.extend(text.bytes());
    }

    fn global(&mut self, module: &str, name: &str) {
        self.0.extend(format!("c{module}\n{name}\n").bytes());
    }

    fn small(&mut self, number: u8) {
        self.0.extend([b'K', number]);
    }

    /// `numpy.array(values).reshape(rows, columns)`
    fn array(&mut self, [rows, columns]: [u8; 2], values: &[f64]) {
        self.global("numpy.core.multiarray", "_reconstruct");
        self.global("numpy", "ndarray");
        self.small(0);
        self.0.extend(b"\x85C\x01b\x87R(");
        self.small(1);
        self.small(rows);
        self.small(columns);
        self.0.push(0x86);
        self.global("numpy", "dtype");
        self.text("f8");
        self.small(0);
        self.small(1);
        self.0.extend(b"\x87R(");
        self.small(3);
        self.text("<");
        self.0.extend(b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xff");
        self.small(0);
        self.0.extend(b"tb\x89B");
        self.0.extend((8 * values.len() as u32).to_le_bytes());
        self.0.extend(values.iter().flat_map(|v| v.to_le_bytes()));
        self.0.extend(b"tb");
    }

    fn file(self) -> Vec<u8> {
        [b"\x80\x03", &self.0[..], b"."].concat()
    }
}

/// A camera of OpenCap's: the board hangs on a wall, y down, so that the camera's axes are the board's. Translation in mm.
fn opencap_camera(x_mm: f64) -> Vec<u8> {
    let mut pickle = PickleWriter::default();
    pickle.0.extend(b"}(");
    for (key, shape, values) in [
        ("distortion", [1, 5], vec![0.1, -0.2, 0.0, 0.0, 0.0]),
        (
            "intrinsicMat",
            [3, 3],
            vec![900.0, 0.0, 360.0, 0.0, 900.0, 640.0, 0.0, 0.0, 1.0],
        ),
        ("imageSize", [2, 1], vec![1280.0, 720.0]),
        (
            "rotation",
            [3, 3],
            vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
        ),
        ("translation", [3, 1], vec![x_mm, 100.0, 3000.0]),
    ] {
        pickle.text(key);
        pickle.array(shape, &values);
    }
    pickle.0.push(b'u');
    pickle.file()
}

/// OpenCap's people: a list of images, each a list of people.
fn opencap_people(images: usize) -> Vec<u8> {
    let mut pickle = PickleWriter::default();
    pickle.0.extend(b"](");
    for n in 0..images {
        pickle.0.extend(b"](}(");
        pickle.text("person_id");
        pickle.0.extend(b"](K\x00e");
        pickle.text("pose_keypoints_2d");
        pickle.0.extend(b"](");
        for joint in 0..25 {
            for number in [100.0 + f64::from(joint), 50.0 + n as f64, 0.9] {
                pickle.0.push(b'G');
                pickle.0.extend(number.to_be_bytes());
            }
        }
        pickle.0.extend(b"eue");
    }
    pickle.0.push(b'e');
    pickle.file()
}

#[test]
fn opencap_stands_upright_in_metres() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    write(
        folder,
        "sessionMetadata.yaml",
        "checkerBoard:\n  placement: backWall\nframeRate: 60\nheight_m: 1.8\n",
    );
    for (camera, x_mm) in [("Cam0", -500.0), ("Cam1", 500.0)] {
        let at = |path: &str| format!("Videos/{camera}/{path}");
        write(
            folder,
            &at("cameraIntrinsicsExtrinsics.pickle"),
            opencap_camera(x_mm),
        );
        for trial in ["neutral", "walk"] {
            write(folder, &at(&format!("InputMedia/{trial}/{trial}.mov")), "");
            write(
                folder,
                &at(&format!("InputMedia/{trial}/{trial}_sync.mp4")),
                "",
            );
            write(
                folder,
                &at(&format!(
                    "OutputPkl_mmpose_0.8/{trial}/{trial}_rotated_pp.pkl"
                )),
                opencap_people(4),
            );
        }
    }
    assert_eq!(recognise(folder).unwrap(), ProjectKind::OpenCap);
    let error = read(ProjectKind::OpenCap, folder, ProjectOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("--trial, one of neutral, walk"),
        "{error}"
    );
    let options = ProjectOptions {
        trial: Some("walk"),
        ..ProjectOptions::default()
    };
    let project = read(ProjectKind::OpenCap, folder, options).unwrap();
    assert_eq!(project.rate_hz, Some(60.0));
    assert_eq!(joints(&project), "Set(\"body25\")");
    let camera = &project.rig.cameras()[0];
    assert_eq!(
        (camera.size_px, camera.name.as_str()),
        ([720, 1280], "Cam0")
    );
    // The board's -y is up: 0.1 m below the camera's axis it hangs, so the camera is 0.1 m above its origin.
    let centre = camera.centre().0;
    assert!(
        (centre.z - 0.1).abs() < 1e-9 && centre.coords.xy().norm() > 2.9,
        "{centre}"
    );
    let recorded = &project.cameras[1];
    assert_eq!(recorded.images.len(), 4);
    assert_eq!(recorded.images[&2].people[0][3], Some([103.0, 52.0, 0.9]));
    assert!(recorded.video.as_ref().unwrap().ends_with("walk.mov"));
}

#[test]
fn detections_need_a_rig_and_names() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let parts = [
        "nose",
        "left_shoulder",
        "right_shoulder",
        "left_ankle",
        "snout",
    ];
    let row = |cells: Vec<String>| cells.join(",") + "\n";
    let head = |first: &str, of: fn(&str, usize) -> String| {
        let cells = parts.iter().flat_map(|p| (0..3).map(move |i| of(p, i)));
        row(std::iter::once(first.to_owned()).chain(cells).collect())
    };
    let mut text = head("scorer", |_, _| "DLC".to_owned())
        + &head("bodyparts", |p, _| p.to_owned())
        + &head("coords", |_, i| ["x", "y", "likelihood"][i].to_owned());
    for n in 0..3 {
        let cells = (0..parts.len()).flat_map(|j| {
            [
                format!("{}", 100 + j),
                format!("{}", 50 + n),
                "0.9".to_owned(),
            ]
        });
        text += &row(std::iter::once(n.to_string()).chain(cells).collect());
    }
    for camera in ["left", "right"] {
        write(
            folder,
            &format!("{camera}DLC_resnet50_courtshuffle1_500.csv"),
            &text,
        );
    }
    let error = recognise(folder).unwrap_err().to_string();
    assert!(error.contains("no project that is known"), "{error}");
    let error = read(ProjectKind::Detections, folder, ProjectOptions::default()).unwrap_err();
    assert!(error.to_string().contains("--calibration"), "{error}");
    write(folder, "rig.toml", rig(["left", "right"], [0.0, 1.0, 4.0]));
    assert_eq!(recognise(folder).unwrap(), ProjectKind::Detections);
    let project = recognised(folder);
    assert_eq!(
        joints(&project),
        "Names([\"Nose\", \"LShoulder\", \"RShoulder\", \"LAnkle\", \"other snout\"])"
    );
    assert_eq!(
        project.cameras[1].images[&2].people[0][3],
        Some([103.0, 52.0, 0.9])
    );
    // A mouse.
    for camera in ["left", "right"] {
        let mouse = text.replace("shoulder", "paw").replace("ankle", "paw2");
        write(
            folder,
            &format!("{camera}DLC_resnet50_courtshuffle1_500.csv"),
            mouse,
        );
    }
    let error = read(ProjectKind::Detections, folder, ProjectOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("snout") && error.to_string().contains("only 1"),
        "{error}"
    );
}

#[test]
fn a_folder_of_videos_is_told_from_projects() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "north.mp4", "");
    write(dir.path(), "south.mp4", "");
    let error = recognise(dir.path()).unwrap_err().to_string();
    assert!(
        error.contains("2 videos") && error.contains("import videos"),
        "{error}"
    );
    let error = recognise(&dir.path().join("none")).unwrap_err().to_string();
    assert!(error.contains("no such folder"), "{error}");
}

#[test]
fn what_a_project_lacks_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let people = "{\"people\":[]}";
    write(dir.path(), "pose/cam1_json/cam1_000000.json", people);
    assert_eq!(recognise(dir.path()).unwrap(), ProjectKind::Pose2Sim);
    let error = read(ProjectKind::Pose2Sim, dir.path(), ProjectOptions::default());
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("no rig file") && error.contains("--calibration"),
        "{error}"
    );
    // HDF5 alone: how it becomes what can be read.
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        "rig.toml",
        rig(["left", "right"], [0.0, 1.0, 4.0]),
    );
    for camera in ["left", "right"] {
        write(dir.path(), &format!("{camera}DLC_resnet50.h5"), "HDF");
    }
    let kind = recognise(dir.path()).unwrap();
    let error = read(kind, dir.path(), ProjectOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("leftDLC") && error.contains("to_csv"),
        "{error}"
    );
}
