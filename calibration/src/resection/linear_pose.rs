//! Linear poses without a first guess: by a homography from points of a plane, by the direct linear transform from points in
//! space.

use nalgebra::{
    DMatrix, Isometry3, Matrix3, Point3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3,
};

use super::observation::IdealObservation;
use crate::nearest_rotation;

/// A plane: its origin, and its axes as columns, the normal last.
pub(super) type Plane = (Point3<f64>, Matrix3<f64>);

/// The plane in which the points lie; `None` where they lie in none.
pub(super) fn fit_plane<'a>(points: impl Iterator<Item = &'a Point3<f64>>) -> Option<Plane> {
    let points: Vec<_> = points.collect();
    let mean = points.iter().map(|p| p.coords).sum::<Vector3<f64>>() / points.len() as f64;
    let mut scatter = Matrix3::zeros();
    for p in &points {
        let d = p.coords - mean;
        scatter += d * d.transpose();
    }
    let eigen = scatter.symmetric_eigen();
    let mut order = [0, 1, 2];
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let is_flat = eigen.eigenvalues[order[2]] <= 1e-6 * eigen.eigenvalues[order[0]];
    let (x, y) = (
        eigen.eigenvectors.column(order[0]).into_owned(),
        eigen.eigenvectors.column(order[1]).into_owned(),
    );
    is_flat.then(|| {
        (
            Point3::from(mean),
            Matrix3::from_columns(&[x, y, x.cross(&y)]),
        )
    })
}

/// The pose from points of the given plane, or from points in space.
pub(super) fn linear_pose(
    points: &[(Point3<f64>, IdealObservation)],
    plane: Option<&Plane>,
) -> Option<Isometry3<f64>> {
    match plane {
        Some((origin, axes)) => pose_from_homography(points, origin, axes),
        None => pose_from_dlt(points),
    }
}

/// The null vector of the equations `x (p₃·X) = p₁·X`, `y (p₃·X) = p₂·X`, with X of length `width`.
fn null_vector(rows: &[(Vec<f64>, Vector2<f64>)], width: usize) -> Option<Vec<f64>> {
    let mut a = DMatrix::zeros(2 * rows.len().max(width * 3 / 2 + 1), 3 * width);
    for (i, (x, at)) in rows.iter().enumerate() {
        for (k, v) in x.iter().enumerate() {
            a[(2 * i, k)] = *v;
            a[(2 * i, 2 * width + k)] = -at.x * v;
            a[(2 * i + 1, width + k)] = *v;
            a[(2 * i + 1, 2 * width + k)] = -at.y * v;
        }
    }
    let svd = a.svd(false, true);
    let v_t = svd.v_t?;
    // The order of singular values is not guaranteed.
    let smallest = svd.singular_values.imin();
    let mut sorted: Vec<f64> = svd.singular_values.iter().copied().collect();
    sorted.sort_by(f64::total_cmp);
    // With a second null vector the points do not determine the solution.
    (sorted.get(1)? > &(1e-9 * sorted.last()?)).then(|| v_t.row(smallest).iter().copied().collect())
}

fn pose_from_homography(
    points: &[(Point3<f64>, IdealObservation)],
    origin: &Point3<f64>,
    axes: &Matrix3<f64>,
) -> Option<Isometry3<f64>> {
    let on_plane: Vec<Vector3<f64>> = points
        .iter()
        .map(|(p, _)| axes.transpose() * (p - origin))
        .collect();
    let scale = on_plane.iter().map(|p| p.norm()).fold(1e-9, f64::max);
    let rows: Vec<_> = on_plane
        .iter()
        .zip(points)
        .map(|(p, (_, s))| (vec![p.x / scale, p.y / scale, 1.0], s.at))
        .collect();
    let h = Matrix3::from_row_slice(&null_vector(&rows, 3)?);
    let columns = [0, 1, 2].map(|i| h.column(i).into_owned());
    let length = 0.5 * (columns[0].norm() + columns[1].norm()) / scale;
    // The points are in front of the camera: the sum of their depths is positive.
    let depths = rows
        .iter()
        .map(|(x, _)| h[(2, 0)] * x[0] + h[(2, 1)] * x[1] + h[(2, 2)]);
    let sign = depths.sum::<f64>().signum();
    let unit = |v: &Vector3<f64>| v * (sign / (length * scale));
    let (x, y) = (unit(&columns[0]), unit(&columns[1]));
    let rotation = nearest_rotation(&Matrix3::from_columns(&[x, y, x.cross(&y)]))?.into();
    let t = columns[2] * (sign / length);
    let cam_from_plane = Isometry3::from_parts(Translation3::from(t), rotation);
    let plane_from_world = Isometry3::from_parts(
        Translation3::from(-(axes.transpose() * origin.coords)),
        UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(axes.transpose())),
    );
    let pose = cam_from_plane * plane_from_world;
    pose.to_homogeneous()
        .iter()
        .all(|v| v.is_finite())
        .then_some(pose)
}

fn pose_from_dlt(points: &[(Point3<f64>, IdealObservation)]) -> Option<Isometry3<f64>> {
    let n = points.len() as f64;
    let mean = points.iter().map(|(p, _)| p.coords).sum::<Vector3<f64>>() / n;
    let scale = points
        .iter()
        .map(|(p, _)| (p.coords - mean).norm())
        .fold(1e-9, f64::max);
    let rows: Vec<_> = points
        .iter()
        .map(|(p, s)| {
            let q = (p.coords - mean) / scale;
            (vec![q.x, q.y, q.z, 1.0], s.at)
        })
        .collect();
    let p = null_vector(&rows, 4)?;
    let m = Matrix3::from_fn(|i, j| p[4 * i + j]);
    let t = Vector3::new(p[3], p[7], p[11]);
    let depths = rows
        .iter()
        .map(|(x, _)| m[(2, 0)] * x[0] + m[(2, 1)] * x[1] + m[(2, 2)] * x[2] + t.z);
    let sign = depths.sum::<f64>().signum();
    let length = m.determinant().abs().cbrt();
    if length < 1e-12 {
        return None;
    }
    let rotation: UnitQuaternion<f64> = nearest_rotation(&(m * (sign / length)))?.into();
    let t = t * (sign * scale / length) - rotation * mean;
    let pose = Isometry3::from_parts(Translation3::from(t), rotation);
    pose.to_homogeneous()
        .iter()
        .all(|v| v.is_finite())
        .then_some(pose)
}
