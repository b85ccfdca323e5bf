//! Points from rays.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::WorldPoint;

use crate::Ray;

/// Normal equations of the point nearest to rays: Σ wᵢ (I − dᵢ dᵢᵀ) (x − cᵢ) = 0, with unit directions d and origins c (Hartley
/// and Sturm, "Triangulation", CVIU 1997, §5, with distances in space).
struct RayIntersection {
    information: Matrix3<f64>,
    right: Vector3<f64>,
}

impl RayIntersection {
    fn of(weighted: impl Iterator<Item = (Ray, f64)>) -> RayIntersection {
        let mut sum = RayIntersection {
            information: Matrix3::zeros(),
            right: Vector3::zeros(),
        };
        for (ray, weight) in weighted {
            let across = projection_across(&ray.direction) * weight;
            sum.information += across;
            sum.right += across * ray.origin.0.coords;
        }
        sum
    }

    fn point(&self) -> Option<Vector3<f64>> {
        let point = self.information.cholesky()?.solve(&self.right);
        point.iter().all(|v| v.is_finite()).then_some(point)
    }
}

/// The projection onto the plane across a unit direction: I − d dᵀ.
pub fn projection_across(direction: &Vector3<f64>) -> Matrix3<f64> {
    Matrix3::identity() - direction * direction.transpose()
}

/// The point with the least sum of squared distances from rays; `None` where they are parallel.
pub fn intersect_rays(rays: &[Ray]) -> Option<WorldPoint> {
    let point = RayIntersection::of(rays.iter().map(|ray| (*ray, 1.0))).point()?;
    Some(WorldPoint(point.into()))
}

/// A ray and the accuracy of its direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedRay {
    /// The ray.
    pub ray: Ray,
    /// One standard deviation of its direction along each axis, rad.
    pub sigma_rad: f64,
}

impl WeightedRay {
    /// The angle between the ray and the direction to a point, in standard deviations.
    pub fn normalized_error(&self, p_in_world: &WorldPoint) -> f64 {
        let offset = p_in_world.0 - self.ray.origin.0;
        let range = offset.norm().max(1e-9);
        (offset / range - self.ray.direction.into_inner()).norm() / self.sigma_rad
    }
}

/// The point with the least sum of squared angular errors, and its covariance, m². `None` where the rays do not determine a
/// point.
pub fn intersect_weighted_rays(rays: &[WeightedRay]) -> Option<(WorldPoint, Matrix3<f64>)> {
    /// Weights follow the ranges, which hardly change after the first pass.
    const PASSES: usize = 3;
    const MIN_RANGE_M: f64 = 1e-6;
    let mut point: Option<Vector3<f64>> = None;
    let mut information = Matrix3::zeros();
    for _ in 0..PASSES {
        let weight = |weighted: &WeightedRay| {
            let WeightedRay { ray, sigma_rad } = *weighted;
            let range = point.map_or(1.0, |p| (p - ray.origin.0.coords).norm().max(MIN_RANGE_M));
            (ray, 1.0 / (sigma_rad * range).powi(2))
        };
        let sum = RayIntersection::of(rays.iter().map(weight));
        information = sum.information;
        point = Some(sum.point()?);
    }
    Some((WorldPoint(point?.into()), information.try_inverse()?))
}

/// Where two rays come nearest to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClosestApproach {
    /// Their distance there, m.
    pub distance_m: f64,
    /// How far along each ray, m; negative behind its origin.
    pub ranges_m: [f64; 2],
    /// The sine of the angle between them.
    pub sine: f64,
}

/// Where two rays come nearest to each other; `None` where they are parallel.
pub fn closest_approach(a: &Ray, b: &Ray) -> Option<ClosestApproach> {
    /// About the square root of the rounding error of a sine.
    const MIN_SINE: f64 = 1e-8;
    let base = b.origin.0 - a.origin.0;
    let normal = a.direction.cross(&b.direction);
    let sine = normal.norm();
    if sine < MIN_SINE {
        return None;
    }
    let squared = sine * sine;
    Some(ClosestApproach {
        distance_m: base.dot(&normal).abs() / sine,
        ranges_m: [
            base.cross(&b.direction).dot(&normal) / squared,
            base.cross(&a.direction).dot(&normal) / squared,
        ],
        sine,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::{Point3, Unit};

    use super::*;

    fn ray(origin: [f64; 3], towards: [f64; 3]) -> Ray {
        let origin = Point3::from(origin);
        Ray {
            origin: WorldPoint(origin),
            direction: Unit::new_normalize(Point3::from(towards) - origin),
        }
    }

    #[test]
    fn rays_through_one_point_intersect_in_it() {
        let target = [1.0, 2.0, 3.0];
        let rays = [[0.0, 0.0, 0.0], [5.0, -1.0, 2.0], [-3.0, 4.0, 8.0]].map(|o| ray(o, target));
        let expected = WorldPoint::new(1.0, 2.0, 3.0);
        assert!(intersect_rays(&rays).unwrap().distance(expected) < 1e-12);
        let weighted = rays.map(|ray| WeightedRay {
            ray,
            sigma_rad: 1e-3,
        });
        let (point, covariance) = intersect_weighted_rays(&weighted).unwrap();
        assert!(point.distance(expected) < 1e-12);
        let sigma_m = covariance.trace().sqrt();
        assert!((1e-3..3e-2).contains(&sigma_m), "{sigma_m}");
        assert!(intersect_rays(&rays[..1]).is_none());
    }

    #[test]
    fn skew_rays_approach_each_other_between_them() {
        let x = ray([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
        let y = ray([3.0, -2.0, 0.5], [3.0, 0.0, 0.5]);
        let found = closest_approach(&x, &y).unwrap();
        assert!((found.distance_m - 0.5).abs() < 1e-12 && (found.sine - 1.0).abs() < 1e-12);
        assert!((found.ranges_m[0] - 3.0).abs() < 1e-12);
        assert!((found.ranges_m[1] - 2.0).abs() < 1e-12);
        assert_eq!(closest_approach(&x, &x), None);
    }
}
