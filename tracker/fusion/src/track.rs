//! One athlete in time.

use nalgebra::Vector3;
use trackside_schema::{
    AthleteId, JOINT_COUNT, Joint, Joint3d, Skeleton3d, TrackState, WorldPoint,
};

use crate::birth::Body;
use crate::body::{BONES, TRUNK, liveliness};
use crate::joint::JointState;
use crate::options::Options;
use crate::shape::{Figure, Shape};
use crate::sight::Sights;
use crate::triangulate::{Lens, Sight, consensus};

/// Two tracks whose trunks are nearer than this, m, are one athlete.
const SAME_BODY_M: f64 = 0.12;
/// A joint less sure than this, m, is not known.
const VAGUE_M: f64 = 0.30;

/// One athlete.
#[derive(Debug)]
pub(crate) struct Track {
    pub id: AthleteId,
    pub state: TrackState,
    pub joints: [Option<JointState>; JOINT_COUNT],
    pub shape: Shape,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
    evidence: f64,
    /// To be dropped at the end of the moment.
    pub doomed: bool,
    /// Who of the moment's people was given to this track.
    mine: Vec<usize>,
    scratch: Vec<Sight>,
}

impl Track {
    pub fn new(id: AthleteId, body: &Body, options: &Options) -> Track {
        let mut joints = [None; JOINT_COUNT];
        for (slot, measured) in joints.iter_mut().zip(&body.joints) {
            *slot = measured.map(|(g, views)| JointState::new(g, Vector3::zeros(), views));
        }
        let mut track = Track {
            id,
            state: TrackState::Tentative,
            joints,
            shape: Shape::default(),
            unseen_s: 0.0,
            evidence: 0.0,
            doomed: false,
            mine: Vec::new(),
            scratch: Vec::new(),
        };
        track.weigh(body.views as f64 - 1.0, options);
        track
    }

    /// Velocity of the trunk, m/s.
    pub fn velocity(&self) -> Option<Vector3<f64>> {
        let mut sum = Vector3::zeros();
        let mut n = 0.0;
        for s in TRUNK
            .iter()
            .filter_map(|j| self.joints[j.index()].as_ref())
            .filter(|s| s.unseen_s == 0.0)
        {
            sum += s.velocity;
            n += 1.0;
        }
        (n > 0.0).then(|| sum / n)
    }

    pub fn predict(&mut self, dt_s: f64, options: &Options) {
        let velocity = self.velocity();
        for joint in Joint::ALL {
            if let Some(s) = &mut self.joints[joint.index()] {
                let speed = s.velocity.norm().max(velocity.map_or(0.0, |v| v.norm()));
                let density = options.agility * liveliness(joint, speed);
                s.predict(dt_s, density, velocity);
                if s.unseen_s > options.hold_s && self.unseen_s == 0.0 {
                    self.joints[joint.index()] = None;
                }
            }
        }
        self.unseen_s += dt_s;
    }

    /// Takes in everybody whom the association gave to this track.
    pub fn update(&mut self, index: usize, lenses: &[Lens], sights: &Sights, options: &Options) {
        let given = |(i, track): (usize, &Option<usize>)| (*track == Some(index)).then_some(i);
        self.mine.clear();
        self.mine
            .extend(sights.given.iter().enumerate().filter_map(given));
        let mut views = 0;
        let velocity = self.velocity().unwrap_or_default();
        for joint in Joint::ALL {
            let state = &mut self.joints[joint.index()];
            let own = state.as_ref().map_or(velocity, |s| s.velocity);
            self.scratch.clear();
            for person in self.mine.iter().map(|&i| &sights.people[i]) {
                if let Some(sight) = person.joints[joint.index()] {
                    self.scratch.push(Sight {
                        moved: own * person.lag_s,
                        ..sight
                    });
                }
            }
            match state {
                Some(s) => {
                    s.update(lenses, &mut self.scratch, options.joint_gate);
                }
                None => {
                    if let Some(measured) = consensus(lenses, &mut self.scratch, options.joint_gate)
                    {
                        let voters = self.scratch.iter().filter(|s| s.inlier).count() as u8;
                        *state = Some(JointState::new(measured, velocity, voters));
                    }
                }
            }
            if let Some(s) = state {
                views = views.max(s.views);
            }
        }
        self.forget_impossible_joints();
        if views > 0 {
            self.unseen_s = 0.0;
            self.weigh(f64::from(views) - 1.0, options);
        } else {
            self.weigh(-1.0, options);
        }
    }

    /// Takes evidence for or against; see [`Options::confirm_evidence`].
    pub fn weigh(&mut self, evidence: f64, options: &Options) {
        if self.state == TrackState::Tentative {
            self.evidence += evidence;
            if self.evidence >= options.confirm_evidence {
                self.state = TrackState::Confirmed;
            }
        }
    }

    /// A bone longer or shorter than any is a joint in the wrong place: the vaguer end goes.
    fn forget_impossible_joints(&mut self) {
        for &(a, b, shortest, longest) in BONES {
            let (Some(sa), Some(sb)) = (&self.joints[a.index()], &self.joints[b.index()]) else {
                continue;
            };
            let length = (sa.at - sb.at).norm();
            if length > longest * 1.25 || length < shortest * 0.4 {
                let worse = if (sa.views, -sa.sigma_m()) < (sb.views, -sb.sigma_m()) {
                    a
                } else {
                    b
                };
                self.joints[worse.index()] = None;
            }
        }
    }

    /// Whether this track is to be forgotten.
    pub fn expired(&self, options: &Options) -> bool {
        match self.state {
            TrackState::Tentative => {
                self.evidence <= -2.0 || self.unseen_s > options.coast_s.min(0.2)
            }
            TrackState::Confirmed | TrackState::Coasting => self.unseen_s > options.coast_s,
        }
    }

    /// Whether both are the same body.
    pub fn coincides(&self, other: &Track) -> bool {
        let (mut sum, mut n) = (0.0, 0);
        for j in TRUNK {
            if let (Some(a), Some(b)) = (&self.joints[j.index()], &other.joints[j.index()]) {
                sum += (a.at - b.at).norm();
                n += 1;
            }
        }
        n >= 2 && sum / f64::from(n) < SAME_BODY_M
    }

    /// The joints as they go out: those of the body that fits best.
    pub fn skeleton(&self, figure: &mut Figure, options: &Options) -> Skeleton3d {
        let mut fitted = self.joints.map(|j| j.map(|j| j.estimate()));
        figure.fit(&self.shape, &mut fitted);
        let mut out = [None; JOINT_COUNT];
        for ((slot, state), fitted) in out.iter_mut().zip(&self.joints).zip(&fitted) {
            let (Some(s), Some(fitted)) = (state, fitted) else {
                continue;
            };
            let sigma_m = fitted.sigma_m();
            if sigma_m < VAGUE_M && s.unseen_s <= options.hold_s.max(self.unseen_s) {
                *slot = Some(Joint3d {
                    at: WorldPoint(fitted.mean.into()),
                    sigma_m: sigma_m as f32,
                    views: s.views,
                });
            }
        }
        out
    }
}
