//! A body's measures.
//!
//! Segment lengths are shares of standing height (Drillis and Contini 1966, as in Winter, Biomechanics and Motor Control
//! of Human Movement, 4th ed. 2009, fig. 4.1).

use nalgebra::{Point3, Vector3};
use trackside_schema::Joint;

use crate::Seen;
use crate::bones::{EARS_AHEAD, SIDES, TOE_ASIDE};

/// A body's measures, m. Bones are between the joints of HALPE_26 and keep their lengths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Build {
    /// Standing height, floor to crown.
    pub height_m: f64,
    /// Between the shoulder joints.
    pub shoulder_m: f64,
    /// Between the hip joints.
    pub hip_m: f64,
    /// Thickness of trunk and limbs; 1 is average for the height.
    pub girth: f64,
    /// Shoulder to elbow.
    pub upper_arm_m: f64,
    /// Elbow to wrist.
    pub forearm_m: f64,
    /// Wrist to fingertip.
    pub hand_m: f64,
    /// Hip to knee.
    pub thigh_m: f64,
    /// Knee to ankle.
    pub shank_m: f64,
    /// Ankle above the sole.
    pub ankle_m: f64,
    /// Heel to tip of the big toe.
    pub foot_m: f64,
    /// Mid-hip to neck (half way between the shoulders).
    pub trunk_m: f64,
    /// Neck to crown.
    pub head_m: f64,
}

impl Build {
    /// A body of that height with average shares.
    pub fn of_height(height_m: f64) -> Build {
        let h = height_m;
        Build {
            height_m: h,
            // Between the joint centres, which lie inside the 0.259 of the shoulders' outer width.
            shoulder_m: 0.200 * h,
            hip_m: 0.105 * h,
            girth: 1.0,
            upper_arm_m: 0.186 * h,
            forearm_m: 0.146 * h,
            hand_m: 0.108 * h,
            thigh_m: 0.245 * h,
            shank_m: 0.246 * h,
            ankle_m: 0.039 * h,
            foot_m: 0.152 * h,
            trunk_m: 0.288 * h,
            head_m: 0.182 * h,
        }
    }

    /// Hip joint above the ground when standing straight.
    pub fn leg_m(&self) -> f64 {
        self.thigh_m + self.shank_m + self.ankle_m
    }

    /// The body whose joints were seen there, in many poses: every length is the median of what was seen of it, left and
    /// right together. What was not seen follows from the rest by average shares; so does what no body has.
    pub fn measured<'a>(poses: impl IntoIterator<Item = &'a Seen>) -> Build {
        let mut seen: [Vec<f64>; LENGTHS] = Default::default();
        for pose in poses {
            measure(pose, &mut seen);
        }
        let average = Build::of_height(1.0);
        let shares = average.lengths();
        let medians = seen.map(|mut all| median(&mut all));
        let mut heights: Vec<f64> = medians
            .iter()
            .zip(shares)
            .filter_map(|(m, share)| Some((*m)? / share))
            .collect();
        let height = median(&mut heights).unwrap_or(UNKNOWN_M).clamp(1.0, 2.5);
        let mut b = Build::of_height(height);
        let mut all = shares;
        for ((length, median), share) in all.iter_mut().zip(medians).zip(shares) {
            let usual = share * height;
            *length = median.map_or(usual, |m| m.clamp(0.6 * usual, 1.5 * usual));
        }
        [
            b.shoulder_m,
            b.hip_m,
            b.upper_arm_m,
            b.forearm_m,
            b.thigh_m,
            b.shank_m,
            b.ankle_m,
            b.foot_m,
            b.trunk_m,
            b.head_m,
        ] = all;
        b.height_m = b.leg_m() + b.trunk_m + b.head_m;
        b
    }

    fn lengths(&self) -> [f64; LENGTHS] {
        [
            self.shoulder_m,
            self.hip_m,
            self.upper_arm_m,
            self.forearm_m,
            self.thigh_m,
            self.shank_m,
            self.ankle_m,
            self.foot_m,
            self.trunk_m,
            self.head_m,
        ]
    }
}

/// How many lengths joints tell; what they do not tell (girth, hands) goes with the height.
const LENGTHS: usize = 10;
/// Somebody of whom no length was seen is as tall as this, m.
const UNKNOWN_M: f64 = 1.80;

/// Adds what one pose shows of each length.
fn measure(pose: &Seen, seen: &mut [Vec<f64>; LENGTHS]) {
    let at = |joint: Joint| pose[joint.index()];
    let apart = |a: Joint, b: Joint| Some((at(a)? - at(b)?).norm());
    let mut push = |i: usize, length: Option<f64>| seen[i].extend(length);
    push(0, apart(Joint::LShoulder, Joint::RShoulder));
    push(1, apart(Joint::LHip, Joint::RHip));
    for s in &SIDES {
        push(2, apart(s.shoulder, s.elbow));
        push(3, apart(s.elbow, s.wrist));
        push(4, apart(s.hip, s.knee));
        push(5, apart(s.knee, s.ankle));
        if let (Some(ankle), Some(heel), Some(big), Some(small)) =
            (at(s.ankle), at(s.heel), at(s.big_toe), at(s.small_toe))
        {
            push(6, above(&ankle, [&heel, &big, &small]));
        }
        push(7, apart(s.heel, s.big_toe).map(|d| d / aslant(TOE_ASIDE)));
    }
    push(8, apart(Joint::Hip, Joint::Neck));
    push(
        9,
        apart(Joint::Neck, Joint::Head).map(|d| d / aslant(EARS_AHEAD)),
    );
}

/// How much longer a line is that strays sideways by that share.
fn aslant(share: f64) -> f64 {
    share.hypot(1.0)
}

/// How far a point is from the plane through three others.
fn above(p: &Point3<f64>, [a, b, c]: [&Point3<f64>; 3]) -> Option<f64> {
    let normal: Vector3<f64> = (b - a).cross(&(c - a)).try_normalize(1e-9)?;
    Some(normal.dot(&(p - a)).abs())
}

fn median(of: &mut [f64]) -> Option<f64> {
    let middle = of.len() / 2;
    (!of.is_empty()).then(|| *of.select_nth_unstable_by(middle, f64::total_cmp).1)
}
