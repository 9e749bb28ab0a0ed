//! Contracts from a table. One whose number is known stays as it is: what holds is changed by an amendment.

use std::collections::{BTreeMap, HashSet};

use domain::forms::intake::{ContractCells, ContractDefaults, IntakeCells};
use domain::forms::{Amendment, ContractInput, FieldError};
use domain::money::Currency;
use domain::views::{IntakeCounts, IntakeOutcome};
use serde_json::{Value, json};
use storage::{ContractVersion, TenantTx};
use uuid::Uuid;

use super::{Planned, as_seen};
use crate::drafting::{check_parties, come_into_force, insert_contract};
use crate::{Error, Result};

/// A contract to be written.
pub struct Write {
    input: ContractInput,
    terms: Option<Amendment>,
    in_force: bool,
}

/// What the tenant has.
struct Known {
    numbers: HashSet<String>,
    suppliers: BTreeMap<String, Uuid>,
    defaults: ContractDefaults,
}

impl Known {
    async fn load(tx: &TenantTx) -> Result<Self> {
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let contracts = tx.contracts().await?.into_iter();
        let suppliers = tx.suppliers().await?.into_iter();
        Ok(Self {
            numbers: contracts.map(|row| row.number.to_lowercase()).collect(),
            suppliers: suppliers.map(|row| (row.name.to_lowercase(), row.id)).collect(),
            defaults: ContractDefaults {
                time_zone: tenant.time_zone,
                language: tenant.language,
                currency: Currency::EUR.code().to_owned(),
            },
        })
    }
}

/// What becomes of each row.
pub async fn plan(tx: &TenantTx, rows: &[IntakeCells]) -> Result<Vec<Planned<Write>>> {
    let known = Known::load(tx).await?;
    let mut seen = HashSet::new();
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let number = row
            .cells
            .get("number")
            .map(|text| text.trim())
            .unwrap_or_default();
        let outcome = if !seen.insert(number.to_lowercase()) {
            Err(vec![FieldError::new("number", "named_twice")])
        } else if known.numbers.contains(&number.to_lowercase()) {
            planned.push(Planned::only(row.line, number, IntakeOutcome::Unchanged));
            continue;
        } else {
            one(tx, row, &known).await?
        };
        planned.push(match outcome {
            Ok(write) => Planned {
                write: Some(write),
                ..Planned::only(row.line, number, IntakeOutcome::New)
            },
            Err(errors) => Planned::refused(row.line, number, errors),
        });
    }
    Ok(planned)
}

/// Reads a row; the inner error is what is wrong with it.
async fn one(
    tx: &TenantTx,
    row: &IntakeCells,
    known: &Known,
) -> Result<std::result::Result<Write, Vec<FieldError>>> {
    let mut cells = match ContractCells::read(row, &known.defaults) {
        Ok(cells) => cells,
        Err(errors) => return Ok(Err(errors)),
    };
    let Some(supplier) = known.suppliers.get(&cells.supplier.to_lowercase()) else {
        return Ok(Err(vec![FieldError::new("supplier", "supplier_not_known")]));
    };
    cells.form.supplier_id = supplier.to_string();
    let input = match cells.form.parse() {
        Ok(input) => input,
        Err(errors) => return Ok(Err(errors)),
    };
    let terms = match cells.terms.map(|terms| terms.parse(input.starts_on)).transpose() {
        Ok(terms) => terms,
        Err(errors) => return Ok(Err(errors)),
    };
    match check_parties(tx, &input).await {
        Ok(()) => {}
        Err(Error::Invalid(errors)) => return Ok(Err(errors)),
        Err(error) => return Err(error),
    }
    Ok(Ok(Write {
        input,
        terms,
        in_force: cells.in_force,
    }))
}

/// Writes what was seen; the answer is what the log says of it.
pub async fn write(tx: &TenantTx, rows: &[IntakeCells], seen: &str) -> Result<(IntakeCounts, Vec<Value>)> {
    let (counts, writes) = as_seen(plan(tx, rows).await?, seen)?;
    let mut written = Vec::with_capacity(writes.len());
    for Write {
        input,
        terms,
        in_force,
    } in writes
    {
        let row = insert_contract(tx, &input, None).await?;
        if let Some(terms) = terms {
            let draft = tx.draft_version(row.id).await?.ok_or(Error::Internal)?;
            tx.update_draft_version(ContractVersion {
                monthly_fee_minor: terms.monthly_fee_minor,
                term: Some(serde_json::to_value(terms.term).map_err(Error::internal)?),
                ..draft
            })
            .await?;
        }
        if in_force {
            come_into_force(tx, &row).await?;
        }
        written.push(json!({ "id": row.id, "number": row.number, "in_force": in_force }));
    }
    Ok((counts, written))
}
