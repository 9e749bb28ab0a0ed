//! Versions: the first one of a draft, and amendments.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use domain::contract::ContractStatus;
use domain::contract::term::Term;
use domain::forms::AmendmentForm;
use domain::ids::{ContractId, TargetId};
use domain::policy::Action;
use domain::views::{DraftTarget, TargetChange, VersionDraft};
use serde_json::json;
use storage::{Contract, ContractVersion, Note, Target, TenantTx};
use uuid::Uuid;

use super::{draft, last_final, reevaluate, status};
use crate::portfolio::{kind, local, zone};
use crate::target_terms::{definition, same_promise};
use crate::{Actor, Error, Result, Services};

/// Amendments are agreed years ahead at most.
const FURTHEST: Duration = Duration::days(3_660);

/// Stored terms.
pub(super) fn term(version: &ContractVersion) -> Result<Option<Term>> {
    let stored = version.term.clone();
    stored
        .map(serde_json::from_value)
        .transpose()
        .map_err(Error::internal)
}

/// Puts the targets of one version into another: every version is complete.
async fn carry(tx: &TenantTx, from: Uuid, to: Uuid) -> Result<()> {
    for target in tx.targets_of_version(from).await? {
        let carried = Target {
            contract_version_id: to,
            ..target
        };
        tx.insert_target_version(&carried).await?;
    }
    Ok(())
}

impl Services {
    /// The version of a contract that can be changed.
    ///
    /// # Errors
    /// `Conflict("no_draft")` when there is none.
    pub async fn version_draft(&self, actor: &Actor, id: ContractId) -> Result<VersionDraft> {
        let tx = self
            .db
            .read(actor, Action::ContractWrite, self.clock.now())
            .await?;
        let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let version = draft(&tx, contract.id).await?;
        let term = term(&version)?;
        Ok(VersionDraft {
            contract_id: id,
            contract_number: contract.number.clone(),
            contract_title: contract.title.clone(),
            contract_kind: kind(&contract)?,
            contract_status: status(&contract)?,
            revision: contract.revision,
            starts_on: contract.starts_on,
            today: local(tx.now(), zone(&contract.time_zone)?).date(),
            number: version.number,
            form: AmendmentForm::of(
                version.valid_from,
                &version.note,
                version.monthly_fee_minor,
                term.as_ref(),
            ),
            has_term: term.is_some(),
            targets: draft_targets(&tx, &contract, &version).await?,
        })
    }

    /// Begins an amendment: a draft that says the same as the last version.
    ///
    /// # Errors
    /// `Conflict` while there is a draft already or the contract was never in force; `Stale`.
    pub async fn begin_amendment(&self, actor: &Actor, id: ContractId, revision: i32) -> Result<i32> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        if tx.draft_version(contract.id).await?.is_some() {
            return Err(Error::Conflict("draft_exists"));
        }
        let last = last_final(&tx, contract.id).await?;
        let last = last.ok_or(Error::Conflict("not_in_force"))?;
        let number = last.number + 1;
        let next = ContractVersion {
            id: storage::ids::new(),
            number,
            valid_from: today(&tx, &contract)?.max(last.valid_from),
            note: String::new(),
            created_at: tx.now(),
            sealed_at: None,
            ..last.clone()
        };
        let next_id = next.id;
        tx.insert_contract_version(next).await?;
        carry(&tx, last.id, next_id).await?;
        let detail = json!({ "version": number, "draft": "begun" });
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(number)
    }

    /// Stores the terms of the draft.
    ///
    /// # Errors
    /// `Invalid` for the form, `Conflict("no_draft")`, `Stale`.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
        form: &AmendmentForm,
    ) -> Result<()> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let version = draft(&tx, contract.id).await?;
        let number = version.number;
        let amendment = form.parse(contract.starts_on).map_err(Error::Invalid)?;
        if number == 1 && amendment.valid_from != contract.starts_on {
            return Err(Error::field("valid_from", "first_version_starts"));
        }
        check_order(&tx, &contract, amendment.valid_from).await?;
        let detail = json!({
            "version": number, "draft": "changed", "valid_from": amendment.valid_from,
            "monthly_fee_minor": amendment.monthly_fee_minor, "term": amendment.term,
        });
        let changed = ContractVersion {
            valid_from: amendment.valid_from,
            monthly_fee_minor: amendment.monthly_fee_minor,
            note: amendment.note,
            term: Some(serde_json::to_value(amendment.term).map_err(Error::internal)?),
            ..version
        };
        tx.update_draft_version(changed).await?;
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }

    /// Makes an amendment final. What it changes is computed again from its first day on.
    ///
    /// # Errors
    /// `Conflict` without a draft, or for the first version, which comes into force with the contract; `Stale`.
    pub async fn seal_amendment(&self, actor: &Actor, id: ContractId, revision: i32) -> Result<i32> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        if status(&contract)? != ContractStatus::Active {
            return Err(Error::Conflict("not_in_force"));
        }
        let version = draft(&tx, contract.id).await?;
        check_order(&tx, &contract, version.valid_from).await?;
        if changes_nothing(&tx, &contract, &version).await? {
            return Err(Error::Conflict("amendment_empty"));
        }
        let number = version.number;
        let detail = json!({ "version": number, "valid_from": version.valid_from, "sealed": true });
        seal(&tx, &contract, version).await?;
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(number)
    }

    /// Throws an amendment's draft away.
    ///
    /// # Errors
    /// `Conflict` without a draft, or for the first version, which is the contract itself; `Stale`.
    pub async fn discard_amendment(&self, actor: &Actor, id: ContractId, revision: i32) -> Result<()> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let version = draft(&tx, contract.id).await?;
        if version.number == 1 {
            return Err(Error::Conflict("not_in_force"));
        }
        for target in tx.targets_of_version(version.id).await? {
            tx.delete_target_version(version.id, target.id).await?;
        }
        tx.delete_draft_version(version.id).await?;
        let detail = json!({ "version": version.number, "draft": "discarded" });
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }

    /// Writes an amendment of the terms in one step: a final version, valid from a day, with the targets as they were.
    ///
    /// # Errors
    /// `Invalid` for the form, `Conflict` while a draft is open or the contract was never in force, `Stale`.
    pub async fn amend_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
        form: &AmendmentForm,
    ) -> Result<i32> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let amendment = form.parse(contract.starts_on).map_err(Error::Invalid)?;
        if tx.draft_version(contract.id).await?.is_some() {
            return Err(Error::Conflict("draft_exists"));
        }
        if status(&contract)? != ContractStatus::Active {
            return Err(Error::Conflict("not_in_force"));
        }
        check_order(&tx, &contract, amendment.valid_from).await?;
        let last = last_final(&tx, contract.id).await?;
        let last = last.ok_or(Error::Conflict("not_in_force"))?;
        let number = last.number + 1;
        let detail = json!({
            "version": number, "valid_from": amendment.valid_from,
            "monthly_fee_minor": amendment.monthly_fee_minor, "term": amendment.term, "sealed": true,
        });
        let version = ContractVersion {
            tenant_id: actor.tenant_id,
            id: storage::ids::new(),
            contract_id: contract.id,
            number,
            valid_from: amendment.valid_from,
            monthly_fee_minor: amendment.monthly_fee_minor,
            note: amendment.note,
            term: Some(serde_json::to_value(amendment.term).map_err(Error::internal)?),
            created_at: tx.now(),
            sealed_at: None,
        };
        tx.insert_contract_version(version.clone()).await?;
        carry(&tx, last.id, version.id).await?;
        seal(&tx, &contract, version).await?;
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(number)
    }
}

/// Today in the contract's zone.
fn today(tx: &TenantTx, contract: &Contract) -> Result<NaiveDate> {
    Ok(local(tx.now(), zone(&contract.time_zone)?).date())
}

/// A version never begins before the one it amends, nor after the contract, nor in a far future that nobody can mean.
async fn check_order(tx: &TenantTx, contract: &Contract, valid_from: NaiveDate) -> Result<()> {
    let last = last_final(tx, contract.id).await?;
    if last.is_some_and(|last| valid_from < last.valid_from) {
        return Err(Error::field("valid_from", "before_last_version"));
    }
    // An extension may begin on the day after the end.
    let latest = contract
        .ends_on
        .and_then(|last| last.succ_opt())
        .unwrap_or(NaiveDate::MAX);
    if valid_from > latest || valid_from - today(tx, contract)? > FURTHEST {
        return Err(Error::field("valid_from", "dates_too_far"));
    }
    Ok(())
}

/// Makes a version final; a contract that now ends by itself knows its last day.
pub(super) async fn seal(tx: &TenantTx, contract: &Contract, version: ContractVersion) -> Result<()> {
    let ends_on = term(&version)?.and_then(|term| term.own_end());
    tx.update_draft_version(ContractVersion {
        sealed_at: Some(tx.now()),
        ..version
    })
    .await?;
    if !status(contract)?.is_end() && ends_on != contract.ends_on {
        let changed = Contract {
            ends_on,
            ..contract.clone()
        };
        // The revision was counted up when the contract was opened for this change.
        if !tx.update_contract(changed, contract.revision).await? {
            return Err(Error::Stale);
        }
    }
    reevaluate(tx, contract.id).await
}

/// Whether a draft says what the last final version says. One with a note may be about something no rule knows.
async fn changes_nothing(tx: &TenantTx, contract: &Contract, draft: &ContractVersion) -> Result<bool> {
    let Some(last) = last_final(tx, contract.id).await? else {
        return Ok(false);
    };
    if !draft.note.is_empty()
        || (&last.term, last.monthly_fee_minor) != (&draft.term, draft.monthly_fee_minor)
    {
        return Ok(false);
    }
    let before = tx.targets_of_version(last.id).await?;
    let after = draft_targets(tx, contract, draft).await?;
    let same = |target: &DraftTarget| target.change == Some(TargetChange::Same);
    Ok(before.len() == after.len() && after.iter().all(same))
}

async fn draft_targets(
    tx: &TenantTx,
    contract: &Contract,
    version: &ContractVersion,
) -> Result<Vec<DraftTarget>> {
    let before: Option<HashMap<Uuid, Target>> = match last_final(tx, contract.id).await? {
        None => None,
        Some(last) => {
            let rows = tx.targets_of_version(last.id).await?.into_iter();
            Some(rows.map(|row| (row.id, row)).collect())
        }
    };
    let services: HashMap<_, _> = tx
        .services()
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let calendars: HashMap<_, _> = tx
        .calendars()
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let change = |row: &Target| {
        let before = before.as_ref()?;
        Some(match before.get(&row.id) {
            None => TargetChange::New,
            Some(old) if same_promise(old, row) => TargetChange::Same,
            Some(_) => TargetChange::Changed,
        })
    };
    let rows = tx.targets_of_version(version.id).await?;
    rows.iter()
        .map(|row| {
            Ok(DraftTarget {
                id: TargetId(row.id),
                name: row.name.clone(),
                service_name: services.get(&row.service_id).cloned().unwrap_or_default(),
                calendar_name: calendars.get(&row.calendar_id).cloned().unwrap_or_default(),
                definition: definition(row)?,
                change: change(row),
            })
        })
        .collect()
}
