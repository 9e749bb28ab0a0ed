//! Imports of tickets: upload, preview, confirmation, and the job that stores them.
//!
//! The file is kept under its hash and read again when it is stored, so the job needs nothing but the import's id.
//! It stores a few hundred tickets per transaction together with the progress: after a crash it goes on where it
//! was, and a ticket stored twice is one ticket.

use std::collections::{BTreeMap, BTreeSet};

use connectors::table::{Table, TableError};
use connectors::tickets::{Mapping, ReadTicket, Reading, read};
use domain::ids::{ImportId, ServiceId};
use domain::policy::Action;
use domain::sla::target::Metric;
use domain::views::{
    ImportRow, ImportStatus, ImportView, RowError, ServiceChoice, TicketField, TicketPreview,
};
use serde_json::json;
use storage::{ImportError, ImportRun, Job, NewFact, NewJob, Note, TenantTx, TicketBody};
use uuid::Uuid;

use crate::portfolio::{local, zone};
use crate::target_terms::definition;
use crate::{Actor, Error, Result, Services, files, worker};

const TICKETS_PER_TRANSACTION: usize = 200;
const PREVIEWED: usize = 20;
const ERRORS_KEPT: usize = 1_000;
const ERRORS_SHOWN: u64 = 100;
const IMPORTS_SHOWN: u64 = 50;

/// How the columns of an upload are to be read.
#[derive(Debug, Clone)]
pub enum MappingChoice {
    /// The built-in mapping for ServiceNow's incident table.
    ServiceNow,
    /// Headings named by a person, by field code.
    Custom(BTreeMap<String, String>),
}

/// An upload.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The service the tickets belong to.
    pub service_id: ServiceId,
    /// Name of the file.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How to read it.
    pub mapping: MappingChoice,
    /// Zone of its times.
    pub time_zone: String,
}

impl Services {
    /// Services that facts can be recorded for.
    pub async fn services_choices(&self, actor: &Actor) -> Result<Vec<ServiceChoice>> {
        let tx = self.db.read(actor, Action::FactRead, self.clock.now()).await?;
        let choice = |row: storage::Service| ServiceChoice {
            id: ServiceId(row.id),
            name: row.name,
        };
        Ok(tx.services().await?.into_iter().map(choice).collect())
    }

    /// Reads an upload and keeps it for confirmation.
    ///
    /// # Errors
    /// `Invalid` names what is wrong with the file, its columns, the zone or the service.
    pub async fn upload(&self, actor: &Actor, upload: Upload) -> Result<ImportId> {
        // Before a large file is read and kept.
        if !actor.may(Action::ImportRun) {
            return Err(Error::Forbidden);
        }
        let zone = domain::time::zone::parse(&upload.time_zone)
            .map_err(|_| Error::field("time_zone", "unknown_time_zone"))?;
        let mapping = match upload.mapping {
            MappingChoice::ServiceNow => Mapping::service_now(),
            MappingChoice::Custom(columns) => Mapping::custom(columns),
        };
        let parse = parse(upload.bytes, mapping.clone(), zone).await?;
        let hash = files::store(&self.options.files_dir, &parse.bytes).await?;
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::ImportRun, now).await?;
        if !tx
            .services()
            .await?
            .iter()
            .any(|service| service.id == upload.service_id.0)
        {
            return Err(Error::field("service_id", "unknown_service"));
        }
        let id = storage::ids::new();
        let row = ImportRun {
            tenant_id: actor.tenant_id,
            id,
            service_id: upload.service_id.0,
            kind: domain::fact::FactKind::Ticket.code().to_owned(),
            sheet: String::new(),
            file_name: upload.file_name.chars().take(200).collect(),
            file_sha256: hash.clone(),
            mapping: serde_json::to_value(&mapping).map_err(Error::internal)?,
            time_zone: upload.time_zone,
            encoding: parse.encoding.to_owned(),
            separator: parse.separator.to_string(),
            status: ImportStatus::Previewed.code().to_owned(),
            rows: count(parse.rows),
            tickets: count(parse.reading.tickets.len()),
            processed: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            errors: count(parse.reading.errors.len()),
            created_by: actor.name.clone(),
            created_at: now,
            finished_at: None,
        };
        let errors = parse.reading.errors.iter().take(ERRORS_KEPT).enumerate();
        let errors = errors
            .map(|(position, error)| stored_error(actor.tenant_id, id, position, error))
            .collect();
        tx.insert_import(row, errors).await?;
        tx.save(Note::new("import", id).with(json!({ "uploaded": hash })))
            .await?;
        Ok(ImportId(id))
    }

    /// Stores what the preview showed.
    ///
    /// # Errors
    /// `Conflict` when it has been confirmed or cancelled before, or holds no ticket.
    pub async fn confirm_import(&self, actor: &Actor, id: ImportId) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::ImportRun, now).await?;
        let mut row = tx.import_to_change(id.0).await?.ok_or(Error::NotFound)?;
        if row.status != ImportStatus::Previewed.code() {
            return Err(Error::Conflict("import_not_waiting"));
        }
        if row.tickets == 0 {
            return Err(Error::Conflict("import_empty"));
        }
        row.status = ImportStatus::Running.code().to_owned();
        tx.update_import(row).await?;
        tx.enqueue(NewJob {
            kind: worker::IMPORT,
            payload: json!({ "import_id": id }),
            run_at: now,
        })
        .await?;
        Ok(tx.save(Note::new("import", id).with(json!("confirmed"))).await?)
    }

    /// Discards an upload before it is stored.
    ///
    /// # Errors
    /// `Conflict` when it has been confirmed or cancelled before.
    pub async fn cancel_import(&self, actor: &Actor, id: ImportId) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::ImportRun, now).await?;
        let mut row = tx.import_to_change(id.0).await?.ok_or(Error::NotFound)?;
        if row.status != ImportStatus::Previewed.code() {
            return Err(Error::Conflict("import_not_waiting"));
        }
        row.status = ImportStatus::Cancelled.code().to_owned();
        row.finished_at = Some(now);
        tx.update_import(row).await?;
        Ok(tx.save(Note::new("import", id).with(json!("cancelled"))).await?)
    }

    /// The job: stores the tickets of a confirmed import.
    pub(crate) async fn run_import(&self, job: &Job, id: Uuid) -> Result<()> {
        let actor = Actor::system(job.tenant_id);
        let tx = self.db.read(&actor, Action::Operate, self.clock.now()).await?;
        let row = tx.import(id).await?.ok_or(Error::NotFound)?;
        drop(tx);
        if row.status != ImportStatus::Running.code() {
            return Ok(());
        }
        let mapping: Mapping = serde_json::from_value(row.mapping.clone()).map_err(Error::internal)?;
        let bytes = files::load(&self.options.files_dir, &row.file_sha256).await?;
        let source = mapping.source.clone();
        let parse = parse(bytes, mapping, zone(&row.time_zone)?).await?;
        let done = usize::try_from(row.processed).unwrap_or(0);
        for chunk in parse
            .reading
            .tickets
            .get(done..)
            .unwrap_or_default()
            .chunks(TICKETS_PER_TRANSACTION)
        {
            self.store_chunk(job, id, &source, chunk).await?;
        }
        self.finish_import(job, id).await
    }

    async fn store_chunk(&self, job: &Job, id: Uuid, source: &str, chunk: &[ReadTicket]) -> Result<()> {
        let actor = Actor::system(job.tenant_id);
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        tx.guard(job).await?;
        let mut row = tx.import_to_change(id).await?.ok_or(Error::NotFound)?;
        let facts = chunk
            .iter()
            .map(|ticket| fact(&row, source, ticket))
            .collect::<Result<_>>()?;
        let counts = tx.record_tickets(facts).await?;
        row.processed += count(chunk.len());
        row.created += counts.created;
        row.updated += counts.updated;
        row.unchanged += counts.unchanged;
        tx.update_import(row).await?;
        Ok(tx.save_derived().await?)
    }

    async fn finish_import(&self, job: &Job, id: Uuid) -> Result<()> {
        let (actor, now) = (Actor::system(job.tenant_id), self.clock.now());
        let tx = self.db.open(&actor, Action::Operate, now).await?;
        tx.guard(job).await?;
        let mut row = tx.import_to_change(id).await?.ok_or(Error::NotFound)?;
        row.status = ImportStatus::Done.code().to_owned();
        row.finished_at = Some(now);
        let detail = json!({ "created": row.created, "updated": row.updated, "unchanged": row.unchanged });
        let payload = json!({ "service_id": row.service_id });
        tx.update_import(row).await?;
        tx.enqueue(NewJob {
            kind: worker::EVALUATE,
            payload,
            run_at: now,
        })
        .await?;
        Ok(tx.save(Note::new("import", id).with(detail)).await?)
    }

    /// Marks a running import as given up.
    pub(crate) async fn fail_import(&self, tenant_id: Uuid, id: Uuid) -> Result<()> {
        let now = self.clock.now();
        let tx = self
            .db
            .open(&Actor::system(tenant_id), Action::Operate, now)
            .await?;
        let Some(mut row) = tx.import_to_change(id).await? else {
            return Ok(());
        };
        row.status = ImportStatus::Failed.code().to_owned();
        row.finished_at = Some(now);
        tx.update_import(row).await?;
        Ok(tx.save(Note::new("import", id).with(json!("failed"))).await?)
    }

    /// The newest imports.
    pub async fn imports(&self, actor: &Actor) -> Result<Vec<ImportRow>> {
        let tx = self.db.read(actor, Action::ImportRead, self.clock.now()).await?;
        let zone = zone(&tx.tenant().await?.ok_or(Error::NotFound)?.time_zone)?;
        let services = tx.services().await?;
        tx.imports(IMPORTS_SHOWN)
            .await?
            .into_iter()
            .map(|row| import_row(&row, &services, zone))
            .collect()
    }

    /// One import with the first tickets and errors of its file.
    ///
    /// # Errors
    /// `NotFound` for another tenant's import.
    pub async fn import(&self, actor: &Actor, id: ImportId) -> Result<ImportView> {
        let tx = self.db.read(actor, Action::ImportRead, self.clock.now()).await?;
        let tenant_zone = zone(&tx.tenant().await?.ok_or(Error::NotFound)?.time_zone)?;
        let row = tx.import(id.0).await?.ok_or(Error::NotFound)?;
        let services = tx.services().await?;
        let errors = tx.import_errors(id.0, ERRORS_SHOWN).await?;
        let goals = goals(&tx, row.service_id).await?;
        drop(tx);
        let mapping: Mapping = serde_json::from_value(row.mapping.clone()).map_err(Error::internal)?;
        let file_zone = zone(&row.time_zone)?;
        let bytes = files::load(&self.options.files_dir, &row.file_sha256).await?;
        let parse = parse(bytes, mapping.clone(), file_zone).await?;
        Ok(ImportView {
            row: import_row(&row, &services, tenant_zone)?,
            encoding: row.encoding,
            separator: row.separator.chars().next().unwrap_or(','),
            time_zone: row.time_zone,
            columns: parse
                .headings
                .iter()
                .map(|heading| (heading.clone(), field_of(&mapping, heading)))
                .collect(),
            preview: parse
                .reading
                .tickets
                .iter()
                .take(PREVIEWED)
                .map(|ticket| preview(ticket, file_zone))
                .collect(),
            unmeasured: unmeasured(&parse.reading.tickets, &goals),
            errors: errors.into_iter().map(shown_error).collect(),
        })
    }
}

/// Priorities for which a target of the service has a goal.
async fn goals(tx: &TenantTx, service_id: Uuid) -> Result<BTreeSet<String>> {
    let mut goals = BTreeSet::new();
    let targets = tx.targets().await?.into_iter();
    for target in targets.filter(|target| target.service_id == service_id) {
        if let Metric::InTimeRate { goals: own } = definition(&target)?.metric {
            goals.extend(own.into_keys());
        }
    }
    Ok(goals)
}

/// Tickets by priority that no target measures.
fn unmeasured(tickets: &[ReadTicket], goals: &BTreeSet<String>) -> Vec<(String, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for ticket in tickets.iter().filter(|ticket| !goals.contains(&ticket.priority)) {
        *counts.entry(&ticket.priority).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(priority, count)| (priority.to_owned(), count))
        .collect()
}

struct Parse {
    bytes: Vec<u8>,
    encoding: &'static str,
    separator: char,
    headings: Vec<String>,
    rows: usize,
    reading: Reading,
}

/// Reads a file on a thread of its own: a large one takes seconds.
async fn parse(bytes: Vec<u8>, mapping: Mapping, zone: chrono_tz::Tz) -> Result<Parse> {
    let work = move || {
        let table = Table::read(&bytes).map_err(|error: TableError| Error::field("file", error.code()))?;
        let reading = read(&table, &mapping, zone).map_err(|missing| {
            let field = |error: RowError| domain::forms::FieldError {
                field: error.column.unwrap_or_default(),
                code: error.code,
            };
            Error::Invalid(missing.into_iter().map(field).collect())
        })?;
        Ok(Parse {
            encoding: table.encoding,
            separator: table.separator,
            rows: table.rows.len() + table.broken.len(),
            headings: table.headings,
            reading,
            bytes,
        })
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn fact(row: &ImportRun, source: &str, ticket: &ReadTicket) -> Result<NewFact<TicketBody>> {
    Ok(NewFact {
        service_id: row.service_id,
        source: source.to_owned(),
        external_id: ticket.external_id.clone(),
        import_id: Some(row.id),
        reason: None,
        body: TicketBody {
            priority: ticket.priority.clone(),
            reported_at: ticket.reported_at,
            responded_at: None,
            resolved_at: ticket.resolved_at,
            closed_at: ticket.closed_at,
            pauses: serde_json::to_value(&ticket.pauses).map_err(Error::internal)?,
            reopened: 0,
            first_contact: None,
            satisfaction: None,
        },
    })
}

fn field_of(mapping: &Mapping, heading: &str) -> Option<TicketField> {
    let named = |field: &TicketField| {
        mapping
            .columns
            .get(field.code())
            .is_some_and(|name| name.trim().eq_ignore_ascii_case(heading))
    };
    TicketField::ALL.into_iter().find(named)
}

fn preview(ticket: &ReadTicket, zone: chrono_tz::Tz) -> TicketPreview {
    TicketPreview {
        external_id: ticket.external_id.clone(),
        priority: ticket.priority.clone(),
        reported: local(ticket.reported_at, zone),
        resolved: ticket.resolved_at.map(|at| local(at, zone)),
        pauses: u32::try_from(ticket.pauses.len()).unwrap_or(u32::MAX),
        rows: ticket.rows,
    }
}

fn import_row(row: &ImportRun, services: &[storage::Service], zone: chrono_tz::Tz) -> Result<ImportRow> {
    let service = services.iter().find(|service| service.id == row.service_id);
    Ok(ImportRow {
        id: ImportId(row.id),
        file_name: row.file_name.clone(),
        status: ImportStatus::parse(&row.status).ok_or(Error::Internal)?,
        service_name: service.map(|service| service.name.clone()).unwrap_or_default(),
        created_at: local(row.created_at, zone),
        created_by: row.created_by.clone(),
        rows: row.rows,
        tickets: row.tickets,
        processed: row.processed,
        created: row.created,
        updated: row.updated,
        unchanged: row.unchanged,
        errors: row.errors,
    })
}

fn stored_error(tenant_id: Uuid, import_id: Uuid, position: usize, error: &RowError) -> ImportError {
    ImportError {
        tenant_id,
        import_id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        row: i64::try_from(error.row).unwrap_or(i64::MAX),
        column: error.column.clone(),
        code: error.code.clone(),
        value: error.value.clone(),
    }
}

fn shown_error(error: ImportError) -> RowError {
    RowError {
        row: u64::try_from(error.row).unwrap_or(0),
        column: error.column,
        code: error.code,
        value: error.value,
    }
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
