//! Repositories: what a tenant's transaction can be asked for, one file per family of tables.

mod access;
mod calendars;
mod chains;
mod contracts;
mod deadlines;
mod documents;
mod escalations;
mod facts;
mod imports;
mod jobs;
mod names;
mod notices;
mod people;
mod results;
mod suppliers;
mod targets;

pub use facts::{IngestCounts, NewFact, OutageBody, TicketBody};
pub use jobs::NewJob;
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait};
pub use targets::Target;

use crate::{Result, TenantTx};

/// Stores one row.
async fn insert<M, A>(tx: &TenantTx, row: M) -> Result<()>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: sea_orm::ActiveModelTrait<Entity = M::Entity>,
{
    M::Entity::insert(row.into_active_model())
        .exec_without_returning(&tx.inner)
        .await?;
    Ok(())
}

/// Stores many rows; nothing for none.
async fn insert_all<M, A>(tx: &TenantTx, rows: Vec<M>) -> Result<()>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: sea_orm::ActiveModelTrait<Entity = M::Entity>,
{
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    M::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await?;
    Ok(())
}
