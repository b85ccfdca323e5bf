//! The detections of one camera: people with their joints, and balls.

use std::sync::Arc;

use trackside_schema::{Ball2d, JOINT_COUNT, JointSet, Keypoint, Person2d, RawPixel, Streak};

use crate::decode::{Box2d, Class, DecodedKeypoint, Detection};
use crate::engine::Engine;
use crate::error::ModelError;
use crate::image::ImageView;
use crate::infer::InferenceBuffers;
use crate::manifest::ModelTask;
use crate::streak::StreakDetector;

/// A box whose joints have a mean score below this is lost, and the detector runs on the next image.
const MIN_TRACKING_SCORE: f32 = 0.3;

/// Boxes with a larger intersection over union than this are duplicates.
const DUPLICATE_IOU: f32 = 0.7;

/// Padding of the bounding box of the joints on each side, relative to its larger side: hair, feet and hands extend beyond
/// the joints.
const BOX_PADDING: f32 = 0.1;

/// Motion blur is measured for at most this many balls per image, the first ones.
const MAX_STREAKS: usize = 4;

/// Detects people and balls in the images of one camera. Boxes follow people from image to image, so images must come in
/// order.
pub struct Observer {
    engine: Arc<Engine>,
    /// Number of images so far.
    images: u64,
    /// Index of the image on which the detector last ran.
    last_detection: u64,
    is_box_lost: bool,
    boxes: Vec<TrackedBox>,
    buffers: InferenceBuffers,
    /// Exposure time of the camera, s; `None`: unknown, and motion blur is not measured.
    exposure_s: Option<f32>,
    streaks: StreakDetector,
}

/// The box of one person, carried from image to image.
#[derive(Clone, Copy, Debug)]
struct TrackedBox {
    bounds: Box2d,
    score: f32,
    /// Whether `bounds` comes from joints with sufficient scores; otherwise from the detector.
    is_from_joints: bool,
}

impl Engine {
    /// A new observer for one camera.
    pub fn observer(self: &Arc<Self>) -> Observer {
        Observer::new(Arc::clone(self))
    }
}

impl Observer {
    fn new(engine: Arc<Engine>) -> Observer {
        Observer {
            engine,
            images: 0,
            last_detection: 0,
            is_box_lost: false,
            boxes: Vec::new(),
            buffers: InferenceBuffers::default(),
            exposure_s: None,
            streaks: StreakDetector::default(),
        }
    }

    /// Sets the exposure time of the camera, s, which enables the measurement of motion blur.
    pub fn with_exposure(self, exposure_s: Option<f64>) -> Observer {
        Observer {
            exposure_s: exposure_s.map(|s| s as f32),
            ..self
        }
    }

    /// Detects people and balls in the camera's next image. Clears `people` and `balls` first; positions are raw pixels.
    /// Images on which the detector does not run (`detect_every`) have no balls, unless there is a separate ball model.
    ///
    /// # Errors
    /// An image whose bytes do not fit its size, and errors of the networks.
    pub fn observe(
        &mut self,
        image: &ImageView<'_>,
        people: &mut Vec<Person2d>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        people.clear();
        balls.clear();
        image.check()?;
        let engine = Arc::clone(&self.engine);
        if engine.detector.manifest().task == ModelTask::PoseMulti {
            self.detect_multi_pose(&engine, image, people, balls)?;
        } else {
            if self.is_detection_due(&engine) {
                self.detect(&engine, image, balls)?;
            }
            self.estimate_joints(&engine, image, people)?;
        }
        if let Some(ball) = &engine.ball {
            let min_score = engine.options.min_ball_score;
            let found = ball.detect(image, None, min_score, &mut self.buffers)?;
            balls.clear();
            balls.extend(
                found
                    .iter()
                    .filter(|d| d.class == Class::Ball)
                    .map(ball_from_detection),
            );
        }
        if let Some(exposure_s) = self.exposure_s {
            for ball in balls.iter_mut().take(MAX_STREAKS) {
                let ends = self.streaks.measure(image, ball.at);
                ball.streak = ends.map(|ends| Streak { ends, exposure_s });
            }
        }
        self.images += 1;
        Ok(())
    }

    fn is_detection_due(&self, engine: &Engine) -> bool {
        self.images == 0
            || self.is_box_lost
            || self.boxes.is_empty()
            || self.images - self.last_detection >= u64::from(engine.options.detect_every)
    }

    /// Runs the detector and replaces the boxes.
    fn detect(
        &mut self,
        engine: &Engine,
        image: &ImageView<'_>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        let options = &engine.options;
        let min_score = options.min_score.min(options.min_ball_score);
        let size = options.detector_size;
        let found = engine
            .detector
            .detect(image, size, min_score, &mut self.buffers)?;
        let is_ball = |d: &&Detection| d.class == Class::Ball && d.score >= options.min_ball_score;
        balls.extend(found.iter().filter(is_ball).map(ball_from_detection));
        let is_person = |d: &&Detection| {
            d.class == Class::Person
                && d.score >= options.min_score
                && d.bounds.height() >= options.min_height_px
                && d.bounds.width() > 1.0
        };
        self.boxes.clear();
        self.boxes.extend(
            found
                .iter()
                .filter(is_person)
                .take(options.max_people)
                .map(|d| TrackedBox {
                    bounds: d.bounds,
                    score: d.score,
                    is_from_joints: false,
                }),
        );
        self.last_detection = self.images;
        self.is_box_lost = false;
        Ok(())
    }

    /// Estimates the joints in every box, and moves the boxes to them.
    fn estimate_joints(
        &mut self,
        engine: &Engine,
        image: &ImageView<'_>,
        people: &mut Vec<Person2d>,
    ) -> Result<(), ModelError> {
        let Some(pose) = &engine.pose else {
            return Ok(());
        };
        let Some(set) = pose.manifest().joints() else {
            return Ok(());
        };
        let boxes: Vec<Box2d> = self.boxes.iter().map(|p| p.bounds).collect();
        let found = pose.estimate_joints(image, &boxes, &mut self.buffers)?;
        let mut embeddings = match &engine.reid {
            Some(reid) => reid.embed_people(image, &boxes, &mut self.buffers)?,
            None => Vec::new(),
        };
        embeddings.resize(found.len(), None);
        let min_score = engine.options.min_joint_score;
        for ((keypoints, appearance), tracked) in found.iter().zip(embeddings).zip(&self.boxes) {
            people.push(Person2d {
                joints: canonical_joints(keypoints.iter().map(Some), set, min_score),
                score: tracked.score,
                appearance,
            });
        }
        if engine.options.detect_every > 1 {
            self.update_boxes(&found, image);
        }
        Ok(())
    }

    /// Moves each box to the bounding box of its joints and drops duplicates. When a box that followed joints loses them,
    /// the detector runs on the next image.
    fn update_boxes(&mut self, found: &[Vec<DecodedKeypoint>], image: &ImageView<'_>) {
        let previous = std::mem::take(&mut self.boxes);
        for (old, keypoints) in previous.into_iter().zip(found) {
            let sum = keypoints.iter().map(|k| k.score).sum::<f32>();
            let mean = sum / keypoints.len().max(1) as f32;
            let bounds = bounding_box(keypoints, image).filter(|_| mean >= MIN_TRACKING_SCORE);
            self.is_box_lost |= bounds.is_none() && old.is_from_joints;
            let tracked = TrackedBox {
                bounds: bounds.unwrap_or(old.bounds),
                score: old.score,
                is_from_joints: bounds.is_some(),
            };
            let is_duplicate = |b: &TrackedBox| b.bounds.iou(&tracked.bounds) > DUPLICATE_IOU;
            if !self.boxes.iter().any(is_duplicate) {
                self.boxes.push(tracked);
            }
        }
    }

    fn detect_multi_pose(
        &mut self,
        engine: &Engine,
        image: &ImageView<'_>,
        people: &mut Vec<Person2d>,
        balls: &mut Vec<Ball2d>,
    ) -> Result<(), ModelError> {
        let Some(set) = engine.detector.manifest().joints() else {
            return Ok(());
        };
        let options = &engine.options;
        let (found, found_balls) = engine.detector.detect_multi_pose(
            image,
            options.detector_size,
            [options.min_score, options.min_ball_score],
            &mut self.buffers,
        )?;
        balls.extend(found_balls.iter().map(|keypoint| Ball2d {
            at: RawPixel::new(keypoint.at[0].into(), keypoint.at[1].into()),
            score: keypoint.score,
            sigma_px: keypoint.sigma_px,
            streak: None,
        }));
        people.extend(found.iter().take(options.max_people).map(|p| Person2d {
            joints: canonical_joints(
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

/// Maps the joints of `set` to the canonical skeleton; joints below `min_score` count as not detected.
fn canonical_joints<'a>(
    keypoints: impl Iterator<Item = Option<&'a DecodedKeypoint>>,
    set: &JointSet,
    min_score: f32,
) -> [Option<Keypoint>; JOINT_COUNT] {
    let mut joints = [None; JOINT_COUNT];
    for (keypoint, joint) in keypoints.zip(set.joints) {
        let (Some(keypoint), Some(joint)) = (keypoint, joint.canonical) else {
            continue;
        };
        let [x, y] = keypoint.at;
        if keypoint.score >= min_score && x.is_finite() && y.is_finite() {
            joints[joint.index()] =
                Some(Keypoint::measured(x, y, keypoint.score, keypoint.sigma_px));
        }
    }
    joints
}

/// The padded bounding box of the joints with sufficient scores, cut off at the image. `None`: fewer than four joints, or
/// outside the image.
fn bounding_box(keypoints: &[DecodedKeypoint], image: &ImageView<'_>) -> Option<Box2d> {
    let reliable = || {
        let all = keypoints.iter();
        all.filter(|k| k.score >= MIN_TRACKING_SCORE).map(|k| k.at)
    };
    if reliable().count() < 4 {
        return None;
    }
    let low = |i: usize| reliable().map(|p| p[i]).fold(f32::INFINITY, f32::min);
    let high = |i: usize| reliable().map(|p| p[i]).fold(f32::NEG_INFINITY, f32::max);
    let padding = BOX_PADDING * (high(0) - low(0)).max(high(1) - low(1));
    let [w, h] = image.size().map(|s| s as f32);
    let bounds = Box2d {
        x1: (low(0) - padding).max(0.0),
        y1: (low(1) - padding).max(0.0),
        x2: (high(0) + padding).min(w),
        y2: (high(1) + padding).min(h),
    };
    (bounds.width() > 1.0 && bounds.height() > 1.0).then_some(bounds)
}

fn ball_from_detection(detection: &Detection) -> Ball2d {
    let [x, y] = detection.bounds.centre();
    // Boxes are measured from pixel edges, points from pixel centres. Detectors place the edges of a ball to about a tenth
    // of its size.
    Ball2d {
        at: RawPixel::new(f64::from(x - 0.5), f64::from(y - 0.5)),
        score: detection.score,
        sigma_px: (0.1 * detection.bounds.width().max(detection.bounds.height())).max(0.5),
        streak: None,
    }
}
