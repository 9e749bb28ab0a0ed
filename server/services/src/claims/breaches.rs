//! Breaches: every missed target in its period, and the claim it opened.

use domain::ids::{BreachId, ClaimId, ContractId, TargetId};
use domain::money::Money;
use domain::policy::Action;
use domain::ratio::Ratio;
use domain::views::{Attainment, BreachRecord};
use storage::{Breach, Claim};

use crate::portfolio::{Portfolio, currency, local, unit};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// All breaches, the latest period first.
    pub async fn breaches(&self, actor: &Actor) -> Result<Vec<BreachRecord>> {
        let tx = self.db.read(actor, Action::ClaimRead, self.clock.now()).await?;
        let portfolio = Portfolio::load_terms(&tx).await?;
        let claims = tx.claims().await?;
        let mut records = Vec::new();
        for breach in tx.breaches().await? {
            records.extend(record(&portfolio, &claims, &breach)?);
        }
        records.sort_by(|a, b| {
            (b.period.last_day(), &a.contract_number, a.id).cmp(&(
                a.period.last_day(),
                &b.contract_number,
                b.id,
            ))
        });
        Ok(records)
    }

    /// One breach.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's breach.
    pub async fn breach(&self, actor: &Actor, id: BreachId) -> Result<BreachRecord> {
        let all = self.breaches(actor).await?;
        all.into_iter()
            .find(|record| record.id == id)
            .ok_or(Error::NotFound)
    }
}

/// `None` if its contract cannot be seen.
fn record(portfolio: &Portfolio, claims: &[Claim], breach: &Breach) -> Result<Option<BreachRecord>> {
    let terms = portfolio
        .targets
        .iter()
        .find(|terms| terms.target.id == breach.target_id);
    let Some(terms) = terms else { return Ok(None) };
    let Some(contract) = portfolio.contract(terms.target.contract_id) else {
        return Ok(None);
    };
    let period = breach.period.parse().map_err(Error::internal)?;
    let era = terms.in_period(period);
    let currency = currency(contract)?;
    let supplier = portfolio.supplier(contract.supplier_id);
    let claim = claims.iter().find(|claim| claim.breach_id == breach.id);
    Ok(Some(BreachRecord {
        id: BreachId(breach.id),
        contract_id: ContractId(contract.id),
        contract_number: contract.number.clone(),
        supplier_name: supplier.map(|supplier| supplier.name.clone()).unwrap_or_default(),
        target_id: TargetId(breach.target_id),
        target_name: era.target.name.clone(),
        period,
        opened_at: local(breach.opened_at, portfolio.zone),
        attainment: Ratio::new(breach.numerator, breach.denominator).map(|ratio| Attainment {
            ratio,
            unit: unit(&era.definition),
        }),
        threshold_ppm: era.definition.threshold_ppm,
        credit: breach.credit_minor.map(|minor| Money::new(minor, currency)),
        claim_id: claim.map(|claim| ClaimId(claim.id)),
    }))
}
