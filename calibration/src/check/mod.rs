//! Whether a rig is right, how right, and if not, why: from athletes that several cameras saw, from landmarks, or both.
//!
//! Each cause that is known is tried as a hypothesis: the rig that it would take to be right is made, and counts by how well it
//! explains what was seen, less a price for every number that it was free to choose (Schwarz, "Estimating the dimension of a
//! model", 1978). `docs/reference/calibration-check.md` says in numbers what the words mean.

mod aim;
mod causes;
mod fit;
mod floor;
mod landmark_faults;
mod look;
mod measure;
mod people;
mod quarter;
mod search;
mod seen;
mod sights;
mod upright;
mod watch;

use std::fmt;

use serde::Serialize;
use trackside_schema::FrameSet;
use trackside_sports::Field;

use crate::landmarks::Landmark;
use crate::{Rig, RigError};

pub use causes::{Cause, Diagnosis};
pub use floor::{Ellipse, Floor, Spot};
pub use measure::{CameraCheck, LandmarkCheck, Residual};
pub use watch::{FoundBy, Noticed, Watch};

/// A camera farther off than this is not good, m.
pub const GOOD_M: f64 = 0.03;
/// A camera farther off than this is wrong, m.
pub const USABLE_M: f64 = 0.10;
/// A camera that shows fewer of the athletes that the others place in its picture is wrong.
pub const LEAST_FOUND: f64 = 0.4;
/// More faults at once are not looked for.
const MOST_FAULTS: usize = 4;

/// What there is to go by.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'a> {
    /// Athletes, seen by several cameras; may be empty.
    pub moments: &'a [FrameSet],
    /// Landmarks, by camera; may be empty.
    pub landmarks: Vec<Vec<Landmark>>,
    /// The field of play, where one is named.
    pub field: Option<Field>,
}

/// What a rig is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every camera lies within [`GOOD_M`] of what the others say.
    Good,
    /// Within [`USABLE_M`].
    Usable,
    /// Not even that, or a fault that has a name.
    Wrong,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Good => "good",
            Verdict::Usable => "usable",
            Verdict::Wrong => "wrong",
        })
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Checkup {
    /// Of the rig as given.
    pub verdict: Verdict,
    /// The verdict and its reason, one sentence.
    pub sentence: String,
    /// Of the rig as given, in its order.
    pub cameras: Vec<CameraCheck>,
    /// What is wrong, in the order in which it was found and mended.
    pub diagnoses: Vec<Diagnosis>,
    /// The rig with all repairs made, where there is one to make, and how it does.
    pub repaired: Option<(Rig, Verdict, Vec<CameraCheck>)>,
    /// How well places on the field are seen by the rig, repaired where it was.
    pub floor: Floor,
    /// Residual vectors of the rig as given, by camera, at most some hundred each.
    pub residuals: Vec<Vec<Residual>>,
}

/// Checks a rig.
///
/// # Errors
/// Nothing to go by: neither athletes that two cameras saw, nor landmarks.
pub fn check(rig: &Rig, evidence: &Evidence<'_>) -> Result<Checkup, RigError> {
    let mut seen = Seen::of(rig, evidence)?;
    let (cameras, residuals) = measure::measure(rig, &seen);
    let mut diagnoses = Vec::new();
    let (mut now, mut measured) = (rig.clone(), cameras.clone());
    while diagnoses.len() < MOST_FAULTS {
        let found = upright::unit(&now, &seen)
            .or_else(|| landmark_faults::find(&now, &seen, &diagnoses))
            .or_else(|| quarter::find(&now, &seen, &measured))
            .or_else(|| search::find(&now, &seen, &measured))
            .or_else(|| upright::find(&now, &seen));
        let Some(fix) = found else {
            break;
        };
        diagnoses.push(fix.diagnosis);
        now = fix.rig;
        if let Some((camera, landmarks)) = fix.landmarks {
            seen.landmarks[camera] = landmarks;
        }
        measured = measure::measure(&now, &seen).0;
    }
    let unexplained = causes::unexplained(&measured);
    let named = !diagnoses.is_empty();
    let verdict = if named {
        Verdict::Wrong
    } else {
        judge(&cameras)
    };
    diagnoses.extend(unexplained);
    Ok(Checkup {
        sentence: sentence(verdict, &cameras, &diagnoses),
        verdict,
        diagnoses,
        floor: Floor::of(&now, &measured, evidence.field.as_ref(), &seen),
        repaired: named.then(|| (now, judge(&measured), measured)),
        cameras,
        residuals,
    })
}

/// By the worst camera.
fn judge(cameras: &[CameraCheck]) -> Verdict {
    let worst = cameras.iter().map(CameraCheck::verdict);
    worst.max_by_key(|v| *v as u8).unwrap_or(Verdict::Good)
}

fn sentence(verdict: Verdict, cameras: &[CameraCheck], diagnoses: &[Diagnosis]) -> String {
    if let Some(first) = diagnoses.first() {
        let more = match diagnoses.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        return format!("{verdict}: {}{more}", first.what);
    }
    let worst = cameras
        .iter()
        .filter_map(|c| Some((c.off_m()?, c)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match worst {
        Some((off, camera)) => format!(
            "{verdict}: every camera lies within {:.0} mm of what the others say; the farthest off is \"{}\"",
            1e3 * off,
            camera.name
        ),
        None => format!("{verdict}: nothing speaks against the rig"),
    }
}

/// The evidence as all parts use it.
struct Seen {
    instants: Vec<sights::Instant>,
    landmarks: Vec<Vec<Landmark>>,
    field: Option<Field>,
}

/// At most so many instants, and people in them, are looked at.
const MOST_INSTANTS: usize = 60;
const MOST_PEOPLE: usize = 2400;

impl Seen {
    fn of(rig: &Rig, evidence: &Evidence<'_>) -> Result<Seen, RigError> {
        let n = rig.cameras().len();
        let mut instants = sights::instants(evidence.moments, n, MOST_INSTANTS);
        let people: usize = instants.iter().map(|i| i.people.len()).sum();
        let step = people.div_ceil(MOST_PEOPLE).max(1);
        instants = instants.into_iter().step_by(step).collect();
        let mut landmarks = evidence.landmarks.clone();
        landmarks.resize(n, Vec::new());
        let seen = Seen {
            instants,
            landmarks,
            field: evidence.field.clone(),
        };
        let lone = seen.landmarks.iter().all(Vec::is_empty);
        if seen.instants.is_empty() && lone {
            return Err(RigError(
                "nothing to check the rig by: give landmarks, or detections in which two cameras see somebody at once"
                    .to_owned(),
            ));
        }
        Ok(seen)
    }

    /// Whether athletes say more than landmarks: three cameras at least see them.
    fn by_athletes(&self) -> bool {
        let mut cameras: Vec<usize> = self
            .instants
            .iter()
            .flat_map(|i| i.people.iter().map(|p| p.camera))
            .collect();
        cameras.sort_unstable();
        cameras.dedup();
        cameras.len() >= 3
    }

    /// A camera's landmarks that are points, as pairs.
    fn landmark_pairs(&self, camera: usize) -> Vec<seen::Pair> {
        let points = self.landmarks[camera].iter().enumerate();
        points
            .filter_map(|(group, l)| match l.target {
                crate::landmarks::Target::Point(p) => Some(seen::Pair {
                    at: p.coords,
                    covariance: nalgebra::Matrix3::zeros(),
                    px: l.at,
                    sigma_px: l.sigma_px,
                    group,
                }),
                crate::landmarks::Target::On(_) => None,
            })
            .collect()
    }
}
