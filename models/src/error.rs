//! The error type of this crate.

use std::fmt::Display;

/// A fault in a manifest, in weights, in the runtime or in an image: one sentence that names the faulty part and says
/// what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(Box<str>);

impl ModelError {
    pub(crate) fn new(sentence: impl Into<String>) -> ModelError {
        ModelError(sentence.into().into_boxed_str())
    }

    /// The same fault with its location in front: `location: fault`.
    pub(crate) fn in_context(self, location: impl Display) -> ModelError {
        ModelError::new(format!("{location}: {self}"))
    }
}

/// Adds a location to the errors of other libraries.
pub(crate) trait ErrorContext<T> {
    fn context(self, location: impl Display) -> Result<T, ModelError>;
}

impl<T, E: Display> ErrorContext<T> for Result<T, E> {
    fn context(self, location: impl Display) -> Result<T, ModelError> {
        self.map_err(|e| ModelError::new(format!("{location}: {e}")))
    }
}
