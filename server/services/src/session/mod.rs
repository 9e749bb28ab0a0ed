//! Signing in and out in the browser.
//!
//! A session is an opaque random token in a cookie; only its hash is stored, so a copy of the database signs nobody
//! in. It says how the person signed in and how far they have come: before the second factor there is a session but
//! no actor, and without an actor there is no access to anything.

pub(crate) mod sign_in;
mod throttle;
mod viewer;
pub(crate) mod visit;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::views::{SessionStage, SignInMethod};
use rand::TryRngCore;
use storage::system::SystemTx;
use storage::{Membership, Session};
use uuid::Uuid;

use crate::files::sha256;
use crate::{Error, Result, Services};

pub use visit::Visit;

/// A session ends after this long without a request.
pub(crate) const IDLE: Duration = Duration::hours(8);
/// A session ends after this long in any case.
const LONGEST: Duration = Duration::days(7);
/// A sign-in that waits for its second factor ends after this long.
const LONGEST_WAIT: Duration = Duration::minutes(15);
/// The last use is written at most this often.
const TOUCH: Duration = Duration::minutes(5);
const LONGEST_AGENT: usize = 200;

/// The address a request came from.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

/// What a browser calls itself.
#[derive(Debug, Clone)]
pub struct Agent(pub String);

/// A session's token as the cookie carries it.
#[derive(Debug, Clone)]
pub struct SessionToken(pub String);

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The token.
    pub token: String,
    /// The whole `Set-Cookie` value.
    pub cookie: String,
    /// How far the sign-in has come.
    pub stage: SessionStage,
}

/// A running session.
#[derive(Debug, Clone, Copy)]
pub struct SessionInfo {
    /// The session.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
    /// Where it is.
    pub tenant_id: Uuid,
    /// In which role.
    pub membership_id: Uuid,
    /// How it began.
    pub method: SignInMethod,
    /// How far the sign-in has come.
    pub stage: SessionStage,
}

/// How and from where a session begins.
pub(crate) struct Beginning<'a> {
    pub method: SignInMethod,
    pub stage: SessionStage,
    pub address: &'a ClientAddress,
    pub agent: &'a Agent,
}

/// The cookie's name: bound to the host on HTTPS, plain on a developer's machine.
pub fn cookie_name(public_url: &str) -> &'static str {
    if public_url.starts_with("https:") {
        "__Host-tragwerk"
    } else {
        "tragwerk"
    }
}

/// 256 random bits, as text for cookies and secrets.
pub(crate) fn random_text() -> Result<String> {
    let mut bytes = [0_u8; 32];
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

impl Services {
    /// Opens a session for a membership.
    pub(crate) async fn begin_session(
        &self,
        tx: &SystemTx,
        membership: &Membership,
        how: &Beginning<'_>,
    ) -> Result<NewSession> {
        let now = self.clock.now();
        let token = random_text()?;
        let lifetime = if how.stage == SessionStage::Full {
            LONGEST
        } else {
            LONGEST_WAIT
        };
        let agent = how.agent.0.chars().filter(|c| !c.is_control());
        let session = Session {
            token_hash: sha256(token.as_bytes()),
            id: storage::ids::new(),
            person_id: membership.person_id,
            tenant_id: membership.tenant_id,
            membership_id: membership.id,
            method: how.method.code().to_owned(),
            stage: how.stage.code().to_owned(),
            address: how.address.0.clone(),
            agent: agent.take(LONGEST_AGENT).collect(),
            proposed_second_factor: None,
            created_at: now,
            last_seen_at: now,
            expires_at: now + lifetime,
        };
        tx.insert_session(session.clone()).await?;
        tx.touch_session(&session, now).await?;
        Ok(NewSession {
            cookie: self.cookie(&token, lifetime.num_seconds()),
            token,
            stage: how.stage,
        })
    }

    fn cookie(&self, token: &str, max_age: i64) -> String {
        let url = &self.options.public_url;
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        format!(
            "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}",
            cookie_name(url)
        )
    }

    /// Ends a session; the result clears the cookie.
    pub async fn sign_out(&self, token: &SessionToken) -> Result<String> {
        let tx = self.db.system().await?;
        tx.delete_session(&sha256(token.0.as_bytes())).await?;
        tx.save().await?;
        Ok(self.cookie("", 0))
    }
}
