//! The file that is a world: `datasets/simulation/venues/*.toml`. `docs/reference/simulation.md` says what each key means.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::error::SimulationError;
use crate::simulated_sport::SimulatedSport;

/// The venues that the program carries, by name.
pub const VENUES: [(&str, &str); 4] = [
    ("basketball", include_str!("../venues/basketball.toml")),
    ("sprint", include_str!("../venues/sprint.toml")),
    ("football", include_str!("../venues/football.toml")),
    ("tennis", include_str!("../venues/tennis.toml")),
];

/// A whole world but for its seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldFile {
    /// The venue's name.
    pub name: String,
    /// What is played.
    pub sport: SimulatedSport,
    /// How long the action lasts, s; afterwards everything stays as it is.
    pub duration_s: f64,
    /// Who is there.
    #[serde(default)]
    pub people: PeopleFile,
    /// Where light comes from.
    #[serde(default)]
    pub light: LightFile,
    /// What cameras have in common unless they say otherwise.
    #[serde(default)]
    pub cameras: CameraDefaults,
    /// How far clocks err.
    #[serde(default)]
    pub clocks: ClocksFile,
    /// What truth views lack of the truth.
    #[serde(default)]
    pub views: ViewsFile,
    /// How pictures are drawn; read by the renderer.
    #[serde(default)]
    pub render: Table,
    /// The networks that see, as in `[models]` of a venue file; read by the tracker.
    #[serde(default)]
    pub models: Table,
    /// The cameras.
    pub camera: Vec<CameraFile>,
}

/// `[people]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PeopleFile {
    /// Players of each team; runners in a race.
    pub per_team: usize,
    /// Referees.
    pub referees: usize,
    /// Whether women compete, men, or, drawn for each world, either.
    pub sex: Sex,
    /// Added to everybody's height on average, m: basketball players are tall.
    pub taller_m: f64,
    /// Scales how fast people go, 1 is a match.
    pub pace: f64,
}

impl Default for PeopleFile {
    fn default() -> PeopleFile {
        PeopleFile {
            per_team: 4,
            referees: 0,
            sex: Sex::Either,
            taller_m: 0.0,
            pace: 1.0,
        }
    }
}

/// Whose bodies they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Women's.
    Women,
    /// Men's.
    Men,
    /// Drawn by the seed.
    Either,
}

/// `[light]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LightFile {
    /// Of the sun or main lamp, from +x towards +y, °. Absent: drawn by the seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azimuth_deg: Option<f64>,
    /// Above the horizon, °. Absent: drawn by the seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elevation_deg: Option<f64>,
    /// Strength of the main light, 0 to 1.
    pub direct: f64,
    /// Strength of the light from everywhere, 0 to 1.
    pub ambient: f64,
    /// Whether shadows have one hard edge.
    pub hard_shadows: bool,
}

impl Default for LightFile {
    fn default() -> LightFile {
        LightFile {
            azimuth_deg: None,
            elevation_deg: None,
            direct: 0.6,
            ambient: 0.4,
            hard_shadows: false,
        }
    }
}

/// `[cameras]`: what a `[[camera]]` does not say itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CameraDefaults {
    /// Width and height, px.
    pub size_px: [u32; 2],
    /// Pictures per second.
    pub fps: f64,
    /// s
    pub exposure_s: f64,
    /// s
    pub rolling_shutter_s: f64,
    /// How far a camera may stand from where the file says, each axis, m.
    pub scatter_m: f64,
    /// Brown–Conrady k1 k2 p1 p2 k3.
    pub distortion: [f64; 5],
    /// Share of pictures that are lost.
    pub drop_share: f64,
    /// Share of pictures that come late.
    pub late_share: f64,
    /// By how much, s.
    pub late_s: f64,
    /// Share of pictures that show the one before once more.
    pub repeat_share: f64,
    /// From the shutter's closing to the picture's arrival, s.
    pub latency_s: f64,
}

impl Default for CameraDefaults {
    fn default() -> CameraDefaults {
        CameraDefaults {
            size_px: [1280, 720],
            fps: 25.0,
            exposure_s: 0.004,
            rolling_shutter_s: 0.0,
            scatter_m: 0.0,
            distortion: [0.0; 5],
            drop_share: 0.0,
            late_share: 0.0,
            late_s: 0.2,
            repeat_share: 0.0,
            latency_s: 0.03,
        }
    }
}

/// `[clocks]`: how far the cameras' clocks err. Each camera's own offset, drift and phase are drawn by the seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClocksFile {
    /// One standard deviation of the offsets, s.
    pub offset_s: f64,
    /// One standard deviation of the drifts, parts per million.
    pub drift_ppm: f64,
    /// One standard deviation of each stamp about its clock, s.
    pub jitter_s: f64,
    /// Whether all shutters open together; else each camera has its own phase.
    pub genlocked: bool,
}

impl Default for ClocksFile {
    fn default() -> ClocksFile {
        ClocksFile {
            offset_s: 0.002,
            drift_ppm: 10.0,
            jitter_s: 0.0002,
            genlocked: false,
        }
    }
}

/// `[views]`: what truth views lack of the truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewsFile {
    /// One standard deviation of each joint, along each axis, px.
    pub noise_px: f64,
    /// One standard deviation of the ball's centre, px.
    pub ball_noise_px: f64,
    /// Share of visible joints that are missed.
    pub missed_share: f64,
    /// Share of joints that are found somewhere else.
    pub outlier_share: f64,
    /// How far off those are, px.
    pub outlier_px: f64,
    /// Share of people that are missed whole.
    pub missed_people_share: f64,
    /// People who are not there, on average, in each picture.
    pub false_people: f64,
    /// Share of pictures in which a visible ball is missed.
    pub missed_ball_share: f64,
    /// Balls that are not there, on average, in each picture.
    pub false_balls: f64,
    /// Whether a ball that moves comes with the two ends of its blur.
    pub streaks: bool,
    /// Whether people come with an appearance vector.
    pub appearance: bool,
    /// How far that is off: length of the mean error of a vector of length 1.
    pub appearance_noise: f64,
    /// Whether bodies hide what is behind them.
    pub occlusion: bool,
    /// A person less tall than this in the picture is not found, px.
    pub least_person_px: f64,
    /// A ball of a smaller radius in the picture is not found, px.
    pub least_ball_px: f64,
    /// Whether stamps are corrected by the known clock offset and drift.
    pub known_clocks: bool,
    /// A picture that arrives longer than this after its exposure is left out of its moment, s.
    pub deadline_s: f64,
}

impl Default for ViewsFile {
    fn default() -> ViewsFile {
        ViewsFile {
            noise_px: 2.0,
            ball_noise_px: 1.0,
            missed_share: 0.03,
            outlier_share: 0.005,
            outlier_px: 40.0,
            missed_people_share: 0.02,
            false_people: 0.02,
            missed_ball_share: 0.1,
            false_balls: 0.1,
            streaks: false,
            appearance: true,
            appearance_noise: 0.3,
            occlusion: true,
            least_person_px: 20.0,
            least_ball_px: 1.5,
            known_clocks: true,
            deadline_s: 0.15,
        }
    }
}

/// `[[camera]]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraFile {
    /// As the rig names it.
    pub name: String,
    /// Where it stands, m.
    pub at: [f64; 3],
    /// What it looks at, m.
    pub look_at: [f64; 3],
    /// Its field of view across the picture's width, °.
    pub hfov_deg: f64,
    /// Width and height, px.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_px: Option<[u32; 2]>,
    /// Pictures per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fps: Option<f64>,
    /// s
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure_s: Option<f64>,
    /// s
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolling_shutter_s: Option<f64>,
    /// Brown–Conrady k1 k2 p1 p2 k3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distortion: Option<[f64; 5]>,
    /// From when it looks elsewhere, s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bumped_at_s: Option<f64>,
    /// By how much it is turned about its own x, y and z, °.
    #[serde(default = "small_bump")]
    pub bumped_by_deg: [f64; 3],
    /// From when to when it sends nothing, s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead_s: Option<[f64; 2]>,
    /// From when to when it sends one and the same picture, s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_s: Option<[f64; 2]>,
}

fn small_bump() -> [f64; 3] {
    [0.5, 1.0, 0.2]
}

impl WorldFile {
    /// A venue that the program carries, by its name, or a file; then each of `set`, as in [`WorldFile::set`].
    ///
    /// # Errors
    /// There is no such venue or file, a key is unknown, or a value is out of its range.
    pub fn open(name_or_path: &str, set: &[String]) -> Result<WorldFile, SimulationError> {
        let mut file = match VENUES.iter().find(|(name, _)| *name == name_or_path) {
            Some((name, text)) => WorldFile::parse(text, name)?,
            None => {
                let path = Path::new(name_or_path);
                let text = fs::read_to_string(path).map_err(|e| {
                    let known = VENUES.map(|(name, _)| name).join(", ");
                    let what = format!("{e}; a world is a TOML file or one of {known}");
                    SimulationError::in_file(path, what)
                })?;
                WorldFile::parse(&text, name_or_path)?
            }
        };
        for assignment in set {
            file = file.set(assignment)?;
        }
        Ok(file)
    }

    /// A world from its text; `origin` is what errors call it.
    ///
    /// # Errors
    /// A key is unknown or a value is out of its range.
    pub fn parse(text: &str, origin: &str) -> Result<WorldFile, SimulationError> {
        let file: WorldFile =
            toml::from_str(text).map_err(|e| SimulationError::in_file(Path::new(origin), e))?;
        file.check(origin)?;
        Ok(file)
    }

    /// This world with one key changed, as in `views.noise_px=3`, `camera.cam_02.dead_s=[3.0, 5.0]` or, for every camera,
    /// `camera.*.fps=50`. What does not read as a TOML value is a string.
    ///
    /// # Errors
    /// The key is unknown, or the value out of its range.
    pub fn set(&self, assignment: &str) -> Result<WorldFile, SimulationError> {
        let fail = |what: String| SimulationError(format!("--set {assignment}: {what}"));
        let (key, text) = assignment
            .split_once('=')
            .ok_or_else(|| fail("it reads KEY=VALUE, as in views.noise_px=3".to_owned()))?;
        let path: Vec<&str> = key.trim().split('.').collect();
        let mut tree = Value::try_from(self).map_err(|e| fail(e.to_string()))?;
        put(&mut tree, &path, &value(text.trim())).map_err(fail)?;
        let file: WorldFile = tree.try_into().map_err(|e| fail(e.to_string()))?;
        file.check(&format!("--set {assignment}"))?;
        Ok(file)
    }
}

/// The text as a TOML value; what is none is a string.
fn value(text: &str) -> Value {
    format!("v = {text}")
        .parse::<Table>()
        .ok()
        .and_then(|mut t| t.remove("v"))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Puts `new` at `path`. An element of an array is named by its `name`, or is `*` for all.
fn put(tree: &mut Value, path: &[&str], new: &Value) -> Result<(), String> {
    let Some((first, rest)) = path.split_first() else {
        // A whole number is as good where a fraction stood.
        *tree = match (&*tree, new) {
            (Value::Float(_), Value::Integer(i)) => Value::Float(*i as f64),
            _ => new.clone(),
        };
        return Ok(());
    };
    match tree {
        Value::Table(table) => {
            let place = table.entry((*first).to_owned()).or_insert_with(|| {
                if rest.is_empty() {
                    new.clone()
                } else {
                    Value::Table(Table::new())
                }
            });
            put(place, rest, new)
        }
        Value::Array(items) => {
            let mut found = false;
            for (i, item) in items.iter_mut().enumerate() {
                let named = item.get("name").and_then(Value::as_str) == Some(first);
                if *first == "*" || named || *first == i.to_string() {
                    put(item, rest, new)?;
                    found = true;
                }
            }
            found
                .then_some(())
                .ok_or_else(|| format!("there is no \"{first}\""))
        }
        _ => Err(format!("\"{first}\" is not a key of anything")),
    }
}
