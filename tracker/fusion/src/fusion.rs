//! The live filter: frame sets in, athletes and ball out.

use trackside_calibration::Rig;
use trackside_schema::{Athlete, AthleteId, Ball, FrameSet, Timestamp};

use crate::appearance::LostTrackGallery;
use crate::association::Associator;
use crate::ball::{BallEvent, BallTracker, LandingPrediction, SmoothedBall};
use crate::camera_health::{CameraHealth, HealthMonitor};
use crate::camera_view::CameraView;
use crate::initiation::TrackInitiator;
use crate::observations::FrameObservations;
use crate::options::FusionOptions;
use crate::output::has_joints;
use crate::pose_prior::{PosePrior, PosePriorInput};
use crate::skeleton::skeleton_fit::{SkeletonFitCounts, SkeletonFitter};
use crate::track::{FrameMeasurements, MAX_PREDICTION_S, Track};

/// The result of one frame set. Borrowed from the [`Fusion`] until its next step.
#[derive(Clone, Copy, Debug)]
pub struct FusionOutput<'a> {
    /// In the order of their ids, tentative ones included. An athlete has at least one joint.
    pub athletes: &'a [Athlete],
    /// The ball, where it is tracked.
    pub ball: Option<Ball>,
    /// The ball of earlier frame sets, smoothed: those that became final with this frame set.
    pub smoothed_balls: &'a [SmoothedBall],
    /// Events of the ball that became final with this frame set, in the order of their times.
    pub ball_events: &'a [BallEvent],
}

/// The tracks of one venue's athletes and ball. Feed it frame sets in the order of their times.
#[derive(Debug)]
pub struct Fusion {
    pub(crate) options: FusionOptions,
    pub(crate) rig: Rig,
    pub(crate) cameras: Vec<CameraView>,
    time: Option<Timestamp>,
    pub(crate) tracks: Vec<Track>,
    /// The tracks that were terminated at the last frame set.
    pub(crate) terminated: Vec<Track>,
    next_id: u32,
    pub(crate) observations: FrameObservations,
    associator: Associator,
    initiator: TrackInitiator,
    lost_tracks: LostTrackGallery,
    ball: BallTracker,
    fitter: SkeletonFitter,
    prior: &'static PosePrior,
    health: HealthMonitor,
    athletes: Vec<Athlete>,
    smoothed: Vec<Athlete>,
}

impl Fusion {
    /// A fusion without tracks.
    pub fn new(rig: Rig, options: FusionOptions) -> Fusion {
        let cameras: Vec<CameraView> = rig.cameras().iter().map(CameraView::new).collect();
        let health = HealthMonitor::new(cameras.len());
        Fusion {
            ball: BallTracker::new(options.ball, options.ball_lag_s, options.targets.clone()),
            options,
            rig,
            cameras,
            time: None,
            tracks: Vec::new(),
            terminated: Vec::new(),
            next_id: 0,
            observations: FrameObservations::default(),
            associator: Associator::default(),
            initiator: TrackInitiator::default(),
            lost_tracks: LostTrackGallery::default(),
            fitter: SkeletonFitter::default(),
            prior: PosePrior::embedded(),
            health,
            athletes: Vec::new(),
            smoothed: Vec::new(),
        }
    }

    /// The rig that it works with.
    pub fn rig(&self) -> &Rig {
        &self.rig
    }

    /// Replaces the calibration of the same cameras: tracks are kept, the cameras' noise is estimated again.
    ///
    /// # Panics
    /// The rig has another number of cameras.
    pub fn set_rig(&mut self, rig: Rig) {
        assert_eq!(
            rig.cameras().len(),
            self.cameras.len(),
            "the cameras are the same"
        );
        self.cameras.clear();
        self.cameras
            .extend(rig.cameras().iter().map(CameraView::new));
        for camera in &mut self.health.cameras {
            camera.reset();
        }
        self.rig = rig;
    }

    /// Processes one frame set: predict, associate, update, initiate and terminate, output.
    ///
    /// Views of cameras that the rig does not have are ignored. A frame set that is not later than the last one is taken to
    /// be of the same instant.
    pub fn step(&mut self, frame_set: &FrameSet) -> FusionOutput<'_> {
        let dt_s = self
            .time
            .map_or(0.0, |t| frame_set.time.seconds_since(t).max(0.0));
        self.time = Some(frame_set.time);
        self.terminated.clear();
        for track in &mut self.tracks {
            track.predict(dt_s, &self.options);
        }
        if dt_s > MAX_PREDICTION_S {
            // They expired before this frame set, when there was none.
            self.terminate_expired(MAX_PREDICTION_S);
        }
        self.health.ingest(frame_set);
        self.observations.read(
            frame_set,
            &self.rig,
            &self.cameras,
            &self.health,
            &self.options,
        );
        self.associator.associate(
            &self.cameras,
            &mut self.observations,
            &mut self.tracks,
            &self.options,
        );
        self.update_tracks(dt_s);
        self.initiate_tracks(dt_s);
        self.terminate_tracks();
        for track in &mut self.tracks {
            track.record_history(frame_set, &self.options);
        }
        self.athletes.clear();
        for track in &mut self.tracks {
            let share = self.health.correlation.share();
            let athlete = track.current(&mut self.fitter, self.prior, share, &self.options);
            self.athletes.extend(Some(athlete).filter(has_joints));
        }
        let ball = self
            .ball
            .step(frame_set, &self.rig, &self.cameras, &self.athletes);
        FusionOutput {
            athletes: &self.athletes,
            ball,
            smoothed_balls: self.ball.smoothed(),
            ball_events: self.ball.events(),
        }
    }

    /// Updates every track with the people assigned to it, and its bone lengths with the joints.
    fn update_tracks(&mut self, dt_s: f64) {
        let frame = FrameMeasurements {
            cameras: &self.cameras,
            observations: &self.observations,
            mirror_pairs: &self.fitter.mirror_pairs,
            options: &self.options,
        };
        for (index, track) in self.tracks.iter_mut().enumerate() {
            track.update(index, &frame, &mut self.health);
            let body = &track.filter.filtered;
            let shared = body.shared_position_covariance();
            track
                .bone_lengths
                .update(frame.mirror_pairs, &body.joints, &shared, dt_s);
        }
    }

    /// Initiates tracks of bodies among the unassigned people. A body may belong to a track after all, or to a lost one.
    fn initiate_tracks(&mut self, dt_s: f64) {
        let bodies =
            self.initiator
                .find_bodies(&self.cameras, &mut self.observations, &self.options);
        self.lost_tracks.advance(dt_s);
        let pairs = &self.fitter.mirror_pairs;
        // Tracks before the first body was found.
        let mut older = self.tracks.len();
        for body in bodies {
            let mut tracks = self.tracks[..older].iter_mut();
            if tracks.any(|t| t.reacquire(body, pairs, &self.options)) {
                continue;
            }
            let lost = self.tracks.iter().filter_map(Track::as_lost);
            let lost = self
                .lost_tracks
                .reidentify(&body.appearance, &body.centroid(), lost);
            let track = match lost {
                Some(lost) => {
                    let before = self.tracks.len();
                    self.tracks.retain(|t| t.id != lost.id);
                    older -= before - self.tracks.len();
                    Track::resume(lost, body, pairs, &self.options)
                }
                None => {
                    // A session has fewer than 2³² athletes.
                    self.next_id += 1;
                    Track::new(AthleteId(self.next_id - 1), body, pairs, &self.options)
                }
            };
            self.tracks.push(track);
        }
        // Only a re-identified track is out of order.
        if !self.tracks.is_sorted_by_key(|t| t.id) {
            self.tracks.sort_unstable_by_key(|t| t.id);
        }
    }

    /// Deletes tracks that expired, and those that duplicate an older one.
    fn terminate_tracks(&mut self) {
        for i in 1..self.tracks.len() {
            let (older, rest) = self.tracks.split_at_mut(i);
            if older
                .iter()
                .any(|o| !o.is_marked_for_deletion && o.is_duplicate(&rest[0]))
            {
                rest[0].is_marked_for_deletion = true;
            }
        }
        self.terminate_expired(0.0);
    }

    /// Deletes tracks that expired `ago_s` ago, or are marked for deletion.
    fn terminate_expired(&mut self, ago_s: f64) {
        let options = &self.options;
        for track in (self.tracks.iter()).filter(|t| t.is_expired(ago_s, options)) {
            self.lost_tracks.insert(track.as_lost());
        }
        let ends = |t: &mut Track| t.is_marked_for_deletion || t.is_expired(ago_s, options);
        self.terminated.extend(self.tracks.extract_if(.., ends));
    }

    /// Where and when the ball will meet the ground, given the frame sets so far; `None` where none is in flight.
    pub fn predict_landing(&self) -> Option<LandingPrediction> {
        self.ball.predict_landing()
    }

    /// The state of the cameras, in the order of the rig.
    pub fn health(&self) -> &[CameraHealth] {
        &self.health.cameras
    }

    /// How the fits of skeletons ended so far, of the live and the smooth stream.
    pub fn skeleton_fits(&self) -> SkeletonFitCounts {
        self.fitter.counts
    }

    /// The share of the detectors' error variance that lasts, 0 to 1, as it shows in the residuals so far.
    pub fn lasting_error_share(&self) -> f64 {
        self.health.correlation.share()
    }

    /// Whether [`Fusion::smoothed`] can go back to that time.
    pub fn has_history(&self, time: Timestamp) -> bool {
        let age_s = |now: Timestamp| now.seconds_since(time);
        self.time
            .is_some_and(|now| age_s(now) <= self.options.history_s)
    }

    /// The athletes at an earlier frame set, given all later ones. Athletes whose tracks began later or have been terminated
    /// since are left out, and all where the frame set is older than [`FusionOptions::history_s`].
    pub fn smoothed(&mut self, tick: u64) -> &[Athlete] {
        self.smoothed.clear();
        let share = self.health.correlation.share();
        for track in &self.tracks {
            let fitter = &mut self.fitter;
            let athlete = track.smoothed_at(tick, fitter, self.prior, share, &self.options);
            self.smoothed.extend(athlete.filter(has_joints));
        }
        &self.smoothed
    }

    /// The pose prior's input for each athlete, now or at an earlier frame set in the history. Training uses it.
    pub fn pose_prior_inputs(&mut self, tick: Option<u64>) -> Vec<PosePriorInput> {
        let (fitter, share) = (&mut self.fitter, self.health.correlation.share());
        let input = |t: &Track| t.pose_prior_input(tick, fitter, share);
        self.tracks.iter().filter_map(input).collect()
    }
}
