//! What facts look like when they are sent. The rows are read by `connectors::facts`, which names every cell at fault;
//! these types describe them.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use utoipa::ToSchema;

macro_rules! input {
    ($(#[$doc:meta])* $name:ident, $batch:ident { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, ToSchema)]
        #[expect(dead_code, reason = "describes a row, which is read by hand to name the cell at fault")]
        pub struct $name { $($fields)* }

        /// One, or many.
        #[derive(Deserialize, ToSchema)]
        #[expect(dead_code, reason = "describes the body")]
        #[serde(untagged)]
        pub enum $batch {
            One(Box<$name>),
            Many(Vec<$name>),
        }
    };
}

input! {
    /// An outage.
    OutageInput, OutageBatch {
        /// Id or name of the service that was down; also `service`.
        service_id: String,
        /// The system that noticed it; `api` if not given.
        source: Option<String>,
        /// Its number there; made of its beginning if not given.
        external_id: Option<String>,
        /// Beginning; also `start`, `started_at`, `from`.
        starts_at: DateTime<FixedOffset>,
        /// End, absent while it lasts; also `end`, `ended_at`, `to`.
        ends_at: Option<DateTime<FixedOffset>>,
        /// What is known of the cause.
        cause: Option<String>,
        /// Why an earlier state is corrected.
        reason: Option<String>,
    }
}

input! {
    /// What a stretch of time measured: `good` of `total` events, or a `value`. A sample is known by service, source,
    /// series, start and external id.
    SampleInput, SampleBatch {
        /// Id or name of the service; also `service`.
        service_id: String,
        /// The system that measured; `api` if not given.
        source: Option<String>,
        /// What it measures, where it measures several things; also `metric`.
        series: Option<String>,
        /// Its number there, if it has one.
        external_id: Option<String>,
        /// When the stretch begins, to the second; also `start`.
        starts_at: DateTime<FixedOffset>,
        /// How long it is; also `width`.
        width_seconds: i64,
        /// Good events.
        good: Option<i64>,
        /// All events.
        total: Option<i64>,
        /// A value instead of events, up to six decimals.
        #[schema(value_type = Option<String>)]
        value: Option<String>,
        /// Why an earlier state is corrected; one reason a batch.
        reason: Option<String>,
    }
}

input! {
    /// The life of a ticket.
    TicketInput, TicketBatch {
        /// Id or name of the service; also `service`.
        service_id: String,
        /// The service desk; `api` if not given.
        source: Option<String>,
        /// The ticket's number there.
        external_id: String,
        /// As named in the goals of the targets.
        priority: String,
        reported_at: DateTime<FixedOffset>,
        /// When somebody qualified first answered.
        responded_at: Option<DateTime<FixedOffset>>,
        resolved_at: Option<DateTime<FixedOffset>>,
        closed_at: Option<DateTime<FixedOffset>>,
        /// When its clock stood still, in order.
        pauses: Option<Vec<PauseInput>>,
        /// How often it was opened again.
        reopened: Option<i64>,
        /// Whether the first contact resolved it.
        first_contact: Option<bool>,
        /// 1, the worst, to 5.
        satisfaction: Option<i64>,
        /// Why an earlier state is corrected.
        reason: Option<String>,
    }
}

/// When a ticket's clock stood still.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes a part of a row")]
pub struct PauseInput {
    from: DateTime<FixedOffset>,
    /// Absent while it lasts.
    to: Option<DateTime<FixedOffset>>,
}

input! {
    /// A maintenance window; it may lie ahead.
    MaintenanceInput, MaintenanceBatch {
        /// Id or name of the service; also `service`.
        service_id: String,
        /// Where it was announced; `api` if not given.
        source: Option<String>,
        /// Its number there; made of its beginning if not given.
        external_id: Option<String>,
        starts_at: DateTime<FixedOffset>,
        ends_at: DateTime<FixedOffset>,
        /// When it was announced.
        announced_at: Option<DateTime<FixedOffset>>,
        /// What is done in it.
        purpose: Option<String>,
        /// Why an earlier state is corrected.
        reason: Option<String>,
    }
}

input! {
    /// What was reached in a period of a target, in its unit: percent for shares.
    ValueInput, ValueBatch {
        /// The target; also `target`.
        target_id: String,
        /// Such as `2026-10`, `2026-Q4` or `2026`.
        period: String,
        /// Up to six decimals.
        value: String,
        note: Option<String>,
        /// Who reports it; `api` if not given.
        source: Option<String>,
        /// Its number there; made of target and period if not given.
        external_id: Option<String>,
        /// Why an earlier value is corrected.
        reason: Option<String>,
    }
}
