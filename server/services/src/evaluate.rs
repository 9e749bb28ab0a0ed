//! From facts to results: evaluates targets, opens breaches, raises escalations.
//!
//! An evaluation reads the facts as they are and computes every period again with [`domain::sla::evaluate`]; the same
//! facts give the same results, so running it twice, or again after a crash, changes nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::contract::ContractStatus;
use domain::escalation::is_news;
use domain::exclusion::ExclusionStatus;
use domain::money::{Currency, Money};
use domain::policy::Action;
use domain::sla::availability::{self, MaintenanceMethod};
use domain::sla::evaluate::{self, Era, Evaluated, Evaluation, Facts, Span, Terms, TicketFact};
use domain::sla::result::{Clock as PeriodClock, Status};
use domain::sla::target::Metric;
use domain::sla::ticket::{Outcome, Pause, Ticket};
use domain::time::calendar::{Calendar, CalendarSpec};
use domain::time::period::Period;
use domain::time::{Instant, Interval};
use serde_json::json;
use storage::{
    Breach, Contract, ContractVersion, Exclusion, Job, Maintenance, Note, Observation, Outage, TargetPeriod,
    TenantTx,
};
use uuid::Uuid;

use crate::portfolio::{currency, has_money, zone};
use crate::target_terms::{TargetTerms, assemble};
use crate::{Actor, Error, Result, Services, claims, escalations, sign_off};

/// The facts of one service.
pub struct ServiceFacts {
    pub tickets: Vec<storage::Ticket>,
    pub outages: Vec<Outage>,
    pub observations: Vec<Observation>,
    pub maintenance: Vec<Maintenance>,
}

impl ServiceFacts {
    /// Reads them.
    pub async fn load(tx: &TenantTx, service_id: Uuid) -> Result<Self> {
        Ok(Self {
            tickets: tx.tickets(service_id).await?,
            outages: tx.outages(Some(service_id), None).await?,
            observations: tx.observations(service_id).await?,
            maintenance: tx.maintenance_of(service_id).await?,
        })
    }
}

/// Everything a target's results are computed from.
pub struct Subject<'a> {
    pub terms: &'a TargetTerms,
    pub contract: &'a Contract,
    pub versions: &'a [ContractVersion],
    /// The service hours of its eras.
    pub calendars: &'a [Calendar],
    pub charges: &'a HashMap<String, i64>,
    pub facts: &'a ServiceFacts,
    /// Time that both sides agreed not to count for this target, in order.
    pub excluded: &'a [Interval],
    pub now: Instant,
}

/// Time that both sides agreed not to count for a target.
pub async fn excluded(tx: &TenantTx, target: &storage::Target) -> Result<Vec<Interval>> {
    let agreed = |row: &Exclusion| {
        row.status == ExclusionStatus::Agreed.code() && row.target_id.is_none_or(|id| id == target.id)
    };
    let rows = tx.exclusions_of(target.contract_id).await?.into_iter();
    let intervals: Vec<_> = rows
        .filter(agreed)
        .map(|row| Interval {
            from: row.starts_at,
            to: row.ends_at,
        })
        .collect();
    Ok(domain::time::interval::union(&intervals))
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

/// The service hours of a target's eras, in their order.
pub async fn calendars(tx: &TenantTx, terms: &TargetTerms) -> Result<Vec<Calendar>> {
    let mut calendars = Vec::with_capacity(terms.eras.len());
    for era in &terms.eras {
        let row = tx.calendar(era.target.calendar_id).await?;
        calendars.push(calendar(&row.ok_or(Error::Internal)?)?);
    }
    Ok(calendars)
}

fn was_in_force(contract: &Contract) -> bool {
    use ContractStatus::{Active, Expired, Terminated};
    let status = ContractStatus::parse(&contract.status);
    matches!(status, Some(Active | Terminated | Expired))
}

/// A stored calendar, compiled.
pub fn calendar(row: &storage::Calendar) -> Result<Calendar> {
    let spec: CalendarSpec = serde_json::from_value(row.spec.clone()).map_err(Error::internal)?;
    Calendar::new(&spec).map_err(Error::internal)
}

impl Services {
    /// Evaluates all targets that measure a service.
    pub(crate) async fn evaluate_service(&self, job: &Job, service_id: Uuid) -> Result<()> {
        let actor = Actor::system(job.tenant_id);
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        tx.guard(job).await?;
        tx.lock_service(service_id).await?;
        let facts = ServiceFacts::load(&tx, service_id).await?;
        let versions = tx.contract_versions().await?;
        let (mut raised, mut corrected, mut claimed) = (0, 0, 0);
        let rows = tx.targets().await?;
        for terms in assemble(&versions, rows, tx.now().date_naive())?
            .into_iter()
            .filter(|terms| terms.target.service_id == service_id)
        {
            let Some(contract) = tx.contract(terms.target.contract_id).await? else {
                continue;
            };
            // What was never signed promises nothing.
            if !was_in_force(&contract) {
                continue;
            }
            let charges = tx
                .charges(contract.id)
                .await?
                .into_iter()
                .map(|row| (row.period, row.amount_minor));
            let subject = Subject {
                calendars: &calendars(&tx, &terms).await?,
                charges: &charges.collect(),
                versions: &versions,
                terms: &terms,
                contract: &contract,
                facts: &facts,
                excluded: &excluded(&tx, &terms.target).await?,
                now: tx.now(),
            };
            let stored = tx.results_of_all(&[subject.terms.target.id]).await?;
            let evaluated = subject.evaluate(&stored)?;
            let (unlocked, later) = sign_off::respect_locks(&tx, &subject, evaluated).await?;
            tx.put_results(unlocked.iter().map(|period| subject.stored(period)).collect())
                .await?;
            raised += self.open_breaches(&tx, &subject, &unlocked).await?;
            claimed += claims::follow(&tx, &subject, &unlocked).await?;
            corrected += later;
        }
        if raised + corrected == 0 && claimed == 0 {
            return Ok(tx.save_derived().await?);
        }
        let detail = json!({
            "escalations_raised": raised, "closed_periods_corrected": corrected, "claims_changed": claimed,
        });
        Ok(tx.save(Note::new("service", service_id).with(detail)).await?)
    }

    /// Opens a breach for every missed period that has none yet, and escalates those that are news.
    async fn open_breaches(&self, tx: &TenantTx, subject: &Subject<'_>, all: &[Evaluated]) -> Result<u32> {
        let mut raised = 0;
        for one in all.iter().filter(|one| one.result.status == Status::Breached) {
            let target_id = subject.terms.target.id;
            let period = one.clock.period.to_string();
            let Some(attainment) = one.result.attainment else {
                continue;
            };
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
            let was_in_force = crate::drafting::was_in_force(subject.contract)?;
            if was_in_force && is_news(one.result.status, &one.clock) {
                escalations::raise(self, tx, subject, &breach, &one.clock, attainment.unit).await?;
                raised += 1;
            }
        }
        Ok(raised)
    }
}

/// The terms of a contract in the form the rules take.
struct OwnedTerms<'a> {
    zone: Tz,
    eras: Vec<Era<'a>>,
    versions: Vec<evaluate::Version>,
    charges: HashMap<Period, i64>,
    currency: Option<Currency>,
}

impl Subject<'_> {
    /// All periods in which something was measured, the last thirteen, and those stored before.
    fn evaluate(&self, stored: &[TargetPeriod]) -> Result<Vec<Evaluated>> {
        let terms = self.owned_terms()?;
        let tickets = self.ticket_facts()?;
        let span = |from, to| Span { from, to };
        let outages: Vec<Span> = self
            .facts
            .outages
            .iter()
            .map(|row| span(row.starts_at, row.ends_at))
            .collect();
        let observations = self
            .facts
            .observations
            .iter()
            .map(|row| span(row.from_at, row.to_at));
        let maintenance = self.facts.maintenance.iter();
        let maintenance: Vec<Span> = maintenance
            .map(|row| span(row.starts_at, Some(row.ends_at)))
            .collect();
        let excluded: Vec<Span> = self
            .excluded
            .iter()
            .map(|one| span(one.from, Some(one.to)))
            .collect();
        let recorded: Vec<Period> = stored.iter().filter_map(|row| row.period.parse().ok()).collect();
        let facts = Facts {
            tickets: &tickets,
            outages: &outages,
            observations: &observations.collect::<Vec<Span>>(),
            maintenance: &maintenance,
            excluded: &excluded,
            recorded: &recorded,
            ..Facts::default()
        };
        let evaluation = Evaluation::full(&self.terms(&terms), &facts, self.now).map_err(Error::internal)?;
        Ok(evaluation.periods)
    }

    fn owned_terms(&self) -> Result<OwnedTerms<'_>> {
        let of_contract = self
            .versions
            .iter()
            .filter(|version| version.contract_id == self.contract.id);
        let version = |row: &ContractVersion| evaluate::Version {
            id: row.id,
            valid_from: row.valid_from,
            fee_minor: row.monthly_fee_minor,
        };
        // A charge of a text that is no period belongs to none.
        let charge = |(period, minor): (&String, &i64)| Some((period.parse().ok()?, *minor));
        let eras = self.terms.eras.iter().zip(self.calendars);
        Ok(OwnedTerms {
            zone: zone(&self.contract.time_zone)?,
            eras: eras
                .map(|(era, calendar)| Era {
                    from: era.from,
                    definition: &era.definition,
                    calendar,
                })
                .collect(),
            versions: of_contract.map(version).collect(),
            charges: self.charges.iter().filter_map(charge).collect(),
            currency: has_money(self.contract)?
                .then(|| currency(self.contract))
                .transpose()?,
        })
    }

    fn terms<'b>(&'b self, owned: &'b OwnedTerms<'b>) -> Terms<'b> {
        Terms {
            definition: owned.eras[0].definition,
            calendar: owned.eras[0].calendar,
            later: &owned.eras[1..],
            zone: owned.zone,
            starts_on: self.contract.starts_on,
            ends_on: self.contract.ends_on,
            measured: self.terms.measured(),
            versions: &owned.versions,
            charges: &owned.charges,
            currency: owned.currency,
        }
    }

    /// Where a period lies for this contract.
    pub fn clock(&self, period: Period) -> Result<PeriodClock> {
        Ok(PeriodClock {
            period,
            bounds: period.bounds(zone(&self.contract.time_zone)?),
            as_of: self.now,
        })
    }

    fn ticket_facts(&self) -> Result<Vec<TicketFact<'_>>> {
        // Without goals no ticket is measured, and none need be read.
        let Metric::InTimeRate { .. } = self.terms.definition.metric else {
            return Ok(Vec::new());
        };
        let fact = |row: &'_ storage::Ticket| -> Result<_> {
            Ok(Ticket {
                reported_at: row.reported_at,
                resolved_at: row.resolved_at,
                pauses: self.pauses(row)?,
            })
        };
        let rows = self.facts.tickets.iter();
        rows.map(|row| {
            Ok(TicketFact {
                priority: &row.priority,
                ticket: fact(row)?,
            })
        })
        .collect()
    }

    /// When a ticket's clock stood: its own pauses, and what both sides agreed not to count.
    fn pauses(&self, row: &storage::Ticket) -> Result<Vec<Pause>> {
        let mut pauses: Vec<Pause> = serde_json::from_value(row.pauses.clone()).map_err(Error::internal)?;
        let agreed = self.excluded.iter().filter(|one| one.to > row.reported_at);
        pauses.extend(agreed.map(|one| Pause {
            from: one.from,
            to: Some(one.to),
        }));
        Ok(pauses)
    }

    /// Maintenance of the service.
    pub fn maintenance(&self) -> Vec<Interval> {
        let rows = self.facts.maintenance.iter();
        rows.map(|row| Interval {
            from: row.starts_at,
            to: row.ends_at,
        })
        .collect()
    }

    /// Every ticket that has a goal.
    pub fn tickets(&self) -> Result<Vec<MeasuredTicket<'_>>> {
        let terms = self.owned_terms()?;
        let tickets = self.ticket_facts()?;
        let facts = Facts {
            tickets: &tickets,
            ..Facts::default()
        };
        let measured = evaluate::tickets(&self.terms(&terms), &facts, self.now).map_err(Error::internal)?;
        let with_row = |one: evaluate::MeasuredTicket<'_>| {
            let row = self.facts.tickets.get(one.index)?;
            Some(MeasuredTicket {
                row,
                ticket: one.fact.ticket.clone(),
                goal_seconds: one.goal_seconds,
                outcome: one.outcome,
                period: one.period,
            })
        };
        Ok(measured.into_iter().filter_map(with_row).collect())
    }

    /// The service hours on a day.
    pub fn calendar_on(&self, day: NaiveDate) -> &Calendar {
        let index = self.terms.eras.iter().rposition(|era| era.from <= day);
        &self.calendars[index.unwrap_or(0)]
    }

    /// What the availability of a period is computed from.
    pub fn availability_input<'b>(
        &'b self,
        clock: &PeriodClock,
        down: &'b [Interval],
        maintenance: &'b [Interval],
        method: MaintenanceMethod,
    ) -> availability::Input<'b> {
        availability::Input {
            window: clock.bounds,
            calendar: self.calendar_on(clock.period.first_day()),
            down,
            maintenance,
            excluded: self.excluded,
            unknown: &[],
            method,
            as_of: self.now,
        }
    }

    pub fn stored(&self, one: &Evaluated) -> TargetPeriod {
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
