//! What can go wrong between a manifest and a joint.

use std::fmt::Display;

/// A fault in a manifest, in weights, in the runtime or in a picture: one sentence that names what is at fault and
/// says what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(Box<str>);

impl ModelError {
    pub(crate) fn new(sentence: impl Into<String>) -> ModelError {
        ModelError(sentence.into().into_boxed_str())
    }

    /// The same fault, located: `place: fault`.
    pub(crate) fn at(self, place: impl Display) -> ModelError {
        ModelError::new(format!("{place}: {self}"))
    }
}

/// Locates the faults of other libraries.
pub(crate) trait Locate<T> {
    fn locate(self, place: impl Display) -> Result<T, ModelError>;
}

impl<T, E: Display> Locate<T> for Result<T, E> {
    fn locate(self, place: impl Display) -> Result<T, ModelError> {
        self.map_err(|e| ModelError::new(format!("{place}: {e}")))
    }
}
