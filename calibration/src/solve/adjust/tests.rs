#![allow(clippy::unwrap_used)]

use nalgebra::{DVector, Point3};
use trackside_schema::{RawPixel, WorldPoint};

use super::*;
use crate::solve::{Beforehand, Covariance, Focal, Freedom, Motion, Span, Station};
use crate::{Camera, CameraClock, Intrinsics};

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        sum - 6.0
    }

    fn vector(&mut self, sigma: f64) -> Vector3<f64> {
        Vector3::from_fn(|_, _| sigma * self.normal())
    }
}

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

/// Cameras in a ring, points that move among them, and what the cameras see of those: the truth.
fn world(count: usize, points: usize, motion: Motion, noise_px: f64) -> Problem {
    let mut dice = Dice(7);
    let lenses = [
        Distortion::BrownConrady([-0.1, 0.02, 1e-3, -5e-4, 1e-3, 0.0, 0.0, 0.0]),
        Distortion::Fisheye([-0.02, 0.005, -0.001, 0.0]),
    ];
    let mut problem = Problem::default();
    for i in 0..count {
        let mut station = Station::new(camera(i, count, lenses[i % 2]));
        station.clock = CameraClock {
            offset_s: if i == 0 { 0.0 } else { 0.02 * dice.normal() },
            drift: if i == 0 { 0.0 } else { 1e-4 * dice.normal() },
            ..CameraClock::default()
        };
        problem.stations.push(station);
    }
    for index in 0..points {
        let at = Vector3::new(
            8.0 * dice.unit() - 4.0,
            8.0 * dice.unit() - 4.0,
            2.0 * dice.unit(),
        );
        let mut point = Point::moving(at, 0.1 * index as f64, motion);
        if motion >= Motion::Steady {
            point.at[1] = dice.vector(3.0);
        }
        if motion == Motion::Accelerated {
            point.at[2] = dice.vector(10.0);
        }
        for (i, station) in problem.stations.iter().enumerate() {
            for k in -1..=1 {
                let t = point.time_s + 0.04 * f64::from(k) + 0.01 * dice.unit();
                let shown_s = t + station.clock.offset_s + station.clock.drift * t;
                let place = point.place(t - point.time_s);
                let at = station.camera.project(WorldPoint(place.into())).unwrap();
                problem.sights.push(Sight {
                    station: i,
                    point: index,
                    at: RawPixel::new(
                        at.x + noise_px * dice.normal(),
                        at.y + noise_px * dice.normal(),
                    ),
                    sigma_px: 1.0,
                    shown_s,
                    share: 1.0,
                });
            }
        }
        problem.points.push(point);
    }
    problem
}

fn disturb(problem: &mut Problem, turn_rad: f64, shift_m: f64) {
    let mut dice = Dice(3);
    for station in problem.stations.iter_mut().filter(|s| s.free.pose) {
        let mut numbers = [0.0; NUMBERS];
        numbers[..3].copy_from_slice(dice.vector(turn_rad).as_slice());
        numbers[3..6].copy_from_slice(dice.vector(shift_m).as_slice());
        move_station(station, &numbers, 1.0);
    }
    for point in problem.points.iter_mut().filter(|p| !p.known) {
        point.at[0] += dice.vector(shift_m);
        if point.motion >= Motion::Steady {
            point.at[1] += dice.vector(0.5);
        }
    }
}

#[test]
fn the_gradient_is_the_costs_slope_by_every_unknown() {
    let mut problem = world(3, 4, Motion::Accelerated, 1.0);
    problem.points[3].motion = Motion::Still;
    problem.points[3].said = Some((problem.points[3].at[0], Matrix3::identity() * 4.0));
    for station in &mut problem.stations {
        station.beforehand = Beforehand {
            pose: Some((
                camera(1, 5, station.camera.distortion).cam_from_world,
                0.3,
                2.0,
            )),
            height_m: Some((4.0, 0.1)),
            focal: Some((1250.0, 0.05)),
            centre_px: Some(([950.0, 530.0], 20.0)),
            offset_s: Some(0.01),
            drift: Some(1e-3),
        };
        station.free = Freedom {
            pose: true,
            offset: true,
            drift: true,
            focal: Focal::Apart,
            centre: true,
            lens: 8,
        };
    }
    problem.stations[2].free.focal = Focal::Together;
    problem.spans.push(Span {
        stations: [0, 2],
        length_m: 15.0,
        sigma_m: 0.1,
    });
    disturb(&mut problem, 0.01, 0.05);
    let options = Options::default();
    let layout = Layout::of(&problem);
    let mut system = System::new(&layout);
    linearise(&problem, &options, &layout, &mut system, true);
    let at = |camera: Option<usize>, point: Option<usize>, by: f64| {
        let mut step = Step {
            cameras: DVector::zeros(layout.size),
            points: vec![0.0; layout.sizes[1]],
        };
        if let Some(i) = camera {
            step.cameras[i] = by;
        }
        if let Some(i) = point {
            step.points[i] = by;
        }
        let mut moved = problem.clone();
        apply(&mut moved, &layout, &step);
        cost_of(&moved, &options)
    };
    // As large a step as the unknown's own stiffness suggests.
    let agree = |what: String, slope: f64, stiffness: f64, at: &dyn Fn(f64) -> f64| {
        let h = 1e-3 / stiffness.sqrt().max(1e-3);
        let numeric = (at(h) - at(-h)) / (2.0 * h);
        let off = (numeric - slope).abs() / (slope.abs() + 0.1 * stiffness.sqrt());
        assert!(off < 1e-3, "{what}: {slope} and numerically {numeric}");
    };
    for i in 0..layout.size {
        agree(
            format!("camera unknown {i}"),
            system.gc[i],
            system.u[(i, i)],
            &|h| at(Some(i), None, h),
        );
    }
    for (point, &from) in layout.p.iter().enumerate() {
        let n = problem.points[point].unknowns();
        for i in 0..n {
            let stiffness = system.v[layout.v[point] + i * n + i];
            agree(
                format!("point {point}, unknown {i}"),
                system.gp[from + i],
                stiffness,
                &|h| at(None, Some(from + i), h),
            );
        }
    }
}

/// How far cameras are from the truth, m, rad and s.
fn off(found: &Problem, truth: &Problem) -> [f64; 3] {
    let pairs = found.stations.iter().zip(&truth.stations);
    pairs.fold([0.0; 3], |most, (a, b)| {
        let (x, y) = (&a.camera, &b.camera);
        let turn = x
            .cam_from_world
            .rotation
            .angle_to(&y.cam_from_world.rotation);
        let clock = (a.clock.offset_s - b.clock.offset_s).abs();
        let now = [x.centre().distance(y.centre()), turn, clock];
        [0, 1, 2].map(|i| f64::max(most[i], now[i]))
    })
}

#[test]
fn cameras_and_clocks_are_found_again_despite_outliers() {
    let truth = world(6, 150, Motion::Accelerated, 0.5);
    let mut problem = truth.clone();
    for (i, station) in problem.stations.iter_mut().enumerate() {
        // Two cameras that stay make the gauge.
        station.free = Freedom {
            pose: i > 1,
            offset: i > 0,
            drift: i > 0,
            ..Freedom::default()
        };
        station.clock = CameraClock::default();
    }
    for sight in problem.sights.iter_mut().step_by(20) {
        sight.at.x += 150.0;
    }
    disturb(&mut problem, 0.05, 0.4);
    let stats = adjust(&mut problem, &Options::default()).unwrap();
    assert!(stats.settled && stats.steps < 50, "{stats:?}");
    let [m, rad, s] = off(&problem, &truth);
    assert!(
        m < 0.01 && rad < 5e-4 && s < 5e-4,
        "{m} m, {rad} rad, {s} s"
    );
    let covariance = Covariance::of(&problem, &Options::default()).unwrap();
    assert!(
        (0.4..0.7).contains(&covariance.noise),
        "{}",
        covariance.noise
    );
    assert_eq!(covariance.loose, 0);
    for i in 2..6 {
        let (sigma, clock) = (covariance.centre_sigma_m(i), covariance.clock_sigma(i)[0]);
        assert!(m < 5.0 * sigma && sigma < 0.01, "{sigma}");
        assert!(s < 6.0 * clock && clock < 5e-4, "{clock}");
        let centre = covariance.centre(&problem, i).trace().sqrt();
        assert!((centre - sigma).abs() < 1e-9);
    }
    let place = covariance.point(0).unwrap().trace().sqrt();
    assert!((0.001..0.02).contains(&place), "{place}");
}

#[test]
fn nothing_that_ties_a_rig_down_is_seven_loose_directions_and_still_a_covariance() {
    let truth = world(5, 100, Motion::Still, 0.5);
    let mut problem = truth.clone();
    for station in &mut problem.stations {
        station.clock = CameraClock::default();
        station.beforehand.pose = Some((station.camera.cam_from_world, 0.3, 2.0));
    }
    disturb(&mut problem, 0.03, 0.3);
    let stats = adjust(&mut problem, &Options::default()).unwrap();
    assert!(stats.settled, "{stats:?}");
    let covariance = Covariance::of(&problem, &Options::default()).unwrap();
    assert_eq!(covariance.loose, 7);
    assert!(
        (0.4..0.6).contains(&covariance.noise),
        "{}",
        covariance.noise
    );
    // Held fast by a measured distance and two heights, three fewer are loose.
    problem.spans.push(Span {
        stations: [0, 2],
        length_m: truth.stations[0]
            .camera
            .centre()
            .distance(truth.stations[2].camera.centre()),
        sigma_m: 0.01,
    });
    for i in [0, 1, 3] {
        let z = truth.stations[i].camera.centre().0.z;
        problem.stations[i].beforehand.height_m = Some((z, 0.01));
    }
    adjust(&mut problem, &Options::default()).unwrap();
    assert_eq!(
        Covariance::of(&problem, &Options::default()).unwrap().loose,
        3
    );
}

#[test]
fn what_cannot_be_adjusted_is_said() {
    let mut problem = world(2, 3, Motion::Still, 0.0);
    problem.sights[0].at.x = f64::NAN;
    let error = adjust(&mut problem, &Options::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("camera \"c0\""), "{error}");
}
