//! What cameras saw: a view is one camera at one instant, a moment is the views that belong together.

use serde::{Deserialize, Serialize};

use crate::{CameraId, JOINT_COUNT, Joint, RawPixel, Stamp, Timestamp};

/// One joint of one person in one picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keypoint {
    /// Where, px.
    pub at: RawPixel,
    /// The detector's confidence, 0 to 1.
    pub score: f32,
    /// One standard deviation of `at` along each axis, px.
    pub sigma_px: f32,
}

impl Keypoint {
    /// A measured joint. Takes single precision, so that a view on the wire is the view that was measured.
    pub fn measured(x_px: f32, y_px: f32, score: f32, sigma_px: f32) -> Keypoint {
        Keypoint {
            at: RawPixel::new(f64::from(x_px), f64::from(y_px)),
            score,
            sigma_px,
        }
    }
}

/// One person in one picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person2d {
    /// By [`Joint`], HALPE_26 order.
    pub joints: [Option<Keypoint>; JOINT_COUNT],
    /// The detector's confidence in the person, 0 to 1.
    pub score: f32,
    /// A re-identification vector of unit length, where a model gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appearance: Option<Vec<f32>>,
}

impl Person2d {
    /// The joint, where it was seen.
    pub fn joint(&self, joint: Joint) -> Option<&Keypoint> {
        self.joints[joint.index()].as_ref()
    }

    /// The joints that were seen.
    pub fn seen(&self) -> impl Iterator<Item = (Joint, &Keypoint)> {
        Joint::ALL
            .into_iter()
            .zip(&self.joints)
            .filter_map(|(j, k)| k.as_ref().map(|k| (j, k)))
    }
}

/// One candidate ball in one picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball2d {
    /// Its centre, px.
    pub at: RawPixel,
    /// The detector's confidence, 0 to 1.
    pub score: f32,
    /// One standard deviation of `at` along each axis, px.
    pub sigma_px: f32,
    /// Where it was while the shutter was open, where its blur shows that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streak: Option<Streak>,
}

/// The blur of a ball that moved while the shutter was open: a picture is an interval. Which end was first does not show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Streak {
    /// Where its centre was as the shutter opened and as it closed, or the other way round, px. Each as sure as the centre.
    pub ends: [RawPixel; 2],
    /// How long the shutter was open, s.
    pub exposure_s: f32,
}

/// How far a camera looks elsewhere than it did, by the background of its pictures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// The picture since which its background is known. Turns from different ones have nothing in common.
    pub since: Timestamp,
    /// A rotation vector about the camera's axes (right, down, ahead), rad: it takes directions as they were to those as
    /// they are now.
    pub by_rad: [f32; 3],
    /// One standard deviation of each of its numbers, rad.
    pub sigma_rad: [f32; 3],
    /// Parts of the picture that were compared.
    pub compared: u32,
    /// Parts among them that turned alike.
    pub agree: u32,
}

/// What one camera saw at one instant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Which camera of the rig.
    pub camera: CameraId,
    /// Counts the camera's pictures from 0; gaps are pictures that were lost.
    pub image: u64,
    /// When.
    pub stamp: Stamp,
    /// The people in it.
    pub people: Vec<Person2d>,
    /// The ball candidates in it.
    pub balls: Vec<Ball2d>,
    /// How far it looks elsewhere, where the picture was compared with those before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Turn>,
}

/// The views that belong together, in the order of their cameras.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Counts moments from 0.
    pub tick: u64,
    /// The nominal time. Every view keeps its own.
    pub time: Timestamp,
    /// At most one per camera. A camera that is not here saw nothing or was late.
    pub views: Vec<View>,
}
