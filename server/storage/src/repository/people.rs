//! Who has access to a tenant: memberships and invitations.

use domain::time::Instant;
use sea_orm::sea_query::{Expr, LockType, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

use super::insert;
use crate::entity::{invitation, membership, oidc_identity, person, session};
use crate::system::accounts;
use crate::tenant_tx::bind;
use crate::{Invitation, Membership, Person, Result, TenantTx};

impl TenantTx {
    pub(super) fn visible_memberships(&self) -> Select<membership::Entity> {
        membership::Entity::find()
            .filter(membership::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(membership::Column::SupplierId.eq(own))
            })
    }

    /// People with their memberships here; for vendors, their colleagues.
    pub async fn members(&self) -> Result<Vec<(Membership, Person)>> {
        let rows = self.visible_memberships().all(&self.inner).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
        let people = self.people(ids).await?;
        let pairs = rows.into_iter().filter_map(|row| {
            let person = people.iter().find(|person| person.id == row.person_id)?;
            Some((row, person.clone()))
        });
        Ok(pairs.collect())
    }

    /// Those of these people who are members here. Who has left is nobody's business any more.
    pub async fn people(&self, ids: Vec<Uuid>) -> Result<Vec<Person>> {
        let here = Query::select()
            .column(membership::Column::PersonId)
            .from(membership::Entity)
            .and_where(membership::Column::TenantId.eq(self.tenant_id()))
            .to_owned();
        Ok(person::Entity::find()
            .filter(person::Column::Id.is_in(ids))
            .filter(person::Column::Id.in_subquery(here))
            .all(&self.inner)
            .await?)
    }

    /// One membership and whose it is.
    pub async fn member(&self, id: Uuid) -> Result<Option<(Membership, Person)>> {
        let row = self
            .visible_memberships()
            .filter(membership::Column::Id.eq(id))
            .one(&self.inner)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let person = person::Entity::find_by_id(row.person_id).one(&self.inner).await?;
        Ok(person.map(|person| (row, person)))
    }

    /// Gives a person a role here.
    pub async fn insert_membership(&self, row: Membership) -> Result<()> {
        insert(self, row).await
    }

    /// Stores a member's role.
    pub async fn set_member_role(&self, id: Uuid, role: &str, supplier_id: Option<Uuid>) -> Result<()> {
        membership::Entity::update_many()
            .col_expr(membership::Column::Role, Expr::value(role))
            .col_expr(membership::Column::SupplierId, Expr::value(supplier_id))
            .filter(membership::Column::TenantId.eq(self.tenant_id()))
            .filter(membership::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        self.end_sessions(id).await
    }

    /// Switches a membership off (`Some`) or on again.
    pub async fn set_member_disabled(&self, id: Uuid, disabled_at: Option<Instant>) -> Result<()> {
        membership::Entity::update_many()
            .col_expr(membership::Column::DisabledAt, Expr::value(disabled_at))
            .filter(membership::Column::TenantId.eq(self.tenant_id()))
            .filter(membership::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        self.end_sessions(id).await
    }

    /// Takes a membership away. Who then has none left anywhere is erased; the answer says whether that was so.
    pub async fn delete_membership(&self, row: &Membership, person: &Person) -> Result<bool> {
        // Somebody who joins elsewhere at this moment waits, or is waited for.
        self.lock_member(person.id).await?;
        membership::Entity::delete_by_id((self.tenant_id(), row.id))
            .exec(&self.inner)
            .await?;
        self.end_sessions(row.id).await?;
        let left = self.memberships_of(person.id).await?;
        if !left.iter().any(|left| left.tenant_id == self.tenant_id()) {
            self.forget_person(person).await?;
        }
        if left.is_empty() {
            accounts::erase_person(&self.inner, person.id, self.now()).await?;
        }
        Ok(left.is_empty())
    }

    /// A person's memberships in all tenants and at all suppliers, switched off ones included.
    pub async fn memberships_of(&self, person_id: Uuid) -> Result<Vec<Membership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        bind(&self.inner, "app.supplier_id", "").await?;
        let rows = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .all(&self.inner)
            .await?;
        bind(&self.inner, "app.person_id", "").await?;
        let lens = self.supplier_lens().map(|id| id.to_string()).unwrap_or_default();
        bind(&self.inner, "app.supplier_id", &lens).await?;
        Ok(rows)
    }

    /// Forgets a person's second factor; all their sessions and open links end.
    pub async fn reset_second_factor(&self, person_id: Uuid) -> Result<()> {
        accounts::remove_second_factor(&self.inner, person_id).await?;
        accounts::end_account_links(&self.inner, person_id, None, self.now()).await?;
        session::Entity::delete_many()
            .filter(session::Column::PersonId.eq(person_id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Makes others who change this person, or let them join somewhere, wait.
    pub async fn lock_member(&self, person_id: Uuid) -> Result<()> {
        person::Entity::find_by_id(person_id)
            .lock(LockType::NoKeyUpdate)
            .one(&self.inner)
            .await?;
        Ok(())
    }

    /// Removes what this tenant keeps about a person beside their membership.
    async fn forget_person(&self, person: &Person) -> Result<()> {
        oidc_identity::Entity::delete_many()
            .filter(oidc_identity::Column::TenantId.eq(self.tenant_id()))
            .filter(oidc_identity::Column::PersonId.eq(person.id))
            .exec(&self.inner)
            .await?;
        invitation::Entity::delete_many()
            .filter(invitation::Column::TenantId.eq(self.tenant_id()))
            .filter(invitation::Column::Email.eq(&person.email))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Rights that changed take hold at once: whoever is signed in with them signs in again.
    async fn end_sessions(&self, membership_id: Uuid) -> Result<()> {
        session::Entity::delete_many()
            .filter(session::Column::TenantId.eq(self.tenant_id()))
            .filter(session::Column::MembershipId.eq(membership_id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Signed-in browsers in this tenant.
    pub async fn count_sessions(&self, idle_since: Instant) -> Result<u64> {
        Ok(session::Entity::find()
            .filter(session::Column::TenantId.eq(self.tenant_id()))
            .filter(session::Column::LastSeenAt.gt(idle_since))
            .filter(session::Column::ExpiresAt.gt(self.now()))
            .count(&self.inner)
            .await?)
    }

    fn visible_invitations(&self) -> Select<invitation::Entity> {
        invitation::Entity::find()
            .filter(invitation::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(invitation::Column::SupplierId.eq(own))
            })
    }

    /// Invitations that were neither accepted nor taken back, newest first.
    pub async fn open_invitations(&self) -> Result<Vec<Invitation>> {
        Ok(self
            .visible_invitations()
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::RevokedAt.is_null())
            .order_by_desc(invitation::Column::CreatedAt)
            .order_by_desc(invitation::Column::Id)
            .all(&self.inner)
            .await?)
    }

    /// One invitation, whatever became of it.
    pub async fn invitation(&self, id: Uuid) -> Result<Option<Invitation>> {
        Ok(self
            .visible_invitations()
            .filter(invitation::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// Stores a new invitation.
    pub async fn insert_invitation(&self, row: Invitation) -> Result<()> {
        insert(self, row).await
    }

    /// Notes that an invitation was handed to the mail server.
    pub async fn note_invitation_mailed(&self, id: Uuid) -> Result<()> {
        self.stamp_invitation(id, invitation::Column::MailedAt)
            .await
            .map(drop)
    }

    /// Takes an invitation back; false when it is too late.
    pub async fn revoke_invitation(&self, id: Uuid) -> Result<bool> {
        self.stamp_invitation(id, invitation::Column::RevokedAt).await
    }

    /// Takes back what somebody who loses rights has invited, and invitations of this address.
    pub async fn revoke_invitations_of(&self, inviter: Uuid, email: Option<&str>) -> Result<()> {
        let by_or_to = Condition::any()
            .add(invitation::Column::InvitedBy.eq(inviter))
            .add_option(email.map(|email| invitation::Column::Email.eq(email)));
        invitation::Entity::update_many()
            .col_expr(invitation::Column::RevokedAt, Expr::value(self.now()))
            .filter(invitation::Column::TenantId.eq(self.tenant_id()))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::RevokedAt.is_null())
            .filter(by_or_to)
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Uses an invitation up; false when it was used, taken back or has run out.
    pub async fn use_invitation(&self, id: Uuid) -> Result<bool> {
        self.stamp_invitation(id, invitation::Column::AcceptedAt).await
    }

    async fn stamp_invitation(&self, id: Uuid, column: invitation::Column) -> Result<bool> {
        let mut update = invitation::Entity::update_many()
            .col_expr(column, Expr::value(self.now()))
            .filter(invitation::Column::TenantId.eq(self.tenant_id()))
            .filter(invitation::Column::Id.eq(id))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::RevokedAt.is_null());
        if matches!(column, invitation::Column::AcceptedAt) {
            update = update.filter(invitation::Column::ExpiresAt.gt(self.now()));
        }
        Ok(update.exec(&self.inner).await?.rows_affected == 1)
    }
}
