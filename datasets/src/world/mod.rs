//! Worlds that are known exactly: a venue, its cameras, and athletes and a ball in motion, as a function of time.
//!
//! A [`WorldFile`] and a seed are the whole world. [`World::at`] gives the same bits for the same time whatever was asked
//! before: all that is random is drawn when the world is made. Lengths are metres in world space, times seconds from
//! the start of the action.

mod arms;
mod ball;
mod basketball;
mod body;
mod cameras;
pub mod case_files;
mod cast;
mod check;
mod course;
mod court;
mod curve;
mod field;
mod figure;
mod file;
mod football;
mod gait;
mod heave;
mod legs;
mod occlusion;
mod pitch;
mod rally;
mod random;
mod recorded;
mod scorer;
mod shots;
mod sprint;
mod steer;
mod steps;
mod track;
pub mod views;

use std::fmt;

use nalgebra::{Point3, Vector3};
use trackside_calibration::{Camera, Rig};
use trackside_schema::JOINT_COUNT;

use crate::CaseError;

pub use ball::BallNature;
pub use field::{Field, FieldKind, Marking, Shape, Structure};
pub use file::WorldFile;
pub use recorded::{Recorded, RecordedActor};
pub use scorer::Scorer;
pub use trackside_body::Build;

use cast::{Cast, Member};
pub(crate) use random::Random;

/// Somebody on the field of play.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The truth's name for them.
    pub id: u32,
    /// What they do there.
    pub role: Role,
    /// Their body.
    pub build: Build,
    /// What they wear.
    pub kit: Kit,
}

/// What somebody does on the field of play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Competes.
    Athlete {
        /// Counts teams (lanes in a race) from 0.
        team: u8,
        /// On the shirt.
        number: u8,
    },
    /// Sees to the rules.
    Referee,
}

/// Colours, sRGB, and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kit {
    /// Shirt.
    pub shirt: [u8; 3],
    /// Shorts.
    pub shorts: [u8; 3],
    /// Socks.
    pub socks: [u8; 3],
    /// Shoes.
    pub shoes: [u8; 3],
    /// Skin.
    pub skin: [u8; 3],
    /// Hair.
    pub hair: [u8; 3],
    /// On the shirt.
    pub number: Option<u8>,
}

/// The world at one time. Reused from call to call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instant {
    /// In the order of [`World::actors`]; of recorded ones those who are there.
    pub actors: Vec<Pose>,
    /// The ball, where the sport has one.
    pub ball: Option<BallTruth>,
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Index into [`World::actors`].
    pub actor: usize,
    /// By [`trackside_schema::Joint`], HALPE_26 order, m.
    pub joints: [Point3<f64>; JOINT_COUNT],
    /// Where the pelvis faces: the angle of its forward axis from +x towards +y, rad.
    pub facing: f64,
    /// Whether the left and the right foot bear on the ground.
    pub contacts: [bool; 2],
}

/// What the ball is, which settles its size and how it flies and bounces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallKind {
    /// Size 7, FIBA.
    Basketball,
    /// Size 5, IFAB.
    Football,
    /// Type 2, ITF.
    Tennis,
}

/// Where the ball is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallTruth {
    /// Its centre, m.
    pub at: Point3<f64>,
    /// m/s
    pub velocity: Vector3<f64>,
    /// About the world's axes, rad/s.
    pub spin_rad_s: Vector3<f64>,
    /// m
    pub radius_m: f64,
    /// Whether hands hold it.
    pub held: bool,
}

/// Something that happens at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// s
    pub t_s: f64,
    /// What.
    pub kind: EventKind,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EventKind {
    /// A foot starts to bear on the ground.
    FootDown {
        /// Index into [`World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// A foot leaves the ground.
    FootUp {
        /// Index into [`World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// The ball bounces off the ground.
    Bounce {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// The ball hits a rim, a board, a post or a bar, or a racket hits it.
    Hit {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// The ball goes down through a ring.
    Basket {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// A hand or foot lets go of the ball or strikes it.
    Release {
        /// Index into [`World::actors`].
        actor: usize,
    },
    /// Somebody gets hold of the ball.
    Catch {
        /// Index into [`World::actors`].
        actor: usize,
    },
}

/// A camera of the world: what its calibration says of it, how it keeps time, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntheticCamera {
    /// Its true calibration at time 0.
    pub camera: Camera,
    /// Pictures per second, by its own clock.
    pub fps: f64,
    /// How long the shutter is open, s.
    pub exposure_s: f64,
    /// From the first row's exposure to the last row's, s; 0 for a global shutter.
    pub rolling_shutter_s: f64,
    /// From the shutter's closing (the last row's) to the picture's arrival, s.
    pub latency_s: f64,
    /// The true time of the middle of the first exposure, the middle row's where the shutter rolls, s.
    pub phase_s: f64,
    /// Whether its shutter follows a common signal and not its own clock.
    pub genlocked: bool,
    /// How its clock errs.
    pub clock: Clock,
    /// What goes wrong.
    pub faults: Faults,
    /// Settles what is random about its pictures' times and faults.
    pub seed: u64,
}

/// How a camera's clock errs: it reads `t + offset_s + drift_ppm · 1e-6 · t` at the true time `t`, and its stamps scatter by
/// `jitter_s` about that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// s
    pub offset_s: f64,
    /// Parts per million.
    pub drift_ppm: f64,
    /// One standard deviation, s.
    pub jitter_s: f64,
}

/// What goes wrong with a camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Faults {
    /// Share of pictures that are lost.
    pub drop_share: f64,
    /// Share of pictures that come late.
    pub late_share: f64,
    /// By how much they come late, s.
    pub late_s: f64,
    /// Share of pictures that show the one before once more.
    pub repeat_share: f64,
    /// From when, s, it looks elsewhere, and by what rotation about its own axes (x right, y down, z ahead), rad.
    pub bumped: Option<(f64, Vector3<f64>)>,
    /// From when to when it sends nothing, s.
    pub dead: Option<[f64; 2]>,
    /// From when to when it sends one and the same picture, s.
    pub frozen: Option<[f64; 2]>,
}

/// One picture that a camera takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// Counts the camera's pictures from 0.
    pub image: u64,
    /// The true time of the middle of the exposure, the middle row's where the shutter rolls, s.
    pub mid_exposure_s: f64,
    /// The true time that the picture shows: earlier than `mid_exposure_s` when frozen or repeated, s.
    pub shows_s: f64,
    /// What the camera's clock says of the middle of the exposure, s.
    pub stamped_s: f64,
    /// When it arrives, true time, s.
    pub arrives_s: f64,
    /// Whether it never arrives.
    pub lost: bool,
}

/// Where light comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Towards the sun or the main lamp, of unit length.
    pub towards: Vector3<f64>,
    /// Strength of the main light, 0 to 1.
    pub direct: f64,
    /// Strength of the light from everywhere, 0 to 1.
    pub ambient: f64,
    /// Whether shadows have one hard edge (a sun) or are soft (many lamps).
    pub hard_shadows: bool,
}

/// A venue and its action. A pure function of the file, the seed and time.
pub struct World {
    file: WorldFile,
    seed: u64,
    field: Field,
    cast: Cast,
    /// What happens instead of what the cast does.
    recorded: Option<Recorded>,
    cameras: Vec<SyntheticCamera>,
    events: Vec<Event>,
    light: Light,
}

/// File and seed are the whole of it.
impl PartialEq for World {
    fn eq(&self, other: &World) -> bool {
        self.seed == other.seed
            && self.file == other.file
            && self.recorded.is_none()
            && other.recorded.is_none()
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "World({} {})", self.file.name, self.seed)
    }
}

impl World {
    /// The world of that file and seed.
    ///
    /// # Errors
    /// The cameras make no rig.
    pub fn new(file: &WorldFile, seed: u64) -> Result<World, CaseError> {
        let field = Field::new(file.sport);
        let cast = cast::draw(file, seed, &field);
        let world = World {
            file: file.clone(),
            seed,
            cameras: cameras::place(file, seed),
            events: events(&cast, file.duration_s),
            light: light(file, seed),
            field,
            cast,
            recorded: None,
        };
        world.rig()?;
        Ok(world)
    }

    /// The venue of that file and seed with recorded action in it. Nothing is known of its events.
    ///
    /// # Errors
    /// The cameras make no rig.
    pub fn recorded(file: &WorldFile, seed: u64, recorded: Recorded) -> Result<World, CaseError> {
        let cast = Cast {
            actors: recorded.actors(),
            members: Vec::new(),
            track: None,
        };
        let world = World::new(file, seed)?;
        Ok(World {
            events: Vec::new(),
            cast,
            recorded: Some(recorded),
            ..world
        })
    }

    /// The file it was made of.
    pub fn file(&self) -> &WorldFile {
        &self.file
    }

    /// What settled everything that the file leaves open.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Everybody, athletes first.
    pub fn actors(&self) -> &[Actor] {
        &self.cast.actors
    }

    /// The cameras, in the order of the file.
    pub fn cameras(&self) -> &[SyntheticCamera] {
        &self.cameras
    }

    /// The cameras as they were calibrated: true at time 0, and wrong for a camera from when it is bumped.
    ///
    /// # Errors
    /// The cameras make no rig: two of one name, or one that is not allowed.
    pub fn rig(&self) -> Result<Rig, CaseError> {
        let cameras = self.cameras.iter().map(|c| c.camera.clone()).collect();
        Rig::new(cameras).map_err(|e| CaseError(format!("{}: {e}", self.file.name)))
    }

    /// The field of play.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// Where light comes from.
    pub fn light(&self) -> &Light {
        &self.light
    }

    /// The ball that is played with, where there is one.
    pub fn ball_kind(&self) -> Option<BallKind> {
        self.file.sport.ball()
    }

    /// What happens, in the order of time.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Writes how everything is at `t_s`, s from the start; before it and after the end nothing moves. Allocates
    /// nothing once `out` has been used before.
    pub fn at(&self, t_s: f64, out: &mut Instant) {
        if let Some(recorded) = &self.recorded {
            let ball = self.ball_kind().unwrap_or(BallKind::Basketball);
            return recorded.at(t_s, ball.nature().radius_m, out);
        }
        let t = t_s.clamp(0.0, self.file.duration_s);
        out.ball = self.cast.track.as_ref().and_then(|track| track.at(t));
        let ball = out.ball.map(|b| (b.at, b.radius_m));
        out.actors.clear();
        for (actor, member) in self.cast.members.iter().enumerate() {
            out.actors.push(member.at(actor, t, ball));
        }
    }
}

impl Member {
    fn at(&self, actor: usize, t: f64, ball: Option<(Point3<f64>, f64)>) -> Pose {
        let mut joints = [Point3::origin(); JOINT_COUNT];
        let posture = self.figure.write(t, &mut joints);
        arms::write(
            &self.figure.build,
            &posture,
            &self.tasks,
            ball,
            t,
            &mut joints,
        );
        Pose {
            actor,
            joints,
            facing: posture.facing,
            contacts: posture.contacts,
        }
    }
}

/// Everything that happens, in the order of time.
fn events(cast: &Cast, end: f64) -> Vec<Event> {
    let mut events = cast
        .track
        .as_ref()
        .map_or_else(Vec::new, |t| t.events.clone());
    for (actor, member) in cast.members.iter().enumerate() {
        for (foot, falls) in member.figure.steps.feet.iter().enumerate() {
            for fall in falls {
                let kind = EventKind::FootDown { actor, foot };
                events.push(Event { t_s: fall.on, kind });
                let kind = EventKind::FootUp { actor, foot };
                events.push(Event {
                    t_s: fall.off,
                    kind,
                });
            }
        }
    }
    events.retain(|e| (0.0..=end).contains(&e.t_s));
    events.sort_by(|a, b| a.t_s.total_cmp(&b.t_s));
    events
}

fn light(file: &WorldFile, seed: u64) -> Light {
    let mut random = Random::new(seed, &[cast::stream::LIGHT]);
    let (azimuth, elevation) = (random.between(0.0, 360.0), random.between(28.0, 70.0));
    let azimuth = file.light.azimuth_deg.unwrap_or(azimuth).to_radians();
    let elevation = file.light.elevation_deg.unwrap_or(elevation).to_radians();
    Light {
        towards: Vector3::new(
            azimuth.cos() * elevation.cos(),
            azimuth.sin() * elevation.cos(),
            elevation.sin(),
        ),
        direct: file.light.direct,
        ambient: file.light.ambient,
        hard_shadows: file.light.hard_shadows,
    }
}
