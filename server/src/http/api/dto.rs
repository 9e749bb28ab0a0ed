//! Shapes that several paths answer with.

use chrono::{DateTime, FixedOffset};
use domain::money::Money;
use domain::ratio::WHOLE_PPM;
use serde::Serialize;
use services::Error;
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

/// Items on a page without a choice, and at most.
const USUAL_PAGE: usize = 100;
const LARGEST_PAGE: usize = 500;

impl<T: ToSchema> Items<T> {
    /// The page after the item that `cursor` names.
    ///
    /// # Errors
    /// A cursor that is none of these items, a limit that is out of range.
    pub fn page(
        rows: Vec<T>,
        id: impl Fn(&T) -> &str,
        cursor: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Self, Error> {
        let limit = limit.unwrap_or(USUAL_PAGE);
        if !(1..=LARGEST_PAGE).contains(&limit) {
            return Err(Error::field("limit", "out_of_range"));
        }
        let start = match cursor {
            None => 0,
            Some(cursor) => {
                let last = rows.iter().position(|row| id(row) == cursor);
                last.ok_or_else(|| Error::field("cursor", "unknown"))? + 1
            }
        };
        let more = rows.len() > start + limit;
        let items: Vec<_> = rows.into_iter().skip(start).take(limit).collect();
        let next_cursor = items.last().filter(|_| more).map(|row| id(row).to_owned());
        Ok(Self { items, next_cursor })
    }
}

/// Reads a code of a query; an unknown one is refused by name.
pub fn code<T>(
    field: &str,
    text: Option<&String>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    text.map(|text| parse(text).ok_or_else(|| Error::field(field, "unknown")))
        .transpose()
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
