//! Contracts.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::contract::{ContractStatus, PenaltyNature};
use domain::ids::{ContractId, TargetId};
use domain::money::Money;
use domain::policy::Action;
use domain::time::period::{Period, PeriodKind};
use domain::views::{
    ContractFilter, ContractRecord, ContractRow, ContractSort, ContractView, Language, OutageRow,
    ScheduleView, StepRow, TargetChange, VersionRow,
};
use storage::{Contract, Outage, Service, Target, TenantTx};

use crate::portfolio::{Portfolio, currency, has_money, local, zone};
use crate::target_terms::same_promise;
use crate::targets::tiers;
use crate::templates;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// All contracts that fit a filter, by number.
    pub async fn contracts(&self, actor: &Actor, filter: &ContractFilter) -> Result<Vec<ContractRow>> {
        let tx = self
            .db
            .read(actor, Action::ContractRead, self.clock.now())
            .await?;
        let portfolio = Portfolio::load_current(&tx).await?;
        let rows: Result<Vec<_>> = portfolio
            .contracts
            .iter()
            .map(|contract| portfolio.contract_row(contract))
            .collect();
        let wanted = filter.search.trim().to_lowercase();
        let fits = |row: &ContractRow| {
            let named = [&row.number, &row.title, &row.supplier_name];
            let counted = filter.status.is_none_or(|status| row.counts.of(status) > 0);
            named.iter().any(|name| name.to_lowercase().contains(&wanted))
                && filter.kind.is_none_or(|kind| row.kind == kind)
                && counted
        };
        let mut rows: Vec<_> = rows?.into_iter().filter(fits).collect();
        if let Some(by) = filter.sort {
            sort(&mut rows, by);
        }
        if filter.reversed {
            rows.reverse();
        }
        // What has none comes last, whichever way.
        match filter.sort {
            Some(ContractSort::Fee) => rows.sort_by_key(|row| row.monthly_fee.is_none()),
            Some(ContractSort::Credit) => rows.sort_by_key(|row| row.credit.is_none()),
            Some(ContractSort::End) => rows.sort_by_key(|row| row.ends_on.is_none()),
            _ => {}
        }
        Ok(rows)
    }

    /// The contract with exactly this number, if there is one.
    pub async fn contract_by_number(&self, actor: &Actor, number: &str) -> Result<Vec<ContractRow>> {
        let rows = self.contracts(actor, &ContractFilter::default()).await?;
        Ok(rows.into_iter().filter(|row| row.number == number).collect())
    }

    /// A contract in a period; the current one without a choice. `received_on` asks what notice received on a day would
    /// bring about.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's contract.
    pub async fn contract(
        &self,
        actor: &Actor,
        id: ContractId,
        period: Option<Period>,
        received_on: Option<NaiveDate>,
    ) -> Result<ContractView> {
        let term = if actor.may(Action::TermRead) {
            Some(self.contract_term(actor, id, received_on).await?)
        } else {
            None
        };
        let tx = self
            .db
            .read(actor, Action::ContractRead, self.clock.now())
            .await?;
        let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let portfolio = Portfolio::load_contract(&tx, id.0).await?;
        let zone = zone(&contract.time_zone)?;
        let today = local(portfolio.now, zone).date();
        let current = Period::containing(PeriodKind::Month, today);
        let period = period.unwrap_or(current);
        let services = tx.services().await?;
        let outages = tx.outages(None, Some(period.bounds(zone))).await?;
        let charges = tx.charges(id.0).await?;
        let calendars = tx.calendars().await?;
        let targets: Vec<_> = portfolio
            .targets_on(id.0, period.first_day().max(contract.starts_on))
            .collect();
        let measured: BTreeSet<_> = targets.iter().map(|terms| terms.target.service_id).collect();
        let used: BTreeSet<_> = targets.iter().map(|terms| terms.target.calendar_id).collect();
        let billed = charges
            .iter()
            .find(|charge| charge.period == period.to_string())
            .map(|c| c.amount_minor);
        let fixed = portfolio
            .version(id.0, period)
            .and_then(|version| version.monthly_fee_minor);
        let currency = currency(&contract)?;
        let escalations = if actor.may(Action::EscalationRead) {
            self.escalation_rows(&tx, &portfolio).await?
        } else {
            Vec::new()
        };
        let rows: Result<Vec<_>> = targets
            .iter()
            .map(|terms| portfolio.row(terms, in_window(terms.definition.window, period)))
            .collect();
        let rows = rows?;
        let period_fee = billed.or(fixed).filter(|_| has_money(&contract).unwrap_or(false));
        let period_fee = period_fee.map(|minor| Money::new(minor, currency));
        let schedules = targets.iter().zip(&rows).map(|(terms, row)| {
            Ok(ScheduleView {
                target_id: TargetId(terms.target.id),
                tiers: tiers(&terms.in_period(row.period).definition, row, period_fee)?,
                cap_ppm: terms.in_period(row.period).definition.caps.period_cap_ppm,
            })
        });
        Ok(ContractView {
            row: portfolio.contract_row(&contract)?,
            period,
            periods: periods(&portfolio, &contract, current),
            period_fee,
            time_zone: contract.time_zone.clone(),
            services: services
                .iter()
                .filter(|s| measured.contains(&s.id))
                .map(|s| s.name.clone())
                .collect(),
            calendar_names: calendars
                .iter()
                .filter(|c| used.contains(&c.id))
                .map(|c| c.name.clone())
                .collect(),
            clause_source: contract.clause_source.clone(),
            schedules: schedules.collect::<Result<_>>()?,
            targets: rows,
            outages: outages
                .iter()
                .filter(|outage| measured.contains(&outage.service_id))
                .map(|outage| outage_row(outage, &services, zone, portfolio.now))
                .collect(),
            escalations: escalations
                .into_iter()
                .filter(|row| row.contract_id == id)
                .collect(),
            versions: versions(&tx, &portfolio, &contract, today).await?,
            record: record(&tx, &contract).await?,
            steps: steps(&tx, &contract, zone).await?,
            draft: if actor.may(Action::ContractWrite) {
                tx.draft_version(id.0).await?.map(|draft| draft.number)
            } else {
                None
            },
            term,
        })
    }
}

/// The master data; to vendors our own accounting is nothing.
async fn record(tx: &TenantTx, contract: &Contract) -> Result<ContractRecord> {
    let ours = !tx.actor().role.is_vendor();
    let owner = match contract.owner_person_id.filter(|_| ours) {
        Some(id) => tx.people(vec![id]).await?.pop().map(|person| person.name),
        None => None,
    };
    let template = contract.template_code.as_ref().zip(contract.template_edition);
    let template = template.and_then(|(code, then)| Some((code.clone(), then, templates::edition(code)?)));
    let nature = contract.penalty_nature.as_deref();
    Ok(ContractRecord {
        revision: contract.revision,
        owner_name: owner,
        currency: currency(contract)?,
        language: Language::parse(&contract.language).unwrap_or_default(),
        cost_centre: contract.cost_centre.clone().filter(|_| ours),
        governing_law: contract.governing_law.clone(),
        penalty_nature: nature.and_then(PenaltyNature::parse),
        tags: if ours {
            serde_json::from_value(contract.tags.clone()).unwrap_or_default()
        } else {
            Vec::new()
        },
        template: template.filter(|_| ours),
    })
}

/// The steps of a contract's life, newest first; why we took them is not for vendors.
async fn steps(tx: &TenantTx, contract: &Contract, zone: chrono_tz::Tz) -> Result<Vec<StepRow>> {
    if tx.actor().role.is_vendor() {
        return Ok(Vec::new());
    }
    let steps = tx.contract_steps(contract.id).await?;
    let actors = steps.iter().filter_map(|step| step.actor_id).collect();
    let people = tx.people(actors).await?;
    let name = |id| {
        people
            .iter()
            .find(|person| person.id == id)
            .map(|person| person.name.clone())
    };
    let rows = steps.into_iter().rev().map(|step| {
        Ok(StepRow {
            status: ContractStatus::parse(&step.status).ok_or(Error::Internal)?,
            on_day: step.on_day,
            reason: step.reason,
            actor: step.actor_id.and_then(name),
            at: local(step.at, zone),
        })
    });
    rows.collect()
}

/// The target's own period that holds the first day of the one shown.
fn in_window(window: PeriodKind, shown: Period) -> Period {
    if window == shown.kind() {
        shown
    } else {
        Period::containing(window, shown.first_day())
    }
}

/// Months with results, and the current one; newest first.
fn periods(portfolio: &Portfolio, contract: &Contract, current: Period) -> Vec<Period> {
    let mut periods = BTreeSet::from([current]);
    for terms in portfolio.targets_ever(contract.id) {
        let results = portfolio.results(terms.target.id).iter();
        periods.extend(results.filter_map(|result| result.period.parse::<Period>().ok()));
    }
    periods.into_iter().rev().collect()
}

/// Versions, newest first, each with what it changed.
async fn versions(
    tx: &TenantTx,
    portfolio: &Portfolio,
    contract: &Contract,
    today: NaiveDate,
) -> Result<Vec<VersionRow>> {
    let of_contract = || {
        portfolio
            .versions
            .iter()
            .filter(|version| version.contract_id == contract.id)
    };
    let money = has_money(contract)?;
    let currency = currency(contract)?;
    let current = of_contract()
        .filter(|version| version.valid_from <= today)
        .map(|version| version.number)
        .max();
    let mut rows = Vec::new();
    let mut before: Option<Vec<Target>> = None;
    for version in of_contract() {
        let targets = tx.targets_of_version(version.id).await?;
        rows.push(VersionRow {
            number: version.number,
            valid_from: version.valid_from,
            // What we wrote for ourselves is nothing for the other party.
            note: if tx.actor().role.is_vendor() {
                String::new()
            } else {
                version.note.clone()
            },
            current: Some(version.number) == current,
            fee: version
                .monthly_fee_minor
                .filter(|_| money)
                .map(|minor| Money::new(minor, currency)),
            changes: before.map_or_else(Vec::new, |before| target_changes(&before, &targets)),
        });
        before = Some(targets);
    }
    rows.reverse();
    Ok(rows)
}

/// Targets that came, changed or went from one version to the next.
fn target_changes(before: &[Target], after: &[Target]) -> Vec<(String, TargetChange)> {
    let stay = after.iter().filter_map(|row| {
        let change = match before.iter().find(|old| old.id == row.id) {
            None => TargetChange::New,
            Some(old) if same_promise(old, row) => return None,
            Some(_) => TargetChange::Changed,
        };
        Some((row.name.clone(), change))
    });
    let gone = before
        .iter()
        .filter(|row| after.iter().all(|new| new.id != row.id))
        .map(|row| (row.name.clone(), TargetChange::Removed));
    stay.chain(gone).collect()
}

/// An outage as people see it in a zone.
pub fn outage_row(
    outage: &Outage,
    services: &[Service],
    zone: chrono_tz::Tz,
    now: domain::time::Instant,
) -> OutageRow {
    let service = services.iter().find(|service| service.id == outage.service_id);
    OutageRow {
        external_id: outage.external_id.clone(),
        service_name: service.map(|service| service.name.clone()).unwrap_or_default(),
        starts_at: local(outage.starts_at, zone),
        ends_at: outage.ends_at.map(|at| local(at, zone)),
        seconds: (outage.ends_at.unwrap_or(now) - outage.starts_at)
            .num_seconds()
            .max(0),
        cause: outage.cause.clone(),
        source: outage.source.clone(),
    }
}

fn sort(rows: &mut [ContractRow], by: ContractSort) {
    match by {
        ContractSort::Title => rows.sort_by_cached_key(|row| row.title.to_lowercase()),
        ContractSort::Supplier => rows.sort_by_cached_key(|row| row.supplier_name.to_lowercase()),
        ContractSort::End => rows.sort_by_key(|row| (row.ends_on.is_none(), row.ends_on)),
        ContractSort::Fee => rows.sort_by_key(|row| Reverse(row.monthly_fee.map(|fee| fee.minor))),
        ContractSort::Credit => rows.sort_by_key(|row| Reverse(row.credit.map(|credit| credit.minor))),
    }
}
