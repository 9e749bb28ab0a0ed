//! Checks of credit schedules: gaps, overlaps, order, signs.

use super::schedule::{Band, PointLevel, Schedule, Tier};

/// What is wrong with a schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// A list is empty.
    #[error("{0}: empty")]
    Empty(&'static str),
    /// A tier's lower bound is not below its upper bound.
    #[error("tiers[{0}]: at_least is not smaller than below")]
    EmptyTier(usize),
    /// Two tiers leave attainments without a rule.
    #[error("tiers[{0}]: a gap lies between this tier and the one before")]
    Gap(usize),
    /// Two tiers claim the same attainments.
    #[error("tiers[{0}]: overlaps the tier before")]
    Overlap(usize),
    /// The entries are not in order: attainments fall, points rise.
    #[error("{0}[{1}]: not in order; the best attainment stands first")]
    Order(&'static str, usize),
    /// A lower attainment would be credited less.
    #[error("{0}[{1}]: credits less than the better attainment before it")]
    NotMonotone(&'static str, usize),
    /// A value is negative.
    #[error("{0}: negative")]
    Negative(&'static str),
    /// A unit of zero would owe without limit.
    #[error("unit_ppm: must be greater than 0")]
    ZeroUnit,
}

impl Schedule {
    /// Checks for gaps, overlaps, order and signs.
    pub fn validate(&self) -> Result<(), ScheduleError> {
        match self {
            Self::None => Ok(()),
            Self::TieredStep { tiers } => validate_tiers(tiers),
            Self::Linear { rate_ppm, .. } => not_negative("rate_ppm", *rate_ppm),
            Self::Points { levels, bands } => {
                validate_levels(levels)?;
                validate_bands(bands)
            }
            Self::AtRiskPool {
                pool_ppm,
                allocation_ppm,
                at_risk_ppm,
                ..
            } => {
                not_negative("pool_ppm", *pool_ppm)?;
                not_negative("allocation_ppm", *allocation_ppm)?;
                not_negative("at_risk_ppm", *at_risk_ppm)
            }
            Self::PerInterval {
                unit_ppm, credit_ppm, ..
            } => {
                not_negative("credit_ppm", *credit_ppm)?;
                if *unit_ppm > 0 {
                    Ok(())
                } else {
                    Err(ScheduleError::ZeroUnit)
                }
            }
        }
    }
}

/// Checks tiers for gaps, overlaps and order.
pub fn validate_tiers(tiers: &[Tier]) -> Result<(), ScheduleError> {
    if tiers.is_empty() {
        return Err(ScheduleError::Empty("tiers"));
    }
    for (index, tier) in tiers.iter().enumerate() {
        if tier.credit_ppm < 0 {
            return Err(ScheduleError::Negative("credit_ppm"));
        }
        if tier.at_least_ppm.is_some_and(|bound| bound >= tier.below_ppm) {
            return Err(ScheduleError::EmptyTier(index));
        }
    }
    for (index, pair) in (1..).zip(tiers.windows(2)) {
        let [better, worse] = pair else { continue };
        if worse.below_ppm >= better.below_ppm {
            return Err(ScheduleError::Order("tiers", index));
        }
        match better.at_least_ppm {
            None => return Err(ScheduleError::Overlap(index)),
            Some(bound) if bound < worse.below_ppm => return Err(ScheduleError::Overlap(index)),
            Some(bound) if bound > worse.below_ppm => return Err(ScheduleError::Gap(index)),
            Some(_) => {}
        }
        if worse.credit_ppm < better.credit_ppm {
            return Err(ScheduleError::NotMonotone("tiers", index));
        }
    }
    Ok(())
}

fn validate_levels(levels: &[PointLevel]) -> Result<(), ScheduleError> {
    if levels.is_empty() {
        return Err(ScheduleError::Empty("levels"));
    }
    if levels.iter().any(|level| level.points < 0) {
        return Err(ScheduleError::Negative("points"));
    }
    for (index, pair) in (1..).zip(levels.windows(2)) {
        match pair {
            [better, worse] if worse.below_ppm >= better.below_ppm => {
                return Err(ScheduleError::Order("levels", index));
            }
            [better, worse] if worse.points < better.points => {
                return Err(ScheduleError::NotMonotone("levels", index));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks bands for order and signs.
pub fn validate_bands(bands: &[Band]) -> Result<(), ScheduleError> {
    if bands.is_empty() {
        return Err(ScheduleError::Empty("bands"));
    }
    if bands.iter().any(|band| band.credit_ppm < 0) {
        return Err(ScheduleError::Negative("credit_ppm"));
    }
    for (index, pair) in (1..).zip(bands.windows(2)) {
        match pair {
            [less, more] if more.from_points <= less.from_points => {
                return Err(ScheduleError::Order("bands", index));
            }
            [less, more] if more.credit_ppm < less.credit_ppm => {
                return Err(ScheduleError::NotMonotone("bands", index));
            }
            _ => {}
        }
    }
    Ok(())
}

fn not_negative(field: &'static str, value: i64) -> Result<(), ScheduleError> {
    if value < 0 {
        Err(ScheduleError::Negative(field))
    } else {
        Ok(())
    }
}
