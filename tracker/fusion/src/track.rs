//! One athlete in time.

mod tell;

use std::collections::VecDeque;

use nalgebra::Vector3;
use trackside_schema::{AthleteId, FrameSet, JOINT_COUNT, Joint, TrackState};

use crate::birth::Body;
use crate::body::{BONES, TRUNK, anchor, liveliness};
use crate::health::Health;
use crate::joint::JointState;
use crate::kin::{Common, KIN, MOST_KIN, Member, OWN, Word, kin_of, share, unmet};
use crate::lone::Reach;
use crate::look::{Absent, Look};
use crate::options::Options;
use crate::posture::{LAG_S, Trust};
use crate::shape::{Figure, Shape};
use crate::sides::{Limb, Sides};
use crate::sight::Sights;
use crate::smooth::{Past, Step, coast};
use crate::triangulate::{Lens, Sight, consensus, residual};

/// Two tracks whose trunks are nearer than this, m, are one athlete.
const SAME_BODY_M: f64 = 0.12;
/// Nobody is found this near to an athlete, m: it is he, …
const TOUCHING_M: f64 = 0.2;
/// … and so it is this near where no more views follow him than found somebody.
const FOUND_AGAIN_M: f64 = 0.35;
/// Who is unseen for longer than this, s, may be somewhere else.
const LOST_S: f64 = 0.2;
/// A joint less sure than this, m, is not known.
pub(crate) const VAGUE_M: f64 = 0.18;
/// No more moments than this are remembered, however many a second there are.
const MOST_REMEMBERED: usize = 2048;

/// One athlete.
#[derive(Debug)]
pub(crate) struct Track {
    pub id: AthleteId,
    pub state: TrackState,
    pub joints: [Option<JointState>; JOINT_COUNT],
    pub shape: Shape,
    pub look: Look,
    /// By limb: what views say of left and right.
    pub sides: [Sides; 2],
    /// The joints as they were predicted for this moment.
    before: [Option<JointState>; JOINT_COUNT],
    /// What the errors of kin have in common, as it was predicted and as it is.
    common_before: Common<6>,
    pub common: Common<6>,
    /// By joint: what this moment's sights said.
    words: [Option<Word>; JOINT_COUNT],
    /// By joint: its velocity, averaged over a while.
    lag: [Option<Vector3<f64>>; JOINT_COUNT],
    /// How far what is known of postures is believed.
    pub trust: Trust,
    /// The last moments, oldest first.
    pub past: VecDeque<Past>,
    /// Time since any view had a person for it, s.
    pub unseen_s: f64,
    evidence: f64,
    /// To be dropped at the end of the moment.
    pub doomed: bool,
    /// Who of the moment's people was given to this track.
    pub mine: Vec<usize>,
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
            look: body.look.clone(),
            sides: [Sides::default(); 2],
            before: [None; JOINT_COUNT],
            common_before: unmet(),
            common: unmet(),
            words: joints.map(|j| Word::of(None, &j?)),
            lag: [None; JOINT_COUNT],
            trust: Trust::default(),
            past: VecDeque::new(),
            unseen_s: 0.0,
            evidence: 0.0,
            doomed: false,
            mine: Vec::new(),
            scratch: Vec::new(),
        };
        track.weigh(body.views as f64 - 1.0, options);
        track
    }

    /// Somebody who is back.
    pub fn returned(absent: Absent, body: &Body, options: &Options) -> Track {
        Track {
            state: TrackState::Confirmed,
            shape: absent.shape,
            look: absent.look,
            ..Track::new(absent.id, body, options)
        }
    }

    /// Whether a body that was found among those whom no track wants is this athlete all the same: where it touches his trunk, or
    /// is near and as many views say so as followed him. Then he is there, and stays who he is.
    pub fn finds_again(&mut self, body: &Body, options: &Options) -> bool {
        let trunk = |j: Joint| body.joints[j.index()].as_ref().map(|(g, _)| g.mean);
        let Some(off_m) = self.trunk_off(trunk) else {
            return false;
        };
        let errs = body.views >= self.mine.len();
        if errs && off_m < FOUND_AGAIN_M {
            let here = Track::new(self.id, body, options);
            self.joints = here.joints;
            (self.common_before, self.common) = (here.common_before, here.common);
            (self.before, self.words) = (here.before, here.words);
            self.lag = here.lag;
            self.unseen_s = 0.0;
            self.weigh(body.views as f64 - 1.0, options);
            return true;
        }
        off_m < TOUCHING_M
    }

    /// What is known of an athlete whom nobody sees; `None` of one who never was believed, or who is seen.
    pub fn absent(&self) -> Option<Absent> {
        let at = self.joints.iter().flatten().map(|s| s.at);
        let known = at.clone().count();
        let believed = self.state != TrackState::Tentative && !self.doomed && known > 0;
        (believed && self.unseen_s > LOST_S).then(|| Absent {
            id: self.id,
            look: self.look.clone(),
            shape: self.shape.clone(),
            at: at.sum::<Vector3<f64>>() / known as f64,
            gone_s: self.unseen_s,
        })
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
        self.settle_sides(dt_s);
        self.trust.forget(dt_s);
        for (lag, joint) in self.lag.iter_mut().zip(&self.joints) {
            *lag = joint.map(|s| {
                let was = lag.unwrap_or(s.velocity);
                was + (s.velocity - was) * (1.0 - (-dt_s / LAG_S).exp())
            });
        }
        let velocity = self.velocity();
        let mut least = [f64::INFINITY; KIN.len()];
        for joint in Joint::ALL {
            if let Some(s) = &mut self.joints[joint.index()] {
                let speed = s.velocity.norm().max(velocity.map_or(0.0, |v| v.norm()));
                let density = options.agility * liveliness(joint, speed);
                if let Some(kin) = kin_of(joint.index()) {
                    least[kin] = least[kin].min(density);
                }
                s.predict(dt_s, density, velocity);
                if s.unseen_s > options.hold_s && self.unseen_s == 0.0 {
                    self.joints[joint.index()] = None;
                }
            }
        }
        for (common, least) in self.common.iter_mut().zip(least) {
            if least.is_finite() {
                *common = coast(common, dt_s, least * (1.0 - OWN));
            }
        }
        self.common_before = self.common;
        self.before = self.joints;
        self.unseen_s += dt_s;
    }

    /// Exchanges left and right where most views lately had it the other way round.
    fn settle_sides(&mut self, dt_s: f64) {
        for limb in [Limb::Arms, Limb::Legs] {
            if !self.sides[limb as usize].settle(dt_s) {
                continue;
            }
            for left in limb.lefts() {
                let (left, right) = (left.index(), left.mirrored().index());
                self.joints.swap(left, right);
                self.lag.swap(left, right);
                self.past.iter_mut().for_each(|p| p.steps.swap(left, right));
            }
        }
    }

    /// Takes in everybody whom the association gave to this track.
    pub fn update(
        &mut self,
        index: usize,
        lenses: &[Lens],
        sights: &Sights,
        health: &mut Health,
        figure: &Figure,
        options: &Options,
    ) {
        let given = |(i, track): (usize, &Option<usize>)| (*track == Some(index)).then_some(i);
        self.mine.clear();
        self.mine
            .extend(sights.given.iter().enumerate().filter_map(given));
        // They speak of when they were taken: on the mean, and then it matters little how fast each joint was thought to go.
        let lags = self.mine.iter().map(|&i| sights.people[i].lag_s);
        let lag_s = lags.sum::<f64>() / self.mine.len().max(1) as f64;
        self.shift(lag_s);
        let mut views = 0;
        let velocity = self.velocity().unwrap_or_default();
        for joint in Joint::ALL {
            let state = &mut self.joints[joint.index()];
            let own = state.as_ref().map_or(velocity, |s| s.velocity);
            self.scratch.clear();
            for person in self.mine.iter().map(|&i| &sights.people[i]) {
                if let Some(sight) = person.joints[joint.index()] {
                    self.scratch.push(Sight {
                        moved: own * (person.lag_s - lag_s),
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
            let alone = match state {
                Some(s) => s.views == 1,
                None => self.scratch.len() == 1,
            };
            if alone {
                self.settle_depth(joint, velocity, lenses, figure);
            }
            if let Some(s) = &self.joints[joint.index()] {
                if s.views >= 3 && TRUNK.contains(&joint) {
                    for sight in &self.scratch {
                        health.note(sight.camera, residual(lenses, sight, &s.at));
                    }
                }
                views = views.max(s.views);
            }
        }
        self.hear();
        self.shift(-lag_s);
        self.forget_impossible_joints();
        if views > 0 {
            self.unseen_s = 0.0;
            self.weigh(f64::from(views) - 1.0, options);
        } else {
            self.weigh(-1.0, options);
        }
    }

    /// Goes on by so few seconds, or back, that nothing disturbs it.
    fn shift(&mut self, dt_s: f64) {
        let joints = self.joints.iter_mut().chain(&mut self.before);
        joints.flatten().for_each(|s| s.shift(dt_s));
        for common in self.common.iter_mut().chain(&mut self.common_before) {
            *common = coast(common, dt_s, 0.0);
        }
    }

    /// Says how far away a joint can be that one view alone sees.
    fn settle_depth(
        &mut self,
        joint: Joint,
        velocity: Vector3<f64>,
        lenses: &[Lens],
        figure: &Figure,
    ) {
        let Some(anchor) = anchor(joint) else { return };
        let Some(begins) = self.joints[anchor.index()].filter(|s| s.views > 0) else {
            return;
        };
        let length_m = self.shape.length_m(figure, joint, anchor);
        let state = &mut self.joints[joint.index()];
        // Of one of which nothing is known yet, nobody has judged the sight.
        let mut seen = self.scratch.iter().filter(|s| state.is_none() || s.inlier);
        let reach = seen.next().zip(length_m);
        let reach = reach.and_then(|(seen, m)| Reach::of(lenses, seen, &begins, m));
        match (state, reach) {
            (Some(s), Some(reach)) => {
                if let Some(bounded) = reach.bound(&s.estimate()) {
                    s.correct(bounded, s.views);
                    s.within_reach = true;
                }
            }
            (state @ None, Some(reach)) => {
                *state = Some(JointState {
                    within_reach: true,
                    ..JointState::new(reach.place(), velocity, 1)
                });
            }
            (_, None) => {}
        }
    }

    /// Lets kin know what was said of each of them.
    fn hear(&mut self) {
        for ((word, before), after) in self.words.iter_mut().zip(&self.before).zip(&self.joints) {
            *word = after.as_ref().and_then(|a| Word::of(before.as_ref(), a));
        }
        self.trust.hear(&self.words);
        for (kin, common) in KIN.iter().zip(&mut self.common) {
            let mut members = [None; MOST_KIN];
            for (member, joint) in members.iter_mut().zip(*kin) {
                let j = joint.index();
                let follows = self.joints[j].is_some_and(|s| s.follows);
                *member = self.before[j].filter(|_| follows).map(|before| Member {
                    state: before.state(),
                    word: self.words[j],
                });
            }
            let members = &mut members[..kin.len()];
            share(common, members);
            for (joint, member) in kin.iter().zip(members) {
                match (&mut self.joints[joint.index()], member) {
                    (Some(joint), Some(member)) => joint.set(&member.state),
                    // Who began anew errs on its own.
                    (Some(joint), None) => {
                        let mut state = joint.state();
                        state.spread += *common;
                        joint.set(&state);
                    }
                    (None, _) => {}
                }
            }
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
        let trunk = |j: Joint| other.joints[j.index()].map(|s| s.at);
        self.trunk_off(trunk).is_some_and(|m| m < SAME_BODY_M)
    }

    /// How far off a trunk is, m: the mean over its joints; `None` where fewer than two are known of both.
    fn trunk_off(&self, trunk: impl Fn(Joint) -> Option<Vector3<f64>>) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for j in TRUNK {
            if let (Some(a), Some(b)) = (&self.joints[j.index()], trunk(j)) {
                sum += (a.at - b).norm();
                n += 1;
            }
        }
        (n >= 2).then(|| sum / f64::from(n))
    }

    /// Keeps the moment for [`Track::was`], as long as options say.
    pub fn remember(&mut self, moment: &FrameSet, options: &Options) {
        if options.remember_s <= 0.0 {
            return;
        }
        let mut steps = [None; JOINT_COUNT];
        let known = self.joints.iter().zip(&self.before).zip(&self.words);
        for (slot, ((after, before), word)) in steps.iter_mut().zip(known) {
            *slot = after.map(|after| Step {
                before: before.filter(|_| after.follows),
                after,
                word: *word,
            });
        }
        let too_old = |p: &Past| moment.time.seconds_since(p.time) > options.remember_s;
        while self.past.front().is_some_and(too_old) || self.past.len() >= MOST_REMEMBERED {
            self.past.pop_front();
        }
        self.past.push_back(Past {
            tick: moment.tick,
            time: moment.time,
            steps,
            common: (self.common_before, self.common),
            velocity: self.velocity(),
            unseen_s: self.unseen_s,
        });
    }
}
