//! Calendars: service hours, holidays and what they mean.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::{NaiveDate, NaiveDateTime};
use domain::forms::{CalendarForm, DayReasons, PreviewForm};
use domain::ids::CalendarId;
use domain::time::calendar::{CalendarSpec, RunningShift, Week};
use domain::views::{CalendarPreview, CalendarRow, CalendarView};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::query::Query;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// Spans of the days of a week, such as `{"mon": [["08:00", "12:00"], ["13:00", "18:00"]]}`.
type WeekHours = BTreeMap<String, Vec<[String; 2]>>;

/// A calendar in a list.
#[derive(Serialize, ToSchema)]
pub struct CalendarSummary {
    id: String,
    name: String,
    description: String,
    time_zone: String,
    /// Around the clock on every day.
    always: bool,
    /// Whose public holidays are closed.
    region: Option<&'static str>,
    /// How many targets it measures.
    targets: u32,
}

impl From<CalendarRow> for CalendarSummary {
    fn from(row: CalendarRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            description: row.description,
            time_zone: row.time_zone,
            always: row.always,
            region: row.region.map(domain::time::holiday::Region::code),
            targets: row.targets,
        }
    }
}

/// A closed day.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedDay {
    /// `2026-12-24` for one day, `12-24` for one of every year.
    day: String,
    reason: String,
}

/// A day whose hours replace those of its weekday.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraHours {
    /// `2026-12-05`.
    date: String,
    /// Such as `[["09:00", "13:00"]]`.
    hours: Vec<[String; 2]>,
    reason: String,
}

/// A calendar. Its revision is the `ETag`.
#[derive(Serialize, ToSchema)]
pub struct CalendarDetail {
    #[serde(flatten)]
    summary: CalendarSummary,
    revision: i32,
    #[schema(value_type = Object)]
    week: Week,
    closed_days: Vec<ClosedDay>,
    extra_hours: Vec<ExtraHours>,
    cutoff: Option<String>,
    cut_at_midnight: bool,
}

impl From<CalendarView> for CalendarDetail {
    fn from(view: CalendarView) -> Self {
        let (spec, reasons) = (view.spec, view.reasons);
        Self {
            closed_days: closed_days(&spec, &reasons),
            extra_hours: extra_hours(&spec, &reasons),
            summary: view.row.into(),
            revision: view.revision,
            cut_at_midnight: spec.running_shift == RunningShift::CutAtMidnight,
            week: spec.week.unwrap_or_default(),
            cutoff: spec.cutoff,
        }
    }
}

fn closed_days(spec: &CalendarSpec, reasons: &DayReasons) -> Vec<ClosedDay> {
    let yearly = spec
        .yearly_holidays
        .iter()
        .map(|day| format!("{:02}-{:02}", day.month, day.day));
    let once = spec.holidays.iter().map(NaiveDate::to_string);
    let named = yearly.chain(once).map(|day| ClosedDay {
        reason: reasons.get(&day).cloned().unwrap_or_default(),
        day,
    });
    named.collect()
}

fn extra_hours(spec: &CalendarSpec, reasons: &DayReasons) -> Vec<ExtraHours> {
    let days = spec.date_overrides.iter().map(|(date, hours)| ExtraHours {
        date: date.to_string(),
        hours: hours.clone(),
        reason: reasons.get(&date.to_string()).cloned().unwrap_or_default(),
    });
    days.collect()
}

/// A calendar to be stored.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarBody {
    name: String,
    #[serde(default)]
    description: String,
    /// IANA name, such as `Europe/Berlin`.
    time_zone: String,
    /// Around the clock on every day; then nothing below counts.
    #[serde(default)]
    always: bool,
    /// Weekdays `mon` to `sun` with their spans.
    #[serde(default)]
    #[schema(value_type = Object)]
    week: WeekHours,
    /// Whether spans may end on the following day.
    #[serde(default)]
    overnight: bool,
    /// Whether such a span ends at midnight when the following day is special.
    #[serde(default)]
    cut_at_midnight: bool,
    /// Whose public holidays are closed, such as `DE-NW`; `DE` for the nationwide ones.
    #[serde(default)]
    region: String,
    #[serde(default)]
    closed_days: Vec<ClosedDay>,
    #[serde(default)]
    extra_hours: Vec<ExtraHours>,
    /// Time of day after which a report counts from the next working day.
    #[serde(default)]
    cutoff: String,
}

/// Spans as the form reads them.
fn line(spans: &[[String; 2]]) -> String {
    let spans = spans.iter().map(|[from, to]| format!("{from}-{to}"));
    spans.collect::<Vec<_>>().join(", ")
}

/// One line of the form; a line break in it would be another day.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

impl TryFrom<CalendarBody> for CalendarForm {
    type Error = Problem;

    fn try_from(body: CalendarBody) -> Result<Self, Problem> {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        if let Some(unknown) = body.week.keys().find(|day| !days.contains(&day.as_str())) {
            return Err(Problem::unreadable(&format!("week.{unknown}"), "unknown"));
        }
        let day = |name: &str| body.week.get(name).map(|spans| line(spans)).unwrap_or_default();
        // `12-24` is a day of every year, which the form writes `24.12.`.
        let closed = body.closed_days.iter().map(|closed| {
            let yearly = closed
                .day
                .split_once('-')
                .filter(|(month, day)| month.len() == 2 && day.len() == 2);
            let day = yearly.map_or_else(|| closed.day.clone(), |(month, day)| format!("{day}.{month}."));
            one_line(&format!("{day} {}", closed.reason))
        });
        let extra = body
            .extra_hours
            .iter()
            .map(|day| one_line(&format!("{} {} {}", day.date, line(&day.hours), day.reason)));
        Ok(Self {
            mon: day("mon"),
            tue: day("tue"),
            wed: day("wed"),
            thu: day("thu"),
            fri: day("fri"),
            sat: day("sat"),
            sun: day("sun"),
            closed_days: closed.collect::<Vec<_>>().join("\n"),
            extra_hours: extra.collect::<Vec<_>>().join("\n"),
            name: body.name,
            description: body.description,
            time_zone: body.time_zone,
            always: body.always,
            overnight: body.overnight,
            cut_at_midnight: body.cut_at_midnight,
            region: body.region,
            cutoff: body.cutoff,
        })
    }
}

/// A question about a calendar.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PreviewQuery {
    /// Which year; this one if not given.
    #[serde(default)]
    year: String,
    /// When a ticket is reported on the calendar's clock, `2026-11-20T17:00`; now if not given.
    #[serde(default)]
    reported: String,
    /// The goal in hours of service time; 4 if not given.
    #[serde(default)]
    goal_hours: String,
}

impl From<PreviewQuery> for PreviewForm {
    fn from(query: PreviewQuery) -> Self {
        let (date, time) = query.reported.split_once('T').unwrap_or((&query.reported, ""));
        Self {
            report_date: date.to_owned(),
            report_time: time.to_owned(),
            year: query.year,
            goal_hours: query.goal_hours,
        }
    }
}

/// A day that is not like its weekday.
#[derive(Serialize, ToSchema)]
pub struct PreviewDay {
    date: NaiveDate,
    /// The German name of a public holiday.
    holiday: Option<&'static str>,
    reason: Option<String>,
    /// Its own hours; empty when it is closed.
    hours: Vec<[String; 2]>,
    /// Whether its weekday has hours.
    on_service_time: bool,
}

/// What a calendar means in a year.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    year: i32,
    time_zone: String,
    days: Vec<PreviewDay>,
    /// Seconds of service time from January to December.
    month_seconds: Vec<i64>,
    /// On the calendar's own clock, like the two below.
    reported: NaiveDateTime,
    goal_hours: i64,
    /// When the clock starts.
    starts: Option<NaiveDateTime>,
    /// When the goal is used up; absent when there is not that much service time.
    due: Option<NaiveDateTime>,
}

impl From<CalendarPreview> for Preview {
    fn from(preview: CalendarPreview) -> Self {
        let days = preview.days.into_iter().map(|day| PreviewDay {
            date: day.date,
            holiday: day.holiday.map(domain::time::holiday::HolidayName::german),
            reason: day.reason,
            hours: day.hours,
            on_service_time: day.on_service_time,
        });
        Self {
            year: preview.year,
            time_zone: preview.time_zone,
            days: days.collect(),
            month_seconds: preview.months,
            reported: preview.example.reported,
            goal_hours: preview.example.goal_hours,
            starts: preview.example.due.map(|(starts, _)| starts),
            due: preview.example.due.map(|(_, due)| due),
        }
    }
}

/// All calendars, by name.
#[utoipa::path(get, path = "/api/v1/calendars", tag = "calendars",
    responses((status = 200, body = Items<CalendarSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Items<CalendarSummary>>, Problem> {
    let rows = state.services.calendars(&caller.0).await?;
    Ok(Json(Items::all(
        rows.into_iter().map(CalendarSummary::from).collect(),
    )))
}

/// Create a calendar.
#[utoipa::path(post, path = "/api/v1/calendars", tag = "calendars", request_body = CalendarBody,
    responses((status = 201, body = CalendarDetail), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<CalendarBody>,
) -> Result<impl IntoResponse, Problem> {
    let form = CalendarForm::try_from(body)?;
    let id = state.services.create_calendar(&caller.0, &form).await?;
    let location = [(header::LOCATION, format!("/api/v1/calendars/{id}"))];
    Ok((StatusCode::CREATED, location, detail(&state, &caller, id).await?))
}

/// One calendar.
#[utoipa::path(get, path = "/api/v1/calendars/{id}", tag = "calendars", params(("id" = Uuid, Path)),
    responses((status = 200, body = CalendarDetail, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    detail(&state, &caller, id).await
}

/// Replace a calendar. Hours that measure targets stay; only name and description of such a calendar change.
#[utoipa::path(put, path = "/api/v1/calendars/{id}", tag = "calendars",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = CalendarBody,
    responses((status = 200, body = CalendarDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<CalendarBody>,
) -> Result<impl IntoResponse, Problem> {
    let id: CalendarId = id.parse().map_err(|_| Error::NotFound)?;
    let form = CalendarForm::try_from(body)?;
    state
        .services
        .change_calendar(&caller.0, id, seen.0, &form)
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Remove a calendar that measures nothing.
#[utoipa::path(delete, path = "/api/v1/calendars/{id}", tag = "calendars", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let id: CalendarId = id.parse().map_err(|_| Error::NotFound)?;
    state
        .services
        .delete_calendar(&caller.0, id, seen.0)
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a calendar means in a year, and when a ticket reported at a moment is due.
#[utoipa::path(get, path = "/api/v1/calendars/{id}/preview", tag = "calendars", params(("id" = Uuid, Path), PreviewQuery),
    responses((status = 200, body = Preview), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PreviewQuery>,
) -> Result<Json<Preview>, Problem> {
    let id: CalendarId = id.parse().map_err(|_| Error::NotFound)?;
    let view = state.services.calendar(&caller.0, id, &query.into()).await?;
    Ok(Json(view.preview.into()))
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    id: CalendarId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state
        .services
        .calendar(&caller.0, id, &PreviewForm::default())
        .await?;
    Ok((etag(view.revision), Json(CalendarDetail::from(view))))
}
