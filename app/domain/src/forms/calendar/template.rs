//! Hours that many agreements have, to begin with.

use super::CalendarForm;
use crate::time::holiday::Region;

/// Usual service hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarTemplate {
    /// Monday to Friday, 8 to 18.
    Office18,
    /// Monday to Friday, 8 to 17.
    Office17,
    /// Around the clock.
    Always,
    /// Monday to Saturday, 6 to 22.
    SixDays22,
}

impl CalendarTemplate {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Office18, Self::Office17, Self::Always, Self::SixDays22];

    /// As it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Office18 => "office-18",
            Self::Office17 => "office-17",
            Self::Always => "always",
            Self::SixDays22 => "six-days-22",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.code() == code)
    }

    /// The form to begin with. Holidays are those of the whole country until somebody chooses a state.
    pub fn form(self, time_zone: &str) -> CalendarForm {
        let (hours, last_day) = match self {
            Self::Office18 => ("08:00-18:00", 5),
            Self::Office17 => ("08:00-17:00", 5),
            Self::Always => ("", 0),
            Self::SixDays22 => ("06:00-22:00", 6),
        };
        let day = |number| {
            if number <= last_day {
                hours.to_owned()
            } else {
                String::new()
            }
        };
        CalendarForm {
            time_zone: time_zone.to_owned(),
            always: self == Self::Always,
            mon: day(1),
            tue: day(2),
            wed: day(3),
            thu: day(4),
            fri: day(5),
            sat: day(6),
            sun: day(7),
            region: match self {
                Self::Always => String::new(),
                _ => Region::Nationwide.code().to_owned(),
            },
            ..CalendarForm::default()
        }
    }
}
