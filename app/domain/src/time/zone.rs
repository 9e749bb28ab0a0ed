//! Local wall clock time and instants.
//!
//! ```text
//! gap:  local time + the jump      fold: the first of the two instants
//! ```
//!
//! Source: RFC 5545, section 3.3.5; the IANA time zone database.
//!
//! ```
//! use domain::time::zone::{parse, to_instant};
//!
//! let berlin = parse("Europe/Berlin")?;
//! assert_eq!(to_instant(berlin, "2026-03-29T02:30:00".parse()?).to_rfc3339(), "2026-03-29T01:30:00+00:00");
//! assert_eq!(to_instant(berlin, "2026-10-25T02:30:00".parse()?).to_rfc3339(), "2026-10-25T00:30:00+00:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::offset::LocalResult;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::{Instant, TimeError};

/// What a local time means in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalResolution {
    /// The usual case: one instant.
    Unique(Instant),
    /// The clocks jumped over this local time; the instant is the local time shifted forward by the jump.
    Gap(Instant),
    /// The clocks showed this local time twice.
    Fold {
        /// The earlier instant, still in summer time.
        first: Instant,
        /// The later instant.
        second: Instant,
    },
}

/// Looks a zone up by its IANA name, such as `Europe/Berlin`.
pub fn parse(name: &str) -> Result<Tz, TimeError> {
    name.parse().map_err(|_| TimeError::UnknownZone(name.to_owned()))
}

/// The names that people choose from: a continent and a city, and UTC.
pub fn names() -> Vec<&'static str> {
    let chosen = |name: &&str| *name == "UTC" || (name.contains('/') && !name.starts_with("Etc/"));
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(chosen)
        .collect()
}

/// The instant of a local time: shifted forward in a gap, the first one in a fold (RFC 5545, section 3.3.5).
pub fn to_instant(tz: Tz, local: NaiveDateTime) -> Instant {
    match resolve(tz, local) {
        LocalResolution::Unique(at) | LocalResolution::Gap(at) => at,
        LocalResolution::Fold { first, .. } => first,
    }
}

/// Resolves a local time and says whether it was ambiguous or skipped, so that imports can warn.
pub fn resolve(tz: Tz, local: NaiveDateTime) -> LocalResolution {
    match tz.from_local_datetime(&local) {
        LocalResult::Single(at) => LocalResolution::Unique(at.to_utc()),
        LocalResult::Ambiguous(a, b) => LocalResolution::Fold {
            first: a.min(b).to_utc(),
            second: a.max(b).to_utc(),
        },
        LocalResult::None => LocalResolution::Gap(after_gap(tz, local)),
    }
}

/// Reads the local time with the offset that was valid before the clocks jumped.
///
/// No offset is larger than a day, so the same local time one day earlier, read as UTC, lies before the jump.
fn after_gap(tz: Tz, local: NaiveDateTime) -> Instant {
    let before = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
    let offset = tz.offset_from_utc_datetime(&before).fix();
    local.checked_sub_offset(offset).unwrap_or(local).and_utc()
}

/// The first instant of a local day.
pub fn start_of_day(tz: Tz, date: NaiveDate) -> Instant {
    to_instant(tz, date.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("America/Los_Angeles", "2006-01-04T12:30:09", "2006-01-04T20:30:09Z")]
    #[case("America/Los_Angeles", "2014-03-09T02:30:00", "2014-03-09T10:30:00Z")]
    #[case("America/Sao_Paulo", "2015-10-18T00:00:00", "2015-10-18T03:00:00Z")]
    #[case("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    #[case("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    #[case("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T20:00:00Z")]
    fn gap_and_fold(#[case] zone: &str, #[case] local: NaiveDateTime, #[case] expected: Instant) {
        assert_eq!(to_instant(parse(zone).unwrap(), local), expected);
    }

    #[test]
    fn importers_can_tell_gap_and_fold() {
        let berlin = parse("Europe/Berlin").unwrap();
        let at = |text: &str| resolve(berlin, text.parse().unwrap());
        assert!(matches!(at("2026-03-29T02:00:00"), LocalResolution::Gap(_)));
        assert!(matches!(at("2026-10-25T02:00:00"), LocalResolution::Fold { .. }));
        assert!(matches!(at("2026-10-25T03:00:00"), LocalResolution::Unique(_)));
        assert!(parse("Europe/Bonn").is_err());
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for zone in ["Europe/Berlin", "Pacific/Apia"] {
            to_instant(parse(zone).unwrap(), NaiveDateTime::MIN);
            to_instant(parse(zone).unwrap(), NaiveDateTime::MAX);
        }
    }
}
