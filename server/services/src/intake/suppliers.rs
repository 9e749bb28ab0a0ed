//! Suppliers from a table: known ones are found by their name and changed where the table says otherwise.

use std::collections::{BTreeMap, HashSet};

use domain::forms::intake::{IntakeCells, overlay};
use domain::forms::{FieldError, SupplierForm, SupplierInput};
use domain::ids::SupplierId;
use domain::views::{IntakeCounts, IntakeOutcome, IntakeRow};
use serde_json::{Value, json};
use storage::{Supplier, TenantTx};

use super::{Planned, as_seen};
use crate::Result;
use crate::suppliers::write::{facts, filled, insert, update};

/// A supplier to be written.
pub struct Write {
    known: Option<Supplier>,
    input: SupplierInput,
}

/// What becomes of each row.
pub async fn plan(tx: &TenantTx, rows: &[IntakeCells]) -> Result<Vec<Planned<Write>>> {
    let known: BTreeMap<String, Supplier> = tx
        .suppliers()
        .await?
        .into_iter()
        .map(|row| (row.name.to_lowercase(), row))
        .collect();
    let mut seen = HashSet::new();
    Ok(rows.iter().map(|row| one(row, &known, &mut seen)).collect())
}

fn one(row: &IntakeCells, known: &BTreeMap<String, Supplier>, seen: &mut HashSet<String>) -> Planned<Write> {
    let name = row.cells.get("name").map(|name| name.trim()).unwrap_or_default();
    if !seen.insert(name.to_lowercase()) {
        return Planned::refused(row.line, name, vec![FieldError::new("name", "named_twice")]);
    }
    let before = known.get(&name.to_lowercase());
    let known = before.map_or_else(SupplierForm::default, form);
    let form = overlay(&known, row);
    if before.is_some() && form == known {
        return Planned::only(row.line, name, IntakeOutcome::Unchanged);
    }
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => return Planned::refused(row.line, name, errors),
    };
    let Some(before) = before else {
        return Planned {
            write: Some(Write { known: None, input }),
            ..Planned::only(row.line, name, IntakeOutcome::New)
        };
    };
    let fields = differences(&facts(before), &facts(&filled(before.clone(), input.clone())));
    if fields.is_empty() {
        return Planned::only(row.line, name, IntakeOutcome::Unchanged);
    }
    Planned {
        row: IntakeRow {
            line: row.line,
            name: name.to_owned(),
            outcome: IntakeOutcome::Changed { fields },
        },
        revision: Some(before.revision),
        write: Some(Write {
            known: Some(before.clone()),
            input,
        }),
    }
}

/// Fields whose values differ.
fn differences(before: &Value, after: &Value) -> Vec<String> {
    let pairs = before.as_object().into_iter().flatten();
    pairs
        .filter(|(field, value)| after.get(field.as_str()) != Some(value))
        .map(|(field, _)| field.clone())
        .collect()
}

/// Writes what was seen; the answer is what the log says of it.
pub async fn write(tx: &TenantTx, rows: &[IntakeCells], seen: &str) -> Result<(IntakeCounts, Vec<Value>)> {
    let (counts, writes) = as_seen(plan(tx, rows).await?, seen)?;
    let mut written = Vec::with_capacity(writes.len());
    for Write { known, input } in writes {
        let (id, detail) = match known {
            None => insert(tx, input).await?,
            Some(before) => {
                let row = filled(before.clone(), input);
                let detail = update(tx, &before, row, before.revision).await?;
                (SupplierId(before.id), detail)
            }
        };
        written.push(json!({ "id": id, "changed": detail }));
    }
    Ok((counts, written))
}

fn form(row: &Supplier) -> SupplierForm {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    SupplierForm {
        name: row.name.clone(),
        legal_name: row.legal_name.clone(),
        kind: row.kind.clone(),
        street: row.street.clone(),
        postcode: row.postcode.clone(),
        city: or_empty(&row.city),
        country: or_empty(&row.country),
        website: row.website.clone(),
        lei: or_empty(&row.lei),
        criticality: or_empty(&row.criticality),
        criticality_reason: row.criticality_reason.clone(),
        tier: or_empty(&row.tier),
        notes: row.notes.clone(),
        status: row.status.clone(),
    }
}
