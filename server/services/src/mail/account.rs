//! Mail about somebody's access: links that work once, and notices. Links are made while sending and stand in no
//! table, so that a copy of the database opens no account.

use askama::Template;
use chrono::Duration;
use chrono_tz::Tz;
use domain::policy::Action;
use domain::time::Instant;
use domain::views::{Language, MailStatus};
use storage::{AccountLink, Person, Tenant};
use uuid::Uuid;

use super::{ATTEMPTS, Composed, Outgoing, Refusal, back_off};
use crate::account::Notice;
use crate::link::Purpose;
use crate::portfolio::zone;
use crate::{Actor, Error, Result, Services};

/// What both parts of a mail say.
struct Words {
    language: &'static str,
    greeting: String,
    headline: String,
    paragraphs: Vec<String>,
    /// Wording and address of the button.
    button: Option<(&'static str, String)>,
    closing: &'static str,
}

#[derive(Template)]
#[template(path = "account.txt", escape = "none")]
struct Text<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Html<'a> {
    w: &'a Words,
}

impl Words {
    fn compose(&self) -> Result<Composed> {
        Ok(Composed {
            subject: self.headline.clone(),
            text: Text { w: self }.render().map_err(Error::internal)?,
            html: Html { w: self }.render().map_err(Error::internal)?,
        })
    }
}

const fn closing(german: bool) -> &'static str {
    if german {
        "Wenn Sie damit nichts anfangen können, wenden Sie sich an Ihre Administration. Antworten auf diese Nachricht liest niemand."
    } else {
        "If this means nothing to you, tell your administrator. Nobody reads replies to this message."
    }
}

fn greeting(name: &str, german: bool) -> String {
    match (name.is_empty(), german) {
        (true, true) => "Guten Tag,".to_owned(),
        (false, true) => format!("Guten Tag {name},"),
        (true, false) => "Hello,".to_owned(),
        (false, false) => format!("Hello {name},"),
    }
}

fn moment(at: Instant, zone: Tz, german: bool) -> String {
    let format = if german {
        "%d.%m.%Y um %H:%M Uhr"
    } else {
        "%-d %B %Y at %H:%M (%Z)"
    };
    at.with_timezone(&zone).format(format).to_string()
}

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
        let german = Language::parse(&row.language).unwrap_or_default() == Language::De;
        let until = moment(row.expires_at, zone(&tenant.time_zone)?, german);
        let words = invitation(&tenant, inviter.as_deref(), link, &until, german);
        let outgoing = Outgoing {
            id,
            to_name: String::new(),
            to_email: row.email,
            composed: words.compose()?,
            message_id: self.mailer.message_id(&id.to_string()),
            at: row.created_at,
        };
        let again = self.hand_over(outgoing, attempts).await?;
        if again.is_none() {
            let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
            tx.note_invitation_mailed(id).await?;
            tx.save_derived().await?;
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
        let german = is_german(&person);
        let until = moment(link.expires_at, zone(&tenant.time_zone)?, german);
        let (words, to_email) = if let Some(new_email) = link.new_email {
            let address = self.link(Purpose::EmailChange, id, None, link.expires_at).await?;
            (new_address(&person, address, &until, german), new_email)
        } else {
            let address = self
                .link(Purpose::PasswordReset, id, None, link.expires_at)
                .await?;
            (
                new_password(&person, address, &until, german),
                person.email.clone(),
            )
        };
        let outgoing = Outgoing {
            id,
            to_name: person.name,
            to_email,
            composed: words.compose()?,
            message_id: self.mailer.message_id(&id.to_string()),
            at: link.created_at,
        };
        let again = self.hand_over(outgoing, attempts).await?;
        if again.is_none() {
            let tx = self.db.system().await?;
            tx.note_account_link_mailed(id, self.clock.now()).await?;
            tx.save().await?;
        }
        Ok(again)
    }

    /// The job: tells the old address that somebody wants a new one, or has it.
    pub(crate) async fn mail_address_warning(
        &self,
        job: &storage::Job,
        id: Uuid,
        done: bool,
    ) -> Result<Option<Duration>> {
        let Some((link, person, _)) = self.account_link_parties(job.tenant_id, id).await? else {
            return Ok(None);
        };
        let new_email = link.new_email.unwrap_or_default();
        let german = is_german(&person);
        let (headline, paragraph) = address_words(&new_email, done, german);
        let outgoing = Outgoing {
            id: job.id,
            to_name: person.name.clone(),
            to_email: link.old_email,
            composed: plain(&person, headline, paragraph, german).compose()?,
            message_id: self.mailer.message_id(&job.id.to_string()),
            at: link.created_at,
        };
        self.hand_over(outgoing, job.attempts).await
    }

    /// The job: tells somebody what happened to their account.
    pub(crate) async fn mail_notice(
        &self,
        tenant_id: Uuid,
        job_id: Uuid,
        person_id: Uuid,
        notice: Notice,
        at: Instant,
        attempts: i32,
    ) -> Result<Option<Duration>> {
        let tx = self.db.system_read().await?;
        let tenant = tx.tenant(tenant_id).await?.ok_or(Error::NotFound)?;
        let Some(person) = tx
            .person(person_id)
            .await?
            .filter(|person| person.erased_at.is_none())
        else {
            return Ok(None);
        };
        drop(tx);
        let german = is_german(&person);
        let when = moment(at, zone(&tenant.time_zone)?, german);
        let (headline, paragraph) = notice_words(notice, &when, german);
        let words = plain(&person, headline, paragraph, german);
        let outgoing = Outgoing {
            id: job_id,
            to_name: person.name,
            to_email: person.email,
            composed: words.compose()?,
            message_id: self.mailer.message_id(&job_id.to_string()),
            at,
        };
        self.hand_over(outgoing, attempts).await
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
    async fn hand_over(&self, outgoing: Outgoing, attempts: i32) -> Result<Option<Duration>> {
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

fn is_german(person: &Person) -> bool {
    Language::parse(&person.language).unwrap_or_default() == Language::De
}

fn plain(person: &Person, headline: &str, paragraph: String, german: bool) -> Words {
    Words {
        language: if german { "de" } else { "en" },
        greeting: greeting(&person.name, german),
        headline: headline.to_owned(),
        paragraphs: vec![paragraph],
        button: None,
        closing: closing(german),
    }
}

fn invitation(tenant: &Tenant, inviter: Option<&str>, link: String, until: &str, german: bool) -> Words {
    let name = &tenant.name;
    let paragraphs = match (inviter, german) {
        (Some(inviter), true) => vec![
            format!("{inviter} lädt Sie ein, bei {name} mit Tragwerk zu arbeiten."),
            format!("Die Einladung gilt bis {until} und kann einmal angenommen werden."),
        ],
        (None, true) => vec![
            format!("Sie sind eingeladen, bei {name} mit Tragwerk zu arbeiten."),
            format!("Die Einladung gilt bis {until} und kann einmal angenommen werden."),
        ],
        (Some(inviter), false) => vec![
            format!("{inviter} invites you to work with Tragwerk at {name}."),
            format!("The invitation is good until {until} and can be accepted once."),
        ],
        (None, false) => vec![
            format!("You are invited to work with Tragwerk at {name}."),
            format!("The invitation is good until {until} and can be accepted once."),
        ],
    };
    Words {
        language: if german { "de" } else { "en" },
        greeting: greeting("", german),
        headline: if german {
            format!("Einladung zu {name}")
        } else {
            format!("Invitation to {name}")
        },
        paragraphs,
        button: Some((
            if german {
                "Einladung ansehen"
            } else {
                "See the invitation"
            },
            link,
        )),
        closing: closing(german),
    }
}

fn new_password(person: &Person, link: String, until: &str, german: bool) -> Words {
    let paragraph = if german {
        format!(
            "über diesen Link vergeben Sie ein neues Passwort. Er gilt einmal und bis {until}. Wenn Sie das nicht angefordert haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist."
        )
    } else {
        format!(
            "this link lets you choose a new password. It works once, until {until}. If you did not ask for it, do nothing: your password stays as it is."
        )
    };
    Words {
        button: Some((
            if german {
                "Neues Passwort vergeben"
            } else {
                "Choose a new password"
            },
            link,
        )),
        ..plain(
            person,
            if german { "Neues Passwort" } else { "New password" },
            paragraph,
            german,
        )
    }
}

fn new_address(person: &Person, link: String, until: &str, german: bool) -> Words {
    let paragraph = if german {
        format!(
            "bestätigen Sie bis {until}, dass diese Adresse Ihnen gehört. Danach melden Sie sich mit ihr an."
        )
    } else {
        format!("confirm by {until} that this address is yours. From then on you sign in with it.")
    };
    Words {
        button: Some((
            if german {
                "Adresse bestätigen"
            } else {
                "Confirm the address"
            },
            link,
        )),
        ..plain(
            person,
            if german {
                "Neue Anmeldeadresse bestätigen"
            } else {
                "Confirm your new sign-in address"
            },
            paragraph,
            german,
        )
    }
}

fn address_words(new_email: &str, done: bool, german: bool) -> (&'static str, String) {
    match (done, german) {
        (false, true) => (
            "Ihre Anmeldeadresse soll geändert werden",
            format!(
                "für Ihr Konto wurde die neue Adresse {new_email} eingetragen. Sie gilt, sobald sie dort bestätigt ist. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort: dann gilt der Link zur Bestätigung nicht mehr."
            ),
        ),
        (false, false) => (
            "Your sign-in address is about to change",
            format!(
                "the new address {new_email} was entered for your account. It counts once it is confirmed there. If this was not you, change your password at once: then the link for confirming stops working."
            ),
        ),
        (true, true) => (
            "Ihre Anmeldeadresse wurde geändert",
            format!(
                "Ihr Konto hat jetzt die Anmeldeadresse {new_email}. Wenn Sie das nicht waren, wenden Sie sich sofort an Ihre Administration."
            ),
        ),
        (true, false) => (
            "Your sign-in address was changed",
            format!(
                "your account now has the sign-in address {new_email}. If this was not you, tell your administrator at once."
            ),
        ),
    }
}

fn notice_words(notice: Notice, when: &str, german: bool) -> (&'static str, String) {
    match (notice, german) {
        (Notice::PasswordChanged, true) => (
            "Ihr Passwort wurde geändert",
            format!(
                "Ihr Passwort wurde am {when} geändert; alle anderen Sitzungen sind abgemeldet. Wenn Sie das nicht waren, vergeben Sie über „Passwort vergessen“ sofort ein neues."
            ),
        ),
        (Notice::PasswordChanged, false) => (
            "Your password was changed",
            format!(
                "your password was changed on {when}; all other sessions are signed out. If this was not you, choose a new one at once with \u{201c}Forgot password\u{201d}."
            ),
        ),
        (Notice::SecondFactorSetUp, true) => (
            "Für Ihr Konto gilt jetzt ein zweiter Faktor",
            format!(
                "am {when} wurde für Ihr Konto ein zweiter Faktor eingerichtet; alle anderen Sitzungen sind abgemeldet. Wenn Sie das nicht waren, wenden Sie sich sofort an Ihre Administration."
            ),
        ),
        (Notice::SecondFactorSetUp, false) => (
            "Your account now has a second factor",
            format!(
                "a second factor was set up for your account on {when}; all other sessions are signed out. If this was not you, tell your administrator at once."
            ),
        ),
        (Notice::SecondFactorRemoved, true) => (
            "Ihr zweiter Faktor wurde entfernt",
            format!(
                "Ihr zweiter Faktor wurde am {when} entfernt. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und richten Sie ihn neu ein."
            ),
        ),
        (Notice::SecondFactorRemoved, false) => (
            "Your second factor was removed",
            format!(
                "your second factor was removed on {when}. If this was not you, change your password at once and set it up again."
            ),
        ),
    }
}
