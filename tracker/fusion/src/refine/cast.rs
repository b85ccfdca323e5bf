//! The first pass over a recording: who was there, from when to when, with which body, and which tracks are one athlete.

use std::collections::{BTreeMap, BTreeSet};

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_schema::{Athlete, AthleteId, FrameSet, Timestamp, TrackState};

use crate::body::TRUNK;
use crate::posture::Trust;
use crate::shape::{Figure, Shape};
use crate::track::Track;
use crate::{Fusion, Options};

/// Nobody who was away for longer than this, s, is known again by where he went.
const MOST_AWAY_S: f64 = 2.0;
/// Who is lost and found again may be so far from where he was going, m, and so much farther for every second, m/s.
const APART_M: f64 = 0.3;
const APART_M_S: f64 = 1.0;
/// Two bodies whose distances differ by more than this, as a root mean square share, are not one.
const UNLIKE: f64 = 0.10;
/// Whoever else it might have been must fit so many times worse.
const CLEARLY: f64 = 2.0;
/// A speed is trusted when it has been watched for so long, s.
const SETTLED_S: f64 = 0.25;
/// Two trunks nearer than this, m, are the same athlete in two recordings of one moment.
const SAME_M: f64 = 0.3;

/// One track of the first pass.
#[derive(Debug)]
struct Piece {
    first: (u64, Timestamp),
    last: (u64, Timestamp),
    /// Where the trunk was first and last seen, m.
    ends: [Vector3<f64>; 2],
    /// How it moved then, m/s.
    velocities: [Vector3<f64>; 2],
    shape: Shape,
    trust: Trust,
    confirmed: bool,
    /// How often each athlete of the recording was where this one was.
    votes: BTreeMap<AthleteId, u32>,
}

/// An athlete, from the first sight to the last.
#[derive(Debug)]
pub(super) struct Life {
    pub id: AthleteId,
    /// Tracks, by their ids in fusion, with the ticks of their first and last sight, in order.
    pub pieces: Vec<(AthleteId, u64, u64)>,
    pub shape: Shape,
    /// How far what is known of postures is believed.
    pub trust: Trust,
}

/// The first pass over a recording. Feed it every moment, in the order of their times.
#[derive(Debug)]
pub struct Study {
    fusion: Fusion,
    /// By id: fusion counts its tracks from 0.
    pieces: Vec<Piece>,
    before: Option<Timestamp>,
    step_s: f64,
}

/// Everybody in a recording, as the first pass found them.
#[derive(Debug)]
pub struct Cast {
    pub(super) rig: Rig,
    pub(super) options: Options,
    pub(super) lives: Vec<Life>,
    /// The shortest time between moments, s.
    pub(super) step_s: f64,
}

impl Study {
    /// Knows nobody yet.
    pub fn new(rig: Rig, options: Options) -> Study {
        let options = Options {
            remember_s: 0.0,
            ..options
        };
        Study {
            fusion: Fusion::new(rig, options),
            pieces: Vec::new(),
            before: None,
            step_s: f64::INFINITY,
        }
    }

    /// Takes one moment in. `told` is what was said of it when it was recorded, for athletes to keep their ids.
    pub fn see(&mut self, moment: &FrameSet, told: &[Athlete]) {
        if let Some(before) = self.before.replace(moment.time) {
            let step_s = moment.time.seconds_since(before);
            if step_s > 0.0 {
                self.step_s = self.step_s.min(step_s);
            }
        }
        self.fusion.step(moment);
        for track in &self.fusion.tracks {
            note(&mut self.pieces, track, moment, told);
        }
        for gone in &self.fusion.buried {
            settle(&mut self.pieces, gone);
        }
    }

    /// Joins what belongs together.
    pub fn finish(mut self) -> Cast {
        for track in &self.fusion.tracks {
            settle(&mut self.pieces, track);
        }
        let mut lives: Vec<Life> = Vec::new();
        let mut life_of = BTreeMap::new();
        let joined = joined(&self.pieces);
        for (i, piece) in self.pieces.iter().enumerate() {
            if !piece.confirmed {
                continue;
            }
            let here = (AthleteId(i as u32), piece.first.0, piece.last.0);
            let at = match joined.get(&i).and_then(|before| life_of.get(before)) {
                Some(&at) => at,
                None => {
                    lives.push(Life {
                        id: here.0,
                        pieces: Vec::new(),
                        shape: Shape::default(),
                        trust: Trust::default(),
                    });
                    lives.len() - 1
                }
            };
            life_of.insert(i, at);
            lives[at].pieces.push(here);
        }
        for life in &mut lives {
            // Whoever was watched for longest is known best.
            let longest = life.pieces.iter().max_by_key(|p| p.2 - p.1);
            if let Some(piece) = longest {
                let piece = &self.pieces[piece.0.0 as usize];
                (life.shape, life.trust) = (piece.shape.clone(), piece.trust.clone());
            }
        }
        name(&mut lives, &self.pieces);
        lives.sort_by_key(|l| l.id);
        let Fusion { rig, options, .. } = self.fusion;
        Cast {
            rig,
            options,
            lives,
            step_s: if self.step_s.is_finite() {
                self.step_s
            } else {
                0.02
            },
        }
    }
}

impl Cast {
    /// How many athletes there are, and how many tracks were joined to others.
    pub fn counts(&self) -> (usize, usize) {
        let pieces: usize = self.lives.iter().map(|l| l.pieces.len()).sum();
        (self.lives.len(), pieces - self.lives.len())
    }

    /// The athlete whom fusion's track of that id is; `None` for those who were never believed.
    pub(super) fn athlete(&self, track: AthleteId) -> Option<AthleteId> {
        let mut lives = self.lives.iter();
        let life = lives.find(|l| l.pieces.iter().any(|p| p.0 == track))?;
        Some(life.id)
    }
}

fn trunk(at: impl Fn(usize) -> Option<Vector3<f64>>) -> Option<Vector3<f64>> {
    let (mut sum, mut n) = (Vector3::zeros(), 0.0);
    for at in TRUNK.iter().filter_map(|j| at(j.index())) {
        sum += at;
        n += 1.0;
    }
    (n > 0.0).then(|| sum / n)
}

fn note(pieces: &mut Vec<Piece>, track: &Track, moment: &FrameSet, told: &[Athlete]) {
    if track.unseen_s > 0.0 {
        return;
    }
    let Some(at) = trunk(|j| track.joints[j].as_ref().map(|s| s.at)) else {
        return;
    };
    let now = (moment.tick, moment.time);
    let velocity = track.velocity().unwrap_or_default();
    while pieces.len() <= track.id.0 as usize {
        pieces.push(Piece {
            first: now,
            last: now,
            ends: [at; 2],
            velocities: [velocity; 2],
            shape: Shape::default(),
            trust: Trust::default(),
            confirmed: false,
            votes: BTreeMap::new(),
        });
    }
    let piece = &mut pieces[track.id.0 as usize];
    piece.last = now;
    piece.ends[1] = at;
    piece.velocities[1] = velocity;
    if moment.time.seconds_since(piece.first.1) <= SETTLED_S {
        piece.velocities[0] = velocity;
    }
    let far = |a: &Athlete| {
        let there = trunk(|j| a.skeleton[j].map(|j| j.at.0.coords))?;
        Some(((there - at).norm(), a.id))
    };
    let near = told
        .iter()
        .filter_map(far)
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, id)) = near.filter(|n| n.0 < SAME_M) {
        *piece.votes.entry(id).or_default() += 1;
    }
}

fn settle(pieces: &mut [Piece], track: &Track) {
    if let Some(piece) = pieces.get_mut(track.id.0 as usize) {
        piece.shape = track.shape.clone();
        piece.trust = track.trust.clone();
        piece.confirmed = track.state != TrackState::Tentative;
    }
}

/// By piece: the piece of the same athlete before it.
fn joined(pieces: &[Piece]) -> BTreeMap<usize, usize> {
    let figure = Figure::default();
    let mut pairs = Vec::new();
    for (i, a) in pieces.iter().enumerate().filter(|(_, p)| p.confirmed) {
        for (k, b) in pieces.iter().enumerate().filter(|(_, p)| p.confirmed) {
            if let Some(cost) = misfit(&figure, a, b) {
                pairs.push((cost, i, k));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut before = BTreeMap::new();
    let mut followed = BTreeSet::new();
    for &(cost, i, k) in &pairs {
        let rival = |p: &&(f64, usize, usize)| (p.1 == i) != (p.2 == k);
        let clear = pairs.iter().filter(rival).all(|p| p.0 > CLEARLY * cost);
        if cost < 1.0 && clear && followed.insert(i) {
            before.insert(k, i);
        }
    }
    before
}

/// How badly `b` goes on where `a` ended: below 1 it may be the same athlete. `None` where it cannot be.
fn misfit(figure: &Figure, a: &Piece, b: &Piece) -> Option<f64> {
    let away_s = b.first.1.seconds_since(a.last.1);
    if !(away_s > 0.0 && away_s <= MOST_AWAY_S) {
        return None;
    }
    let mean = (a.velocities[1] + b.velocities[0]) * 0.5;
    let off = (b.ends[0] - a.ends[1] - mean * away_s).norm();
    let place = off / (APART_M + APART_M_S * away_s);
    let body = a.shape.unlike(&b.shape, figure).map_or(0.0, |u| u / UNLIKE);
    Some(place.hypot(body))
}

/// Gives every athlete the id that the recording has for him, as far as that is possible.
fn name(lives: &mut [Life], pieces: &[Piece]) {
    let told = || pieces.iter().flat_map(|p| p.votes.keys());
    let Some(most) = told().max().copied() else {
        return;
    };
    let mut votes = Vec::new();
    for (at, life) in lives.iter().enumerate() {
        let mut sum: BTreeMap<AthleteId, u32> = BTreeMap::new();
        for piece in &life.pieces {
            for (id, n) in &pieces[piece.0.0 as usize].votes {
                *sum.entry(*id).or_default() += n;
            }
        }
        votes.extend(sum.into_iter().map(|(id, n)| (n, at, id)));
    }
    votes.sort_by_key(|&(n, at, id)| (std::cmp::Reverse(n), at, id));
    let (mut named, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, id) in votes {
        if !named.contains_key(&at) && taken.insert(id) {
            named.insert(at, id);
        }
    }
    let mut fresh = most.0;
    for (at, life) in lives.iter_mut().enumerate() {
        life.id = named.get(&at).copied().unwrap_or_else(|| {
            fresh += 1;
            AthleteId(fresh)
        });
    }
}
