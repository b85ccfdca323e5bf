//! Joints by the names that programs and people give them.

use trackside_schema::Joint;

/// The joint of the canonical skeleton that a name means, in any of the usual ways of writing it: `LAnkle`, `left_ankle`,
/// `ankle.L`, `ankle1_left`, `L Ankle`. `None` where it means none, or two.
pub fn joint_named(name: &str) -> Option<Joint> {
    if let Some(joint) = Joint::from_name(name) {
        return Some(joint);
    }
    let words = words(name);
    let side = side(&words);
    let plain: String = words
        .iter()
        .filter(|w| side_of(w).is_none())
        .cloned()
        .collect();
    let (side, part) = match side {
        Some(side) => (Some(side), plain),
        // `lankle`, `rknee`: the side is the first letter, where the rest is a part that has sides.
        None => match plain.split_at_checked(1) {
            Some(("l", rest)) if sided(rest).is_some() => (Some('L'), rest.to_owned()),
            Some(("r", rest)) if sided(rest).is_some() => (Some('R'), rest.to_owned()),
            _ => (None, plain),
        },
    };
    match side {
        Some(side) => Joint::from_name(&format!("{side}{}", sided(&part)?)),
        None => Joint::from_name(central(&part)?),
    }
}

/// The words of a name, in lower case, without digits: at changes from small to capital letters, and at all that is no letter.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let starts = c.is_uppercase() && was_small;
        if !c.is_alphabetic() || starts {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|w| !w.is_empty());
    words
}

fn side_of(word: &str) -> Option<char> {
    match word {
        "l" | "left" => Some('L'),
        "r" | "right" => Some('R'),
        _ => None,
    }
}

fn side(words: &[String]) -> Option<char> {
    let mut sides = words.iter().filter_map(|w| side_of(w));
    let first = sides.next()?;
    sides.all(|s| s == first).then_some(first)
}

/// The canonical name of a part that is there twice.
fn sided(part: &str) -> Option<&'static str> {
    Some(match part {
        "eye" => "Eye",
        "ear" => "Ear",
        "shoulder" => "Shoulder",
        "elbow" => "Elbow",
        "wrist" => "Wrist",
        "hip" => "Hip",
        "knee" => "Knee",
        "ankle" => "Ankle",
        "bigtoe" | "hallux" | "toe" | "footindex" => "BigToe",
        "smalltoe" | "littletoe" | "pinkytoe" => "SmallToe",
        "heel" => "Heel",
        _ => return None,
    })
}

/// The canonical name of a part on the midline.
fn central(part: &str) -> Option<&'static str> {
    Some(match part {
        "nose" => "Nose",
        "head" | "headtop" | "tophead" | "topofhead" | "forehead" => "Head",
        "neck" | "upperneck" => "Neck",
        "hip" | "hips" | "midhip" | "hipcenter" | "hipcentre" | "pelvis" | "root" => "Hip",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_of_writing_a_joint_are_known() {
        for name in [
            "LAnkle",
            "left_ankle",
            "ankle.L",
            "ankle1_left",
            "lankle",
            "L Ankle",
            "LeftAnkle",
            "leftAnkle",
        ] {
            assert_eq!(joint_named(name), Some(Joint::LAnkle), "{name}");
        }
        for (name, joint) in [
            ("right_foot_index", Joint::RBigToe),
            ("RSmallToe", Joint::RSmallToe),
            ("right_small_toe", Joint::RSmallToe),
            ("nose", Joint::Nose),
            ("left_ear", Joint::LEar),
            ("MidHip", Joint::Hip),
            ("root", Joint::Hip),
            ("rear", Joint::REar),
        ] {
            assert_eq!(joint_named(name), Some(joint), "{name}");
        }
        for name in [
            "snout",
            "left",
            "left_right_ankle",
            "left_eye_inner",
            "tailbase",
            "",
            "left_pinky",
        ] {
            assert_eq!(joint_named(name), None, "{name}");
        }
    }
}
