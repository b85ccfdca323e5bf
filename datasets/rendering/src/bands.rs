//! Renders an image in bands of rows on several threads.

use std::sync::{Mutex, PoisonError};

/// Rows of a band: its samples fit into a core's own cache.
pub(crate) const BAND_ROWS: usize = 32;

/// Calls `draw` with the first row and the pixels of every band of `image`, on as many threads as there are scratches.
///
/// The threads are scoped: they end with this call. The result does not depend on which thread draws which band.
pub(crate) fn each<T: Send, S: Send>(
    image: &mut [T],
    row_len: usize,
    scratches: &mut [S],
    draw: impl Fn(usize, &mut [T], &mut S) + Sync,
) {
    let bands = Mutex::new(image.chunks_mut(BAND_ROWS * row_len).enumerate());
    let work = |scratch: &mut S| {
        loop {
            // After a panic in one thread the others draw the remaining bands; then the scope panics too.
            let next = bands.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((i, band)) = next else { return };
            draw(i * BAND_ROWS, band, scratch);
        }
    };
    let Some((own, others)) = scratches.split_first_mut() else {
        return;
    };
    if others.is_empty() {
        return work(own);
    }
    std::thread::scope(|scope| {
        for scratch in others {
            scope.spawn(|| work(scratch));
        }
        work(own);
    });
}
