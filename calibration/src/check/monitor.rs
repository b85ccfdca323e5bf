//! Monitors the cameras during a match: detects that one was moved, and corrects its calibration.
//!
//! There are two sources. A camera's background gives its rotation ([`CameraRotation`](trackside_schema::CameraRotation)), with or
//! without people in view. The athletes give the offset between where a camera shows joints and where the athletes are; that works
//! without images, and for every kind of movement.

use std::collections::VecDeque;

use nalgebra::{Matrix3, UnitQuaternion};
use trackside_schema::{Athlete, CameraId, FrameSet, Person2d, TrackState};

use super::corrections::replace_camera;
use super::correspondences::match_people;
use super::observations::{ObservedInstant, instant_at};
use super::offset_statistics::OffsetStatistics;
use super::pose_repair::repair_camera;
use super::reconstruction::{JointEstimate, ReconstructedAthlete};
use super::rotation_step::RotationStepDetector;
use crate::statistics::median;
use crate::{Camera, Rig};

/// The interval at which athletes are compared, s.
const INTERVAL_S: f64 = 0.2;
/// How long a step must last, s.
const MIN_STEP_S: f64 = 0.8;
/// With fewer joints a camera's offset is not measured.
const MIN_JOINTS: usize = 12;
/// A pose is repaired from observations of this long, s.
const REPAIR_WINDOW_S: f64 = 6.0;
/// Observations are kept for this long, s.
const HISTORY_S: f64 = 15.0;

/// What a monitor detected or did.
#[derive(Clone, Debug, PartialEq)]
pub enum CameraAlert {
    /// A camera was moved.
    Moved {
        /// The camera.
        camera: CameraId,
        /// By about this angle, rad.
        angle_rad: f64,
    },
    /// Its calibration was corrected.
    Repaired {
        /// The camera.
        camera: CameraId,
        /// The corrected rig, with its new id.
        rig: Rig,
        /// What the correction was estimated from.
        source: RepairSource,
    },
    /// The observations do not determine its calibration. Further attempts follow without an alert.
    RepairFailed {
        /// The camera.
        camera: CameraId,
    },
}

/// What a correction was estimated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairSource {
    /// The athletes that the other cameras reconstruct.
    Athletes,
    /// The rotation of the camera's background.
    Background,
}

/// A camera that was moved and is not repaired.
#[derive(Clone, Copy, Debug)]
struct MovedCamera {
    index: usize,
    /// Observations from this time on are of the new pose, s.
    since_s: f64,
}

/// Monitors the cameras of one rig. It takes frame sets, with their athletes, in the order of time.
#[derive(Debug)]
pub struct CameraMonitor {
    rig: Rig,
    auto_repair: bool,
    /// By camera: the people of its last view that had any.
    last_people: Vec<Vec<Person2d>>,
    /// The last three frame sets and their athletes.
    recent: VecDeque<(FrameSet, Vec<Athlete>)>,
    /// By camera.
    offsets: Vec<OffsetStatistics>,
    /// By camera.
    rotations: Vec<RotationStepDetector>,
    /// Alerts that are not returned yet.
    alerts: VecDeque<CameraAlert>,
    compared_s: Option<f64>,
    /// Recent observations and their times, s.
    history: VecDeque<(f64, ObservedInstant)>,
    moved: Option<MovedCamera>,
    has_reported_failure: bool,
}

impl CameraMonitor {
    /// A monitor of `rig`. With `auto_repair` it also corrects calibrations.
    pub fn new(rig: Rig, auto_repair: bool) -> CameraMonitor {
        CameraMonitor {
            offsets: vec![OffsetStatistics::default(); rig.cameras().len()],
            rotations: rig
                .cameras()
                .iter()
                .map(|_| RotationStepDetector::default())
                .collect(),
            alerts: VecDeque::new(),
            last_people: vec![Vec::new(); rig.cameras().len()],
            rig,
            auto_repair,
            recent: VecDeque::new(),
            compared_s: None,
            history: VecDeque::new(),
            moved: None,
            has_reported_failure: false,
        }
    }

    /// Adds a frame set and its athletes, and returns the oldest pending alert. Alerts by athletes concern the frame set before.
    pub fn update(&mut self, frame_set: &FrameSet, athletes: &[Athlete]) -> Option<CameraAlert> {
        for view in &frame_set.views {
            let index = view.camera.index();
            let detector = self.rotations.get_mut(index);
            let measured = detector.zip(view.camera_rotation.as_ref());
            let now_s = frame_set.time.0 as f64 * 1e-9;
            let step = measured.and_then(|(detector, rotation)| detector.update(rotation, now_s));
            if let Some(step) = step {
                self.handle_rotation_step(index, step);
            }
        }
        let mut frame_set = frame_set.clone();
        self.forget_repeated_people(&mut frame_set);
        self.recent.push_back((frame_set, athletes.to_vec()));
        if self.recent.len() == 3 {
            let now_s = self.recent[1].0.time.0 as f64 * 1e-9;
            let is_due = self
                .compared_s
                .is_none_or(|t| now_s - t >= INTERVAL_S - 1e-6);
            let alert = if is_due {
                self.compare_athletes(now_s)
            } else {
                None
            };
            self.alerts.extend(alert);
            self.recent.pop_front();
        }
        self.alerts.pop_front()
    }

    /// Takes the people out of views that repeat their camera's last one: a held image shows where people were, which is no
    /// offset of the camera.
    fn forget_repeated_people(&mut self, frame_set: &mut FrameSet) {
        for view in &mut frame_set.views {
            let Some(last) = self.last_people.get_mut(view.camera.index()) else {
                continue;
            };
            if view.people.is_empty() {
                continue;
            }
            if *last == view.people {
                view.people.clear();
            } else {
                last.clone_from(&view.people);
            }
        }
    }

    /// A camera's background has rotated by `step` and is steady: its pose is rotated by as much. The correction is verified
    /// against the athletes: if their offset stays unusual, the pose is estimated from them.
    fn handle_rotation_step(&mut self, index: usize, step: UnitQuaternion<f64>) {
        let camera = camera_id(index);
        let is_reported = self.moved.is_some_and(|moved| moved.index == index);
        if !is_reported {
            let angle_rad = step.angle();
            self.alerts
                .push_back(CameraAlert::Moved { camera, angle_rad });
        }
        if !self.auto_repair {
            self.offsets.fill(OffsetStatistics::default());
            return;
        }
        let mut rotated = self.rig.cameras()[index].clone();
        rotated.cam_from_world = step * rotated.cam_from_world;
        if let Some(rig) = replace_camera(&self.rig, index, rotated) {
            self.rig = rig.clone();
            if is_reported {
                self.moved = None;
                self.has_reported_failure = false;
            }
            self.offsets
                .iter_mut()
                .for_each(OffsetStatistics::clear_step);
            let source = RepairSource::Background;
            self.alerts.push_back(CameraAlert::Repaired {
                camera,
                rig,
                source,
            });
        }
    }

    fn compare_athletes(&mut self, now_s: f64) -> Option<CameraAlert> {
        let dt_s = self.compared_s.map_or(INTERVAL_S, |t| now_s - t).min(1.0);
        self.compared_s = Some(now_s);
        let frame_sets = [&self.recent[0].0, &self.recent[1].0, &self.recent[2].0];
        let instant = instant_at(&frame_sets, 1, self.rig.cameras().len());
        let tracked: Vec<ReconstructedAthlete> =
            self.recent[1].1.iter().filter_map(from_track).collect();
        let athletes = vec![tracked.iter().collect::<Vec<_>>()];
        let instants = [instant];
        for (index, camera) in self.rig.cameras().iter().enumerate() {
            let measured = measure_offset(camera, index, &instants, &athletes);
            if let Some(offset) = measured {
                self.offsets[index].update(offset, dt_s);
            }
        }
        let [instant] = instants;
        self.history.push_back((now_s, instant));
        while self
            .history
            .front()
            .is_some_and(|(t, _)| now_s - t > HISTORY_S)
        {
            self.history.pop_front();
        }
        match self.moved {
            None => self.detect_offset_step(now_s),
            Some(moved) if now_s - moved.since_s >= REPAIR_WINDOW_S => self.repair(moved, now_s),
            Some(_) => None,
        }
    }

    /// The camera with the largest step: the other cameras' offsets follow it a little, as the athletes do. A step of a camera
    /// whose background stands still is none of the camera's: its images are late, held or repeated.
    fn detect_offset_step(&mut self, now_s: f64) -> Option<CameraAlert> {
        for (offset, rotation) in self.offsets.iter_mut().zip(&self.rotations) {
            if offset.is_step() && rotation.is_still(now_s) {
                *offset = OffsetStatistics::default();
            }
        }
        let steps = self.offsets.iter().enumerate().filter(|(_, o)| o.is_step());
        let (index, offset) = steps.max_by(|a, b| a.1.step_rad().total_cmp(&b.1.step_rad()))?;
        if offset.step_duration_s() < MIN_STEP_S {
            return None;
        }
        let angle_rad = offset.step_rad();
        let since_s = now_s - offset.step_duration_s();
        if self.auto_repair {
            self.moved = Some(MovedCamera { index, since_s });
        } else {
            // The camera keeps its calibration: statistics start again, so that the next movement is detected too.
            self.offsets.fill(OffsetStatistics::default());
            self.rotations[index].reset();
        }
        Some(CameraAlert::Moved {
            camera: camera_id(index),
            angle_rad,
        })
    }

    fn repair(&mut self, moved: MovedCamera, now_s: f64) -> Option<CameraAlert> {
        let MovedCamera { index, since_s } = moved;
        let camera = camera_id(index);
        let instants: Vec<ObservedInstant> = self
            .history
            .iter()
            .filter(|(t, _)| *t >= since_s)
            .map(|(_, i)| i.clone())
            .collect();
        let repaired = repair_camera(&self.rig, &instants, index)
            .and_then(|c| replace_camera(&self.rig, index, c));
        match repaired {
            Some(rig) => {
                self.rig = rig.clone();
                self.moved = None;
                self.has_reported_failure = false;
                // The camera had displaced all athletes: every camera's statistics start again.
                self.offsets.fill(OffsetStatistics::default());
                self.rotations[index].reset();
                let source = RepairSource::Athletes;
                Some(CameraAlert::Repaired {
                    camera,
                    rig,
                    source,
                })
            }
            None => {
                self.moved = Some(MovedCamera {
                    index,
                    since_s: now_s - 0.5 * REPAIR_WINDOW_S,
                });
                let is_reported = std::mem::replace(&mut self.has_reported_failure, true);
                (!is_reported).then_some(CameraAlert::RepairFailed { camera })
            }
        }
    }
}

fn camera_id(index: usize) -> CameraId {
    // A rig has at most 255 cameras.
    CameraId(index as u8)
}

/// The median of observed less predicted joints, as angles, rad; `None` with too few joints.
fn measure_offset(
    camera: &Camera,
    index: usize,
    instants: &[ObservedInstant],
    athletes: &[Vec<&ReconstructedAthlete>],
) -> Option<[f64; 2]> {
    let matches = match_people(camera, index, instants, athletes);
    let errors: Vec<[f64; 2]> = matches
        .correspondences
        .iter()
        .filter_map(|p| Some(p.residual_px(camera)?.0))
        .collect();
    let k = &camera.intrinsics;
    (errors.len() >= MIN_JOINTS).then(|| {
        [
            median(errors.iter().map(|e| e[0])) / k.fx,
            median(errors.iter().map(|e| e[1])) / k.fy,
        ]
    })
}

/// A confirmed athlete's joints that at least three views measured.
fn from_track(athlete: &Athlete) -> Option<ReconstructedAthlete> {
    if athlete.state != TrackState::Confirmed {
        return None;
    }
    let joints = athlete.skeleton.map(|joint| {
        let joint = joint.filter(|j| j.views >= 3)?;
        Some(JointEstimate {
            p_in_world: joint.at.0.coords,
            covariance: Matrix3::identity() * f64::from(joint.sigma_m).powi(2),
        })
    });
    (joints.iter().flatten().count() >= 5).then_some(ReconstructedAthlete { instant: 0, joints })
}
