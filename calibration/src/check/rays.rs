//! Rays of observed joints.

use trackside_schema::JOINT_COUNT;

use super::observations::{ObservedInstant, ObservedPerson};
use crate::Rig;
use crate::triangulation::WeightedRay;

/// The rays of one person's joints.
pub(super) type PersonRays = [Option<WeightedRay>; JOINT_COUNT];

/// The rays of every person of an instant, in the order of its people.
pub(super) fn person_rays(rig: &Rig, instant: &ObservedInstant) -> Vec<PersonRays> {
    let rays_of = |person: &ObservedPerson| {
        let mut rays = [None; JOINT_COUNT];
        let camera = &rig.cameras()[person.camera];
        let focal_px = 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy);
        for (j, at, sigma_px) in person.observed_joints() {
            rays[j] = camera.ray(at).map(|ray| WeightedRay {
                ray,
                sigma_rad: sigma_px / focal_px,
            });
        }
        rays
    };
    instant.people.iter().map(rays_of).collect()
}
