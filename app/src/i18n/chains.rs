//! Words for what SLAs rest on: verdicts, checks, and the sentence that names a gap.

use domain::chain::assess::{Check, Detail, Fault, Stretch};
use domain::chain::draft::GroupKind;
use domain::chain::{Carries, Cover};
use domain::money::Money;
use domain::sla::availability::MaintenanceMethod;
use domain::time::period::PeriodKind;
use domain::views::{ChainReason, ContractName, NaiveDate};

use super::{Text, dates, format};

impl Text {
    /// How well an SLA is carried.
    pub const fn cover(self, cover: Cover) -> &'static str {
        match cover {
            Cover::Broken => self.chain_broken(),
            Cover::NotAssessable => self.chain_not_assessable(),
            Cover::IfIndependent => self.chain_if_independent(),
            Cover::Proven => self.chain_proven(),
        }
    }

    /// How a single check came out.
    pub const fn check_cover(self, cover: Cover) -> &'static str {
        match cover {
            Cover::Broken => self.chain_gap(),
            other => self.cover(other),
        }
    }

    /// Which promises a part lends.
    pub const fn carries(self, carries: Carries) -> &'static str {
        match carries {
            Carries::Everything => self.chain_carries_everything(),
            Carries::Availability => self.chain_carries_availability(),
            Carries::Times => self.chain_carries_times(),
        }
    }

    /// Kind of a group, to choose from.
    pub const fn group_kind(self, kind: GroupKind) -> &'static str {
        match kind {
            GroupKind::Series => self.chain_series(),
            GroupKind::Parallel => self.chain_parallel(),
            GroupKind::KOfN => self.chain_group_k_of_n(),
        }
    }

    /// "per month".
    pub const fn per_window(self, window: PeriodKind) -> &'static str {
        match window {
            PeriodKind::Day => self.chain_per_day(),
            PeriodKind::Week => self.chain_per_week(),
            PeriodKind::Month => self.chain_per_month(),
            PeriodKind::Quarter => self.chain_per_quarter(),
            PeriodKind::HalfYear => self.chain_per_half_year(),
            PeriodKind::Year => self.chain_per_year(),
        }
    }

    /// What maintenance does to the figure.
    pub const fn maintenance(self, method: MaintenanceMethod) -> &'static str {
        match method {
            MaintenanceMethod::CountsAsUp => self.chain_counts_as_up(),
            MaintenanceMethod::Removed => self.chain_removed(),
        }
    }

    /// What a check looks at.
    pub fn check_subject(self, detail: &Detail) -> String {
        match detail {
            Detail::Availability { .. } => self.chain_subject_availability(),
            Detail::ServiceHours { .. } => self.chain_subject_hours(),
            Detail::Windows { .. } => self.chain_subject_windows(),
            Detail::Maintenance { .. } => self.chain_subject_maintenance(),
            Detail::Time { priority, .. } => return self.chain_subject_time(priority),
            Detail::InTimeShare { .. } => self.chain_subject_share(),
            Detail::Money { .. } => self.chain_subject_money(),
            Detail::Unsupported => self.chain_subject_unsupported(),
        }
        .to_owned()
    }

    /// Why a chain cannot be assessed.
    pub fn chain_fault(self, fault: Fault, name: &impl Fn(usize) -> String) -> String {
        match fault {
            Fault::SlaNotInForce => self.chain_fault_sla_not_in_force().to_owned(),
            Fault::SlaPromisesNothing => self.chain_fault_sla_promises_nothing().to_owned(),
            Fault::NotInForce { part } => self.chain_fault_not_in_force(name(part)),
            Fault::PromisesNothing { part } => self.chain_fault_promises_nothing(name(part)),
            Fault::ServiceNotChosen { part } => self.chain_fault_service_not_chosen(name(part)),
        }
    }

    /// The sentence that names the gap of a check, with what the weakest part would need to be.
    pub fn gap(self, check: &Check, name: &impl Fn(usize) -> String) -> Option<String> {
        if check.cover == Cover::IfIndependent {
            return Some(self.chain_if_independent_reason().to_owned());
        }
        if check.cover == Cover::Proven {
            return None;
        }
        let part = check.weakest.map(name);
        let percent = |ppm| format::percent_ppm(self.0, ppm);
        Some(match &check.detail {
            Detail::Availability {
                needed_ppm,
                would_need_ppm,
                weakest_ppm,
                ..
            } => match (part, would_need_ppm, weakest_ppm) {
                (Some(part), Some(needed), Some(given)) => {
                    self.chain_gap_availability(part, percent(*given), percent(*needed))
                }
                (Some(part), None, Some(_)) => self.chain_gap_availability_never(part, percent(*needed_ppm)),
                (Some(part), ..) => self.chain_gap_silent(part),
                (None, ..) => self.chain_gap_no_carrier().to_owned(),
            },
            Detail::ServiceHours { stretches, .. } => self.chain_gap_hours(part?, self.stretches(stretches)),
            Detail::Windows { needed, misfits } => {
                let given = misfits.first()?.1;
                self.chain_gap_windows(part?, self.per_window(given), self.per_window(*needed))
            }
            Detail::Maintenance { needed, misfits } => {
                let given = misfits.first()?.1;
                self.chain_gap_maintenance(part?, self.maintenance(given), self.maintenance(*needed))
            }
            Detail::Time {
                priority,
                would_need_seconds,
                silent,
                ..
            } => match (part, would_need_seconds) {
                (None, _) => self.chain_gap_time_nobody().to_owned(),
                (Some(part), _) if !silent.is_empty() => self.chain_gap_time_silent(part, priority),
                (Some(part), Some(limit)) => {
                    self.chain_gap_time(part, priority, format::duration(self.0, *limit))
                }
                (Some(part), None) => self.chain_gap_time_never(priority, part),
            },
            Detail::InTimeShare {
                weakest_ppm,
                would_need_ppm,
                ..
            } => match (part, weakest_ppm, would_need_ppm) {
                (Some(part), Some(given), Some(needed)) => {
                    self.chain_gap_share(part, percent(*given), percent(*needed))
                }
                _ => self.chain_gap_share_never().to_owned(),
            },
            Detail::Money { owed, covered, parts } => self.gap_of_money(*owed, *covered, parts, part, name),
            Detail::Unsupported => self.chain_gap_unsupported().to_owned(),
        })
    }

    fn gap_of_money(
        self,
        owed: Option<Money>,
        covered: Option<Money>,
        parts: &[(usize, Option<Money>)],
        weakest: Option<String>,
        name: &impl Fn(usize) -> String,
    ) -> String {
        let unknown: Vec<_> = parts
            .iter()
            .filter(|(_, amount)| amount.is_none())
            .map(|(part, _)| name(*part))
            .collect();
        let (Some(owed), Some(covered)) = (owed, covered) else {
            return self.chain_gap_money_fee().to_owned();
        };
        if !unknown.is_empty() {
            return self.chain_gap_money_unknown(unknown.join(", "));
        }
        let missing = Money::new(owed.minor - covered.minor, owed.currency);
        let missing = format::money(self.0, missing);
        match weakest {
            Some(part) => self.chain_gap_money(part, missing),
            None => self.chain_gap_money_nobody(missing),
        }
    }

    /// The reason kept for lists, where only the weakest contract has a name.
    pub fn chain_reason(self, reason: &ChainReason, weakest: Option<&ContractName>) -> Option<String> {
        let name = |_: usize| weakest.map_or_else(|| "–".to_owned(), short_name);
        match (reason.fault, &reason.check) {
            (Some(fault), _) => Some(self.chain_fault(fault, &name)),
            (None, Some(check)) => self.gap(check, &name),
            (None, None) => None,
        }
    }

    /// When nobody is on duty: weekdays with their hours.
    pub fn stretches(self, stretches: &[Stretch]) -> String {
        let shown: Vec<_> = stretches.iter().map(|stretch| self.stretch(stretch)).collect();
        shown.join("; ")
    }

    fn stretch(self, stretch: &Stretch) -> String {
        // A month that begins on a Monday; only weekdays are shown.
        let days: Vec<String> = stretch
            .weekdays
            .iter()
            .filter_map(|day| NaiveDate::from_ymd_opt(2024, 1, 1 + u32::from(*day)))
            .map(|day| {
                let letters = if self.is_german() { 2 } else { 3 };
                dates::weekday(self.0, day).chars().take(letters).collect()
            })
            .collect();
        let days = if stretch.times < 40 {
            self.chain_on_holidays().to_owned()
        } else {
            days.join(", ")
        };
        let to = stretch.to.format("%H:%M").to_string();
        let to = if to == "00:00" { "24:00".to_owned() } else { to };
        self.chain_days(days, stretch.from.format("%H:%M").to_string(), to)
    }

    const fn is_german(self) -> bool {
        matches!(self.0, domain::views::Language::De)
    }
}

/// Number and title.
pub fn short_name(contract: &ContractName) -> String {
    format!("{} {}", contract.number, contract.title)
}
