//! Shots at the basket, and who gets the ball afterwards.

use nalgebra::{Point3, Vector2, Vector3};
use trackside_sports::BallKind;

use crate::ball::{self, Flight, Motion};
use crate::basketball::{Ball, Next, Plan, Play, RELEASE, RING, ring};
use crate::figure::G;
use crate::steer::Agent;
use crate::steps::Jump;

/// From the decision to shoot to the take-off.
const WIND_UP_S: f64 = 0.62;
/// The share of a jump's flight after which the ball leaves the hand.
const RELEASE_SHARE: f64 = 0.44;

impl Plan<'_> {
    pub(crate) fn shoot(&mut self, t: f64, by: usize, since: f64) {
        let build = self.builds[by];
        let rise = self.random.between(0.22, 0.42);
        let takeoff = t + WIND_UP_S;
        let flight_s = 2.0 * (2.0 * rise / G).sqrt();
        let land = takeoff + flight_s;
        let release = takeoff + RELEASE_SHARE * flight_s;
        self.game.jumps[by].push(Jump { takeoff, land });
        let agent = &mut self.game.agents[by];
        agent.rooted_until = land + 0.55;
        agent.target = agent.at;
        let facing = (ring() - agent.at).normalize();
        let left = Vector2::new(-facing.y, facing.x);
        // As high as the figure will hold it.
        let s = release - takeoff;
        let pelvis = build.leg_m() + 0.075 + 0.5 * G * flight_s * s - 0.5 * G * s * s;
        let up = RELEASE.map(|v| v * build.trunk_m);
        let at = agent.at + facing * up[0] + left * up[1];
        let start = Point3::new(at.x, at.y, pelvis + up[2]);
        let flight = self.shot(start, facing, release);
        self.game.plays.push(Play::Hold {
            by,
            from: since,
            to: release,
            then: Next::Shot,
        });
        let (catcher, until) = self.rebound(&flight, release);
        self.game.plays.push(Play::Shot {
            by,
            from: release,
            until,
            flight,
        });
        self.moves[by] = land + 1.0;
        self.aimed = ring();
        self.ball = Ball::Leaving { by, catcher, until };
    }

    /// A shot at the ring, more or less well aimed, with backspin.
    fn shot(&mut self, start: Point3<f64>, ahead: Vector2<f64>, release: f64) -> Flight {
        let far = (ring() - start.xy().coords).norm();
        let angle = self.random.between(49.0, 55.0_f64).to_radians();
        let rise = RING[2] - start.z;
        let time = (2.0 * (far * angle.tan() - rise).max(0.5) / G).sqrt();
        let (long, wide) = (self.random.normal() * 0.14, self.random.normal() * 0.08);
        let left = Vector2::new(-ahead.y, ahead.x);
        let to = ring() + ahead * long + left * wide;
        let to = Point3::new(to.x, to.y, RING[2]);
        // About two turns a second (Tran and Silverberg, J. Sports Sci. 26, 2008: three are best).
        let spin = -Vector3::z().cross(&ahead.push(0.0)) * self.random.between(12.0, 19.0);
        let velocity = ball::aim(BallKind::Basketball, start, to, time, spin);
        let motion = Motion {
            at: start,
            velocity,
            spin,
        };
        ball::fly(BallKind::Basketball, motion, release, 7.0, self.structures)
    }

    /// Who gets the ball of a shot, and when; they are sent there.
    fn rebound(&mut self, flight: &Flight, release: f64) -> (usize, f64) {
        let reach = |agent: &Agent, at: &Point3<f64>| {
            let way = at.xy().coords - agent.at;
            at.xy().coords - way * (0.45 / way.norm().max(0.45))
        };
        let in_court = |p: &Point3<f64>| (0.2..13.7).contains(&p.x) && p.y.abs() < 7.2;
        let mut best = None;
        for (t, m) in flight.samples.iter().filter(|s| s.0 > release + 0.9) {
            if !(0.75..1.9).contains(&m.at.z) || !in_court(&m.at) {
                continue;
            }
            let can = |(i, a): (usize, &Agent)| {
                let spare =
                    (t - release) - 0.6 - (reach(a, &m.at) - a.at).norm() / (4.0 * self.pace);
                (a.rooted_until < release + 0.3 && spare > 0.0).then_some((i, spare))
            };
            let first = self.game.agents.iter().enumerate().filter_map(can);
            if let Some((i, _)) = first.max_by(|a, b| a.1.total_cmp(&b.1)) {
                best = Some((i, *t, m.at));
                break;
            }
        }
        // Nobody in time, or out of court: whoever is nearest to where it ends picks it up there.
        let (i, t, at) = best.unwrap_or_else(|| self.last_resort(flight));
        for (j, agent) in self.game.agents.iter_mut().enumerate() {
            if j == i {
                agent.target = reach(agent, &at);
                agent.pace = 6.0 * self.pace;
                self.moves[j] = t + 0.4;
            }
        }
        self.landing = Some(at.xy().coords);
        (i, t)
    }

    fn last_resort(&self, flight: &Flight) -> (usize, f64, Point3<f64>) {
        let &(t, m) = flight
            .samples
            .iter()
            .rfind(|(_, m)| m.at.x.abs() < 15.0 && m.at.y.abs() < 8.5)
            .unwrap_or(&flight.samples[flight.samples.len() - 1]);
        let far = |i: &usize| (self.game.agents[*i].at - m.at.xy().coords).norm();
        let i = (0..self.builds.len())
            .min_by(|a, b| far(a).total_cmp(&far(b)))
            .unwrap_or(0);
        (i, t, m.at)
    }
}
