//! Robust bundle adjustment: the cameras, points and clocks under which everything seen is most probable.
//!
//! Input assumption: first guesses near enough that most sights agree within some tens of their deviations; the rest is
//! what the robust loss is for. Triggs, McLauchlan, Hartley and Fitzgibbon, "Bundle adjustment – a modern synthesis"
//! (2000): Levenberg–Marquardt on the Schur complement of the points; loss by iterated reweighting; damping as Nielsen,
//! "Damping parameter in Marquardt's method" (1999).

use nalgebra::{Matrix2x3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3};
use thiserror::Error;

use super::known;
use super::problem::{Point, Problem, Sight, Station};
use super::slopes::{drawn, slopes};
use super::system::{Group, Layout, NUMBERS, PINHOLE, Step, System, Unknown};
use crate::Distortion;

/// How what is far off counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loss {
    /// As its square.
    Squares,
    /// Beyond this many deviations as its distance (Huber 1964).
    Huber(f64),
    /// Beyond this many deviations hardly more (Cauchy).
    Cauchy(f64),
}

impl Loss {
    /// The loss of a squared distance, and its derivative by it.
    fn at(self, square: f64) -> (f64, f64) {
        match self {
            Loss::Squares => (square, 1.0),
            Loss::Huber(k) if square > k * k => {
                let root = square.sqrt();
                (2.0 * k * root - k * k, k / root)
            }
            Loss::Huber(_) => (square, 1.0),
            Loss::Cauchy(k) => {
                let share = square / (k * k);
                (k * k * share.ln_1p(), 1.0 / (1.0 + share))
            }
        }
    }
}

/// How to adjust.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How what is far off counts.
    pub loss: Loss,
    /// The most steps.
    pub steps: usize,
    /// Done when a step lessens the cost by less than this share.
    pub enough: f64,
    /// One standard deviation of a moving point's speed along each axis, m/s.
    pub speed_m_s: f64,
    /// The same of its acceleration, m/s².
    pub acceleration_m_s2: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            loss: Loss::Cauchy(2.0),
            steps: 50,
            enough: 1e-7,
            speed_m_s: 6.0,
            acceleration_m_s2: 25.0,
        }
    }
}

/// What adjusting came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stats {
    /// Half the sum of losses before.
    pub cost_before: f64,
    /// And after.
    pub cost: f64,
    /// Steps taken.
    pub steps: usize,
    /// Steps that were worse and taken back.
    pub refused: usize,
    /// Unknowns of cameras.
    pub camera_unknowns: usize,
    /// Unknowns of points.
    pub point_unknowns: usize,
    /// Sights.
    pub sights: usize,
    /// Whether it came to rest before `steps` were done.
    pub settled: bool,
}

/// Why something could not be adjusted.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct AdjustError(pub String);

/// A sight whose point is behind its camera, or beyond the fold of its lens, counts as this many deviations off.
const UNSEEN: f64 = 1e3;
/// The damping to start with, and the largest.
const DAMPING: f64 = 1e-4;
const MOST_DAMPING: f64 = 1e12;

/// Betters the cameras and points of `problem`.
///
/// # Errors
/// An index that leads nowhere, a number that is not finite, or equations that cannot be solved: some camera or point is
/// not determined by anything.
pub fn adjust(problem: &mut Problem, options: &Options) -> Result<Stats, AdjustError> {
    check(problem)?;
    let layout = Layout::of(problem);
    let mut system = System::new(&layout);
    let mut cost = cost_of(problem, options);
    let mut stats = Stats {
        cost_before: cost,
        cost,
        camera_unknowns: layout.size,
        point_unknowns: layout.sizes[1],
        sights: problem.sights.len(),
        ..Stats::default()
    };
    let (mut damping, mut growth) = (DAMPING, 2.0);
    let mut trial = problem.clone();
    while stats.steps < options.steps && !stats.settled {
        linearise(problem, options, &layout, &mut system, true);
        loop {
            if damping > MOST_DAMPING {
                // No way leads down from here.
                stats.settled = true;
                break;
            }
            let Some(step) = system.solve(&layout, damping) else {
                damping *= growth;
                growth *= 2.0;
                stats.refused += 1;
                if stats.refused > 200 {
                    return Err(AdjustError(
                        "the adjustment cannot be solved: some camera or point is not determined by what was seen"
                            .into(),
                    ));
                }
                continue;
            };
            trial.stations.clone_from(&problem.stations);
            trial.points.clone_from(&problem.points);
            apply(&mut trial, &layout, &step);
            let new = cost_of(&trial, options);
            let promised = promised(&system, &layout, &step, damping);
            let gain = (cost - new) / promised.max(f64::MIN_POSITIVE);
            if new.is_finite() && new <= cost {
                std::mem::swap(&mut problem.stations, &mut trial.stations);
                std::mem::swap(&mut problem.points, &mut trial.points);
                damping =
                    (damping * (1.0 / 3.0_f64).max(1.0 - (2.0 * gain - 1.0).powi(3))).max(1e-12);
                growth = 2.0;
                stats.steps += 1;
                stats.settled = cost - new <= options.enough * cost;
                cost = new;
                break;
            }
            stats.refused += 1;
            damping *= growth;
            growth *= 2.0;
        }
    }
    stats.cost = cost;
    Ok(stats)
}

fn check(problem: &Problem) -> Result<(), AdjustError> {
    let fail = |what: String| Err(AdjustError(what));
    for (i, s) in problem.sights.iter().enumerate() {
        if s.station >= problem.stations.len() || s.point >= problem.points.len() {
            return fail(format!(
                "sight {i} is of a camera or a point that is not there"
            ));
        }
        let numbers = [s.at.x, s.at.y, s.sigma_px, s.shown_s, s.share];
        if numbers.iter().any(|v| !v.is_finite()) || s.sigma_px <= 0.0 || s.share < 0.0 {
            let name = &problem.stations[s.station].camera.name;
            return fail(format!(
                "camera \"{name}\": sight {i} has a number that is not finite, or no deviation"
            ));
        }
    }
    for (i, p) in problem.points.iter().enumerate() {
        if p.at.iter().flat_map(|v| v.iter()).any(|v| !v.is_finite()) || !p.time_s.is_finite() {
            return fail(format!("point {i} has a number that is not finite"));
        }
    }
    match problem
        .spans
        .iter()
        .find(|s| s.stations.iter().any(|&i| i >= problem.stations.len()))
    {
        Some(_) => fail("a distance is to a camera that is not there".into()),
        None => Ok(()),
    }
}

/// A camera with its rotation taken apart once.
struct Eye<'a> {
    station: &'a Station,
    rotation: Matrix3<f64>,
    translation: Vector3<f64>,
}

impl Eye<'_> {
    fn all(problem: &Problem) -> Vec<Eye<'_>> {
        let all = problem.stations.iter().map(|station| {
            let pose = &station.camera.cam_from_world;
            Eye {
                station,
                rotation: pose.rotation.to_rotation_matrix().into_inner(),
                translation: pose.translation.vector,
            }
        });
        all.collect()
    }

    /// How long after the point's time it was seen, and where it is then in camera space.
    fn sees(&self, point: &Point, sight: &Sight) -> (f64, Vector3<f64>) {
        let after = self.station.clock.rig_time_s(sight.shown_s) - point.time_s;
        (after, self.rotation * point.place(after) + self.translation)
    }
}

/// How far each sight is off, px: drawn less seen; `None` where its point has no picture.
pub fn residuals(problem: &Problem) -> Vec<Option<Vector2<f64>>> {
    let eyes = Eye::all(problem);
    let of = |s: &Sight| {
        let eye = &eyes[s.station];
        let (_, q) = eye.sees(&problem.points[s.point], s);
        drawn(&eye.station.camera, &q).map(|at| at - Vector2::new(s.at.x, s.at.y))
    };
    problem.sights.iter().map(of).collect()
}

pub(super) fn cost_of(problem: &Problem, options: &Options) -> f64 {
    let unseen = options.loss.at(UNSEEN * UNSEEN).0;
    let sights = residuals(problem);
    let of = |(r, s): (&Option<Vector2<f64>>, &Sight)| {
        let square = r.map(|r| r.norm_squared() / (s.sigma_px * s.sigma_px));
        s.share * square.map_or(unseen, |q| options.loss.at(q).0.min(unseen))
    };
    let seen: f64 = sights.iter().zip(&problem.sights).map(of).sum();
    0.5 * (seen + known::cost(problem, options))
}

/// Fills the normal equations. `rough`: with what was known beforehand of poses.
pub(super) fn linearise(
    problem: &Problem,
    options: &Options,
    layout: &Layout,
    system: &mut System,
    rough: bool,
) {
    system.clear();
    let eyes = Eye::all(problem);
    let mut rows = Vec::new();
    for (index, point) in problem.points.iter().enumerate() {
        let n = point.unknowns();
        for group in layout.groups_of(index) {
            for &i in &layout.order[group.sights[0]..group.sights[1]] {
                let sight = &problem.sights[i];
                let eye = &eyes[group.station];
                let Some(linear) = Linear::of(eye, point, sight, options) else {
                    continue;
                };
                rows.clear();
                rows.extend(
                    layout.unknowns[group.station]
                        .iter()
                        .map(|u| linear.column(*u, eye.station)),
                );
                linear.add(&rows, n, group, layout, index, system);
            }
        }
        known::add_point(point, n, layout, index, system, options);
    }
    known::add_cameras(problem, layout, system, rough);
}

/// One sight, linearised, in deviations.
struct Linear {
    off: Vector2<f64>,
    weight: f64,
    numbers: [Vector2<f64>; NUMBERS],
    /// By the point's place in the world.
    by_place: Matrix2x3<f64>,
    /// By place, velocity, acceleration at the point's time.
    after: [f64; 3],
}

impl Linear {
    fn of(eye: &Eye<'_>, point: &Point, sight: &Sight, options: &Options) -> Option<Linear> {
        let (after, q) = eye.sees(point, sight);
        let s = slopes(&eye.station.camera, &q)?;
        let scale = 1.0 / sight.sigma_px;
        let off = (s.at - Vector2::new(sight.at.x, sight.at.y)) * scale;
        let by_q = s.by_point * scale;
        let by_place = by_q * eye.rotation;
        let mut numbers = [Vector2::zeros(); NUMBERS];
        // exp(ω) q + t: ω × q = −[q]× ω
        let turned = -by_q * q.cross_matrix();
        for i in 0..3 {
            numbers[i] = turned.column(i).into();
            numbers[3 + i] = by_q.column(i).into();
        }
        let flow = by_place * point.velocity(after) / (1.0 + eye.station.clock.drift);
        numbers[6] = -flow;
        numbers[7] = -flow * (after + point.time_s);
        for (to, from) in numbers[PINHOLE..].iter_mut().zip(&s.by_lens) {
            *to = from * scale;
        }
        let (_, weight) = options.loss.at(off.norm_squared());
        Some(Linear {
            off,
            weight: weight * sight.share,
            numbers,
            by_place,
            after: [1.0, after, 0.5 * after * after],
        })
    }

    fn column(&self, unknown: Unknown, station: &Station) -> Vector2<f64> {
        match unknown {
            Unknown::Number(i) => self.numbers[i],
            Unknown::Focal => {
                let k = &station.camera.intrinsics;
                self.numbers[PINHOLE] * k.fx + self.numbers[PINHOLE + 1] * k.fy
            }
        }
    }

    /// Adds this sight, `rows` being its derivatives by its camera's unknowns and `n` how many its point has.
    fn add(
        &self,
        rows: &[Vector2<f64>],
        n: usize,
        group: &Group,
        layout: &Layout,
        point: usize,
        system: &mut System,
    ) {
        let first = layout.first[group.station];
        for (a, row) in rows.iter().enumerate() {
            let row = row * self.weight;
            system.gc[first + a] += row.dot(&self.off);
            for (b, other) in rows[..=a].iter().enumerate() {
                system.u[(first + b, first + a)] += row.dot(other);
            }
            let by_place = self.by_place.tr_mul(&row);
            let w = &mut system.w[group.w + a * n..group.w + (a + 1) * n];
            for (w, after) in w.as_chunks_mut::<3>().0.iter_mut().zip(self.after) {
                for (w, j) in w.iter_mut().zip(by_place.iter()) {
                    *w += after * j;
                }
            }
        }
        let square = self.by_place.tr_mul(&self.by_place) * self.weight;
        let pull = self.by_place.tr_mul(&self.off) * self.weight;
        let v = &mut system.v[layout.v[point]..layout.v[point] + n * n];
        let g = &mut system.gp[layout.p[point]..layout.p[point] + n];
        for i in 0..n {
            g[i] += self.after[i / 3] * pull[i % 3];
            for j in 0..n {
                v[i * n + j] += self.after[i / 3] * self.after[j / 3] * square[(i % 3, j % 3)];
            }
        }
    }
}

/// By how much the linear model says that the step lessens the cost: ½ δᵀ (λ D δ − g).
fn promised(system: &System, layout: &Layout, step: &Step, damping: f64) -> f64 {
    let mut sum = 0.0;
    for (i, d) in step.cameras.iter().enumerate() {
        sum += d * (damping * system.u[(i, i)] * d - system.gc[i]);
    }
    for point in 0..layout.p.len() {
        let from = layout.p[point];
        let n = layout.p.get(point + 1).unwrap_or(&layout.sizes[1]) - from;
        for i in 0..n {
            let d = step.points[from + i];
            sum += d * (damping * system.v[layout.v[point] + i * n + i] * d - system.gp[from + i]);
        }
    }
    0.5 * sum
}

pub(super) fn apply(problem: &mut Problem, layout: &Layout, step: &Step) {
    for (i, station) in problem.stations.iter_mut().enumerate() {
        let mut numbers = [0.0; NUMBERS];
        let mut focal = 1.0;
        for (a, unknown) in layout.unknowns[i].iter().enumerate() {
            let by = step.cameras[layout.first[i] + a];
            match unknown {
                Unknown::Number(n) => numbers[*n] = by,
                Unknown::Focal => focal = by.exp(),
            }
        }
        move_station(station, &numbers, focal);
    }
    for (point, &from) in problem.points.iter_mut().zip(&layout.p) {
        let n = point.unknowns();
        for (at, by) in point
            .at
            .iter_mut()
            .zip(step.points[from..from + n].as_chunks().0)
        {
            *at += Vector3::from(*by);
        }
    }
}

pub(super) fn move_station(station: &mut Station, numbers: &[f64; NUMBERS], focal: f64) {
    let pose = &mut station.camera.cam_from_world;
    let turn = Vector3::new(numbers[0], numbers[1], numbers[2]);
    let shift = Vector3::new(numbers[3], numbers[4], numbers[5]);
    if turn != Vector3::zeros() || shift != Vector3::zeros() {
        let turn = Rotation3::new(turn);
        let rotation = UnitQuaternion::from_rotation_matrix(&turn) * pose.rotation;
        pose.translation = Translation3::from(turn * pose.translation.vector + shift);
        pose.rotation = UnitQuaternion::new_normalize(rotation.into_inner());
    }
    station.clock.offset_s += numbers[6];
    station.clock.drift += numbers[7];
    let k = &mut station.camera.intrinsics;
    k.fx = (k.fx + numbers[PINHOLE]) * focal;
    k.fy = (k.fy + numbers[PINHOLE + 1]) * focal;
    k.cx += numbers[PINHOLE + 2];
    k.cy += numbers[PINHOLE + 3];
    let by = &numbers[PINHOLE + 4..];
    match &mut station.camera.distortion {
        Distortion::BrownConrady(k) => k.iter_mut().zip(by).for_each(|(k, by)| *k += by),
        Distortion::Fisheye(k) => k.iter_mut().zip(by).for_each(|(k, by)| *k += by),
    }
}

#[cfg(test)]
mod tests;
