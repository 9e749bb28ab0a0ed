//! Lists as files for spreadsheets.

use domain::money::Money;
use domain::views::{Language, NaiveDate, Sheet, SheetCell};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::cell::inert;

/// Excel takes no more for the name of a sheet.
const LONGEST_NAME: usize = 31;

/// Writes a list in UTF-8 with byte order mark and semicolons, days and amounts as the language writes them.
///
/// # Errors
/// Only what the CSV writer reports, which for a buffer in memory is nothing.
pub fn sheet_csv(sheet: &Sheet, language: Language) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&sheet.columns)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| words(cell, language)))?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

fn words(cell: &SheetCell, language: Language) -> String {
    match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Text(text) => inert(text),
        SheetCell::Count(count) => count.to_string(),
        SheetCell::Day(day) => day_in(*day, language),
        SheetCell::Amount(amount) => amount_in(*amount, language),
    }
}

fn day_in(day: NaiveDate, language: Language) -> String {
    match language {
        Language::De => day.format("%d.%m.%Y").to_string(),
        Language::En => day.to_string(),
    }
}

/// Without separators of thousands, so that it is read as a number.
fn amount_in(amount: Money, language: Language) -> String {
    let sign = if amount.minor < 0 { "-" } else { "" };
    let (whole, cents) = (
        amount.minor.unsigned_abs() / 100,
        amount.minor.unsigned_abs() % 100,
    );
    let point = match language {
        Language::De => ',',
        Language::En => '.',
    };
    format!("{sign}{whole}{point}{cents:02}")
}

/// Writes a list as an Excel workbook: real days and numbers, headings that stay in view, a filter in each.
///
/// # Errors
/// More rows than a sheet holds, or a text longer than a cell.
pub fn sheet_xlsx(sheet: &Sheet, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let day = Format::new().set_num_format(match language {
        Language::De => "dd.mm.yyyy",
        Language::En => "yyyy-mm-dd",
    });
    let money = Format::new().set_num_format("#,##0.00");
    let page = workbook.add_worksheet();
    page.set_name(sheet_name(&sheet.name))?;
    let mut across: u16 = 0;
    for column in &sheet.columns {
        page.write_with_format(0, across, column, &heading)?;
        across += 1;
    }
    let mut down: u32 = 0;
    for row in &sheet.rows {
        down += 1;
        for (cell, across) in row.iter().zip(0_u16..) {
            match cell {
                SheetCell::Empty => {}
                SheetCell::Text(text) => drop(page.write_string(down, across, text)?),
                SheetCell::Count(count) => drop(page.write_number(down, across, number(*count))?),
                SheetCell::Day(value) => drop(page.write_with_format(down, across, value, &day)?),
                SheetCell::Amount(amount) => {
                    page.write_number_with_format(down, across, number(amount.minor) / 100.0, &money)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.autofilter(0, 0, down, across.saturating_sub(1))?;
    page.autofit();
    workbook.save_to_buffer()
}

/// A spreadsheet knows nothing but floating point; 2^53 cents are more than any amount.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts and counts have less than 53 bits"
)]
fn number(value: i64) -> f64 {
    value as f64
}

/// Without what Excel refuses in a name.
fn sheet_name(name: &str) -> String {
    let allowed = |c: &char| !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(c);
    name.chars().filter(allowed).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            name: "Verträge: Liste".to_owned(),
            columns: vec![
                "Titel".to_owned(),
                "Ende".to_owned(),
                "Pauschale".to_owned(),
                "Währung".to_owned(),
            ],
            rows: vec![
                vec![
                    SheetCell::text("=1+1"),
                    SheetCell::day(NaiveDate::from_ymd_opt(2026, 12, 31)),
                    SheetCell::Amount(Money::new(-123_456, domain::money::Currency::EUR)),
                    SheetCell::text("EUR"),
                ],
                vec![
                    SheetCell::text("Zwei; drei"),
                    SheetCell::Empty,
                    SheetCell::Empty,
                    SheetCell::Count(7),
                ],
            ],
        }
    }

    #[test]
    fn a_list_is_written_as_german_spreadsheets_read_it() {
        let bytes = sheet_csv(&sheet(), Language::De).expect("bytes");
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(
            text,
            "\u{feff}Titel;Ende;Pauschale;Währung\n'=1+1;31.12.2026;-1234,56;EUR\n\"Zwei; drei\";;;7\n"
        );
        let english = String::from_utf8(sheet_csv(&sheet(), Language::En).expect("bytes")).expect("text");
        assert!(english.contains("2026-12-31;-1234.56"));
    }

    #[test]
    fn a_workbook_is_a_zip_with_a_sheet() {
        let bytes = sheet_xlsx(&sheet(), Language::De).expect("bytes");
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(sheet_name("a/b*c"), "abc");
    }
}
