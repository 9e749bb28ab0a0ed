//! Facts of every kind: batches in, pages out.

mod batch;
mod input;
mod output;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, FixedOffset, Utc};
use domain::fact::FactKind;
use serde::Deserialize;
use services::{Actor, FactFilter};
use utoipa::{IntoParams, ToSchema};

use self::batch::{Answer, Batch};
use self::input::{MaintenanceBatch, OutageBatch, SampleBatch, TicketBatch, ValueBatch};
use self::output::{MaintenanceWindow, Outage, ReportedValue, Sample, Ticket};
use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use super::query::Query;
use crate::http::AppState;

/// Which facts are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Id or name of a service.
    service: Option<String>,
    /// The system they come from.
    source: Option<String>,
    /// The number there; not for samples.
    external_id: Option<String>,
    /// Reaching beyond this moment, RFC 3339. For values: reported since.
    from: Option<DateTime<FixedOffset>>,
    /// Beginning before this moment, RFC 3339.
    to: Option<DateTime<FixedOffset>>,
    /// Also earlier states that were corrected; not for samples.
    #[serde(default)]
    history: bool,
    /// From the page before.
    cursor: Option<String>,
    /// Items a page, at most 1000; 100 without it.
    limit: Option<u64>,
}

impl From<Wanted> for FactFilter {
    fn from(wanted: Wanted) -> Self {
        Self {
            service: wanted.service,
            source: wanted.source,
            external_id: wanted.external_id,
            from: wanted.from.map(|at| at.with_timezone(&Utc)),
            to: wanted.to.map(|at| at.with_timezone(&Utc)),
            history: wanted.history,
            cursor: wanted.cursor,
            limit: wanted.limit,
        }
    }
}

type Page<T> = (HeaderMap, Json<Items<T>>);

/// A page with the address of the next one.
fn page<T: ToSchema>(
    kind: FactKind,
    wanted: &FactFilter,
    items: Vec<T>,
    next_cursor: Option<String>,
) -> Page<T> {
    let mut headers = HeaderMap::new();
    if let Some(cursor) = &next_cursor {
        let moment = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339());
        let parameters = [
            ("service", wanted.service.clone()),
            ("source", wanted.source.clone()),
            ("external_id", wanted.external_id.clone()),
            ("from", moment(wanted.from)),
            ("to", moment(wanted.to)),
            ("history", wanted.history.then(|| "true".to_owned())),
            ("limit", wanted.limit.map(|limit| limit.to_string())),
            ("cursor", Some(cursor.clone())),
        ];
        let given: Vec<_> = parameters
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        let query = serde_urlencoded::to_string(given).unwrap_or_default();
        let link = format!("</api/v1/facts/{}?{query}>; rel=\"next\"", kind.code());
        headers.extend(
            HeaderValue::from_str(&link)
                .ok()
                .map(|value| (header::LINK, value)),
        );
    }
    (headers, Json(Items { items, next_cursor }))
}

async fn record(state: &AppState, actor: &Actor, kind: FactKind, batch: Batch) -> Result<Answer, Problem> {
    let recorded = state
        .services
        .record_facts(actor, kind, batch.format, batch.bytes.to_vec(), batch.on_error)
        .await?;
    Ok(recorded.into())
}

macro_rules! kind {
    (
        $kind:expr, $path:literal,
        $(#[$list_doc:meta])* $list:ident = $query:ident as $row:ty,
        $(#[$record_doc:meta])* $record:ident of $body:ty
    ) => {
        $(#[$list_doc])*
        #[utoipa::path(get, path = $path, tag = "facts", params(Wanted),
            responses((status = 200, body = Items<$row>), (status = 401, body = Problem), (status = 403, body = Problem),
                      (status = 422, body = Problem)))]
        pub async fn $list(
            State(state): State<AppState>,
            caller: Caller,
            Query(wanted): Query<Wanted>,
        ) -> Result<Page<$row>, Problem> {
            let wanted = FactFilter::from(wanted);
            let (rows, next) = state.services.$query(&caller.0, &wanted).await?;
            Ok(page($kind, &wanted, rows.into_iter().map(<$row>::from).collect(), next))
        }

        $(#[$record_doc])*
        ///
        /// One object, an array, NDJSON (`application/x-ndjson`) or CSV (`text/csv`); at most 250,000. All of it is stored
        /// or nothing, unless `on_error=skip`. The same again changes nothing; another content is a correction.
        #[utoipa::path(post, path = $path, tag = "facts", params(batch::Choice), request_body = $body,
            responses((status = 201, body = batch::Recorded), (status = 401, body = Problem), (status = 403, body = Problem),
                      (status = 422, body = Problem)))]
        pub async fn $record(
            State(state): State<AppState>,
            caller: Caller,
            batch: Batch,
        ) -> Result<Answer, Problem> {
            record(&state, &caller.0, $kind, batch).await
        }
    };
}

kind! {
    FactKind::Outage, "/api/v1/facts/outages",
    /// Outages, the newest record first.
    outages = outage_facts as Outage,
    /// Record outages.
    record_outages of OutageBatch
}
kind! {
    FactKind::Sample, "/api/v1/facts/samples",
    /// Samples, by series and start.
    samples = sample_facts as Sample,
    /// Record samples.
    record_samples of SampleBatch
}
kind! {
    FactKind::Ticket, "/api/v1/facts/tickets",
    /// Tickets, the newest record first.
    tickets = ticket_facts as Ticket,
    /// Record tickets.
    record_tickets of TicketBatch
}
kind! {
    FactKind::Maintenance, "/api/v1/facts/maintenance",
    /// Maintenance windows, the newest record first.
    maintenance = maintenance_facts as MaintenanceWindow,
    /// Record maintenance windows.
    record_maintenance of MaintenanceBatch
}
kind! {
    FactKind::Value, "/api/v1/facts/values",
    /// Values reported for periods, the newest record first.
    values = value_facts as ReportedValue,
    /// Report what was reached in periods.
    record_values of ValueBatch
}
