//! Signing in and out in the browser.
//!
//! A session is an opaque random token in a cookie; only its hash is stored, so a copy of the database signs nobody
//! in. Failed attempts are counted in the database, per account and per address, for all instances together.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::forms::SignInForm;
use domain::ids::MembershipId;
use domain::policy::{Action, Role};
use domain::time::Instant;
use domain::views::{Language, MembershipChoice, Viewer};
use rand::TryRngCore;
use storage::system::{NamedMembership, SystemTx};
use storage::{Person, Session, SignInAttempt};

use crate::files::sha256;
use crate::portfolio::local;
use crate::{Actor, Error, Result, Services, Subject};

/// A session ends after this long without a request.
const IDLE: Duration = Duration::hours(8);
/// A session ends after this long in any case.
const LONGEST: Duration = Duration::days(7);
/// The last use is written at most this often.
const TOUCH: Duration = Duration::minutes(5);
const FAILURES_ALLOWED: i32 = 5;
const ADDRESS_FAILURES_ALLOWED: i32 = 50;
const LONGEST_EMAIL: usize = 254;
const LOCKED_FOR: Duration = Duration::minutes(5);

/// The address a request came from.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

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
}

/// The cookie's name: bound to the host on HTTPS, plain on a developer's machine.
pub fn cookie_name(public_url: &str) -> &'static str {
    if public_url.starts_with("https:") {
        "__Host-tragwerk"
    } else {
        "tragwerk"
    }
}

impl Services {
    /// Signs a person in.
    ///
    /// # Errors
    /// `Invalid` for an empty form, `Unauthenticated` for a wrong pair of any kind, `Throttled` after too many.
    pub async fn sign_in(&self, form: &SignInForm, address: &ClientAddress) -> Result<NewSession> {
        let errors = form.validate();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let now = self.clock.now();
        let email = form.email.trim().to_lowercase();
        if email.len() > LONGEST_EMAIL {
            return Err(Error::field("email", "too_long"));
        }
        // An account is counted per address, so that strangers cannot lock its owner out.
        let account = format!("account:{email}:{}", address.0);
        let everything = format!("address:{}", address.0);
        self.count_attempt(&account, FAILURES_ALLOWED).await?;
        self.count_attempt(&everything, ADDRESS_FAILURES_ALLOWED).await?;
        let person = self.db.system_read().await?.person_by_email(&email).await?;
        let person = person.filter(|person| !person.disabled);
        let hash = person.as_ref().map(|person| person.password_hash.as_str());
        let fits = self.hashing.verify(&form.password, hash).await?;
        let person = person.filter(|_| fits).ok_or(Error::Unauthenticated)?;
        let tx = self.db.system().await?;
        tx.clear_sign_in_attempts(&account).await?;
        tx.clear_sign_in_attempts(&everything).await?;
        let memberships = tx.memberships(person.id).await?;
        let Some(first) = memberships.first() else {
            return Err(Error::Unauthenticated);
        };
        tx.delete_sessions_before(now).await?;
        let session = self
            .begin_session(&tx, person.id, first.membership.id, now)
            .await?;
        tx.save().await?;
        Ok(session)
    }

    /// Counts an attempt before it is checked, so that many at once are no way around the limit. A success clears
    /// the count.
    pub(crate) async fn count_attempt(&self, subject: &str, allowed: i32) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let earlier = tx.sign_in_attempts(subject).await?;
        let running = earlier
            .filter(|row| now - row.last_failure_at < LOCKED_FOR)
            .map_or(0, |row| row.failures);
        if running >= allowed {
            return Err(Error::Throttled);
        }
        tx.put_sign_in_attempts(SignInAttempt {
            subject: subject.to_owned(),
            failures: running + 1,
            last_failure_at: now,
        })
        .await?;
        Ok(tx.save().await?)
    }

    async fn begin_session(
        &self,
        tx: &SystemTx,
        person_id: uuid::Uuid,
        membership_id: uuid::Uuid,
        now: Instant,
    ) -> Result<NewSession> {
        let mut bytes = [0_u8; 32];
        rand::rngs::OsRng
            .try_fill_bytes(&mut bytes)
            .map_err(Error::internal)?;
        let token = URL_SAFE_NO_PAD.encode(bytes);
        tx.insert_session(Session {
            token_hash: sha256(token.as_bytes()),
            person_id,
            membership_id,
            created_at: now,
            last_seen_at: now,
            expires_at: now + LONGEST,
        })
        .await?;
        let cookie = self.cookie(&token, LONGEST.num_seconds());
        Ok(NewSession { token, cookie })
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

    /// The session of a token and its person, unless it has run out or the person may not sign in any more.
    async fn live_session(&self, tx: &SystemTx, token_hash: &str) -> Result<Option<(Session, Person)>> {
        let now = self.clock.now();
        let Some(session) = tx.session(token_hash).await? else {
            return Ok(None);
        };
        if session.expires_at <= now || now - session.last_seen_at > IDLE {
            return Ok(None);
        }
        let person = tx
            .person(session.person_id)
            .await?
            .filter(|person| !person.disabled);
        Ok(person.map(|person| (session, person)))
    }

    /// Who a session's token belongs to; `None` when it has run out or never was.
    pub async fn authenticate(&self, token: &SessionToken) -> Result<Option<Actor>> {
        let now = self.clock.now();
        let hash = sha256(token.0.as_bytes());
        let tx = self.db.system_read().await?;
        let Some((session, person)) = self.live_session(&tx, &hash).await? else {
            return Ok(None);
        };
        let Some(current) = tx.membership(person.id, session.membership_id).await? else {
            return Ok(None);
        };
        drop(tx);
        if now - session.last_seen_at > TOUCH {
            let tx = self.db.system().await?;
            tx.touch_session(&hash, now).await?;
            tx.save().await?;
        }
        let Some(role) = Role::parse(&current.role) else {
            return Ok(None);
        };
        Ok(Some(Actor {
            tenant_id: current.tenant_id,
            role,
            supplier_id: current.supplier_id,
            subject: Subject::Person(person.id),
            scopes: None,
            name: person.name,
            language: Language::parse(&person.language).unwrap_or_default(),
        }))
    }

    /// Goes on in another tenant or at another supplier, with a new token.
    ///
    /// # Errors
    /// `NotFound` for a membership of somebody else.
    pub async fn switch_membership(&self, token: &SessionToken, to: MembershipId) -> Result<NewSession> {
        let now = self.clock.now();
        let hash = sha256(token.0.as_bytes());
        let tx = self.db.system().await?;
        let (session, _) = self
            .live_session(&tx, &hash)
            .await?
            .ok_or(Error::Unauthenticated)?;
        if tx.membership(session.person_id, to.0).await?.is_none() {
            return Err(Error::NotFound);
        }
        tx.delete_session(&hash).await?;
        let next = self.begin_session(&tx, session.person_id, to.0, now).await?;
        tx.save().await?;
        Ok(next)
    }

    /// Who is looking, for the page's frame.
    pub async fn viewer(&self, actor: &Actor) -> Result<Viewer> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::ContractRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = crate::portfolio::zone(&tenant.time_zone)?;
        let open_escalations = if actor.may(Action::EscalationRead) {
            tx.open_escalations().await?
        } else {
            0
        };
        let facts_until = if actor.may(Action::FactRead) {
            tx.facts_until().await?
        } else {
            None
        };
        let facts_until = facts_until.map(|at| local(at, zone));
        drop(tx);
        let system = self.db.system_read().await?;
        let Subject::Person(person_id) = actor.subject else {
            return Err(Error::Forbidden);
        };
        let person = system.person(person_id).await?.ok_or(Error::Unauthenticated)?;
        let memberships = system.memberships(person_id).await?;
        let choices: Vec<_> = memberships
            .into_iter()
            .filter_map(|named| choice(named, actor))
            .collect();
        Ok(Viewer {
            name: person.name,
            email: person.email,
            role: actor.role,
            tenant_name: tenant.name,
            time_zone: tenant.time_zone,
            supplier_name: choices
                .iter()
                .find(|choice| choice.current)
                .and_then(|c| c.supplier_name.clone()),
            memberships: choices,
            open_escalations: u32::try_from(open_escalations).unwrap_or(u32::MAX),
            facts_until,
        })
    }
}

fn choice(named: NamedMembership, actor: &Actor) -> Option<MembershipChoice> {
    let row = named.membership;
    Some(MembershipChoice {
        id: MembershipId(row.id),
        tenant_name: named.tenant.name,
        role: Role::parse(&row.role)?,
        supplier_name: named.supplier_name,
        current: row.tenant_id == actor.tenant_id
            && row.supplier_id == actor.supplier_id
            && row.role == actor.role.code(),
    })
}
