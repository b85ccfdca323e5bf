//! The monotonic clock of this host.

use std::sync::OnceLock;
use std::time::Instant;

/// This host's monotonic clock, ns since its first reading in this process.
pub fn monotonic_ns() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let elapsed = START.get_or_init(Instant::now).elapsed();
    u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX)
}
