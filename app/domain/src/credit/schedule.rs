//! Credit schedules: from attainment to a share of the fee.
//!
//! ```text
//! c(U): attainment to a share of the fee, exactly        Unit: parts per million
//! ```
//!
//! ```
//! use domain::credit::schedule::{Band, band_share};
//!
//! // TELUS: 15 points of a month cost 4 %.
//! let band = |from_points, credit_ppm| Band { from_points, credit_ppm };
//! let bands = [band(0, 0), band(10, 20_000), band(15, 40_000), band(20, 60_000)];
//! assert_eq!((band_share(&bands, 14), band_share(&bands, 15)), (20_000, 40_000));
//! ```

use serde::{Deserialize, Serialize};

use super::Step;
use crate::exact::Fraction;
use crate::ratio::{Ppm, Ratio};
use std::cmp::Ordering;

/// One step of a tiered schedule. It applies if `at_least <= attainment < below`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Upper bound, excluded.
    pub below_ppm: i64,
    /// Lower bound, included; `None` for the lowest tier.
    #[serde(default)]
    pub at_least_ppm: Option<i64>,
    /// Share of the fee.
    pub credit_ppm: i64,
}

/// Points an attainment below a bound costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointLevel {
    /// Upper bound of the attainment, excluded.
    pub below_ppm: i64,
    /// Points.
    pub points: i64,
}

/// The share owed from a number of points on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lower bound of the points, included.
    pub from_points: i64,
    /// Share of the fee.
    pub credit_ppm: i64,
}

/// How attainment becomes a share of the fee.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "model", rename_all = "snake_case", deny_unknown_fields)]
pub enum Schedule {
    /// `c = credit of the tier that contains the attainment` (AWS, Azure). Attainment above every tier owes nothing.
    TieredStep {
        /// From the highest tier to the lowest, without gap or overlap.
        tiers: Vec<Tier>,
    },
    /// `c = rate · max(0, target - attainment)` (UK Crown Commercial call-off: the gap itself).
    Linear {
        /// The commitment.
        target_ppm: i64,
        /// Share of the fee per share of gap: 1,000,000 credits 1 % for each missing 1 %.
        rate_ppm: i64,
    },
    /// Points for the attainment, then the band of the points (TELUS). For several targets, add their
    /// [`Schedule::points`] and look the sum up with [`band_share`].
    Points {
        /// Points by attainment; the lowest bound the attainment stays below decides.
        levels: Vec<PointLevel>,
        /// Share by points, ascending.
        bands: Vec<Band>,
    },
    /// `c = A · B · C` if the attainment misses the target (Texas DIR).
    AtRiskPool {
        /// The commitment.
        target_ppm: i64,
        /// A: pool percentage of the category; may exceed 100 %.
        pool_ppm: i64,
        /// B: share of the pool allocated to this target.
        allocation_ppm: i64,
        /// C: share of the invoice that is at risk.
        at_risk_ppm: i64,
    },
    /// `c = n · credit`, n = number of full units missing to the target.
    PerInterval {
        /// The commitment.
        target_ppm: i64,
        /// Size of a unit.
        unit_ppm: i64,
        /// Share of the fee per full unit.
        credit_ppm: i64,
    },
    /// No credit is agreed.
    None,
}

impl Schedule {
    /// The commitment: the attainment from which on nothing is owed. `None` if the schedule has none.
    pub fn target_ppm(&self) -> Option<i64> {
        match self {
            Self::TieredStep { tiers } => tiers.first().map(|tier| tier.below_ppm),
            Self::Points { levels, .. } => levels.first().map(|level| level.below_ppm),
            Self::Linear { target_ppm, .. }
            | Self::AtRiskPool { target_ppm, .. }
            | Self::PerInterval { target_ppm, .. } => Some(*target_ppm),
            Self::None => None,
        }
    }

    /// The points an attainment costs; 0 for schedules without points.
    pub fn points(&self, attainment: Ratio) -> i64 {
        let Self::Points { levels, .. } = self else {
            return 0;
        };
        let missed = |level: &&PointLevel| attainment.cmp_ppm(Ppm(level.below_ppm)) == Ordering::Less;
        levels
            .iter()
            .take_while(missed)
            .last()
            .map_or(0, |level| level.points)
    }

    /// The exact share of the fee a validated schedule owes. `None` if it is too large to compute.
    pub(super) fn share(&self, attainment: Ratio, steps: &mut Vec<Step>) -> Option<Fraction> {
        let gap = |target_ppm: i64| {
            let gap = Fraction::ppm(target_ppm).minus(attainment.into())?;
            Some(gap.max(Fraction::ZERO))
        };
        match self {
            Self::None => Some(Fraction::ZERO),
            Self::TieredStep { tiers } => {
                let tier = tiers.iter().find(|tier| tier.contains(attainment));
                steps.extend(tier.map(|tier| Step::Tier { tier: *tier }));
                Some(tier.map_or(Fraction::ZERO, |tier| Fraction::ppm(tier.credit_ppm)))
            }
            Self::Linear { target_ppm, rate_ppm } => gap(*target_ppm)?.times(Fraction::ppm(*rate_ppm)),
            Self::Points { bands, .. } => {
                let points = self.points(attainment);
                steps.push(Step::Points { points });
                Some(Fraction::ppm(band_share(bands, points)))
            }
            Self::AtRiskPool {
                target_ppm,
                pool_ppm,
                allocation_ppm,
                at_risk_ppm,
            } => {
                if attainment.cmp_ppm(Ppm(*target_ppm)) != Ordering::Less {
                    return Some(Fraction::ZERO);
                }
                at_risk_share(*pool_ppm, *allocation_ppm, *at_risk_ppm)
            }
            Self::PerInterval {
                target_ppm,
                unit_ppm,
                credit_ppm,
            } => {
                let units = gap(*target_ppm)?.over(Fraction::ppm(*unit_ppm))?.floor()?;
                steps.push(Step::Units { units });
                Fraction::whole(units).times(Fraction::ppm(*credit_ppm))
            }
        }
    }
}

impl Tier {
    /// Whether an attainment lies in the tier.
    pub fn contains(&self, attainment: Ratio) -> bool {
        attainment.cmp_ppm(Ppm(self.below_ppm)) == Ordering::Less
            && self
                .at_least_ppm
                .is_none_or(|bound| attainment.cmp_ppm(Ppm(bound)) != Ordering::Less)
    }
}

/// The share owed for a number of points: that of the highest band reached, 0 below the first.
pub fn band_share(bands: &[Band], points: i64) -> i64 {
    bands
        .iter()
        .take_while(|band| band.from_points <= points)
        .last()
        .map_or(0, |band| band.credit_ppm)
}

/// `A · B · C`: pool, allocation and at-risk share multiplied. `None` if too large to compute.
pub fn at_risk_share(pool_ppm: i64, allocation_ppm: i64, at_risk_ppm: i64) -> Option<Fraction> {
    Fraction::ppm(pool_ppm)
        .times(Fraction::ppm(allocation_ppm))?
        .times(Fraction::ppm(at_risk_ppm))
}
