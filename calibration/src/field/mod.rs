//! Fields of play as data: named points, lines and circles in metres, from each sport's rule book.
//!
//! The origin is at the centre of the field, x along its long side, z up. `docs/reference/calibration-check.md` lists the names.

use std::f64::consts::TAU;

use nalgebra::{Point3, Vector3};
use serde::Deserialize;

use crate::RigError;

/// The fields that are known, and their files.
const FILES: [(&str, &str); 7] = [
    ("athletics-100m", include_str!("athletics-100m.toml")),
    ("basketball-fiba", include_str!("basketball-fiba.toml")),
    ("basketball-nba", include_str!("basketball-nba.toml")),
    ("football", include_str!("football.toml")),
    ("handball", include_str!("handball.toml")),
    ("tennis", include_str!("tennis.toml")),
    ("volleyball", include_str!("volleyball.toml")),
];

/// A field of play.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// The rules that it is from.
    pub source: String,
    /// Along x and along y, between the outer lines, m.
    pub size_m: [f64; 2],
    /// Where lines meet, and what stands out otherwise.
    pub points: Vec<FieldPoint>,
    /// Straight lines and circles.
    pub lines: Vec<FieldLine>,
}

/// A point of a field that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPoint {
    /// What it is called.
    pub name: String,
    /// Where it is, m.
    pub at: Point3<f64>,
}

/// A line of a field that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldLine {
    /// What it is called.
    pub name: String,
    /// Its course.
    pub course: Course,
}

/// The course of a line, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// Straight.
    Segment {
        /// One end.
        from: Point3<f64>,
        /// The other.
        to: Point3<f64>,
    },
    /// Part of a circle that lies flat, from one angle to a greater one, rad from +x towards +y.
    Arc {
        /// Its centre.
        centre: Point3<f64>,
        /// Its radius.
        radius_m: f64,
        /// Where it begins.
        from: f64,
        /// Where it ends.
        to: f64,
    },
}

impl Course {
    /// Points along the course, no farther apart than `step_m`, both ends among them.
    pub fn points(&self, step_m: f64) -> Vec<Point3<f64>> {
        let length = match self {
            Course::Segment { from, to } => (to - from).norm(),
            Course::Arc {
                radius_m, from, to, ..
            } => radius_m * (to - from),
        };
        // Lengths are those of fields of play.
        let steps = (length / step_m).ceil().clamp(1.0, 1e4) as usize;
        let at = |share: f64| match self {
            Course::Segment { from, to } => from + (to - from) * share,
            Course::Arc {
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
    /// The names of all fields.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The field of that name.
    ///
    /// # Errors
    /// There is none, with the names of those that there are.
    pub fn named(name: &str) -> Result<Field, RigError> {
        let file = FILES.iter().find(|(n, _)| *n == name);
        let (_, text) = file.ok_or_else(|| {
            let known: Vec<_> = Field::names().collect();
            RigError(format!(
                "there is no field \"{name}\"; known are {}",
                known.join(", ")
            ))
        })?;
        Field::from_toml(text, name)
    }

    /// The field in `text`; `origin` is what errors call it.
    ///
    /// # Errors
    /// Not TOML, an unknown key, a name given twice, a number that is not finite.
    pub fn from_toml(text: &str, origin: &str) -> Result<Field, RigError> {
        let file: File =
            toml::from_str(text).map_err(|e| RigError(format!("{origin}: {}", e.message())))?;
        file.field().map_err(|e| RigError(format!("{origin}: {e}")))
    }

    /// The point of that name.
    pub fn point(&self, name: &str) -> Option<&FieldPoint> {
        self.points.iter().find(|p| p.name == name)
    }

    /// The line of that name.
    pub fn line(&self, name: &str) -> Option<&FieldLine> {
        self.lines.iter().find(|l| l.name == name)
    }
}

/// A field's file. What is `mirror`ed about the axes is given once, at positive x and y; its copies carry the signs of
/// their x and y in their names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    source: String,
    size: [f64; 2],
    #[serde(default)]
    point: Vec<PointEntry>,
    #[serde(default)]
    line: Vec<LineEntry>,
    #[serde(default)]
    arc: Vec<ArcEntry>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mirror {
    #[default]
    No,
    X,
    Y,
    Xy,
}

impl Mirror {
    /// The signs of x and y of each copy, and what its name ends in.
    fn copies(self) -> &'static [([f64; 2], &'static str)] {
        match self {
            Mirror::No => &[([1.0, 1.0], "")],
            Mirror::X => &[([1.0, 1.0], " +x"), ([-1.0, 1.0], " -x")],
            Mirror::Y => &[([1.0, 1.0], " +y"), ([1.0, -1.0], " -y")],
            Mirror::Xy => &[
                ([1.0, 1.0], " +x +y"),
                ([1.0, -1.0], " +x -y"),
                ([-1.0, 1.0], " -x +y"),
                ([-1.0, -1.0], " -x -y"),
            ],
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointEntry {
    name: String,
    at: [f64; 3],
    #[serde(default)]
    mirror: Mirror,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    name: String,
    from: [f64; 3],
    to: [f64; 3],
    #[serde(default)]
    mirror: Mirror,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArcEntry {
    name: String,
    centre: [f64; 3],
    radius: f64,
    #[serde(default)]
    from_deg: Option<f64>,
    #[serde(default)]
    to_deg: Option<f64>,
    #[serde(default)]
    mirror: Mirror,
}

impl File {
    fn field(self) -> Result<Field, String> {
        let mut field = Field {
            name: self.name,
            source: self.source,
            size_m: self.size,
            points: Vec::new(),
            lines: Vec::new(),
        };
        for p in &self.point {
            for (sign, end) in p.mirror.copies() {
                field.points.push(FieldPoint {
                    name: format!("{}{end}", p.name),
                    at: mirrored(p.at, sign),
                });
            }
        }
        for l in &self.line {
            for (sign, end) in l.mirror.copies() {
                field.lines.push(FieldLine {
                    name: format!("{}{end}", l.name),
                    course: Course::Segment {
                        from: mirrored(l.from, sign),
                        to: mirrored(l.to, sign),
                    },
                });
            }
        }
        for a in &self.arc {
            for (sign, end) in a.mirror.copies() {
                field.lines.push(FieldLine {
                    name: format!("{}{end}", a.name),
                    course: a.course(sign),
                });
            }
        }
        field.check()?;
        Ok(field)
    }
}

fn mirrored([x, y, z]: [f64; 3], [sx, sy]: &[f64; 2]) -> Point3<f64> {
    Point3::new(sx * x, sy * y, z)
}

impl ArcEntry {
    fn course(&self, sign: &[f64; 2]) -> Course {
        let (mut from, mut to) = (
            self.from_deg.unwrap_or(0.0).to_radians(),
            self.to_deg.unwrap_or(360.0).to_radians(),
        );
        if sign[1] < 0.0 {
            (from, to) = (-to, -from);
        }
        if sign[0] < 0.0 {
            (from, to) = (TAU / 2.0 - to, TAU / 2.0 - from);
        }
        Course::Arc {
            centre: mirrored(self.centre, sign),
            radius_m: self.radius,
            from,
            to,
        }
    }
}

impl Field {
    fn check(&self) -> Result<(), String> {
        let finite = |p: &Point3<f64>| p.iter().all(|v| v.is_finite());
        for (i, p) in self.points.iter().enumerate() {
            if !finite(&p.at) {
                return Err(format!("point \"{}\": a number is not finite", p.name));
            }
            if self.points[..i].iter().any(|q| q.name == p.name) {
                return Err(format!("two points are named \"{}\"", p.name));
            }
        }
        for (i, l) in self.lines.iter().enumerate() {
            let good = match &l.course {
                Course::Segment { from, to } => finite(from) && finite(to) && from != to,
                Course::Arc {
                    centre,
                    radius_m,
                    from,
                    to,
                } => finite(centre) && *radius_m > 0.0 && radius_m.is_finite() && from < to,
            };
            if !good {
                return Err(format!(
                    "line \"{}\": needs two different points, or a radius above 0 and from_deg < to_deg",
                    l.name
                ));
            }
            if self.lines[..i].iter().any(|k| k.name == l.name) {
                return Err(format!("two lines are named \"{}\"", l.name));
            }
        }
        Ok(())
    }
}
