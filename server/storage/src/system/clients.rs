//! API clients: the tenant of a client id, and the keys that sign tokens.

use domain::time::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::SystemTx;
use crate::entity::{api_client, signing_key};
use crate::tenant_tx::bind;
use crate::{ApiClient, Result, SigningKey};

impl SystemTx {
    /// The machine registered under a client id.
    pub async fn api_client(&self, client_id: &str) -> Result<Option<ApiClient>> {
        bind(&self.inner, "app.client_id", client_id).await?;
        let query = api_client::Entity::find().filter(api_client::Column::ClientId.eq(client_id));
        Ok(query.one(&self.inner).await?)
    }

    /// Notes that a client was given a token.
    pub async fn touch_api_client(&self, client: &ApiClient, at: Instant) -> Result<()> {
        bind(&self.inner, "app.tenant_id", &client.tenant_id.to_string()).await?;
        api_client::Entity::update_many()
            .col_expr(api_client::Column::LastUsedAt, Expr::value(at))
            .filter(api_client::Column::TenantId.eq(client.tenant_id))
            .filter(api_client::Column::Id.eq(client.id))
            .exec(&self.inner)
            .await?;
        bind(&self.inner, "app.tenant_id", "").await
    }

    /// All keys that sign or have signed tokens, newest first.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKey>> {
        Ok(signing_key::Entity::find()
            .order_by_desc(signing_key::Column::CreatedAt)
            .all(&self.inner)
            .await?)
    }

    /// Stores a new key.
    pub async fn insert_signing_key(&self, row: SigningKey) -> Result<()> {
        signing_key::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }
}
