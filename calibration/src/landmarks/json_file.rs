//! JSON by camera.

use nalgebra::Point3;
use serde::Deserialize;
use trackside_schema::RawPixel;

use super::model::{
    DEFAULT_SIGMA_M, DEFAULT_SIGMA_PX, LandmarkFile, LandmarkTarget, PickedLandmark, name_of_point,
};
use crate::RigError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PickEntry {
    #[serde(default)]
    name: Option<String>,
    world_m: [f64; 3],
    image_px: [f64; 2],
}

pub(super) fn parse(text: &str, origin: &str) -> Result<LandmarkFile, RigError> {
    let cameras: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).map_err(|e| RigError(format!("{origin}:{}: {e}", e.line())))?;
    let mut all = Vec::new();
    for (name, list) in cameras {
        let entries: Vec<PickEntry> = serde_json::from_value(list).map_err(|e| {
            RigError(format!(
                "{origin}: camera \"{name}\": must be a list of {{\"world_m\": [x, y, z], \"image_px\": [x, y]}}: {e}"
            ))
        })?;
        let picks = entries.into_iter().map(|entry| {
            let p = Point3::from(entry.world_m);
            let landmark = PickedLandmark {
                name: entry.name.unwrap_or_else(|| name_of_point(&p)),
                target: LandmarkTarget::Point(p),
                at: RawPixel::new(entry.image_px[0], entry.image_px[1]),
                sigma_px: DEFAULT_SIGMA_PX,
                sigma_m: DEFAULT_SIGMA_M,
            };
            let landmark_name = landmark.name.clone();
            landmark.validated().map_err(|what| {
                RigError(format!(
                    "{origin}: camera \"{name}\": landmark \"{landmark_name}\": {what}"
                ))
            })
        });
        let picks = picks.collect::<Result<_, _>>()?;
        all.push((name, picks));
    }
    Ok(LandmarkFile {
        origin: origin.to_owned(),
        cameras: all,
        ..LandmarkFile::default()
    })
}
