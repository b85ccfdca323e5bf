//! Track initiation: bodies among the people that no track explains.
//!
//! People of two views are compatible if their rays pass each other, joint by joint, within
//! [`FusionOptions::init_gate_m`] on the mean. Compatible pairs are merged into groups of at most one person per view, those
//! pairs first that most others support: among athletes in a row two views fit in many ways, a third decides. A group is
//! triangulated joint by joint, and becomes a body if its bones are plausible for a body of its size and it stands in the tracked area. Values of the
//! constants: docs/reference/fusion.md, "Initiation, termination, re-identification"; docs/experiments/013-track-initiation.md.

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::appearance::AppearanceModel;
use crate::camera_view::CameraView;
use crate::gaussian::Gaussian;
use crate::observations::{FrameObservations, PersonObservation};
use crate::options::FusionOptions;
use crate::skeleton::bone_lengths::{BoneLengthModel, STATURE_MIN_RATIO};
use crate::skeleton::skeleton_priors::{LENGTH_PRIORS, LengthPrior};
use crate::triangulation::{PointObservation, pairwise_consensus, ray_distance};

/// People of two views are compared on at least so many joints.
const MIN_SHARED_JOINTS: usize = 5;
/// A body has at least so many triangulated joints,
const MIN_BODY_JOINTS: usize = 6;
/// at least so many bones of plausible length, and so many times more of them than others.
const MIN_PLAUSIBLE_BONES: usize = 3;
const PLAUSIBLE_BONES_RATIO: usize = 2;
/// Bodies are as tall as this, m: people of 0.9 to 2.2 m, and 15 % for where detectors place joints.
const STATURE_LIMITS_M: [f64; 2] = [0.76, 2.53];
/// A single joint's ray distance counts at most so many times the gate.
const MAX_DISTANCE_GATES: f64 = 3.0;
/// Joints from all over the body, of which three reject most pairs.
const PROBE_JOINTS: [Joint; 7] = [
    Joint::LShoulder,
    Joint::RHip,
    Joint::LAnkle,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RAnkle,
    Joint::Nose,
];

/// Joints of a triangulated body, each with the number of views that agreed on it.
type TriangulatedJoints = [Option<(Gaussian, u8)>; JOINT_COUNT];

/// A body triangulated from several views.
#[derive(Clone, Debug)]
pub(crate) struct TriangulatedBody {
    pub joints: TriangulatedJoints,
    /// The number of views in the group.
    pub views: usize,
    pub appearance: AppearanceModel,
}

impl TriangulatedBody {
    /// The mean of its joints, m.
    pub fn centroid(&self) -> Vector3<f64> {
        centroid(&self.joints)
    }
}

fn centroid(joints: &TriangulatedJoints) -> Vector3<f64> {
    let known = || joints.iter().flatten();
    known().map(|(g, _)| g.mean).sum::<Vector3<f64>>() / known().count().max(1) as f64
}

/// Two people of different views that are compatible.
#[derive(Clone, Copy, Debug)]
struct CompatiblePair {
    /// How many other people are compatible with both.
    support: i32,
    /// Mean ray distance, m.
    distance_m: f64,
    people: [usize; 2],
}

/// The initiation's memory, kept between frame sets.
#[derive(Debug, Default)]
pub(crate) struct TrackInitiator {
    pairs: Vec<CompatiblePair>,
    /// By person and person: whether they are compatible.
    compatible: Vec<bool>,
    /// By person: the group's first person.
    group: Vec<usize>,
    scratch: Vec<PointObservation>,
    members: Vec<usize>,
    bodies: Vec<TriangulatedBody>,
}

impl TrackInitiator {
    /// Finds the bodies among the unassigned people, which count as assigned afterwards.
    pub fn find_bodies(
        &mut self,
        cameras: &[CameraView],
        observations: &mut FrameObservations,
        options: &FusionOptions,
    ) -> &[TriangulatedBody] {
        self.bodies.clear();
        self.find_compatible_pairs(cameras, &observations.people, options);
        if self.pairs.is_empty() {
            return &self.bodies;
        }
        self.merge_groups(&observations.people);
        for root in 0..observations.people.len() {
            self.members.clear();
            self.members.extend(
                (0..self.group.len())
                    .filter(|&i| self.group[i] == root && observations.people[i].is_unassigned),
            );
            if self.members.len() < 2 {
                continue;
            }
            if let Some(mut body) = triangulate_body(
                cameras,
                &observations.people,
                &self.members,
                &mut self.scratch,
                options,
            ) {
                for &i in &self.members {
                    observations.people[i].is_unassigned = false;
                    if let Some(vector) = &observations.people[i].appearance {
                        body.appearance.update(observations.appearances.get(vector));
                    }
                }
                self.bodies.push(body);
            }
        }
        &self.bodies
    }

    /// All compatible pairs, those with the most support first, then the nearest.
    fn find_compatible_pairs(
        &mut self,
        cameras: &[CameraView],
        people: &[PersonObservation],
        options: &FusionOptions,
    ) {
        self.pairs.clear();
        self.compatible.clear();
        self.compatible.resize(people.len() * people.len(), false);
        for (i, a) in people.iter().enumerate().filter(|(_, p)| p.is_unassigned) {
            for (j, b) in people
                .iter()
                .enumerate()
                .skip(i + 1)
                .filter(|(_, p)| p.is_unassigned)
            {
                if a.camera == b.camera {
                    continue;
                }
                if let Some(distance_m) = mean_ray_distance_m(cameras, a, b, options.init_gate_m)
                    && distance_m < options.init_gate_m
                {
                    self.pairs.push(CompatiblePair {
                        support: 0,
                        distance_m,
                        people: [i, j],
                    });
                    self.compatible[i * people.len() + j] = true;
                    self.compatible[j * people.len() + i] = true;
                }
            }
        }
        let row = |i: usize| &self.compatible[i * people.len()..][..people.len()];
        for pair in &mut self.pairs {
            let [i, j] = pair.people;
            let both = row(i).iter().zip(row(j)).filter(|(a, b)| **a && **b);
            pair.support = both.count() as i32;
        }
        self.pairs.sort_unstable_by(|a, b| {
            let nearer = a.distance_m.total_cmp(&b.distance_m);
            let more_support = b.support.cmp(&a.support);
            more_support.then(nearer).then(a.people.cmp(&b.people))
        });
    }

    /// Merges groups pair by pair, where no view would be in a group twice and most of the pairs between them are compatible.
    fn merge_groups(&mut self, people: &[PersonObservation]) {
        self.group.clear();
        self.group.extend(0..people.len());
        for p in 0..self.pairs.len() {
            let [i, j] = self.pairs[p].people;
            let (gi, gj) = (self.group[i], self.group[j]);
            if gi == gj {
                continue;
            }
            let group = &self.group;
            let members = |g: usize| (0..people.len()).filter(move |&k| group[k] == g);
            let clash =
                members(gi).any(|a| members(gj).any(|b| people[a].camera == people[b].camera));
            let possible = members(gi).count() * members(gj).count();
            let joins = |a: usize, b: usize| group[a] == gi && group[b] == gj;
            let compatible = self
                .pairs
                .iter()
                .filter(|pair| {
                    let [a, b] = pair.people;
                    joins(a, b) || joins(b, a)
                })
                .count();
            if !clash && 2 * compatible > possible {
                let (keep, gone) = (gi.min(gj), gi.max(gj));
                self.group
                    .iter_mut()
                    .filter(|g| **g == gone)
                    .for_each(|g| *g = keep);
            }
        }
    }
}

/// Mean distance between the rays of joints that both show, m; `None` where they share too few.
fn mean_ray_distance_m(
    cameras: &[CameraView],
    a: &PersonObservation,
    b: &PersonObservation,
    gate_m: f64,
) -> Option<f64> {
    let max_m = MAX_DISTANCE_GATES * gate_m;
    let distance = |j: usize| {
        let (oa, ob) = (a.joints[j].as_ref()?, b.joints[j].as_ref()?);
        let distance = ray_distance(cameras, oa, ob).unwrap_or(f64::INFINITY);
        Some(distance.min(max_m))
    };
    // Nearly all pairs are of two athletes, and a few joints from all over the body tell.
    let mut probes = PROBE_JOINTS
        .iter()
        .filter_map(|j| distance(j.index()))
        .take(3);
    if let (Some(x), Some(y), Some(z)) = (probes.next(), probes.next(), probes.next())
        && x.min(y).min(z) >= max_m
    {
        return None;
    }
    let (mut sum, mut n) = (0.0, 0);
    for d in (0..JOINT_COUNT).filter_map(distance) {
        sum += d;
        n += 1;
    }
    (n >= MIN_SHARED_JOINTS).then(|| sum / n as f64)
}

/// The body that these people show; `None` where it is implausible or outside the tracked area.
fn triangulate_body(
    cameras: &[CameraView],
    people: &[PersonObservation],
    members: &[usize],
    scratch: &mut Vec<PointObservation>,
    options: &FusionOptions,
) -> Option<TriangulatedBody> {
    let mut joints = [None; JOINT_COUNT];
    for joint in Joint::ALL {
        scratch.clear();
        scratch.extend(
            members
                .iter()
                .filter_map(|&i| people[i].joints[joint.index()]),
        );
        if let Some(at) = pairwise_consensus(cameras, scratch, options.gate_sigma) {
            let views = scratch.iter().filter(|o| o.is_inlier).count() as u8;
            joints[joint.index()] = Some((at, views));
        }
    }
    let found = joints.iter().flatten().count();
    let is_body = found >= MIN_BODY_JOINTS
        && has_plausible_bones(&joints)
        && is_in_tracked_area(cameras, &joints, options);
    is_body.then_some(TriangulatedBody {
        joints,
        views: members.len(),
        appearance: AppearanceModel::default(),
    })
}

/// Whether the body stands on the field of play or, where none is given, where enough cameras look.
fn is_in_tracked_area(
    cameras: &[CameraView],
    joints: &TriangulatedJoints,
    options: &FusionOptions,
) -> bool {
    let centre = centroid(joints);
    if let Some([x0, y0, x1, y1]) = options.field_m {
        return (x0..=x1).contains(&centre.x) && (y0..=y1).contains(&centre.y);
    }
    let shows = |camera: &&CameraView| {
        let projected = camera.project(&centre);
        projected.is_some_and(|(at, _)| camera.is_in_image(&at))
    };
    cameras.iter().filter(shows).count() >= options.init_cameras.min(cameras.len())
}

/// Whether most bones have a length within their limits, for the size that most of them say.
fn has_plausible_bones(joints: &TriangulatedJoints) -> bool {
    let mut statures = [0.0; LENGTH_PRIORS.len()];
    let mut count = 0;
    let bones = || LENGTH_PRIORS.iter().filter(|p| p.limits.is_some());
    let length_m = |bone: &LengthPrior| {
        let [a, b] = bone.ends.map(|j| joints[j.index()].as_ref());
        Some((a?.0.mean - b?.0.mean).norm())
    };
    for bone in bones().filter(|b| b.stature_ratio >= STATURE_MIN_RATIO) {
        if let Some(length_m) = length_m(bone) {
            statures[count] = length_m / bone.stature_ratio;
            count += 1;
        }
    }
    let statures = &mut statures[..count];
    statures.sort_unstable_by(f64::total_cmp);
    let Some(stature_m) = statures.get(count / 2) else {
        return false;
    };
    let [min, max] = STATURE_LIMITS_M;
    if !(min..max).contains(stature_m) {
        return false;
    }
    let (mut plausible, mut implausible) = (0, 0);
    for bone in bones() {
        if let Some(length_m) = length_m(bone) {
            if BoneLengthModel::is_implausible(bone, length_m, *stature_m, [1.0; 2]) {
                implausible += 1
            } else {
                plausible += 1
            }
        }
    }
    plausible >= MIN_PLAUSIBLE_BONES && plausible >= PLAUSIBLE_BONES_RATIO * implausible
}
