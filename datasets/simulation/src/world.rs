//! A venue and its action as a function of time.

use std::fmt;

use trackside_calibration::Rig;
use trackside_sports::{BallKind, Field};

use crate::actor::Actor;
use crate::error::SimulationError;
use crate::event::{Event, EventKind};
use crate::light_source::LightSource;
use crate::recorded_action::RecordedAction;
use crate::roster::Roster;
use crate::simulated_sport::SimulatedSport;
use crate::synthetic_camera::{self, SyntheticCamera};
use crate::world_file::WorldFile;
use crate::world_state::WorldState;

/// A venue and its action. A pure function of the file, the seed and time.
pub struct World {
    file: WorldFile,
    seed: u64,
    field: Field,
    roster: Roster,
    /// Replaces the action of the roster.
    recorded: Option<RecordedAction>,
    cameras: Vec<SyntheticCamera>,
    events: Vec<Event>,
    light: LightSource,
}

/// File and seed determine a world without recorded action.
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
        let roster = Roster::draw(file, seed, &field);
        let world = World {
            file: file.clone(),
            seed,
            cameras: synthetic_camera::cameras(file, seed),
            events: events(&roster, file.duration_s),
            light: LightSource::new(file, seed),
            field,
            roster,
            recorded: None,
        };
        world.rig()?;
        Ok(world)
    }

    /// The venue of that file and seed with recorded action. It has no events.
    ///
    /// # Errors
    /// The cameras make no rig.
    pub fn with_recorded_action(
        file: &WorldFile,
        seed: u64,
        recorded: RecordedAction,
    ) -> Result<World, SimulationError> {
        let roster = Roster {
            actors: recorded.actors(),
            motions: Vec::new(),
            ball: None,
        };
        let world = World::new(file, seed)?;
        Ok(World {
            events: Vec::new(),
            roster,
            recorded: Some(recorded),
            ..world
        })
    }

    /// The file that it was made from.
    pub fn file(&self) -> &WorldFile {
        &self.file
    }

    /// The seed: it determines what the file leaves open.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Everybody on the field, athletes first.
    pub fn actors(&self) -> &[Actor] {
        &self.roster.actors
    }

    /// The cameras, in the order of the file.
    pub fn cameras(&self) -> &[SyntheticCamera] {
        &self.cameras
    }

    /// The rig as it was calibrated: true at time 0, and wrong for a camera from when it is moved.
    ///
    /// # Errors
    /// The cameras make no rig: two of one name, or an invalid one.
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

    /// The sun or the lamps.
    pub fn light(&self) -> &LightSource {
        &self.light
    }

    /// The ball that is played with, where there is one.
    pub fn ball_kind(&self) -> Option<BallKind> {
        self.file.sport.ball()
    }

    /// All events, in the order of time.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Writes the state at `t_s`, s from the start; before the start and after the end nothing moves. Allocates
    /// nothing when `out` is reused.
    pub fn at(&self, t_s: f64, out: &mut WorldState) {
        if let Some(recorded) = &self.recorded {
            let ball = self.ball_kind().unwrap_or(BallKind::Basketball);
            return recorded.at(t_s, ball.physics().radius_m, out);
        }
        let t = t_s.clamp(0.0, self.file.duration_s);
        out.ball = self.roster.ball.as_ref().and_then(|ball| ball.at(t));
        let ball = out.ball.map(|b| (b.at, b.radius_m));
        out.actors.clear();
        for (actor, motion) in self.roster.motions.iter().enumerate() {
            out.actors.push(motion.at(actor, t, ball));
        }
    }
}

/// All events until `end_s`, in the order of time.
fn events(roster: &Roster, end_s: f64) -> Vec<Event> {
    let mut events = roster
        .ball
        .as_ref()
        .map_or_else(Vec::new, |ball| ball.events.clone());
    for (actor, motion) in roster.motions.iter().enumerate() {
        for (foot, footfalls) in motion.body.step_plan().feet.iter().enumerate() {
            for footfall in footfalls {
                events.push(Event {
                    t_s: footfall.contact_s,
                    kind: EventKind::FootDown { actor, foot },
                });
                events.push(Event {
                    t_s: footfall.toe_off_s,
                    kind: EventKind::FootUp { actor, foot },
                });
            }
        }
    }
    events.retain(|e| (0.0..=end_s).contains(&e.t_s));
    events.sort_by(|a, b| a.t_s.total_cmp(&b.t_s));
    events
}
