//! How balls fly, bounce and roll.
//!
//! Drag and Magnus force as in Goff, Am. J. Phys. 81 (2013): F = ½ρA v² C, the lift C_L = 1/(2 + v/(rω)) (Stepanek, Am. J. Phys. 56,
//! 1988); C_D of a basketball 0.50 (Okubo and Hubbard, Procedia Engineering 2, 2010), of a football past the drag crisis 0.25 (Asai et al., Sports
//! Engineering 10, 2007). A bounce keeps a share of the normal speed and grips or slides along the ground (Cross, Am. J. Phys. 70, 2002).

use nalgebra::{Point3, Vector3};
use trackside_sports::{AIR_DENSITY_KG_M3, BallKind, BallPhysics, GRAVITY_M_S2 as G, Structure};

/// Step of the integration (classical Runge–Kutta), s.
const STEP_S: f64 = 0.002;
/// Every so many steps are kept.
const KEPT: usize = 5;
/// A bounce slower than this is the last, m/s; then the ball rolls.
const LAST_BOUNCE_M_S: f64 = 0.25;

/// The equations of motion of a ball with these coefficients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BallDynamics {
    physics: BallPhysics,
}

impl BallDynamics {
    pub fn new(kind: BallKind) -> BallDynamics {
        BallDynamics {
            physics: *kind.physics(),
        }
    }

    /// ½ρA/m, 1/m.
    fn air(&self) -> f64 {
        0.5 * AIR_DENSITY_KG_M3 * std::f64::consts::PI * self.physics.radius_m.powi(2)
            / self.physics.mass_kg
    }

    /// The speed at which drag holds the ball's weight, m/s.
    #[cfg(test)]
    fn terminal_m_s(&self) -> f64 {
        (G / (self.air() * self.physics.drag_coefficient)).sqrt()
    }

    fn acceleration(&self, velocity: &Vector3<f64>, spin: &Vector3<f64>) -> Vector3<f64> {
        let speed = velocity.norm();
        let drag = velocity * (-self.air() * self.physics.drag_coefficient * speed);
        let across = spin.cross(velocity);
        let turn = across.norm();
        let lift = if turn > 1e-9 {
            let share = 1.0 / (2.0 + speed / (self.physics.radius_m * spin.norm()));
            across * (self.air() * share * speed * speed / turn)
        } else {
            Vector3::zeros()
        };
        drag + lift - Vector3::z() * G
    }

    /// One step of free flight.
    fn step(&self, m: &Motion, h: f64) -> Motion {
        let f = |v: &Vector3<f64>| self.acceleration(v, &m.spin);
        let k1 = f(&m.velocity);
        let v2 = m.velocity + k1 * (0.5 * h);
        let k2 = f(&v2);
        let v3 = m.velocity + k2 * (0.5 * h);
        let k3 = f(&v3);
        let v4 = m.velocity + k3 * h;
        let k4 = f(&v4);
        Motion {
            at: m.at + (m.velocity + v2 * 2.0 + v3 * 2.0 + v4) * (h / 6.0),
            velocity: m.velocity + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0),
            spin: m.spin,
        }
    }

    /// Off a surface with this normal, of which it keeps `restitution`.
    fn bounce(&self, m: &Motion, normal: &Vector3<f64>, restitution: f64) -> Motion {
        let into = m.velocity.dot(normal);
        let along = m.velocity - normal * into;
        // How the ball's surface slides over the ground; a thin shell has 2/3 m r².
        let arm = -normal * self.physics.radius_m;
        let sliding = along + m.spin.cross(&arm);
        let grip = 1.0 / 2.5;
        let most = self.physics.friction * (1.0 + restitution) * into.abs();
        let stop = sliding * grip;
        let change = -stop * (most / stop.norm().max(most).max(1e-12));
        Motion {
            at: m.at,
            velocity: along + change - normal * (restitution * into),
            spin: m.spin + arm.cross(&change) * (1.5 / self.physics.radius_m.powi(2)),
        }
    }
}

/// A ball's state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Motion {
    pub at: Point3<f64>,
    pub velocity: Vector3<f64>,
    pub spin: Vector3<f64>,
}

/// A free flight, sampled: before and after each bounce there is a sample of the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flight {
    pub samples: Vec<(f64, Motion)>,
    pub bounces: Vec<(f64, Point3<f64>)>,
    pub hits: Vec<(f64, Point3<f64>)>,
    /// When and where it went through a ring.
    pub scored: Option<(f64, Point3<f64>)>,
}

/// Lets go of a ball at `t` for `duration` seconds.
pub(crate) fn fly(
    kind: BallKind,
    start: Motion,
    t: f64,
    duration: f64,
    structures: &[Structure],
) -> Flight {
    let dynamics = BallDynamics::new(kind);
    let mut flight = Flight {
        samples: vec![(t, start)],
        ..Flight::default()
    };
    let mut m = start;
    for i in 1..=(duration / STEP_S).ceil() as usize {
        let now = t + i as f64 * STEP_S;
        let before = m;
        m = dynamics.step(&m, STEP_S);
        let mut met = false;
        if m.at.z < dynamics.physics.radius_m && m.velocity.z < 0.0 {
            met = true;
            // Back to the instant at which it touched.
            let share =
                (before.at.z - dynamics.physics.radius_m) / (before.at.z - m.at.z).max(1e-12);
            let rest = (1.0 - share.clamp(0.0, 1.0)) * STEP_S;
            m = dynamics.step(&m, -rest);
            flight.samples.push((now - rest, m));
            m = ground(&dynamics, &m);
            flight.samples.push((now - rest, m));
            if m.velocity.z > 0.0 {
                flight.bounces.push((now - rest, m.at));
                m = dynamics.step(&m, rest);
            } else {
                m.at += m.velocity * rest;
            }
        }
        for s in structures {
            if let Some(after) = meet(&dynamics, s, &before, &m, &mut flight, now) {
                met = true;
                flight.samples.push((now, m));
                m = after;
            }
        }
        if met || i % KEPT == 0 {
            flight.samples.push((now, m));
        }
    }
    flight
}

/// On the ground: a bounce, or rolling.
fn ground(dynamics: &BallDynamics, m: &Motion) -> Motion {
    let mut after = dynamics.bounce(m, &Vector3::z(), dynamics.physics.restitution);
    after.at.z = dynamics.physics.radius_m;
    if after.velocity.z < LAST_BOUNCE_M_S {
        let speed = after.velocity.xy().norm();
        let slower = (speed - dynamics.physics.rolling_deceleration_m_s2 * STEP_S).max(0.0)
            / speed.max(1e-9);
        after.velocity = Vector3::new(after.velocity.x * slower, after.velocity.y * slower, 0.0);
        after.spin = Vector3::z().cross(&after.velocity) / dynamics.physics.radius_m;
    }
    after
}

/// Radius of a ring's wire, m (FIBA: 16 to 20 mm across).
const WIRE_M: f64 = 0.009;

fn meet(
    dynamics: &BallDynamics,
    structure: &Structure,
    before: &Motion,
    m: &Motion,
    flight: &mut Flight,
    now: f64,
) -> Option<Motion> {
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
    let beyond = (m.at.x - board[0]) * towards;
    let on_board = (m.at.y - board[1]).abs() < 0.5 * board_m[0] + 0.5 * dynamics.physics.radius_m
        && (m.at.z - board[2]).abs() < 0.5 * board_m[1] + 0.5 * dynamics.physics.radius_m;
    if on_board
        && (-dynamics.physics.radius_m..0.1).contains(&beyond)
        && m.velocity.x * towards > 0.0
    {
        flight.hits.push((now, m.at));
        return Some(dynamics.bounce(m, &(-Vector3::x() * *towards), 0.7));
    }
    let centre = Point3::from(*ring);
    let flat = (m.at - centre).xy();
    let wire_radius = radius_m + WIRE_M;
    let nearest = centre + (flat * (wire_radius / flat.norm().max(1e-9))).push(0.0);
    let off = m.at - nearest;
    if off.norm() < dynamics.physics.radius_m + WIRE_M && m.velocity.dot(&off) < 0.0 {
        flight.hits.push((now, m.at));
        return Some(dynamics.bounce(m, &off.normalize(), 0.6));
    }
    if flat.norm() < *radius_m && before.at.z >= centre.z && m.at.z < centre.z {
        // The net takes most of what is not straight down.
        flight.scored = Some((now, m.at));
        let v = m.velocity;
        return Some(Motion {
            velocity: Vector3::new(0.25 * v.x, 0.25 * v.y, 0.55 * v.z),
            spin: m.spin * 0.5,
            ..*m
        });
    }
    None
}

/// The velocity that takes a ball through free air from `from` to `to` in `time` seconds.
pub(crate) fn aim(
    kind: BallKind,
    from: Point3<f64>,
    to: Point3<f64>,
    time: f64,
    spin: Vector3<f64>,
) -> Vector3<f64> {
    let dynamics = BallDynamics::new(kind);
    let steps = (time / STEP_S).ceil().max(1.0);
    let h = time / steps;
    let mut velocity = (to - from) / time + Vector3::z() * (0.5 * G * time);
    for _ in 0..12 {
        let mut m = Motion {
            at: from,
            velocity,
            spin,
        };
        for _ in 0..steps as usize {
            m = dynamics.step(&m, h);
        }
        velocity += (to - m.at) / time;
    }
    velocity
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drop_from(z: f64) -> Motion {
        Motion {
            at: Point3::new(0.0, 0.0, z),
            velocity: Vector3::zeros(),
            spin: Vector3::zeros(),
        }
    }

    #[test]
    fn a_falling_ball_follows_the_closed_form_up_to_its_terminal_speed() {
        for kind in [BallKind::Basketball, BallKind::Football] {
            let dynamics = BallDynamics::new(kind);
            let terminal = dynamics.terminal_m_s();
            assert!((18.0..40.0).contains(&terminal), "{terminal} m/s");
            let (mut m, mut t) = (drop_from(1e4), 0.0);
            while t < 20.0 {
                m = dynamics.step(&m, STEP_S);
                t += STEP_S;
                // v(t) = v_t tanh(g t / v_t) under quadratic drag.
                let exact = terminal * (G * t / terminal).tanh();
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
    fn a_ball_without_air_keeps_its_energy() {
        let dynamics = BallDynamics {
            physics: BallPhysics {
                drag_coefficient: 0.0,
                ..*BallKind::Football.physics()
            },
        };
        let mut m = drop_from(5.0);
        m.velocity = Vector3::new(7.0, -3.0, 9.0);
        let energy = |m: &Motion| 0.5 * m.velocity.norm_squared() + G * m.at.z;
        let before = energy(&m);
        for _ in 0..1000 {
            m = dynamics.step(&m, STEP_S);
        }
        assert!((energy(&m) - before).abs() < 1e-9 * before);
    }

    #[test]
    fn a_bounce_comes_as_high_as_the_rules_say() {
        // Kind, dropped from, allowed heights after, of the bottom of the ball.
        for (kind, from, least, most) in [
            (BallKind::Basketball, 1.8, 0.96, 1.16),
            (BallKind::Football, 2.0, 0.60, 0.85),
        ] {
            let r = kind.physics().radius_m;
            let flight = fly(kind, drop_from(from + r), 0.0, 1.6, &[]);
            let first = flight.bounces[0].0;
            let vacuum = (2.0 * from / G).sqrt();
            assert!((first - vacuum).abs() < 0.02, "{first} {vacuum}");
            let after = flight.samples.iter().filter(|s| s.0 > first);
            let height = after.map(|s| s.1.at.z - r).fold(0.0, f64::max);
            assert!((least..most).contains(&height), "{kind:?}: {height} m");
            // Without air it would be e² of the drop; air takes a little.
            let e2 = kind.physics().restitution.powi(2) * from;
            assert!(height < e2 && height > 0.93 * e2, "{height} {e2}");
        }
    }

    #[test]
    fn bounces_never_gain_energy_and_turn_sliding_into_spin() {
        let dynamics = BallDynamics::new(BallKind::Basketball);
        let inertia = 2.0 / 3.0 * dynamics.physics.radius_m.powi(2);
        let energy = |m: &Motion| m.velocity.norm_squared() + inertia * m.spin.norm_squared();
        for k in 0..50 {
            let a = f64::from(k);
            let m = Motion {
                at: Point3::new(0.0, 0.0, dynamics.physics.radius_m),
                velocity: Vector3::new(6.0 * a.sin(), 4.0 * a.cos(), -1.0 - 0.2 * a),
                spin: Vector3::new(30.0 * (2.0 * a).cos(), 30.0 * (3.0 * a).sin(), 5.0),
            };
            let after = dynamics.bounce(&m, &Vector3::z(), dynamics.physics.restitution);
            assert!(energy(&after) <= energy(&m) + 1e-9);
            assert!((after.velocity.z + dynamics.physics.restitution * m.velocity.z).abs() < 1e-12);
        }
        let sliding = Motion {
            at: Point3::origin(),
            velocity: Vector3::new(5.0, 0.0, -3.0),
            spin: Vector3::zeros(),
        };
        let after = dynamics.bounce(&sliding, &Vector3::z(), dynamics.physics.restitution);
        assert!(after.velocity.x < 5.0 && after.spin.y > 0.0);
    }

    #[test]
    fn backspin_lifts_and_aiming_hits() {
        let from = Point3::new(0.0, 0.0, 2.0);
        let to = Point3::new(6.0, 1.0, 3.05);
        let spin = Vector3::new(0.0, -15.0, 0.0);
        let lifted = BallDynamics::new(BallKind::Basketball)
            .acceleration(&Vector3::new(8.0, 0.0, 0.0), &spin);
        assert!(lifted.z > -G);
        let velocity = aim(BallKind::Basketball, from, to, 1.1, spin);
        let motion = Motion {
            at: from,
            velocity,
            spin,
        };
        let flight = fly(BallKind::Basketball, motion, 0.0, 1.1, &[]);
        let end = flight.samples[flight.samples.len() - 1].1.at;
        assert!((end - to).norm() < 1e-3, "{end}");
    }

    #[test]
    fn a_rolling_ball_comes_to_rest() {
        let mut m = drop_from(BallKind::Football.physics().radius_m);
        m.velocity.x = 3.0;
        let flight = fly(BallKind::Football, m, 0.0, 12.0, &[]);
        let end = flight.samples[flight.samples.len() - 1].1;
        assert!(
            end.velocity.norm() < 1e-6 && (2.0..12.0).contains(&end.at.x),
            "{:?}",
            end
        );
    }
}
