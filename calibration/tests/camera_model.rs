//! The camera model against OpenCV's, on random cameras, and its limits.
#![allow(clippy::unwrap_used)]

use nalgebra::{Isometry3, Rotation3, Translation3, UnitQuaternion, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use proptest::prelude::*;
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

/// Realistic lenses: telephoto to wide angle, 4, 5 or 8 coefficients.
fn brown_conrady() -> impl Strategy<Value = Distortion> {
    let radial = (-0.45..0.25, -0.3..0.3, -0.3..0.3);
    let tangential = (-0.01..0.01, -0.01..0.01);
    let denominator = prop_oneof![Just([0.0; 3]), prop::array::uniform3(-0.1..0.3)];
    (radial, tangential, denominator, any::<bool>()).prop_map(
        |((k1, k2, k3), (p1, p2), [k4, k5, k6], five)| {
            let k3 = if five { k3 } else { 0.0 };
            Distortion::BrownConrady([k1, k2, p1, p2, k3, k4, k5, k6])
        },
    )
}

fn fisheye() -> impl Strategy<Value = Distortion> {
    (-0.1..0.1, -0.05..0.05, -0.02..0.02, -0.01..0.01)
        .prop_map(|(a, b, c, d)| Distortion::Fisheye([a, b, c, d]))
}

fn random_camera(lens: impl Strategy<Value = Distortion>) -> impl Strategy<Value = Camera> {
    let rotation = prop::array::uniform3(-3.0..3.0f64);
    let intrinsics = (500.0..6000.0, 0.98..1.02, 800.0..1200.0, 400.0..700.0);
    (
        lens,
        rotation,
        prop::array::uniform3(-40.0..40.0),
        intrinsics,
    )
        .prop_map(|(distortion, rotation, t, (fx, aspect, cx, cy))| Camera {
            name: "random".into(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx,
                fy: fx * aspect,
                cx,
                cy,
            },
            distortion,
            cam_from_world: Isometry3::from_parts(
                Translation3::from(Vector3::from(t)),
                UnitQuaternion::from_scaled_axis(Vector3::from(rotation)),
            ),
        })
}

/// An ideal point up to 50° off the axis, and a depth, m.
fn point_ahead() -> impl Strategy<Value = (IdealPixel, f64)> {
    (0.0..0.87f64, 0.0..std::f64::consts::TAU, 0.5..150.0).prop_map(|(angle, azimuth, depth)| {
        let (x, y) = (angle.tan() * azimuth.cos(), angle.tan() * azimuth.sin());
        (IdealPixel { x, y }, depth)
    })
}

fn in_world(camera: &Camera, (ideal, depth): (IdealPixel, f64)) -> WorldPoint {
    let p = nalgebra::Point3::new(ideal.x * depth, ideal.y * depth, depth);
    WorldPoint(camera.cam_from_world.inverse_transform_point(&p))
}

/// A camera in OpenCV's types.
struct OpenCvCamera {
    matrix: Mat,
    lens: Mat,
    rvec: Mat,
    tvec: Mat,
    is_fisheye: bool,
}

impl OpenCvCamera {
    fn of(camera: &Camera) -> OpenCvCamera {
        let k = &camera.intrinsics;
        let matrix = [[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]];
        let pose = &camera.cam_from_world;
        let rvec = pose.rotation.scaled_axis();
        let lens = camera.distortion.coefficients();
        OpenCvCamera {
            matrix: Mat::from_slice_2d(&matrix).unwrap(),
            lens: Mat::from_slice(lens).unwrap().try_clone().unwrap(),
            rvec: Mat::from_slice(rvec.as_slice())
                .unwrap()
                .try_clone()
                .unwrap(),
            tvec: Mat::from_slice(pose.translation.vector.as_slice())
                .unwrap()
                .try_clone()
                .unwrap(),
            is_fisheye: matches!(camera.distortion, Distortion::Fisheye(_)),
        }
    }

    fn project(&self, points: &[WorldPoint]) -> Vec<RawPixel> {
        let points: Vector<Point3d> = points
            .iter()
            .map(|p| Point3d::new(p.0.x, p.0.y, p.0.z))
            .collect();
        let mut projected = Vector::<Point2d>::new();
        if self.is_fisheye {
            calib3d::fisheye_project_points_vec_def(
                &points,
                &mut projected,
                &self.rvec,
                &self.tvec,
                &self.matrix,
                &self.lens,
            )
        } else {
            calib3d::project_points_def(
                &points,
                &self.rvec,
                &self.tvec,
                &self.matrix,
                &self.lens,
                &mut projected,
            )
        }
        .unwrap();
        projected.iter().map(|p| RawPixel::new(p.x, p.y)).collect()
    }

    fn undistort(&self, raw: RawPixel) -> IdealPixel {
        let raw = Vector::<Point2d>::from_slice(&[Point2d::new(raw.x, raw.y)]);
        let mut ideal = Vector::<Point2d>::new();
        let criteria = TermCriteria::new(3, 1000, 1e-14).unwrap();
        if self.is_fisheye {
            calib3d::fisheye_undistort_points(
                &raw,
                &mut ideal,
                &self.matrix,
                &self.lens,
                &no_array(),
                &no_array(),
                criteria,
            )
        } else {
            calib3d::undistort_points_iter(
                &raw,
                &mut ideal,
                &self.matrix,
                &self.lens,
                &no_array(),
                &no_array(),
                criteria,
            )
        }
        .unwrap();
        let p = ideal.get(0).unwrap();
        IdealPixel { x: p.x, y: p.y }
    }

    /// Whether `to` is clearly before the fold of OpenCV's lens: without tangential terms the distorted radius increases all the way
    /// from the axis, and with them no small triangle changes its orientation.
    fn is_before_fold(&self, camera: &Camera, to: IdealPixel) -> bool {
        let mut radial_only = camera.clone();
        if let Distortion::BrownConrady(k) = &mut radial_only.distortion {
            (k[2], k[3]) = (0.0, 0.0);
        }
        let path = |dx: f64, dy: f64| -> Vec<WorldPoint> {
            let at = |i: u32| {
                (
                    to.x * f64::from(i) / 100.0 + dx,
                    to.y * f64::from(i) / 100.0 + dy,
                )
            };
            (0..=100)
                .map(at)
                .map(|(x, y)| in_world(camera, (IdealPixel { x, y }, 10.0)))
                .collect()
        };
        let k = &camera.intrinsics;
        let radius = |p: &RawPixel| p.distance(RawPixel::new(k.cx, k.cy));
        let projected = OpenCvCamera::of(&radial_only).project(&path(0.0, 0.0));
        let h = 1e-6;
        let [p, px, py] =
            [(0.0, 0.0), (h, 0.0), (0.0, h)].map(|(dx, dy)| self.project(&path(dx, dy)));
        let area = |i: usize| {
            let (ax, ay) = (px[i].x - p[i].x, px[i].y - p[i].y);
            let (bx, by) = (py[i].x - p[i].x, py[i].y - p[i].y);
            (ax * by - ay * bx) / (k.fx * k.fy * h * h)
        };
        projected.windows(2).all(|w| radius(&w[0]) < radius(&w[1]))
            && (0..p.len()).all(|i| area(i) > 0.01)
    }
}

/// Asserts that projection, its inverse and rays agree with OpenCV's at a point that `camera` may show.
fn assert_agreement(camera: &Camera, point: (IdealPixel, f64)) -> Result<(), TestCaseError> {
    let cv = OpenCvCamera::of(camera);
    let p_in_world = in_world(camera, point);
    let beyond = |by: f64| IdealPixel {
        x: point.0.x * by,
        y: point.0.y * by,
    };
    let Some(raw) = camera.project(p_in_world) else {
        prop_assert!(
            !cv.is_before_fold(camera, beyond(1.02)),
            "there is no fold before {point:?}"
        );
        return Ok(());
    };
    let theirs = cv.project(&[p_in_world])[0];
    prop_assert!(
        raw.distance(theirs) < 1e-6,
        "projected to {raw:?}, by OpenCV to {theirs:?}"
    );

    let Some(ideal) = camera.undistort(raw) else {
        // Tangential terms move the fold a little: only near it may a point be projected and not undistorted.
        prop_assert!(
            !cv.is_before_fold(camera, beyond(1.02)),
            "{raw:?} was projected and not undistorted"
        );
        return Ok(());
    };
    let again = camera.distort(ideal);
    prop_assert!(again.distance(raw) < 1e-6, "{raw:?} became {again:?}");
    // At the fold the derivative is 0, so that errors in the world have no bound.
    if !cv.is_before_fold(camera, beyond(1.02)) {
        return Ok(());
    }
    let ray = camera.ray(raw).unwrap();
    let offset = p_in_world.0 - ray.origin.0;
    let distance = (offset - ray.direction.into_inner() * offset.dot(&ray.direction)).norm();
    prop_assert!(
        distance < 1e-9,
        "the ray passes at {distance} m, {} m away",
        point.1
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn brown_conrady_agrees_with_opencv(camera in random_camera(brown_conrady()), point in point_ahead()) {
        assert_agreement(&camera, point)?;
    }

    #[test]
    fn fisheye_agrees_with_opencv(camera in random_camera(fisheye()), point in point_ahead()) {
        assert_agreement(&camera, point)?;
    }

    /// Where OpenCV's iteration converges, both inverses are equal.
    #[test]
    fn undistortion_agrees_with_opencv(
        mut camera in random_camera(prop_oneof![brown_conrady(), fisheye()]), x in 0.0..1920.0, y in 0.0..1080.0
    ) {
        camera.intrinsics.fx = camera.intrinsics.fx.max(1500.0);
        camera.intrinsics.fy = camera.intrinsics.fx;
        let raw = RawPixel::new(x, y);
        let theirs = OpenCvCamera::of(&camera).undistort(raw);
        let has_converged = camera.distort(theirs).distance(raw) < 1e-9;
        if let (Some(ours), true) = (camera.undistort(raw), has_converged) {
            let f = camera.intrinsics.fx;
            let difference_px = (ours.x - theirs.x).hypot(ours.y - theirs.y) * f;
            prop_assert!(difference_px < 1e-6, "{difference_px} px apart: {ours:?}, OpenCV {theirs:?}");
        }
    }

    #[test]
    fn rotation_vectors_agree_with_opencv(rotation in prop::array::uniform3(-3.6..3.6f64)) {
        let mut matrix = Mat::default();
        calib3d::rodrigues_def(&Mat::from_slice(&rotation).unwrap(), &mut matrix).unwrap();
        let ours = Rotation3::from_scaled_axis(Vector3::from(rotation));
        for i in 0..3 {
            for j in 0..3 {
                let theirs = *matrix.at_2d::<f64>(i as i32, j as i32).unwrap();
                prop_assert!((ours[(i, j)] - theirs).abs() < 1e-13);
            }
        }
    }

    /// Results are finite or none, whatever the camera's numbers.
    #[test]
    fn no_numbers_cause_a_panic(
        k in prop::array::uniform8(any::<f64>()), f in prop::array::uniform4(any::<f64>()),
        p in prop::array::uniform3(any::<f64>()), raw in prop::array::uniform2(any::<f64>()), fisheye in any::<bool>()
    ) {
        let camera = Camera {
            name: "arbitrary".into(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics { fx: f[0], fy: f[1], cx: f[2], cy: f[3] },
            distortion: if fisheye {
                Distortion::Fisheye([k[0], k[1], k[2], k[3]])
            } else {
                Distortion::BrownConrady(k)
            },
            cam_from_world: Isometry3::identity(),
        };
        if let Some(raw) = camera.project(WorldPoint::new(p[0], p[1], p[2])) {
            prop_assert!(raw.x.is_finite() && raw.y.is_finite());
        }
        let raw = RawPixel::new(raw[0], raw[1]);
        if let Some(ideal) = camera.undistort(raw) {
            prop_assert!(ideal.x.is_finite() && ideal.y.is_finite());
        }
        if let Some(ray) = camera.ray(raw) {
            prop_assert!((ray.direction.norm() - 1.0).abs() < 1e-9);
        }
        camera.is_in_image(raw);
    }
}

/// The polynomial of a telephoto lens maps points far outside its view into the image.
#[test]
fn points_beyond_the_fold_are_not_projected() {
    let camera = Camera {
        name: "telephoto".into(),
        size_px: [3840, 2160],
        intrinsics: Intrinsics {
            fx: 5640.0,
            fy: 5640.0,
            cx: 1920.0,
            cy: 1080.0,
        },
        distortion: Distortion::BrownConrady([-0.364, 0.248, 0.0, 0.0, -0.499, 0.0, 0.0, 0.0]),
        cam_from_world: Isometry3::identity(),
    };
    let beside = WorldPoint::new(10.5, 0.0, 10.0);
    let folded = OpenCvCamera::of(&camera).project(&[beside])[0];
    assert!(camera.is_in_image(folded), "{folded:?}");
    assert_eq!(camera.project(beside), None);
    assert!(camera.project(WorldPoint::new(3.0, 0.0, 10.0)).is_some());
    // Nothing projects farther out than the fold.
    assert_eq!(camera.undistort(RawPixel::new(9000.0, 1080.0)), None);
}
