//! Facts with a life of their own, and observations.
//!
//! The same fact recorded twice is one fact; a changed one supersedes the earlier revision, which stays.

use std::collections::{BTreeSet, HashMap};

use domain::time::{Instant, Interval};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::fact_bodies::{Body, Common, MaintenanceBody, OutageBody, TicketBody, ValueBody};
use super::{insert, insert_all};
use crate::digest::digest;
use crate::entity::{maintenance, observation, outage, reported_value, ticket};
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
    /// Why an earlier state is corrected.
    pub reason: Option<String>,
    /// What is recorded.
    pub body: T,
}

/// The newest revision stored for a fact.
struct Known {
    id: Uuid,
    revision: i32,
    content_hash: String,
}

/// Facts looked up and stored at once.
const FACTS_PER_STATEMENT: usize = 500;

/// How facts of one kind are stored: those known under the same service, source and number are looked up, what
/// changed is superseded, what is new or changed is inserted.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident, $table:ident, $body:ty) => {
        impl TenantTx {
            $(#[$doc])*
            ///
            /// # Errors
            /// [`crate::Error::Conflict`] when another transaction stored one of them meanwhile.
            pub async fn $name(&self, facts: Vec<NewFact<$body>>) -> Result<IngestCounts> {
                use $table::{Column, Entity};
                let mut counts = IngestCounts::default();
                let mut facts = facts.into_iter().peekable();
                while facts.peek().is_some() {
                    let chunk: Vec<_> = facts.by_ref().take(FACTS_PER_STATEMENT).collect();
                    let stored = Entity::find()
                        .filter(Column::TenantId.eq(self.tenant_id()))
                        .filter(Column::ServiceId.is_in(services(&chunk)))
                        .filter(Column::ExternalId.is_in(chunk.iter().map(|fact| &fact.external_id)))
                        .filter(Column::SupersededAt.is_null())
                        .all(&self.inner)
                        .await?;
                    let known = stored.into_iter().map(|row| {
                        let known = Known { id: row.id, revision: row.revision, content_hash: row.content_hash };
                        ((row.service_id, row.source, row.external_id), known)
                    });
                    let (rows, superseded) = self.changed(chunk, &known.collect(), &mut counts);
                    if !superseded.is_empty() {
                        Entity::update_many()
                            .col_expr(Column::SupersededAt, Expr::value(self.now()))
                            .filter(Column::TenantId.eq(self.tenant_id()))
                            .filter(Column::Id.is_in(superseded))
                            .exec(&self.inner)
                            .await?;
                    }
                    insert_all(self, rows).await?;
                }
                Ok(counts)
            }
        }
    };
}

record! {
    /// Stores tickets. No two may have the same service, source and number.
    record_tickets, ticket, TicketBody
}
record! {
    /// Stores outages. No two may have the same service, source and number.
    record_outages, outage, OutageBody
}
record! {
    /// Stores maintenance windows. No two may have the same service, source and number.
    record_maintenance, maintenance, MaintenanceBody
}
record! {
    /// Stores reported values. No two may have the same service, source and number.
    record_values, reported_value, ValueBody
}

fn services<T>(facts: &[NewFact<T>]) -> BTreeSet<Uuid> {
    facts.iter().map(|fact| fact.service_id).collect()
}

impl TenantTx {
    /// The rows to insert, and the ids of those they supersede.
    fn changed<B: Body>(
        &self,
        facts: Vec<NewFact<B>>,
        known: &HashMap<(Uuid, String, String), Known>,
        counts: &mut IngestCounts,
    ) -> (Vec<B::Row>, Vec<Uuid>) {
        let (mut rows, mut superseded) = (Vec::new(), Vec::new());
        for fact in facts {
            let mut parts = vec![fact.service_id.to_string()];
            parts.extend(fact.body.parts());
            let content_hash = digest(&parts);
            let key = (fact.service_id, fact.source, fact.external_id);
            let revision = match known.get(&key) {
                Some(known) if known.content_hash == content_hash => {
                    counts.unchanged += 1;
                    continue;
                }
                Some(known) => {
                    counts.updated += 1;
                    superseded.push(known.id);
                    known.revision + 1
                }
                None => {
                    counts.created += 1;
                    1
                }
            };
            let (service_id, source, external_id) = key;
            rows.push(fact.body.row(Common {
                tenant_id: self.tenant_id(),
                id: ids::new(),
                service_id,
                source,
                external_id,
                revision,
                content_hash,
                import_id: fact.import_id,
                recorded_at: self.now(),
                recorded_by: self.actor().name.clone(),
                reason: fact.reason,
            }));
        }
        (rows, superseded)
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
