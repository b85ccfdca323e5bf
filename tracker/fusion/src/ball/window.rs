//! How far back the ball's path is kept.

/// So many frame sets are remembered, of the path and of the limbs near it.
pub(crate) const WINDOW: usize = 64;
/// What happened is settled, and an event output, while at least so many frame sets of the path are left.
pub(crate) const WINDOW_MARGIN: u64 = 8;
