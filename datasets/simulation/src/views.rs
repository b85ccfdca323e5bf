//! Truth views: what a good detector would see of a known world, with the errors that the file asks for.

use nalgebra::{Point2, Point3};
use trackside_calibration::Camera;
use trackside_schema::{
    Ball2d, CameraId, FrameSet, JOINT_COUNT, Joint, Keypoint, Person2d, RawPixel, Streak,
    Timestamp, View, WorldPoint,
};

use crate::actor::Kit;
use crate::cameras::{SyntheticCamera, Taken};
use crate::error::SimulationError;
use crate::file::ViewsFile;
use crate::instant::Instant;
use crate::occlusion::Bodies;
use crate::random::{Random, stream};
use crate::truth::{TruthLine, truth_line};
use crate::world::World;

/// A person of whom fewer joints are seen is not found.
const LEAST_JOINTS: usize = 5;
/// A shorter blur does not show, px.
const STREAK_PX: f64 = 3.0;
/// A detector never says that it is surer than this of a joint, px.
const LEAST_SIGMA_PX: f64 = 0.5;

/// Makes views of one world. Keeps what it needs from call to call.
pub struct Viewer<'w> {
    world: &'w World,
    now: Instant,
    first_row: Instant,
    last_row: Instant,
    bodies: Bodies,
}

impl<'w> Viewer<'w> {
    /// A viewer of that world.
    pub fn new(world: &'w World) -> Viewer<'w> {
        Viewer {
            world,
            now: Instant::default(),
            first_row: Instant::default(),
            last_row: Instant::default(),
            bodies: Bodies::default(),
        }
    }

    /// One camera's picture as a view; `None` when the picture is lost, or there is no such camera. The same picture is the same view,
    /// whatever was asked before.
    pub fn view(&mut self, camera: usize, image: u64) -> Option<View> {
        let synthetic = self.world.cameras().get(camera)?;
        let taken = synthetic.taken(image);
        (!taken.lost).then(|| self.see(camera, synthetic, &taken))
    }

    /// Whether a camera has the ball in its picture at `t_s` with nobody before it.
    pub fn sees_ball(&mut self, camera: usize, t_s: f64) -> bool {
        let world = self.world;
        let Some(synthetic) = world.cameras().get(camera) else {
            return false;
        };
        world.at(t_s, &mut self.now);
        let Some(ball) = self.now.ball else {
            return false;
        };
        let looking = synthetic.camera_at(t_s);
        let eye = looking.centre().0;
        self.bodies.set(world.actors(), &self.now, &eye, true);
        let px = looking.project(WorldPoint(ball.at));
        px.is_some_and(|px| looking.is_in_image(px))
            && !self.bodies.hide_ball(&ball.at, ball.radius_m)
    }

    fn see(&mut self, index: usize, synthetic: &SyntheticCamera, taken: &Taken) -> View {
        let world = self.world;
        let file = &world.file().views;
        world.at(taken.shows_s, &mut self.now);
        let half = 0.5 * synthetic.rolling_shutter_s;
        world.at(taken.shows_s - half, &mut self.first_row);
        world.at(taken.shows_s + half, &mut self.last_row);
        // A frozen or repeated picture has the errors of the picture that it repeats.
        let shown = synthetic
            .last_image_at(taken.shows_s + 1e-6)
            .unwrap_or(taken.image);
        let words = [stream::VIEWS, index as u64, shown];
        let mut sight = Sight {
            camera: synthetic.camera_at(taken.shows_s),
            file,
            random: Random::new(world.seed(), &words),
            picture: [index as u64, shown],
        };
        self.bodies.set(
            world.actors(),
            &self.now,
            &sight.camera.centre().0,
            file.occlusion,
        );
        let mut view = View {
            // A rig has at most 255 cameras.
            camera: CameraId(index as u8),
            frame_index: taken.image,
            stamp: synthetic.stamp(taken, file.known_clocks),
            ..View::default()
        };
        for i in 0..self.now.actors.len() {
            view.people.extend(sight.person(i, self));
        }
        sight.add_false_people(&mut view);
        let shows = sight.add_balls(self, &mut view);
        if file.streaks && shows {
            let half = 0.5 * synthetic.exposure_s;
            let shown = [taken.shows_s - half, taken.shows_s + half].map(|t| {
                world.at(t, &mut self.first_row);
                self.first_row.ball.map(|b| b.at)
            });
            if let [Some(opens), Some(closes)] = shown {
                sight.add_streak([opens, closes], synthetic.exposure_s, &mut view);
            }
        }
        view
    }
}

/// One picture while it is looked at.
struct Sight<'f> {
    camera: Camera,
    file: &'f ViewsFile,
    random: Random,
    /// The camera and the picture that it shows.
    picture: [u64; 2],
}

impl Sight<'_> {
    /// Where a point that moves from `first` to `last` between the first and the last row shows; `None` outside the picture.
    fn project(
        &self,
        now: &Point3<f64>,
        first: &Point3<f64>,
        last: &Point3<f64>,
    ) -> Option<Point2<f64>> {
        let middle = self.camera.project(WorldPoint(*now))?;
        let share = (middle.y / f64::from(self.camera.size_px[1])).clamp(0.0, 1.0);
        let at = first + (last - first) * share;
        // With a global shutter first, last and now are one.
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

    fn keypoint(&mut self, at: Point2<f64>) -> Keypoint {
        let mut at = self.noisy(at, self.file.noise_px);
        let wrong = self.random.chance(self.file.outlier_share);
        if wrong {
            at = self.noisy(at, self.file.outlier_px);
        }
        let score = self.random.between(0.65, 0.98) * if wrong { 0.7 } else { 1.0 };
        let sigma = self.file.noise_px.max(LEAST_SIGMA_PX);
        Keypoint::measured(at.x as f32, at.y as f32, score as f32, sigma as f32)
    }

    fn person(&mut self, i: usize, viewer: &Viewer<'_>) -> Option<Person2d> {
        let missed = self.random.chance(self.file.missed_people_share);
        let mut joints = [None; JOINT_COUNT];
        let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
        for (j, place) in joints.iter_mut().enumerate() {
            let of = |instant: &Instant| instant.actors[i].joints[j];
            let at = of(&viewer.now);
            let Some(px) = self.project(&at, &of(&viewer.first_row), &of(&viewer.last_row)) else {
                continue;
            };
            (top, bottom) = (top.min(px.y), bottom.max(px.y));
            let unseen = self.random.chance(self.file.missed_share);
            let keypoint = self.keypoint(px);
            if !unseen && !viewer.bodies.hide_joint(i, Joint::ALL[j], &at) {
                *place = Some(keypoint);
            }
        }
        let seen = joints.iter().flatten().count();
        if missed || seen < LEAST_JOINTS || bottom - top < self.file.least_person_px {
            return None;
        }
        let score = joints.iter().flatten().map(|k| k.score).sum::<f32>() / seen as f32;
        Some(Person2d {
            joints,
            score,
            appearance: self
                .file
                .appearance
                .then(|| self.look(viewer.now.actors[i].actor, viewer.world)),
        })
    }

    /// An appearance vector as a network for it would give: of unit length, alike for who looks alike. It has its own stream, so that
    /// worlds with and without are otherwise the same.
    fn look(&self, actor: usize, world: &World) -> Vec<f32> {
        let [camera, picture] = self.picture;
        let words = [stream::LOOKS, camera, picture, actor as u64];
        let mut random = Random::new(world.seed(), &words);
        let mut look = colours(&world.actors()[actor].kit);
        let each = self.file.appearance_noise / (look.len() as f64).sqrt();
        look.iter_mut().for_each(|v| *v += each * random.normal());
        unit(&look).map(|v| v as f32).collect()
    }

    /// People who are not there look like those who are, elsewhere.
    fn add_false_people(&mut self, view: &mut View) {
        let real = view.people.len();
        for _ in 0..self.random.poisson(self.file.false_people) {
            if real == 0 {
                return;
            }
            let mut person = view.people[self.random.index(real)].clone();
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
        // Detectors do not know who is who.
        for i in (1..view.people.len()).rev() {
            view.people.swap(i, self.random.index(i + 1));
        }
    }

    /// The ball, where it shows, comes first; says whether it does.
    fn add_balls(&mut self, viewer: &Viewer<'_>, view: &mut View) -> bool {
        let sigma = self.file.ball_noise_px;
        if let (Some(ball), Some(first), Some(last)) =
            (viewer.now.ball, viewer.first_row.ball, viewer.last_row.ball)
        {
            let missed = self.random.chance(self.file.missed_ball_share);
            let away = (ball.at - self.camera.centre().0).norm();
            let radius_px = self.camera.intrinsics.fx * ball.radius_m / away;
            let seen = self.project(&ball.at, &first.at, &last.at).filter(|_| {
                !missed
                    && radius_px >= self.file.least_ball_px
                    && !viewer.bodies.hide_ball(&ball.at, ball.radius_m)
            });
            if let Some(px) = seen {
                let at = self.noisy(px, sigma);
                let score = self.random.between(0.5, 0.95);
                view.balls.push(ball_at(at, score, sigma));
            }
        }
        let shows = !view.balls.is_empty();
        for _ in 0..self.random.poisson(self.file.false_balls) {
            let [w, h] = self.camera.size_px.map(f64::from);
            let at = Point2::new(
                self.random.between(0.0, w - 1.0),
                self.random.between(0.0, h - 1.0),
            );
            let score = self.random.between(0.2, 0.7);
            view.balls.push(ball_at(at, score, sigma));
        }
        shows
    }

    /// The ends of the blur of the first ball, in no order, where they are apart.
    fn add_streak(&mut self, ends: [Point3<f64>; 2], exposure_s: f64, view: &mut View) {
        let [Some(a), Some(b)] = ends.map(|p| self.project(&p, &p, &p)) else {
            return;
        };
        let sigma = self.file.ball_noise_px;
        if (a - b).norm() < STREAK_PX {
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

/// What can be seen of a kit and who wears it, of unit length: the larger the patch, the more it counts.
fn colours(kit: &Kit) -> Vec<f64> {
    let patches = [
        (kit.shirt, 2.0),
        (kit.shorts, 1.5),
        (kit.socks, 0.7),
        (kit.shoes, 0.5),
        (kit.skin, 1.0),
        (kit.hair, 0.7),
    ];
    let of =
        |(colour, weight): ([u8; 3], f64)| colour.map(|c| weight * (f64::from(c) / 127.5 - 1.0));
    let look: Vec<f64> = patches.into_iter().flat_map(of).collect();
    unit(&look).collect()
}

fn unit(look: &[f64]) -> impl Iterator<Item = f64> {
    let length = look.iter().map(|v| v * v).sum::<f64>().sqrt().max(1e-9);
    look.iter().map(move |v| v / length)
}

fn ball_at(at: Point2<f64>, score: f64, sigma_px: f64) -> Ball2d {
    Ball2d {
        at: RawPixel::new(f64::from(at.x as f32), f64::from(at.y as f32)),
        score: score as f32,
        sigma_px: sigma_px.max(LEAST_SIGMA_PX) as f32,
        streak: None,
    }
}

/// The moments of a world with the truth of each: views by the tick nearest their stamps, at most one per camera.
pub struct Moments<'w> {
    viewer: Viewer<'w>,
    rate_hz: f64,
    tick: u64,
    ticks: u64,
    next_image: Vec<u64>,
}

impl<'w> Moments<'w> {
    /// `rate_hz` moments a second for `seconds`.
    ///
    /// # Errors
    /// The rate is not from 1 to 1000, or the time is not a positive number.
    pub fn new(
        world: &'w World,
        rate_hz: f64,
        seconds: f64,
    ) -> Result<Moments<'w>, SimulationError> {
        if !((1.0..=1000.0).contains(&rate_hz) && seconds > 0.0 && seconds.is_finite()) {
            let what = format!("{rate_hz} moments a second for {seconds} s cannot be made");
            return Err(SimulationError(what));
        }
        Ok(Moments {
            viewer: Viewer::new(world),
            rate_hz,
            tick: 0,
            ticks: (rate_hz * seconds).ceil() as u64,
            next_image: vec![0; world.cameras().len()],
        })
    }

    /// The picture of a camera that belongs to the tick: stamped nearest to it, not lost, and in time.
    fn image_of(&mut self, camera: usize) -> Option<u64> {
        let world = self.viewer.world;
        let file = &world.file().views;
        let synthetic = &world.cameras()[camera];
        let mut best: Option<(f64, u64)> = None;
        loop {
            let image = self.next_image[camera];
            let taken = synthetic.taken(image);
            let place = synthetic.stamped_s(&taken, file.known_clocks) * self.rate_hz;
            let tick = self.tick as f64;
            if place.round() > tick {
                return best.map(|b| b.1);
            }
            self.next_image[camera] += 1;
            let off = (place - tick).abs();
            let in_time = taken.arrives_s - taken.mid_exposure_s <= file.deadline_s;
            if place.round() == tick && !taken.lost && in_time && best.is_none_or(|b| off < b.0) {
                best = Some((off, image));
            }
        }
    }
}

impl Iterator for Moments<'_> {
    type Item = (FrameSet, TruthLine);

    fn next(&mut self) -> Option<(FrameSet, TruthLine)> {
        if self.tick >= self.ticks {
            return None;
        }
        let t = self.tick as f64 / self.rate_hz;
        let mut moment = FrameSet {
            tick: self.tick,
            time: Timestamp::default().plus_seconds(t),
            views: Vec::new(),
        };
        for camera in 0..self.next_image.len() {
            if let Some(image) = self.image_of(camera) {
                moment.views.extend(self.viewer.view(camera, image));
            }
        }
        let truth = truth_line(self.viewer.world, self.tick, t, &mut self.viewer.now);
        self.tick += 1;
        Some((moment, truth))
    }
}
