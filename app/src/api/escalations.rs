//! Escalations.

use domain::views::{EscalationRow, EscalationView};
use leptos::prelude::*;

use super::ApiError;

/// All escalations, newest first.
#[server(prefix = "/fn", endpoint = "escalations/list")]
pub async fn escalations() -> Result<Vec<EscalationRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.escalations(&actor).await?)
}

/// One escalation.
#[server(prefix = "/fn", endpoint = "escalations/one")]
pub async fn escalation(id: String) -> Result<EscalationView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.escalation(&actor, super::request::id(&id)?).await?)
}

/// Takes an escalation on; nobody is written to any more.
#[server(prefix = "/fn", endpoint = "escalations/acknowledge")]
pub async fn acknowledge_escalation(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services
        .acknowledge_escalation(&actor, super::request::id(&id)?)
        .await?)
}
