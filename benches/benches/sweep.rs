//! The time of fusion by numbers of cameras and athletes: `cargo bench -p trackside-benches --bench sweep` measures it and draws
//! `benches/sweep.svg`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::time::Instant;

use plotters::prelude::*;
use trackside_benches::{Percentiles, frame_set, rig};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::FrameSet;

const CAMERAS: [usize; 6] = [2, 4, 8, 12, 18, 24];
const ATHLETES: [usize; 4] = [1, 5, 10, 22];
/// Frame sets until all athletes have tracks, and frame sets that are measured.
const WARM_UP: u64 = 50;
const MEASURED: u64 = 200;

/// The time of one frame set.
fn measure(cameras: usize, athletes: usize) -> Percentiles {
    let rig = rig(cameras).unwrap();
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut times_ms = Vec::new();
    for tick in 0..WARM_UP + MEASURED {
        let observed: FrameSet = frame_set(&rig, athletes, tick);
        let start = Instant::now();
        let found = fusion.step(&observed).athletes.len();
        if tick >= WARM_UP {
            assert!(found >= athletes, "{found} of {athletes} athletes");
            times_ms.push(1e3 * start.elapsed().as_secs_f64());
        }
    }
    Percentiles::of(times_ms)
}

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sweep.svg");
    let curves = ATHLETES.map(|athletes| {
        let times = CAMERAS.map(|cameras| {
            let Percentiles { p50, p99, .. } = measure(cameras, athletes);
            println!("{cameras} cameras, {athletes} athletes: p50 {p50:.3} ms, p99 {p99:.3} ms");
            (cameras as f64, p50)
        });
        (athletes, times)
    });
    draw(path, &curves).unwrap();
    println!("{path}");
}

type Curve = (usize, [(f64, f64); CAMERAS.len()]);

fn draw(path: &str, curves: &[Curve]) -> Result<(), Box<dyn std::error::Error>> {
    let max = curves.iter().flat_map(|(_, c)| c.iter().map(|p| p.1));
    let max = 1.1 * max.fold(0.0, f64::max);
    let root = SVGBackend::new(path, (720, 420)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(
            "Time of fusion for one frame set, median",
            ("sans-serif", 18),
        )
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(50)
        .build_cartesian_2d(0.0..25.0, 0.0..max)?;
    chart
        .configure_mesh()
        .x_desc("cameras")
        .y_desc("ms, one thread")
        .draw()?;
    for (i, (athletes, curve)) in curves.iter().enumerate() {
        let colour = Palette99::pick(i).to_rgba();
        chart
            .draw_series(
                LineSeries::new(curve.iter().copied(), colour.stroke_width(2)).point_size(3),
            )?
            .label(format!("{athletes} athletes"))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK)
        .draw()?;
    root.present()?;
    Ok(())
}
