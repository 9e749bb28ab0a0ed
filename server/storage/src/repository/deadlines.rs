//! Calendar feeds of people, and the reminders that have gone out.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::insert;
use crate::entity::{deadline_feed, deadline_reminder};
use crate::{DeadlineFeed, DeadlineReminder, Result, TenantTx};

impl TenantTx {
    /// The feed of a membership.
    pub async fn feed_of(&self, membership_id: Uuid) -> Result<Option<DeadlineFeed>> {
        let query = deadline_feed::Entity::find()
            .filter(deadline_feed::Column::TenantId.eq(self.tenant_id()))
            .filter(deadline_feed::Column::MembershipId.eq(membership_id));
        Ok(query.one(&self.inner).await?)
    }

    /// A feed.
    pub async fn feed(&self, id: Uuid) -> Result<Option<DeadlineFeed>> {
        Ok(deadline_feed::Entity::find_by_id((self.tenant_id(), id))
            .one(&self.inner)
            .await?)
    }

    /// Puts a feed in the place of the membership's one before; `None` only removes that.
    pub async fn put_feed(&self, membership_id: Uuid, row: Option<DeadlineFeed>) -> Result<()> {
        deadline_feed::Entity::delete_many()
            .filter(deadline_feed::Column::TenantId.eq(self.tenant_id()))
            .filter(deadline_feed::Column::MembershipId.eq(membership_id))
            .exec(&self.inner)
            .await?;
        match row {
            Some(row) => insert(self, row).await,
            None => Ok(()),
        }
    }

    /// Notes that a feed was fetched now.
    pub async fn touch_feed(&self, id: Uuid) -> Result<()> {
        deadline_feed::Entity::update_many()
            .col_expr(deadline_feed::Column::LastUsedAt, Expr::value(self.now()))
            .filter(deadline_feed::Column::TenantId.eq(self.tenant_id()))
            .filter(deadline_feed::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Reminders of decisions that are not over.
    pub async fn reminders_since(&self, day: NaiveDate) -> Result<Vec<DeadlineReminder>> {
        let query = deadline_reminder::Entity::find()
            .filter(deadline_reminder::Column::TenantId.eq(self.tenant_id()))
            .filter(deadline_reminder::Column::DecideBy.gte(day));
        Ok(query.all(&self.inner).await?)
    }

    /// Notes a reminder.
    pub async fn insert_reminder(&self, row: DeadlineReminder) -> Result<()> {
        insert(self, row).await
    }
}
