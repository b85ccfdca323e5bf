//! The rotation of a camera, measured by the background of its images: real and rendered ones.
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
use trackside_rendering::{BACKGROUND, CameraRenderer, Renderer};
use trackside_schema::{CameraRotation, Timestamp};
use trackside_simulation::{World, WorldFile};
use trackside_testkit::figures;

/// The largest error that is allowed, rad: 0.03°.
const MAX_ERROR_RAD: f64 = 5.2e-4;

fn rotation(deg: [f64; 3]) -> UnitQuaternion<f64> {
    UnitQuaternion::from_scaled_axis(Vector3::from(deg.map(f64::to_radians)))
}

/// The error of a measured rotation, rad.
fn error_rad(measured: &CameraRotation, truth: &UnitQuaternion<f64>) -> f64 {
    let measured = Vector3::from(measured.rotation_rad.map(f64::from));
    UnitQuaternion::from_scaled_axis(measured).angle_to(truth)
}

/// Measures images a fifth of a second apart.
struct RotationMeter {
    tracker: BackgroundTracker,
    time_ns: i64,
}

impl RotationMeter {
    fn new(camera: &Camera) -> RotationMeter {
        RotationMeter {
            tracker: BackgroundTracker::new(camera.clone()).unwrap(),
            time_ns: 0,
        }
    }

    fn measure(&mut self, image: &Mat) -> Option<CameraRotation> {
        self.time_ns += 200_000_000;
        let time = Timestamp(self.time_ns);
        self.tracker.measure(image, time, &[]).unwrap()
    }
}

fn world(venue: &str) -> Arc<World> {
    let file = WorldFile::open(venue, &[]).unwrap();
    Arc::new(World::new(&file, 900_001).unwrap())
}

fn render(camera_renderer: &mut CameraRenderer, at_s: f64) -> Mat {
    let [w, h] = camera_renderer.size_px();
    let mut image = Mat::new_rows_cols_with_default(
        h as i32,
        w as i32,
        opencv::core::CV_8UC3,
        Scalar::default(),
    )
    .unwrap();
    let index = (at_s * 1e3) as u64;
    camera_renderer.render_image(at_s, index, image.data_bytes_mut().unwrap());
    image
}

/// The image times `gain`, plus `offset`.
fn relit(image: &Mat, gain: f64, offset: f64) -> Mat {
    let mut other = Mat::default();
    image.convert_to(&mut other, -1, gain, offset).unwrap();
    other
}

/// Two cameras of a venue with athletes who are not detected, and two of a track without athletes.
fn a_rotation_is_measured_with_athletes_and_without() {
    let rotations = [
        [0.18, 0.24, 0.0],
        [-0.2, 0.4, 0.2],
        [0.6, -0.75, 0.3],
        [1.5, 2.5, -0.6],
    ];
    for (venue, cameras) in [("basketball", [0, 2]), ("sprint", [4, 5])] {
        let world = world(venue);
        let mut camera_renderers = Renderer::new(&world, 900_001, 2)
            .unwrap()
            .into_camera_renderers();
        for camera in cameras {
            let truth = world.cameras()[camera].camera.clone();
            let camera_renderer = &mut camera_renderers[camera];
            let mut meter = RotationMeter::new(&truth);
            assert_eq!(meter.measure(&render(camera_renderer, 0.0)), None);
            let mut actors = vec![0; camera_renderer.size_px().into_iter().product()];
            camera_renderer.segment(0.5, &mut actors);
            let share =
                actors.iter().filter(|a| **a != BACKGROUND).count() as f64 / actors.len() as f64;
            assert_eq!(share > 0.0, venue == "basketball");
            let mut took_s = f64::MAX;
            for i in 1..8 {
                let image = render(camera_renderer, 0.2 * f64::from(i));
                // The lights go out, one after the other.
                let image = relit(&image, 1.0 - 0.05 * f64::from(i), 2.0 * f64::from(i));
                let began = Instant::now();
                let measured = meter.measure(&image).unwrap();
                took_s = began.elapsed().as_secs_f64().min(took_s);
                let still = error_rad(&measured, &UnitQuaternion::identity());
                assert!(still < 0.2 * MAX_ERROR_RAD, "camera {camera}: {measured:?}");
            }
            figures!(
                "camera {camera}, {venue}: {:.2} ms for the fastest measurement",
                1e3 * took_s
            );
            for (i, deg) in rotations.into_iter().enumerate() {
                let mut moved = truth.clone();
                moved.cam_from_world = rotation(deg) * truth.cam_from_world;
                camera_renderer.set_camera(&moved);
                let image = render(camera_renderer, 2.0 + 0.2 * i as f64);
                let began = Instant::now();
                let measured = meter.measure(&image).unwrap();
                let took_s = began.elapsed().as_secs_f64();
                let error = error_rad(&measured, &rotation(deg));
                figures!(
                    "  {deg:?}: error {:.4}°, sigma {:.4}°, {} of {} tiles, {:.1} ms",
                    error.to_degrees(),
                    f64::from(measured.sigma_rad[0]).to_degrees(),
                    measured.inliers,
                    measured.patches,
                    1e3 * took_s
                );
                assert!(
                    error < MAX_ERROR_RAD,
                    "camera {camera}, {deg:?}: {measured:?}"
                );
            }
        }
    }
}

/// A recording's rig and the videos of its cameras.
fn recordings(shared: &Path) -> Vec<(Camera, PathBuf)> {
    let rig = |path: &str| -> Rig { rig_file::read(&shared.join("cases").join(path)).unwrap() };
    let venue = rig("basketball-4cam/rig.toml");
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
    // One camera of the venue is enough: images of 4K take long.
    let mut all = of(&venue, "basketball-4cam");
    all.truncate(std::env::var_os("BACKGROUND_ALL").map_or(1, |_| 4));
    all.extend(of(&beam, "pose2sim-balancing"));
    all
}

/// The image of a camera without distortion that is rotated: the homography K R K⁻¹.
fn rotate_image(image: &Mat, camera: &Camera, rotation: &UnitQuaternion<f64>, zoom: f64) -> Mat {
    let k = &camera.intrinsics;
    let matrix = |f: f64| Matrix3::new(f * k.fx, 0.0, k.cx, 0.0, f * k.fy, k.cy, 0.0, 0.0, 1.0);
    let rotation = rotation.to_rotation_matrix();
    let h = matrix(zoom) * rotation.matrix() * matrix(1.0).try_inverse().unwrap();
    let rows: Vec<[f64; 3]> = (0..3).map(|i| [h[(i, 0)], h[(i, 1)], h[(i, 2)]]).collect();
    let mut rotated = Mat::default();
    imgproc::warp_perspective(
        image,
        &mut rotated,
        &Mat::from_slice_2d(&rows).unwrap(),
        Size::new(image.cols(), image.rows()),
        imgproc::INTER_CUBIC,
        BORDER_REPLICATE,
        Scalar::default(),
    )
    .unwrap();
    rotated
}

/// Real images: a static camera has no rotation; images that are rotated here have theirs; a zoom is no rotation.
fn real_static_cameras_have_no_rotation_and_rotated_images_have_theirs(shared: &Path) {
    for (camera, path) in recordings(shared) {
        let mut video = VideoCapture::from_file(path.to_str().unwrap(), CAP_FFMPEG).unwrap();
        let mut images = Vec::new();
        let mut image = Mat::default();
        let mut n = 0;
        while video.read(&mut image).unwrap() {
            if n % 6 == 0 {
                images.push(image.clone());
            }
            n += 1;
        }
        let size = [images[0].cols() as u32, images[0].rows() as u32];
        let mut camera = camera.for_image_size(size, SizePolicy::Scale).unwrap();
        camera.distortion = Distortion::BrownConrady([0.0; 8]);
        let mut meter = RotationMeter::new(&camera);
        let mut largest = 0.0_f64;
        let mut count = 0;
        for image in &images {
            if let Some(measured) = meter.measure(image) {
                largest = largest.max(error_rad(&measured, &UnitQuaternion::identity()));
                count += 1;
            }
        }
        figures!(
            "{}: {count} of {} measurements, at most {:.4}°",
            path.display(),
            images.len() - 1,
            largest.to_degrees()
        );
        assert!(2 * count >= images.len(), "{}", path.display());
        assert!(largest < MAX_ERROR_RAD, "{}: {largest}", path.display());
        let last = images.last().unwrap();
        for deg in [[0.2, -0.2, 0.1], [-0.3, 0.38, 0.13], [0.6, 0.7, -0.4]] {
            let measured = meter.measure(&rotate_image(last, &camera, &rotation(deg), 1.0));
            let error = measured.map(|s| error_rad(&s, &rotation(deg)));
            figures!(
                "  {deg:?}: error {:?}°, {measured:?}",
                error.map(f64::to_degrees)
            );
            assert!(
                error.is_some_and(|error| error < MAX_ERROR_RAD),
                "{}",
                path.display()
            );
        }
        let still = UnitQuaternion::identity();
        for zoom in [1.01, 1.03] {
            let measured = meter.measure(&rotate_image(last, &camera, &still, zoom));
            figures!("  zoom {zoom}: {measured:?}");
            let error = measured.map_or(0.0, |s| error_rad(&s, &still));
            assert!(error < MAX_ERROR_RAD, "{}", path.display());
        }
        // Advertising boards and the audience change: two fifths of the image come from another one.
        let mut changed = last.clone();
        let part = Rect::new(0, 0, changed.cols(), changed.rows() * 2 / 5);
        let strip = Mat::roi(
            &rotate_image(last, &camera, &rotation([2.0, 9.0, 0.0]), 1.0),
            part,
        )
        .unwrap()
        .try_clone()
        .unwrap();
        strip
            .copy_to(&mut Mat::roi_mut(&mut changed, part).unwrap())
            .unwrap();
        let measured = meter.measure(&changed);
        figures!("  changed: {measured:?}");
        let error = measured.map_or(0.0, |s| error_rad(&s, &still));
        assert!(error < MAX_ERROR_RAD, "{}", path.display());
    }
}

trackside_testkit::tests! {
    a_rotation_is_measured_with_athletes_and_without;
    on_shared_cases
    real_static_cameras_have_no_rotation_and_rotated_images_have_theirs,
}
