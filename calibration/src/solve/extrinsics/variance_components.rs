//! The weights of landmarks and people against each other.

use crate::solve::bundle::{BundleProblem, PointObservation, reprojection_residuals};

/// With a smaller redundancy the noise of a kind cannot be estimated.
const MIN_REDUNDANCY: usize = 20;
/// The median length of a two-dimensional standard normal vector.
const MEDIAN_LENGTH: f64 = 1.1774;

/// Gives landmarks and people the noise that they show, each kind for itself, where that exceeds the stated one: variance
/// components by kind (Förstner, "Ein Verfahren zur Schätzung von Varianz- und Kovarianzkomponenten", Allgemeine
/// Vermessungs-Nachrichten 86, 1979), from medians, so that outliers do not count. `first_joint_point`: the index of the
/// first point that is a joint of a person.
pub(super) fn estimate_variance_components(problem: &mut BundleProblem, first_joint_point: usize) {
    let residuals = reprojection_residuals(problem);
    for is_people in [false, true] {
        let is_of_kind = |o: &PointObservation| (o.point >= first_joint_point) == is_people;
        let observations = problem.observations.iter().zip(&residuals);
        let of_kind = observations.filter(|(o, _)| is_of_kind(o));
        let mut relative: Vec<f64> = of_kind
            .map(|(o, r)| r.map_or(f64::INFINITY, |r| r.norm() / o.sigma_px))
            .collect();
        let points = problem.points.iter().enumerate();
        let points =
            points.filter(|(i, p)| (*i >= first_joint_point) == is_people && p.prior.is_none());
        let parameters: usize = points.map(|(_, p)| p.parameter_count()).sum();
        let redundancy = (2 * relative.len()).saturating_sub(parameters);
        if redundancy < MIN_REDUNDANCY {
            continue;
        }
        relative.sort_by(f64::total_cmp);
        // Adjusted points follow their observations.
        let correction = (2 * relative.len()) as f64 / redundancy as f64;
        let factor = relative[relative.len() / 2] / MEDIAN_LENGTH * correction.sqrt();
        if factor.is_finite() && factor > 1.0 {
            let of_kind = problem.observations.iter_mut().filter(|o| is_of_kind(o));
            of_kind.for_each(|o| o.sigma_px *= factor);
        }
    }
}
