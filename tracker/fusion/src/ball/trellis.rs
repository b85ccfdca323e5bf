//! One ball's way: the few most likely hypotheses of every moment, and for each of them where it came from (Viterbi).

use std::iter::successors;

use nalgebra::Vector3;
use trackside_schema::{Athlete, Timestamp};

use super::flight::{Square, State, place, velocity};
use super::kind::Nature;
use super::limbs::Near;
use super::node::{How, Node};
use super::ray::Rays;
use crate::triangulate::Lens;

/// So many hypotheses are kept of a moment.
const SLOTS: usize = 6;
/// So many moments are remembered.
pub(crate) const WINDOW: usize = 64;
/// A hypothesis so much less likely than the best, as a logarithm, is given up.
const HOPELESS: f64 = 25.0;
/// Evidence that is enough to believe in a ball, and the most that is kept.
const BELIEVED: f64 = 7.0;
const MOST_EVIDENCE: f64 = 30.0;
/// The most evidence that a second without being seen takes from a believed ball: bodies hide it.
const LOSS_PER_S: f64 = 40.0;
/// The same of one in a hand that hides it, once it has come down to so much.
const IN_HAND_LOSS_PER_S: f64 = 1.0;
const IN_HAND_EVIDENCE: f64 = 10.0;

/// How often a ball beside a basket is struck, 1/s.
const BY_BASKET: f64 = 4.0;

/// What is about a ball.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub athletes: &'a [Athlete],
    /// How near hands and feet are, where that is known.
    pub limbs: Option<Near>,
    /// A ring or its board is near.
    pub basket: bool,
}

/// How often what happens to a ball happens, 1/s.
#[derive(Clone, Copy, Debug)]
struct Odds {
    struck: f64,
    touched: f64,
    caught: f64,
    let_go: f64,
    /// How soon hands that are not there lose it, and how soon hands that are there take it.
    lost: f64,
    taken: f64,
}

impl Odds {
    /// Of a ball with that about it, give or take `slack_m`.
    fn of(about: &About<'_>, slack_m: f64, nature: &Nature) -> Odds {
        let struck = |usual: f64| if about.basket { BY_BASKET } else { usual };
        let Some(near) = about.limbs else {
            return Odds {
                struck: struck(0.7),
                touched: 0.0,
                caught: 0.7,
                let_go: 1.5,
                lost: 0.0,
                taken: 0.0,
            };
        };
        let reach = nature.reach_m() + slack_m;
        let (hand, foot) = (near.hand_m < reach, near.foot_m < reach);
        Odds {
            struck: struck(if hand || foot { 1.0 } else { 0.2 }),
            touched: if foot { 2.0 } else { 0.0 },
            caught: if hand { 1.5 } else { 0.05 },
            let_go: 1.5,
            lost: if hand { 0.0 } else { 8.0 },
            taken: if hand { 3.0 } else { 0.0 },
        }
    }
}

/// A moment of the way as all views before and after it show it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Smoothed {
    pub tick: u64,
    pub time: Timestamp,
    pub how: How,
    pub views: u8,
    pub bounced: bool,
    pub x: State,
    pub p: Square,
}

/// One ball's way.
#[derive(Debug)]
pub(crate) struct Path {
    /// By moment, [`SLOTS`] each, the likeliest first.
    nodes: Vec<Node>,
    /// How many of them are there, by moment.
    counts: [usize; WINDOW],
    /// The place of the last moment, and how many moments there are.
    last: usize,
    length: usize,
    next: Vec<Node>,
    /// Logarithm of how much likelier a ball is than chance.
    pub evidence: f64,
    pub believed: bool,
    /// When it began, and when views last spoke for it.
    pub began: Timestamp,
    pub upheld: Timestamp,
}

impl Path {
    /// An empty way, with all the memory that it will need.
    pub fn new(filler: Node) -> Path {
        Path {
            nodes: vec![filler; WINDOW * SLOTS],
            counts: [0; WINDOW],
            last: 0,
            length: 0,
            next: Vec::with_capacity(SLOTS + 5),
            evidence: 0.0,
            believed: false,
            began: Timestamp::default(),
            upheld: Timestamp::default(),
        }
    }

    /// Begins anew with these.
    pub fn begin(&mut self, born: [Node; 2], evidence: f64) {
        self.length = 0;
        self.believed = false;
        self.evidence = 0.0;
        (self.began, self.upheld) = (born[0].time, born[0].time);
        self.next.clear();
        self.next.extend(born);
        self.keep();
        self.weigh(evidence);
    }

    /// Whether nobody uses it.
    pub fn is_free(&self) -> bool {
        self.length == 0
    }

    /// Forgets everything.
    pub fn end(&mut self) {
        self.length = 0;
        self.believed = false;
    }

    /// What is likely at the last moment, the likeliest first.
    pub fn now(&self) -> &[Node] {
        let from = self.last * SLOTS;
        let n = if self.length > 0 {
            self.counts[self.last]
        } else {
            0
        };
        &self.nodes[from..from + n]
    }

    /// About where it will be.
    pub fn expects(&self, time: Timestamp) -> Option<Vector3<f64>> {
        let best = self.now().first()?;
        let dt = time.seconds_since(best.time);
        Some(place(&best.x) + velocity(&best.x) * dt)
    }

    /// Goes on to the next moment. `about`: what is about the place where it should be.
    pub fn step(
        &mut self,
        tick: u64,
        time: Timestamp,
        about: About<'_>,
        lenses: &[Lens],
        rays: &Rays,
        nature: &Nature,
    ) {
        let mut next = std::mem::take(&mut self.next);
        next.clear();
        let now = self.now();
        let Some(best) = now.first() else {
            self.next = next;
            return;
        };
        let dt = time.seconds_since(best.time).max(1e-6);
        let before = best.score;
        let slack_m = (0.5 * dt * velocity(&best.x).norm()).min(0.3);
        let odds = Odds::of(&about, slack_m, nature);
        // The likeliest of those in the air, and of those in hands, can change over.
        let (mut flying, mut held) = (self.believed, true);
        for (i, node) in now.iter().enumerate() {
            let mut go = |how, share: f64| {
                let mut child = node.follow(i as u8, how, tick, time, nature);
                child.score += share.min(0.5).ln();
                next.push(child);
            };
            if node.how.free() {
                go(How::Flown, 0.5 * (-odds.taken * dt).exp());
                if std::mem::take(&mut flying) {
                    go(How::Struck, odds.struck * dt);
                    go(How::Caught, odds.caught * dt);
                    if odds.touched > 0.0 && node.comes_to_ground(dt, nature) {
                        go(How::Touched, odds.touched * dt);
                    }
                }
            } else if std::mem::take(&mut held) {
                go(How::Held, 0.5 * (-odds.lost * dt).exp());
                if self.believed {
                    go(How::LetGo, odds.let_go * dt);
                }
            }
        }
        for child in &mut next {
            let expected = child.score;
            if child.how == How::Struck {
                child.search(lenses, rays, nature);
            } else {
                child.look(lenses, rays, nature);
            }
            if let Some(parent) = child.parent.filter(|_| !child.how.free()) {
                let parent = &now[usize::from(parent)];
                let share = expected - parent.score;
                child.hold(parent, share, (about.athletes, lenses, rays), nature);
            }
        }
        self.next = next;
        self.keep();
        let best = self.now().first();
        let gain = best.map_or(0.0, |n| n.score - before);
        let hidden = best.is_some_and(|n| n.views == 0 && n.hand.is_some());
        let least = if !self.believed {
            f64::NEG_INFINITY
        } else if hidden && self.evidence <= IN_HAND_EVIDENCE {
            -IN_HAND_LOSS_PER_S * dt
        } else {
            -LOSS_PER_S * dt
        };
        if gain > 0.0 {
            self.upheld = time;
        }
        self.weigh(gain.max(least));
    }

    fn weigh(&mut self, evidence: f64) {
        self.evidence = (self.evidence + evidence).min(MOST_EVIDENCE);
        self.believed |= self.evidence >= BELIEVED;
    }

    /// Keeps the best of `next` as the moment that is now the last.
    fn keep(&mut self) {
        self.next
            .sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
        self.last = if self.length > 0 {
            (self.last + 1) % WINDOW
        } else {
            0
        };
        self.length = (self.length + 1).min(WINDOW);
        let from = self.last * SLOTS;
        let mut n = 0;
        let best = self.next.first().map_or(0.0, |b| b.score);
        let mut holds = false;
        for node in &self.next {
            let twin = |other: &Node| other.how.free() == node.how.free() && same(other, node);
            if node.score < best - HOPELESS || self.nodes[from..from + n].iter().any(twin) {
                continue;
            }
            // One place is for a ball in hands.
            if n == SLOTS || n == SLOTS - 1 && !holds && node.how.free() {
                continue;
            }
            holds |= !node.how.free();
            self.nodes[from + n] = *node;
            n += 1;
        }
        self.counts[self.last] = n;
    }

    /// The likeliest way, from the last moment back.
    pub fn way(&self) -> impl Iterator<Item = &Node> {
        let last = (self.length > 0 && self.counts[self.last] > 0).then_some((self.last, 0));
        let places = successors(last, |&(moment, slot)| {
            let parent = self.nodes[moment * SLOTS + slot].parent?;
            Some(((moment + WINDOW - 1) % WINDOW, usize::from(parent)))
        });
        let nodes = places.map(|(moment, slot)| &self.nodes[moment * SLOTS + slot]);
        nodes.take(self.length)
    }

    /// The likeliest way, from the last moment back to the first before `until`, each moment as those after it show it
    /// (Rauch, Tung and Striebel, AIAA Journal 3, 1965).
    pub fn smooth(&self, until: Timestamp, out: &mut Vec<Smoothed>) {
        out.clear();
        let mut child: Option<&Node> = None;
        for node in self.way() {
            let (x, p) = match (child, out.last()) {
                (Some(child), Some(after)) => back(node, child, after),
                _ => (node.x, node.p),
            };
            out.push(Smoothed {
                tick: node.tick,
                time: node.time,
                how: node.how,
                views: node.views,
                bounced: node.bounced,
                x,
                p,
            });
            if node.time <= until {
                return;
            }
            child = Some(node);
        }
    }
}

/// A node as the moments after it show it, given the one that follows it.
fn back(node: &Node, child: &Node, after: &Smoothed) -> (State, Square) {
    // What the blow of a hair's breadth adds keeps a ball that lies on the ground invertible.
    let Some(before) = (child.p_before + Square::identity() * 1e-10).cholesky() else {
        return (node.x, node.p);
    };
    let gain = before.solve(&(child.from_parent * node.p)).transpose();
    let x = node.x + gain * (after.x - child.x_before);
    let p = node.p + gain * (after.p - child.p_before) * gain.transpose();
    (x, (p + p.transpose()) * 0.5)
}

/// Whether two hypotheses say the same.
fn same(a: &Node, b: &Node) -> bool {
    (0..6).all(|i| (a.x[i] - b.x[i]).powi(2) < 0.02 * a.p[(i, i)].min(b.p[(i, i)]))
}
