//! The audit log.

use domain::views::{AuditFilter, AuditPage};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// A page of the log.
#[server(prefix = "/fn", endpoint = "audit/list", input = Json)]
pub async fn audit(filter: AuditFilter) -> Result<AuditPage, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let mut page = services.audit(&actor, &filter).await?;
    if filter.before.is_none() {
        page.broken_at = services.broken_audit_entry(&actor).await?;
    }
    Ok(page)
}
