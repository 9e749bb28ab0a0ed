//! The targets of a draft.

use std::collections::HashSet;

use domain::credit::{Schedule, Tier};
use domain::forms::{FieldError, TargetForm, TargetInput};
use domain::ids::{CalendarId, ContractId, ServiceId, TargetId};
use domain::money::Money;
use domain::policy::Action;
use domain::ratio::WHOLE_PPM;
use domain::sla::target::{Metric, TargetDefinition};
use domain::time::period::Period;
use domain::views::{CalendarChoice, TargetDraft, WINDOWS};
use serde_json::json;
use storage::{Contract, Note, Target, TenantTx};

use super::{draft, last_final};
use crate::evaluate::calendar;
use crate::portfolio::{currency, has_money, kind, local, zone};
use crate::target_terms::definition;
use crate::{Actor, Error, Result, Services};

const MOST_TARGETS: usize = 100;

impl Services {
    /// The form of a target of the draft, or of a new one, with everything it can refer to.
    ///
    /// # Errors
    /// `NotFound` for a target that the draft does not have, `Conflict("no_draft")`.
    pub async fn target_form(
        &self,
        actor: &Actor,
        id: ContractId,
        target: Option<TargetId>,
    ) -> Result<TargetDraft> {
        let tx = self
            .db
            .read(actor, Action::ContractWrite, self.clock.now())
            .await?;
        let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let version = draft(&tx, contract.id).await?;
        let zone = zone(&contract.time_zone)?;
        let today = local(tx.now(), zone).date();
        let periods = WINDOWS.map(|window| Period::containing(window, today));
        let mut calendars = Vec::new();
        for row in tx.calendars().await? {
            let hours = calendar(&row)?;
            let seconds = |period: &Period| {
                let open = hours.open_periods(period.bounds(zone)).map_err(Error::internal)?;
                Ok(open.iter().map(domain::time::Interval::seconds).sum())
            };
            calendars.push(CalendarChoice {
                id: CalendarId(row.id),
                seconds: periods.iter().map(seconds).collect::<Result<_>>()?,
                name: row.name,
            });
        }
        let (form, measured) = match target {
            None => (blank(), false),
            Some(target) => {
                let rows = tx.targets_of_version(version.id).await?;
                let row = rows
                    .iter()
                    .find(|row| row.id == target.0)
                    .ok_or(Error::NotFound)?;
                let form = TargetForm {
                    name: row.name.clone(),
                    service_id: row.service_id.to_string(),
                    calendar_id: row.calendar_id.to_string(),
                    ..TargetForm::from(&definition(row)?)
                };
                (form, before(&tx, &contract, target).await?.is_some())
            }
        };
        let money = has_money(&contract)?;
        let services = tx.services().await?.into_iter();
        Ok(TargetDraft {
            contract_id: id,
            contract_number: contract.number.clone(),
            contract_kind: kind(&contract)?,
            has_money: money,
            revision: contract.revision,
            id: target,
            form,
            measured,
            services: services.map(|row| (ServiceId(row.id), row.name)).collect(),
            calendars,
            periods: periods.to_vec(),
            fee: match version.monthly_fee_minor {
                Some(minor) if money => Some(Money::new(minor, currency(&contract)?)),
                _ => None,
            },
        })
    }

    /// Adds a target to the draft.
    ///
    /// # Errors
    /// `Invalid` for the form, also for a service or calendar that is not of this tenant; `Conflict("no_draft")`; `Stale`.
    pub async fn add_target(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i32,
        form: &TargetForm,
    ) -> Result<TargetId> {
        let input = form.parse().map_err(Error::Invalid)?;
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let row = insert(&tx, &contract, &input).await?;
        let detail = json!({ "target": row.id, "name": row.name, "added": row.definition });
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(TargetId(row.id))
    }

    /// Changes a target of the draft.
    ///
    /// # Errors
    /// As for [`Services::add_target`]; `Invalid` also for a change that would make another target of it.
    pub async fn save_target(
        &self,
        actor: &Actor,
        id: ContractId,
        target: TargetId,
        revision: i32,
        form: &TargetForm,
    ) -> Result<()> {
        let input = form.parse().map_err(Error::Invalid)?;
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let version = draft(&tx, contract.id).await?;
        let rows = tx.targets_of_version(version.id).await?;
        let row = rows
            .iter()
            .find(|row| row.id == target.0)
            .ok_or(Error::NotFound)?;
        check(&tx, &contract, &input).await?;
        if row.service_id != input.service_id.0 {
            return Err(Error::field("service_id", "another_target"));
        }
        if let Some(old) = before(&tx, &contract, target).await? {
            check_same_measure(&old, &input.definition)?;
        }
        if rows
            .iter()
            .any(|other| other.id != target.0 && other.name == input.name)
        {
            return Err(Error::field("name", "taken"));
        }
        let changed = Target {
            calendar_id: input.calendar_id.0,
            name: input.name,
            definition: serde_json::to_value(&input.definition).map_err(Error::internal)?,
            ..row.clone()
        };
        tx.update_target_version(&changed).await?;
        let detail = json!({ "target": target, "from": row.definition, "to": changed.definition });
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }

    /// Takes a target out of the draft. What earlier versions promised stays, with its results.
    ///
    /// # Errors
    /// `NotFound` for a target that the draft does not have; `Conflict("no_draft")`; `Stale`.
    pub async fn remove_target(
        &self,
        actor: &Actor,
        id: ContractId,
        target: TargetId,
        revision: i32,
    ) -> Result<()> {
        let (tx, contract) = self.open_contract(actor, id, revision).await?;
        let version = draft(&tx, contract.id).await?;
        let rows = tx.targets_of_version(version.id).await?;
        let row = rows
            .iter()
            .find(|row| row.id == target.0)
            .ok_or(Error::NotFound)?;
        tx.delete_target_version(version.id, row.id).await?;
        let detail = json!({ "target": target, "name": row.name, "removed": true });
        Ok(tx.save(Note::new("contract", id).with(detail)).await?)
    }
}

/// Puts a new target at the end of the draft's.
pub async fn insert(tx: &TenantTx, contract: &Contract, input: &TargetInput) -> Result<Target> {
    let version = draft(tx, contract.id).await?;
    check(tx, contract, input).await?;
    let rows = tx.targets_of_version(version.id).await?;
    if rows.len() >= MOST_TARGETS {
        return Err(Error::Conflict("too_many_targets"));
    }
    if rows.iter().any(|other| other.name == input.name) {
        return Err(Error::field("name", "taken"));
    }
    let row = Target {
        tenant_id: contract.tenant_id,
        id: storage::ids::new(),
        contract_id: contract.id,
        contract_version_id: version.id,
        service_id: input.service_id.0,
        calendar_id: input.calendar_id.0,
        position: rows.iter().map(|row| row.position).max().unwrap_or(0) + 1,
        name: input.name.clone(),
        definition: serde_json::to_value(&input.definition).map_err(Error::internal)?,
    };
    tx.insert_target(row.clone()).await?;
    Ok(row)
}

/// What the form refers to must be the tenant's own; an OLA owes no money.
async fn check(tx: &TenantTx, contract: &Contract, input: &TargetInput) -> Result<()> {
    let mut errors = Vec::new();
    let services: HashSet<_> = tx.services().await?.into_iter().map(|row| row.id).collect();
    if !services.contains(&input.service_id.0) {
        errors.push(FieldError::new("service_id", "unknown"));
    }
    if tx.calendar(input.calendar_id.0).await?.is_none() {
        errors.push(FieldError::new("calendar_id", "unknown"));
    }
    if !has_money(contract)? && input.definition.schedule != Schedule::None {
        errors.push(FieldError::new("model", "no_money_inside"));
    }
    if let Schedule::TieredStep { tiers } = &input.definition.schedule {
        errors.extend(tiers_against_promise(tiers, input.definition.threshold_ppm));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

/// A promise that is kept costs nothing, and nobody pays back more than was paid.
fn tiers_against_promise(tiers: &[Tier], threshold_ppm: i64) -> Vec<FieldError> {
    let told = (1..).zip(tiers).filter_map(|(place, tier)| {
        let code = if tier.below_ppm > threshold_ppm {
            "tier_above_promise"
        } else if tier.credit_ppm > WHOLE_PPM {
            "tier_over_fee"
        } else {
            return None;
        };
        Some(FieldError::new(&format!("tiers.{place}"), code))
    });
    told.collect()
}

/// What the last final version promises for a target.
async fn before(tx: &TenantTx, contract: &Contract, target: TargetId) -> Result<Option<TargetDefinition>> {
    let Some(last) = last_final(tx, contract.id).await? else {
        return Ok(None);
    };
    let rows = tx.targets_of_version(last.id).await?;
    let row = rows.iter().find(|row| row.id == target.0);
    row.map(definition).transpose()
}

/// Results of one target are comparable: what is measured, and over which window, makes the target.
fn check_same_measure(old: &TargetDefinition, new: &TargetDefinition) -> Result<()> {
    let mut errors = Vec::new();
    if std::mem::discriminant::<Metric>(&old.metric) != std::mem::discriminant(&new.metric) {
        errors.push(FieldError::new("metric", "another_target"));
    }
    if old.window != new.window {
        errors.push(FieldError::new("window", "another_target"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

/// A new target begins as the most frequent one.
fn blank() -> TargetForm {
    TargetForm {
        metric: "availability".to_owned(),
        threshold: "99,9".to_owned(),
        window: "month".to_owned(),
        model: "tiered_step".to_owned(),
        claim: "none".to_owned(),
        ..TargetForm::default()
    }
}
