//! The ranges of a world file's values.

use crate::error::SimulationError;
use crate::simulated_sport::SimulatedSport;
use crate::world_file::sections::{CameraSection, WorldFile};

/// Checks all ranges; `origin` is what errors call the file.
pub(crate) fn validate(file: &WorldFile, origin: &str) -> Result<(), SimulationError> {
    let fail = |what: &str| Err(SimulationError(format!("{origin}: {what}")));
    let is_in_range = |v: f64, min: f64, max: f64| (min..=max).contains(&v);
    if !is_in_range(file.duration_s, 1.0, 7200.0) {
        return fail("duration_s is from 1 to 7200");
    }
    if !is_in_range(file.people.speed_scale, 0.3, 1.2) {
        return fail("people.speed_scale is from 0.3 to 1.2");
    }
    if !is_in_range(file.people.stature_offset_m, -0.3, 0.3) {
        return fail("people.stature_offset_m is from -0.3 to 0.3");
    }
    let max_per_team = match file.sport {
        SimulatedSport::Basketball => 5,
        SimulatedSport::Athletics => 8,
        SimulatedSport::Football => 11,
        SimulatedSport::Tennis => 1,
    };
    if !(1..=max_per_team).contains(&file.people.per_team) || file.people.referees > 4 {
        let what =
            format!("people.per_team is from 1 to {max_per_team}, people.referees at most 4");
        return fail(&what);
    }
    if file.people.referees > 0 && file.sport != SimulatedSport::Football {
        return fail("people.referees: only football has referees; set it to 0");
    }
    validate_views(file, origin)?;
    if file.camera.is_empty() || file.camera.len() > 255 {
        return fail("a world has 1 to 255 cameras");
    }
    file.camera
        .iter()
        .try_for_each(|c| validate_camera(file, c, origin))
}

fn validate_views(file: &WorldFile, origin: &str) -> Result<(), SimulationError> {
    let (v, c, k) = (&file.views, &file.cameras, &file.clocks);
    let shares = [
        ("views.missed_share", v.missed_share),
        ("views.outlier_share", v.outlier_share),
        ("views.stolen_joints", v.stolen_joints),
        ("views.missed_people_share", v.missed_people_share),
        ("views.missed_ball_share", v.missed_ball_share),
        ("cameras.drop_share", c.drop_share),
        ("cameras.late_share", c.late_share),
        ("cameras.repeat_share", c.repeat_share),
        ("light.direct", file.light.direct),
        ("light.ambient", file.light.ambient),
    ];
    let sizes = [
        ("views.noise_px", v.noise_px),
        ("views.appearance_noise", v.appearance_noise),
        ("views.ball_noise_px", v.ball_noise_px),
        ("views.outlier_px", v.outlier_px),
        ("views.lasting_noise_px", v.lasting_noise_px),
        ("views.false_people", v.false_people),
        ("views.false_balls", v.false_balls),
        ("views.min_person_px", v.min_person_px),
        ("views.min_ball_px", v.min_ball_px),
        ("views.deadline_s", v.deadline_s),
        ("cameras.late_s", c.late_s),
        ("cameras.latency_s", c.latency_s),
        ("cameras.scatter_m", c.scatter_m),
        ("clocks.offset_s", k.offset_s),
        ("clocks.drift_ppm", k.drift_ppm),
        ("clocks.jitter_s", k.jitter_s),
    ];
    if !(1e-3..=1e3).contains(&v.lasting_noise_s) {
        let what = format!(
            "views.lasting_noise_s is {}, not from 0.001 to 1000",
            v.lasting_noise_s
        );
        return Err(SimulationError(format!("{origin}: {what}")));
    }
    let bad_share = shares.iter().find(|(_, v)| !(0.0..=1.0).contains(v));
    let bad_size = sizes.iter().find(|(_, v)| !(0.0..=1e4).contains(v));
    match (bad_share, bad_size) {
        (Some((key, v)), _) => Err(SimulationError(format!(
            "{origin}: {key} is {v}, not from 0 to 1"
        ))),
        (_, Some((key, v))) => Err(SimulationError(format!(
            "{origin}: {key} is {v}, not from 0 to 10000"
        ))),
        _ => Ok(()),
    }
}

fn validate_camera(
    file: &WorldFile,
    c: &CameraSection,
    origin: &str,
) -> Result<(), SimulationError> {
    let fail = |what: &str| {
        Err(SimulationError(format!(
            "{origin}: camera \"{}\": {what}",
            c.name
        )))
    };
    let fps = c.fps.unwrap_or(file.cameras.fps);
    let exposure = c.exposure_s.unwrap_or(file.cameras.exposure_s);
    let rolling = c
        .rolling_shutter_s
        .unwrap_or(file.cameras.rolling_shutter_s);
    let size = c.size_px.unwrap_or(file.cameras.size_px);
    if !(1.0..=1000.0).contains(&fps) {
        return fail("fps is from 1 to 1000");
    }
    if !(exposure >= 0.0 && rolling >= 0.0 && exposure + rolling <= 1.0 / fps) {
        return fail("exposure_s and rolling_shutter_s together are at most one image interval");
    }
    if !(10.0..=150.0).contains(&c.hfov_deg) && !(1.0..10.0).contains(&c.hfov_deg) {
        return fail("hfov_deg is from 1 to 150");
    }
    if size.iter().any(|s| !(16..=8192).contains(s)) {
        return fail("size_px is from 16 to 8192 each way");
    }
    let is_ordered = |span: Option<[f64; 2]>| span.is_none_or(|[from, to]| from <= to);
    if !(is_ordered(c.dead_s) && is_ordered(c.frozen_s)) {
        return fail("dead_s and frozen_s are [from, to] with from ≤ to");
    }
    let distance_sq: f64 = (0..3).map(|i| (c.at[i] - c.look_at[i]).powi(2)).sum();
    if !(distance_sq.is_finite() && distance_sq > 0.01) {
        return fail("look_at must differ from at");
    }
    Ok(())
}
