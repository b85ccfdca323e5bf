//! Writes a world as a case, which can be scored without the world.

use std::fs;
use std::path::Path;

use trackside_calibration::rig_file;
use trackside_schema::{Person2d, RawPixel, View};
use trackside_simulation::{ViewGenerator, World, WorldState, truth_line};

use crate::CaseError;
use crate::case::{self, DetectedPerson, DetectionLine};

/// Number of images that each camera takes in `seconds`, and their rate, Hz.
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

/// Writes `case.toml`, `rig.toml`, `truth.jsonl`, `times/` with the time of each image, and `detections/` with those of a simulated
/// detector.
///
/// # Errors
/// As [`images`], or a file cannot be written.
pub fn write(world: &World, seconds: f64, folder: &Path) -> Result<(), CaseError> {
    let (count, rate_hz) = images(world, seconds)?;
    let detections = folder.join("detections");
    let times = folder.join("times");
    for created in [&detections, &times] {
        fs::create_dir_all(created).map_err(|e| CaseError::in_file(created, e))?;
    }
    let name = &world.file().name;
    let case = format!(
        "name = \"{name}-{}\"\nkind = \"people\"\nfps = {rate_hz:?}\nframes = {count}\nvideos = \"videos\"\ndetections = \"detections\"\n\
         joint_set = \"halpe26\"\ntruth = \"truth.jsonl\"\ntruth_joint_set = \"halpe26\"\nmetric = \"mpjpe\"\ntruth_is_complete = true\n",
        world.seed()
    );
    save(&folder.join("case.toml"), &case)?;
    let rig = world.rig()?;
    save(&folder.join("rig.toml"), &rig_file::to_toml(&rig))?;
    let mut now = WorldState::default();
    let truth = (0..count).map(|i| truth_line(world, i, i as f64 / rate_hz, &mut now));
    case::write_truth(&folder.join("truth.jsonl"), truth)?;
    let mut viewer = ViewGenerator::new(world);
    for (camera, calibrated) in rig.cameras().iter().enumerate() {
        let views = (0..count).filter_map(|image| viewer.view(camera, image));
        let path = detections.join(format!("{}.jsonl", calibrated.name));
        case::write_detections(&path, views.map(line))?;
        let path = times.join(format!("{}.csv", calibrated.name));
        save(&path, &stamps(world, camera, count))?;
    }
    Ok(())
}

/// A camera's stamp of each image, one line each; a video does not hold them.
fn stamps(world: &World, camera: usize, count: u64) -> String {
    let (camera, is_clock_corrected) = (
        &world.cameras()[camera],
        world.file().views.corrected_clocks,
    );
    let mut text = "image,stamp_s\n".to_owned();
    for image in 0..count {
        let stamp_s = camera.capture_time_s(&camera.captured_image(image), is_clock_corrected);
        text += &format!("{image},{stamp_s:.6}\n");
    }
    text
}

fn line(view: View) -> DetectionLine {
    let keypoint = |at: RawPixel, score: f32| [at.x as f32, at.y as f32, score];
    let person = |p: &Person2d| DetectedPerson {
        joints: p
            .joints
            .iter()
            .map(|k| k.map(|k| keypoint(k.at, k.score)))
            .collect(),
    };
    DetectionLine {
        frame: view.frame_index,
        t: view.stamp.mid_exposure.0 as f64 * 1e-9,
        people: view.people.iter().map(person).collect(),
        balls: view.balls.iter().map(|b| keypoint(b.at, b.score)).collect(),
    }
}

fn save(path: &Path, text: &str) -> Result<(), CaseError> {
    fs::write(path, text).map_err(|e| CaseError::in_file(path, format!("cannot be written: {e}")))
}
