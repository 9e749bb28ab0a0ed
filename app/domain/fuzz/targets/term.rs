//! The term of a contract and a claim on any day: nothing panics, and the dates stand in their order.

#![no_main]

use chrono::NaiveDate;
use domain::claim::ClaimRule;
use domain::contract::period_rules::{self, Length, Unit};
use domain::contract::term::{NextEnd, NoticeDates, Term};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    term: Term,
    #[serde(default)]
    claim: ClaimRule,
    #[serde(default)]
    today: Vec<NaiveDate>,
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    domain_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let Ok(case) = serde_json::from_slice::<Case>(data) else {
        return;
    };
    let written = serde_json::to_string(&case.term).expect("a term can be written");
    let read: Term = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(read, case.term);
    for &today in case
        .today
        .iter()
        .take(4)
        .chain([&NaiveDate::MIN, &NaiveDate::MAX, &case.term.start])
    {
        let next = case.term.next_end(today);
        rules(&case.term, today);
        if let Some(deadline) = case.claim.deadline(today) {
            assert!(
                deadline >= today,
                "a claim before its incident: {today} {deadline}"
            );
        }
        let tomorrow = today.succ_opt();
        if let (Ok(next), Some(tomorrow)) = (next, tomorrow) {
            check(&case.term, today, &next);
            if let Ok(later) = case.term.next_end(tomorrow) {
                assert!(
                    later.end >= next.end,
                    "the end moves back: {} {}",
                    next.end,
                    later.end
                );
            }
        }
    }
});

fn check(term: &Term, today: NaiveDate, next: &NextEnd) {
    assert!(next.end >= term.start, "ends before it starts: {}", next.end);
    assert!(!next.steps.is_empty());
    let Some(NoticeDates {
        last_receipt,
        last_safe_day,
        decide_by,
    }) = next.notice
    else {
        return;
    };
    assert!(decide_by <= last_safe_day && last_safe_day <= last_receipt && last_receipt <= next.end);
    assert!(
        last_receipt >= today.max(term.start),
        "too late already: {last_receipt}"
    );
    let length = term.notice.expect("dates of a notice need a notice rule").length;
    let effect = |receipt| period_rules::last_day(receipt, length, false);
    assert!(effect(last_receipt).is_some_and(|end| end <= next.end));
    assert!(
        last_receipt
            .succ_opt()
            .and_then(effect)
            .is_none_or(|end| end > next.end)
    );
}

/// The rules for periods on their own.
fn rules(term: &Term, today: NaiveDate) {
    let notice = term.notice.map(|notice| notice.length);
    for length in notice
        .into_iter()
        .chain(term.minimum)
        .chain([Length::new(1, Unit::Month)])
    {
        for counts in [false, true] {
            if let Some(end) = period_rules::last_day(today, length, counts) {
                assert!(end >= today || (counts && length.count == 0));
            }
            period_rules::declaration_deadline(today, length, counts, term.region);
        }
        period_rules::latest_receipt(today, length);
    }
    period_rules::third_workday(today, term.region);
    period_rules::end_after_third_workday(today, term.lead_working_days, term.region);
}
