//! Re-identification embeddings, compared by cosine similarity.

use super::types::Tensor;
use crate::error::ModelError;

/// The embedding, normalised to unit length. `None`: the network returned a zero vector.
///
/// # Errors
/// An embedding that is not finite.
pub fn decode(output: &Tensor) -> Result<Option<Vec<f32>>, ModelError> {
    let norm = output.data.iter().map(|v| v * v).sum::<f32>().sqrt();
    if !norm.is_finite() {
        return Err(ModelError::new(
            "the network returned an embedding that is not finite",
        ));
    }
    Ok((norm > 0.0).then(|| output.data.iter().map(|v| v / norm).collect()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn embeddings_have_unit_length() {
        let tensor = |data| Tensor {
            shape: vec![2],
            data,
        };
        assert_eq!(
            decode(&tensor(vec![3.0, 4.0])).unwrap(),
            Some(vec![0.6, 0.8])
        );
        assert_eq!(decode(&tensor(vec![0.0, 0.0])).unwrap(), None);
        assert!(decode(&tensor(vec![f32::NAN, 0.0])).is_err());
    }
}
