//! A target: what is measured, what must be reached, what missing it costs.
//!
//! Thresholds are parts per million, goals seconds of service time. Stored as JSON:
//!
//! ```
//! use domain::sla::target::{Metric, TargetDefinition};
//!
//! let target: TargetDefinition = serde_json::from_str(r#"{
//!     "metric": {"kind": "in_time_rate", "goals": {"P1": 14400}}, "threshold_ppm": 950000, "window": "quarter",
//!     "schedule": {"model": "none"}, "caps": {}, "claim": {"rule": "none"}
//! }"#)?;
//! assert!(matches!(target.metric, Metric::InTimeRate { goals } if goals["P1"] == 4 * 3_600));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::availability::MaintenanceMethod;
use crate::claim::ClaimRule;
use crate::credit::{Caps, Schedule};
use crate::time::period::PeriodKind;

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Metric {
    /// Share of tickets resolved within their goal: met / (met + missed).
    ///
    /// A ticket belongs to the period in which it is due. One that is unresolved past its due time is missed;
    /// one without a goal for its priority is not measured.
    InTimeRate {
        /// Goals by priority, in seconds of service time.
        goals: BTreeMap<String, i64>,
    },
    /// Share of service time without outage: unavailable of all minutes, as AWS and Azure measure virtual machines.
    Availability {
        /// What agreed maintenance does to the figure.
        #[serde(default)]
        maintenance: MaintenanceMethod,
    },
}

/// The terms of a target, stored with its contract version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetDefinition {
    /// What is measured.
    pub metric: Metric,
    /// What must be reached at least, parts per million.
    pub threshold_ppm: i64,
    /// The measurement window.
    pub window: PeriodKind,
    /// What missing it costs.
    pub schedule: Schedule,
    /// Limits of the cost.
    pub caps: Caps,
    /// Until when the credit can be claimed.
    pub claim: ClaimRule,
}
