//! The median.

/// The upper median of `values`, which it reorders. `None`: no values.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    let index = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(index, f64::total_cmp).1)
}
