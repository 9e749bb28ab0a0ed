//! The audit log: checking, reading, exporting.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use domain::forms::{FieldError, parse_date};
use domain::policy::Action;
use domain::time::Instant;
use domain::time::zone::start_of_day;
use domain::views::{AuditFilter, AuditPage, AuditRow, Language};
use serde_json::json;
use storage::{AuditEntry, AuditQuery, AuditVerdict, Checkpoint, Note, TenantTx};
use uuid::Uuid;

use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services};

const PAGE: u64 = 50;
const EXPORTED_AT_ONCE: u64 = 5_000;

/// How far a tenant's log had come.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct AuditCheckpoint {
    /// The tenant's short name.
    pub tenant: String,
    /// The number of entries.
    pub entries: i64,
    /// The hash of the last.
    pub hash: String,
}

/// The log as a file.
#[derive(Debug)]
pub struct AuditFile {
    /// Name to keep it under.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// How the log leaves.
#[derive(Debug, Clone, Copy)]
pub enum AuditFormat {
    /// For spreadsheets.
    Csv,
    /// For programs, one JSON object a line.
    Ndjson,
}

impl Services {
    /// How far each tenant's log has come, by the tenant's short name: to be kept outside.
    pub async fn audit_checkpoints(&self) -> Result<Vec<AuditCheckpoint>> {
        let mut points = Vec::new();
        for tenant in self.db.system_read().await?.tenants().await? {
            let tx = self.audit_of(tenant.id).await?;
            if let Some(point) = tx.audit_checkpoint().await? {
                points.push(AuditCheckpoint {
                    tenant: tenant.slug,
                    entries: point.entries,
                    hash: point.hash,
                });
            }
        }
        Ok(points)
    }

    async fn audit_of(&self, tenant_id: Uuid) -> Result<TenantTx> {
        let actor = Actor::system(tenant_id);
        Ok(self.db.read(&actor, Action::Operate, self.clock.now()).await?)
    }

    /// Checks the log of every tenant, also against checkpoints from outside; names of tenants with what was found. A
    /// tenant that only a checkpoint knows is broken from the first entry on.
    pub async fn verify_audit(&self, kept: &[AuditCheckpoint]) -> Result<Vec<(String, AuditVerdict)>> {
        let tenants = self.db.system_read().await?.tenants().await?;
        let mut reports = Vec::with_capacity(tenants.len());
        for tenant in tenants {
            let points: Vec<_> = kept
                .iter()
                .filter(|point| point.tenant == tenant.slug)
                .map(|point| Checkpoint {
                    entries: point.entries,
                    hash: point.hash.clone(),
                })
                .collect();
            let tx = self.audit_of(tenant.id).await?;
            reports.push((tenant.slug, tx.verify_audit(&points).await?));
        }
        for point in kept {
            if reports.iter().all(|(known, _)| *known != point.tenant) {
                reports.push((point.tenant.clone(), AuditVerdict::Broken { seq: 1 }));
            }
        }
        Ok(reports)
    }

    /// A page of entries that fit, newest first.
    ///
    /// # Errors
    /// `Invalid` for dates that cannot be read and actions that do not exist.
    pub async fn audit(&self, actor: &Actor, filter: &AuditFilter) -> Result<AuditPage> {
        let tx = self.db.read(actor, Action::AuditRead, self.clock.now()).await?;
        let log = Log::open(&tx, filter).await?;
        let (rows, next) = log.page(filter.before, PAGE).await?;
        Ok(AuditPage {
            rows,
            next,
            total: tx.last_audit_entry().await?,
            broken_at: None,
        })
    }

    /// The first entry of the tenant's log that is missing or was changed, if any. Reads the whole log.
    pub async fn broken_audit_entry(&self, actor: &Actor) -> Result<Option<i64>> {
        let tx = self.db.read(actor, Action::AuditRead, self.clock.now()).await?;
        Ok(match tx.verify_audit(&[]).await? {
            AuditVerdict::Intact { .. } => None,
            AuditVerdict::Broken { seq } => Some(seq),
        })
    }

    /// All entries that fit, newest first, as a file. That they were taken is an entry itself.
    ///
    /// # Errors
    /// As for [`Services::audit`].
    pub async fn export_audit(
        &self,
        actor: &Actor,
        filter: &AuditFilter,
        format: AuditFormat,
    ) -> Result<AuditFile> {
        let name = self.audit_file_name(actor, format).await?;
        let rows = self.take_audit(actor, filter).await?;
        let bytes = match format {
            AuditFormat::Csv => documents::audit_csv(&rows, actor.language).map_err(Error::internal)?,
            AuditFormat::Ndjson => {
                let lines: Vec<_> = rows
                    .iter()
                    .map(serde_json::to_string)
                    .collect::<std::result::Result<_, _>>()
                    .map_err(Error::internal)?;
                (lines.join("\n") + "\n").into_bytes()
            }
        };
        Ok(AuditFile { name, bytes })
    }

    /// Whose log, and of which day: `protokoll-rheintal-2026-11-23.csv`.
    async fn audit_file_name(&self, actor: &Actor, format: AuditFormat) -> Result<String> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::AuditRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let day = local(now, zone(&tenant.time_zone)?).date();
        let word = match actor.language {
            Language::De => "protokoll",
            Language::En => "audit-log",
        };
        let ending = match format {
            AuditFormat::Csv => "csv",
            AuditFormat::Ndjson => "ndjson",
        };
        Ok(format!("{word}-{}-{day}.{ending}", tenant.slug))
    }

    async fn take_audit(&self, actor: &Actor, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
        let tx = self.db.read(actor, Action::AuditRead, self.clock.now()).await?;
        let log = Log::open(&tx, filter).await?;
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let (mut rows, next) = log.page(before, EXPORTED_AT_ONCE).await?;
            all.append(&mut rows);
            if next.is_none() {
                break;
            }
            before = next;
        }
        drop(tx);
        // Before the file leaves; reading it must not keep others from writing.
        let tx = self.db.open(actor, Action::AuditRead, self.clock.now()).await?;
        let note = Note::new("audit_log", actor.tenant_id).with(json!({ "exported": all.len() }));
        tx.save(note).await?;
        Ok(all)
    }
}

/// A tenant's log, restricted to what is wanted.
struct Log<'a> {
    tx: &'a TenantTx,
    query: AuditQuery,
    zone: chrono_tz::Tz,
}

impl<'a> Log<'a> {
    async fn open(tx: &'a TenantTx, filter: &AuditFilter) -> Result<Self> {
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        let mut errors = Vec::new();
        let action = match filter.action.trim() {
            "" => None,
            code => Some(Action::parse(code))
                .filter(Option::is_some)
                .unwrap_or_else(|| {
                    errors.push(FieldError::new("action", "unknown"));
                    None
                }),
        };
        let mut day = |field: &str, text: &str, later: u64| -> Option<Instant> {
            if text.trim().is_empty() {
                return None;
            }
            let date = parse_date(text).and_then(|date: NaiveDate| date.checked_add_days(Days::new(later)));
            let at = date.map(|date| start_of_day(zone, date));
            if at.is_none() {
                errors.push(FieldError::new(field, "date_unreadable"));
            }
            at
        };
        let from = day("from", &filter.from, 0);
        let until = day("to", &filter.to, 1);
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            errors.push(FieldError::new("to", "end_before_start"));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let actors = match filter.actor.trim() {
            "" => None,
            text => Some(actors_named(tx, text).await?),
        };
        let query = AuditQuery {
            action,
            actors,
            objects: objects(tx, filter.object.trim()).await?,
            from,
            until,
            before: None,
        };
        Ok(Self { tx, query, zone })
    }

    /// Entries before a number, and the number to go on from.
    async fn page(&self, before: Option<i64>, size: u64) -> Result<(Vec<AuditRow>, Option<i64>)> {
        let query = AuditQuery {
            before,
            ..self.query.clone()
        };
        let entries = self.tx.audit_entries(&query, size).await?;
        let full = u64::try_from(entries.len()).unwrap_or(u64::MAX) == size;
        let next = entries.last().map(|entry| entry.seq).filter(|_| full);
        let names = self.tx.names_of(&named_in(&entries)).await?;
        let name = |entry: &AuditEntry| {
            let name = entry.actor_id.and_then(|id| names.get(&id));
            name.cloned().unwrap_or_default()
        };
        let rows = entries.iter().map(|entry| {
            Ok(AuditRow {
                seq: entry.seq,
                at: local(entry.at, self.zone),
                at_utc: entry.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
                actor_id: entry.actor_id,
                actor: name(entry),
                actor_kind: entry.actor_kind.clone(),
                action: Action::parse(&entry.action)
                    .ok_or_else(|| Error::internal(format!("audit entry {} of unknown action", entry.seq)))?,
                object_kind: entry.object_kind.clone(),
                object_id: entry.object_id.clone(),
                object_name: object_id(entry).and_then(|id| names.get(&id).cloned()),
                detail: Some(entry.detail.clone())
                    .filter(|text| text != "null")
                    .unwrap_or_default(),
                request_id: entry.request_id.clone(),
                previous_hash: entry.previous_hash.clone(),
                hash: entry.hash.clone(),
            })
        });
        Ok((rows.collect::<Result<_>>()?, next))
    }
}

/// People and machines of the tenant whose name or address contains a text.
async fn actors_named(tx: &TenantTx, text: &str) -> Result<Vec<Uuid>> {
    let text = text.to_lowercase();
    let fits = |name: &str| name.to_lowercase().contains(&text);
    let people = tx.members().await?.into_iter();
    let people = people
        .filter(|(_, person)| fits(&person.name) || fits(&person.email))
        .map(|(_, person)| person.id);
    let clients = tx.api_clients().await?.into_iter();
    let clients = clients
        .filter(|row| fits(&row.name) || fits(&row.client_id))
        .map(|row| row.id);
    Ok(people.chain(clients).collect())
}

/// The object of an entry, where it has an id.
fn object_id(entry: &AuditEntry) -> Option<Uuid> {
    entry.object_id.parse().ok()
}

/// Everything that these entries name, once each.
fn named_in(entries: &[AuditEntry]) -> Vec<Uuid> {
    let ids = entries
        .iter()
        .flat_map(|entry| [entry.actor_id, object_id(entry)]);
    let ids: HashSet<Uuid> = ids.flatten().collect();
    ids.into_iter().collect()
}

/// The kinds and ids that a filter may mean: the text itself, and the ids of what is called like it.
async fn objects(tx: &TenantTx, text: &str) -> Result<Option<Vec<String>>> {
    if text.is_empty() {
        return Ok(None);
    }
    let wanted = text.to_lowercase();
    let fits = |name: &str| name.to_lowercase().contains(&wanted);
    let members = tx.members().await?;
    let members = members.iter().filter(|(_, person)| fits(&person.name));
    let members = members.flat_map(|(row, person)| [row.id, person.id]);
    let clients = tx.api_clients().await?.into_iter();
    let clients = clients.filter(|row| fits(&row.name)).map(|row| row.id);
    let contracts = tx.contracts().await?.into_iter();
    let contracts = contracts.filter(|row| fits(&row.number)).map(|row| row.id);
    let suppliers = tx.suppliers().await?.into_iter();
    let suppliers = suppliers.filter(|row| fits(&row.name)).map(|row| row.id);
    let called = members.chain(clients).chain(contracts).chain(suppliers);
    let called = called.map(|id| id.to_string());
    Ok(Some(std::iter::once(text.to_owned()).chain(called).collect()))
}
