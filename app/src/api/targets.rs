//! Targets and their ledgers.

use domain::views::{LedgerQuery, TargetView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// One target in a period with one page of its ledger.
#[server(prefix = "/fn", endpoint = "targets/one", input = Json)]
pub async fn target(id: String, period: Option<String>, ledger: LedgerQuery) -> Result<TargetView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let period = period.and_then(|text| text.parse().ok());
    Ok(services
        .target(&actor, super::request::id(&id)?, period, &ledger)
        .await?)
}
