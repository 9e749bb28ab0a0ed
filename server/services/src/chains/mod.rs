//! What SLAs rest on, and whether it carries them.
//!
//! A proof is computed from what is in force when it is read. Beside that a job proves every chain again after each
//! change of a contract and once a day, keeps the verdict for lists, and raises a finding when a chain breaks.

mod decisions;
mod ground;
mod one;
mod prove;

use chrono::Duration;
use domain::chain::{ChainStructure, Cover};
use domain::contract::ContractKind;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::views::{ChainFilter, ChainReason, ChainRow};
use serde_json::json;
use storage::{NewJob, TenantTx};

use crate::portfolio::{kind, local};
use crate::{Actor, Error, Result, Services, worker};
pub(crate) use decisions::decisions;
use ground::Ground;

/// A verdict older than this is proven again, because amendments begin to hold and contracts end by the clock.
const PROVE_EVERY: Duration = Duration::hours(24);

/// Asks for all chains of the tenant to be proven again. To be called in every transaction that changes what a contract
/// promises: its versions, targets, calendars or state.
pub(crate) async fn enqueue_chain_proofs(tx: &TenantTx) -> Result<()> {
    tx.enqueue(NewJob {
        kind: worker::CHAINS,
        payload: json!({}),
        run_at: tx.now(),
    })
    .await?;
    Ok(())
}

/// Asks for it when the last proof is too old.
pub(crate) async fn enqueue_when_due(tx: &TenantTx) -> Result<()> {
    let proofs = tx.chain_proofs().await?;
    if proofs
        .iter()
        .any(|proof| tx.now() - proof.proved_at >= PROVE_EVERY)
    {
        enqueue_chain_proofs(tx).await?;
    }
    Ok(())
}

/// A stored structure.
fn structure(stored: &serde_json::Value) -> Result<ChainStructure> {
    serde_json::from_value(stored.clone()).map_err(Error::internal)
}

impl Services {
    /// All SLAs with the last verdict on what they rest on, the worst first.
    ///
    /// # Errors
    /// `Forbidden` for suppliers.
    pub async fn chains(&self, actor: &Actor, filter: ChainFilter) -> Result<Vec<ChainRow>> {
        let tx = self.db.read(actor, Action::ChainRead, self.clock.now()).await?;
        let ground = Ground::load(&tx).await?;
        let rows = chain_rows(&tx, &ground).await?.into_iter();
        let fits = |row: &ChainRow| {
            filter
                .sufficient
                .is_none_or(|wanted| row.is_sufficient() == wanted)
        };
        Ok(rows.filter(fits).collect())
    }

    /// The last verdict on one SLA; `None` for other contracts, which rest on nothing.
    ///
    /// # Errors
    /// `Forbidden` for suppliers, `NotFound` for another tenant's contract.
    pub async fn chain_verdict(&self, actor: &Actor, id: ContractId) -> Result<Option<ChainRow>> {
        let tx = self.db.read(actor, Action::ChainRead, self.clock.now()).await?;
        tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let rows = chain_rows(&tx, &Ground::load(&tx).await?).await?;
        Ok(rows.into_iter().find(|row| row.sla.id == id))
    }
}

/// All SLAs that run or are to run, the worst first.
async fn chain_rows(tx: &TenantTx, ground: &Ground) -> Result<Vec<ChainRow>> {
    let (chains, proofs) = (tx.chains().await?, tx.chain_proofs().await?);
    let findings = tx.open_chain_findings().await?;
    let zone = ground.portfolio.zone;
    let mut rows = Vec::new();
    for contract in &ground.portfolio.contracts {
        if kind(contract)? != ContractKind::Sla || ground.is_over(contract)? {
            continue;
        }
        let proof = proofs.iter().find(|proof| proof.contract_id == contract.id);
        let chain = chains.iter().find(|chain| chain.contract_id == contract.id);
        let found = findings.iter().find(|finding| finding.contract_id == contract.id);
        let reason: ChainReason = match proof {
            Some(proof) => serde_json::from_value(proof.reason.clone()).map_err(Error::internal)?,
            None => ChainReason::default(),
        };
        rows.push(ChainRow {
            sla: ground.name(contract)?,
            has_structure: chain.is_some_and(|chain| chain.structure.is_some()),
            cover: proof.and_then(|proof| Cover::parse(&proof.cover)),
            promised_ppm: proof.and_then(|proof| proof.promised_ppm),
            given_ppm: proof.and_then(|proof| proof.given_ppm),
            weakest: match reason.weakest {
                Some(ContractId(id)) => ground
                    .portfolio
                    .contract(id)
                    .map(|row| ground.name(row))
                    .transpose()?,
                None => None,
            },
            reason,
            found_at: found.map(|finding| local(finding.raised_at, zone)),
            proved_at: proof.map(|proof| local(proof.proved_at, zone)),
        });
    }
    // Without a verdict nothing is known, which is as bad as what cannot be assessed.
    rows.sort_by_key(|row| (row.cover.unwrap_or(Cover::NotAssessable), row.sla.number.clone()));
    Ok(rows)
}
