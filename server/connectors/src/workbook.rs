//! The first sheet of an Excel workbook as rows of text.
//!
//! A workbook is an archive: before anything is read its members are unpacked into nothing, with an end to it. Formulas
//! are refused, because what they show is what somebody's program computed last.

use std::io::{Cursor, Read, copy, sink};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use zip::ZipArchive;

use crate::table::TableError;

/// The first bytes of an archive.
pub const MAGIC: &[u8] = b"PK\x03\x04";
/// What a workbook may hold when it is unpacked.
const LARGEST_UNPACKED_BYTES: u64 = 512 * 1024 * 1024;
const MOST_MEMBERS: usize = 1_000;

/// Rows of text, the headings first, as long as the headings.
///
/// # Errors
/// No workbook, one that unpacks into too much, or one with formulas.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableError> {
    check_size(bytes)?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| TableError::NotText)?;
    let name = book.sheet_names().first().cloned().ok_or(TableError::Empty)?;
    let formulas = book.worksheet_formula(&name).map_err(|_| TableError::NotText)?;
    if formulas.used_cells().any(|(_, _, formula)| !formula.is_empty()) {
        return Err(TableError::Formulas);
    }
    let sheet = book.worksheet_range(&name).map_err(|_| TableError::NotText)?;
    let mut rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
    let blank = |row: &Vec<String>| row.iter().all(String::is_empty);
    while rows.last().is_some_and(blank) {
        rows.pop();
    }
    let Some(headings) = rows.first_mut() else {
        return Err(TableError::Empty);
    };
    while headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    let width = headings.len();
    for row in &mut rows {
        let rest_is_blank = row.iter().skip(width).all(String::is_empty);
        if rest_is_blank {
            row.resize(width, String::new());
        }
    }
    Ok(rows)
}

fn check_size(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::NotText)?;
    if archive.len() > MOST_MEMBERS {
        return Err(TableError::TooLarge);
    }
    let mut left = LARGEST_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|_| TableError::NotText)?;
        let unpacked = copy(&mut member.take(left + 1), &mut sink()).map_err(|_| TableError::NotText)?;
        left = left.checked_sub(unpacked).ok_or(TableError::TooLarge)?;
    }
    Ok(())
}

/// A cell as somebody would have typed it into a CSV file: days and times the way ISO 8601 writes them.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => at.as_datetime().map_or_else(String::new, |at| {
            let midnight = at.time() == chrono::NaiveTime::MIN;
            at.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S" })
                .to_string()
        }),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::table::Table;

    fn workbook(with_formula: bool) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("dd.mm.yyyy");
        for (across, heading) in (0..).zip(["Name", "Beginn", "Betrag"]) {
            sheet.write_string(0, across, heading).unwrap();
        }
        sheet.write_string(1, 0, "Grüße").unwrap();
        let date = ExcelDateTime::from_ymd(2026, 1, 31).unwrap();
        sheet.write_datetime_with_format(1, 1, &date, &day).unwrap();
        sheet.write_number(1, 2, 1234.5).unwrap();
        sheet.write_string(3, 0, "nach einer leeren Zeile").unwrap();
        if with_formula {
            sheet.write_formula(3, 2, "=SUM(C2:C2)").unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_workbook_is_a_table_of_what_somebody_wrote() {
        let table = Table::read(&workbook(false)).unwrap();
        assert_eq!((table.encoding, table.headings.len()), ("XLSX", 3));
        let first = &table.rows[0];
        assert_eq!(
            (first.line, first.cell(0), first.cell(1), first.cell(2)),
            (2, "Grüße", "2026-01-31", "1234.5")
        );
        assert_eq!((table.rows.len(), table.rows[1].line), (2, 4));
    }

    #[test]
    fn formulas_and_archives_that_unpack_without_end_are_refused() {
        assert_eq!(Table::read(&workbook(true)).unwrap_err(), TableError::Formulas);
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let zeros = vec![0_u8; 1024 * 1024];
        bomb.start_file("xl/workbook.xml", SimpleFileOptions::default())
            .unwrap();
        for _ in 0..600 {
            bomb.write_all(&zeros).unwrap();
        }
        let bytes = bomb.finish().unwrap().into_inner();
        assert!(bytes.len() < 2 * 1024 * 1024);
        assert_eq!(Table::read(&bytes).unwrap_err(), TableError::TooLarge);
    }
}
