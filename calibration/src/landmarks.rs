//! Landmarks: points and lines of the field of play, and where each camera shows them.
//!
//! ```toml
//! field = "basketball-fiba"          # where names come from; optional
//! sigma_px = 3.0                     # one standard deviation of a pick; default 3
//!
//! [points]                           # points of one's own, m
//! "foot of the pillar" = [16.2, -9.0, 0.0]
//!
//! [[camera]]
//! name = "cam2"
//! [[camera.point]]
//! name = "corner +x +y"              # or `world = [14.0, 7.5, 0.0]`
//! at = [3510.0, 133.0]               # px, as the lens drew it
//! [[camera.line]]
//! name = "side line +y"              # of the field
//! at = [[3000.0, 240.0], [1800.0, 500.0]]   # anywhere on it
//! sigma_px = 5.0
//! ```
//!
//! The same by landmark, with places of one's own alone:
//!
//! ```toml
//! [[landmark]]
//! name = "corner, north-east"
//! world_m = [14.0, 7.5, 0.0]            # or line_m = [[…], […]], or circle_m = { centre = […], radius = 1.8 }, lying flat;
//!                                       # or nothing: one spot that several cameras show, nobody knows where
//! sigma_m = 0.01                        # how far it may be from there; default 0.01
//! image_px = { cam2 = [3510.0, 133.0] } # a list of places, [[…], […]], on a line or circle
//! ```
//!
//! JSON with `world_m` and `image_px`, a list for each camera's name, is read too.

mod file;

use std::fs;
use std::path::Path;

use nalgebra::Point3;
use trackside_schema::RawPixel;
use trackside_sports::{Field, LineGeometry};

use crate::{Rig, RigError};

/// What a landmark is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A point, m.
    Point(Point3<f64>),
    /// Some point of a line.
    On(LineGeometry),
}

/// One landmark in one camera's picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// What it is called; its coordinates where it has no name.
    pub name: String,
    /// What it is.
    pub target: Target,
    /// Where it shows.
    pub at: RawPixel,
    /// One standard deviation of `at` along each axis, px.
    pub sigma_px: f64,
    /// One standard deviation of how far it is from its target, along each axis, m.
    pub sigma_m: f64,
}

/// One spot that several cameras show; nobody knows where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it is called, or its number in the file.
    pub name: String,
    /// A camera's name, where the spot shows there, and one standard deviation of that, px.
    pub seen: Vec<(String, RawPixel, f64)>,
}

/// The landmarks of all cameras.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Landmarks {
    /// What errors call the file.
    pub origin: String,
    /// The field that names are from.
    pub field: Option<Field>,
    /// By camera's name, in the order of the file.
    pub cameras: Vec<(String, Vec<Landmark>)>,
    /// What tells nothing of one camera, but of several together.
    pub spots: Vec<Spot>,
}

impl Landmarks {
    /// The landmarks in `path`.
    ///
    /// # Errors
    /// A file that cannot be read, with its name, and the line, camera and landmark where known.
    pub fn read(path: &Path) -> Result<Landmarks, RigError> {
        let origin = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|e| RigError(format!("{origin}: {e}")))?;
        Landmarks::parse(&text, &origin)
    }

    /// The landmarks in `text`; `origin` is what errors call it.
    ///
    /// # Errors
    /// As [`Landmarks::read`].
    pub fn parse(text: &str, origin: &str) -> Result<Landmarks, RigError> {
        file::parse(text, origin)
    }

    /// Those of each camera of the rig, in its order, spots left out; empty where the file has none.
    ///
    /// # Errors
    /// A camera that the rig does not have.
    pub fn by_camera(&self, rig: &Rig) -> Result<Vec<Vec<Landmark>>, RigError> {
        let mut all = vec![Vec::new(); rig.cameras().len()];
        for (name, landmarks) in &self.cameras {
            let id = self.index_in(rig, name)?;
            all[id].extend_from_slice(landmarks);
        }
        Ok(all)
    }

    /// Which camera of the rig is called so.
    pub(crate) fn index_in(&self, rig: &Rig, name: &str) -> Result<usize, RigError> {
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
