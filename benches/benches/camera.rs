//! Projection and its inverse, per point, compared with OpenCV.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use trackside_benches::{rig, truth};
use trackside_calibration::{Camera, Distortion};
use trackside_schema::{RawPixel, WorldPoint};

const POINTS: usize = 1000;

/// A camera in OpenCV's types.
struct OpenCvCamera {
    matrix: Mat,
    lens: Mat,
    rvec: Mat,
    tvec: Mat,
}

fn to_opencv(camera: &Camera) -> OpenCvCamera {
    let k = &camera.intrinsics;
    let matrix = [[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]];
    let lens: &[f64] = match &camera.distortion {
        Distortion::BrownConrady(k) => &k[..5],
        Distortion::Fisheye(k) => k,
    };
    let mat = |v: &[f64]| Mat::from_slice(v).unwrap().try_clone().unwrap();
    let pose = &camera.cam_from_world;
    OpenCvCamera {
        matrix: Mat::from_slice_2d(&matrix).unwrap(),
        lens: mat(lens),
        rvec: mat(pose.rotation.scaled_axis().as_slice()),
        tvec: mat(pose.translation.vector.as_slice()),
    }
}

fn points() -> Vec<WorldPoint> {
    (0..POINTS)
        .map(|i| truth(i % 25, i % 26, i as u64))
        .collect()
}

fn brown_conrady(c: &mut Criterion) {
    let rig = rig(4).unwrap();
    let camera = &rig.cameras()[0];
    let cv = to_opencv(camera);
    let points = points();
    let pixels: Vec<RawPixel> = points.iter().filter_map(|&p| camera.project(p)).collect();
    assert_eq!(pixels.len(), POINTS);
    let world: Vector<Point3d> = points
        .iter()
        .map(|p| Point3d::new(p.0.x, p.0.y, p.0.z))
        .collect();
    let raw: Vector<Point2d> = pixels.iter().map(|p| Point2d::new(p.x, p.y)).collect();

    let mut group = c.benchmark_group("brown_conrady");
    group.throughput(Throughput::Elements(POINTS as u64));
    group.bench_function("project", |b| {
        b.iter(|| {
            points
                .iter()
                .filter_map(|&p| camera.project(black_box(p)))
                .map(|p| p.x)
                .sum::<f64>()
        });
    });
    group.bench_function("project, OpenCV", |b| {
        let mut out = Vector::<Point2d>::new();
        b.iter(|| {
            calib3d::project_points_def(
                black_box(&world),
                &cv.rvec,
                &cv.tvec,
                &cv.matrix,
                &cv.lens,
                &mut out,
            )
        });
    });
    group.bench_function("undistort", |b| {
        b.iter(|| {
            pixels
                .iter()
                .filter_map(|&p| camera.undistort(black_box(p)))
                .map(|p| p.x)
                .sum::<f64>()
        });
    });
    // OpenCV's default is 5 iterations; the accuracy of ours takes more.
    group.bench_function("undistort, OpenCV, 5 iterations", |b| {
        let mut out = Vector::<Point2d>::new();
        b.iter(|| calib3d::undistort_points_def(black_box(&raw), &mut out, &cv.matrix, &cv.lens));
    });
    group.bench_function("undistort, OpenCV, to 1e-12", |b| {
        let criteria = TermCriteria::new(3, 100, 1e-12).unwrap();
        let mut out = Vector::<Point2d>::new();
        b.iter(|| {
            calib3d::undistort_points_iter(
                black_box(&raw),
                &mut out,
                &cv.matrix,
                &cv.lens,
                &no_array(),
                &no_array(),
                criteria,
            )
        });
    });
    group.finish();
}

fn fisheye(c: &mut Criterion) {
    let rig = rig(4).unwrap();
    let mut camera = rig.cameras()[0].clone();
    camera.distortion = Distortion::Fisheye([-0.02, 0.005, -0.002, 0.0005]);
    let cv = to_opencv(&camera);
    let pixels: Vec<RawPixel> = points()
        .into_iter()
        .filter_map(|p| camera.project(p))
        .collect();
    let raw: Vector<Point2d> = pixels.iter().map(|p| Point2d::new(p.x, p.y)).collect();
    let mut group = c.benchmark_group("fisheye");
    group.throughput(Throughput::Elements(pixels.len() as u64));
    group.bench_function("undistort", |b| {
        b.iter(|| {
            pixels
                .iter()
                .filter_map(|&p| camera.undistort(black_box(p)))
                .map(|p| p.x)
                .sum::<f64>()
        });
    });
    group.bench_function("undistort, OpenCV", |b| {
        let mut out = Vector::<Point2d>::new();
        b.iter(|| {
            calib3d::fisheye_undistort_points_def(black_box(&raw), &mut out, &cv.matrix, &cv.lens)
        });
    });
    group.finish();
}

criterion_group!(benches, brown_conrady, fisheye);
criterion_main!(benches);
