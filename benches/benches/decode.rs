//! Decoding of network outputs to boxes and joints.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use trackside_models::decode::{Tensor, heatmap, yolox};

/// YOLOX at 640×384: 5040 cells of 85 values, nine high scores for each person.
fn detector_output(people: usize) -> Tensor {
    let cells = 80 * 48 + 40 * 24 + 20 * 12;
    let mut data = vec![0.0_f32; cells * 85];
    for person in 0..people {
        for neighbour in 0..9 {
            let cell =
                (5 * (person / 16) + 4 + neighbour / 3) * 80 + 5 * (person % 16) + neighbour % 3;
            let row = &mut data[cell * 85..][..85];
            row[..6].copy_from_slice(&[0.5, 0.5, 1.5, 2.5, 0.9 - 0.01 * neighbour as f32, 0.95]);
        }
    }
    Tensor {
        shape: vec![cells, 85],
        data,
    }
}

/// Seventeen 48×64 heatmaps with a Gaussian peak each.
fn heatmaps() -> Tensor {
    let peak = |joint: usize, x: usize, y: usize| {
        let (dx, dy) = (
            x as f32 - (10.3 + joint as f32),
            y as f32 - (12.6 + 2.0 * joint as f32),
        );
        (-(dx * dx + dy * dy) / 8.0).exp()
    };
    let data = (0..17)
        .flat_map(|j| (0..64).flat_map(move |y| (0..48).map(move |x| peak(j, x, y))))
        .collect();
    Tensor {
        shape: vec![17, 64, 48],
        data,
    }
}

fn decode(c: &mut Criterion) {
    let mut group = c.benchmark_group("decode");
    for people in [1, 22] {
        let output = detector_output(people);
        let found = yolox::decode(&output, [640, 384], 0.5, 0.3).unwrap();
        assert!(found.len() >= people, "{} of {people}", found.len());
        group.bench_function(format!("yolox 640x384, {people} people"), |b| {
            b.iter(|| yolox::decode(black_box(&output), [640, 384], 0.5, 0.3));
        });
    }
    let output = heatmaps();
    let joints = heatmap::decode(&output, [192, 256], 3).unwrap();
    assert!((joints[0].at[0] - 41.2).abs() < 0.5, "{:?}", joints[0].at);
    group.bench_function("heatmap with DARK, 17 joints", |b| {
        b.iter(|| heatmap::decode(black_box(&output), [192, 256], 3));
    });
    group.finish();
}

criterion_group!(benches, decode);
criterion_main!(benches);
