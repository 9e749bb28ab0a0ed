//! Deriving the next end of a contract, step by step.

use chrono::NaiveDate;

use super::{Duration, NextEnd, Norm, Notice, NoticeDates, NoticeTo, Renewal, Rule, Step, Term, TermError};
use crate::contract::period_rules::{self, Length, Unit};
use crate::time::holiday::{self, Region};
use crate::time::period::{Period, PeriodKind};

impl Term {
    /// The last day of a contract that ends by itself; `None` if it goes on, or if the day cannot be represented.
    pub fn own_end(&self) -> Option<NaiveDate> {
        let ends = self.renewal == Renewal::None;
        self.fixed_end().ok().flatten().filter(|_| ends)
    }

    /// When the contract can end next if a notice is received on `today` at the earliest.
    pub fn next_end(&self, today: NaiveDate) -> Result<NextEnd, TermError> {
        let mut steps = Vec::new();
        let fixed = self.fixed_end()?;
        if let Some(end) = fixed {
            steps.push(self.term_step(Rule::FixedTerm, end));
        }
        match (fixed, self.renewal, self.notice) {
            // Notice to the end of a term that ends anyway would change nothing.
            (
                Some(end),
                Renewal::None,
                None
                | Some(Notice {
                    to: NoticeTo::TermEnd,
                    ..
                }),
            ) => Ok(ends_by_itself(end, steps)),
            (fixed, renewal, Some(notice)) => {
                let by_notice = self.by_notice(today, notice, fixed, &mut steps)?;
                match fixed {
                    Some(end) if renewal == Renewal::None && end <= by_notice => {
                        Ok(ends_by_itself(end, steps))
                    }
                    _ => self.with_dates(by_notice, notice, steps),
                }
            }
            (_, _, None) => Err(TermError::NoNotice),
        }
    }

    fn fixed_end(&self) -> Result<Option<NaiveDate>, TermError> {
        let end = match self.duration {
            Duration::Indefinite => return Ok(None),
            Duration::Until { last_day } => last_day,
            Duration::For { length } => {
                period_rules::last_day(self.start, length, true).ok_or(TermError::Unrepresentable)?
            }
        };
        if end < self.start {
            Err(TermError::EndBeforeStart)
        } else {
            Ok(Some(end))
        }
    }

    /// The earliest end notice can bring about, with the steps that lead to it.
    fn by_notice(
        &self,
        today: NaiveDate,
        notice: Notice,
        fixed: Option<NaiveDate>,
        steps: &mut Vec<Step>,
    ) -> Result<NaiveDate, TermError> {
        let received = today.max(self.start);
        let earliest =
            period_rules::last_day(received, notice.length, false).ok_or(TermError::Unrepresentable)?;
        let floor = self.floor(notice.to, fixed, steps)?;
        let ends = Ends {
            term: self,
            to: notice.to,
            fixed,
        };
        let end = ends.first_from(earliest.max(floor))?;
        if notice.to == NoticeTo::TermEnd {
            steps.extend(self.renewed(fixed, end));
        }
        if let Some(missed) = ends
            .last_before(end)
            .filter(|missed| *missed >= floor && *missed >= today)
        {
            let by = period_rules::latest_receipt(missed, notice.length).ok_or(TermError::Unrepresentable)?;
            steps.push(step(
                Rule::TooLate,
                by,
                missed,
                Some(notice.length),
                Norm::Bgb187And188,
            ));
        }
        steps.push(step(Rule::PossibleEnd, received, end, None, Norm::Contract));
        Ok(end)
    }

    /// Before this day no notice can end the contract.
    fn floor(
        &self,
        to: NoticeTo,
        fixed: Option<NaiveDate>,
        steps: &mut Vec<Step>,
    ) -> Result<NaiveDate, TermError> {
        let minimum = match self.minimum {
            None => self.start,
            Some(length) => {
                let end =
                    period_rules::last_day(self.start, length, true).ok_or(TermError::Unrepresentable)?;
                steps.push(step(
                    Rule::MinimumTerm,
                    self.start,
                    end,
                    Some(length),
                    Norm::Bgb187Paragraph2,
                ));
                end
            }
        };
        // After a fixed term that then runs on indefinitely, the term itself is the minimum.
        let term = fixed.filter(|_| self.renewal == Renewal::Indefinite || to == NoticeTo::TermEnd);
        Ok(term.map_or(minimum, |term| term.max(minimum)))
    }

    fn with_dates(&self, end: NaiveDate, notice: Notice, mut steps: Vec<Step>) -> Result<NextEnd, TermError> {
        let last_receipt =
            period_rules::latest_receipt(end, notice.length).ok_or(TermError::Unrepresentable)?;
        steps.push(step(
            Rule::LastReceipt,
            end,
            last_receipt,
            Some(notice.length),
            Norm::Bgb187And188,
        ));
        let last_safe_day = period_rules::previous_working_day(last_receipt, self.region)
            .ok_or(TermError::Unrepresentable)?;
        if last_safe_day != last_receipt {
            steps.push(step(
                Rule::NotExtended,
                last_receipt,
                last_receipt,
                None,
                Norm::BghIIIZr172Of04,
            ));
        }
        steps.push(step(
            Rule::SafeDay,
            last_receipt,
            last_safe_day,
            None,
            Norm::Bgb130,
        ));
        let decide_by = working_days_before(last_safe_day, self.lead_working_days, self.region)
            .ok_or(TermError::Unrepresentable)?;
        if self.lead_working_days > 0 {
            let lead = Length::new(self.lead_working_days, Unit::Day);
            steps.push(step(
                Rule::LeadTime,
                last_safe_day,
                decide_by,
                Some(lead),
                Norm::Contract,
            ));
        }
        Ok(NextEnd {
            end,
            notice: Some(NoticeDates {
                last_receipt,
                last_safe_day,
                decide_by,
            }),
            steps,
        })
    }

    fn term_step(&self, rule: Rule, end: NaiveDate) -> Step {
        match self.duration {
            Duration::For { length } => step(rule, self.start, end, Some(length), Norm::Bgb187Paragraph2),
            _ => step(rule, self.start, end, None, Norm::Contract),
        }
    }

    /// The extension that leads to an end, if it is not the first term itself.
    fn renewed(&self, fixed: Option<NaiveDate>, end: NaiveDate) -> Option<Step> {
        let Renewal::Tacit { length } = self.renewal else {
            return None;
        };
        let first = fixed.filter(|first| *first < end)?;
        Some(step(
            Rule::Renewed,
            first.succ_opt()?,
            end,
            Some(length),
            Norm::Bgb187Paragraph2,
        ))
    }
}

/// More extensions than this are refused.
const MOST_EXTENSIONS: u32 = 10_000;

/// The days to which notice can be given.
struct Ends<'a> {
    term: &'a Term,
    to: NoticeTo,
    fixed: Option<NaiveDate>,
}

impl Ends<'_> {
    /// The first of them on or after a day.
    fn first_from(&self, day: NaiveDate) -> Result<NaiveDate, TermError> {
        match self.to {
            NoticeTo::AnyDay => Ok(day),
            NoticeTo::ContractYearEnd | NoticeTo::TermEnd => self.nth_from(day),
            _ => Ok(self.calendar_period(day)?.last_day()),
        }
    }

    /// The last of them before one of them.
    fn last_before(&self, end: NaiveDate) -> Option<NaiveDate> {
        match self.to {
            NoticeTo::AnyDay => None,
            NoticeTo::ContractYearEnd | NoticeTo::TermEnd => {
                let ends = (0..MOST_EXTENSIONS).map_while(|nth| self.nth(nth).ok());
                ends.take_while(|earlier| *earlier < end).last()
            }
            _ => Some(self.calendar_period(end).ok()?.previous().last_day()),
        }
    }

    /// The calendar period to whose end notice is given, around a day.
    fn calendar_period(&self, day: NaiveDate) -> Result<Period, TermError> {
        let kind = match self.to {
            NoticeTo::QuarterEnd => PeriodKind::Quarter,
            NoticeTo::HalfYearEnd => PeriodKind::HalfYear,
            NoticeTo::YearEnd => PeriodKind::Year,
            _ => PeriodKind::Month,
        };
        Period::checked(kind, day).map_err(|_| TermError::Unrepresentable)
    }

    fn nth_from(&self, day: NaiveDate) -> Result<NaiveDate, TermError> {
        for nth in 0..MOST_EXTENSIONS {
            let end = self.nth(nth)?;
            if end >= day {
                return Ok(end);
            }
        }
        Err(TermError::Unrepresentable)
    }

    /// The end of the first term or contract year, of the second, and so on. All are counted from the first one, so
    /// that the lengths of the months do not add up to a drift.
    fn nth(&self, nth: u32) -> Result<NaiveDate, TermError> {
        let end = if self.to == NoticeTo::ContractYearEnd {
            period_rules::last_day(self.term.start, Length::new(nth + 1, Unit::Year), true)
        } else {
            let first = self.fixed.ok_or(TermError::NoTermEnd)?;
            match self.term.renewal {
                _ if nth == 0 => Some(first),
                Renewal::Tacit { length } if length.count == 0 => return Err(TermError::EmptyRenewal),
                Renewal::Tacit { length } => first.succ_opt().and_then(|start| {
                    let all = Length::new(length.count.checked_mul(nth)?, length.unit);
                    period_rules::last_day(start, all, true)
                }),
                Renewal::None | Renewal::Indefinite => return Err(TermError::NoTermEnd),
            }
        };
        end.ok_or(TermError::Unrepresentable)
    }
}

fn ends_by_itself(end: NaiveDate, mut steps: Vec<Step>) -> NextEnd {
    steps.push(step(Rule::EndsByItself, end, end, None, Norm::Contract));
    NextEnd {
        end,
        notice: None,
        steps,
    }
}

const fn step(rule: Rule, from: NaiveDate, to: NaiveDate, length: Option<Length>, norm: Norm) -> Step {
    Step {
        rule,
        from,
        to,
        length,
        norm,
    }
}

fn working_days_before(date: NaiveDate, days: u32, region: Region) -> Option<NaiveDate> {
    if days > MOST_EXTENSIONS {
        return None;
    }
    let mut day = date;
    for _ in 0..days {
        day = day.pred_opt()?;
        while !holiday::is_weekday_worked(region, day) {
            day = day.pred_opt()?;
        }
    }
    Some(day)
}
