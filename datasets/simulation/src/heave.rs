//! The rhythm of steps: when each half stride is over, and how the pelvis rises and falls with them.

use trackside_body::BodyMeasurements;

use crate::course::Course;
use crate::curve::{Curve, Knot, knot, table};
use crate::figure::{G, Manner};
use crate::steps::{Jump, Steps};

/// A shorter flight is none that the pelvis would show, s.
const LEAST_FLIGHT_S: f64 = 0.03;

/// Half strides by time: a left foot's landing is on a whole number, a right foot's on a half.
pub(crate) fn phase(steps: &Steps) -> Curve {
    let mut points: Vec<(f64, f64)> = vec![(0.0, 0.75)];
    let mut now: f64 = 0.75;
    for &(t, foot) in &steps.landings {
        let part = if foot == 0 { 0.0 } else { 0.5 };
        // The next time at which that foot's turn comes.
        let mut next = (now - part).ceil() + part;
        if next - now < 0.2 {
            next += 1.0;
        }
        if let Some(bout) = steps.bouts.iter().find(|b| b[0] < t && t <= b[1])
            && points.last().is_some_and(|last| last.0 < bout[0])
        {
            points.push((bout[0], now));
        }
        points.push((t, next));
        now = next;
    }
    Curve::through(&points)
}

/// Height of the pelvis at speed with the body's weight on one foot, as a share of the leg.
fn bearing_height(speed: f64) -> f64 {
    table(
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

/// The pelvis' rise and fall: an inverted pendulum in walking, a bounce with parabolic flight in running (Cavagna et al., J. Physiol. 262,
/// 1976), and jumps. In flight it falls freely.
pub(crate) fn heave(
    build: &BodyMeasurements,
    course: &Course,
    steps: &Steps,
    manner: &Manner,
) -> Curve {
    let leg = build.leg_m();
    let stand = 0.98 * leg;
    let mut knots = vec![knot(0.0, stand, 0.0)];
    for bout in &steps.bouts {
        knots.push(knot(bout[0] - 0.02, stand, 0.0));
        let landings: Vec<_> = steps
            .landings
            .iter()
            .filter(|l| l.0 > bout[0] && l.0 <= bout[1])
            .collect();
        let mut falling = 0.0;
        for pair in landings.windows(2) {
            falling = step_knots(
                build,
                course,
                steps,
                [*pair[0], *pair[1]],
                falling,
                &mut knots,
            );
        }
        if falling < 0.0 {
            let last = knot(
                bout[1],
                bearing_height(course.speed(bout[1])) * leg,
                falling,
            );
            knots.push(last);
        }
        knots.push(knot(bout[1] + 0.3, stand, 0.0));
    }
    for jump in &manner.jumps {
        let flight = jump.land - jump.takeoff;
        let up = 0.5 * G * flight;
        let high = leg + 0.075;
        // The deeper the crouch, the longer the push: half a metre per second gained takes about 0.05 m.
        let deep = (0.09 * up).min(0.3);
        knots.extend([
            knot(jump.takeoff - 0.50, stand, 0.0),
            knot(jump.takeoff - 0.22, stand - deep, 0.0),
            knot(jump.takeoff, high, up),
            knot(jump.land, high, -up),
            knot(jump.land + 0.16, stand - 0.6 * deep, 0.0),
            knot(jump.land + 0.50, stand, 0.0),
        ]);
    }
    knots.sort_by(|a, b| a.t.total_cmp(&b.t));
    Curve::new(apart(knots, &manner.jumps))
}

/// Without the knots that steps would put into a jump.
fn apart(knots: Vec<Knot>, jumps: &[Jump]) -> Vec<Knot> {
    let of_jump = |t: f64| {
        jumps
            .iter()
            .find(|j| (j.takeoff - 0.505..=j.land + 0.505).contains(&t))
    };
    knots
        .into_iter()
        .filter(|k| {
            of_jump(k.t).is_none_or(|j| {
                [-0.50, -0.22, 0.0]
                    .iter()
                    .any(|d| (k.t - j.takeoff - d).abs() < 1e-9)
                    || [0.0, 0.16, 0.50]
                        .iter()
                        .any(|d| (k.t - j.land - d).abs() < 1e-9)
            })
        })
        .collect()
}

/// From one landing to the next; gives the slope of the height at the second.
fn step_knots(
    build: &BodyMeasurements,
    course: &Course,
    steps: &Steps,
    [(on, foot), (next, _)]: [(f64, usize); 2],
    falling: f64,
    knots: &mut Vec<Knot>,
) -> f64 {
    let leg = build.leg_m();
    let height = |t: f64| bearing_height(course.speed(t)) * leg;
    let (i, _) = steps.current(foot, on + 1e-6);
    let off = steps.feet[foot][i].off;
    if off < next - LEAST_FLIGHT_S {
        let (low, high, flight) = (height(on), height(off), next - off);
        let up = (height(next) - high) / flight + 0.5 * G * flight;
        knots.extend([knot(on, low, falling), knot(off, high, up)]);
        return up - G * flight;
    }
    // Both feet bear until the other leaves the ground.
    let (other, _) = steps.current(1 - foot, on);
    let both_until = steps.feet[1 - foot][other].off.clamp(on, next);
    let length = course.speed(on) * (next - on);
    let slant = (0.985 * (leg - build.ankle_m)).powi(2) - (0.43 * length).powi(2);
    let low = (slant.max(0.01).sqrt() + build.ankle_m + 0.015).min(0.98 * leg);
    if falling < 0.0 {
        knots.push(knot(on, height(on), falling));
    } else {
        knots.push(knot(0.5 * (on + both_until), low, 0.0));
    }
    let high = height(on).min(low + 0.048);
    knots.push(knot(0.5 * (both_until + next), high, 0.0));
    0.0
}
