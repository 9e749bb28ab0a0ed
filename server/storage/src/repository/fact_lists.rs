//! Facts page by page, the newest first.

use domain::time::Instant;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::entity::{maintenance, outage, reported_value, ticket};
use crate::{Maintenance, Outage, ReportedValue, Result, TenantTx, Ticket};

/// Which facts are wanted. `None` does not restrict.
#[derive(Debug, Clone, Default)]
pub struct FactQuery {
    /// Of this service.
    pub service_id: Option<Uuid>,
    /// From this system.
    pub source: Option<String>,
    /// With this number there.
    pub external_id: Option<String>,
    /// Reaching beyond this moment.
    pub from: Option<Instant>,
    /// Beginning before this moment.
    pub to: Option<Instant>,
    /// Also earlier states that were corrected.
    pub history: bool,
    /// Recorded before this one.
    pub before: Option<Uuid>,
    /// At most so many.
    pub limit: u64,
}

/// Lists one kind. A supplier sees facts of the services that its contracts measure, and values of its own targets.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $table:ident, $row:ty, $seen:ident by $through:ident, $start:expr, $reaches:expr) => {
        impl TenantTx {
            $(#[$doc])*
            pub async fn $name(&self, wanted: &FactQuery) -> Result<Vec<$row>> {
                use $table::{Column, Entity};
                let reaches = $reaches;
                let mut query = Entity::find()
                    .filter(Column::TenantId.eq(self.tenant_id()))
                    .apply_if(wanted.service_id, |query, id| query.filter(Column::ServiceId.eq(id)))
                    .apply_if(wanted.source.as_ref(), |query, source| query.filter(Column::Source.eq(source)))
                    .apply_if(wanted.external_id.as_ref(), |query, id| query.filter(Column::ExternalId.eq(id)))
                    .apply_if(wanted.to, |query, to| query.filter($start.lt(to)))
                    .apply_if(wanted.from, |query, from| query.filter(reaches(from)))
                    .apply_if(wanted.before, |query, id| query.filter(Column::Id.lt(id)));
                if self.supplier_lens().is_some() {
                    query = query.filter(Column::$seen.in_subquery(self.$through()));
                }
                if !wanted.history {
                    query = query.filter(Column::SupersededAt.is_null());
                }
                Ok(query.order_by_desc(Column::Id).limit(wanted.limit).all(&self.inner).await?)
            }
        }
    };
}

list! {
    /// Outages.
    outage_page, outage, Outage, ServiceId by visible_service_ids, outage::Column::StartsAt,
    |from: Instant| outage::Column::EndsAt.is_null().or(outage::Column::EndsAt.gt(from))
}
list! {
    /// Tickets.
    ticket_page, ticket, Ticket, ServiceId by visible_service_ids, ticket::Column::ReportedAt,
    |from: Instant| ticket::Column::ReportedAt.gte(from)
}
list! {
    /// Maintenance windows.
    maintenance_page, maintenance, Maintenance, ServiceId by visible_service_ids, maintenance::Column::StartsAt,
    |from: Instant| maintenance::Column::EndsAt.gt(from)
}
list! {
    /// Reported values, by the time of their report.
    value_page, reported_value, ReportedValue, TargetId by visible_target_ids, reported_value::Column::RecordedAt,
    |from: Instant| reported_value::Column::RecordedAt.gte(from)
}

impl TenantTx {
    /// Current maintenance windows of a service.
    pub async fn maintenance_of(&self, service_id: Uuid) -> Result<Vec<Maintenance>> {
        let query = maintenance::Entity::find()
            .filter(maintenance::Column::TenantId.eq(self.tenant_id()))
            .filter(maintenance::Column::ServiceId.eq(service_id))
            .filter(maintenance::Column::SupersededAt.is_null());
        Ok(query.all(&self.inner).await?)
    }

    /// Current values reported for a target.
    pub async fn values_of(&self, target_id: Uuid) -> Result<Vec<ReportedValue>> {
        let query = reported_value::Entity::find()
            .filter(reported_value::Column::TenantId.eq(self.tenant_id()))
            .filter(reported_value::Column::TargetId.eq(target_id))
            .filter(reported_value::Column::TargetId.in_subquery(self.visible_target_ids()))
            .filter(reported_value::Column::SupersededAt.is_null())
            .order_by_asc(reported_value::Column::Id);
        Ok(query.all(&self.inner).await?)
    }
}
