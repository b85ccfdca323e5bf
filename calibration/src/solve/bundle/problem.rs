//! The input and output of a bundle adjustment: cameras, points, and the pixels at which cameras observed points.

use nalgebra::{Isometry3, Matrix3, Vector3};
use trackside_schema::RawPixel;

use crate::{Camera, CameraClock};

/// Which focal lengths are estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FreeFocal {
    /// None: both keep their values.
    #[default]
    Fixed,
    /// One factor for both.
    Common,
    /// fx and fy independently.
    Separate,
}

/// Which parameters of a camera are estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FreeParameters {
    /// Rotation and translation.
    pub pose: bool,
    /// The offset of its clock.
    pub clock_offset: bool,
    /// The drift of its clock.
    pub clock_drift: bool,
    /// The focal lengths.
    pub focal: FreeFocal,
    /// The principal point.
    pub principal_point: bool,
    /// The number of leading distortion coefficients, in the order of [`crate::Distortion`].
    pub distortion: usize,
}

/// Gaussian priors on the parameters of a camera. Deviations are one standard deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraPriors {
    /// `cam_from_world`, and the deviations of its rotation (rad) and of the camera's centre (m).
    pub pose: Option<(Isometry3<f64>, f64, f64)>,
    /// The height of the camera's centre above z = 0, and its deviation, m.
    pub height_m: Option<(f64, f64)>,
    /// The mean of the two focal lengths, px, and its relative deviation.
    pub focal_px: Option<(f64, f64)>,
    /// The principal point, and its deviation along each axis, px.
    pub principal_point_px: Option<([f64; 2], f64)>,
    /// The clock's offset, and its deviation, s.
    pub clock_offset_s: Option<(f64, f64)>,
    /// The deviation of the clock's drift from 0, s/s.
    pub clock_drift: Option<f64>,
}

/// A camera of a bundle adjustment.
#[derive(Clone, Debug, PartialEq)]
pub struct CameraBlock {
    /// The current estimate.
    pub camera: Camera,
    /// The current estimate of its clock.
    pub clock: CameraClock,
    /// Which parameters are estimated.
    pub free: FreeParameters,
    /// What was known before.
    pub priors: CameraPriors,
}

impl CameraBlock {
    /// A camera of which the pose alone is estimated, without priors.
    pub fn new(camera: Camera) -> CameraBlock {
        CameraBlock {
            camera,
            clock: CameraClock::default(),
            free: FreeParameters {
                pose: true,
                ..FreeParameters::default()
            },
            priors: CameraPriors::default(),
        }
    }
}

/// How a point moves about its reference time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointMotion {
    /// It does not move.
    #[default]
    Static,
    /// At a constant velocity.
    ConstantVelocity,
    /// With a constant acceleration.
    ConstantAcceleration,
}

/// A point of a bundle adjustment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointBlock {
    /// Position m, velocity m/s, acceleration m/s², at `time_s`. Entries beyond `motion` keep their values.
    pub state: [Vector3<f64>; 3],
    /// How many entries of `state` are estimated.
    pub motion: PointMotion,
    /// The rig's time to which `state` belongs, s.
    pub time_s: f64,
    /// A prior of the position: its mean (m), and its information matrix (1/m²).
    pub prior: Option<(Vector3<f64>, Matrix3<f64>)>,
    /// Whether the point keeps its state: nothing is estimated.
    pub is_fixed: bool,
}

impl PointBlock {
    /// A point that does not move, of unknown position; `position` is the first guess.
    pub fn free(position: Vector3<f64>) -> PointBlock {
        PointBlock {
            state: [position, Vector3::zeros(), Vector3::zeros()],
            ..PointBlock::default()
        }
    }

    /// A point that keeps its position.
    pub fn fixed(position: Vector3<f64>) -> PointBlock {
        PointBlock {
            is_fixed: true,
            ..PointBlock::free(position)
        }
    }

    /// A point with a prior at `position`, one standard deviation `sigma_m` along each axis.
    pub fn with_prior(position: Vector3<f64>, sigma_m: f64) -> PointBlock {
        let information = Matrix3::identity() / (sigma_m * sigma_m);
        PointBlock {
            prior: Some((position, information)),
            ..PointBlock::free(position)
        }
    }

    /// A moving point of unknown state.
    pub fn moving(position: Vector3<f64>, time_s: f64, motion: PointMotion) -> PointBlock {
        PointBlock {
            motion,
            time_s,
            ..PointBlock::free(position)
        }
    }

    /// The position `offset_s` after the reference time: x + v t + ½ a t².
    pub fn position_at(&self, offset_s: f64) -> Vector3<f64> {
        self.state[0] + (self.state[1] + 0.5 * offset_s * self.state[2]) * offset_s
    }

    /// The velocity `offset_s` after the reference time: v + a t.
    pub fn velocity_at(&self, offset_s: f64) -> Vector3<f64> {
        self.state[1] + self.state[2] * offset_s
    }

    /// The number of estimated parameters.
    pub(in crate::solve) fn parameter_count(&self) -> usize {
        match (self.is_fixed, self.motion) {
            (true, _) => 0,
            (false, PointMotion::Static) => 3,
            (false, PointMotion::ConstantVelocity) => 6,
            (false, PointMotion::ConstantAcceleration) => 9,
        }
    }
}

/// A point observed by a camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointObservation {
    /// Index into [`BundleProblem::cameras`].
    pub camera: usize,
    /// Index into [`BundleProblem::points`].
    pub point: usize,
    /// The observed pixel.
    pub at: RawPixel,
    /// One standard deviation along each axis, px.
    pub sigma_px: f64,
    /// The time by the camera's clock, s from the rig's reference.
    pub camera_time_s: f64,
    /// The weight: 1 for independent errors, 1/n where n observations share one error.
    pub weight: f64,
}

/// A measured distance between two cameras.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaselineConstraint {
    /// Indices into [`BundleProblem::cameras`].
    pub cameras: [usize; 2],
    /// The distance between their centres, m.
    pub length_m: f64,
    /// One standard deviation, m.
    pub sigma_m: f64,
}

/// The spread of a rig's cameras: the root mean square distance of their centres from their mean. It pins the scale of a
/// problem that nothing else scales.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpreadConstraint {
    /// The spread, m.
    pub rms_m: f64,
    /// One standard deviation, as a share of the spread.
    pub relative_sigma: f64,
}

/// Cameras, points, observations, and measured distances between cameras.
#[derive(Clone, Debug, Default)]
pub struct BundleProblem {
    /// The cameras.
    pub cameras: Vec<CameraBlock>,
    /// The points.
    pub points: Vec<PointBlock>,
    /// The observations, in any order.
    pub observations: Vec<PointObservation>,
    /// Distances between cameras.
    pub baselines: Vec<BaselineConstraint>,
    /// The spread of the cameras, where it pins the scale.
    pub spread: Option<SpreadConstraint>,
}

impl BundleProblem {
    /// The mean of the cameras' centres, and their root mean square distance from it, m.
    pub fn camera_spread(&self) -> (Vector3<f64>, f64) {
        let n = self.cameras.len().max(1) as f64;
        let centres = || self.cameras.iter().map(|c| c.camera.centre().0.coords);
        let mean = centres().sum::<Vector3<f64>>() / n;
        let squares: f64 = centres().map(|c| (c - mean).norm_squared()).sum();
        (mean, (squares / n).sqrt())
    }
}
