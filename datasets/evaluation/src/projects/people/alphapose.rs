//! AlphaPose's JSON: all images of a camera in one list, as COCO's results are; with `--format cmu`, or `open`, one object an image.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{CameraPeople, ImagePeople, ParseResult, Parsed, openpose, push};
use crate::projects::folder::image_numbers;
use crate::projects::json::flat_joints;

pub(super) fn parse(value: &Value) -> Option<ParseResult> {
    if let Some(bodies) = value.get("bodies") {
        return Some(image(bodies).map(Parsed::Image));
    }
    match value {
        Value::Array(list) => {
            let first = list.first()?.as_object()?;
            let is_result = first.contains_key("image_id") && first.contains_key("keypoints");
            is_result.then(|| results(list).map(Parsed::Camera))
        }
        Value::Object(map) => {
            let images = map
                .values()
                .all(|v| v.get("people").or(v.get("bodies")).is_some());
            (images && !map.is_empty()).then(|| named_images(map).map(Parsed::Camera))
        }
        _ => None,
    }
}

/// `[{"image_id": "12.jpg", "keypoints": [x, y, score, …]}, …]`, an entry a person.
fn results(list: &[Value]) -> Result<CameraPeople, String> {
    let mut of_images: BTreeMap<String, ImagePeople> = BTreeMap::new();
    for (i, person) in list.iter().enumerate() {
        let image = match person.get("image_id") {
            Some(Value::String(name)) => name.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => return Err(format!("entry {i} has no image_id")),
        };
        let image = of_images.entry(image).or_default();
        let joints = person.get("keypoints").and_then(Value::as_array);
        let joints = joints.ok_or_else(|| format!("entry {i} has no list of keypoints"))?;
        let n = joints.len();
        let joints = flat_joints(joints).ok_or_else(|| {
            format!("entry {i}: keypoints has {n} numbers, not x, y, score of every joint")
        })?;
        push(image, joints);
    }
    numbered(of_images)
}

/// `{"12.jpg": {"people": […]}, …}`
fn named_images(map: &serde_json::Map<String, Value>) -> Result<CameraPeople, String> {
    let mut of_images = BTreeMap::new();
    for (name, value) in map {
        let people = match (value.get("people"), value.get("bodies")) {
            (Some(people), _) => openpose::image(people),
            (None, Some(bodies)) => image(bodies),
            (None, None) => Ok(ImagePeople::default()),
        };
        of_images.insert(
            name.clone(),
            people.map_err(|e| format!("image \"{name}\": {e}"))?,
        );
    }
    numbered(of_images)
}

/// Images by the numbers in their names.
fn numbered(of_images: BTreeMap<String, ImagePeople>) -> Result<CameraPeople, String> {
    let names: Vec<&str> = of_images.keys().map(String::as_str).collect();
    let numbers = image_numbers(&names);
    let mut people = CameraPeople::default();
    for (number, (name, image)) in numbers.into_iter().zip(&of_images) {
        let number = number.ok_or_else(|| format!("image_id \"{name}\" has no number"))?;
        if people.images.insert(number, image.clone()).is_some() {
            return Err(format!(
                "image_id \"{name}\" is the second with number {number}"
            ));
        }
    }
    Ok(people)
}

/// `"bodies": [{"joints": [x, y, score, …]}, …]`
fn image(bodies: &Value) -> Result<ImagePeople, String> {
    let mut image = ImagePeople::default();
    for (i, body) in bodies.as_array().into_iter().flatten().enumerate() {
        let Some(joints) = body.get("joints").and_then(Value::as_array) else {
            continue;
        };
        let joints = flat_joints(joints)
            .ok_or_else(|| format!("body {i}: joints are not x, y, score of every joint"))?;
        push(&mut image, joints);
    }
    Ok(image)
}
