//! The time of one step of the bundle adjustment, and of all of it, by the number of cameras and observations.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nalgebra::Vector3;
use trackside_benches::{TestRng, rig};
use trackside_calibration::solve::{
    BundleOptions, BundleProblem, CameraBlock, PointBlock, PointObservation, bundle_adjust,
};
use trackside_schema::{RawPixel, WorldPoint};

/// From −1 to 1.
fn signed(rng: &mut TestRng) -> f64 {
    rng.between(-1.0, 1.0)
}

fn vector(rng: &mut TestRng, size: f64) -> Vector3<f64> {
    Vector3::from_fn(|_, _| size * signed(rng))
}

/// Cameras perturbed by 0.2 m and 1°, points by 0.2 m; every camera observes every point, with errors of up to 2 px.
fn problem(cameras: usize, observations: usize) -> BundleProblem {
    let mut rng = TestRng::new(1);
    let mut problem = BundleProblem::default();
    let rig = rig(cameras).unwrap();
    for point in 0..observations / cameras {
        let at = Vector3::new(
            7.0 * signed(&mut rng),
            7.0 * signed(&mut rng),
            1.0 + signed(&mut rng),
        );
        for (index, camera) in rig.cameras().iter().enumerate() {
            let px = camera.project(WorldPoint(at.into())).unwrap();
            problem.observations.push(PointObservation {
                camera: index,
                point,
                at: RawPixel::new(px.x + 2.0 * signed(&mut rng), px.y + 2.0 * signed(&mut rng)),
                sigma_px: 1.2,
                camera_time_s: 0.0,
                weight: 1.0,
            });
        }
        problem
            .points
            .push(PointBlock::free(at + vector(&mut rng, 0.2)));
    }
    for (i, camera) in rig.cameras().iter().enumerate() {
        let mut block = CameraBlock::new(camera.clone());
        // Two fixed cameras fix the gauge.
        block.free.pose = i > 1;
        if i > 1 {
            let pose = &mut block.camera.cam_from_world;
            pose.translation.vector += vector(&mut rng, 0.2);
            pose.rotation =
                nalgebra::UnitQuaternion::from_scaled_axis(vector(&mut rng, 0.017)) * pose.rotation;
        }
        problem.cameras.push(block);
    }
    problem
}

fn bundle_adjustment(c: &mut Criterion) {
    let mut group = c.benchmark_group("bundle_adjustment");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    for (cameras, observations) in [
        (4, 100_000),
        (8, 100_000),
        (20, 10_000),
        (20, 100_000),
        (20, 400_000),
        (40, 100_000),
    ] {
        let problem = problem(cameras, observations);
        group.throughput(Throughput::Elements(observations as u64));
        for (name, max_steps) in [("one step", 1), ("to convergence", 50)] {
            let options = BundleOptions {
                max_steps,
                ..BundleOptions::default()
            };
            let id = BenchmarkId::new(
                name,
                format!("{cameras} cameras, {observations} observations"),
            );
            group.bench_with_input(id, &problem, |b, problem| {
                b.iter_batched(
                    || problem.clone(),
                    |mut p| bundle_adjust(&mut p, &options).unwrap(),
                    BatchSize::LargeInput,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, bundle_adjustment);
criterion_main!(benches);
