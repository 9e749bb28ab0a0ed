//! People with access to the tenant.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDateTime;
use domain::forms::InvitationForm;
use domain::ids::MembershipId;
use domain::views::MemberRow;
use serde::{Deserialize, Serialize};
use services::{Error, MemberChange};
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use crate::http::AppState;

/// Somebody with access.
#[derive(Serialize, ToSchema)]
pub struct User {
    id: String,
    name: String,
    email: String,
    role: &'static str,
    /// For vendors.
    supplier: Option<String>,
    disabled: bool,
    /// Only for clients that may manage people.
    second_factor: Option<bool>,
    /// In the tenant's zone; only for clients that may manage people.
    last_seen_at: Option<NaiveDateTime>,
}

impl From<MemberRow> for User {
    fn from(row: MemberRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            email: row.email,
            role: row.role.code(),
            supplier: row.supplier_name,
            disabled: row.disabled,
            second_factor: row.second_factor,
            last_seen_at: row.last_seen_at,
        }
    }
}

/// Somebody to be invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserInput {
    email: String,
    /// `tenant_admin`, `service_manager`, `compliance_officer`, `auditor`, `viewer`, `vendor_manager` or
    /// `vendor_user`. A machine appoints no administrators.
    role: String,
    /// Id of a vendor's supplier.
    #[serde(default)]
    supplier_id: String,
    /// `de` or `en`.
    #[serde(default)]
    language: String,
}

/// The invitation that went out.
#[derive(Serialize, ToSchema)]
pub struct Invited {
    invitation_id: String,
}

/// What is to be changed; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    role: Option<String>,
    /// Id of a vendor's supplier, with `role`.
    #[serde(default)]
    supplier_id: String,
    disabled: Option<bool>,
}

/// Everybody with access, by name.
#[utoipa::path(get, path = "/api/v1/users", tag = "users",
    responses((status = 200, body = Items<User>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<User>>, Problem> {
    let view = state.services.members(&caller.0).await?;
    Ok(Json(Items::all(
        view.members.into_iter().map(User::from).collect(),
    )))
}

/// Invite somebody by mail.
#[utoipa::path(post, path = "/api/v1/users", tag = "users", request_body = UserInput,
    responses((status = 201, body = Invited), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn invite(
    State(state): State<AppState>,
    caller: Caller,
    Body(input): Body<UserInput>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let form = InvitationForm {
        email: input.email,
        role: input.role,
        supplier_id: input.supplier_id,
        language: input.language,
    };
    let id = state.services.invite(&caller.0, &form).await?;
    let invited = Invited {
        invitation_id: id.to_string(),
    };
    Ok((StatusCode::CREATED, Json(invited)))
}

/// Change somebody's role, or switch their access off and on. Their sessions end.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "users", params(("id" = Uuid, Path)), request_body = UserChange,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Body(input): Body<UserChange>,
) -> Result<StatusCode, Problem> {
    let id: MembershipId = id.parse().map_err(|_| Error::NotFound)?;
    let change = MemberChange {
        role: input.role,
        supplier_id: input.supplier_id,
        disabled: input.disabled,
    };
    state.services.change_member(&caller.0, id, &change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take somebody's access away. Who has none left anywhere is erased.
#[utoipa::path(delete, path = "/api/v1/users/{id}", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id: MembershipId = id.parse().map_err(|_| Error::NotFound)?;
    state.services.remove_member(&caller.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
