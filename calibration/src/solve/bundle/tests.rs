#![allow(clippy::unwrap_used)]

use nalgebra::{DVector, Matrix3, Point3, Vector3};
use trackside_schema::{RawPixel, WorldPoint};
use trackside_testkit::TestRng;

use super::layout::{CAMERA_COMPONENTS, ParameterLayout};
use super::linearize::{apply_camera_step, apply_step, cost, linearize};
use super::normal_equations::{BundleStep, NormalEquations};
use super::*;
use crate::{Camera, CameraClock, Distortion, Intrinsics};

fn camera(i: usize, count: usize, lens: Distortion) -> Camera {
    let angle = i as f64 / count as f64 * std::f64::consts::TAU;
    let eye = Point3::new(12.0 * angle.cos(), 12.0 * angle.sin(), 4.0 + 0.3 * i as f64);
    Camera {
        name: format!("c{i}"),
        size_px: [1920, 1080],
        intrinsics: Intrinsics::centred(1300.0, [1920, 1080]),
        distortion: lens,
        cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 1.0)),
    }
}

/// Ground truth: cameras in a ring, moving points among them, and the observations of all points by all cameras.
fn simulate(count: usize, points: usize, motion: PointMotion, noise_px: f64) -> BundleProblem {
    let mut rng = TestRng::new(7);
    let lenses = [
        Distortion::BrownConrady([-0.1, 0.02, 1e-3, -5e-4, 1e-3, 0.0, 0.0, 0.0]),
        Distortion::Fisheye([-0.02, 0.005, -0.001, 0.0]),
    ];
    let mut problem = BundleProblem::default();
    for i in 0..count {
        let mut block = CameraBlock::new(camera(i, count, lenses[i % 2]));
        block.clock = CameraClock {
            offset_s: if i == 0 { 0.0 } else { 0.02 * rng.normal() },
            drift: if i == 0 { 0.0 } else { 1e-4 * rng.normal() },
            ..CameraClock::default()
        };
        problem.cameras.push(block);
    }
    for index in 0..points {
        let at = Vector3::new(
            8.0 * rng.uniform() - 4.0,
            8.0 * rng.uniform() - 4.0,
            2.0 * rng.uniform(),
        );
        let mut point = PointBlock::moving(at, 0.1 * index as f64, motion);
        if motion >= PointMotion::ConstantVelocity {
            point.state[1] = rng.normal_vector(3.0);
        }
        if motion == PointMotion::ConstantAcceleration {
            point.state[2] = rng.normal_vector(10.0);
        }
        for (i, block) in problem.cameras.iter().enumerate() {
            for k in -1..=1 {
                let t = point.time_s + 0.04 * f64::from(k) + 0.01 * rng.uniform();
                let camera_time_s = t + block.clock.offset_s + block.clock.drift * t;
                let position = point.position_at(t - point.time_s);
                let at = block.camera.project(WorldPoint(position.into())).unwrap();
                problem.observations.push(PointObservation {
                    camera: i,
                    point: index,
                    at: RawPixel::new(
                        at.x + noise_px * rng.normal(),
                        at.y + noise_px * rng.normal(),
                    ),
                    sigma_px: 1.0,
                    camera_time_s,
                    weight: 1.0,
                });
            }
        }
        problem.points.push(point);
    }
    problem
}

fn perturb(problem: &mut BundleProblem, rotation_rad: f64, translation_m: f64) {
    let mut rng = TestRng::new(3);
    for block in problem.cameras.iter_mut().filter(|s| s.free.pose) {
        let mut components = [0.0; CAMERA_COMPONENTS];
        components[..3].copy_from_slice(rng.normal_vector(rotation_rad).as_slice());
        components[3..6].copy_from_slice(rng.normal_vector(translation_m).as_slice());
        apply_camera_step(block, &components, 1.0);
    }
    for point in problem.points.iter_mut().filter(|p| !p.is_fixed) {
        point.state[0] += rng.normal_vector(translation_m);
        if point.motion >= PointMotion::ConstantVelocity {
            point.state[1] += rng.normal_vector(0.5);
        }
    }
}

#[test]
fn the_gradient_matches_numeric_derivatives_of_the_cost() {
    let mut problem = simulate(3, 4, PointMotion::ConstantAcceleration, 1.0);
    problem.points[3].motion = PointMotion::Static;
    problem.points[3].prior = Some((problem.points[3].state[0], Matrix3::identity() * 4.0));
    for block in &mut problem.cameras {
        block.priors = CameraPriors {
            pose: Some((
                camera(1, 5, block.camera.distortion).cam_from_world,
                0.3,
                2.0,
            )),
            height_m: Some((4.0, 0.1)),
            focal_px: Some((1250.0, 0.05)),
            principal_point_px: Some(([950.0, 530.0], 20.0)),
            clock_offset_s: Some((0.002, 0.01)),
            clock_drift: Some(1e-3),
        };
        block.free = FreeParameters {
            pose: true,
            clock_offset: true,
            clock_drift: true,
            focal: FreeFocal::Separate,
            principal_point: true,
            distortion: 8,
        };
    }
    problem.cameras[2].free.focal = FreeFocal::Common;
    problem.baselines.push(BaselineConstraint {
        cameras: [0, 2],
        length_m: 15.0,
        sigma_m: 0.1,
    });
    perturb(&mut problem, 0.01, 0.05);
    let options = BundleOptions::default();
    let layout = ParameterLayout::of(&problem);
    let mut equations = NormalEquations::new(&layout);
    linearize(&problem, &options, &layout, &mut equations, true);
    let at = |camera: Option<usize>, point: Option<usize>, by: f64| {
        let mut step = BundleStep {
            cameras: DVector::zeros(layout.camera_parameters),
            points: vec![0.0; layout.sizes.points],
        };
        if let Some(i) = camera {
            step.cameras[i] = by;
        }
        if let Some(i) = point {
            step.points[i] = by;
        }
        let mut moved = problem.clone();
        apply_step(&mut moved, &layout, &step);
        cost(&moved, &options)
    };
    // The step follows from the parameter's own curvature.
    let check = |what: String, analytic: f64, curvature: f64, at: &dyn Fn(f64) -> f64| {
        let h = 1e-3 / curvature.sqrt().max(1e-3);
        let numeric = (at(h) - at(-h)) / (2.0 * h);
        let error = (numeric - analytic).abs() / (analytic.abs() + 0.1 * curvature.sqrt());
        assert!(
            error < 1e-3,
            "{what}: analytic {analytic}, numeric {numeric}"
        );
    };
    for i in 0..layout.camera_parameters {
        check(
            format!("camera parameter {i}"),
            equations.camera_gradient[i],
            equations.u[(i, i)],
            &|h| at(Some(i), None, h),
        );
    }
    for (point, &from) in layout.point_parameters.iter().enumerate() {
        let n = problem.points[point].parameter_count();
        for i in 0..n {
            let curvature = equations.v[layout.v_blocks[point] + i * n + i];
            check(
                format!("point {point}, parameter {i}"),
                equations.point_gradient[from + i],
                curvature,
                &|h| at(None, Some(from + i), h),
            );
        }
    }
}

/// The largest errors of centres (m), rotations (rad) and clock offsets (s).
fn max_errors(found: &BundleProblem, truth: &BundleProblem) -> [f64; 3] {
    let pairs = found.cameras.iter().zip(&truth.cameras);
    pairs.fold([0.0; 3], |largest, (a, b)| {
        let (x, y) = (&a.camera, &b.camera);
        let rotation = x
            .cam_from_world
            .rotation
            .angle_to(&y.cam_from_world.rotation);
        let clock = (a.clock.offset_s - b.clock.offset_s).abs();
        let errors = [x.centre().distance(y.centre()), rotation, clock];
        [0, 1, 2].map(|i| f64::max(largest[i], errors[i]))
    })
}

#[test]
fn cameras_and_clocks_are_recovered_despite_outliers() {
    let truth = simulate(6, 150, PointMotion::ConstantAcceleration, 0.5);
    let mut problem = truth.clone();
    for (i, block) in problem.cameras.iter_mut().enumerate() {
        // Two fixed cameras fix the gauge.
        block.free = FreeParameters {
            pose: i > 1,
            clock_offset: i > 0,
            clock_drift: i > 0,
            ..FreeParameters::default()
        };
        block.clock = CameraClock::default();
    }
    for observation in problem.observations.iter_mut().step_by(20) {
        observation.at.x += 150.0;
    }
    perturb(&mut problem, 0.05, 0.4);
    let stats = bundle_adjust(&mut problem, &BundleOptions::default()).unwrap();
    assert!(stats.has_converged && stats.steps < 50, "{stats:?}");
    let [m, rad, s] = max_errors(&problem, &truth);
    assert!(
        m < 0.01 && rad < 5e-4 && s < 5e-4,
        "{m} m, {rad} rad, {s} s"
    );
    let covariance = BundleCovariance::of(&problem, &BundleOptions::default()).unwrap();
    assert!(
        (0.4..0.7).contains(&covariance.noise_scale),
        "{}",
        covariance.noise_scale
    );
    assert_eq!(covariance.gauge_freedoms, 0);
    for i in 2..6 {
        let (sigma, clock) = (covariance.centre_sigma_m(i), covariance.clock_sigma(i)[0]);
        assert!(m < 5.0 * sigma && sigma < 0.01, "{sigma}");
        assert!(s < 6.0 * clock && clock < 5e-4, "{clock}");
        let centre = covariance.centre_covariance(&problem, i).trace().sqrt();
        assert!((centre - sigma).abs() < 1e-9);
    }
    let sigma_m = covariance.point_covariance(0).unwrap().trace().sqrt();
    assert!((0.001..0.02).contains(&sigma_m), "{sigma_m}");
}

#[test]
fn an_unconstrained_rig_has_seven_gauge_freedoms_and_a_covariance() {
    let truth = simulate(5, 100, PointMotion::Static, 0.5);
    let mut problem = truth.clone();
    for block in &mut problem.cameras {
        block.clock = CameraClock::default();
        block.priors.pose = Some((block.camera.cam_from_world, 0.3, 2.0));
    }
    perturb(&mut problem, 0.03, 0.3);
    let stats = bundle_adjust(&mut problem, &BundleOptions::default()).unwrap();
    assert!(stats.has_converged, "{stats:?}");
    let covariance = BundleCovariance::of(&problem, &BundleOptions::default()).unwrap();
    assert_eq!(covariance.gauge_freedoms, 7);
    assert!(
        (0.4..0.6).contains(&covariance.noise_scale),
        "{}",
        covariance.noise_scale
    );
    // A measured distance and three heights fix four of the seven.
    problem.baselines.push(BaselineConstraint {
        cameras: [0, 2],
        length_m: truth.cameras[0]
            .camera
            .centre()
            .distance(truth.cameras[2].camera.centre()),
        sigma_m: 0.01,
    });
    for i in [0, 1, 3] {
        let z = truth.cameras[i].camera.centre().0.z;
        problem.cameras[i].priors.height_m = Some((z, 0.01));
    }
    bundle_adjust(&mut problem, &BundleOptions::default()).unwrap();
    assert_eq!(
        BundleCovariance::of(&problem, &BundleOptions::default())
            .unwrap()
            .gauge_freedoms,
        3
    );
}

#[test]
fn invalid_input_is_an_error_that_names_the_camera() {
    let mut problem = simulate(2, 3, PointMotion::Static, 0.0);
    problem.observations[0].at.x = f64::NAN;
    let error = bundle_adjust(&mut problem, &BundleOptions::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("camera \"c0\""), "{error}");
}
