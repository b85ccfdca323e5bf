//! What a landmark file contains.

use nalgebra::Point3;
use trackside_schema::RawPixel;
use trackside_sports::{Field, LineGeometry};

use crate::{Rig, RigError};

/// The accuracy of a pick without `sigma_px`, px.
pub(super) const DEFAULT_SIGMA_PX: f64 = 3.0;
/// The accuracy of a landmark's position without `sigma_m`, m.
pub(super) const DEFAULT_SIGMA_M: f64 = 0.01;

/// What a picked landmark lies on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LandmarkTarget {
    /// A point of the world, m.
    Point(Point3<f64>),
    /// Any point of a line.
    OnLine(LineGeometry),
}

/// One landmark as picked in one camera's image.
#[derive(Clone, Debug, PartialEq)]
pub struct PickedLandmark {
    /// Its name; its coordinates where it has none.
    pub name: String,
    /// Its position in the world.
    pub target: LandmarkTarget,
    /// Its position in the image.
    pub at: RawPixel,
    /// One standard deviation of `at` along each axis, px.
    pub sigma_px: f64,
    /// One standard deviation of `target` along each axis, m.
    pub sigma_m: f64,
}

/// A point of unknown position that several cameras show.
#[derive(Clone, Debug, PartialEq)]
pub struct TiePoint {
    /// Its name, or its number in the file.
    pub name: String,
    /// One for each camera that shows it.
    pub observations: Vec<TiePointObservation>,
}

/// A tie point as picked in one camera's image.
#[derive(Clone, Debug, PartialEq)]
pub struct TiePointObservation {
    /// The camera's name.
    pub camera: String,
    /// The position in the image.
    pub at: RawPixel,
    /// One standard deviation of `at` along each axis, px.
    pub sigma_px: f64,
}

/// The landmarks of all cameras.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LandmarkFile {
    /// What error texts call the file.
    pub origin: String,
    /// The field whose names are used.
    pub field: Option<Field>,
    /// Names and picks of the cameras, in the file's order.
    pub cameras: Vec<(String, Vec<PickedLandmark>)>,
    /// Points of unknown position. They constrain several cameras together, none alone.
    pub tie_points: Vec<TiePoint>,
}

impl LandmarkFile {
    /// The picks of each camera of the rig, in the rig's order, without tie points; empty where the file has none.
    ///
    /// # Errors
    /// A camera that the rig does not have.
    pub fn by_camera(&self, rig: &Rig) -> Result<Vec<Vec<PickedLandmark>>, RigError> {
        let mut all = vec![Vec::new(); rig.cameras().len()];
        for (name, landmarks) in &self.cameras {
            let index = self.camera_index(rig, name)?;
            all[index].extend_from_slice(landmarks);
        }
        Ok(all)
    }

    /// The index in the rig of a camera of this file.
    pub(crate) fn camera_index(&self, rig: &Rig, name: &str) -> Result<usize, RigError> {
        rig.find(name).map(|(id, _)| id.index()).ok_or_else(|| {
            let known: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
            RigError(format!(
                "{}: camera \"{name}\" is not in the rig, which has {}",
                self.origin,
                known.join(", ")
            ))
        })
    }
}

impl PickedLandmark {
    /// The landmark, if its numbers are possible; else what is wrong.
    pub(super) fn validated(self) -> Result<PickedLandmark, String> {
        let is_finite = match &self.target {
            LandmarkTarget::Point(p) => p.iter().all(|v| v.is_finite()),
            LandmarkTarget::OnLine(LineGeometry::Segment { from, to }) => {
                from.iter().chain(to.iter()).all(|v| v.is_finite())
            }
            LandmarkTarget::OnLine(LineGeometry::Arc {
                centre, radius_m, ..
            }) => centre.iter().all(|v| v.is_finite()) && radius_m.is_finite(),
        };
        if !(is_finite && self.at.x.is_finite() && self.at.y.is_finite()) {
            return Err("a number is not finite".to_owned());
        }
        let positive = |key: &str, value: f64, unit: &str| {
            if value > 0.0 && value.is_finite() {
                return Ok(());
            }
            Err(format!(
                "{key} must be a positive number of {unit}, not {value}"
            ))
        };
        positive("sigma_px", self.sigma_px, "pixels")?;
        positive("sigma_m", self.sigma_m, "metres")?;
        Ok(self)
    }
}

/// Coordinates as a landmark's name.
pub(super) fn name_of_point(p: &Point3<f64>) -> String {
    format!("({}, {}, {})", p.x, p.y, p.z)
}
