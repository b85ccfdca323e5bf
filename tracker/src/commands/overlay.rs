//! `trackside overlay`: draw what was tracked on the cameras' images.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::Args;
use opencv::core::{Mat, MatTraitConst, MatTraitConstManual, Size};
use opencv::imgproc;
use tiny_skia::{Color, IntSize, Pixmap};
use trackside_calibration::{Camera, Rig};
use trackside_export::overlay;
use trackside_recording::Recording;
use trackside_schema::{Timestamp, TrackState, TrackingFrame, View, WorldPoint};

use super::overwrite::Overwrite;
use super::stream::StreamChoice;
use crate::capture::{CameraSource, DecodedImage, InputKind, ReadOutcome, image_size_px};
use crate::venue::{Venue, VenueCamera};

/// Draw what was tracked on the cameras' images: all cameras at one instant, in one PNG.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside overlay out.mcap --venue-file balancing/venue.toml --at 0.5 -o overlay.png"
)]
pub struct OverlayArgs {
    /// The recording.
    file: PathBuf,
    /// The venue that it was made from: where its images are.
    #[arg(long, value_name = "VENUE.toml", required_unless_present = "blank")]
    venue_file: Option<PathBuf>,
    /// Seconds from the first frame.
    #[arg(long, value_name = "S", default_value_t = 0.0)]
    at: f64,
    /// Which frames.
    #[arg(long, value_name = "STREAM", value_enum, default_value_t)]
    stream: StreamChoice,
    /// The image to write.
    #[arg(short, long, value_name = "FILE.png")]
    output: PathBuf,
    /// Whether files are replaced.
    #[command(flatten)]
    overwrite: Overwrite,
    /// Also ring each camera's candidate balls: the higher the score, the stronger.
    #[arg(long)]
    candidates: bool,
    /// No images, the floor as a grid of 1 m instead.
    #[arg(long, conflicts_with = "venue_file")]
    blank: bool,
    /// The height of one camera's image, px.
    #[arg(long, value_name = "PX", default_value_t = 720, value_parser = clap::value_parser!(u32).range(16..=4320))]
    height: u32,
}

/// Runs the command.
pub fn run(args: OverlayArgs) -> Result<()> {
    let recording = Recording::open(&args.file)?;
    let frame = frame_at(&recording, args.stream, args.at)
        .with_context(|| format!("{}", args.file.display()))?;
    let views = if args.candidates {
        views_at(&recording, frame.time).with_context(|| format!("{}", args.file.display()))?
    } else {
        Vec::new()
    };
    args.overwrite.check(&args.output)?;
    let tiles = match &args.venue_file {
        Some(path) => on_images(&drawn_venue(path, &recording)?, &frame, &views, args.height)?,
        None => on_grids(recording.rig().cameras(), &frame, &views, args.height)?,
    };
    let whole = overlay::tile(&tiles).context("there is no camera to draw")?;
    let name = args.output.display();
    whole
        .save_png(&args.output)
        .map_err(|e| anyhow!("{name}: cannot be written: {e}"))?;
    eprintln!(
        "{name}: {} athletes at {}",
        visible_athletes(&frame).count(),
        frame.time
    );
    for (camera, view) in &views {
        eprintln!("{camera}: {}", candidates(view));
    }
    Ok(())
}

fn visible_athletes(frame: &TrackingFrame) -> impl Iterator<Item = &trackside_schema::Athlete> {
    frame
        .athletes
        .iter()
        .filter(|a| a.state != TrackState::Tentative)
}

/// The venue with the rig that the recording was made with: in another, as after a repair, its athletes would stand elsewhere.
fn drawn_venue(path: &Path, recording: &Recording) -> Result<Venue> {
    let mut venue = Venue::load(path)?;
    let (name, recorded) = (path.display(), recording.rig());
    if venue.rig.id() == recorded.id() {
        return Ok(venue);
    }
    let names =
        |rig: &Rig| -> Vec<String> { rig.cameras().iter().map(|c| c.name.clone()).collect() };
    ensure!(
        names(&venue.rig) == names(recorded),
        "{name}: its cameras are {}, those of the recording {}: this is another venue; --venue-file names the one that the recording was \
         made from",
        names(&venue.rig).join(", "),
        names(recorded).join(", ")
    );
    eprintln!(
        "{name}: its rig was changed after the recording was made, which is drawn with the rig of then. To see the new rig, track again: \
         trackside run {name} --record FILE.mcap"
    );
    venue.rig = recorded.clone();
    Ok(venue)
}

/// The frame nearest to `at_s` seconds after the first.
fn frame_at(recording: &Recording, stream: StreamChoice, at_s: f64) -> Result<TrackingFrame> {
    ensure!(at_s.is_finite(), "--at {at_s} is no time");
    let mut first: Option<Timestamp> = None;
    let mut best: Option<(f64, TrackingFrame)> = None;
    let mut last_s = 0.0f64;
    for frame in recording.frames_of(stream.into())? {
        let frame = frame?;
        let since_s = frame.time.seconds_since(*first.get_or_insert(frame.time));
        last_s = last_s.max(since_s);
        let distance_s = (since_s - at_s).abs();
        if best
            .as_ref()
            .is_none_or(|(best_off, _)| distance_s < *best_off)
        {
            best = Some((distance_s, frame));
        }
    }
    match best {
        None => bail!("there is no frame in it"),
        Some((distance_s, _)) if distance_s > 1.0 => {
            bail!("no frame is near --at {at_s}: the recording is {last_s:.2} s long")
        }
        Some((_, frame)) => Ok(frame),
    }
}

/// Of each camera, by its name, the view nearest to `time`.
fn views_at(recording: &Recording, time: Timestamp) -> Result<Vec<(String, View)>> {
    let distance_s = |view: &View| view.stamp.mid_exposure.seconds_since(time).abs();
    let mut best: Vec<(String, View)> = Vec::new();
    for view in recording.views()? {
        let (name, view) = view?;
        match best.iter_mut().find(|b| b.0 == name) {
            Some((_, nearest)) if distance_s(&view) < distance_s(nearest) => *nearest = view,
            Some(_) => {}
            None => best.push((name, view)),
        }
    }
    Ok(best)
}

/// A camera's candidate balls by falling score: scores and positions.
fn candidates(view: &View) -> String {
    let mut balls: Vec<_> = view.balls.iter().collect();
    balls.sort_by(|a, b| b.score.total_cmp(&a.score));
    let all: Vec<String> = balls
        .iter()
        .map(|b| format!("{:.2} at ({:.0}, {:.0})", b.score, b.at.x, b.at.y))
        .collect();
    match all.len() {
        0 => "no candidate".to_owned(),
        n => format!("{n} candidates, {}", all.join(", ")),
    }
}

/// Draws a ring around each of the camera's candidate balls.
fn draw_candidates(camera: &Camera, views: &[(String, View)], tile: &mut Pixmap) {
    for (_, view) in views.iter().filter(|(name, _)| *name == camera.name) {
        overlay::draw_candidates(camera, &view.balls, tile);
    }
}

fn on_grids(
    cameras: &[Camera],
    frame: &TrackingFrame,
    views: &[(String, View)],
    height: u32,
) -> Result<Vec<Pixmap>> {
    let centre = middle(frame);
    let tile = |camera: &Camera| {
        let [w, h] = tile_size(camera.size_px, height);
        let mut tile = Pixmap::new(w, h).context("an image of no size")?;
        tile.fill(Color::from_rgba8(24, 28, 34, 255));
        overlay::draw_floor(camera, centre, &mut tile);
        overlay::draw(camera, frame, &mut tile);
        draw_candidates(camera, views, &mut tile);
        Ok(tile)
    };
    cameras.iter().map(tile).collect()
}

/// The middle of all joints on the floor; the origin where there is no athlete.
fn middle(frame: &TrackingFrame) -> WorldPoint {
    let joints = || visible_athletes(frame).flat_map(|a| a.skeleton.iter().flatten());
    let n = joints().count().max(1) as f64;
    let sum = |of: fn(&WorldPoint) -> f64| joints().map(|j| of(&j.at)).sum::<f64>() / n;
    WorldPoint::new(sum(|p| p.0.x), sum(|p| p.0.y), 0.0)
}

fn on_images(
    venue: &Venue,
    frame: &TrackingFrame,
    views: &[(String, View)],
    height: u32,
) -> Result<Vec<Pixmap>> {
    let mut tiles = Vec::new();
    for camera in &venue.cameras {
        let named = || format!("camera \"{}\"", camera.name);
        let image = image_at(venue, camera, frame.time).with_context(named)?;
        let size_px = image_size_px(&image);
        let calibrated = venue.rig.camera(camera.id).with_context(named)?;
        let calibrated = calibrated.for_image_size(size_px, camera.size)?;
        let mut tile = pixmap(&image, tile_size(size_px, height)).with_context(named)?;
        overlay::draw(&calibrated, frame, &mut tile);
        draw_candidates(&calibrated, views, &mut tile);
        tiles.push(tile);
    }
    Ok(tiles)
}

/// The camera's image nearest to `time`.
fn image_at(venue: &Venue, camera: &VenueCamera, time: Timestamp) -> Result<Mat> {
    let CameraSource::Images(mut images) = CameraSource::open(venue, camera, InputKind::Video)?
    else {
        bail!("has no images");
    };
    ensure!(
        !images.is_live(),
        "is live: there is no image of that time any more"
    );
    let mut best: Option<(f64, Mat)> = None;
    let mut image = DecodedImage::default();
    while images.read(&mut image, &|| false) == ReadOutcome::Image {
        let distance_s = image.stamp.mid_exposure.seconds_since(time).abs();
        if best
            .as_ref()
            .is_some_and(|(best_off, _)| distance_s > *best_off)
        {
            break;
        }
        best = Some((distance_s, std::mem::take(&mut image.pixels)));
    }
    best.map(|(_, pixels)| pixels).context("has no image")
}

fn tile_size([w, h]: [u32; 2], height: u32) -> [u32; 2] {
    let width = f64::from(w) * f64::from(height) / f64::from(h);
    [(width.round() as u32).max(1), height]
}

/// The image at another size, as something to draw on.
fn pixmap(image: &Mat, [w, h]: [u32; 2]) -> Result<Pixmap> {
    let (mut small, mut rgba) = (Mat::default(), Mat::default());
    let size = Size::new(i32::try_from(w)?, i32::try_from(h)?);
    imgproc::resize(image, &mut small, size, 0.0, 0.0, imgproc::INTER_AREA)?;
    imgproc::cvt_color_def(&small, &mut rgba, imgproc::COLOR_BGR2RGBA)?;
    ensure!(
        rgba.is_continuous(),
        "an image that OpenCV made is continuous"
    );
    let bytes = rgba.data_bytes()?.to_vec();
    let size = IntSize::from_wh(w, h).context("an image of no size")?;
    Pixmap::from_vec(bytes, size).context("an image of another size than it was made")
}
