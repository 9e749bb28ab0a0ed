//! How people and machines get in: API clients, identity providers, the tenant's own rules.

use domain::time::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::insert;
use crate::entity::{api_client, oidc_identity, oidc_sign_in, tenant, tenant_oidc};
use crate::{ApiClient, OidcIdentity, OidcSignIn, Result, TenantOidc, TenantTx};

impl TenantTx {
    /// Machines of this tenant, newest first.
    pub async fn api_clients(&self) -> Result<Vec<ApiClient>> {
        Ok(api_client::Entity::find()
            .filter(api_client::Column::TenantId.eq(self.tenant_id()))
            .order_by_desc(api_client::Column::CreatedAt)
            .order_by_desc(api_client::Column::Id)
            .all(&self.inner)
            .await?)
    }

    /// Registers a machine.
    pub async fn insert_api_client(&self, row: ApiClient) -> Result<()> {
        insert(self, row).await
    }

    /// Gives a machine a new secret; the one before is good until `overlap_until`. False when it was switched off.
    pub async fn rotate_api_client(
        &self,
        id: Uuid,
        secret_hash: &str,
        previous: &str,
        overlap_until: Instant,
    ) -> Result<bool> {
        let done = api_client::Entity::update_many()
            .col_expr(api_client::Column::SecretHash, Expr::value(secret_hash))
            .col_expr(api_client::Column::PreviousSecretHash, Expr::value(previous))
            .col_expr(
                api_client::Column::PreviousSecretUntil,
                Expr::value(overlap_until),
            )
            .filter(api_client::Column::TenantId.eq(self.tenant_id()))
            .filter(api_client::Column::Id.eq(id))
            .filter(api_client::Column::SecretHash.eq(previous))
            .filter(api_client::Column::RevokedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Switches a machine off for good; false when it was.
    pub async fn revoke_api_client(&self, id: Uuid) -> Result<bool> {
        let done = api_client::Entity::update_many()
            .col_expr(api_client::Column::RevokedAt, Expr::value(self.now()))
            .col_expr(
                api_client::Column::PreviousSecretHash,
                Expr::value(Option::<String>::None),
            )
            .filter(api_client::Column::TenantId.eq(self.tenant_id()))
            .filter(api_client::Column::Id.eq(id))
            .filter(api_client::Column::RevokedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Stores whether everybody here needs a second factor.
    pub async fn require_second_factor(&self, required: bool) -> Result<()> {
        tenant::Entity::update_many()
            .col_expr(tenant::Column::SecondFactorRequired, Expr::value(required))
            .filter(tenant::Column::Id.eq(self.tenant_id()))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// The tenant's identity provider.
    pub async fn oidc(&self) -> Result<Option<TenantOidc>> {
        Ok(tenant_oidc::Entity::find_by_id(self.tenant_id())
            .one(&self.inner)
            .await?)
    }

    /// Stores the identity provider in the place of the one before; `None` removes it.
    pub async fn put_oidc(&self, row: Option<TenantOidc>) -> Result<()> {
        tenant_oidc::Entity::delete_by_id(self.tenant_id())
            .exec(&self.inner)
            .await?;
        match row {
            Some(row) => insert(self, row).await,
            None => Ok(()),
        }
    }

    /// Whom an identity provider's subject stands for.
    pub async fn oidc_identity(&self, issuer: &str, subject: &str) -> Result<Option<OidcIdentity>> {
        let key = (self.tenant_id(), issuer.to_owned(), subject.to_owned());
        Ok(oidc_identity::Entity::find_by_id(key).one(&self.inner).await?)
    }

    /// Remembers whom an identity provider's subject stands for.
    pub async fn insert_oidc_identity(&self, row: OidcIdentity) -> Result<()> {
        insert(self, row).await
    }

    /// Forgets what a provider that was replaced said about a person.
    pub async fn forget_oidc_identities_of_other_issuers(&self, person_id: Uuid, issuer: &str) -> Result<()> {
        oidc_identity::Entity::delete_many()
            .filter(oidc_identity::Column::TenantId.eq(self.tenant_id()))
            .filter(oidc_identity::Column::PersonId.eq(person_id))
            .filter(oidc_identity::Column::Issuer.ne(issuer))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Remembers a sign-in that goes to the identity provider; such as have run out are forgotten.
    pub async fn insert_oidc_sign_in(&self, row: OidcSignIn) -> Result<()> {
        oidc_sign_in::Entity::delete_many()
            .filter(oidc_sign_in::Column::TenantId.eq(self.tenant_id()))
            .filter(oidc_sign_in::Column::ExpiresAt.lt(self.now()))
            .exec(&self.inner)
            .await?;
        oidc_sign_in::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// Takes a sign-in that came back, once.
    pub async fn take_oidc_sign_in(&self, state_hash: &str) -> Result<Option<OidcSignIn>> {
        let taken = oidc_sign_in::Entity::delete_many()
            .filter(oidc_sign_in::Column::TenantId.eq(self.tenant_id()))
            .filter(oidc_sign_in::Column::StateHash.eq(state_hash))
            .exec_with_returning(&self.inner)
            .await?;
        Ok(taken.into_iter().find(|row| row.expires_at > self.now()))
    }
}
