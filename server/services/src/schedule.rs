//! Everything that happens by the clock.

use chrono::Duration;
use domain::policy::Action;
use serde_json::json;
use storage::NewJob;

use crate::{Actor, Result, Services, chains, worker};

/// How often running periods are evaluated: budgets melt and tickets fall due without any new fact.
pub const EVALUATE_EVERY: Duration = Duration::minutes(5);

impl Services {
    /// One round of everything that happens by the clock.
    pub(crate) async fn keep_schedule(&self) -> Result<()> {
        self.tidy_sign_in().await?;
        self.sweep_uploads().await?;
        self.expire_contracts().await?;
        for tenant in self.db.system_read().await?.tenants().await? {
            self.remind_of_deadlines(tenant.id).await?;
            self.forget_intakes(tenant.id).await?;
        }
        self.schedule_evaluations().await
    }

    /// Asks for the evaluation of every service of every tenant.
    pub(crate) async fn schedule_evaluations(&self) -> Result<()> {
        let now = self.clock.now();
        let tenants = self.db.system_read().await?.tenants().await?;
        for tenant in tenants {
            let tx = self
                .db
                .open(&Actor::system(tenant.id), Action::Operate, now)
                .await?;
            for service in tx.services().await? {
                tx.enqueue(NewJob {
                    kind: worker::EVALUATE,
                    payload: json!({ "service_id": service.id }),
                    run_at: now,
                })
                .await?;
            }
            chains::enqueue_when_due(&tx).await?;
            tx.save_derived().await?;
        }
        Ok(())
    }
}
