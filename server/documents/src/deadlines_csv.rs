//! Deadlines as CSV.

use domain::views::{DeadlineKind, DeadlineRow, Language};

use crate::cell::inert;

/// Writes deadlines in UTF-8 with byte order mark and semicolons, as German spreadsheets expect it.
///
/// # Errors
/// Only what the CSV writer reports, which for a buffer in memory is nothing.
pub fn deadlines_csv(rows: &[DeadlineRow], language: Language) -> Result<Vec<u8>, csv::Error> {
    let german = language == Language::De;
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(if german {
        [
            "Tag",
            "Tage",
            "Anlass",
            "Vertrag",
            "Titel",
            "Lieferant",
            "Vertragsende",
        ]
    } else {
        [
            "Day",
            "Days left",
            "What",
            "Contract",
            "Title",
            "Supplier",
            "End of contract",
        ]
    })?;
    for row in rows {
        let what = match (row.kind, german) {
            (DeadlineKind::Decision, true) => "Entscheidung",
            (DeadlineKind::Decision, false) => "Decision",
            (DeadlineKind::Receipt, true) => "Zugang der Kündigung",
            (DeadlineKind::Receipt, false) => "Receipt of notice",
            (DeadlineKind::End, true) => "Vertragsende",
            (DeadlineKind::End, false) => "End of contract",
        };
        writer.write_record([
            row.day.to_string(),
            row.days_left.to_string(),
            what.to_owned(),
            inert(&row.contract_number),
            inert(&row.contract_title),
            inert(&row.supplier_name),
            row.end.to_string(),
        ])?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}
