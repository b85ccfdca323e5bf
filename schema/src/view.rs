//! 2D detections: a [`View`] is one image of one camera, a [`FrameSet`] is the views that belong together.

use serde::{Deserialize, Serialize};

use crate::skeleton::{JOINT_COUNT, Joint};
use crate::space::{CameraId, RawPixel};
use crate::time::{Stamp, Timestamp};

/// One joint of one person in one image.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keypoint {
    /// Position in the raw image, px.
    pub at: RawPixel,
    /// Confidence of the detector, 0 to 1.
    pub score: f32,
    /// Standard deviation of `at` along each axis, px.
    pub sigma_px: f32,
}

impl Keypoint {
    /// A measured joint. Takes single precision, so that a view survives the wire unchanged.
    pub fn measured(x_px: f32, y_px: f32, score: f32, sigma_px: f32) -> Keypoint {
        Keypoint {
            at: RawPixel::new(f64::from(x_px), f64::from(y_px)),
            score,
            sigma_px,
        }
    }
}

/// One person in one image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person2d {
    /// Indexed by [`Joint`], HALPE_26 order; `None`: not detected.
    pub joints: [Option<Keypoint>; JOINT_COUNT],
    /// Confidence of the detector in the person, 0 to 1.
    pub score: f32,
    /// Re-identification embedding of unit length; `None`: no model provides one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appearance: Option<Vec<f32>>,
}

impl Person2d {
    /// The keypoint of `joint`; `None`: not detected.
    pub fn joint(&self, joint: Joint) -> Option<&Keypoint> {
        self.joints[joint.index()].as_ref()
    }

    /// The detected joints, in HALPE_26 order.
    pub fn detected_joints(&self) -> impl Iterator<Item = (Joint, &Keypoint)> {
        Joint::ALL
            .into_iter()
            .zip(&self.joints)
            .filter_map(|(j, k)| k.as_ref().map(|k| (j, k)))
    }
}

/// One ball candidate in one image.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball2d {
    /// Centre in the raw image, px.
    pub at: RawPixel,
    /// Confidence of the detector, 0 to 1.
    pub score: f32,
    /// Standard deviation of `at` along each axis, px.
    pub sigma_px: f32,
    /// Motion blur; `None`: not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streak: Option<Streak>,
}

/// Motion blur of a ball: its positions at the two ends of the exposure. The blur does not show which end was first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Streak {
    /// Centres at the two ends of the exposure, in unknown order, px. Their standard deviation is [`Ball2d::sigma_px`].
    pub ends: [RawPixel; 2],
    /// Exposure time, s.
    pub exposure_s: f32,
}

/// Rotation of a camera away from its orientation at a reference image, measured on the static background.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CameraRotation {
    /// Time of the reference image. Rotations with different references are not comparable.
    pub reference: Timestamp,
    /// `current_from_reference` as a rotation vector in camera space (OpenCV axes: right, down, ahead), rad: maps
    /// directions in camera space at the reference image to camera space now.
    pub rotation_rad: [f32; 3],
    /// Standard deviation of each component of `rotation_rad`, rad.
    pub sigma_rad: [f32; 3],
    /// Number of background patches that were matched.
    pub patches: u32,
    /// Number of patches among them that agree with `rotation_rad`.
    pub inliers: u32,
}

/// The detections in one image of one camera.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The camera, by its index in the rig.
    pub camera: CameraId,
    /// Counts the images of the camera from 0; a gap is a lost image.
    pub frame_index: u64,
    /// Capture time.
    pub stamp: Stamp,
    /// The detected people.
    pub people: Vec<Person2d>,
    /// The ball candidates.
    pub balls: Vec<Ball2d>,
    /// Rotation of the camera since its reference image; `None`: not measured in this image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera_rotation: Option<CameraRotation>,
}

/// The views that belong to one instant, in the order of their cameras.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrameSet {
    /// Counts frame sets from 0.
    pub tick: u64,
    /// Nominal time. Every view keeps its own capture time.
    pub time: Timestamp,
    /// At most one per camera. A camera without a view here delivered none in time.
    pub views: Vec<View>,
}
