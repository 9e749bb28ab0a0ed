//! Figures and days as mails and letters write them.

use chrono::{Datelike, NaiveDate};
use domain::money::Money;
use domain::time::period::{Period, PeriodKind};

/// A percentage with its sign.
pub fn percent(plain: &str, german: bool) -> String {
    if german {
        format!("{} %", plain.replace('.', ","))
    } else {
        format!("{plain}%")
    }
}

/// A share without needless zeros: 95 %, 99,9 %, 99,99 %.
pub fn share(ppm: i64, german: bool) -> String {
    let text = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
    percent(text.trim_end_matches('0').trim_end_matches('.'), german)
}

/// A day.
pub fn day(day: NaiveDate, german: bool) -> String {
    day.format(if german { "%d.%m.%Y" } else { "%-d %B %Y" })
        .to_string()
}

/// A duration in minutes, cut.
pub fn minutes(seconds: i64, german: bool) -> String {
    let tenths = seconds * 10 / 60;
    let separator = if german { ',' } else { '.' };
    let unit = if german { "Min." } else { "min" };
    format!("{}{separator}{} {unit}", tenths / 10, tenths % 10)
}

/// An amount with its currency.
pub fn amount(money: Money, german: bool) -> String {
    let (thousands, decimal) = if german { ('.', ',') } else { (',', '.') };
    let mut whole = (money.minor / 100).to_string();
    let mut position = whole.len();
    while position > 3 {
        position -= 3;
        whole.insert(position, thousands);
    }
    format!("{whole}{decimal}{:02} {}", money.minor % 100, money.currency)
}

const GERMAN_MONTHS: [&str; 12] = [
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

/// A month in words, any other period by its code.
pub fn month(period: Period, german: bool) -> String {
    if period.kind() != PeriodKind::Month {
        return period.to_string();
    }
    let first = period.first_day();
    if german {
        let name = GERMAN_MONTHS
            .get(first.month0() as usize)
            .copied()
            .unwrap_or_default();
        format!("{name} {}", first.year())
    } else {
        first.format("%B %Y").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn figures_read_as_each_language_writes_them() {
        let money = Money::new(123_456_789, Currency::EUR);
        assert_eq!(amount(money, true), "1.234.567,89 EUR");
        assert_eq!(amount(money, false), "1,234,567.89 EUR");
        assert_eq!(share(999_500, false), "99.95%");
        assert_eq!(share(950_000, true), "95 %");
        assert_eq!(minutes(172 * 60, true), "172,0 Min.");
        assert_eq!(month("2016-03".parse().unwrap(), true), "März 2016");
    }
}
