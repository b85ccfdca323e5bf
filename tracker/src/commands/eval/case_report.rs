//! The scores of one case, as JSON and as text.

use serde::Serialize;
use trackside_evaluation::ball_score::BallScore;
use trackside_evaluation::case::Kind;
use trackside_evaluation::score::{self, PeopleScore};

/// The scores of one case.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) case: String,
    pub(super) kind: Kind,
    pub(super) frames: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) people: Option<PeopleScore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ball: Option<BallScore>,
    /// Cameras with faults.
    pub(super) health: Vec<CameraReport>,
    pub(super) fuse_us: Microseconds,
    pub(super) stages_ms: Stages,
    /// Of synthetic worlds: seconds of action per second of work, rendering included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) realtime_factor: Option<f64>,
}

/// The faults of a camera.
#[derive(Debug, Serialize)]
pub(super) struct CameraReport {
    pub(super) camera: String,
    /// Views that repeat the one before.
    pub(super) repeated: u64,
    /// The longest time without a new image.
    pub(super) longest_silence_s: f64,
    /// The largest ratio of its errors to their stated standard deviation.
    pub(super) noise: f64,
}

/// Time inside fusion per frame set, one thread, no input or output.
#[derive(Debug, Serialize)]
pub(super) struct Microseconds {
    pub(super) p50: f64,
    pub(super) p99: f64,
    pub(super) max: f64,
}

/// Time of each stage per image; of `fuse` per frame set.
#[derive(Debug, Default, Serialize)]
pub(super) struct Stages {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) render: Option<Milliseconds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) observe: Option<Milliseconds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fuse: Option<Milliseconds>,
}

#[derive(Debug, Serialize)]
pub(super) struct Milliseconds {
    pub(super) p50: f64,
    pub(super) p99: f64,
}

impl Milliseconds {
    /// Of times in µs.
    pub(super) fn of(mut times_us: Vec<f64>) -> Option<Milliseconds> {
        times_us.sort_by(f64::total_cmp);
        let at = |share| Some(1e-3 * score::percentile(&times_us, share)?);
        Some(Milliseconds {
            p50: at(0.5)?,
            p99: at(0.99)?,
        })
    }
}

/// The scores in words and figures.
pub(super) fn as_text(report: &Report) -> String {
    let number =
        |v: Option<f64>, unit: &str| v.map_or("–".to_owned(), |v| format!("{v:.1}{unit}"));
    let mut out = format!("{}: {} frames\n", report.case, report.frames);
    if let Some(p) = &report.people {
        if p.pcp_mean.is_some() {
            let actors: Vec<_> = p.pcp_by_actor.iter().map(|v| number(*v, "")).collect();
            let limbs = number(p.pcp_limbs_mean, " %");
            out += &format!(
                "  PCP {} (limbs {limbs}; by actor {})\n",
                number(p.pcp_mean, " %"),
                actors.join(", ")
            );
        }
        out += &format!(
            "  MPJPE {}, recall {}, missed {}, false positives per frame {:.2}, id switches {}\n",
            number(p.mpjpe_mm, " mm"),
            number(p.recall.map(|r| 100.0 * r), " %"),
            p.missed,
            p.false_positives_per_frame,
            p.id_switches
        );
        if let Some([one, two]) = p.sigma_coverage.map(|c| c.map(|c| 100.0 * c)) {
            out += &format!(
                "  sigma_m: {one:.1} % of coordinates within one, {two:.1} % within two\n"
            );
        }
    }
    for h in &report.health {
        out += &format!(
            "  {}: {} views repeated, silent for {:.1} s at most, errors at most {:.1} times their stated deviation\n",
            h.camera, h.repeated, h.longest_silence_s, h.noise
        );
    }
    if let Some(b) = &report.ball {
        let errors = [b.mean_mm, b.median_mm, b.p95_mm].map(|v| number(v, " mm"));
        out += &format!(
            "  ball error mean {}, median {}, p95 {}; coverage {:.1} %, recall {}, false {:.2} %\n",
            errors[0],
            errors[1],
            errors[2],
            100.0 * b.coverage,
            number(b.recall.map(|r| 100.0 * r), " %"),
            100.0 * b.false_share
        );
        for e in &b.events {
            out += &format!(
                "  {}: {} of {} found, {} reported; time error {}",
                e.kind,
                e.correct,
                e.truth,
                e.reported,
                number(e.time_error_ms, " ms")
            );
            if let Some(percent) = e.speed_error_percent {
                out += &format!(", speed error {percent:.2} %");
            }
            out.push('\n');
        }
        if let Some(l) = &b.landing {
            out += &format!(
                "  landing, {} of {} flights: median {}, p95 {}, {} of them in their 95 % ellipse\n",
                l.reported,
                l.flights,
                number(l.median_mm, " mm"),
                number(l.p95_mm, " mm"),
                number(l.inside_95.map(|s| 100.0 * s), " %")
            );
        }
    }
    if report.people.is_none() && report.ball.is_none() {
        out += "  no truth to score against\n";
    }
    for (name, times) in [
        ("rendering", &report.stages_ms.render),
        ("networks", &report.stages_ms.observe),
    ] {
        if let Some(t) = times {
            out += &format!(
                "  {name} per image: p50 {:.1} ms, p99 {:.1} ms\n",
                t.p50, t.p99
            );
        }
    }
    let t = &report.fuse_us;
    out + &format!(
        "  fusion per frame set: p50 {:.0} µs, p99 {:.0} µs, max {:.0} µs\n",
        t.p50, t.p99, t.max
    )
}
