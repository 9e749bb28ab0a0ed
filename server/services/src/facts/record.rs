//! From a batch as it was sent to stored facts.

use std::collections::{BTreeSet, HashMap, HashSet};

use connectors::batch::{self, Cells, Format};
use connectors::facts::{Incoming, ReadFact, read};
use domain::fact::FactKind;
use domain::forms::FieldError;
use domain::policy::Action;
use domain::time::Instant;
use serde_json::json;
use storage::{IngestCounts, Note, TenantTx};
use uuid::Uuid;

use super::store::{Resolved, StoreFact};
use super::{evaluate, field_error};
use crate::{Actor, Error, Result, Services};

/// Larger batches are imports.
const LARGEST_BATCH: usize = 250_000;
/// Wrong rows of a refused or partly taken batch that are told one by one.
const ERRORS_TOLD: usize = 1_000;
/// What facts come from that do not say it.
const API: &str = "api";

/// What happens to the good rows of a batch with bad ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    /// Nothing of it is stored.
    Refuse,
    /// They are stored.
    Skip,
}

/// A row that was not stored.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Why.
    pub error: FieldError,
}

/// What happened to a batch.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// What happened to the good rows.
    pub counts: IngestCounts,
    /// Bad rows.
    pub rejected: usize,
    /// The first reasons.
    pub errors: Vec<Rejected>,
}

/// The good rows with their places, and what is wrong with the others.
struct Checked<T> {
    single: bool,
    good: Vec<(usize, Incoming<T>)>,
    bad: Bad,
}

/// What is wrong with which rows.
#[derive(Default)]
struct Bad {
    rows: HashSet<usize>,
    errors: Vec<Rejected>,
}

impl Bad {
    fn add(&mut self, index: usize, errors: impl IntoIterator<Item = FieldError>) {
        self.rows.insert(index);
        let room = ERRORS_TOLD.saturating_sub(self.errors.len());
        let errors = errors.into_iter().take(room);
        self.errors.extend(errors.map(|error| Rejected { index, error }));
    }
}

impl Services {
    /// Records a batch of facts of one kind.
    ///
    /// # Errors
    /// `Invalid` names every field that cannot be accepted with its place in the batch; with [`OnError::Skip`] only a
    /// batch that cannot be read at all is refused.
    pub async fn record_facts(
        &self,
        actor: &Actor,
        kind: FactKind,
        format: Format,
        bytes: Vec<u8>,
        on_error: OnError,
    ) -> Result<Recorded> {
        match kind {
            FactKind::Outage => {
                self.record::<domain::fact::Outage>(actor, format, bytes, on_error)
                    .await
            }
            FactKind::Sample => {
                self.record::<domain::fact::Sample>(actor, format, bytes, on_error)
                    .await
            }
            FactKind::Ticket => {
                self.record::<domain::fact::TicketLife>(actor, format, bytes, on_error)
                    .await
            }
            FactKind::Maintenance => {
                self.record::<domain::fact::Maintenance>(actor, format, bytes, on_error)
                    .await
            }
            FactKind::Value => {
                self.record::<domain::fact::Value>(actor, format, bytes, on_error)
                    .await
            }
        }
    }

    async fn record<T: StoreFact>(
        &self,
        actor: &Actor,
        format: Format,
        bytes: Vec<u8>,
        on_error: OnError,
    ) -> Result<Recorded> {
        // Before a large batch is read.
        if !actor.may(T::ACTION) {
            return Err(Error::Forbidden);
        }
        let now = self.clock.now();
        let read = move || check::<T>(format, &bytes, now);
        let checked = tokio::task::spawn_blocking(read)
            .await
            .map_err(Error::internal)??;
        let tx = self.db.open(actor, T::ACTION, self.clock.now()).await?;
        let recorded = record_checked(&tx, checked, on_error).await?;
        let counts = recorded.counts;
        let detail = json!({ "created": counts.created, "updated": counts.updated, "unchanged": counts.unchanged,
                             "rejected": recorded.rejected });
        tx.save(Note::new(T::KIND.code(), "batch").with(detail)).await?;
        Ok(recorded)
    }
}

/// Reads a batch and looks at every row by itself.
fn check<T: ReadFact>(format: Format, bytes: &[u8], now: Instant) -> Result<Checked<T>> {
    let (mut good, mut bad, mut index) = (Vec::new(), Bad::default(), 0);
    let mut take = |row: std::result::Result<Cells, &'static str>| {
        match row {
            _ if index >= LARGEST_BATCH => {}
            Err(code) => bad.add(index, [FieldError::new("", code)]),
            Ok(cells) => match check_row::<T>(&cells, now) {
                Ok(fact) => good.push((index, fact)),
                Err(errors) => bad.add(index, errors),
            },
        }
        index += 1;
    };
    let single = batch::each(format, bytes, &mut take).map_err(|code| Error::field("body", code))?;
    if index > LARGEST_BATCH {
        return Err(Error::field("body", "batch_too_large"));
    }
    Ok(Checked { single, good, bad })
}

fn check_row<T: ReadFact>(cells: &Cells, now: Instant) -> std::result::Result<Incoming<T>, Vec<FieldError>> {
    let incoming = read::<T>(cells, API, None)?;
    let problems = incoming
        .origin
        .problems()
        .into_iter()
        .chain(incoming.fact.problems(now));
    let errors: Vec<_> = problems.map(field_error).collect();
    if errors.is_empty() {
        Ok(incoming)
    } else {
        Err(errors)
    }
}

/// Looks at the rows together, and stores them if the caller wants those that are left.
async fn record_checked<T: StoreFact>(
    tx: &TenantTx,
    checked: Checked<T>,
    on_error: OnError,
) -> Result<Recorded> {
    let Checked {
        single,
        good,
        mut bad,
    } = checked;
    let facts = resolve(tx, good, &mut bad).await?;
    let facts = T::fit(tx, facts, &mut |index, error| bad.add(index, [error])).await?;
    if !bad.rows.is_empty() && on_error == OnError::Refuse {
        bad.errors.sort_by_key(|rejected| rejected.index);
        return Err(Error::Invalid(
            bad.errors.into_iter().map(|one| named(one, single)).collect(),
        ));
    }
    let counts = store(tx, facts, None).await?;
    bad.errors.sort_by_key(|rejected| rejected.index);
    Ok(Recorded {
        counts,
        rejected: bad.rows.len(),
        errors: bad.errors,
    })
}

/// Stores facts and asks for the evaluation of the services they touch.
pub async fn store<T: StoreFact>(
    tx: &TenantTx,
    facts: Vec<Resolved<T>>,
    import_id: Option<Uuid>,
) -> Result<IngestCounts> {
    let touched: BTreeSet<Uuid> = facts.iter().map(|fact| fact.service_id).collect();
    let counts = T::store(tx, facts, import_id).await?;
    if counts.created + counts.updated > 0 {
        for service_id in touched {
            evaluate(tx, service_id).await?;
        }
    }
    Ok(counts)
}

/// A field of a list is named with its place: `[3].ends_at`.
fn named(rejected: Rejected, single: bool) -> FieldError {
    let FieldError { field, code } = rejected.error;
    let place = format!("[{}]", rejected.index);
    let field = match (single, field.is_empty()) {
        (true, true) => "body".to_owned(),
        (true, false) => field,
        (false, true) => place,
        (false, false) => format!("{place}.{field}"),
    };
    FieldError { field, code }
}

/// Finds the services by id or name, gives numbers to facts without one, and refuses those that come twice.
async fn resolve<T: StoreFact>(
    tx: &TenantTx,
    good: Vec<(usize, Incoming<T>)>,
    bad: &mut Bad,
) -> Result<Vec<Resolved<T>>> {
    let services = tx.services().await?;
    let mut known: HashMap<&str, Uuid> = services
        .iter()
        .rev()
        .map(|row| (row.name.as_str(), row.id))
        .collect();
    let ids: Vec<_> = services.iter().map(|row| (row.id.to_string(), row.id)).collect();
    known.extend(ids.iter().map(|(text, id)| (text.as_str(), *id)));
    let mut seen = HashSet::new();
    let mut facts = Vec::with_capacity(good.len());
    for (index, incoming) in good {
        let service_id = match known.get(incoming.service.as_str()) {
            Some(id) => *id,
            None if !T::NAMES_SERVICE => Uuid::nil(),
            None => {
                bad.add(index, [FieldError::new("service_id", "unknown_service")]);
                continue;
            }
        };
        let Some(external_id) = incoming.fact.number(incoming.origin.external_id, service_id) else {
            bad.add(index, [FieldError::new("external_id", "required")]);
            continue;
        };
        let key = (
            service_id,
            incoming.origin.source.clone(),
            external_id.clone(),
            incoming.fact.place(),
        );
        if !seen.insert(key) {
            bad.add(index, [FieldError::new("external_id", "duplicate_external_id")]);
            continue;
        }
        facts.push(Resolved {
            index,
            service_id,
            source: incoming.origin.source,
            external_id,
            reason: incoming.origin.reason,
            fact: incoming.fact,
        });
    }
    Ok(facts)
}

/// The action that recording a kind of fact needs.
pub const fn needed(kind: FactKind) -> Action {
    match kind {
        FactKind::Value => Action::ValueReport,
        _ => Action::FactWrite,
    }
}
