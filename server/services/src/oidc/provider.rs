//! What is said to a provider, and whether its answer holds.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::time::Instant;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, SignatureVerificationError,
    TokenResponse,
};
use storage::{OidcSignIn, TenantOidc};
use tokio::sync::Mutex;

use super::claims::Asserted;
use super::outbound::{Outbound, Refusal};
use crate::Result;

/// So far the provider's clock may be off.
const CLOCK_SKEW: Duration = Duration::minutes(1);
/// A token is used at once, so an old one was kept by somebody.
const LONGEST_AGE: Duration = Duration::minutes(10);
/// How long a provider's description and keys are good. A key that is not among them is asked for at once.
const FRESH: Duration = Duration::minutes(10);
/// Signatures by the provider's private key. Never by the shared secret, never none.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 7] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a provider's answer is not believed, for the log.
type Why = String;

/// Descriptions and keys of the providers, by issuer.
#[derive(Clone)]
pub struct Providers {
    outbound: Outbound,
    known: Arc<Mutex<HashMap<String, Provider>>>,
}

/// Why there is no provider at an address.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nobody answers.
    #[error("nobody answers: {0}")]
    Unreachable(Why),
    /// Somebody answers, but not as a provider does.
    #[error("no provider: {0}")]
    NoProvider(Why),
    /// A provider that calls itself otherwise (`OpenID` Connect Discovery 1.0 section 4.3).
    #[error("another issuer: {0}")]
    OtherIssuer(Why),
}

impl Fault {
    /// The code for the field that the address was typed in.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "issuer_unreachable",
            Self::NoProvider(_) => "issuer_no_provider",
            Self::OtherIssuer(_) => "issuer_mismatch",
        }
    }
}

impl From<DiscoveryError<Refusal>> for Fault {
    fn from(error: DiscoveryError<Refusal>) -> Self {
        match error {
            DiscoveryError::Request(Refusal::Answer(_) | Refusal::Address) => Self::Unreachable(why(error)),
            DiscoveryError::Validation(_) => Self::OtherIssuer(why(error)),
            _ => Self::NoProvider(why(error)),
        }
    }
}

/// One provider as it described itself.
#[derive(Clone)]
pub struct Provider {
    metadata: CoreProviderMetadata,
    since: Instant,
}

fn why(error: impl std::fmt::Display) -> Why {
    error.to_string()
}

impl Providers {
    /// `development`: whether a provider may be this very machine, without TLS.
    pub fn new(development: bool) -> Result<Self> {
        Ok(Self {
            outbound: Outbound::new(development)?,
            known: Arc::default(),
        })
    }

    /// The provider of these settings, described anew when what is known is no longer fresh.
    pub async fn of(&self, settings: &TenantOidc, now: Instant) -> std::result::Result<Provider, Why> {
        let known = self.known.lock().await.get(&settings.issuer).cloned();
        match known.filter(|provider| now - provider.since < FRESH) {
            Some(provider) => Ok(provider),
            None => self.ask(settings, now).await,
        }
    }

    /// What the provider at an address says of itself.
    async fn describe(&self, issuer: &str) -> std::result::Result<CoreProviderMetadata, Fault> {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|error| Fault::NoProvider(why(error)))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.outbound).await?;
        if !self.outbound.allows(metadata.authorization_endpoint().url()) {
            let reason = "the authorization endpoint is not allowed";
            return Err(Fault::NoProvider(reason.to_owned()));
        }
        Ok(metadata)
    }

    /// Whether there is a provider at an address.
    pub async fn probe(&self, issuer: &str) -> std::result::Result<(), Fault> {
        self.describe(issuer).await.map(drop)
    }

    async fn ask(&self, settings: &TenantOidc, now: Instant) -> std::result::Result<Provider, Why> {
        let metadata = self.describe(&settings.issuer).await.map_err(why)?;
        let provider = Provider { metadata, since: now };
        let mut known = self.known.lock().await;
        known.retain(|_, provider| now - provider.since < FRESH);
        known.insert(settings.issuer.clone(), provider.clone());
        Ok(provider)
    }

    /// Exchanges the code for an ID token and checks it.
    pub async fn identify(
        &self,
        settings: &TenantOidc,
        secret: &str,
        redirect_uri: String,
        code: String,
        begun: OidcSignIn,
        now: Instant,
    ) -> std::result::Result<Asserted, Why> {
        if code.is_empty() {
            return Err("the provider refused".to_owned());
        }
        let provider = self.of(settings, now).await?;
        let token = self
            .exchange(
                &provider,
                settings,
                secret,
                redirect_uri,
                code,
                begun.pkce_verifier,
            )
            .await?;
        let nonce = Nonce::new(begun.nonce);
        let claims = match verify(&provider, settings, secret, &token, &nonce, now) {
            Err(error) if is_about_the_key(&error) => {
                let renewed = self.ask(settings, now).await?;
                verify(&renewed, settings, secret, &token, &nonce, now).map_err(why)?
            }
            other => other.map_err(why)?,
        };
        Ok(Asserted {
            issuer: settings.issuer.clone(),
            subject: claims.subject().to_string(),
            claims: payload(&token)?,
        })
    }

    async fn exchange(
        &self,
        provider: &Provider,
        settings: &TenantOidc,
        secret: &str,
        redirect_uri: String,
        code: String,
        pkce_verifier: String,
    ) -> std::result::Result<CoreIdToken, Why> {
        let client = CoreClient::from_provider_metadata(
            provider.metadata.clone(),
            ClientId::new(settings.client_id.clone()),
            Some(ClientSecret::new(secret.to_owned())),
        )
        .set_redirect_uri(RedirectUrl::new(redirect_uri).map_err(why)?);
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(why)?
            .set_pkce_verifier(PkceCodeVerifier::new(pkce_verifier))
            .request_async(&self.outbound)
            .await
            .map_err(why)?;
        answer
            .id_token()
            .cloned()
            .ok_or_else(|| "there is no ID token".to_owned())
    }
}

impl Provider {
    /// Where the browser goes to sign in.
    pub fn address(
        &self,
        settings: &TenantOidc,
        redirect_uri: String,
        state: &str,
        nonce: &str,
        challenge: PkceCodeChallenge,
    ) -> std::result::Result<String, Why> {
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(nonce.to_owned()));
        let client_id = ClientId::new(settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(self.metadata.clone(), client_id, None)
            .set_redirect_uri(RedirectUrl::new(redirect_uri).map_err(why)?);
        let (url, ..) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(url.into())
    }
}

/// Signature, issuer, audience, time and nonce.
fn verify(
    provider: &Provider,
    settings: &TenantOidc,
    secret: &str,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Instant,
) -> std::result::Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let client = CoreClient::from_provider_metadata(
        provider.metadata.clone(),
        ClientId::new(settings.client_id.clone()),
        Some(ClientSecret::new(secret.to_owned())),
    );
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now - CLOCK_SKEW)
        .set_issue_time_verifier_fn(move |issued| {
            let fits = issued <= now + CLOCK_SKEW && issued >= now - LONGEST_AGE;
            fits.then_some(())
                .ok_or_else(|| "issued too early or too late".to_owned())
        });
    token.claims(&verifier, nonce).cloned()
}

/// Whether the token may have been signed by a key that is newer than those known.
fn is_about_the_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        )
    )
}

/// All claims of a token that was verified, the provider's own included.
fn payload(token: &CoreIdToken) -> std::result::Result<serde_json::Map<String, serde_json::Value>, Why> {
    let text = token.to_string();
    let part = text.split('.').nth(1).unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(why)?;
    serde_json::from_slice(&bytes).map_err(why)
}
