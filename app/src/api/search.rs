//! One search over everything that has a name.

use domain::views::SearchHit;
use leptos::prelude::*;

use super::ApiError;

/// What fits a query, the best first.
#[server(prefix = "/fn", endpoint = "search/list")]
pub async fn search(#[server(default)] q: String) -> Result<Vec<SearchHit>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.search(&actor, &q).await?)
}
