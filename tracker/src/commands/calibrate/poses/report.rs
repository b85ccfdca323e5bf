//! The result as text and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};
use trackside_calibration::Rig;
use trackside_calibration::solve::extrinsics::{
    ExtrinsicsInput, ExtrinsicsSolution, ResidualSummary, ScaleSource,
};

/// The result as JSON.
pub fn to_json(rig: &Rig, solution: &ExtrinsicsSolution) -> Value {
    let camera = |i: usize| {
        let (camera, clock) = (&solution.cameras[i], &solution.clocks[i]);
        let agreement = &solution.agreement[i];
        let centre: [f64; 3] = camera.centre().into();
        json!({
            "name": camera.name,
            "centre_m": centre,
            "centre_sigma_mm": agreement.centre_sigma_m * 1e3,
            "rotation_sigma_deg": agreement.rotation_sigma_rad.to_degrees(),
            "clock_offset_ms": clock.offset_s * 1e3,
            "clock_drift_ppm": clock.drift * 1e6,
            "clock_sigma_ms": agreement.clock_sigma_s * 1e3,
            "people_observations": agreement.people.count,
            "people_median_px": agreement.people.median_px,
            "landmark_observations": agreement.landmarks.count,
            "landmark_median_px": agreement.landmarks.median_px,
            "focal_px": camera.intrinsics.fx,
        })
    };
    json!({
        "rig": rig.id().0,
        "cameras": (0..solution.cameras.len()).map(camera).collect::<Vec<_>>(),
        "noise_scale": solution.noise_scale,
        "scale": {
            "source": scale_source(solution.scale.source),
            "relative_sigma": solution.scale.relative_sigma,
            "athletes_stature_m": solution.scale.athletes_stature_m,
        },
        "is_level": solution.is_level,
        "has_converged": solution.stats.has_converged,
    })
}

/// Prints a table of the cameras to standard error.
pub fn print_cameras(solution: &ExtrinsicsSolution) -> io::Result<()> {
    let mut out = io::stderr().lock();
    let names = solution.cameras.iter().map(|c| c.name.len());
    let width = names.max().unwrap_or(6).max(6);
    writeln!(
        out,
        "{:width$}  {:>8} {:>8} {:>8} {:>7} {:>7} {:>10} {:>7} {:>14} {:>14}",
        "camera",
        "x m",
        "y m",
        "z m",
        "± mm",
        "± °",
        "clock ms",
        "± ms",
        "people px (n)",
        "landm. px (n)"
    )?;
    let residual = |r: ResidualSummary| {
        if r.count == 0 {
            "–".to_owned()
        } else {
            format!("{:.1} ({})", r.median_px, r.count)
        }
    };
    for (i, camera) in solution.cameras.iter().enumerate() {
        let (c, clock) = (camera.centre().0, &solution.clocks[i]);
        let a = &solution.agreement[i];
        writeln!(
            out,
            "{:width$}  {:8.3} {:8.3} {:8.3} {:7.1} {:7.3} {:10.2} {:7.2} {:>14} {:>14}",
            camera.name,
            c.x,
            c.y,
            c.z,
            a.centre_sigma_m * 1e3,
            a.rotation_sigma_rad.to_degrees(),
            clock.offset_s * 1e3,
            a.clock_sigma_s * 1e3,
            residual(a.people),
            residual(a.landmarks)
        )?;
    }
    Ok(())
}

/// The word for what determined the scale.
fn scale_source(source: ScaleSource) -> &'static str {
    match source {
        ScaleSource::GivenPoses => "given_poses",
        ScaleSource::Landmarks => "landmarks",
        ScaleSource::Distances => "distances",
        ScaleSource::Heights => "heights",
        ScaleSource::ApproximatePoses => "approximate_poses",
        ScaleSource::Athletes => "athletes",
        ScaleSource::Nothing => "nothing",
    }
}

fn print_scale(out: &mut impl Write, solution: &ExtrinsicsSolution) -> io::Result<()> {
    let scale = &solution.scale;
    let percent = 100.0 * scale.relative_sigma;
    let better = "--distance, --height or --landmarks determine it better";
    match scale.source {
        ScaleSource::GivenPoses | ScaleSource::Landmarks | ScaleSource::Distances => {}
        ScaleSource::Heights => writeln!(
            out,
            "scale: ±{percent:.1} %, from the measured heights of cameras"
        )?,
        ScaleSource::ApproximatePoses => writeln!(
            out,
            "scale: ±{percent:.0} %, from the approximate poses and the athletes' own sizes; {better}"
        )?,
        ScaleSource::Athletes => writeln!(
            out,
            "scale: ±{percent:.0} %, from the athletes' own sizes; {better}, or --stature where the athletes' mean stature is known"
        )?,
        ScaleSource::Nothing => writeln!(out, "scale: nothing determines it; {better}")?,
    }
    Ok(())
}

/// Prints to standard error what the input did not determine.
pub fn print_notes(
    old: &Rig,
    solution: &ExtrinsicsSolution,
    input: &ExtrinsicsInput<'_>,
    no_pose_prior: bool,
) -> io::Result<()> {
    let mut out = io::stderr().lock();
    if !no_pose_prior {
        let pairs = solution.cameras.iter().zip(old.cameras());
        let moved_m = pairs
            .map(|(a, b)| a.centre().distance(b.centre()))
            .fold(0.0, f64::max);
        writeln!(
            out,
            "the largest change of a camera's position is {moved_m:.2} m"
        )?;
    }
    print_scale(&mut out, solution)?;
    if !solution.is_level {
        writeln!(
            out,
            "level: from the approximate poses, as feet do not show the floor"
        )?;
    }
    if input.landmarks.is_empty() && no_pose_prior {
        writeln!(
            out,
            "origin: below the centre of where people stood; the direction of x is arbitrary"
        )?;
    }
    Ok(())
}
