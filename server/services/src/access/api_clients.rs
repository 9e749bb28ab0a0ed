//! Machines that use the API.

use chrono::{Days, Duration};
use domain::forms::ApiClientForm;
use domain::ids::ApiClientId;
use domain::policy::Action;
use domain::time::Instant;
use domain::time::zone::start_of_day;
use domain::views::{ApiClientRow, NewSecret};
use serde_json::json;
use storage::{ApiClient, Note};

use crate::portfolio::{local, zone};
use crate::session::random_text;
use crate::{Actor, Error, Result, Services};

/// How long the secret before a rotation is accepted beside the new one.
const OVERLAP: Duration = Duration::hours(24);

impl Services {
    /// All machines, newest first, also such as are switched off.
    pub async fn api_clients(&self, actor: &Actor) -> Result<Vec<ApiClientRow>> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::AccessRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        let at = |at: Instant| local(at, zone);
        let rows = tx.api_clients().await?.into_iter().map(|row| ApiClientRow {
            id: ApiClientId(row.id),
            client_id: row.client_id,
            name: row.name,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
            created_at: at(row.created_at),
            expires_at: row.expires_at.map(|end| at(end - Duration::seconds(1))),
            last_used_at: row.last_used_at.map(at),
            previous_secret_until: row
                .previous_secret_until
                .filter(|until| *until > now && row.revoked_at.is_none())
                .map(at),
            revoked_at: row.revoked_at.map(at),
            expired: row.expires_at.is_some_and(|end| end <= now),
        });
        Ok(rows.collect())
    }

    /// Registers a machine. The secret is shown once; only its hash is kept.
    ///
    /// # Errors
    /// `Invalid` for the form and an end that lies in the past.
    pub async fn create_api_client(&self, actor: &Actor, form: &ApiClientForm) -> Result<NewSecret> {
        let input = form.parse().map_err(Error::Invalid)?;
        let secret = random_text()?;
        let secret_hash = self.hashing.hash(&secret).await?;
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        // Good through the whole of its last day.
        let expires_at = input
            .expires_on
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(|day| start_of_day(zone, day));
        if expires_at.is_some_and(|end| end <= tx.now()) {
            return Err(Error::field("expires_on", "in_the_past"));
        }
        let id = storage::ids::new();
        let client_id = format!("{}-{}", tenant.slug, &id.simple().to_string()[20..]);
        tx.insert_api_client(ApiClient {
            tenant_id: tenant.id,
            id,
            client_id: client_id.clone(),
            name: input.name,
            secret_hash,
            previous_secret_hash: None,
            previous_secret_until: None,
            scopes: input.scopes.join(" "),
            created_at: tx.now(),
            expires_at,
            last_used_at: None,
            revoked_at: None,
        })
        .await?;
        let detail = json!({ "client_id": client_id, "scopes": input.scopes, "expires_at": expires_at });
        tx.save(Note::new("api_client", id).with(detail)).await?;
        Ok(NewSecret { client_id, secret })
    }

    /// Gives a machine a new secret. The one before is good for a day more, so that nothing has to stand still.
    ///
    /// # Errors
    /// `NotFound` for a machine that does not exist or is switched off.
    pub async fn rotate_api_client(&self, actor: &Actor, id: ApiClientId) -> Result<NewSecret> {
        let secret = random_text()?;
        let secret_hash = self.hashing.hash(&secret).await?;
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        let clients = tx.api_clients().await?;
        let client = clients.into_iter().find(|row| row.id == id.0);
        let client = client.ok_or(Error::NotFound)?;
        let until = tx.now() + OVERLAP;
        if !tx
            .rotate_api_client(id.0, &secret_hash, &client.secret_hash, until)
            .await?
        {
            return Err(Error::NotFound);
        }
        let detail = json!({ "secret": "rotated", "previous_until": until });
        tx.save(Note::new("api_client", id).with(detail)).await?;
        Ok(NewSecret {
            client_id: client.client_id,
            secret,
        })
    }

    /// Switches a machine off for good; its tokens stop working at once.
    ///
    /// # Errors
    /// `NotFound` for a machine that does not exist or is switched off already.
    pub async fn revoke_api_client(&self, actor: &Actor, id: ApiClientId) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        if !tx.revoke_api_client(id.0).await? {
            return Err(Error::NotFound);
        }
        tx.revoke_invitations_of(id.0, None).await?;
        let note = Note::new("api_client", id).with(json!({ "revoked": true }));
        Ok(tx.save(note).await?)
    }
}
