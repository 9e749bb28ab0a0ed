//! The audit log.

use domain::views::{AuditFilter, AuditPage};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// A page of the log.
#[server(prefix = "/fn", endpoint = "audit/list", input = Json)]
pub async fn audit(filter: AuditFilter) -> Result<AuditPage, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.audit(&actor, &filter).await?)
}
