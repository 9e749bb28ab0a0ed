//! Points in time as people and programs write them: with an offset, with or without seconds. Without an offset they
//! are read on the clock of Berlin, as the day of the bundle is.

use chrono::{DateTime, Datelike, NaiveDateTime};
use serde::{Deserialize, Deserializer};

use crate::time::{FIRST_YEAR, Instant, LAST_YEAR, zone};

/// Reads `2026-11-20T12:00:00+01:00`, `2026-11-20T11:00Z` or `2026-11-20T12:00:00`, in the years that are computed.
pub fn parse(text: &str) -> Option<Instant> {
    read(text).filter(|at| (FIRST_YEAR..=LAST_YEAR).contains(&at.year()))
}

fn read(text: &str) -> Option<Instant> {
    let offset =
        DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%#z"));
    if let Ok(at) = offset {
        return Some(at.to_utc());
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .filter(|local| (FIRST_YEAR..=LAST_YEAR).contains(&local.year()))
        .map(|local| zone::to_instant(chrono_tz::Europe::Berlin, local))
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Instant>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    parse(&text).map(Some).ok_or_else(|| {
        let expected = "is not a point in time such as 2026-11-20T12:00:00+01:00";
        serde::de::Error::custom(format!("`{text}` {expected}"))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use rstest::rstest;

    #[rstest]
    #[case("2026-11-20T12:00:00+01:00", Some("2026-11-20T11:00:00Z"))]
    #[case("2026-11-20T11:00Z", Some("2026-11-20T11:00:00Z"))]
    #[case("2026-11-20T12:00+01:00", Some("2026-11-20T11:00:00Z"))]
    #[case("2026-07-20T12:00:00", Some("2026-07-20T10:00:00Z"))]
    #[case("2026-11-20T12:00", Some("2026-11-20T11:00:00Z"))]
    #[case("2026-11-20", None)]
    #[case("yesterday", None)]
    #[case("9999-12-31T23:59:59-23:59", None)]
    #[case("+262142-12-31T23:59:59", None)]
    fn times_with_and_without_offset(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(parse(text), expected.and_then(|text| text.parse().ok()));
    }
}
