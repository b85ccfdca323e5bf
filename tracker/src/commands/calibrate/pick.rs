//! `trackside calibrate pick`: a self-contained page on which landmarks are picked in the cameras' images.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};
use trackside_sports::Field;

use super::board_args::camera_path;
use crate::commands::overwrite::Overwrite;
use crate::html::image_data_uri;

const PAGE: &str = include_str!("pick.html");
/// Arcs are drawn in segments of this length, m.
const STEP_M: f64 = 0.25;

/// Pick landmarks in images, in the browser.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate pick north=north.png south=south.jpg --field basketball-fiba -o pick.html\n  \
                  (open pick.html, pick, save landmarks.toml)\n  \
                  trackside calibrate poses lenses.toml --landmarks landmarks.toml -o rig.toml"
)]
pub struct PickArgs {
    /// An image of each camera, JPEG or PNG, of the size for which its lens was calibrated.
    #[arg(required = true, value_name = "CAMERA=IMAGE", value_parser = camera_path)]
    images: Vec<(String, PathBuf)>,
    /// The field of play; `calibrate check --help` lists them.
    #[arg(long, value_name = "NAME")]
    field: String,
    /// The page to write.
    #[arg(short, long, value_name = "PAGE.html", default_value = "pick.html")]
    output: PathBuf,
    #[command(flatten)]
    overwrite: Overwrite,
}

/// Runs the command.
pub fn run(args: &PickArgs) -> Result<()> {
    args.overwrite.check(&args.output)?;
    let field = Field::named(&args.field)?;
    let mut cameras = Vec::new();
    for (i, (name, path)) in args.images.iter().enumerate() {
        let is_repeated = args.images[..i].iter().any(|(other, _)| other == name);
        ensure!(!is_repeated, "camera \"{name}\" has two images");
        cameras.push(json!({"name": name, "image": image(path)?}));
    }
    let data = json!({"field": args.field, "cameras": cameras, "points": points(&field), "lines": lines(&field)});
    // The data must not contain the end of the script element.
    let page = PAGE.replace("{data}", &data.to_string().replace("</", "<\\/"));
    fs::write(&args.output, page)
        .with_context(|| format!("{}: cannot be written", args.output.display()))?;
    eprintln!(
        "{}: open it in a browser, pick, and save the landmarks for `calibrate poses --landmarks`",
        args.output.display()
    );
    Ok(())
}

fn image(path: &Path) -> Result<String> {
    let subtype = match path.extension().and_then(|e| e.to_str()) {
        Some("jpg" | "jpeg" | "JPG") => "jpeg",
        Some("png" | "PNG") => "png",
        _ => anyhow::bail!(
            "{}: an image is a JPEG or PNG; to take one from a video: ffmpeg -i VIDEO -frames:v 1 IMAGE.png",
            path.display()
        ),
    };
    image_data_uri(path, subtype)
}

fn points(field: &Field) -> Value {
    let point =
        |p: &trackside_sports::FieldPoint| json!({"name": p.name, "at": [p.at.x, p.at.y, p.at.z]});
    field.points.iter().map(point).collect()
}

fn lines(field: &Field) -> Value {
    let line = |l: &trackside_sports::FieldLine| {
        let points: Vec<_> = l
            .geometry
            .points(STEP_M)
            .iter()
            .map(|p| [p.x, p.y])
            .collect();
        json!({"name": l.name, "points": points})
    };
    field.lines.iter().map(line).collect()
}
