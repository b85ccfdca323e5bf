//! Association of people and bundle adjustment in turns.

use std::borrow::Cow;

use nalgebra::{Translation3, Vector3};

use super::input::{
    CLOCK_OFFSET_SIGMA_S, ExtrinsicsInput, ExtrinsicsOptions, FIRST_GUESS_SIGMA_M,
    FIRST_GUESS_SIGMA_RAD, PosePrior, ProgressCallback,
};
use super::scale::{self, Scale, ScaleByPeople, ScaleSource, factor_by_heights};
use super::solution::{CameraAgreement, ExtrinsicsSolution, ResidualSummary};
use super::variance_components::estimate_variance_components;
use crate::solve::association::{JointPoint, RoundSettings, add_people, standing_feet};
use crate::solve::body_sizes::body_sizes;
use crate::solve::bundle::{
    BundleCovariance, BundleOptions, BundleProblem, BundleStats, CameraBlock, FreeFocal,
    FreeParameters, PointMotion, bundle_adjust, reprojection_residuals,
};
use crate::solve::clock_search::coarse_offsets;
use crate::solve::error::SolveError;
use crate::solve::gauge::{alignment_to_priors, floor_alignment, transform_problem};
use crate::solve::landmarks::{LandmarkGeometry, add_landmarks, update_circle_priors};
use crate::solve::people::LinkedDetections;
use crate::{Camera, CameraClock};

/// How often landmarks and people are weighted against each other.
const VARIANCE_ESTIMATES: usize = 2;
/// The maximum number of steps of all rounds but the last.
const MAX_STEPS_BEFORE_LAST: usize = 12;
/// How often priors on circles are moved.
const CIRCLE_UPDATES: usize = 3;
/// First guesses are compared after so many rounds.
const FIRST_ROUNDS: usize = 3;
/// The last of the rounds, which are counted from 0.
const LAST_ROUND: usize = 4;
/// Clocks are estimated from this round on.
const FIRST_ROUND_WITH_CLOCKS: usize = 2;
/// A clock is not determined where people agree nearly as well half a second away.
const MAX_SCORE_ELSEWHERE: f64 = 0.93;
/// A clock that was found and the coarse search agree to this, s.
const MAX_CLOCK_DISAGREEMENT_S: f64 = 0.15;
/// Every camera needs at least so many observations that agree with others.
const MIN_OBSERVATIONS: usize = 6;

/// The state of the rounds.
pub(super) struct Rounds<'a> {
    pub input: &'a ExtrinsicsInput<'a>,
    pub options: &'a ExtrinsicsOptions,
    pub people: Cow<'a, LinkedDetections>,
    pub problem: BundleProblem,
    pub joint_points: Vec<JointPoint>,
    /// Whether landmarks define the world.
    pub is_anchored: bool,
    pub scale: Scale,
    pub is_level: bool,
}

impl Rounds<'_> {
    /// The settings of all rounds.
    fn settings(&self) -> [RoundSettings; LAST_ROUND + 1] {
        let points = self.options.points;
        let settings =
            |gate_m: f64, sigma_factor: f64, share: f64, motion: PointMotion| RoundSettings {
                gate_m,
                sigma_factor,
                points: (points as f64 * share) as usize,
                motion,
                weight: 1.0,
            };
        [
            settings(0.9, 16.0, 0.15, PointMotion::ConstantVelocity),
            settings(0.6, 8.0, 0.25, PointMotion::ConstantVelocity),
            settings(0.4, 4.0, 0.4, PointMotion::ConstantVelocity),
            settings(0.25, 2.0, 0.6, PointMotion::ConstantAcceleration),
            settings(0.2, 1.0, 1.0, PointMotion::ConstantAcceleration),
        ]
    }

    /// The first rounds, after which a first guess can be compared with others.
    pub fn begin(&mut self, priors: &[Camera]) -> Result<(), SolveError> {
        self.scale_by_baselines();
        if self.people.all.is_empty() {
            return Ok(());
        }
        for (i, settings) in self.settings().into_iter().enumerate().take(FIRST_ROUNDS) {
            self.scaled_round(settings, i, priors)?;
        }
        Ok(())
    }

    /// The other rounds.
    pub fn finish(
        &mut self,
        priors: &[Camera],
        progress: ProgressCallback<'_>,
    ) -> Result<BundleStats, SolveError> {
        let rounds = self.settings();
        let mut stats = BundleStats::default();
        if self.people.all.is_empty() {
            // Landmarks alone have no associations to repeat.
            self.scaled_round(rounds[0], 0, priors)?;
            stats = self.scaled_round(rounds[LAST_ROUND], LAST_ROUND, priors)?;
        } else {
            for (i, settings) in rounds.into_iter().enumerate().skip(FIRST_ROUNDS) {
                progress("adjusting", 0.5 + 0.2 * (i - FIRST_ROUNDS) as f64);
                stats = self.scaled_round(settings, i, priors)?;
            }
        }
        progress("levelling", 0.95);
        if !self.is_anchored {
            self.fix_gauge(priors);
        }
        if self.needs_scale() {
            scale::pin(&mut self.problem);
        }
        if self.options.estimate_clocks && !self.people.all.is_empty() {
            self.require_clocks()?;
        }
        Ok(stats)
    }

    /// Clocks are told by people who move: where another offset does as well, they are not.
    fn require_clocks(&self) -> Result<(), SolveError> {
        let cameras = &self.problem.cameras;
        let all = coarse_offsets(&self.problem, &self.people);
        let found = |i: usize| cameras[i].clock.offset_s - cameras[0].clock.offset_s;
        for (i, (coarse, block)) in all.iter().zip(cameras).enumerate() {
            let name = &block.camera.name;
            let Some(coarse) = coarse.filter(|_| i > 0) else {
                continue;
            };
            if coarse.score_elsewhere > MAX_SCORE_ELSEWHERE {
                return Err(SolveError(format!(
                    "camera \"{name}\": its clock is not determined: the people whom it observes together with other cameras \
                     hardly move; film people who run about, or keep the clocks with --no-clocks"
                )));
            }
            if (coarse.offset_s - found(i)).abs() > MAX_CLOCK_DISAGREEMENT_S {
                return Err(SolveError(format!(
                    "camera \"{name}\": its clock fits at {:+.2} s as well as at {:+.2} s: film people who run about and turn, \
                     set the clocks nearer to each other, or keep them with --no-clocks",
                    found(i),
                    coarse.offset_s
                )));
            }
        }
        Ok(())
    }

    fn scaled_round(
        &mut self,
        settings: RoundSettings,
        index: usize,
        priors: &[Camera],
    ) -> Result<BundleStats, SolveError> {
        if self.needs_scale() {
            scale::pin(&mut self.problem);
        }
        let stats = self.round(settings, index)?;
        if self.has_free_lens() {
            let cameras = self.problem.cameras.iter().map(|c| &c.camera);
            self.people.to_mut().undistort_by(cameras);
        }
        self.set_scale(priors, settings.gate_m);
        Ok(stats)
    }

    fn round(&mut self, settings: RoundSettings, index: usize) -> Result<BundleStats, SolveError> {
        let with_clocks = index >= FIRST_ROUND_WITH_CLOCKS;
        let is_last = index == LAST_ROUND;
        let options = self.options;
        self.set_free_parameters(with_clocks, index > FIRST_ROUND_WITH_CLOCKS, is_last);
        self.problem.points.clear();
        self.problem.observations.clear();
        let landmarks = self.input.landmarks;
        let first_points =
            add_landmarks(&mut self.problem, landmarks, settings.sigma_factor.min(4.0));
        self.joint_points = add_people(&mut self.problem, &self.people, settings);
        if self.problem.observations.is_empty() {
            return Err(SolveError(
                "no two cameras observe the same person or landmark: are clocks apart by seconds, or prior poses wrong?"
                    .into(),
            ));
        }
        self.require_observations()?;
        let max_steps = if is_last {
            options.bundle.max_steps
        } else {
            MAX_STEPS_BEFORE_LAST
        };
        // Priors of motion grow with the deviations of observations: speeds that are drawn to 0 make clocks overshoot.
        let bundle = BundleOptions {
            max_steps,
            velocity_sigma_m_s: options.bundle.velocity_sigma_m_s * settings.sigma_factor,
            acceleration_sigma_m_s2: options.bundle.acceleration_sigma_m_s2 * settings.sigma_factor,
            relative_tolerance: if is_last {
                1e-2 * options.bundle.relative_tolerance
            } else {
                options.bundle.relative_tolerance
            },
            ..options.bundle
        };
        let mut stats = bundle_adjust(&mut self.problem, &bundle)?;
        for _ in 0..if is_last { VARIANCE_ESTIMATES } else { 0 } {
            let first_joint_point = self.first_joint_point();
            estimate_variance_components(&mut self.problem, first_joint_point);
            stats = bundle_adjust(&mut self.problem, &bundle)?;
        }
        if landmarks
            .iter()
            .any(|l| matches!(l.geometry, LandmarkGeometry::Circle { .. }))
        {
            for _ in 0..CIRCLE_UPDATES {
                update_circle_priors(&mut self.problem, landmarks, &first_points);
                stats = bundle_adjust(&mut self.problem, &bundle)?;
            }
        }
        Ok(stats)
    }

    fn set_free_parameters(&mut self, with_clocks: bool, with_wide_clocks: bool, is_last: bool) {
        let options = self.options;
        for (i, block) in self.problem.cameras.iter_mut().enumerate() {
            let has_free_clock = options.estimate_clocks && with_clocks && i > 0;
            if with_wide_clocks && let Some((_, sigma_s)) = &mut block.priors.clock_offset_s {
                // A joint's speed is known well enough now to tell a clock.
                *sigma_s = CLOCK_OFFSET_SIGMA_S;
            }
            block.free = FreeParameters {
                pose: options.pose_prior != PosePrior::Exact,
                clock_offset: has_free_clock,
                clock_drift: has_free_clock && is_last,
                ..if is_last {
                    options.free_intrinsics
                } else {
                    // A guessed focal length hinders the other rounds, too.
                    FreeParameters {
                        focal: if with_clocks {
                            options.free_intrinsics.focal
                        } else {
                            FreeFocal::Fixed
                        },
                        ..FreeParameters::default()
                    }
                }
            };
        }
    }

    /// Whether intrinsics are estimated.
    fn has_free_lens(&self) -> bool {
        let free = self.options.free_intrinsics;
        free.focal != FreeFocal::Fixed || free.principal_point || free.distortion > 0
    }

    /// The index of the first point that is a joint.
    fn first_joint_point(&self) -> usize {
        self.joint_points
            .first()
            .map_or(self.problem.points.len(), |t| t.point)
    }

    /// Every camera needs observations.
    fn require_observations(&self) -> Result<(), SolveError> {
        let mut counts = vec![0; self.problem.cameras.len()];
        self.problem
            .observations
            .iter()
            .for_each(|o| counts[o.camera] += 1);
        match counts.iter().position(|&n| n < MIN_OBSERVATIONS) {
            None => Ok(()),
            Some(i) => Err(SolveError(format!(
                "camera \"{}\": only {} of its observations agree with other cameras, at least {MIN_OBSERVATIONS} are \
                 needed: is its prior pose far off, its clock seconds from the others', or its lens another one?",
                self.problem.cameras[i].camera.name, counts[i]
            ))),
        }
    }

    /// Scales the problem to the measured distances.
    fn scale_by_baselines(&mut self) {
        let baselines = self.problem.baselines.iter().filter(|_| !self.is_anchored);
        let centre = |i: usize| self.problem.cameras[i].camera.centre();
        let (mut measured, mut estimated) = (0.0, 0.0);
        for baseline in baselines {
            measured += baseline.length_m;
            estimated += centre(baseline.cameras[0]).distance(centre(baseline.cameras[1]));
        }
        if estimated > 1e-6 && measured > 0.0 {
            scale::rescale(&mut self.problem, measured / estimated);
        }
    }

    /// Whether neither landmarks nor measured distances nor given poses hold the scale during an adjustment.
    fn needs_scale(&self) -> bool {
        !self.is_anchored
            && self.problem.baselines.is_empty()
            && self.options.pose_prior != PosePrior::Exact
    }

    /// Sets the scale after a round, and what determined it.
    fn set_scale(&mut self, priors: &[Camera], gate_m: f64) {
        if self.needs_scale() {
            let by_people = ScaleByPeople {
                options: self.options,
                priors,
                people: &self.people,
            };
            self.scale = by_people.apply(&mut self.problem, gate_m);
            return;
        }
        let source = if self.options.pose_prior == PosePrior::Exact {
            ScaleSource::GivenPoses
        } else if self.is_anchored {
            ScaleSource::Landmarks
        } else {
            ScaleSource::Distances
        };
        let bodies = body_sizes(&self.problem, &self.people, gate_m);
        self.scale = Scale {
            source,
            relative_sigma: 0.0,
            athletes_stature_m: bodies.map(|b| b.stature_m),
        };
    }

    /// Puts the floor at z = 0, scales by measured heights, and moves the cameras as near to their priors as that allows.
    fn fix_gauge(&mut self, priors: &[Camera]) {
        let feet = standing_feet(&self.problem, &self.joint_points);
        if let Some(new_from_old) = floor_alignment(&feet) {
            transform_problem(&mut self.problem, 1.0, &new_from_old);
            self.is_level = true;
        }
        if self.needs_scale() && self.is_level && !self.input.heights_m.is_empty() {
            self.scale_by_heights();
        }
        if self.options.pose_prior == PosePrior::Approximate {
            let pose = |c: &CameraBlock| c.camera.cam_from_world;
            let current: Vec<_> = self.problem.cameras.iter().map(pose).collect();
            let priors: Vec<_> = priors.iter().map(|c| c.cam_from_world).collect();
            let new_from_old = alignment_to_priors(&current, &priors);
            transform_problem(&mut self.problem, 1.0, &new_from_old);
        } else {
            // The origin is the mean of where people stood.
            let mean =
                feet.iter().map(|p| p.coords).sum::<Vector3<f64>>() / feet.len().max(1) as f64;
            let translation = Translation3::new(-mean.x, -mean.y, 0.0);
            transform_problem(&mut self.problem, 1.0, &translation.into());
        }
        for block in &mut self.problem.cameras {
            let pose = block.camera.cam_from_world;
            block.priors.pose = Some((pose, FIRST_GUESS_SIGMA_RAD, FIRST_GUESS_SIGMA_M));
        }
    }

    /// Scales the problem, whose floor is level, by measured heights of cameras.
    fn scale_by_heights(&mut self) {
        let Some((factor, relative_sigma)) = factor_by_heights(&self.problem, self.input) else {
            return;
        };
        scale::rescale(&mut self.problem, factor);
        self.scale = Scale {
            source: ScaleSource::Heights,
            relative_sigma,
            athletes_stature_m: self.scale.athletes_stature_m.map(|m| m * factor),
        };
    }

    pub fn into_solution(self, stats: BundleStats) -> Result<ExtrinsicsSolution, SolveError> {
        let problem = &self.problem;
        let covariance = BundleCovariance::of(problem, &self.options.bundle)?;
        let first_joint_point = self.first_joint_point();
        let residuals = reprojection_residuals(problem);
        let summary = |camera: usize, is_people: bool| {
            let observations = problem.observations.iter().zip(&residuals);
            let of_kind = observations
                .filter(|(o, _)| o.camera == camera && (o.point >= first_joint_point) == is_people);
            let mut all: Vec<f64> = of_kind
                .map(|(_, r)| r.map_or(f64::INFINITY, |r| r.norm()))
                .collect();
            all.sort_by(f64::total_cmp);
            ResidualSummary {
                count: all.len(),
                median_px: all.get(all.len() / 2).copied().unwrap_or(0.0),
            }
        };
        let centre = |i: usize| problem.cameras[i].camera.centre().0.coords;
        let (spread_centre, _) = problem.camera_spread();
        let agreement = |i: usize| CameraAgreement {
            people: summary(i, true),
            landmarks: summary(i, false),
            centre_sigma_m: covariance
                .centre_sigma_m(i)
                .hypot(self.scale.relative_sigma * (centre(i) - spread_centre).norm()),
            rotation_sigma_rad: covariance.rotation_sigma_rad(i),
            clock_sigma_s: covariance.clock_sigma(i)[0],
        };
        let clocks = problem.cameras.iter().map(|block| CameraClock {
            since: self.input.reference,
            ..block.clock
        });
        Ok(ExtrinsicsSolution {
            agreement: (0..problem.cameras.len()).map(agreement).collect(),
            cameras: problem.cameras.iter().map(|c| c.camera.clone()).collect(),
            clocks: clocks.collect(),
            noise_scale: covariance.noise_scale,
            stats,
            scale: self.scale,
            is_level: self.is_level,
        })
    }
}
