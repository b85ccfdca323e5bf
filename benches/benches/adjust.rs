//! The bundle adjustment: what one step costs as cameras and sights grow, and the whole of it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nalgebra::Vector3;
use trackside_benches::rig;
use trackside_calibration::solve::{Options, Point, Problem, Sight, Station, adjust};
use trackside_schema::{RawPixel, WorldPoint};

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    /// From −1 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn vector(&mut self, size: f64) -> Vector3<f64> {
        Vector3::from_fn(|_, _| size * self.next())
    }
}

/// Cameras 0.2 m and 1° off, points 0.2 m off, every point in every camera, pixels off by up to 2.
fn problem(cameras: usize, sights: usize) -> Problem {
    let mut dice = Dice(1);
    let mut problem = Problem::default();
    let rig = rig(cameras).unwrap();
    for index in 0..sights / cameras {
        let at = Vector3::new(7.0 * dice.next(), 7.0 * dice.next(), 1.0 + dice.next());
        for (station, camera) in rig.cameras().iter().enumerate() {
            let px = camera.project(WorldPoint(at.into())).unwrap();
            problem.sights.push(Sight {
                station,
                point: index,
                at: RawPixel::new(px.x + 2.0 * dice.next(), px.y + 2.0 * dice.next()),
                sigma_px: 1.2,
                shown_s: 0.0,
                share: 1.0,
            });
        }
        problem.points.push(Point::free(at + dice.vector(0.2)));
    }
    for (i, camera) in rig.cameras().iter().enumerate() {
        let mut station = Station::new(camera.clone());
        // Two that stay are the gauge.
        station.free.pose = i > 1;
        if i > 1 {
            let pose = &mut station.camera.cam_from_world;
            pose.translation.vector += dice.vector(0.2);
            pose.rotation =
                nalgebra::UnitQuaternion::from_scaled_axis(dice.vector(0.017)) * pose.rotation;
        }
        problem.stations.push(station);
    }
    problem
}

fn curve(c: &mut Criterion) {
    let mut group = c.benchmark_group("adjust");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    for (cameras, sights) in [
        (4, 100_000),
        (8, 100_000),
        (20, 10_000),
        (20, 100_000),
        (20, 400_000),
        (40, 100_000),
    ] {
        let problem = problem(cameras, sights);
        group.throughput(Throughput::Elements(sights as u64));
        for (what, steps) in [("one step", 1), ("to rest", 50)] {
            let options = Options {
                steps,
                ..Options::default()
            };
            let id = BenchmarkId::new(what, format!("{cameras} cameras, {sights} sights"));
            group.bench_with_input(id, &problem, |b, problem| {
                b.iter_batched(
                    || problem.clone(),
                    |mut p| adjust(&mut p, &options).unwrap(),
                    BatchSize::LargeInput,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, curve);
criterion_main!(benches);
