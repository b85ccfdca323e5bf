//! MediaPipe's landmarks as people write them to JSON; the package's documentation says in which forms.

use serde_json::Value;

use super::{CameraPeople, Coordinates, ImagePeople, ParseResult, Parsed, push};
use crate::projects::json::{joint, number};

/// Where an image's landmarks lie.
const LANDMARKS: [&str; 5] = [
    "pose_landmarks",
    "poseLandmarks",
    "landmarks",
    "keypoints",
    "pose",
];
/// Where its number does.
const NUMBERS: [&str; 6] = [
    "frame",
    "frame_id",
    "frame_index",
    "frame_number",
    "frame_idx",
    "index",
];
/// A landmark beyond the image's edge lies no further than this, as a share of its side; further away it is in px.
const MAX_UNIT: f32 = 4.0;

pub(super) fn parse(value: &Value) -> Option<ParseResult> {
    if let Value::Object(map) = value {
        if let Some(frames) = map.get("frames") {
            return parse(frames);
        }
        let (_, landmarks) = LANDMARKS
            .iter()
            .find_map(|key| Some((key, map.get(*key)?)))?;
        return Some(image(landmarks).map(Parsed::Image));
    }
    let list = value.as_array()?;
    let has_landmarks = |v: &Value| match v {
        Value::Object(map) => LANDMARKS.iter().any(|key| map.contains_key(*key)),
        Value::Array(inner) => inner.first().is_some_and(is_landmark_or_list),
        _ => false,
    };
    list.iter()
        .any(has_landmarks)
        .then(|| video(list).map(Parsed::Camera))
}

fn is_landmark(value: &Value) -> bool {
    value.get("x").is_some() && value.get("y").is_some()
}

fn is_landmark_or_list(value: &Value) -> bool {
    let first = value.as_array().and_then(|list| list.first());
    is_landmark(value) || first.is_some_and(is_landmark)
}

fn video(list: &[Value]) -> Result<CameraPeople, String> {
    let mut people = CameraPeople::default();
    let (mut largest, mut names) = (0.0f32, None);
    for (i, entry) in list.iter().enumerate() {
        let number = NUMBERS.iter().find_map(|key| entry.get(*key)?.as_u64());
        let number = number.unwrap_or(i as u64);
        let landmarks = match entry {
            Value::Object(map) => LANDMARKS.iter().find_map(|key| map.get(*key)),
            other => Some(other),
        };
        let landmarks = landmarks.unwrap_or(&Value::Null);
        let image = image(landmarks).map_err(|e| format!("image {number}: {e}"))?;
        let joints = image.people.iter().flatten().flatten();
        largest = joints.fold(largest, |most, j| most.max(j[0].abs()).max(j[1].abs()));
        names = names.or_else(|| joint_names(landmarks));
        if people.images.insert(number, image).is_some() {
            return Err(format!("image {number} is there twice"));
        }
    }
    people.joint_names = names;
    if largest <= MAX_UNIT {
        people.coordinates = Some(Coordinates::Unit);
    }
    Ok(people)
}

fn image(landmarks: &Value) -> Result<ImagePeople, String> {
    let mut image = ImagePeople::default();
    let Some(list) = landmarks.as_array() else {
        return match landmarks {
            Value::Null => Ok(image),
            Value::Object(map) if map.is_empty() => Ok(image),
            _ => Err("its landmarks are not a list".to_owned()),
        };
    };
    let people: Vec<&[Value]> = match list.first() {
        None => return Ok(image),
        Some(first) if is_landmark(first) => vec![list],
        _ => list
            .iter()
            .filter_map(Value::as_array)
            .map(Vec::as_slice)
            .collect(),
    };
    for person in people {
        let seen = |j: &Value| {
            // MediaPipe leaves the score out where it is sure, and hands have none.
            let score = j
                .get("visibility")
                .or(j.get("score"))
                .map_or(Some(1.0), number);
            joint(
                j.get("x").and_then(number),
                j.get("y").and_then(number),
                score,
            )
        };
        push(&mut image, person.iter().map(seen).collect());
    }
    Ok(image)
}

/// The names of a list of landmarks, where each has one.
fn joint_names(landmarks: &Value) -> Option<Vec<String>> {
    let list = landmarks.as_array()?;
    let list = match list.first()? {
        Value::Array(first) => first,
        _ => list,
    };
    let name = |j: &Value| j.get("name")?.as_str().map(str::to_owned);
    list.iter().map(name).collect()
}
