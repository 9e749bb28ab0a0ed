//! The start page.

use domain::views::TodayView;
use leptos::prelude::*;

use super::ApiError;

/// What must be decided today.
#[server(prefix = "/fn", endpoint = "today")]
pub async fn today() -> Result<TodayView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.today(&actor).await?)
}
