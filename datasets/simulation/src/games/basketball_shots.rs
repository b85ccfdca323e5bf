//! Shots at the basket, and rebounds.

use nalgebra::{Point3, Vector2, Vector3};
use trackside_sports::GRAVITY_M_S2;

use crate::ball_dynamics::{BallFlight, BallMotion};
use crate::body_motion::Jump;
use crate::games::basketball_plan::{
    BallPossession, BasketballPlanner, BasketballPlay, HoldEnding, RELEASE,
};
use crate::games::steering::Agent;

/// From the decision to shoot to the take-off, s.
const WIND_UP_S: f64 = 0.62;
/// The fraction of a jump's flight at which the ball is released.
const RELEASE_SHARE: f64 = 0.44;

/// A rebound is caught at least this far inside the lines around the court, m.
const CATCH_MARGIN_M: f64 = 0.3;

impl BasketballPlanner<'_> {
    /// A jump shot by the player who has held the ball since `since`.
    pub(crate) fn shoot(&mut self, t: f64, player: usize, since: f64) {
        let body = self.bodies[player];
        let rise = self.random.between(0.22, 0.42);
        let takeoff_s = t + WIND_UP_S;
        let flight_s = 2.0 * (2.0 * rise / GRAVITY_M_S2).sqrt();
        let landing_s = takeoff_s + flight_s;
        let release = takeoff_s + RELEASE_SHARE * flight_s;
        self.game.jumps[player].push(Jump {
            takeoff_s,
            landing_s,
        });
        let hoop = self.hoop_on_ground();
        let agent = &mut self.game.agents[player];
        agent.stationary_until = landing_s + 0.55;
        agent.target = agent.at;
        let heading = (hoop - agent.at).normalize();
        let left = Vector2::new(-heading.y, heading.x);
        // The height at which the body will hold the ball then.
        let s = release - takeoff_s;
        let pelvis =
            body.leg_m() + 0.075 + 0.5 * GRAVITY_M_S2 * flight_s * s - 0.5 * GRAVITY_M_S2 * s * s;
        let up = RELEASE.map(|v| v * body.trunk_m);
        let at = agent.at + heading * up[0] + left * up[1];
        let start = Point3::new(at.x, at.y, pelvis + up[2]);
        let flight = self.shot(start, heading, release);
        self.game.plays.push(BasketballPlay::Hold {
            player,
            from: since,
            to: release,
            ending: HoldEnding::Shot,
        });
        let (catcher, until) = self.rebound(&flight, release);
        self.game.plays.push(BasketballPlay::Shot {
            player,
            from: release,
            until,
            flight,
        });
        self.next_move_s[player] = landing_s + 1.0;
        self.aimed_at = self.hoop_on_ground();
        self.ball = BallPossession::Leaving {
            player,
            catcher,
            until,
        };
    }

    /// The flight of a shot at the hoop, with an error of aim and backspin.
    fn shot(&mut self, start: Point3<f64>, ahead: Vector2<f64>, release: f64) -> BallFlight {
        let distance = (self.hoop_on_ground() - start.xy().coords).norm();
        let angle = self.random.between(49.0, 55.0_f64).to_radians();
        let rise = self.hoop.z - start.z;
        let time = (2.0 * (distance * angle.tan() - rise).max(0.5) / GRAVITY_M_S2).sqrt();
        let (long_error, wide_error) = (self.random.normal() * 0.14, self.random.normal() * 0.08);
        let left = Vector2::new(-ahead.y, ahead.x);
        let to = self.hoop_on_ground() + ahead * long_error + left * wide_error;
        let to = Point3::new(to.x, to.y, self.hoop.z);
        // About two revolutions per second (Tran and Silverberg, J. Sports Sci. 26, 2008: three are best).
        let spin = -Vector3::z().cross(&ahead.push(0.0)) * self.random.between(12.0, 19.0);
        let velocity = self.dynamics.launch_velocity(start, to, time, spin);
        let motion = BallMotion {
            at: start,
            velocity,
            spin,
        };
        self.dynamics
            .simulate_flight(motion, release, 7.0, self.structures)
    }

    /// The player who gains the ball of a shot, and when, s; that player is sent there.
    fn rebound(&mut self, flight: &BallFlight, release: f64) -> (usize, f64) {
        let catching_point = |agent: &Agent, at: &Point3<f64>| {
            let direction = at.xy().coords - agent.at;
            at.xy().coords - direction * (0.45 / direction.norm().max(0.45))
        };
        let [x, y] = self.half_court_m.map(|m| m - CATCH_MARGIN_M);
        let is_in_court = |p: &Point3<f64>| (0.2..x).contains(&p.x) && p.y.abs() < y;
        let mut best = None;
        for (t, m) in flight.samples.iter().filter(|s| s.0 > release + 0.9) {
            if !(0.75..1.9).contains(&m.at.z) || !is_in_court(&m.at) {
                continue;
            }
            let can_reach = |(i, a): (usize, &Agent)| {
                let spare = (t - release)
                    - 0.6
                    - (catching_point(a, &m.at) - a.at).norm() / (4.0 * self.speed_scale);
                (a.stationary_until < release + 0.3 && spare > 0.0).then_some((i, spare))
            };
            let first = self.game.agents.iter().enumerate().filter_map(can_reach);
            if let Some((i, _)) = first.max_by(|a, b| a.1.total_cmp(&b.1)) {
                best = Some((i, *t, m.at));
                break;
            }
        }
        // If nobody is in time, or it lands out of court, the nearest player picks it up where it ends.
        let (i, t, at) = best.unwrap_or_else(|| self.nearest_to_end(flight));
        for (j, agent) in self.game.agents.iter_mut().enumerate() {
            if j == i {
                agent.target = catching_point(agent, &at);
                agent.max_speed = 6.0 * self.speed_scale;
                self.next_move_s[j] = t + 0.4;
            }
        }
        self.landing_point = Some(at.xy().coords);
        (i, t)
    }

    fn nearest_to_end(&self, flight: &BallFlight) -> (usize, f64, Point3<f64>) {
        let &(t, m) = flight
            .samples
            .iter()
            .rfind(|(_, m)| m.at.x.abs() < 15.0 && m.at.y.abs() < 8.5)
            .unwrap_or(&flight.samples[flight.samples.len() - 1]);
        let distance = |i: &usize| (self.game.agents[*i].at - m.at.xy().coords).norm();
        let i = (0..self.bodies.len())
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .unwrap_or(0);
        (i, t, m.at)
    }
}
