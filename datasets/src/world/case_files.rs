//! A world as a case: what anybody can score without the world.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::json;
use trackside_calibration::rig_file;
use trackside_schema::View;

use super::World;
use super::views::{Viewer, truth_line};
use crate::CaseError;

/// One line of `detections/CAM.jsonl`.
#[derive(Serialize)]
struct Line {
    frame: u64,
    t: f64,
    people: Vec<serde_json::Value>,
    balls: Vec<[f32; 3]>,
}

/// How many images each camera takes in `seconds`, and at which rate.
///
/// # Errors
/// The cameras differ in their rates: the files of a case count images, not times.
pub fn images(world: &World, seconds: f64) -> Result<(u64, f64), CaseError> {
    let rates: Vec<_> = world.cameras().iter().map(|c| c.fps).collect();
    let Some(&rate_hz) = rates.first() else {
        return Err(CaseError(format!(
            "world \"{}\" has no camera",
            world.file().name
        )));
    };
    if rates.iter().any(|&r| r != rate_hz) {
        let what = "cameras of several rates cannot be written as a case; give all the same, as in `--set camera.*.fps=25`";
        return Err(CaseError(format!(
            "world \"{}\": {what}",
            world.file().name
        )));
    }
    if !(seconds > 0.0 && seconds.is_finite()) {
        return Err(CaseError(format!(
            "{seconds} s of action cannot be written"
        )));
    }
    Ok(((seconds * rate_hz).ceil() as u64, rate_hz))
}

/// Writes `case.toml`, `rig.toml`, `truth.jsonl` and, as a detector with errors would give them, `detections/`.
///
/// # Errors
/// As [`images`], or a file cannot be written.
pub fn write(world: &World, seconds: f64, folder: &Path) -> Result<(), CaseError> {
    let (count, rate_hz) = images(world, seconds)?;
    let detections = folder.join("detections");
    fs::create_dir_all(&detections).map_err(|e| CaseError::in_file(&detections, e))?;
    let name = &world.file().name;
    let case = format!(
        "name = \"{name}-{}\"\nkind = \"people\"\nfps = {rate_hz:?}\nframes = {count}\nvideos = \"videos\"\ndetections = \"detections\"\n\
         joint_set = \"halpe26\"\ntruth = \"truth.jsonl\"\ntruth_joint_set = \"halpe26\"\nmetric = \"mpjpe\"\ntruth_is_complete = true\n",
        world.seed()
    );
    save(&folder.join("case.toml"), |out| {
        out.write_all(case.as_bytes())
    })?;
    let rig = world.rig()?;
    save(&folder.join("rig.toml"), |out| {
        out.write_all(rig_file::to_toml(&rig).as_bytes())
    })?;
    let mut now = super::Instant::default();
    save(&folder.join("truth.jsonl"), |out| {
        (0..count)
            .try_for_each(|i| json_line(out, &truth_line(world, i, i as f64 / rate_hz, &mut now)))
    })?;
    let mut viewer = Viewer::new(world);
    for (camera, calibrated) in rig.cameras().iter().enumerate() {
        save(
            &detections.join(format!("{}.jsonl", calibrated.name)),
            |out| {
                let views = (0..count).filter_map(|image| viewer.view(camera, image));
                views.map(line).try_for_each(|l| json_line(out, &l))
            },
        )?;
    }
    Ok(())
}

fn line(view: View) -> Line {
    let joints = |p: &trackside_schema::Person2d| {
        let seen = p
            .joints
            .iter()
            .map(|k| k.map(|k| [k.at.x as f32, k.at.y as f32, k.score]));
        json!({ "joints": seen.collect::<Vec<_>>() })
    };
    Line {
        frame: view.image,
        t: view.stamp.mid_exposure.0 as f64 * 1e-9,
        people: view.people.iter().map(joints).collect(),
        balls: view
            .balls
            .iter()
            .map(|b| [b.at.x as f32, b.at.y as f32, b.score])
            .collect(),
    }
}

fn json_line(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn save(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<fs::File>) -> std::io::Result<()>,
) -> Result<(), CaseError> {
    let write = || {
        let mut out = BufWriter::new(fs::File::create(path)?);
        fill(&mut out)?;
        out.flush()
    };
    write().map_err(|e| CaseError::in_file(path, format!("cannot be written: {e}")))
}
