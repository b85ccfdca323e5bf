//! Rigs written in every format and read again.

use trackside_calibration::rig_file::{self, RigFormat};
use trackside_calibration::{Camera, Distortion, Rig};

use super::support::{assert_contains, camera};

const K: [f64; 4] = [1401.25, 1399.5, 955.125, 544.0625];
const TRANSLATION: [f64; 3] = [0.5, -1.25, 12.0];

fn rotated_camera(name: &str, rotation: [f64; 3], distortion: Distortion) -> Camera {
    camera(name, distortion, K, rotation, TRANSLATION)
}

fn five_coefficients() -> Distortion {
    Distortion::BrownConrady([-0.1, 0.02, 0.001, -0.0005, 0.004, 0.0, 0.0, 0.0])
}

fn rigs() -> [Rig; 2] {
    let rational = Distortion::BrownConrady([0.3, -0.1, 0.001, 0.0, 0.02, 0.4, 0.05, 0.01]);
    let rig = |cameras: Vec<Camera>| Rig::new(cameras).unwrap();
    [
        rig(vec![
            rotated_camera("cam_0", [1.2, 0.3, -0.4], five_coefficients()),
            rotated_camera("cam_1", [0.3, -2.4, 1.6], five_coefficients()),
        ]),
        rig(vec![
            rotated_camera("cam_0", [1.2, 0.3, -0.4], rational),
            rotated_camera(
                "cam_1",
                [0.0, 3.0, 0.2],
                Distortion::Fisheye([0.05, -0.01, 0.002, -0.001]),
            ),
        ]),
    ]
}

fn assert_near(a: &Rig, b: &Rig) {
    assert_eq!(a.cameras().len(), b.cameras().len());
    for (a, b) in a.cameras().iter().zip(b.cameras()) {
        assert_eq!((&a.name, a.size_px), (&b.name, b.size_px));
        let (k, l) = (&a.intrinsics, &b.intrinsics);
        for (x, y) in [(k.fx, l.fx), (k.fy, l.fy), (k.cx, l.cx), (k.cy, l.cy)] {
            assert!((x - y).abs() < 1e-9, "{x} {y}");
        }
        let (k, l) = (a.distortion.coefficients(), b.distortion.coefficients());
        assert_eq!(k.len(), l.len());
        assert!(
            k.iter().zip(l).all(|(x, y)| (x - y).abs() < 1e-12),
            "{k:?} {l:?}"
        );
        assert!(
            a.cam_from_world
                .rotation
                .angle_to(&b.cam_from_world.rotation)
                < 1e-7
        );
        let (s, t) = (
            a.cam_from_world.translation.vector,
            b.cam_from_world.translation.vector,
        );
        assert!((s - t).norm() < 1e-9, "{s} {t}");
    }
}

#[test]
fn every_format_round_trips() {
    let folder = tempfile::tempdir().unwrap();
    let all = [
        (RigFormat::Toml, "rig.toml"),
        (RigFormat::Caliscope, "camera_array.toml"),
        (RigFormat::OpenCv, "rig.yml"),
        (RigFormat::EasyMocap, "easymocap"),
        (RigFormat::Colmap, "colmap"),
        (RigFormat::Qualisys, "rig.qca.txt"),
    ];
    for (i, rig) in rigs().iter().enumerate() {
        for (format, name) in all {
            let path = folder.path().join(format!("{i}-{name}"));
            if i == 1 && matches!(format, RigFormat::Qualisys | RigFormat::EasyMocap) {
                let error = rig_file::write(rig, &path, format).unwrap_err().to_string();
                assert_contains(&error, &["cam_"]);
                continue;
            }
            rig_file::write(rig, &path, format).unwrap();
            assert_near(&rig_file::read(&path).unwrap(), rig);
        }
    }
}

#[test]
fn caliscope_cameras_without_a_pose_are_skipped() {
    let text = "[cameras.0]\nsize = [10, 10]\nmatrix = [[9.0, 0.0, 5.0], [0.0, 9.0, 5.0], [0.0, 0.0, 1.0]]\n\
                distortions = [0.0, 0.0, 0.0, 0.0, 0.0]\nrotation = [0.0, 0.0, 0.0]\ntranslation = [0.0, 0.0, 0.0]\n\
                [cameras.1]\nsize = [10, 10]\n";
    let rig = rig_file::from_toml(text, "camera_array.toml").unwrap();
    assert_eq!(rig.cameras().len(), 1);
    assert_eq!(rig.cameras()[0].name, "cam_0");
}

#[test]
fn colmap_errors_name_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("cameras.txt", "# c\n1 PINHOLE 10 10 9 9 5 5\n");
    write("images.txt", "1 1 0 0 0 0 0 zero 1 a.jpg\n\n");
    let error = rig_file::read(folder.path()).unwrap_err().to_string();
    assert_contains(&error, &["images.txt:1"]);
    write("cameras.txt", "# c\n1 FOV 10 10 9 9 5 5 1\n");
    let error = rig_file::read(folder.path()).unwrap_err().to_string();
    assert_contains(&error, &["cameras.txt:2", "FOV"]);
}
