//! Penalty risk before a period ends.
//!
//! Floats are used here and nowhere else in the crate: a forecast is an estimate, not an account. Everything that can
//! be said exactly (budget, bounds, projection, burn) is said exactly in [`budget`].

pub mod alert;
pub mod bootstrap;
pub mod budget;
pub mod calibration;
pub mod count;
pub mod duration;
pub mod penalty;
pub mod pool;
pub mod random;
pub mod rolling;
pub mod special;

/// Why a forecast has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RiskError {
    /// A share lies outside 0 to 1.
    #[error("{0}: not within 0 to 1")]
    NotAShare(&'static str),
    /// A quantity is negative or not a number.
    #[error("{0}: negative or not a number")]
    Negative(&'static str),
    /// A quantity must be greater than zero.
    #[error("{0}: not greater than 0")]
    NotPositive(&'static str),
    /// A quantity is beyond what the method computes.
    #[error("{0}: too large")]
    TooLarge(&'static str),
    /// More was met than was done.
    #[error("met: more than done")]
    MetExceedsDone,
    /// Lists that belong together differ in length.
    #[error("{0}: has not as many entries as it needs")]
    Length(&'static str),
}

pub(crate) fn share(field: &'static str, value: f64) -> Result<f64, RiskError> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(RiskError::NotAShare(field))
    }
}

pub(crate) fn not_negative(field: &'static str, value: f64) -> Result<f64, RiskError> {
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(RiskError::Negative(field))
    }
}

pub(crate) fn positive(field: &'static str, value: f64) -> Result<f64, RiskError> {
    if value.is_finite() && value > 0.0 {
        Ok(value)
    } else {
        Err(RiskError::NotPositive(field))
    }
}
