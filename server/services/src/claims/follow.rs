//! From results to claims: a breach that owes money opens one, a corrected result is held against it.

use domain::claim::{ClaimState, DeadlineSource, limitation, reference, reference_prefix};
use domain::contract::MoneyDirection;
use domain::sla::evaluate::Evaluated;
use domain::sla::result::{Status, Unit};
use storage::{Claim, ClaimEvent, TenantTx};

use super::{state, today};
use crate::evaluate::Subject;
use crate::portfolio::{kind, unit};
use crate::{Error, Result};
use chrono::{Datelike, NaiveDate};

/// Opens and corrects the claims of one target; says how many.
///
/// While its period runs, an open claim follows the evaluation. After that another amount is only put beside it: what
/// is asked for changes by a person's decision, and what was asked for stays.
pub async fn follow(tx: &TenantTx, subject: &Subject<'_>, all: &[Evaluated]) -> Result<u32> {
    if kind(subject.contract)?.money_direction() != MoneyDirection::Receivable {
        return Ok(0);
    }
    let known = tx.claims_of_target(subject.terms.target.id).await?;
    let today = today(tx).await?;
    let mut changed = 0;
    for one in all {
        let period = one.clock.period.to_string();
        let claim = known.iter().find(|claim| claim.period == period);
        changed += match (claim, owed(subject, one)) {
            (None, None) => 0,
            (None, Some(minor)) => open(tx, subject, one, minor, today).await?,
            (Some(claim), minor) => correct(tx, claim, one, minor.unwrap_or(0), today).await?,
        };
    }
    Ok(changed)
}

/// What a missed period owes for certain: more tickets in time may still save a running one.
fn owed(subject: &Subject<'_>, one: &Evaluated) -> Option<i64> {
    let definition = &subject.terms.in_period(one.clock.period).definition;
    let certain = one.clock.is_over() || unit(definition) == Unit::Second;
    let (_, amount) = one.result.credit?;
    (certain && one.result.status == Status::Breached && amount.minor > 0).then_some(amount.minor)
}

fn deadline(one: &Evaluated) -> Option<(NaiveDate, DeadlineSource)> {
    let rule = one.result.claim_by.map(|day| (day, DeadlineSource::Rule));
    rule.or_else(|| {
        Some((
            limitation(one.clock.period.last_day())?,
            DeadlineSource::Limitation,
        ))
    })
}

async fn open(
    tx: &TenantTx,
    subject: &Subject<'_>,
    one: &Evaluated,
    minor: i64,
    today: NaiveDate,
) -> Result<u32> {
    let (deadline, source) = deadline(one).ok_or(Error::Internal)?;
    // What is barred by time is history, imported or recalculated.
    if source == DeadlineSource::Limitation && deadline < today {
        return Ok(0);
    }
    let target_id = subject.terms.target.id;
    let period = one.clock.period.to_string();
    let Some(breach) = tx.breach(target_id, &period).await? else {
        return Ok(0);
    };
    let number = tx.count_claim_references(&reference_prefix(today.year())).await? + 1;
    let claim = Claim {
        tenant_id: breach.tenant_id,
        id: storage::ids::new(),
        breach_id: breach.id,
        target_id,
        contract_id: subject.contract.id,
        supplier_id: subject.contract.supplier_id,
        period,
        period_ends_on: one.clock.period.last_day(),
        reference: reference(today.year(), number),
        state: ClaimState::Open.code().to_owned(),
        currency: subject.contract.currency.clone(),
        provisional: !one.clock.is_over(),
        amount_minor: minor,
        evaluated_minor: minor,
        settled_minor: None,
        nature: subject.contract.penalty_nature.clone(),
        deadline,
        deadline_source: source.code().to_owned(),
        submitted_on: None,
        revision: 1,
        opened_at: tx.now(),
    };
    tx.insert_claim(claim.clone()).await?;
    note(tx, &claim, ClaimState::Open.code(), today, Some(minor)).await?;
    Ok(1)
}

async fn correct(tx: &TenantTx, claim: &Claim, one: &Evaluated, minor: i64, today: NaiveDate) -> Result<u32> {
    let open = state(claim)? == ClaimState::Open;
    let follows = open && claim.provisional && minor > 0;
    let (deadline, source) = match deadline(one) {
        Some(found) if open && minor > 0 => found,
        _ => (
            claim.deadline,
            DeadlineSource::parse(&claim.deadline_source).ok_or(Error::Internal)?,
        ),
    };
    let fresh = Claim {
        evaluated_minor: minor,
        amount_minor: if follows { minor } else { claim.amount_minor },
        provisional: claim.provisional && !one.clock.is_over(),
        deadline,
        deadline_source: source.code().to_owned(),
        ..claim.clone()
    };
    if fresh == *claim {
        return Ok(0);
    }
    let fresh = Claim {
        revision: claim.revision + 1,
        ..fresh
    };
    if !tx.update_claim(fresh.clone(), claim.revision).await? {
        return Err(Error::Stale);
    }
    if minor != claim.evaluated_minor && !follows {
        note(tx, &fresh, CORRECTED, today, Some(minor)).await?;
    }
    Ok(1)
}

/// That the evaluation found another amount.
pub const CORRECTED: &str = "corrected";
/// That the other amount was taken over.
pub const ADOPTED: &str = "adopted";

/// Notes what the product itself found.
pub async fn note(
    tx: &TenantTx,
    claim: &Claim,
    kind: &str,
    on_day: NaiveDate,
    amount_minor: Option<i64>,
) -> Result<()> {
    let event = ClaimEvent {
        tenant_id: claim.tenant_id,
        claim_id: claim.id,
        number: 0,
        supplier_id: claim.supplier_id,
        kind: kind.to_owned(),
        on_day,
        amount_minor,
        invoice: String::new(),
        reason: String::new(),
        actor_id: crate::account::subject_of(tx.actor()),
        at: tx.now(),
    };
    append(tx, event).await
}

/// Puts an event at the end of a claim's history.
pub async fn append(tx: &TenantTx, event: ClaimEvent) -> Result<()> {
    let last = tx
        .claim_events(event.claim_id)
        .await?
        .last()
        .map_or(0, |last| last.number);
    let event = ClaimEvent {
        number: last + 1,
        ..event
    };
    Ok(tx.insert_claim_event(event).await?)
}
