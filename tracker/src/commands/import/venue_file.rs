//! The folder of a new venue: `venue.toml`, `rig.toml`, and what to do with them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use trackside_calibration::{Rig, rig_file};
use trackside_evaluation::case::JointNames;

use super::size::{Size, probe, size_policy};
use super::{VenueArgs, models, rig_check};

/// A venue in the making.
pub(super) struct NewVenue {
    pub(super) origin: PathBuf,
    pub(super) rig: Rig,
    /// The order of the joints in the detections.
    pub(super) joint_set: Option<JointNames>,
    /// The kind of ball.
    pub(super) ball: Option<String>,
    /// Frame sets per second, where media do not carry it.
    pub(super) rate_hz: Option<f64>,
    pub(super) cameras: Vec<NewCamera>,
}

/// A camera of a venue in the making; paths are as they are written.
pub(super) struct NewCamera {
    pub(super) name: String,
    pub(super) source: Option<String>,
    pub(super) detections: Option<String>,
    pub(super) times: Option<String>,
    pub(super) fps: Option<f64>,
    size: Option<(Size, String)>,
}

/// A camera with its video, whose size is looked at.
pub(super) fn new_camera(
    name: String,
    video: Option<&Path>,
    calibrated: [u32; 2],
    args: &VenueArgs,
) -> Result<NewCamera> {
    let mut new = NewCamera {
        name,
        source: None,
        detections: None,
        times: None,
        fps: None,
        size: None,
    };
    if let Some(video) = video {
        new.source = Some(relative(video, &args.output)?);
    }
    if let Some(video) = video.filter(|path| path.is_file()) {
        let seen = probe(video)?;
        if seen.size_px != calibrated {
            let (how, why) = size_policy(&seen, calibrated, args.size)
                .with_context(|| format!("camera \"{}\": {}", new.name, video.display()))?;
            eprintln!("camera \"{}\": {why}", new.name);
            new.size = Some((how, why));
        }
    }
    Ok(new)
}

/// Makes the venue's folder.
pub(super) fn make_folder(args: &VenueArgs) -> Result<()> {
    let folder = &args.output;
    let name = folder.display();
    if let Ok(mut inside) = fs::read_dir(folder)
        && inside.next().is_some()
        && !args.force
    {
        bail!("{name}: the folder is not empty; --force writes into it");
    }
    fs::create_dir_all(folder.join("detections"))
        .with_context(|| format!("{name}: the folder cannot be made"))
}

/// `path` as seen from `folder`, so that both can move together.
pub(super) fn relative(path: &Path, folder: &Path) -> Result<String> {
    let absolute = |p: &Path| fs::canonicalize(p).with_context(|| p.display().to_string());
    let (path, folder) = (absolute(path)?, absolute(folder)?);
    let relative = pathdiff::diff_paths(&path, &folder).unwrap_or(path);
    let text = relative.to_str().map(str::to_owned);
    text.ok_or_else(|| anyhow!("{}: the path must be Unicode", relative.display()))
}

impl NewVenue {
    /// Writes rig and venue, says what the detections say of the rig, and what comes next.
    pub(super) fn write(&self, args: &VenueArgs) -> Result<()> {
        let name = match &args.name {
            Some(name) => name.clone(),
            None => venue_name(&args.output)?,
        };
        let rig = args.output.join("rig.toml");
        fs::write(&rig, rig_file::to_toml(&self.rig)).with_context(|| rig.display().to_string())?;
        let path = args.output.join("venue.toml");
        let text = self.to_toml(&name, args);
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        eprintln!("{}: {} cameras", path.display(), self.cameras.len());
        if self.joint_set.is_some() && self.cameras.iter().any(|c| c.detections.is_some()) {
            rig_check::report(&self.rig, &rig, &path)?;
        }
        self.say_what_is_next(&path, args);
        Ok(())
    }

    /// Commands that work as they are printed.
    fn say_what_is_next(&self, venue: &Path, args: &VenueArgs) {
        let venue = venue.display();
        let has = |of: fn(&NewCamera) -> bool| self.cameras.iter().any(of);
        if has(|c| c.detections.is_some()) {
            eprintln!(
                "Next, from the detections: trackside run {venue} --from detections --record out.mcap"
            );
        }
        if has(|c| c.source.is_some()) {
            let (detector, pose) = (args.detector.as_deref(), args.pose.as_deref());
            if let Some(pull) = models::say_missing(detector, pose) {
                eprintln!("Next, from the videos: {pull}trackside run {venue} --record out.mcap");
            }
        }
    }

    fn to_toml(&self, name: &str, args: &VenueArgs) -> String {
        let mut lines = vec![
            format!(
                "# Made by `trackside import` from {}.",
                quoted(&self.origin.to_string_lossy())
            ),
            "# Paths are relative to this file.".to_owned(),
            format!("name = {}", quoted(name)),
            "rig = \"rig.toml\"".to_owned(),
        ];
        lines.extend(self.rate_hz.map(|rate| format!("rate_hz = {rate:?}")));
        if let Some(set) = &self.joint_set {
            lines.push(format!(
                "joint_set = {} # of the detections",
                joint_set(set)
            ));
        }
        if let Some(ball) = &self.ball {
            lines.extend([
                String::new(),
                "[fusion]".to_owned(),
                format!("ball = {}", quoted(ball)),
            ]);
        }
        lines.push(String::new());
        match &args.detector {
            Some(detector) => {
                lines.extend(["[models]".to_owned(), format!("detector = {}", quoted(detector))]);
                lines.extend(args.pose.iter().map(|pose| format!("pose = {}", quoted(pose))));
            }
            None => lines.extend([
                "# The networks for the videos: without this section, the host's balanced preset.".to_owned(),
                "# [models]".to_owned(),
                "# preset = \"balanced\" # fast, balanced, best; or detector = \"…\" and pose = \"…\" of `trackside models list`".to_owned(),
            ]),
        }
        for camera in &self.cameras {
            lines.extend(camera.lines());
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

impl NewCamera {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![String::new(), "[[camera]]".to_owned()];
        let keys = [
            ("name", Some(&self.name)),
            ("source", self.source.as_ref()),
            ("detections", self.detections.as_ref()),
            ("times", self.times.as_ref()),
        ];
        for (key, value) in keys {
            lines.extend(value.map(|value| format!("{key} = {}", quoted(value))));
        }
        lines.extend(self.fps.map(|fps| format!("fps = {fps:?}")));
        if let Some((how, why)) = &self.size {
            lines.push(format!("# {why}"));
            lines.push(format!("size = \"{}\"", how.word()));
        }
        lines
    }
}

/// A joint set as a TOML value.
fn joint_set(names: &JointNames) -> String {
    match names {
        JointNames::Set(name) => quoted(name),
        JointNames::Names(names) => {
            let names: Vec<_> = names.iter().map(|n| quoted(n)).collect();
            format!("[{}]", names.join(", "))
        }
    }
}

/// The folder's name with what keys can not have made `-`.
pub(super) fn venue_name(folder: &Path) -> Result<String> {
    let folder = fs::canonicalize(folder).with_context(|| folder.display().to_string())?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(plain).collect();
    Ok(if name.is_empty() {
        "venue".to_owned()
    } else {
        name
    })
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_toml_string() {
        for text in [
            "plain",
            "two \"words\"",
            "back\\slash",
            "line\nbreak",
            "ümlaut",
        ] {
            let parsed: toml::Table = format!("a = {}", quoted(text)).parse().unwrap();
            assert_eq!(parsed["a"].as_str(), Some(text));
        }
    }
}
