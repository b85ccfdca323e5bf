//! Renders an image in bands of rows on several threads.

use std::sync::{Mutex, PoisonError};

/// Rows of a band: its samples stay in a core's own cache.
pub(crate) const BAND_ROWS: usize = 32;

/// Calls `draw` with the first row and the pixels of every band of `image`, on as many threads as there are scratches.
///
/// The renderer's threads are scoped: they live as long as this call and carry nothing out of it. What a band becomes
/// does not depend on who draws it.
pub(crate) fn each<T: Send, S: Send>(
    image: &mut [T],
    row_len: usize,
    scratches: &mut [S],
    draw: impl Fn(usize, &mut [T], &mut S) + Sync,
) {
    let bands = Mutex::new(image.chunks_mut(BAND_ROWS * row_len).enumerate());
    let work = |scratch: &mut S| {
        loop {
            // A thread that panicked left the bands that it had not taken: they are drawn, then the scope panics too.
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
