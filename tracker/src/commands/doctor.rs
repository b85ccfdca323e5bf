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
use trackside_models::{Catalogue, HostKind, Preset, Quality, WeightsSearchPath};
use trackside_transport::PublishOptions;

use super::models;
use crate::networks;
use crate::venue::{EMBEDDED_NETWORK, ModelsSection};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum FindingLevel {
    /// There.
    Ok,
    /// Not there, and not needed by everybody.
    Note,
    /// Not there, and needed for real images; rendered ones do without.
    Absent,
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
    findings.extend(networks_here());
    findings.extend(shared_cases());
    findings.extend([processor(), disk(), zenoh_port()]);
    // What is missing comes first, then notes, each in its order.
    findings.sort_by_key(|f| std::cmp::Reverse(f.health));
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
                FindingLevel::Absent => "ABSENT ",
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

/// The networks of this host, and how fast its presets are.
fn networks_here() -> Vec<Finding> {
    let catalogue = match Catalogue::load() {
        Ok(catalogue) => catalogue,
        Err(error) => return vec![finding("Models", FindingLevel::Missing, error.to_string())],
    };
    let weights = WeightsSearchPath::default();
    let here: Vec<&str> = catalogue
        .iter()
        .filter(|m| weights.find(m).is_some())
        .map(|m| m.name.as_str())
        .collect();
    let known = catalogue.iter().count();
    let mut findings = vec![finding(
        "Networks",
        FindingLevel::Ok,
        format!(
            "{} of {known} are here: {} (`trackside models list`)",
            here.len(),
            here.join(", ")
        ),
    )];
    if let Ok(host) = HostKind::of_this_host() {
        let presets = Quality::ALL.map(|quality| Preset::of(quality, host));
        let is_here = |p: &&Preset| p.networks().iter().all(|n| here.contains(n));
        findings.extend(presets.iter().filter(is_here).map(|p| speed(p, &catalogue)));
        findings.extend(default_preset(&catalogue, &here));
    }
    findings
}

/// Whether the networks that real images take by default are here. Where they are not, only the embedded network's speed can
/// be measured.
fn default_preset(catalogue: &Catalogue, here: &[&str]) -> Vec<Finding> {
    let about = "Networks for real images";
    let chosen = match networks::choose(&ModelsSection::default()) {
        Ok(chosen) => chosen,
        Err(error) => return vec![finding(about, FindingLevel::Absent, format!("{error:#}"))],
    };
    let Some(missing) = chosen.describe_missing() else {
        return vec![finding(
            about,
            FindingLevel::Ok,
            format!(
                "the preset balanced is here; {} networks in all",
                here.len()
            ),
        )];
    };
    let mut findings = vec![finding(about, FindingLevel::Absent, missing)];
    let measured = (catalogue.by_name(EMBEDDED_NETWORK).map_err(Into::into))
        .and_then(|manifest| models::time_of_images(manifest, None));
    let about = format!("Speed of {EMBEDDED_NETWORK}");
    findings.push(match measured {
        Ok(each_s) => finding(
            about,
            FindingLevel::Note,
            format!(
                "about {}; it serves rendered images alone, and the speed of the preset balanced is not known before its \
                 networks are here",
                rate(each_s)
            ),
        ),
        Err(error) => finding(about, FindingLevel::Note, format!("{error:#}")),
    });
    findings
}

/// How many images a second a preset gives, measured.
fn speed(preset: &Preset, catalogue: &Catalogue) -> Finding {
    let about = format!("Preset {}", preset.quality);
    let measured = (catalogue.by_name(preset.detector))
        .and_then(|detector| Ok((detector, catalogue.by_name(preset.pose)?)))
        .map_err(Into::into)
        .and_then(|(detector, pose)| models::time_of_images(detector, Some(pose)));
    match measured {
        Ok(each_s) => finding(
            about,
            FindingLevel::Ok,
            format!(
                "{} and {}: about {} of all cameras together, with {} people in each",
                preset.detector,
                preset.pose,
                rate(each_s),
                models::PEOPLE
            ),
        ),
        Err(error) => finding(about, FindingLevel::Note, format!("{error:#}")),
    }
}

/// Images a second of this host, from the time of an image on one session: on the processor each core runs one.
fn rate(each_s: f64) -> String {
    let is_cpu = matches!(HostKind::of_this_host(), Ok(HostKind::Cpu));
    let cores = available_parallelism().map_or(1, usize::from);
    let sessions = if is_cpu { cores } else { 1 };
    let on = if is_cpu {
        format!("{cores} cores")
    } else {
        "the GPU".to_owned()
    };
    format!("{:.1} images a second on {on}", sessions as f64 / each_s)
}

/// Only developers have them: where they are neither there nor named, there is nothing to say.
fn shared_cases() -> Option<Finding> {
    let folder = trackside_models::shared_cases_folder();
    let is_named = std::env::var_os("TRACKSIDE_SHARED").is_some_and(|v| !v.is_empty());
    let (level, what) = match folder.join("cases").is_dir() {
        true => (FindingLevel::Ok, folder.display().to_string()),
        false if is_named => {
            let what = format!(
                "TRACKSIDE_SHARED names {}, which has no cases/",
                folder.display()
            );
            (FindingLevel::Note, what)
        }
        false => return None,
    };
    Some(finding("Shared cases", level, what))
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
