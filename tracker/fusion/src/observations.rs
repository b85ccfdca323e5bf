//! A frame set's people as observations: keypoints undistorted to rays, with their noise and the time of their exposure.
//!
//! The noise of a keypoint is what its detector claims, at least [`MIN_SIGMA_PX`], and the calibration's error in quadrature;
//! of a camera that disagrees with the others it is scaled by [`CameraHealth::noise_scale`](crate::CameraHealth).

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_schema::{FrameSet, JOINT_COUNT, Person2d};

use crate::appearance::AppearanceVectors;
use crate::camera_health::HealthMonitor;
use crate::camera_view::CameraView;
use crate::options::FusionOptions;
use crate::triangulation::PointObservation;

/// Calibration error that no detector knows of, one standard deviation, as a share of the image's diagonal: 1.1 px of
/// 1920 × 1080. What it costs where there is no such error: docs/experiments/018-sigma-calibration.md.
const CALIBRATION_ERROR: f64 = 0.0005;
/// Lower limit of a keypoint's standard deviation, px: heat maps are quantised.
const MIN_SIGMA_PX: f64 = 0.5;
/// A person with fewer joints than this does not initiate a track.
const MIN_JOINTS: usize = 5;

/// Room for so many people besides those that are detected.
const SPARE_PEOPLE: usize = 16;

/// One person of one view.
#[derive(Clone, Debug)]
pub(crate) struct PersonObservation {
    /// Index of the camera.
    pub camera: usize,
    /// By joint.
    pub joints: [Option<PointObservation>; JOINT_COUNT],
    /// The view's exposure relative to the frame set's time, s.
    pub time_offset_s: f64,
    /// The person's appearance vector, in [`FrameObservations::appearances`].
    pub appearance: Option<std::ops::Range<usize>>,
    /// Whether it may still initiate a track.
    pub is_unassigned: bool,
}

/// All people of a frame set, grouped by view.
#[derive(Debug, Default)]
pub(crate) struct FrameObservations {
    pub people: Vec<PersonObservation>,
    /// By person: the track it is assigned to. Apart from `people`, because it is searched for every track.
    pub assigned_track: Vec<Option<usize>>,
    /// By view: index of the camera, range of people.
    pub views: Vec<(usize, std::ops::Range<usize>)>,
    pub appearances: AppearanceVectors,
}

impl FrameObservations {
    /// Replaces the observations by those of a frame set. Repeated views and cameras that the rig does not have are left out.
    pub fn read(
        &mut self,
        frame_set: &FrameSet,
        rig: &Rig,
        cameras: &[CameraView],
        health: &HealthMonitor,
        options: &FusionOptions,
    ) {
        self.people.clear();
        self.assigned_track.clear();
        self.views.clear();
        self.appearances.clear();
        for view in &frame_set.views {
            let (Some(camera), index) = (rig.camera(view.camera), view.camera.index()) else {
                continue;
            };
            if health.is_repeated(index) {
                continue;
            }
            let noise_scale = health.cameras[index].noise_scale();
            let from = self.people.len();
            let diagonal_px = f64::from(camera.size_px[0]).hypot(f64::from(camera.size_px[1]));
            let time_offset_s = view.stamp.mid_exposure.seconds_since(frame_set.time);
            for person in &view.people {
                let sigma_px = |claimed_px: f32| {
                    let claimed_px = f64::from(claimed_px).max(MIN_SIGMA_PX);
                    claimed_px.hypot(CALIBRATION_ERROR * diagonal_px) * noise_scale
                };
                let min_score = options.min_keypoint_score;
                let joints = joints_of(person, index, &cameras[index], min_score, sigma_px);
                let appearance = person.appearance.as_ref();
                self.people.push(PersonObservation {
                    appearance: appearance.and_then(|v| self.appearances.push(v)),
                    camera: index,
                    joints,
                    time_offset_s,
                    is_unassigned: joints.iter().flatten().count() >= MIN_JOINTS,
                });
            }
            self.views.push((index, from..self.people.len()));
        }
        // Joints that change hands may come as further people.
        self.people.reserve(SPARE_PEOPLE);
        self.assigned_track
            .reserve(self.people.len() + SPARE_PEOPLE);
    }
}

/// A person's keypoints as rays. `sigma_px` gives a keypoint's standard deviation from the claimed one.
fn joints_of(
    person: &Person2d,
    index: usize,
    camera: &CameraView,
    min_score: f32,
    sigma_px: impl Fn(f32) -> f64,
) -> [Option<PointObservation>; JOINT_COUNT] {
    let mut joints = [None; JOINT_COUNT];
    for (slot, keypoint) in joints.iter_mut().zip(&person.joints) {
        let Some(k) = keypoint else { continue };
        if k.score < min_score {
            continue;
        }
        let Some(at) = camera.undistort_lut.undistort(k.at) else {
            continue;
        };
        *slot = Some(PointObservation {
            camera: index,
            at,
            sigma: sigma_px(k.sigma_px) / camera.focal_px,
            direction: camera.ray_direction(&at),
            motion_offset: Vector3::zeros(),
            is_inlier: true,
        });
    }
    joints
}
