//! What people change about themselves. The account belongs to the person, not to a tenant, so a tenant's identity
//! provider does not open it: its sessions can only look.

mod email;
mod join;
mod notice;
mod password;
mod second_factor;
mod sessions;

use domain::forms::{FieldError, name_problem};
use domain::ids::SessionId;
use domain::policy::Action;
use domain::views::{AccountView, Language, PendingEmail, SessionRow, SignInMethod};
use serde_json::json;
use storage::{Note, Person, Session};
use uuid::Uuid;

use crate::link::Purpose;
use crate::portfolio::{local, zone};
use crate::session::IDLE;
use crate::{Actor, Error, Result, Services, SessionInfo, Subject};

pub(crate) use notice::{Notice, notify};

/// The account cannot be changed with this sign-in.
pub(crate) const NOT_WITH_OIDC: Error = Error::Conflict("oidc_session");

const PASSWORDS_ALLOWED: i32 = 10;

/// The person who acts, if this session may change their account.
fn own(actor: &Actor, session: &SessionInfo) -> Result<Uuid> {
    match actor.subject {
        Subject::Person(id) if id == session.person_id => match session.method {
            SignInMethod::Password => Ok(id),
            SignInMethod::Oidc => Err(NOT_WITH_OIDC),
        },
        _ => Err(Error::Forbidden),
    }
}

impl Services {
    /// The person's own account.
    pub async fn account(&self, actor: &Actor, session: &SessionInfo) -> Result<AccountView> {
        let now = self.clock.now();
        let tx = self.db.system_read().await?;
        let person = tx
            .person(session.person_id)
            .await?
            .ok_or(Error::Unauthenticated)?;
        let tenant = tx
            .tenant(session.tenant_id)
            .await?
            .ok_or(Error::Unauthenticated)?;
        let zone = zone(&tenant.time_zone)?;
        let places = tx.memberships(person.id).await?;
        let elsewhere = |row: &Session| row.tenant_id != session.tenant_id;
        let sessions = tx.sessions_of(person.id, now - IDLE, now).await?;
        let sessions = sessions
            .into_iter()
            // A tenant's identity provider does not show what the person does elsewhere.
            .filter(|row| session.method == SignInMethod::Password || !elsewhere(row))
            .map(|row| SessionRow {
                id: SessionId(row.id),
                place: places
                    .iter()
                    .find(|named| named.membership.id == row.membership_id)
                    .map(|named| named.tenant.name.clone())
                    .unwrap_or_default(),
                method: SignInMethod::parse(&row.method).unwrap_or(SignInMethod::Password),
                created_at: local(row.created_at, zone),
                last_seen_at: local(row.last_seen_at, zone),
                address: row.address,
                agent: row.agent,
                current: row.id == session.id,
            })
            .collect();
        let pending = tx
            .open_account_link(person.id, Purpose::EmailChange.code(), now)
            .await?;
        let left = tx.recovery_codes_left(person.id).await?;
        Ok(AccountView {
            name: person.name,
            email: person.email,
            pending_email: pending.and_then(|link| {
                Some(PendingEmail {
                    until: local(link.expires_at, zone),
                    email: link.new_email?,
                })
            }),
            language: Language::parse(&person.language).unwrap_or_default(),
            role: actor.role,
            method: session.method,
            second_factor_since: person.second_factor_since.map(|at| local(at, zone)),
            recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
            second_factor_required: tenant.second_factor_required,
            sessions,
        })
    }

    /// Stores name and language.
    ///
    /// # Errors
    /// `Invalid` for an empty name or an unknown language.
    pub async fn update_profile(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        name: &str,
        language: &str,
    ) -> Result<()> {
        let person_id = own(actor, session)?;
        let mut errors: Vec<_> = name_problem(name).into_iter().collect();
        let language = Language::parse(language);
        if language.is_none() {
            errors.push(FieldError::new("language", "required"));
        }
        let Some(language) = language.filter(|_| errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        let tx = self.db.system().await?;
        tx.set_profile(person_id, name.trim(), language.code()).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        // What the name was is personal and stays out of the log.
        let note = Note::new("person", person_id).with(json!({ "profile": "changed" }));
        Ok(tx.save(note).await?)
    }

    /// The person, after they have typed their password once more.
    async fn confirm_password(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        field: &str,
        password: &str,
    ) -> Result<Person> {
        self.person_confirmed(own(actor, session)?, field, password).await
    }

    /// The person, if this is their password.
    async fn person_confirmed(&self, person_id: Uuid, field: &str, password: &str) -> Result<Person> {
        if password.is_empty() {
            return Err(Error::field(field, "password_needed"));
        }
        let attempts = format!("password:{person_id}");
        self.count_attempt(&attempts, PASSWORDS_ALLOWED).await?;
        let person = self.db.system_read().await?.person(person_id).await?;
        let person = person.ok_or(Error::Unauthenticated)?;
        if !self
            .hashing
            .verify(password, person.password_hash.as_deref())
            .await?
        {
            return Err(Error::field(field, "wrong_password"));
        }
        let tx = self.db.system().await?;
        self.clear_attempts(&tx, &attempts).await?;
        tx.save().await?;
        Ok(person)
    }
}

/// Which person an actor is, if it is one.
pub(crate) fn person_of(actor: &Actor) -> Option<Uuid> {
    match actor.subject {
        Subject::Person(id) => Some(id),
        Subject::Client(_) | Subject::System => None,
    }
}

/// Which person or machine an actor is; the product itself is none.
pub(crate) fn subject_of(actor: &Actor) -> Option<Uuid> {
    match actor.subject {
        Subject::Person(id) | Subject::Client(id) => Some(id),
        Subject::System => None,
    }
}
