//! Projection of matrices onto the rotations.

use nalgebra::{Matrix3, Rotation3, Vector3};

/// The rotation nearest to `m` in the Frobenius norm, U diag(1, 1, det(U Vᵀ)) Vᵀ of its singular value decomposition (Umeyama,
/// "Least-squares estimation of transformation parameters between two point patterns", TPAMI 1991). With m = Σ bᵢ aᵢᵀ it is
/// the rotation of the points a onto the points b. `None` where the decomposition fails.
pub fn nearest_rotation(m: &Matrix3<f64>) -> Option<Rotation3<f64>> {
    if m.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let svd = m.svd(true, true);
    let (u, v_t) = (svd.u?, svd.v_t?);
    // A reflection is undone along the least singular vector.
    let mut signs = Vector3::repeat(1.0);
    signs[svd.singular_values.imin()] = (u * v_t).determinant().signum();
    Some(Rotation3::from_matrix_unchecked(
        u * Matrix3::from_diagonal(&signs) * v_t,
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_perturbed_rotation_and_a_reflection_yield_rotations() {
        let rotation = Rotation3::new(Vector3::new(0.3, -0.7, 0.2));
        let perturbed = rotation.matrix() * 1.7 + Matrix3::repeat(1e-9);
        let found = nearest_rotation(&perturbed).unwrap();
        assert!(found.angle_to(&rotation) < 1e-8);
        let reflected = Matrix3::from_diagonal(&Vector3::new(1.0, 1.0, -1e-3));
        let found = nearest_rotation(&reflected).unwrap();
        assert!((found.matrix().determinant() - 1.0).abs() < 1e-12);
        assert!(found.angle() < 1e-12, "{found}");
        assert_eq!(nearest_rotation(&Matrix3::repeat(f64::NAN)), None);
    }
}
