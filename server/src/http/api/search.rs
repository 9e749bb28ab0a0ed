//! One search over everything that has a name.

use axum::Json;
use axum::extract::State;
use domain::views::SearchHit;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use super::query::Query;
use crate::http::AppState;

/// A query.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// A number, a name, or words of it.
    #[serde(default)]
    q: String,
}

/// Something that was found.
#[derive(Serialize, ToSchema)]
pub struct Hit {
    /// `contract`, `supplier`, `service`, `document` or `calendar`.
    kind: &'static str,
    id: String,
    title: String,
    detail: String,
    /// Its page for people.
    page: String,
}

impl From<SearchHit> for Hit {
    fn from(hit: SearchHit) -> Self {
        Self {
            kind: hit.kind.code(),
            id: hit.id.to_string(),
            title: hit.title,
            detail: hit.detail,
            page: hit.href,
        }
    }
}

/// The twenty best hits: an exact number first, then what begins with the query, then words, then parts.
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(SearchQuery),
    responses((status = 200, body = Items<Hit>), (status = 422, body = Problem)))]
pub async fn find(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Items<Hit>>, Problem> {
    let hits = state.services.search(&caller.0, &query.q).await?;
    Ok(Json(Items::all(hits.into_iter().map(Hit::from).collect())))
}
