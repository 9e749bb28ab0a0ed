//! Tickets, outages and observations.
//!
//! The same fact recorded twice is one fact; a changed one supersedes the earlier revision, which stays.

use std::collections::HashMap;

use domain::time::{Instant, Interval};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{insert, insert_all};
use crate::digest::digest;
use crate::entity::{observation, outage, ticket};
use crate::{Observation, Outage, Result, TenantTx, Ticket, ids};

/// What happened to a batch of facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IngestCounts {
    /// Not known before.
    pub created: i64,
    /// Known, but different: the earlier revision is superseded.
    pub updated: i64,
    /// Known and the same.
    pub unchanged: i64,
}

/// What all facts have in common when they come in.
#[derive(Debug, Clone)]
pub struct NewFact<T> {
    /// The service the fact is about.
    pub service_id: Uuid,
    /// The system it comes from.
    pub source: String,
    /// Its number there.
    pub external_id: String,
    /// The import it came with.
    pub import_id: Option<Uuid>,
    /// What is recorded.
    pub body: T,
}

/// A ticket's lifecycle as it comes in.
#[derive(Debug, Clone)]
pub struct TicketBody {
    /// Priority, as named in the target's goals.
    pub priority: String,
    /// When it was reported.
    pub reported_at: Instant,
    /// When it was resolved.
    pub resolved_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Pauses as JSON.
    pub pauses: serde_json::Value,
}

/// An outage as it comes in.
#[derive(Debug, Clone)]
pub struct OutageBody {
    /// Beginning.
    pub starts_at: Instant,
    /// End; `None` while it lasts.
    pub ends_at: Option<Instant>,
    /// What is known of the cause.
    pub cause: Option<String>,
}

/// The newest revision stored for an external id.
struct Known {
    id: Uuid,
    revision: i32,
    content_hash: String,
}

impl TenantTx {
    /// Stores tickets of one service and source; at most a few hundred at a time.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when another transaction stored one of them meanwhile.
    pub async fn record_tickets(&self, facts: Vec<NewFact<TicketBody>>) -> Result<IngestCounts> {
        let mut known = HashMap::new();
        if let Some(first) = facts.first() {
            let rows = ticket::Entity::find()
                .filter(ticket::Column::TenantId.eq(self.tenant_id()))
                .filter(ticket::Column::ServiceId.eq(first.service_id))
                .filter(ticket::Column::Source.eq(&first.source))
                .filter(ticket::Column::ExternalId.is_in(facts.iter().map(|fact| &fact.external_id)))
                .filter(ticket::Column::SupersededAt.is_null())
                .all(&self.inner)
                .await?;
            known.extend(rows.into_iter().map(|row| {
                (
                    row.external_id,
                    Known {
                        id: row.id,
                        revision: row.revision,
                        content_hash: row.content_hash,
                    },
                )
            }));
        }
        let mut counts = IngestCounts::default();
        let mut superseded = Vec::new();
        let mut rows = Vec::new();
        for fact in facts {
            let hash = ticket_hash(&fact);
            let Some(revision) =
                next_revision(known.get(&fact.external_id), &hash, &mut counts, &mut superseded)
            else {
                continue;
            };
            rows.push(self.ticket_row(fact, revision, hash));
        }
        ticket::Entity::update_many()
            .col_expr(ticket::Column::SupersededAt, Expr::value(self.now()))
            .filter(ticket::Column::TenantId.eq(self.tenant_id()))
            .filter(ticket::Column::Id.is_in(superseded))
            .exec(&self.inner)
            .await?;
        insert_all(self, rows).await?;
        Ok(counts)
    }

    fn ticket_row(&self, fact: NewFact<TicketBody>, revision: i32, content_hash: String) -> Ticket {
        Ticket {
            tenant_id: self.tenant_id(),
            id: ids::new(),
            service_id: fact.service_id,
            source: fact.source,
            external_id: fact.external_id,
            revision,
            content_hash,
            import_id: fact.import_id,
            recorded_at: self.now(),
            recorded_by: self.actor().name.clone(),
            superseded_at: None,
            priority: fact.body.priority,
            reported_at: fact.body.reported_at,
            resolved_at: fact.body.resolved_at,
            closed_at: fact.body.closed_at,
            pauses: fact.body.pauses,
        }
    }

    /// Stores one outage.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when another transaction stored it meanwhile.
    pub async fn record_outage(&self, fact: NewFact<OutageBody>) -> Result<IngestCounts> {
        let known = outage::Entity::find()
            .filter(outage::Column::TenantId.eq(self.tenant_id()))
            .filter(outage::Column::ServiceId.eq(fact.service_id))
            .filter(outage::Column::Source.eq(&fact.source))
            .filter(outage::Column::ExternalId.eq(&fact.external_id))
            .filter(outage::Column::SupersededAt.is_null())
            .one(&self.inner)
            .await?
            .map(|row| Known {
                id: row.id,
                revision: row.revision,
                content_hash: row.content_hash,
            });
        let content_hash = outage_hash(&fact);
        let mut counts = IngestCounts::default();
        let mut superseded = Vec::new();
        let Some(revision) = next_revision(known.as_ref(), &content_hash, &mut counts, &mut superseded)
        else {
            return Ok(counts);
        };
        outage::Entity::update_many()
            .col_expr(outage::Column::SupersededAt, Expr::value(self.now()))
            .filter(outage::Column::TenantId.eq(self.tenant_id()))
            .filter(outage::Column::Id.is_in(superseded))
            .exec(&self.inner)
            .await?;
        let row = Outage {
            tenant_id: self.tenant_id(),
            id: ids::new(),
            service_id: fact.service_id,
            source: fact.source,
            external_id: fact.external_id,
            revision,
            content_hash,
            import_id: fact.import_id,
            recorded_at: self.now(),
            recorded_by: self.actor().name.clone(),
            superseded_at: None,
            starts_at: fact.body.starts_at,
            ends_at: fact.body.ends_at,
            cause: fact.body.cause,
        };
        insert(self, row).await?;
        Ok(counts)
    }

    /// Current tickets of a service, by number.
    pub async fn tickets(&self, service_id: Uuid) -> Result<Vec<Ticket>> {
        let mut query = ticket::Entity::find()
            .filter(ticket::Column::TenantId.eq(self.tenant_id()))
            .filter(ticket::Column::ServiceId.eq(service_id))
            .filter(ticket::Column::SupersededAt.is_null());
        if self.supplier_lens().is_some() {
            query = query.filter(ticket::Column::ServiceId.in_subquery(self.visible_service_ids()));
        }
        Ok(query
            .order_by_asc(ticket::Column::ExternalId)
            .all(&self.inner)
            .await?)
    }

    /// Current outages, newest first: of one service or of all, within a span of time or ever.
    pub async fn outages(&self, service_id: Option<Uuid>, within: Option<Interval>) -> Result<Vec<Outage>> {
        let mut query = outage::Entity::find()
            .filter(outage::Column::TenantId.eq(self.tenant_id()))
            .filter(outage::Column::SupersededAt.is_null());
        if self.supplier_lens().is_some() {
            query = query.filter(outage::Column::ServiceId.in_subquery(self.visible_service_ids()));
        }
        if let Some(service_id) = service_id {
            query = query.filter(outage::Column::ServiceId.eq(service_id));
        }
        if let Some(span) = within {
            let reaches_in = outage::Column::EndsAt
                .is_null()
                .or(outage::Column::EndsAt.gt(span.from));
            query = query
                .filter(outage::Column::StartsAt.lt(span.to))
                .filter(reaches_in);
        }
        Ok(query
            .order_by_desc(outage::Column::StartsAt)
            .all(&self.inner)
            .await?)
    }

    /// When a service was watched, oldest first.
    pub async fn observations(&self, service_id: Uuid) -> Result<Vec<Observation>> {
        let mut query = observation::Entity::find()
            .filter(observation::Column::TenantId.eq(self.tenant_id()))
            .filter(observation::Column::ServiceId.eq(service_id));
        if self.supplier_lens().is_some() {
            query = query.filter(observation::Column::ServiceId.in_subquery(self.visible_service_ids()));
        }
        Ok(query
            .order_by_asc(observation::Column::FromAt)
            .all(&self.inner)
            .await?)
    }

    /// Notes that a source watched a service for a while.
    pub async fn insert_observation(&self, row: Observation) -> Result<()> {
        insert(self, row).await
    }

    /// When the newest fact that the actor may see was recorded.
    pub async fn facts_until(&self) -> Result<Option<Instant>> {
        let mut tickets = ticket::Entity::find().filter(ticket::Column::TenantId.eq(self.tenant_id()));
        let mut outages = outage::Entity::find().filter(outage::Column::TenantId.eq(self.tenant_id()));
        if self.supplier_lens().is_some() {
            tickets = tickets.filter(ticket::Column::ServiceId.in_subquery(self.visible_service_ids()));
            outages = outages.filter(outage::Column::ServiceId.in_subquery(self.visible_service_ids()));
        }
        let tickets: Option<Option<Instant>> = tickets
            .select_only()
            .column_as(ticket::Column::RecordedAt.max(), "newest")
            .into_tuple()
            .one(&self.inner)
            .await?;
        let outages: Option<Option<Instant>> = outages
            .select_only()
            .column_as(outage::Column::RecordedAt.max(), "newest")
            .into_tuple()
            .one(&self.inner)
            .await?;
        Ok(Ord::max(tickets.flatten(), outages.flatten()))
    }
}

/// The revision a fact gets, or `None` when it is known unchanged.
fn next_revision(
    known: Option<&Known>,
    content_hash: &str,
    counts: &mut IngestCounts,
    superseded: &mut Vec<Uuid>,
) -> Option<i32> {
    match known {
        None => {
            counts.created += 1;
            Some(1)
        }
        Some(known) if known.content_hash == content_hash => {
            counts.unchanged += 1;
            None
        }
        Some(known) => {
            counts.updated += 1;
            superseded.push(known.id);
            Some(known.revision + 1)
        }
    }
}

fn ticket_hash(fact: &NewFact<TicketBody>) -> String {
    let body = &fact.body;
    digest(&[
        fact.service_id.to_string(),
        body.priority.clone(),
        body.reported_at.timestamp().to_string(),
        body.resolved_at
            .map(|at| at.timestamp().to_string())
            .unwrap_or_default(),
        body.closed_at
            .map(|at| at.timestamp().to_string())
            .unwrap_or_default(),
        body.pauses.to_string(),
    ])
}

fn outage_hash(fact: &NewFact<OutageBody>) -> String {
    let body = &fact.body;
    digest(&[
        fact.service_id.to_string(),
        body.starts_at.timestamp_micros().to_string(),
        body.ends_at
            .map(|at| at.timestamp_micros().to_string())
            .unwrap_or_default(),
        body.cause.clone().unwrap_or_default(),
    ])
}
