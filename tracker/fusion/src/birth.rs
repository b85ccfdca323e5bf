//! New athletes, from people whom no track explains: views that agree on a body make one.

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::body::BONES;
use crate::look::Look;
use crate::options::FusionOptions;
use crate::sight::{PersonSight, Sights};
use crate::triangulate::{Gaussian, Lens, Sight, consensus, gap};

/// Two people in two views are compared on no fewer joints than this.
const LEAST_SHARED: usize = 5;
/// Joints from all over the body.
const PROBES: [Joint; 7] = [
    Joint::LShoulder,
    Joint::RHip,
    Joint::LAnkle,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RAnkle,
    Joint::Nose,
];
/// A body has no fewer joints than this in 3D.
const LEAST_JOINTS: usize = 6;

/// A body found in several views at once.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// Where each joint is, and in how many views it was seen.
    pub joints: [Option<(Gaussian, u8)>; JOINT_COUNT],
    /// How many views agreed.
    pub views: usize,
    pub look: Look,
}

impl Body {
    /// The mean of its joints, m.
    pub fn middle(&self) -> Vector3<f64> {
        middle(&self.joints)
    }
}

fn middle(joints: &[Option<(Gaussian, u8)>; JOINT_COUNT]) -> Vector3<f64> {
    let known = || joints.iter().flatten();
    known().map(|(g, _)| g.mean).sum::<Vector3<f64>>() / known().count().max(1) as f64
}

/// Its memory, kept between moments.
#[derive(Debug, Default)]
pub(crate) struct Births {
    /// Negated count of others who agree with both, how far off they are, and who.
    pairs: Vec<(i32, f64, usize, usize)>,
    /// By person and person: whether they agree.
    agree: Vec<bool>,
    group: Vec<usize>,
    scratch: Vec<Sight>,
    members: Vec<usize>,
    born: Vec<Body>,
}

impl Births {
    /// The bodies among the free people, who are then no longer free.
    pub fn run(
        &mut self,
        lenses: &[Lens],
        sights: &mut Sights,
        options: &FusionOptions,
    ) -> &[Body] {
        self.born.clear();
        self.pair_up(lenses, &sights.people, options);
        if self.pairs.is_empty() {
            return &self.born;
        }
        self.join_groups(&sights.people);
        for root in 0..sights.people.len() {
            self.members.clear();
            self.members.extend(
                (0..self.group.len()).filter(|&i| self.group[i] == root && sights.people[i].free),
            );
            if self.members.len() < 2 {
                continue;
            }
            if let Some(mut body) = triangulate(
                lenses,
                &sights.people,
                &self.members,
                &mut self.scratch,
                options,
            ) {
                for &i in &self.members {
                    sights.people[i].free = false;
                    if let Some(look) = &sights.people[i].look {
                        body.look.take(sights.looks.get(look));
                    }
                }
                self.born.push(body);
            }
        }
        &self.born
    }

    /// All pairs of free people in different views whose rays pass near each other. Those with whom most other people agree come
    /// first, then the nearest: where athletes stand in a row and alike, two views alone fit in many ways, a third tells.
    fn pair_up(&mut self, lenses: &[Lens], people: &[PersonSight], options: &FusionOptions) {
        self.pairs.clear();
        self.agree.clear();
        self.agree.resize(people.len() * people.len(), false);
        for (i, a) in people.iter().enumerate().filter(|(_, p)| p.free) {
            for (j, b) in people
                .iter()
                .enumerate()
                .skip(i + 1)
                .filter(|(_, p)| p.free)
            {
                if a.camera == b.camera {
                    continue;
                }
                if let Some(cost) = disagreement(lenses, a, b, options.init_gate_m)
                    && cost < options.init_gate_m
                {
                    self.pairs.push((0, cost, i, j));
                    self.agree[i * people.len() + j] = true;
                    self.agree[j * people.len() + i] = true;
                }
            }
        }
        let row = |i: usize| &self.agree[i * people.len()..][..people.len()];
        for (others, _, i, j) in &mut self.pairs {
            let both = row(*i).iter().zip(row(*j)).filter(|(a, b)| **a && **b);
            *others = -(both.count() as i32);
        }
        self.pairs.sort_unstable_by(|a, b| {
            let nearer = a.1.total_cmp(&b.1);
            a.0.cmp(&b.0).then(nearer).then((a.2, a.3).cmp(&(b.2, b.3)))
        });
    }

    /// Joins pairs to groups of at most one person per view, nearest pairs first; two groups join only where most of
    /// their pairs agree.
    fn join_groups(&mut self, people: &[PersonSight]) {
        self.group.clear();
        self.group.extend(0..people.len());
        for p in 0..self.pairs.len() {
            let (_, _, i, j) = self.pairs[p];
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
            let agreed = self
                .pairs
                .iter()
                .filter(|&&(_, _, a, b)| joins(a, b) || joins(b, a))
                .count();
            if !clash && 2 * agreed > possible {
                let (keep, gone) = (gi.min(gj), gi.max(gj));
                self.group
                    .iter_mut()
                    .filter(|g| **g == gone)
                    .for_each(|g| *g = keep);
            }
        }
    }
}

/// Mean distance between the rays of joints that both see, m; `None` where they share too few.
fn disagreement(lenses: &[Lens], a: &PersonSight, b: &PersonSight, gate_m: f64) -> Option<f64> {
    let most = 3.0 * gate_m;
    let apart = |j: usize| {
        let (sa, sb) = (a.joints[j].as_ref()?, b.joints[j].as_ref()?);
        Some(gap(lenses, sa, sb).unwrap_or(f64::INFINITY).min(most))
    };
    // Nearly all pairs are of two people, and are told apart by a few joints from all over the body.
    let mut probed = PROBES.iter().filter_map(|j| apart(j.index())).take(3);
    if let (Some(x), Some(y), Some(z)) = (probed.next(), probed.next(), probed.next())
        && x.min(y).min(z) >= most
    {
        return None;
    }
    let (mut sum, mut n) = (0.0, 0);
    for d in (0..JOINT_COUNT).filter_map(apart) {
        sum += d;
        n += 1;
    }
    (n >= LEAST_SHARED).then(|| sum / n as f64)
}

/// The body that these people are, if they are one that can be.
fn triangulate(
    lenses: &[Lens],
    people: &[PersonSight],
    members: &[usize],
    scratch: &mut Vec<Sight>,
    options: &FusionOptions,
) -> Option<Body> {
    let mut joints = [None; JOINT_COUNT];
    for joint in Joint::ALL {
        scratch.clear();
        scratch.extend(
            members
                .iter()
                .filter_map(|&i| people[i].joints[joint.index()]),
        );
        if let Some(at) = consensus(lenses, scratch, options.gate_sigma) {
            joints[joint.index()] = Some((at, scratch.iter().filter(|s| s.inlier).count() as u8));
        }
    }
    let found = joints.iter().flatten().count();
    let born = found >= LEAST_JOINTS && believable(&joints) && in_play(lenses, &joints, options);
    born.then_some(Body {
        joints,
        views: members.len(),
        look: Look::default(),
    })
}

/// Whether the body stands on the field of play or, where none is given, where enough cameras look.
fn in_play(
    lenses: &[Lens],
    joints: &[Option<(Gaussian, u8)>; JOINT_COUNT],
    options: &FusionOptions,
) -> bool {
    let middle = middle(joints);
    if let Some([x0, y0, x1, y1]) = options.field_m {
        return (x0..=x1).contains(&middle.x) && (y0..=y1).contains(&middle.y);
    }
    let looks = |lens: &&Lens| lens.project(&middle).is_some_and(|(at, _)| lens.shows(&at));
    lenses.iter().filter(looks).count() >= options.init_cameras.min(lenses.len())
}

/// Whether most bones have a length that bones have.
fn believable(joints: &[Option<(Gaussian, u8)>; JOINT_COUNT]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for &(a, b, shortest, longest) in BONES {
        if let (Some((a, _)), Some((b, _))) = (&joints[a.index()], &joints[b.index()]) {
            let length = (a.mean - b.mean).norm();
            if (shortest..longest).contains(&length) {
                good += 1
            } else {
                bad += 1
            }
        }
    }
    good >= 3 && good >= 2 * bad
}
