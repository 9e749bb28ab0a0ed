//! Facts of every kind: recorded by form, API and import, and listed.
//!
//! A batch is stored in one transaction, durable before the answer. Nothing of it is stored while a row is wrong, unless
//! the caller asked for the good rows.

mod form;
mod list;
mod record;
mod store;

pub use list::{FactFilter, FactPage, SamplePage};
pub use record::{OnError, Recorded, Rejected};

use domain::fact::Problem;
use domain::forms::FieldError;
use serde_json::json;
use storage::{NewJob, TenantTx};
use uuid::Uuid;

use crate::{Result, worker};

/// Asks for the evaluation of a service.
pub async fn evaluate(tx: &TenantTx, service_id: Uuid) -> Result<()> {
    let payload = json!({ "service_id": service_id });
    let job = NewJob {
        kind: worker::EVALUATE,
        payload,
        run_at: tx.now(),
    };
    Ok(tx.enqueue(job).await?)
}

fn field_error(problem: Problem) -> FieldError {
    FieldError::new(problem.0, problem.1)
}
