//! `trackside highlights`: the moments of a recording that are worth showing again, as a feed and as a page.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tiny_skia::{Color, Pixmap};
use trackside_calibration::Rig;
use trackside_consumers::highlights::{self, Highlight, Highlights};
use trackside_consumers::overlay;
use trackside_datasets::world::{Field, FieldKind, Shape};
use trackside_schema::wire::{self, v1};
use trackside_schema::{Timestamp, TrackingFrame, WorldPoint};

use crate::record::{EVENT_TOPIC, FRAME_TOPIC};
use crate::recording::Recording;

/// Of stills.
const HEIGHT_PX: u32 = 360;
/// The page around the clips.
const PAGE: &str = include_str!("highlights.html");

/// The moments of a recording that are worth showing again.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside highlights game.mcap -o highlights\n  \
                        trackside serve game.mcap   # plays what highlights/index.html links to"
)]
pub struct HighlightsArgs {
    /// The recording.
    pub file: PathBuf,
    /// Where the feed, the page and the stills go; made where it is not there.
    #[arg(short, long, value_name = "DIR", default_value = "highlights")]
    pub output: PathBuf,
    /// What is worth showing, in place of the rules that the program carries.
    #[arg(long, value_name = "FILE.toml")]
    pub rules: Option<PathBuf>,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub most: usize,
    /// Where `trackside serve` serves the recording.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/")]
    pub server: String,
    /// Print the feed, too.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: HighlightsArgs) -> Result<()> {
    let rules = rules(args.rules.as_deref())?;
    let recording = Recording::open(&args.file)?;
    let field = FieldKind::named(&recording.session().field).map(Field::new);
    let lines = field.map(|f| lines(&f)).unwrap_or_default();
    let mut found = Highlights::new(rules, lines);
    let first = each(&recording, |message| match message {
        Message::Frame(frame) => found.frame(&frame),
        Message::Event(event) => found.event(&event),
    })?;
    let first = first.with_context(|| format!("{}: it has no frames", args.file.display()))?;
    let found = found.ranked(args.most);
    fs::create_dir_all(&args.output)
        .with_context(|| format!("{}: cannot make the folder", args.output.display()))?;
    stills(&recording, &found, &args.output)?;
    let feed = feed(&recording, &args, first, &found);
    let text = serde_json::to_string_pretty(&feed)?;
    write(&args.output.join("highlights.json"), text.as_bytes())?;
    let page = args.output.join("index.html");
    write(&page, html(&feed).as_bytes())?;
    if args.json {
        writeln!(io::stdout(), "{feed}")?;
    } else {
        writeln!(
            io::stdout(),
            "{} highlights: {}",
            found.len(),
            page.display()
        )?;
    }
    Ok(())
}

fn rules(file: Option<&Path>) -> Result<Vec<highlights::Rule>> {
    let Some(file) = file else {
        return highlights::rules(highlights::RULES)
            .map_err(|e| anyhow!("the program's rules: {e}"));
    };
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    highlights::rules(&text).map_err(|e| anyhow!("{name}: {e}"))
}

enum Message {
    Frame(TrackingFrame),
    Event(v1::Event),
}

/// Hands over all frames and events, and tells the time of the first frame.
fn each(recording: &Recording, mut take: impl FnMut(Message)) -> Result<Option<Timestamp>> {
    let progress = ProgressBar::no_length().with_style(
        ProgressStyle::with_template("{spinner} {pos} frames looked through")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    let mut first = None;
    for message in recording.messages()? {
        let message = message?;
        match message.topic.as_str() {
            FRAME_TOPIC => {
                first = first.or(Some(message.time));
                take(Message::Frame(wire::decode_frame(&message.bytes)?));
                progress.inc(1);
            }
            EVENT_TOPIC => take(Message::Event(wire::decode(&message.bytes)?)),
            _ => {}
        }
    }
    progress.finish_and_clear();
    Ok(first)
}

/// The field's lines as straight pieces, m.
fn lines(field: &Field) -> Vec<[[f64; 2]; 2]> {
    let mut pieces = Vec::new();
    for marking in &field.markings {
        match &marking.shape {
            Shape::Polyline(points) => pieces.extend(points.windows(2).map(|p| [p[0], p[1]])),
            Shape::Arc {
                centre,
                radius_m,
                from,
                to,
            } => {
                let point = |i: i32| {
                    let angle = from + (to - from) * f64::from(i) / 48.0;
                    [
                        centre[0] + radius_m * angle.cos(),
                        centre[1] + radius_m * angle.sin(),
                    ]
                };
                pieces.extend((0..48).map(|i| [point(i), point(i + 1)]));
            }
            Shape::Disc { .. } => {}
        }
    }
    pieces
}

fn still(i: usize) -> String {
    format!("{:02}.png", i + 1)
}

/// Draws each moment as the camera nearest to it saw it.
fn stills(recording: &Recording, found: &[Highlight], folder: &Path) -> Result<()> {
    let mut open: Vec<usize> = (0..found.len()).collect();
    for frame in recording.frames()? {
        let frame = frame?;
        let mut drawn = Ok(());
        open.retain(|&i| {
            let due = frame.time >= found[i].time;
            if due && drawn.is_ok() {
                drawn = draw(recording.rig(), &frame, found[i].at, &folder.join(still(i)));
            }
            !due
        });
        drawn?;
        if open.is_empty() {
            break;
        }
    }
    Ok(())
}

fn draw(rig: &Rig, frame: &TrackingFrame, at: Option<[f64; 3]>, path: &Path) -> Result<()> {
    let [x, y, z] = at.unwrap_or_default();
    let at = WorldPoint::new(x, y, z);
    let seen = rig
        .cameras()
        .iter()
        .filter(|c| c.project(at).is_some_and(|px| c.sees(px)));
    let away = |c: &&trackside_calibration::Camera| (c.centre().0 - at.0).norm();
    let nearest = seen.min_by(|a, b| away(a).total_cmp(&away(b)));
    let Some(camera) = nearest.or_else(|| rig.cameras().first()) else {
        return Ok(());
    };
    let [w, h] = camera.size_px;
    let width = (f64::from(w) * f64::from(HEIGHT_PX) / f64::from(h))
        .round()
        .max(1.0);
    let mut picture = Pixmap::new(width as u32, HEIGHT_PX).context("a picture of no size")?;
    picture.fill(Color::from_rgba8(24, 28, 34, 255));
    overlay::draw_floor(camera, WorldPoint::new(x, y, 0.0), &mut picture);
    overlay::draw(camera, frame, &mut picture);
    let png = picture
        .encode_png()
        .map_err(|e| anyhow!("{}: {e}", path.display()))?;
    write(path, &png)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

fn feed(
    recording: &Recording,
    args: &HighlightsArgs,
    first: Timestamp,
    found: &[Highlight],
) -> Value {
    let clip = |(i, h): (usize, &Highlight)| {
        let (from, to) = (h.from.seconds_since(first), h.to.seconds_since(first));
        let who = h
            .athlete
            .map_or(String::new(), |id| format!("&athlete={}&view=follow", id.0));
        json!({
            "rank": i + 1,
            "title": h.title,
            "score": h.score,
            "time_ns": h.time.0,
            "from_s": from,
            "to_s": to,
            "athlete": h.athlete,
            "at": h.at,
            "still": still(i),
            "link": format!("{}#t={from:.2}&to={to:.2}{who}", args.server),
        })
    };
    json!({
        "recording": args.file,
        "venue": recording.session().venue,
        "session": recording.session().session,
        "highlights": found.iter().enumerate().map(clip).collect::<Vec<_>>(),
    })
}

/// The feed as a page that needs nothing else.
fn html(feed: &Value) -> String {
    let text = |v: &Value| escape(v.as_str().unwrap_or_default());
    let clip = |h: &Value| {
        let [from, to] = ["from_s", "to_s"].map(|key| h[key].as_f64().unwrap_or_default());
        format!(
            "<a href=\"{}\"><img src=\"{}\" alt=\"\"><b>{}</b><span>{from:.1} to {to:.1} s</span></a>\n",
            text(&h["link"]),
            text(&h["still"]),
            text(&h["title"]),
        )
    };
    let clips = feed["highlights"].as_array().into_iter().flatten();
    PAGE.replace("{venue}", &text(&feed["venue"]))
        .replace("{clips}", &clips.map(clip).collect::<String>())
}

fn escape(text: &str) -> String {
    let mut out = text.replace('&', "&amp;");
    for (from, to) in [("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")] {
        out = out.replace(from, to);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_page() {
        let clip = json!({ "title": "<b>\"&", "link": "x\"y", "still": "01.png", "from_s": 0.0, "to_s": 1.5 });
        let page = html(&json!({ "venue": "a<b", "highlights": [clip] }));
        assert!(page.contains("<b>&lt;b&gt;&quot;&amp;</b>") && page.contains("href=\"x&quot;y\""));
        assert!(page.contains("a&lt;b") && page.contains("0.0 to 1.5 s"));
    }
}
