//! The size of the people that a rig makes of its observations: how tall an adult with limbs of those lengths is.
//!
//! Input assumption: poses so good that people of several cameras are associated. Each segment between two triangulated
//! joints, divided by its share of an adult's stature ([`trackside_sports::anthropometry`]), is an estimate of a stature.
//! The median of a segment's estimates ignores wrong associations; the weighted mean over segments ignores what a detector
//! places differently than the anatomy. Limbs do not shorten when people crouch, so that posture does not count.

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::anthropometry::{FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM};

use super::association::{AssociationCamera, associate, joint_at, sample_times};
use super::bundle::BundleProblem;
use super::people::LinkedDetections;
use crate::Ray;
use crate::triangulation::intersect_rays;

/// The sizes of people in a rig's world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BodySizes {
    /// The mean stature of an adult group with limbs of the triangulated lengths, m.
    pub stature_m: f64,
    /// The most people that were triangulated at one time: at least so many different people were measured.
    pub people: usize,
}

/// Two ends of a segment, each the mean of the joints; its length as a share of stature; its weight.
struct Segment {
    ends: [&'static [Joint]; 2],
    share: f64,
    weight: f64,
}

/// Shoulders and hips are wider than joints are placed well, wrists are placed worse than knees.
const SEGMENTS: [Segment; 9] = [
    segment(&[Joint::LHip], &[Joint::LKnee], THIGH, 1.0),
    segment(&[Joint::RHip], &[Joint::RKnee], THIGH, 1.0),
    segment(&[Joint::LKnee], &[Joint::LAnkle], SHANK, 1.0),
    segment(&[Joint::RKnee], &[Joint::RAnkle], SHANK, 1.0),
    segment(&[Joint::LShoulder], &[Joint::LElbow], UPPER_ARM, 0.5),
    segment(&[Joint::RShoulder], &[Joint::RElbow], UPPER_ARM, 0.5),
    segment(&[Joint::LElbow], &[Joint::LWrist], FOREARM, 0.25),
    segment(&[Joint::RElbow], &[Joint::RWrist], FOREARM, 0.25),
    segment(
        &[Joint::LHip, Joint::RHip],
        &[Joint::LShoulder, Joint::RShoulder],
        TRUNK,
        1.0,
    ),
];

const fn segment(from: &'static [Joint], to: &'static [Joint], share: f64, weight: f64) -> Segment {
    Segment {
        ends: [from, to],
        share,
        weight,
    }
}

/// About how many times are looked at.
const TIMES: usize = 160;
/// A segment counts when it was triangulated so often.
const MIN_SAMPLES: usize = 12;
/// Two rays fix a joint's depth when the cosine of their angle is below this (10°).
const MAX_PARALLAX_COSINE: f64 = 0.985;
/// A joint counts when the root mean square distance of its rays is below this, as a share of the gate.
const MAX_RAY_DISTANCE: f64 = 0.5;

/// The size of the people that the cameras of `problem` observe together. `gate_m`: the largest mean distance of the rays
/// to shared joints. `None` where too few people are triangulated.
pub(super) fn body_sizes(
    problem: &BundleProblem,
    people: &LinkedDetections,
    gate_m: f64,
) -> Option<BodySizes> {
    let cameras: Vec<_> = problem
        .cameras
        .iter()
        .enumerate()
        .map(|(i, block)| AssociationCamera::of(block, &people.images[i]))
        .collect();
    let mut samples: [Vec<f64>; SEGMENTS.len()] = Default::default();
    let mut at_once = Vec::new();
    for time_s in sample_times(people, TIMES) {
        let bodies = associate(people, &cameras, time_s, gate_m);
        at_once.push(bodies.len());
        for body in bodies {
            let joints = triangulate(people, &cameras, &body, time_s, gate_m);
            for (segment, samples) in SEGMENTS.iter().zip(&mut samples) {
                samples.extend(segment.stature_m(&joints));
            }
        }
    }
    let (mut sum, mut total) = (0.0, 0.0);
    for (segment, samples) in SEGMENTS.iter().zip(&mut samples) {
        if samples.len() < MIN_SAMPLES {
            continue;
        }
        let middle = samples.len() / 2;
        let (_, median, _) = samples.select_nth_unstable_by(middle, f64::total_cmp);
        sum += segment.weight * median.ln();
        total += segment.weight;
    }
    at_once.sort_unstable();
    // The ninth decile: single wrong associations do not add people.
    let people = at_once.get(at_once.len() * 9 / 10).copied().unwrap_or(0);
    (total > 0.0).then(|| BodySizes {
        stature_m: (sum / total).exp(),
        people: people.max(1),
    })
}

type Joints = [Option<Vector3<f64>>; JOINT_COUNT];

impl Segment {
    /// The stature of a body whose segment is as long as this one of `joints`.
    fn stature_m(&self, joints: &Joints) -> Option<f64> {
        let end = |of: &[Joint]| {
            let all: Option<Vec<_>> = of.iter().map(|j| joints[j.index()]).collect();
            let all = all?;
            Some(all.iter().sum::<Vector3<f64>>() / all.len() as f64)
        };
        let length_m = (end(self.ends[0])? - end(self.ends[1])?).norm();
        (length_m > 0.0).then_some(length_m / self.share)
    }
}

/// The joints of one body that its rays determine.
fn triangulate(
    people: &LinkedDetections,
    cameras: &[AssociationCamera<'_>],
    body: &[usize],
    time_s: f64,
    gate_m: f64,
) -> Joints {
    let mut joints = [None; JOINT_COUNT];
    for (j, slot) in joints.iter_mut().enumerate() {
        let rays: Vec<Ray> = body
            .iter()
            .filter_map(|&person| {
                let person = &people.all[person];
                let camera = &cameras[person.camera];
                Some(camera.ray(&joint_at(people, camera, person, j, time_s)?))
            })
            .collect();
        let has_parallax = rays.iter().enumerate().any(|(i, a)| {
            rays[..i]
                .iter()
                .any(|b| a.direction.dot(&b.direction).abs() < MAX_PARALLAX_COSINE)
        });
        let Some(at) = intersect_rays(&rays).filter(|_| has_parallax) else {
            continue;
        };
        let squares = rays
            .iter()
            .map(|r| (at.0 - r.origin.0).cross(&r.direction).norm_squared());
        let rms_m = (squares.sum::<f64>() / rays.len() as f64).sqrt();
        if rms_m < MAX_RAY_DISTANCE * gate_m {
            *slot = Some(at.0.coords);
        }
    }
    joints
}
