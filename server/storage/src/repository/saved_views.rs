//! What people kept of lists.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::insert;
use crate::entity::saved_view;
use crate::{Result, SavedView, TenantTx};

impl TenantTx {
    /// The views of a membership, by name.
    pub async fn saved_views(&self, membership_id: Uuid) -> Result<Vec<SavedView>> {
        let query = saved_view::Entity::find()
            .filter(saved_view::Column::TenantId.eq(self.tenant_id()))
            .filter(saved_view::Column::MembershipId.eq(membership_id))
            .order_by_asc(saved_view::Column::Name);
        Ok(query.all(&self.inner).await?)
    }

    /// Keeps a view, in place of the one with the same name of the same list.
    pub async fn put_saved_view(&self, row: SavedView) -> Result<()> {
        saved_view::Entity::delete_many()
            .filter(saved_view::Column::TenantId.eq(self.tenant_id()))
            .filter(saved_view::Column::MembershipId.eq(row.membership_id))
            .filter(saved_view::Column::Page.eq(row.page.as_str()))
            .filter(saved_view::Column::Name.eq(row.name.as_str()))
            .exec(&self.inner)
            .await?;
        insert(self, row).await
    }

    /// Forgets a view of a membership; whether there was one.
    pub async fn delete_saved_view(&self, membership_id: Uuid, id: Uuid) -> Result<bool> {
        let gone = saved_view::Entity::delete_many()
            .filter(saved_view::Column::TenantId.eq(self.tenant_id()))
            .filter(saved_view::Column::MembershipId.eq(membership_id))
            .filter(saved_view::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(gone.rows_affected > 0)
    }
}
