//! The same people in several cameras at one time, and their joints as points of an adjustment.
//!
//! Input assumption: poses good enough that rays to one joint pass each other within the gate. People of two cameras are
//! as far apart as the rays to their joints are on average; the nearest are joined first, no camera twice in one body.

use nalgebra::{Isometry3, Matrix3, Point3, Vector2, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use super::people::{People, Person, Picture};
use super::problem::{Motion, Point, Problem, Sight, Station};

/// Joints that detectors place alike from all sides.
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
/// So many joints in common tell whether two are one.
const LEAST_SHARED: usize = 4;
/// The least angle between two rays that fix a point, as the cosine (4°).
const PARALLAX: f64 = 0.9976;

/// How strictly people are brought together, and how much of them is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strictness {
    /// Rays to one joint pass each other within this, m, on average over the body.
    pub gate_m: f64,
    /// Deviations of joints are taken this many times as large.
    pub widen: f64,
    /// About so many points.
    pub points: usize,
    pub motion: Motion,
    /// How much a sight counts; settled from how often a joint is used.
    pub share: f64,
}

/// A point of the adjustment and which joint it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tagged {
    pub joint: Joint,
    pub point: usize,
}

struct Eye<'a> {
    station: &'a Station,
    world_from_cam: Isometry3<f64>,
    /// Half the time between pictures, s.
    reach_s: f64,
}

/// Adds the joints of everybody whom two cameras or more see. Times are spread over the whole recording.
pub(super) fn add(problem: &mut Problem, people: &People, how: Strictness) -> Vec<Tagged> {
    let (times, share) = times(people, how.points);
    let how = Strictness {
        share: share_of(&times, share),
        ..how
    };
    let stations = problem.stations.clone();
    let eyes: Vec<_> = stations
        .iter()
        .enumerate()
        .map(|(i, s)| Eye::of(s, &people.pictures[i]))
        .collect();
    let mut tagged = Vec::new();
    for (moment, &time_s) in times.iter().enumerate() {
        for body in bodies(people, &eyes, time_s, how.gate_m) {
            // A share of the joints, others each time.
            for joint in JOINTS.iter().skip(moment % share).step_by(share) {
                let point = problem.points.len();
                if add_joint(problem, people, &eyes, &body, *joint, time_s, how) {
                    tagged.push(Tagged {
                        joint: *joint,
                        point,
                    });
                }
            }
        }
    }
    tagged
}

/// Instants of the rig's time, as many as give about `points` points, and of how many joints one is to be used at each.
fn times(people: &People, points: usize) -> (Vec<f64>, usize) {
    let shown = people
        .pictures
        .iter()
        .filter_map(|p| Some((p.first()?.shown_s, p.last()?.shown_s)));
    // What most cameras saw: some may have run longer.
    let (mut from, mut to): (Vec<_>, Vec<_>) = shown.unzip();
    from.sort_by(f64::total_cmp);
    to.sort_by(f64::total_cmp);
    let (Some(from), Some(to)) = (from.get(from.len() / 2), to.get(to.len() / 2)) else {
        return (Vec::new(), 1);
    };
    let pictures: usize = people.pictures.iter().map(Vec::len).sum();
    let seen = (people.all.len() as f64 / pictures.max(1) as f64).max(0.5);
    // A point is three pictures of each camera, and every picture is used once.
    let most = (pictures / people.pictures.len().max(1) / 3).max(1);
    let wanted = |share: usize| (points as f64 / ((JOINTS.len() / share) as f64 * seen)) as usize;
    // Few joints of many instants say more than many of few.
    let share = [3, 2, 1]
        .into_iter()
        .find(|&s| wanted(s) <= most)
        .unwrap_or(1);
    let count = wanted(share).clamp(1, most);
    let at = |i: usize| from + (to - from) * (i as f64 + 0.5) / count as f64;
    ((0..count).map(at).collect(), share)
}

/// A detector that puts a joint wrongly does so in the next pictures, too: for about this long, s.
const ALIKE_S: f64 = 0.5;

/// How much a sight counts when every `share`-th joint of each instant is used, three pictures of it.
fn share_of(times: &[f64], share: usize) -> f64 {
    let span = times
        .last()
        .zip(times.first())
        .map_or(0.0, |(to, from)| to - from);
    let apart = span / times.len().saturating_sub(1).max(1) as f64 * share as f64;
    1.0 / (3.0 * (ALIKE_S / apart.max(1e-3)).max(1.0))
}

impl Eye<'_> {
    fn of<'a>(station: &'a Station, pictures: &[Picture]) -> Eye<'a> {
        let mut gaps: Vec<f64> = pictures
            .windows(2)
            .map(|p| p[1].shown_s - p[0].shown_s)
            .collect();
        gaps.sort_by(f64::total_cmp);
        Eye {
            station,
            world_from_cam: station.camera.cam_from_world.inverse(),
            reach_s: 0.6 * gaps.get(gaps.len() / 2).copied().unwrap_or(0.04).min(0.1),
        }
    }

    fn centre(&self) -> Vector3<f64> {
        self.world_from_cam.translation.vector
    }

    fn ray(&self, at: &Vector2<f64>) -> Vector3<f64> {
        (self.world_from_cam.rotation * at.push(1.0)).normalize()
    }
}

/// Somebody at one time: rays to their joints.
struct Rays {
    person: usize,
    eye: usize,
    rays: [Option<Vector3<f64>>; JOINT_COUNT],
}

/// Where a joint shows at the rig's time `time_s`, between two pictures of the person.
fn shown_at(
    people: &People,
    eye: &Eye<'_>,
    person: &Person,
    joint: usize,
    time_s: f64,
) -> Option<Vector2<f64>> {
    let at = person.ideal[joint]?;
    let own = eye.station.clock.rig_time_s(person.shown_s);
    let other = if time_s > own {
        person.after
    } else {
        person.before
    };
    let Some(other) = other.map(|i| &people.all[i]) else {
        return Some(at);
    };
    let then = eye.station.clock.rig_time_s(other.shown_s);
    match other.ideal[joint] {
        Some(next) if (then - own).abs() > 1e-6 => {
            Some(at + (next - at) * ((time_s - own) / (then - own)))
        }
        _ => Some(at),
    }
}

/// Who is one body, by index into [`People::all`].
fn bodies(people: &People, eyes: &[Eye<'_>], time_s: f64, gate_m: f64) -> Vec<Vec<usize>> {
    let mut all: Vec<Rays> = Vec::new();
    for (e, eye) in eyes.iter().enumerate() {
        let clock = &eye.station.clock;
        let shown_s = time_s + clock.offset_s + clock.drift * time_s;
        let Some(picture) = people.picture(e, shown_s, eye.reach_s) else {
            continue;
        };
        for person in picture.people[0]..picture.people[1] {
            let mut rays = [None; JOINT_COUNT];
            for joint in JOINTS {
                let at = shown_at(people, eye, &people.all[person], joint.index(), time_s);
                rays[joint.index()] = at.map(|at| eye.ray(&at));
            }
            all.push(Rays {
                person,
                eye: e,
                rays,
            });
        }
    }
    let mut pairs = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for (j, b) in all.iter().enumerate().skip(i + 1) {
            if a.eye != b.eye {
                let apart = apart(a, b, &eyes[a.eye].centre(), &eyes[b.eye].centre());
                pairs.extend(apart.filter(|d| *d < gate_m).map(|d| (d, i, j)));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let near = |i: usize, j: usize| pairs.iter().any(|p| (p.1, p.2) == (i.min(j), i.max(j)));
    let mut body: Vec<usize> = (0..all.len()).collect();
    for &(_, i, j) in &pairs {
        let (a, b) = (body[i], body[j]);
        let of = |id: usize| {
            (0..all.len())
                .filter(|&k| body[k] == id)
                .collect::<Vec<_>>()
        };
        let (mine, theirs) = (of(a), of(b));
        let agree = mine.iter().all(|&m| {
            theirs
                .iter()
                .all(|&t| all[m].eye != all[t].eye && near(m, t))
        });
        if a != b && agree {
            theirs.iter().for_each(|&t| body[t] = a);
        }
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (i, &id) in body.iter().enumerate() {
        found[id].push(all[i].person);
    }
    found.retain(|f| f.len() > 1);
    found
}

/// How far the rays to the joints of two people pass each other, m, on average; `None` where too few are shared or
/// they meet behind a camera.
fn apart(a: &Rays, b: &Rays, eye_a: &Vector3<f64>, eye_b: &Vector3<f64>) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0);
    for (x, y) in a.rays.iter().zip(&b.rays) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        let (w, c) = (eye_b - eye_a, x.dot(y));
        let below = (1.0 - c * c).max(1e-6);
        let (s, t) = (
            (w.dot(x) - c * w.dot(y)) / below,
            (c * w.dot(x) - w.dot(y)) / below,
        );
        if s < 0.2 || t < 0.2 {
            return None;
        }
        sum += (eye_a + x * s - eye_b - y * t).norm();
        n += 1;
    }
    (n >= LEAST_SHARED).then(|| sum / n as f64)
}

fn add_joint(
    problem: &mut Problem,
    people: &People,
    eyes: &[Eye<'_>],
    body: &[usize],
    joint: Joint,
    time_s: f64,
    how: Strictness,
) -> bool {
    let j = joint.index();
    let mut rays = Vec::new();
    for &person in body {
        let person = &people.all[person];
        let eye = &eyes[person.camera];
        let at = shown_at(people, eye, person, j, time_s);
        rays.extend(at.map(|at| (eye.centre(), eye.ray(&at))));
    }
    let wide = rays
        .iter()
        .enumerate()
        .any(|(i, a)| rays[..i].iter().any(|b| a.1.dot(&b.1).abs() < PARALLAX));
    let Some(at) = meeting(&rays).filter(|_| wide) else {
        return false;
    };
    if rays.iter().any(|(eye, ray)| (at - eye).dot(ray) < 0.2) {
        return false;
    }
    let point = problem.points.len();
    problem.points.push(Point::moving(at, time_s, how.motion));
    for &person in body {
        let middle = &people.all[person];
        let around = [middle.before, Some(person), middle.after];
        for p in around.into_iter().flatten().map(|i| &people.all[i]) {
            let Some(k) = p.joints[j] else { continue };
            problem.sights.push(Sight {
                station: p.camera,
                point,
                at: k.at,
                sigma_px: how.widen * f64::from(k.sigma_px),
                shown_s: p.shown_s,
                share: how.share,
            });
        }
    }
    true
}

/// The point nearest to rays.
pub(super) fn meeting(rays: &[(Vector3<f64>, Vector3<f64>)]) -> Option<Vector3<f64>> {
    let (mut a, mut b) = (Matrix3::zeros(), Vector3::zeros());
    for (eye, ray) in rays {
        let across = Matrix3::identity() - ray * ray.transpose();
        a += across;
        b += across * eye;
    }
    a.cholesky().map(|c| c.solve(&b))
}

/// Feet that stand: places of heels and toes that hardly move, or of ankles where there are no others, less their height.
pub(super) fn standing_feet(problem: &Problem, tagged: &[Tagged]) -> Vec<Point3<f64>> {
    const ANKLE_M: f64 = 0.08;
    const STANDS_M_S: f64 = 0.4;
    let feet = |joints: &[Joint], height: f64| -> Vec<Point3<f64>> {
        let mine = tagged
            .iter()
            .filter(|t| joints.contains(&t.joint))
            .map(|t| &problem.points[t.point]);
        let still = mine.filter(|p| p.motion == Motion::Still || p.at[1].norm() < STANDS_M_S);
        still
            .map(|p| Point3::from(p.at[0] - Vector3::z() * height))
            .collect()
    };
    let soles = feet(
        &[Joint::LHeel, Joint::RHeel, Joint::LBigToe, Joint::RBigToe],
        0.0,
    );
    if soles.len() >= 20 {
        return soles;
    }
    feet(&[Joint::LAnkle, Joint::RAnkle], ANKLE_M)
}
