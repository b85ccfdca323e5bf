//! What one camera sees: people with their joints, and balls.

use std::sync::Arc;

use trackside_schema::{Ball2d, JOINT_COUNT, JointSet, Keypoint, Person2d, RawPixel, Streak};

use crate::ModelError;
use crate::decode::{Box2d, Class, Detection, Spot};
use crate::engine::Engine;
use crate::infer::Scratch;
use crate::manifest::Task;
use crate::picture::Picture;
use crate::streak::Streaks;

/// A followed person whose joints' mean score falls below this is lost, and the detector looks again.
const LOST_SCORE: f32 = 0.3;

/// Two people whose boxes overlap more than this are one.
const SAME_PERSON_IOU: f32 = 0.7;

/// How much a box of joints lacks at each side of a person, in parts of its larger side: hair, feet, hands.
const BEYOND_JOINTS: f32 = 0.1;

/// The blur of so many balls, the surest, is measured in a picture.
const MOST_STREAKS: usize = 4;

/// One camera's view through an engine. It follows people from picture to picture, so pictures must come in order.
pub struct Observer {
    engine: Arc<Engine>,
    pictures: u64,
    looked: u64,
    lost: bool,
    people: Vec<Followed>,
    scratch: Scratch,
    /// How long the camera's shutter is open, s, where that is known.
    exposure_s: Option<f32>,
    streaks: Streaks,
}

/// A person from one picture to the next.
#[derive(Clone, Copy, Debug)]
struct Followed {
    bounds: Box2d,
    score: f32,
    /// Whether the joints have been sure enough to follow. Whoever never was keeps the detector's box.
    sure: bool,
}

impl Observer {
    pub(crate) fn new(engine: Arc<Engine>) -> Observer {
        Observer {
            engine,
            pictures: 0,
            looked: 0,
            lost: false,
            people: Vec::new(),
            scratch: Scratch::default(),
            exposure_s: None,
            streaks: Streaks::default(),
        }
    }

    /// The camera's shutter is open for so long, s: the blur of the surest balls is measured too.
    pub fn exposing(self, exposure_s: Option<f64>) -> Observer {
        Observer {
            exposure_s: exposure_s.map(|s| s as f32),
            ..self
        }
    }

    /// Finds the people and the balls in the camera's next picture; both lists are cleared first. Joints are in the
    /// picture's pixels, OpenCV's pixel centres. Between two looks of the detector there are no balls, unless a
    /// ball model of its own looks for them.
    pub fn observe(
        &mut self,
        picture: &Picture<'_>,
        people: &mut Vec<Person2d>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        people.clear();
        balls.clear();
        picture.check()?;
        let engine = Arc::clone(&self.engine);
        if engine.detector.manifest().task == Task::PoseMulti {
            self.see_everyone(&engine, picture, people, balls)?;
        } else {
            if self.is_time_to_look(&engine) {
                self.look(&engine, picture, balls)?;
            }
            self.see_joints(&engine, picture, people)?;
        }
        if let Some(ball) = &engine.ball {
            let min = engine.options.min_ball_score;
            let found = ball.detect(picture, None, min, &mut self.scratch)?;
            balls.clear();
            balls.extend(found.iter().filter(|d| d.class == Class::Ball).map(ball_of));
        }
        if let Some(exposure_s) = self.exposure_s {
            for ball in balls.iter_mut().take(MOST_STREAKS) {
                let ends = self.streaks.find(picture, ball.at);
                ball.streak = ends.map(|ends| Streak { ends, exposure_s });
            }
        }
        self.pictures += 1;
        Ok(())
    }

    fn is_time_to_look(&self, engine: &Engine) -> bool {
        self.pictures == 0
            || self.lost
            || self.people.is_empty()
            || self.pictures - self.looked >= u64::from(engine.options.detect_every)
    }

    /// Has the detector look: people's boxes begin anew.
    fn look(
        &mut self,
        engine: &Engine,
        picture: &Picture<'_>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        let options = &engine.options;
        let min_score = options.min_score.min(options.min_ball_score);
        let size = options.detector_size;
        let found = engine
            .detector
            .detect(picture, size, min_score, &mut self.scratch)?;
        let is_ball = |d: &&Detection| d.class == Class::Ball && d.score >= options.min_ball_score;
        balls.extend(found.iter().filter(is_ball).map(ball_of));
        let is_person = |d: &&Detection| {
            d.class == Class::Person
                && d.score >= options.min_score
                && d.bounds.height() >= options.min_height_px
                && d.bounds.width() > 1.0
        };
        self.people.clear();
        self.people.extend(
            found
                .iter()
                .filter(is_person)
                .take(options.max_people)
                .map(|d| Followed {
                    bounds: d.bounds,
                    score: d.score,
                    sure: false,
                }),
        );
        self.looked = self.pictures;
        self.lost = false;
        Ok(())
    }

    /// Finds the joints in every box, and moves the boxes to them.
    fn see_joints(
        &mut self,
        engine: &Engine,
        picture: &Picture<'_>,
        people: &mut Vec<Person2d>,
    ) -> Result<(), ModelError> {
        let Some(pose) = &engine.pose else {
            return Ok(());
        };
        let Some(set) = pose.manifest().joints() else {
            return Ok(());
        };
        let boxes: Vec<Box2d> = self.people.iter().map(|p| p.bounds).collect();
        let found = pose.joints(picture, &boxes, &mut self.scratch)?;
        let mut vectors = match &engine.reid {
            Some(reid) => reid.appearances(picture, &boxes, &mut self.scratch)?,
            None => Vec::new(),
        };
        vectors.resize(found.len(), None);
        let min = engine.options.min_joint_score;
        for ((spots, appearance), followed) in found.iter().zip(vectors).zip(&self.people) {
            people.push(Person2d {
                joints: joints_of(spots.iter().map(Some), set, min),
                score: followed.score,
                appearance,
            });
        }
        if engine.options.detect_every > 1 {
            self.follow(&found, picture);
        }
        Ok(())
    }

    /// Moves each box to where its joints are. When somebody who was followed is lost, the detector looks at the
    /// next picture; somebody's twin is dropped.
    fn follow(&mut self, found: &[Vec<Spot>], picture: &Picture<'_>) {
        let before = std::mem::take(&mut self.people);
        for (old, spots) in before.into_iter().zip(found) {
            let mean = spots.iter().map(|s| s.score).sum::<f32>() / spots.len().max(1) as f32;
            let round = box_round(spots, picture).filter(|_| mean >= LOST_SCORE);
            self.lost |= round.is_none() && old.sure;
            let person = Followed {
                bounds: round.unwrap_or(old.bounds),
                score: old.score,
                sure: round.is_some(),
            };
            let is_twin = |p: &Followed| p.bounds.iou(&person.bounds) > SAME_PERSON_IOU;
            if !self.people.iter().any(is_twin) {
                self.people.push(person);
            }
        }
    }

    fn see_everyone(
        &mut self,
        engine: &Engine,
        picture: &Picture<'_>,
        people: &mut Vec<Person2d>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        let Some(set) = engine.detector.manifest().joints() else {
            return Ok(());
        };
        let options = &engine.options;
        let (found, seen_balls) = engine.detector.everyone(
            picture,
            options.detector_size,
            [options.min_score, options.min_ball_score],
            &mut self.scratch,
        )?;
        balls.extend(seen_balls.iter().map(|spot| Ball2d {
            at: RawPixel::new(spot.at[0].into(), spot.at[1].into()),
            score: spot.score,
            sigma_px: spot.sigma,
            streak: None,
        }));
        people.extend(found.iter().take(options.max_people).map(|p| Person2d {
            joints: joints_of(
                p.joints.iter().map(Option::as_ref),
                set,
                options.min_joint_score,
            ),
            score: p.score,
            appearance: None,
        }));
        Ok(())
    }
}

/// Joints of a set as canonical ones; those below `min_score` were not seen.
fn joints_of<'a>(
    spots: impl Iterator<Item = Option<&'a Spot>>,
    set: &JointSet,
    min_score: f32,
) -> [Option<Keypoint>; JOINT_COUNT] {
    let mut joints = [None; JOINT_COUNT];
    for (spot, joint) in spots.zip(set.joints) {
        let (Some(spot), Some(joint)) = (spot, joint.canonical) else {
            continue;
        };
        let [x, y] = spot.at;
        if spot.score >= min_score && x.is_finite() && y.is_finite() {
            joints[joint.index()] = Some(Keypoint::measured(x, y, spot.score, spot.sigma));
        }
    }
    joints
}

/// The box round the surer joints, with what a body has beyond them; `None` when they are too few or outside.
fn box_round(spots: &[Spot], picture: &Picture<'_>) -> Option<Box2d> {
    let sure = || spots.iter().filter(|s| s.score >= LOST_SCORE).map(|s| s.at);
    if sure().count() < 4 {
        return None;
    }
    let low = |i: usize| sure().map(|p| p[i]).fold(f32::INFINITY, f32::min);
    let high = |i: usize| sure().map(|p| p[i]).fold(f32::NEG_INFINITY, f32::max);
    let beyond = BEYOND_JOINTS * (high(0) - low(0)).max(high(1) - low(1));
    let [w, h] = picture.size().map(|s| s as f32);
    let bounds = Box2d {
        x1: (low(0) - beyond).max(0.0),
        y1: (low(1) - beyond).max(0.0),
        x2: (high(0) + beyond).min(w),
        y2: (high(1) + beyond).min(h),
    };
    (bounds.width() > 1.0 && bounds.height() > 1.0).then_some(bounds)
}

fn ball_of(found: &Detection) -> Ball2d {
    let [x, y] = found.bounds.centre();
    // A box counts pixel edges, a point pixel centres. Detectors place a ball's edges to about a tenth of its size.
    Ball2d {
        at: RawPixel::new(f64::from(x - 0.5), f64::from(y - 0.5)),
        score: found.score,
        sigma_px: (0.1 * found.bounds.width().max(found.bounds.height())).max(0.5),
        streak: None,
    }
}
