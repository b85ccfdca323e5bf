//! One athlete over the moments that wait: filtered forwards, smoothed back.

use nalgebra::Vector3;
use trackside_schema::{Athlete, JOINT_COUNT, Joint, Timestamp, TrackState};

use super::heard::Heard;
use super::path::{self, Moving, ORDER, Said, Square};
use super::{Life, RefinedFrame, Waiting, skeleton};
use crate::body::{TRUNK, liveliness};
use crate::kin::{Common, KIN, MOST_KIN, Member, OWN, kin_of, share};
use crate::shape::Figure;
use crate::smooth::{Estimates, Family, Gains, Past, Step};
use crate::triangulate::Lens;
use crate::{FusionOptions, is_somewhere};

/// An acceleration that fades must be so much livelier than a white one to follow the same joints.
const LIVELIER: f64 = 1.4;
/// A joint that nobody saw for longer than this, s, begins anew.
const MOST_UNSEEN_S: f64 = 1.0;

/// What fusion remembers of an athlete at one moment, and who of its people he was.
pub(super) struct Seen<'a> {
    pub past: &'a Past,
    pub heard: Vec<&'a Heard>,
}

/// What a moment's views say of one joint.
#[derive(Clone, Copy)]
struct Told {
    said: Said,
    /// Fusion forgot what it knew of the joint, and began anew.
    anew: bool,
}

/// By joint: what a moment's views say.
type Words = [Option<Told>; JOINT_COUNT];

/// An athlete's joints at one moment, forwards.
#[derive(Clone, Debug)]
pub(super) struct Filtered {
    joints: [Option<Moving>; JOINT_COUNT],
    /// What kin have in common.
    common: Common<ORDER>,
}

/// One moment, forwards: before its views (without joints that began with them), with them, and how many saw each joint.
struct Node {
    before: Filtered,
    after: Filtered,
    views: [u8; JOINT_COUNT],
}

/// One athlete over the moments that wait.
pub(super) struct Window<'a> {
    pub life: &'a Life,
    pub moments: &'a [Waiting],
    /// By moment, while he was in sight of anybody.
    pub seen: &'a [Option<Seen<'a>>],
    /// Time since the moment that was told last, s.
    pub since_s: f64,
    /// So many of them are told.
    pub count: usize,
    pub lenses: &'a [Lens],
    pub options: &'a FusionOptions,
}

impl Window<'_> {
    /// Adds the athlete to the moments that are told.
    pub fn tell(
        &self,
        figure: &mut Figure,
        carried: &mut Option<Filtered>,
        told: &mut [RefinedFrame],
    ) {
        let began = carried.take();
        let live = |s: &Option<Seen>| s.as_ref().map_or([None; JOINT_COUNT], |s| words(s.past));
        let mut words: Vec<Words> = self.seen.iter().map(live).collect();
        let nodes = self.filter(began.clone(), &words);
        self.smooth(&nodes, |at, known, _| self.weigh(at, known, &mut words[at]));
        let nodes = self.filter(began, &words);
        let first = self.life.pieces.first().map_or(u64::MAX, |p| p.1);
        let last = self.life.pieces.last().map_or(0, |p| p.2);
        // By joint: whether it is seen again, so that it lies between two sights.
        let mut again = [false; JOINT_COUNT];
        self.smooth(&nodes, |at, known, gains| {
            let node = &nodes[at];
            for (j, again) in again.iter_mut().enumerate() {
                *again |= node.views[j] > 0;
                *again &= node.after.joints[j].is_some();
            }
            if let Some(refined) = told.get_mut(at)
                && (first..=last).contains(&refined.tick)
            {
                let athlete = self.athlete(figure, node, (known, gains), &again);
                refined.athletes.extend(athlete);
            }
            for (again, before) in again.iter_mut().zip(&node.before.joints) {
                *again &= before.is_some();
            }
        });
        let last = self.count.checked_sub(1);
        *carried = last.map(|last| nodes[last].after.clone());
    }

    /// The body that fits best what is known of a moment; `None` where nothing is.
    fn athlete(
        &self,
        figure: &mut Figure,
        node: &Node,
        (known, gains): (&Family<ORDER>, &Gains),
        again: &[bool; JOINT_COUNT],
    ) -> Option<Athlete> {
        let held = |j: usize| {
            node.after.joints[j].is_some_and(|s| s.unseen_s <= self.options.joint_coast_s)
        };
        let mut joints: Estimates = known.places();
        for (j, joint) in joints.0.iter_mut().enumerate() {
            *joint = joint.filter(|_| again[j] || held(j));
        }
        let moves = |j: &Joint| {
            joints.0[j.index()]?;
            Some(path::velocity(&known.joints[j.index()]?.mean))
        };
        let count = TRUNK.iter().filter_map(moves).count();
        let sum: Vector3<f64> = TRUNK.iter().filter_map(moves).sum();
        let mut fitted = figure.fit(&self.life.shape, joints, |_| false);
        if self.options.pose_prior {
            let owns = known.owns(gains, |j| node.views[j]);
            let posture = &figure.posture;
            posture.mend_past(&owns, &mut fitted, &self.life.trust);
        }
        let skeleton = skeleton(&fitted, &node.views);
        let seen = node.views.iter().any(|&v| v > 0);
        let athlete = Athlete {
            id: self.life.id,
            team: None,
            number: None,
            state: if seen {
                TrackState::Confirmed
            } else {
                TrackState::Coasting
            },
            skeleton,
            velocity_m_s: (count > 0).then(|| (sum / count as f64).into()),
        };
        Some(athlete).filter(is_somewhere)
    }

    /// Hears a moment's views anew, now that it is known from both ends where everything was.
    fn weigh(&self, at: usize, known: &Family<ORDER>, words: &mut Words) {
        let Some(seen) = &self.seen[at] else { return };
        let mut said = [None; JOINT_COUNT];
        let whole = known.whole();
        for heard in &seen.heard {
            heard.say(self.lenses, &whole, &mut said);
        }
        for (word, said) in words.iter_mut().zip(said) {
            let Some(said) = said else { continue };
            // A path that one view alone made is no judge of it.
            if said.views.max(word.map_or(0, |w| w.said.views)) >= 2 {
                let anew = word.is_some_and(|w| w.anew);
                *word = (said.views > 0).then_some(Told { said, anew });
            }
        }
    }

    /// Forwards, from where he was left.
    fn filter(&self, began: Option<Filtered>, words: &[Words]) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.moments.len());
        let mut now = began.unwrap_or(Filtered {
            joints: [None; JOINT_COUNT],
            common: [Square::zeros(); KIN.len()],
        });
        let mut trunk = Vector3::zeros();
        let mut before = None;
        for ((moment, seen), words) in self.moments.iter().zip(self.seen).zip(words) {
            let since_s = |before: Timestamp| moment.time.seconds_since(before).max(0.0);
            let dt_s = before.replace(moment.time).map_or(self.since_s, since_s);
            trunk = (seen.as_ref().and_then(|s| s.past.velocity)).unwrap_or(trunk);
            let densities = self.predict(&mut now, dt_s, &trunk);
            let node = self.take(now, words, &trunk, &densities);
            now = node.after.clone();
            nodes.push(node);
        }
        nodes
    }

    /// Moves on, when the trunk goes at that velocity. Gives the densities of all joints' accelerations.
    fn predict(&self, now: &mut Filtered, dt_s: f64, trunk: &Vector3<f64>) -> [f64; JOINT_COUNT] {
        let mut densities = [0.0; JOINT_COUNT];
        for (joint, density) in Joint::ALL.into_iter().zip(&mut densities) {
            let state = &mut now.joints[joint.index()];
            let speed = state.map_or(0.0, |s| s.velocity().norm());
            let process_noise_scale = LIVELIER * self.options.process_noise_scale;
            *density = process_noise_scale * liveliness(joint, speed.max(trunk.norm()));
            if let Some(s) = state {
                s.predict(dt_s, *density);
            }
            *state = state.filter(|s| s.unseen_s <= MOST_UNSEEN_S);
        }
        for (joints, common) in KIN.iter().zip(&mut now.common) {
            let of = |least: f64, j: &Joint| least.min(densities[j.index()]);
            let shared = (1.0 - OWN) * joints.iter().fold(f64::INFINITY, of);
            let begins = joints.iter().all(|j| now.joints[j.index()].is_none());
            *common = if begins {
                path::unmet(shared)
            } else {
                path::carry(common, dt_s, shared)
            };
        }
        densities
    }

    /// Takes in what the moment's views said.
    fn take(
        &self,
        mut before: Filtered,
        told: &Words,
        trunk: &Vector3<f64>,
        densities: &[f64; JOINT_COUNT],
    ) -> Node {
        let mut views = [0; JOINT_COUNT];
        let mut words = [None; JOINT_COUNT];
        let mut begun = [None; JOINT_COUNT];
        for j in 0..JOINT_COUNT {
            let Some(Told { said, anew }) = told[j] else {
                continue;
            };
            views[j] = said.views;
            let state = &mut before.joints[j];
            // Fusion forgot what it knew of the joint: was it right to?
            if anew && !state.is_some_and(|s| self.fits(&s, &said)) {
                *state = None;
                let begin = |found| Moving::new(&found, *trunk, densities[j]);
                begun[j] = said.alone().map(begin);
            } else if let Some(s) = state {
                words[j] = Some(said.about(&s.place().mean));
            }
        }
        let mut after = before.clone();
        for (joints, common) in KIN.iter().zip(&mut after.common) {
            let mut members = [None; MOST_KIN];
            for (member, joint) in members.iter_mut().zip(*joints) {
                let (state, word) = (before.joints[joint.index()], words[joint.index()]);
                *member = state.map(|s| Member {
                    state: s.state,
                    word,
                });
            }
            share(common, &mut members[..joints.len()]);
            for (joint, member) in joints.iter().zip(&members) {
                if let (Some(s), Some(member)) = (&mut after.joints[joint.index()], member) {
                    s.state = member.state;
                }
            }
        }
        for (j, state) in after.joints.iter_mut().enumerate() {
            match (&mut *state, kin_of(j)) {
                (Some(s), None) => words[j].iter().for_each(|word| s.take(word)),
                (None, kin) => {
                    *state = begun[j];
                    // Who begins errs on its own.
                    if let (Some(s), Some(kin)) = (state, kin) {
                        s.state.spread += after.common[kin];
                    }
                }
                _ => {}
            }
        }
        for (state, word) in after.joints.iter_mut().zip(&words) {
            if let (Some(s), true) = (state, word.is_some()) {
                s.unseen_s = 0.0;
            }
        }
        Node {
            before,
            after,
            views,
        }
    }

    /// Whether what was said is what was to be expected.
    fn fits(&self, state: &Moving, said: &Said) -> bool {
        let Some(seen) = said.alone() else {
            return true;
        };
        let expected = state.place();
        let off = seen.mean - expected.mean;
        let spread = (expected.covariance + seen.covariance).try_inverse();
        let gate = self.options.gate_sigma;
        spread.is_some_and(|i| off.dot(&(i * off)) < gate * gate)
    }

    /// Backwards, the last moment first: what is known of each, all since given, and how velocities grow.
    fn smooth(&self, nodes: &[Node], mut each: impl FnMut(usize, &Family<ORDER>, &Gains)) {
        // What is known of the moment after.
        let mut next: Option<(Family<ORDER>, &Node, Timestamp)> = None;
        for (at, node) in nodes.iter().enumerate().rev() {
            let time = self.moments[at].time;
            let mut known = node.after.family();
            let mut gains = Gains::default();
            if let Some((later, next, then)) = &next {
                let dt_s = then.seconds_since(time).max(0.0);
                known = known.given(&path::motion(dt_s), &next.before.family(), later);
                gains = known.gains(later, dt_s);
            }
            each(at, &known, &gains);
            next = Some((known, node, time));
        }
    }
}

impl Filtered {
    fn family(&self) -> Family<ORDER> {
        Family::of(|j| Some(self.joints[j]?.state), &self.common)
    }
}

/// What fusion heard at a moment.
fn words(past: &Past) -> Words {
    past.steps.map(|step| {
        let step = step?;
        let (anew, said) = (step.before.is_none(), said(&step)?);
        Some(Told { said, anew })
    })
}

/// What this step's views said.
fn said(step: &Step) -> Option<Said> {
    let word = step.word?;
    let about = step.before.as_ref().unwrap_or(&step.after).at;
    Some(Said {
        information: word.information,
        push: word.push + word.information * about,
        views: step.after.views,
    })
}
