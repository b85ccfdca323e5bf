//! A sparse solver for symmetric positive definite systems of 3×3 blocks that are coupled as a body's joints are.
//!
//! Block Cholesky factorisation A = L D Lᵀ with a fixed minimum-degree order of elimination, and the blocks of A⁻¹ on the
//! pattern of L by Takahashi's recursion (Takahashi, Fagan and Chin, PICA Conference, 1973; Erisman and Tinney, CACM 18,
//! 1975). The time grows linearly with the number of joints.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use crate::filter::correlated_joints::RIGID_GROUPS;

/// The unknowns: the joints, and the shared offset of each foot.
pub(crate) const NODES: usize = JOINT_COUNT + RIGID_GROUPS.len() - 1;
/// No node has more neighbours than this when it is eliminated.
const MAX_NEIGHBOURS: usize = 8;

/// Which nodes are coupled, with the fill-in of the elimination.
#[derive(Clone, Debug)]
pub(crate) struct SparsityPattern {
    /// The nodes in their order of elimination.
    order: [usize; NODES],
    /// By position in `order`: positions of the neighbours that are eliminated later, and their blocks' slots.
    later: Vec<Vec<(usize, usize)>>,
    /// The slot of each pair of positions, the earlier one first.
    slots: Vec<Option<usize>>,
    /// By node: its position in `order`.
    position: [usize; NODES],
    block_count: usize,
}

/// A matrix on a pattern. After [`SparsityPattern::factor`] it holds the factors, after [`SparsityPattern::invert`] the
/// inverse.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockMatrix {
    /// By position.
    diagonal: Vec<Matrix3<f64>>,
    /// Below the diagonal, by slot.
    below: Vec<Matrix3<f64>>,
}

impl SparsityPattern {
    /// The pattern that couples these pairs of nodes. The node with the fewest remaining neighbours is eliminated first.
    pub fn new(pairs: impl Iterator<Item = (usize, usize)>) -> SparsityPattern {
        let mut coupled = [[false; NODES]; NODES];
        for (a, b) in pairs {
            (coupled[a][b], coupled[b][a]) = (true, true);
        }
        let mut remaining: Vec<usize> = (0..NODES).collect();
        let mut order = [0; NODES];
        let mut position = [0; NODES];
        let mut neighbours = Vec::new();
        for (at, eliminated) in order.iter_mut().enumerate() {
            let degree = |j: &usize| remaining.iter().filter(|&&k| coupled[*j][k]).count();
            let next = (0..remaining.len()).min_by_key(|&i| degree(&remaining[i]));
            let node = remaining.remove(next.unwrap_or(0));
            (*eliminated, position[node]) = (node, at);
            let of: Vec<usize> = (remaining.iter().copied())
                .filter(|&k| coupled[node][k])
                .collect();
            for &a in &of {
                of.iter()
                    .filter(|&&b| b != a)
                    .for_each(|&b| coupled[a][b] = true);
            }
            neighbours.push(of);
        }
        let mut slots = vec![None; NODES * NODES];
        let mut block_count = 0;
        let mut later = Vec::new();
        for (at, of) in neighbours.into_iter().enumerate() {
            let mut of: Vec<usize> = of.into_iter().map(|j| position[j]).collect();
            of.sort_unstable();
            assert!(of.len() <= MAX_NEIGHBOURS, "bodies are coupled sparsely");
            later.push(
                of.iter()
                    .map(|&row| {
                        slots[at * NODES + row] = Some(block_count);
                        block_count += 1;
                        (row, block_count - 1)
                    })
                    .collect(),
            );
        }
        SparsityPattern {
            order,
            later,
            slots,
            position,
            block_count,
        }
    }

    /// Sets `m` to zero.
    pub fn clear(&self, m: &mut BlockMatrix) {
        m.diagonal.clear();
        m.diagonal.resize(NODES, Matrix3::zeros());
        m.below.clear();
        m.below.resize(self.block_count, Matrix3::zeros());
    }

    /// Adds to a node's diagonal block.
    pub fn add(&self, m: &mut BlockMatrix, node: usize, block: &Matrix3<f64>) {
        m.diagonal[self.position[node]] += block;
    }

    /// Adds the quadratic form (xₐ − x_b)ᵀ B (xₐ − x_b): B to both diagonal blocks, −B to the off-diagonal one.
    pub fn couple(&self, m: &mut BlockMatrix, a: usize, b: usize, block: &Matrix3<f64>) {
        self.add(m, a, block);
        self.add(m, b, block);
        let (a, b) = (self.position[a], self.position[b]);
        if let Some(slot) = self.slot(a.min(b), a.max(b)) {
            m.below[slot] -= block;
        }
    }

    fn slot(&self, earlier: usize, later: usize) -> Option<usize> {
        self.slots[earlier * NODES + later]
    }

    /// Factors a matrix in place; `false` where it is not positive definite.
    pub fn factor(&self, m: &mut BlockMatrix) -> bool {
        let mut column = [Matrix3::zeros(); MAX_NEIGHBOURS];
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

    /// Solves with the factors; `x` holds the right-hand side by node, then the solution.
    pub fn solve(&self, factors: &BlockMatrix, x: &mut [Vector3<f64>; NODES]) {
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

    /// Turns the factors into the blocks of the inverse that lie on the pattern.
    pub fn invert(&self, m: &mut BlockMatrix) {
        let mut column = [Matrix3::zeros(); MAX_NEIGHBOURS];
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

    /// A node's diagonal block.
    pub fn diagonal_block<'m>(&self, m: &'m BlockMatrix, node: usize) -> &'m Matrix3<f64> {
        &m.diagonal[self.position[node]]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use nalgebra::{DMatrix, DVector};

    #[test]
    fn solution_and_inverse_agree_with_a_dense_solver() {
        const N: usize = 3 * NODES;
        // A cycle with chords, so that there is fill-in.
        let pairs = || {
            (0..NODES)
                .flat_map(|i| [(i, (i + 1) % NODES), (i / 2, i)])
                .filter(|(a, b)| a != b)
        };
        let pattern = SparsityPattern::new(pairs());
        let (mut sparse, mut dense) = (BlockMatrix::default(), DMatrix::<f64>::zeros(N, N));
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
            assert!((pattern.diagonal_block(&sparse, i) - block).norm() < 1e-9);
        }
    }
}
