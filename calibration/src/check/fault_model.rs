//! Parametric faults of one camera, each with as few parameters as it has.

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};

use super::corrections::scale_image;
use super::image_similarity::ImageSimilarity;
use crate::Camera;

/// A fault of one camera that has parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultModel {
    /// The focal length: ln of its factor.
    Zoomed,
    /// The size of the images: ln of its factor.
    Resized,
    /// The upper left corner of a crop: the principal point's shift, px.
    Cropped,
    /// A rotation about the camera's centre: rotation vector, rad.
    Rotated,
    /// Landmarks measured from another origin on the floor: x and y, m.
    Shifted,
    /// Another pose: rotation vector, rad, and translation, m.
    Moved,
}

/// A crop may seem to add this share of the image's longer side, because of detector errors.
const MAX_ADDED_SHARE: f64 = 0.01;

impl FaultModel {
    pub const ALL: [FaultModel; 6] = [
        FaultModel::Zoomed,
        FaultModel::Resized,
        FaultModel::Cropped,
        FaultModel::Rotated,
        FaultModel::Shifted,
        FaultModel::Moved,
    ];

    /// How many parameters it has.
    pub fn parameter_count(self) -> usize {
        match self {
            FaultModel::Zoomed | FaultModel::Resized => 1,
            FaultModel::Cropped | FaultModel::Shifted => 2,
            FaultModel::Rotated => 3,
            FaultModel::Moved => 6,
        }
    }

    /// The camera with the fault corrected by the parameters `x`.
    pub fn apply(self, camera: &Camera, x: &[f64]) -> Camera {
        let mut new = camera.clone();
        let k = &mut new.intrinsics;
        let rotation = |x: &[f64]| UnitQuaternion::from_scaled_axis(Vector3::new(x[0], x[1], x[2]));
        match self {
            FaultModel::Zoomed => {
                k.fx *= x[0].exp();
                k.fy *= x[0].exp();
            }
            FaultModel::Resized => new = scale_image(camera, x[0].exp()),
            FaultModel::Cropped => {
                k.cx += x[0];
                k.cy += x[1];
            }
            FaultModel::Rotated => new.cam_from_world = rotation(x) * camera.cam_from_world,
            FaultModel::Shifted => {
                new.cam_from_world = camera.cam_from_world * Translation3::new(x[0], x[1], 0.0);
            }
            FaultModel::Moved => {
                let by = Isometry3::from_parts(Translation3::new(x[3], x[4], x[5]), rotation(x));
                new.cam_from_world = by * camera.cam_from_world;
            }
        }
        new
    }

    /// Whether the parameters are possible: a crop removes the left and the top of an image, so that principal points only move
    /// that way.
    pub fn is_possible(self, camera: &Camera, x: &[f64]) -> bool {
        let side = f64::from(camera.size_px[0].max(camera.size_px[1]));
        self != FaultModel::Cropped || x.iter().all(|v| *v < MAX_ADDED_SHARE * side)
    }

    /// The steps of numeric differentiation: each moves projections by about a hundredth of a pixel.
    pub fn difference_steps(self, camera: &Camera) -> Vec<f64> {
        let rad = 0.01 / camera.intrinsics.fx;
        match self {
            FaultModel::Zoomed | FaultModel::Resized => vec![1e-5],
            FaultModel::Cropped => vec![0.01; 2],
            FaultModel::Rotated => vec![rad; 3],
            FaultModel::Shifted => vec![1e-4; 2],
            FaultModel::Moved => vec![rad, rad, rad, 1e-4, 1e-4, 1e-4],
        }
    }

    /// Initial parameters, from the similarity that takes projections to observations.
    pub fn initial_parameters(self, camera: &Camera, similarity: &ImageSimilarity) -> Vec<f64> {
        let k = &camera.intrinsics;
        let (s, d) = (similarity.scale, similarity.shift_px);
        let centre = [k.cx * (s - 1.0) + d[0], k.cy * (s - 1.0) + d[1]];
        let rotation = [-centre[1] / k.fy, centre[0] / k.fx];
        match self {
            FaultModel::Zoomed | FaultModel::Resized => vec![s.ln()],
            FaultModel::Cropped => centre.to_vec(),
            FaultModel::Rotated => vec![rotation[0], rotation[1], 0.0],
            FaultModel::Shifted => vec![0.0; 2],
            FaultModel::Moved => vec![rotation[0], rotation[1], 0.0, 0.0, 0.0, 0.0],
        }
    }
}
