//! `trackside calibrate` with images of boards, rendered for known cameras.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use nalgebra::{Isometry3, Point3, UnitQuaternion, Vector3};
use opencv::core::{Mat, Point2f, Scalar, Size, Vector};
use opencv::prelude::*;
use opencv::{aruco, core, imgcodecs, imgproc};
use trackside::mp4_writer::Mp4Writer;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_schema::WorldPoint;

fn trackside(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    let output = command.args(args).current_dir(folder).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

const SIZE: [u32; 2] = [960, 720];

fn camera(name: &str, cam_from_world: Isometry3<f64>) -> Camera {
    Camera {
        name: name.into(),
        size_px: SIZE,
        intrinsics: Intrinsics {
            fx: 900.0,
            fy: 900.0,
            cx: 486.0,
            cy: 352.0,
        },
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world,
    }
}

/// A printed board.
struct PrintedBoard {
    image: Mat,
    px_per_m: f64,
}

impl PrintedBoard {
    /// 8 × 6 squares of 40 mm, markers of 30 mm, no margin.
    fn charuco() -> PrintedBoard {
        let dictionary = aruco::get_predefined_dictionary_i32(0).unwrap();
        let mut board = aruco::CharucoBoard::create(8, 6, 0.04, 0.03, &dictionary).unwrap();
        let mut image = Mat::default();
        board.draw(Size::new(1280, 960), &mut image, 0, 1).unwrap();
        PrintedBoard {
            image,
            px_per_m: 4000.0,
        }
    }

    /// 6 × 5 inner corners of 100 mm, with a white margin of one square.
    fn chessboard() -> PrintedBoard {
        let side = 100;
        let mut image =
            Mat::new_rows_cols_with_default(8 * side, 9 * side, core::CV_8UC1, Scalar::all(255.0))
                .unwrap();
        for (x, y) in (1..8).flat_map(|x| (1..7).map(move |y| (x, y))) {
            if (x + y) % 2 == 0 {
                let square = core::Rect::new(x * side, y * side, side, side);
                let mut part = Mat::roi_mut(&mut image, square).unwrap();
                part.set_scalar(Scalar::all(0.0)).unwrap();
            }
        }
        PrintedBoard {
            image,
            px_per_m: 1000.0,
        }
    }

    /// The image of the board in a camera, given the world position of each point of the print (m to the right and down); `None`
    /// where a corner lies outside the image.
    fn render(&self, camera: &Camera, world: impl Fn(f64, f64) -> Point3<f64>) -> Option<Mat> {
        let (w, h) = (self.image.cols() as f32, self.image.rows() as f32);
        // The edges of the print's pixels.
        let print = [[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]];
        let mut corners = [Point2f::default(); 4];
        for (to, [x, y]) in corners.iter_mut().zip(print) {
            let p_in_world = world(f64::from(x) / self.px_per_m, f64::from(y) / self.px_per_m);
            let at = camera
                .project(WorldPoint(p_in_world))
                .filter(|at| camera.is_in_image(*at))?;
            *to = Point2f::new(at.x as f32, at.y as f32);
        }
        let print = print.map(|[x, y]| Point2f::new(x - 0.5, y - 0.5));
        let image_from_print =
            imgproc::get_perspective_transform_slice_def(print, corners).unwrap();
        // Rendered at twice the resolution and halved: warping alone would alias.
        let twice = Mat::from_slice_2d(&[[2.0, 0.0, 0.5], [0.0, 2.0, 0.5], [0.0, 0.0, 1.0]]);
        let twice = twice.unwrap();
        let fine = (&twice * &image_from_print)
            .into_result()
            .unwrap()
            .to_mat()
            .unwrap();
        let [w, h] = SIZE.map(|v| v as i32);
        let (mut large, mut small) = (Mat::default(), Mat::default());
        imgproc::warp_perspective(
            &self.image,
            &mut large,
            &fine,
            Size::new(2 * w, 2 * h),
            imgproc::INTER_AREA,
            core::BORDER_CONSTANT,
            Scalar::all(150.0),
        )
        .unwrap();
        imgproc::resize(
            &large,
            &mut small,
            Size::new(w, h),
            0.0,
            0.0,
            imgproc::INTER_AREA,
        )
        .unwrap();
        let mut colour = Mat::default();
        imgproc::cvt_color_def(&small, &mut colour, imgproc::COLOR_GRAY2BGR).unwrap();
        Some(colour)
    }
}

/// Images of the board in various poses in front of a camera.
fn render_poses(print: &PrintedBoard, camera: &Camera) -> Vec<Mat> {
    let mut all = Vec::new();
    for i in 0..14 {
        let tilt = |n: i32| 0.45 * f64::from((i * n + 3) % 7 - 3) / 3.0;
        let at = Vector3::new(
            -0.16 + 0.12 * f64::from(i % 3 - 1),
            -0.12 + 0.08 * f64::from(i % 4 - 1),
            0.62 + 0.06 * f64::from(i % 5),
        );
        let pose = Isometry3::from_parts(
            at.into(),
            UnitQuaternion::from_scaled_axis(Vector3::new(tilt(2), tilt(3), 0.3 * tilt(5))),
        );
        all.extend(print.render(camera, |x, y| pose * Point3::new(x, y, 0.0)));
    }
    assert!(all.len() >= 9, "{}", all.len());
    all
}

#[test]
fn intrinsics_are_estimated_from_charuco_images_and_from_a_video() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let truth = camera("a", Isometry3::identity());
    let images = render_poses(&PrintedBoard::charuco(), &truth);
    fs::create_dir(path("board")).unwrap();
    let mut video = Mp4Writer::create(&path("board.mp4"), SIZE.map(|v| v as usize), 20.0).unwrap();
    for (i, image) in images.iter().enumerate() {
        let file = path(&format!("board/{i:02}.png"));
        imgcodecs::imwrite(file.to_str().unwrap(), image, &Vector::new()).unwrap();
        // Each pose lasts a fifth of a second.
        video
            .pixels()
            .unwrap()
            .copy_from_slice(image.data_bytes().unwrap());
        (0..4).for_each(|_| video.write().unwrap());
    }
    video.finish().unwrap();
    for source in ["a=board", "a=board.mp4"] {
        let args = [
            "calibrate",
            "intrinsics",
            "--charuco",
            "8x6",
            "--square-mm",
            "40",
            "--marker-mm",
            "30",
            source,
            "--coverage",
            "coverage",
            "--json",
            "-o",
            "lenses.toml",
            "--force",
        ];
        let result: serde_json::Value =
            serde_json::from_str(&trackside(folder.path(), &args)).unwrap();
        let found = &rig_file::read(&path("lenses.toml")).unwrap().cameras()[0].clone();
        let (k, t) = (&found.intrinsics, &truth.intrinsics);
        assert_eq!(found.size_px, SIZE);
        assert!((k.fx / t.fx - 1.0).abs() < 0.01, "{source}: {k:?}");
        assert!((k.cx - t.cx).hypot(k.cy - t.cy) < 6.0, "{source}: {k:?}");
        assert!(result["rms_px"].as_f64().unwrap() < 0.5, "{result}");
        assert!(result["images"].as_array().unwrap().len() >= 9, "{result}");
        assert!(fs::metadata(path("coverage/a.png")).unwrap().len() > 0);
    }
}

#[test]
fn a_board_on_the_floor_determines_poses() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let posed = |name: &str, eye: [f64; 3]| {
        let target = Point3::new(0.45, -0.4, 0.0);
        camera(name, Camera::look_at(Point3::from(eye), target))
    };
    let truth = [posed("a", [0.2, -2.4, 1.7]), posed("b", [-1.3, -1.6, 2.1])];
    let without_poses = truth
        .clone()
        .map(|c| camera(&c.name, Isometry3::identity()));
    let lenses = rig_file::to_toml(&Rig::new(without_poses.to_vec()).unwrap());
    fs::write(path("lenses.toml"), lenses).unwrap();
    let print = PrintedBoard::chessboard();
    let mut args: Vec<String> = ["calibrate", "poses", "lenses.toml", "--chessboard", "6x5"]
        .map(str::to_owned)
        .to_vec();
    for c in &truth {
        let image = print.render(c, |x, y| Point3::new(x, -y, 0.0)).unwrap();
        let file = format!("{}.png", c.name);
        imgcodecs::imwrite(path(&file).to_str().unwrap(), &image, &Vector::new()).unwrap();
        args.extend(["--on-floor".to_owned(), format!("{}={file}", c.name)]);
    }
    args.extend(["--square-mm", "100", "--no-pose-prior", "-o", "rig.toml"].map(str::to_owned));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    trackside(folder.path(), &args);
    let found = rig_file::read(&path("rig.toml")).unwrap();
    let [a, b] = [0, 1].map(|i| found.cameras()[i].centre());
    let [s, t] = [0, 1].map(|i| truth[i].centre());
    // Heights and the distance do not depend on which corner is the origin.
    assert!(
        (a.0.z - s.0.z).abs() < 0.01 && (b.0.z - t.0.z).abs() < 0.01,
        "{a:?} {b:?}"
    );
    assert!((a.distance(b) - s.distance(t)).abs() < 0.01, "{a:?} {b:?}");
}

#[test]
fn a_board_in_view_of_two_cameras_determines_their_relative_pose() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let second = Isometry3::new(
        Vector3::new(-0.5, 0.02, 0.15),
        Vector3::new(0.02, 0.35, 0.03),
    );
    let truth = [camera("a", Isometry3::identity()), camera("b", second)];
    let without_poses = truth
        .clone()
        .map(|c| camera(&c.name, Isometry3::identity()));
    let lenses = rig_file::to_toml(&Rig::new(without_poses.to_vec()).unwrap());
    fs::write(path("lenses.toml"), lenses).unwrap();
    let print = PrintedBoard::chessboard();
    for c in &truth {
        fs::create_dir(path(&c.name)).unwrap();
        for i in 0..8 {
            let tilt = |n: i32| 0.3 * f64::from((i * n) % 5 - 2) / 2.0;
            let at = Vector3::new(
                -0.3 + 0.06 * f64::from(i % 3),
                -0.4,
                2.2 + 0.1 * f64::from(i),
            );
            let pose = Isometry3::new(at, Vector3::new(tilt(2), tilt(3), 0.1));
            if let Some(image) = print.render(c, |x, y| pose * Point3::new(x, y, 0.0)) {
                let file = path(&format!("{}/{i}.png", c.name));
                imgcodecs::imwrite(file.to_str().unwrap(), &image, &Vector::new()).unwrap();
            }
        }
    }
    let args = [
        "calibrate",
        "poses",
        "lenses.toml",
        "--board-video",
        "a=a",
        "--board-video",
        "b=b",
        "--chessboard",
        "6x5",
        "--square-mm",
        "100",
        "-o",
        "rig.toml",
    ];
    trackside(folder.path(), &args);
    let found = rig_file::read(&path("rig.toml")).unwrap();
    let b = &found.cameras()[1];
    let mm = 1e3 * b.centre().distance(truth[1].centre());
    let deg = b
        .cam_from_world
        .rotation
        .angle_to(&second.rotation)
        .to_degrees();
    assert!(mm < 10.0 && deg < 0.3, "{mm} mm, {deg}°");
}
