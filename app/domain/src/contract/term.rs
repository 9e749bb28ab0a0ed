//! The term of a contract: when it can end next, and until when notice must be received.
//!
//! What counts is receipt (§ 130(1) BGB). The last day of receipt is counted back by §§ 187(1), 188(2) BGB; § 193 BGB
//! does not extend it (BGH, 17 February 2005, III ZR 172/04), so beside the statutory last day stands the last working
//! day before it, and before that the day on which the decision must be made. The answer carries its derivation as
//! data: every step names its rule, its dates and the norm.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::period_rules::{self, Length, Unit};
use crate::time::holiday::{self, Region};
use crate::time::period::{Period, PeriodKind};

/// How long a contract runs before anybody gives notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Duration {
    /// Until somebody ends it.
    Indefinite,
    /// Until the end of a day.
    Until {
        /// The last day.
        last_day: NaiveDate,
    },
    /// For a length from the start.
    For {
        /// The length.
        length: Length,
    },
}

/// What happens at the end of a fixed term without notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Renewal {
    /// The contract ends.
    #[default]
    None,
    /// It goes on for another length, again and again.
    Tacit {
        /// The length of each extension.
        length: Length,
    },
    /// It goes on indefinitely.
    Indefinite,
}

/// To which days notice can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTo {
    /// Any day.
    AnyDay,
    /// The end of a calendar month.
    MonthEnd,
    /// The end of a calendar quarter.
    QuarterEnd,
    /// The end of June or December.
    HalfYearEnd,
    /// The end of a calendar year.
    YearEnd,
    /// The end of a year of the contract, counted from its start.
    ContractYearEnd,
    /// The end of the fixed term or of its extension.
    TermEnd,
}

/// The form notice needs (§§ 126, 126b BGB). A notice in the wrong form is void (§ 125 BGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// None is agreed.
    #[default]
    Free,
    /// Text form: readable, on a durable medium, naming the sender. E-mail is enough.
    Text,
    /// Written form: signed by hand, or with a qualified electronic signature.
    Written,
}

/// A rule such as "3 months to the end of a quarter".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The notice period.
    pub length: Length,
    /// To which days.
    pub to: NoticeTo,
    /// In which form.
    #[serde(default)]
    pub form: Form,
}

/// The terms that decide when a contract can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The first day; the term starts with its beginning (§ 187(2) BGB).
    pub start: NaiveDate,
    /// How long it runs by itself.
    pub duration: Duration,
    /// What happens then.
    #[serde(default)]
    pub renewal: Renewal,
    /// Before the end of this length from the start nobody can end it by notice.
    #[serde(default)]
    pub minimum: Option<Length>,
    /// The notice rule, if notice can be given.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// Working days needed between the decision and the receipt.
    #[serde(default)]
    pub lead_working_days: u32,
    /// Whose public holidays are no working days.
    pub region: Region,
}

/// How the contract ends next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextEnd {
    /// The last day of the contract.
    pub end: NaiveDate,
    /// The dates of the notice; `None` if the contract ends by itself.
    pub notice: Option<NoticeDates>,
    /// How these dates come about.
    pub steps: Vec<Step>,
}

/// The dates of a notice, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDates {
    /// The statutory last day of receipt.
    pub last_receipt: NaiveDate,
    /// The last working day on or before it.
    pub last_safe_day: NaiveDate,
    /// The last day for the decision: the lead time before the last safe day.
    pub decide_by: NaiveDate,
}

/// What a step of the derivation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The fixed term, from its first to its last day.
    FixedTerm,
    /// An extension by tacit renewal.
    Renewed,
    /// The minimum term, from its first to its last day.
    MinimumTerm,
    /// The contract ends by itself.
    EndsByItself,
    /// An earlier end for which notice would have had to be received by `from`.
    TooLate,
    /// The end to which notice can be given next.
    PossibleEnd,
    /// The last day of receipt, counted back from the end.
    LastReceipt,
    /// The last day of receipt is no working day and is nevertheless not moved.
    NotExtended,
    /// The last working day before the last day of receipt.
    SafeDay,
    /// The lead time before the last safe day.
    LeadTime,
}

/// Where a step gets its authority from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// The contract itself.
    Contract,
    /// § 130(1) BGB: a declaration takes effect with its receipt.
    Bgb130,
    /// § 187(1), 188(2), (3) BGB: the day of the event does not count.
    Bgb187And188,
    /// § 187(2), 188(2), (3) BGB: the first day counts.
    Bgb187Paragraph2,
    /// BGH, III ZR 172/04: § 193 BGB does not extend notice periods.
    BghIIIZr172Of04,
}

impl Norm {
    /// The citation as German lawyers write it; `None` for the contract itself.
    pub const fn citation(self) -> Option<&'static str> {
        match self {
            Self::Contract => None,
            Self::Bgb130 => Some("§ 130 Abs. 1 BGB"),
            Self::Bgb187And188 => Some("§ 187 Abs. 1, § 188 Abs. 2, 3 BGB"),
            Self::Bgb187Paragraph2 => Some("§ 187 Abs. 2, § 188 Abs. 2, 3 BGB"),
            Self::BghIIIZr172Of04 => Some("BGH, Urteil vom 17.02.2005, III ZR 172/04"),
        }
    }
}

/// One step of the derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it says.
    pub rule: Rule,
    /// The date it starts from.
    pub from: NaiveDate,
    /// The date it arrives at.
    pub to: NaiveDate,
    /// The length it uses, if any.
    pub length: Option<Length>,
    /// Why.
    pub norm: Norm,
}

/// Why the next end cannot be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// The fixed term ends before it starts.
    #[error("duration: ends before the start")]
    EndBeforeStart,
    /// An extension of no length.
    #[error("renewal: an extension of length 0 never ends")]
    EmptyRenewal,
    /// Nothing says how the contract ends.
    #[error("notice: missing; the contract does not end by itself")]
    NoNotice,
    /// Notice to the end of a term that has none.
    #[error("notice: to the end of a fixed term, but the contract has none")]
    NoTermEnd,
    /// A date lies outside the calendar, or a contract is extended more than ten thousand times.
    #[error("the dates of the contract cannot be computed")]
    Unrepresentable,
}

impl Term {
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
            _ => Ok(Period::containing(self.calendar_period(), day).last_day()),
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
            _ => Some(
                Period::containing(self.calendar_period(), end)
                    .previous()
                    .last_day(),
            ),
        }
    }

    fn calendar_period(&self) -> PeriodKind {
        match self.to {
            NoticeTo::QuarterEnd => PeriodKind::Quarter,
            NoticeTo::HalfYearEnd => PeriodKind::HalfYear,
            NoticeTo::YearEnd => PeriodKind::Year,
            _ => PeriodKind::Month,
        }
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
                Renewal::None | Renewal::Indefinite => None,
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

#[cfg(test)]
#[path = "term_tests.rs"]
mod tests;
