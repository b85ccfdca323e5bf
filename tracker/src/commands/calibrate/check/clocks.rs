//! Clocks that are off, in the report of a check.

use anyhow::Result;
use trackside_calibration::check::{
    Cause, Diagnosis, Evidence, RepairedRig, RigReport, Verdict, check_rig, group_views,
};
use trackside_calibration::solve::clock_errors::{ClockError, find_clock_errors};
use trackside_calibration::{CameraClock, Rig};
use trackside_schema::View;

/// `report` with the clocks that are off. They are believed where the cameras agree once they are set right.
pub fn with_clock_errors(
    rig: &Rig,
    evidence: &Evidence<'_>,
    report: RigReport,
) -> Result<RigReport> {
    let views: Vec<View> = evidence
        .frame_sets
        .iter()
        .flat_map(|f| f.views.iter().cloned())
        .collect();
    let errors = find_clock_errors(rig.cameras(), &views);
    if errors.is_empty() {
        return Ok(report);
    }
    let frame_sets = group_views(retimed(views, &errors), rig.cameras().len());
    let clocks = corrected_clocks(rig, &errors);
    let with_clocks = rig.clone().with_clocks(clocks)?;
    let retimed = Evidence {
        frame_sets: &frame_sets,
        ..evidence.clone()
    };
    let again = check_rig(&with_clocks, &retimed)?;
    let (rig_after, verdict_after, cameras_after) = match &again.repaired {
        Some(repaired) => (&repaired.rig, repaired.verdict, &repaired.cameras),
        None => (&with_clocks, again.verdict, &again.cameras),
    };
    let is_wrong = |e: &ClockError| cameras_after[e.camera].verdict() == Verdict::Wrong;
    if errors.iter().any(is_wrong) {
        // Whatever is wrong with the camera, its clock does not explain it.
        return Ok(report);
    }
    let mut diagnoses: Vec<Diagnosis> = errors.iter().map(|e| diagnosis(rig, e)).collect();
    let of_clocks = diagnoses.len();
    diagnoses.extend(again.diagnoses.iter().cloned());
    let more = match diagnoses.len() {
        1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    Ok(RigReport {
        verdict: Verdict::Wrong,
        summary: format!(
            "{}: {}{more}",
            Verdict::Wrong,
            diagnoses[..of_clocks]
                .first()
                .map_or("", |d| d.description.as_str())
        ),
        repaired: Some(RepairedRig {
            rig: rig_after.clone(),
            verdict: verdict_after,
            cameras: cameras_after.clone(),
        }),
        diagnoses,
        floor: again.floor,
        ..report
    })
}

/// The views with their times set right.
fn retimed(mut views: Vec<View>, errors: &[ClockError]) -> Vec<View> {
    for view in &mut views {
        if let Some(error) = errors.iter().find(|e| e.camera == view.camera.index()) {
            let stamp = &mut view.stamp.mid_exposure;
            *stamp = stamp.plus_seconds(-error.ahead_s);
        }
    }
    views
}

fn corrected_clocks(rig: &Rig, errors: &[ClockError]) -> Vec<CameraClock> {
    let corrected = |(i, clock): (usize, &CameraClock)| {
        let error = errors.iter().find(|e| e.camera == i);
        error.map_or(*clock, |e| {
            clock.compose(&CameraClock {
                offset_s: e.ahead_s,
                drift: 0.0,
                since: clock.since,
            })
        })
    };
    rig.clocks().iter().enumerate().map(corrected).collect()
}

fn diagnosis(rig: &Rig, error: &ClockError) -> Diagnosis {
    let name = &rig.cameras()[error.camera].name;
    let direction = if error.ahead_s > 0.0 {
        "ahead of"
    } else {
        "behind"
    };
    let ms = 1e3 * error.ahead_s.abs();
    Diagnosis {
        cameras: vec![name.clone()],
        cause: Cause::Clock,
        description: format!(
            "camera \"{name}\": its clock is {ms:.0} ±{:.0} ms {direction} the others'",
            (1e3 * error.sigma_s).max(1.0)
        ),
        repair: format!(
            "set its clock {ms:.0} ms {}",
            if error.ahead_s > 0.0 {
                "back"
            } else {
                "forward"
            }
        ),
    }
}
