//! Results and ledgers of targets.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::ids::TargetId;
use domain::sla::ledger::Reason;
use domain::sla::result::Unit;
use domain::time::period::Period;
use domain::views::TargetRow;
use serde::{Deserialize, Serialize};
use services::{Error, LedgerRecord};
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::dto::{Items, percent, zoned};
use super::query::Query;
use crate::http::AppState;

const PAGE: usize = 200;
const LARGEST_PAGE: usize = 1_000;

/// What a target reached in a period.
#[derive(Serialize, ToSchema)]
pub struct PeriodResult {
    /// Such as `2016-03`.
    period: String,
    /// First day.
    starts_on: NaiveDate,
    /// Last day.
    ends_on: NaiveDate,
    /// `met`, `at_risk`, `breached` or `no_data`.
    state: &'static str,
    /// What had to be reached at least.
    threshold_percent: f64,
    /// What was reached; absent without data.
    attainment: Option<Reached>,
    /// Absent without data or without money.
    credit: Option<Credit>,
    /// What may go wrong in the period and what did.
    budget: Option<BudgetLeft>,
    /// Last day to claim the credit.
    claim_by: Option<NaiveDate>,
}

/// An exact fraction and the percentage it makes.
#[derive(Serialize, ToSchema)]
pub struct Reached {
    numerator: i64,
    denominator: i64,
    /// Rounded half up to four decimals, for display; comparisons use the fraction.
    percent: f64,
    /// What both count: `ticket` or `second`.
    #[schema(value_type = String)]
    unit: Unit,
}

/// A credit and what it is taken of.
#[derive(Serialize, ToSchema)]
pub struct Credit {
    amount_minor: i64,
    currency: String,
    percent: f64,
    base_minor: i64,
}

/// What may go wrong in the period and what did.
#[derive(Serialize, ToSchema)]
pub struct BudgetLeft {
    allowed: i64,
    used: i64,
}

impl From<TargetRow> for PeriodResult {
    fn from(row: TargetRow) -> Self {
        let (starts_on, ends_on) = row.period_days;
        Self {
            period: row.period.to_string(),
            starts_on,
            ends_on,
            state: row.status.code(),
            threshold_percent: percent(row.threshold_ppm),
            attainment: row.attainment.map(|attainment| Reached {
                numerator: attainment.ratio.numerator,
                denominator: attainment.ratio.denominator,
                percent: attainment.ratio.percent_half_up(4).parse().unwrap_or_default(),
                unit: attainment.unit,
            }),
            credit: row.credit.map(|credit| Credit {
                amount_minor: credit.amount.minor,
                currency: credit.amount.currency.to_string(),
                percent: percent(credit.percent_ppm),
                base_minor: credit.base.minor,
            }),
            budget: row.budget.map(|budget| BudgetLeft {
                allowed: budget.allowed,
                used: budget.used,
            }),
            claim_by: row.claim_by,
        }
    }
}

/// All results of a target, oldest first.
#[utoipa::path(get, path = "/api/v1/targets/{id}/periods", tag = "targets", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<PeriodResult>), (status = 404, body = Problem)))]
pub async fn periods(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<PeriodResult>>, Problem> {
    let id: TargetId = id.parse().map_err(|_| Error::NotFound)?;
    let rows = state.services.target_periods(&caller.0, id).await?;
    Ok(Json(Items::all(
        rows.into_iter().map(PeriodResult::from).collect(),
    )))
}

/// One result of a target.
#[utoipa::path(get, path = "/api/v1/targets/{id}/periods/{period}", tag = "targets",
    params(("id" = Uuid, Path), ("period" = String, Path, example = "2016-03")),
    responses((status = 200, body = PeriodResult), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn period(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, period)): Path<(String, String)>,
) -> Result<Json<PeriodResult>, Problem> {
    let (id, period) = parse(&id, &period)?;
    Ok(Json(
        state.services.target_period(&caller.0, id, period).await?.into(),
    ))
}

/// One ticket or outage and how its time was counted.
#[derive(Serialize, ToSchema)]
pub struct LedgerItem {
    external_id: String,
    priority: Option<String>,
    reported: DateTime<FixedOffset>,
    resolved: Option<DateTime<FixedOffset>>,
    /// When it had to be resolved; absent for outages.
    due: Option<DateTime<FixedOffset>>,
    /// Service time the goal allows; absent for outages.
    goal_seconds: Option<i64>,
    /// Service time that counted.
    service_seconds: i64,
    /// In time or not; absent for outages and undecided tickets.
    met: Option<bool>,
    /// Without gap or overlap.
    intervals: Vec<LedgerInterval>,
}

/// One stretch of time.
#[derive(Serialize, ToSchema)]
pub struct LedgerInterval {
    from: DateTime<FixedOffset>,
    to: DateTime<FixedOffset>,
    seconds: i64,
    counted: bool,
    /// Such as `service_time`, `outside_service_hours`, `holiday`, `pause`, `downtime`.
    #[schema(value_type = String)]
    reason: Reason,
}

fn item(record: LedgerRecord, zone: chrono_tz::Tz) -> LedgerItem {
    let interval = |entry: &domain::sla::ledger::Entry| LedgerInterval {
        from: zoned(entry.interval.from, zone),
        to: zoned(entry.interval.to, zone),
        seconds: entry.interval.seconds(),
        counted: entry.counted,
        reason: entry.reason,
    };
    LedgerItem {
        external_id: record.external_id,
        priority: record.priority,
        reported: zoned(record.reported_at, zone),
        resolved: record.resolved_at.map(|at| zoned(at, zone)),
        due: record.due.map(|at| zoned(at, zone)),
        goal_seconds: record.goal_seconds,
        service_seconds: record.service_seconds,
        met: record.met,
        intervals: record.entries.iter().map(interval).collect(),
    }
}

/// Which part of a ledger is wanted.
#[derive(Deserialize, IntoParams)]
pub struct LedgerQuery {
    /// Exactly this ticket or outage.
    external_id: Option<String>,
    /// Items a page, at most 1000.
    limit: Option<usize>,
    /// From the page before.
    cursor: Option<String>,
}

/// The ledger of a period: every ticket due in it, or every outage that touches it.
#[utoipa::path(get, path = "/api/v1/targets/{id}/periods/{period}/ledger", tag = "targets",
    params(("id" = Uuid, Path), ("period" = String, Path, example = "2016-03"), LedgerQuery),
    responses((status = 200, body = Items<LedgerItem>), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn ledger(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, period)): Path<(String, String)>,
    Query(query): Query<LedgerQuery>,
) -> Result<(HeaderMap, Json<Items<LedgerItem>>), Problem> {
    let (target, parsed) = parse(&id, &period)?;
    let (mut records, zone) = state.services.ledger(&caller.0, target, parsed).await?;
    records.sort_by_key(LedgerRecord::key);
    if let Some(wanted) = &query.external_id {
        records.retain(|record| record.external_id == *wanted);
    }
    if let Some(cursor) = &query.cursor {
        records.retain(|record| record.key() > *cursor);
    }
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE);
    let more = records.len() > limit;
    records.truncate(limit);
    let next_cursor = records.last().filter(|_| more).map(LedgerRecord::key);
    let mut headers = HeaderMap::new();
    if let Some(cursor) = &next_cursor {
        let query = serde_urlencoded::to_string([("cursor", cursor.as_str()), ("limit", &limit.to_string())]);
        let link = format!(
            "</api/v1/targets/{target}/periods/{parsed}/ledger?{}>; rel=\"next\"",
            query.unwrap_or_default()
        );
        headers.extend(
            HeaderValue::from_str(&link)
                .ok()
                .map(|value| (header::LINK, value)),
        );
    }
    let items = records.into_iter().map(|record| item(record, zone)).collect();
    Ok((headers, Json(Items { items, next_cursor })))
}

fn parse(id: &str, period: &str) -> Result<(TargetId, Period), Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let period = period
        .parse()
        .map_err(|_| Problem::unreadable("period", "unknown_period"))?;
    Ok((id, period))
}
