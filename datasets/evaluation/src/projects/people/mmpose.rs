//! MMPose's predictions: of its inferencer (`pred_out_dir`), one JSON a video or an image; of its demos (`--save-predictions`), one
//! object with `meta_info` and `instance_info`.

use serde_json::Value;

use super::{CameraPeople, ImagePeople, ParseResult, Parsed, push};
use crate::projects::json::{joint, number};

pub(super) fn parse(value: &Value) -> Option<ParseResult> {
    let (list, meta) = match value {
        Value::Object(map) => (map.get("instance_info")?.as_array()?, map.get("meta_info")),
        Value::Array(list) => (list, None),
        _ => return None,
    };
    let first = list.first();
    let is_video = |v: &Value| v.get("instances").is_some();
    let is_instance =
        |v: &Value| v.get("keypoints").is_some() && v.get("keypoint_scores").is_some();
    match first {
        Some(first) if is_video(first) => Some(video(list, meta).map(Parsed::Camera)),
        Some(first) if is_instance(first) => Some(image(list).map(Parsed::Image)),
        // `[[{…}, …]]`: a batch of one image.
        Some(Value::Array(inner)) if inner.first().is_some_and(is_instance) => {
            Some(image(inner).map(Parsed::Image))
        }
        None if meta.is_some() => Some(Ok(Parsed::Image(ImagePeople::default()))),
        _ => None,
    }
}

fn video(list: &[Value], meta: Option<&Value>) -> Result<CameraPeople, String> {
    let mut people = CameraPeople {
        joint_names: meta.and_then(names),
        ..CameraPeople::default()
    };
    for (i, entry) in list.iter().enumerate() {
        let number = entry
            .get("frame_id")
            .and_then(Value::as_u64)
            .unwrap_or(i as u64);
        let instances = entry.get("instances").and_then(Value::as_array);
        let instances = instances.map_or(&[][..], Vec::as_slice);
        let image = image(instances).map_err(|e| format!("frame {number}: {e}"))?;
        if people.images.insert(number, image).is_some() {
            return Err(format!("frame_id {number} is there twice"));
        }
    }
    // The demos count from 1, the inferencer from 0.
    if meta.is_some()
        && people
            .images
            .first_key_value()
            .is_some_and(|(first, _)| *first == 1)
    {
        people.images = people
            .images
            .into_iter()
            .map(|(n, image)| (n - 1, image))
            .collect();
    }
    Ok(people)
}

fn image(instances: &[Value]) -> Result<ImagePeople, String> {
    let mut image = ImagePeople::default();
    for (i, instance) in instances.iter().enumerate() {
        let list = |key: &str| instance.get(key).and_then(Value::as_array);
        let (Some(places), Some(scores)) = (list("keypoints"), list("keypoint_scores")) else {
            return Err(format!(
                "instance {i} has no keypoints, or no keypoint_scores"
            ));
        };
        if places.len() != scores.len() {
            let (n, m) = (places.len(), scores.len());
            return Err(format!(
                "instance {i} has {n} keypoints and {m} keypoint_scores"
            ));
        }
        let seen = |(place, score): (&Value, &Value)| {
            joint(number(&place[0]), number(&place[1]), number(score))
        };
        push(&mut image, places.iter().zip(scores).map(seen).collect());
    }
    Ok(image)
}

/// The names of the joints, in order, from `keypoint_id2name`.
fn names(meta: &Value) -> Option<Vec<String>> {
    let by_id = meta.get("keypoint_id2name")?.as_object()?;
    let name = |i: usize| by_id.get(&i.to_string())?.as_str().map(str::to_owned);
    (0..by_id.len()).map(name).collect()
}
