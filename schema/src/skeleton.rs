//! Skeletons as data: HALPE_26, the canonical skeleton, and the joint sets of detectors and data sets that map into it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Number of joints of the canonical skeleton.
pub const JOINT_COUNT: usize = 26;

/// Side of the body that a joint belongs to, from the athlete's own point of view.
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

    /// The index in [`Joint::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The HALPE_26 name, as used in TRC files.
    pub const fn name(self) -> &'static str {
        HALPE[self as usize].name
    }

    /// The next joint towards the root of the kinematic tree, the hip; `None` for the hip itself.
    pub const fn parent(self) -> Option<Joint> {
        HALPE[self as usize].parent
    }

    /// Left, right or centre.
    pub const fn side(self) -> Side {
        HALPE[self as usize].side
    }

    /// The joint with the HALPE_26 name `name`.
    pub fn from_name(name: &str) -> Option<Joint> {
        Joint::ALL.into_iter().find(|j| j.name() == name)
    }

    /// The same joint on the other side; a joint on the midline maps to itself.
    pub fn mirrored(self) -> Joint {
        MIRRORED[self.index()]
    }
}

/// By joint: the joint whose name differs only in its side. Computed once, because it compares names.
static MIRRORED: LazyLock<[Joint; JOINT_COUNT]> = LazyLock::new(|| {
    Joint::ALL.map(|joint| {
        let is_other = |j: &Joint| j.side() != joint.side() && j.name()[1..] == joint.name()[1..];
        match joint.side() {
            Side::Centre => joint,
            _ => Joint::ALL.into_iter().find(is_other).unwrap_or(joint),
        }
    })
});

/// The edges of the skeleton to draw, as pairs of joints.
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

/// One joint of a joint set.
#[derive(Clone, Copy, Debug)]
pub struct JointInSet {
    /// Its name in the set.
    pub name: &'static str,
    /// The same joint of the canonical skeleton; `None`: the canonical skeleton lacks it.
    pub canonical: Option<Joint>,
}

const fn entry(name: &'static str, canonical: Option<Joint>) -> JointInSet {
    JointInSet { name, canonical }
}

/// The joints of a detector or of a data set, in their order.
#[derive(Clone, Copy, Debug)]
pub struct JointSet {
    /// Name in files.
    pub name: &'static str,
    /// The joints, in order.
    pub joints: &'static [JointInSet],
}

impl JointSet {
    /// The set with that name. Case and punctuation do not matter (`BODY_25B`, `body25b`).
    pub fn by_name(name: &str) -> Option<&'static JointSet> {
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

/// The joint sets of detectors, recordings and ground-truth files.
#[rustfmt::skip]
pub mod joint_sets {
    use super::{Joint, JointSet, entry};

    /// Every set, the canonical one first.
    pub static ALL: &[&JointSet] = &[&HALPE_26, &COCO_17, &COCO_23, &BODY_25, &BODY_25B, &OPENPOSE_18, &SHELF15, &MEDIAPIPE_33];

    /// HALPE_26, the canonical skeleton.
    pub static HALPE_26: JointSet = JointSet {
        name: "halpe26",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("LEye", Some(Joint::LEye)),
            entry("REye", Some(Joint::REye)),
            entry("LEar", Some(Joint::LEar)),
            entry("REar", Some(Joint::REar)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LHip", Some(Joint::LHip)),
            entry("RHip", Some(Joint::RHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("Head", Some(Joint::Head)),
            entry("Neck", Some(Joint::Neck)),
            entry("Hip", Some(Joint::Hip)),
            entry("LBigToe", Some(Joint::LBigToe)),
            entry("RBigToe", Some(Joint::RBigToe)),
            entry("LSmallToe", Some(Joint::LSmallToe)),
            entry("RSmallToe", Some(Joint::RSmallToe)),
            entry("LHeel", Some(Joint::LHeel)),
            entry("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// COCO keypoints (Lin et al., ECCV 2014).
    pub static COCO_17: JointSet = JointSet {
        name: "coco17",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("LEye", Some(Joint::LEye)),
            entry("REye", Some(Joint::REye)),
            entry("LEar", Some(Joint::LEar)),
            entry("REar", Some(Joint::REar)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LHip", Some(Joint::LHip)),
            entry("RHip", Some(Joint::RHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("RAnkle", Some(Joint::RAnkle)),
        ],
    };
    /// COCO's keypoints and the feet, as COCO-WholeBody has them in front (Jin et al., ECCV 2020).
    pub static COCO_23: JointSet = JointSet {
        name: "coco23",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("LEye", Some(Joint::LEye)),
            entry("REye", Some(Joint::REye)),
            entry("LEar", Some(Joint::LEar)),
            entry("REar", Some(Joint::REar)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LHip", Some(Joint::LHip)),
            entry("RHip", Some(Joint::RHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("LBigToe", Some(Joint::LBigToe)),
            entry("LSmallToe", Some(Joint::LSmallToe)),
            entry("LHeel", Some(Joint::LHeel)),
            entry("RBigToe", Some(Joint::RBigToe)),
            entry("RSmallToe", Some(Joint::RSmallToe)),
            entry("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// OpenPose BODY_25 (Cao et al., TPAMI 2019).
    pub static BODY_25: JointSet = JointSet {
        name: "body25",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("Neck", Some(Joint::Neck)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("MidHip", Some(Joint::Hip)),
            entry("RHip", Some(Joint::RHip)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("LHip", Some(Joint::LHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("REye", Some(Joint::REye)),
            entry("LEye", Some(Joint::LEye)),
            entry("REar", Some(Joint::REar)),
            entry("LEar", Some(Joint::LEar)),
            entry("LBigToe", Some(Joint::LBigToe)),
            entry("LSmallToe", Some(Joint::LSmallToe)),
            entry("LHeel", Some(Joint::LHeel)),
            entry("RBigToe", Some(Joint::RBigToe)),
            entry("RSmallToe", Some(Joint::RSmallToe)),
            entry("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// OpenPose BODY_25B (Hidalgo et al., ICCV 2019).
    pub static BODY_25B: JointSet = JointSet {
        name: "body25b",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("LEye", Some(Joint::LEye)),
            entry("REye", Some(Joint::REye)),
            entry("LEar", Some(Joint::LEar)),
            entry("REar", Some(Joint::REar)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LHip", Some(Joint::LHip)),
            entry("RHip", Some(Joint::RHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("UpperNeck", Some(Joint::Neck)),
            entry("HeadTop", Some(Joint::Head)),
            entry("LBigToe", Some(Joint::LBigToe)),
            entry("LSmallToe", Some(Joint::LSmallToe)),
            entry("LHeel", Some(Joint::LHeel)),
            entry("RBigToe", Some(Joint::RBigToe)),
            entry("RSmallToe", Some(Joint::RSmallToe)),
            entry("RHeel", Some(Joint::RHeel)),
        ],
    };
    /// OpenPose's 18 COCO-plus-neck joints.
    pub static OPENPOSE_18: JointSet = JointSet {
        name: "openpose18",
        joints: &[
            entry("Nose", Some(Joint::Nose)),
            entry("Neck", Some(Joint::Neck)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("RHip", Some(Joint::RHip)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("LHip", Some(Joint::LHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("REye", Some(Joint::REye)),
            entry("LEye", Some(Joint::LEye)),
            entry("REar", Some(Joint::REar)),
            entry("LEar", Some(Joint::LEar)),
        ],
    };
    /// Ground truth of the Shelf sequence in the edition of 4D Association (Zhang et al., CVPR 2020). `BottomHead` lies half
    /// way between neck and ears, where the canonical skeleton has no joint.
    pub static SHELF15: JointSet = JointSet {
        name: "shelf15",
        joints: &[
            entry("RAnkle", Some(Joint::RAnkle)),
            entry("RKnee", Some(Joint::RKnee)),
            entry("RHip", Some(Joint::RHip)),
            entry("LHip", Some(Joint::LHip)),
            entry("LKnee", Some(Joint::LKnee)),
            entry("LAnkle", Some(Joint::LAnkle)),
            entry("RWrist", Some(Joint::RWrist)),
            entry("RElbow", Some(Joint::RElbow)),
            entry("RShoulder", Some(Joint::RShoulder)),
            entry("LShoulder", Some(Joint::LShoulder)),
            entry("LElbow", Some(Joint::LElbow)),
            entry("LWrist", Some(Joint::LWrist)),
            entry("BottomHead", None),
            entry("HeadTop", Some(Joint::Head)),
            entry("MidHip", Some(Joint::Hip)),
        ],
    };
    /// MediaPipe Pose (BlazePose GHUM).
    pub static MEDIAPIPE_33: JointSet = JointSet {
        name: "mediapipe33",
        joints: &[
            entry("nose", Some(Joint::Nose)),
            entry("left_eye_inner", None),
            entry("left_eye", Some(Joint::LEye)),
            entry("left_eye_outer", None),
            entry("right_eye_inner", None),
            entry("right_eye", Some(Joint::REye)),
            entry("right_eye_outer", None),
            entry("left_ear", Some(Joint::LEar)),
            entry("right_ear", Some(Joint::REar)),
            entry("mouth_left", None),
            entry("mouth_right", None),
            entry("left_shoulder", Some(Joint::LShoulder)),
            entry("right_shoulder", Some(Joint::RShoulder)),
            entry("left_elbow", Some(Joint::LElbow)),
            entry("right_elbow", Some(Joint::RElbow)),
            entry("left_wrist", Some(Joint::LWrist)),
            entry("right_wrist", Some(Joint::RWrist)),
            entry("left_pinky", None),
            entry("right_pinky", None),
            entry("left_index", None),
            entry("right_index", None),
            entry("left_thumb", None),
            entry("right_thumb", None),
            entry("left_hip", Some(Joint::LHip)),
            entry("right_hip", Some(Joint::RHip)),
            entry("left_knee", Some(Joint::LKnee)),
            entry("right_knee", Some(Joint::RKnee)),
            entry("left_ankle", Some(Joint::LAnkle)),
            entry("right_ankle", Some(Joint::RAnkle)),
            entry("left_heel", Some(Joint::LHeel)),
            entry("right_heel", Some(Joint::RHeel)),
            entry("left_foot_index", Some(Joint::LBigToe)),
            entry("right_foot_index", Some(Joint::RBigToe)),
        ],
    };
}
