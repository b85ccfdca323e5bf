//! Skeletons as data: HALPE_26, which everything maps into, and the joint sets that detectors speak.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// How many joints the canonical skeleton has.
pub const JOINT_COUNT: usize = 26;

/// Which half of the body a joint belongs to, the athlete's own left and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The athlete's left.
    Left,
    /// The athlete's right.
    Right,
    /// On the midline.
    Centre,
}

/// A joint of the canonical skeleton, HALPE_26 (Fang et al., AlphaPose, TPAMI 2022), in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Joint {
    Nose,
    LEye,
    REye,
    LEar,
    REar,
    LShoulder,
    RShoulder,
    LElbow,
    RElbow,
    LWrist,
    RWrist,
    LHip,
    RHip,
    LKnee,
    RKnee,
    LAnkle,
    RAnkle,
    Head,
    Neck,
    Hip,
    LBigToe,
    RBigToe,
    LSmallToe,
    RSmallToe,
    LHeel,
    RHeel,
}

/// One row of the canonical skeleton.
struct Row {
    joint: Joint,
    name: &'static str,
    parent: Option<Joint>,
    side: Side,
}

const fn row(joint: Joint, name: &'static str, parent: Option<Joint>, side: Side) -> Row {
    Row {
        joint,
        name,
        parent,
        side,
    }
}

#[rustfmt::skip]
const HALPE: [Row; JOINT_COUNT] = [
    row(Joint::Nose, "Nose", Some(Joint::Neck), Side::Centre),
    row(Joint::LEye, "LEye", Some(Joint::Nose), Side::Left),
    row(Joint::REye, "REye", Some(Joint::Nose), Side::Right),
    row(Joint::LEar, "LEar", Some(Joint::LEye), Side::Left),
    row(Joint::REar, "REar", Some(Joint::REye), Side::Right),
    row(Joint::LShoulder, "LShoulder", Some(Joint::Neck), Side::Left),
    row(Joint::RShoulder, "RShoulder", Some(Joint::Neck), Side::Right),
    row(Joint::LElbow, "LElbow", Some(Joint::LShoulder), Side::Left),
    row(Joint::RElbow, "RElbow", Some(Joint::RShoulder), Side::Right),
    row(Joint::LWrist, "LWrist", Some(Joint::LElbow), Side::Left),
    row(Joint::RWrist, "RWrist", Some(Joint::RElbow), Side::Right),
    row(Joint::LHip, "LHip", Some(Joint::Hip), Side::Left),
    row(Joint::RHip, "RHip", Some(Joint::Hip), Side::Right),
    row(Joint::LKnee, "LKnee", Some(Joint::LHip), Side::Left),
    row(Joint::RKnee, "RKnee", Some(Joint::RHip), Side::Right),
    row(Joint::LAnkle, "LAnkle", Some(Joint::LKnee), Side::Left),
    row(Joint::RAnkle, "RAnkle", Some(Joint::RKnee), Side::Right),
    row(Joint::Head, "Head", Some(Joint::Neck), Side::Centre),
    row(Joint::Neck, "Neck", Some(Joint::Hip), Side::Centre),
    row(Joint::Hip, "Hip", None, Side::Centre),
    row(Joint::LBigToe, "LBigToe", Some(Joint::LAnkle), Side::Left),
    row(Joint::RBigToe, "RBigToe", Some(Joint::RAnkle), Side::Right),
    row(Joint::LSmallToe, "LSmallToe", Some(Joint::LAnkle), Side::Left),
    row(Joint::RSmallToe, "RSmallToe", Some(Joint::RAnkle), Side::Right),
    row(Joint::LHeel, "LHeel", Some(Joint::LAnkle), Side::Left),
    row(Joint::RHeel, "RHeel", Some(Joint::RAnkle), Side::Right),
];

impl Joint {
    /// All joints, in order.
    pub const ALL: [Joint; JOINT_COUNT] = {
        let mut all = [Joint::Nose; JOINT_COUNT];
        let mut i = 0;
        while i < JOINT_COUNT {
            all[i] = HALPE[i].joint;
            i += 1;
        }
        all
    };

    /// The place in [`Joint::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The HALPE_26 name, as TRC files and the wire use it.
    pub const fn name(self) -> &'static str {
        HALPE[self as usize].name
    }

    /// The next joint towards the hip; `None` for the hip itself.
    pub const fn parent(self) -> Option<Joint> {
        HALPE[self as usize].parent
    }

    /// Left, right or centre.
    pub const fn side(self) -> Side {
        HALPE[self as usize].side
    }

    /// The joint of that HALPE_26 name.
    pub fn from_name(name: &str) -> Option<Joint> {
        Joint::ALL.into_iter().find(|j| j.name() == name)
    }

    /// The same joint on the other side; a joint on the midline is its own mirror.
    pub fn mirrored(self) -> Joint {
        MIRRORED[self.index()]
    }
}

/// By joint: the one whose name differs in its side alone. Kept, since names are slow to compare.
static MIRRORED: LazyLock<[Joint; JOINT_COUNT]> = LazyLock::new(|| {
    Joint::ALL.map(|joint| {
        let is_other = |j: &Joint| j.side() != joint.side() && j.name()[1..] == joint.name()[1..];
        match joint.side() {
            Side::Centre => joint,
            _ => Joint::ALL.into_iter().find(is_other).unwrap_or(joint),
        }
    })
});

/// Bones to draw, as pairs of joints.
pub static LIMBS: &[(Joint, Joint)] = &[
    (Joint::Head, Joint::Neck),
    (Joint::Nose, Joint::Head),
    (Joint::Neck, Joint::LShoulder),
    (Joint::Neck, Joint::RShoulder),
    (Joint::LShoulder, Joint::RShoulder),
    (Joint::LShoulder, Joint::LElbow),
    (Joint::LElbow, Joint::LWrist),
    (Joint::RShoulder, Joint::RElbow),
    (Joint::RElbow, Joint::RWrist),
    (Joint::LShoulder, Joint::LHip),
    (Joint::RShoulder, Joint::RHip),
    (Joint::LHip, Joint::RHip),
    (Joint::LHip, Joint::LKnee),
    (Joint::LKnee, Joint::LAnkle),
    (Joint::RHip, Joint::RKnee),
    (Joint::RKnee, Joint::RAnkle),
    (Joint::LAnkle, Joint::LHeel),
    (Joint::LAnkle, Joint::LBigToe),
    (Joint::RAnkle, Joint::RHeel),
    (Joint::RAnkle, Joint::RBigToe),
];

/// One joint of a detector's joint set.
#[derive(Clone, Copy, Debug)]
pub struct JointInSet {
    /// Its name in that set.
    pub name: &'static str,
    /// The same joint in the canonical skeleton, where there is one.
    pub canonical: Option<Joint>,
}

const fn at(name: &'static str, canonical: Option<Joint>) -> JointInSet {
    JointInSet { name, canonical }
}

/// A detector's (or a truth file's) joints, in its order.
#[derive(Clone, Copy, Debug)]
pub struct JointSet {
    /// As files name it.
    pub name: &'static str,
    /// In order.
    pub joints: &'static [JointInSet],
}

impl JointSet {
    /// The set of that name, in any of the usual spellings (`BODY_25B`, `body25b`).
    pub fn named(name: &str) -> Option<&'static JointSet> {
        let plain = |s: &str| {
            s.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_lowercase()
        };
        joint_sets::ALL
            .iter()
            .copied()
            .find(|s| plain(s.name) == plain(name))
    }
}

/// The joint sets that detectors, recordings and truth files speak.
#[rustfmt::skip]
pub mod joint_sets {
    use super::{Joint, JointSet, at};

    /// Every set, the canonical one first.
    pub static ALL: &[&JointSet] = &[&HALPE_26, &COCO_17, &BODY_25, &BODY_25B, &OPENPOSE_18, &SHELF15, &MEDIAPIPE_33];

    /// HALPE_26, the canonical skeleton.
    pub static HALPE_26: JointSet = JointSet {
        name: "halpe26",
        joints: &[
            at("Nose", Some(Joint::Nose)),
            at("LEye", Some(Joint::LEye)),
            at("REye", Some(Joint::REye)),
            at("LEar", Some(Joint::LEar)),
            at("REar", Some(Joint::REar)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("RElbow", Some(Joint::RElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("RWrist", Some(Joint::RWrist)),
            at("LHip", Some(Joint::LHip)),
            at("RHip", Some(Joint::RHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("RKnee", Some(Joint::RKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("RAnkle", Some(Joint::RAnkle)),
            at("Head", Some(Joint::Head)),
            at("Neck", Some(Joint::Neck)),
            at("Hip", Some(Joint::Hip)),
            at("LBigToe", Some(Joint::LBigToe)),
            at("RBigToe", Some(Joint::RBigToe)),
            at("LSmallToe", Some(Joint::LSmallToe)),
            at("RSmallToe", Some(Joint::RSmallToe)),
            at("LHeel", Some(Joint::LHeel)),
            at("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// COCO keypoints (Lin et al., ECCV 2014).
    pub static COCO_17: JointSet = JointSet {
        name: "coco17",
        joints: &[
            at("Nose", Some(Joint::Nose)),
            at("LEye", Some(Joint::LEye)),
            at("REye", Some(Joint::REye)),
            at("LEar", Some(Joint::LEar)),
            at("REar", Some(Joint::REar)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("RElbow", Some(Joint::RElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("RWrist", Some(Joint::RWrist)),
            at("LHip", Some(Joint::LHip)),
            at("RHip", Some(Joint::RHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("RKnee", Some(Joint::RKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("RAnkle", Some(Joint::RAnkle)),
        ],
    };
    /// OpenPose BODY_25 (Cao et al., TPAMI 2019).
    pub static BODY_25: JointSet = JointSet {
        name: "body25",
        joints: &[
            at("Nose", Some(Joint::Nose)),
            at("Neck", Some(Joint::Neck)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("RElbow", Some(Joint::RElbow)),
            at("RWrist", Some(Joint::RWrist)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("MidHip", Some(Joint::Hip)),
            at("RHip", Some(Joint::RHip)),
            at("RKnee", Some(Joint::RKnee)),
            at("RAnkle", Some(Joint::RAnkle)),
            at("LHip", Some(Joint::LHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("REye", Some(Joint::REye)),
            at("LEye", Some(Joint::LEye)),
            at("REar", Some(Joint::REar)),
            at("LEar", Some(Joint::LEar)),
            at("LBigToe", Some(Joint::LBigToe)),
            at("LSmallToe", Some(Joint::LSmallToe)),
            at("LHeel", Some(Joint::LHeel)),
            at("RBigToe", Some(Joint::RBigToe)),
            at("RSmallToe", Some(Joint::RSmallToe)),
            at("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// OpenPose BODY_25B (Hidalgo et al., ICCV 2019).
    pub static BODY_25B: JointSet = JointSet {
        name: "body25b",
        joints: &[
            at("Nose", Some(Joint::Nose)),
            at("LEye", Some(Joint::LEye)),
            at("REye", Some(Joint::REye)),
            at("LEar", Some(Joint::LEar)),
            at("REar", Some(Joint::REar)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("RElbow", Some(Joint::RElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("RWrist", Some(Joint::RWrist)),
            at("LHip", Some(Joint::LHip)),
            at("RHip", Some(Joint::RHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("RKnee", Some(Joint::RKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("RAnkle", Some(Joint::RAnkle)),
            at("UpperNeck", Some(Joint::Neck)),
            at("HeadTop", Some(Joint::Head)),
            at("LBigToe", Some(Joint::LBigToe)),
            at("LSmallToe", Some(Joint::LSmallToe)),
            at("LHeel", Some(Joint::LHeel)),
            at("RBigToe", Some(Joint::RBigToe)),
            at("RSmallToe", Some(Joint::RSmallToe)),
            at("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// OpenPose's 18 COCO-plus-neck joints.
    pub static OPENPOSE_18: JointSet = JointSet {
        name: "openpose18",
        joints: &[
            at("Nose", Some(Joint::Nose)),
            at("Neck", Some(Joint::Neck)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("RElbow", Some(Joint::RElbow)),
            at("RWrist", Some(Joint::RWrist)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("RHip", Some(Joint::RHip)),
            at("RKnee", Some(Joint::RKnee)),
            at("RAnkle", Some(Joint::RAnkle)),
            at("LHip", Some(Joint::LHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("REye", Some(Joint::REye)),
            at("LEye", Some(Joint::LEye)),
            at("REar", Some(Joint::REar)),
            at("LEar", Some(Joint::LEar)),
        ],
    };
    /// The truth of the Shelf sequence as 4D Association publishes it. `BottomHead` lies half way between neck and
    /// ears, which no canonical joint does.
    pub static SHELF15: JointSet = JointSet {
        name: "shelf15",
        joints: &[
            at("RAnkle", Some(Joint::RAnkle)),
            at("RKnee", Some(Joint::RKnee)),
            at("RHip", Some(Joint::RHip)),
            at("LHip", Some(Joint::LHip)),
            at("LKnee", Some(Joint::LKnee)),
            at("LAnkle", Some(Joint::LAnkle)),
            at("RWrist", Some(Joint::RWrist)),
            at("RElbow", Some(Joint::RElbow)),
            at("RShoulder", Some(Joint::RShoulder)),
            at("LShoulder", Some(Joint::LShoulder)),
            at("LElbow", Some(Joint::LElbow)),
            at("LWrist", Some(Joint::LWrist)),
            at("BottomHead", None),
            at("HeadTop", Some(Joint::Head)),
            at("MidHip", Some(Joint::Hip)),
        ],
    };
    /// MediaPipe Pose (BlazePose GHUM).
    pub static MEDIAPIPE_33: JointSet = JointSet {
        name: "mediapipe33",
        joints: &[
            at("nose", Some(Joint::Nose)),
            at("left_eye_inner", None),
            at("left_eye", Some(Joint::LEye)),
            at("left_eye_outer", None),
            at("right_eye_inner", None),
            at("right_eye", Some(Joint::REye)),
            at("right_eye_outer", None),
            at("left_ear", Some(Joint::LEar)),
            at("right_ear", Some(Joint::REar)),
            at("mouth_left", None),
            at("mouth_right", None),
            at("left_shoulder", Some(Joint::LShoulder)),
            at("right_shoulder", Some(Joint::RShoulder)),
            at("left_elbow", Some(Joint::LElbow)),
            at("right_elbow", Some(Joint::RElbow)),
            at("left_wrist", Some(Joint::LWrist)),
            at("right_wrist", Some(Joint::RWrist)),
            at("left_pinky", None),
            at("right_pinky", None),
            at("left_index", None),
            at("right_index", None),
            at("left_thumb", None),
            at("right_thumb", None),
            at("left_hip", Some(Joint::LHip)),
            at("right_hip", Some(Joint::RHip)),
            at("left_knee", Some(Joint::LKnee)),
            at("right_knee", Some(Joint::RKnee)),
            at("left_ankle", Some(Joint::LAnkle)),
            at("right_ankle", Some(Joint::RAnkle)),
            at("left_heel", Some(Joint::LHeel)),
            at("right_heel", Some(Joint::RHeel)),
            at("left_foot_index", Some(Joint::LBigToe)),
            at("right_foot_index", Some(Joint::RBigToe)),
        ],
    };
}
