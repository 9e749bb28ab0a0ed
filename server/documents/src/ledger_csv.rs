//! A period's ledger as CSV: one line per stretch of time, so that anyone can add it up again.

use crate::cell::inert;
use domain::views::{LedgerInterval, LedgerItem, NaiveDateTime};

const HEADINGS: [&str; 10] = [
    "external_id",
    "priority",
    "reported",
    "resolved",
    "due",
    "met",
    "from",
    "to",
    "seconds",
    "counted_because",
];

/// Writes the ledger in UTF-8 with byte order mark and semicolons, as German spreadsheets expect it.
///
/// # Errors
/// Only what the CSV writer reports, which for a buffer in memory is nothing.
pub fn ledger_csv(items: &[LedgerItem]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADINGS)?;
    for item in items {
        for interval in &item.intervals {
            writer.write_record(line(item, interval))?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

fn line(item: &LedgerItem, interval: &LedgerInterval) -> [String; 10] {
    let moment = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M:%S").to_string();
    let reason = serde_json::to_value(interval.reason).ok();
    let reason = reason
        .as_ref()
        .and_then(|value| value.as_str())
        .unwrap_or_default()
        .to_owned();
    [
        inert(&item.external_id),
        inert(item.priority.as_deref().unwrap_or_default()),
        moment(item.reported),
        item.resolved.map(moment).unwrap_or_default(),
        item.due.map(moment).unwrap_or_default(),
        item.met.map(|met| met.to_string()).unwrap_or_default(),
        moment(interval.from),
        moment(interval.to),
        if interval.counted {
            interval.seconds.to_string()
        } else {
            "0".to_owned()
        },
        reason,
    ]
}
