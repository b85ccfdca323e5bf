//! `trackside eval`: score against truth.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;
use serde::Serialize;
use trackside_datasets::case::{Case, Kind, TruthLine};
use trackside_datasets::score::{self, BallScore, PeopleScore};
use trackside_fusion::{Fusion, Options};
use trackside_schema::{JointSet, joint_sets};

/// Score against truth.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside eval cases/shelf-a --json --predictions preds/")]
pub struct EvalArgs {
    /// Folders with a case.toml.
    #[arg(required = true, value_name = "CASE")]
    cases: Vec<PathBuf>,
    /// One JSON object per case and line on stdout.
    #[arg(long)]
    json: bool,
    /// Also write what was estimated, as DIR/CASE.jsonl.
    #[arg(long, value_name = "DIR")]
    predictions: Option<PathBuf>,
    /// Use these cameras alone.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    cameras: Vec<String>,
}

/// What one case gave.
#[derive(Debug, Serialize)]
struct Report {
    case: String,
    kind: Kind,
    frames: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<PeopleScore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ball: Option<BallScore>,
    fuse_us: Microseconds,
}

/// Time inside fusion per moment, one thread, no input or output.
#[derive(Debug, Serialize)]
struct Microseconds {
    p50: f64,
    p99: f64,
    max: f64,
}

/// Runs the command.
pub fn run(args: EvalArgs) -> anyhow::Result<()> {
    if let Some(dir) = &args.predictions {
        fs::create_dir_all(dir)
            .with_context(|| format!("{}: cannot make the folder", dir.display()))?;
    }
    for folder in &args.cases {
        let case = Case::load(folder)?;
        let (estimates, fuse_us) = estimate(&case, &args.cameras)?;
        if let Some(dir) = &args.predictions {
            write_lines(&dir.join(format!("{}.jsonl", case.file.name)), &estimates)?;
        }
        let report = judge(&case, &estimates, fuse_us)?;
        if args.json {
            writeln!(std::io::stdout(), "{}", serde_json::to_string(&report)?)?;
        } else {
            write!(std::io::stdout(), "{}", in_words(&report))?;
        }
    }
    Ok(())
}

/// The joint set in which a case's people are written: the truth's own where it has one.
fn joint_set(case: &Case) -> anyhow::Result<&'static JointSet> {
    match &case.file.truth_joint_set {
        None => Ok(&joint_sets::HALPE_26),
        Some(name) => JointSet::named(name).with_context(|| {
            format!(
                "{}: truth_joint_set \"{name}\" is not known",
                case.folder.display()
            )
        }),
    }
}

/// Fuses the case's detections, image by image.
fn estimate(case: &Case, cameras: &[String]) -> anyhow::Result<(Vec<TruthLine>, Microseconds)> {
    let set = joint_set(case)?;
    for name in cameras {
        if case.rig.find(name).is_none() {
            let known: Vec<_> = case.rig.cameras().iter().map(|c| c.name.as_str()).collect();
            bail!(
                "{}: no camera \"{name}\"; there are {}",
                case.folder.display(),
                known.join(", ")
            );
        }
    }
    let wanted = |name: &str| cameras.is_empty() || cameras.iter().any(|c| c == name);
    let mut fusion = Fusion::new(case.rig.clone(), Options::default());
    let (mut lines, mut times_us) = (Vec::new(), Vec::new());
    for mut moment in case.moments()? {
        moment
            .views
            .retain(|v| case.rig.camera(v.camera).is_some_and(|c| wanted(&c.name)));
        let begun = Instant::now();
        let fused = fusion.step(&moment);
        times_us.push(begun.elapsed().as_secs_f64() * 1e6);
        lines.push(TruthLine {
            frame: moment.tick,
            t: moment.tick as f64 / case.file.fps,
            people: score::believed(fused.athletes, set),
            ball: fused.ball.map(|b| b.at.into()),
            joint_set: Some(set.name.to_owned()),
        });
    }
    times_us.sort_by(f64::total_cmp);
    let at = |share| score::percentile(&times_us, share).unwrap_or(0.0);
    Ok((
        lines,
        Microseconds {
            p50: at(0.5),
            p99: at(0.99),
            max: at(1.0),
        },
    ))
}

fn judge(case: &Case, estimates: &[TruthLine], fuse_us: Microseconds) -> anyhow::Result<Report> {
    let truth = case.truth()?;
    let set = joint_set(case)?;
    let mut report = Report {
        case: case.file.name.clone(),
        kind: case.file.kind,
        frames: estimates.len(),
        people: None,
        ball: None,
        fuse_us,
    };
    if let Some(truth) = truth {
        match case.file.kind {
            Kind::People => {
                report.people = Some(score::people(&truth, estimates, set.name == "shelf15"))
            }
            Kind::Ball => report.ball = Some(score::ball(&truth, estimates)),
        }
    }
    Ok(report)
}

fn write_lines(path: &Path, lines: &[TruthLine]) -> anyhow::Result<()> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)?;
        text.push(b'\n');
    }
    fs::write(path, text).with_context(|| format!("{}: cannot write predictions", path.display()))
}

fn in_words(report: &Report) -> String {
    let number =
        |v: Option<f64>, unit: &str| v.map_or("–".to_owned(), |v| format!("{v:.1}{unit}"));
    let mut out = format!("{}: {} frames\n", report.case, report.frames);
    if let Some(p) = &report.people {
        let actors: Vec<_> = p.pcp_by_actor.iter().map(|v| number(*v, "")).collect();
        out += &format!(
            "  PCP {} (limbs {}; by actor {})",
            number(p.pcp_mean, " %"),
            number(p.pcp_limbs_mean, " %"),
            actors.join(", ")
        );
        out += &format!(
            ", MPJPE {}, missed {}, extra per frame {:.2}, id switches {}\n",
            number(p.mpjpe_mm, " mm"),
            p.missed,
            p.extra_per_frame,
            p.id_switches
        );
    }
    if let Some(b) = &report.ball {
        let errors = [b.mean_mm, b.median_mm, b.p95_mm].map(|v| number(v, " mm"));
        out += &format!(
            "  ball error mean {}, median {}, p95 {}; coverage {:.1} %\n",
            errors[0],
            errors[1],
            errors[2],
            100.0 * b.coverage
        );
    }
    if report.people.is_none() && report.ball.is_none() {
        out += "  no truth to score against\n";
    }
    let t = &report.fuse_us;
    out + &format!(
        "  fusion per moment: p50 {:.0} µs, p99 {:.0} µs, max {:.0} µs\n",
        t.p50, t.p99, t.max
    )
}
