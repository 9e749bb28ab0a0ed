//! Mail: composing escalations in the recipient's language and handing messages to the mail server.

use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use chrono::{Duration, NaiveDateTime};
use domain::money::Money;
use domain::policy::Action;
use domain::ratio::Ppm;
use domain::time::period::Period;
use domain::views::{Attainment, Language, MailStatus, Unit};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Mechanism;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use storage::Mail;
use uuid::Uuid;

use crate::{Actor, Error, Options, Result, Services, files};

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

/// What an escalation's mail says.
pub struct EscalationMail<'a> {
    pub reference: &'a str,
    pub tenant_name: &'a str,
    pub supplier_name: &'a str,
    pub contract_number: &'a str,
    pub contract_title: &'a str,
    pub target_name: &'a str,
    pub period: Period,
    pub threshold_ppm: i64,
    /// Whether the period is over; while it runs, the breach is a matter of what is still possible.
    pub over: bool,
    pub attainment: Attainment,
    pub credit: Option<Money>,
    pub raised_at: NaiveDateTime,
    pub link: String,
}

/// A composed mail.
pub struct Composed {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The words and figures both parts of a mail are filled with, in one language.
struct Words {
    language: &'static str,
    name: String,
    reference: String,
    tenant_name: String,
    supplier_name: String,
    contract: String,
    target_name: String,
    period: String,
    attained: String,
    counted: String,
    threshold: String,
    outlook: &'static str,
    credit: Option<String>,
    raised_at: String,
    link: String,
}

#[derive(Template)]
#[template(path = "escalation.de.txt", escape = "none")]
struct GermanText<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.de.html")]
struct GermanHtml<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.en.txt", escape = "none")]
struct EnglishText<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.en.html")]
struct EnglishHtml<'a> {
    w: &'a Words,
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

    async fn send(&self, mail: &Mail) -> std::result::Result<MailStatus, Refusal> {
        let message = self.message(mail).map_err(Refusal::Final)?;
        let Some(transport) = &self.transport else {
            let file = self.outbox.join(format!("{}.eml", mail.id));
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

    fn message(&self, mail: &Mail) -> std::result::Result<Message, String> {
        let address = mail
            .recipient_email
            .parse()
            .map_err(|_| "address cannot be read".to_owned())?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(mail.recipient_name.clone()), address))
            .subject(mail.subject.clone())
            .message_id(Some(mail.message_id.clone()))
            .date(mail.created_at.into())
            .multipart(MultiPart::alternative_plain_html(
                mail.text_body.clone(),
                mail.html_body.clone(),
            ))
            .map_err(|error| error.to_string())
    }
}

/// Writes an escalation's mail in the recipient's language.
pub fn compose(facts: &EscalationMail<'_>, recipient: &Recipient) -> Result<Composed> {
    let w = words(facts, recipient);
    let rendered = match recipient.language {
        Language::De => (
            format!(
                "[Eskalation] {} {} verfehlt: {}, bitte bestätigen ({})",
                w.target_name, w.period, w.attained, w.reference
            ),
            GermanText { w: &w }.render(),
            GermanHtml { w: &w }.render(),
        ),
        Language::En => (
            format!(
                "[Escalation] {} {} missed: {}, please acknowledge ({})",
                w.target_name, w.period, w.attained, w.reference
            ),
            EnglishText { w: &w }.render(),
            EnglishHtml { w: &w }.render(),
        ),
    };
    let (subject, text, html) = rendered;
    Ok(Composed {
        subject,
        text: text.map_err(Error::internal)?,
        html: html.map_err(Error::internal)?,
    })
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
        let outcome = self.mailer.send(&mail).await;
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
        self.note_outcome(&actor, mail).await?;
        Ok(again)
    }

    /// Writes down what became of a mail. The mail server cannot be asked to take it back, so a database that is
    /// away for a moment is waited for: forgetting the outcome would send the mail again.
    async fn note_outcome(&self, actor: &Actor, mail: Mail) -> Result<()> {
        let mut left = NOTE_ATTEMPTS;
        loop {
            let write = async {
                let tx = self.db.open(actor, Action::Operate, self.clock.now()).await?;
                tx.update_mail(mail.clone()).await?;
                tx.save_derived().await
            };
            left -= 1;
            match write.await {
                Ok(()) => return Ok(()),
                Err(error) if left == 0 => return Err(error.into()),
                Err(_) => tokio::time::sleep(NOTE_AGAIN).await,
            }
        }
    }
}

/// 5 s, 10 s, 20 s … up to an hour.
fn back_off(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    Duration::seconds((5_i64 << doublings).min(3_600))
}

fn words(facts: &EscalationMail<'_>, recipient: &Recipient) -> Words {
    let german = recipient.language == Language::De;
    let ratio = facts.attainment.ratio;
    let percent = |text: String| {
        if german {
            format!("{} %", text.replace('.', ","))
        } else {
            format!("{text}%")
        }
    };
    let missed = ratio.denominator - ratio.numerator;
    let counted = match (facts.attainment.unit, german) {
        (Unit::Ticket, true) => format!(
            "{} von {} Tickets fristgerecht",
            ratio.numerator, ratio.denominator
        ),
        (Unit::Ticket, false) => format!("{} of {} tickets in time", ratio.numerator, ratio.denominator),
        (Unit::Second, true) => format!("{} Ausfall in der Servicezeit", minutes(missed, german)),
        (Unit::Second, false) => format!("{} of downtime in service hours", minutes(missed, german)),
    };
    Words {
        language: recipient.language.code(),
        name: recipient.name.clone(),
        reference: facts.reference.to_owned(),
        tenant_name: facts.tenant_name.to_owned(),
        supplier_name: facts.supplier_name.to_owned(),
        contract: format!("{} {}", facts.contract_number, facts.contract_title),
        target_name: facts.target_name.to_owned(),
        period: month(facts.period, german),
        attained: percent(ratio.percent_floored(2)),
        counted,
        threshold: percent(threshold(facts.threshold_ppm)),
        outlook: outlook(facts, german),
        credit: facts
            .credit
            .filter(|credit| credit.minor > 0)
            .map(|credit| amount(credit, german)),
        raised_at: facts
            .raised_at
            .format(if german {
                "%d.%m.%Y, %H:%M Uhr"
            } else {
                "%-d %b %Y, %H:%M"
            })
            .to_string(),
        link: facts.link.clone(),
    }
}

/// Why the target counts as breached.
fn outlook(facts: &EscalationMail<'_>, german: bool) -> &'static str {
    match (facts.over, facts.attainment.unit, german) {
        (true, _, true) => "ist verfehlt",
        (true, _, false) => "was missed",
        (false, Unit::Second, true) => "ist in diesem Zeitraum nicht mehr zu erreichen",
        (false, Unit::Second, false) => "cannot be met any more in this period",
        (false, Unit::Ticket, true) => "ist bei der zu erwartenden Zahl von Tickets nicht mehr zu erreichen",
        (false, Unit::Ticket, false) => "cannot be met any more with the expected number of tickets",
    }
}

/// A threshold without needless zeros: 95, 99.9, 99.99.
fn threshold(ppm: i64) -> String {
    let Ppm(ppm) = Ppm(ppm);
    let text = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn minutes(seconds: i64, german: bool) -> String {
    let tenths = seconds * 10 / 60;
    let separator = if german { ',' } else { '.' };
    let unit = if german { "Min." } else { "min" };
    format!("{}{separator}{} {unit}", tenths / 10, tenths % 10)
}

fn amount(money: Money, german: bool) -> String {
    let (thousands, decimal) = if german { ('.', ',') } else { (',', '.') };
    let mut whole = (money.minor / 100).to_string();
    let mut position = whole.len();
    while position > 3 {
        position -= 3;
        whole.insert(position, thousands);
    }
    format!("{whole}{decimal}{:02} {}", money.minor % 100, money.currency)
}

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

fn month(period: Period, german: bool) -> String {
    use chrono::Datelike;
    if period.kind() != domain::time::period::PeriodKind::Month {
        return period.to_string();
    }
    let first = period.first_day();
    if german {
        let name = GERMAN_MONTHS
            .get(first.month0() as usize)
            .copied()
            .unwrap_or_default();
        format!("{name} {}", first.year())
    } else {
        first.format("%B %Y").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn figures_read_as_each_language_writes_them() {
        let money = Money::new(123_456_789, Currency::EUR);
        assert_eq!(amount(money, true), "1.234.567,89 EUR");
        assert_eq!(amount(money, false), "1,234,567.89 EUR");
        assert_eq!(threshold(999_500), "99.95");
        assert_eq!(threshold(950_000), "95");
        assert_eq!(minutes(172 * 60, true), "172,0 Min.");
        assert_eq!(month("2016-03".parse().unwrap(), true), "März 2016");
    }

    #[test]
    fn waiting_grows_to_an_hour() {
        assert_eq!(back_off(1), Duration::seconds(5));
        assert_eq!(back_off(3), Duration::seconds(20));
        assert_eq!(back_off(12), Duration::seconds(3_600));
    }
}
