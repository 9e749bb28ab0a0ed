//! What a contract promises: one target.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::{FieldError, code};
use crate::claim::ClaimRule;
use crate::credit::{Band, Caps, PointLevel, Schedule, ScheduleError, Tier};
use crate::ids::{CalendarId, ServiceId};
use crate::ratio::WHOLE_PPM;
use crate::sla::availability::MaintenanceMethod;
use crate::sla::target::{Metric, TargetDefinition};
use crate::time::holiday::Region;
use crate::time::period::PeriodKind;

const LONGEST_NAME: usize = 120;
const LONGEST_PRIORITY: usize = 60;
/// A goal beyond a year of service time is a typing error.
const LONGEST_GOAL_SECONDS: u64 = 366 * 86_400;
const LONGEST_CLAIM: u32 = 366;

/// Until when a ticket of a priority must be resolved, in service time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    /// The priority as tickets carry it.
    pub priority: String,
    /// How long.
    pub count: String,
    /// `second`, `minute` or `hour`.
    pub unit: String,
}

/// A step of a tiered schedule, in percent. Empty rows are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TierForm {
    /// Upper bound, excluded.
    pub below: String,
    /// Lower bound, included; empty for the lowest step.
    pub at_least: String,
    /// Share of the fee.
    pub credit: String,
}

/// Points that an attainment below a bound costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LevelForm {
    /// Upper bound in percent, excluded.
    pub below: String,
    /// Points.
    pub points: String,
}

/// The share of the fee that is owed from a number of points on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BandForm {
    /// Lower bound, included.
    pub points: String,
    /// Share of the fee in percent.
    pub credit: String,
}

/// The form as typed. Lists have rows that may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetForm {
    /// Its name.
    pub name: String,
    /// Id of the service measured.
    pub service_id: String,
    /// Id of the service hours.
    pub calendar_id: String,
    /// `availability` or `in_time_rate`.
    pub metric: String,
    /// `counts_as_up` or `removed`; for availability.
    pub maintenance: String,
    /// For the in-time rate.
    pub goals: Vec<GoalForm>,
    /// What must be reached, in percent.
    pub threshold: String,
    /// A code of [`PeriodKind`].
    pub window: String,
    /// `none`, `tiered_step`, `linear`, `points`, `at_risk_pool` or `per_interval`.
    pub model: String,
    /// For `tiered_step`.
    pub tiers: Vec<TierForm>,
    /// For `points`.
    pub levels: Vec<LevelForm>,
    /// For `points`.
    pub bands: Vec<BandForm>,
    /// For `linear`: percent of the fee for each missing percent; for `per_interval`: for each missing unit.
    pub rate: String,
    /// For `per_interval`: the size of a unit, in percent.
    pub unit: String,
    /// For `at_risk_pool`: the pool, in percent of the amount at risk.
    pub pool: String,
    /// For `at_risk_pool`: this target's share of the pool.
    pub allocation: String,
    /// For `at_risk_pool`: the share of the invoice at risk.
    pub at_risk: String,
    /// The most that is credited for one period, in percent of its fee; empty for the fee itself.
    pub period_cap: String,
    /// The most that is credited in a contract year; empty for no limit.
    pub yearly_cap: String,
    /// Credits up to this amount are not paid; empty for none.
    pub minimum: String,
    /// `none`, `end_of_billing_cycle`, `months_after_billing_month`, `days_after` or `working_days_after`.
    pub claim: String,
    /// How many cycles, months or days.
    pub claim_count: String,
    /// Whose holidays are no working days.
    pub claim_region: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetInput {
    /// Its name.
    pub name: String,
    /// The service measured.
    pub service_id: ServiceId,
    /// The service hours.
    pub calendar_id: CalendarId,
    /// Everything its results depend on.
    pub definition: TargetDefinition,
}

fn empty(texts: &[&String]) -> bool {
    texts.iter().all(|text| text.trim().is_empty())
}

impl TargetForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault; a schedule with gaps, overlaps or falling credits.
    pub fn parse(&self) -> Result<TargetInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let name = read.needed_text("name", &self.name, LONGEST_NAME);
        let service_id = read.code("service_id", &self.service_id);
        let calendar_id = read.code("calendar_id", &self.calendar_id);
        let definition = self.definition(&mut read);
        match (name, service_id, calendar_id, definition) {
            (Some(name), Some(service_id), Some(calendar_id), Some(definition)) if read.errors.is_empty() => {
                Ok(TargetInput {
                    name,
                    service_id,
                    calendar_id,
                    definition,
                })
            }
            _ => Err(read.errors),
        }
    }

    /// What the results depend on, as far as the form can be read; what is wrong is added to `read`.
    fn definition(&self, read: &mut Reader) -> Option<TargetDefinition> {
        let metric = self.metric(read);
        let threshold_ppm = read.percent("threshold", &self.threshold);
        if threshold_ppm.is_some_and(|ppm| ppm == 0 || ppm > WHOLE_PPM) {
            read.refuse("threshold", "percent_out_of_range");
        }
        let window: Option<PeriodKind> = read.code("window", &self.window);
        let schedule = self.schedule(read, threshold_ppm.unwrap_or(WHOLE_PPM));
        let caps = self.caps(read);
        let claim = self.claim(read);
        Some(TargetDefinition {
            metric: metric?,
            threshold_ppm: threshold_ppm?,
            window: window?,
            schedule: schedule?,
            caps,
            claim: claim?,
        })
    }

    /// The definition alone, for an example while the form is being filled in. `None` while it cannot be read.
    pub fn example(&self) -> Option<TargetDefinition> {
        let mut read = Reader::default();
        let definition = self.definition(&mut read);
        definition.filter(|_| read.errors.is_empty())
    }

    fn metric(&self, read: &mut Reader) -> Option<Metric> {
        match self.metric.as_str() {
            "availability" => {
                let maintenance: MaintenanceMethod = if self.maintenance.is_empty() {
                    MaintenanceMethod::default()
                } else {
                    read.code("maintenance", &self.maintenance)?
                };
                Some(Metric::Availability { maintenance })
            }
            "in_time_rate" => Some(Metric::InTimeRate {
                goals: self.goals(read),
            }),
            _ => {
                read.refuse("metric", "required");
                None
            }
        }
    }

    fn goals(&self, read: &mut Reader) -> BTreeMap<String, i64> {
        let mut goals = BTreeMap::new();
        for (index, goal) in self.goals.iter().enumerate() {
            if empty(&[&goal.priority, &goal.count]) {
                continue;
            }
            let field = format!("goals.{}", index + 1);
            let Some(priority) = read.needed_text(&field, &goal.priority, LONGEST_PRIORITY) else {
                continue;
            };
            let per_unit: u64 = match goal.unit.as_str() {
                "second" => 1,
                "minute" => 60,
                _ => 3_600,
            };
            let count = goal.count.trim().parse::<u64>().ok().filter(|count| *count > 0);
            let seconds = count.and_then(|count| count.checked_mul(per_unit));
            let seconds = seconds.filter(|seconds| *seconds <= LONGEST_GOAL_SECONDS);
            match seconds.and_then(|seconds| i64::try_from(seconds).ok()) {
                None => read.refuse(&field, "number_unreadable"),
                Some(_) if goals.contains_key(&priority) => read.refuse(&field, "twice"),
                Some(seconds) => drop(goals.insert(priority, seconds)),
            }
        }
        if goals.is_empty() && read.errors.iter().all(|error| !error.field.starts_with("goals")) {
            read.refuse("goals", "required");
        }
        goals
    }

    fn schedule(&self, read: &mut Reader, target_ppm: i64) -> Option<Schedule> {
        let schedule = match self.model.as_str() {
            "none" => Schedule::None,
            "tiered_step" => Schedule::TieredStep {
                tiers: self.tiers(read)?,
            },
            "linear" => Schedule::Linear {
                target_ppm,
                // Percent of the fee for each missing percent: a rate of 1 is 1,000,000.
                rate_ppm: read.percent("rate", &self.rate)?.checked_mul(100)?,
            },
            "points" => Schedule::Points {
                levels: self.levels(read)?,
                bands: self.bands(read)?,
            },
            "at_risk_pool" => Schedule::AtRiskPool {
                target_ppm,
                pool_ppm: read.percent("pool", &self.pool)?,
                allocation_ppm: read.percent("allocation", &self.allocation)?,
                at_risk_ppm: read.percent("at_risk", &self.at_risk)?,
            },
            "per_interval" => Schedule::PerInterval {
                target_ppm,
                unit_ppm: read.percent("unit", &self.unit)?,
                credit_ppm: read.percent("rate", &self.rate)?,
            },
            _ => {
                read.refuse("model", "required");
                return None;
            }
        };
        if let Err(error) = schedule.validate() {
            let (field, code) = told(&error);
            read.refuse(&field, code);
            return None;
        }
        Some(schedule)
    }

    fn tiers(&self, read: &mut Reader) -> Option<Vec<Tier>> {
        let mut tiers = Vec::new();
        let mut whole = true;
        for (index, tier) in self.tiers.iter().enumerate() {
            if empty(&[&tier.below, &tier.at_least, &tier.credit]) {
                continue;
            }
            let field = format!("tiers.{}", index + 1);
            let before = read.errors.len();
            let (below, credit) = (
                read.percent(&field, &tier.below),
                read.percent(&field, &tier.credit),
            );
            let at_least_ppm = read.percent_if_any(&field, &tier.at_least);
            // One row, one problem.
            read.errors.truncate(read.errors.len().min(before + 1));
            match (below, credit) {
                (Some(below_ppm), Some(credit_ppm)) if read.errors.len() == before => tiers.push(Tier {
                    below_ppm,
                    at_least_ppm,
                    credit_ppm,
                }),
                _ => whole = false,
            }
        }
        whole.then_some(tiers)
    }

    fn levels(&self, read: &mut Reader) -> Option<Vec<PointLevel>> {
        let mut levels = Vec::new();
        for (index, level) in self.levels.iter().enumerate() {
            if empty(&[&level.below, &level.points]) {
                continue;
            }
            let field = format!("levels.{}", index + 1);
            let points = read.count(&field, &level.points, 1_000_000);
            levels.push(PointLevel {
                below_ppm: read.percent(&field, &level.below)?,
                points: i64::from(points?),
            });
        }
        Some(levels)
    }

    fn bands(&self, read: &mut Reader) -> Option<Vec<Band>> {
        let mut bands = Vec::new();
        for (index, band) in self.bands.iter().enumerate() {
            if empty(&[&band.points, &band.credit]) {
                continue;
            }
            let field = format!("bands.{}", index + 1);
            let from_points = read.count(&field, &band.points, 1_000_000);
            bands.push(Band {
                from_points: i64::from(from_points?),
                credit_ppm: read.percent(&field, &band.credit)?,
            });
        }
        Some(bands)
    }

    fn caps(&self, read: &mut Reader) -> Caps {
        Caps {
            period_cap_ppm: read.percent_if_any("period_cap", &self.period_cap),
            yearly_cap_minor: read.amount_if_any("yearly_cap", &self.yearly_cap),
            minimum_exclusive_minor: read.amount_if_any("minimum", &self.minimum),
        }
    }

    fn claim(&self, read: &mut Reader) -> Option<ClaimRule> {
        let rule = self.claim.as_str();
        if matches!(rule, "none" | "") {
            return Some(ClaimRule::None);
        }
        let count = read.count("claim_count", &self.claim_count, LONGEST_CLAIM);
        Some(match rule {
            "end_of_billing_cycle" => ClaimRule::EndOfBillingCycle { cycles: count? },
            "months_after_billing_month" => ClaimRule::MonthsAfterBillingMonth { months: count? },
            "days_after" => ClaimRule::DaysAfter { days: count? },
            "working_days_after" => {
                let region: Option<Region> = read.code("claim_region", &self.claim_region);
                ClaimRule::WorkingDaysAfter {
                    days: count?,
                    region: region?,
                }
            }
            _ => {
                read.refuse("claim", "required");
                return None;
            }
        })
    }
}

/// Which row of a schedule is wrong, and why.
fn told(error: &ScheduleError) -> (String, &'static str) {
    let row = |list: &str, index: usize| format!("{list}.{}", index + 1);
    match error {
        ScheduleError::Empty(list) => ((*list).to_owned(), "required"),
        ScheduleError::EmptyTier(index) => (row("tiers", *index), "tier_empty"),
        ScheduleError::Gap(index) => (row("tiers", *index), "tier_gap"),
        ScheduleError::Overlap(index) => (row("tiers", *index), "tier_overlap"),
        ScheduleError::Order(list, index) => (row(list, *index), "not_in_order"),
        ScheduleError::NotMonotone(list, index) => (row(list, *index), "credits_less"),
        ScheduleError::Negative(field) => ((*field).to_owned(), "number_unreadable"),
        ScheduleError::ZeroUnit => ("unit".to_owned(), "number_unreadable"),
    }
}

/// What the form looks like for a stored definition.
impl From<&TargetDefinition> for TargetForm {
    fn from(definition: &TargetDefinition) -> Self {
        let mut form = Self {
            threshold: percent(definition.threshold_ppm),
            window: code(&definition.window),
            period_cap: definition.caps.period_cap_ppm.map(percent).unwrap_or_default(),
            yearly_cap: definition.caps.yearly_cap_minor.map(amount).unwrap_or_default(),
            minimum: definition
                .caps
                .minimum_exclusive_minor
                .map(amount)
                .unwrap_or_default(),
            ..Self::default()
        };
        form.show_metric(&definition.metric);
        form.show_schedule(&definition.schedule);
        form.show_claim(definition.claim);
        form
    }
}

impl TargetForm {
    fn show_metric(&mut self, metric: &Metric) {
        match metric {
            Metric::Availability { maintenance } => {
                "availability".clone_into(&mut self.metric);
                self.maintenance = code(maintenance);
            }
            Metric::InTimeRate { goals } => {
                "in_time_rate".clone_into(&mut self.metric);
                self.goals = goals
                    .iter()
                    .map(|(priority, seconds)| {
                        let (count, unit) = match seconds {
                            seconds if seconds % 3_600 == 0 => (seconds / 3_600, "hour"),
                            seconds if seconds % 60 == 0 => (seconds / 60, "minute"),
                            seconds => (*seconds, "second"),
                        };
                        GoalForm {
                            priority: priority.clone(),
                            count: count.to_string(),
                            unit: unit.to_owned(),
                        }
                    })
                    .collect();
            }
        }
    }

    fn show_schedule(&mut self, schedule: &Schedule) {
        let model = match schedule {
            Schedule::None => "none",
            Schedule::TieredStep { tiers } => {
                let row = |tier: &Tier| TierForm {
                    below: percent(tier.below_ppm),
                    at_least: tier.at_least_ppm.map(percent).unwrap_or_default(),
                    credit: percent(tier.credit_ppm),
                };
                self.tiers = tiers.iter().map(row).collect();
                "tiered_step"
            }
            Schedule::Linear { rate_ppm, .. } => {
                self.rate = percent(rate_ppm / 100);
                "linear"
            }
            Schedule::Points { levels, bands } => {
                let level = |level: &PointLevel| LevelForm {
                    below: percent(level.below_ppm),
                    points: level.points.to_string(),
                };
                let band = |band: &Band| BandForm {
                    points: band.from_points.to_string(),
                    credit: percent(band.credit_ppm),
                };
                self.levels = levels.iter().map(level).collect();
                self.bands = bands.iter().map(band).collect();
                "points"
            }
            Schedule::AtRiskPool {
                pool_ppm,
                allocation_ppm,
                at_risk_ppm,
                ..
            } => {
                self.pool = percent(*pool_ppm);
                self.allocation = percent(*allocation_ppm);
                self.at_risk = percent(*at_risk_ppm);
                "at_risk_pool"
            }
            Schedule::PerInterval {
                unit_ppm, credit_ppm, ..
            } => {
                self.unit = percent(*unit_ppm);
                self.rate = percent(*credit_ppm);
                "per_interval"
            }
        };
        model.clone_into(&mut self.model);
    }

    fn show_claim(&mut self, claim: ClaimRule) {
        let (rule, count) = match claim {
            ClaimRule::None => ("none", None),
            ClaimRule::EndOfBillingCycle { cycles } => ("end_of_billing_cycle", Some(cycles)),
            ClaimRule::MonthsAfterBillingMonth { months } => ("months_after_billing_month", Some(months)),
            ClaimRule::DaysAfter { days } => ("days_after", Some(days)),
            ClaimRule::WorkingDaysAfter { days, region } => {
                region.code().clone_into(&mut self.claim_region);
                ("working_days_after", Some(days))
            }
        };
        rule.clone_into(&mut self.claim);
        self.claim_count = count.map(|count| count.to_string()).unwrap_or_default();
    }
}

/// As both languages read it: `99,95`.
fn percent(ppm: i64) -> String {
    let (whole, rest) = (ppm / 10_000, ppm % 10_000);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole},{rest:04}").trim_end_matches('0').to_owned()
    }
}

/// As both languages read it: `48000,50`.
fn amount(minor: i64) -> String {
    format!("{},{:02}", minor / 100, minor % 100)
}

#[cfg(test)]
mod tests;
