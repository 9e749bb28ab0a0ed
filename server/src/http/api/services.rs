//! The service catalogue.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::forms::{RaciForm, ServiceForm};
use domain::ids::ServiceId;
use domain::supplier::{Criticality, Standing};
use domain::views::{RaciRow, RaciWho, ServiceFilter, ServiceRow, ServiceSort, ServiceView};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::{Items, Named, code};
use super::query::Query;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A service.
#[derive(Serialize, ToSchema)]
pub struct Service {
    id: String,
    name: String,
    /// `active` or `ended`.
    status: &'static str,
    /// `high`, `medium` or `low`.
    criticality: Option<&'static str>,
    categories: Vec<String>,
    /// Who answers for it towards the business.
    owner: Option<Named>,
    /// The SLA its users have, by number.
    sla: Option<Named>,
}

impl From<ServiceRow> for Service {
    fn from(row: ServiceRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            status: row.status.code(),
            criticality: row.criticality.map(Criticality::code),
            categories: row.categories,
            owner: row.owner.map(|(id, name)| named(&id, name)),
            sla: row.sla.map(|(id, name)| named(&id, name)),
        }
    }
}

fn named(id: &impl ToString, name: String) -> Named {
    Named {
        id: id.to_string(),
        name,
    }
}

/// A service with what it rests on.
#[derive(Serialize, ToSchema)]
pub struct ServiceDetail {
    #[serde(flatten)]
    row: Service,
    description: String,
    /// Services it rests on.
    components: Vec<Named>,
    /// Services that rest on it.
    used_by: Vec<Named>,
    /// Rows by impact, columns by urgency, the highest first; 1 is the most urgent priority.
    priority_matrix: Vec<Vec<u8>>,
    revision: i32,
}

impl From<ServiceView> for ServiceDetail {
    fn from(view: ServiceView) -> Self {
        let list =
            |rows: Vec<(ServiceId, String)>| rows.into_iter().map(|(id, name)| named(&id, name)).collect();
        Self {
            row: view.row.into(),
            description: view.description,
            components: list(view.components),
            used_by: list(view.used_by),
            priority_matrix: view.matrix.into(),
            revision: view.revision,
        }
    }
}

/// A service to be written. What is absent is empty, but for the priorities, which stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceBody {
    name: String,
    #[serde(default)]
    description: String,
    /// Id of a person of the tenant.
    #[serde(default)]
    owner_id: String,
    /// `high`, `medium` or `low`.
    #[serde(default)]
    criticality: String,
    #[serde(default)]
    categories: Vec<String>,
    /// Id of a contract of kind `sla`.
    #[serde(default)]
    sla_id: String,
    /// Ids of the services it rests on.
    #[serde(default)]
    components: Vec<String>,
    /// `active` or `ended`; absent leaves it.
    #[serde(default)]
    status: String,
    /// Three to five rows of as many priorities from 1 to 5.
    priority_matrix: Option<Vec<Vec<u8>>>,
}

impl ServiceBody {
    fn form(self) -> (ServiceForm, Vec<String>, Option<Vec<String>>) {
        let cells = |rows: Vec<Vec<u8>>| {
            // A row of another length makes a number of cells that is no square.
            let square = rows.iter().all(|row| row.len() == rows.len());
            let cells = rows.into_iter().flatten().map(|cell| cell.to_string());
            if square { cells.collect() } else { Vec::new() }
        };
        let form = ServiceForm {
            name: self.name,
            description: self.description,
            owner_id: self.owner_id,
            criticality: self.criticality,
            categories: self.categories.join(","),
            sla_id: self.sla_id,
            status: self.status,
        };
        (form, self.components, self.priority_matrix.map(cells))
    }
}

/// Which services are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Part of the name, of a category or of the owner's name.
    #[serde(default)]
    q: String,
    criticality: Option<String>,
    status: Option<String>,
    /// `name`, `criticality` or `owner`; a minus before it turns the order.
    sort: Option<String>,
    /// At most 500; 100 without it.
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// All services that fit.
#[utoipa::path(get, path = "/api/v1/services", tag = "services", params(Wanted),
    responses((status = 200, body = Items<Service>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Items<Service>>, Problem> {
    let by = wanted
        .sort
        .as_ref()
        .map(|sort| sort.trim_start_matches('-').to_owned());
    let filter = ServiceFilter {
        search: wanted.q.clone(),
        criticality: code("criticality", wanted.criticality.as_ref(), Criticality::parse)?,
        status: code("status", wanted.status.as_ref(), Standing::parse)?,
        sort: code("sort", by.as_ref(), ServiceSort::parse)?,
        reversed: wanted.sort.as_ref().is_some_and(|sort| sort.starts_with('-')),
    };
    let rows = state.services.catalogue(&caller.0, &filter).await?;
    let rows = rows.into_iter().map(Service::from).collect();
    let page = Items::page(
        rows,
        |row: &Service| &row.id,
        wanted.cursor.as_deref(),
        wanted.limit,
    );
    Ok(Json(page?))
}

/// Add a service.
#[utoipa::path(post, path = "/api/v1/services", tag = "services", request_body = ServiceBody,
    responses((status = 201, body = ServiceDetail, headers(("Location" = String), ("ETag" = String))),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<ServiceBody>,
) -> Result<impl IntoResponse, Problem> {
    let (form, components, cells) = body.form();
    let id = state
        .services
        .create_service(&caller.0, &form, &components, cells.as_deref())
        .await?;
    let location = [(header::LOCATION, format!("/api/v1/services/{id}"))];
    Ok((StatusCode::CREATED, location, detail(&state, &caller, id).await?))
}

/// One service.
#[utoipa::path(get, path = "/api/v1/services/{id}", tag = "services", params(("id" = Uuid, Path)),
    responses((status = 200, body = ServiceDetail, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    detail(&state, &caller, id).await
}

/// Replace a service.
#[utoipa::path(put, path = "/api/v1/services/{id}", tag = "services",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = ServiceBody,
    responses((status = 200, body = ServiceDetail, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<ServiceBody>,
) -> Result<impl IntoResponse, Problem> {
    let id: ServiceId = id.parse().map_err(|_| Error::NotFound)?;
    // Whether it is there comes first: nobody learns of headers for what they cannot see.
    state.services.service(&caller.0, id).await?;
    let (form, components, cells) = body.form();
    state
        .services
        .update_service(
            &caller.0,
            id,
            seen.required()?,
            &form,
            &components,
            cells.as_deref(),
        )
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Remove a service that is not in use.
#[utoipa::path(delete, path = "/api/v1/services/{id}", tag = "services",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let id: ServiceId = id.parse().map_err(|_| Error::NotFound)?;
    let current = state.services.service(&caller.0, id).await?.revision;
    state
        .services
        .delete_service(&caller.0, id, seen.0.unwrap_or(current))
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    id: ServiceId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state.services.service(&caller.0, id).await?;
    Ok((etag(view.revision), Json(ServiceDetail::from(view))))
}

/// Who has a duty: a person, a contact of a supplier, or a function.
#[derive(Serialize, ToSchema)]
pub struct Responsibility {
    /// `accountable`, `responsible`, `consulted` or `informed`.
    duty: &'static str,
    person_id: Option<String>,
    contact_id: Option<String>,
    /// The person's, contact's or function's name.
    name: String,
    /// For a contact.
    supplier: Option<String>,
}

impl From<RaciRow> for Responsibility {
    fn from(row: RaciRow) -> Self {
        let (person_id, contact_id) = match row.who {
            RaciWho::Person(id) => (Some(id.to_string()), None),
            RaciWho::Contact(id) => (None, Some(id.to_string())),
            RaciWho::Function => (None, None),
        };
        Self {
            duty: row.duty.code(),
            person_id,
            contact_id,
            name: row.name,
            supplier: row.supplier_name,
        }
    }
}

/// A duty to be written: exactly one of the three says whose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyBody {
    /// `accountable`, `responsible`, `consulted` or `informed`.
    duty: String,
    person_id: Option<String>,
    contact_id: Option<String>,
    #[serde(default)]
    function: String,
}

impl From<DutyBody> for RaciForm {
    fn from(body: DutyBody) -> Self {
        let person = body.person_id.map(|id| format!("person:{id}"));
        let contact = body.contact_id.map(|id| format!("contact:{id}"));
        let party = match (person, contact) {
            // Two ids are no party.
            (Some(_), Some(_)) => "both".to_owned(),
            (person, contact) => person.or(contact).unwrap_or_default(),
        };
        Self {
            duty: body.duty,
            party,
            function: body.function,
        }
    }
}

/// A whole table: exactly one accountable, at least one responsible, or empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RaciBody {
    items: Vec<DutyBody>,
}

/// Who is responsible, accountable, consulted and informed. The entity tag is the service's.
#[utoipa::path(get, path = "/api/v1/services/{id}/raci", tag = "services", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Responsibility>, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn raci(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id: ServiceId = id.parse().map_err(|_| Error::NotFound)?;
    table(&state, &caller, id).await
}

/// Replace the whole table.
#[utoipa::path(put, path = "/api/v1/services/{id}/raci", tag = "services",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = RaciBody,
    responses((status = 200, body = Items<Responsibility>, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn put_raci(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<RaciBody>,
) -> Result<impl IntoResponse, Problem> {
    let id: ServiceId = id.parse().map_err(|_| Error::NotFound)?;
    state.services.service(&caller.0, id).await?;
    let lines: Vec<RaciForm> = body.items.into_iter().map(RaciForm::from).collect();
    state
        .services
        .put_raci(&caller.0, id, seen.required()?, &lines)
        .await
        .map_err(Problem::changed_meanwhile)?;
    table(&state, &caller, id).await
}

async fn table(
    state: &AppState,
    caller: &Caller,
    id: ServiceId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state.services.service(&caller.0, id).await?;
    let duties: Vec<_> = view.raci.into_iter().map(Responsibility::from).collect();
    Ok((etag(view.revision), Json(Items::all(duties))))
}
