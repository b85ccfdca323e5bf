//! Association and triangulation of one frame set.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Vector};
use trackside_benches::{frame_set, rig, truth};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::FrameSet;

/// Cameras and athletes: a small studio, a basketball game, a football match.
const VENUES: [(usize, usize); 3] = [(4, 1), (8, 10), (12, 22)];

/// No athlete has a track: people are associated between views, and joints triangulated without a prediction.
fn initiation(c: &mut Criterion) {
    let mut group = c.benchmark_group("initiation");
    for (cameras, athletes) in VENUES {
        let rig = rig(cameras).unwrap();
        let first = frame_set(&rig, athletes, 0);
        group.bench_function(format!("{cameras} cameras, {athletes} athletes"), |b| {
            b.iter_batched_ref(
                || Fusion::new(rig.clone(), FusionOptions::default()),
                |fusion| fusion.step(black_box(&first)).athletes.len(),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

/// Every athlete has a track: people are associated with tracks, and joints updated from a prediction.
fn tracking(c: &mut Criterion) {
    let mut group = c.benchmark_group("tracking");
    for (cameras, athletes) in VENUES {
        let rig = rig(cameras).unwrap();
        let frame_sets: Vec<FrameSet> = (0..60).map(|t| frame_set(&rig, athletes, t)).collect();
        let warm = || {
            let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
            for frame_set in &frame_sets[..50] {
                fusion.step(frame_set);
            }
            fusion
        };
        assert!(warm().step(&frame_sets[50]).athletes.len() >= athletes);
        // Time must not go back, so each round starts from the same 50 frame sets.
        group.bench_function(
            format!("{cameras} cameras, {athletes} athletes, 10 frame sets"),
            |b| {
                b.iter_batched_ref(
                    warm,
                    |fusion| {
                        let found = frame_sets[50..]
                            .iter()
                            .map(|m| fusion.step(black_box(m)).athletes.len());
                        found.sum::<usize>()
                    },
                    BatchSize::PerIteration,
                );
            },
        );
    }
    group.finish();
}

/// The cost of a linear solver with given matches and without outliers: two views, every joint of 22 athletes.
fn opencv_triangulation(c: &mut Criterion) {
    let rig = rig(12).unwrap();
    let joints = || (0..22).flat_map(|a| (0..26).map(move |j| truth(a, j, 0)));
    let view = |i: usize| {
        let camera = &rig.cameras()[i];
        let ideal: Vector<Point2d> = joints()
            .map(|p| camera.undistort(camera.project(p).unwrap()).unwrap())
            .map(|p| Point2d::new(p.x, p.y))
            .collect();
        let pose = camera.ideal_from_world();
        let rows: Vec<Vec<f64>> = pose
            .row_iter()
            .map(|r| r.iter().copied().collect())
            .collect();
        (Mat::from_slice_2d(&rows).unwrap(), ideal)
    };
    let ((pose_a, a), (pose_b, b)) = (view(0), view(3));
    c.bench_function("OpenCV triangulatePoints, 572 points, 2 views", |bench| {
        let mut out = Mat::default();
        bench.iter(|| {
            calib3d::triangulate_points(&pose_a, &pose_b, black_box(&a), black_box(&b), &mut out)
        });
    });
}

criterion_group!(benches, initiation, tracking, opencv_triangulation);
criterion_main!(benches);
