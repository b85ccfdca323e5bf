//! Whether what a world's file says can be.

use crate::error::SimulationError;
use crate::file::{CameraFile, WorldFile};
use crate::simulated_sport::SimulatedSport;

impl WorldFile {
    pub(crate) fn check(&self, origin: &str) -> Result<(), SimulationError> {
        let fail = |what: &str| Err(SimulationError(format!("{origin}: {what}")));
        let in_range = |v: f64, least: f64, most: f64| (least..=most).contains(&v);
        if !in_range(self.duration_s, 1.0, 7200.0) {
            return fail("duration_s is from 1 to 7200");
        }
        if !in_range(self.people.pace, 0.3, 1.2) {
            return fail("people.pace is from 0.3 to 1.2");
        }
        if !in_range(self.people.taller_m, -0.3, 0.3) {
            return fail("people.taller_m is from -0.3 to 0.3");
        }
        let most = match self.sport {
            SimulatedSport::Basketball => 5,
            SimulatedSport::Athletics => 8,
            SimulatedSport::Football => 11,
            SimulatedSport::Tennis => 1,
        };
        if !(1..=most).contains(&self.people.per_team) || self.people.referees > 4 {
            let what = format!("people.per_team is from 1 to {most}, people.referees at most 4");
            return fail(&what);
        }
        if self.people.referees > 0 && self.sport != SimulatedSport::Football {
            return fail("people.referees: only football has referees so far; set it to 0");
        }
        self.check_views(origin)?;
        if self.camera.is_empty() || self.camera.len() > 255 {
            return fail("a world has 1 to 255 cameras");
        }
        self.camera
            .iter()
            .try_for_each(|c| self.check_camera(c, origin))
    }

    fn check_views(&self, origin: &str) -> Result<(), SimulationError> {
        let (v, c, k) = (&self.views, &self.cameras, &self.clocks);
        let shares = [
            ("views.missed_share", v.missed_share),
            ("views.outlier_share", v.outlier_share),
            ("views.missed_people_share", v.missed_people_share),
            ("views.missed_ball_share", v.missed_ball_share),
            ("cameras.drop_share", c.drop_share),
            ("cameras.late_share", c.late_share),
            ("cameras.repeat_share", c.repeat_share),
            ("light.direct", self.light.direct),
            ("light.ambient", self.light.ambient),
        ];
        let sizes = [
            ("views.noise_px", v.noise_px),
            ("views.appearance_noise", v.appearance_noise),
            ("views.ball_noise_px", v.ball_noise_px),
            ("views.outlier_px", v.outlier_px),
            ("views.false_people", v.false_people),
            ("views.false_balls", v.false_balls),
            ("views.least_person_px", v.least_person_px),
            ("views.least_ball_px", v.least_ball_px),
            ("views.deadline_s", v.deadline_s),
            ("cameras.late_s", c.late_s),
            ("cameras.latency_s", c.latency_s),
            ("cameras.scatter_m", c.scatter_m),
            ("clocks.offset_s", k.offset_s),
            ("clocks.drift_ppm", k.drift_ppm),
            ("clocks.jitter_s", k.jitter_s),
        ];
        let wrong_share = shares.iter().find(|(_, v)| !(0.0..=1.0).contains(v));
        let wrong_size = sizes.iter().find(|(_, v)| !(0.0..=1e4).contains(v));
        match (wrong_share, wrong_size) {
            (Some((key, v)), _) => Err(SimulationError(format!(
                "{origin}: {key} is {v}, not from 0 to 1"
            ))),
            (_, Some((key, v))) => Err(SimulationError(format!(
                "{origin}: {key} is {v}, not from 0 to 10000"
            ))),
            _ => Ok(()),
        }
    }

    fn check_camera(&self, c: &CameraFile, origin: &str) -> Result<(), SimulationError> {
        let fail = |what: &str| {
            Err(SimulationError(format!(
                "{origin}: camera \"{}\": {what}",
                c.name
            )))
        };
        let fps = c.fps.unwrap_or(self.cameras.fps);
        let exposure = c.exposure_s.unwrap_or(self.cameras.exposure_s);
        let rolling = c
            .rolling_shutter_s
            .unwrap_or(self.cameras.rolling_shutter_s);
        let size = c.size_px.unwrap_or(self.cameras.size_px);
        if !(1.0..=1000.0).contains(&fps) {
            return fail("fps is from 1 to 1000");
        }
        if !(exposure >= 0.0 && rolling >= 0.0 && exposure + rolling <= 1.0 / fps) {
            return fail(
                "exposure_s and rolling_shutter_s together last no longer than one picture",
            );
        }
        if !(10.0..=150.0).contains(&c.hfov_deg) && !(1.0..10.0).contains(&c.hfov_deg) {
            return fail("hfov_deg is from 1 to 150");
        }
        if size.iter().any(|s| !(16..=8192).contains(s)) {
            return fail("size_px is from 16 to 8192 each way");
        }
        let ordered = |span: Option<[f64; 2]>| span.is_none_or(|[from, to]| from <= to);
        if !(ordered(c.dead_s) && ordered(c.frozen_s)) {
            return fail("dead_s and frozen_s are [from, to] with from ≤ to");
        }
        let away: f64 = (0..3).map(|i| (c.at[i] - c.look_at[i]).powi(2)).sum();
        if !(away.is_finite() && away > 0.01) {
            return fail("it must look at a point other than where it stands");
        }
        Ok(())
    }
}
