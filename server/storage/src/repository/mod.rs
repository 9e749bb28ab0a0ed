//! Repositories: what a tenant's transaction can be asked for, one file per family of tables.

mod access;
mod calendars;
mod catalogue;
mod certificates;
mod chains;
mod claims;
mod contracts;
mod deadlines;
mod documents;
mod escalations;
mod exclusions;
mod fact_bodies;
mod fact_lists;
mod facts;
mod imports;
mod intakes;
mod jobs;
mod names;
mod notices;
mod people;
mod periods;
mod results;
mod samples;
mod saved_views;
mod suppliers;
mod targets;

pub use fact_bodies::{MaintenanceBody, OutageBody, TicketBody, ValueBody};
pub use fact_lists::FactQuery;
pub use facts::{IngestCounts, NewFact};
pub use jobs::NewJob;
pub use samples::{NewSample, SampleQuery};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};
pub use targets::Target;
use uuid::Uuid;

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

/// The row of this tenant with an id, as it was at a revision.
fn at_revision<C: ColumnTrait>(
    tx: &TenantTx,
    [tenant, id, revision]: [C; 3],
    row: Uuid,
    seen: i32,
) -> Condition {
    Condition::all()
        .add(tenant.eq(tx.tenant_id()))
        .add(id.eq(row))
        .add(revision.eq(seen))
}

/// Puts a row in the place of the one that `place` finds; false when there is none.
async fn replace<M, A>(tx: &TenantTx, row: M, place: Condition) -> Result<bool>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity>,
{
    let done = M::Entity::update_many()
        .set(row.into_active_model().reset_all())
        .filter(place)
        .exec(&tx.inner)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Removes the row that `place` finds; false when there is none.
async fn remove<E: EntityTrait>(tx: &TenantTx, place: Condition) -> Result<bool> {
    let done = E::delete_many().filter(place).exec(&tx.inner).await?;
    Ok(done.rows_affected == 1)
}
