//! OpenPose's JSON, which Pose2Sim, Sports2D and others write too: one file an image.

use serde_json::{Map, Value};

use super::{ImagePeople, ParseResult, Parsed, described, push};
use crate::projects::json::flat_joints;

/// The names of a person's list of joints, now and before OpenPose 1.2.
const JOINTS: [&str; 2] = ["pose_keypoints_2d", "pose_keypoints"];

pub(super) fn parse(value: &Value) -> Option<ParseResult> {
    let people = value.as_object()?.get("people")?;
    Some(image(people).map(Parsed::Image))
}

/// The people of an image. `{}`, `null` and an empty list are a person who was not seen.
pub(super) fn image(people: &Value) -> Result<ImagePeople, String> {
    let mut image = ImagePeople::default();
    let list = match people {
        Value::Null => return Ok(image),
        Value::Array(list) => list,
        other => return Err(format!("people is {}, not a list", described(other))),
    };
    for (i, person) in list.iter().enumerate() {
        match person {
            Value::Null => {}
            Value::Object(map) => push(
                &mut image,
                joints(map).map_err(|e| format!("person {i}: {e}"))?,
            ),
            other => return Err(format!("person {i} is {}", described(other))),
        }
    }
    Ok(image)
}

fn joints(person: &Map<String, Value>) -> Result<Vec<Option<[f32; 3]>>, String> {
    let Some((key, list)) = JOINTS.iter().find_map(|key| Some((key, person.get(*key)?))) else {
        // Without a list the person was not seen, unless it has one of another name.
        let other = person
            .keys()
            .find(|key| key.contains("keypoints") && !is_other_part(key));
        return match other {
            Some(key) => Err(format!("has {key}, not {}", JOINTS[0])),
            None => Ok(Vec::new()),
        };
    };
    match list {
        Value::Null => Ok(Vec::new()),
        Value::Array(list) => flat_joints(list).ok_or_else(|| {
            let n = list.len();
            format!("{key} has {n} numbers, not x, y, score of every joint")
        }),
        other => Err(format!("{key} is {}, not a list", described(other))),
    }
}

/// Whether a key is of face, hands or 3D, which are there beside the body's.
fn is_other_part(key: &str) -> bool {
    ["face", "hand", "3d"].iter().any(|part| key.contains(part))
}
