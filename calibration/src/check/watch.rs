//! Watches cameras while a match runs: says which one was bumped, and finds its pose again.
//!
//! A camera's background says at once that it was turned, and how far ([`CameraRotation`](trackside_schema::CameraRotation)), whether anybody is
//! there or not. The athletes say it where no pictures are at hand, and whatever else may have happened to it: what a
//! camera shows less where the athletes are, taken over all of them, is the same all the time for a camera that stands
//! still, as lenses and detectors err, but err alike. A step in it is a bump.

use std::collections::VecDeque;

use nalgebra::UnitQuaternion;
use trackside_schema::{Athlete, CameraId, FrameSet, TrackState};

use super::aim::{Aim, LEAST_RAD};
use super::fit::{self, Family};
use super::look::{self, Look};
use super::measure::median;
use super::people::{self, Point, explain};
use super::seen;
use super::sights::{self, Instant};
use crate::{Camera, Rig};

/// So often athletes are looked at, s.
const EVERY_S: f64 = 0.2;
/// How long a step must last to be believed, s.
const LASTS_S: f64 = 0.8;
/// A camera's offset follows so quickly, s, and what is usual for it so slowly.
const QUICK_S: f64 = 0.6;
const SLOW_S: f64 = 20.0;
/// What is usual is known after so long, s.
const KNOWN_S: f64 = 3.0;
/// So many of a camera's own scatter a step must be.
const SCATTERS: f64 = 5.0;
/// Fewer joints say nothing.
const LEAST_JOINTS: usize = 12;
/// A pose is found from what was seen for so long, s.
const ENOUGH_S: f64 = 6.0;
/// And kept for so long, s.
const KEPT_S: f64 = 15.0;
/// What must be left of a camera's misfit for a new pose to be taken.
const MENDED: f64 = 0.75;

/// What the watch says.
#[derive(Clone, Debug, PartialEq)]
pub enum Noticed {
    /// A camera was bumped.
    Bumped {
        /// Which.
        camera: CameraId,
        /// By about so much, rad.
        by_rad: f64,
    },
    /// Its pose was found again: the rig with it.
    Found {
        /// Which.
        camera: CameraId,
        /// With its new id.
        rig: Rig,
        /// From what.
        by: FoundBy,
    },
    /// Its pose cannot be found from what was seen. It is tried again, and said once.
    NotFound {
        /// Which.
        camera: CameraId,
    },
}

/// What a pose was found from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// What the camera shows of the athletes that the others place.
    Athletes,
    /// How far the background of its pictures has turned.
    Background,
}

#[derive(Clone, Copy, Debug, Default)]
struct Offset {
    /// Mean of the last moments, rad.
    quick: [f64; 2],
    usual: [f64; 2],
    /// Mean distance of `quick` from `usual` while nothing is wrong, rad.
    scatter: f64,
    known_s: f64,
    /// How long the step has lasted.
    lasted_s: f64,
}

impl Offset {
    fn step(&self) -> f64 {
        (self.quick[0] - self.usual[0]).hypot(self.quick[1] - self.usual[1])
    }

    fn is_far(&self) -> bool {
        self.known_s >= KNOWN_S && self.step() > LEAST_RAD.max(SCATTERS * self.scatter)
    }

    /// It is as usual again.
    fn settle(&mut self) {
        self.quick = self.usual;
        self.lasted_s = 0.0;
    }

    fn note(&mut self, now: [f64; 2], dt_s: f64) {
        let first = self.known_s == 0.0;
        let follow = |was: f64, now: f64, over_s: f64| {
            if first {
                now
            } else {
                was + (now - was) * (dt_s / over_s).min(1.0)
            }
        };
        for (quick, now) in self.quick.iter_mut().zip(now) {
            *quick = follow(*quick, now, QUICK_S);
        }
        if self.is_far() {
            self.lasted_s += dt_s;
            return;
        }
        self.lasted_s = 0.0;
        self.known_s += dt_s.max(1e-3);
        // At first, the mean of all there is.
        let over_s = SLOW_S.min(self.known_s);
        for (usual, quick) in self.usual.iter_mut().zip(self.quick) {
            *usual = follow(*usual, quick, over_s);
        }
        self.scatter = follow(self.scatter, self.step(), over_s);
    }
}

/// The watch over one rig. Feed it moments, and what they gave, in the order of their times.
#[derive(Debug)]
pub struct Watch {
    rig: Rig,
    repairs: bool,
    /// The moment before last, the last, and the athletes of the last.
    last: VecDeque<(FrameSet, Vec<Athlete>)>,
    offsets: Vec<Offset>,
    aims: Vec<Aim>,
    /// What was noticed and not told yet.
    noticed: VecDeque<Noticed>,
    looked_s: Option<f64>,
    /// What was seen lately, and when.
    seen: VecDeque<(f64, Instant)>,
    /// Who was bumped, and since when what is seen of it counts.
    bumped: Option<(usize, f64)>,
    /// Whether it was said that its pose cannot be found.
    despaired: bool,
}

impl Watch {
    /// A watch that knows nothing yet. `repairs`: whether it also finds poses again.
    pub fn new(rig: Rig, repairs: bool) -> Watch {
        Watch {
            offsets: vec![Offset::default(); rig.cameras().len()],
            aims: rig.cameras().iter().map(|_| Aim::default()).collect(),
            noticed: VecDeque::new(),
            rig,
            repairs,
            last: VecDeque::new(),
            looked_s: None,
            seen: VecDeque::new(),
            bumped: None,
            despaired: false,
        }
    }

    /// Takes in a moment and its athletes. What athletes tell is about the moment before it.
    pub fn take(&mut self, moment: &FrameSet, athletes: &[Athlete]) -> Option<Noticed> {
        for view in &moment.views {
            let index = view.camera.index();
            let aim = self.aims.get_mut(index).zip(view.camera_rotation.as_ref());
            if let Some(step) = aim.and_then(|(aim, turn)| aim.take(turn)) {
                self.turned(index, step);
            }
        }
        self.last.push_back((moment.clone(), athletes.to_vec()));
        if self.last.len() == 3 {
            let now_s = self.last[1].0.time.0 as f64 * 1e-9;
            let due = self.looked_s.is_none_or(|t| now_s - t >= EVERY_S - 1e-6);
            let noticed = if due { self.look(now_s) } else { None };
            self.noticed.extend(noticed);
            self.last.pop_front();
        }
        self.noticed.pop_front()
    }

    /// A camera's background has turned and stays so: its pose is turned as well. Should the athletes not be as usual
    /// afterwards, they find it again.
    fn turned(&mut self, index: usize, step: UnitQuaternion<f64>) {
        // A rig has at most 255 cameras.
        let camera = CameraId(index as u8);
        let told = self.bumped.is_some_and(|(who, _)| who == index);
        if !told {
            let by_rad = step.angle();
            self.noticed.push_back(Noticed::Bumped { camera, by_rad });
        }
        if !self.repairs {
            self.offsets.fill(Offset::default());
            return;
        }
        let mut turned = self.rig.cameras()[index].clone();
        turned.cam_from_world = step * turned.cam_from_world;
        if let Some(rig) = super::causes::one(&self.rig, index, turned) {
            self.rig = rig.clone();
            if told {
                self.bumped = None;
                self.despaired = false;
            }
            self.offsets.iter_mut().for_each(Offset::settle);
            let by = FoundBy::Background;
            self.noticed.push_back(Noticed::Found { camera, rig, by });
        }
    }

    fn look(&mut self, now_s: f64) -> Option<Noticed> {
        let dt_s = self.looked_s.map_or(EVERY_S, |t| now_s - t).min(1.0);
        self.looked_s = Some(now_s);
        let moments = [&self.last[0].0, &self.last[1].0, &self.last[2].0];
        let instant = sights::instant(&moments, 1, self.rig.cameras().len());
        let known: Vec<people::Athlete> = self.last[1].1.iter().filter_map(as_known).collect();
        let athletes = vec![known.iter().collect::<Vec<_>>()];
        let instants = [instant];
        for (index, camera) in self.rig.cameras().iter().enumerate() {
            let found = seen::find(camera, index, &instants, &athletes);
            let errors: Vec<[f64; 2]> = found
                .pairs
                .iter()
                .filter_map(|p| Some(p.error(camera)?.0))
                .collect();
            if errors.len() >= LEAST_JOINTS {
                let k = &camera.intrinsics;
                let now = [
                    median(errors.iter().map(|e| e[0])) / k.fx,
                    median(errors.iter().map(|e| e[1])) / k.fy,
                ];
                self.offsets[index].note(now, dt_s);
            }
        }
        let [instant] = instants;
        self.seen.push_back((now_s, instant));
        while self.seen.front().is_some_and(|(t, _)| now_s - t > KEPT_S) {
            self.seen.pop_front();
        }
        match self.bumped {
            None => self.bump(now_s),
            Some((camera, since_s)) if now_s - since_s >= ENOUGH_S => self.repair(camera, now_s),
            Some(_) => None,
        }
    }

    /// The camera that stepped farthest: the others follow it a little, as the athletes do.
    fn bump(&mut self, now_s: f64) -> Option<Noticed> {
        let far = self.offsets.iter().enumerate().filter(|(_, o)| o.is_far());
        let (index, offset) = far.max_by(|a, b| a.1.step().total_cmp(&b.1.step()))?;
        if offset.lasted_s < LASTS_S {
            return None;
        }
        let by_rad = offset.step();
        let since_s = now_s - offset.lasted_s;
        if self.repairs {
            self.bumped = Some((index, since_s));
        } else {
            // It stays as it is: what is usual is learnt anew, so that the next bump is told too.
            self.offsets.fill(Offset::default());
            self.aims[index].accept();
        }
        Some(Noticed::Bumped {
            // A rig has at most 255 cameras.
            camera: CameraId(index as u8),
            by_rad,
        })
    }

    fn repair(&mut self, index: usize, now_s: f64) -> Option<Noticed> {
        let camera = CameraId(index as u8);
        let since_s = self.bumped.map_or(now_s, |(_, t)| t);
        let instants: Vec<Instant> = self
            .seen
            .iter()
            .filter(|(t, _)| *t >= since_s)
            .map(|(_, i)| i.clone())
            .collect();
        let mended = placed_again(&self.rig, &instants, index)
            .and_then(|c| super::causes::one(&self.rig, index, c));
        match mended {
            Some(rig) => {
                self.rig = rig.clone();
                self.bumped = None;
                self.despaired = false;
                // Everybody's athletes were pulled by it: what is usual is learnt anew.
                self.offsets.fill(Offset::default());
                self.aims[index].accept();
                let by = FoundBy::Athletes;
                Some(Noticed::Found { camera, rig, by })
            }
            None => {
                self.bumped = Some((index, now_s - 0.5 * ENOUGH_S));
                let said = std::mem::replace(&mut self.despaired, true);
                (!said).then_some(Noticed::NotFound { camera })
            }
        }
    }
}

/// A believed athlete with joints that are measured.
fn as_known(athlete: &Athlete) -> Option<people::Athlete> {
    if athlete.state != TrackState::Confirmed {
        return None;
    }
    let joints = athlete.skeleton.map(|joint| {
        let joint = joint.filter(|j| j.views >= 3)?;
        Some(Point {
            at: joint.at.0.coords,
            covariance: nalgebra::Matrix3::identity() * f64::from(joint.sigma_m).powi(2),
        })
    });
    (joints.iter().flatten().count() >= 5).then_some(people::Athlete { instant: 0, joints })
}

/// The camera as what it shows of the others' athletes has it; `None` where that is not much better than it was.
fn placed_again(rig: &Rig, instants: &[Instant], index: usize) -> Option<Camera> {
    let others = explain(rig, instants, Some(index));
    let looks = Look::of(index, instants, &others);
    let was = &rig.cameras()[index];
    let (pairs, s, d) = looks.first_pairs(was)?;
    let base = looks.rate(was);
    let tried = [Family::Turned, Family::Zoomed, Family::Moved].map(|family| {
        let start = family.start(was, s, d);
        let (camera, _) = looks.fitted(family, was, &pairs, start);
        (looks.rate(&camera), family, camera)
    });
    let most = tried.iter().map(|t| t.0.0).max()?.max(base.0);
    if most < 10 {
        return None;
    }
    let cost = |r| look::cost(r, most);
    let n = most as f64;
    let price = |f: Family| f.unknowns() as f64 * n.ln();
    let best = tried.into_iter().min_by(|a, b| {
        let bayes = |t: &((usize, f64), Family, Camera)| n * cost(t.0).ln() + price(t.1);
        bayes(a).total_cmp(&bayes(b))
    })?;
    (cost(best.0) < MENDED * cost(base)
        || fit::misfit(&best.2, &pairs) < MENDED * fit::misfit(was, &pairs))
    .then_some(best.2)
}
