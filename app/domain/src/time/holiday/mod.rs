//! Public holidays of Germany: nationwide and in each of the sixteen states.
//!
//! The holidays are fixed by the holiday acts (*Feiertagsgesetze*) of the states; only 3 October is federal law
//! (Unification Treaty, article 2). What no state list can decide is left to a site's own additions:
//! Assumption Day in Bavaria and Corpus Christi in parts of Saxony and Thuringia depend on the municipality,
//! 8 August exists only in Augsburg. 24 and 31 December are working days by law.
//!
//! Unit: local days. Movable feasts are counted from Easter Sunday.
//!
//! ```
//! use domain::time::holiday::{Region, is_holiday};
//!
//! assert!(is_holiday(Region::BE, "2026-03-08".parse()?)); // International Women's Day, in Berlin
//! assert!(!is_holiday(Region::Nationwide, "2026-03-08".parse()?));
//! assert!(is_holiday(Region::BE, "2025-05-08".parse()?)); // once: 80 years since the end of the war
//! assert!(!is_holiday(Region::BE, "2026-05-08".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod easter;
mod name;
mod region;

pub use easter::easter_sunday;
pub use name::HolidayName;
pub use region::Region;

use chrono::{Datelike, Days, NaiveDate};

use Region::{BB, BE, BW, BY, HB, HE, HH, MV, NI, NW, RP, SH, SL, SN, ST, TH};

/// A public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// The local day that is free from 0:00 to 24:00.
    pub date: NaiveDate,
    /// Which holiday it is.
    pub name: HolidayName,
}

/// The public holidays of a region in a year, by date. Two holidays may fall on the same date, as on 1 May 2008.
///
/// The rules are those in force since 1990; before that year they are extrapolated backwards. Empty for years
/// outside the Gregorian calendar of this crate.
pub fn holidays(region: Region, year: i32) -> Vec<Holiday> {
    let Some(easter) = easter_sunday(year) else {
        return Vec::new();
    };
    let mut list: Vec<Holiday> = fixed(region, year)
        .into_iter()
        .filter_map(|(name, month, day)| {
            Some(Holiday {
                date: NaiveDate::from_ymd_opt(year, month, day)?,
                name,
            })
        })
        .chain(movable(region, year, easter))
        .collect();
    list.sort_unstable();
    list
}

/// Whether a day is a public holiday of a region.
pub fn is_holiday(region: Region, date: NaiveDate) -> bool {
    holidays(region, date.year())
        .iter()
        .any(|holiday| holiday.date == date)
}

/// Whether a day is one from Monday to Friday and no public holiday.
pub fn is_weekday_worked(region: Region, date: NaiveDate) -> bool {
    date.weekday().number_from_monday() <= 5 && !is_holiday(region, date)
}

/// Holidays with a fixed day, as (name, month, day).
fn fixed(region: Region, year: i32) -> Vec<(HolidayName, u32, u32)> {
    let only = |states: &[Region]| states.contains(&region);
    let mut list = vec![
        (HolidayName::NewYear, 1, 1),
        (HolidayName::LabourDay, 5, 1),
        (HolidayName::ChristmasDay, 12, 25),
        (HolidayName::SecondChristmasDay, 12, 26),
    ];
    let mut add = |applies: bool, name, month, day| {
        if applies {
            list.push((name, month, day));
        }
    };
    add(year >= 1990, HolidayName::GermanUnity, 10, 3);
    add(only(&[BW, BY, ST]), HolidayName::Epiphany, 1, 6);
    add(
        year >= 2019 && only(&[BE]) || year >= 2023 && only(&[MV]),
        HolidayName::WomensDay,
        3,
        8,
    );
    // Berlin, single days: 75 and 80 years after the war, 75 years after the uprising in East Germany.
    add(
        matches!(year, 2020 | 2025) && only(&[BE]),
        HolidayName::LiberationDay,
        5,
        8,
    );
    add(year == 2028 && only(&[BE]), HolidayName::UprisingDay, 6, 17);
    add(only(&[SL]), HolidayName::Assumption, 8, 15);
    add(year >= 2019 && only(&[TH]), HolidayName::ChildrensDay, 9, 20);
    add(reformation(region, year), HolidayName::Reformation, 10, 31);
    add(only(&[BW, BY, NW, RP, SL]), HolidayName::AllSaints, 11, 1);
    list
}

/// The eastern states since 1990, the northern states since 2018, everywhere in 2017 (500 years of Reformation).
fn reformation(region: Region, year: i32) -> bool {
    match region {
        BB | MV | SN | ST | TH => year >= 1990,
        HB | HH | NI | SH => year >= 2017,
        _ => year == 2017,
    }
}

/// Holidays that follow Easter, and the Day of Repentance, which follows Advent.
fn movable(region: Region, year: i32, easter: NaiveDate) -> Vec<Holiday> {
    let only = |states: &[Region]| states.contains(&region);
    let mut offsets = vec![
        (HolidayName::GoodFriday, -2),
        (HolidayName::EasterMonday, 1),
        (HolidayName::Ascension, 39),
        (HolidayName::WhitMonday, 50),
    ];
    if only(&[BB]) {
        offsets.extend([(HolidayName::EasterSunday, 0), (HolidayName::WhitSunday, 49)]);
    }
    if only(&[BW, BY, HE, NW, RP, SL]) {
        offsets.push((HolidayName::CorpusChristi, 60));
    }
    let mut list: Vec<Holiday> = offsets
        .into_iter()
        .filter_map(|(name, days)| {
            Some(Holiday {
                date: easter.checked_add_signed(chrono::TimeDelta::days(days))?,
                name,
            })
        })
        .collect();
    // Nationwide until 1994; since 1995 only Saxony kept it (the others gave it up for the care insurance).
    if only(&[SN]) || (1990..=1994).contains(&year) {
        list.extend(repentance(year).map(|date| Holiday {
            date,
            name: HolidayName::Repentance,
        }));
    }
    list
}

/// The Wednesday before 23 November.
fn repentance(year: i32) -> Option<NaiveDate> {
    let latest = NaiveDate::from_ymd_opt(year, 11, 22)?;
    let days_since_wednesday = (latest.weekday().num_days_from_monday() + 5) % 7;
    latest.checked_sub_days(Days::new(u64::from(days_since_wednesday)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(region: Region, year: i32) -> Vec<String> {
        holidays(region, year)
            .iter()
            .map(|holiday| holiday.date.to_string())
            .collect()
    }

    #[test]
    fn berlin_2025_has_the_single_liberation_day() {
        let expected = [
            "2025-01-01",
            "2025-03-08",
            "2025-04-18",
            "2025-04-21",
            "2025-05-01",
            "2025-05-08",
            "2025-05-29",
            "2025-06-09",
            "2025-10-03",
            "2025-12-25",
            "2025-12-26",
        ];
        assert_eq!(dates(BE, 2025), expected);
        assert!(!dates(BE, 2026).contains(&"2026-05-08".to_owned()));
    }

    #[test]
    fn reformation_day_was_nationwide_once() {
        assert!(dates(Region::Nationwide, 2017).contains(&"2017-10-31".to_owned()));
        assert!(!dates(BY, 2018).contains(&"2018-10-31".to_owned()));
        assert!(dates(HH, 2018).contains(&"2018-10-31".to_owned()));
    }

    #[test]
    fn the_day_of_repentance_is_a_wednesday_in_november() {
        assert!(dates(SN, 2026).contains(&"2026-11-18".to_owned()));
        assert!(dates(SN, 2023).contains(&"2023-11-22".to_owned()));
    }

    #[test]
    fn impossible_years_are_empty() {
        assert!(holidays(BE, i32::MAX).is_empty());
        assert!(holidays(BE, i32::MIN).is_empty());
    }
}
