//! Signing in through a tenant's own identity provider: the authorization code flow of `OpenID` Connect,
//! with PKCE.
//!
//! A provider is believed about its own tenant and nothing else. Its callback address carries the tenant, so that
//! the answer of one provider cannot be passed off as the answer of another; the session it opens stays in the
//! tenant; and an address that it asserts opens nothing that a supplier or another tenant gave.

mod admission;
mod claims;
mod outbound;
mod provider;

use chrono::Duration;
use domain::forms::safe_next;
use domain::policy::Action;
use domain::views::{SessionStage, SignInMethod};
use openidconnect::PkceCodeChallenge;
use serde::Deserialize;
use storage::{OidcSignIn, Tenant, TenantOidc};

use crate::files::sha256;
use crate::session::{Beginning, random_text};
use crate::{Actor, Agent, ClientAddress, Error, NewSession, Result, Services};

pub(crate) use provider::Providers;

/// How long somebody may take at the provider.
const LONGEST_ABSENCE: Duration = Duration::minutes(10);
const STARTS_ALLOWED: i32 = 100;
const LONGEST_NEXT: usize = 2_000;

/// The provider, or the way to it and back, did not work.
const FAILED: Error = Error::Conflict("oidc_failed");
/// The provider knows the person, this tenant does not.
const NO_ACCESS: Error = Error::Conflict("oidc_no_access");
const NOT_CONFIGURED: Error = Error::Conflict("oidc_not_configured");

/// The way to the provider.
#[derive(Debug)]
pub struct OidcStart {
    /// Where the browser goes.
    pub url: String,
    /// The whole `Set-Cookie` value that ties the answer to this browser.
    pub cookie: String,
}

/// What the provider sends the browser back with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OidcAnswer {
    code: String,
    state: String,
    /// Who answers (RFC 9207); not every provider says it.
    iss: String,
}

/// The cookie that ties an answer to the browser that asked.
pub fn oidc_cookie_name(public_url: &str) -> &'static str {
    if public_url.starts_with("https:") {
        "__Host-tragwerk-oidc"
    } else {
        "tragwerk-oidc"
    }
}

/// Logs why a sign-in ends; the browser learns no more than that it did.
fn failed(tenant: &Tenant, why: &str) -> Error {
    tracing::warn!(
        tenant = tenant.slug,
        why,
        "sign-in through the identity provider failed"
    );
    FAILED
}

impl Services {
    /// Begins a sign-in at the provider of the tenant with this short name.
    ///
    /// # Errors
    /// `Conflict` with `oidc_not_configured` or `oidc_failed`; `Throttled` after too many.
    pub async fn begin_oidc(&self, slug: &str, next: &str, address: &ClientAddress) -> Result<OidcStart> {
        self.count_attempt(&starts(address), STARTS_ALLOWED).await?;
        let (tenant, settings) = self.oidc_provider(slug).await?;
        let provider = self.providers.of(&settings, self.clock.now()).await;
        let provider = provider.map_err(|why| failed(&tenant, &why))?;
        let (state, nonce, browser) = (random_text()?, random_text()?, random_text()?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let url = provider
            .address(&settings, self.oidc_redirect_uri(slug), &state, &nonce, challenge)
            .map_err(|why| failed(&tenant, &why))?;
        let now = self.clock.now();
        let tx = self
            .db
            .open(&Actor::system(tenant.id), Action::SignIn, now)
            .await?;
        tx.insert_oidc_sign_in(OidcSignIn {
            tenant_id: tenant.id,
            state_hash: sha256(state.as_bytes()),
            browser_hash: sha256(browser.as_bytes()),
            nonce,
            pkce_verifier: verifier.into_secret(),
            next: Some(safe_next(next))
                .filter(|next| next.len() <= LONGEST_NEXT)
                .unwrap_or("/")
                .to_owned(),
            expires_at: now + LONGEST_ABSENCE,
        })
        .await?;
        tx.save_derived().await?;
        let cookie = self.oidc_cookie(&browser, LONGEST_ABSENCE.num_seconds());
        Ok(OidcStart { url, cookie })
    }

    /// Ends a sign-in with what the provider sent the browser back with; says where to go then.
    ///
    /// # Errors
    /// `Conflict` with `oidc_not_configured`, `oidc_failed` or `oidc_no_access`.
    pub async fn finish_oidc(
        &self,
        slug: &str,
        answer: OidcAnswer,
        browser: &str,
        (address, agent): (&ClientAddress, &Agent),
    ) -> Result<(NewSession, String)> {
        let (tenant, settings) = self.oidc_provider(slug).await?;
        let begun = self.take_oidc_sign_in(&tenant, &answer.state, browser).await?;
        if !answer.iss.is_empty() && answer.iss != settings.issuer {
            return Err(failed(&tenant, "another provider answered"));
        }
        let next = begun.next.clone();
        let who = self
            .providers
            .identify(
                &settings,
                &self.oidc_client_secret(&settings)?,
                self.oidc_redirect_uri(slug),
                answer.code,
                begun,
                self.clock.now(),
            )
            .await
            .map_err(|why| failed(&tenant, &why))?;
        let (person, membership) = self.admit(&tenant, &settings, &who).await?;
        let how = Beginning {
            method: SignInMethod::Oidc,
            stage: SessionStage::Full,
            address,
            agent,
        };
        let tx = self.db.system().await?;
        tx.clear_sign_in_attempts(&starts(address)).await?;
        let session = self.begin_and_save(tx, &person, &membership, &how).await?;
        Ok((session, next))
    }

    /// The sign-in that this state began in this browser. It is used up, whatever comes of it; somebody else's
    /// browser cannot use it up.
    async fn take_oidc_sign_in(&self, tenant: &Tenant, state: &str, browser: &str) -> Result<OidcSignIn> {
        let now = self.clock.now();
        let tx = self
            .db
            .open(&Actor::system(tenant.id), Action::SignIn, now)
            .await?;
        let begun = tx.take_oidc_sign_in(&sha256(state.as_bytes())).await?;
        let begun = begun.filter(|begun| begun.browser_hash == sha256(browser.as_bytes()));
        let begun = begun.ok_or_else(|| failed(tenant, "nobody began this sign-in in this browser"))?;
        tx.save_derived().await?;
        Ok(begun)
    }

    async fn oidc_provider(&self, slug: &str) -> Result<(Tenant, TenantOidc)> {
        let tenant = self.db.system_read().await?.tenant_by_slug(slug).await?;
        let tenant = tenant.ok_or(NOT_CONFIGURED)?;
        let now = self.clock.now();
        let tx = self
            .db
            .read(&Actor::system(tenant.id), Action::SignIn, now)
            .await?;
        let settings = tx.oidc().await?.filter(|settings| settings.enabled);
        Ok((tenant, settings.ok_or(NOT_CONFIGURED)?))
    }

    fn oidc_client_secret(&self, settings: &TenantOidc) -> Result<String> {
        let purpose = crate::access::CLIENT_SECRET;
        let secret = self.seal.open(purpose, &settings.client_secret_sealed)?;
        String::from_utf8(secret).map_err(Error::internal)
    }

    /// Where a tenant's identity provider sends people back to.
    pub(crate) fn oidc_redirect_uri(&self, slug: &str) -> String {
        format!("{}/login/oidc/{slug}/callback", self.options.public_url)
    }

    /// The cookie of a sign-in at a provider.
    fn oidc_cookie(&self, value: &str, max_age: i64) -> String {
        let url = &self.options.public_url;
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        let name = oidc_cookie_name(url);
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
    }
}

fn starts(address: &ClientAddress) -> String {
    format!("oidc:{}", address.0)
}
