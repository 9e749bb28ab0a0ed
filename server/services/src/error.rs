//! What a use case can refuse.

use domain::forms::FieldError;

/// A refusal. Internal causes are logged where they happen and never shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No such object, or not for this actor.
    #[error("not found")]
    NotFound,
    /// The role or scope does not allow it.
    #[error("forbidden")]
    Forbidden,
    /// Not signed in, or not any more.
    #[error("unauthenticated")]
    Unauthenticated,
    /// The state of things does not allow it; the code says why.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Fields that cannot be accepted.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed it meanwhile.
    #[error("stale")]
    Stale,
    /// Too many attempts; try later.
    #[error("throttled")]
    Throttled,
    /// A fault on our side, already logged.
    #[error("internal")]
    Internal,
}

impl Error {
    /// Stable code, translated by the user interface.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Forbidden => "forbidden",
            Self::Unauthenticated => "unauthenticated",
            Self::Conflict(code) => code,
            Self::Invalid(_) => "invalid",
            Self::Stale => "stale",
            Self::Throttled => "throttled",
            Self::Internal => "internal",
        }
    }

    /// One field that cannot be accepted.
    pub fn field(field: &str, code: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// Logs a cause that people must not see.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(error = %cause, "internal error");
        Self::Internal
    }
}

impl Error {
    /// Why something could not be removed: what the schema refuses is still referred to.
    pub fn in_use(error: storage::Error) -> Self {
        match error {
            storage::Error::Conflict(_) => Self::Conflict("in_use"),
            other => other.into(),
        }
    }
}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::Forbidden => Self::Forbidden,
            storage::Error::Conflict(_) => Self::Stale,
            other => Self::internal(other),
        }
    }
}
