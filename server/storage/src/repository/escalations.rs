//! Escalations and their mails.

use domain::time::Instant;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    Select,
};
use uuid::Uuid;

use super::insert;
use crate::entity::{breach, escalation, mail};
use crate::{Escalation, Mail, Result, TenantTx};

impl TenantTx {
    fn visible_breach_ids(&self) -> SelectStatement {
        Query::select()
            .column(breach::Column::Id)
            .from(breach::Entity)
            .and_where(breach::Column::TenantId.eq(self.tenant_id()))
            .and_where(breach::Column::TargetId.in_subquery(self.visible_target_ids()))
            .to_owned()
    }

    fn visible_escalations(&self) -> Select<escalation::Entity> {
        escalation::Entity::find()
            .filter(escalation::Column::TenantId.eq(self.tenant_id()))
            .filter(escalation::Column::BreachId.in_subquery(self.visible_breach_ids()))
    }

    /// All escalations, newest first.
    pub async fn escalations(&self) -> Result<Vec<Escalation>> {
        Ok(self
            .visible_escalations()
            .order_by_desc(escalation::Column::RaisedAt)
            .all(&self.inner)
            .await?)
    }

    /// One escalation.
    pub async fn escalation(&self, id: Uuid) -> Result<Option<Escalation>> {
        Ok(self
            .visible_escalations()
            .filter(escalation::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// How many escalations wait for an acknowledgement.
    pub async fn open_escalations(&self) -> Result<u64> {
        let query = self
            .visible_escalations()
            .filter(escalation::Column::AcknowledgedAt.is_null());
        Ok(query.count(&self.inner).await?)
    }

    /// How many escalations have a reference that begins like this.
    pub async fn count_references(&self, prefix: &str) -> Result<u64> {
        let query = escalation::Entity::find()
            .filter(escalation::Column::TenantId.eq(self.tenant_id()))
            .filter(escalation::Column::Reference.starts_with(prefix));
        Ok(query.count(&self.inner).await?)
    }

    /// Stores a new escalation.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when the breach is already escalated.
    pub async fn insert_escalation(&self, row: Escalation) -> Result<()> {
        insert(self, row).await
    }

    /// Notes who acknowledged; `false` when somebody had before.
    pub async fn acknowledge(&self, id: Uuid, at: Instant, by: &str) -> Result<bool> {
        let done = escalation::Entity::update_many()
            .col_expr(escalation::Column::AcknowledgedAt, Expr::value(at))
            .col_expr(escalation::Column::AcknowledgedBy, Expr::value(by))
            .filter(escalation::Column::TenantId.eq(self.tenant_id()))
            .filter(escalation::Column::Id.eq(id))
            .filter(escalation::Column::BreachId.in_subquery(self.visible_breach_ids()))
            .filter(escalation::Column::AcknowledgedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// The mails of an escalation, in the order they were written.
    pub async fn mails(&self, escalation_id: Uuid) -> Result<Vec<Mail>> {
        let query = mail::Entity::find()
            .filter(mail::Column::TenantId.eq(self.tenant_id()))
            .filter(mail::Column::EscalationId.eq(escalation_id))
            .order_by_asc(mail::Column::Id);
        Ok(query.all(&self.inner).await?)
    }

    /// One mail.
    pub async fn mail(&self, id: Uuid) -> Result<Option<Mail>> {
        Ok(mail::Entity::find_by_id((self.tenant_id(), id))
            .one(&self.inner)
            .await?)
    }

    /// Stores a new mail.
    pub async fn insert_mail(&self, row: Mail) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a mail's state.
    pub async fn update_mail(&self, row: Mail) -> Result<()> {
        mail::Entity::update(row.into_active_model().reset_all())
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}
