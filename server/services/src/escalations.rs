//! Escalations: raised with the breach, mailed once to everyone concerned, acknowledged by one.

use chrono::Datelike;
use domain::escalation::{reference, reference_prefix};
use domain::ids::{ContractId, EscalationId, TargetId};
use domain::money::Money;
use domain::policy::{Action, Role};
use domain::ratio::Ratio;
use domain::sla::result::{Clock as PeriodClock, Unit};
use domain::views::{Attainment, EscalationRow, EscalationView, Language, MailRow, MailStatus};
use serde_json::json;
use storage::{Breach, Escalation, Mail, NewJob, Note, TenantTx};

use crate::evaluate::Subject;
use crate::mail::{self, EscalationMail, Recipient};
use crate::portfolio::{Portfolio, currency, local, unit, zone};
use crate::{Actor, Error, Result, Services, worker};

/// Raises the escalation of a breach and writes its mails, in the transaction of the breach.
pub async fn raise(
    services: &Services,
    tx: &TenantTx,
    subject: &Subject<'_>,
    breach: &Breach,
    clock: &PeriodClock,
    unit: Unit,
) -> Result<()> {
    let tenant = tx.tenant().await?.ok_or(Error::Internal)?;
    let tenant_zone = zone(&tenant.time_zone)?;
    let year = local(tx.now(), tenant_zone).year();
    let number = tx.count_references(&reference_prefix(year)).await? + 1;
    let escalation = Escalation {
        tenant_id: tenant.id,
        id: storage::ids::new(),
        breach_id: breach.id,
        reference: reference(year, number),
        raised_at: tx.now(),
        acknowledged_at: None,
        acknowledged_by: None,
    };
    tx.insert_escalation(escalation.clone()).await?;
    let supplier = tx
        .supplier(subject.contract.supplier_id)
        .await?
        .ok_or(Error::Internal)?;
    let attained = Ratio::new(breach.numerator, breach.denominator).ok_or(Error::Internal)?;
    let currency = currency(subject.contract)?;
    let period = breach.period.parse().map_err(Error::internal)?;
    let era = subject.terms.in_period(period);
    let facts = EscalationMail {
        reference: &escalation.reference,
        tenant_name: &tenant.name,
        supplier_name: &supplier.name,
        contract_number: &subject.contract.number,
        contract_title: &subject.contract.title,
        target_name: &era.target.name,
        period,
        threshold_ppm: era.definition.threshold_ppm,
        over: clock.is_over(),
        attainment: Attainment {
            ratio: attained,
            unit,
        },
        credit: breach.credit_minor.map(|minor| Money::new(minor, currency)),
        raised_at: local(tx.now(), tenant_zone),
        link: format!("{}/escalations/{}", services.options.public_url, escalation.id),
    };
    for recipient in recipients(tx, subject).await? {
        let mail = mail::compose(&facts, &recipient)?;
        let row = Mail {
            tenant_id: tenant.id,
            id: storage::ids::new(),
            escalation_id: Some(escalation.id),
            message_id: services.mailer.message_id(&format!(
                "{}.{}",
                escalation.id,
                mail_tag(&recipient.email)
            )),
            recipient_name: recipient.name,
            recipient_email: recipient.email,
            subject: mail.subject,
            text_body: mail.text,
            html_body: mail.html,
            status: MailStatus::Queued.code().to_owned(),
            attempts: 0,
            last_error: None,
            created_at: tx.now(),
            sent_at: None,
        };
        let payload = json!({ "mail_id": row.id });
        tx.insert_mail(row).await?;
        tx.enqueue(NewJob {
            kind: worker::MAIL,
            payload,
            run_at: tx.now(),
        })
        .await?;
    }
    Ok(())
}

/// The part of a message id that tells recipients apart without naming them.
fn mail_tag(email: &str) -> String {
    crate::files::sha256(email.as_bytes())[..12].to_owned()
}

/// The contract's owner or else all service managers, the supplier's portal managers, and its escalation contacts;
/// everyone once.
async fn recipients(tx: &TenantTx, subject: &Subject<'_>) -> Result<Vec<Recipient>> {
    let supplier_id = subject.contract.supplier_id;
    let mut recipients: Vec<Recipient> = Vec::new();
    let mut add = |name: String, email: String, language: &str| {
        if !recipients
            .iter()
            .any(|known| known.email.eq_ignore_ascii_case(&email))
        {
            recipients.push(Recipient {
                name,
                email,
                language: Language::parse(language).unwrap_or_default(),
            });
        }
    };
    let mut members = tx.members().await?;
    members.retain(|(row, person)| row.disabled_at.is_none() && !person.disabled);
    let owner = subject.contract.owner_person_id;
    let owner = owner.filter(|id| {
        members
            .iter()
            .any(|(row, person)| person.id == *id && row.supplier_id.is_none())
    });
    for (membership, person) in members {
        let on_our_side = match owner {
            Some(owner) => person.id == owner,
            None => membership.role == Role::ServiceManager.code(),
        };
        let on_their_side =
            membership.role == Role::VendorManager.code() && membership.supplier_id == Some(supplier_id);
        if on_our_side || on_their_side {
            add(person.name, person.email, &person.language);
        }
    }
    for contact in tx
        .contacts(supplier_id)
        .await?
        .into_iter()
        .filter(|contact| contact.escalation)
    {
        add(contact.name, contact.email, &contact.language);
    }
    Ok(recipients)
}

impl Services {
    /// All escalations, newest first.
    pub async fn escalations(&self, actor: &Actor) -> Result<Vec<EscalationRow>> {
        let tx = self
            .db
            .read(actor, Action::EscalationRead, self.clock.now())
            .await?;
        let portfolio = Portfolio::load(&tx).await?;
        self.escalation_rows(&tx, &portfolio).await
    }

    /// Rows for escalations whose contracts the portfolio holds.
    pub(crate) async fn escalation_rows(
        &self,
        tx: &TenantTx,
        portfolio: &Portfolio,
    ) -> Result<Vec<EscalationRow>> {
        let breaches = tx.breaches().await?;
        let row = |escalation: Escalation| {
            let breach = breaches.iter().find(|breach| breach.id == escalation.breach_id)?;
            row(portfolio, escalation, breach)
        };
        Ok(tx.escalations().await?.into_iter().filter_map(row).collect())
    }

    /// One escalation with its mails.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's escalation.
    pub async fn escalation(&self, actor: &Actor, id: EscalationId) -> Result<EscalationView> {
        let tx = self
            .db
            .read(actor, Action::EscalationRead, self.clock.now())
            .await?;
        let escalation = tx.escalation(id.0).await?.ok_or(Error::NotFound)?;
        let breaches = tx.breaches().await?;
        let breach = breaches
            .iter()
            .find(|breach| breach.id == escalation.breach_id)
            .ok_or(Error::NotFound)?;
        let portfolio = Portfolio::load(&tx).await?;
        let terms = portfolio
            .targets
            .iter()
            .find(|terms| terms.target.id == breach.target_id);
        let terms = terms.ok_or(Error::NotFound)?;
        let contract = portfolio
            .contract(terms.target.contract_id)
            .ok_or(Error::NotFound)?;
        let currency = currency(contract)?;
        let ratio = Ratio::new(breach.numerator, breach.denominator);
        let mut mails = tx.mails(id.0).await?;
        if let Some(supplier_id) = actor.supplier_id {
            let own = addresses_at(&tx, supplier_id).await?;
            mails.retain(|mail| own.contains(&mail.recipient_email));
        }
        Ok(EscalationView {
            threshold_ppm: terms.definition.threshold_ppm,
            attainment: ratio.map(|ratio| Attainment {
                ratio,
                unit: unit(&terms.definition),
            }),
            credit: breach.credit_minor.map(|minor| Money::new(minor, currency)),
            mails: mails
                .into_iter()
                .map(|mail| mail_row(mail, portfolio.zone))
                .collect(),
            row: row(&portfolio, escalation, breach).ok_or(Error::NotFound)?,
        })
    }

    /// Notes that somebody has taken the matter on. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's escalation.
    pub async fn acknowledge_escalation(&self, actor: &Actor, id: EscalationId) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::EscalationAcknowledge, self.clock.now())
            .await?;
        tx.escalation(id.0).await?.ok_or(Error::NotFound)?;
        if tx.acknowledge(id.0, tx.now(), &actor.name).await? {
            tx.save(Note::new("escalation", id).with(json!("acknowledged")))
                .await?;
        }
        Ok(())
    }
}

/// Everyone at a supplier: a vendor reads what they were written, not what went to the customer's own people.
async fn addresses_at(tx: &TenantTx, supplier_id: uuid::Uuid) -> Result<Vec<String>> {
    let contacts = tx
        .contacts(supplier_id)
        .await?
        .into_iter()
        .map(|contact| contact.email);
    let members = tx.members().await?.into_iter();
    let colleagues = members
        .filter(|(row, _)| row.supplier_id == Some(supplier_id))
        .map(|(_, person)| person.email);
    Ok(contacts.chain(colleagues).collect())
}

fn row(portfolio: &Portfolio, escalation: Escalation, breach: &Breach) -> Option<EscalationRow> {
    let terms = portfolio
        .targets
        .iter()
        .find(|terms| terms.target.id == breach.target_id)?;
    let contract = portfolio.contract(terms.target.contract_id)?;
    Some(EscalationRow {
        id: EscalationId(escalation.id),
        reference: escalation.reference,
        contract_id: ContractId(contract.id),
        contract_number: contract.number.clone(),
        contract_title: contract.title.clone(),
        supplier_name: portfolio.supplier(contract.supplier_id)?.name.clone(),
        target_id: TargetId(terms.target.id),
        target_name: terms.target.name.clone(),
        period: breach.period.parse().ok()?,
        raised_at: local(escalation.raised_at, portfolio.zone),
        acknowledged_at: escalation.acknowledged_at.map(|at| local(at, portfolio.zone)),
        acknowledged_by: escalation.acknowledged_by,
    })
}

fn mail_row(mail: Mail, zone: chrono_tz::Tz) -> MailRow {
    MailRow {
        recipient: format!("{} <{}>", mail.recipient_name, mail.recipient_email),
        subject: mail.subject,
        text: mail.text_body,
        status: MailStatus::parse(&mail.status).unwrap_or(MailStatus::Failed),
        sent_at: mail.sent_at.map(|at| local(at, zone)),
        attempts: mail.attempts,
        last_error: mail.last_error,
    }
}
