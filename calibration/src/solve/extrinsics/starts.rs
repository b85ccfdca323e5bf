//! First guesses, adjusted and compared.

use std::borrow::Cow;

use super::input::{
    CLOCK_DRIFT_SIGMA, ExtrinsicsInput, ExtrinsicsOptions, FIRST_GUESS_SIGMA_M,
    FIRST_GUESS_SIGMA_RAD, PRINCIPAL_POINT_SIGMA, PosePrior, ProgressCallback,
};
use super::rounds::Rounds;
use super::scale::{Scale, ScaleSource};
use crate::solve::bundle::{BundleProblem, CameraBlock};
use crate::solve::clock_search::{coarse_offsets, mean_agreement};
use crate::solve::error::SolveError;
use crate::solve::gauge::similarity_to;
use crate::solve::initial_poses::FirstGuess;
use crate::solve::people::LinkedDetections;
use crate::{Camera, nearest_rotation};

/// Two arrangements are equally good when the worse reaches this share of the better's agreement.
const MIN_SECOND_AGREEMENT: f64 = 0.97;
/// Arrangements differ when, aligned, a camera is so much farther off, as a share of the spread of all, or turned, rad.
const DISTINCT_SPREAD: f64 = 0.15;
const DISTINCT_RAD: f64 = 0.17;
/// The starting values of clocks that people hardly determine are worth this, s.
const COARSE_CLOCK_SIGMA_S: f64 = 0.06;

/// What first guesses are adjusted with.
pub(super) struct Starts<'a> {
    pub cameras: &'a [Camera],
    pub input: &'a ExtrinsicsInput<'a>,
    pub options: &'a ExtrinsicsOptions,
    pub is_anchored: bool,
}

/// A first guess with the people as its lenses have them.
pub(super) struct Guess<'a> {
    pub first: FirstGuess,
    /// The factor of all focal lengths.
    pub focal_factor: f64,
    pub people: Cow<'a, LinkedDetections>,
}

/// An adjusted first guess, and how well its cameras agree.
struct Start<'a> {
    /// Index of the first guess.
    guess: usize,
    focal_factor: f64,
    rounds: Rounds<'a>,
    agreement: f64,
}

impl<'a> Starts<'a> {
    /// The first guess whose cameras agree best after the first rounds.
    pub fn best(
        &self,
        guesses: Vec<Guess<'a>>,
        progress: ProgressCallback<'_>,
    ) -> Result<Rounds<'a>, SolveError> {
        let count = guesses.len();
        if guesses.iter().all(|g| g.people.all.is_empty()) || count == 1 {
            let guess = guesses.into_iter().next();
            let guess = guess.ok_or_else(|| SolveError("nothing determines the poses".into()))?;
            let mut rounds = self.rounds(&guess);
            rounds.begin(self.cameras)?;
            return Ok(rounds);
        }
        let mut starts: Vec<Start<'a>> = Vec::new();
        let mut failed = None;
        for (i, guess) in guesses.iter().enumerate() {
            progress(
                "comparing first poses",
                0.05 + 0.4 * i as f64 / count as f64,
            );
            let mut rounds = self.rounds(guess);
            match rounds.begin(self.cameras) {
                Ok(()) => starts.push(Start {
                    guess: i,
                    focal_factor: guess.focal_factor,
                    agreement: mean_agreement(&rounds.problem, &rounds.people),
                    rounds,
                }),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        // Approximate poses, which come last, are left for others only where these do better.
        let preferred = |i: usize, agreement: f64| {
            let is_prior = self.options.pose_prior == PosePrior::Approximate
                && guesses[i].first.has_precise_poses
                && guesses[i].focal_factor == 1.0;
            if is_prior {
                agreement / MIN_SECOND_AGREEMENT
            } else {
                agreement
            }
        };
        starts.sort_by(|a, b| {
            preferred(b.guess, b.agreement).total_cmp(&preferred(a.guess, a.agreement))
        });
        if self.options.pose_prior == PosePrior::None && !self.is_anchored {
            self.require_one(&starts)?;
        }
        let best = starts.into_iter().next();
        best.map(|s| s.rounds).ok_or_else(|| {
            failed.unwrap_or_else(|| SolveError("nothing determines the poses".into()))
        })
    }

    fn rounds(&self, guess: &Guess<'a>) -> Rounds<'a> {
        let first = &guess.first;
        let mut problem = BundleProblem::default();
        let offsets = first.clock_offsets_s.iter();
        for ((camera, pose), offset_s) in self.cameras.iter().zip(&first.poses).zip(offsets) {
            let mut block = CameraBlock::new(Camera {
                cam_from_world: *pose,
                ..camera.clone()
            });
            block.camera.intrinsics.fx *= guess.focal_factor;
            block.camera.intrinsics.fy *= guess.focal_factor;
            block.clock.offset_s = *offset_s;
            block.priors.pose = Some((*pose, FIRST_GUESS_SIGMA_RAD, FIRST_GUESS_SIGMA_M));
            block.priors.clock_drift = Some(CLOCK_DRIFT_SIGMA);
            let k = &camera.intrinsics;
            block.priors.focal_px = Some((0.5 * (k.fx + k.fy), self.options.focal_relative_sigma));
            let sigma_px = PRINCIPAL_POINT_SIGMA * f64::from(camera.size_px[0]);
            block.priors.principal_point_px = Some(([k.cx, k.cy], sigma_px));
            problem.cameras.push(block);
        }
        let heights = self.input.heights_m.iter().filter(|_| self.is_anchored);
        for &(camera, height, sigma) in heights {
            problem.cameras[camera].priors.height_m = Some((height, sigma));
        }
        problem.baselines.clone_from(&self.input.baselines);
        if self.options.estimate_clocks && first.has_precise_poses {
            for (i, coarse) in coarse_offsets(&problem, &guess.people).iter().enumerate() {
                if let Some(coarse) = coarse {
                    problem.cameras[i].clock.offset_s = coarse.offset_s;
                }
            }
        }
        for block in &mut problem.cameras {
            block.priors.clock_offset_s = Some((block.clock.offset_s, COARSE_CLOCK_SIGMA_S));
        }
        Rounds {
            input: self.input,
            options: self.options,
            people: guess.people.clone(),
            problem,
            joint_points: Vec::new(),
            is_anchored: self.is_anchored,
            scale: Scale {
                source: ScaleSource::Nothing,
                relative_sigma: 0.0,
                athletes_stature_m: None,
            },
            is_level: self.is_anchored,
        }
    }

    /// Two arrangements that differ and agree equally well leave the rig open.
    fn require_one(&self, starts: &[Start<'_>]) -> Result<(), SolveError> {
        let Some((best, others)) = starts.split_first() else {
            return Ok(());
        };
        for other in others {
            // Another focal length tells nothing about the arrangement.
            if other.agreement < MIN_SECOND_AGREEMENT * best.agreement
                || other.focal_factor != best.focal_factor
            {
                continue;
            }
            let differing = differing_cameras(&best.rounds.problem, &other.rounds.problem);
            if !differing.is_empty() {
                let names: Vec<String> = differing
                    .iter()
                    .map(|&i| format!("\"{}\"", self.cameras[i].name))
                    .collect();
                return Err(SolveError(format!(
                    "camera {}: two places fit the athletes equally well: they stand on few spots, or all run the same way; \
                     film people who walk about all over the floor, or give approximate poses (without --no-pose-prior), \
                     landmarks, or a board",
                    names.join(", ")
                )));
            }
        }
        Ok(())
    }
}

/// The cameras, fewer than half of them, that stand or look elsewhere in one problem than in the other, both aligned.
fn differing_cameras(a: &BundleProblem, b: &BundleProblem) -> Vec<usize> {
    let rotations = |p: &BundleProblem| -> Vec<_> {
        let all = p.cameras.iter();
        all.map(|c| c.camera.cam_from_world.rotation).collect()
    };
    let (of_a, of_b) = (rotations(a), rotations(b));
    // The alignment in which most cameras look the same way is that of one of them.
    let turned = |i: usize, by: usize| {
        let b_from_a = of_b[by].inverse() * of_a[by];
        (of_b[i] * b_from_a).angle_to(&of_a[i]) > DISTINCT_RAD
    };
    let count = of_a.len();
    let differing = |by: usize| (0..count).filter(|&i| turned(i, by)).collect::<Vec<_>>();
    let by_rotation = (0..count)
        .map(differing)
        .min_by_key(Vec::len)
        .unwrap_or_default();
    if !by_rotation.is_empty() {
        return by_rotation;
    }
    let centres = |p: &BundleProblem| -> Vec<_> {
        let all = p.cameras.iter();
        all.map(|c| c.camera.centre().0.coords).collect()
    };
    let (from, to) = (centres(a), centres(b));
    let (_, spread_m) = b.camera_spread();
    let Some(aligned) = similarity_to(&from, &to, nearest_rotation) else {
        return Vec::new();
    };
    (0..count)
        .filter(|&i| (aligned[i] - to[i]).norm() > DISTINCT_SPREAD * spread_m)
        .collect()
}
