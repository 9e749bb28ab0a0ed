//! How people sign in to a tenant.

use domain::forms::OidcForm;
use domain::policy::Action;
use domain::views::{OidcSettings, SignInRules};
use serde_json::json;
use storage::{Note, TenantOidc};

use crate::{Actor, Error, Result, Services};

/// Providers that a tenant's administrators can try in a row.
const PROBES_ALLOWED: i32 = 30;

/// What a client secret is sealed for.
pub(crate) const CLIENT_SECRET: &str = "oidc_client_secret";

impl Services {
    /// The settings.
    pub async fn sign_in_settings(&self, actor: &Actor) -> Result<SignInRules> {
        let tx = self.db.read(actor, Action::AccessRead, self.clock.now()).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let oidc = match tx.oidc().await? {
            None => None,
            Some(row) => Some(OidcSettings {
                role_map: serde_json::from_value(row.role_map).map_err(Error::internal)?,
                label: row.label,
                issuer: row.issuer,
                client_id: row.client_id,
                role_claim: row.role_claim,
                just_in_time: row.just_in_time,
                enabled: row.enabled,
            }),
        };
        Ok(SignInRules {
            second_factor_required: tenant.second_factor_required,
            oidc,
            redirect_uri: self.oidc_redirect_uri(&tenant.slug),
            slug: tenant.slug,
            manageable: actor.may(Action::AccessManage),
        })
    }

    /// Says whether everybody here needs a second factor. It takes hold at the next request: who has none is led to
    /// setting one up.
    pub async fn require_second_factor(&self, actor: &Actor, required: bool) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        tx.require_second_factor(required).await?;
        let note = Note::new("tenant", actor.tenant_id).with(json!({ "second_factor_required": required }));
        Ok(tx.save(note).await?)
    }

    /// Stores the identity provider. An empty secret keeps the one that is there. One that is offered has to answer;
    /// one that is not can be prepared before it does.
    ///
    /// # Errors
    /// `Invalid` for the form, and for an issuer that is not a provider.
    pub async fn save_oidc(&self, actor: &Actor, form: &OidcForm) -> Result<()> {
        let input = form.parse().map_err(Error::Invalid)?;
        if input.enabled {
            self.probe_issuer(actor, &input.issuer).await?;
        }
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        let earlier = tx.oidc().await?;
        let client_secret_sealed = match (input.client_secret.as_str(), earlier) {
            // A secret goes to the issuer it was given for and to no other.
            ("", Some(row)) if row.issuer == input.issuer => row.client_secret_sealed,
            ("", _) => return Err(Error::field("client_secret", "required")),
            (secret, _) => self.seal.seal(CLIENT_SECRET, secret.as_bytes())?,
        };
        let detail = json!({
            "issuer": input.issuer, "client_id": input.client_id, "role_claim": input.role_claim,
            "role_map": input.role_map, "just_in_time": input.just_in_time, "enabled": input.enabled,
        });
        tx.put_oidc(Some(TenantOidc {
            tenant_id: actor.tenant_id,
            label: input.label,
            issuer: input.issuer,
            client_id: input.client_id,
            client_secret_sealed,
            role_claim: input.role_claim,
            role_map: serde_json::to_value(&input.role_map).map_err(Error::internal)?,
            just_in_time: input.just_in_time,
            enabled: input.enabled,
        }))
        .await?;
        Ok(tx
            .save(Note::new("identity_provider", actor.tenant_id).with(detail))
            .await?)
    }

    /// Asks the provider, so that nobody offers a sign-in that leads nowhere.
    async fn probe_issuer(&self, actor: &Actor, issuer: &str) -> Result<()> {
        if !actor.may(Action::AccessManage) {
            return Err(Error::Forbidden);
        }
        // Else this would be a way to search a network for doors.
        self.count_attempt(&format!("issuer:{}", actor.tenant_id), PROBES_ALLOWED)
            .await?;
        let answer = self.providers.probe(issuer).await;
        answer.map_err(|fault| {
            tracing::info!(%fault, "identity provider not saved");
            Error::field("issuer", fault.code())
        })
    }

    /// Removes the identity provider. People who came through it alone need a password from then on.
    pub async fn remove_oidc(&self, actor: &Actor) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::AccessManage, self.clock.now())
            .await?;
        tx.put_oidc(None).await?;
        let note = Note::new("identity_provider", actor.tenant_id).with(json!({ "removed": true }));
        Ok(tx.save(note).await?)
    }
}
