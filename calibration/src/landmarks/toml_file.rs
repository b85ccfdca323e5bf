//! TOML by camera or by landmark.

use std::collections::BTreeMap;
use std::ops::Range;

use nalgebra::Point3;
use serde::Deserialize;
use toml::Spanned;
use trackside_schema::RawPixel;
use trackside_sports::{Field, LineGeometry};

use super::model::{
    DEFAULT_SIGMA_M, DEFAULT_SIGMA_PX, LandmarkFile, LandmarkTarget, PickedLandmark, TiePoint,
    TiePointObservation, name_of_point,
};
use crate::RigError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    field: Option<Spanned<String>>,
    sigma_px: Option<f64>,
    #[serde(default)]
    points: toml::Table,
    #[serde(default)]
    camera: Vec<CameraEntry>,
    #[serde(default)]
    landmark: Vec<Spanned<LandmarkEntry>>,
}

/// The picks of one camera.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CameraEntry {
    name: Spanned<String>,
    #[serde(default)]
    point: Vec<Spanned<PointEntry>>,
    #[serde(default)]
    line: Vec<Spanned<LineEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointEntry {
    name: Option<String>,
    world: Option<[f64; 3]>,
    at: Vec<f64>,
    sigma_px: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    name: String,
    at: Vec<[f64; 2]>,
    sigma_px: Option<f64>,
}

/// One landmark with its position, and its picks in all cameras.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LandmarkEntry {
    name: Option<String>,
    world_m: Option<[f64; 3]>,
    line_m: Option<[[f64; 3]; 2]>,
    circle_m: Option<CircleEntry>,
    sigma_m: Option<f64>,
    sigma_px: Option<f64>,
    image_px: BTreeMap<String, ImagePositions>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct CircleEntry {
    centre: [f64; 3],
    radius: f64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ImagePositions {
    One([f64; 2]),
    Several(Vec<[f64; 2]>),
}

impl ImagePositions {
    fn as_slice(&self) -> &[[f64; 2]] {
        match self {
            ImagePositions::One(at) => std::slice::from_ref(at),
            ImagePositions::Several(all) => all,
        }
    }
}

impl LandmarkEntry {
    /// Its position; `None` for a tie point.
    fn target(&self) -> Result<Option<LandmarkTarget>, String> {
        let point = |p: [f64; 3]| Point3::from(p);
        let on_line = |line| Ok(Some(LandmarkTarget::OnLine(line)));
        match (self.world_m, self.line_m, self.circle_m) {
            (Some(p), None, None) => Ok(Some(LandmarkTarget::Point(point(p)))),
            (None, Some([a, b]), None) if a != b => on_line(LineGeometry::Segment {
                from: point(a),
                to: point(b),
            }),
            (None, None, Some(c)) if c.radius > 0.0 => on_line(LineGeometry::Arc {
                centre: point(c.centre),
                radius_m: c.radius,
                from: 0.0,
                to: std::f64::consts::TAU,
            }),
            (None, None, None) if self.image_px.len() > 1 => Ok(None),
            _ => Err(
                "give one of `world_m`, `line_m` (two points) and `circle_m` (centre and radius); or none of them and two or more \
                 cameras, for a point of unknown position"
                    .to_owned(),
            ),
        }
    }
}

pub(super) fn parse(text: &str, origin: &str) -> Result<LandmarkFile, RigError> {
    let file: FileEntry = toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(String::new(), |s| line_suffix(text, &s));
        RigError(format!("{origin}{line}: {}", e.message()))
    })?;
    let parser = Parser {
        text,
        origin,
        field: match &file.field {
            None => None,
            Some(name) => {
                let line = line_suffix(text, &name.span());
                let field = Field::named(name.get_ref())
                    .map_err(|e| RigError(format!("{origin}{line}: {e}")))?;
                Some(field)
            }
        },
        sigma_px: file.sigma_px.unwrap_or(DEFAULT_SIGMA_PX),
        points: &file.points,
    };
    parser.landmark_file(&file)
}

struct Parser<'a> {
    text: &'a str,
    origin: &'a str,
    field: Option<Field>,
    sigma_px: f64,
    points: &'a toml::Table,
}

impl Parser<'_> {
    fn landmark_file(self, file: &FileEntry) -> Result<LandmarkFile, RigError> {
        let mut cameras = self.by_camera(&file.camera)?;
        let mut tie_points = Vec::new();
        for (i, entry) in file.landmark.iter().enumerate() {
            let landmark = entry.get_ref();
            let name = landmark.name.clone();
            let name = name.unwrap_or_else(|| (i + 1).to_string());
            self.add_landmark(landmark, &name, &mut cameras, &mut tie_points)
                .map_err(|(camera, what)| self.error(&entry.span(), camera, &name, &what))?;
        }
        if tie_points.is_empty() && cameras.iter().all(|(_, l)| l.is_empty()) {
            let what = "no landmark in it: give [[landmark]], or cameras [[camera.point]] or [[camera.line]]";
            return Err(RigError(format!("{}: {what}", self.origin)));
        }
        Ok(LandmarkFile {
            origin: self.origin.to_owned(),
            field: self.field,
            cameras,
            tie_points,
        })
    }

    /// Adds one landmark to all cameras that show it. An error names the camera, or none, and what is wrong.
    fn add_landmark<'e>(
        &self,
        entry: &'e LandmarkEntry,
        name: &str,
        cameras: &mut Vec<(String, Vec<PickedLandmark>)>,
        tie_points: &mut Vec<TiePoint>,
    ) -> Result<(), (&'e str, String)> {
        let target = entry.target().map_err(|what| ("", what))?;
        let sigma_px = entry.sigma_px.unwrap_or(self.sigma_px);
        let mut observations = Vec::new();
        for (camera, positions) in &entry.image_px {
            let fail = |what: String| (camera.as_str(), what);
            let positions = positions.as_slice();
            if positions.len() != 1 && !matches!(target, Some(LandmarkTarget::OnLine(_))) {
                let n = positions.len();
                return Err(fail(format!(
                    "a point has {n} positions in the image: give one"
                )));
            }
            for at in positions {
                let landmark = PickedLandmark {
                    name: name.to_owned(),
                    // A tie point's position is not used.
                    target: target.unwrap_or(LandmarkTarget::Point(Point3::origin())),
                    at: RawPixel::new(at[0], at[1]),
                    sigma_px,
                    sigma_m: entry.sigma_m.unwrap_or(DEFAULT_SIGMA_M),
                };
                let landmark = landmark.validated().map_err(fail)?;
                if target.is_none() {
                    observations.push(TiePointObservation {
                        camera: camera.clone(),
                        at: landmark.at,
                        sigma_px,
                    });
                    continue;
                }
                match cameras.iter_mut().find(|(n, _)| n == camera) {
                    Some((_, picks)) => picks.push(landmark),
                    None => cameras.push((camera.clone(), vec![landmark])),
                }
            }
        }
        if target.is_none() {
            let name = name.to_owned();
            tie_points.push(TiePoint { name, observations });
        }
        Ok(())
    }

    fn by_camera(
        &self,
        cameras: &[CameraEntry],
    ) -> Result<Vec<(String, Vec<PickedLandmark>)>, RigError> {
        let mut all: Vec<(String, Vec<PickedLandmark>)> = Vec::new();
        for camera in cameras {
            let name = camera.name.get_ref();
            if all.iter().any(|(n, _)| n == name) {
                let what = "this camera is listed twice: put its landmarks together";
                return Err(self.error(&camera.name.span(), name, "", what));
            }
            let mut picks = Vec::new();
            for entry in &camera.point {
                picks.push(self.picked_point(name, entry)?);
            }
            for entry in &camera.line {
                picks.extend(self.picked_line(name, entry)?);
            }
            all.push((name.clone(), picks));
        }
        Ok(all)
    }

    fn picked_point(
        &self,
        camera: &str,
        entry: &Spanned<PointEntry>,
    ) -> Result<PickedLandmark, RigError> {
        let point = entry.get_ref();
        let label = point.name.clone().unwrap_or_default();
        let fail = |what: &str| self.error(&entry.span(), camera, &label, what);
        let p = self.point_in_world(point).map_err(|what| fail(&what))?;
        let &[x, y] = &point.at[..] else {
            return Err(fail("`at` must be [x, y], px"));
        };
        let landmark = PickedLandmark {
            name: point.name.clone().unwrap_or_else(|| name_of_point(&p)),
            target: LandmarkTarget::Point(p),
            at: RawPixel::new(x, y),
            sigma_px: point.sigma_px.unwrap_or(self.sigma_px),
            sigma_m: DEFAULT_SIGMA_M,
        };
        landmark.validated().map_err(|what| fail(&what))
    }

    fn picked_line(
        &self,
        camera: &str,
        entry: &Spanned<LineEntry>,
    ) -> Result<Vec<PickedLandmark>, RigError> {
        let line = entry.get_ref();
        let fail = |what: &str| self.error(&entry.span(), camera, &line.name, what);
        let field = self.field.as_ref();
        let of_field = field.and_then(|f| f.line(&line.name));
        let of_field = of_field.ok_or_else(|| fail(&self.unknown_name("line", &line.name)))?;
        let each = line.at.iter().map(|at| PickedLandmark {
            name: line.name.clone(),
            target: LandmarkTarget::OnLine(of_field.geometry),
            at: RawPixel::new(at[0], at[1]),
            sigma_px: line.sigma_px.unwrap_or(self.sigma_px),
            sigma_m: DEFAULT_SIGMA_M,
        });
        each.map(|l| l.validated().map_err(|what| fail(&what)))
            .collect()
    }

    fn point_in_world(&self, entry: &PointEntry) -> Result<Point3<f64>, String> {
        let name = match (&entry.name, entry.world) {
            (_, Some(world)) => return Ok(Point3::from(world)),
            (None, None) => return Err("needs `name` or `world`".to_owned()),
            (Some(name), None) => name,
        };
        if let Some(own) = self.points.get(name) {
            let numbers: Option<Vec<f64>> = own.as_array().and_then(|a| {
                a.iter()
                    .map(|v| v.as_float().or(v.as_integer().map(|i| i as f64)))
                    .collect()
            });
            let p: Option<[f64; 3]> = numbers.and_then(|n| n.try_into().ok());
            return p
                .map(Point3::from)
                .ok_or_else(|| "in [points] it must be [x, y, z], m".to_owned());
        }
        let of_field = self.field.as_ref().and_then(|f| f.point(name));
        of_field
            .map(|p| p.at)
            .ok_or_else(|| self.unknown_name("point", name))
    }

    /// The error for an unknown name, with the known names that begin alike.
    fn unknown_name(&self, what: &str, name: &str) -> String {
        let Some(field) = &self.field else {
            return format!(
                "no {what} has this name: [points] has none, and the file names no `field`"
            );
        };
        let names: Vec<&str> = match what {
            "point" => field.points.iter().map(|p| p.name.as_str()).collect(),
            _ => field.lines.iter().map(|l| l.name.as_str()).collect(),
        };
        let start: String = name.chars().take(3).collect();
        let similar: Vec<&str> = names
            .iter()
            .filter(|n| n.starts_with(&start))
            .copied()
            .collect();
        let listed = if similar.is_empty() { names } else { similar };
        format!(
            "{} has no {what} of this name; it has {}",
            field.name,
            listed.join(", ")
        )
    }

    fn error(&self, span: &Range<usize>, camera: &str, landmark: &str, what: &str) -> RigError {
        let line = line_suffix(self.text, span);
        let label = |what: &str, name: &str| match name {
            "" => String::new(),
            name => format!("{what} \"{name}\": "),
        };
        let (camera, landmark) = (label("camera", camera), label("landmark", landmark));
        RigError(format!("{}{line}: {camera}{landmark}{what}", self.origin))
    }
}

/// `:12`, the line of a span, from 1.
fn line_suffix(text: &str, span: &Range<usize>) -> String {
    let line = 1 + text
        .bytes()
        .take(span.start)
        .filter(|&b| b == b'\n')
        .count();
    format!(":{line}")
}
