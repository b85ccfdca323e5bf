//! `trackside doctor`: what is missing on this host, in words.

use std::fs;
use std::io::{self, Write};
use std::net::TcpListener;
use std::thread::available_parallelism;

use anyhow::{Result, bail};
use clap::Args;
use opencv::{core, videoio};
use serde::Serialize;
use trackside_models::runtime::{self, Provider};
use trackside_models::{Catalogue, WeightsSearchPath};

use trackside_transport::PublishOptions;

/// Less free disk than this is worth a word, GiB.
const LITTLE_DISK_GIB: f64 = 5.0;

/// What is missing on this host, in words. Fails where `trackside run` could not work.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside doctor --json")]
pub struct DoctorArgs {
    /// One JSON array on stdout.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum FindingLevel {
    /// There.
    Ok,
    /// Not there, and not needed by everybody.
    Note,
    /// Not there, and needed.
    Missing,
}

/// One check.
#[derive(Debug, Serialize)]
struct Finding {
    about: String,
    health: FindingLevel,
    found: String,
}

fn finding(about: impl Into<String>, health: FindingLevel, found: impl Into<String>) -> Finding {
    Finding {
        about: about.into(),
        health,
        found: found.into(),
    }
}

/// Runs the command.
pub fn run(args: DoctorArgs) -> Result<()> {
    let mut findings = vec![opencv_library(), ffmpeg()];
    findings.extend(onnx_runtime());
    findings.push(gpu());
    findings.extend(weights());
    findings.extend([shared_cases(), processor(), disk(), zenoh_port()]);
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &findings).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for Finding {
            about,
            health,
            found,
        } in &findings
        {
            let mark = match health {
                FindingLevel::Ok => "ok     ",
                FindingLevel::Note => "note   ",
                FindingLevel::Missing => "MISSING",
            };
            writeln!(out, "{mark} {about}: {found}")?;
        }
    }
    out.flush()?;
    match findings
        .iter()
        .filter(|f| f.health == FindingLevel::Missing)
        .count()
    {
        0 => Ok(()),
        n => bail!("{n} needed on this host: see MISSING above"),
    }
}

fn opencv_library() -> Finding {
    match core::get_version_string() {
        Ok(version) => finding("OpenCV", FindingLevel::Ok, version),
        Err(error) => finding("OpenCV", FindingLevel::Missing, error.to_string()),
    }
}

fn ffmpeg() -> Finding {
    let about = "FFmpeg through OpenCV";
    match videoio::has_backend(videoio::VideoCaptureAPIs::CAP_FFMPEG) {
        Ok(true) => finding(about, FindingLevel::Ok, "opens videos and streams"),
        Ok(false) => {
            let what = "OpenCV was built without it: no video and no stream can be opened; install libopencv-dev";
            finding(about, FindingLevel::Missing, what)
        }
        Err(error) => finding(about, FindingLevel::Missing, error.to_string()),
    }
}

fn onnx_runtime() -> Vec<Finding> {
    let about = "ONNX Runtime";
    let library = match runtime::find_library() {
        Ok(library) => library,
        Err(error) => return vec![finding(about, FindingLevel::Missing, error.to_string())],
    };
    let mut findings = vec![finding(
        about,
        FindingLevel::Ok,
        library.display().to_string(),
    )];
    findings.push(match runtime::active_provider() {
        Ok(Provider::Cpu) => finding(
            "Networks run on",
            FindingLevel::Note,
            "the processor: this ONNX Runtime has no GPU provider that starts here",
        ),
        Ok(provider) => finding("Networks run on", FindingLevel::Ok, provider.name()),
        Err(error) => finding("Networks run on", FindingLevel::Missing, error.to_string()),
    });
    findings
}

fn gpu() -> Finding {
    let about = "NVIDIA GPU";
    let driver = fs::read_to_string("/proc/driver/nvidia/version");
    let jetson = fs::read_to_string("/etc/nv_tegra_release");
    match driver.or(jetson) {
        Ok(text) => finding(
            about,
            FindingLevel::Ok,
            text.lines().next().unwrap_or_default().trim(),
        ),
        Err(_) => finding(about, FindingLevel::Note, "no driver is loaded"),
    }
}

fn weights() -> Vec<Finding> {
    let catalogue = match Catalogue::load() {
        Ok(catalogue) => catalogue,
        Err(error) => return vec![finding("Models", FindingLevel::Missing, error.to_string())],
    };
    let places = WeightsSearchPath::default();
    let about = |name: &str| format!("Weights of {name}");
    let mut findings: Vec<_> = catalogue
        .iter()
        .map(|manifest| match places.find(manifest) {
            Some(found) => {
                let at = match found.path {
                    Some(path) => format!("{} ({})", path.display(), found.origin),
                    None => found.origin.to_owned(),
                };
                finding(about(&manifest.name), FindingLevel::Ok, at)
            }
            None => finding(
                about(&manifest.name),
                FindingLevel::Note,
                "not on this host",
            ),
        })
        .collect();
    if findings.iter().all(|f| f.health != FindingLevel::Ok) {
        let looked: Vec<_> = places
            .folders()
            .iter()
            .map(|p| p.path.display().to_string())
            .collect();
        let what = format!(
            "none found in {}: `trackside models pull` fetches them",
            looked.join(", ")
        );
        findings.push(finding("Models", FindingLevel::Note, what));
    }
    findings
}

fn shared_cases() -> Finding {
    let folder = trackside_models::shared_cases_folder();
    if folder.join("cases").is_dir() {
        finding(
            "Shared cases",
            FindingLevel::Ok,
            folder.display().to_string(),
        )
    } else {
        let what = format!(
            "not in {} (TRACKSIDE_SHARED names another folder)",
            folder.display()
        );
        finding("Shared cases", FindingLevel::Note, what)
    }
}

fn processor() -> Finding {
    match available_parallelism() {
        Ok(n) => finding("Processor cores", FindingLevel::Ok, n.to_string()),
        Err(error) => finding("Processor cores", FindingLevel::Note, error.to_string()),
    }
}

fn disk() -> Finding {
    let about = "Free disk here";
    match rustix::fs::statvfs(".") {
        Ok(disk) => {
            let gib = (disk.f_bavail as f64) * (disk.f_frsize as f64) / f64::from(1 << 30);
            let health = if gib < LITTLE_DISK_GIB {
                FindingLevel::Note
            } else {
                FindingLevel::Ok
            };
            finding(about, health, format!("{gib:.1} GiB"))
        }
        Err(error) => finding(about, FindingLevel::Note, error.to_string()),
    }
}

/// Whether the default endpoint is free.
fn zenoh_port() -> Finding {
    let about = "Zenoh's port";
    let endpoints = PublishOptions::default().listen;
    let Some(address) = endpoints.first().and_then(|e| e.strip_prefix("tcp/")) else {
        return finding(about, FindingLevel::Note, "no TCP endpoint by default");
    };
    match TcpListener::bind(address) {
        Ok(_) => finding(about, FindingLevel::Ok, format!("{address} is free")),
        Err(error) => {
            let what = format!(
                "{address}: {error}; another program has it: set [publish] listen in venue.toml"
            );
            finding(about, FindingLevel::Note, what)
        }
    }
}
