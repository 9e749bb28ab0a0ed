//! The worker: claiming and finishing jobs, which carry ids and no tenant content.

use chrono::Duration;
use domain::time::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::SystemTx;
use crate::entity::job;
use crate::{Error, Job, Result};

impl SystemTx {
    /// Takes the next due job, or one whose worker has gone silent, for `lease` from now.
    ///
    /// The returned fence goes into every later call, so that a worker that lost its lease changes nothing.
    pub async fn claim_job(&self, worker: &str, now: Instant, lease: Duration) -> Result<Option<Job>> {
        let due = Condition::any()
            .add(
                Condition::all()
                    .add(job::Column::Status.eq("queued"))
                    .add(job::Column::RunAt.lte(now)),
            )
            .add(
                Condition::all()
                    .add(job::Column::Status.eq("running"))
                    .add(job::Column::LeaseUntil.lt(now)),
            );
        let next = Query::select()
            .column(job::Column::Id)
            .from(job::Entity)
            .cond_where(due)
            .order_by(job::Column::RunAt, sea_orm::Order::Asc)
            .limit(1)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let claimed = job::Entity::update_many()
            .col_expr(job::Column::Status, Expr::value("running"))
            .col_expr(job::Column::LeasedBy, Expr::value(worker))
            .col_expr(job::Column::LeaseUntil, Expr::value(now + lease))
            .col_expr(job::Column::Fence, Expr::col(job::Column::Fence).add(1))
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
            .filter(Expr::col(job::Column::Id).eq(Expr::SubQuery(None, Box::new(next.into()))))
            .exec_with_returning(&self.inner)
            .await?;
        Ok(claimed.into_iter().next())
    }

    /// Removes a finished job.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has taken it over.
    pub async fn finish_job(&self, job: &Job) -> Result<()> {
        let done = job::Entity::delete_many()
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(Error::LeaseLost)
        }
    }

    /// Prolongs the lease of a running job.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has taken it over.
    pub async fn renew_job(&self, job: &Job, until: Instant) -> Result<()> {
        let done = job::Entity::update_many()
            .col_expr(job::Column::LeaseUntil, Expr::value(until))
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(Error::LeaseLost)
        }
    }

    /// Puts a job off after a failure (`Some`), or gives it up (`None`).
    pub async fn fail_job(&self, job: &Job, error: &str, retry_at: Option<Instant>) -> Result<()> {
        // The same work may be waiting again already; then that one does it.
        if retry_at.is_some() {
            let waiting = job::Entity::find()
                .filter(job::Column::DedupKey.eq(&job.dedup_key))
                .filter(job::Column::Status.eq("queued"))
                .count(&self.inner)
                .await?;
            if waiting > 0 {
                return self.finish_job(job).await;
            }
        }
        let status = if retry_at.is_some() { "queued" } else { "failed" };
        job::Entity::update_many()
            .col_expr(job::Column::Status, Expr::value(status))
            .col_expr(job::Column::LastError, Expr::value(error))
            .col_expr(job::Column::RunAt, Expr::value(retry_at.unwrap_or(job.run_at)))
            .col_expr(job::Column::LeaseUntil, Expr::value(Option::<Instant>::None))
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// How many jobs of other kinds than `except` wait or run.
    pub async fn unfinished_jobs(&self, except: &[&str]) -> Result<u64> {
        Ok(job::Entity::find()
            .filter(job::Column::Status.ne("failed"))
            .filter(job::Column::Kind.is_not_in(except.iter().copied()))
            .count(&self.inner)
            .await?)
    }
}
