//! Optimal assignment: the Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant 1987), O(n²m).

/// Its memory, kept between calls.
#[derive(Debug, Default)]
pub(crate) struct Assignment {
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
    row_of: Vec<usize>,
    way: Vec<usize>,
    least: Vec<f64>,
    used: Vec<bool>,
    rows: Vec<usize>,
    columns: Vec<usize>,
    result: Vec<Option<usize>>,
}

impl Assignment {
    /// The column of each row so that the summed cost is least. `cost` is row-major, `rows × columns`, finite. A row is
    /// left without a column rather than given one that costs `limit` or more.
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
        self.take_the_undisputed(cost, columns, limit);
        let open = (&self.rows, &self.columns);
        let (rows, free) = (open.0.len(), open.1.len());
        // One private column per row, at the limit, lets every row stay free.
        let m = free + rows;
        let at = |i: usize, j: usize| {
            if j < free {
                cost[open.0[i] * columns + open.1[j]].min(limit)
            } else {
                limit
            }
        };
        reset(&mut self.row_potential, rows + 1, 0.0);
        reset(&mut self.column_potential, m + 1, 0.0);
        reset(&mut self.row_of, m + 1, 0);
        reset(&mut self.way, m + 1, 0);
        for i in 1..=rows {
            self.row_of[0] = i;
            reset(&mut self.least, m + 1, f64::INFINITY);
            reset(&mut self.used, m + 1, false);
            let mut j0 = 0;
            while self.row_of[j0] != 0 {
                self.used[j0] = true;
                let i0 = self.row_of[j0];
                let (mut delta, mut j1) = (f64::INFINITY, 0);
                for j in 1..=m {
                    if self.used[j] {
                        continue;
                    }
                    let reduced =
                        at(i0 - 1, j - 1) - self.row_potential[i0] - self.column_potential[j];
                    if reduced < self.least[j] {
                        self.least[j] = reduced;
                        self.way[j] = j0;
                    }
                    if self.least[j] < delta {
                        (delta, j1) = (self.least[j], j);
                    }
                }
                for j in 0..=m {
                    if self.used[j] {
                        self.row_potential[self.row_of[j]] += delta;
                        self.column_potential[j] -= delta;
                    } else {
                        self.least[j] -= delta;
                    }
                }
                j0 = j1;
            }
            while j0 != 0 {
                let j1 = self.way[j0];
                self.row_of[j0] = self.row_of[j1];
                j0 = j1;
            }
        }
        for j in 1..=free {
            let i = self.row_of[j];
            if i != 0 && at(i - 1, j - 1) < limit {
                self.result[self.rows[i - 1]] = Some(self.columns[j - 1]);
            }
        }
        &self.result
    }

    /// Rows and columns that want nobody but each other are a pair; rows that want somebody are left in `rows` otherwise,
    /// whom they want in `columns`. Most of a team is far from each other, and the method grows with the cube.
    fn take_the_undisputed(&mut self, cost: &[f64], columns: usize, limit: f64) {
        self.rows.clear();
        self.columns.clear();
        reset(&mut self.way, columns, 0);
        for row in cost.chunks_exact(columns.max(1)) {
            for (wanted, _) in self.way.iter_mut().zip(row).filter(|(_, c)| **c < limit) {
                *wanted += 1;
            }
        }
        for (i, row) in cost.chunks_exact(columns.max(1)).enumerate() {
            let mut wants = (0..columns).filter(|&j| row[j] < limit);
            match (wants.next(), wants.next()) {
                (None, _) => {}
                (Some(j), None) if self.way[j] == 1 => self.result[i] = Some(j),
                _ => {
                    self.rows.push(i);
                    for j in (0..columns).filter(|&j| row[j] < limit) {
                        // Taken note of once.
                        if self.way[j] > 0 {
                            self.way[j] = 0;
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
    fn takes_the_cheapest_sum_not_the_cheapest_pair() {
        let cost = [1.0, 2.0, 2.0, 9.0];
        assert_eq!(
            Assignment::default().solve(&cost, 2, 2, 100.0),
            [Some(1), Some(0)]
        );
    }

    #[test]
    fn leaves_rows_free_beyond_the_limit() {
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
                .map(|(i, j)| cost[i * 4 + j.expect("all fit below the limit")])
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
