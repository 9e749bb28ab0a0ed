//! Contracts.

use domain::views::{ContractFilter, ContractRow, ContractView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// Contracts that pass a filter.
#[server(prefix = "/fn", endpoint = "contracts/list", input = Json)]
pub async fn contracts(filter: ContractFilter) -> Result<Vec<ContractRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.contracts(&actor, &filter).await?)
}

/// One contract in a period; without one, or with one that cannot be read, in the current period. A day of receipt asks
/// what notice would bring about.
#[server(prefix = "/fn", endpoint = "contracts/one", input = Json)]
pub async fn contract(
    id: String,
    period: Option<String>,
    #[server(default)] received: Option<String>,
) -> Result<ContractView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let period = period.and_then(|text| text.parse().ok());
    let received = received.and_then(|text| domain::forms::parse_date(&text));
    Ok(services
        .contract(&actor, super::request::id(&id)?, period, received)
        .await?)
}
