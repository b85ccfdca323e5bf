//! How a ball left hands or what struck it. The filter lets forces drift, so that a wrong drag or spin does not lose the ball; here all that
//! was seen of the flight is fitted at once with its forces as they are, and the instant is where the flight meets the way before it.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::Timestamp;

use super::flight::{Square, State, place, state, velocity};
use super::kind::Nature;
use super::node::{How, Node};
use super::path::{Path, WINDOW};

/// A flight of fewer moments with views says no more than the step in which it began.
const LEAST_SEEN: usize = 4;
/// A moment whose place is farther off the flight than this, as a squared number of standard deviations, is not of it.
const OFF: f64 = 12.0;
/// Steps of Gauss and Newton, of which the second leaves out what is not of the flight: it is nearly known beforehand.
const FITS: usize = 2;
/// Steps of Newton's to where two ways meet.
const STEPS: usize = 3;
/// How sure places are where two ways meet, m.
const PLACE_M: f64 = 0.01;
/// Hands may have let go so many moments earlier or later than the likeliest way says.
const ASTRAY: usize = 2;

/// A ball that leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Launch {
    pub time: Timestamp,
    pub at: Vector3<f64>,
    pub velocity: Vector3<f64>,
}

/// What one moment's views say about the state.
#[derive(Clone, Copy, Debug)]
struct Seen {
    time: Timestamp,
    free: bool,
    views: u8,
    /// With all that was seen until then.
    x: State,
    information: Square,
    /// `information` times the state that they show.
    vector: State,
}

impl Seen {
    fn of(node: &Node) -> Option<Seen> {
        let [after, before] = [node.p, node.p_before].map(|p| p.cholesky().map(|c| c.inverse()));
        let (after, before) = (after?, before?);
        Some(Seen {
            time: node.time,
            free: node.how.free(),
            views: node.views,
            x: node.x,
            information: after - before,
            vector: after * node.x - before * node.x_before,
        })
    }

    /// Whether a ball with that state is what its views show.
    fn shows(&self, x: &State) -> bool {
        let off = self.vector - self.information * x;
        let off: Vector3<f64> = off.fixed_rows::<3>(0).into();
        let place: Matrix3<f64> = self.information.fixed_view::<3, 3>(0, 0).into();
        let inverse = (place + Matrix3::identity()).try_inverse();
        self.views > 0 && inverse.is_some_and(|inverse| off.dot(&(inverse * off)) < OFF)
    }
}

/// Its memory.
#[derive(Debug)]
pub(crate) struct Launches {
    /// From the last moment of the flight back to a few before it.
    seen: Vec<Seen>,
}

impl Launches {
    pub fn new() -> Launches {
        Launches {
            seen: Vec::with_capacity(WINDOW),
        }
    }

    /// How the ball left that, on the likeliest way, left in the step before `tick`. `None` where too little of its flight is known.
    pub fn find(&mut self, path: &Path, tick: u64, nature: &Nature) -> Option<Launch> {
        // Until it bounces, rolls or is played again.
        let goes_on = |n: &&Node| n.how == How::Flown && !n.bounced && !nature.rolling(&n.x);
        let later = path.way().take_while(|n| n.tick > tick);
        let over = later.filter(|n| !goes_on(n)).map(|n| n.tick).last();
        let flight = path
            .way()
            .skip_while(|n| over.is_some_and(|over| n.tick >= over));
        let long = path
            .way()
            .filter(|n| n.tick >= tick && over.is_none_or(|over| n.tick < over));
        let long = long.count();
        self.seen.clear();
        for node in flight.take(long + ASTRAY + 1) {
            self.seen.push(Seen::of(node)?);
        }
        let held = !self.seen.get(long)?.free;
        let mut first = long.checked_sub(1)?;
        let mut x = self.fit(first, nature)?;
        if held {
            let began = self.began(x, first, nature)?;
            if began != first {
                first = began;
                x = self.fit(first, nature)?;
            }
        }
        let x = self.back(x, first, nature);
        Some(self.meet(&x, first, nature))
    }

    /// The state at the end of the flight that began with the `first`-th.
    fn fit(&self, first: usize, nature: &Nature) -> Option<State> {
        let flight = &self.seen[..=first];
        if flight.iter().filter(|s| s.views > 0).count() < LEAST_SEEN {
            return None;
        }
        let mut end = flight[0].x;
        for step in 0..FITS {
            let (mut information, mut vector) = (Square::zeros(), State::zeros());
            for i in 6..9 {
                information[(i, i)] = nature.spin_rad_s.powi(-2);
                vector[i] = -end[i] * information[(i, i)];
            }
            let (mut x, mut from_end, mut time) = (end, Square::identity(), flight[0].time);
            for seen in flight {
                let dt = seen.time.seconds_since(time);
                let flown = nature.fly(&x, dt);
                from_end = nature.derivative(&x, dt, &flown) * from_end;
                (x, time) = (flown.x, seen.time);
                if step == 0 || seen.shows(&x) {
                    let along = from_end.transpose();
                    information += along * seen.information * from_end;
                    vector += along * (seen.vector - seen.information * x);
                }
            }
            end += information.cholesky()?.solve(&vector);
        }
        Some(end)
    }

    /// The state at the `i`-th, flown back from the end.
    fn back(&self, end: State, i: usize, nature: &Nature) -> State {
        let steps = self.seen[..=i].windows(2);
        steps.fold(end, |x, s| {
            nature.fly(&x, s[1].time.seconds_since(s[0].time)).x
        })
    }

    /// The first moment of the flight: hands are as fast as the ball when they let it go, so the likeliest way may be wrong about it.
    fn began(&self, end: State, first: usize, nature: &Nature) -> Option<usize> {
        let surely = first.checked_sub(ASTRAY)?;
        let shows = |i: &usize| self.seen[*i].shows(&self.back(end, *i, nature));
        let began = (surely..self.seen.len() - 1).take_while(shows).last();
        Some(began.unwrap_or(surely))
    }

    /// Where a flight that has state `x` at the `first`-th meets the way before it.
    fn meet(&self, x: &State, first: usize, nature: &Nature) -> Launch {
        let (a, b) = (&self.seen[first + 1], &self.seen[first]);
        let dt = b.time.seconds_since(a.time).max(1e-6);
        let likely = 12.0 * (PLACE_M / dt).powi(2);
        let mut t = 0.5 * dt;
        for _ in 0..STEPS {
            let after = nature.fly(x, t - dt).x;
            let before = if a.free {
                nature.fly(&a.x, t).x
            } else {
                state(
                    place(&a.x) + velocity(&a.x) * t,
                    velocity(&a.x),
                    Vector3::zeros(),
                )
            };
            let closing = velocity(&after) - velocity(&before);
            let gap = place(&after) - place(&before);
            let slope = gap.dot(&closing) + likely * (t - 0.5 * dt);
            t = (t - slope / (closing.norm_squared() + likely)).clamp(0.0, dt);
        }
        let left = nature.fly(x, t - dt).x;
        Launch {
            time: a.time.plus_seconds(t),
            at: place(&left),
            velocity: velocity(&left),
        }
    }
}
