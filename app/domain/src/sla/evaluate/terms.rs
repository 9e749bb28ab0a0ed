//! What a contract says about a target: its periods, versions, fees and years.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use uuid::Uuid;

use super::{Evaluated, EvaluationError};
use crate::contract::version_on;
use crate::credit::CreditError;
use crate::money::{Currency, Money};
use crate::sla::result::{Clock, Measured, judge};
use crate::sla::target::TargetDefinition;
use crate::time::calendar::Calendar;
use crate::time::period::{Period, PeriodKind};
use crate::time::{Instant, clamped};

/// Periods shown for every target even if nothing was measured in them: a year and the month running.
const PERIODS_BACK: usize = 13;

/// A version of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Which one; every result names it.
    pub id: Uuid,
    /// From when on it holds.
    pub valid_from: NaiveDate,
    /// The fixed monthly fee in minor units.
    pub fee_minor: Option<i64>,
}

/// What a target promises from a day on.
#[derive(Debug, Clone, Copy)]
pub struct Era<'a> {
    /// The first day.
    pub from: NaiveDate,
    /// The target's terms. Kind of metric and window are those of the first era; another would be another target.
    pub definition: &'a TargetDefinition,
    /// The service hours.
    pub calendar: &'a Calendar,
}

/// Everything but facts that results depend on.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What the target promised first.
    pub definition: &'a TargetDefinition,
    /// Its service hours then.
    pub calendar: &'a Calendar,
    /// What amendments made of it, the oldest first.
    pub later: &'a [Era<'a>],
    /// The zone of the reporting periods.
    pub zone: Tz,
    /// The first day of the contract.
    pub starts_on: NaiveDate,
    /// Its last day, if it ends.
    pub ends_on: Option<NaiveDate>,
    /// The first and the last day for which the contract has this target, where that is less than its own life.
    pub measured: (Option<NaiveDate>, Option<NaiveDate>),
    /// The versions of this contract, the oldest first.
    pub versions: &'a [Version],
    /// What was billed, in minor units; where it is known it stands for the fixed fee.
    pub charges: &'a HashMap<Period, i64>,
    /// The currency; `None` where no money hangs on the contract.
    pub currency: Option<Currency>,
}

impl<'a> Terms<'a> {
    /// What the target promised first.
    fn first_era(&self) -> Era<'a> {
        Era {
            from: self.starts_on,
            definition: self.definition,
            calendar: self.calendar,
        }
    }

    /// Every state the target's promise had, the oldest first.
    pub(super) fn eras(&self) -> impl DoubleEndedIterator<Item = Era<'a>> {
        std::iter::once(self.first_era()).chain(self.later.iter().copied())
    }

    /// The promise on a day. A period may begin before the contract does, and a version that holds from the contract's
    /// first day on leaves nothing of the first one: such days count as the first day.
    fn era_on(&self, day: NaiveDate) -> Era<'a> {
        let day = day.max(self.starts_on);
        let later = self.later.iter().rev().find(|era| era.from <= day);
        later.copied().unwrap_or_else(|| self.first_era())
    }

    /// What a period is judged by: the promise on its first day.
    pub fn era_of(&self, period: Period) -> Era<'a> {
        self.era_on(period.first_day())
    }

    /// What a ticket is measured by: the promise on the day it was reported.
    pub fn era_at(&self, at: Instant) -> Era<'a> {
        self.era_on(clamped(at).with_timezone(&self.zone).date_naive())
    }

    /// Where a period lies for this contract.
    pub fn clock(&self, period: Period, now: Instant) -> Clock {
        Clock {
            period,
            bounds: period.bounds(self.zone),
            as_of: now,
        }
    }

    /// The period in which an instant lies.
    pub fn period_of(&self, at: Instant) -> Period {
        self.window(clamped(at).with_timezone(&self.zone).date_naive())
    }

    /// The period in which the target begins.
    pub(super) fn first_period(&self) -> Period {
        self.window(
            self.measured
                .0
                .map_or(self.starts_on, |day| day.max(self.starts_on)),
        )
    }

    fn last_day(&self) -> Option<NaiveDate> {
        [self.ends_on, self.measured.1].into_iter().flatten().min()
    }

    fn window(&self, date: NaiveDate) -> Period {
        Period::containing(self.definition.window, date)
    }

    /// The measured periods and the last thirteen, within the life of the contract.
    pub(super) fn periods(&self, measured: impl Iterator<Item = Period>, now: Instant) -> BTreeSet<Period> {
        let current = self.period_of(now);
        let last = self
            .last_day()
            .map_or(current, |day| self.window(day).min(current));
        let recent = std::iter::successors(Some(current), |period| Some(period.previous()));
        let mut periods: BTreeSet<Period> = measured.chain(recent.take(PERIODS_BACK)).collect();
        periods.retain(|period| (self.first_period()..=last).contains(period));
        periods
    }

    /// Whether this is a period of the target's measurement window that is over or running.
    pub(super) fn is_own(&self, period: Period, now: Instant) -> bool {
        period.kind() == self.definition.window && period <= self.period_of(now)
    }

    /// The contract year, counted from 0, in which a period begins; the first one begins with the contract.
    pub(super) fn contract_year(&self, period: Period) -> i32 {
        let (start, day) = (self.starts_on, period.first_day());
        let before_anniversary = (day.month(), day.day()) < (start.month(), start.day());
        (day.year() - start.year() - i32::from(before_anniversary)).max(0)
    }

    /// The last day to claim what an incident costs. Of several the first decides, so that none is too late.
    pub(super) fn claim_by(&self, period: Period, incident: Instant) -> Option<NaiveDate> {
        let day = clamped(incident).with_timezone(&self.zone).date_naive();
        self.era_of(period).definition.claim.deadline(day)
    }

    fn version(&self, day: NaiveDate) -> Result<&Version, EvaluationError> {
        let version = version_on(self.versions.iter(), |version| version.valid_from, day);
        version.ok_or(EvaluationError::NoVersion)
    }

    /// What was billed for the months of a period, else their fixed fees; a period shorter than a month takes the month
    /// in which it begins. Months without either, and those outside the contract's life, add nothing.
    fn fee(&self, period: Period) -> Result<Option<Money>, EvaluationError> {
        let Some(currency) = self.currency else {
            return Ok(None);
        };
        let mut minor = self.charges.get(&period).copied();
        if minor.is_none() {
            for fee in self.months(period).filter_map(|month| self.monthly_fee(month)) {
                minor = Some(minor.unwrap_or(0).checked_add(fee).ok_or(CreditError::Overflow)?);
            }
        }
        Ok(minor.map(|minor| Money::new(minor, currency)))
    }

    fn months(&self, period: Period) -> impl Iterator<Item = Period> {
        let first = Period::containing(PeriodKind::Month, period.first_day());
        let count = match period.kind() {
            PeriodKind::Day | PeriodKind::Week | PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::HalfYear => 6,
            PeriodKind::Year => 12,
        };
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        let (starts_on, ends_on) = (self.starts_on, self.ends_on);
        months.take(count).filter(move |month| {
            let ended = ends_on.is_some_and(|day| day < month.first_day());
            count == 1 || (starts_on <= month.last_day() && !ended)
        })
    }

    fn monthly_fee(&self, month: Period) -> Option<i64> {
        let fixed = || self.version(month.first_day()).ok()?.fee_minor;
        self.charges.get(&month).copied().or_else(fixed)
    }

    /// Judges a period, or takes over the result of an earlier evaluation with the same inputs.
    pub(super) fn evaluated(
        &self,
        period: Period,
        measured: Measured,
        paid_before_minor: i64,
        now: Instant,
        earlier: &[Evaluated],
    ) -> Result<Evaluated, EvaluationError> {
        let clock = self.clock(period, now);
        let fee = self.fee(period)?;
        // Nothing of a period that was over depends on when it was looked at.
        let same = |one: &&Evaluated| {
            one.clock.is_over()
                && (one.measured, one.paid_before_minor, one.fee) == (measured, paid_before_minor, fee)
        };
        let index = earlier.binary_search_by_key(&period, |one| one.clock.period);
        let result = match index.ok().and_then(|index| earlier.get(index)).filter(same) {
            Some(one) => one.result.clone(),
            None => judge(
                self.era_of(period).definition,
                measured,
                &clock,
                fee,
                paid_before_minor,
            )?,
        };
        Ok(Evaluated {
            clock,
            version_id: self.version(period.first_day())?.id,
            fee,
            measured,
            paid_before_minor,
            result,
        })
    }
}
