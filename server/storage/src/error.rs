//! What can go wrong between the product and its database.

use sea_orm::{DbErr, SqlErr};

/// A storage failure. The cause of [`Error::Database`] is for the log, never for people.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor's role or scope does not allow the action.
    #[error("not allowed")]
    Forbidden,
    /// A rule of the schema refused the change: the row exists already, or something else hangs on it.
    #[error("refused by the schema: {0}")]
    Conflict(String),
    /// The job's lease was lost to another worker.
    #[error("lease lost")]
    LeaseLost,
    /// The database refused or failed.
    #[error("database: {0}")]
    Database(#[source] DbErr),
    /// Stored data cannot be read back.
    #[error("stored data: {0}")]
    Corrupt(String),
    /// The database or its role is not set up as the product needs it.
    #[error("{0}")]
    Setup(String),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(
                SqlErr::UniqueConstraintViolation(constraint)
                | SqlErr::ForeignKeyConstraintViolation(constraint),
            ) => Self::Conflict(constraint),
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}
