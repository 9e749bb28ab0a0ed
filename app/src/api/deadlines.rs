//! Deadlines.

use domain::views::{DeadlineFilter, DeadlinesView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// Where the address of the feed is shown.
#[cfg(feature = "ssr")]
const PAGE: &str = "/deadlines";

/// Deadlines that fit a filter, and an address that has just been made.
#[server(prefix = "/fn", endpoint = "deadlines/list", input = Json)]
pub async fn deadlines(
    #[server(default)] filter: DeadlineFilter,
) -> Result<(DeadlinesView, Option<String>), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let view = services.deadlines(&actor, &filter).await?;
    Ok((view, super::once::take(PAGE)?.into_iter().next()))
}

/// Makes the address of the own feed anew. The answer is the address, this once.
#[server(prefix = "/fn", endpoint = "deadlines/renew-feed")]
pub async fn renew_deadline_feed() -> Result<String, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let address = services.renew_deadline_feed(&actor).await?;
    super::once::keep(PAGE, &[&address])?;
    Ok(address)
}

/// Ends the address of the own feed.
#[server(prefix = "/fn", endpoint = "deadlines/revoke-feed")]
pub async fn revoke_deadline_feed() -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    services.revoke_deadline_feed(&actor).await?;
    leptos_axum::redirect("/deadlines?done=feed_revoked");
    Ok(())
}
