//! Local maxima of a grid.

/// The cells `(column, row, value)` with a value of at least `min` that is the largest of their 3 x 3 neighbourhood, row by
/// row; of equal neighbours, only the first.
pub(super) fn local_maxima(
    cells: &[f32],
    columns: usize,
    rows: usize,
    min: f32,
) -> impl Iterator<Item = (usize, usize, f32)> {
    let is_maximum = move |x: usize, y: usize, v: f32| {
        let neighbours = (y.saturating_sub(1)..rows.min(y + 2))
            .flat_map(move |j| (x.saturating_sub(1)..columns.min(x + 2)).map(move |i| (j, i)));
        neighbours.into_iter().all(|(j, i)| {
            let other = cells[j * columns + i];
            v > other || (v == other && (j, i) >= (y, x))
        })
    };
    cells.iter().enumerate().filter_map(move |(i, &v)| {
        let (x, y) = (i % columns, i / columns);
        (v >= min && is_maximum(x, y, v)).then_some((x, y, v))
    })
}
