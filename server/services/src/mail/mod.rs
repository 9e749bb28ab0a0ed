//! Mail: handing messages to the mail server. What they say is composed in `links`, `notices` and `escalation`.

mod account;
mod claim;
mod deadline;
mod escalation;
mod letter;
mod links;
mod notices;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::Duration;
use domain::policy::Action;
use domain::time::Instant;
use domain::views::{Language, MailStatus};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Mechanism;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use storage::Mail;
use uuid::Uuid;

use crate::{Actor, Error, Options, Result, Services, files};

pub use claim::compose_claim_reminder;
pub use deadline::compose_reminder;
pub use escalation::{EscalationMail, compose};

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailOptions {
    /// lettre's URL form, such as `smtp://user:pass@host:587?tls=required`; without one, mail is written to the
    /// outbox folder.
    pub smtp_url: Option<String>,
    /// The address mail comes from, such as `Tragwerk <noreply@example.com>`.
    pub from: String,
}

/// After this many refusals a mail is given up.
const ATTEMPTS: i32 = 12;
const NOTE_ATTEMPTS: u32 = 30;
const NOTE_AGAIN: std::time::Duration = std::time::Duration::from_secs(2);

/// Sends.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    outbox: PathBuf,
    host: Arc<str>,
}

/// Who a mail goes to.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub name: String,
    pub email: String,
    pub language: Language,
}

/// A message on its way.
struct Outgoing {
    id: Uuid,
    to_name: String,
    to_email: String,
    composed: Composed,
    message_id: String,
    at: Instant,
}

impl From<&Mail> for Outgoing {
    fn from(mail: &Mail) -> Self {
        Self {
            id: mail.id,
            to_name: mail.recipient_name.clone(),
            to_email: mail.recipient_email.clone(),
            composed: Composed {
                subject: mail.subject.clone(),
                text: mail.text_body.clone(),
                html: mail.html_body.clone(),
            },
            message_id: mail.message_id.clone(),
            at: mail.created_at,
        }
    }
}

/// A composed mail.
pub struct Composed {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Mailer {
    /// Reads the options.
    pub fn new(options: &Options) -> Result<Self> {
        let transport = options.mail.smtp_url.as_deref().map(smtp).transpose()?;
        let host = options.public_url.split("://").last().unwrap_or("localhost");
        let host = host.split(['/', ':']).next().unwrap_or("localhost");
        Ok(Self {
            from: options.mail.from.parse().map_err(Error::internal)?,
            transport,
            outbox: options.files_dir.join("outbox"),
            host: host.into(),
        })
    }

    /// The `Message-ID` for something that is sent once: the same for every attempt, so that a receiver can tell.
    pub fn message_id(&self, unique: &str) -> String {
        format!("<{unique}@{}>", self.host)
    }

    async fn send(&self, mail: Outgoing) -> std::result::Result<MailStatus, Refusal> {
        let file = self.outbox.join(format!("{}.eml", mail.id));
        let message = self.message(mail).map_err(Refusal::Final)?;
        let Some(transport) = &self.transport else {
            files::write_whole(&file, &message.formatted())
                .await
                .map_err(|_| Refusal::Temporary("outbox folder cannot be written".to_owned()))?;
            return Ok(MailStatus::Stored);
        };
        match transport.send(message).await {
            Ok(_) => Ok(MailStatus::Sent),
            Err(error) if error.is_permanent() => Err(Refusal::Final(error.to_string())),
            Err(error) => Err(Refusal::Temporary(error.to_string())),
        }
    }

    fn message(&self, mail: Outgoing) -> std::result::Result<Message, String> {
        let address = mail
            .to_email
            .parse()
            .map_err(|_| "address cannot be read".to_owned())?;
        let name = Some(mail.to_name).filter(|name| !name.is_empty());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(mail.composed.subject)
            .message_id(Some(mail.message_id))
            .date(mail.at.into())
            .multipart(MultiPart::alternative_plain_html(
                mail.composed.text,
                mail.composed.html,
            ))
            .map_err(|error| error.to_string())
    }
}

/// Why a mail was not taken.
enum Refusal {
    /// Try again later.
    Temporary(String),
    /// Trying again is useless.
    Final(String),
}

fn smtp(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(Error::internal)?;
    Ok(transport
        .authentication(vec![Mechanism::Plain, Mechanism::Login])
        .timeout(Some(std::time::Duration::from_secs(20)))
        .build())
}

impl Services {
    /// The job: hands one mail to the mail server. `Ok(Some(delay))` asks for another try after a delay.
    pub(crate) async fn send_mail(&self, tenant_id: Uuid, id: Uuid) -> Result<Option<Duration>> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.read(&actor, Action::Operate, self.clock.now()).await?;
        let mut mail = tx.mail(id).await?.ok_or(Error::NotFound)?;
        drop(tx);
        if mail.status != MailStatus::Queued.code() {
            return Ok(None);
        }
        let outcome = self.mailer.send(Outgoing::from(&mail)).await;
        mail.attempts += 1;
        let mut again = None;
        match outcome {
            Ok(status) => {
                mail.status = status.code().to_owned();
                mail.sent_at = Some(self.clock.now());
                mail.last_error = None;
            }
            Err(Refusal::Temporary(error)) if mail.attempts < ATTEMPTS => {
                mail.last_error = Some(error);
                again = Some(back_off(mail.attempts));
            }
            Err(Refusal::Temporary(error) | Refusal::Final(error)) => {
                mail.status = MailStatus::Failed.code().to_owned();
                mail.last_error = Some(error);
            }
        }
        insist(|| async {
            let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
            tx.update_mail(mail.clone()).await?;
            tx.save_derived().await
        })
        .await?;
        Ok(again)
    }
}

/// Writes down what became of a mail. The mail server cannot be asked to take it back, so a database that is away for a
/// moment is waited for: forgetting the outcome would send the mail again.
async fn insist<F: Future<Output = storage::Result<()>>>(write: impl Fn() -> F) -> Result<()> {
    let mut left = NOTE_ATTEMPTS;
    loop {
        left -= 1;
        match write().await {
            Ok(()) => return Ok(()),
            Err(error) if left == 0 => return Err(error.into()),
            Err(_) => tokio::time::sleep(NOTE_AGAIN).await,
        }
    }
}

/// 5 s, 10 s, 20 s … up to an hour.
fn back_off(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    Duration::seconds((5_i64 << doublings).min(3_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_an_hour() {
        assert_eq!(back_off(1), Duration::seconds(5));
        assert_eq!(back_off(3), Duration::seconds(20));
        assert_eq!(back_off(12), Duration::seconds(3_600));
    }
}
