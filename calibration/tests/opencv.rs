//! The camera model against OpenCV's, on random cameras.
#![allow(clippy::unwrap_used)]

use nalgebra::{Isometry3, Rotation3, Translation3, UnitQuaternion, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use proptest::prelude::*;
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

/// Lenses as they are found: from telephoto to wide, 4, 5 or 8 coefficients.
fn brown_conrady() -> impl Strategy<Value = Distortion> {
    let radial = (-0.45..0.25, -0.3..0.3, -0.3..0.3);
    let tangential = (-0.01..0.01, -0.01..0.01);
    let below = prop_oneof![Just([0.0; 3]), prop::array::uniform3(-0.1..0.3)];
    (radial, tangential, below, any::<bool>()).prop_map(
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

fn camera(lens: impl Strategy<Value = Distortion>) -> impl Strategy<Value = Camera> {
    let turn = prop::array::uniform3(-3.0..3.0f64);
    let pinhole = (500.0..6000.0, 0.98..1.02, 800.0..1200.0, 400.0..700.0);
    (lens, turn, prop::array::uniform3(-40.0..40.0), pinhole).prop_map(
        |(distortion, turn, t, (fx, aspect, cx, cy))| Camera {
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
                UnitQuaternion::from_scaled_axis(Vector3::from(turn)),
            ),
        },
    )
}

/// An ideal point up to 50° off the axis, and how far ahead it is, m.
fn ahead() -> impl Strategy<Value = (IdealPixel, f64)> {
    (0.0..0.87f64, 0.0..std::f64::consts::TAU, 0.5..150.0).prop_map(|(off, turn, depth)| {
        let (x, y) = (off.tan() * turn.cos(), off.tan() * turn.sin());
        (IdealPixel { x, y }, depth)
    })
}

fn in_world(camera: &Camera, (ideal, depth): (IdealPixel, f64)) -> WorldPoint {
    let p = nalgebra::Point3::new(ideal.x * depth, ideal.y * depth, depth);
    WorldPoint(camera.cam_from_world.inverse_transform_point(&p))
}

struct OpenCv {
    matrix: Mat,
    lens: Mat,
    rvec: Mat,
    tvec: Mat,
    fisheye: bool,
}

impl OpenCv {
    fn of(camera: &Camera) -> OpenCv {
        let k = &camera.intrinsics;
        let matrix = [[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]];
        let pose = &camera.cam_from_world;
        let rvec = pose.rotation.scaled_axis();
        let (lens, fisheye): (&[f64], bool) = match &camera.distortion {
            Distortion::BrownConrady(k) => (k, false),
            Distortion::Fisheye(k) => (k, true),
        };
        OpenCv {
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
            fisheye,
        }
    }

    fn project(&self, points: &[WorldPoint]) -> Vec<RawPixel> {
        let points: Vector<Point3d> = points
            .iter()
            .map(|p| Point3d::new(p.0.x, p.0.y, p.0.z))
            .collect();
        let mut drawn = Vector::<Point2d>::new();
        if self.fisheye {
            calib3d::fisheye_project_points_vec_def(
                &points,
                &mut drawn,
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
                &mut drawn,
            )
        }
        .unwrap();
        drawn.iter().map(|p| RawPixel::new(p.x, p.y)).collect()
    }

    fn undistort(&self, raw: RawPixel) -> IdealPixel {
        let raw = Vector::<Point2d>::from_slice(&[Point2d::new(raw.x, raw.y)]);
        let mut ideal = Vector::<Point2d>::new();
        let until = TermCriteria::new(3, 1000, 1e-14).unwrap();
        if self.fisheye {
            calib3d::fisheye_undistort_points(
                &raw,
                &mut ideal,
                &self.matrix,
                &self.lens,
                &no_array(),
                &no_array(),
                until,
            )
        } else {
            calib3d::undistort_points_iter(
                &raw,
                &mut ideal,
                &self.matrix,
                &self.lens,
                &no_array(),
                &no_array(),
                until,
            )
        }
        .unwrap();
        let p = ideal.get(0).unwrap();
        IdealPixel { x: p.x, y: p.y }
    }

    /// Whether OpenCV's lens is far from folding over all the way from the axis to `to`: without its tangential terms
    /// every point is drawn further out than the one before, and with them no small triangle is drawn turned over.
    fn is_sound_to(&self, camera: &Camera, to: IdealPixel) -> bool {
        let mut plain = camera.clone();
        if let Distortion::BrownConrady(k) = &mut plain.distortion {
            (k[2], k[3]) = (0.0, 0.0);
        }
        let way = |dx: f64, dy: f64| -> Vec<WorldPoint> {
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
        let far = |p: &RawPixel| p.distance(RawPixel::new(k.cx, k.cy));
        let drawn = OpenCv::of(&plain).project(&way(0.0, 0.0));
        let h = 1e-6;
        let [p, px, py] =
            [(0.0, 0.0), (h, 0.0), (0.0, h)].map(|(dx, dy)| self.project(&way(dx, dy)));
        let area = |i: usize| {
            let (ax, ay) = (px[i].x - p[i].x, px[i].y - p[i].y);
            let (bx, by) = (py[i].x - p[i].x, py[i].y - p[i].y);
            (ax * by - ay * bx) / (k.fx * k.fy * h * h)
        };
        drawn.windows(2).all(|w| far(&w[0]) < far(&w[1])) && (0..p.len()).all(|i| area(i) > 0.01)
    }
}

/// Projection, its inverse and rays at a point that `camera` may see.
fn agrees(camera: &Camera, point: (IdealPixel, f64)) -> Result<(), TestCaseError> {
    let cv = OpenCv::of(camera);
    let p_in_world = in_world(camera, point);
    let beyond = |by: f64| IdealPixel {
        x: point.0.x * by,
        y: point.0.y * by,
    };
    let Some(raw) = camera.project(p_in_world) else {
        prop_assert!(
            !cv.is_sound_to(camera, beyond(1.02)),
            "nothing folds before {point:?}"
        );
        return Ok(());
    };
    let theirs = cv.project(&[p_in_world])[0];
    prop_assert!(
        raw.distance(theirs) < 1e-6,
        "drawn at {raw:?}, OpenCV {theirs:?}"
    );

    let Some(ideal) = camera.undistort(raw) else {
        // Tangential terms move the fold a little: only so near it may one direction know a point and the other not.
        prop_assert!(
            !cv.is_sound_to(camera, beyond(1.02)),
            "{raw:?} was drawn but not undone"
        );
        return Ok(());
    };
    let again = camera.distort(ideal);
    prop_assert!(again.distance(raw) < 1e-6, "{raw:?} came back as {again:?}");
    // Near the fold an error in pixels is an error without bound in the world: looked at where a pixel still moves.
    if !cv.is_sound_to(camera, beyond(1.02)) {
        return Ok(());
    }
    let ray = camera.ray(raw).unwrap();
    let off = p_in_world.0 - ray.origin.0;
    let miss = (off - ray.direction.into_inner() * off.dot(&ray.direction)).norm();
    prop_assert!(miss < 1e-9, "the ray misses by {miss} m at {} m", point.1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn brown_conrady_is_opencvs(camera in camera(brown_conrady()), point in ahead()) {
        agrees(&camera, point)?;
    }

    #[test]
    fn fisheye_is_opencvs(camera in camera(fisheye()), point in ahead()) {
        agrees(&camera, point)?;
    }

    /// On a picture OpenCV's own iteration converges for, both inverses are one.
    #[test]
    fn undistorting_is_opencvs(
        mut camera in camera(prop_oneof![brown_conrady(), fisheye()]), x in 0.0..1920.0, y in 0.0..1080.0
    ) {
        camera.intrinsics.fx = camera.intrinsics.fx.max(1500.0);
        camera.intrinsics.fy = camera.intrinsics.fx;
        let raw = RawPixel::new(x, y);
        let theirs = OpenCv::of(&camera).undistort(raw);
        let converged = camera.distort(theirs).distance(raw) < 1e-9;
        if let (Some(ours), true) = (camera.undistort(raw), converged) {
            let f = camera.intrinsics.fx;
            let apart = (ours.x - theirs.x).hypot(ours.y - theirs.y) * f;
            prop_assert!(apart < 1e-6, "{apart} px apart: {ours:?}, OpenCV {theirs:?}");
        }
    }

    #[test]
    fn rotations_are_opencvs(turn in prop::array::uniform3(-3.6..3.6f64)) {
        let mut matrix = Mat::default();
        calib3d::rodrigues_def(&Mat::from_slice(&turn).unwrap(), &mut matrix).unwrap();
        let ours = Rotation3::from_scaled_axis(Vector3::from(turn));
        for i in 0..3 {
            for j in 0..3 {
                let theirs = *matrix.at_2d::<f64>(i as i32, j as i32).unwrap();
                prop_assert!((ours[(i, j)] - theirs).abs() < 1e-13);
            }
        }
    }

    /// Whatever is in a camera, and wherever one looks: an answer or none, and an answer is finite.
    #[test]
    fn nothing_makes_it_panic(
        k in prop::array::uniform8(any::<f64>()), f in prop::array::uniform4(any::<f64>()),
        p in prop::array::uniform3(any::<f64>()), raw in prop::array::uniform2(any::<f64>()), fisheye in any::<bool>()
    ) {
        let camera = Camera {
            name: "wild".into(),
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

/// A telephoto lens draws what is far outside its view inside the picture, as the polynomial has it: not a projection.
#[test]
fn nothing_is_drawn_beyond_the_fold() {
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
    let folded = OpenCv::of(&camera).project(&[beside])[0];
    assert!(camera.is_in_image(folded), "{folded:?}");
    assert_eq!(camera.project(beside), None);
    assert!(camera.project(WorldPoint::new(3.0, 0.0, 10.0)).is_some());
    // Nothing is drawn further out than the fold.
    assert_eq!(camera.undistort(RawPixel::new(9000.0, 1080.0)), None);
}
