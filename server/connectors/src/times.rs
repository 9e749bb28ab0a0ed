//! Times as files and messages write them.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use chrono_tz::Tz;
use domain::time::Instant;
use domain::time::zone::{LocalResolution, resolve};

/// Times of other years are typing errors.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

const FORMATS: [&str; 9] = [
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
];

/// Why a time cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeProblem {
    /// In no known format, or on a day that does not exist.
    Unreadable,
    /// Without an offset, where no zone is known.
    OffsetNeeded,
    /// In the hour that is left out when the clocks go forward.
    Gap,
    /// In a year that can only be a typing error.
    Year,
}

impl TimeProblem {
    /// Stable reason, translated by the user interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable_time",
            Self::OffsetNeeded => "offset_needed",
            Self::Gap => "time_does_not_exist",
            Self::Year => "year_out_of_range",
        }
    }
}

/// Reads a time: with its offset (RFC 3339), or on the wall clock of a zone. Where day and month could be confused, the
/// day comes first; of an hour that happens twice it is the first.
pub fn read(text: &str, zone: Option<Tz>) -> Result<Instant, TimeProblem> {
    let at = if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        exact.with_timezone(&Utc)
    } else {
        let parse = |format: &&str| NaiveDateTime::parse_from_str(text, format).ok();
        let local = FORMATS.iter().find_map(parse).ok_or(TimeProblem::Unreadable)?;
        match resolve(zone.ok_or(TimeProblem::OffsetNeeded)?, local) {
            LocalResolution::Unique(at) | LocalResolution::Fold { first: at, .. } => at,
            LocalResolution::Gap(_) => return Err(TimeProblem::Gap),
        }
    };
    if YEARS.contains(&at.year()) {
        Ok(at)
    } else {
        Err(TimeProblem::Year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wall_clocks_need_a_zone() {
        let berlin = Some(chrono_tz::Europe::Berlin);
        for (text, zone, expected) in [
            ("2026-03-29T03:30:00+02:00", None, Ok("2026-03-29T01:30:00Z")),
            ("2026-03-29T03:30:00", None, Err(TimeProblem::OffsetNeeded)),
            ("29.03.2026 03:30", berlin, Ok("2026-03-29T01:30:00Z")),
            ("29.03.2026 02:30", berlin, Err(TimeProblem::Gap)),
            ("25.10.2026 02:30", berlin, Ok("2026-10-25T00:30:00Z")),
            ("30.02.2026 02:30", berlin, Err(TimeProblem::Unreadable)),
            ("30.03.1026 02:30", berlin, Err(TimeProblem::Year)),
        ] {
            let expected = expected.map(|text| text.parse().unwrap());
            assert_eq!(read(text, zone), expected, "{text}");
        }
    }
}
