//! Claims, what happened to them, and the reminders that have gone out.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::{at_revision, insert, replace};
use crate::entity::{claim, claim_event, claim_reminder};
use crate::{Claim, ClaimEvent, ClaimReminder, Result, TenantTx};

impl TenantTx {
    /// Suppliers see what was claimed of them, and nothing before that.
    fn visible_claims(&self) -> Select<claim::Entity> {
        claim::Entity::find()
            .filter(claim::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query
                    .filter(claim::Column::SupplierId.eq(own))
                    .filter(claim::Column::SubmittedOn.is_not_null())
            })
    }

    /// All claims, the latest period first.
    pub async fn claims(&self) -> Result<Vec<Claim>> {
        let query = self
            .visible_claims()
            .order_by_desc(claim::Column::PeriodEndsOn)
            .order_by_desc(claim::Column::Reference);
        Ok(query.all(&self.inner).await?)
    }

    /// The claims of one target.
    pub async fn claims_of_target(&self, target_id: Uuid) -> Result<Vec<Claim>> {
        let query = self
            .visible_claims()
            .filter(claim::Column::TargetId.eq(target_id));
        Ok(query.all(&self.inner).await?)
    }

    /// One claim.
    pub async fn claim(&self, id: Uuid) -> Result<Option<Claim>> {
        let query = self.visible_claims().filter(claim::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?)
    }

    /// How many claims have a reference that begins like this.
    pub async fn count_claim_references(&self, prefix: &str) -> Result<u64> {
        let query = claim::Entity::find()
            .filter(claim::Column::TenantId.eq(self.tenant_id()))
            .filter(claim::Column::Reference.starts_with(prefix));
        Ok(query.count(&self.inner).await?)
    }

    /// Stores a new claim.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when the breach has one already.
    pub async fn insert_claim(&self, row: Claim) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a claim, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_claim(&self, row: Claim, seen: i32) -> Result<bool> {
        let columns = [
            claim::Column::TenantId,
            claim::Column::Id,
            claim::Column::Revision,
        ];
        let place = at_revision(self, columns, row.id, seen);
        replace(self, row, place).await
    }

    /// What happened to a claim, oldest first.
    pub async fn claim_events(&self, claim_id: Uuid) -> Result<Vec<ClaimEvent>> {
        let visible = self
            .visible_claims()
            .select_only()
            .column(claim::Column::Id)
            .into_query();
        let query = claim_event::Entity::find()
            .filter(claim_event::Column::TenantId.eq(self.tenant_id()))
            .filter(claim_event::Column::ClaimId.eq(claim_id))
            .filter(claim_event::Column::ClaimId.in_subquery(visible))
            .order_by_asc(claim_event::Column::Number);
        Ok(query.all(&self.inner).await?)
    }

    /// Notes what happened to a claim.
    pub async fn insert_claim_event(&self, row: ClaimEvent) -> Result<()> {
        insert(self, row).await
    }

    /// Reminders of deadlines that are not over.
    pub async fn claim_reminders_since(&self, day: NaiveDate) -> Result<Vec<ClaimReminder>> {
        let query = claim_reminder::Entity::find()
            .filter(claim_reminder::Column::TenantId.eq(self.tenant_id()))
            .filter(claim_reminder::Column::Deadline.gte(day));
        Ok(query.all(&self.inner).await?)
    }

    /// Notes a reminder.
    pub async fn insert_claim_reminder(&self, row: ClaimReminder) -> Result<()> {
        insert(self, row).await
    }
}
