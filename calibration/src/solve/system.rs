//! The normal equations of an adjustment, and their solution by the Schur complement.
//!
//! Camera unknowns c and point unknowns p, every sight about one camera and one point:
//!
//! ```text
//! | U  W | | δc |     | gc |        S = U − Σ Wᵢ Vᵢ⁻¹ Wᵢᵀ
//! | Wᵀ V | | δp | = − | gp |        S δc = −gc + Σ Wᵢ Vᵢ⁻¹ gpᵢ,   δpᵢ = −Vᵢ⁻¹ (gpᵢ + Wᵢᵀ δc)
//! ```
//!
//! V is block diagonal, one block a point, so the cost grows with the number of sights, and with the square of the number
//! of cameras that see one point.

use nalgebra::{DMatrix, DVector, SMatrix, SVector};

use super::problem::{Focal, Problem, Station};

/// All numbers of a camera: three for turning about its centre, three for moving along its axes, clock offset and drift,
/// fx fy cx cy, eight lens coefficients.
pub(super) const NUMBERS: usize = 20;
/// Where the pinhole's numbers begin.
pub(super) const PINHOLE: usize = 8;

/// One unknown of a camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unknown {
    /// One of its numbers.
    Number(usize),
    /// The logarithm of both focal lengths.
    Focal,
}

fn unknowns(station: &Station) -> Vec<Unknown> {
    let free = station.free;
    let mut all = Vec::new();
    let mut add = |numbers: std::ops::Range<usize>| all.extend(numbers.map(Unknown::Number));
    if free.pose {
        add(0..6);
    }
    if free.offset {
        add(6..7);
    }
    if free.drift {
        add(7..8);
    }
    if free.focal == Focal::Apart {
        add(PINHOLE..PINHOLE + 2);
    }
    if free.centre {
        add(PINHOLE + 2..PINHOLE + 4);
    }
    let most = match station.camera.distortion {
        crate::Distortion::BrownConrady(k) => k.len(),
        crate::Distortion::Fisheye(k) => k.len(),
    };
    add(PINHOLE + 4..PINHOLE + 4 + free.lens.min(most));
    if free.focal == Focal::Together {
        all.push(Unknown::Focal);
    }
    all
}

/// The sights of one point by one camera.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub station: usize,
    /// In [`Layout::order`].
    pub sights: [usize; 2],
    /// Where its block of W begins.
    pub w: usize,
}

/// Which unknown stands where. Settled once.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// By camera.
    pub unknowns: Vec<Vec<Unknown>>,
    /// By camera, the first of its unknowns among all cameras'.
    pub first: Vec<usize>,
    /// How many unknowns cameras have.
    pub size: usize,
    /// Sights by point, then by camera.
    pub order: Vec<usize>,
    pub groups: Vec<Group>,
    /// By point, its groups.
    pub of_point: Vec<[usize; 2]>,
    /// By point, the first of its unknowns and the first of its block of V.
    pub p: Vec<usize>,
    pub v: Vec<usize>,
    pub sizes: [usize; 3],
}

impl Layout {
    pub fn of(problem: &Problem) -> Layout {
        let unknowns: Vec<_> = problem.stations.iter().map(unknowns).collect();
        let mut size = 0;
        let first = running(unknowns.iter().map(Vec::len), &mut size);
        let mut order: Vec<usize> = (0..problem.sights.len()).collect();
        order.sort_by_key(|&i| (problem.sights[i].point, problem.sights[i].station));
        let mut groups: Vec<Group> = Vec::new();
        let mut of_point = vec![[0, 0]; problem.points.len()];
        let (mut w, mut last) = (0, None);
        for (place, &i) in order.iter().enumerate() {
            let s = &problem.sights[i];
            if last != Some((s.point, s.station)) {
                if last.map(|l| l.0) != Some(s.point) {
                    of_point[s.point] = [groups.len(), groups.len()];
                }
                groups.push(Group {
                    station: s.station,
                    sights: [place, place],
                    w,
                });
                w += unknowns[s.station].len() * problem.points[s.point].unknowns();
                of_point[s.point][1] = groups.len();
                last = Some((s.point, s.station));
            }
            if let Some(group) = groups.last_mut() {
                group.sights[1] = place + 1;
            }
        }
        let (mut ps, mut vs) = (0, 0);
        let count = |p: &super::problem::Point| p.unknowns();
        let p = running(problem.points.iter().map(count), &mut ps);
        let v = running(problem.points.iter().map(|p| count(p).pow(2)), &mut vs);
        Layout {
            unknowns,
            first,
            size,
            order,
            groups,
            of_point,
            p,
            v,
            sizes: [w, ps, vs],
        }
    }

    pub fn groups_of(&self, point: usize) -> &[Group] {
        let [from, to] = self.of_point[point];
        &self.groups[from..to]
    }
}

/// Every length's beginning when they stand one after another; the sum goes to `total`.
fn running(lengths: impl Iterator<Item = usize>, total: &mut usize) -> Vec<usize> {
    lengths
        .map(|n| {
            let at = *total;
            *total += n;
            at
        })
        .collect()
}

/// The normal equations at one state. Only the upper triangle of `u` between cameras is filled.
#[derive(Clone, Debug)]
pub(super) struct System {
    pub u: DMatrix<f64>,
    pub gc: DVector<f64>,
    pub w: Vec<f64>,
    pub v: Vec<f64>,
    pub gp: Vec<f64>,
}

/// What a step changes.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub cameras: DVector<f64>,
    pub points: Vec<f64>,
}

impl System {
    pub fn new(layout: &Layout) -> System {
        let [w, p, v] = layout.sizes;
        System {
            u: DMatrix::zeros(layout.size, layout.size),
            gc: DVector::zeros(layout.size),
            w: vec![0.0; w],
            v: vec![0.0; v],
            gp: vec![0.0; p],
        }
    }

    pub fn clear(&mut self) {
        self.u.fill(0.0);
        self.gc.fill(0.0);
        self.w.fill(0.0);
        self.v.fill(0.0);
        self.gp.fill(0.0);
    }

    /// S, both triangles, and its right-hand side, with every diagonal element grown by the share `damping`. `None`
    /// where a point's block is not positive definite.
    pub fn reduced(&self, layout: &Layout, damping: f64) -> Option<(DMatrix<f64>, DVector<f64>)> {
        let mut s = self.u.clone();
        for i in 0..layout.size {
            // An unknown on which nothing depends stays where it is.
            s[(i, i)] = s[(i, i)] * (1.0 + damping) + f64::MIN_POSITIVE;
        }
        let mut b = -&self.gc;
        let mut scratch = Vec::new();
        for point in 0..layout.p.len() {
            match self.unknowns_of(layout, point) {
                3 => self.reduce::<3>(layout, point, damping, &mut s, &mut b, &mut scratch)?,
                6 => self.reduce::<6>(layout, point, damping, &mut s, &mut b, &mut scratch)?,
                9 => self.reduce::<9>(layout, point, damping, &mut s, &mut b, &mut scratch)?,
                _ => {}
            }
        }
        s.fill_lower_triangle_with_upper_triangle();
        Some((s, b))
    }

    fn unknowns_of(&self, layout: &Layout, point: usize) -> usize {
        layout.p.get(point + 1).unwrap_or(&layout.sizes[1]) - layout.p[point]
    }

    /// V⁻¹ of a point, damped.
    pub fn inverse<const D: usize>(
        &self,
        layout: &Layout,
        point: usize,
        damping: f64,
    ) -> Option<SMatrix<f64, D, D>> {
        let at = layout.v[point];
        let mut v = SMatrix::<f64, D, D>::from_column_slice(&self.v[at..at + D * D]);
        for i in 0..D {
            v[(i, i)] *= 1.0 + damping;
        }
        v.cholesky().map(|c| c.inverse())
    }

    fn reduce<const D: usize>(
        &self,
        layout: &Layout,
        point: usize,
        damping: f64,
        s: &mut DMatrix<f64>,
        b: &mut DVector<f64>,
        scratch: &mut Vec<f64>,
    ) -> Option<()> {
        let groups = layout.groups_of(point);
        let inverse = self.inverse::<D>(layout, point, damping)?;
        let at = layout.p[point];
        let pull = inverse * SVector::<f64, D>::from_column_slice(&self.gp[at..at + D]);
        let rows = |g: &Group| -> (usize, &[[f64; D]]) {
            let n = layout.unknowns[g.station].len();
            (
                layout.first[g.station],
                self.w[g.w..g.w + n * D].as_chunks().0,
            )
        };
        // W V⁻¹ of every camera, one after another.
        scratch.clear();
        for g in groups {
            let (first, w) = rows(g);
            for (a, row) in w.iter().enumerate() {
                let row = SVector::<f64, D>::from_column_slice(row);
                scratch.extend_from_slice((inverse * row).as_slice());
                b[first + a] += row.dot(&pull);
            }
        }
        let (mut y, _) = scratch.as_chunks::<D>();
        for (i, g) in groups.iter().enumerate() {
            let (first, w) = rows(g);
            let (mine, rest) = y.split_at(w.len());
            y = rest;
            for h in &groups[i..] {
                let (other, w) = rows(h);
                for (c, row) in w.iter().enumerate() {
                    let mut column = s.column_mut(other + c);
                    let into = &mut column.as_mut_slice()[first..first + mine.len()];
                    for (into, y) in into.iter_mut().zip(mine) {
                        *into -= dot(y, row);
                    }
                }
            }
        }
        Some(())
    }

    /// The whole step; `None` where the equations are not positive definite.
    pub fn solve(&self, layout: &Layout, damping: f64) -> Option<Step> {
        let (s, b) = self.reduced(layout, damping)?;
        let cameras = if layout.size == 0 {
            b
        } else {
            scaled_solve(s, &b)?
        };
        let mut points = vec![0.0; layout.sizes[1]];
        for point in 0..layout.p.len() {
            let n = self.unknowns_of(layout, point);
            let out = &mut points[layout.p[point]..layout.p[point] + n];
            match n {
                3 => self.back::<3>(layout, point, damping, &cameras, out)?,
                6 => self.back::<6>(layout, point, damping, &cameras, out)?,
                9 => self.back::<9>(layout, point, damping, &cameras, out)?,
                _ => {}
            }
        }
        Some(Step { cameras, points })
    }

    fn back<const D: usize>(
        &self,
        layout: &Layout,
        point: usize,
        damping: f64,
        cameras: &DVector<f64>,
        out: &mut [f64],
    ) -> Option<()> {
        let at = layout.p[point];
        let mut pull = SVector::<f64, D>::from_column_slice(&self.gp[at..at + D]);
        for g in layout.groups_of(point) {
            let first = layout.first[g.station];
            let n = layout.unknowns[g.station].len();
            for (a, row) in self.w[g.w..g.w + n * D]
                .as_chunks::<D>()
                .0
                .iter()
                .enumerate()
            {
                pull += SVector::from_column_slice(row) * cameras[first + a];
            }
        }
        let step = -(self.inverse::<D>(layout, point, damping)? * pull);
        out.copy_from_slice(step.as_slice());
        Some(())
    }
}

fn dot<const D: usize>(a: &[f64; D], b: &[f64; D]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// S x = b by Cholesky's method with a unit diagonal: unknowns of different units differ by many orders.
pub(super) fn scaled_solve(s: DMatrix<f64>, b: &DVector<f64>) -> Option<DVector<f64>> {
    let (s, scale) = scaled(s)?;
    let x = s.cholesky()?.solve(&b.component_mul(&scale));
    let x = x.component_mul(&scale);
    x.iter().all(|v| v.is_finite()).then_some(x)
}

/// S with rows and columns scaled to a unit diagonal, and the scale; `None` where an element of it is not positive.
pub(super) fn scaled(mut s: DMatrix<f64>) -> Option<(DMatrix<f64>, DVector<f64>)> {
    let diagonal = s.diagonal();
    if !diagonal.iter().all(|&d| d > 0.0 && d.is_finite()) {
        return None;
    }
    let scale = diagonal.map(|d| 1.0 / d.sqrt());
    for j in 0..s.ncols() {
        for i in 0..s.nrows() {
            s[(i, j)] *= scale[i] * scale[j];
        }
    }
    Some((s, scale))
}
