//! Taking suppliers and contracts over from a table: upload, preview, and a yes that writes everything at once.
//!
//! The preview is computed from the rows and what the tenant has at that moment, and computed again when somebody says
//! yes; what then differs from what was shown is not written. Rows are kept for a day at most.

mod contracts;
mod suppliers;

use chrono::Duration;
use connectors::table::Table;
use domain::forms::FieldError;
use domain::forms::intake::{IntakeCells, IntakeKind, MOST_ROWS};
use domain::ids::IntakeId;
use domain::policy::Action;
use domain::views::{IntakeCounts, IntakeOutcome, IntakeRow, IntakeStatus, IntakeView};
use serde_json::{Value, json};
use storage::{Intake, Note, TenantTx};
use uuid::Uuid;

use crate::files::sha256;
use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services};

const LONGEST_FILE_NAME: usize = 200;
const LARGEST_FILE_BYTES: usize = 5 * 1024 * 1024;
/// How long an upload waits for a yes.
const WAITS: Duration = Duration::days(1);

/// What becomes of a row, and what is to be written.
struct Planned<T> {
    row: IntakeRow,
    /// The revision of what is known already.
    revision: Option<i32>,
    write: Option<T>,
}

impl<T> Planned<T> {
    fn refused(line: u64, name: &str, errors: Vec<FieldError>) -> Self {
        let outcome = IntakeOutcome::Refused { errors };
        Self::only(line, name, outcome)
    }

    fn only(line: u64, name: &str, outcome: IntakeOutcome) -> Self {
        Self {
            row: IntakeRow {
                line,
                name: name.to_owned(),
                outcome,
            },
            revision: None,
            write: None,
        }
    }
}

/// What each kind asks of whoever takes it over.
const fn action(kind: IntakeKind) -> Action {
    match kind {
        IntakeKind::Suppliers => Action::SupplierWrite,
        IntakeKind::Contracts => Action::ContractWrite,
    }
}

impl Services {
    /// The headings of an empty table, for those who may take one over.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn intake_columns(&self, actor: &Actor, kind: IntakeKind) -> Result<Vec<String>> {
        self.db.read(actor, action(kind), self.clock.now()).await?;
        Ok(kind
            .template(actor.language)
            .into_iter()
            .map(str::to_owned)
            .collect())
    }

    /// Reads a table and keeps it for a preview.
    ///
    /// # Errors
    /// `Invalid` naming what is wrong with the file or its columns, `Forbidden`.
    pub async fn receive_intake(
        &self,
        actor: &Actor,
        kind: IntakeKind,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<IntakeId> {
        // Before anything is read.
        if !actor.may(action(kind)) {
            return Err(Error::Forbidden);
        }
        let rows = tokio::task::spawn_blocking(move || read(kind, &bytes))
            .await
            .map_err(Error::internal)??;
        let tx = self.db.open(actor, action(kind), self.clock.now()).await?;
        let id = storage::ids::new();
        tx.insert_intake(Intake {
            tenant_id: actor.tenant_id,
            id,
            kind: kind.code().to_owned(),
            file_name: file_name
                .chars()
                .filter(|c| !c.is_control())
                .take(LONGEST_FILE_NAME)
                .collect(),
            status: IntakeStatus::Open.code().to_owned(),
            counts: counts_json(IntakeCounts::default())?,
            rows: serde_json::to_value(&rows).map_err(Error::internal)?,
            created_by: actor.name.clone(),
            created_at: tx.now(),
            finished_at: None,
        })
        .await?;
        let detail = json!({ "kind": kind.code(), "rows": rows.len() });
        tx.save(Note::new("intake", id).with(detail)).await?;
        Ok(IntakeId(id))
    }

    /// What would become of each row now; of one that is over, what became of how many.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub async fn intake(&self, actor: &Actor, id: IntakeId) -> Result<IntakeView> {
        let tx = self
            .db
            .read(actor, Action::SupplierRead, self.clock.now())
            .await?;
        let row = tx.intake(id.0).await?.ok_or(Error::NotFound)?;
        let kind = kind(&row)?;
        if !actor.may(action(kind)) {
            return Err(Error::Forbidden);
        }
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let status = status(&row)?;
        let (rows, seen) = match status {
            IntakeStatus::Open => plan(&tx, kind, &row).await?,
            _ => (Vec::new(), String::new()),
        };
        let counts = match status {
            IntakeStatus::Open => IntakeCounts::of(&rows),
            _ => serde_json::from_value(row.counts).map_err(Error::internal)?,
        };
        Ok(IntakeView {
            id,
            kind,
            file_name: row.file_name,
            status,
            created_by: row.created_by,
            created_at: local(row.created_at, zone(&tenant.time_zone)?),
            counts,
            rows,
            seen,
        })
    }

    /// Writes what the preview showed, all of it or nothing; rows that are refused stay out. `seen` is what the preview
    /// said of itself.
    ///
    /// # Errors
    /// `Conflict` when it is over or nothing would be written, `Stale` when the preview would now show something else.
    pub async fn confirm_intake(&self, actor: &Actor, id: IntakeId, seen: &str) -> Result<IntakeKind> {
        let (tx, row, kind) = self.open_intake(actor, id).await?;
        let cells = cells(&row)?;
        let (counts, written) = match kind {
            IntakeKind::Suppliers => suppliers::write(&tx, &cells, seen).await?,
            IntakeKind::Contracts => contracts::write(&tx, &cells, seen).await?,
        };
        tx.finish_intake(id.0, IntakeStatus::Done.code(), counts_json(counts)?)
            .await?;
        let detail = json!({ "kind": kind.code(), "counts": counts, "written": written });
        tx.save(Note::new("intake", id).with(detail)).await?;
        Ok(kind)
    }

    /// Throws an upload away.
    ///
    /// # Errors
    /// `Conflict` when it is over.
    pub async fn discard_intake(&self, actor: &Actor, id: IntakeId) -> Result<IntakeKind> {
        let (tx, _, kind) = self.open_intake(actor, id).await?;
        let none = counts_json(IntakeCounts::default())?;
        tx.finish_intake(id.0, IntakeStatus::Discarded.code(), none)
            .await?;
        tx.save(Note::new("intake", id).with(json!({ "discarded": true })))
            .await?;
        Ok(kind)
    }

    /// Forgets uploads that nobody said yes to.
    pub(crate) async fn forget_intakes(&self, tenant_id: Uuid) -> Result<()> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        let open = IntakeStatus::Open.code();
        tx.delete_intakes(open, tx.now() - WAITS).await?;
        Ok(tx.save_derived().await?)
    }

    /// An upload that waits. Whoever writes suppliers or contracts waits meanwhile.
    async fn open_intake(&self, actor: &Actor, id: IntakeId) -> Result<(TenantTx, Intake, IntakeKind)> {
        let kind = {
            let tx = self
                .db
                .read(actor, Action::SupplierRead, self.clock.now())
                .await?;
            kind(&tx.intake(id.0).await?.ok_or(Error::NotFound)?)?
        };
        let tx = self.db.open(actor, action(kind), self.clock.now()).await?;
        tx.lock_tenant().await?;
        let row = tx.intake_to_change(id.0).await?.ok_or(Error::NotFound)?;
        let late = tx.now() - row.created_at > WAITS;
        if status(&row)? != IntakeStatus::Open || late {
            return Err(Error::Conflict("import_not_waiting"));
        }
        Ok((tx, row, kind))
    }
}

/// A table's rows by field.
fn read(kind: IntakeKind, bytes: &[u8]) -> Result<Vec<IntakeCells>> {
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(Error::field("file", "file_too_large"));
    }
    let table = Table::read(bytes).map_err(|error| Error::field("file", error.code()))?;
    if table.rows.len() + table.broken.len() > MOST_ROWS {
        return Err(Error::field("file", "too_many_rows"));
    }
    if !table.broken.is_empty() {
        return Err(Error::field("file", "row_length"));
    }
    let fields = kind.fields(&table.headings).map_err(Error::Invalid)?;
    let rows = table.rows.iter().map(|row| IntakeCells {
        line: row.line,
        cells: (0..)
            .zip(&fields)
            .filter_map(|(column, field)| Some(((*field)?.to_owned(), row.cell(column).to_owned())))
            .collect(),
    });
    let rows: Vec<_> = rows
        .filter(|row| row.cells.values().any(|text| !text.is_empty()))
        .collect();
    if rows.is_empty() {
        return Err(Error::field("file", "file_empty"));
    }
    Ok(rows)
}

async fn plan(tx: &TenantTx, kind: IntakeKind, row: &Intake) -> Result<(Vec<IntakeRow>, String)> {
    let cells = cells(row)?;
    match kind {
        IntakeKind::Suppliers => shown(suppliers::plan(tx, &cells).await?),
        IntakeKind::Contracts => shown(contracts::plan(tx, &cells).await?),
    }
}

fn shown<T>(planned: Vec<Planned<T>>) -> Result<(Vec<IntakeRow>, String)> {
    let digest = digest(&planned)?;
    Ok((planned.into_iter().map(|one| one.row).collect(), digest))
}

/// Changes with every row, and with everything known that a row would change.
fn digest<T>(planned: &[Planned<T>]) -> Result<String> {
    let rows: Vec<_> = planned.iter().map(|one| (&one.row, one.revision)).collect();
    Ok(sha256(&serde_json::to_vec(&rows).map_err(Error::internal)?))
}

/// What is planned, if it is what somebody saw.
fn as_seen<T>(planned: Vec<Planned<T>>, seen: &str) -> Result<(IntakeCounts, Vec<T>)> {
    if digest(&planned)? != seen {
        return Err(Error::Stale);
    }
    let rows: Vec<_> = planned.iter().map(|one| one.row.clone()).collect();
    let counts = IntakeCounts::of(&rows);
    if !counts.writes() {
        return Err(Error::Conflict("import_empty"));
    }
    Ok((counts, planned.into_iter().filter_map(|one| one.write).collect()))
}

fn cells(row: &Intake) -> Result<Vec<IntakeCells>> {
    serde_json::from_value(row.rows.clone()).map_err(Error::internal)
}

fn kind(row: &Intake) -> Result<IntakeKind> {
    IntakeKind::parse(&row.kind).ok_or_else(|| Error::internal("intake.kind"))
}

fn status(row: &Intake) -> Result<IntakeStatus> {
    IntakeStatus::parse(&row.status).ok_or_else(|| Error::internal("intake.status"))
}

fn counts_json(counts: IntakeCounts) -> Result<Value> {
    serde_json::to_value(counts).map_err(Error::internal)
}
