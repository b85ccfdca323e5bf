//! EasyMocap's `annots/CAM/000000.json`: one file an image.

use serde_json::Value;

use super::{ImagePeople, ParseResult, Parsed, push};
use crate::projects::json::{joint, number};

pub(super) fn parse(value: &Value) -> Option<ParseResult> {
    let annots = value.as_object()?.get("annots")?.as_array()?;
    Some(image(annots).map(Parsed::Image))
}

fn image(annots: &[Value]) -> Result<ImagePeople, String> {
    let mut image = ImagePeople::default();
    for (i, person) in annots.iter().enumerate() {
        let Some(joints) = person.get("keypoints").and_then(Value::as_array) else {
            continue;
        };
        let seen = |j: &Value| joint(number(&j[0]), number(&j[1]), number(&j[2]));
        if joints
            .iter()
            .any(|j| j.as_array().is_none_or(|j| j.len() != 3))
        {
            return Err(format!("annotation {i}: a keypoint is not [x, y, score]"));
        }
        push(&mut image, joints.iter().map(seen).collect());
    }
    Ok(image)
}
