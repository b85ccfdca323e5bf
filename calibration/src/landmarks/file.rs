//! Landmark files: TOML by camera or by landmark, JSON by camera.

use std::collections::BTreeMap;
use std::ops::Range;

use nalgebra::Point3;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use trackside_schema::RawPixel;
use trackside_sports::{Field, LineGeometry};

use super::{Landmark, Landmarks, Spot, Target};
use crate::RigError;

/// How well a landmark is picked where nobody says it, px.
const USUAL_SIGMA_PX: f64 = 3.0;
/// How far a landmark may be from where it is said to be where nobody says it, m.
const USUAL_SIGMA_M: f64 = 0.01;

pub(super) fn parse(text: &str, origin: &str) -> Result<Landmarks, RigError> {
    if text.trim_start().starts_with('{') {
        return from_json(text, origin);
    }
    let file: File = toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(String::new(), |s| line_of(text, &s));
        RigError(format!("{origin}{line}: {}", e.message()))
    })?;
    Reader {
        text,
        origin,
        field: match &file.field {
            None => None,
            Some(name) => {
                let at = line_of(text, &name.span());
                let field = Field::named(name.get_ref())
                    .map_err(|e| RigError(format!("{origin}{at}: {e}")))?;
                Some(field)
            }
        },
        sigma_px: file.sigma_px.unwrap_or(USUAL_SIGMA_PX),
        points: &file.points,
    }
    .landmarks(&file)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    field: Option<Spanned<String>>,
    sigma_px: Option<f64>,
    #[serde(default)]
    points: toml::Table,
    #[serde(default)]
    camera: Vec<CameraEntry>,
    #[serde(default)]
    landmark: Vec<Spanned<Placed>>,
}

/// A landmark with its own place, and where all cameras show it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    name: Option<String>,
    world_m: Option<[f64; 3]>,
    line_m: Option<[[f64; 3]; 2]>,
    circle_m: Option<Circle>,
    sigma_m: Option<f64>,
    sigma_px: Option<f64>,
    image_px: BTreeMap<String, Places>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Circle {
    centre: [f64; 3],
    radius: f64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Places {
    One([f64; 2]),
    Several(Vec<[f64; 2]>),
}

impl Places {
    fn all(&self) -> &[[f64; 2]] {
        match self {
            Places::One(at) => std::slice::from_ref(at),
            Places::Several(all) => all,
        }
    }
}

impl Placed {
    /// What it is; `None`: a spot.
    fn target(&self) -> Result<Option<Target>, String> {
        let point = |p: [f64; 3]| Point3::from(p);
        match (self.world_m, self.line_m, self.circle_m) {
            (Some(at), None, None) => Ok(Some(Target::Point(point(at)))),
            (None, Some([a, b]), None) if a != b => Ok(Some(Target::On(LineGeometry::Segment {
                from: point(a),
                to: point(b),
            }))),
            (None, None, Some(c)) if c.radius > 0.0 => Ok(Some(Target::On(LineGeometry::Arc {
                centre: point(c.centre),
                radius_m: c.radius,
                from: 0.0,
                to: std::f64::consts::TAU,
            }))),
            (None, None, None) if self.image_px.len() > 1 => Ok(None),
            _ => Err(
                "give one of `world_m`, `line_m` (two places) and `circle_m` (centre and radius), or none and two cameras \
                 that show the spot"
                    .to_owned(),
            ),
        }
    }
}

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

struct Reader<'a> {
    text: &'a str,
    origin: &'a str,
    field: Option<Field>,
    sigma_px: f64,
    points: &'a toml::Table,
}

impl Reader<'_> {
    fn landmarks(self, file: &File) -> Result<Landmarks, RigError> {
        let mut all = self.by_camera(&file.camera)?;
        let mut spots = Vec::new();
        for (i, entry) in file.landmark.iter().enumerate() {
            let placed = entry.get_ref();
            let name = placed.name.clone().unwrap_or_else(|| (i + 1).to_string());
            self.place(placed, &name, &mut all, &mut spots)
                .map_err(|(camera, what)| self.fault(&entry.span(), camera, &name, &what))?;
        }
        if spots.is_empty() && all.iter().all(|(_, l)| l.is_empty()) {
            let what = "no landmark in it: give [[landmark]], or cameras [[camera.point]] or [[camera.line]]";
            return Err(RigError(format!("{}: {what}", self.origin)));
        }
        Ok(Landmarks {
            origin: self.origin.to_owned(),
            field: self.field,
            cameras: all,
            spots,
        })
    }

    /// Gives one landmark to all cameras that show it. Errors are a camera's, or nobody's, and what is wrong.
    fn place<'p>(
        &self,
        placed: &'p Placed,
        name: &str,
        all: &mut Vec<(String, Vec<Landmark>)>,
        spots: &mut Vec<Spot>,
    ) -> Result<(), (&'p str, String)> {
        let target = placed.target().map_err(|what| ("", what))?;
        let sigma_px = placed.sigma_px.unwrap_or(self.sigma_px);
        let mut seen = Vec::new();
        for (camera, places) in &placed.image_px {
            let fail = |what: String| (camera.as_str(), what);
            let places = places.all();
            if places.len() != 1 && !matches!(target, Some(Target::On(_))) {
                let n = places.len();
                return Err(fail(format!("shows a point at {n} places: give one")));
            }
            for at in places {
                let landmark = Landmark {
                    name: name.to_owned(),
                    // A spot's place is not asked for.
                    target: target.unwrap_or(Target::Point(Point3::origin())),
                    at: RawPixel::new(at[0], at[1]),
                    sigma_px,
                    sigma_m: placed.sigma_m.unwrap_or(USUAL_SIGMA_M),
                };
                let landmark = sound(landmark).map_err(fail)?;
                if target.is_none() {
                    seen.push((camera.clone(), landmark.at, sigma_px));
                    continue;
                }
                match all.iter_mut().find(|(n, _)| n == camera) {
                    Some((_, own)) => own.push(landmark),
                    None => all.push((camera.clone(), vec![landmark])),
                }
            }
        }
        if target.is_none() {
            let name = name.to_owned();
            spots.push(Spot { name, seen });
        }
        Ok(())
    }

    fn by_camera(&self, cameras: &[CameraEntry]) -> Result<Vec<(String, Vec<Landmark>)>, RigError> {
        let mut all: Vec<(String, Vec<Landmark>)> = Vec::new();
        for camera in cameras {
            let name = camera.name.get_ref();
            if all.iter().any(|(n, _)| n == name) {
                let what = "this camera stands here twice: put its landmarks together";
                return Err(self.fault(&camera.name.span(), name, "", what));
            }
            let mut own = Vec::new();
            for entry in &camera.point {
                let fail = |label: &str, what: &str| self.fault(&entry.span(), name, label, what);
                let point = entry.get_ref();
                let label = point.name.clone().unwrap_or_default();
                let at = self.world(point).map_err(|what| fail(&label, &what))?;
                let &[x, y] = &point.at[..] else {
                    return Err(fail(&label, "`at` must be [x, y], px"));
                };
                let landmark = Landmark {
                    name: point.name.clone().unwrap_or_else(|| spelt(&at)),
                    target: Target::Point(at),
                    at: RawPixel::new(x, y),
                    sigma_px: point.sigma_px.unwrap_or(self.sigma_px),
                    sigma_m: USUAL_SIGMA_M,
                };
                own.push(sound(landmark).map_err(|what| fail(&label, &what))?);
            }
            for entry in &camera.line {
                let line = entry.get_ref();
                let fail = |what: &str| self.fault(&entry.span(), name, &line.name, what);
                let course = self.course(&line.name).map_err(|what| fail(&what))?;
                for at in &line.at {
                    let landmark = Landmark {
                        name: line.name.clone(),
                        target: Target::On(course),
                        at: RawPixel::new(at[0], at[1]),
                        sigma_px: line.sigma_px.unwrap_or(self.sigma_px),
                        sigma_m: USUAL_SIGMA_M,
                    };
                    own.push(sound(landmark).map_err(|what| fail(&what))?);
                }
            }
            all.push((name.clone(), own));
        }
        Ok(all)
    }

    fn world(&self, entry: &PointEntry) -> Result<Point3<f64>, String> {
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
            let at: Option<[f64; 3]> = numbers.and_then(|n| n.try_into().ok());
            return at
                .map(Point3::from)
                .ok_or_else(|| "in [points] it must be [x, y, z], m".to_owned());
        }
        let of_field = self.field.as_ref().and_then(|f| f.point(name));
        of_field
            .map(|p| p.at)
            .ok_or_else(|| self.unknown("point", name))
    }

    fn course(&self, name: &str) -> Result<LineGeometry, String> {
        let of_field = self.field.as_ref().and_then(|f| f.line(name));
        of_field
            .map(|l| l.geometry)
            .ok_or_else(|| self.unknown("line", name))
    }

    /// Which names there are that begin alike.
    fn unknown(&self, what: &str, name: &str) -> String {
        let Some(field) = &self.field else {
            return format!(
                "no {what} is called so: [points] has none, and the file names no `field`"
            );
        };
        let names: Vec<&str> = match what {
            "point" => field.points.iter().map(|p| p.name.as_str()).collect(),
            _ => field.lines.iter().map(|l| l.name.as_str()).collect(),
        };
        let start: String = name.chars().take(3).collect();
        let near: Vec<&str> = names
            .iter()
            .filter(|n| n.starts_with(&start))
            .copied()
            .collect();
        let shown = if near.is_empty() { names } else { near };
        format!(
            "{} has no {what} of this name; it has {}",
            field.name,
            shown.join(", ")
        )
    }

    fn fault(&self, span: &Range<usize>, camera: &str, landmark: &str, what: &str) -> RigError {
        let line = line_of(self.text, span);
        let called = |what: &str, name: &str| match name {
            "" => String::new(),
            name => format!("{what} \"{name}\": "),
        };
        let (camera, landmark) = (called("camera", camera), called("landmark", landmark));
        RigError(format!("{}{line}: {camera}{landmark}{what}", self.origin))
    }
}

fn line_of(text: &str, span: &Range<usize>) -> String {
    let line = 1 + text
        .bytes()
        .take(span.start)
        .filter(|&b| b == b'\n')
        .count();
    format!(":{line}")
}

fn spelt(p: &Point3<f64>) -> String {
    format!("({}, {}, {})", p.x, p.y, p.z)
}

fn sound(landmark: Landmark) -> Result<Landmark, String> {
    let finite = match &landmark.target {
        Target::Point(p) => p.iter().all(|v| v.is_finite()),
        Target::On(LineGeometry::Segment { from, to }) => {
            from.iter().chain(to.iter()).all(|v| v.is_finite())
        }
        Target::On(LineGeometry::Arc {
            centre, radius_m, ..
        }) => centre.iter().all(|v| v.is_finite()) && radius_m.is_finite(),
    };
    if !(finite && landmark.at.x.is_finite() && landmark.at.y.is_finite()) {
        return Err("a number is not finite".to_owned());
    }
    if !(landmark.sigma_px > 0.0 && landmark.sigma_px.is_finite()) {
        return Err(format!(
            "sigma_px must be a positive number of pixels, not {}",
            landmark.sigma_px
        ));
    }
    if !(landmark.sigma_m > 0.0 && landmark.sigma_m.is_finite()) {
        return Err(format!(
            "sigma_m must be a positive number of metres, not {}",
            landmark.sigma_m
        ));
    }
    Ok(landmark)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Picked {
    #[serde(default)]
    name: Option<String>,
    world_m: [f64; 3],
    image_px: [f64; 2],
}

fn from_json(text: &str, origin: &str) -> Result<Landmarks, RigError> {
    let cameras: serde_json::Map<String, serde_json::Value> = json(text, origin)?;
    let mut all = Vec::new();
    for (name, list) in cameras {
        let picked: Vec<Picked> = serde_json::from_value(list).map_err(|e| {
            RigError(format!(
                "{origin}: camera \"{name}\": must be a list of {{\"world_m\": [x, y, z], \"image_px\": [x, y]}}: {e}"
            ))
        })?;
        let own = picked.into_iter().map(|p| {
            let at = Point3::from(p.world_m);
            let landmark = Landmark {
                name: p.name.unwrap_or_else(|| spelt(&at)),
                target: Target::Point(at),
                at: RawPixel::new(p.image_px[0], p.image_px[1]),
                sigma_px: USUAL_SIGMA_PX,
                sigma_m: USUAL_SIGMA_M,
            };
            let called = landmark.name.clone();
            sound(landmark).map_err(|what| {
                RigError(format!(
                    "{origin}: camera \"{name}\": landmark \"{called}\": {what}"
                ))
            })
        });
        all.push((name.clone(), own.collect::<Result<_, _>>()?));
    }
    Ok(Landmarks {
        origin: origin.to_owned(),
        cameras: all,
        ..Landmarks::default()
    })
}

fn json<T: DeserializeOwned>(text: &str, origin: &str) -> Result<T, RigError> {
    serde_json::from_str(text).map_err(|e| RigError(format!("{origin}:{}: {e}", e.line())))
}
