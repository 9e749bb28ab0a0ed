//! Mail with links that work once. They are made while sending and stand in no table, so that a copy of the database
//! opens no account.

use chrono::Duration;
use domain::policy::Action;
use domain::views::MailStatus;
use storage::{AccountLink, Person, Tenant};
use uuid::Uuid;

use super::letter::{is_german, moment};
use super::{ATTEMPTS, Outgoing, Refusal, back_off, insist, links};
use crate::link::Purpose;
use crate::portfolio::zone;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The job: mails an invitation that is still open.
    pub(crate) async fn mail_invitation(
        &self,
        tenant_id: Uuid,
        id: Uuid,
        attempts: i32,
    ) -> Result<Option<Duration>> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.read(&actor, Action::Operate, self.clock.now()).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let row = tx.invitation(id).await?.ok_or(Error::NotFound)?;
        let over = row.accepted_at.is_some() || row.revoked_at.is_some() || row.mailed_at.is_some();
        if over || row.expires_at <= tx.now() {
            return Ok(None);
        }
        let inviter = match row.invited_by {
            Some(id) => tx.people(vec![id]).await?.pop().map(|person| person.name),
            None => None,
        };
        drop(tx);
        let link = self
            .link(Purpose::Invitation, id, Some(tenant_id), row.expires_at)
            .await?;
        let german = is_german(&row.language);
        let until = moment(row.expires_at, zone(&tenant.time_zone)?, german);
        let letter = links::invitation(&tenant, inviter.as_deref(), link, &until, german);
        let outgoing = Outgoing {
            id,
            to_name: String::new(),
            to_email: row.email,
            composed: letter.compose()?,
            message_id: self.mailer.message_id(&id.to_string()),
            at: row.created_at,
        };
        let again = self.hand_over(outgoing, attempts).await?;
        if again.is_none() {
            insist(|| async {
                let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
                tx.note_invitation_mailed(id).await?;
                tx.save_derived().await
            })
            .await?;
        }
        Ok(again)
    }

    /// The job: mails a link for a new password or a new address.
    pub(crate) async fn mail_account_link(
        &self,
        tenant_id: Uuid,
        id: Uuid,
        attempts: i32,
    ) -> Result<Option<Duration>> {
        let Some((link, person, tenant)) = self.account_link_parties(tenant_id, id).await? else {
            return Ok(None);
        };
        if link.mailed_at.is_some() || link.used_at.is_some() || link.expires_at <= self.clock.now() {
            return Ok(None);
        }
        let german = is_german(&person.language);
        let until = moment(link.expires_at, zone(&tenant.time_zone)?, german);
        let (letter, to_email) = if let Some(new_email) = link.new_email {
            let address = self.link(Purpose::EmailChange, id, None, link.expires_at).await?;
            (links::new_address(&person, address, &until, german), new_email)
        } else {
            let address = self
                .link(Purpose::PasswordReset, id, None, link.expires_at)
                .await?;
            let letter = links::new_password(&person, address, &until, german);
            (letter, person.email.clone())
        };
        let outgoing = Outgoing {
            id,
            to_name: person.name,
            to_email,
            composed: letter.compose()?,
            message_id: self.mailer.message_id(&id.to_string()),
            at: link.created_at,
        };
        let again = self.hand_over(outgoing, attempts).await?;
        if again.is_none() {
            insist(|| async {
                let tx = self.db.system().await?;
                tx.note_account_link_mailed(id, self.clock.now()).await?;
                tx.save().await
            })
            .await?;
        }
        Ok(again)
    }

    async fn account_link_parties(
        &self,
        tenant_id: Uuid,
        id: Uuid,
    ) -> Result<Option<(AccountLink, Person, Tenant)>> {
        let tx = self.db.system_read().await?;
        let tenant = tx.tenant(tenant_id).await?.ok_or(Error::NotFound)?;
        let Some(link) = tx.account_link(id).await? else {
            return Ok(None);
        };
        let person = tx
            .person(link.person_id)
            .await?
            .filter(|person| person.erased_at.is_none());
        Ok(person.map(|person| (link, person, tenant)))
    }

    /// Hands a message over; `Some` asks for another try. Mail about access is worth little late, so it is given up
    /// silently but for the log; people ask again.
    pub(super) async fn hand_over(&self, outgoing: Outgoing, attempts: i32) -> Result<Option<Duration>> {
        match self.mailer.send(outgoing).await {
            Ok(MailStatus::Sent | MailStatus::Stored | MailStatus::Queued | MailStatus::Failed) => Ok(None),
            // What mail servers answer repeats the address, which has no business in the log.
            Err(Refusal::Temporary(_)) if attempts < ATTEMPTS => {
                tracing::warn!(attempts, "mail about access put off");
                Ok(Some(back_off(attempts)))
            }
            Err(Refusal::Temporary(_) | Refusal::Final(_)) => {
                tracing::warn!(attempts, "mail about access given up");
                Err(Error::NotFound)
            }
        }
    }
}
