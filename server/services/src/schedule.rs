//! Everything that happens by the clock.

use chrono::Duration;
use domain::policy::Action;
use serde_json::json;
use storage::NewJob;

use crate::{Actor, Result, Services, chains, worker};

/// How often running periods are evaluated: budgets melt and tickets fall due without any new fact.
pub const EVALUATE_EVERY: Duration = Duration::minutes(5);

impl Services {
    /// One round of everything that happens by the clock. What fails is logged and keeps nothing else from happening.
    pub(crate) async fn keep_schedule(&self) -> Result<()> {
        told("tidy_sign_in", self.tidy_sign_in().await);
        told("sweep_uploads", self.sweep_uploads().await);
        for tenant in self.db.system_read().await?.tenants().await? {
            told("expire_contracts", self.expire_contracts(tenant.id).await);
            told("remind_of_deadlines", self.remind_of_deadlines(tenant.id).await);
            told("forget_intakes", self.forget_intakes(tenant.id).await);
            told("keep_claims", self.keep_claims(tenant.id).await);
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

fn told(step: &'static str, outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(step, %error, "a step of the schedule failed");
    }
}
