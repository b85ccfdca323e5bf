//! What the detections say of the rig that came with them.

use std::path::Path;

use anyhow::Result;
use trackside_calibration::Rig;
use trackside_calibration::check::{Evidence, Verdict, check_rig};

use crate::commands::calibrate::read_rig_views;

/// Says what the detections say of the rig, where that is nothing good. A repair is proposed only where the rig is then good or
/// usable.
pub(super) fn report(rig: &Rig, rig_path: &Path, venue: &Path) -> Result<()> {
    let frame_sets = read_rig_views(venue, rig)?.into_frame_sets(rig);
    let evidence = Evidence {
        frame_sets: &frame_sets,
        ..Evidence::default()
    };
    // Detections in which no two cameras see anybody at once say nothing of it.
    let Ok(found) = check_rig(rig, &evidence) else {
        eprintln!(
            "{}: no two cameras see the same person at the same time: whether the rig is right is not known",
            rig_path.display()
        );
        return Ok(());
    };
    if found.verdict == Verdict::Good {
        return Ok(());
    }
    eprintln!("{}: {}", rig_path.display(), found.summary);
    let how = format!(
        "trackside calibrate check {} --detections {}",
        rig_path.display(),
        venue.display()
    );
    let helps = |verdict: Verdict| verdict != Verdict::Wrong;
    match found
        .repaired
        .as_ref()
        .filter(|repaired| helps(repaired.verdict))
    {
        Some(repaired) => eprintln!(
            "repair it before the run, which makes it {}: {how} --repair {} --force",
            repaired.verdict,
            rig_path.display()
        ),
        None => eprintln!("more about it: {how}"),
    }
    Ok(())
}
