//! How far a camera was turned, by the background of its pictures: real ones and painted ones.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use nalgebra::{Matrix3, UnitQuaternion, Vector3};
use opencv::core::{BORDER_REPLICATE, Mat, Rect, Scalar, Size};
use opencv::imgproc;
use opencv::prelude::*;
use opencv::videoio::{CAP_FFMPEG, VideoCapture};
use trackside_calibration::solve::background::BackgroundTracker;
use trackside_calibration::{Camera, Distortion, Rig, SizePolicy, rig_file};
use trackside_rendering::{NOBODY, Painter, Renderer};
use trackside_schema::{CameraRotation, Timestamp};
use trackside_simulation::{World, WorldFile};
use trackside_testkit::figures;

/// Asked: 0.03°.
const WITHIN_RAD: f64 = 5.2e-4;

fn turned(deg: [f64; 3]) -> UnitQuaternion<f64> {
    UnitQuaternion::from_scaled_axis(Vector3::from(deg.map(f64::to_radians)))
}

/// How far what is said is from the truth, rad.
fn off(said: &CameraRotation, truth: &UnitQuaternion<f64>) -> f64 {
    let said = Vector3::from(said.rotation_rad.map(f64::from));
    UnitQuaternion::from_scaled_axis(said).angle_to(truth)
}

/// Looks at pictures a fifth of a second apart.
struct Looker(BackgroundTracker, i64);

impl Looker {
    fn look(&mut self, picture: &Mat) -> Option<CameraRotation> {
        self.1 += 200_000_000;
        self.0.measure(picture, Timestamp(self.1), &[]).unwrap()
    }
}

fn world(venue: &str) -> Arc<World> {
    let file = WorldFile::open(venue, &[]).unwrap();
    Arc::new(World::new(&file, 900_001).unwrap())
}

fn painted(painter: &mut Painter, at_s: f64) -> Mat {
    let [w, h] = painter.size_px();
    let mut picture = Mat::new_rows_cols_with_default(
        h as i32,
        w as i32,
        opencv::core::CV_8UC3,
        Scalar::default(),
    )
    .unwrap();
    let image = (at_s * 1e3) as u64;
    painter.paint(at_s, image, picture.data_bytes_mut().unwrap());
    picture
}

/// The picture times `gain`, plus `more`.
fn lit(picture: &Mat, gain: f64, more: f64) -> Mat {
    let mut other = Mat::default();
    picture.convert_to(&mut other, -1, gain, more).unwrap();
    other
}

/// Two cameras of a hall with players whom nobody detects, and two of a track where nobody is.
fn a_bump_is_measured_with_athletes_and_without() {
    let bumps = [
        [0.18, 0.24, 0.0],
        [-0.2, 0.4, 0.2],
        [0.6, -0.75, 0.3],
        [1.5, 2.5, -0.6],
    ];
    for (venue, cameras) in [("basketball", [0, 2]), ("sprint", [4, 5])] {
        let world = world(venue);
        let mut painters = Renderer::new(&world, 900_001, 2).unwrap().into_painters();
        for camera in cameras {
            let truth = world.cameras()[camera].camera.clone();
            let painter = &mut painters[camera];
            let mut looker = Looker(BackgroundTracker::new(truth.clone()).unwrap(), 0);
            assert_eq!(looker.look(&painted(painter, 0.0)), None);
            let mut who = vec![0; painter.size_px().into_iter().product()];
            painter.segment(0.5, &mut who);
            let share = who.iter().filter(|w| **w != NOBODY).count() as f64 / who.len() as f64;
            assert_eq!(share > 0.0, venue == "basketball");
            let mut took_s = f64::MAX;
            for i in 1..8 {
                let picture = painted(painter, 0.2 * f64::from(i));
                // Lamps go out, one after the other.
                let picture = lit(&picture, 1.0 - 0.05 * f64::from(i), 2.0 * f64::from(i));
                let began = Instant::now();
                let said = looker.look(&picture).unwrap();
                took_s = began.elapsed().as_secs_f64().min(took_s);
                let still = off(&said, &UnitQuaternion::identity());
                assert!(still < 0.2 * WITHIN_RAD, "camera {camera}: {said:?}");
            }
            figures!(
                "camera {camera}, {venue}: {:.2} ms for the quickest look",
                1e3 * took_s
            );
            for (i, deg) in bumps.into_iter().enumerate() {
                let mut bumped = truth.clone();
                bumped.cam_from_world = turned(deg) * truth.cam_from_world;
                painter.lead(&bumped);
                let picture = painted(painter, 2.0 + 0.2 * i as f64);
                let began = Instant::now();
                let said = looker.look(&picture).unwrap();
                let took_s = began.elapsed().as_secs_f64();
                let off = off(&said, &turned(deg));
                figures!(
                    "  {deg:?}: off by {:.4}°, said to {:.4}°, {} of {} tiles, {:.1} ms",
                    off.to_degrees(),
                    f64::from(said.sigma_rad[0]).to_degrees(),
                    said.inliers,
                    said.patches,
                    1e3 * took_s
                );
                assert!(off < WITHIN_RAD, "camera {camera}, {deg:?}: {said:?}");
            }
        }
    }
}

/// A recording's rig and the videos of its cameras.
fn recordings(shared: &Path) -> Vec<(Camera, PathBuf)> {
    let rig = |path: &str| -> Rig { rig_file::read(&shared.join("cases").join(path)).unwrap() };
    let hall = rig("basketball-4cam/rig.toml");
    let beam = rig("pose2sim-balancing/calibration/Calib_qualisys.toml");
    let of = |rig: &Rig, folder: &str| {
        let video = |c: &Camera| {
            let name = c.name.replace("cam_", "cam");
            (
                c.clone(),
                shared
                    .join("cases")
                    .join(folder)
                    .join(format!("videos/{name}.mp4")),
            )
        };
        rig.cameras().iter().map(video).collect::<Vec<_>>()
    };
    // One of the hall's is enough: pictures of 4K take a while.
    let mut all = of(&hall, "basketball-4cam");
    all.truncate(std::env::var_os("BACKGROUND_ALL").map_or(1, |_| 4));
    all.extend(of(&beam, "pose2sim-balancing"));
    all
}

/// The picture as a camera without a lens that is turned so would show it: K R K⁻¹.
fn as_turned(picture: &Mat, camera: &Camera, turn: &UnitQuaternion<f64>, zoom: f64) -> Mat {
    let k = &camera.intrinsics;
    let matrix = |f: f64| Matrix3::new(f * k.fx, 0.0, k.cx, 0.0, f * k.fy, k.cy, 0.0, 0.0, 1.0);
    let turn = turn.to_rotation_matrix();
    let h = matrix(zoom) * turn.matrix() * matrix(1.0).try_inverse().unwrap();
    let rows: Vec<[f64; 3]> = (0..3).map(|i| [h[(i, 0)], h[(i, 1)], h[(i, 2)]]).collect();
    let mut turned = Mat::default();
    imgproc::warp_perspective(
        picture,
        &mut turned,
        &Mat::from_slice_2d(&rows).unwrap(),
        Size::new(picture.cols(), picture.rows()),
        imgproc::INTER_CUBIC,
        BORDER_REPLICATE,
        Scalar::default(),
    )
    .unwrap();
    turned
}

/// Real pictures: nobody alarms while cameras stand still; turned by hand, they are found to be; a zoom is no turn.
fn real_cameras_that_stand_still_do_not_turn_and_turned_pictures_do(shared: &Path) {
    for (camera, path) in recordings(shared) {
        let mut video = VideoCapture::from_file(path.to_str().unwrap(), CAP_FFMPEG).unwrap();
        let mut pictures = Vec::new();
        let mut picture = Mat::default();
        let mut n = 0;
        while video.read(&mut picture).unwrap() {
            if n % 6 == 0 {
                pictures.push(picture.clone());
            }
            n += 1;
        }
        let size = [pictures[0].cols() as u32, pictures[0].rows() as u32];
        let mut camera = camera.for_image_size(size, SizePolicy::Scale).unwrap();
        camera.distortion = Distortion::BrownConrady([0.0; 8]);
        let mut looker = Looker(BackgroundTracker::new(camera.clone()).unwrap(), 0);
        let mut most = 0.0_f64;
        let mut said_n = 0;
        for picture in &pictures {
            if let Some(said) = looker.look(picture) {
                most = most.max(off(&said, &UnitQuaternion::identity()));
                said_n += 1;
            }
        }
        figures!(
            "{}: {said_n} of {} looks, at most {:.4}°",
            path.display(),
            pictures.len() - 1,
            most.to_degrees()
        );
        assert!(2 * said_n >= pictures.len(), "{}", path.display());
        assert!(most < WITHIN_RAD, "{}: {most}", path.display());
        let last = pictures.last().unwrap();
        for deg in [[0.2, -0.2, 0.1], [-0.3, 0.38, 0.13], [0.6, 0.7, -0.4]] {
            let said = looker.look(&as_turned(last, &camera, &turned(deg), 1.0));
            let off = said.map(|s| off(&s, &turned(deg)));
            figures!(
                "  {deg:?}: off by {:?}°, {said:?}",
                off.map(f64::to_degrees)
            );
            assert!(
                off.is_some_and(|off| off < WITHIN_RAD),
                "{}",
                path.display()
            );
        }
        let still = UnitQuaternion::identity();
        for zoom in [1.01, 1.03] {
            let said = looker.look(&as_turned(last, &camera, &still, zoom));
            figures!("  zoom {zoom}: {said:?}");
            let off = said.map_or(0.0, |s| off(&s, &still));
            assert!(off < WITHIN_RAD, "{}", path.display());
        }
        // Boards change, and so does everybody who sits there: two fifths of the picture are another one's.
        let mut changed = last.clone();
        let part = Rect::new(0, 0, changed.cols(), changed.rows() * 2 / 5);
        let strip = Mat::roi(
            &as_turned(last, &camera, &turned([2.0, 9.0, 0.0]), 1.0),
            part,
        )
        .unwrap()
        .try_clone()
        .unwrap();
        strip
            .copy_to(&mut Mat::roi_mut(&mut changed, part).unwrap())
            .unwrap();
        let said = looker.look(&changed);
        figures!("  changed: {said:?}");
        let off = said.map_or(0.0, |s| off(&s, &still));
        assert!(off < WITHIN_RAD, "{}", path.display());
    }
}

trackside_testkit::tests! {
    a_bump_is_measured_with_athletes_and_without;
    on_shared_cases
    real_cameras_that_stand_still_do_not_turn_and_turned_pictures_do,
}
