//! A target in a period, with its ledger.

use std::collections::{BTreeSet, HashMap};

use domain::ids::{ContractId, ServiceId, TargetId};
use domain::money::Money;
use domain::policy::Action;
use domain::sla::availability;
use domain::sla::ledger::{self, Entry, Reason};
use domain::sla::result::Clock as PeriodClock;
use domain::sla::target::{Metric, TargetDefinition};
use domain::sla::ticket::{self, Verdict};
use domain::time::period::Period;
use domain::time::{Instant, Interval};
use domain::views::{
    LedgerFilter, LedgerInterval, LedgerItem, LedgerPage, LedgerQuery, TargetRow, TargetView, TierView,
};
use storage::TenantTx;

use crate::evaluate::{MeasuredTicket, ServiceFacts, Subject, calendars, excluded};
use crate::portfolio::{Portfolio, currency, has_money, local, zone};
use crate::target_terms::TargetTerms;
use crate::{Actor, Error, Result, Services};

/// Ledger items a page shows.
const PAGE_SIZE: u32 = 50;

/// A target in the API's list.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TargetSummary {
    /// The target.
    pub id: TargetId,
    /// Its contract.
    pub contract_id: ContractId,
    /// Its name.
    pub name: String,
    /// The service measured.
    pub service_id: ServiceId,
    /// Its terms.
    pub definition: TargetDefinition,
}

/// One ticket or outage with the clock ledger, in exact instants.
#[derive(Debug, Clone)]
pub struct LedgerRecord {
    /// The stored fact.
    pub fact_id: uuid::Uuid,
    /// The number in its own system.
    pub external_id: String,
    /// The ticket's priority.
    pub priority: Option<String>,
    /// When it was reported, or the outage began.
    pub reported_at: Instant,
    /// When it was resolved, or the outage ended.
    pub resolved_at: Option<Instant>,
    /// When it had to be resolved.
    pub due: Option<Instant>,
    /// Seconds of service time the goal allows.
    pub goal_seconds: Option<i64>,
    /// Seconds that counted.
    pub service_seconds: i64,
    /// In time or not.
    pub met: Option<bool>,
    /// What was counted and what was not.
    pub entries: Vec<Entry>,
}

impl LedgerRecord {
    /// Where the record stands in a list: by number, then by fact, so that no two records share a place.
    pub fn key(&self) -> String {
        format!("{}~{}", self.external_id, self.fact_id)
    }

    fn view(&self, zone: chrono_tz::Tz) -> LedgerItem {
        LedgerItem {
            external_id: self.external_id.clone(),
            priority: self.priority.clone(),
            reported: local(self.reported_at, zone),
            resolved: self.resolved_at.map(|at| local(at, zone)),
            due: self.due.map(|at| local(at, zone)),
            goal_seconds: self.goal_seconds,
            service_seconds: self.service_seconds,
            met: self.met,
            intervals: self.entries.iter().map(|entry| interval(entry, zone)).collect(),
        }
    }
}

impl Services {
    /// The targets of a contract.
    ///
    /// # Errors
    /// `NotFound` for a contract the actor must not see.
    pub async fn contract_targets(&self, actor: &Actor, id: ContractId) -> Result<Vec<TargetSummary>> {
        let tx = self
            .db
            .read(actor, Action::ContractRead, self.clock.now())
            .await?;
        tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let portfolio = Portfolio::load_terms(&tx).await?;
        let summary = |terms: &TargetTerms| TargetSummary {
            id: TargetId(terms.target.id),
            contract_id: id,
            service_id: ServiceId(terms.target.service_id),
            definition: terms.definition.clone(),
            name: terms.target.name.clone(),
        };
        Ok(portfolio.targets_of(id.0).map(summary).collect())
    }

    /// A target's page; the current period without a choice.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's target.
    pub async fn target(
        &self,
        actor: &Actor,
        id: TargetId,
        period: Option<Period>,
        query: &LedgerQuery,
    ) -> Result<TargetView> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        let (portfolio, terms) = load(&tx, id).await?;
        let contract = portfolio
            .contract(terms.target.contract_id)
            .ok_or(Error::NotFound)?;
        let current = portfolio.current_period(contract, &terms)?;
        let period = period.unwrap_or(current);
        let row = portfolio.row(&terms, period)?;
        let services = tx.services().await?;
        let service = services
            .iter()
            .find(|service| service.id == terms.target.service_id);
        let era = terms.in_period(period);
        let calendar = tx
            .calendar(era.target.calendar_id)
            .await?
            .ok_or(Error::Internal)?;
        let zone = zone(&contract.time_zone)?;
        let stored = portfolio
            .results(id.0)
            .iter()
            .find(|result| result.period == period.to_string());
        let fixed = portfolio
            .version(contract.id, period)
            .and_then(|version| version.monthly_fee_minor);
        let fee = fixed
            .filter(|_| has_money(contract).unwrap_or(false))
            .zip(Some(currency(contract)?));
        let fee = fee.map(|(minor, currency)| Money::new(minor, currency));
        let mut periods: BTreeSet<Period> = portfolio
            .results(id.0)
            .iter()
            .filter_map(|result| result.period.parse().ok())
            .collect();
        periods.insert(current);
        Ok(TargetView {
            service_id: ServiceId(terms.target.service_id),
            service_name: service.map(|service| service.name.clone()).unwrap_or_default(),
            calendar_name: calendar.name,
            time_zone: contract.time_zone.clone(),
            contract_version: portfolio
                .version(contract.id, period)
                .map_or(1, |version| version.number),
            evaluated_at: stored.map(|result| local(result.evaluated_at, zone)),
            goals: goals(&era.definition),
            tiers: tiers(&era.definition, &row, fee)?,
            cap_ppm: era.definition.caps.period_cap_ppm,
            periods: periods.into_iter().rev().collect(),
            ledger: page(&items(&tx, &portfolio, &terms, period).await?, query, zone),
            row,
        })
    }

    /// All ledger records of a period, and the zone in which people read their times.
    ///
    /// # Errors
    /// `NotFound` for a target the actor must not see.
    pub async fn ledger(
        &self,
        actor: &Actor,
        id: TargetId,
        period: Period,
    ) -> Result<(Vec<LedgerRecord>, chrono_tz::Tz)> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        let (portfolio, terms) = load(&tx, id).await?;
        let contract = portfolio
            .contract(terms.target.contract_id)
            .ok_or(Error::NotFound)?;
        Ok((
            items(&tx, &portfolio, &terms, period).await?,
            zone(&contract.time_zone)?,
        ))
    }

    /// The ledger as CSV.
    ///
    /// # Errors
    /// `NotFound` for a target the actor must not see.
    pub async fn ledger_csv(&self, actor: &Actor, id: TargetId, period: Period) -> Result<Vec<u8>> {
        let (records, zone) = self.ledger(actor, id, period).await?;
        let items: Vec<_> = records.iter().map(|record| record.view(zone)).collect();
        documents::ledger_csv(&items).map_err(Error::internal)
    }

    /// Results of a target, oldest first.
    ///
    /// # Errors
    /// `NotFound` for a target the actor must not see.
    pub async fn target_periods(&self, actor: &Actor, id: TargetId) -> Result<Vec<TargetRow>> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        let (portfolio, terms) = load(&tx, id).await?;
        let periods = portfolio
            .results(id.0)
            .iter()
            .filter_map(|result| result.period.parse().ok());
        periods.map(|period| portfolio.row(&terms, period)).collect()
    }

    /// One result of a target.
    ///
    /// # Errors
    /// `NotFound` for a target the actor must not see, and for periods in which the contract did not run.
    pub async fn target_period(&self, actor: &Actor, id: TargetId, period: Period) -> Result<TargetRow> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        let (portfolio, terms) = load(&tx, id).await?;
        let contract = portfolio
            .contract(terms.target.contract_id)
            .ok_or(Error::NotFound)?;
        let (first, last) = terms.measured();
        let starts_on = first.map_or(contract.starts_on, |day| day.max(contract.starts_on));
        let ends_on = [contract.ends_on, last].into_iter().flatten().min();
        let runs = starts_on <= period.last_day() && ends_on.is_none_or(|end| end >= period.first_day());
        if !runs || period.kind() != terms.definition.window {
            return Err(Error::NotFound);
        }
        portfolio.row(&terms, period)
    }
}

pub async fn load(tx: &TenantTx, id: TargetId) -> Result<(Portfolio, TargetTerms)> {
    let contract_id = tx.contract_of_target(id.0).await?.ok_or(Error::NotFound)?;
    let portfolio = Portfolio::load_contract(tx, contract_id).await?;
    let found = portfolio.targets.iter().find(|terms| terms.target.id == id.0);
    let terms = found.cloned().ok_or(Error::NotFound)?;
    Ok((portfolio, terms))
}

fn goals(definition: &TargetDefinition) -> Vec<(String, i64)> {
    let Metric::InTimeRate { goals } = &definition.metric else {
        return Vec::new();
    };
    let mut goals: Vec<_> = goals
        .iter()
        .map(|(name, seconds)| (name.clone(), *seconds))
        .collect();
    goals.sort_by_key(|(_, seconds)| *seconds);
    goals
}

/// The credit schedule from good to bad, with the step the result lies in. `fee` prices the steps of a period that
/// has no result yet.
pub fn tiers(definition: &TargetDefinition, row: &TargetRow, fee: Option<Money>) -> Result<Vec<TierView>> {
    let base = row.credit.map(|credit| credit.base).or(fee);
    let attained = row.attainment.map(|attainment| attainment.ratio);
    TierView::steps(definition, base, attained).map_err(Error::internal)
}

async fn items(
    tx: &TenantTx,
    portfolio: &Portfolio,
    terms: &TargetTerms,
    period: Period,
) -> Result<Vec<LedgerRecord>> {
    let contract = portfolio
        .contract(terms.target.contract_id)
        .ok_or(Error::NotFound)?;
    let facts = ServiceFacts::load(tx, terms.target.service_id).await?;
    let subject = Subject {
        terms,
        contract,
        versions: &portfolio.versions,
        calendars: &calendars(tx, terms).await?,
        charges: &HashMap::new(),
        facts: &facts,
        excluded: &excluded(tx, &terms.target).await?,
        now: portfolio.now,
    };
    match terms.in_period(period).definition.metric {
        Metric::InTimeRate { .. } => {
            let tickets = subject.tickets()?;
            let due_here = tickets.iter().filter(|ticket| ticket.period == Some(period));
            due_here.map(|ticket| ticket_record(&subject, ticket)).collect()
        }
        Metric::Availability { maintenance } => {
            let clock = subject.clock(period)?;
            let windows = subject.maintenance();
            let oldest_first = facts.outages.iter().rev();
            oldest_first
                .filter_map(|outage| {
                    outage_record(&subject, outage, &clock, (&windows, maintenance)).transpose()
                })
                .collect()
        }
    }
}

/// A ticket's clock from its report to its resolution; an open one's up to its due time or now.
fn ticket_record(subject: &Subject<'_>, measured: &MeasuredTicket<'_>) -> Result<LedgerRecord> {
    let ticket = &measured.ticket;
    let end = ticket.resolved_at.unwrap_or_else(|| {
        measured
            .outcome
            .due
            .map_or(subject.now, |due| due.min(subject.now))
            .max(ticket.reported_at)
    });
    let reported_on = local(ticket.reported_at, zone(&subject.contract.time_zone)?).date();
    let hours = subject.calendar_on(reported_on);
    Ok(LedgerRecord {
        fact_id: measured.row.id,
        external_id: measured.row.external_id.clone(),
        priority: Some(measured.row.priority.clone()),
        reported_at: ticket.reported_at,
        resolved_at: ticket.resolved_at,
        due: measured.outcome.due,
        goal_seconds: Some(measured.goal_seconds),
        service_seconds: measured.outcome.service_seconds,
        met: match measured.outcome.verdict {
            Verdict::Met => Some(true),
            Verdict::Missed => Some(false),
            Verdict::Pending => None,
        },
        entries: ticket::ledger(hours, ticket, subject.excluded, end).map_err(Error::internal)?,
    })
}

/// An outage as far as it lies in the period; `None` if it does not touch it.
fn outage_record(
    subject: &Subject<'_>,
    outage: &storage::Outage,
    clock: &PeriodClock,
    (windows, method): (&[Interval], availability::MaintenanceMethod),
) -> Result<Option<LedgerRecord>> {
    let from = outage.starts_at.max(clock.bounds.from);
    let to = outage
        .ends_at
        .unwrap_or(subject.now)
        .min(clock.bounds.to)
        .min(subject.now);
    if from >= to {
        return Ok(None);
    }
    let span = Interval { from, to };
    let down = [span];
    let input = availability::Input {
        window: span,
        ..subject.availability_input(clock, &down, windows, method)
    };
    let entries = availability::ledger(&input).map_err(Error::internal)?;
    Ok(Some(LedgerRecord {
        fact_id: outage.id,
        external_id: outage.external_id.clone(),
        priority: None,
        reported_at: outage.starts_at,
        resolved_at: outage.ends_at,
        due: None,
        goal_seconds: None,
        service_seconds: ledger::seconds_for(&entries, Reason::Downtime),
        met: None,
        entries,
    }))
}

fn interval(entry: &Entry, zone: chrono_tz::Tz) -> LedgerInterval {
    LedgerInterval {
        from: local(entry.interval.from, zone),
        to: local(entry.interval.to, zone),
        seconds: entry.interval.seconds(),
        counted: entry.counted,
        reason: entry.reason,
    }
}

fn page(records: &[LedgerRecord], query: &LedgerQuery, zone: chrono_tz::Tz) -> LedgerPage {
    let wanted = query.search.trim().to_lowercase();
    let fits = |record: &&LedgerRecord| {
        let outcome = match query.filter {
            LedgerFilter::All => true,
            LedgerFilter::Met => record.met == Some(true),
            LedgerFilter::Missed => record.met == Some(false),
            LedgerFilter::Pending => record.met.is_none(),
        };
        outcome && record.external_id.to_lowercase().contains(&wanted)
    };
    let records: Vec<_> = records.iter().filter(fits).collect();
    let total = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let page = query.page.clamp(1, total.div_ceil(PAGE_SIZE).max(1));
    let first = ((page - 1) * PAGE_SIZE) as usize;
    let shown = records.iter().skip(first).take(PAGE_SIZE as usize);
    LedgerPage {
        items: shown.map(|record| record.view(zone)).collect(),
        total,
        page,
        page_size: PAGE_SIZE,
    }
}
