//! The sections of a world file. `docs/reference/simulation.md` has the table of keys.

use serde::{Deserialize, Serialize};
use toml::Table;

use crate::simulated_sport::SimulatedSport;

/// A world but for its seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldFile {
    /// Name of the venue.
    pub name: String,
    /// The sport that is played.
    pub sport: SimulatedSport,
    /// Duration of the action, s; afterwards nothing moves.
    pub duration_s: f64,
    /// The people.
    #[serde(default)]
    pub people: PeopleSection,
    /// The sun or the lamps.
    #[serde(default)]
    pub light: LightSection,
    /// Defaults of the cameras.
    #[serde(default)]
    pub cameras: CameraDefaults,
    /// Errors of the cameras' clocks.
    #[serde(default)]
    pub clocks: ClocksSection,
    /// Errors of the simulated views.
    #[serde(default)]
    pub views: ViewsSection,
    /// Options of the renderer, which reads them.
    #[serde(default)]
    pub render: Table,
    /// The networks, as in `[models]` of a venue file; the tracker reads them.
    #[serde(default)]
    pub models: Table,
    /// The cameras.
    pub camera: Vec<CameraSection>,
}

/// `[people]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PeopleSection {
    /// Players per team; runners of a race.
    pub per_team: usize,
    /// Referees.
    pub referees: usize,
    /// Whether the athletes are women, men, or either, drawn for each world.
    pub sex: Sex,
    /// Added to the mean stature, m: basketball players are tall.
    pub stature_offset_m: f64,
    /// Factor of all speeds; 1 is a match.
    pub speed_scale: f64,
}

impl Default for PeopleSection {
    fn default() -> PeopleSection {
        PeopleSection {
            per_team: 4,
            referees: 0,
            sex: Sex::Either,
            stature_offset_m: 0.0,
            speed_scale: 1.0,
        }
    }
}

/// The sex of the athletes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Women.
    Women,
    /// Men.
    Men,
    /// Drawn by the seed.
    Either,
}

/// `[light]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LightSection {
    /// Azimuth of the sun or the main lamp, from +x towards +y, °. Absent: drawn by the seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azimuth_deg: Option<f64>,
    /// Elevation above the horizon, °. Absent: drawn by the seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elevation_deg: Option<f64>,
    /// Strength of the direct light, 0 to 1.
    pub direct: f64,
    /// Strength of the ambient light, 0 to 1.
    pub ambient: f64,
    /// Whether shadows have one hard edge.
    pub hard_shadows: bool,
}

impl Default for LightSection {
    fn default() -> LightSection {
        LightSection {
            azimuth_deg: None,
            elevation_deg: None,
            direct: 0.6,
            ambient: 0.4,
            hard_shadows: false,
        }
    }
}

/// `[cameras]`: the defaults of each `[[camera]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CameraDefaults {
    /// Width and height, px.
    pub size_px: [u32; 2],
    /// Images per second.
    pub fps: f64,
    /// s
    pub exposure_s: f64,
    /// s
    pub rolling_shutter_s: f64,
    /// Greatest offset of a camera from its position in the file, along each axis, m.
    pub scatter_m: f64,
    /// Brown–Conrady k1 k2 p1 p2 k3.
    pub distortion: [f64; 5],
    /// Fraction of images that are lost.
    pub drop_share: f64,
    /// Fraction of images that are late.
    pub late_share: f64,
    /// Delay of late images, s.
    pub late_s: f64,
    /// Fraction of images that repeat the previous one.
    pub repeat_share: f64,
    /// From the end of the exposure to the image's arrival, s.
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

/// `[clocks]`: errors of the cameras' clocks. Each camera's offset, drift and phase are drawn by the seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClocksSection {
    /// Standard deviation of the offsets, s.
    pub offset_s: f64,
    /// Standard deviation of the drifts, parts per million.
    pub drift_ppm: f64,
    /// Standard deviation of a stamp about its clock, s.
    pub jitter_s: f64,
    /// Whether all shutters open together; else each camera has its own phase.
    pub genlocked: bool,
}

impl Default for ClocksSection {
    fn default() -> ClocksSection {
        ClocksSection {
            offset_s: 0.002,
            drift_ppm: 10.0,
            jitter_s: 0.0002,
            genlocked: false,
        }
    }
}

/// `[views]`: errors of the simulated views.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewsSection {
    /// Standard deviation of a joint, along each axis, px.
    pub noise_px: f64,
    /// Standard deviation of the ball's centre, along each axis, px.
    pub ball_noise_px: f64,
    /// Fraction of visible joints that are missed.
    pub missed_share: f64,
    /// Fraction of joints that are outliers.
    pub outlier_share: f64,
    /// Standard deviation of outliers, px.
    pub outlier_px: f64,
    /// Standard deviation of errors that last, px: each joint has one of its own in each camera.
    pub lasting_noise_px: f64,
    /// Their correlation falls to 1/e within this time, s.
    pub lasting_noise_s: f64,
    /// Fraction of the joints of people who overlap in an image that are given to the neighbour.
    pub stolen_joints: f64,
    /// How they are given.
    pub stolen_kind: StolenKind,
    /// Fraction of people that are missed.
    pub missed_people_share: f64,
    /// Mean number of false people per image.
    pub false_people: f64,
    /// Fraction of images in which a visible ball is missed.
    pub missed_ball_share: f64,
    /// Mean number of false balls per image.
    pub false_balls: f64,
    /// Whether a moving ball has a streak: the two ends of its motion blur.
    pub streaks: bool,
    /// Whether people have an appearance vector.
    pub appearance: bool,
    /// Root mean square length of the error of an appearance vector of length 1.
    pub appearance_noise: f64,
    /// Whether bodies occlude what is behind them.
    pub occlusion: bool,
    /// Height of the smallest person that is detected, px.
    pub min_person_px: f64,
    /// Radius of the smallest ball that is detected, px.
    pub min_ball_px: f64,
    /// Whether stamps are corrected by the clocks' offsets and drifts.
    pub corrected_clocks: bool,
    /// An image that arrives later than this after its exposure is left out of its frame set, s.
    pub deadline_s: f64,
}

impl Default for ViewsSection {
    fn default() -> ViewsSection {
        ViewsSection {
            noise_px: 2.0,
            ball_noise_px: 1.0,
            missed_share: 0.03,
            outlier_share: 0.005,
            outlier_px: 40.0,
            lasting_noise_px: 0.0,
            lasting_noise_s: 0.3,
            stolen_joints: 0.0,
            stolen_kind: StolenKind::Either,
            missed_people_share: 0.02,
            false_people: 0.02,
            missed_ball_share: 0.1,
            false_balls: 0.1,
            streaks: false,
            appearance: true,
            appearance_noise: 0.3,
            occlusion: true,
            min_person_px: 20.0,
            min_ball_px: 1.5,
            corrected_clocks: true,
            deadline_s: 0.15,
        }
    }
}

/// How a detector gives a joint to the wrong person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StolenKind {
    /// As a detector that looks for joints in a person's box: the neighbour's box holds the joint, and its owner's, too.
    TopDown,
    /// As a detector that groups joints into people: the neighbour has the joint, its owner has none.
    BottomUp,
    /// One or the other, joint by joint.
    Either,
}

/// `[[camera]]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraSection {
    /// Its name in the rig.
    pub name: String,
    /// Its position, m.
    pub at: [f64; 3],
    /// The point that it looks at, m.
    pub look_at: [f64; 3],
    /// Horizontal field of view, °.
    pub hfov_deg: f64,
    /// Width and height, px.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_px: Option<[u32; 2]>,
    /// Images per second.
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
    /// When it is moved, s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_at_s: Option<f64>,
    /// Its rotation then about its own x, y and z, °.
    #[serde(default = "default_rotation_deg")]
    pub moved_by_deg: [f64; 3],
    /// When it sends nothing, [from, to], s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead_s: Option<[f64; 2]>,
    /// When it repeats one image, [from, to], s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_s: Option<[f64; 2]>,
}

fn default_rotation_deg() -> [f64; 3] {
    [0.5, 1.0, 0.2]
}
