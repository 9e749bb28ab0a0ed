//! A new address: typed with the password, confirmed at the new place, and told to the old one.

use chrono::Duration;
use domain::forms::read_email;
use domain::policy::Action;
use serde_json::json;
use storage::{AccountLink, NewJob, Note};

use super::password::first_membership;
use super::{Notice, notify, own};
use crate::link::{INVALID, Purpose};
use crate::session::sign_in::unchanged;
use crate::session::visit;
use crate::{Actor, Error, Result, Services, SessionInfo, worker};

const LINK_LASTS: Duration = Duration::hours(24);
const REQUESTS_ALLOWED: i32 = 5;

impl Services {
    /// Mails a link to the new address and word of it to the old one. Whether somebody else has the address is told
    /// to nobody here; then the link finds out.
    ///
    /// # Errors
    /// `Invalid` for a wrong password or what is no address.
    pub async fn request_email_change(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        password: &str,
        new_email: &str,
    ) -> Result<()> {
        let new_email = read_email(new_email).ok_or_else(|| Error::field("email", "email_needed"))?;
        let person = self
            .confirm_password(actor, session, "password", password)
            .await?;
        if person.email == new_email {
            return Err(Error::field("email", "email_unchanged"));
        }
        self.count_attempt(&format!("email-change:{}", person.id), REQUESTS_ALLOWED)
            .await?;
        let now = self.clock.now();
        let link = AccountLink {
            id: storage::ids::new(),
            person_id: person.id,
            purpose: Purpose::EmailChange.code().to_owned(),
            old_email: person.email.clone(),
            new_email: Some(new_email.clone()),
            created_at: now,
            expires_at: now + LINK_LASTS,
            mailed_at: None,
            used_at: None,
        };
        let link_id = link.id;
        let tx = self.db.system().await?;
        unchanged(&tx, &person).await?;
        tx.end_account_links(person.id, Some(Purpose::EmailChange.code()), now)
            .await?;
        tx.insert_account_link(link).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, now).await?;
        tx.enqueue(NewJob {
            kind: worker::ACCOUNT_LINK,
            payload: json!({ "link_id": link_id }),
            run_at: now,
        })
        .await?;
        notify(&tx, &person, &Notice::AddressRequested { new_email }).await?;
        let note = Note::new("person", person.id).with(json!({ "email": "change_requested" }));
        Ok(tx.save(note).await?)
    }

    /// Takes a change of address back that is not confirmed yet; its link stops working.
    ///
    /// # Errors
    /// `Stale` when none waits any more.
    pub async fn withdraw_email_change(&self, actor: &Actor, session: &SessionInfo) -> Result<()> {
        let person_id = own(actor, session)?;
        let (now, purpose) = (self.clock.now(), Purpose::EmailChange.code());
        let tx = self.db.system().await?;
        tx.lock_person(person_id).await?;
        if tx.open_account_link(person_id, purpose, now).await?.is_none() {
            return Err(Error::Stale);
        }
        tx.end_account_links(person_id, Some(purpose), now).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, now).await?;
        let note = Note::new("person", person_id).with(json!({ "email": "change_withdrawn" }));
        Ok(tx.save(note).await?)
    }

    /// Makes the new address count.
    ///
    /// # Errors
    /// `Conflict("link_invalid")` for a used, old or forged link, `Conflict("email_taken")` when somebody has the
    /// address meanwhile.
    pub async fn confirm_email(&self, token: &str) -> Result<()> {
        let id = self.read_link(Purpose::EmailChange, token).await?.id;
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let link = tx.account_link(id).await?.ok_or(INVALID)?;
        let new_email = link.new_email.as_deref().ok_or(INVALID)?;
        if link.purpose != Purpose::EmailChange.code() {
            return Err(INVALID);
        }
        if !tx.use_account_link(id, now).await? {
            return Err(INVALID);
        }
        let person = tx.person(link.person_id).await?.filter(|person| !person.disabled);
        let person = person.ok_or(INVALID)?;
        tx.set_email(person.id, new_email)
            .await
            .map_err(|error| match error {
                storage::Error::Conflict(_) => Error::Conflict("email_taken"),
                other => other.into(),
            })?;
        // Links to the old address must not open the account any more.
        let membership = first_membership(&tx, &person).await?.ok_or(INVALID)?;
        tx.end_account_links(person.id, None, now).await?;
        let actor = visit::actor(&person, &membership).ok_or(INVALID)?;
        let tx = tx.enter(&actor, Action::AccountUpdate, now).await?;
        // The old address hears of it, even if it did not hear of the request.
        let new_email = new_email.to_owned();
        notify(&tx, &person, &Notice::AddressChanged { new_email }).await?;
        let note = Note::new("person", person.id).with(json!({ "email": "changed" }));
        Ok(tx.save(note).await?)
    }
}
