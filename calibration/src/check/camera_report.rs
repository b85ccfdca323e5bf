//! The errors of each camera against the others, and against its landmarks.

use serde::Serialize;
use trackside_schema::RawPixel;

use super::correspondences::{Correspondence, PersonMatches, athletes_by_instant, match_people};
use super::evidence::PreparedEvidence;
use super::reconstruction::reconstruct;
use super::verdict::{GOOD_M, MIN_FOUND_SHARE, USABLE_M, Verdict};
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::statistics::median;
use crate::{Camera, Rig, resection};

/// With fewer observations a camera's residual is not reported.
const MIN_OBSERVATIONS: usize = 40;
/// With fewer expected athletes, or observed people, the found share is not reported.
const MIN_EXPECTED: usize = 12;
/// With fewer observations, or people, a tile of the image is not used.
const MIN_OBSERVATIONS_IN_TILE: usize = 30;
const MIN_PEOPLE_IN_TILE: usize = 6;
/// The image is divided into this many tiles along each side.
const TILES: usize = 3;
/// The most residual vectors that are kept for reports.
const MAX_RESIDUALS: usize = 300;

/// The errors of one camera.
#[derive(Clone, Debug, Serialize)]
pub struct CameraReport {
    /// The camera's name.
    pub name: String,
    /// How many of its observed joints the other cameras triangulate.
    pub observations: usize,
    /// The median distance between those triangulated joints, projected, and its observations, px: leave-one-out, as the camera
    /// takes no part in the triangulation.
    pub residual_px: Option<f64>,
    /// The part of the residual that is common to a tile of the image, px: calibration error without detector noise.
    pub systematic_px: Option<f64>,
    /// The same at the athletes' range, m.
    pub systematic_m: Option<f64>,
    /// The share of the athletes expected in the image that are found there.
    pub found_share: Option<f64>,
    /// The errors of its landmarks.
    pub landmarks: Option<LandmarkReport>,
}

/// The errors of one camera's landmarks.
#[derive(Clone, Debug, Serialize)]
pub struct LandmarkReport {
    /// How many there are.
    pub count: usize,
    /// The median distance between projected and picked landmark, px.
    pub median_px: f64,
    /// The same at the landmark's range, m.
    pub median_m: f64,
    /// The landmark with the largest residual.
    pub worst: LandmarkResidual,
}

/// The residual of one landmark.
#[derive(Clone, Debug, Serialize)]
pub struct LandmarkResidual {
    /// Its name.
    pub name: String,
    /// The distance between projected and picked landmark, px.
    pub residual_px: f64,
}

/// An observed position and its prediction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Residual {
    /// The observation, px.
    pub observed_px: [f64; 2],
    /// The projection of what the other cameras, or the landmark file, give, px.
    pub predicted_px: [f64; 2],
    /// Whether it is a landmark; else it is a joint.
    pub is_landmark: bool,
}

impl CameraReport {
    /// The camera's error, m: by athletes, else by landmarks.
    pub fn error_m(&self) -> Option<f64> {
        self.systematic_m
            .or_else(|| self.landmarks.as_ref().map(|l| l.median_m))
    }

    /// The verdict on this camera alone.
    pub fn verdict(&self) -> Verdict {
        let athletes_missing = self.found_share.is_some_and(|f| f < MIN_FOUND_SHARE);
        match self.error_m() {
            _ if athletes_missing => Verdict::Wrong,
            Some(m) if m > USABLE_M => Verdict::Wrong,
            Some(m) if m > GOOD_M => Verdict::Usable,
            _ => Verdict::Good,
        }
    }
}

/// The report and the residual vectors of every camera.
pub(super) fn measure_cameras(
    rig: &Rig,
    evidence: &PreparedEvidence,
) -> (Vec<CameraReport>, Vec<Vec<Residual>>) {
    let has_athletes = evidence.has_athletes();
    let each = rig.cameras().iter().enumerate().map(|(index, camera)| {
        let mut report = CameraReport {
            name: camera.name.clone(),
            observations: 0,
            residual_px: None,
            systematic_px: None,
            systematic_m: None,
            found_share: None,
            landmarks: landmark_report(camera, &evidence.landmarks[index]),
        };
        let mut residuals = Vec::new();
        if has_athletes {
            let others = reconstruct(rig, &evidence.instants, Some(index));
            let athletes = athletes_by_instant(&others, evidence.instants.len());
            let matches = match_people(camera, index, &evidence.instants, &athletes);
            residuals = measure_by_athletes(&mut report, camera, &matches);
        }
        residuals.extend(landmark_residuals(camera, evidence, index));
        (report, residuals)
    });
    each.unzip()
}

fn measure_by_athletes(
    report: &mut CameraReport,
    camera: &Camera,
    matches: &PersonMatches,
) -> Vec<Residual> {
    // Where the others place nobody in its image, the people that it shows are unexplained.
    let expected = if matches.expected >= MIN_EXPECTED {
        matches.expected
    } else {
        matches.observed
    };
    if expected >= MIN_EXPECTED {
        report.found_share = Some((matches.matched as f64 / expected as f64).min(1.0));
    }
    report.observations = matches.correspondences.len();
    let errors: Vec<(&Correspondence, [f64; 2])> = matches
        .correspondences
        .iter()
        .filter_map(|p| Some((p, p.residual_px(camera)?.0)))
        .collect();
    if errors.len() >= MIN_OBSERVATIONS {
        report.residual_px = Some(median(errors.iter().map(|(_, e)| e[0].hypot(e[1]))));
        let (px, m) = systematic_error(camera, &errors);
        (report.systematic_px, report.systematic_m) = (Some(px), Some(m));
    }
    let step = errors.len().div_ceil(MAX_RESIDUALS).max(1);
    let kept = errors.iter().step_by(step);
    kept.map(|(p, e)| residual(p, *e, false)).collect()
}

fn residual(pair: &Correspondence, error: [f64; 2], is_landmark: bool) -> Residual {
    let observed = pair.observed;
    Residual {
        observed_px: [observed.x, observed.y],
        predicted_px: [observed.x - error[0], observed.y - error[1]],
        is_landmark,
    }
}

/// The root mean square over the image's tiles of each tile's median error; px and m.
fn systematic_error(camera: &Camera, errors: &[(&Correspondence, [f64; 2])]) -> (f64, f64) {
    let [w, h] = camera.size_px.map(f64::from);
    let tile_of = |at: RawPixel| {
        let cell = |v: f64, size: f64| ((v / size * TILES as f64) as usize).min(TILES - 1);
        cell(at.x, w) + TILES * cell(at.y, h)
    };
    let mut tiles: Vec<Vec<&(&Correspondence, [f64; 2])>> = vec![Vec::new(); TILES * TILES];
    errors
        .iter()
        .for_each(|e| tiles[tile_of(e.0.observed)].push(e));
    let is_significant = |tile: &Vec<&(&Correspondence, [f64; 2])>| {
        let mut groups: Vec<usize> = tile.iter().map(|(pair, _)| pair.group).collect();
        groups.dedup();
        tile.len() >= MIN_OBSERVATIONS_IN_TILE && groups.len() >= MIN_PEOPLE_IN_TILE
    };
    let mut significant: Vec<Vec<_>> = tiles.into_iter().filter(|t| is_significant(t)).collect();
    if significant.is_empty() {
        significant = vec![errors.iter().collect()];
    }
    let (mut px2, mut m2, mut n) = (0.0, 0.0, 0.0);
    for tile in significant {
        let x = median(tile.iter().map(|(_, e)| e[0]));
        let y = median(tile.iter().map(|(_, e)| e[1]));
        let range = median(
            tile.iter()
                .map(|(pair, _)| (pair.p_in_world - camera.centre().0.coords).norm()),
        );
        let px = x.hypot(y);
        let weight = tile.len() as f64;
        px2 += weight * px * px;
        m2 += weight * (px * range / camera.intrinsics.fx).powi(2);
        n += weight;
    }
    ((px2 / n).sqrt(), (m2 / n).sqrt())
}

fn landmark_report(camera: &Camera, landmarks: &[PickedLandmark]) -> Option<LandmarkReport> {
    let errors: Vec<(f64, f64, &str)> = landmarks
        .iter()
        .map(|l| {
            // Behind the camera: an error as large as the image is wide.
            let px = resection::residual_px(camera, l).unwrap_or(f64::from(camera.size_px[0]));
            let range = match l.target {
                LandmarkTarget::Point(p) => (p - camera.centre().0).norm(),
                LandmarkTarget::OnLine(line) => {
                    let ranges = line
                        .points(1.0)
                        .into_iter()
                        .map(|p| (p - camera.centre().0).norm());
                    ranges.fold(f64::INFINITY, f64::min)
                }
            };
            (px, px * range / camera.intrinsics.fx, l.name.as_str())
        })
        .collect();
    let worst = errors.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(LandmarkReport {
        count: errors.len(),
        median_px: median(errors.iter().map(|e| e.0)),
        median_m: median(errors.iter().map(|e| e.1)),
        worst: LandmarkResidual {
            name: worst.2.to_owned(),
            residual_px: worst.0,
        },
    })
}

fn landmark_residuals(camera: &Camera, evidence: &PreparedEvidence, index: usize) -> Vec<Residual> {
    let pairs = evidence.landmark_correspondences(index);
    let each = pairs
        .iter()
        .filter_map(|p| Some(residual(p, p.residual_px(camera)?.0, true)));
    each.collect()
}
