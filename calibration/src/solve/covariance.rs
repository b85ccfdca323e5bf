//! How sure an adjustment is.
//!
//! The covariance of cameras is the inverse of the Schur complement, times the square of what the residuals are in units of
//! the deviations that were said. Whatever nothing fixes (where the world's origin is, how it is turned, how large it is,
//! when its time is 0) is taken out first: the covariance is then that of the cameras among each other, its trace the least
//! of all choices (inner constraints; Triggs et al. 2000, §9.4). Rough poses known beforehand are not counted.

use nalgebra::{DMatrix, DVector, Matrix3, Vector3};

use super::adjust::{AdjustError, Options, linearise, residuals};
use super::known;
use super::problem::Problem;
use super::system::{Layout, NUMBERS, PINHOLE, System, Unknown, scaled};

/// The covariance of an adjustment's cameras, and through them of its points.
#[derive(Clone, Debug)]
pub struct Covariance {
    layout: Layout,
    system: System,
    cameras: DMatrix<f64>,
    /// What the residuals are, in the deviations that were said of sights: 1 where those were right.
    pub noise: f64,
    /// How many directions nothing fixed.
    pub loose: usize,
}

/// What is known to worse than 1 km, or rad, or s, is not known: the inverse of its square.
const FIRM: f64 = 1e-6;

impl Covariance {
    /// Of an adjusted problem.
    ///
    /// # Errors
    /// A camera or a point is not determined by what was seen.
    pub fn of(problem: &Problem, options: &Options) -> Result<Covariance, AdjustError> {
        let failed = || {
            AdjustError(
                "some camera or point is not determined by what was seen: its accuracy is unknown"
                    .into(),
            )
        };
        let layout = Layout::of(problem);
        let mut system = System::new(&layout);
        linearise(problem, options, &layout, &mut system, false);
        let (s, _) = system.reduced(&layout, 1e-12).ok_or_else(failed)?;
        let noise = noise(problem);
        let (mut s, scale) = scaled(s).ok_or_else(failed)?;
        let mut loose: Vec<DVector<f64>> = Vec::new();
        for freedom in Freely::all(problem) {
            if freedom.is_fixed(problem, &layout) {
                continue;
            }
            // In the scaled unknowns, x / scale.
            let mut n = freedom.direction(problem, &layout).component_div(&scale);
            for other in &loose {
                n -= other * other.dot(&n);
            }
            let length = n.norm();
            if length > 1e-9 {
                loose.push(n / length);
            }
        }
        for n in &loose {
            s.ger(1.0, n, n, 1.0);
        }
        let mut cameras = s.cholesky().ok_or_else(failed)?.inverse();
        for n in &loose {
            cameras.ger(-1.0, n, n, 1.0);
        }
        for j in 0..layout.size {
            for i in 0..layout.size {
                cameras[(i, j)] *= scale[i] * scale[j] * noise * noise;
            }
        }
        Ok(Covariance {
            layout,
            system,
            cameras,
            noise,
            loose: loose.len(),
        })
    }

    fn place(&self, station: usize, number: usize) -> Option<usize> {
        let unknowns = self.layout.unknowns.get(station)?;
        let at = unknowns
            .iter()
            .position(|u| *u == Unknown::Number(number))?;
        Some(self.layout.first[station] + at)
    }

    fn variance(&self, station: usize, number: usize) -> f64 {
        self.place(station, number)
            .map_or(0.0, |i| self.cameras[(i, i)].max(0.0))
    }

    /// The covariance of a camera's centre in the world, m²; zeros where its pose was not free.
    pub fn centre(&self, problem: &Problem, station: usize) -> Matrix3<f64> {
        let Some(i) = self.place(station, 3) else {
            return Matrix3::zeros();
        };
        let pose = &problem.stations[station].camera.cam_from_world;
        let r = pose.rotation.to_rotation_matrix().into_inner();
        r.transpose() * self.cameras.fixed_view::<3, 3>(i, i) * r
    }

    /// One standard deviation of where a camera's centre is, m, all axes together.
    pub fn centre_sigma_m(&self, station: usize) -> f64 {
        (3..6)
            .map(|n| self.variance(station, n))
            .sum::<f64>()
            .sqrt()
    }

    /// One standard deviation of where a camera looks, rad, all axes together.
    pub fn turn_sigma_rad(&self, station: usize) -> f64 {
        (0..3)
            .map(|n| self.variance(station, n))
            .sum::<f64>()
            .sqrt()
    }

    /// One standard deviation of a camera's clock: offset s, drift.
    pub fn clock_sigma(&self, station: usize) -> [f64; 2] {
        [6, 7].map(|n| self.variance(station, n).sqrt())
    }

    /// One standard deviation of a camera's fx fy cx cy, px, and of its lens coefficients; 0 for what was not free.
    pub fn lens_sigma(&self, problem: &Problem, station: usize) -> [f64; NUMBERS - PINHOLE] {
        let mut sigma = [0.0; NUMBERS - PINHOLE];
        for (i, sigma) in sigma.iter_mut().enumerate() {
            *sigma = self.variance(station, PINHOLE + i).sqrt();
        }
        let unknowns = &self.layout.unknowns[station];
        if let Some(at) = unknowns.iter().position(|u| *u == Unknown::Focal) {
            let i = self.layout.first[station] + at;
            let share = self.cameras[(i, i)].max(0.0).sqrt();
            let k = &problem.stations[station].camera.intrinsics;
            sigma[0] = share * k.fx;
            sigma[1] = share * k.fy;
        }
        sigma
    }

    /// The covariance of a point's place, m²: what sights leave open, and what cameras do. `None` for a point that was
    /// known, or is not there.
    pub fn point(&self, index: usize) -> Option<Matrix3<f64>> {
        let from = *self.layout.p.get(index)?;
        match self
            .layout
            .p
            .get(index + 1)
            .unwrap_or(&self.layout.sizes[1])
            - from
        {
            3 => self.point_of::<3>(index),
            6 => self.point_of::<6>(index),
            9 => self.point_of::<9>(index),
            _ => None,
        }
    }

    fn point_of<const D: usize>(&self, index: usize) -> Option<Matrix3<f64>> {
        let inverse = self.system.inverse::<D>(&self.layout, index, 0.0)?;
        let mut rows = Vec::new();
        for g in self.layout.groups_of(index) {
            let n = self.layout.unknowns[g.station].len();
            for (a, w) in self.system.w[g.w..g.w + n * D].chunks(D).enumerate() {
                let y = inverse * nalgebra::SVector::<f64, D>::from_column_slice(w);
                rows.push((self.layout.first[g.station] + a, y));
            }
        }
        let mut covariance = inverse.fixed_view::<3, 3>(0, 0) * (self.noise * self.noise);
        for (i, y) in &rows {
            for (j, z) in &rows {
                let between = self.cameras[(*i, *j)];
                covariance += y.fixed_rows::<3>(0) * z.fixed_rows::<3>(0).transpose() * between;
            }
        }
        Some(covariance)
    }
}

/// What the residuals are in the deviations that were said: from their median, which what is far off does not move, with
/// what the unknowns took up given back.
fn noise(problem: &Problem) -> f64 {
    /// The median distance from the centre of a round normal distribution.
    const MEDIAN: f64 = 1.177_410_022_515_474_7;
    let residuals = residuals(problem);
    let off = residuals.iter().zip(&problem.sights);
    let mut off: Vec<f64> = off
        .filter_map(|(r, s)| r.map(|r| r.norm() / s.sigma_px))
        .collect();
    if off.is_empty() {
        return 1.0;
    }
    let middle = off.len() / 2;
    let (_, median, _) = off.select_nth_unstable_by(middle, f64::total_cmp);
    let layout = Layout::of(problem);
    let facts = 2.0 * problem.sights.len() as f64;
    let unknowns = (layout.size + layout.sizes[1]) as f64;
    let free = (facts - unknowns).max(0.1 * facts);
    *median / MEDIAN * (facts / free).sqrt()
}

/// A way in which a whole problem may be moved when nothing ties it down: about `middle`, by so much of each.
struct Freely {
    middle: Vector3<f64>,
    turn: Vector3<f64>,
    shift: Vector3<f64>,
    grow: f64,
    offset: f64,
    drift: f64,
}

impl Freely {
    /// Three turns, three shifts, size, time and its rate.
    fn all(problem: &Problem) -> Vec<Freely> {
        let centres = problem.stations.iter().map(|s| s.camera.centre().0.coords);
        let middle = centres.sum::<Vector3<f64>>() / problem.stations.len().max(1) as f64;
        let still = || Freely {
            middle,
            turn: Vector3::zeros(),
            shift: Vector3::zeros(),
            grow: 0.0,
            offset: 0.0,
            drift: 0.0,
        };
        let mut all = Vec::new();
        for axis in [Vector3::x(), Vector3::y(), Vector3::z()] {
            all.push(Freely {
                shift: axis,
                ..still()
            });
            all.push(Freely {
                turn: axis,
                ..still()
            });
        }
        all.push(Freely {
            grow: 1.0,
            ..still()
        });
        all.push(Freely {
            offset: 1.0,
            ..still()
        });
        all.push(Freely {
            drift: 1.0,
            ..still()
        });
        all
    }

    fn moves(&self, p: &Vector3<f64>) -> Vector3<f64> {
        self.turn.cross(&(p - self.middle)) + self.shift + self.grow * (p - self.middle)
    }

    /// All of a camera's numbers.
    fn numbers(&self, problem: &Problem, station: usize) -> [f64; NUMBERS] {
        let camera = &problem.stations[station].camera;
        let r = camera.cam_from_world.rotation;
        // The centre moves by −Rᵀ t.
        let (turn, shift) = (
            -(r * self.turn),
            -(r * self.moves(&camera.centre().0.coords)),
        );
        let mut numbers = [0.0; NUMBERS];
        numbers[..3].copy_from_slice(turn.as_slice());
        numbers[3..6].copy_from_slice(shift.as_slice());
        numbers[6] = self.offset;
        numbers[7] = self.drift;
        numbers
    }

    fn direction(&self, problem: &Problem, layout: &Layout) -> DVector<f64> {
        let mut d = DVector::zeros(layout.size);
        for station in 0..problem.stations.len() {
            let numbers = self.numbers(problem, station);
            for (a, unknown) in layout.unknowns[station].iter().enumerate() {
                if let Unknown::Number(n) = unknown {
                    d[layout.first[station] + a] = numbers[*n];
                }
            }
        }
        d
    }

    /// Whether a camera or point that does not move holds it, or anything that was measured does.
    fn is_fixed(&self, problem: &Problem, layout: &Layout) -> bool {
        let held = |i: usize| {
            let unknowns = &layout.unknowns[i];
            let numbers = self.numbers(problem, i);
            (0..PINHOLE).any(|n| numbers[n] != 0.0 && !unknowns.contains(&Unknown::Number(n)))
        };
        if (0..problem.stations.len()).any(held) {
            return true;
        }
        let mut facts = System::new(layout);
        known::add_cameras(problem, layout, &mut facts, false);
        facts.u.fill_lower_triangle_with_upper_triangle();
        let d = self.direction(problem, layout);
        let mut stiffness = d.dot(&(&facts.u * &d));
        for point in &problem.points {
            let by = self.moves(&point.at[0]);
            match point.said {
                _ if point.known && by.norm() > 0.0 => return true,
                Some((_, information)) => stiffness += by.dot(&(information * by)),
                None => {}
            }
        }
        stiffness > FIRM
    }
}
