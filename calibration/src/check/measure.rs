//! How far each camera lies from what the others say, and from its landmarks.

use serde::Serialize;
use trackside_schema::RawPixel;

use super::people::explain;
use super::seen::{self, Found, Pair};
use super::{GOOD_M, LEAST_FOUND, Seen, USABLE_M, Verdict};
use crate::{Camera, Rig, resection};

/// Fewer sights of a camera say nothing about it.
const LEAST_SIGHTS: usize = 40;
/// Fewer athletes that it should show, or people that it shows, say nothing either.
const LEAST_EXPECTED: usize = 12;
/// Fewer sights, or people, say nothing about a part of the picture.
const LEAST_IN_PART: usize = 30;
const LEAST_PEOPLE_IN_PART: usize = 6;
/// The picture is looked at in so many parts by so many.
const PARTS: usize = 3;
/// Residual vectors that are kept for pictures.
const KEPT: usize = 300;

/// How one camera does.
#[derive(Clone, Debug, Serialize)]
pub struct CameraCheck {
    /// Which.
    pub name: String,
    /// Joints that others place and it shows.
    pub sights: usize,
    /// Median distance from where the others place a joint to where the camera shows it, px: it is left out of the placing.
    pub residual_px: Option<f64>,
    /// The part of that which is the same for all in a part of the picture, px: not noise, but calibration.
    pub systematic_px: Option<f64>,
    /// The same where the athletes are, m.
    pub systematic_m: Option<f64>,
    /// Share of the athletes whom the others place in its picture that are found there.
    pub found: Option<f64>,
    /// What its landmarks say.
    pub landmarks: Option<LandmarkCheck>,
}

/// What a camera's landmarks say.
#[derive(Clone, Debug, Serialize)]
pub struct LandmarkCheck {
    /// How many there are.
    pub count: usize,
    /// Median distance from where the rig puts a landmark to where it was picked, px.
    pub median_px: f64,
    /// The same at the landmark, m.
    pub median_m: f64,
    /// The one that is farthest off, and by how much, px.
    pub worst: (String, f64),
}

/// What a picture shows, and where it should.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Residual {
    /// As seen, px.
    pub seen: [f64; 2],
    /// As the others, or the landmarks, have it, px.
    pub placed: [f64; 2],
    /// Whether it is a landmark.
    pub landmark: bool,
}

impl CameraCheck {
    /// How far it is off, m: by athletes, else by landmarks.
    pub fn off_m(&self) -> Option<f64> {
        self.systematic_m
            .or_else(|| self.landmarks.as_ref().map(|l| l.median_m))
    }

    /// What it is worth.
    pub fn verdict(&self) -> Verdict {
        let lost = self.found.is_some_and(|f| f < LEAST_FOUND);
        match self.off_m() {
            _ if lost => Verdict::Wrong,
            Some(m) if m > USABLE_M => Verdict::Wrong,
            Some(m) if m > GOOD_M => Verdict::Usable,
            _ => Verdict::Good,
        }
    }
}

/// All cameras, and residual vectors of each.
pub(super) fn measure(rig: &Rig, seen: &Seen) -> (Vec<CameraCheck>, Vec<Vec<Residual>>) {
    let by_athletes = seen.by_athletes();
    let each = rig.cameras().iter().enumerate().map(|(index, camera)| {
        let mut check = CameraCheck {
            name: camera.name.clone(),
            sights: 0,
            residual_px: None,
            systematic_px: None,
            systematic_m: None,
            found: None,
            landmarks: landmarks(camera, &seen.landmarks[index]),
        };
        let mut residuals = Vec::new();
        if by_athletes {
            let others = explain(rig, &seen.instants, Some(index));
            let athletes = seen::by_instant(&others, seen.instants.len());
            let found = seen::find(camera, index, &seen.instants, &athletes);
            residuals = by_others(&mut check, camera, &found);
        }
        residuals.extend(by_landmarks(camera, seen, index));
        (check, residuals)
    });
    each.unzip()
}

fn by_others(check: &mut CameraCheck, camera: &Camera, found: &Found) -> Vec<Residual> {
    // Where the others place nobody in its picture, whom does it show?
    let expected = if found.expected >= LEAST_EXPECTED {
        found.expected
    } else {
        found.shown
    };
    if expected >= LEAST_EXPECTED {
        check.found = Some((found.people as f64 / expected as f64).min(1.0));
    }
    check.sights = found.pairs.len();
    let errors: Vec<(&Pair, [f64; 2])> = found
        .pairs
        .iter()
        .filter_map(|p| Some((p, p.error(camera)?.0)))
        .collect();
    if errors.len() >= LEAST_SIGHTS {
        check.residual_px = Some(median(errors.iter().map(|(_, e)| e[0].hypot(e[1]))));
        let (px, m) = systematic(camera, &errors);
        (check.systematic_px, check.systematic_m) = (Some(px), Some(m));
    }
    let step = errors.len().div_ceil(KEPT).max(1);
    let residual = |(p, e): &(&Pair, [f64; 2])| Residual {
        seen: [p.px.x, p.px.y],
        placed: [p.px.x - e[0], p.px.y - e[1]],
        landmark: false,
    };
    errors.iter().step_by(step).map(residual).collect()
}

/// What errors in the same part of the picture have in common: medians by part, then their root mean square; px and m.
fn systematic(camera: &Camera, errors: &[(&Pair, [f64; 2])]) -> (f64, f64) {
    let [w, h] = camera.size_px.map(f64::from);
    let part = |at: RawPixel| {
        let cell = |v: f64, size: f64| ((v / size * PARTS as f64) as usize).min(PARTS - 1);
        cell(at.x, w) + PARTS * cell(at.y, h)
    };
    let mut parts: Vec<Vec<&(&Pair, [f64; 2])>> = vec![Vec::new(); PARTS * PARTS];
    errors.iter().for_each(|e| parts[part(e.0.px)].push(e));
    let telling = |p: &Vec<&(&Pair, [f64; 2])>| {
        let mut groups: Vec<usize> = p.iter().map(|(pair, _)| pair.group).collect();
        groups.dedup();
        p.len() >= LEAST_IN_PART && groups.len() >= LEAST_PEOPLE_IN_PART
    };
    let mut telling: Vec<Vec<_>> = parts.into_iter().filter(|p| telling(p)).collect();
    if telling.is_empty() {
        telling = vec![errors.iter().collect()];
    }
    let (mut px2, mut m2, mut n) = (0.0, 0.0, 0.0);
    for p in telling {
        let x = median(p.iter().map(|(_, e)| e[0]));
        let y = median(p.iter().map(|(_, e)| e[1]));
        let range = median(
            p.iter()
                .map(|(pair, _)| (pair.at - camera.centre().0.coords).norm()),
        );
        let px = x.hypot(y);
        let weight = p.len() as f64;
        px2 += weight * px * px;
        m2 += weight * (px * range / camera.intrinsics.fx).powi(2);
        n += weight;
    }
    ((px2 / n).sqrt(), (m2 / n).sqrt())
}

fn landmarks(camera: &Camera, landmarks: &[crate::landmarks::Landmark]) -> Option<LandmarkCheck> {
    let off: Vec<(f64, f64, &str)> = landmarks
        .iter()
        .map(|l| {
            // Behind the camera: as far off as the picture is wide.
            let px = resection::residual_px(camera, l).unwrap_or(f64::from(camera.size_px[0]));
            let range = match l.target {
                crate::landmarks::Target::Point(p) => (p - camera.centre().0).norm(),
                crate::landmarks::Target::On(c) => {
                    let nearest = c
                        .points(1.0)
                        .into_iter()
                        .map(|p| (p - camera.centre().0).norm());
                    nearest.fold(f64::INFINITY, f64::min)
                }
            };
            (px, px * range / camera.intrinsics.fx, l.name.as_str())
        })
        .collect();
    let worst = off.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(LandmarkCheck {
        count: off.len(),
        median_px: median(off.iter().map(|o| o.0)),
        median_m: median(off.iter().map(|o| o.1)),
        worst: (worst.2.to_owned(), worst.0),
    })
}

fn by_landmarks(camera: &Camera, seen: &Seen, index: usize) -> Vec<Residual> {
    let pairs = seen.landmark_pairs(index);
    let residual = |p: &Pair| {
        let (e, _) = p.error(camera)?;
        Some(Residual {
            seen: [p.px.x, p.px.y],
            placed: [p.px.x - e[0], p.px.y - e[1]],
            landmark: true,
        })
    };
    pairs.iter().filter_map(residual).collect()
}

/// The middle value; 0 of none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}
