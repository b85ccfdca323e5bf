//! A world: what holds everything together.

use std::fmt;

use nalgebra::Point3;
use trackside_calibration::Rig;
use trackside_schema::JOINT_COUNT;
use trackside_sports::{BallKind, Field};

use crate::actor::Actor;
use crate::arms;
use crate::cameras::{self, SyntheticCamera};
use crate::cast::{self, Cast, Member};
use crate::error::SimulationError;
use crate::event::{Event, EventKind};
use crate::file::WorldFile;
use crate::instant::{Instant, Pose};
use crate::light::{Light, light};
use crate::recorded::Recorded;
use crate::simulated_sport::SimulatedSport;

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
    pub fn new(file: &WorldFile, seed: u64) -> Result<World, SimulationError> {
        let field = Field::new(file.sport.field_name());
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
    pub fn recorded(
        file: &WorldFile,
        seed: u64,
        recorded: Recorded,
    ) -> Result<World, SimulationError> {
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
    pub fn rig(&self) -> Result<Rig, SimulationError> {
        let cameras = self.cameras.iter().map(|c| c.camera.clone()).collect();
        Rig::new(cameras).map_err(|e| SimulationError(format!("{}: {e}", self.file.name)))
    }

    /// The sport that is played.
    pub fn sport(&self) -> SimulatedSport {
        self.file.sport
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
            return recorded.at(t_s, ball.physics().radius_m, out);
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
