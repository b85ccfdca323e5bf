//! Simulated views: what a good detector would report of a known world, with the errors that the file sets.

use nalgebra::{Point2, Point3, Vector2};
use trackside_calibration::Camera;
use trackside_schema::{
    Ball2d, CameraId, JOINT_COUNT, Joint, Keypoint, Person2d, RawPixel, Streak, View, WorldPoint,
};

use crate::actor::Kit;
use crate::lasting_noise::lasting_noise;
use crate::occlusion::Occluders;
use crate::random::{RandomStream, purpose};
use crate::stolen_joints::steal_joints;
use crate::synthetic_camera::{CapturedImage, SyntheticCamera};
use crate::world::World;
use crate::world_file::ViewsSection;
use crate::world_state::WorldState;

/// A person with fewer visible joints is not detected.
const MIN_JOINTS: usize = 5;
/// A shorter motion blur gives no streak, px.
const MIN_STREAK_PX: f64 = 3.0;
/// Smallest standard deviation that a detector reports, px.
const MIN_SIGMA_PX: f64 = 0.5;

/// Generates the views of one world. Its memory is reused from call to call.
pub struct ViewGenerator<'w> {
    world: &'w World,
    /// At the middle row's exposure.
    now: WorldState,
    first_row: WorldState,
    last_row: WorldState,
    occluders: Occluders,
}

impl<'w> ViewGenerator<'w> {
    /// A generator for that world.
    pub fn new(world: &'w World) -> ViewGenerator<'w> {
        ViewGenerator {
            world,
            now: WorldState::default(),
            first_row: WorldState::default(),
            last_row: WorldState::default(),
            occluders: Occluders::default(),
        }
    }

    /// The world.
    pub fn world(&self) -> &'w World {
        self.world
    }

    /// The view of one camera's image; `None` of a lost image or an unknown camera. It does not depend on earlier calls.
    pub fn view(&mut self, camera: usize, frame_index: u64) -> Option<View> {
        let synthetic = self.world.cameras().get(camera)?;
        let image = synthetic.captured_image(frame_index);
        (!image.is_lost).then(|| self.generate(camera, synthetic, &image))
    }

    /// Whether a camera has the ball in its image at `t_s`, and no body occludes it.
    pub fn is_ball_visible(&mut self, camera: usize, t_s: f64) -> bool {
        let world = self.world;
        let Some(synthetic) = world.cameras().get(camera) else {
            return false;
        };
        world.at(t_s, &mut self.now);
        let Some(ball) = self.now.ball else {
            return false;
        };
        let calibrated = synthetic.camera_at(t_s);
        let centre = calibrated.centre().0;
        self.occluders
            .update(world.actors(), &self.now, &centre, true);
        let px = calibrated.project(WorldPoint(ball.at));
        px.is_some_and(|px| calibrated.is_in_image(px))
            && !self.occluders.is_ball_occluded(&ball.at, ball.radius_m)
    }

    fn generate(
        &mut self,
        index: usize,
        synthetic: &SyntheticCamera,
        image: &CapturedImage,
    ) -> View {
        let world = self.world;
        let errors = &world.file().views;
        world.at(image.content_s, &mut self.now);
        let half = 0.5 * synthetic.rolling_shutter_s;
        world.at(image.content_s - half, &mut self.first_row);
        world.at(image.content_s + half, &mut self.last_row);
        // A frozen or repeated image has the errors of the image that it repeats.
        let content_index = synthetic
            .last_image_at(image.content_s + 1e-6)
            .unwrap_or(image.frame_index);
        let words = [purpose::VIEWS, index as u64, content_index];
        let mut detector = SimulatedDetector {
            camera: synthetic.camera_at(image.content_s),
            errors,
            random: RandomStream::new(world.seed(), &words),
            image: [index as u64, content_index],
            content_s: image.content_s,
            seed: world.seed(),
        };
        self.occluders.update(
            world.actors(),
            &self.now,
            &detector.camera.centre().0,
            errors.occlusion,
        );
        let mut view = View {
            // A rig has at most 255 cameras.
            camera: CameraId(index as u8),
            frame_index: image.frame_index,
            stamp: synthetic.stamp(image, errors.corrected_clocks),
            ..View::default()
        };
        for i in 0..self.now.actors.len() {
            view.people.extend(detector.person(i, self));
        }
        let words = [purpose::STOLEN_JOINTS, index as u64, content_index];
        let mut random = RandomStream::new(world.seed(), &words);
        steal_joints(&mut view.people, errors, &mut random);
        detector.add_false_people(&mut view);
        let is_ball_detected = detector.add_balls(self, &mut view);
        if errors.streaks && is_ball_detected {
            let half = 0.5 * synthetic.exposure_s;
            let ends = [image.content_s - half, image.content_s + half].map(|t| {
                world.at(t, &mut self.first_row);
                self.first_row.ball.map(|b| b.at)
            });
            if let [Some(opening), Some(closing)] = ends {
                detector.add_streak([opening, closing], synthetic.exposure_s, &mut view);
            }
        }
        view
    }
}

/// A detector with errors, applied to one image.
struct SimulatedDetector<'f> {
    camera: Camera,
    errors: &'f ViewsSection,
    random: RandomStream,
    /// The camera and the index of the image's content.
    image: [u64; 2],
    /// The time that the image shows, s.
    content_s: f64,
    /// The world's.
    seed: u64,
}

impl SimulatedDetector<'_> {
    /// The image of a point that moves from `first` to `last` between the first and the last row; `None` outside the image.
    fn project(
        &self,
        now: &Point3<f64>,
        first: &Point3<f64>,
        last: &Point3<f64>,
    ) -> Option<Point2<f64>> {
        let middle = self.camera.project(WorldPoint(*now))?;
        let share = (middle.y / f64::from(self.camera.size_px[1])).clamp(0.0, 1.0);
        let at = first + (last - first) * share;
        // With a global shutter first, last and now are equal.
        let raw = self.camera.project(WorldPoint(at))?;
        self.camera
            .is_in_image(raw)
            .then(|| Point2::new(raw.x, raw.y))
    }

    fn noisy(&mut self, at: Point2<f64>, sigma_px: f64) -> Point2<f64> {
        Point2::new(
            at.x + sigma_px * self.random.normal(),
            at.y + sigma_px * self.random.normal(),
        )
    }

    /// What of the error of an actor's joint lasts, px.
    fn lasting_error_px(&self, actor: usize, joint: usize) -> Vector2<f64> {
        let ViewsSection {
            lasting_noise_px: sigma_px,
            lasting_noise_s: time_s,
            ..
        } = *self.errors;
        if sigma_px <= 0.0 {
            return Vector2::zeros();
        }
        let words = [
            purpose::LASTING_NOISE,
            self.image[0],
            actor as u64,
            joint as u64,
        ];
        let mut random = RandomStream::new(self.seed, &words);
        Vector2::from_fn(|_, _| sigma_px * lasting_noise(&mut random, self.content_s, time_s))
    }

    fn keypoint(&mut self, at: Point2<f64>) -> Keypoint {
        let mut at = self.noisy(at, self.errors.noise_px);
        let is_outlier = self.random.chance(self.errors.outlier_share);
        if is_outlier {
            at = self.noisy(at, self.errors.outlier_px);
        }
        let score = self.random.between(0.65, 0.98) * if is_outlier { 0.7 } else { 1.0 };
        let sigma = self.errors.noise_px.hypot(self.errors.lasting_noise_px);
        let sigma = sigma.max(MIN_SIGMA_PX);
        Keypoint::measured(at.x as f32, at.y as f32, score as f32, sigma as f32)
    }

    fn person(&mut self, i: usize, generator: &ViewGenerator<'_>) -> Option<Person2d> {
        let is_missed = self.random.chance(self.errors.missed_people_share);
        let mut joints = [None; JOINT_COUNT];
        let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
        for (j, keypoint) in joints.iter_mut().enumerate() {
            let of = |state: &WorldState| state.actors[i].joints[j];
            let at = of(&generator.now);
            let Some(px) = self.project(&at, &of(&generator.first_row), &of(&generator.last_row))
            else {
                continue;
            };
            (top, bottom) = (top.min(px.y), bottom.max(px.y));
            let is_joint_missed = self.random.chance(self.errors.missed_share);
            let detected =
                self.keypoint(px + self.lasting_error_px(generator.now.actors[i].actor, j));
            if !is_joint_missed && !generator.occluders.is_joint_occluded(i, Joint::ALL[j], &at) {
                *keypoint = Some(detected);
            }
        }
        let count = joints.iter().flatten().count();
        if is_missed || count < MIN_JOINTS || bottom - top < self.errors.min_person_px {
            return None;
        }
        let score = joints.iter().flatten().map(|k| k.score).sum::<f32>() / count as f32;
        let actor = generator.now.actors[i].actor;
        Some(Person2d {
            joints,
            score,
            appearance: self
                .errors
                .appearance
                .then(|| self.appearance(actor, generator.world)),
        })
    }

    /// An appearance vector as a re-identification network would give it: of unit length, similar for similar kits. Its stream is
    /// separate, so that worlds with and without are otherwise equal.
    fn appearance(&self, actor: usize, world: &World) -> Vec<f32> {
        let [camera, image] = self.image;
        let words = [purpose::APPEARANCES, camera, image, actor as u64];
        let mut random = RandomStream::new(world.seed(), &words);
        let mut vector = kit_vector(&world.actors()[actor].kit);
        let sigma = self.errors.appearance_noise / (vector.len() as f64).sqrt();
        vector
            .iter_mut()
            .for_each(|v| *v += sigma * random.normal());
        normalized(&vector).map(|v| v as f32).collect()
    }

    /// False people are displaced copies of the true ones.
    fn add_false_people(&mut self, view: &mut View) {
        let true_count = view.people.len();
        for _ in 0..self.random.poisson(self.errors.false_people) {
            if true_count == 0 {
                return;
            }
            let mut person = view.people[self.random.index(true_count)].clone();
            let [w, h] = self.camera.size_px.map(f64::from);
            let (dx, dy) = (
                self.random.between(-0.4, 0.4) * w,
                self.random.between(-0.2, 0.2) * h,
            );
            for k in person.joints.iter_mut().flatten() {
                let (x, y) = (k.at.x + dx, k.at.y + dy);
                *k = Keypoint::measured(x as f32, y as f32, 0.6 * k.score, k.sigma_px);
            }
            person.score *= 0.6;
            view.people.push(person);
        }
        // Shuffled: detectors do not know identities.
        for i in (1..view.people.len()).rev() {
            view.people.swap(i, self.random.index(i + 1));
        }
    }

    /// Adds the true ball first, where it is detected, then false ones; returns whether it is.
    fn add_balls(&mut self, generator: &ViewGenerator<'_>, view: &mut View) -> bool {
        let sigma = self.errors.ball_noise_px;
        if let (Some(ball), Some(first), Some(last)) = (
            generator.now.ball,
            generator.first_row.ball,
            generator.last_row.ball,
        ) {
            let is_missed = self.random.chance(self.errors.missed_ball_share);
            let range_m = (ball.at - self.camera.centre().0).norm();
            let radius_px = self.camera.intrinsics.fx * ball.radius_m / range_m;
            let visible = self.project(&ball.at, &first.at, &last.at).filter(|_| {
                !is_missed
                    && radius_px >= self.errors.min_ball_px
                    && !generator
                        .occluders
                        .is_ball_occluded(&ball.at, ball.radius_m)
            });
            if let Some(px) = visible {
                let at = self.noisy(px, sigma);
                let score = self.random.between(0.5, 0.95);
                view.balls.push(ball_candidate(at, score, sigma));
            }
        }
        let is_detected = !view.balls.is_empty();
        for _ in 0..self.random.poisson(self.errors.false_balls) {
            let [w, h] = self.camera.size_px.map(f64::from);
            let at = Point2::new(
                self.random.between(0.0, w - 1.0),
                self.random.between(0.0, h - 1.0),
            );
            let score = self.random.between(0.2, 0.7);
            view.balls.push(ball_candidate(at, score, sigma));
        }
        is_detected
    }

    /// Adds the ends of the first ball's motion blur, in no particular order, where the blur is long enough.
    fn add_streak(&mut self, ends: [Point3<f64>; 2], exposure_s: f64, view: &mut View) {
        let [Some(a), Some(b)] = ends.map(|p| self.project(&p, &p, &p)) else {
            return;
        };
        let sigma = self.errors.ball_noise_px;
        if (a - b).norm() < MIN_STREAK_PX {
            return;
        }
        let mut ends = [a, b].map(|p| self.noisy(p, sigma));
        if self.random.chance(0.5) {
            ends.swap(0, 1);
        }
        if let Some(ball) = view.balls.first_mut() {
            ball.streak = Some(Streak {
                ends: ends.map(|p| RawPixel::new(f64::from(p.x as f32), f64::from(p.y as f32))),
                exposure_s: exposure_s as f32,
            });
        }
    }
}

/// The colours of a kit and its wearer as a vector of unit length; larger areas weigh more.
fn kit_vector(kit: &Kit) -> Vec<f64> {
    let areas = [
        (kit.shirt, 2.0),
        (kit.shorts, 1.5),
        (kit.socks, 0.7),
        (kit.shoes, 0.5),
        (kit.skin, 1.0),
        (kit.hair, 0.7),
    ];
    let weighted =
        |(colour, weight): ([u8; 3], f64)| colour.map(|c| weight * (f64::from(c) / 127.5 - 1.0));
    let vector: Vec<f64> = areas.into_iter().flat_map(weighted).collect();
    normalized(&vector).collect()
}

fn normalized(vector: &[f64]) -> impl Iterator<Item = f64> {
    let length = vector.iter().map(|v| v * v).sum::<f64>().sqrt().max(1e-9);
    vector.iter().map(move |v| v / length)
}

fn ball_candidate(at: Point2<f64>, score: f64, sigma_px: f64) -> Ball2d {
    Ball2d {
        at: RawPixel::new(f64::from(at.x as f32), f64::from(at.y as f32)),
        score: score as f32,
        sigma_px: sigma_px.max(MIN_SIGMA_PX) as f32,
        streak: None,
    }
}
