//! Benchmarks: `cargo bench -p trackside-benches`. `RESULTS.md` has the results.
//!
//! This library has what the benchmarks share: a ring of cameras around athletes who run in circles, with exactly known joints
//! ([`truth`]) and their noisy observations ([`frame_set`]); seeded random numbers; and the thread's processor time.
//!
//! ```
//! use trackside_benches::{frame_set, rig, truth};
//!
//! let rig = rig(4)?;
//! let observed = frame_set(&rig, 2, 0);
//! assert_eq!((observed.views.len(), observed.views[0].people.len()), (4, 2));
//!
//! // Observations differ from projected joints by at most 1 px along each axis.
//! let projected = rig.cameras()[0].project(truth(0, 5, 0)).ok_or("behind the camera")?;
//! let shoulder = observed.views[0].people[0].joints[5].ok_or("outside the image")?;
//! assert!(shoulder.at.distance(projected) < 1.5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod timing;
mod venue;

pub use timing::{Percentiles, time_ms};
pub use trackside_testkit::TestRng;
pub use venue::{RATE_HZ, frame_set, rig, truth};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use trackside_fusion::{Fusion, FusionOptions};
    use trackside_schema::TrackState;

    /// The benchmarks of fusion measure the tracking of all athletes.
    #[test]
    fn fusion_tracks_every_athlete() {
        let rig = rig(8).unwrap();
        let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
        for tick in 0..25 {
            fusion.step(&frame_set(&rig, 10, tick));
        }
        let fused = fusion.step(&frame_set(&rig, 10, 25));
        let confirmed: Vec<_> = fused
            .athletes
            .iter()
            .filter(|a| a.state == TrackState::Confirmed)
            .collect();
        assert_eq!(confirmed.len(), 10);
        for athlete in 0..10 {
            let wrist = truth(athlete, 9, 25);
            let error_m = confirmed
                .iter()
                .filter_map(|a| a.skeleton[9])
                .map(|j| j.at.distance(wrist))
                .fold(f64::INFINITY, f64::min);
            assert!(error_m < 0.03, "athlete {athlete}: {error_m} m");
        }
    }
}
