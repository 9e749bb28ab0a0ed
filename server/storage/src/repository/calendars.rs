//! Calendars. A supplier sees those that measure its own targets.

use sea_orm::sea_query::{Expr, LockType, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::{calendar, target_version};
use crate::{Calendar, Result, TenantTx};

impl TenantTx {
    fn visible_calendars(&self) -> Select<calendar::Entity> {
        let query = calendar::Entity::find().filter(calendar::Column::TenantId.eq(self.tenant_id()));
        if self.supplier_lens().is_none() {
            return query;
        }
        query.filter(calendar::Column::Id.in_subquery(self.visible_calendar_ids()))
    }

    /// Ids of calendars that measure a visible target.
    fn visible_calendar_ids(&self) -> SelectStatement {
        Query::select()
            .column(target_version::Column::CalendarId)
            .from(target_version::Entity)
            .and_where(target_version::Column::TenantId.eq(self.tenant_id()))
            .and_where(target_version::Column::TargetId.in_subquery(self.visible_target_ids()))
            .and_where(target_version::Column::ContractVersionId.in_subquery(self.final_version_ids()))
            .to_owned()
    }

    /// All calendars, by name.
    pub async fn calendars(&self) -> Result<Vec<Calendar>> {
        let query = self.visible_calendars().order_by_asc(calendar::Column::Name);
        Ok(query.all(&self.inner).await?)
    }

    /// One calendar.
    pub async fn calendar(&self, id: Uuid) -> Result<Option<Calendar>> {
        let query = self.visible_calendars().filter(calendar::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?)
    }

    /// One calendar, kept until this transaction ends from changing and from being chosen for a target.
    pub async fn calendar_to_change(&self, id: Uuid) -> Result<Option<Calendar>> {
        let query = self
            .visible_calendars()
            .filter(calendar::Column::Id.eq(id))
            .lock(LockType::Update);
        Ok(query.one(&self.inner).await?)
    }

    /// How many targets of the tenant a calendar measures.
    pub async fn targets_of_calendar(&self, id: Uuid) -> Result<u64> {
        let query = target_version::Entity::find()
            .filter(target_version::Column::TenantId.eq(self.tenant_id()))
            .filter(target_version::Column::CalendarId.eq(id));
        Ok(query.count(&self.inner).await?)
    }

    /// Stores a new calendar.
    pub async fn insert_calendar(&self, row: Calendar) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces what people edit of a calendar and counts its revision up, unless somebody else did since the
    /// revision in `row` was read; then the answer is false.
    pub async fn update_calendar(&self, row: Calendar) -> Result<bool> {
        let done = calendar::Entity::update_many()
            .col_expr(calendar::Column::Name, Expr::value(row.name))
            .col_expr(calendar::Column::Description, Expr::value(row.description))
            .col_expr(calendar::Column::Spec, Expr::value(row.spec))
            .col_expr(calendar::Column::Reasons, Expr::value(row.reasons))
            .col_expr(calendar::Column::Revision, Expr::value(row.revision + 1))
            .filter(calendar::Column::TenantId.eq(self.tenant_id()))
            .filter(calendar::Column::Id.eq(row.id))
            .filter(calendar::Column::Revision.eq(row.revision))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Removes a calendar that nothing uses.
    pub async fn delete_calendar(&self, id: Uuid) -> Result<()> {
        calendar::Entity::delete_by_id((self.tenant_id(), id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}
