//! Writing contracts: master data, terms, targets, amendments, and the steps of a contract's life.
//!
//! A contract is written as a draft whose first version can be changed until it comes into force. From then on its
//! versions are final, and every change of terms or targets is an amendment: a draft of the next version, made final as
//! a whole. Every change carries the revision of the contract that was seen; who saw an older one changes nothing.

mod amendment;
mod contract;
mod life;
mod target;

use domain::contract::ContractStatus;
use domain::ids::ContractId;
use domain::policy::Action;
use serde_json::json;
use storage::{Contract, ContractVersion, NewJob, TenantTx};
use uuid::Uuid;

use crate::chains::enqueue_chain_proofs;
use crate::{Actor, Error, Result, Services, worker};

pub use contract::NewContract;
pub(crate) use contract::{check_parties, insert as insert_contract};
pub(crate) use life::come_into_force;
pub(crate) use target::insert as insert_target;

impl Services {
    /// A contract for a change, its revision counted up.
    ///
    /// # Errors
    /// `NotFound`; `Stale` when somebody changed it since `revision` was read.
    async fn open_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
    ) -> Result<(TenantTx, Contract)> {
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::ContractWrite, now).await?;
        // Everybody who changes contracts takes the locks in the same order.
        tx.lock_tenant().await?;
        let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        if !tx.advance_contract(contract.id, revision).await? {
            return Err(Error::Stale);
        }
        let revision = contract.revision + 1;
        Ok((tx, Contract { revision, ..contract }))
    }
}

/// A stored status.
fn status(contract: &Contract) -> Result<ContractStatus> {
    ContractStatus::parse(&contract.status).ok_or_else(|| Error::internal("contract.status"))
}

/// Whether the contract was ever in force: then parties, currency, zone and first day stay what they are.
pub(crate) fn was_in_force(contract: &Contract) -> Result<bool> {
    Ok(!matches!(
        status(contract)?,
        ContractStatus::Draft | ContractStatus::InNegotiation
    ))
}

/// The version that can be changed.
async fn draft(tx: &TenantTx, contract_id: Uuid) -> Result<ContractVersion> {
    let draft = tx.draft_version(contract_id).await?;
    draft.ok_or(Error::Conflict("no_draft"))
}

/// The last version that can no longer be changed.
async fn last_final(tx: &TenantTx, contract_id: Uuid) -> Result<Option<ContractVersion>> {
    let versions = tx.contract_versions().await?.into_iter();
    let of_contract = versions.filter(|version| version.contract_id == contract_id);
    Ok(of_contract
        .filter(|version| version.sealed_at.is_some())
        .max_by_key(|version| version.number))
}

/// Has everything computed again that a contract's terms decide: its results, and the chains it is part of.
async fn reevaluate(tx: &TenantTx, contract_id: Uuid) -> Result<()> {
    enqueue_chain_proofs(tx).await?;
    for service_id in tx.services_of_contract(contract_id).await? {
        tx.enqueue(NewJob {
            kind: worker::EVALUATE,
            payload: json!({ "service_id": service_id }),
            run_at: tx.now(),
        })
        .await?;
    }
    Ok(())
}
