//! Which way is up for one camera, and how high it stands, from the people that it sees.
//!
//! Input assumption: most people stand, walk or run upright on one floor, ankles and shoulders seen, and are of usual
//! height. A person who stands where the ray of the ankles meets the floor has the shoulders straight above; three
//! numbers (two of the direction, one of the height) under which most shoulders show where they were seen. The idea is
//! that of Lv, Zhao and Nevatia, "Camera calibration from video of a walking human", TPAMI 2006, with intrinsics known.

use nalgebra::{
    Isometry3, Matrix3, Point3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3,
};
use trackside_schema::Joint;

use super::people::{People, Person};
use super::register::Stand;

/// Shoulders above ankles, m, of an adult athlete (0.78 of 1.80 m; Drillis and Contini 1966).
const SHOULDER_M: f64 = 1.41;
/// Ankles above the floor, m.
const ANKLE_M: f64 = 0.08;
/// A camera less than this above shoulders does not show which way they face, m.
const LEAST_ABOVE_M: f64 = 0.5;
/// By how much of the body's length in the picture shoulders are off, one deviation: people lean.
const LEAN: f64 = 0.1;
/// As many people as this are enough.
const MOST_PEOPLE: usize = 3000;
/// Fewer are too few.
const LEAST_PEOPLE: usize = 20;

/// A camera above its floor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Floor {
    /// Up, in camera space.
    pub up: Vector3<f64>,
    /// m
    pub height_m: f64,
}

impl Floor {
    /// The floor of a camera. `up`: which way up is thought to be, where that is known.
    pub fn of(people: &People, camera: usize, up: Option<Vector3<f64>>) -> Option<Floor> {
        let mine = people.all.iter().filter(|p| p.camera == camera);
        let all: Vec<_> = mine
            .filter_map(|p| Some((p.ankles()?, p.shoulders()?)))
            .collect();
        if all.len() < LEAST_PEOPLE {
            return None;
        }
        let skip = all.len().div_ceil(MOST_PEOPLE);
        let bodies: Vec<_> = all.into_iter().step_by(skip).collect();
        let starts = match up {
            Some(up) => around(&up),
            None => everywhere(),
        };
        let mut ranked: Vec<_> = starts
            .iter()
            .filter_map(|up| Trial::at(up, &bodies))
            .collect();
        ranked.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let best = ranked.into_iter().take(4).map(|t| t.bettered(&bodies));
        let best = best.min_by(|a, b| a.cost.total_cmp(&b.cost))?;
        Some(Floor {
            up: best.up,
            height_m: SHOULDER_M / best.share + ANKLE_M,
        })
    }

    /// From camera space to the floor under the camera: x right, y ahead, z up.
    pub fn floor_from_cam(&self) -> Isometry3<f64> {
        let ahead = Vector3::z() - self.up * self.up.z;
        let ahead = ahead.try_normalize(1e-6).unwrap_or_else(|| {
            // Straight down: the picture's upper edge is ahead.
            (-Vector3::y() + self.up * self.up.y).normalize()
        });
        let right = ahead.cross(&self.up);
        let rows = Matrix3::from_rows(&[right.transpose(), ahead.transpose(), self.up.transpose()]);
        let turn = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(rows));
        Isometry3::from_parts(Translation3::new(0.0, 0.0, self.height_m), turn)
    }

    /// Where somebody stands on the floor under the camera, and which way they face.
    pub fn stands(&self, person: &Person) -> Option<Stand> {
        let onto_floor = self.floor_from_cam();
        let meets = |at: Vector2<f64>, height_m: f64| {
            let ray = at.push(1.0);
            let (down, far) = (-self.up.dot(&ray), self.height_m - height_m);
            (down >= 0.02 * ray.norm())
                .then(|| (onto_floor * Point3::from(ray * (far / down))).coords.xy())
        };
        // Shoulders are level; from about their own height it does not show which is nearer.
        let above = self.height_m > SHOULDER_M + ANKLE_M + LEAST_ABOVE_M;
        let shoulder = |joint: Joint| {
            let at = person.ideal[joint.index()].filter(|_| above)?;
            meets(at, SHOULDER_M + ANKLE_M)
        };
        let right = shoulder(Joint::LShoulder).zip(shoulder(Joint::RShoulder));
        Some(Stand {
            at: meets(person.ankles()?, ANKLE_M)?,
            right: right.and_then(|(l, r)| (r - l).try_normalize(0.05)),
        })
    }
}

/// Directions about `up`, to 25°.
fn around(up: &Vector3<f64>) -> Vec<Vector3<f64>> {
    let turns = [-0.44, -0.22, 0.0, 0.22, 0.44];
    let pairs = turns
        .iter()
        .flat_map(|a| turns.iter().map(move |b| (*a, *b)));
    pairs
        .map(|(a, b)| Rotation3::new(Vector3::new(a, 0.0, b)) * up)
        .collect()
}

/// Directions in which up may be of a camera that stands somehow: rolled to 90°, looking up 15° to down 80°.
fn everywhere() -> Vec<Vector3<f64>> {
    let rolls = (-6..=6).map(|i| f64::from(i) * 0.26);
    let tilts = (-1..=5).map(|i| f64::from(i) * 0.26);
    let pairs = rolls.flat_map(|roll| tilts.clone().map(move |tilt| (roll, tilt)));
    let up = |(roll, tilt): (f64, f64)| {
        Rotation3::new(Vector3::z() * roll) * Rotation3::new(Vector3::x() * -tilt) * -Vector3::y()
    };
    pairs.map(up).collect()
}

type Body = (Vector2<f64>, Vector2<f64>);

/// Up, the shoulders' share of the camera's height, and how badly that fits.
#[derive(Clone, Copy, Debug)]
struct Trial {
    up: Vector3<f64>,
    share: f64,
    cost: f64,
}

impl Trial {
    /// The best share for one direction: the median of everybody's own.
    fn at(up: &Vector3<f64>, bodies: &[Body]) -> Option<Trial> {
        let share = |(ankle, shoulder): &Body| {
            let (a, b) = (ankle.push(1.0), shoulder.push(1.0));
            let down = -up.dot(&a);
            if down < 1e-3 {
                return None;
            }
            let (x, y) = (b.cross(&(a / down)), b.cross(up));
            let share = -x.dot(&y) / y.norm_squared().max(1e-12);
            (share > 0.0 && share < 2.0).then_some(share)
        };
        let mut shares: Vec<f64> = bodies.iter().filter_map(share).collect();
        if 2 * shares.len() < bodies.len() {
            return None;
        }
        let middle = shares.len() / 2;
        let (_, median, _) = shares.select_nth_unstable_by(middle, f64::total_cmp);
        let mut trial = Trial {
            up: *up,
            share: *median,
            cost: 0.0,
        };
        trial.cost = trial.linear(bodies).0;
        Some(trial)
    }

    /// The cost (Cauchy), and its normal equations by two turns of up and the share.
    fn linear(&self, bodies: &[Body]) -> (f64, Matrix3<f64>, Vector3<f64>) {
        let (mut cost, mut square, mut pull) = (0.0, Matrix3::zeros(), Vector3::zeros());
        let [e1, e2] = self.tangents();
        for (ankle, shoulder) in bodies {
            let a = ankle.push(1.0);
            let down = -self.up.dot(&a);
            let sigma = LEAN * (shoulder - ankle).norm().max(1e-4);
            let at = a / down + self.up * self.share;
            if down < 1e-3 || at.z < 1e-3 {
                cost += 10.0;
                continue;
            }
            let shown = at.xy() / at.z;
            let off = (shown - shoulder) / sigma;
            let loss = off.norm_squared();
            cost += loss.ln_1p();
            let weight = 1.0 / (1.0 + loss);
            let slope = |by: Vector3<f64>| (by.xy() - shown * by.z) / (at.z * sigma);
            // d(a / −u·a) = a (a·du) / (u·a)²
            let turn = |e: Vector3<f64>| slope(a * (a.dot(&e) / (down * down)) + e * self.share);
            let rows = [turn(e1), turn(e2), slope(self.up)];
            for i in 0..3 {
                pull[i] += weight * rows[i].dot(&off);
                for j in 0..3 {
                    square[(i, j)] += weight * rows[i].dot(&rows[j]);
                }
            }
        }
        (cost, square, pull)
    }

    fn tangents(&self) -> [Vector3<f64>; 2] {
        let any = if self.up.x.abs() < 0.9 {
            Vector3::x()
        } else {
            Vector3::y()
        };
        let e1 = self.up.cross(&any).normalize();
        [e1, self.up.cross(&e1)]
    }

    fn bettered(self, bodies: &[Body]) -> Trial {
        let (mut now, mut damping) = (self, 1e-3);
        let (mut cost, mut square, mut pull) = now.linear(bodies);
        for _ in 0..60 {
            let mut damped = square;
            for i in 0..3 {
                damped[(i, i)] *= 1.0 + damping;
            }
            let Some(step) = damped.cholesky().map(|c| -c.solve(&pull)) else {
                break;
            };
            let [e1, e2] = now.tangents();
            let up = now.up + e1 * step[0] + e2 * step[1];
            let next = Trial {
                up: up.normalize(),
                share: now.share + step[2],
                cost: 0.0,
            };
            let (new, s, p) = next.linear(bodies);
            if new < cost && next.share > 0.0 {
                let settled = cost - new < 1e-9 * cost;
                (now, cost, square, pull) = (next, new, s, p);
                damping *= 0.2;
                if settled {
                    break;
                }
            } else {
                damping *= 5.0;
                if damping > 1e8 {
                    break;
                }
            }
        }
        now.cost = cost;
        now
    }
}
