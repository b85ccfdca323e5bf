//! The linear assignment problem: min Σ cost(i, π(i)) over injective π, with a limit above which a row stays unassigned.
//!
//! Hungarian method with potentials (Kuhn, Naval Research Logistics Quarterly 2, 1955), one shortest augmenting path per row
//! (Jonker and Volgenant, Computing 38, 1987), O(n² m). Rows and columns that compete with no others are assigned
//! beforehand: most athletes are far from each other, and the cost is cubic.

/// The problem: a row-major matrix, and the cost of staying unassigned.
struct Costs<'a> {
    matrix: &'a [f64],
    columns: usize,
    limit: f64,
}

/// The solver's memory, kept between calls. Indices of the search count from 1; 0 is the root of the augmenting path.
#[derive(Debug, Default)]
pub(crate) struct Assignment {
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
    /// By column: the row it is assigned to.
    row_of: Vec<usize>,
    /// By column: the column before it on the augmenting path.
    predecessor: Vec<usize>,
    /// By column: the least reduced cost on a path to it.
    min_reduced: Vec<f64>,
    in_tree: Vec<bool>,
    /// Rows and columns left to the search.
    rows: Vec<usize>,
    columns: Vec<usize>,
    result: Vec<Option<usize>>,
}

impl Assignment {
    /// The column of each row with the least total cost. `cost` is row-major, `rows × columns`, finite. A pair that costs
    /// `limit` or more is not made.
    pub fn solve(
        &mut self,
        cost: &[f64],
        rows: usize,
        columns: usize,
        limit: f64,
    ) -> &[Option<usize>] {
        assert_eq!(
            cost.len(),
            rows * columns,
            "the cost matrix is rows × columns"
        );
        reset(&mut self.result, rows, None);
        self.assign_unique_pairs(cost, columns, limit);
        let (open_rows, open_columns) = (self.rows.len(), self.columns.len());
        // One private column per row, at the limit, lets every row stay unassigned.
        let m = open_columns + open_rows;
        reset(&mut self.row_potential, open_rows + 1, 0.0);
        reset(&mut self.column_potential, m + 1, 0.0);
        reset(&mut self.row_of, m + 1, 0);
        reset(&mut self.predecessor, m + 1, 0);
        let costs = Costs {
            matrix: cost,
            columns,
            limit,
        };
        for i in 1..=open_rows {
            self.augment(i, m, &costs);
        }
        for j in 1..=open_columns {
            let i = self.row_of[j];
            if i != 0 && self.pair_cost(&costs, i - 1, j - 1) < limit {
                self.result[self.rows[i - 1]] = Some(self.columns[j - 1]);
            }
        }
        &self.result
    }

    /// The last solution.
    pub fn result(&self) -> &[Option<usize>] {
        &self.result
    }

    /// Assigns row `i` along the shortest augmenting path (Dijkstra on reduced costs).
    fn augment(&mut self, i: usize, m: usize, costs: &Costs) {
        self.row_of[0] = i;
        reset(&mut self.min_reduced, m + 1, f64::INFINITY);
        reset(&mut self.in_tree, m + 1, false);
        let mut j0 = 0;
        while self.row_of[j0] != 0 {
            self.in_tree[j0] = true;
            let i0 = self.row_of[j0];
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=m {
                if self.in_tree[j] {
                    continue;
                }
                let reduced = self.pair_cost(costs, i0 - 1, j - 1)
                    - self.row_potential[i0]
                    - self.column_potential[j];
                if reduced < self.min_reduced[j] {
                    self.min_reduced[j] = reduced;
                    self.predecessor[j] = j0;
                }
                if self.min_reduced[j] < delta {
                    (delta, j1) = (self.min_reduced[j], j);
                }
            }
            for j in 0..=m {
                if self.in_tree[j] {
                    self.row_potential[self.row_of[j]] += delta;
                    self.column_potential[j] -= delta;
                } else {
                    self.min_reduced[j] -= delta;
                }
            }
            j0 = j1;
        }
        while j0 != 0 {
            let j1 = self.predecessor[j0];
            self.row_of[j0] = self.row_of[j1];
            j0 = j1;
        }
    }

    /// The cost of the `i`-th open row with the `j`-th open column, or with a private column.
    fn pair_cost(&self, costs: &Costs, i: usize, j: usize) -> f64 {
        match self.columns.get(j) {
            Some(&column) => costs.matrix[self.rows[i] * costs.columns + column].min(costs.limit),
            None => costs.limit,
        }
    }

    /// Assigns rows and columns that are below the limit with each other alone. `rows` then holds the other rows with a
    /// column below the limit, `columns` those columns.
    fn assign_unique_pairs(&mut self, cost: &[f64], columns: usize, limit: f64) {
        self.rows.clear();
        self.columns.clear();
        // By column: the number of rows below the limit.
        reset(&mut self.predecessor, columns, 0);
        for row in cost.chunks_exact(columns.max(1)) {
            for (rows, _) in self
                .predecessor
                .iter_mut()
                .zip(row)
                .filter(|(_, c)| **c < limit)
            {
                *rows += 1;
            }
        }
        for (i, row) in cost.chunks_exact(columns.max(1)).enumerate() {
            let mut candidates = (0..columns).filter(|&j| row[j] < limit);
            match (candidates.next(), candidates.next()) {
                (None, _) => {}
                (Some(j), None) if self.predecessor[j] == 1 => self.result[i] = Some(j),
                _ => {
                    self.rows.push(i);
                    for j in (0..columns).filter(|&j| row[j] < limit) {
                        // Each column once.
                        if self.predecessor[j] > 0 {
                            self.predecessor[j] = 0;
                            self.columns.push(j);
                        }
                    }
                }
            }
        }
    }
}

fn reset<T: Clone>(v: &mut Vec<T>, len: usize, value: T) {
    v.clear();
    v.resize(len, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minimises_the_total_cost_not_the_cheapest_pair() {
        let cost = [1.0, 2.0, 2.0, 9.0];
        assert_eq!(
            Assignment::default().solve(&cost, 2, 2, 100.0),
            [Some(1), Some(0)]
        );
    }

    #[test]
    fn leaves_rows_unassigned_beyond_the_limit() {
        let cost = [1.0, 2.0, 50.0, 60.0, 3.0, 4.0];
        let mut a = Assignment::default();
        assert_eq!(a.solve(&cost, 3, 2, 10.0), [Some(0), None, Some(1)]);
        assert_eq!(a.solve(&[], 3, 0, 10.0), [None, None, None]);
        assert!(a.solve(&[], 0, 3, 10.0).is_empty());
    }

    #[test]
    fn agrees_with_trying_every_permutation() {
        let mut seed = 1u64;
        let mut next = || {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (seed >> 33) as f64 / 2f64.powi(31)
        };
        for _ in 0..200 {
            let cost: Vec<f64> = (0..16).map(|_| next()).collect();
            let mut a = Assignment::default();
            let got: f64 = a
                .solve(&cost, 4, 4, 1e3)
                .iter()
                .enumerate()
                .map(|(i, j)| cost[i * 4 + j.expect("all pairs are below the limit")])
                .sum();
            let mut best = f64::INFINITY;
            for p in 0..256 {
                let c = [p & 3, p >> 2 & 3, p >> 4 & 3, p >> 6 & 3];
                if (0..4).all(|j| c.contains(&j)) {
                    best = best.min((0..4).map(|i| cost[i * 4 + c[i]]).sum());
                }
            }
            assert!((got - best).abs() < 1e-12);
        }
    }
}
