//! Time that one side wants not to count: asked for by one side, agreed or refused by the other.

use std::collections::BTreeSet;

use domain::exclusion::{self, ExclusionStatus, reason_problem};
use domain::fact::Problem;
use domain::forms::FieldError;
use domain::ids::{ContractId, ExclusionId, TargetId};
use domain::policy::Action;
use domain::time::Instant;
use serde_json::json;
use storage::{Exclusion, Note, TenantTx};
use uuid::Uuid;

use crate::facts;
use crate::{Actor, Error, Result, Services};

/// A request as it comes in.
#[derive(Debug, Clone)]
pub struct NewExclusion {
    /// The contract it is about.
    pub contract_id: ContractId,
    /// One of its targets, or `None` for all of them.
    pub target_id: Option<TargetId>,
    /// Beginning.
    pub starts_at: Instant,
    /// End.
    pub ends_at: Instant,
    /// Why it should not count.
    pub reason: String,
}

/// What one side says to a request.
#[derive(Debug, Clone)]
pub struct ExclusionAnswer {
    /// Agreed, refused, or withdrawn.
    pub status: ExclusionStatus,
    /// Why; needed for a refusal.
    pub reason: String,
    /// The revision that was seen.
    pub seen: i32,
}

impl Services {
    /// All requests that the actor may see, the newest first; of one contract or of all.
    pub async fn exclusions(&self, actor: &Actor, contract: Option<ContractId>) -> Result<Vec<Exclusion>> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        Ok(match contract {
            Some(id) => tx.exclusions_of(id.0).await?,
            None => tx.exclusions().await?,
        })
    }

    /// One request.
    ///
    /// # Errors
    /// `NotFound` for one that the actor must not see.
    pub async fn exclusion(&self, actor: &Actor, id: ExclusionId) -> Result<Exclusion> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        tx.exclusion(id.0).await?.ok_or(Error::NotFound)
    }

    /// Asks the other side that time does not count.
    ///
    /// # Errors
    /// `Invalid` names every field that cannot be accepted.
    pub async fn request_exclusion(&self, actor: &Actor, new: NewExclusion) -> Result<ExclusionId> {
        let tx = self
            .db
            .open(actor, Action::ExclusionWrite, self.clock.now())
            .await?;
        refuse(exclusion::problems(new.starts_at, new.ends_at, &new.reason))?;
        let contract = tx.contract(new.contract_id.0).await?;
        let contract = contract.ok_or_else(|| Error::field("contract_id", "unknown"))?;
        if let Some(target) = new.target_id
            && tx.contract_of_target(target.0).await? != Some(contract.id)
        {
            return Err(Error::field("target_id", "unknown_target"));
        }
        let id = storage::ids::new();
        let detail = json!({ "contract_id": contract.id, "target_id": new.target_id, "starts_at": new.starts_at,
                             "ends_at": new.ends_at });
        tx.insert_exclusion(Exclusion {
            tenant_id: actor.tenant_id,
            id,
            supplier_id: contract.supplier_id,
            contract_id: contract.id,
            target_id: new.target_id.map(|target| target.0),
            starts_at: new.starts_at,
            ends_at: new.ends_at,
            reason: new.reason.trim().to_owned(),
            status: ExclusionStatus::Requested.code().to_owned(),
            by_supplier: actor.role.is_vendor(),
            requested_by: actor.name.clone(),
            requested_at: tx.now(),
            answered_by: None,
            answered_at: None,
            answer: None,
            revision: 1,
        })
        .await?;
        tx.save(Note::new("exclusion", id).with(detail)).await?;
        Ok(ExclusionId(id))
    }

    /// Answers a request of the other side, or takes back an own one. What is agreed counts at once.
    ///
    /// # Errors
    /// `Conflict` for a request that is answered or that the own side made, `Stale` when somebody else was faster.
    pub async fn answer_exclusion(
        &self,
        actor: &Actor,
        id: ExclusionId,
        answer: ExclusionAnswer,
    ) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::ExclusionWrite, self.clock.now())
            .await?;
        let row = tx.exclusion(id.0).await?.ok_or(Error::NotFound)?;
        if row.revision != answer.seen {
            return Err(Error::Stale);
        }
        if row.status != ExclusionStatus::Requested.code() {
            return Err(Error::Conflict("exclusion_answered"));
        }
        if !answer
            .status
            .can_be_set(row.by_supplier == actor.role.is_vendor())
        {
            return Err(Error::Conflict("other_side_answers"));
        }
        if answer.status == ExclusionStatus::Refused || !answer.reason.trim().is_empty() {
            refuse(reason_problem("reason", &answer.reason))?;
        }
        let said = answer.reason.trim();
        let answered = Exclusion {
            status: answer.status.code().to_owned(),
            answered_by: Some(actor.name.clone()),
            answered_at: Some(tx.now()),
            answer: (!said.is_empty()).then(|| said.to_owned()),
            revision: row.revision + 1,
            ..row.clone()
        };
        if !tx.update_exclusion(answered, row.revision).await? {
            return Err(Error::Stale);
        }
        if answer.status == ExclusionStatus::Agreed {
            evaluate(&tx, row.contract_id).await?;
        }
        let detail = json!({ "status": answer.status.code() });
        Ok(tx.save(Note::new("exclusion", id).with(detail)).await?)
    }
}

/// Asks for the evaluation of everything a contract promises. A supplier's transaction sees its own targets, and these
/// are all that the contract has.
async fn evaluate(tx: &TenantTx, contract_id: Uuid) -> Result<()> {
    let targets = tx.targets().await?.into_iter();
    let own = targets.filter(|target| target.contract_id == contract_id);
    let services: BTreeSet<Uuid> = own.map(|target| target.service_id).collect();
    for service_id in services {
        facts::evaluate(tx, service_id).await?;
    }
    Ok(())
}

fn refuse(problems: impl IntoIterator<Item = Problem>) -> Result<()> {
    let errors: Vec<_> = problems
        .into_iter()
        .map(|problem| FieldError::new(problem.0, problem.1))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}
