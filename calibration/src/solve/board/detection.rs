//! A calibration board in an image.

use nalgebra::Vector3;
use trackside_schema::RawPixel;

/// A board detected in one image.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardDetection {
    /// What messages call the image.
    pub name: String,
    /// Corners: on the board, m, z = 0, and in the image.
    pub corners: Vec<(Vector3<f64>, RawPixel)>,
    /// The sharpness of the board: the mean slope of its edges over its contrast, 1/px.
    pub sharpness: f64,
}

/// The detections of one board at one instant: index of the camera, and the detection in its image.
pub type BoardInstant = Vec<(usize, BoardDetection)>;
