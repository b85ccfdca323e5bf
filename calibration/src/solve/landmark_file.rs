//! Landmarks from a file: TOML of our own, or JSON by camera.
//!
//! ```toml
//! [[landmark]]
//! name = "corner, north-east"
//! world_m = [14.0, 7.5, 0.0]            # or line_m = [[…], […]], or circle_m = { centre = […], radius = 1.8 }; or
//!                                       # nothing: one spot that several cameras show, nobody knows where
//! sigma_m = 0.01                        # how far it may be from there; default 0.01
//! image_px = { cam2 = [3510.0, 133.0] } # a list of places, [[…], […]], on a line or circle
//! ```
//!
//! ```json
//! { "cam2": [ { "world_m": [14.0, 7.5, 0.0], "image_px": [3510.0, 133.0], "name": "corner" } ] }
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use nalgebra::Vector3;
use serde::Deserialize;
use trackside_schema::RawPixel;

use super::landmarks::{Landmark, Shape};
use crate::{Rig, RigError};

/// How far a landmark may be from where it is said to be, m, where the file does not say.
const SIGMA_M: f64 = 0.01;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    landmark: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Option<String>,
    world_m: Option<[f64; 3]>,
    line_m: Option<[[f64; 3]; 2]>,
    circle_m: Option<Circle>,
    sigma_m: Option<f64>,
    image_px: BTreeMap<String, Places>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Circle {
    centre: [f64; 3],
    radius: f64,
    normal: Option<[f64; 3]>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Places {
    One([f64; 2]),
    Several(Vec<[f64; 2]>),
}

#[derive(Deserialize)]
struct JsonEntry {
    name: Option<String>,
    world_m: [f64; 3],
    image_px: [f64; 2],
}

/// The landmarks in `path`, of cameras of `rig`.
///
/// # Errors
/// A file that cannot be read, a camera that the rig does not have, a number that is not finite; named.
pub fn read(path: &Path, rig: &Rig) -> Result<Vec<Landmark>, RigError> {
    let origin = path.display();
    let fault = |what: String| RigError(format!("{origin}: {what}"));
    let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    let entries = if text.trim_start().starts_with('{') {
        let by_camera: BTreeMap<String, Vec<JsonEntry>> = serde_json::from_str(&text)
            .map_err(|e| fault(format!("not landmarks by camera: {e}")))?;
        by_point(by_camera)
    } else {
        let file: File =
            toml::from_str(&text).map_err(|e| fault(e.to_string().trim().to_owned()))?;
        file.landmark
    };
    let mut landmarks = Vec::new();
    for (i, entry) in entries.into_iter().enumerate() {
        let name = entry.name.clone().unwrap_or_else(|| format!("{}", i + 1));
        let landmark = landmark(entry, name.clone(), rig);
        landmarks.push(landmark.map_err(|what| fault(format!("landmark \"{name}\": {what}")))?);
    }
    if landmarks.is_empty() {
        return Err(fault("there is no landmark in it".into()));
    }
    Ok(landmarks)
}

/// Places that several cameras see are one landmark.
fn by_point(by_camera: BTreeMap<String, Vec<JsonEntry>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (camera, seen) in by_camera {
        for one in seen {
            let here = Some(one.world_m);
            let known = entries
                .iter_mut()
                .find(|e| e.world_m == here && !e.image_px.contains_key(&camera));
            let place = Places::One(one.image_px);
            match known {
                Some(entry) => drop(entry.image_px.insert(camera.clone(), place)),
                None => entries.push(Entry {
                    name: one.name,
                    world_m: here,
                    line_m: None,
                    circle_m: None,
                    sigma_m: None,
                    image_px: BTreeMap::from([(camera.clone(), place)]),
                }),
            }
        }
    }
    entries
}

fn landmark(entry: Entry, name: String, rig: &Rig) -> Result<Landmark, String> {
    let shape =
        match (entry.world_m, entry.line_m, entry.circle_m) {
            (Some(at), None, None) => Shape::Point(Vector3::from(at)),
            (None, Some([a, b]), None) if a != b => Shape::Line(Vector3::from(a), Vector3::from(b)),
            (None, None, Some(c)) if c.radius > 0.0 => Shape::Circle {
                centre: Vector3::from(c.centre),
                normal: Vector3::from(c.normal.unwrap_or([0.0, 0.0, 1.0]))
                    .try_normalize(1e-9)
                    .ok_or("a circle's normal has a length")?,
                radius_m: c.radius,
            },
            (None, None, None) if entry.image_px.len() > 1 => Shape::Anywhere,
        _ => return Err(
                "give one of `world_m`, `line_m` (two places) and `circle_m` (centre and radius), or none and two cameras that show the spot"
                    .into(),
            ),
        };
    let sigma_m = entry.sigma_m.unwrap_or(SIGMA_M);
    if !(sigma_m > 0.0 && sigma_m.is_finite()) {
        return Err("`sigma_m` must be a positive number".into());
    }
    let mut seen = Vec::new();
    for (camera, places) in entry.image_px {
        let Some((id, _)) = rig.find(&camera) else {
            let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
            return Err(format!(
                "camera \"{camera}\" is not in the rig, which has {}",
                names.join(", ")
            ));
        };
        let places = match places {
            Places::One(at) => vec![at],
            Places::Several(all) => all,
        };
        if places.len() > 1 && matches!(shape, Shape::Point(_) | Shape::Anywhere) {
            return Err(format!(
                "camera \"{camera}\" shows a point at {} places: give one",
                places.len()
            ));
        }
        seen.extend(
            places
                .iter()
                .map(|at| (id.index(), RawPixel::new(at[0], at[1]))),
        );
    }
    let finite = match shape {
        Shape::Anywhere => true,
        Shape::Point(p) => p.iter().all(|v| v.is_finite()),
        Shape::Line(a, b) => a.iter().chain(b.iter()).all(|v| v.is_finite()),
        Shape::Circle {
            centre, radius_m, ..
        } => centre.iter().all(|v| v.is_finite()) && radius_m.is_finite(),
    };
    if !finite
        || seen
            .iter()
            .any(|(_, at)| !(at.x.is_finite() && at.y.is_finite()))
    {
        return Err("has a number that is not finite".into());
    }
    Ok(Landmark {
        name,
        shape,
        sigma_m,
        seen,
    })
}
