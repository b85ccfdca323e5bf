//! The equations of motion of a ball: flight, bounces and rolling.
//!
//! Drag and Magnus force as in Goff, Am. J. Phys. 81 (2013): F = ½ρA v² C, the lift C_L = 1/(2 + v/(rω)) (Stepanek, Am. J. Phys. 56,
//! 1988). A bounce keeps a fraction of the normal speed and grips or slides along the ground (Cross, Am. J. Phys. 70, 2002). Coefficients: [`trackside_sports::BallPhysics`].

use nalgebra::{Point3, Vector3};
use trackside_sports::{AIR_DENSITY_KG_M3, BallKind, BallPhysics, GRAVITY_M_S2, Structure};

use crate::random::{RandomStream, purpose};

/// Step of the integration (classical Runge–Kutta), s.
const STEP_S: f64 = 0.002;
/// One in so many steps is stored.
const STORED_STEPS: usize = 5;
/// A ball that leaves a bounce more slowly than this rolls, m/s.
const MIN_BOUNCE_M_S: f64 = 0.25;

/// The equations of motion of a ball with these coefficients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BallDynamics {
    physics: BallPhysics,
}

/// The coefficients of a world's ball lie within this fraction of the published ones.
const COEFFICIENT_SPREAD: f64 = 0.1;

impl BallDynamics {
    /// The ball of the world with that seed: its size and mass are as published, the coefficients that no rule fixes are drawn.
    /// A filter that assumes the published ones is therefore not scored on its own constants.
    pub fn of_world(kind: BallKind, seed: u64) -> BallDynamics {
        let mut random = RandomStream::new(seed, &[purpose::BALL]);
        let mut drawn = |published: f64| {
            published * random.between(1.0 - COEFFICIENT_SPREAD, 1.0 + COEFFICIENT_SPREAD)
        };
        let published = *kind.physics();
        BallDynamics {
            physics: BallPhysics {
                drag_coefficient: drawn(published.drag_coefficient),
                restitution: drawn(published.restitution),
                friction: drawn(published.friction),
                rolling_deceleration_m_s2: drawn(published.rolling_deceleration_m_s2),
                ..published
            },
        }
    }

    /// The ball with the published coefficients.
    #[cfg(test)]
    fn published(kind: BallKind) -> BallDynamics {
        BallDynamics {
            physics: *kind.physics(),
        }
    }

    /// The coefficients.
    pub fn physics(&self) -> &BallPhysics {
        &self.physics
    }

    /// ½ρA/m, 1/m.
    fn air_factor(&self) -> f64 {
        0.5 * AIR_DENSITY_KG_M3 * std::f64::consts::PI * self.physics.radius_m.powi(2)
            / self.physics.mass_kg
    }

    /// The speed at which drag equals the ball's weight, m/s.
    #[cfg(test)]
    fn terminal_m_s(&self) -> f64 {
        (GRAVITY_M_S2 / (self.air_factor() * self.physics.drag_coefficient)).sqrt()
    }

    fn acceleration(&self, velocity: &Vector3<f64>, spin: &Vector3<f64>) -> Vector3<f64> {
        let speed = velocity.norm();
        let drag = velocity * (-self.air_factor() * self.physics.drag_coefficient * speed);
        let across = spin.cross(velocity);
        let turn = across.norm();
        let lift = if turn > 1e-9 {
            let share = 1.0 / (2.0 + speed / (self.physics.radius_m * spin.norm()));
            across * (self.air_factor() * share * speed * speed / turn)
        } else {
            Vector3::zeros()
        };
        drag + lift - Vector3::z() * GRAVITY_M_S2
    }

    /// One step of free flight (classical Runge–Kutta).
    fn step(&self, m: &BallMotion, h: f64) -> BallMotion {
        let f = |v: &Vector3<f64>| self.acceleration(v, &m.spin);
        let k1 = f(&m.velocity);
        let v2 = m.velocity + k1 * (0.5 * h);
        let k2 = f(&v2);
        let v3 = m.velocity + k2 * (0.5 * h);
        let k3 = f(&v3);
        let v4 = m.velocity + k3 * h;
        let k4 = f(&v4);
        BallMotion {
            at: m.at + (m.velocity + v2 * 2.0 + v3 * 2.0 + v4) * (h / 6.0),
            velocity: m.velocity + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0),
            spin: m.spin,
        }
    }

    /// A bounce off a surface with that unit normal.
    fn bounce(&self, m: &BallMotion, normal: &Vector3<f64>, restitution: f64) -> BallMotion {
        let normal_speed = m.velocity.dot(normal);
        let tangential = m.velocity - normal * normal_speed;
        // Velocity of the contact point; a thin shell has the moment of inertia ⅔mr².
        let arm = -normal * self.physics.radius_m;
        let sliding = tangential + m.spin.cross(&arm);
        let grip = 1.0 / 2.5;
        let max_change = self.physics.friction * (1.0 + restitution) * normal_speed.abs();
        let gripping = sliding * grip;
        let change = -gripping * (max_change / gripping.norm().max(max_change).max(1e-12));
        BallMotion {
            at: m.at,
            velocity: tangential + change - normal * (restitution * normal_speed),
            spin: m.spin + arm.cross(&change) * (1.5 / self.physics.radius_m.powi(2)),
        }
    }

    /// Simulates the flight of a ball from `t` on for `duration` seconds.
    pub fn simulate_flight(
        &self,
        start: BallMotion,
        t: f64,
        duration: f64,
        structures: &[Structure],
    ) -> BallFlight {
        let mut flight = BallFlight {
            samples: vec![(t, start)],
            ..BallFlight::default()
        };
        let mut m = start;
        for i in 1..=(duration / STEP_S).ceil() as usize {
            let now = t + i as f64 * STEP_S;
            let before = m;
            m = self.step(&m, STEP_S);
            let mut had_contact = false;
            if m.at.z < self.physics.radius_m && m.velocity.z < 0.0 {
                had_contact = true;
                // Back to the instant of contact.
                let share =
                    (before.at.z - self.physics.radius_m) / (before.at.z - m.at.z).max(1e-12);
                let rest = (1.0 - share.clamp(0.0, 1.0)) * STEP_S;
                m = self.step(&m, -rest);
                flight.samples.push((now - rest, m));
                m = ground_contact(self, &m);
                flight.samples.push((now - rest, m));
                if m.velocity.z > 0.0 {
                    flight.bounces.push((now - rest, m.at));
                    m = self.step(&m, rest);
                } else {
                    m.at += m.velocity * rest;
                }
            }
            for s in structures {
                if let Some(after) = basket_contact(self, s, &before, &m, &mut flight, now) {
                    had_contact = true;
                    flight.samples.push((now, m));
                    m = after;
                }
            }
            if had_contact || i % STORED_STEPS == 0 {
                flight.samples.push((now, m));
            }
        }
        flight
    }

    /// The launch velocity of a flight through free air from `from` to `to` in `time` seconds.
    pub fn launch_velocity(
        &self,
        from: Point3<f64>,
        to: Point3<f64>,
        time: f64,
        spin: Vector3<f64>,
    ) -> Vector3<f64> {
        let steps = (time / STEP_S).ceil().max(1.0);
        let h = time / steps;
        let mut velocity = (to - from) / time + Vector3::z() * (0.5 * GRAVITY_M_S2 * time);
        for _ in 0..12 {
            let mut m = BallMotion {
                at: from,
                velocity,
                spin,
            };
            for _ in 0..steps as usize {
                m = self.step(&m, h);
            }
            velocity += (to - m.at) / time;
        }
        velocity
    }
}

/// The state of a ball in motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BallMotion {
    /// m
    pub at: Point3<f64>,
    /// m/s
    pub velocity: Vector3<f64>,
    /// rad/s
    pub spin: Vector3<f64>,
}

/// A simulated flight. Before and after each impact there is a sample of the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct BallFlight {
    /// Times, s, and states.
    pub samples: Vec<(f64, BallMotion)>,
    /// Times, s, and positions, m, of bounces off the ground.
    pub bounces: Vec<(f64, Point3<f64>)>,
    /// Times, s, and positions, m, of impacts on structures.
    pub hits: Vec<(f64, Point3<f64>)>,
    /// Time, s, and position, m, of the passage through a hoop.
    pub scored: Option<(f64, Point3<f64>)>,
}

/// Contact with the ground: a bounce, or rolling.
fn ground_contact(dynamics: &BallDynamics, m: &BallMotion) -> BallMotion {
    let mut after = dynamics.bounce(m, &Vector3::z(), dynamics.physics.restitution);
    after.at.z = dynamics.physics.radius_m;
    if after.velocity.z < MIN_BOUNCE_M_S {
        let speed = after.velocity.xy().norm();
        let slower = (speed - dynamics.physics.rolling_deceleration_m_s2 * STEP_S).max(0.0)
            / speed.max(1e-9);
        after.velocity = Vector3::new(after.velocity.x * slower, after.velocity.y * slower, 0.0);
        after.spin = Vector3::z().cross(&after.velocity) / dynamics.physics.radius_m;
    }
    after
}

/// Radius of a hoop's rim, m (FIBA: 16 to 20 mm in diameter).
const RIM_M: f64 = 0.009;

/// The state after contact with a basket's board, rim or net; `None` without contact.
fn basket_contact(
    dynamics: &BallDynamics,
    structure: &Structure,
    before: &BallMotion,
    m: &BallMotion,
    flight: &mut BallFlight,
    now: f64,
) -> Option<BallMotion> {
    let Structure::Basket {
        ring,
        radius_m,
        board,
        board_m,
        towards,
    } = structure
    else {
        return None;
    };
    let beyond_board = (m.at.x - board[0]) * towards;
    let on_board = (m.at.y - board[1]).abs() < 0.5 * board_m[0] + 0.5 * dynamics.physics.radius_m
        && (m.at.z - board[2]).abs() < 0.5 * board_m[1] + 0.5 * dynamics.physics.radius_m;
    if on_board
        && (-dynamics.physics.radius_m..0.1).contains(&beyond_board)
        && m.velocity.x * towards > 0.0
    {
        flight.hits.push((now, m.at));
        return Some(dynamics.bounce(m, &(-Vector3::x() * *towards), 0.7));
    }
    let centre = Point3::from(*ring);
    let flat = (m.at - centre).xy();
    let rim_circle_m = radius_m + RIM_M;
    let nearest = centre + (flat * (rim_circle_m / flat.norm().max(1e-9))).push(0.0);
    let from_rim = m.at - nearest;
    if from_rim.norm() < dynamics.physics.radius_m + RIM_M && m.velocity.dot(&from_rim) < 0.0 {
        flight.hits.push((now, m.at));
        return Some(dynamics.bounce(m, &from_rim.normalize(), 0.6));
    }
    if flat.norm() < *radius_m && before.at.z >= centre.z && m.at.z < centre.z {
        // The net absorbs most of the horizontal velocity.
        flight.scored = Some((now, m.at));
        let v = m.velocity;
        return Some(BallMotion {
            velocity: Vector3::new(0.25 * v.x, 0.25 * v.y, 0.55 * v.z),
            spin: m.spin * 0.5,
            ..*m
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drop_from(z: f64) -> BallMotion {
        BallMotion {
            at: Point3::new(0.0, 0.0, z),
            velocity: Vector3::zeros(),
            spin: Vector3::zeros(),
        }
    }

    #[test]
    fn a_falling_ball_follows_the_closed_form_up_to_terminal_speed() {
        for kind in [BallKind::Basketball, BallKind::Football] {
            let dynamics = BallDynamics::published(kind);
            let terminal = dynamics.terminal_m_s();
            assert!((18.0..40.0).contains(&terminal), "{terminal} m/s");
            let (mut m, mut t) = (drop_from(1e4), 0.0);
            while t < 20.0 {
                m = dynamics.step(&m, STEP_S);
                t += STEP_S;
                // v(t) = v_t tanh(g t / v_t) under quadratic drag.
                let exact = terminal * (GRAVITY_M_S2 * t / terminal).tanh();
                assert!(
                    (m.velocity.z + exact).abs() < 1e-6,
                    "{t} s: {} {exact}",
                    m.velocity.z
                );
            }
            assert!((m.velocity.norm() / terminal - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn without_air_energy_is_conserved() {
        let dynamics = BallDynamics {
            physics: BallPhysics {
                drag_coefficient: 0.0,
                ..*BallKind::Football.physics()
            },
        };
        let mut m = drop_from(5.0);
        m.velocity = Vector3::new(7.0, -3.0, 9.0);
        let energy = |m: &BallMotion| 0.5 * m.velocity.norm_squared() + GRAVITY_M_S2 * m.at.z;
        let before = energy(&m);
        for _ in 0..1000 {
            m = dynamics.step(&m, STEP_S);
        }
        assert!((energy(&m) - before).abs() < 1e-9 * before);
    }

    #[test]
    fn a_bounce_is_as_high_as_the_rules_require() {
        // Kind, drop height, allowed heights after the bounce, of the bottom of the ball.
        for (kind, from, min_height, max_height) in [
            (BallKind::Basketball, 1.8, 0.96, 1.16),
            (BallKind::Football, 2.0, 0.60, 0.85),
        ] {
            let r = kind.physics().radius_m;
            let flight =
                BallDynamics::published(kind).simulate_flight(drop_from(from + r), 0.0, 1.6, &[]);
            let first = flight.bounces[0].0;
            let vacuum = (2.0 * from / GRAVITY_M_S2).sqrt();
            assert!((first - vacuum).abs() < 0.02, "{first} {vacuum}");
            let after = flight.samples.iter().filter(|s| s.0 > first);
            let height = after.map(|s| s.1.at.z - r).fold(0.0, f64::max);
            assert!(
                (min_height..max_height).contains(&height),
                "{kind:?}: {height} m"
            );
            // Without air it would be e² of the drop; air takes a little.
            let e2 = kind.physics().restitution.powi(2) * from;
            assert!(height < e2 && height > 0.93 * e2, "{height} {e2}");
        }
    }

    #[test]
    fn bounces_lose_energy_and_turn_sliding_into_spin() {
        let dynamics = BallDynamics::published(BallKind::Basketball);
        let inertia = 2.0 / 3.0 * dynamics.physics.radius_m.powi(2);
        let energy = |m: &BallMotion| m.velocity.norm_squared() + inertia * m.spin.norm_squared();
        for k in 0..50 {
            let a = f64::from(k);
            let m = BallMotion {
                at: Point3::new(0.0, 0.0, dynamics.physics.radius_m),
                velocity: Vector3::new(6.0 * a.sin(), 4.0 * a.cos(), -1.0 - 0.2 * a),
                spin: Vector3::new(30.0 * (2.0 * a).cos(), 30.0 * (3.0 * a).sin(), 5.0),
            };
            let after = dynamics.bounce(&m, &Vector3::z(), dynamics.physics.restitution);
            assert!(energy(&after) <= energy(&m) + 1e-9);
            assert!((after.velocity.z + dynamics.physics.restitution * m.velocity.z).abs() < 1e-12);
        }
        let sliding = BallMotion {
            at: Point3::origin(),
            velocity: Vector3::new(5.0, 0.0, -3.0),
            spin: Vector3::zeros(),
        };
        let after = dynamics.bounce(&sliding, &Vector3::z(), dynamics.physics.restitution);
        assert!(after.velocity.x < 5.0 && after.spin.y > 0.0);
    }

    #[test]
    fn backspin_lifts_and_launch_velocities_reach_their_target() {
        let from = Point3::new(0.0, 0.0, 2.0);
        let to = Point3::new(6.0, 1.0, 3.05);
        let spin = Vector3::new(0.0, -15.0, 0.0);
        let ball = BallDynamics::published(BallKind::Basketball);
        let acceleration = ball.acceleration(&Vector3::new(8.0, 0.0, 0.0), &spin);
        assert!(acceleration.z > -GRAVITY_M_S2);
        let velocity = ball.launch_velocity(from, to, 1.1, spin);
        let motion = BallMotion {
            at: from,
            velocity,
            spin,
        };
        let flight = ball.simulate_flight(motion, 0.0, 1.1, &[]);
        let end = flight.samples[flight.samples.len() - 1].1.at;
        assert!((end - to).norm() < 1e-3, "{end}");
    }

    #[test]
    fn a_rolling_ball_comes_to_rest() {
        let mut m = drop_from(BallKind::Football.physics().radius_m);
        m.velocity.x = 3.0;
        let flight = BallDynamics::published(BallKind::Football).simulate_flight(m, 0.0, 12.0, &[]);
        let end = flight.samples[flight.samples.len() - 1].1;
        assert!(
            end.velocity.norm() < 1e-6 && (2.0..12.0).contains(&end.at.x),
            "{:?}",
            end
        );
    }
}
