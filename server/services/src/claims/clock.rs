//! What happens to claims by the clock: they lapse after their last day, and before it somebody is reminded.

use domain::claim::{ClaimState, REMINDERS, Standing};
use domain::policy::Action;
use domain::views::ClaimRow;
use serde_json::json;
use storage::{Claim, ClaimReminder, Note, TenantTx};
use uuid::Uuid;

use super::follow::note;
use super::{row, state, today};
use crate::deadlines::{Reminder, recipients, write_reminder};
use crate::mail::compose_claim_reminder;
use crate::portfolio::Portfolio;
use crate::{Actor, Error, Result, Services};

/// The stage that so many days ask for.
fn stage(days_left: i64) -> Option<i32> {
    REMINDERS
        .into_iter()
        .find(|stage| (0..=i64::from(*stage)).contains(&days_left))
}

impl Services {
    /// Lets a tenant's open claims lapse whose last day is over, and reminds of those that will.
    pub(crate) async fn keep_claims(&self, tenant_id: Uuid) -> Result<()> {
        self.lapse_claims(tenant_id).await?;
        let tx = self.open_as_system(tenant_id).await?;
        let due = take_due(&tx).await?;
        if due.is_empty() {
            return Ok(());
        }
        let contracts = tx.contracts().await?;
        for (row, stage) in &due {
            let contract = contracts.iter().find(|contract| contract.id == row.contract_id.0);
            let contract = contract.ok_or(Error::Internal)?;
            let link = format!("{}/claims/{}", self.options.public_url, row.id);
            for recipient in recipients(&tx, contract).await? {
                let reminder = Reminder {
                    tag: format!("{}.{}.{stage}", row.id, row.deadline),
                    mail: compose_claim_reminder(row, &recipient, &link)?,
                    recipient,
                };
                write_reminder(self, &tx, reminder).await?;
            }
        }
        Ok(tx.save_derived().await?)
    }

    /// Takes what is due for sent, and lets lapse what has: demo data write to nobody when they are loaded.
    pub(crate) async fn pass_over_claims(&self, tenant_id: Uuid) -> Result<()> {
        self.lapse_claims(tenant_id).await?;
        let tx = self.open_as_system(tenant_id).await?;
        take_due(&tx).await?;
        Ok(tx.save_derived().await?)
    }

    async fn open_as_system(&self, tenant_id: Uuid) -> Result<TenantTx> {
        let actor = Actor::system(tenant_id);
        Ok(self.db.open(&actor, Action::Operate, self.clock.now()).await?)
    }

    async fn lapse_claims(&self, tenant_id: Uuid) -> Result<()> {
        let tx = self.open_as_system(tenant_id).await?;
        let today = today(&tx).await?;
        let mut lapsed = Vec::new();
        for claim in tx.claims().await? {
            let standing = Standing {
                state: state(&claim)?,
                deadline: claim.deadline,
                since: claim.period_ends_on,
            };
            if !standing.lapses(today) {
                continue;
            }
            let fresh = Claim {
                state: ClaimState::Lapsed.code().to_owned(),
                revision: claim.revision + 1,
                ..claim.clone()
            };
            // Who submits it this very moment is right.
            if tx.update_claim(fresh.clone(), claim.revision).await? {
                note(&tx, &fresh, ClaimState::Lapsed.code(), today, None).await?;
                lapsed.push(claim.id);
            }
        }
        if lapsed.is_empty() {
            return Ok(());
        }
        let detail = json!({ "claims_lapsed": lapsed });
        Ok(tx.save(Note::new("tenant", tenant_id).with(detail)).await?)
    }
}

/// Open claims whose stage has come and was not noted yet; they are noted now.
async fn take_due(tx: &TenantTx) -> Result<Vec<(ClaimRow, i32)>> {
    let today = today(tx).await?;
    // Two instances that look at once wait for each other here.
    tx.lock_tenant().await?;
    let sent = tx.claim_reminders_since(today).await?;
    let open = ClaimState::Open.code();
    let mut due = Vec::new();
    let mut portfolio = None;
    for claim in tx.claims().await? {
        let days_left = (claim.deadline - today).num_days();
        let Some(stage) = stage(days_left).filter(|_| claim.state == open) else {
            continue;
        };
        let known = |reminder: &ClaimReminder| {
            (reminder.claim_id, reminder.deadline, reminder.days_before) == (claim.id, claim.deadline, stage)
        };
        if sent.iter().any(known) {
            continue;
        }
        tx.insert_claim_reminder(ClaimReminder {
            tenant_id: claim.tenant_id,
            claim_id: claim.id,
            deadline: claim.deadline,
            days_before: stage,
            created_at: tx.now(),
        })
        .await?;
        let portfolio = match &mut portfolio {
            Some(loaded) => loaded,
            none => none.insert(Portfolio::load_terms(tx).await?),
        };
        due.extend(row(portfolio, &claim)?.map(|row| (row, stage)));
    }
    Ok(due)
}

#[cfg(test)]
mod tests {
    use super::stage;

    #[test]
    fn each_day_belongs_to_the_most_urgent_stage() {
        let stages = [
            (15, None),
            (14, Some(14)),
            (6, Some(14)),
            (5, Some(5)),
            (1, Some(1)),
            (0, Some(1)),
        ];
        for (days, expected) in stages {
            assert_eq!(stage(days), expected, "{days}");
        }
        assert_eq!(stage(-1), None, "too late for reminding");
    }
}
