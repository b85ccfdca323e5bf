//! `trackside highlights`: the highlights of a recording that are worth showing again, as a feed and as a page.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use nalgebra::{Point3, Vector3};
use serde_json::{Value, json};
use tiny_skia::{Color, ColorU8, Pixmap};
use trackside_calibration::{Camera, Rig};
use trackside_export::Tracks;
use trackside_export::animation::FootMode;
use trackside_export::highlights::{self, Highlight, Highlights};
use trackside_export::overlay;
use trackside_recording::Recording;
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{Timestamp, TrackingFrame, WorldPoint};
use trackside_sports::{Field, FieldName, Shape};

use super::export::film::{self, Shot};
use super::export::scene_of;
use super::overwrite::Overwrite;
use crate::html::escape;
use crate::progress;

/// Width and height of stills, px.
const SIZE_PX: [u32; 2] = [640, 360];
/// Frames within this time of a highlight pose its bodies, s.
const AROUND_S: f64 = 0.5;
/// The page around the clips.
const PAGE: &str = include_str!("highlights.html");

/// The highlights of a recording that are worth showing again.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside highlights game.mcap -o highlights\n  \
                        trackside serve game.mcap   # plays what highlights/index.html links to"
)]
pub struct HighlightsArgs {
    /// The recording.
    pub file: PathBuf,
    /// The folder for the feed, the page and the stills; created if missing.
    #[arg(short, long, value_name = "DIR", default_value = "highlights")]
    pub output: PathBuf,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Rules that score events, in place of the rules that the program carries.
    #[arg(long, value_name = "FILE.toml")]
    pub rules: Option<PathBuf>,
    /// The number of highlights at most.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub limit: usize,
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
    let field = FieldName::named(&recording.match_message().field);
    let lines = field.map(|f| lines(&Field::new(f))).unwrap_or_default();
    let mut found = Highlights::new(rules, lines);
    let first = each(&recording, |message| match message {
        Message::Frame(frame) => found.push_frame(&frame),
        Message::Event(event) => found.push_event(&event),
    })?;
    let first = first.with_context(|| format!("{}: it has no frames", args.file.display()))?;
    let found = found.ranked(args.limit);
    args.overwrite.check(&args.output.join("highlights.json"))?;
    fs::create_dir_all(&args.output)
        .with_context(|| format!("{}: cannot make the folder", args.output.display()))?;
    stills(&recording, field, &found, &args.output)?;
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
        return highlights::parse_rules(highlights::RULES)
            .map_err(|e| anyhow!("the program's rules: {e}"));
    };
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    highlights::parse_rules(&text).map_err(|e| anyhow!("{name}: {e}"))
}

enum Message {
    Frame(TrackingFrame),
    Event(v1::Event),
}

/// Calls `take` with all frames and events, and returns the time of the first frame.
fn each(recording: &Recording, mut take: impl FnMut(Message)) -> Result<Option<Timestamp>> {
    let progress = progress::counter("frames looked through");
    let mut first = None;
    for message in recording.messages()? {
        let message = message?;
        match message.topic.as_str() {
            topics::FRAME => {
                first = first.or(Some(message.time));
                take(Message::Frame(wire::decode_frame(&message.bytes)?));
                progress.inc(1);
            }
            topics::EVENT => take(Message::Event(wire::decode(&message.bytes)?)),
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

/// Draws each highlight: with bodies where the sport is known, else as lines in the image of the nearest camera.
fn stills(
    recording: &Recording,
    field: Option<FieldName>,
    found: &[Highlight],
    folder: &Path,
) -> Result<()> {
    let mut open: Vec<usize> = (0..found.len()).collect();
    let mut tracks = Tracks::new(None);
    for frame in recording.frames()? {
        let frame = frame?;
        let away = |h: &Highlight| frame.time.seconds_since(h.time);
        if found.iter().any(|h| away(h).abs() <= AROUND_S) {
            tracks.push(&frame);
        }
        let mut drawn = Ok(());
        open.retain(|&i| {
            let due = frame.time >= found[i].time;
            if due && field.is_none() && drawn.is_ok() {
                drawn = draw(recording.rig(), &frame, found[i].at, &folder.join(still(i)));
            }
            !due
        });
        drawn?;
        let over = found.iter().all(|h| away(h) > AROUND_S);
        if over && open.is_empty() {
            break;
        }
    }
    match field {
        Some(field) => paint(recording.rig(), field, &tracks, found, folder),
        None => Ok(()),
    }
}

/// Draws the athletes and the ball in the synthetic venue.
fn paint(
    rig: &Rig,
    field: FieldName,
    tracks: &Tracks,
    found: &[Highlight],
    folder: &Path,
) -> Result<()> {
    let first = tracks.span().and_then(|(first, _)| tracks.time_ns(first));
    let Some(first) = first.map(Timestamp) else {
        return Ok(());
    };
    let recorded_scene = film::recorded(tracks, &scene_of(field), FootMode::Locked);
    let mut camera_renderer = film::camera_renderer(recorded_scene, field, SIZE_PX)?;
    let [w, h] = SIZE_PX;
    let mut bgr = vec![0; 3 * (w * h) as usize];
    for (i, highlight) in found.iter().enumerate() {
        let shot = shot(rig, highlight.at, highlight.time.seconds_since(first));
        camera_renderer.set_camera(&shot.camera(SIZE_PX));
        camera_renderer.render_image(shot.shows_s, i as u64, &mut bgr);
        let mut image = Pixmap::new(w, h).context("an image of no size")?;
        for (to, from) in image.pixels_mut().iter_mut().zip(bgr.as_chunks::<3>().0) {
            *to = ColorU8::from_rgba(from[2], from[1], from[0], 255).premultiply();
        }
        save(&image, &folder.join(still(i)))?;
    }
    Ok(())
}

/// A view from the side of the nearest camera, near enough for the action to fill the image.
fn shot(rig: &Rig, at: Option<[f64; 3]>, shows_s: f64) -> Shot {
    let [x, y, z] = at.unwrap_or_default();
    let nearest = nearest(rig, WorldPoint::new(x, y, z));
    let from = nearest.map_or(Vector3::new(0.0, -1.0, 0.0), |camera| {
        camera.centre().0 - Point3::new(x, y, z)
    });
    let side = Vector3::new(from.x, from.y, 0.0)
        .try_normalize(1e-6)
        .unwrap_or(-Vector3::y());
    let far = at.map_or(18.0, |_| 7.0 + z);
    let target = Vector3::new(x, y, 0.6 + z / 2.0);
    Shot {
        shows_s,
        position: target + side * far + Vector3::z() * (0.2 * far),
        target,
        fov_deg: 38.0,
    }
}

/// The nearest camera in whose image a position lies.
fn nearest(rig: &Rig, at: WorldPoint) -> Option<&Camera> {
    let with_view =
        (rig.cameras().iter()).filter(|c| c.project(at).is_some_and(|px| c.is_in_image(px)));
    let distance = |c: &&Camera| (c.centre().0 - at.0).norm();
    with_view
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .or_else(|| rig.cameras().first())
}

fn draw(rig: &Rig, frame: &TrackingFrame, at: Option<[f64; 3]>, path: &Path) -> Result<()> {
    let [x, y, z] = at.unwrap_or_default();
    let Some(camera) = nearest(rig, WorldPoint::new(x, y, z)) else {
        return Ok(());
    };
    let [w, h] = camera.size_px.map(f64::from);
    let high = SIZE_PX[1];
    let width = (w * f64::from(high) / h).round().max(1.0);
    let mut image = Pixmap::new(width as u32, high).context("an image of no size")?;
    image.fill(Color::from_rgba8(24, 28, 34, 255));
    overlay::draw_floor(camera, WorldPoint::new(x, y, 0.0), &mut image);
    overlay::draw(camera, frame, &mut image);
    save(&image, path)
}

fn save(image: &Pixmap, path: &Path) -> Result<()> {
    let png = image
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
        "venue": recording.match_message().venue,
        "session": recording.match_message().session,
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_schema::{Athlete, AthleteId, Joint, Joint3d, TrackState};
    use trackside_simulation::{World, WorldFile, WorldState};

    use super::*;

    #[test]
    fn stills_show_who_was_there_in_the_middle() {
        let world = World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_001).unwrap();
        let rig = world.rig().unwrap();
        let mut now = WorldState::default();
        let frame = |tick: u32, now: &mut WorldState| {
            let t_s = 2.0 + 0.04 * f64::from(tick);
            world.at(t_s, now);
            let joint = |p: Point3<f64>| {
                let at = WorldPoint(p);
                Some(Joint3d {
                    at,
                    sigma_m: 0.01,
                    views: 4,
                })
            };
            let athlete = Athlete {
                id: AthleteId(3),
                team: None,
                number: None,
                state: TrackState::Confirmed,
                skeleton: now.actors[0].joints.map(joint),
                velocity_m_s: None,
            };
            TrackingFrame {
                tick: u64::from(tick),
                time: Timestamp::default().plus_seconds(t_s),
                athletes: vec![athlete],
                ..TrackingFrame::default()
            }
        };
        let frames: Vec<_> = (0..10).map(|tick| frame(tick, &mut now)).collect();
        let mut with = Tracks::new(None);
        frames.iter().for_each(|f| with.push(f));
        // The same highlight with the athlete five metres away.
        let mut without = Tracks::new(None);
        for mut frame in frames.clone() {
            for joint in frame.athletes[0].skeleton.iter_mut().flatten() {
                joint.at.0.x -= 5.0;
            }
            without.push(&frame);
        }
        let hip = frames[5].athletes[0].skeleton[Joint::Hip.index()].unwrap();
        let at = Some([hip.at.0.x, hip.at.0.y, hip.at.0.z]);
        let highlight = Highlight {
            time: frames[5].time,
            at,
            from: frames[0].time,
            to: frames[9].time,
            athlete: Some(AthleteId(3)),
            title: String::new(),
            score: 1.0,
        };
        let images = [with, without].map(|tracks| {
            let folder = tempfile::tempdir().unwrap();
            let found = std::slice::from_ref(&highlight);
            paint(
                &rig,
                FieldName::BasketballFiba,
                &tracks,
                found,
                folder.path(),
            )
            .unwrap();
            Pixmap::load_png(folder.path().join("01.png")).unwrap()
        });
        let differ = |x: u32, y: u32| images[0].pixel(x, y) != images[1].pixel(x, y);
        let middle = (0..40).filter(|i| differ(320, 160 + i)).count();
        let edge = (0..40).filter(|i| differ(20, 20 + i)).count();
        assert!(middle > 30 && edge == 0, "{middle} {edge}");
    }

    #[test]
    fn names_cannot_break_the_page() {
        let clip = json!({ "title": "<b>\"&", "link": "x\"y", "still": "01.png", "from_s": 0.0, "to_s": 1.5 });
        let page = html(&json!({ "venue": "a<b", "highlights": [clip] }));
        assert!(page.contains("<b>&lt;b&gt;&quot;&amp;</b>") && page.contains("href=\"x&quot;y\""));
        assert!(page.contains("a&lt;b") && page.contains("0.0 to 1.5 s"));
    }
}
