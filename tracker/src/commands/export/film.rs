//! A recording as a film: its athletes and ball in a synthetic venue, seen along a camera path.

use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use anyhow::{Context, Result, anyhow, ensure};
use nalgebra::{Point3, Vector3};
use serde::Deserialize;
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_export::Tracks;
use trackside_export::animation::{AthleteAnimation, FootMode, animate_athletes};
use trackside_export::scene::Scene;
use trackside_rendering::{CameraRenderer, Renderer};
use trackside_simulation::{RecordedAction, RecordedActor, SimulatedSport, World, WorldFile};
use trackside_sports::FieldName;

use crate::mp4_writer::Mp4Writer;
use crate::progress;

/// The path of a camera.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraPath {
    keys: Vec<Key>,
}

/// One key of the path.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    /// Time in the film, s.
    t_s: f64,
    /// The recording's time that is shown, s from its first frame; by default the film's time.
    shows_s: Option<f64>,
    /// Position of the camera in world space, m.
    position: [f64; 3],
    /// The point that the camera looks at, m.
    target: [f64; 3],
    /// Vertical field of view, °.
    fov_deg: f64,
}

/// The camera at one time of the film.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// The recording's time that is shown, s.
    pub shows_s: f64,
    /// Position of the camera in world space, m.
    pub position: Vector3<f64>,
    /// The point that the camera looks at, m.
    pub target: Vector3<f64>,
    /// Vertical field of view, °.
    pub fov_deg: f64,
}

impl CameraPath {
    /// Reads a path.
    ///
    /// # Errors
    /// The file cannot be read, is not a path, or has an impossible key.
    pub fn open(path: &Path) -> Result<CameraPath> {
        let name = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{name}: cannot open the camera path"))?;
        CameraPath::parse(&text).with_context(|| name.to_string())
    }

    fn parse(text: &str) -> Result<CameraPath> {
        let path: CameraPath = serde_json::from_str(text).context("no camera path")?;
        ensure!(path.keys.len() >= 2, "keys: a path has two or more");
        for (i, key) in path.keys.iter().enumerate() {
            let numbers = [key.t_s, key.shows_s.unwrap_or(0.0)];
            let mut all = numbers.iter().chain(&key.position).chain(&key.target);
            ensure!(
                all.all(|v| v.abs() < 1e6),
                "keys[{i}]: a number is out of range"
            );
            ensure!(
                (1.0..=150.0).contains(&key.fov_deg),
                "keys[{i}].fov_deg: {} is not from 1 to 150",
                key.fov_deg
            );
            let away = Vector3::from(key.target) - Vector3::from(key.position);
            ensure!(
                away.norm() > 1e-3,
                "keys[{i}].target is where the camera is"
            );
            ensure!(
                i == 0 || key.t_s > path.keys[i - 1].t_s,
                "keys[{i}].t_s: {} is not after the key before it",
                key.t_s
            );
        }
        Ok(path)
    }

    /// First and last time of the film, s.
    pub fn span_s(&self) -> [f64; 2] {
        [self.keys[0].t_s, self.keys[self.keys.len() - 1].t_s]
    }

    /// The camera at that time of the film. It starts and stops smoothly, and passes the keys between without a stop:
    /// cubic Hermite curves with the finite differences of uneven keys (as in Catmull–Rom splines) and zero speed at both ends.
    pub fn at(&self, t_s: f64) -> Shot {
        let last = self.keys.len() - 2;
        let k = self.keys.partition_point(|key| key.t_s <= t_s);
        let k = k.saturating_sub(1).min(last);
        let (a, b) = (&self.keys[k], &self.keys[k + 1]);
        let duration_s = b.t_s - a.t_s;
        let s = ((t_s - a.t_s) / duration_s).clamp(0.0, 1.0);
        let curve = |of: &dyn Fn(&Key) -> Vector3<f64>| {
            let slope = |i: usize| match (
                i.checked_sub(1).map(|i| &self.keys[i]),
                self.keys.get(i + 1),
            ) {
                (Some(before), Some(after)) => (of(after) - of(before)) / (after.t_s - before.t_s),
                _ => Vector3::zeros(),
            };
            let (s2, s3) = (s * s, s * s * s);
            of(a) * (2.0 * s3 - 3.0 * s2 + 1.0)
                + slope(k) * (duration_s * (s3 - 2.0 * s2 + s))
                + of(b) * (3.0 * s2 - 2.0 * s3)
                + slope(k + 1) * (duration_s * (s3 - s2))
        };
        let shows = |key: &Key| key.shows_s.unwrap_or(key.t_s);
        Shot {
            // Time is linear between keys: slow motion has a constant speed.
            shows_s: shows(a) + (shows(b) - shows(a)) * s,
            position: curve(&|key| key.position.into()),
            target: curve(&|key| key.target.into()),
            fov_deg: curve(&|key| Vector3::repeat(key.fov_deg))
                .x
                .clamp(1.0, 150.0),
        }
    }
}

impl Shot {
    /// The camera of this shot.
    pub fn camera(&self, size_px: [u32; 2]) -> Camera {
        let half_height = f64::from(size_px[1]) / 2.0;
        let focal = half_height / (self.fov_deg.to_radians() / 2.0).tan();
        Camera {
            name: "film".to_owned(),
            size_px,
            intrinsics: Intrinsics::centred(focal, size_px),
            distortion: Distortion::BrownConrady([0.0; 8]),
            cam_from_world: Camera::look_at(self.position.into(), self.target.into()),
        }
    }
}

/// Writes the film.
///
/// # Errors
/// No athlete was recorded, or the file cannot be written.
pub fn write(
    recorded_scene: RecordedAction,
    field: FieldName,
    path: &CameraPath,
    size_px: [u32; 2],
    rate_hz: f64,
    output: &Path,
) -> Result<()> {
    let mut camera_renderer = camera_renderer(recorded_scene, field, size_px)?;
    let mut video = Mp4Writer::create(output, size_px.map(|s| s as usize), rate_hz)
        .with_context(|| output.display().to_string())?;
    let [from, to] = path.span_s();
    let count = ((to - from) * rate_hz).round() as u64 + 1;
    let bar = progress::bar(count, "images");
    for image in 0..count {
        let shot = path.at(from + image as f64 / rate_hz);
        camera_renderer.set_camera(&shot.camera(size_px));
        camera_renderer.render_image(shot.shows_s, image, video.pixels()?);
        video.write()?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    video
        .finish()
        .map_err(|e| anyhow!("{}: {e}", output.display()))
}

/// Draws what was recorded in the synthetic venue of that sport, from any camera.
///
/// # Errors
/// No athlete was recorded.
pub fn camera_renderer(
    recorded_scene: RecordedAction,
    field: FieldName,
    size_px: [u32; 2],
) -> Result<CameraRenderer> {
    let sport = SimulatedSport::of(field.sport())
        .with_context(|| format!("no synthetic venue has the field \"{field}\""))?;
    let venue = sport.venue();
    let [w, h] = size_px;
    // A clean image: no sensor noise.
    let set = [
        format!("cameras.size_px=[{w}, {h}]"),
        "render.noise=0".to_owned(),
        "render.softness_px=0.5".to_owned(),
    ];
    let mut file = WorldFile::open(venue, &set)?;
    file.camera.truncate(1);
    let world = Arc::new(World::with_recorded_action(&file, 1, recorded_scene)?);
    let threads = available_parallelism().map_or(1, usize::from);
    let camera_renderers = Renderer::new(&world, world.seed(), threads)?.into_camera_renderers();
    let first = camera_renderers.into_iter().next();
    first.context("the venue has no camera")
}

/// The athletes and the ball of a recording, as the rendered world needs them.
pub fn recorded(tracks: &Tracks, scene: &Scene<'_>, feet: FootMode) -> RecordedAction {
    let srgb = |c: f32| (255.0 * c.powf(1.0 / 2.2)).round() as u8;
    let actor = |f: &AthleteAnimation| RecordedActor {
        id: f.id.0,
        body: f.measurements,
        colour: scene.colours(f).shirt_rgb.map(srgb),
        number: f.number.and_then(|n| u8::try_from(n).ok()),
        poses: f.poses.iter().map(|p| (p.time_s, p.joints)).collect(),
    };
    let ball = tracks.ticks().filter_map(|tick| {
        let at = tracks.ball(tick)?.0.position_m.map(f64::from);
        Some((tracks.seconds(tick)?, Point3::from(at)))
    });
    RecordedAction {
        actors: animate_athletes(tracks, feet).iter().map(actor).collect(),
        ball: ball.collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_schema::WorldPoint;

    use super::*;

    const PATH: &str = r#"{"keys": [
        {"t_s": 0, "position": [-10, 0, 3], "target": [0, 0, 1], "fov_deg": 40},
        {"t_s": 2, "shows_s": 1, "position": [0, -8, 3], "target": [0, 0, 1], "fov_deg": 50},
        {"t_s": 3, "shows_s": 1, "position": [10, 0, 3], "target": [0, 0, 1], "fov_deg": 40}]}"#;

    #[test]
    fn a_path_passes_its_keys_smoothly_and_looks_at_its_targets() {
        let path = CameraPath::parse(PATH).unwrap();
        assert_eq!(path.span_s(), [0.0, 3.0]);
        assert!((path.at(2.0).position - Vector3::new(0.0, -8.0, 3.0)).norm() < 1e-9);
        // Slow motion, then a frozen instant.
        assert!(
            (path.at(1.0).shows_s - 0.5).abs() < 1e-9 && (path.at(2.7).shows_s - 1.0).abs() < 1e-9
        );
        let speed = |t: f64| (path.at(t + 1e-4).position - path.at(t).position).norm() / 1e-4;
        assert!(speed(0.0) < 0.01 && speed(3.0 - 1e-4) < 0.05);
        assert!((speed(2.0 - 1e-4) - speed(2.0)).abs() < 0.05);
        for t in [0.0, 0.7, 2.4] {
            let camera = path.at(t).camera([640, 360]);
            let target = camera.project(WorldPoint::new(0.0, 0.0, 1.0)).unwrap();
            assert!((target.x - 319.5).abs() < 1e-6 && (target.y - 179.5).abs() < 1e-6);
            let above = camera.project(WorldPoint::new(0.0, 0.0, 2.0)).unwrap();
            assert!(above.y < target.y);
        }
    }

    #[test]
    fn an_impossible_path_is_refused_with_its_key() {
        let error = |text: &str| format!("{:#}", CameraPath::parse(text).unwrap_err());
        let swapped = PATH.replace("\"t_s\": 3", "\"t_s\": 1.5");
        assert!(error(&swapped).contains("keys[2].t_s"));
        assert!(error(&PATH.replace("50", "0")).contains("keys[1].fov_deg"));
        assert!(error(&PATH.replace("position", "place")).contains("place"));
        assert!(error(r#"{"keys": []}"#).contains("two or more"));
    }
}
