//! What a target means in figures while it is being written: how much it bears, and what an incident would cost.
//!
//! ```text
//! availability    budget = floor(T · (1 - threshold))      T: service time of the period, in seconds
//! in-time rate    budget = floor(26 · (1 - threshold))     of 26 tickets
//! ```
//!
//! The incident is the same for every contract, so that contracts can be compared: an outage of 4:20 hours, and
//! 22 of 26 tickets in time.

use super::target::{Metric, TargetDefinition};
use crate::credit::{Step, credit};
use crate::exact::Fraction;
use crate::money::{Currency, Money};
use crate::ratio::{Ppm, Ratio, WHOLE_PPM};

/// An outage of 4:20 hours of service time.
const OUTAGE_SECONDS: i64 = 15_600;
const TICKETS: i64 = 26;
const TICKETS_IN_TIME: i64 = 22;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incident {
    /// An outage, in seconds of service time.
    Outage {
        /// How long.
        seconds: i64,
    },
    /// Tickets of a period.
    Tickets {
        /// Resolved within their goal.
        in_time: i64,
        /// All of them.
        all: i64,
    },
}

/// An incident measured against a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// What happened.
    pub incident: Incident,
    /// What was attained.
    pub attainment: Ratio,
    /// Whether the target is still met.
    pub met: bool,
    /// The most that the target bears: seconds of outage, or late tickets.
    pub budget: i64,
    /// The share of the fee that is owed before caps, parts per million.
    pub percent_ppm: i64,
    /// What is paid after caps; `None` without a fee.
    pub amount: Option<Money>,
    /// Whether a cap or a minimum made it less.
    pub limited: bool,
}

/// The example for a target whose service hours have `service_seconds` in the period, with the period's fee.
/// `None` for hours without service time.
pub fn example(definition: &TargetDefinition, service_seconds: i64, fee: Option<Money>) -> Option<Example> {
    let (incident, attainment, whole) = match definition.metric {
        Metric::Availability { .. } => {
            let seconds = OUTAGE_SECONDS.min(service_seconds);
            let attainment = Ratio::new(service_seconds - seconds, service_seconds)?;
            (Incident::Outage { seconds }, attainment, service_seconds)
        }
        Metric::InTimeRate { .. } => {
            let (in_time, all) = (TICKETS_IN_TIME, TICKETS);
            (Incident::Tickets { in_time, all }, Ratio::new(in_time, all)?, all)
        }
    };
    let paid = credit(
        &definition.schedule,
        &definition.caps,
        attainment,
        fee.unwrap_or(Money::zero(Currency::EUR)),
        0,
    )
    .ok()?;
    let cut = |step: &Step| {
        matches!(
            step,
            Step::PeriodCap { .. } | Step::YearlyCap { .. } | Step::BelowMinimum { .. }
        )
    };
    let missing = Fraction::ppm(WHOLE_PPM - definition.threshold_ppm);
    Some(Example {
        incident,
        attainment,
        met: attainment.cmp_ppm(Ppm(definition.threshold_ppm)).is_ge(),
        budget: missing.times(Fraction::whole(whole))?.floor()?,
        percent_ppm: paid.percent_ppm,
        amount: fee.map(|_| paid.amount),
        limited: paid.steps.iter().any(cut),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{GoalForm, TargetForm, TierForm};

    /// November around the clock.
    const NOVEMBER_SECONDS: i64 = 30 * 86_400;

    fn tier(below: &str, at_least: &str, credit: &str) -> TierForm {
        TierForm {
            below: below.to_owned(),
            at_least: at_least.to_owned(),
            credit: credit.to_owned(),
        }
    }

    fn availability() -> TargetForm {
        TargetForm {
            metric: "availability".to_owned(),
            threshold: "99,9".to_owned(),
            window: "month".to_owned(),
            model: "tiered_step".to_owned(),
            tiers: vec![tier("99,9", "99", "10"), tier("99", "", "20")],
            ..TargetForm::default()
        }
    }

    fn of(form: &TargetForm, seconds: i64) -> Example {
        let fee = Money::new(4_800_000, Currency::EUR);
        example(&form.example().unwrap(), seconds, Some(fee)).unwrap()
    }

    #[test]
    fn an_outage_costs_the_step_it_lies_in() {
        let example = of(&availability(), NOVEMBER_SECONDS);
        assert_eq!(example.incident, Incident::Outage { seconds: 15_600 });
        assert_eq!((example.met, example.budget), (false, 2_592));
        assert_eq!(example.percent_ppm, 100_000);
        assert_eq!(example.amount.unwrap().minor, 480_000);
        assert!(!example.limited);
    }

    #[test]
    fn a_cap_makes_it_less() {
        let form = TargetForm {
            period_cap: "5".to_owned(),
            ..availability()
        };
        let example = of(&form, NOVEMBER_SECONDS);
        assert_eq!((example.amount.unwrap().minor, example.limited), (240_000, true));
    }

    #[test]
    fn an_outage_is_not_longer_than_the_service_hours() {
        let example = of(&availability(), 3_600);
        assert_eq!(example.incident, Incident::Outage { seconds: 3_600 });
        assert_eq!(example.percent_ppm, 200_000);
        let definition = availability().example().unwrap();
        assert_eq!(super::example(&definition, 0, None), None);
    }

    #[test]
    fn tickets_late_are_counted_against_the_rate() {
        let form = TargetForm {
            metric: "in_time_rate".to_owned(),
            goals: vec![GoalForm {
                priority: "P1".to_owned(),
                count: "4".to_owned(),
                unit: "hour".to_owned(),
            }],
            threshold: "80".to_owned(),
            model: "none".to_owned(),
            tiers: Vec::new(),
            ..availability()
        };
        let example = of(&form, 0);
        assert_eq!(example.incident, Incident::Tickets { in_time: 22, all: 26 });
        assert_eq!((example.met, example.budget, example.percent_ppm), (true, 5, 0));
    }
}
