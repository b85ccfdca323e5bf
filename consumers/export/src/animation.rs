//! Athletes as animated bodies: measured over the recording, completed, feet locked.

use nalgebra::{Point3, Vector3, center};
use trackside_body::{
    BodyMeasurements, Joints, ObservedJoints, PoseCompleter, bind_joints, foot_lock,
};
use trackside_schema::{AthleteId, Joint};

use crate::tracks::{AthleteSample, AthleteTrack, PositionSample, Tracks};

/// An athlete that is absent for longer is hidden meanwhile, s.
const MAX_GAP_S: f64 = 0.25;
/// A floor height below this is taken for 0, m.
const FLOOR_TOLERANCE_M: f64 = 0.03;

/// How feet are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FootMode {
    /// Fixed during contacts ([`foot_lock`]); ankles and knees follow.
    #[default]
    Locked,
    /// As measured.
    Measured,
}

/// The animated body of one athlete.
#[derive(Clone, Debug)]
pub struct AthleteAnimation {
    /// Id in the frames.
    pub id: AthleteId,
    /// Team name; `None`: unknown.
    pub team: Option<String>,
    /// Shirt number; `None`: unknown.
    pub number: Option<u16>,
    /// Measurements over the whole recording.
    pub measurements: BodyMeasurements,
    /// Ordered by time, at least one; times increase strictly.
    pub poses: Vec<AnimationPose>,
}

/// One athlete in one frame.
#[derive(Clone, Copy, Debug)]
pub struct AnimationPose {
    /// Tick of the frame.
    pub tick: u64,
    /// Time since the first frame of the recording, s.
    pub time_s: f64,
    /// All joints in world space, m: those of the frame, completed, with plausible bone lengths and head, and with locked feet
    /// ([`FootMode::Locked`]).
    pub joints: Joints,
    /// The same without the foot lock.
    pub measured: Joints,
}

impl AthleteAnimation {
    /// The name for people: "athlete 3", or "Lions 7" if team and number are known.
    pub fn name(&self) -> String {
        match (&self.team, self.number) {
            (Some(team), Some(number)) => format!("{team} {number}"),
            _ => format!("athlete {}", self.id.0),
        }
    }

    /// The intervals in which the athlete is present: first and last index in `poses`.
    pub fn intervals(&self) -> Vec<[usize; 2]> {
        intervals(self.poses.iter().map(|p| p.time_s))
    }
}

/// The intervals of `times` without a gap: first and last index.
pub(crate) fn intervals(times: impl Iterator<Item = f64>) -> Vec<[usize; 2]> {
    let mut intervals: Vec<[usize; 2]> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for (i, t) in times.enumerate() {
        match intervals.last_mut() {
            Some(interval) if t - last <= MAX_GAP_S => interval[1] = i,
            _ => intervals.push([i, i]),
        }
        last = t;
    }
    intervals
}

/// Animates all confirmed athletes of a recording, ordered by id.
pub fn animate_athletes(tracks: &Tracks, feet: FootMode) -> Vec<AthleteAnimation> {
    let animate = |(id, track): (AthleteId, &AthleteTrack)| {
        let observed: Vec<ObservedJoints> = track.samples.iter().map(observed_joints).collect();
        // A few hundred poses determine the lengths as well as all of them.
        let measurements =
            BodyMeasurements::from_poses(observed.iter().step_by(observed.len() / 500 + 1));
        let bind = bind_joints(&measurements);
        let mut completer = PoseCompleter::new(&measurements, 0.0);
        let mut last = f64::NEG_INFINITY;
        let poses = track
            .samples
            .iter()
            .zip(&observed)
            .filter_map(|(sample, observed)| {
                let time_s = tracks.seconds(sample.tick)?;
                let mut joints = completer.complete(observed, time_s - last)?;
                clamp_head(&bind, &mut joints);
                // Two frames of one instant would give two keys at one time.
                (time_s > last).then(|| {
                    last = time_s;
                    AnimationPose {
                        tick: sample.tick,
                        time_s,
                        joints,
                        measured: joints,
                    }
                })
            });
        AthleteAnimation {
            id,
            team: track.team.clone(),
            number: track.number,
            poses: poses.collect(),
            measurements,
        }
    };
    let all = tracks.athletes().map(animate);
    let mut all: Vec<AthleteAnimation> = all.filter(|a| !a.poses.is_empty()).collect();
    if feet == FootMode::Locked {
        let floor_m = floor_height_m(&all);
        all.iter_mut().for_each(|a| lock_feet(a, floor_m));
    }
    all
}

fn lock_feet(athlete: &mut AthleteAnimation, floor_m: f64) {
    for [first, last] in athlete.intervals() {
        let poses = &mut athlete.poses[first..=last];
        let times: Vec<f64> = poses.iter().map(|p| p.time_s).collect();
        let mut joints: Vec<Joints> = poses.iter().map(|p| p.joints).collect();
        foot_lock::lock_feet(&times, &mut joints, floor_m);
        for (pose, joints) in poses.iter_mut().zip(joints) {
            pose.joints = joints;
        }
    }
}

/// Height of the floor, m: the 10 % quantile of each athlete's lower heel, the median over athletes.
fn floor_height_m(athletes: &[AthleteAnimation]) -> f64 {
    let quantile = |mut values: Vec<f64>, q: f64| {
        let index = (values.len().saturating_sub(1) as f64 * q) as usize;
        (!values.is_empty()).then(|| *values.select_nth_unstable_by(index, f64::total_cmp).1)
    };
    let lower_heel = |p: &AnimationPose| {
        let z = |j: Joint| p.joints[j.index()].z;
        z(Joint::LHeel).min(z(Joint::RHeel))
    };
    let floor_of = |a: &AthleteAnimation| quantile(a.poses.iter().map(lower_heel).collect(), 0.1);
    let floor = quantile(athletes.iter().filter_map(floor_of).collect(), 0.5).unwrap_or(0.0);
    if floor.abs() < FLOOR_TOLERANCE_M {
        0.0
    } else {
        floor
    }
}

/// Moves ears and crown to plausible positions: the joints of the face are the least certain ones, and the skin would fold if it
/// followed them. `bind` is the bind pose.
fn clamp_head(bind: &Joints, joints: &mut Joints) {
    let at = |of: &Joints, joint: Joint| of[joint.index()];
    // Limits the length of `v` to a quarter around `length`; takes the direction of `expected` if `v` deviates too far from it.
    let clamp = |v: Vector3<f64>, length: f64, expected: Vector3<f64>| {
        let is_plausible = v.dot(&expected) > 0.3 * v.norm() * expected.norm();
        let direction = if is_plausible { v } else { expected };
        let direction = direction.try_normalize(1e-9).unwrap_or(Vector3::z());
        direction * v.norm().clamp(0.8 * length, 1.25 * length)
    };
    let parts = |of: &Joints| {
        let [l, r] = [Joint::LEar, Joint::REar].map(|ear| at(of, ear));
        let [neck, middle] = [at(of, Joint::Neck), center(&l, &r)];
        (middle - neck, l - r, at(of, Joint::Head) - middle)
    };
    let (bind_up, bind_breadth, bind_height) = parts(bind);
    let (up, breadth, height) = parts(joints);
    let neck = at(joints, Joint::Neck);
    let across = at(joints, Joint::LShoulder) - at(joints, Joint::RShoulder);
    let up = clamp(up, bind_up.norm(), neck - at(joints, Joint::Hip));
    let breadth = clamp(breadth, bind_breadth.norm(), across);
    let middle = neck + up;
    joints[Joint::LEar.index()] = middle + breadth / 2.0;
    joints[Joint::REar.index()] = middle - breadth / 2.0;
    joints[Joint::Head.index()] = middle + clamp(height, bind_height.norm(), up);
}

fn observed_joints(sample: &AthleteSample) -> ObservedJoints {
    let position = |p: Option<PositionSample>| Some(Point3::from(p?.position_m.map(f64::from)));
    sample.joints.map(position)
}
