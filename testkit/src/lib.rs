//! What tests of several packages share: repeatable random numbers, and tests on the shared cases.
//!
//! The shared cases are recordings with a known answer that may not enter the repository. [`shared_cases`] finds them; the macro
//! [`tests!`] makes a test target whose tests on them are *ignored*, and counted so, where they are absent.
//!
//! Packages depend on this one in tests and benches alone; `scripts/check-imports.sh` holds that.
//!
//! ```
//! use trackside_testkit::TestRng;
//!
//! let mut rng = TestRng::new(7);
//! let x = rng.between(-1.0, 1.0);
//! assert!((-1.0..1.0).contains(&x));
//! assert_eq!(x, TestRng::new(7).between(-1.0, 1.0));
//! ```

mod harness;
mod test_rng;

pub use harness::{Test, print_figures, run, shared_cases};
pub use test_rng::TestRng;
