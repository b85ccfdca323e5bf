//! In which order a program lists joints: by name, or by their number.

use trackside_schema::{JointSet, joint_sets};

/// An order of joints. Whole-body orders begin with the body and its feet; face and hands, which follow, are not used.
#[derive(Clone, Copy, Debug)]
pub struct JointLayout {
    /// Its name.
    pub name: &'static str,
    /// How many joints a person has in it.
    pub count: usize,
    /// The order of the first of them, which are used.
    pub set: &'static JointSet,
}

/// Whole-body orders: name, number of joints, order of those in front.
const WHOLE_BODY: [(&str, usize, &JointSet); 6] = [
    // COCO-WholeBody (Jin et al., ECCV 2020): COCO's 17, 6 of the feet, 68 of the face, 42 of the hands.
    ("coco133", 133, &joint_sets::COCO_23),
    ("cocowholebody", 133, &joint_sets::COCO_23),
    // Halpe-FullBody (Fang et al., AlphaPose, TPAMI 2022): HALPE_26, then 42 of the hands, 68 of the face, or both.
    ("halpe136", 136, &joint_sets::HALPE_26),
    ("halpe68", 68, &joint_sets::HALPE_26),
    ("halpe94", 94, &joint_sets::HALPE_26),
    // OpenPose BODY_135 (Hidalgo et al., ICCV 2019): BODY_25B, then hands and face.
    ("body135", 135, &joint_sets::BODY_25B),
];

impl JointLayout {
    /// The layout of that name. Case and punctuation do not matter.
    pub fn by_name(name: &str) -> Option<JointLayout> {
        let plain = |s: &str| -> String {
            let letters = s.chars().filter(char::is_ascii_alphanumeric);
            letters.collect::<String>().to_lowercase()
        };
        let whole = WHOLE_BODY.iter().find(|w| w.0 == plain(name));
        whole
            .map(|&(name, count, set)| JointLayout { name, count, set })
            .or_else(|| JointSet::by_name(name).map(JointLayout::of_set))
    }

    fn of_set(set: &'static JointSet) -> JointLayout {
        JointLayout {
            name: set.name,
            count: set.joints.len(),
            set,
        }
    }

    /// The names of all layouts.
    pub fn names() -> Vec<&'static str> {
        let sets = joint_sets::ALL.iter().map(|s| s.name);
        sets.chain(WHOLE_BODY.iter().map(|w| w.0)).collect()
    }

    /// The layout of people with so many joints, where that many belong to one: not 25, of which OpenPose has two.
    pub fn of_count(count: usize) -> Option<JointLayout> {
        let set = match count {
            17 => &joint_sets::COCO_17,
            18 => &joint_sets::OPENPOSE_18,
            23 => &joint_sets::COCO_23,
            26 => &joint_sets::HALPE_26,
            33 => &joint_sets::MEDIAPIPE_33,
            // MediaPipe Holistic: the body, 21 of each hand, 468 or 478 of the face.
            75 | 543 | 553 => {
                return Some(JointLayout {
                    name: "mediapipe holistic",
                    count,
                    set: &joint_sets::MEDIAPIPE_33,
                });
            }
            _ => {
                let whole = WHOLE_BODY.iter().find(|w| w.1 == count);
                return whole.map(|&(name, count, set)| JointLayout { name, count, set });
            }
        };
        Some(JointLayout::of_set(set))
    }

    /// OpenPose's BODY_25.
    pub fn body_25() -> JointLayout {
        JointLayout::of_set(&joint_sets::BODY_25)
    }
}

/// Tells OpenPose's two orders of 25 joints apart. In BODY_25, joint 8 is the mid-hip: it lies half way between 9 and
/// 12 (the hips). In BODY_25B, joint 0 is the nose and 1 and 2 are the eyes: it lies near the middle between them. The
/// order whose distance, in heights of the person, has the clearly smaller median is the one; `None` when neither has.
pub fn body_25_or_25b<'a>(
    people: impl Iterator<Item = &'a [Option<[f32; 3]>]>,
) -> Option<&'static JointSet> {
    let (mut as_25, mut as_25b) = (Vec::new(), Vec::new());
    for person in people {
        let ys = || person.iter().flatten().map(|j| j[1]);
        let height = ys().fold(f32::MIN, f32::max) - ys().fold(f32::MAX, f32::min);
        let off_middle = |at: usize, a: usize, b: usize| {
            let joint = |i: usize| person.get(i).copied().flatten();
            let ([x, y, _], [ax, ay, _], [bx, by, _]) = (joint(at)?, joint(a)?, joint(b)?);
            let off = (x - (ax + bx) / 2.0).hypot(y - (ay + by) / 2.0) / height;
            off.is_finite().then_some(off)
        };
        as_25.extend(off_middle(8, 9, 12));
        as_25b.extend(off_middle(0, 1, 2));
    }
    let median = |v: &mut Vec<f32>| {
        v.sort_by(f32::total_cmp);
        v.get(v.len() / 2).copied()
    };
    match (median(&mut as_25)?, median(&mut as_25b)?) {
        (a, b) if 2.0 * a < b => Some(&joint_sets::BODY_25),
        (a, b) if 2.0 * b < a => Some(&joint_sets::BODY_25B),
        _ => None,
    }
}

/// [`body_25_or_25b`] as a layout.
pub(super) fn layout_of_25<'a>(
    people: impl Iterator<Item = &'a [Option<[f32; 3]>]>,
) -> Option<JointLayout> {
    body_25_or_25b(people).map(JointLayout::of_set)
}
