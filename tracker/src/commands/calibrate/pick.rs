//! `trackside calibrate pick`: a page on which landmarks are picked in the cameras' pictures. It needs nothing else, and no network.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};
use trackside_sports::Field;

use super::board_args::camera_path;
use super::report::data_uri;

const PAGE: &str = include_str!("pick.html");
/// Arcs are drawn in steps of this, m.
const STEP_M: f64 = 0.25;

/// Pick landmarks in pictures, in the browser.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate pick north=north.png south=south.jpg --field basketball-fiba -o pick.html\n  \
                  (open pick.html, pick, save landmarks.toml)\n  \
                  trackside calibrate poses lenses.toml --landmarks landmarks.toml -o rig.toml"
)]
pub struct PickArgs {
    /// A picture of each camera, JPEG or PNG, as large as its lens was calibrated for.
    #[arg(required = true, value_name = "CAMERA=PICTURE", value_parser = camera_path)]
    pictures: Vec<(String, PathBuf)>,
    /// The field of play; `calibrate check --help` lists them.
    #[arg(long, value_name = "NAME")]
    field: String,
    /// The page to write.
    #[arg(short, long, value_name = "PAGE.html", default_value = "pick.html")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(args: &PickArgs) -> Result<()> {
    let field = Field::named(&args.field)?;
    let mut cameras = Vec::new();
    for (i, (name, path)) in args.pictures.iter().enumerate() {
        let twice = args.pictures[..i].iter().any(|(other, _)| other == name);
        ensure!(!twice, "camera \"{name}\" has two pictures");
        cameras.push(json!({"name": name, "picture": picture(path)?}));
    }
    let data = json!({"field": args.field, "cameras": cameras, "points": points(&field), "lines": lines(&field)});
    // Inside a script nothing may look like its end.
    let page = PAGE.replace("{data}", &data.to_string().replace("</", "<\\/"));
    fs::write(&args.output, page)
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    eprintln!(
        "{}: open it in a browser, pick, and save the landmarks for `calibrate poses --landmarks`",
        args.output.display()
    );
    Ok(())
}

fn picture(path: &Path) -> Result<String> {
    let kind = match path.extension().and_then(|e| e.to_str()) {
        Some("jpg" | "jpeg" | "JPG") => "jpeg",
        Some("png" | "PNG") => "png",
        _ => anyhow::bail!(
            "{}: a picture is a JPEG or PNG; one of a video: ffmpeg -i VIDEO -frames:v 1 PICTURE.png",
            path.display()
        ),
    };
    data_uri(path, kind)
}

fn points(field: &Field) -> Value {
    let point =
        |p: &trackside_sports::FieldPoint| json!({"name": p.name, "at": [p.at.x, p.at.y, p.at.z]});
    field.points.iter().map(point).collect()
}

fn lines(field: &Field) -> Value {
    let line = |l: &trackside_sports::FieldLine| {
        let course: Vec<_> = l
            .geometry
            .points(STEP_M)
            .iter()
            .map(|p| [p.x, p.y])
            .collect();
        json!({"name": l.name, "course": course})
    };
    field.lines.iter().map(line).collect()
}
