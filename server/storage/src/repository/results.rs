//! Results per target and period, and breaches.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::{breach, target_period};
use crate::{Breach, Result, TargetPeriod, TenantTx};

const ROWS_PER_UPSERT: usize = 200;

impl TenantTx {
    fn visible_results(&self) -> Select<target_period::Entity> {
        let query =
            target_period::Entity::find().filter(target_period::Column::TenantId.eq(self.tenant_id()));
        if self.supplier_lens().is_none() {
            return query;
        }
        query.filter(target_period::Column::TargetId.in_subquery(self.visible_target_ids()))
    }

    /// Results of all targets whose period ends on or after a day, oldest first.
    pub async fn results_since(&self, day: chrono::NaiveDate) -> Result<Vec<TargetPeriod>> {
        let query = self
            .visible_results()
            .filter(target_period::Column::EndsOn.gte(day))
            .order_by_asc(target_period::Column::StartsOn);
        Ok(query.all(&self.inner).await?)
    }

    /// Results of several targets, oldest first.
    pub async fn results_of_all(&self, target_ids: &[Uuid]) -> Result<Vec<TargetPeriod>> {
        let query = self
            .visible_results()
            .filter(target_period::Column::TargetId.is_in(target_ids.iter().copied()))
            .order_by_asc(target_period::Column::StartsOn);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores results, replacing earlier ones of the same target and period.
    pub async fn put_results(&self, rows: Vec<TargetPeriod>) -> Result<()> {
        use target_period::Column;
        let key = [Column::TenantId, Column::TargetId, Column::Period];
        let rest = Column::iter()
            .filter(|column| !matches!(column, Column::TenantId | Column::TargetId | Column::Period));
        let replace = OnConflict::columns(key).update_columns(rest).to_owned();
        for chunk in rows.chunks(ROWS_PER_UPSERT) {
            let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
            target_period::Entity::insert_many(rows)
                .on_conflict(replace.clone())
                .exec_without_returning(&self.inner)
                .await?;
        }
        Ok(())
    }

    /// The breach of a target in a period, if it is known.
    pub async fn breach(&self, target_id: Uuid, period: &str) -> Result<Option<Breach>> {
        let query = breach::Entity::find()
            .filter(breach::Column::TenantId.eq(self.tenant_id()))
            .filter(breach::Column::TargetId.eq(target_id))
            .filter(breach::Column::TargetId.in_subquery(self.visible_target_ids()))
            .filter(breach::Column::Period.eq(period));
        Ok(query.one(&self.inner).await?)
    }

    /// All breaches the actor may see.
    pub async fn breaches(&self) -> Result<Vec<Breach>> {
        let query = breach::Entity::find()
            .filter(breach::Column::TenantId.eq(self.tenant_id()))
            .filter(breach::Column::TargetId.in_subquery(self.visible_target_ids()));
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a new breach.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when the breach is already known.
    pub async fn insert_breach(&self, row: Breach) -> Result<()> {
        insert(self, row).await
    }
}
