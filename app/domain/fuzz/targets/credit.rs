//! A credit schedule: nothing panics, caps hold, and a worse attainment never costs less.

#![no_main]

use domain::credit::earn_back::EarnBack;
use domain::credit::{Caps, Credit, CreditError, Schedule, credit};
use domain::money::{Currency, Money};
use domain::ratio::Ratio;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    schedule: Schedule,
    #[serde(default)]
    caps: Caps,
    /// Numerators and denominators.
    #[serde(default)]
    attainment: Vec<(i64, i64)>,
    #[serde(default)]
    fee: i64,
    #[serde(default)]
    paid: i64,
    #[serde(default)]
    earn_back: Option<EarnBack>,
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    domain_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let Ok(case) = serde_json::from_slice::<Case>(data) else {
        return;
    };
    let written = serde_json::to_string(&case.schedule).expect("a schedule can be written");
    let read: Schedule = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(read, case.schedule);
    let attained: Vec<Ratio> = case
        .attainment
        .iter()
        .take(8)
        .filter_map(|&(numerator, denominator)| Ratio::new(numerator, denominator))
        .collect();
    let owed: Vec<_> = attained.iter().map(|ratio| owed(&case, *ratio)).collect();
    for (a, one) in attained.iter().zip(&owed) {
        for (b, other) in attained.iter().zip(&owed) {
            let (Ok(one), Ok(other)) = (one, other) else {
                continue;
            };
            let better = i128::from(a.numerator) * i128::from(b.denominator)
                >= i128::from(b.numerator) * i128::from(a.denominator);
            // Between the lowest bound of a schedule and zero nothing may be agreed.
            if better && !has_floor(&case.schedule) {
                assert!(
                    one.percent_ppm <= other.percent_ppm,
                    "{a:?} {one:?} {b:?} {other:?}"
                );
            }
        }
    }
    if let Some(clause) = case.earn_back {
        let following: Vec<_> = attained.iter().map(|ratio| (Some(*ratio), false)).collect();
        clause.state(&following);
    }
});

fn has_floor(schedule: &Schedule) -> bool {
    matches!(schedule, Schedule::TieredStep { tiers } if tiers.last().is_some_and(|tier| tier.at_least_ppm.is_some()))
}

fn owed(case: &Case, attainment: Ratio) -> Result<Credit, CreditError> {
    let fee = Money::new(case.fee, Currency::EUR);
    let result = credit(&case.schedule, &case.caps, attainment, fee, case.paid);
    if let Ok(result) = &result {
        let amount = result.amount.minor;
        assert!((0..=case.fee).contains(&amount), "{amount} of {}", case.fee);
        assert!(result.percent_ppm >= 0);
        if let Some(cap) = case.caps.yearly_cap_minor {
            assert!(amount <= cap.saturating_sub(case.paid.max(0)).max(0));
        }
        if let Some(minimum) = case.caps.minimum_exclusive_minor {
            assert!(amount == 0 || amount > minimum);
        }
    }
    result
}
