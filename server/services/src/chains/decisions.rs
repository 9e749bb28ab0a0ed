//! Broken chains as decisions of „Heute“.

use domain::ids::ContractId;
use domain::views::{ChainReason, Decision, DecisionSubject};
use storage::TenantTx;

use super::ground::name;
use crate::portfolio::{Portfolio, local};
use crate::{Error, Result};

/// Every SLA with an open finding, the oldest first.
pub(crate) async fn decisions(tx: &TenantTx, portfolio: &Portfolio) -> Result<Vec<Decision>> {
    let findings = tx.open_chain_findings().await?;
    if findings.is_empty() {
        return Ok(Vec::new());
    }
    let proofs = tx.chain_proofs().await?;
    let mut decisions = Vec::new();
    for finding in findings {
        let Some(contract) = portfolio.contract(finding.contract_id) else {
            continue;
        };
        let proof = proofs
            .iter()
            .find(|proof| proof.contract_id == finding.contract_id);
        let reason: ChainReason = match proof {
            Some(proof) => serde_json::from_value(proof.reason.clone()).map_err(Error::internal)?,
            None => ChainReason::default(),
        };
        let weakest = reason.weakest.and_then(|id| portfolio.contract(id.0));
        let sla = name(portfolio, contract)?;
        decisions.push(Decision {
            subject: DecisionSubject::ChainBroken {
                found_at: local(finding.raised_at, portfolio.zone),
                weakest: weakest.map(|contract| name(portfolio, contract)).transpose()?,
                reason: Box::new(reason),
            },
            due: None,
            days_left: None,
            amount: None,
            contract: Some((ContractId(contract.id), sla.number, sla.title)),
            supplier_name: sla.party,
        });
    }
    Ok(decisions)
}
