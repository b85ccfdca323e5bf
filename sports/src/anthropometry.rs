//! Proportions of adult bodies, and how children's differ.
//!
//! Segment lengths are fractions of stature between the joint centres of HALPE_26: Drillis and Contini 1966, in Winter,
//! *Biomechanics and Motor Control of Human Movement*, 4th ed. 2009, fig. 4.1. Statures: NCD Risk Factor Collaboration, eLife
//! 5:e13410, 2016. Hip joints: Bell, Pedersen and Brand, J. Biomech. 23, 1990. Head: NASA-STD-3000, 1995.
//!
//! ```
//! use trackside_sports::anthropometry::{ANKLE_HEIGHT, NECK_TO_CROWN, SHANK, THIGH, TRUNK};
//!
//! // The segments of a standing body add up to its stature.
//! let stature = ANKLE_HEIGHT + SHANK + THIGH + TRUNK + NECK_TO_CROWN;
//! assert!((stature - 1.0).abs() < 1e-9);
//! ```

/// The statures of a population, normally distributed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stature {
    /// Mean, m.
    pub mean_m: f64,
    /// Standard deviation, m.
    pub sigma_m: f64,
}

/// Young men.
pub const MEN: Stature = Stature {
    mean_m: 1.79,
    sigma_m: 0.065,
};
/// Young women.
pub const WOMEN: Stature = Stature {
    mean_m: 1.66,
    sigma_m: 0.060,
};
/// Athletes of all sports, women and men.
pub const ATHLETES: Stature = Stature {
    mean_m: 1.78,
    sigma_m: 0.12,
};

/// Everybody who plays, from children of four to the tallest basketball players (0.9 to 2.2 m, two standard deviations
/// each way).
pub const EVERYBODY: Stature = Stature {
    mean_m: 1.6,
    sigma_m: 0.32,
};

/// Shoulder to elbow.
pub const UPPER_ARM: f64 = 0.186;
/// Elbow to wrist.
pub const FOREARM: f64 = 0.146;
/// Wrist to fingertip.
pub const HAND: f64 = 0.108;
/// Hip to knee.
pub const THIGH: f64 = 0.245;
/// Knee to ankle.
pub const SHANK: f64 = 0.246;
/// Ankle above the sole.
pub const ANKLE_HEIGHT: f64 = 0.039;
/// Heel to tip of the big toe.
pub const FOOT: f64 = 0.152;
/// Mid-hip to neck, half way between the shoulders.
pub const TRUNK: f64 = 0.288;
/// Neck to crown.
pub const NECK_TO_CROWN: f64 = 0.182;
/// Between the shoulder joints, which lie inside the shoulders' outer breadth of 0.259.
pub const SHOULDER_BREADTH: f64 = 0.200;
/// Between the shoulders as 2D detectors place them.
pub const DETECTED_SHOULDER_BREADTH: f64 = 0.205;
/// Between the hip joints.
pub const HIP_BREADTH: f64 = 0.105;
/// Between the hips as 2D detectors place them.
pub const DETECTED_HIP_BREADTH: f64 = 0.108;

/// A point of the head, from the neck, in fractions of [`NECK_TO_CROWN`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadPoint {
    /// Towards the face.
    pub ahead: f64,
    /// Away from the middle.
    pub aside: f64,
    /// Up.
    pub up: f64,
}

/// The top of the head.
pub const CROWN: HeadPoint = HeadPoint {
    ahead: 0.09,
    aside: 0.0,
    up: 1.0,
};
/// The top of the head as annotators of HALPE_26 place it, a little below the crown.
pub const ANNOTATED_HEAD_TOP: HeadPoint = HeadPoint {
    ahead: 0.09,
    aside: 0.0,
    up: 0.996,
};
/// The tip of the nose.
pub const NOSE: HeadPoint = HeadPoint {
    ahead: 0.42,
    aside: 0.0,
    up: 0.56,
};
/// Either eye.
pub const EYE: HeadPoint = HeadPoint {
    ahead: 0.33,
    aside: 0.10,
    up: 0.66,
};
/// Either ear.
pub const EAR: HeadPoint = HeadPoint {
    ahead: 0.09,
    aside: 0.235,
    up: 0.61,
};

/// Heel behind the ankle, as a fraction of the foot's length.
pub const HEEL_BEHIND_ANKLE: f64 = 0.25;
/// Tip of the big toe ahead of the ankle, as a fraction of the foot's length.
pub const BIG_TOE_AHEAD_OF_ANKLE: f64 = 0.75;
/// Tip of the big toe inwards of the foot's axis, as a fraction of the foot's length.
pub const BIG_TOE_INWARDS: f64 = 0.08;
/// Small toe ahead of the ankle, as a fraction of the foot's length.
pub const SMALL_TOE_AHEAD_OF_ANKLE: f64 = 0.58;
/// Small toe ahead of the heel, as a fraction of the foot's length.
pub const SMALL_TOE_AHEAD_OF_HEEL: f64 = 0.83;
/// Small toe outwards of the foot's axis, as a fraction of the foot's length.
pub const SMALL_TOE_OUTWARDS: f64 = 0.22;

/// Stature, m, with the length of legs and the size of the head relative to it, as shares of an adult's.
///
/// Ages 2, 5, 10 and grown up. Legs: stature less sitting height, which is 58.5, 55, 52.5 and 52 % of stature (Fredriks et al.,
/// Arch. Dis. Child. 90, 2005). Heads: circumferences of 48.5, 51, 52.5 and 56 cm (Nellhaus, Pediatrics 41, 1968).
const CHILDREN: [(f64, f64, f64); 4] = [
    (0.88, 0.865, 1.72),
    (1.10, 0.94, 1.45),
    (1.40, 0.99, 1.17),
    (1.75, 1.0, 1.0),
];

/// How long a child's legs are for its stature, m, as a share of an adult's; 1 of an adult.
///
/// ```
/// use trackside_sports::anthropometry::{child_head, child_leg};
///
/// assert!(child_leg(1.1) < 0.95 && child_head(1.1) > 1.4);
/// assert_eq!((child_leg(1.9), child_head(1.9)), (1.0, 1.0));
/// ```
pub fn child_leg(stature_m: f64) -> f64 {
    interpolate(stature_m, |row| row.1)
}

/// How large a child's head is for its stature, m, as a share of an adult's; 1 of an adult.
pub fn child_head(stature_m: f64) -> f64 {
    interpolate(stature_m, |row| row.2)
}

fn interpolate(stature_m: f64, value: impl Fn(&(f64, f64, f64)) -> f64) -> f64 {
    for rows in CHILDREN.windows(2) {
        let (below, above) = (&rows[0], &rows[1]);
        if stature_m < above.0 {
            let share = ((stature_m - below.0) / (above.0 - below.0)).max(0.0);
            return value(below) + share * (value(above) - value(below));
        }
    }
    value(&CHILDREN[CHILDREN.len() - 1])
}
