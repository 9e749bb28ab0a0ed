//! A CSV file or a workbook as rows of text, whatever its encoding and separator.

use std::borrow::Cow;

use thiserror::Error;

use crate::workbook;

/// The largest file that is read.
pub const LARGEST_FILE_BYTES: usize = 200 * 1024 * 1024;
const SEPARATORS: [u8; 4] = *b",;\t|";

/// A file that is no table at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TableError {
    /// Nothing in it.
    #[error("file_empty")]
    Empty,
    /// Over [`LARGEST_FILE_BYTES`].
    #[error("file_too_large")]
    TooLarge,
    /// Neither text nor a workbook.
    #[error("file_not_text")]
    NotText,
    /// A workbook that computes: only what somebody wrote is taken over.
    #[error("file_with_formulas")]
    Formulas,
    /// A heading twice, so that a column cannot be told by its name.
    #[error("duplicate_heading")]
    DuplicateHeading,
    /// One column only, so the separator is none of those known.
    #[error("separator_unknown")]
    UnknownSeparator,
}

impl TableError {
    /// Stable reason, translated by the user interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::NotText => "file_not_text",
            Self::Formulas => "file_with_formulas",
            Self::DuplicateHeading => "duplicate_heading",
            Self::UnknownSeparator => "separator_unknown",
        }
    }
}

/// A decoded file.
#[derive(Debug)]
pub struct Table {
    /// Name of the detected encoding.
    pub encoding: &'static str,
    /// Detected separator.
    pub separator: char,
    /// Headings in order.
    pub headings: Vec<String>,
    /// Rows with the line each begins on.
    pub rows: Vec<Row>,
    /// Lines that are no rows: wrong number of cells, broken quoting.
    pub broken: Vec<u64>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// Line in the file; the header is line 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl Row {
    /// A cell by its column, trimmed.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

impl Table {
    /// Decodes a file.
    ///
    /// # Errors
    /// The file is no table; single broken lines are listed in [`Table::broken`].
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() > LARGEST_FILE_BYTES {
            return Err(TableError::TooLarge);
        }
        if bytes.starts_with(workbook::MAGIC) {
            return Self::of_workbook(bytes);
        }
        let (text, encoding) = decode(bytes)?;
        let separator = separator(&text)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .from_reader(text.as_bytes());
        let headings = headings(&mut reader)?;
        let (mut rows, mut broken) = (Vec::new(), Vec::new());
        for record in reader.into_records() {
            match record {
                Ok(cells) => {
                    let line = cells
                        .position()
                        .map_or(0, |position| line(text.as_bytes(), position));
                    if cells.len() == headings.len() {
                        rows.push(Row { line, cells });
                    } else {
                        broken.push(line);
                    }
                }
                Err(error) => broken.push(
                    error
                        .position()
                        .map_or(0, |position| line(text.as_bytes(), position)),
                ),
            }
        }
        Ok(Self {
            encoding,
            separator: char::from(separator),
            headings,
            rows,
            broken,
        })
    }

    fn of_workbook(bytes: &[u8]) -> Result<Self, TableError> {
        let mut lines = (1..).zip(workbook::rows(bytes)?);
        let headings: Vec<String> = lines.next().map(|(_, headings)| headings).unwrap_or_default();
        check_headings(&headings)?;
        let (mut rows, mut broken) = (Vec::new(), Vec::new());
        for (line, cells) in lines {
            match cells.len() == headings.len() {
                true if cells.iter().all(String::is_empty) => {}
                true => rows.push(Row {
                    line,
                    cells: cells.into(),
                }),
                false => broken.push(line),
            }
        }
        Ok(Self {
            encoding: "XLSX",
            separator: '\t',
            headings,
            rows,
            broken,
        })
    }

    /// The position of a heading, whatever its case.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headings
            .iter()
            .position(|known| known.eq_ignore_ascii_case(heading.trim()))
    }
}

/// The line a row begins on. The reader stands between the two characters that end a line on Windows.
fn line(text: &[u8], position: &csv::Position) -> u64 {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    position.line() + u64::from(text.get(at) == Some(&b'\n'))
}

fn headings(reader: &mut csv::Reader<&[u8]>) -> Result<Vec<String>, TableError> {
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(|heading| heading.trim().to_owned()).collect(),
        Err(_) => return Err(TableError::Empty),
    };
    check_headings(&headings)?;
    Ok(headings)
}

fn check_headings(headings: &[String]) -> Result<(), TableError> {
    let mut sorted: Vec<_> = headings.iter().map(|heading| heading.to_lowercase()).collect();
    sorted.sort();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(TableError::DuplicateHeading);
    }
    Ok(())
}

/// UTF-8 with or without mark, else Windows-1252, which every byte sequence is: so binary files are told apart by
/// the zero bytes that no text has.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), TableError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::Empty);
    }
    let (marked, text) = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or((false, bytes), |rest| (true, rest));
    if text.contains(&0) {
        return Err(TableError::NotText);
    }
    if let Ok(text) = std::str::from_utf8(text) {
        return Ok((Cow::Borrowed(text), if marked { "UTF-8 (BOM)" } else { "UTF-8" }));
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text);
    Ok((text, "Windows-1252"))
}

/// The separator that cuts the heading line into the most cells.
fn separator(text: &str) -> Result<u8, TableError> {
    let heading = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| heading.matches(char::from(*separator)).count();
    let best = SEPARATORS
        .iter()
        .max_by_key(|separator| (count(separator), **separator == b','))
        .copied();
    best.filter(|separator| count(separator) > 0)
        .ok_or(TableError::UnknownSeparator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_and_separators_are_detected() {
        for (bytes, encoding, separator) in [
            (b"id;name\n1;Gr\xfc\xdfe\n".as_slice(), "Windows-1252", ';'),
            ("id,name\n1,Grüße\n".as_bytes(), "UTF-8", ','),
            ("\u{feff}id\tname\n1\tGrüße\n".as_bytes(), "UTF-8 (BOM)", '\t'),
        ] {
            let table = Table::read(bytes).unwrap();
            assert_eq!((table.encoding, table.separator), (encoding, separator));
            assert_eq!(table.rows[0].cell(1), "Grüße");
        }
    }

    #[test]
    fn lines_are_counted_the_same_however_they_end() {
        for text in ["a;b\n1;2\n3;4\n5\n", "a;b\r\n1;2\r\n3;4\r\n5\r\n"] {
            let table = Table::read(text.as_bytes()).unwrap();
            assert_eq!(
                table.rows.iter().map(|row| row.line).collect::<Vec<_>>(),
                [2, 3],
                "{text:?}"
            );
            assert_eq!(table.broken, [4], "{text:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        assert_eq!(Table::read(b"  \n").unwrap_err(), TableError::Empty);
        assert_eq!(
            Table::read(b"PK\x03\x04\x00\x00").unwrap_err(),
            TableError::NotText
        );
        assert_eq!(
            Table::read(b"a,A\n1,2\n").unwrap_err(),
            TableError::DuplicateHeading
        );
        assert_eq!(
            Table::read(b"just text\n").unwrap_err(),
            TableError::UnknownSeparator
        );
    }

    #[test]
    fn rows_of_the_wrong_length_are_named_by_line() {
        let table = Table::read(b"a,b\n1,2\n3\n\"x\ny\",4\n5,6,7\n").unwrap();
        assert_eq!(table.broken, [3, 6]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    }
}
