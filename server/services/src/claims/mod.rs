//! Claims: what suppliers owe for missed targets, until when it must be asked for, and what became of it.

mod breaches;
mod clock;
mod follow;
mod letter;
mod one;
mod step;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::claim::{ClaimState, DeadlineSource, HORIZON};
use domain::contract::{MoneyDirection, PenaltyNature};
use domain::forms::FieldError;
use domain::ids::{BreachId, ClaimId, ContractId, SupplierId, TargetId};
use domain::money::{Currency, Money};
use domain::policy::Action;
use domain::views::{ClaimFilter, ClaimRow, ClaimTotals, ClaimsView, Decision, DecisionSubject};
pub use follow::follow;
use storage::{Claim, TenantTx};

use crate::portfolio::{Portfolio, attainment, local, unit, zone};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The claims that fit a filter, and what became of all of them.
    ///
    /// # Errors
    /// `Invalid` for a filter that does not exist.
    pub async fn claims(&self, actor: &Actor, filter: &ClaimFilter) -> Result<ClaimsView> {
        let tx = self.db.read(actor, Action::ClaimRead, self.clock.now()).await?;
        let portfolio = Portfolio::load_terms(&tx).await?;
        let mut rows = Vec::new();
        for claim in tx.claims().await? {
            rows.extend(row(&portfolio, &claim)?);
        }
        let mut suppliers: Vec<_> = rows
            .iter()
            .map(|row| (row.supplier_id, row.supplier_name.clone()))
            .collect();
        suppliers.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        suppliers.dedup();
        Ok(ClaimsView {
            totals: totals(&rows),
            suppliers,
            rows: fitting(rows, filter)?,
        })
    }
}

/// A stored state.
fn state(claim: &Claim) -> Result<ClaimState> {
    ClaimState::parse(&claim.state).ok_or_else(|| Error::internal("claim.state"))
}

/// A claim's row; `None` if its contract cannot be seen.
fn row(portfolio: &Portfolio, claim: &Claim) -> Result<Option<ClaimRow>> {
    let (Some(contract), Some(supplier)) = (
        portfolio.contract(claim.contract_id),
        portfolio.supplier(claim.supplier_id),
    ) else {
        return Ok(None);
    };
    let Some(terms) = portfolio
        .targets
        .iter()
        .find(|terms| terms.target.id == claim.target_id)
    else {
        return Ok(None);
    };
    let period = claim.period.parse().map_err(Error::internal)?;
    let currency = Currency::parse(&claim.currency).ok_or_else(|| Error::internal("claim.currency"))?;
    let money = |minor| Money::new(minor, currency);
    let today = local(portfolio.now, portfolio.zone).date();
    let contract_today = local(portfolio.now, zone(&contract.time_zone)?).date();
    Ok(Some(ClaimRow {
        id: ClaimId(claim.id),
        reference: claim.reference.clone(),
        breach_id: BreachId(claim.breach_id),
        contract_id: ContractId(contract.id),
        contract_number: contract.number.clone(),
        contract_title: contract.title.clone(),
        supplier_id: SupplierId(supplier.id),
        supplier_name: supplier.name.clone(),
        target_id: TargetId(claim.target_id),
        target_name: terms.in_period(period).target.name.clone(),
        period,
        running: contract_today <= claim.period_ends_on,
        state: state(claim)?,
        amount: money(claim.amount_minor),
        // What we find out later is for us to tell.
        corrected: (claim.evaluated_minor != claim.amount_minor && !portfolio.seen_by_vendor())
            .then(|| money(claim.evaluated_minor)),
        settled: claim.settled_minor.map(money),
        nature: claim.nature.as_deref().and_then(PenaltyNature::parse),
        deadline: claim.deadline,
        deadline_source: DeadlineSource::parse(&claim.deadline_source)
            .ok_or_else(|| Error::internal("claim.deadline_source"))?,
        days_left: (claim.deadline - today).num_days(),
    }))
}

/// What waits for us first, by deadline; then what waits for the other party; then what is done.
fn rank(row: &ClaimRow) -> (u8, i64) {
    match row.state {
        ClaimState::Open => (0, row.days_left),
        state if state.is_pending() => (1, row.days_left),
        _ => (2, -i64::from(row.period.last_day().num_days_from_ce())),
    }
}

fn fitting(mut rows: Vec<ClaimRow>, filter: &ClaimFilter) -> Result<Vec<ClaimRow>> {
    let mut errors = Vec::new();
    let state = ClaimState::parse(filter.state.trim());
    if state.is_none() && !filter.state.trim().is_empty() {
        errors.push(FieldError::new("state", "unknown"));
    }
    let supplier: Option<SupplierId> = filter.supplier.trim().parse().ok();
    if supplier.is_none() && !filter.supplier.trim().is_empty() {
        errors.push(FieldError::new("supplier", "unknown"));
    }
    let within: Option<i64> = filter.within.trim().parse().ok();
    if within.is_none() && !filter.within.trim().is_empty() {
        errors.push(FieldError::new("within", "number_unreadable"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    rows.retain(|row| {
        state.is_none_or(|state| row.state == state)
            && supplier.is_none_or(|supplier| row.supplier_id == supplier)
            // Only what is still to be asked for has a deadline.
            && within.is_none_or(|days| row.state == ClaimState::Open && row.days_left <= days)
    });
    rows.sort_by_key(|row| (rank(row), row.reference.clone()));
    Ok(rows)
}

fn totals(rows: &[ClaimRow]) -> Vec<ClaimTotals> {
    let mut all: BTreeMap<(i32, String, SupplierId, Currency), ClaimTotals> = BTreeMap::new();
    for row in rows {
        let year = row.period.last_day().year();
        let nothing = Money::zero(row.amount.currency);
        let key = (
            -year,
            row.supplier_name.clone(),
            row.supplier_id,
            row.amount.currency,
        );
        let totals = all.entry(key).or_insert_with(|| ClaimTotals {
            year,
            supplier_id: row.supplier_id,
            supplier_name: row.supplier_name.clone(),
            open: nothing,
            claimed: nothing,
            received: nothing,
            waived: nothing,
            lapsed: nothing,
        });
        let place = match row.state {
            ClaimState::Open => &mut totals.open,
            ClaimState::Waived => &mut totals.waived,
            ClaimState::Lapsed => &mut totals.lapsed,
            _ => &mut totals.claimed,
        };
        place.minor = place.minor.saturating_add(row.amount.minor);
        let settled = row.settled.map_or(0, |settled| settled.minor);
        totals.received.minor = totals.received.minor.saturating_add(settled);
    }
    all.into_values().collect()
}

/// Claims that run out soon: what must be decided today.
pub async fn decisions(tx: &TenantTx, portfolio: &Portfolio) -> Result<Vec<Decision>> {
    let mut decisions = Vec::new();
    for claim in tx.claims().await? {
        let Some(row) = row(portfolio, &claim)? else {
            continue;
        };
        if row.state != ClaimState::Open || row.days_left > HORIZON.num_days() {
            continue;
        }
        let terms = portfolio
            .targets
            .iter()
            .find(|terms| terms.target.id == claim.target_id);
        let era = terms.ok_or(Error::Internal)?.in_period(row.period);
        let results = portfolio.results(claim.target_id);
        let result = results.iter().find(|result| result.period == claim.period);
        decisions.push(Decision {
            subject: DecisionSubject::ClaimCredit {
                claim_id: row.id,
                target_name: row.target_name,
                period: row.period,
                attainment: result.and_then(|result| attainment(result, unit(&era.definition))),
                threshold_ppm: era.definition.threshold_ppm,
            },
            due: Some(row.deadline),
            days_left: Some(row.days_left),
            amount: Some((row.amount, MoneyDirection::Receivable)),
            contract: Some((row.contract_id, row.contract_number, row.contract_title)),
            supplier_name: row.supplier_name,
        });
    }
    Ok(decisions)
}

/// Today where the tenant is.
async fn today(tx: &TenantTx) -> Result<NaiveDate> {
    let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
    Ok(local(tx.now(), zone(&tenant.time_zone)?).date())
}
