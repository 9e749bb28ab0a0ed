//! What was done with the results of periods. A supplier sees that of its own targets.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::period_step;
use crate::{PeriodStep, Result, TenantTx};

impl TenantTx {
    fn visible_steps(&self) -> Select<period_step::Entity> {
        period_step::Entity::find()
            .filter(period_step::Column::TenantId.eq(self.tenant_id()))
            .filter(period_step::Column::TargetId.in_subquery(self.visible_target_ids()))
            .order_by_asc(period_step::Column::Period)
            .order_by_asc(period_step::Column::Position)
    }

    /// The steps of all periods of a target, the oldest first.
    pub async fn period_steps(&self, target_id: Uuid) -> Result<Vec<PeriodStep>> {
        let query = self
            .visible_steps()
            .filter(period_step::Column::TargetId.eq(target_id));
        Ok(query.all(&self.inner).await?)
    }

    /// The steps of all periods of several targets, the oldest first.
    pub async fn period_steps_of_all(&self, target_ids: &[Uuid]) -> Result<Vec<PeriodStep>> {
        let own = period_step::Column::TargetId.is_in(target_ids.iter().copied());
        Ok(self.visible_steps().filter(own).all(&self.inner).await?)
    }

    /// Adds a step.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when somebody else took the place.
    pub async fn insert_period_step(&self, row: PeriodStep) -> Result<()> {
        insert(self, row).await
    }
}
