//! Action that was recorded elsewhere, shown in a synthetic venue.

use nalgebra::{Point3, Vector3};
use trackside_body::{BodyMeasurements, Joints};

use crate::actor::{Actor, Kit, Role};
use crate::actor_sampling;
use crate::random::RandomStream;
use crate::world_state::{ActorPose, BallTruth, WorldState};

/// Longest gap between two samples that is interpolated, s; in a longer one the actor or the ball is absent.
const MAX_GAP_S: f64 = 0.25;

/// A recorded person.
#[derive(Clone, Debug)]
pub struct RecordedActor {
    /// Determines skin, hair and shoes.
    pub id: u32,
    /// Measurements of the body.
    pub body: BodyMeasurements,
    /// Colour of shirt and shorts, sRGB.
    pub colour: [u8; 3],
    /// Shirt number.
    pub number: Option<u8>,
    /// Times, s, and joints, m, in the order of time.
    pub poses: Vec<(f64, Joints)>,
}

/// Recorded action. Between its samples motion is linear.
#[derive(Clone, Debug, Default)]
pub struct RecordedAction {
    /// The people.
    pub actors: Vec<RecordedActor>,
    /// Times, s, and the ball's centre, m.
    pub ball: Vec<(f64, Point3<f64>)>,
}

impl RecordedAction {
    pub(crate) fn actors(&self) -> Vec<Actor> {
        let actor = |r: &RecordedActor| {
            let team = Kit {
                shirt: r.colour,
                shorts: r.colour.map(|c| (0.8 * f64::from(c)) as u8),
                socks: [235; 3],
                shoes: [0; 3],
                skin: [0; 3],
                hair: [0; 3],
                number: None,
            };
            let mut random = RandomStream::new(u64::from(r.id), &[]);
            Actor {
                id: r.id,
                role: Role::Athlete {
                    team: 0,
                    number: r.number.unwrap_or_default(),
                },
                body: r.body,
                kit: actor_sampling::personal_kit(team, r.number, &mut random),
            }
        };
        self.actors.iter().map(actor).collect()
    }

    /// Writes the actors who are present at `t_s`, and the ball.
    pub(crate) fn at(&self, t_s: f64, ball_radius_m: f64, out: &mut WorldState) {
        out.actors.clear();
        for (actor, recorded) in self.actors.iter().enumerate() {
            let Some((a, b, share)) = bracketing(&recorded.poses, t_s) else {
                continue;
            };
            out.actors.push(ActorPose {
                actor,
                joints: std::array::from_fn(|j| interpolate(&a[j], &b[j], share)),
                heading_rad: 0.0,
                foot_contacts: [false; 2],
            });
        }
        out.ball = bracketing(&self.ball, t_s).map(|(a, b, share)| BallTruth {
            at: interpolate(a, b, share),
            velocity: Vector3::zeros(),
            spin_rad_s: Vector3::zeros(),
            radius_m: ball_radius_m,
            is_held: false,
        });
    }
}

fn interpolate(a: &Point3<f64>, b: &Point3<f64>, share: f64) -> Point3<f64> {
    a + (b - a) * share
}

/// The samples before and after a time, and the weight of the latter; `None` in a gap.
fn bracketing<T>(samples: &[(f64, T)], t_s: f64) -> Option<(&T, &T, f64)> {
    let next = samples.partition_point(|k| k.0 <= t_s);
    let (from, before) = samples.get(next.checked_sub(1)?)?;
    match samples.get(next) {
        Some((to, after)) if to - from <= MAX_GAP_S => {
            Some((before, after, (t_s - from) / (to - from)))
        }
        _ => (t_s - from < 1e-3).then_some((before, before, 0.0)),
    }
}
