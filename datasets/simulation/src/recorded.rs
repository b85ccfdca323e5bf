//! Action that was recorded elsewhere, shown in a synthetic venue.

use nalgebra::{Point3, Vector3};
use trackside_body::{BodyMeasurements, Joints};

use crate::actor::{Actor, Kit, Role};
use crate::body;
use crate::instant::{BallTruth, Instant, Pose};
use crate::random::Random;

/// Who is away for longer than this, s, is not there meanwhile; nor is the ball.
const GAP_S: f64 = 0.25;

/// Somebody who was recorded.
#[derive(Clone, Debug)]
pub struct RecordedActor {
    /// Settles skin, hair and shoes.
    pub id: u32,
    /// Measures.
    pub build: BodyMeasurements,
    /// Of shirt and shorts, sRGB.
    pub colour: [u8; 3],
    /// On the shirt.
    pub number: Option<u8>,
    /// Times, s, and joints, m, in the order of time.
    pub poses: Vec<(f64, Joints)>,
}

/// What was recorded. Between its moments everything goes straight on.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Everybody.
    pub actors: Vec<RecordedActor>,
    /// Times, s, and the ball's centre, m.
    pub ball: Vec<(f64, Point3<f64>)>,
}

impl Recorded {
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
            Actor {
                id: r.id,
                role: Role::Athlete {
                    team: 0,
                    number: r.number.unwrap_or_default(),
                },
                build: r.build,
                kit: body::own(team, r.number, &mut Random::new(u64::from(r.id), &[])),
            }
        };
        self.actors.iter().map(actor).collect()
    }

    /// Who is there at `t_s`, and the ball.
    pub(crate) fn at(&self, t_s: f64, ball_radius_m: f64, out: &mut Instant) {
        out.actors.clear();
        for (actor, recorded) in self.actors.iter().enumerate() {
            let Some((a, b, share)) = about(&recorded.poses, t_s) else {
                continue;
            };
            out.actors.push(Pose {
                actor,
                joints: std::array::from_fn(|j| between(&a[j], &b[j], share)),
                facing: 0.0,
                contacts: [false; 2],
            });
        }
        out.ball = about(&self.ball, t_s).map(|(a, b, share)| BallTruth {
            at: between(a, b, share),
            velocity: Vector3::zeros(),
            spin_rad_s: Vector3::zeros(),
            radius_m: ball_radius_m,
            held: false,
        });
    }
}

fn between(a: &Point3<f64>, b: &Point3<f64>, share: f64) -> Point3<f64> {
    a + (b - a) * share
}

/// What was recorded before and after a time, and the share of the latter; `None` where nothing was.
fn about<T>(keys: &[(f64, T)], t_s: f64) -> Option<(&T, &T, f64)> {
    let next = keys.partition_point(|k| k.0 <= t_s);
    let (from, before) = keys.get(next.checked_sub(1)?)?;
    match keys.get(next) {
        Some((to, after)) if to - from <= GAP_S => {
            Some((before, after, (t_s - from) / (to - from)))
        }
        _ => (t_s - from < 1e-3).then_some((before, before, 0.0)),
    }
}
