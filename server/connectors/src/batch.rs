//! Batches of rows as programs send them: a JSON object or array, NDJSON, or CSV.

use serde::de::{Deserialize, Deserializer as _, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::table::{Table, TableError};

/// A row as named cells.
pub type Cells = Map<String, Value>;

/// How a batch is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object, or an array of objects.
    Json,
    /// One object a line.
    Ndjson,
    /// A heading, then one row a line.
    Csv,
}

/// What takes the rows of a batch, and for those that cannot be read the reason.
pub type Taker<'a> = &'a mut dyn FnMut(Result<Cells, &'static str>);

impl Format {
    /// Tells the format from a content type; JSON is assumed where none is given.
    pub fn of(content_type: &str) -> Self {
        let kind = content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match kind.as_str() {
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Self::Ndjson,
            "text/csv" | "application/csv" => Self::Csv,
            _ => Self::Json,
        }
    }
}

/// Hands over the rows of a batch one by one; says whether it was one thing alone and no list.
///
/// # Errors
/// The whole is not what its format says: `unreadable_json`, or why a file is no table. Rows before that have been
/// handed over.
pub fn each(format: Format, bytes: &[u8], take: Taker<'_>) -> Result<bool, &'static str> {
    match format {
        Format::Json => json(bytes, take),
        Format::Ndjson => {
            ndjson(bytes, take);
            Ok(false)
        }
        Format::Csv => csv(bytes, take).map(|()| false),
    }
}

fn json(bytes: &[u8], take: Taker<'_>) -> Result<bool, &'static str> {
    let unreadable = |_| "unreadable_json";
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    if is_list {
        reader.deserialize_seq(List(take)).map_err(unreadable)?;
    } else {
        take(object(Value::deserialize(&mut reader).map_err(unreadable)?));
    }
    reader.end().map_err(unreadable)?;
    Ok(!is_list)
}

/// Takes a list element by element, so that a large one is never in memory as a whole.
struct List<'a>(Taker<'a>);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            (self.0)(object(value));
        }
        Ok(())
    }
}

fn object(value: Value) -> Result<Cells, &'static str> {
    match value {
        Value::Object(cells) => Ok(cells),
        _ => Err("object_needed"),
    }
}

fn ndjson(bytes: &[u8], take: Taker<'_>) {
    let lines = bytes.split(|byte| *byte == b'\n');
    for line in lines.filter(|line| !line.iter().all(u8::is_ascii_whitespace)) {
        let value = serde_json::from_slice(line).map_err(|_| "unreadable_json");
        take(value.and_then(object));
    }
}

fn csv(bytes: &[u8], take: Taker<'_>) -> Result<(), &'static str> {
    let table = Table::read(bytes).map_err(TableError::code)?;
    let headings: Vec<String> = table
        .headings
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let mut broken = table.broken.iter().peekable();
    for row in &table.rows {
        while broken.next_if(|line| **line < row.line).is_some() {
            take(Err("wrong_number_of_cells"));
        }
        let cells = headings.iter().enumerate();
        let filled = cells.filter_map(|(column, heading)| {
            let text = row.cell(column);
            (!text.is_empty()).then(|| (heading.clone(), Value::from(text)))
        });
        take(Ok(filled.collect()));
    }
    broken.for_each(|_| take(Err("wrong_number_of_cells")));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(kind: &str, text: &str) -> Result<Vec<Result<Cells, &'static str>>, &'static str> {
        let mut rows = Vec::new();
        each(Format::of(kind), text.as_bytes(), &mut |row| rows.push(row)).map(|_| rows)
    }

    #[test]
    fn the_same_rows_in_every_format() {
        for (kind, text) in [
            ("application/json", "[{\"a\":\"1\",\"b\":\"x\"},{\"a\":\"2\"}]"),
            (
                "application/x-ndjson; charset=utf-8",
                "{\"a\":\"1\",\"b\":\"x\"}\n\n{\"a\":\"2\"}\n",
            ),
            ("text/csv", "A;b\n1;x\n2;\n"),
        ] {
            let rows: Vec<_> = rows(kind, text)
                .unwrap()
                .into_iter()
                .map(Result::unwrap)
                .collect();
            assert_eq!(rows[0]["b"], "x", "{kind}");
            assert_eq!((rows.len(), rows[1].get("b")), (2, None), "{kind}");
        }
    }

    #[test]
    fn a_broken_row_is_no_broken_batch() {
        let lines = rows("application/x-ndjson", "{}\nnonsense\n[1]\n").unwrap();
        assert_eq!(lines[1..], [Err("unreadable_json"), Err("object_needed")]);
        let table = rows("text/csv", "a,b\n1,2\n3\n4,5\n").unwrap();
        assert_eq!(table[1], Err("wrong_number_of_cells"));
        for text in ["[{}", "[{}] []", "", "{} {}"] {
            assert_eq!(rows("application/json", text), Err("unreadable_json"), "{text}");
        }
    }
}
