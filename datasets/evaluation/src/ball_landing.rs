//! Scores of landing predictions made during the first part of a flight.

use serde::Serialize;
use trackside_simulation::{EventKind, World};

use crate::ball_path::PathPoint;
use crate::score::percentile;

/// Share of a flight's time after which its landing prediction is scored.
const OBSERVED_SHARE: f64 = 0.6;
/// Shorter flights are not scored, s.
const MIN_FLIGHT_S: f64 = 0.3;
/// Squared Mahalanobis distance within which 95 % of truths lie: χ² with 2 degrees of freedom.
const CHI2_95: f64 = 5.991;

/// A flight that ends on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// Its beginning: a hit, a release or a bounce, s.
    pub from_s: f64,
    /// Time at which the ball touched the ground, s.
    pub to_s: f64,
    /// Horizontal position of its centre then, m.
    pub at: [f64; 2],
}

/// A predicted landing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    /// Time at which it was predicted, s.
    pub said_s: f64,
    /// Predicted time of the landing, s.
    pub at_s: f64,
    /// Predicted horizontal position, m.
    pub at: [f64; 2],
    /// Covariance of the position: xx, xy, yy, m².
    pub covariance_m2: [f64; 3],
}

/// Score of landing predictions from the first 60 % of flights of 0.3 s and more.
#[derive(Clone, Debug, Serialize)]
pub struct LandingScore {
    /// Number of flights.
    pub flights: usize,
    /// Number of flights whose landing was predicted in time.
    pub reported: usize,
    /// Median distance to the truth, mm.
    pub median_mm: Option<f64>,
    /// 95th percentile of the distance, mm.
    pub p95_mm: Option<f64>,
    /// Median error of the landing time, ms.
    pub time_error_ms: Option<f64>,
    /// Share of the truths inside the 95 % ellipse, 0 to 1.
    pub inside_95: Option<f64>,
}

/// Scores the last prediction in the first 60 % of each flight. `None` without flights.
pub fn landings(flights: &[Flight], predicted: &[Predicted]) -> Option<LandingScore> {
    let (mut errors_mm, mut errors_ms, mut inside) = (Vec::new(), Vec::new(), 0);
    for flight in flights {
        let until = flight.from_s + OBSERVED_SHARE * (flight.to_s - flight.from_s);
        let mut latest_first = predicted.iter().rev();
        let Some(p) = latest_first.find(|p| p.said_s > flight.from_s && p.said_s <= until + 1e-9)
        else {
            continue;
        };
        let [x, y] = [p.at[0] - flight.at[0], p.at[1] - flight.at[1]];
        let [xx, xy, yy] = p.covariance_m2;
        let square = (yy * x * x - 2.0 * xy * x * y + xx * y * y) / (xx * yy - xy * xy);
        inside += usize::from(square < CHI2_95);
        errors_mm.push(1e3 * x.hypot(y));
        errors_ms.push(1e3 * (p.at_s - flight.to_s).abs());
    }
    errors_mm.sort_by(f64::total_cmp);
    errors_ms.sort_by(f64::total_cmp);
    let reported = errors_mm.len();
    (!flights.is_empty()).then(|| LandingScore {
        flights: flights.len(),
        reported,
        median_mm: percentile(&errors_mm, 0.5),
        p95_mm: percentile(&errors_mm, 0.95),
        time_error_ms: percentile(&errors_ms, 0.5),
        inside_95: (reported > 0).then(|| inside as f64 / reported as f64),
    })
}

/// The flights of a world's ball in its first `seconds`.
pub fn flights(world: &World, seconds: f64) -> Vec<Flight> {
    let (mut out, mut from_s) = (Vec::new(), None);
    for event in world.events().iter().filter(|e| e.t_s < seconds) {
        match event.kind {
            EventKind::Release { .. } | EventKind::Hit { .. } | EventKind::Basket { .. } => {
                from_s = Some(event.t_s);
            }
            EventKind::Catch { .. } => from_s = None,
            EventKind::Bounce { at } => {
                out.extend(flight(from_s, event.t_s, [at.x, at.y]));
                from_s = Some(event.t_s);
            }
            EventKind::FootDown { .. } | EventKind::FootUp { .. } => {}
        }
    }
    out
}

/// The flights of a path that bounces at `bounces`, s. Hits are not known: a flight that ends with a bounce began at the bounce before it,
/// or with the path.
pub fn flights_of(path: &[PathPoint], bounces: &[f64]) -> Vec<Flight> {
    let mut from_s = path.first().map(|p| p.t);
    let mut out = Vec::new();
    for &to_s in bounces {
        let after = path.partition_point(|p| p.t < to_s);
        if let (Some(a), Some(b)) = (after.checked_sub(1).map(|i| path[i]), path.get(after)) {
            let share = (to_s - a.t) / (b.t - a.t).max(1e-9);
            let at = [0, 1].map(|i| a.ball[i] + (b.ball[i] - a.ball[i]) * share);
            out.extend(flight(from_s, to_s, at));
        }
        from_s = Some(to_s);
    }
    out
}

fn flight(from_s: Option<f64>, to_s: f64, at: [f64; 2]) -> Option<Flight> {
    from_s
        .filter(|from| to_s - from >= MIN_FLIGHT_S)
        .map(|from_s| Flight { from_s, to_s, at })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_prediction_in_time_is_scored_against_its_own_ellipse() {
        let flight = Flight {
            from_s: 1.0,
            to_s: 2.0,
            at: [3.0, 4.0],
        };
        let prediction = |said_s, x| Predicted {
            said_s,
            at_s: 2.01,
            at: [x, 4.0],
            covariance_m2: [0.01, 0.0, 0.04],
        };
        let all = [
            prediction(0.9, 0.0),
            prediction(1.3, 9.0),
            prediction(1.6, 3.2),
            prediction(1.7, 3.0),
        ];
        let score = landings(&[flight], &all).unwrap();
        assert!((score.median_mm.unwrap() - 200.0).abs() < 1e-6);
        assert!((score.time_error_ms.unwrap() - 10.0).abs() < 1e-6);
        // An error of two standard deviations along x.
        assert_eq!((score.reported, score.inside_95), (1, Some(1.0)));
        let score = landings(&[flight], &[prediction(1.6, 3.3)]).unwrap();
        assert_eq!(score.inside_95, Some(0.0));
        let score = landings(&[flight], &all[..1]).unwrap();
        assert_eq!((score.reported, score.median_mm), (0, None));
    }
}
