//! The files of the catalogue: `sports/fields/*.toml`.

use std::f64::consts::PI;

use nalgebra::Point3;
use serde::Deserialize;

use crate::field::{Field, FieldError, FieldLine, FieldPoint, Lanes, LineGeometry};
use crate::marking::{Marking, Shape};
use crate::sport::Sport;
use crate::structure::Structure;

/// The field in `text`; `origin` is what errors call it.
pub(crate) fn parse(text: &str, origin: &str) -> Result<Field, FieldError> {
    let file: FieldFile =
        toml::from_str(text).map_err(|e| FieldError(format!("{origin}: {}", e.message())))?;
    file.into_field()
        .map_err(|e| FieldError(format!("{origin}: {e}")))
}

/// A field's file. A `mirror`ed entry is given once, at positive x and y; its copies carry the signs of their x and y in their
/// names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldFile {
    name: String,
    sport: Sport,
    source: String,
    size: [f64; 2],
    play_size: Option<[f64; 2]>,
    /// Of all painted lines.
    line_width: f64,
    lanes: Option<Lanes>,
    #[serde(default)]
    point: Vec<PointEntry>,
    #[serde(default)]
    line: Vec<LineEntry>,
    basket: Option<BasketEntry>,
    goal: Option<GoalEntry>,
    net: Option<NetEntry>,
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
    /// The signs of x and y of each copy, and the end of its name.
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

/// A segment (`from`, `to`), an arc (`centre`, `radius` and its angles), or a disc (`centre`, `filled_radius`), which is a named
/// point as well. What lies at z = 0 is painted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    name: String,
    from: Option<[f64; 3]>,
    to: Option<[f64; 3]>,
    centre: Option<[f64; 3]>,
    radius: Option<f64>,
    filled_radius: Option<f64>,
    /// The angles of an arc; absent, all the way round.
    from_deg: Option<f64>,
    to_deg: Option<f64>,
    /// The middle of an arc that is given by the half of its angle, by half its chord, or by how far its chord is from its centre.
    facing_deg: Option<f64>,
    half_angle_deg: Option<f64>,
    half_chord: Option<f64>,
    chord_at: Option<f64>,
    #[serde(default)]
    mirror: Mirror,
}

/// A hoop at +x; its twin is at −x.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BasketEntry {
    ring: [f64; 3],
    ring_radius: f64,
    board_x: f64,
    board_lower_edge: f64,
    board_size: [f64; 2],
}

/// A goal at +x; its twin is at −x.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalEntry {
    at: [f64; 2],
    width: f64,
    height: f64,
    depth: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NetEntry {
    half_width: f64,
    post_height: f64,
    centre_height: f64,
}

impl FieldFile {
    fn into_field(self) -> Result<Field, String> {
        let mut field = Field {
            name: self.name,
            sport: self.sport,
            source: self.source,
            size_m: self.size,
            play_size_m: self.play_size.unwrap_or(self.size),
            points: Vec::new(),
            lines: Vec::new(),
            markings: Vec::new(),
            structures: Vec::new(),
            lanes: self.lanes,
        };
        for p in &self.point {
            add_point(&mut field, &p.name, p.at, p.mirror);
        }
        for l in &self.line {
            l.add_to(&mut field, self.line_width)
                .map_err(|what| format!("line \"{}\": {what}", l.name))?;
        }
        if let Some(basket) = &self.basket {
            basket.add_to(&mut field);
        }
        if let Some(goal) = &self.goal {
            goal.add_to(&mut field);
        }
        if let Some(net) = &self.net {
            net.add_to(&mut field);
        }
        check(&field)?;
        Ok(field)
    }
}

fn add_point(field: &mut Field, name: &str, at: [f64; 3], mirror: Mirror) {
    for (sign, end) in mirror.copies() {
        field.points.push(FieldPoint {
            name: format!("{name}{end}"),
            at: mirrored(at, sign),
        });
    }
}

fn add_segment(field: &mut Field, name: &str, from: [f64; 3], to: [f64; 3], mirror: Mirror) {
    for (sign, end) in mirror.copies() {
        field.lines.push(FieldLine {
            name: format!("{name}{end}"),
            geometry: LineGeometry::Segment {
                from: mirrored(from, sign),
                to: mirrored(to, sign),
            },
        });
    }
}

fn mirrored([x, y, z]: [f64; 3], [sx, sy]: &[f64; 2]) -> Point3<f64> {
    Point3::new(sx * x, sy * y, z)
}

impl LineEntry {
    fn add_to(&self, field: &mut Field, width_m: f64) -> Result<(), &'static str> {
        match (self.from, self.to, self.centre) {
            (Some(from), Some(to), None) => {
                let first = field.lines.len();
                add_segment(field, &self.name, from, to, self.mirror);
                paint(field, first, width_m);
                Ok(())
            }
            (None, None, Some(centre)) => match (self.radius, self.filled_radius) {
                (Some(radius_m), None) => {
                    let first = field.lines.len();
                    for (sign, end) in self.mirror.copies() {
                        let (from, to) = self.angles(radius_m, sign);
                        field.lines.push(FieldLine {
                            name: format!("{}{end}", self.name),
                            geometry: LineGeometry::Arc {
                                centre: mirrored(centre, sign),
                                radius_m,
                                from,
                                to,
                            },
                        });
                    }
                    paint(field, first, width_m);
                    Ok(())
                }
                (None, Some(radius_m)) => {
                    let first = field.points.len();
                    add_point(field, &self.name, centre, self.mirror);
                    for point in &field.points[first..] {
                        let centre = [point.at.x, point.at.y];
                        field.markings.push(Marking {
                            shape: Shape::Disc { centre, radius_m },
                            width_m: 0.0,
                        });
                    }
                    Ok(())
                }
                _ => Err("needs one of radius and filled_radius"),
            },
            _ => Err("needs from and to, or centre"),
        }
    }

    /// First and last angle of a copy with these signs, rad.
    fn angles(&self, radius_m: f64, sign: &[f64; 2]) -> (f64, f64) {
        if let Some(facing) = self.facing_deg.map(f64::to_radians) {
            let facing = if sign[1] < 0.0 { -facing } else { facing };
            let facing = if sign[0] < 0.0 { PI - facing } else { facing };
            let half = match (self.half_angle_deg, self.half_chord, self.chord_at) {
                (Some(half_deg), _, _) => half_deg.to_radians(),
                (_, Some(half_chord), _) => (half_chord / radius_m).asin(),
                (_, _, Some(distance)) => (distance / radius_m).acos(),
                _ => PI,
            };
            return (facing - half, facing + half);
        }
        let (mut from, mut to) = (
            self.from_deg.unwrap_or(0.0).to_radians(),
            self.to_deg.unwrap_or(360.0).to_radians(),
        );
        if sign[1] < 0.0 {
            (from, to) = (-to, -from);
        }
        if sign[0] < 0.0 {
            (from, to) = (PI - to, PI - from);
        }
        (from, to)
    }
}

/// Paints the lines from `first` on that lie on the ground.
fn paint(field: &mut Field, first: usize, width_m: f64) {
    for line in &field.lines[first..] {
        let shape = match line.geometry {
            LineGeometry::Segment { from, to } if from.z == 0.0 && to.z == 0.0 => {
                Shape::Polyline(vec![[from.x, from.y], [to.x, to.y]])
            }
            LineGeometry::Arc {
                centre,
                radius_m,
                from,
                to,
            } if centre.z == 0.0 => Shape::Arc {
                centre: [centre.x, centre.y],
                radius_m,
                from,
                to,
            },
            _ => continue,
        };
        field.markings.push(Marking { shape, width_m });
    }
}

/// The ends of a field, in the order of its structures.
const ENDS: [f64; 2] = [-1.0, 1.0];

impl BasketEntry {
    fn add_to(&self, field: &mut Field) {
        let [width, height] = self.board_size;
        let [lower, upper] = [self.board_lower_edge, self.board_lower_edge + height];
        add_point(field, "ring", self.ring, Mirror::X);
        for (name, z) in [("board lower corner", lower), ("board upper corner", upper)] {
            add_point(field, name, [self.board_x, width / 2.0, z], Mirror::Xy);
        }
        let [x, y, z] = self.ring;
        field.structures.extend(ENDS.map(|end| Structure::Basket {
            ring: [end * x, y, z],
            radius_m: self.ring_radius,
            board: [end * self.board_x, 0.0, lower + height / 2.0],
            board_m: self.board_size,
            towards: end,
        }));
    }
}

impl GoalEntry {
    fn add_to(&self, field: &mut Field) {
        let ([x, y], half, top) = (self.at, self.width / 2.0, self.height);
        let (foot, corner) = ([x, y + half, 0.0], [x, y + half, top]);
        add_point(field, "post foot", foot, Mirror::Xy);
        add_point(field, "post top", corner, Mirror::Xy);
        add_segment(field, "post", foot, corner, Mirror::Xy);
        add_segment(field, "crossbar", [x, y - half, top], corner, Mirror::X);
        field.structures.extend(ENDS.map(|end| Structure::Goal {
            at: [end * x, y],
            width_m: self.width,
            height_m: self.height,
            depth_m: end * self.depth,
        }));
    }
}

impl NetEntry {
    fn add_to(&self, field: &mut Field) {
        let top = [0.0, self.half_width, self.post_height];
        let centre = [0.0, 0.0, self.centre_height];
        add_point(
            field,
            "net post foot",
            [0.0, self.half_width, 0.0],
            Mirror::Y,
        );
        add_point(field, "net post top", top, Mirror::Y);
        add_point(field, "net centre", centre, Mirror::No);
        add_segment(field, "net", top, centre, Mirror::Y);
        field.structures.push(Structure::Net {
            half_width_m: self.half_width,
            post_height_m: self.post_height,
            centre_height_m: self.centre_height,
        });
    }
}

fn check(field: &Field) -> Result<(), String> {
    let finite = |p: &Point3<f64>| p.iter().all(|v| v.is_finite());
    for (i, p) in field.points.iter().enumerate() {
        if !finite(&p.at) {
            return Err(format!("point \"{}\": a number is not finite", p.name));
        }
        if field.points[..i].iter().any(|q| q.name == p.name) {
            return Err(format!("two points are named \"{}\"", p.name));
        }
    }
    for (i, l) in field.lines.iter().enumerate() {
        let good = match &l.geometry {
            LineGeometry::Segment { from, to } => finite(from) && finite(to) && from != to,
            LineGeometry::Arc {
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
        if field.lines[..i].iter().any(|k| k.name == l.name) {
            return Err(format!("two lines are named \"{}\"", l.name));
        }
    }
    Ok(())
}
