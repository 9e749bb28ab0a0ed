//! A contract's master data.

use domain::chain::ChainStructure;
use domain::contract::term::Term;
use domain::contract::{ContractKind, ContractStatus, MoneyDirection};
use domain::credit::Schedule;
use domain::forms::{ContractForm, ContractInput, FieldError};
use domain::ids::{ContractId, PersonId, SupplierId};
use domain::policy::{Action, Role};
use domain::supplier::Standing;
use domain::views::{ContractDraft, PartyChoice, SupplierKind};
use serde_json::json;
use storage::{Contract, ContractStep, ContractVersion, Note, TenantTx};

use super::amendment::term;
use super::was_in_force;
use crate::account::subject_of;
use crate::chains::enqueue_chain_proofs;
use crate::portfolio::local;
use crate::target_terms::definition;
use crate::{Actor, Error, Result, Services};

/// A contract that was written.
#[derive(Debug, Clone, Copy)]
pub struct NewContract {
    /// Which one.
    pub id: ContractId,
    /// Its revision.
    pub revision: i32,
}

impl Services {
    /// The form of a contract, or of a new one, with everything it can refer to.
    ///
    /// # Errors
    /// `NotFound` for another tenant's contract.
    pub async fn contract_form(&self, actor: &Actor, id: Option<ContractId>) -> Result<ContractDraft> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::ContractWrite, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let suppliers = tx.suppliers().await?.into_iter().map(|row| {
            Ok(PartyChoice {
                id: SupplierId(row.id),
                kind: SupplierKind::parse(&row.kind).ok_or(Error::Internal)?,
                name: row.name,
            })
        });
        let members = tx.members().await?.into_iter();
        let people = members
            .filter(|(membership, person)| membership.supplier_id.is_none() && !person.disabled)
            .map(|(_, person)| (PersonId(person.id), person.name));
        let (form, revision, in_force) = match id {
            None => (blank(&tenant, now), 0, false),
            Some(id) => {
                let row = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
                (form(&row), row.revision, was_in_force(&row)?)
            }
        };
        Ok(ContractDraft {
            form,
            revision,
            in_force,
            suppliers: suppliers.collect::<Result<_>>()?,
            people: people.collect(),
        })
    }

    /// Begins a contract as a draft, with an empty first version.
    ///
    /// # Errors
    /// `Invalid` for the form, also for a number that is taken and for parties that are not of this tenant.
    pub async fn create_contract(&self, actor: &Actor, form: &ContractForm) -> Result<NewContract> {
        let input = form.parse().map_err(Error::Invalid)?;
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::ContractWrite, now).await?;
        check_parties(&tx, &input).await?;
        let row = insert(&tx, &input, None).await?;
        let id = ContractId(row.id);
        let detail = json!({ "number": row.number, "kind": row.kind, "supplier_id": row.supplier_id });
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(NewContract { id, revision: 1 })
    }

    /// Stores a contract's master data.
    ///
    /// # Errors
    /// `Invalid` for the form, also for what can no longer change; `Stale`.
    pub async fn update_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
        form: &ContractForm,
    ) -> Result<NewContract> {
        let input = form.parse().map_err(Error::Invalid)?;
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        if was_in_force(&contract)? {
            check_unchanged(&contract, &input)?;
        }
        check_parties(&tx, &input).await?;
        let changed = merged(&contract, &input);
        let before = serde_json::to_value(super::contract::form(&contract)).map_err(Error::internal)?;
        let after = serde_json::to_value(super::contract::form(&changed)).map_err(Error::internal)?;
        if let Some(first) = tx
            .draft_version(contract.id)
            .await?
            .filter(|draft| draft.number == 1)
        {
            let moved = begun_on(first, input.starts_on)?;
            check_money(&tx, input.kind, &moved).await?;
            tx.update_draft_version(moved).await?;
        }
        if !tx
            .update_contract(changed, contract.revision)
            .await
            .map_err(taken)?
        {
            return Err(Error::Stale);
        }
        let detail = json!({ "changed": differences(&before, &after) });
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(NewContract {
            id,
            revision: contract.revision + 1,
        })
    }

    /// Removes a contract that was never in force.
    ///
    /// # Errors
    /// `Conflict` once it was in force or something else hangs on it; `Stale`.
    pub async fn delete_contract(&self, actor: &Actor, id: ContractId, revision: i32) -> Result<()> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        if was_in_force(&contract)? {
            return Err(Error::Conflict("contract_in_force"));
        }
        for chain in tx.chains().await? {
            if names(&chain, id)? {
                return Err(Error::Conflict("contract_in_use"));
            }
        }
        tx.delete_chain(contract.id).await?;
        // No chain rests on it any more, but the proof of that may still be under way.
        tx.forget_proofs_naming(contract.id).await?;
        enqueue_chain_proofs(&tx).await?;
        if let Some(draft) = tx.draft_version(contract.id).await? {
            for target in tx.targets_of_version(draft.id).await? {
                tx.delete_target_version(draft.id, target.id).await?;
            }
            tx.delete_draft_version(draft.id).await?;
        }
        tx.delete_contract(contract.id)
            .await
            .map_err(|error| match error {
                storage::Error::Conflict(_) => Error::Conflict("contract_in_use"),
                other => other.into(),
            })?;
        let detail = json!({ "deleted": contract.number });
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }
}

/// Whether a chain rests on a contract.
fn names(chain: &storage::Chain, id: ContractId) -> Result<bool> {
    let structure = chain
        .structure
        .clone()
        .map(serde_json::from_value::<ChainStructure>);
    let structure = structure.transpose().map_err(Error::internal)?;
    Ok(structure.is_some_and(|structure| structure.leaves().iter().any(|part| part.contract_id == id)))
}

/// Stores a new draft with its first version and its first step.
pub async fn insert(tx: &TenantTx, input: &ContractInput, template: Option<(&str, i32)>) -> Result<Contract> {
    let tenant_id = tx.actor().tenant_id;
    let row = Contract {
        tenant_id,
        id: storage::ids::new(),
        status: ContractStatus::Draft.code().to_owned(),
        ends_on: None,
        template_code: template.map(|(code, _)| code.to_owned()),
        template_edition: template.map(|(_, edition)| edition),
        revision: 1,
        created_at: tx.now(),
        ..merged(&nothing(tx), input)
    };
    tx.insert_contract(row.clone()).await.map_err(taken)?;
    tx.insert_contract_version(ContractVersion {
        tenant_id,
        id: storage::ids::new(),
        contract_id: row.id,
        number: 1,
        valid_from: input.starts_on,
        monthly_fee_minor: None,
        note: String::new(),
        term: None,
        created_at: tx.now(),
        sealed_at: None,
    })
    .await?;
    tx.insert_contract_step(ContractStep {
        tenant_id,
        contract_id: row.id,
        number: 1,
        status: row.status.clone(),
        on_day: tx.now().date_naive(),
        reason: String::new(),
        actor_id: subject_of(tx.actor()),
        at: tx.now(),
    })
    .await?;
    Ok(row)
}

/// A row without content.
fn nothing(tx: &TenantTx) -> Contract {
    Contract {
        tenant_id: tx.actor().tenant_id,
        id: uuid::Uuid::nil(),
        number: String::new(),
        title: String::new(),
        kind: String::new(),
        status: String::new(),
        supplier_id: uuid::Uuid::nil(),
        owner_person_id: None,
        currency: String::new(),
        time_zone: String::new(),
        starts_on: tx.now().date_naive(),
        ends_on: None,
        language: String::new(),
        cost_centre: None,
        governing_law: None,
        penalty_nature: None,
        tags: json!([]),
        clause_source: None,
        template_code: None,
        template_edition: None,
        revision: 1,
        created_at: tx.now(),
    }
}

/// The first version begins with the contract, and so do its terms: an end that then no longer fits is refused.
fn begun_on(first: ContractVersion, day: chrono::NaiveDate) -> Result<ContractVersion> {
    let moved = term(&first)?.map(|term| Term { start: day, ..term });
    if let Some(Err(error)) = moved.map(|term| term.next_end(day)) {
        return Err(Error::field("starts_on", error.code()));
    }
    Ok(ContractVersion {
        valid_from: day,
        term: moved
            .map(serde_json::to_value)
            .transpose()
            .map_err(Error::internal)?,
        ..first
    })
}

/// Inside the house nothing is owed.
async fn check_money(tx: &TenantTx, kind: ContractKind, version: &ContractVersion) -> Result<()> {
    if kind.money_direction() != MoneyDirection::Internal {
        return Ok(());
    }
    for target in tx.targets_of_version(version.id).await? {
        if definition(&target)?.schedule != Schedule::None {
            return Err(Error::field("kind", "no_money_inside"));
        }
    }
    Ok(())
}

/// A number belongs to one contract.
fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Conflict(_) => Error::field("number", "taken"),
        other => other.into(),
    }
}

fn merged(contract: &Contract, input: &ContractInput) -> Contract {
    Contract {
        number: input.number.clone(),
        title: input.title.clone(),
        kind: input.kind.code().to_owned(),
        supplier_id: input.supplier_id.0,
        owner_person_id: input.owner_id.map(|id| id.0),
        currency: input.currency.code().to_owned(),
        time_zone: input.time_zone.clone(),
        starts_on: input.starts_on,
        language: input.language.code().to_owned(),
        cost_centre: input.cost_centre.clone(),
        governing_law: input.governing_law.clone(),
        penalty_nature: input.penalty_nature.map(|nature| nature.code().to_owned()),
        tags: json!(input.tags),
        clause_source: input.clause_source.clone(),
        ..contract.clone()
    }
}

/// OLAs are made with own teams, SLAs with the business, underpinning contracts with suppliers; the owner is a member.
pub async fn check_parties(tx: &TenantTx, input: &ContractInput) -> Result<()> {
    let mut errors = Vec::new();
    match tx.supplier(input.supplier_id.0).await? {
        None => errors.push(FieldError::new("supplier_id", "unknown")),
        Some(supplier) => {
            let party = SupplierKind::parse(&supplier.kind).ok_or(Error::Internal)?;
            if !fits(input.kind, party) {
                errors.push(FieldError::new("supplier_id", "party_kind"));
            }
            if supplier.status == Standing::Ended.code() {
                errors.push(FieldError::new("supplier_id", "party_ended"));
            }
        }
    }
    if let Some(owner) = input.owner_id {
        let is_member = tx.members().await?.into_iter().any(|(membership, person)| {
            person.id == owner.0 && Role::parse(&membership.role).is_some_and(|role| !role.is_vendor())
        });
        if !is_member {
            errors.push(FieldError::new("owner_id", "unknown"));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

fn fits(kind: ContractKind, party: SupplierKind) -> bool {
    match kind {
        ContractKind::Sla => party == SupplierKind::Business,
        ContractKind::Ola => party == SupplierKind::InternalTeam,
        ContractKind::Uc => !matches!(party, SupplierKind::Business | SupplierKind::InternalTeam),
    }
}

fn check_unchanged(contract: &Contract, input: &ContractInput) -> Result<()> {
    let changed = [
        ("kind", contract.kind != input.kind.code()),
        ("supplier_id", contract.supplier_id != input.supplier_id.0),
        ("currency", contract.currency != input.currency.code()),
        ("time_zone", contract.time_zone != input.time_zone),
        ("starts_on", contract.starts_on != input.starts_on),
    ];
    let errors: Vec<_> = changed
        .into_iter()
        .filter(|(_, changed)| *changed)
        .map(|(field, _)| FieldError::new(field, "fixed_in_force"))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

fn blank(tenant: &storage::Tenant, now: domain::time::Instant) -> ContractForm {
    let zone = crate::portfolio::zone(&tenant.time_zone).unwrap_or(chrono_tz::UTC);
    ContractForm {
        kind: ContractKind::Uc.code().to_owned(),
        currency: "EUR".to_owned(),
        time_zone: tenant.time_zone.clone(),
        starts_on: local(now, zone).date().format("%d.%m.%Y").to_string(),
        language: tenant.language.clone(),
        ..ContractForm::default()
    }
}

/// A stored contract as it would be typed.
pub(super) fn form(row: &Contract) -> ContractForm {
    let tags: Vec<String> = serde_json::from_value(row.tags.clone()).unwrap_or_default();
    ContractForm {
        number: row.number.clone(),
        title: row.title.clone(),
        kind: row.kind.clone(),
        supplier_id: row.supplier_id.to_string(),
        owner_id: row.owner_person_id.map(|id| id.to_string()).unwrap_or_default(),
        currency: row.currency.clone(),
        time_zone: row.time_zone.clone(),
        starts_on: row.starts_on.format("%d.%m.%Y").to_string(),
        language: row.language.clone(),
        cost_centre: row.cost_centre.clone().unwrap_or_default(),
        governing_law: row.governing_law.clone().unwrap_or_default(),
        penalty_nature: row.penalty_nature.clone().unwrap_or_default(),
        clause_source: row.clause_source.clone().unwrap_or_default(),
        tags: tags.join(", "),
    }
}

/// Fields that differ, as before and after.
fn differences(before: &serde_json::Value, after: &serde_json::Value) -> serde_json::Value {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
        return serde_json::Value::Null;
    };
    let changed = before.iter().filter_map(|(field, old)| {
        let new = after.get(field)?;
        (old != new).then(|| (field.clone(), json!({ "from": old, "to": new })))
    });
    changed.collect::<serde_json::Map<_, _>>().into()
}
