//! From facts to results: evaluates targets, opens breaches, raises escalations.
//!
//! An evaluation reads the facts as they are and computes every period again; the same facts give the same
//! results, so running it twice, or again after a crash, changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use domain::escalation::is_news;
use domain::money::Money;
use domain::policy::Action;
use domain::sla::availability::{self, MaintenanceMethod};
use domain::sla::result::{Clock as PeriodClock, Measured, PeriodResult, Status, TicketTally, judge};
use domain::sla::target::Metric;
use domain::sla::ticket::{self, Outcome, Ticket, Verdict};
use domain::time::calendar::{Calendar, CalendarSpec};
use domain::time::period::Period;
use domain::time::{Instant, Interval};
use serde_json::json;
use storage::{Breach, Contract, ContractVersion, Note, Observation, Outage, TargetPeriod, TenantTx};
use uuid::Uuid;

use crate::portfolio::{TargetTerms, currency, definition, has_money, local, zone};
use crate::{Actor, Error, Result, Services, escalations};

/// Periods shown for every target even if nothing was measured in them: a year and the month running.
const PERIODS_BACK: usize = 13;

/// The facts of one service.
pub struct ServiceFacts {
    pub tickets: Vec<storage::Ticket>,
    pub outages: Vec<Outage>,
    pub observations: Vec<Observation>,
}

impl ServiceFacts {
    /// Reads them.
    pub async fn load(tx: &TenantTx, service_id: Uuid) -> Result<Self> {
        Ok(Self {
            tickets: tx.tickets(service_id).await?,
            outages: tx.outages(Some(service_id), None).await?,
            observations: tx.observations(service_id).await?,
        })
    }
}

/// Everything a target's results are computed from.
pub struct Subject<'a> {
    pub terms: &'a TargetTerms,
    pub contract: &'a Contract,
    pub versions: &'a [ContractVersion],
    pub calendar: &'a Calendar,
    pub charges: &'a HashMap<String, i64>,
    pub facts: &'a ServiceFacts,
    pub now: Instant,
}

/// One ticket measured against its goal.
pub struct MeasuredTicket<'a> {
    pub row: &'a storage::Ticket,
    pub ticket: Ticket,
    pub goal_seconds: i64,
    pub outcome: Outcome,
    /// The period it is due in; `None` while an open pause keeps it from being due.
    pub period: Option<Period>,
}

/// A result with the contract version it was computed with.
struct Evaluated {
    clock: PeriodClock,
    version_id: Uuid,
    fee: Option<Money>,
    result: PeriodResult,
}

/// A stored calendar, compiled.
pub fn calendar(row: &storage::Calendar) -> Result<Calendar> {
    let spec: CalendarSpec = serde_json::from_value(row.spec.clone()).map_err(Error::internal)?;
    Calendar::new(&spec).map_err(Error::internal)
}

impl Services {
    /// Evaluates all targets that measure a service.
    pub(crate) async fn evaluate_service(&self, tenant_id: Uuid, service_id: Uuid) -> Result<()> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        let facts = ServiceFacts::load(&tx, service_id).await?;
        let versions = tx.contract_versions().await?;
        let mut raised = 0;
        for target in tx.targets().await?.into_iter().filter(|target| target.service_id == service_id) {
            let Some(contract) = tx.contract(target.contract_id).await? else { continue };
            let terms = TargetTerms { definition: definition(&target)?, target };
            let calendar_row = tx.calendar(terms.target.calendar_id).await?.ok_or(Error::Internal)?;
            let charges = tx.charges(contract.id).await?.into_iter().map(|row| (row.period, row.amount_minor));
            let subject = Subject {
                calendar: &calendar(&calendar_row)?,
                charges: &charges.collect(),
                versions: &versions,
                terms: &terms,
                contract: &contract,
                facts: &facts,
                now: tx.now(),
            };
            let evaluated = subject.evaluate()?;
            tx.put_results(evaluated.iter().map(|period| subject.stored(period)).collect()).await?;
            raised += self.open_breaches(&tx, &subject, &evaluated).await?;
        }
        if raised == 0 {
            return Ok(tx.save_derived().await?);
        }
        Ok(tx.save(Note::new("service", service_id).with(json!({ "escalations_raised": raised }))).await?)
    }

    /// Opens a breach for every missed period that has none yet, and escalates those that are news.
    async fn open_breaches(&self, tx: &TenantTx, subject: &Subject<'_>, all: &[Evaluated]) -> Result<u32> {
        let mut raised = 0;
        for one in all.iter().filter(|one| one.result.status == Status::Breached) {
            let target_id = subject.terms.target.id;
            let period = one.clock.period.to_string();
            let Some(attainment) = one.result.attainment else { continue };
            if tx.breach(target_id, &period).await?.is_some() {
                continue;
            }
            let breach = Breach {
                tenant_id: tx.actor().tenant_id,
                id: storage::ids::new(),
                target_id,
                period,
                opened_at: tx.now(),
                numerator: attainment.ratio.numerator,
                denominator: attainment.ratio.denominator,
                credit_minor: one.result.credit.map(|(_, amount)| amount.minor),
            };
            tx.insert_breach(breach.clone()).await?;
            if is_news(one.result.status, &one.clock) {
                escalations::raise(self, tx, subject, &breach, attainment.unit).await?;
                raised += 1;
            }
        }
        Ok(raised)
    }
}

impl Subject<'_> {
    /// All periods in which something was measured, and the last thirteen.
    fn evaluate(&self) -> Result<Vec<Evaluated>> {
        let measured = self.measure()?;
        let mut paid_by_year: HashMap<i32, i64> = HashMap::new();
        let mut evaluated = Vec::new();
        let mut usual_volume = 0;
        for period in self.periods(measured.keys().copied())? {
            let clock = self.clock(period)?;
            let version = self.version(period).ok_or(Error::Internal)?;
            let fee = self.fee(period, version)?;
            let mut facts = measured.get(&period).copied().unwrap_or(Measured::Nothing);
            if let Measured::Tickets { tally, usual_volume: usual } = &mut facts {
                *usual = usual_volume;
                usual_volume = tally.met + tally.missed;
            }
            let paid = paid_by_year.entry(period.first_day().year()).or_default();
            let result =
                judge(&self.terms.definition, facts, &clock, fee, *paid).map_err(Error::internal)?;
            *paid += result.credit.map_or(0, |(_, amount)| amount.minor);
            evaluated.push(Evaluated { clock, version_id: version.id, fee, result });
        }
        Ok(evaluated)
    }

    /// Where a period lies for this contract.
    pub fn clock(&self, period: Period) -> Result<PeriodClock> {
        Ok(PeriodClock { period, bounds: period.bounds(zone(&self.contract.time_zone)?), as_of: self.now })
    }

    fn window(&self, date: NaiveDate) -> Period {
        Period::containing(self.terms.definition.window, date)
    }

    fn periods(&self, measured: impl Iterator<Item = Period>) -> Result<BTreeSet<Period>> {
        let today = local(self.now, zone(&self.contract.time_zone)?).date();
        let (first, current) = (self.window(self.contract.starts_on), self.window(today));
        let mut periods: BTreeSet<Period> = measured.collect();
        let mut period = current;
        for _ in 0..PERIODS_BACK {
            periods.insert(period);
            period = period.previous();
        }
        periods.retain(|period| (first..=current).contains(period));
        Ok(periods)
    }

    fn version(&self, period: Period) -> Option<&ContractVersion> {
        let of_contract = || self.versions.iter().filter(|version| version.contract_id == self.contract.id);
        of_contract().rfind(|version| version.valid_from <= period.first_day()).or_else(|| of_contract().next())
    }

    /// What was billed for the period, else the fixed fee; nothing where no money hangs on the contract.
    fn fee(&self, period: Period, version: &ContractVersion) -> Result<Option<Money>> {
        if !has_money(self.contract)? {
            return Ok(None);
        }
        let minor = self.charges.get(&period.to_string()).copied().or(version.monthly_fee_minor);
        let currency = currency(self.contract)?;
        Ok(minor.map(|minor| Money::new(minor, currency)))
    }

    fn measure(&self) -> Result<BTreeMap<Period, Measured>> {
        match &self.terms.definition.metric {
            Metric::InTimeRate { .. } => self.measure_tickets(),
            Metric::Availability { maintenance } => self.measure_availability(*maintenance),
        }
    }

    /// Every ticket that has a goal.
    pub fn tickets(&self) -> Result<Vec<MeasuredTicket<'_>>> {
        let Metric::InTimeRate { goals } = &self.terms.definition.metric else { return Ok(Vec::new()) };
        let zone = zone(&self.contract.time_zone)?;
        let mut measured = Vec::with_capacity(self.facts.tickets.len());
        for row in &self.facts.tickets {
            let Some(goal_seconds) = goals.get(&row.priority).copied() else { continue };
            let ticket = Ticket {
                reported_at: row.reported_at,
                resolved_at: row.resolved_at,
                pauses: serde_json::from_value(row.pauses.clone()).map_err(Error::internal)?,
            };
            let outcome =
                ticket::evaluate(self.calendar, goal_seconds, &ticket, self.now).map_err(Error::internal)?;
            let period = outcome.due.map(|due| self.window(local(due, zone).date()));
            measured.push(MeasuredTicket { row, ticket, goal_seconds, outcome, period });
        }
        Ok(measured)
    }

    fn measure_tickets(&self) -> Result<BTreeMap<Period, Measured>> {
        let mut tallies: BTreeMap<Period, TicketTally> = BTreeMap::new();
        for measured in self.tickets()? {
            let Some(period) = measured.period else { continue };
            let tally = tallies.entry(period).or_default();
            match measured.outcome.verdict {
                Verdict::Met => tally.met += 1,
                Verdict::Missed => tally.missed += 1,
                Verdict::Pending => tally.pending += 1,
            }
        }
        let measured = |tally| Measured::Tickets { tally, usual_volume: 0 };
        Ok(tallies.into_iter().map(|(period, tally)| (period, measured(tally))).collect())
    }

    fn measure_availability(&self, method: MaintenanceMethod) -> Result<BTreeMap<Period, Measured>> {
        let down = self.downtimes();
        let mut measured = BTreeMap::new();
        for period in self.watched_periods()? {
            let clock = self.clock(period)?;
            let input = self.availability_input(&clock, &down, method);
            let so_far = availability::evaluate(&input).map_err(Error::internal)?;
            let whole = self.calendar.elapsed(clock.bounds.from, clock.bounds.to, &[]).map_err(Error::internal)?;
            measured.insert(
                period,
                Measured::Seconds {
                    up: so_far.up_seconds,
                    denominator: so_far.denominator_seconds,
                    whole_period: whole,
                },
            );
        }
        Ok(measured)
    }

    /// What the availability of a period is computed from.
    pub fn availability_input<'b>(
        &'b self,
        clock: &PeriodClock,
        down: &'b [Interval],
        method: MaintenanceMethod,
    ) -> availability::Input<'b> {
        availability::Input {
            window: clock.bounds,
            calendar: self.calendar,
            down,
            maintenance: &[],
            excluded: &[],
            unknown: &[],
            method,
            as_of: self.now,
        }
    }

    /// Outages as intervals; one that still lasts ends now.
    pub fn downtimes(&self) -> Vec<Interval> {
        let interval = |outage: &Outage| {
            let to = outage.ends_at.unwrap_or(self.now);
            (outage.starts_at < to).then_some(Interval { from: outage.starts_at, to })
        };
        self.facts.outages.iter().filter_map(interval).collect()
    }

    /// Periods in which somebody watched the service or an outage was recorded. Silence alone is no data.
    fn watched_periods(&self) -> Result<BTreeSet<Period>> {
        let zone = zone(&self.contract.time_zone)?;
        let watched = self.facts.observations.iter();
        let watched = watched.map(|seen| Interval { from: seen.from_at, to: seen.to_at.unwrap_or(self.now) });
        let mut periods = BTreeSet::new();
        for span in self.downtimes().into_iter().chain(watched) {
            let last = span.to.min(self.now);
            let mut period = self.window(local(span.from, zone).date());
            while period.bounds(zone).from < last {
                periods.insert(period);
                period = period.next();
            }
        }
        Ok(periods)
    }

    fn stored(&self, one: &Evaluated) -> TargetPeriod {
        let result = &one.result;
        let minor = |amount: Option<Money>| amount.map(|amount| amount.minor);
        TargetPeriod {
            tenant_id: self.terms.target.tenant_id,
            target_id: self.terms.target.id,
            period: one.clock.period.to_string(),
            starts_on: one.clock.period.first_day(),
            ends_on: one.clock.period.last_day(),
            over: one.clock.is_over(),
            status: result.status.code().to_owned(),
            numerator: result.attainment.map(|attainment| attainment.ratio.numerator),
            denominator: result.attainment.map(|attainment| attainment.ratio.denominator),
            budget_allowed: result.budget.map(|budget| budget.allowed),
            budget_used: result.budget.map(|budget| budget.used),
            base_minor: result.credit.and(minor(one.fee)),
            credit_minor: result.credit.map(|(_, amount)| amount.minor),
            credit_ppm: result.credit.map(|(ppm, _)| ppm),
            next_step_minor: minor(result.next_step),
            worst_case_minor: minor(result.worst_case),
            claim_by: result.claim_by,
            contract_version_id: one.version_id,
            evaluated_at: self.now,
        }
    }
}
