//! People of several cameras at one time associated with each other, and their joints as points of a bundle adjustment.
//!
//! Input assumption: poses so good that the rays to one joint pass each other within the gate. The distance of two people
//! is the mean distance of the rays to their joints. The nearest are merged first, with at most one person per camera in a
//! body.

use nalgebra::{Isometry3, Point3, Unit, Vector2, Vector3};
use trackside_schema::{JOINT_COUNT, Joint, WorldPoint};

use super::bundle::{BundleProblem, CameraBlock, PointBlock, PointMotion, PointObservation};
use super::people::{ImageDetections, LinkedDetections, PersonDetection};
use crate::Ray;
use crate::triangulation::{closest_approach, intersect_rays};

/// Joints that detectors localise alike from all sides.
const JOINTS: [Joint; 14] = [
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RHip,
    Joint::LKnee,
    Joint::RKnee,
    Joint::LAnkle,
    Joint::RAnkle,
    Joint::LHeel,
    Joint::RHeel,
    Joint::LBigToe,
    Joint::RBigToe,
    Joint::LElbow,
    Joint::RElbow,
];
/// Two people are compared by at least so many shared joints.
const MIN_SHARED_JOINTS: usize = 4;
/// Two rays fix a point when the cosine of their angle is below this (4°).
const MAX_PARALLAX_COSINE: f64 = 0.9976;
/// A ray's nearest point lies at least so far ahead of its camera, m.
const MIN_RANGE_M: f64 = 0.2;

/// How strictly people are associated in one round, and how many points they yield.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoundSettings {
    /// The largest mean distance of the rays to shared joints, m.
    pub gate_m: f64,
    /// The factor of the joints' deviations.
    pub sigma_factor: f64,
    /// About how many points to add.
    pub points: usize,
    pub motion: PointMotion,
    /// The weight of an observation; it follows from how often a joint is used.
    pub weight: f64,
}

/// A point of the bundle adjustment that is a joint.
#[derive(Clone, Copy, Debug)]
pub(super) struct JointPoint {
    pub joint: Joint,
    pub point: usize,
}

/// A camera, its inverse pose and its frame rate.
pub(super) struct AssociationCamera<'a> {
    block: &'a CameraBlock,
    world_from_cam: Isometry3<f64>,
    /// An image is used up to this far from a given time, s: a little more than half the frame interval.
    reach_s: f64,
}

/// Adds the joints of all people observed by two cameras or more. Times are spread over the whole recording.
pub(super) fn add_people(
    problem: &mut BundleProblem,
    people: &LinkedDetections,
    settings: RoundSettings,
) -> Vec<JointPoint> {
    let (times, stride) = times_for_points(people, settings.points);
    let settings = RoundSettings {
        weight: observation_weight(&times, stride),
        ..settings
    };
    let blocks = problem.cameras.clone();
    let cameras: Vec<_> = blocks
        .iter()
        .enumerate()
        .map(|(i, block)| AssociationCamera::of(block, &people.images[i]))
        .collect();
    let mut joint_points = Vec::new();
    for (index, &time_s) in times.iter().enumerate() {
        for body in associate(people, &cameras, time_s, settings.gate_m) {
            // One joint in `stride`, others each time.
            for joint in JOINTS.iter().skip(index % stride).step_by(stride) {
                let point = problem.points.len();
                if add_joint(problem, people, &cameras, &body, *joint, time_s, settings) {
                    joint_points.push(JointPoint {
                        joint: *joint,
                        point,
                    });
                }
            }
        }
    }
    joint_points
}

/// Times of the rig that yield about `points` points, and the stride over the joints used at each of them.
fn times_for_points(people: &LinkedDetections, points: usize) -> (Vec<f64>, usize) {
    let images: usize = people.images.iter().map(Vec::len).sum();
    let people_per_image = (people.all.len() as f64 / images.max(1) as f64).max(0.5);
    // A point takes three images of each camera, and every image is used once.
    let max_times = (images / people.images.len().max(1) / 3).max(1);
    let times_for = |stride: usize| {
        (points as f64 / ((JOINTS.len() / stride) as f64 * people_per_image)) as usize
    };
    // Few joints at many times are worth more than many joints at few times.
    let stride = [3, 2, 1]
        .into_iter()
        .find(|&s| times_for(s) <= max_times)
        .unwrap_or(1);
    let count = times_for(stride).clamp(1, max_times);
    (sample_times(people, count), stride)
}

/// `count` times of the rig, spread evenly over the recording.
pub(super) fn sample_times(people: &LinkedDetections, count: usize) -> Vec<f64> {
    let covered = people
        .images
        .iter()
        .filter_map(|p| Some((p.first()?.camera_time_s, p.last()?.camera_time_s)));
    // The span that most cameras cover: some may have run longer.
    let (mut from, mut to): (Vec<_>, Vec<_>) = covered.unzip();
    from.sort_by(f64::total_cmp);
    to.sort_by(f64::total_cmp);
    let (Some(from), Some(to)) = (from.get(from.len() / 2), to.get(to.len() / 2)) else {
        return Vec::new();
    };
    let at = |i: usize| from + (to - from) * (i as f64 + 0.5) / count as f64;
    (0..count).map(at).collect()
}

/// The correlation time of a detector's errors at a joint, s.
const ERROR_CORRELATION_S: f64 = 0.5;

/// The weight of an observation when one joint in `stride` is used at each time, in three images.
fn observation_weight(times: &[f64], stride: usize) -> f64 {
    let span = times
        .last()
        .zip(times.first())
        .map_or(0.0, |(to, from)| to - from);
    let interval = span / times.len().saturating_sub(1).max(1) as f64 * stride as f64;
    1.0 / (3.0 * (ERROR_CORRELATION_S / interval.max(1e-3)).max(1.0))
}

impl AssociationCamera<'_> {
    pub fn of<'a>(block: &'a CameraBlock, images: &[ImageDetections]) -> AssociationCamera<'a> {
        let mut intervals: Vec<f64> = images
            .windows(2)
            .map(|p| p[1].camera_time_s - p[0].camera_time_s)
            .collect();
        intervals.sort_by(f64::total_cmp);
        let median = intervals.get(intervals.len() / 2).copied().unwrap_or(0.04);
        AssociationCamera {
            block,
            world_from_cam: block.camera.cam_from_world.inverse(),
            reach_s: 0.6 * median.min(0.1),
        }
    }

    pub fn ray(&self, at: &Vector2<f64>) -> Ray {
        Ray {
            origin: WorldPoint(self.world_from_cam.translation.vector.into()),
            direction: Unit::new_normalize(self.world_from_cam.rotation * at.push(1.0)),
        }
    }
}

/// The rays from a camera to the joints of one person at one time.
struct DetectionRays {
    person: usize,
    camera: usize,
    joints: [Option<Ray>; JOINT_COUNT],
}

/// A joint in ideal coordinates at the rig's time `time_s`, interpolated between two images of the person.
pub(super) fn joint_at(
    people: &LinkedDetections,
    camera: &AssociationCamera<'_>,
    person: &PersonDetection,
    joint: usize,
    time_s: f64,
) -> Option<Vector2<f64>> {
    let at = person.ideal[joint]?;
    let own_s = camera.block.clock.rig_time_s(person.camera_time_s);
    let other = if time_s > own_s {
        person.next
    } else {
        person.previous
    };
    let Some(other) = other.map(|i| &people.all[i]) else {
        return Some(at);
    };
    let other_s = camera.block.clock.rig_time_s(other.camera_time_s);
    match other.ideal[joint] {
        Some(next) if (other_s - own_s).abs() > 1e-6 => {
            Some(at + (next - at) * ((time_s - own_s) / (other_s - own_s)))
        }
        _ => Some(at),
    }
}

/// The people at `time_s` grouped into bodies, by index into [`LinkedDetections::all`].
pub(super) fn associate(
    people: &LinkedDetections,
    cameras: &[AssociationCamera<'_>],
    time_s: f64,
    gate_m: f64,
) -> Vec<Vec<usize>> {
    let all = rays_at(people, cameras, time_s);
    let mut pairs = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for (j, b) in all.iter().enumerate().skip(i + 1) {
            if a.camera != b.camera {
                let distance = mean_ray_distance(a, b);
                pairs.extend(distance.filter(|d| *d < gate_m).map(|d| (d, i, j)));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_near = |i: usize, j: usize| pairs.iter().any(|p| (p.1, p.2) == (i.min(j), i.max(j)));
    let mut body: Vec<usize> = (0..all.len()).collect();
    for &(_, i, j) in &pairs {
        let (a, b) = (body[i], body[j]);
        let members = |id: usize| {
            (0..all.len())
                .filter(|&k| body[k] == id)
                .collect::<Vec<_>>()
        };
        let (of_a, of_b) = (members(a), members(b));
        let is_consistent = of_a.iter().all(|&m| {
            of_b.iter()
                .all(|&t| all[m].camera != all[t].camera && is_near(m, t))
        });
        if a != b && is_consistent {
            of_b.iter().for_each(|&t| body[t] = a);
        }
    }
    let mut bodies: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (i, &id) in body.iter().enumerate() {
        bodies[id].push(all[i].person);
    }
    bodies.retain(|f| f.len() > 1);
    bodies
}

/// The rays to all people at `time_s`.
fn rays_at(
    people: &LinkedDetections,
    cameras: &[AssociationCamera<'_>],
    time_s: f64,
) -> Vec<DetectionRays> {
    let mut all = Vec::new();
    for (c, camera) in cameras.iter().enumerate() {
        let clock = &camera.block.clock;
        let camera_time_s = time_s + clock.offset_s + clock.drift * time_s;
        let Some(image) = people.image_at(c, camera_time_s, camera.reach_s) else {
            continue;
        };
        for person in image.people[0]..image.people[1] {
            let mut joints = [None; JOINT_COUNT];
            for joint in JOINTS {
                let at = joint_at(people, camera, &people.all[person], joint.index(), time_s);
                joints[joint.index()] = at.map(|at| camera.ray(&at));
            }
            all.push(DetectionRays {
                person,
                camera: c,
                joints,
            });
        }
    }
    all
}

/// The mean distance of the rays to the shared joints of two people, m; `None` with too few shared joints, and where rays
/// come nearest behind a camera.
fn mean_ray_distance(a: &DetectionRays, b: &DetectionRays) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0);
    for (x, y) in a.joints.iter().zip(&b.joints) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        let Some(approach) = closest_approach(x, y) else {
            continue;
        };
        if approach.ranges_m.iter().any(|r| *r < MIN_RANGE_M) {
            return None;
        }
        sum += approach.distance_m;
        n += 1;
    }
    (n >= MIN_SHARED_JOINTS).then(|| sum / n as f64)
}

/// Adds one joint of a body as a point with its observations; `false` where its rays do not fix a point.
fn add_joint(
    problem: &mut BundleProblem,
    people: &LinkedDetections,
    cameras: &[AssociationCamera<'_>],
    body: &[usize],
    joint: Joint,
    time_s: f64,
    settings: RoundSettings,
) -> bool {
    let j = joint.index();
    let mut rays = Vec::new();
    for &person in body {
        let person = &people.all[person];
        let camera = &cameras[person.camera];
        let at = joint_at(people, camera, person, j, time_s);
        rays.extend(at.map(|at| camera.ray(&at)));
    }
    let has_parallax = rays.iter().enumerate().any(|(i, a)| {
        rays[..i]
            .iter()
            .any(|b| a.direction.dot(&b.direction).abs() < MAX_PARALLAX_COSINE)
    });
    let Some(at) = intersect_rays(&rays).filter(|_| has_parallax) else {
        return false;
    };
    let is_behind = |ray: &Ray| (at.0 - ray.origin.0).dot(&ray.direction) < MIN_RANGE_M;
    if rays.iter().any(is_behind) {
        return false;
    }
    let point = problem.points.len();
    problem
        .points
        .push(PointBlock::moving(at.0.coords, time_s, settings.motion));
    for &person in body {
        let around = [
            people.neighbour(person, |p| p.previous),
            Some(person),
            people.neighbour(person, |p| p.next),
        ];
        for p in around.into_iter().flatten().map(|i| &people.all[i]) {
            let Some(k) = p.joints[j] else { continue };
            problem.observations.push(PointObservation {
                camera: p.camera,
                point,
                at: k.at,
                sigma_px: settings.sigma_factor * f64::from(k.sigma_px),
                camera_time_s: p.camera_time_s,
                weight: settings.weight,
            });
        }
    }
    true
}

/// The positions of standing feet: heels and toes that hardly move, or, without those, ankles less their height.
pub(super) fn standing_feet(
    problem: &BundleProblem,
    joint_points: &[JointPoint],
) -> Vec<Point3<f64>> {
    const ANKLE_M: f64 = 0.08;
    const MAX_SPEED_M_S: f64 = 0.4;
    const MIN_SOLES: usize = 20;
    let feet = |joints: &[Joint], height: f64| -> Vec<Point3<f64>> {
        let of_joints = joint_points
            .iter()
            .filter(|t| joints.contains(&t.joint))
            .map(|t| &problem.points[t.point]);
        let standing = of_joints
            .filter(|p| p.motion == PointMotion::Static || p.state[1].norm() < MAX_SPEED_M_S);
        standing
            .map(|p| Point3::from(p.state[0] - Vector3::z() * height))
            .collect()
    };
    let soles = feet(
        &[Joint::LHeel, Joint::RHeel, Joint::LBigToe, Joint::RBigToe],
        0.0,
    );
    if soles.len() >= MIN_SOLES {
        return soles;
    }
    feet(&[Joint::LAnkle, Joint::RAnkle], ANKLE_M)
}
