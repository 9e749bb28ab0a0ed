//! Shapes that several paths answer with.

use chrono::{DateTime, FixedOffset};
use domain::money::Money;
use domain::ratio::WHOLE_PPM;
use serde::Serialize;
use utoipa::ToSchema;

/// A list.
#[derive(Serialize, ToSchema)]
pub struct Items<T: ToSchema> {
    /// The items.
    pub items: Vec<T>,
    /// Give this as `cursor` to go on; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T: ToSchema> Items<T> {
    /// A list that is complete.
    pub fn all(items: Vec<T>) -> Self {
        Self {
            items,
            next_cursor: None,
        }
    }
}

/// An amount.
#[derive(Serialize, ToSchema)]
pub struct Amount {
    /// Minor units (cents).
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self {
            amount_minor: money.minor,
            currency: money.currency.to_string(),
        }
    }
}

/// A party or object by id and name.
#[derive(Serialize, ToSchema)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// Parts per million as percent. JSON has no exact decimals; four decimals survive the way through a double.
#[expect(clippy::cast_precision_loss, reason = "shares are far below 2^53")]
pub fn percent(ppm: i64) -> f64 {
    ppm as f64 * 100.0 / WHOLE_PPM as f64
}

/// An instant in the zone people read it in.
pub fn zoned(at: domain::time::Instant, zone: chrono_tz::Tz) -> DateTime<FixedOffset> {
    at.with_timezone(&zone).fixed_offset()
}
