//! The up direction of one camera and its height above the floor, from the people that it observes.
//!
//! Input assumption: most people stand, walk or run upright on one floor, with ankles and shoulders observed, and are of
//! usual height. The ray of the ankles meets the floor where a person stands, and the shoulders are straight above. Three
//! parameters (two of the direction, one of the height) make most shoulders project to where they were observed (after Lv,
//! Zhao and Nevatia, "Camera calibration from video of a walking human", TPAMI 2006, with known intrinsics).

use nalgebra::{
    Isometry3, Matrix3, Point3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3,
};
use trackside_schema::Joint;

use super::people::{LinkedDetections, PersonDetection};
use crate::optimize::{
    DenseEquations, LeastSquares, LevenbergMarquardtOptions, RobustLoss, minimize,
};

/// The height of the shoulders above the ankles of an adult athlete, m (0.78 of 1.80 m; Drillis and Contini 1966).
const SHOULDER_M: f64 = 1.41;
/// The height of the ankles above the floor, m.
const ANKLE_M: f64 = 0.08;
/// A camera less than this above shoulders cannot tell which way they face, m.
const MIN_ABOVE_SHOULDERS_M: f64 = 0.5;
/// One standard deviation of the shoulders from the vertical, as a share of the body's length in the image: people lean.
const LEAN: f64 = 0.1;
/// The loss of the shoulders' squared residual, in deviations, and of shoulders that cannot be projected.
const LOSS: RobustLoss = RobustLoss::Cauchy(1.0);
const NOT_PROJECTABLE_LOSS: f64 = 10.0;
/// A ray less below the horizon does not meet the floor, and a point with a smaller depth cannot be projected.
const MIN_DEPTH: f64 = 1e-3;
const FIT: LevenbergMarquardtOptions = LevenbergMarquardtOptions {
    max_steps: 60,
    relative_tolerance: 1e-9,
    initial_damping: 1e-4,
};
/// More people than this are subsampled.
const MAX_PEOPLE: usize = 3000;
/// Fewer people do not determine the plane.
const MIN_PEOPLE: usize = 20;

/// A person's position on the floor under a camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GroundPosition {
    /// m
    pub at: Vector2<f64>,
    /// The unit vector from the left shoulder to the right, where the camera can tell.
    pub right: Option<Vector2<f64>>,
}

/// The floor in the coordinates of a camera.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroundPlane {
    /// The unit vector that points up, in camera space.
    pub up: Vector3<f64>,
    /// The height of the camera, m.
    pub height_m: f64,
}

impl GroundPlane {
    /// The floor of a camera. `up`: a prior of the up direction.
    pub fn estimate(
        people: &LinkedDetections,
        camera: usize,
        up: Option<Vector3<f64>>,
    ) -> Option<GroundPlane> {
        let own = people.all.iter().filter(|p| p.camera == camera);
        let all: Vec<_> = own
            .filter_map(|p| Some((p.ankles()?, p.shoulders()?)))
            .collect();
        if all.len() < MIN_PEOPLE {
            return None;
        }
        let stride = all.len().div_ceil(MAX_PEOPLE);
        let bodies: Vec<_> = all.into_iter().step_by(stride).collect();
        let starts = match up {
            Some(up) => directions_around(&up),
            None => directions_of_any_camera(),
        };
        let mut ranked: Vec<_> = starts
            .iter()
            .filter_map(|up| GroundHypothesis::at(up, &bodies))
            .collect();
        ranked.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let best = ranked.into_iter().take(4).map(|h| h.refine(&bodies));
        let best = best.min_by(|a, b| a.cost.total_cmp(&b.cost))?;
        Some(GroundPlane {
            up: best.up,
            height_m: SHOULDER_M / best.shoulder_share + ANKLE_M,
        })
    }

    /// The transform from camera space to the floor under the camera: x right, y ahead, z up.
    pub fn floor_from_cam(&self) -> Isometry3<f64> {
        let ahead = Vector3::z() - self.up * self.up.z;
        let ahead = ahead.try_normalize(1e-6).unwrap_or_else(|| {
            // Straight down: the upper edge of the image is ahead.
            (-Vector3::y() + self.up * self.up.y).normalize()
        });
        let right = ahead.cross(&self.up);
        let rows = Matrix3::from_rows(&[right.transpose(), ahead.transpose(), self.up.transpose()]);
        let rotation =
            UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(rows));
        Isometry3::from_parts(Translation3::new(0.0, 0.0, self.height_m), rotation)
    }

    /// Where a person stands on the floor under the camera, and which way they face.
    pub fn ground_position(&self, person: &PersonDetection) -> Option<GroundPosition> {
        let floor_from_cam = self.floor_from_cam();
        let intersect = |at: Vector2<f64>, height_m: f64| {
            let ray = at.push(1.0);
            let (down, distance) = (-self.up.dot(&ray), self.height_m - height_m);
            (down >= 0.02 * ray.norm()).then(|| {
                (floor_from_cam * Point3::from(ray * (distance / down)))
                    .coords
                    .xy()
            })
        };
        // Shoulders are level; from about their own height both depths are possible.
        let is_above = self.height_m > SHOULDER_M + ANKLE_M + MIN_ABOVE_SHOULDERS_M;
        let shoulder = |joint: Joint| {
            let at = person.ideal[joint.index()].filter(|_| is_above)?;
            intersect(at, SHOULDER_M + ANKLE_M)
        };
        let shoulders = shoulder(Joint::LShoulder).zip(shoulder(Joint::RShoulder));
        Some(GroundPosition {
            at: intersect(person.ankles()?, ANKLE_M)?,
            right: shoulders.and_then(|(l, r)| (r - l).try_normalize(0.05)),
        })
    }
}

/// Directions about `up`, out to 25°.
fn directions_around(up: &Vector3<f64>) -> Vec<Vector3<f64>> {
    let angles = [-0.44, -0.22, 0.0, 0.22, 0.44];
    let pairs = angles
        .iter()
        .flat_map(|a| angles.iter().map(move |b| (*a, *b)));
    pairs
        .map(|(a, b)| Rotation3::new(Vector3::new(a, 0.0, b)) * up)
        .collect()
}

/// The up directions of cameras rolled by up to 90°, that look from 15° up to 80° down.
fn directions_of_any_camera() -> Vec<Vector3<f64>> {
    let rolls = (-6..=6).map(|i| f64::from(i) * 0.26);
    let tilts = (-1..=5).map(|i| f64::from(i) * 0.26);
    let pairs = rolls.flat_map(|roll| tilts.clone().map(move |tilt| (roll, tilt)));
    let up = |(roll, tilt): (f64, f64)| {
        Rotation3::new(Vector3::z() * roll) * Rotation3::new(Vector3::x() * -tilt) * -Vector3::y()
    };
    pairs.map(up).collect()
}

/// The middle of a person's ankles, and of the shoulders, in ideal coordinates.
type AnklesAndShoulders = (Vector2<f64>, Vector2<f64>);

/// An up direction, the shoulders' height as a share of the camera's, and the cost.
#[derive(Clone, Copy, Debug)]
struct GroundHypothesis {
    up: Vector3<f64>,
    shoulder_share: f64,
    cost: f64,
}

impl GroundHypothesis {
    /// The best share for one direction: the median of all people's.
    fn at(up: &Vector3<f64>, bodies: &[AnklesAndShoulders]) -> Option<GroundHypothesis> {
        let share = |(ankles, shoulders): &AnklesAndShoulders| {
            let (a, b) = (ankles.push(1.0), shoulders.push(1.0));
            let down = -up.dot(&a);
            if down < MIN_DEPTH {
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
        let mut hypothesis = GroundHypothesis {
            up: *up,
            shoulder_share: *median,
            cost: 0.0,
        };
        hypothesis.cost = GroundLeastSquares { bodies }.cost(&hypothesis);
        Some(hypothesis)
    }

    /// The minimum of the cost from here.
    fn refine(mut self, bodies: &[AnklesAndShoulders]) -> GroundHypothesis {
        let mut equations = DenseEquations::new();
        let problem = GroundLeastSquares { bodies };
        self.cost = minimize(&problem, &mut self, &mut equations, &FIT).cost;
        self
    }

    /// Two unit vectors across the up direction.
    fn tangents(&self) -> [Vector3<f64>; 2] {
        let any = if self.up.x.abs() < 0.9 {
            Vector3::x()
        } else {
            Vector3::y()
        };
        let e1 = self.up.cross(&any).normalize();
        [e1, self.up.cross(&e1)]
    }
}

/// Two rotations of the up direction and the shoulders' share, from the shoulders' projections.
struct GroundLeastSquares<'a> {
    bodies: &'a [AnklesAndShoulders],
}

/// The shoulders of one person as a hypothesis has them.
struct ProjectedShoulders {
    ankles: Vector3<f64>,
    /// The depth of the ankles' ray below the camera.
    down: f64,
    /// The shoulders in camera space, in units of the camera's height.
    at: Vector3<f64>,
    projection: Vector2<f64>,
    /// Projected less observed, in standard deviations.
    residual: Vector2<f64>,
    sigma: f64,
}

impl ProjectedShoulders {
    fn of(
        hypothesis: &GroundHypothesis,
        (ankles, shoulders): &AnklesAndShoulders,
    ) -> Option<ProjectedShoulders> {
        let a = ankles.push(1.0);
        let down = -hypothesis.up.dot(&a);
        let sigma = LEAN * (shoulders - ankles).norm().max(1e-4);
        let at = a / down + hypothesis.up * hypothesis.shoulder_share;
        if down < MIN_DEPTH || at.z < MIN_DEPTH {
            return None;
        }
        let projection = at.xy() / at.z;
        Some(ProjectedShoulders {
            ankles: a,
            down,
            at,
            projection,
            residual: (projection - shoulders) / sigma,
            sigma,
        })
    }
}

impl LeastSquares for GroundLeastSquares<'_> {
    type State = GroundHypothesis;
    type Equations = DenseEquations<3>;
    type Step = Vector3<f64>;

    fn cost(&self, hypothesis: &GroundHypothesis) -> f64 {
        if hypothesis.shoulder_share <= 0.0 {
            return f64::INFINITY;
        }
        let loss = |body| {
            ProjectedShoulders::of(hypothesis, body).map_or(NOT_PROJECTABLE_LOSS, |s| {
                LOSS.evaluate(s.residual.norm_squared()).0
            })
        };
        0.5 * self.bodies.iter().map(loss).sum::<f64>()
    }

    fn linearize(&self, hypothesis: &GroundHypothesis, equations: &mut DenseEquations<3>) {
        equations.clear();
        let [e1, e2] = hypothesis.tangents();
        for body in self.bodies {
            let Some(s) = ProjectedShoulders::of(hypothesis, body) else {
                continue;
            };
            let (_, weight) = LOSS.evaluate(s.residual.norm_squared());
            let derivative =
                |by: Vector3<f64>| (by.xy() - s.projection * by.z) / (s.at.z * s.sigma);
            // d(a / −u·a) = a (a·du) / (u·a)²
            let by_rotation = |e: Vector3<f64>| {
                let a = s.ankles;
                derivative(a * (a.dot(&e) / (s.down * s.down)) + e * hypothesis.shoulder_share)
            };
            let columns = [by_rotation(e1), by_rotation(e2), derivative(hypothesis.up)];
            for axis in 0..2 {
                let row = Vector3::from(columns.map(|c| c[axis]));
                equations.add(&row, s.residual[axis], weight);
            }
        }
    }

    fn solve(&self, equations: &DenseEquations<3>, damping: f64) -> Option<Vector3<f64>> {
        equations.solve(damping)
    }

    fn predicted_decrease(
        &self,
        equations: &DenseEquations<3>,
        step: &Vector3<f64>,
        damping: f64,
    ) -> f64 {
        equations.predicted_decrease(step, damping)
    }

    fn apply(&self, from: &GroundHypothesis, step: &Vector3<f64>, to: &mut GroundHypothesis) {
        let [e1, e2] = from.tangents();
        let up = from.up + e1 * step[0] + e2 * step[1];
        *to = GroundHypothesis {
            up: up.normalize(),
            shoulder_share: from.shoulder_share + step[2],
            cost: 0.0,
        };
    }
}
