//! Processor time of the thread, which does not depend on what else the machine does.

use std::fmt;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The result of a call, and the processor time that it took, ms.
pub fn time_ms<T>(call: impl FnOnce() -> T) -> (T, f64) {
    let start = thread_time();
    let result = call();
    (result, 1e3 * (thread_time() - start).as_secs_f64())
}

fn thread_time() -> Duration {
    let t = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(t.tv_sec as u64, t.tv_nsec as u32)
}

/// Median, 99th percentile and maximum of measured times, ms.
#[derive(Clone, Copy, Debug)]
pub struct Percentiles {
    /// The median.
    pub p50: f64,
    /// The 99th percentile.
    pub p99: f64,
    /// The maximum.
    pub max: f64,
}

impl Percentiles {
    /// Of at least one time.
    pub fn of(mut times_ms: Vec<f64>) -> Percentiles {
        times_ms.sort_by(f64::total_cmp);
        let quantile = |share: f64| times_ms[(share * (times_ms.len() - 1) as f64) as usize];
        Percentiles {
            p50: quantile(0.5),
            p99: quantile(0.99),
            max: quantile(1.0),
        }
    }
}

impl fmt::Display for Percentiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Percentiles { p50, p99, max } = self;
        write!(f, "p50 {p50:.3} ms, p99 {p99:.3} ms, max {max:.3} ms")
    }
}
