//! Rays of observed joints, and their weighted intersection.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use super::observations::{ObservedInstant, ObservedPerson};
use crate::Rig;

/// The half line in the world on which an observed joint lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct JointRay {
    pub centre: Vector3<f64>,
    /// Of unit length.
    pub direction: Vector3<f64>,
    /// One standard deviation, rad.
    pub sigma_rad: f64,
}

impl JointRay {
    /// The angle between the ray and the direction to `p`, in standard deviations.
    pub fn normalized_error(&self, p: &Vector3<f64>) -> f64 {
        let offset = p - self.centre;
        let range = offset.norm().max(1e-9);
        (offset / range - self.direction).norm() / self.sigma_rad
    }
}

/// The rays of one person's joints.
pub(super) type PersonRays = [Option<JointRay>; JOINT_COUNT];

/// The rays of every person of an instant, in the order of its people.
pub(super) fn person_rays(rig: &Rig, instant: &ObservedInstant) -> Vec<PersonRays> {
    let rays_of = |person: &ObservedPerson| {
        let mut rays = [None; JOINT_COUNT];
        let camera = &rig.cameras()[person.camera];
        let focal_px = 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy);
        for (j, at, sigma_px) in person.observed_joints() {
            rays[j] = camera.ray(at).map(|ray| JointRay {
                centre: ray.origin.0.coords,
                direction: ray.direction.into_inner(),
                sigma_rad: sigma_px / focal_px,
            });
        }
        rays
    };
    instant.people.iter().map(rays_of).collect()
}

/// The point nearest to rays, each weighted by its accuracy there, and its covariance, m²; `None` where they do not
/// determine a point.
pub(super) fn intersect_rays(rays: &[JointRay]) -> Option<(Vector3<f64>, Matrix3<f64>)> {
    let mut point: Option<Vector3<f64>> = None;
    let mut information = Matrix3::zeros();
    for _ in 0..3 {
        information = Matrix3::zeros();
        let mut b = Vector3::zeros();
        for ray in rays {
            let range = point.map_or(1.0, |p| (p - ray.centre).norm().max(1e-6));
            let w = 1.0 / (ray.sigma_rad * range).powi(2);
            let across = (Matrix3::identity() - ray.direction * ray.direction.transpose()) * w;
            information += across;
            b += across * ray.centre;
        }
        point = Some(information.cholesky()?.solve(&b));
    }
    let point = point.filter(|p| p.iter().all(|v| v.is_finite()))?;
    Some((point, information.try_inverse()?))
}
