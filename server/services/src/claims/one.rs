//! One claim with its history and its letter.

use domain::claim::ClaimState;
use domain::ids::ClaimId;
use domain::money::Money;
use domain::policy::Action;
use domain::views::{ClaimEventKind, ClaimEventRow, ClaimRow, ClaimView, Language};
use storage::{Claim, ClaimEvent, Contract, TargetPeriod, TenantTx};

use super::follow::{ADOPTED, CORRECTED};
use super::letter::{Facts, letter};
use super::{row, today};
use crate::portfolio::{Portfolio, attainment, local, unit};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// One claim.
    ///
    /// # Errors
    /// `NotFound` for another tenant's claim and, for suppliers, another supplier's or one never submitted.
    pub async fn claim(&self, actor: &Actor, id: ClaimId) -> Result<ClaimView> {
        let tx = self.db.read(actor, Action::ClaimRead, self.clock.now()).await?;
        let claim = tx.claim(id.0).await?.ok_or(Error::NotFound)?;
        let portfolio = Portfolio::load_contract(&tx, claim.contract_id).await?;
        let row = row(&portfolio, &claim)?.ok_or(Error::NotFound)?;
        let contract = portfolio.contract(claim.contract_id).ok_or(Error::NotFound)?;
        let terms = portfolio
            .targets
            .iter()
            .find(|terms| terms.target.id == claim.target_id)
            .ok_or(Error::NotFound)?;
        let era = terms.in_period(row.period);
        let result = portfolio
            .results(claim.target_id)
            .iter()
            .find(|result| result.period == claim.period);
        let mut view = ClaimView {
            revision: claim.revision,
            threshold_ppm: era.definition.threshold_ppm,
            attainment: result.and_then(|result| attainment(result, unit(&era.definition))),
            share: result.and_then(|result| share(result, &row, claim.amount_minor)),
            contract_version: portfolio
                .version(contract.id, row.period)
                .map_or(1, |version| version.number),
            clause_source: contract.clause_source.clone(),
            today: today(&tx).await?,
            events: events(&tx, &portfolio, &claim, &row).await?,
            letter: None,
            row,
        };
        if !actor.role.is_vendor() {
            view.letter = Some(letter_of(&tx, &portfolio, &claim, contract, &view).await?);
        }
        Ok(view)
    }
}

/// Of which fee how much; only where that makes the amount of the claim.
fn share(result: &TargetPeriod, row: &ClaimRow, amount_minor: i64) -> Option<(i64, Money)> {
    let same = result.credit_minor == Some(amount_minor);
    let base = result.base_minor.filter(|_| same)?;
    Some((result.credit_ppm?, Money::new(base, row.amount.currency)))
}

async fn events(
    tx: &TenantTx,
    portfolio: &Portfolio,
    claim: &Claim,
    row: &ClaimRow,
) -> Result<Vec<ClaimEventRow>> {
    let mut events = tx.claim_events(claim.id).await?;
    if portfolio.seen_by_vendor() {
        // What we did before we asked, and what we found out since, is ours.
        let submitted = ClaimState::Submitted.code();
        let first = events.iter().position(|event| event.kind == submitted);
        events.drain(..first.unwrap_or(events.len()));
        events.retain(|event| ClaimState::parse(&event.kind).is_some());
    }
    let actors: Vec<_> = events.iter().filter_map(|event| event.actor_id).collect();
    let names = tx.names_of(&actors).await?;
    let event_row = |event: ClaimEvent| {
        Some(ClaimEventRow {
            kind: match event.kind.as_str() {
                CORRECTED => ClaimEventKind::Corrected,
                ADOPTED => ClaimEventKind::Adopted,
                state => ClaimEventKind::Moved(ClaimState::parse(state)?),
            },
            on_day: event.on_day,
            at: local(event.at, portfolio.zone),
            actor: event.actor_id.and_then(|id| names.get(&id).cloned()),
            reason: event.reason,
            invoice: event.invoice,
            amount: event
                .amount_minor
                .map(|minor| Money::new(minor, row.amount.currency)),
        })
    };
    Ok(events.into_iter().filter_map(event_row).collect())
}

async fn letter_of(
    tx: &TenantTx,
    portfolio: &Portfolio,
    claim: &Claim,
    contract: &Contract,
    view: &ClaimView,
) -> Result<domain::views::LetterView> {
    let tenant = tx.tenant().await?.ok_or(Error::Internal)?;
    let supplier = portfolio.supplier(contract.supplier_id).ok_or(Error::NotFound)?;
    Ok(letter(&Facts {
        sender: &tenant.name,
        supplier,
        claim: view,
        on_day: claim.submitted_on.unwrap_or(view.today),
        language: Language::parse(&contract.language).unwrap_or_default(),
    }))
}
