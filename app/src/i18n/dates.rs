//! Dates, times and names of periods. Times arrive in the zone they are to be read in.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use domain::time::period::{Period, PeriodKind};
use domain::views::Language;

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `November`.
pub fn month(language: Language, date: NaiveDate) -> &'static str {
    let names = match language {
        Language::De => &MONTHS_DE,
        Language::En => &MONTHS_EN,
    };
    names.get(date.month0() as usize).copied().unwrap_or_default()
}

/// The first three letters: `Nov`, `Mär`.
fn month_short(language: Language, date: NaiveDate) -> String {
    month(language, date).chars().take(3).collect()
}

/// `31.12.2026` or `31 Dec 2026`.
pub fn date(language: Language, day: NaiveDate) -> String {
    match language {
        Language::De => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
        Language::En => format!("{} {} {}", day.day(), month_short(language, day), day.year()),
    }
}

/// As people type it: `31.12.2026` in both languages.
pub fn typed(day: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// `12.11.` or `12 Nov`, where the year is clear.
pub fn day_and_month(language: Language, day: NaiveDate) -> String {
    match language {
        Language::De => format!("{:02}.{:02}.", day.day(), day.month()),
        Language::En => format!("{} {}", day.day(), month_short(language, day)),
    }
}

/// `09:56`, to the minute.
fn minute(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `09:56:07`: a column has one form, and ledgers must add up.
fn clock(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

/// `09:56 Uhr` or `09:56`.
pub fn time(language: Language, at: NaiveDateTime) -> String {
    match language {
        Language::De => format!("{} Uhr", minute(at)),
        Language::En => minute(at),
    }
}

/// `23.11.2026, 09:56 Uhr`.
pub fn date_time(language: Language, at: NaiveDateTime) -> String {
    format!("{}, {}", date(language, at.date()), time(language, at))
}

/// `23.11.2026 09:56:07`, for table cells.
pub fn date_clock(language: Language, at: NaiveDateTime) -> String {
    format!("{}\u{a0}{}", date(language, at.date()), clock(at))
}

/// `Montag` or `Monday`.
pub fn weekday(language: Language, day: NaiveDate) -> &'static str {
    let german = matches!(language, Language::De);
    match day.weekday() {
        Weekday::Mon => {
            if german {
                "Montag"
            } else {
                "Monday"
            }
        }
        Weekday::Tue => {
            if german {
                "Dienstag"
            } else {
                "Tuesday"
            }
        }
        Weekday::Wed => {
            if german {
                "Mittwoch"
            } else {
                "Wednesday"
            }
        }
        Weekday::Thu => {
            if german {
                "Donnerstag"
            } else {
                "Thursday"
            }
        }
        Weekday::Fri => {
            if german {
                "Freitag"
            } else {
                "Friday"
            }
        }
        Weekday::Sat => {
            if german {
                "Samstag"
            } else {
                "Saturday"
            }
        }
        Weekday::Sun => {
            if german {
                "Sonntag"
            } else {
                "Sunday"
            }
        }
    }
}

/// `November 2026`, `4. Quartal 2026`, `2026`.
pub fn period(language: Language, period: Period) -> String {
    let first = period.first_day();
    let year = first.year();
    let german = matches!(language, Language::De);
    match period.kind() {
        PeriodKind::Day => date(language, first),
        PeriodKind::Week if german => format!("KW {} {}", first.iso_week().week(), first.iso_week().year()),
        PeriodKind::Week => format!("Week {} {}", first.iso_week().week(), first.iso_week().year()),
        PeriodKind::Month => format!("{} {year}", month(language, first)),
        PeriodKind::Quarter if german => format!("{}. Quartal {year}", first.month0() / 3 + 1),
        PeriodKind::Quarter => format!("Q{} {year}", first.month0() / 3 + 1),
        PeriodKind::HalfYear if german => format!("{}. Halbjahr {year}", first.month0() / 6 + 1),
        PeriodKind::HalfYear => format!("H{} {year}", first.month0() / 6 + 1),
        PeriodKind::Year => year.to_string(),
    }
}

/// `Nov 2026`, `Q4 2026`: for narrow places.
pub fn period_short(language: Language, shown: Period) -> String {
    let first = shown.first_day();
    match shown.kind() {
        PeriodKind::Month => format!("{} {}", month_short(language, first), first.year()),
        PeriodKind::Quarter => format!("Q{} {}", first.month0() / 3 + 1, first.year()),
        _ => period(language, shown),
    }
}

/// One or two letters over a column of the history strip: `N`, `4`.
pub fn period_initial(language: Language, shown: Period) -> String {
    let first = shown.first_day();
    match shown.kind() {
        PeriodKind::Month => month(language, first).chars().take(1).collect(),
        PeriodKind::Quarter => (first.month0() / 3 + 1).to_string(),
        PeriodKind::HalfYear => (first.month0() / 6 + 1).to_string(),
        PeriodKind::Year => format!("{:02}", first.year() % 100),
        PeriodKind::Week => first.iso_week().week().to_string(),
        PeriodKind::Day => first.day().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    #[test]
    fn dates_and_times_read_as_people_write_them() {
        let at = day(2026, 11, 23).and_hms_opt(9, 5, 0).expect("a real time");
        assert_eq!(date_time(Language::De, at), "23.11.2026, 09:05 Uhr");
        assert_eq!(date_time(Language::En, at), "23 Nov 2026, 09:05");
        assert_eq!(day_and_month(Language::De, at.date()), "23.11.");
        assert_eq!(weekday(Language::De, at.date()), "Montag");
    }

    #[test]
    fn only_ledgers_show_seconds() {
        let at = day(2026, 3, 1).and_hms_opt(9, 5, 7).expect("a real time");
        assert_eq!(date_clock(Language::De, at), "01.03.2026\u{a0}09:05:07");
        assert_eq!(time(Language::De, at), "09:05 Uhr");
    }

    #[test]
    fn periods_have_names() {
        let march = day(2016, 3, 9);
        let of = |kind| Period::containing(kind, march);
        assert_eq!(period(Language::De, of(PeriodKind::Month)), "März 2016");
        assert_eq!(period(Language::De, of(PeriodKind::Quarter)), "1. Quartal 2016");
        assert_eq!(period(Language::En, of(PeriodKind::HalfYear)), "H1 2016");
        assert_eq!(period(Language::De, of(PeriodKind::Year)), "2016");
        assert_eq!(period_short(Language::De, of(PeriodKind::Month)), "Mär 2016");
        assert_eq!(period_initial(Language::De, of(PeriodKind::Month)), "M");
    }
}
