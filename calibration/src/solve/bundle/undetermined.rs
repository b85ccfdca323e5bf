//! Which camera a singular adjustment does not determine, and what would.

use nalgebra::DMatrix;

use super::layout::{CLOCK_DRIFT, CLOCK_OFFSET, CameraParameter, INTRINSICS, ParameterLayout};
use super::normal_equations::NormalEquations;
use super::problem::BundleProblem;
use crate::solve::error::SolveError;
use crate::solve::scaled_cholesky::scale_to_unit_diagonal;

/// The error of normal equations that cannot be solved.
pub(super) fn of(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    equations: &NormalEquations,
) -> SolveError {
    let Some((s, _)) = equations.schur_complement(layout, 1e-12) else {
        return point(problem, layout, equations);
    };
    match scale_to_unit_diagonal(s.clone()) {
        Some((scaled, _)) => direction(problem, layout, scaled),
        None => parameter(problem, layout, &s),
    }
}

/// The error of points that nothing determines: that of the camera that has most of them.
pub(super) fn point(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    equations: &NormalEquations,
) -> SolveError {
    let is_open = |point: usize| match layout.parameters_of_point(point) {
        3 => equations
            .inverse_of_point::<3>(layout, point, 1e-12)
            .is_none(),
        6 => equations
            .inverse_of_point::<6>(layout, point, 1e-12)
            .is_none(),
        9 => equations
            .inverse_of_point::<9>(layout, point, 1e-12)
            .is_none(),
        _ => false,
    };
    let mut open = vec![0; problem.cameras.len()];
    for point in (0..layout.point_count()).filter(|&p| is_open(p)) {
        layout
            .groups_of(point)
            .iter()
            .for_each(|g| open[g.camera] += 1);
    }
    let camera = (0..open.len()).max_by_key(|&i| open[i]).unwrap_or(0);
    name(problem, camera, None)
}

/// The error of a parameter without any information.
pub(super) fn parameter(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    s: &DMatrix<f64>,
) -> SolveError {
    let least = (0..s.nrows()).min_by(|&a, &b| s[(a, a)].total_cmp(&s[(b, b)]));
    match least.and_then(|i| owner(layout, i)) {
        Some((camera, parameter)) => name(problem, camera, Some(parameter)),
        None => name(problem, 0, None),
    }
}

/// The error of a matrix, scaled to a unit diagonal, that is not positive definite: that of the camera which takes part most
/// in its weakest direction.
pub(super) fn direction(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    s: DMatrix<f64>,
) -> SolveError {
    if !s.iter().all(|v| v.is_finite()) {
        return name(problem, 0, None);
    }
    let eigen = s.symmetric_eigen();
    let weakest = (0..eigen.eigenvalues.len())
        .min_by(|&a, &b| eigen.eigenvalues[a].total_cmp(&eigen.eigenvalues[b]));
    let Some(weakest) = weakest else {
        return name(problem, 0, None);
    };
    let vector = eigen.eigenvectors.column(weakest);
    let mut shares = vec![0.0; problem.cameras.len()];
    for (i, v) in vector.iter().enumerate() {
        if let Some((camera, _)) = owner(layout, i) {
            shares[camera] += v * v;
        }
    }
    let camera = (0..shares.len())
        .max_by(|&a, &b| shares[a].total_cmp(&shares[b]))
        .unwrap_or(0);
    let of_camera = (0..vector.len())
        .filter_map(|i| Some((vector[i].abs(), owner(layout, i)?)))
        .filter(|(_, owner)| owner.0 == camera)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    name(problem, camera, of_camera.map(|(_, owner)| owner.1))
}

/// The camera of a parameter, and which of its parameters it is.
fn owner(layout: &ParameterLayout, index: usize) -> Option<(usize, CameraParameter)> {
    let camera = layout.first_parameter.iter().rposition(|&f| f <= index)?;
    let parameter = layout.parameters[camera].get(index - layout.first_parameter[camera])?;
    Some((camera, *parameter))
}

fn name(problem: &BundleProblem, camera: usize, parameter: Option<CameraParameter>) -> SolveError {
    let name = problem
        .cameras
        .get(camera)
        .map_or("", |c| c.camera.name.as_str());
    let (what, remedy) = match parameter {
        Some(CameraParameter::Component(CLOCK_OFFSET | CLOCK_DRIFT)) => (
            "its clock is",
            "film people who run about where it and other cameras look, or keep the clocks with --no-clocks",
        ),
        Some(CameraParameter::Component(n)) if n >= INTRINSICS => (
            "its lens is",
            "calibrate its lens with a board, or leave --refine away",
        ),
        Some(CameraParameter::LogFocal) => (
            "its focal length is",
            "give a --distance between cameras, calibrate its lens with a board, or leave --refine away",
        ),
        _ => (
            "its pose is",
            "film people who walk about where it and other cameras look, give landmarks or a --distance to another \
             camera, or keep the clocks with --no-clocks; a wrong lens or an image of another size does this too",
        ),
    };
    SolveError(format!(
        "camera \"{name}\": {what} not determined by what was observed: {remedy}"
    ))
}
