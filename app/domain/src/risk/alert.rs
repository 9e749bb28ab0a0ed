//! Burn-rate alerts on service time (Google, The Site Reliability Workbook, chapter 5).
//!
//! `burn(w) = error share(w) / (1 - SLO)`; an alert fires if the burn of a long window and of its short window, a
//! twelfth, both exceed a factor. The denominator is service time: otherwise a Monday to Friday contract burns nothing
//! at night and looks healthy.
//!
//! Unit: a burn of 1 uses the budget up exactly at the end of the period.
//!
//! ```
//! use domain::exact::Fraction;
//! use domain::risk::alert::WORKBOOK;
//!
//! // 2 % of a budget of 30 days in one hour.
//! let factor = WORKBOOK[0].factor(30 * 86_400);
//! assert_eq!(factor, Fraction::new(144, 10));
//! ```

use crate::exact::Fraction;

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// To be looked at in working hours.
    Ticket,
    /// To be looked at now.
    Page,
}

/// A pair of windows with the share of the budget that must be spent in the long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WindowPair {
    /// How urgent it is.
    pub severity: Severity,
    /// Share of the period's budget.
    pub budget_ppm: i64,
    /// The long window.
    pub long_seconds: i64,
    /// The short window, so that the alert ends soon after the outage.
    pub short_seconds: i64,
}

/// The pairs of the workbook.
pub const WORKBOOK: [WindowPair; 4] = [
    pair(Severity::Page, 20_000, 3_600, 300),
    pair(Severity::Page, 50_000, 6 * 3_600, 1_800),
    pair(Severity::Ticket, 100_000, 86_400, 2 * 3_600),
    pair(Severity::Ticket, 100_000, 3 * 86_400, 6 * 3_600),
];

const fn pair(severity: Severity, budget_ppm: i64, long_seconds: i64, short_seconds: i64) -> WindowPair {
    WindowPair {
        severity,
        budget_ppm,
        long_seconds,
        short_seconds,
    }
}

/// Downtime and service time of a window, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// Downtime within service time.
    pub down_seconds: i64,
    /// Service time.
    pub service_seconds: i64,
}

impl WindowPair {
    /// The burn from which on the alert fires: `budget share · period / long window`. A rate of 1 uses up the budget
    /// exactly at the end of the period. `None` for a period of no length.
    pub fn factor(&self, period_seconds: i64) -> Option<Fraction> {
        let spent = Fraction::ppm(self.budget_ppm).times(Fraction::whole(period_seconds))?;
        spent.over(Fraction::whole(self.long_seconds))
    }

    /// Whether both windows burn faster than the factor. Windows without service time do not burn; a target of 100 %
    /// has no budget, so any downtime burns it.
    pub fn fires(&self, period_seconds: i64, target: Fraction, long: Observed, short: Observed) -> bool {
        let Some(factor) = self.factor(period_seconds) else {
            return false;
        };
        let no_budget = target >= Fraction::whole(1);
        let burns = |window: &Observed| {
            let down = window.down_seconds > 0 && window.service_seconds > 0;
            (no_budget && down) || burn(*window, target).is_some_and(|burn| burn > factor)
        };
        [long, short].iter().all(burns)
    }

    /// The share of the period's budget that a burn uses up in the long window: `burn · long / period`.
    pub fn spent(&self, period_seconds: i64, burn: Fraction) -> Option<Fraction> {
        burn.times(Fraction::whole(self.long_seconds))?
            .over(Fraction::whole(period_seconds))
    }

    /// Seconds until the long window fires if a share of errors begins and stays: `factor · (1 - SLO) / errors · long`.
    /// `None` if it never does.
    pub fn time_to_detect(
        &self,
        period_seconds: i64,
        target: Fraction,
        errors: Fraction,
    ) -> Option<Fraction> {
        let fires_at = self
            .factor(period_seconds)?
            .times(Fraction::whole(1).minus(target)?)?;
        let part = fires_at.over(errors)?;
        if errors > fires_at {
            part.times(Fraction::whole(self.long_seconds))
        } else {
            None
        }
    }
}

/// How many times faster than sustainable a window uses up the budget. `None` without service time, or for a target
/// of 100 %, which has no budget.
pub fn burn(observed: Observed, target: Fraction) -> Option<Fraction> {
    let errors = Fraction::whole(observed.down_seconds).over(Fraction::whole(observed.service_seconds))?;
    errors.over(Fraction::whole(1).minus(target)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: i64 = 30 * 86_400;

    #[test]
    fn the_factors_of_the_workbook() {
        let factors: Vec<i64> = WORKBOOK
            .iter()
            .map(|pair| pair.factor(MONTH).unwrap().scaled_half_up(10).unwrap())
            .collect();
        assert_eq!(factors, [144, 60, 30, 10]);
    }

    #[test]
    fn a_total_outage_is_seen_within_a_minute() {
        let target = Fraction::ppm(999_000);
        let seen = |errors| WORKBOOK[0].time_to_detect(MONTH, target, errors);
        assert_eq!(seen(Fraction::whole(1)), Fraction::new(5_184, 100));
        assert_eq!(seen(Fraction::ppm(14_401)).and_then(Fraction::floor), Some(3_599));
        assert_eq!(seen(Fraction::ppm(14_400)), None);
        assert_eq!(seen(Fraction::ZERO), None);
    }

    #[test]
    fn a_window_at_its_factor_spends_its_share() {
        for pair in WORKBOOK {
            let spent = pair.factor(MONTH).and_then(|factor| pair.spent(MONTH, factor));
            assert_eq!(spent, Some(Fraction::ppm(pair.budget_ppm)));
        }
    }

    #[test]
    fn both_windows_must_burn() {
        let target = Fraction::ppm(999_000);
        let window = |down_seconds, service_seconds| Observed {
            down_seconds,
            service_seconds,
        };
        let fires = |long, short| WORKBOOK[0].fires(MONTH, target, long, short);
        assert!(fires(window(52, 3_600), window(52, 300)));
        assert!(!fires(window(51, 3_600), window(51, 300)));
        assert!(!fires(window(52, 3_600), window(0, 300)));
        assert!(!fires(window(0, 0), window(0, 0)));
        let whole = |long, short| WORKBOOK[0].fires(MONTH, Fraction::whole(1), long, short);
        assert!(whole(window(1, 3_600), window(1, 300)));
        assert!(!whole(window(1, 3_600), window(0, 300)));
        assert!(!whole(window(1, 0), window(1, 0)));
    }
}
