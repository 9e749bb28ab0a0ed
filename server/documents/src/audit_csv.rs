//! The audit log as CSV.

use domain::views::{AuditRow, Language};

use crate::cell::inert;

const HEADINGS: [&str; 13] = [
    "number",
    "at",
    "at_utc",
    "actor",
    "actor_kind",
    "actor_id",
    "action",
    "object_kind",
    "object_id",
    "detail",
    "request_id",
    "previous_hash",
    "hash",
];

const GERMAN_HEADINGS: [&str; 13] = [
    "Nummer",
    "Zeit",
    "Zeit (UTC)",
    "Wer",
    "Art",
    "Kennung",
    "Vorgang",
    "Art des Gegenstands",
    "Gegenstand",
    "Einzelheiten",
    "Anfrage",
    "vorherige Prüfsumme",
    "Prüfsumme",
];

/// Writes entries in UTF-8 with byte order mark and semicolons, as German spreadsheets expect it.
///
/// # Errors
/// Only what the CSV writer reports, which for a buffer in memory is nothing.
pub fn audit_csv(rows: &[AuditRow], language: Language) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(match language {
        Language::De => GERMAN_HEADINGS,
        Language::En => HEADINGS,
    })?;
    for row in rows {
        writer.write_record([
            row.seq.to_string(),
            row.at.format("%Y-%m-%d %H:%M:%S").to_string(),
            row.at_utc.clone(),
            inert(&row.actor),
            row.actor_kind.clone(),
            row.actor_id.map(|id| id.to_string()).unwrap_or_default(),
            row.action.code().to_owned(),
            row.object_kind.clone(),
            row.object_id.clone(),
            inert(&row.detail),
            inert(&row.request_id),
            row.previous_hash.clone(),
            row.hash.clone(),
        ])?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}
