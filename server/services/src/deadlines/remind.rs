//! Reminders before the day of a decision. What has gone out is a row written together with the mail, so that neither
//! a restart nor a second instance sends it twice.

use domain::policy::{Action, Role};
use domain::views::{DeadlineKind, DeadlineRow, Language, MailStatus};
use serde_json::json;
use storage::{Contract, DeadlineReminder, Mail, NewJob, TenantTx};
use uuid::Uuid;

use super::deadline_rows;
use crate::files::sha256;
use crate::mail::{Composed, Recipient, compose_reminder};
use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services, worker};

/// Days before the decision on which somebody is reminded, the most urgent first.
const STAGES: [i32; 4] = [1, 7, 14, 30];

/// The stage that so many days ask for.
fn stage(days_left: i64) -> Option<i32> {
    STAGES
        .into_iter()
        .find(|stage| (0..=i64::from(*stage)).contains(&days_left))
}

impl Services {
    /// Reminds a tenant's people of every decision whose next stage has come.
    pub(crate) async fn remind_of_deadlines(&self, tenant_id: Uuid) -> Result<()> {
        let tx = self
            .db
            .open(&Actor::system(tenant_id), Action::Operate, self.clock.now())
            .await?;
        let due = take_due(&tx).await?;
        if due.is_empty() {
            return Ok(());
        }
        let contracts = tx.contracts().await?;
        for (row, stage) in &due {
            let contract = contracts.iter().find(|contract| contract.id == row.contract_id.0);
            let contract = contract.ok_or(Error::Internal)?;
            self.write_reminders(&tx, contract, row, *stage).await?;
        }
        Ok(tx.save_derived().await?)
    }

    /// Takes what is due for sent: demo data write to nobody when they are loaded.
    pub(crate) async fn pass_over_reminders(&self, tenant_id: Uuid) -> Result<()> {
        let tx = self
            .db
            .open(&Actor::system(tenant_id), Action::Operate, self.clock.now())
            .await?;
        take_due(&tx).await?;
        Ok(tx.save_derived().await?)
    }

    async fn write_reminders(
        &self,
        tx: &TenantTx,
        contract: &Contract,
        row: &DeadlineRow,
        stage: i32,
    ) -> Result<()> {
        let link = format!("{}/contracts/{}#term", self.options.public_url, contract.id);
        for recipient in recipients(tx, contract).await? {
            let mail = compose_reminder(row, &recipient, &link)?;
            let reminder = Reminder {
                tag: format!("{}.{}.{stage}", contract.id, row.day),
                mail,
                recipient,
            };
            write_reminder(self, tx, reminder).await?;
        }
        Ok(())
    }
}

/// A reminder to one person.
pub(crate) struct Reminder {
    /// What it reminds of, of which day and at which stage.
    pub tag: String,
    pub mail: Composed,
    pub recipient: Recipient,
}

/// Puts a reminder into the outbox.
pub(crate) async fn write_reminder(services: &Services, tx: &TenantTx, reminder: Reminder) -> Result<()> {
    let Reminder { tag, mail, recipient } = reminder;
    let whom = &sha256(recipient.email.as_bytes())[..12];
    let id = storage::ids::new();
    tx.insert_mail(Mail {
        tenant_id: tx.actor().tenant_id,
        id,
        escalation_id: None,
        message_id: services.mailer.message_id(&format!("{tag}.{whom}")),
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
    })
    .await?;
    Ok(tx
        .enqueue(NewJob {
            kind: worker::MAIL,
            payload: json!({ "mail_id": id }),
            run_at: tx.now(),
        })
        .await?)
}

/// Decisions whose stage has come and was not noted yet; they are noted now.
async fn take_due(tx: &TenantTx) -> Result<Vec<(DeadlineRow, i32)>> {
    let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
    let today = local(tx.now(), zone(&tenant.time_zone)?).date();
    // Two instances that look at once wait for each other here.
    tx.lock_tenant().await?;
    let sent = tx.reminders_since(today).await?;
    let mut due = Vec::new();
    for row in deadline_rows(tx).await? {
        let Some(stage) = stage((row.day - today).num_days()).filter(|_| row.kind == DeadlineKind::Decision)
        else {
            continue;
        };
        let known = |reminder: &DeadlineReminder| {
            (reminder.contract_id, reminder.decide_by, reminder.days_before)
                == (row.contract_id.0, row.day, stage)
        };
        if sent.iter().any(known) {
            continue;
        }
        tx.insert_reminder(DeadlineReminder {
            tenant_id: tenant.id,
            contract_id: row.contract_id.0,
            decide_by: row.day,
            days_before: stage,
            created_at: tx.now(),
        })
        .await?;
        due.push((row, stage));
    }
    Ok(due)
}

/// The contract's owner, or else all service managers, or else those who can make somebody one.
pub(crate) async fn recipients(tx: &TenantTx, contract: &Contract) -> Result<Vec<Recipient>> {
    let mut members = tx.members().await?;
    members
        .retain(|(row, person)| row.disabled_at.is_none() && !person.disabled && row.supplier_id.is_none());
    let owner = contract
        .owner_person_id
        .filter(|id| members.iter().any(|(_, person)| person.id == *id));
    let has = |role: Role| members.iter().any(|(row, _)| row.role == role.code());
    let role = if has(Role::ServiceManager) {
        Role::ServiceManager
    } else {
        Role::TenantAdmin
    };
    let chosen = members.into_iter().filter(|(row, person)| match owner {
        Some(owner) => person.id == owner,
        None => row.role == role.code(),
    });
    let recipients = chosen.map(|(_, person)| Recipient {
        language: Language::parse(&person.language).unwrap_or_default(),
        name: person.name,
        email: person.email,
    });
    Ok(recipients.collect())
}

#[cfg(test)]
mod tests {
    use super::stage;

    #[test]
    fn each_day_belongs_to_the_most_urgent_stage() {
        assert_eq!(stage(31), None);
        assert_eq!(stage(30), Some(30));
        assert_eq!(stage(15), Some(30));
        assert_eq!(stage(14), Some(14));
        assert_eq!(stage(7), Some(7));
        assert_eq!(stage(1), Some(1));
        assert_eq!(stage(0), Some(1));
        assert_eq!(stage(-1), None, "too late for reminding");
    }
}
