//! The steps of a contract's life: negotiated, in force, ended, and notice taken back.

use domain::contract::ContractStatus;
use domain::forms::StepForm;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::supplier::Standing;
use serde_json::json;
use storage::{Contract, ContractStep, Note, TenantTx};
use uuid::Uuid;

use super::amendment::{seal, term};
use super::{draft, reevaluate, status};
use crate::account::subject_of;
use crate::chains::enqueue_chain_proofs;
use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Takes a contract a step further. Coming into force makes its first version final; an end is entered with its last
    /// day and its reason, and can be taken back.
    ///
    /// # Errors
    /// `Invalid` for the form, `Conflict` for a step that does not exist or a contract without terms; `Stale`.
    pub async fn move_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
        form: &StepForm,
    ) -> Result<()> {
        let input = form.parse().map_err(Error::Invalid)?;
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let from = status(&contract)?;
        if !from.next().contains(&input.status) {
            return Err(Error::Conflict("no_such_step"));
        }
        let today = local(tx.now(), zone(&contract.time_zone)?).date();
        let on_day = input.on_day.unwrap_or(today);
        if input.status.is_end() && on_day < contract.starts_on {
            return Err(Error::field("on_day", "before_start"));
        }
        let ends_on = match (from, input.status) {
            (_, ContractStatus::Terminated | ContractStatus::Expired) => Some(on_day),
            (ContractStatus::Terminated | ContractStatus::Expired, _) => own_end(&tx, &contract).await?,
            _ => contract.ends_on,
        };
        let moved = Contract {
            status: input.status.code().to_owned(),
            ends_on,
            ..contract.clone()
        };
        if !tx.update_contract(moved.clone(), contract.revision).await? {
            return Err(Error::Stale);
        }
        let moved = Contract {
            revision: contract.revision + 1,
            ..moved
        };
        if input.status == ContractStatus::Active {
            check_party(&tx, &contract).await?;
        }
        if input.status == ContractStatus::Active && !from.is_end() {
            seal_first(&tx, &moved).await?;
        }
        reevaluate(&tx, contract.id).await?;
        let detail = json!({ "from": from.code(), "to": input.status.code(), "on_day": on_day, "reason": input.reason });
        step(&tx, &contract, input.status, on_day, input.reason).await?;
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }

    /// Lets the contracts of a tenant end whose last day is over.
    pub(crate) async fn expire_contracts(&self, tenant_id: Uuid) -> Result<()> {
        let now = self.clock.now();
        let actor = Actor::system(tenant_id);
        let tx = self.db.open(&actor, Action::Operate, now).await?;
        tx.lock_tenant().await?;
        let mut expired = Vec::new();
        for contract in tx.contracts().await? {
            let today = local(now, zone(&contract.time_zone)?).date();
            let over = contract.ends_on.filter(|last| *last < today);
            let (Some(last), ContractStatus::Active) = (over, status(&contract)?) else {
                continue;
            };
            let moved = Contract {
                status: ContractStatus::Expired.code().to_owned(),
                ..contract.clone()
            };
            if tx.update_contract(moved, contract.revision).await? {
                step(&tx, &contract, ContractStatus::Expired, last, String::new()).await?;
                expired.push(contract.id);
            }
        }
        if !expired.is_empty() {
            enqueue_chain_proofs(&tx).await?;
            let note = Note::new("tenant", tenant_id).with(json!({ "contracts_expired": expired }));
            tx.save(note).await?;
        }
        Ok(())
    }
}

/// Brings a contract that was only written into force, on its first day.
pub(crate) async fn come_into_force(tx: &TenantTx, contract: &Contract) -> Result<()> {
    let moved = Contract {
        status: ContractStatus::Active.code().to_owned(),
        ..contract.clone()
    };
    if !tx.update_contract(moved.clone(), contract.revision).await? {
        return Err(Error::Stale);
    }
    let moved = Contract {
        revision: contract.revision + 1,
        ..moved
    };
    seal_first(tx, &moved).await?;
    step(
        tx,
        contract,
        ContractStatus::Active,
        contract.starts_on,
        String::new(),
    )
    .await
}

/// Nothing comes into force with somebody who has ended.
async fn check_party(tx: &TenantTx, contract: &Contract) -> Result<()> {
    let party = tx.supplier(contract.supplier_id).await?.ok_or(Error::NotFound)?;
    if party.status == Standing::Ended.code() {
        return Err(Error::Conflict("party_ended"));
    }
    Ok(())
}

/// Makes the first version final.
async fn seal_first(tx: &TenantTx, contract: &Contract) -> Result<()> {
    let first = draft(tx, contract.id).await?;
    if first.term.is_none() {
        return Err(Error::Conflict("term_missing"));
    }
    seal(tx, contract, first).await
}

/// The last day by the terms in force.
async fn own_end(tx: &TenantTx, contract: &Contract) -> Result<Option<chrono::NaiveDate>> {
    let last = super::last_final(tx, contract.id).await?;
    Ok(match last {
        Some(version) => term(&version)?.and_then(|term| term.own_end()),
        None => None,
    })
}

async fn step(
    tx: &TenantTx,
    contract: &Contract,
    status: ContractStatus,
    on_day: chrono::NaiveDate,
    reason: String,
) -> Result<()> {
    let known = tx.contract_steps(contract.id).await?;
    let number = known.last().map_or(1, |step| step.number + 1);
    Ok(tx
        .insert_contract_step(ContractStep {
            tenant_id: contract.tenant_id,
            contract_id: contract.id,
            number,
            status: status.code().to_owned(),
            on_day,
            reason,
            actor_id: subject_of(tx.actor()),
            at: tx.now(),
        })
        .await?)
}
