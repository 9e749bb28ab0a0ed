//! Fields that may be missing are easily misspelt, and a misspelt one would be computed as if it were not there.
//!
//! Fields that are far from any name are remarks and stay unread: documents carry titles, sources and the like.

use super::input::{Fields, Problem};

/// The fields of each kind that may be missing.
fn optional_fields(kind: &str) -> &'static [&'static str] {
    match kind {
        "business_elapsed" | "business_deadline" => &["exclude"],
        "business_periods" => &["first"],
        "availability" => &[
            "maintenance",
            "excluded",
            "unknown",
            "display",
            "as_of",
            "calendar",
        ],
        "sli_count" => &["pending", "maintenance", "empty_value"],
        "credit" => &["minimum_exclusive", "monthly_cap", "yearly_cap", "already_paid"],
        "claim_deadline" => &["billing_cycle"],
        "notice_period" => &[
            "event_day_counts",
            "apply_193",
            "notice_days",
            "notice_weeks",
            "notice_months",
            "notice_years",
        ],
        "holiday_set" => &["subdivision", "category"],
        _ => &[],
    }
}

/// Refuses an input with a field that is almost one of those that may be missing.
pub fn check(kind: &str, input: &Fields<'_>) -> Result<(), Problem> {
    let optional = optional_fields(kind);
    let unknown = input
        .entries()
        .map(|(name, _)| name)
        .filter(|name| !optional.contains(name));
    for name in unknown {
        if let Some(meant) = optional.iter().find(|meant| is_almost(name, meant)) {
            return Err(input.wrong(name, format!("not known; is `{meant}` meant?")));
        }
    }
    Ok(())
}

/// Whether a word differs from a name by at most two changes, in short names by one. The first letter is nearly always
/// right; to look at it spares most comparisons.
pub(crate) fn is_almost(word: &str, name: &str) -> bool {
    let most = if name.len() < 6 { 1 } else { 2 };
    let (word, name) = (word.as_bytes(), name.as_bytes());
    word.first() == name.first() && word.len().abs_diff(name.len()) <= most && distance(word, name) <= most
}

/// How many letters must be added, removed, replaced, or swapped with their neighbour.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = row[j] + usize::from(x != y);
            let mut best = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                best = best.min(above[j - 1] + 1);
            }
            next.push(best);
        }
        above = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("exlude", "exclude", true)]
    #[case("excluded", "exclude", true)]
    #[case("maintenence", "maintenance", true)]
    #[case("frist", "first", true)]
    #[case("fees", "first", false)]
    #[case("iso", "as_of", false)]
    #[case("", "first", false)]
    #[case("notice_day", "notice_days", true)]
    fn words_almost_like_a_name(#[case] word: &str, #[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_almost(word, name), expected);
    }
}
