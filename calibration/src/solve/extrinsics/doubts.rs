//! What speaks against a solution: results that no venue has.
//!
//! An adjustment ends in a minimum, not in the truth. Each check names the camera, what is impossible about it, and what to do.

use super::input::{ExtrinsicsInput, PosePrior};
use super::solution::{ExtrinsicsSolution, ResidualSummary};

/// Cameras that stand nearer to each other are one point, m.
const MIN_DISTANCE_M: f64 = 0.5;
/// A camera farther from the others, or from the landmarks, is not of the venue, m.
const MAX_DISTANCE_M: f64 = 1000.0;
/// A camera may stand so far below the floor, m: beside a raised stage, in a pit.
const MAX_BELOW_FLOOR_M: f64 = 0.5;
/// The mean statures of people.
const STATURES_M: [f64; 2] = [0.8, 2.3];
/// A camera's median residual is far above the others' when it exceeds their median by this factor and by this, px.
const MAX_RESIDUAL_RATIO: f64 = 5.0;
const MIN_RESIDUAL_EXCESS_PX: f64 = 8.0;
/// No camera's landmarks should miss by more than this, px.
const MAX_LANDMARK_PX: f64 = 60.0;

impl ExtrinsicsSolution {
    /// What speaks against the solution, in sentences; empty where nothing does.
    pub fn doubts(&self, input: &ExtrinsicsInput<'_>, pose_prior: PosePrior) -> Vec<String> {
        let mut all = Vec::new();
        if pose_prior != PosePrior::Exact {
            all.extend(self.coinciding_cameras(input));
            all.extend(self.misplaced_cameras());
        }
        all.extend(self.impossible_statures());
        all.extend(self.outlying_residuals(|a| a.people, "people"));
        all.extend(self.outlying_residuals(|a| a.landmarks, "landmarks"));
        all
    }

    fn coinciding_cameras(&self, input: &ExtrinsicsInput<'_>) -> Vec<String> {
        let mut all = Vec::new();
        for (i, a) in self.cameras.iter().enumerate() {
            for (j, b) in self.cameras.iter().enumerate().skip(i + 1) {
                let distance_m = a.centre().distance(b.centre());
                let is_measured = |pair: [usize; 2], length_m: f64| {
                    (pair == [i, j] || pair == [j, i]) && length_m < MIN_DISTANCE_M
                };
                let mut baselines = input.baselines.iter();
                let has_landmarks = |k: usize| {
                    self.agreement[k].landmarks.count >= 4 && self.is_landmark_fit_good(k)
                };
                let is_known = baselines.any(|l| is_measured(l.cameras, l.length_m))
                    || (has_landmarks(i) && has_landmarks(j));
                if distance_m < MIN_DISTANCE_M && !is_known {
                    all.push(format!(
                        "cameras \"{}\" and \"{}\" come out {distance_m:.2} m apart: what was observed does not hold them apart; \
                         give the --distance between them, landmarks, or approximate poses",
                        a.name, b.name
                    ));
                }
            }
        }
        all
    }

    fn is_landmark_fit_good(&self, camera: usize) -> bool {
        self.agreement[camera].landmarks.median_px < MIN_RESIDUAL_EXCESS_PX
    }

    fn misplaced_cameras(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut axes: [Vec<f64>; 3] = Default::default();
        for camera in &self.cameras {
            let c = camera.centre().0;
            axes.iter_mut()
                .zip([c.x, c.y, c.z])
                .for_each(|(a, v)| a.push(v));
        }
        let middle = axes.map(|mut a| {
            a.sort_by(f64::total_cmp);
            a[a.len() / 2]
        });
        for camera in &self.cameras {
            let c = camera.centre().0;
            let from_middle = [c.x - middle[0], c.y - middle[1], c.z - middle[2]];
            let far_m = from_middle.iter().map(|v| v * v).sum::<f64>().sqrt();
            let from_origin_m = c.coords.norm();
            if far_m.max(from_origin_m) > MAX_DISTANCE_M {
                all.push(format!(
                    "camera \"{}\" comes out {:.1} km away: are lengths (landmarks, --distance) in metres and not in \
                     millimetres?",
                    camera.name,
                    1e-3 * far_m.max(from_origin_m)
                ));
            } else if self.is_level && c.z < -MAX_BELOW_FLOOR_M {
                all.push(format!(
                    "camera \"{}\" comes out {:.1} m under the floor: are its landmarks mirrored or in another order (left and \
                     right, x and y), or is z pointing down?",
                    camera.name, -c.z
                ));
            }
        }
        all
    }

    fn impossible_statures(&self) -> Option<String> {
        let stature_m = self.scale.athletes_stature_m?;
        let is_possible = (STATURES_M[0]..=STATURES_M[1]).contains(&stature_m);
        (!is_possible).then(|| {
            format!(
                "the athletes come out {} tall: are --distance, --height and landmarks in metres, and measured between the \
                 cameras that they name?",
                length(stature_m)
            )
        })
    }

    /// Cameras whose residuals are far above the others'.
    fn outlying_residuals(
        &self,
        of: impl Fn(&super::CameraAgreement) -> ResidualSummary,
        what: &str,
    ) -> Vec<String> {
        let all: Vec<ResidualSummary> = self.agreement.iter().map(of).collect();
        let each = all.iter().enumerate().filter(|(_, r)| r.count > 0);
        let each = each.filter_map(|(i, own)| {
            let mut others: Vec<f64> = all
                .iter()
                .enumerate()
                .filter(|(j, r)| *j != i && r.count > 0)
                .map(|(_, r)| r.median_px)
                .collect();
            others.sort_by(f64::total_cmp);
            let usual = others.get(others.len() / 2).copied();
            let name = &self.cameras[i].name;
            let exceeds = usual.is_some_and(|usual| {
                own.median_px > (MAX_RESIDUAL_RATIO * usual).max(usual + MIN_RESIDUAL_EXCESS_PX)
            });
            if exceeds {
                return Some(format!(
                    "camera \"{name}\": its {what} miss by {:.0} px, those of the others by {:.1} px: {}",
                    own.median_px,
                    usual.unwrap_or_default(),
                    cause(what)
                ));
            }
            (what == "landmarks" && own.median_px > MAX_LANDMARK_PX).then(|| {
                format!(
                    "camera \"{name}\": its landmarks miss by {:.0} px: {}",
                    own.median_px,
                    cause(what)
                )
            })
        });
        each.collect()
    }
}

fn cause(what: &str) -> &'static str {
    if what == "landmarks" {
        "are they mirrored, in another order or another unit, or picked in an image of another size?"
    } else {
        "has it another lens than the rig says, another image size, or a clock seconds off?"
    }
}

/// A length in the unit that reads well.
fn length(m: f64) -> String {
    if m < 0.1 {
        format!("{:.1} mm", 1e3 * m)
    } else {
        format!("{m:.2} m")
    }
}
