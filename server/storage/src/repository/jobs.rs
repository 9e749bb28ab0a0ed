//! Handing work to the worker, in the same transaction as its cause.

use domain::time::Instant;
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::entity::job;
use crate::{Error, Job, Result, TenantTx, ids};

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
        // Touching the waiting job keeps the worker from taking it before this transaction's facts can be seen.
        let waits_already = OnConflict::column(job::Column::DedupKey)
            .target_and_where(Expr::cust("status = 'queued'"))
            .update_column(job::Column::RunAt)
            .to_owned();
        job::Entity::insert(row.into_active_model())
            .on_conflict(waits_already)
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// Makes sure that this transaction still works on its own job, and keeps others from taking it over before
    /// the transaction ends.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has taken the job over.
    pub async fn guard(&self, job: &Job) -> Result<()> {
        let own = job::Entity::find_by_id(job.id)
            .filter(job::Column::Fence.eq(job.fence))
            .lock(LockType::NoKeyUpdate)
            .one(&self.inner)
            .await?;
        own.map(drop).ok_or(Error::LeaseLost)
    }
}
