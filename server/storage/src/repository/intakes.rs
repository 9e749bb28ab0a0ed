//! Take-overs from tables.

use domain::time::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::insert;
use crate::entity::intake;
use crate::{Intake, Result, TenantTx};

impl TenantTx {
    /// A take-over.
    pub async fn intake(&self, id: Uuid) -> Result<Option<Intake>> {
        Ok(intake::Entity::find_by_id((self.tenant_id(), id))
            .one(&self.inner)
            .await?)
    }

    /// The same; others who want to change it wait.
    pub async fn intake_to_change(&self, id: Uuid) -> Result<Option<Intake>> {
        Ok(intake::Entity::find_by_id((self.tenant_id(), id))
            .lock_exclusive()
            .one(&self.inner)
            .await?)
    }

    /// Keeps a take-over until somebody says yes.
    pub async fn insert_intake(&self, row: Intake) -> Result<()> {
        insert(self, row).await
    }

    /// Notes how a take-over ended; its rows are forgotten.
    pub async fn finish_intake(&self, id: Uuid, status: &str, counts: Value) -> Result<()> {
        intake::Entity::update_many()
            .col_expr(intake::Column::Status, Expr::value(status))
            .col_expr(intake::Column::Counts, Expr::value(counts))
            .col_expr(intake::Column::Rows, Expr::value(Value::Array(Vec::new())))
            .col_expr(intake::Column::FinishedAt, Expr::value(Some(self.now())))
            .filter(intake::Column::TenantId.eq(self.tenant_id()))
            .filter(intake::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Forgets take-overs in a state that were begun before an instant.
    pub async fn delete_intakes(&self, status: &str, before: Instant) -> Result<()> {
        intake::Entity::delete_many()
            .filter(intake::Column::TenantId.eq(self.tenant_id()))
            .filter(intake::Column::Status.eq(status))
            .filter(intake::Column::CreatedAt.lt(before))
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}
