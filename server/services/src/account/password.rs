//! A new password: by the one who knows the old one, or through a mailed link.

use chrono::Duration;
use domain::forms::read_email;
use domain::policy::Action;
use serde_json::json;
use storage::{AccountLink, Membership, NewJob, Note, Person, system::SystemTx};
use uuid::Uuid;

use super::Notice;
use crate::link::{INVALID, Purpose};
use crate::session::sign_in::unchanged;
use crate::session::visit;
use crate::{Actor, ClientAddress, Error, Result, Services, SessionInfo, password, worker};

const LINK_LASTS: Duration = Duration::minutes(30);
const REQUESTS_PER_ACCOUNT: i32 = 3;
const REQUESTS_PER_ADDRESS: i32 = 20;

impl Services {
    /// Stores a new password; other sessions end.
    ///
    /// # Errors
    /// `Invalid` for a wrong old password or a new one that is too short, too long or too common.
    pub async fn change_password(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        current: &str,
        new: &str,
    ) -> Result<()> {
        let person = self.confirm_password(actor, session, "current", current).await?;
        let hash = self.acceptable_hash("new", new, &person).await?;
        let tx = self.db.system().await?;
        unchanged(&tx, &person).await?;
        tx.set_password(person.id, &hash).await?;
        tx.delete_sessions_of(person.id, Some(session.id)).await?;
        self.note_new_password(tx, actor, &person).await
    }

    /// The hash of a password that this person may have.
    pub(super) async fn acceptable_hash(&self, field: &str, new: &str, person: &Person) -> Result<String> {
        password::check(new, &person.email, &person.name).map_err(|code| Error::field(field, code))?;
        self.hashing.hash(new).await
    }

    /// Whoever could start something with the old password must not end it: open links stop working.
    async fn note_new_password(&self, tx: SystemTx, actor: &Actor, person: &Person) -> Result<()> {
        tx.end_account_links(person.id, None, self.clock.now()).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        super::notify(&tx, person, &Notice::PasswordChanged).await?;
        let note = Note::new("person", person.id).with(json!({ "password": "changed" }));
        Ok(tx.save(note).await?)
    }

    /// Mails a link for a new password, if the address belongs to somebody. The answer is the same in any case, and
    /// as quick: the work is done after it.
    ///
    /// # Errors
    /// `Invalid` for what is no address, `Throttled` after too many.
    pub async fn request_password_reset(&self, email: &str, address: &ClientAddress) -> Result<()> {
        let email = read_email(email).ok_or_else(|| Error::field("email", "email_needed"))?;
        self.count_attempt(&format!("reset:{email}:{}", address.0), REQUESTS_PER_ACCOUNT)
            .await?;
        self.count_attempt(&format!("reset-address:{}", address.0), REQUESTS_PER_ADDRESS)
            .await?;
        let services = self.clone();
        tokio::spawn(async move {
            if let Err(error) = services.mail_password_reset(&email).await {
                tracing::warn!(%error, "password reset not mailed");
            }
        });
        Ok(())
    }

    async fn mail_password_reset(&self, email: &str) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let person = tx.person_by_email(email).await?.filter(|person| !person.disabled);
        let Some(person) = person else {
            return Ok(());
        };
        let Some(membership) = first_membership(&tx, &person).await? else {
            return Ok(());
        };
        let link = AccountLink {
            id: storage::ids::new(),
            person_id: person.id,
            purpose: Purpose::PasswordReset.code().to_owned(),
            old_email: person.email.clone(),
            new_email: None,
            created_at: now,
            expires_at: now + LINK_LASTS,
            mailed_at: None,
            used_at: None,
        };
        let job = NewJob {
            kind: worker::ACCOUNT_LINK,
            payload: json!({ "link_id": link.id }),
            run_at: now,
        };
        tx.insert_account_link(link).await?;
        let actor = Actor::system(membership.tenant_id);
        let tx = tx.enter(&actor, Action::AccountUpdate, now).await?;
        tx.enqueue(job).await?;
        let note = Note::new("person", person.id).with(json!({ "password": "reset_requested" }));
        Ok(tx.save(note).await?)
    }

    /// Whether a mailed link still lets somebody choose a new password.
    ///
    /// # Errors
    /// `Conflict("link_invalid")` for a used, old or forged link.
    pub async fn check_password_link(&self, token: &str) -> Result<()> {
        self.open_password_link(token).await.map(drop)
    }

    /// An unused link for a new password, and whose it is.
    async fn open_password_link(&self, token: &str) -> Result<(Uuid, Person)> {
        let id = self.read_link(Purpose::PasswordReset, token).await?.id;
        let tx = self.db.system_read().await?;
        let link = tx.account_link(id).await?.ok_or(INVALID)?;
        let person = tx.person(link.person_id).await?.filter(|person| !person.disabled);
        if link.used_at.is_some() || link.purpose != Purpose::PasswordReset.code() {
            return Err(INVALID);
        }
        Ok((id, person.ok_or(INVALID)?))
    }

    /// Stores a new password through a mailed link, once; all sessions end. The second factor stays.
    ///
    /// # Errors
    /// `Conflict("link_invalid")` for a used, old or forged link, `Invalid` for an unacceptable password.
    pub async fn reset_password(&self, token: &str, new: &str) -> Result<()> {
        let (id, person) = self.open_password_link(token).await?;
        let hash = self.acceptable_hash("password", new, &person).await?;
        let tx = self.db.system().await?;
        tx.lock_person(person.id).await?;
        if !tx.use_account_link(id, self.clock.now()).await? {
            return Err(INVALID);
        }
        tx.set_password(person.id, &hash).await?;
        tx.delete_sessions_of(person.id, None).await?;
        let membership = first_membership(&tx, &person).await?.ok_or(INVALID)?;
        let actor = visit::actor(&person, &membership).ok_or(INVALID)?;
        self.note_new_password(tx, &actor, &person).await
    }
}

/// The tenant whose audit log tells of a change that belongs to none: the one joined first.
pub(super) async fn first_membership(tx: &SystemTx, person: &Person) -> Result<Option<Membership>> {
    let named = tx.memberships(person.id).await?;
    Ok(named.into_iter().next().map(|named| named.membership))
}
