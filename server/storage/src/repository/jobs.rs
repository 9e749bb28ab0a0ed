//! Handing work to the worker, in the same transaction as its cause.

use domain::time::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::entity::job;
use crate::{Job, Result, TenantTx, ids};

/// Work to be done after this transaction is committed.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What is to be done.
    pub kind: &'static str,
    /// For whom or what.
    pub payload: serde_json::Value,
    /// Not before this moment.
    pub run_at: Instant,
}

impl TenantTx {
    /// Hands a job to the worker. The same work asked for twice while it waits is done once.
    pub async fn enqueue(&self, new: NewJob) -> Result<()> {
        let row = Job {
            id: ids::new(),
            tenant_id: self.tenant_id(),
            dedup_key: format!("{}:{}:{}", self.tenant_id(), new.kind, new.payload),
            kind: new.kind.to_owned(),
            payload: new.payload,
            status: "queued".to_owned(),
            run_at: new.run_at,
            attempts: 0,
            fence: 0,
            leased_by: None,
            lease_until: None,
            last_error: None,
        };
        // The schema's only unique rule besides the id is the one on waiting jobs.
        let waits_already = OnConflict::new().do_nothing().to_owned();
        job::Entity::insert(row.into_active_model())
            .on_conflict(waits_already)
            .try_insert()
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }
}
