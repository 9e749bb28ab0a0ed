//! Numbers, percentages, money and durations. No floats: every figure is cut or rounded on integers.

use domain::money::{Currency, Money};
use domain::ratio::{Ratio, WHOLE_PPM};
use domain::views::{Attainment, Language, Unit};

/// No-break space between a figure and its unit.
const NBSP: char = '\u{a0}';
/// The real minus sign.
const MINUS: char = '−';
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const fn thousands(language: Language) -> char {
    match language {
        Language::De => '.',
        Language::En => ',',
    }
}

const fn decimal_point(language: Language) -> char {
    match language {
        Language::De => ',',
        Language::En => '.',
    }
}

/// `2.668.080` or `2,668,080`.
pub fn integer(language: Language, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push(MINUS);
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(thousands(language));
        }
        out.push(digit);
    }
    out
}

/// `99.6147` as `99,6147 %` or `99.6147%`.
fn with_percent_sign(language: Language, plain: &str) -> String {
    let figure = plain
        .replace('.', &decimal_point(language).to_string())
        .replace('-', &MINUS.to_string());
    match language {
        Language::De => format!("{figure}{NBSP}%"),
        Language::En => format!("{figure}%"),
    }
}

/// A threshold or share with no more decimals than it needs: `95 %`, `99,95 %`.
pub fn percent_ppm(language: Language, ppm: i64) -> String {
    let plain = Ratio {
        numerator: ppm,
        denominator: WHOLE_PPM,
    }
    .percent_floored(4);
    with_percent_sign(language, plain.trim_end_matches('0').trim_end_matches('.'))
}

/// A product of shares with three decimals, cut off: `99,448 %`.
pub fn percent_fine(language: Language, ppm: i64) -> String {
    with_percent_sign(language, &fine(ppm))
}

/// A difference of shares in percentage points with three decimals: `0,452`.
pub fn points(language: Language, ppm: i64) -> String {
    fine(ppm).replace('.', &decimal_point(language).to_string())
}

fn fine(ppm: i64) -> String {
    let share = Ratio {
        numerator: ppm,
        denominator: WHOLE_PPM,
    };
    share.percent_floored(3)
}

/// Attainment for tables, cut and not rounded: two decimals of availability, one of ticket shares.
pub fn attainment(language: Language, reached: &Attainment) -> String {
    let decimals = match reached.unit {
        Unit::Second => 2,
        Unit::Ticket => 1,
    };
    with_percent_sign(language, &reached.ratio.percent_floored(decimals))
}

/// Attainment with four decimals, rounded half up, as monitoring tools print it.
pub fn attainment_exact(language: Language, reached: &Attainment) -> String {
    with_percent_sign(language, &reached.ratio.percent_half_up(4))
}

/// How many minor units one unit has, as a power of ten.
fn minor_digits(currency: Currency) -> u32 {
    if matches!(currency.code(), "JPY" | "KRW" | "CLP") {
        0
    } else {
        2
    }
}

fn with_currency(language: Language, currency: Currency, negative: bool, figure: &str) -> String {
    let sign = if negative {
        MINUS.to_string()
    } else {
        String::new()
    };
    let symbol = if currency == Currency::EUR {
        "€"
    } else {
        currency.code()
    };
    match (language, symbol) {
        (Language::De, _) => format!("{sign}{figure}{NBSP}{symbol}"),
        (Language::En, "€") => format!("{sign}€{figure}"),
        (Language::En, code) => format!("{sign}{code}{NBSP}{figure}"),
    }
}

/// `12.400 €`, with cents where they are not zero: `1.240,50 €`.
pub fn money(language: Language, amount: Money) -> String {
    let figure = money_figure(language, amount);
    with_currency(language, amount.currency, amount.minor < 0, &figure)
}

/// The same without sign and currency, as fields show it.
pub fn money_figure(language: Language, amount: Money) -> String {
    let scale = 10_i64.pow(minor_digits(amount.currency));
    let (whole, cents) = (amount.minor / scale, (amount.minor % scale).abs());
    let figure = integer(language, whole.abs());
    if cents == 0 {
        figure
    } else {
        format!("{figure}{}{cents:02}", decimal_point(language))
    }
}

/// Whole units, rounded half away from zero: `1.241 €`.
pub fn money_whole(language: Language, amount: Money) -> String {
    let scale = 10_i64.pow(minor_digits(amount.currency));
    let whole = (amount.minor.abs() + scale / 2) / scale;
    with_currency(
        language,
        amount.currency,
        amount.minor < 0 && whole > 0,
        &integer(language, whole),
    )
}

/// Amounts in several currencies, or a dash when there is none.
pub fn money_list(language: Language, amounts: &[Money]) -> String {
    let shown: Vec<String> = amounts
        .iter()
        .map(|amount| money_whole(language, *amount))
        .collect();
    if shown.is_empty() {
        "–".to_owned()
    } else {
        shown.join(" + ")
    }
}

/// One unit, the largest that stays exact: `12 Sek.`, `44 Min.`, `25 Min. 10 Sek.`, `3:30 Std.`, `7 Tage`.
pub fn duration(language: Language, seconds: i64) -> String {
    let total = seconds.abs();
    let sign = if seconds < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let (hours, minutes, rest) = (total / HOUR, total % HOUR / MINUTE, total % MINUTE);
    let (figure, unit) = if total < MINUTE {
        (total.to_string(), pick(language, "Sek.", "s"))
    } else if total < HOUR {
        let figure = if rest == 0 {
            minutes.to_string()
        } else {
            let unit = pick(language, "Min.", "min");
            format!("{minutes}{NBSP}{unit}{NBSP}{rest}")
        };
        let unit = if rest == 0 {
            pick(language, "Min.", "min")
        } else {
            pick(language, "Sek.", "s")
        };
        (figure, unit)
    } else if total % DAY == 0 && total > DAY {
        (integer(language, total / DAY), pick(language, "Tage", "days"))
    } else {
        let whole = integer(language, hours);
        let figure = if rest == 0 {
            format!("{whole}:{minutes:02}")
        } else {
            format!("{whole}:{minutes:02}:{rest:02}")
        };
        (figure, pick(language, "Std.", "h"))
    };
    format!("{sign}{figure}{NBSP}{unit}")
}

const fn pick(language: Language, german: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::De => german,
        Language::En => english,
    }
}

/// The size of a file: `812 B`, `48 kB`, `2,4 MB`.
pub fn file_size(language: Language, bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes}{NBSP}B"),
        1_000..1_000_000 => format!("{}{NBSP}kB", bytes / 1_000),
        _ => {
            let tenths = bytes / 100_000;
            format!(
                "{}{}{}{NBSP}MB",
                integer(language, tenths / 10),
                decimal_point(language),
                tenths % 10
            )
        }
    }
}

/// Whole hours, or hours and minutes: `217 Std.`, `217:30 Std.`.
pub fn duration_hours(language: Language, seconds: i64) -> String {
    let (hours, minutes) = (integer(language, seconds / HOUR), seconds % HOUR / MINUTE);
    let unit = pick(language, "Std.", "h");
    if minutes == 0 {
        format!("{hours}{NBSP}{unit}")
    } else {
        format!("{hours}:{minutes:02}{NBSP}{unit}")
    }
}

/// Minutes with one decimal, cut as percentages are: `37,9 Min.`, for budgets that are compared at a glance. Less
/// than a minute is said in seconds.
pub fn minutes(language: Language, seconds: i64) -> String {
    if (1..MINUTE).contains(&seconds.abs()) {
        return duration(language, seconds);
    }
    let tenths = seconds.abs() / 6;
    let sign = if seconds < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let (whole, tenth) = (integer(language, tenths / 10), tenths % 10);
    format!(
        "{sign}{whole}{}{tenth}{NBSP}{}",
        decimal_point(language),
        pick(language, "Min.", "min")
    )
}

/// `2.668.080 s`.
pub fn seconds(language: Language, value: i64) -> String {
    format!("{}{NBSP}s", integer(language, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(numerator: i64, denominator: i64, unit: Unit) -> Attainment {
        Attainment {
            ratio: Ratio {
                numerator,
                denominator,
            },
            unit,
        }
    }

    #[test]
    fn integers_are_grouped() {
        assert_eq!(integer(Language::De, 2_668_080), "2.668.080");
        assert_eq!(integer(Language::En, 2_668_080), "2,668,080");
        assert_eq!(integer(Language::De, 999), "999");
        assert_eq!(integer(Language::De, -1_000), "−1.000");
    }

    #[test]
    fn thresholds_show_the_decimals_they_have() {
        assert_eq!(percent_ppm(Language::De, 999_500), "99,95\u{a0}%");
        assert_eq!(percent_ppm(Language::De, 950_000), "95\u{a0}%");
        assert_eq!(percent_ppm(Language::De, 1_000_000), "100\u{a0}%");
        assert_eq!(percent_ppm(Language::En, 999_900), "99.99%");
        assert_eq!(percent_ppm(Language::De, 0), "0\u{a0}%");
    }

    #[test]
    fn attainment_is_cut_in_tables_and_rounded_beside_the_fraction() {
        let october = reached(2_668_080, 2_678_400, Unit::Second);
        assert_eq!(attainment(Language::De, &october), "99,61\u{a0}%");
        assert_eq!(attainment_exact(Language::De, &october), "99,6147\u{a0}%");
        assert_eq!(
            attainment(Language::De, &reached(22, 26, Unit::Ticket)),
            "84,6\u{a0}%"
        );
        assert_eq!(
            attainment(Language::De, &reached(999_999, 1_000_000, Unit::Second)),
            "99,99\u{a0}%"
        );
    }

    #[test]
    fn money_shows_cents_only_where_there_are_any() {
        let euros = |minor| Money::new(minor, Currency::EUR);
        assert_eq!(money(Language::De, euros(1_240_000)), "12.400\u{a0}€");
        assert_eq!(money(Language::De, euros(124_050)), "1.240,50\u{a0}€");
        assert_eq!(money(Language::De, euros(-40_300)), "−403\u{a0}€");
        assert_eq!(money(Language::De, euros(-5)), "−0,05\u{a0}€");
        assert_eq!(money(Language::En, euros(1_240_000)), "€12,400");
        let dollars =
            Currency::parse("USD").map(|currency| money(Language::De, Money::new(179_000, currency)));
        assert_eq!(dollars.as_deref(), Some("1.790\u{a0}USD"));
    }

    #[test]
    fn whole_money_is_rounded_half_away_from_zero() {
        assert_eq!(
            money_whole(Language::De, Money::new(124_050, Currency::EUR)),
            "1.241\u{a0}€"
        );
        assert_eq!(
            money_whole(Language::De, Money::new(-49, Currency::EUR)),
            "0\u{a0}€"
        );
        assert_eq!(money_list(Language::De, &[]), "–");
    }

    #[test]
    fn budgets_are_in_minutes() {
        assert_eq!(minutes(Language::De, 2_592), "43,2\u{a0}Min.");
        assert_eq!(minutes(Language::De, 0), "0,0\u{a0}Min.");
        assert_eq!(minutes(Language::En, 128 * 60 + 24), "128.4\u{a0}min");
    }

    #[test]
    fn durations_keep_one_exact_unit() {
        for (seconds, german) in [
            (0, "0\u{a0}Sek."),
            (44 * 60, "44\u{a0}Min."),
            (25 * 60 + 10, "25\u{a0}Min.\u{a0}10\u{a0}Sek."),
            (12_600, "3:30\u{a0}Std."),
            (86_400, "24:00\u{a0}Std."),
            (7 * 86_400, "7\u{a0}Tage"),
            (3_600_061, "1.000:01:01\u{a0}Std."),
        ] {
            assert_eq!(duration(Language::De, seconds), german);
        }
        assert_eq!(duration(Language::En, 12_600), "3:30\u{a0}h");
    }
}
