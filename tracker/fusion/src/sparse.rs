//! Symmetric positive systems whose 3×3 blocks are coupled as the joints of a body are: block Cholesky (L D Lᵀ) with a fixed
//! order of elimination, and those blocks of the inverse that lie on its pattern (Takahashi, Fagan and Chin 1973; Erisman and
//! Tinney 1975). Time grows with the joints, not with their cube.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use crate::kin::KIN;

/// The joints, and what each foot has in common.
pub(crate) const NODES: usize = JOINT_COUNT + KIN.len() - 1;
/// No joint has more neighbours than this when it is eliminated.
const MOST: usize = 8;

/// Which joints are coupled, with the fill that elimination makes.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The joints in the order of their elimination.
    order: [usize; NODES],
    /// By place in `order`: the neighbours that are eliminated later, and the slot of the block, row by row.
    later: Vec<Vec<(usize, usize)>>,
    /// The slot of each pair of places, earlier one first.
    slots: Vec<Option<usize>>,
    place: [usize; NODES],
    blocks: usize,
}

/// A matrix on a pattern. After [`Pattern::factor`] its factors, after [`Pattern::invert`] its inverse.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blocks {
    /// By joint.
    diagonal: Vec<Matrix3<f64>>,
    /// Below the diagonal, by slot.
    below: Vec<Matrix3<f64>>,
}

impl Pattern {
    /// The pattern that couples these pairs. Whoever has fewest neighbours left goes first.
    pub fn of(pairs: impl Iterator<Item = (usize, usize)>) -> Pattern {
        let mut near = [[false; NODES]; NODES];
        for (a, b) in pairs {
            (near[a][b], near[b][a]) = (true, true);
        }
        let mut left: Vec<usize> = (0..NODES).collect();
        let mut order = [0; NODES];
        let mut place = [0; NODES];
        let mut neighbours = Vec::new();
        for (at, eliminated) in order.iter_mut().enumerate() {
            let degree = |j: &usize| left.iter().filter(|&&k| near[*j][k]).count();
            let next = (0..left.len()).min_by_key(|&i| degree(&left[i]));
            let joint = left.remove(next.unwrap_or(0));
            (*eliminated, place[joint]) = (joint, at);
            let of: Vec<usize> = left.iter().copied().filter(|&k| near[joint][k]).collect();
            for &a in &of {
                of.iter()
                    .filter(|&&b| b != a)
                    .for_each(|&b| near[a][b] = true);
            }
            neighbours.push(of);
        }
        let mut slots = vec![None; NODES * NODES];
        let mut blocks = 0;
        let mut later = Vec::new();
        for (at, of) in neighbours.into_iter().enumerate() {
            let mut of: Vec<usize> = of.into_iter().map(|j| place[j]).collect();
            of.sort_unstable();
            assert!(of.len() <= MOST, "bodies are coupled sparsely");
            later.push(
                of.iter()
                    .map(|&row| {
                        slots[at * NODES + row] = Some(blocks);
                        blocks += 1;
                        (row, blocks - 1)
                    })
                    .collect(),
            );
        }
        Pattern {
            order,
            later,
            slots,
            place,
            blocks,
        }
    }

    /// Makes `m` zero.
    pub fn clear(&self, m: &mut Blocks) {
        m.diagonal.clear();
        m.diagonal.resize(NODES, Matrix3::zeros());
        m.below.clear();
        m.below.resize(self.blocks, Matrix3::zeros());
    }

    /// Adds to the block of one joint.
    pub fn add(&self, m: &mut Blocks, joint: usize, block: &Matrix3<f64>) {
        m.diagonal[self.place[joint]] += block;
    }

    /// Couples two joints by a symmetric block: it is taken off where they meet, and added to both.
    pub fn couple(&self, m: &mut Blocks, a: usize, b: usize, block: &Matrix3<f64>) {
        self.add(m, a, block);
        self.add(m, b, block);
        let (a, b) = (self.place[a], self.place[b]);
        if let Some(slot) = self.slot(a.min(b), a.max(b)) {
            m.below[slot] -= block;
        }
    }

    fn slot(&self, earlier: usize, later: usize) -> Option<usize> {
        self.slots[earlier * NODES + later]
    }

    /// Factors a matrix in place; `false` where it is not positive.
    pub fn factor(&self, m: &mut Blocks) -> bool {
        let mut column = [Matrix3::zeros(); MOST];
        for (k, later) in self.later.iter().enumerate() {
            let d = &m.diagonal[k];
            let Some(inverse) = d.try_inverse().filter(|_| d.trace() > 0.0) else {
                return false;
            };
            m.diagonal[k] = inverse;
            for (c, &(_, slot)) in column.iter_mut().zip(later) {
                *c = m.below[slot] * inverse;
            }
            for (i, &(row, _)) in later.iter().enumerate() {
                for (j, &(col, slot)) in later[..=i].iter().enumerate() {
                    let change = column[i] * m.below[slot].transpose();
                    if i == j {
                        m.diagonal[row] -= change;
                    } else if let Some(target) = self.slot(col, row) {
                        m.below[target] -= change;
                    }
                }
            }
            for (c, &(_, slot)) in column.iter().zip(later) {
                m.below[slot] = *c;
            }
        }
        true
    }

    /// Solves with the factors; `x` holds the right side by joint, then the solution.
    pub fn solve(&self, factors: &Blocks, x: &mut [Vector3<f64>; NODES]) {
        for (k, later) in self.later.iter().enumerate() {
            let at = x[self.order[k]];
            for &(row, slot) in later {
                x[self.order[row]] -= factors.below[slot] * at;
            }
        }
        for (k, later) in self.later.iter().enumerate().rev() {
            let mut at = factors.diagonal[k] * x[self.order[k]];
            for &(row, slot) in later {
                at -= factors.below[slot].transpose() * x[self.order[row]];
            }
            x[self.order[k]] = at;
        }
    }

    /// Turns factors into the blocks of the inverse.
    pub fn invert(&self, m: &mut Blocks) {
        let mut column = [Matrix3::zeros(); MOST];
        for (k, later) in self.later.iter().enumerate().rev() {
            for (i, &(row, _)) in later.iter().enumerate() {
                column[i] = Matrix3::zeros();
                for (j, &(col, slot)) in later.iter().enumerate() {
                    let factor = &m.below[slot];
                    column[i] -= match self.slot(row.min(col), row.max(col)) {
                        _ if i == j => m.diagonal[row] * factor,
                        Some(s) if row > col => m.below[s] * factor,
                        Some(s) => m.below[s].transpose() * factor,
                        None => continue,
                    };
                }
            }
            for (c, &(_, slot)) in column.iter().zip(later) {
                m.diagonal[k] -= m.below[slot].transpose() * c;
                m.below[slot] = *c;
            }
        }
    }

    /// The joint's block of the diagonal.
    pub fn block<'m>(&self, m: &'m Blocks, joint: usize) -> &'m Matrix3<f64> {
        &m.diagonal[self.place[joint]]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use nalgebra::{DMatrix, DVector};

    #[test]
    fn agrees_with_a_dense_solver() {
        const N: usize = 3 * NODES;
        // A ring with chords: it fills in.
        let pairs = || {
            (0..NODES)
                .flat_map(|i| [(i, (i + 1) % NODES), (i / 2, i)])
                .filter(|(a, b)| a != b)
        };
        let pattern = Pattern::of(pairs());
        let (mut sparse, mut dense) = (Blocks::default(), DMatrix::<f64>::zeros(N, N));
        pattern.clear(&mut sparse);
        for i in 0..NODES {
            let block = Matrix3::identity() * (1.0 + i as f64);
            pattern.add(&mut sparse, i, &block);
            let mut view = dense.fixed_view_mut::<3, 3>(3 * i, 3 * i);
            view += block;
        }
        for (a, b) in pairs() {
            let u = Vector3::new(1.0, a as f64 - 3.0, b as f64 * 0.3);
            let block = u * u.transpose();
            pattern.couple(&mut sparse, a, b, &block);
            for (i, j, sign) in [(a, a, 1.0), (b, b, 1.0), (a, b, -1.0), (b, a, -1.0)] {
                let mut view = dense.fixed_view_mut::<3, 3>(3 * i, 3 * j);
                view += block * sign;
            }
        }
        let right = DVector::from_fn(N, |i, _| (i as f64).sin());
        let mut x = [Vector3::zeros(); NODES];
        for (i, v) in x.iter_mut().enumerate() {
            *v = right.fixed_rows::<3>(3 * i).into_owned();
        }
        assert!(pattern.factor(&mut sparse));
        pattern.solve(&sparse, &mut x);
        pattern.invert(&mut sparse);
        let inverse = dense.try_inverse().unwrap();
        let solution = &inverse * right;
        for (i, v) in x.iter().enumerate() {
            assert!((v - solution.fixed_rows::<3>(3 * i)).norm() < 1e-9);
            let block = inverse.fixed_view::<3, 3>(3 * i, 3 * i);
            assert!((pattern.block(&sparse, i) - block).norm() < 1e-9);
        }
    }
}
