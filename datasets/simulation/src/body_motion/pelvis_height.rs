//! Gait phase, and the height of the pelvis over a stride.

use trackside_body::BodyMeasurements;
use trackside_sports::GRAVITY_M_S2;

use crate::body_motion::gait_style::GaitStyle;
use crate::body_motion::ground_path::GroundPath;
use crate::body_motion::step_plan::{Jump, StepPlan};
use crate::curve::{Curve, Knot, interpolate, knot};

/// Shortest flight that changes the height of the pelvis, s.
const MIN_FLIGHT_S: f64 = 0.03;

/// Gait phase in strides: left contacts are at whole numbers, right contacts at halves.
pub(crate) fn gait_phase(plan: &StepPlan) -> Curve {
    let mut points: Vec<(f64, f64)> = vec![(0.0, 0.75)];
    let mut now: f64 = 0.75;
    for &(t, foot) in &plan.landings {
        let part = if foot == 0 { 0.0 } else { 0.5 };
        // The next phase of that foot.
        let mut next = (now - part).ceil() + part;
        if next - now < 0.2 {
            next += 1.0;
        }
        if let Some(bout) = plan.bouts.iter().find(|b| b[0] < t && t <= b[1])
            && points.last().is_some_and(|last| last.0 < bout[0])
        {
            points.push((bout[0], now));
        }
        points.push((t, next));
        now = next;
    }
    Curve::through(&points)
}

/// Height of the pelvis in single support, as a fraction of the leg.
fn support_height(speed: f64) -> f64 {
    interpolate(
        &[
            (0.0, 0.985),
            (1.4, 0.985),
            (1.9, 0.97),
            (2.4, 0.95),
            (4.0, 0.95),
            (7.0, 0.955),
            (10.0, 0.965),
        ],
        speed,
    )
}

/// Height of the pelvis: an inverted pendulum in walking, a bounce with ballistic flight in running (Cavagna et al., J. Physiol. 262,
/// 1976), and jumps, m.
pub(crate) fn pelvis_height(
    body: &BodyMeasurements,
    path: &GroundPath,
    plan: &StepPlan,
    style: &GaitStyle,
) -> Curve {
    let leg = body.leg_m();
    let stand = 0.98 * leg;
    let mut knots = vec![knot(0.0, stand, 0.0)];
    for bout in &plan.bouts {
        knots.push(knot(bout[0] - 0.02, stand, 0.0));
        let landings: Vec<_> = plan
            .landings
            .iter()
            .filter(|l| l.0 > bout[0] && l.0 <= bout[1])
            .collect();
        let mut slope = 0.0;
        for pair in landings.windows(2) {
            slope = step_knots(body, path, plan, [*pair[0], *pair[1]], slope, &mut knots);
        }
        if slope < 0.0 {
            let last = knot(bout[1], support_height(path.speed(bout[1])) * leg, slope);
            knots.push(last);
        }
        knots.push(knot(bout[1] + 0.3, stand, 0.0));
    }
    for jump in &style.jumps {
        let flight = jump.landing_s - jump.takeoff_s;
        let up = 0.5 * GRAVITY_M_S2 * flight;
        let high = leg + 0.075;
        // A higher take-off speed needs a deeper crouch: about 0.05 m for each 0.5 m/s.
        let deep = (0.09 * up).min(0.3);
        knots.extend([
            knot(jump.takeoff_s - 0.50, stand, 0.0),
            knot(jump.takeoff_s - 0.22, stand - deep, 0.0),
            knot(jump.takeoff_s, high, up),
            knot(jump.landing_s, high, -up),
            knot(jump.landing_s + 0.16, stand - 0.6 * deep, 0.0),
            knot(jump.landing_s + 0.50, stand, 0.0),
        ]);
    }
    knots.sort_by(|a, b| a.t.total_cmp(&b.t));
    Curve::new(without_steps_in_jumps(knots, &style.jumps))
}

/// The knots without those of steps within a jump.
fn without_steps_in_jumps(knots: Vec<Knot>, jumps: &[Jump]) -> Vec<Knot> {
    let of_jump = |t: f64| {
        jumps
            .iter()
            .find(|j| (j.takeoff_s - 0.505..=j.landing_s + 0.505).contains(&t))
    };
    knots
        .into_iter()
        .filter(|k| {
            of_jump(k.t).is_none_or(|j| {
                [-0.50, -0.22, 0.0]
                    .iter()
                    .any(|d| (k.t - j.takeoff_s - d).abs() < 1e-9)
                    || [0.0, 0.16, 0.50]
                        .iter()
                        .any(|d| (k.t - j.landing_s - d).abs() < 1e-9)
            })
        })
        .collect()
}

/// Adds the knots between two contacts; returns the slope of the height at the second, m/s.
fn step_knots(
    body: &BodyMeasurements,
    path: &GroundPath,
    plan: &StepPlan,
    [(contact_s, foot), (next, _)]: [(f64, usize); 2],
    slope: f64,
    knots: &mut Vec<Knot>,
) -> f64 {
    let leg = body.leg_m();
    let height = |t: f64| support_height(path.speed(t)) * leg;
    let (i, _) = plan.current(foot, contact_s + 1e-6);
    let toe_off_s = plan.feet[foot][i].toe_off_s;
    if toe_off_s < next - MIN_FLIGHT_S {
        let (low, high, flight) = (height(contact_s), height(toe_off_s), next - toe_off_s);
        let up = (height(next) - high) / flight + 0.5 * GRAVITY_M_S2 * flight;
        knots.extend([knot(contact_s, low, slope), knot(toe_off_s, high, up)]);
        return up - GRAVITY_M_S2 * flight;
    }
    // Double support ends when the other foot leaves the ground.
    let (other, _) = plan.current(1 - foot, contact_s);
    let double_support_end = plan.feet[1 - foot][other].toe_off_s.clamp(contact_s, next);
    let length = path.speed(contact_s) * (next - contact_s);
    let slant = (0.985 * (leg - body.ankle_m)).powi(2) - (0.43 * length).powi(2);
    let low = (slant.max(0.01).sqrt() + body.ankle_m + 0.015).min(0.98 * leg);
    if slope < 0.0 {
        knots.push(knot(contact_s, height(contact_s), slope));
    } else {
        knots.push(knot(0.5 * (contact_s + double_support_end), low, 0.0));
    }
    let high = height(contact_s).min(low + 0.048);
    knots.push(knot(0.5 * (double_support_end + next), high, 0.0));
    0.0
}
