//! Fields of play: named points, lines and arcs, painted markings and structures, from each sport's rule book.

use nalgebra::{Point3, Vector3};
use serde::Deserialize;
use thiserror::Error;

use crate::marking::Marking;
use crate::sport::Sport;
use crate::structure::Structure;

/// A field that is not known, or a field's file that is not valid.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct FieldError(pub String);

/// A field of play. Its origin is at the centre, x along its long side, z up.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name in the catalogue.
    pub name: String,
    /// The sport that is played on it.
    pub sport: Sport,
    /// The rules that its measures are from.
    pub source: String,
    /// Along x and along y, between the outer lines, m.
    pub size_m: [f64; 2],
    /// Along x and along y, where the ball is in play, m: in tennis the singles court, else [`Field::size_m`].
    pub play_size_m: [f64; 2],
    /// Where lines meet, and what stands out otherwise.
    pub points: Vec<FieldPoint>,
    /// Straight lines and arcs, on the ground and above it.
    pub lines: Vec<FieldLine>,
    /// What is painted on the ground, in the order of painting.
    pub markings: Vec<Marking>,
    /// What stands up from the ground, at −x first.
    pub structures: Vec<Structure>,
    /// The lanes of a straight.
    pub lanes: Option<Lanes>,
}

/// A named point of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPoint {
    /// Its name.
    pub name: String,
    /// Its position, m.
    pub at: Point3<f64>,
}

/// A named line of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldLine {
    /// Its name.
    pub name: String,
    /// Its geometry.
    pub geometry: LineGeometry,
}

/// The geometry of a line, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineGeometry {
    /// Straight.
    Segment {
        /// One end.
        from: Point3<f64>,
        /// The other.
        to: Point3<f64>,
    },
    /// Part of a level circle, from one angle to a greater one, rad from +x towards +y.
    Arc {
        /// Its centre.
        centre: Point3<f64>,
        /// Its radius.
        radius_m: f64,
        /// First angle.
        from: f64,
        /// Last angle.
        to: f64,
    },
}

/// Parallel lanes along x, centred on the field.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lanes {
    /// Number of lanes.
    pub count: usize,
    /// Width of a lane, m.
    #[serde(rename = "width")]
    pub width_m: f64,
}

impl Lanes {
    /// The y of the middle of a lane, m. Lane 0 is at the smallest y.
    pub fn middle_y(&self, lane: usize) -> f64 {
        (lane as f64 + 0.5 - self.count as f64 / 2.0) * self.width_m
    }
}

impl LineGeometry {
    /// Points along the line, no farther apart than `step_m`, both ends among them.
    pub fn points(&self, step_m: f64) -> Vec<Point3<f64>> {
        let length = match self {
            LineGeometry::Segment { from, to } => (to - from).norm(),
            LineGeometry::Arc {
                radius_m, from, to, ..
            } => radius_m * (to - from),
        };
        // Lengths are those of fields of play.
        let steps = (length / step_m).ceil().clamp(1.0, 1e4) as usize;
        let at = |share: f64| match self {
            LineGeometry::Segment { from, to } => from + (to - from) * share,
            LineGeometry::Arc {
                centre,
                radius_m,
                from,
                to,
            } => {
                let angle = from + (to - from) * share;
                centre + Vector3::new(angle.cos(), angle.sin(), 0.0) * *radius_m
            }
        };
        (0..=steps).map(|i| at(i as f64 / steps as f64)).collect()
    }
}

impl Field {
    /// The point of that name.
    pub fn point(&self, name: &str) -> Option<&FieldPoint> {
        self.points.iter().find(|p| p.name == name)
    }

    /// The line of that name.
    pub fn line(&self, name: &str) -> Option<&FieldLine> {
        self.lines.iter().find(|l| l.name == name)
    }

    /// All markings as triangles on the ground, anticlockwise from above, m.
    pub fn marking_triangles(&self) -> Vec<[[f64; 2]; 3]> {
        self.markings.iter().flat_map(Marking::triangles).collect()
    }
}
