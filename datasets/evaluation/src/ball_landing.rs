//! Scores of where a ball was said to come down, from the first part of its flight.

use serde::Serialize;
use trackside_simulation::{EventKind, World};

use crate::ball_path::PathPoint;
use crate::score::percentile;

/// What was seen of a flight when its landing is asked for, as a share of its time.
const SEEN: f64 = 0.6;
/// A shorter flight is none, s.
const FLIGHT_S: f64 = 0.3;
/// A truth lies inside this, as a squared distance in standard deviations of a plane, in 95 % of cases.
const INSIDE_95: f64 = 5.991;

/// A flight that ends on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// When it began: a blow, a release or a bounce, s.
    pub from_s: f64,
    /// When the ball touched the ground, s.
    pub to_s: f64,
    /// Where its centre was then, along the ground, m.
    pub at: [f64; 2],
}

/// Where a ball was said to come down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    /// When that was said, s.
    pub said_s: f64,
    /// When it would come down, s.
    pub at_s: f64,
    /// Where, along the ground, m.
    pub at: [f64; 2],
    /// Its covariance: xx, xy, yy, m².
    pub covariance_m2: [f64; 3],
}

/// How well landings were predicted from the first 60 % of flights of 0.3 s and more.
#[derive(Clone, Debug, Serialize)]
pub struct LandingScore {
    /// How many flights there are.
    pub flights: usize,
    /// For how many a landing was reported in time.
    pub reported: usize,
    /// Median distance to the truth, mm.
    pub median_mm: Option<f64>,
    /// Its 95th percentile, mm.
    pub p95_mm: Option<f64>,
    /// Median error of its time, ms.
    pub time_error_ms: Option<f64>,
    /// Share of the truths inside the ellipse that should hold 95 % of them, 0 to 1.
    pub inside_95: Option<f64>,
}

/// Scores what was said last before 60 % of each flight was over. `None` without flights.
pub fn landings(flights: &[Flight], predicted: &[Predicted]) -> Option<LandingScore> {
    let (mut off_mm, mut off_ms, mut inside) = (Vec::new(), Vec::new(), 0);
    for flight in flights {
        let until = flight.from_s + SEEN * (flight.to_s - flight.from_s);
        let mut said = predicted.iter().rev();
        let Some(p) = said.find(|p| p.said_s > flight.from_s && p.said_s <= until + 1e-9) else {
            continue;
        };
        let [x, y] = [p.at[0] - flight.at[0], p.at[1] - flight.at[1]];
        let [xx, xy, yy] = p.covariance_m2;
        let square = (yy * x * x - 2.0 * xy * x * y + xx * y * y) / (xx * yy - xy * xy);
        inside += usize::from(square < INSIDE_95);
        off_mm.push(1e3 * x.hypot(y));
        off_ms.push(1e3 * (p.at_s - flight.to_s).abs());
    }
    off_mm.sort_by(f64::total_cmp);
    off_ms.sort_by(f64::total_cmp);
    let reported = off_mm.len();
    (!flights.is_empty()).then(|| LandingScore {
        flights: flights.len(),
        reported,
        median_mm: percentile(&off_mm, 0.5),
        p95_mm: percentile(&off_mm, 0.95),
        time_error_ms: percentile(&off_ms, 0.5),
        inside_95: (reported > 0).then(|| inside as f64 / reported as f64),
    })
}

/// The flights of a world's ball in its first `seconds`.
pub fn flights(world: &World, seconds: f64) -> Vec<Flight> {
    let (mut out, mut begun) = (Vec::new(), None);
    for event in world.events().iter().filter(|e| e.t_s < seconds) {
        match event.kind {
            EventKind::Release { .. } | EventKind::Hit { .. } | EventKind::Basket { .. } => {
                begun = Some(event.t_s);
            }
            EventKind::Catch { .. } => begun = None,
            EventKind::Bounce { at } => {
                out.extend(flight(begun, event.t_s, [at.x, at.y]));
                begun = Some(event.t_s);
            }
            EventKind::FootDown { .. } | EventKind::FootUp { .. } => {}
        }
    }
    out
}

/// The flights of a path that bounces at `bounces`, s. It says not when the ball is struck: a flight that ends with a bounce has begun with
/// the one before it, or with the path.
pub fn flights_of(path: &[PathPoint], bounces: &[f64]) -> Vec<Flight> {
    let mut begun = path.first().map(|p| p.t);
    let mut out = Vec::new();
    for &to_s in bounces {
        let after = path.partition_point(|p| p.t < to_s);
        if let (Some(a), Some(b)) = (after.checked_sub(1).map(|i| path[i]), path.get(after)) {
            let share = (to_s - a.t) / (b.t - a.t).max(1e-9);
            let at = [0, 1].map(|i| a.ball[i] + (b.ball[i] - a.ball[i]) * share);
            out.extend(flight(begun, to_s, at));
        }
        begun = Some(to_s);
    }
    out
}

fn flight(from_s: Option<f64>, to_s: f64, at: [f64; 2]) -> Option<Flight> {
    from_s
        .filter(|from| to_s - from >= FLIGHT_S)
        .map(|from_s| Flight { from_s, to_s, at })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_last_before_its_time_counts_against_its_own_ellipse() {
        let flight = Flight {
            from_s: 1.0,
            to_s: 2.0,
            at: [3.0, 4.0],
        };
        let said = |said_s, x| Predicted {
            said_s,
            at_s: 2.01,
            at: [x, 4.0],
            covariance_m2: [0.01, 0.0, 0.04],
        };
        let all = [
            said(0.9, 0.0),
            said(1.3, 9.0),
            said(1.6, 3.2),
            said(1.7, 3.0),
        ];
        let score = landings(&[flight], &all).unwrap();
        assert!((score.median_mm.unwrap() - 200.0).abs() < 1e-6);
        assert!((score.time_error_ms.unwrap() - 10.0).abs() < 1e-6);
        // Two standard deviations off along x.
        assert_eq!((score.reported, score.inside_95), (1, Some(1.0)));
        let score = landings(&[flight], &[said(1.6, 3.3)]).unwrap();
        assert_eq!(score.inside_95, Some(0.0));
        let score = landings(&[flight], &all[..1]).unwrap();
        assert_eq!((score.reported, score.median_mm), (0, None));
    }
}
