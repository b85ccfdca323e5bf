//! What an adjustment knows besides what cameras saw: rough poses, heights, distances, places of points.

use nalgebra::{Matrix3, Vector3};

use super::adjust::Options;
use super::problem::{Point, Problem, Station};
use super::system::{Layout, PINHOLE, System, Unknown};

/// A measured number: how far it is off, in deviations, and its derivative by one camera's numbers.
struct Fact {
    off: f64,
    by: Vec<(usize, f64)>,
}

/// The facts of one camera. Those of its pose as a whole only when `rough`.
fn facts(station: &Station, rough: bool) -> Vec<Fact> {
    let mut facts = Vec::new();
    let known = &station.beforehand;
    let pose = &station.camera.cam_from_world;
    let centre = station.camera.centre().0.coords;
    // The centre moves by −Rᵀ t.
    let away = -pose.rotation.to_rotation_matrix().into_inner().transpose();
    if let Some((was, sigma_rad, sigma_m)) = known.pose.filter(|_| rough) {
        let turn = (pose.rotation * was.rotation.inverse()).scaled_axis();
        let by = left_inverse(&turn);
        let was = was.inverse().translation.vector;
        for i in 0..3 {
            facts.push(Fact {
                off: turn[i] / sigma_rad,
                by: (0..3).map(|j| (j, by[(i, j)] / sigma_rad)).collect(),
            });
            facts.push(Fact {
                off: (centre[i] - was[i]) / sigma_m,
                by: (0..3).map(|j| (3 + j, away[(i, j)] / sigma_m)).collect(),
            });
        }
    }
    if let Some((height, sigma)) = known.height_m {
        facts.push(Fact {
            off: (centre.z - height) / sigma,
            by: (0..3).map(|j| (3 + j, away[(2, j)] / sigma)).collect(),
        });
    }
    let k = &station.camera.intrinsics;
    if let Some((focal, share)) = known.focal {
        let sigma = focal * share;
        facts.push(Fact {
            off: (0.5 * (k.fx + k.fy) - focal) / sigma,
            by: vec![(PINHOLE, 0.5 / sigma), (PINHOLE + 1, 0.5 / sigma)],
        });
    }
    if let Some(sigma) = known.offset_s {
        facts.push(Fact {
            off: station.clock.offset_s / sigma,
            by: vec![(6, 1.0 / sigma)],
        });
    }
    if let Some(sigma) = known.drift {
        facts.push(Fact {
            off: station.clock.drift / sigma,
            by: vec![(7, 1.0 / sigma)],
        });
    }
    if let Some((centre, sigma)) = known.centre_px {
        for (i, off) in [k.cx - centre[0], k.cy - centre[1]].into_iter().enumerate() {
            facts.push(Fact {
                off: off / sigma,
                by: vec![(PINHOLE + 2 + i, 1.0 / sigma)],
            });
        }
    }
    facts
}

/// The inverse of the left Jacobian of the rotation group: by how much the axis-angle vector φ of a rotation changes
/// when a small one is put before it (Solà, Deray and Atchuthan, "A micro Lie theory", 2018, eq. 146).
fn left_inverse(phi: &Vector3<f64>) -> Matrix3<f64> {
    let angle = phi.norm();
    let cross = phi.cross_matrix();
    let second = if angle < 1e-4 {
        1.0 / 12.0
    } else {
        1.0 / (angle * angle) - (1.0 + angle.cos()) / (2.0 * angle * angle.sin())
    };
    Matrix3::identity() - 0.5 * cross + second * cross * cross
}

/// The sum of squares of everything known.
pub(super) fn cost(problem: &Problem, options: &Options) -> f64 {
    let cameras = problem.stations.iter().flat_map(|s| facts(s, true));
    let cameras: f64 = cameras.map(|f| f.off * f.off).sum();
    let spans: f64 = spans(problem).map(|s| s.off * s.off).sum();
    let point = |p: &Point| -> f64 {
        let said = p
            .said
            .filter(|_| !p.known)
            .map_or(0.0, |(at, information)| {
                let off = p.at[0] - at;
                off.dot(&(information * off))
            });
        let n = p.unknowns();
        let speed = if n > 3 {
            p.at[1].norm_squared() / options.speed_m_s.powi(2)
        } else {
            0.0
        };
        let rest = if n > 6 {
            p.at[2].norm_squared() / options.acceleration_m_s2.powi(2)
        } else {
            0.0
        };
        said + speed + rest
    };
    cameras + spans + problem.points.iter().map(point).sum::<f64>()
}

/// Adds what is known of a point of `n` unknowns.
pub(super) fn add_point(
    point: &Point,
    n: usize,
    layout: &Layout,
    index: usize,
    system: &mut System,
    options: &Options,
) {
    let v = &mut system.v[layout.v[index]..layout.v[index] + n * n];
    let g = &mut system.gp[layout.p[index]..layout.p[index] + n];
    if let Some((at, information)) = point.said.filter(|_| n > 0) {
        let pull = information * (point.at[0] - at);
        for i in 0..3 {
            g[i] += pull[i];
            for j in 0..3 {
                v[i * n + j] += information[(i, j)];
            }
        }
    }
    let deviations = [options.speed_m_s, options.acceleration_m_s2];
    for i in 3..n {
        let information = deviations[i / 3 - 1].powi(-2);
        v[i * n + i] += information;
        g[i] += information * point.at[i / 3][i % 3];
    }
}

/// Adds what is known of cameras.
pub(super) fn add_cameras(problem: &Problem, layout: &Layout, system: &mut System, rough: bool) {
    for (i, station) in problem.stations.iter().enumerate() {
        for fact in facts(station, rough) {
            add(&[(i, &fact)], fact.off, problem, layout, system);
        }
    }
    for span in spans(problem) {
        let [a, b] = &span.ends;
        add(
            &[(a.0, &a.1), (b.0, &b.1)],
            span.off,
            problem,
            layout,
            system,
        );
    }
}

struct SpanFact {
    off: f64,
    ends: [(usize, Fact); 2],
}

fn spans(problem: &Problem) -> impl Iterator<Item = SpanFact> + '_ {
    problem.spans.iter().map(|span| {
        let station = |i: usize| &problem.stations[span.stations[i]].camera;
        let between = station(0).centre().0 - station(1).centre().0;
        let length = between.norm().max(1e-9);
        let along = between / (length * span.sigma_m);
        let end = |i: usize, sign: f64| {
            let by = -(station(i).cam_from_world.rotation * along) * sign;
            let by = (0..3).map(|j| (3 + j, by[j])).collect();
            (span.stations[i], Fact { off: 0.0, by })
        };
        SpanFact {
            off: (length - span.length_m) / span.sigma_m,
            ends: [end(0, 1.0), end(1, -1.0)],
        }
    })
}

/// Adds a fact that several cameras share.
fn add(
    parts: &[(usize, &Fact)],
    off: f64,
    problem: &Problem,
    layout: &Layout,
    system: &mut System,
) {
    let mut row: Vec<(usize, f64)> = Vec::new();
    for &(i, fact) in parts {
        let k = &problem.stations[i].camera.intrinsics;
        let by = |n: usize| fact.by.iter().find(|b| b.0 == n).map_or(0.0, |b| b.1);
        for (a, unknown) in layout.unknowns[i].iter().enumerate() {
            let slope = match unknown {
                Unknown::Number(n) => by(*n),
                Unknown::Focal => by(PINHOLE) * k.fx + by(PINHOLE + 1) * k.fy,
            };
            if slope != 0.0 {
                row.push((layout.first[i] + a, slope));
            }
        }
    }
    for &(a, x) in &row {
        system.gc[a] += x * off;
        for &(b, y) in &row {
            if a <= b {
                system.u[(a, b)] += x * y;
            }
        }
    }
}
