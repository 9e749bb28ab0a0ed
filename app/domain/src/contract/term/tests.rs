use super::*;
use crate::contract::period_rules::Unit;
use rstest::rstest;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const fn months(count: u32) -> Length {
    Length::new(count, Unit::Month)
}

fn term(duration: Duration, renewal: Renewal, notice: Option<(Length, NoticeTo)>) -> Term {
    Term {
        start: date("2024-01-01"),
        duration,
        renewal,
        minimum: None,
        notice: notice.map(|(length, to)| Notice {
            length,
            to,
            form: Form::Text,
        }),
        lead_working_days: 0,
        region: Region::BE,
    }
}

fn two_years() -> Duration {
    Duration::For { length: months(24) }
}

fn dates(term: &Term, today: &str) -> (String, String) {
    let next = term.next_end(date(today)).unwrap();
    (
        next.end.to_string(),
        next.notice
            .map_or_else(String::new, |notice| notice.last_receipt.to_string()),
    )
}

#[rstest]
#[case::any_day(NoticeTo::AnyDay, "2026-11-23", "2027-02-23", "2026-11-23")]
#[case::month(NoticeTo::MonthEnd, "2026-11-23", "2027-02-28", "2026-11-30")]
#[case::quarter(NoticeTo::QuarterEnd, "2026-11-23", "2027-03-31", "2026-12-31")]
#[case::quarter_on_the_last_day(NoticeTo::QuarterEnd, "2026-09-30", "2026-12-31", "2026-09-30")]
#[case::quarter_a_day_later(NoticeTo::QuarterEnd, "2026-10-01", "2027-03-31", "2026-12-31")]
#[case::half_year(NoticeTo::HalfYearEnd, "2026-11-23", "2027-06-30", "2027-03-31")]
#[case::year(NoticeTo::YearEnd, "2026-11-23", "2027-12-31", "2027-09-30")]
#[case::contract_year(NoticeTo::ContractYearEnd, "2026-09-30", "2026-12-31", "2026-09-30")]
fn three_months_to(#[case] to: NoticeTo, #[case] today: &str, #[case] end: &str, #[case] receipt: &str) {
    let indefinite = term(Duration::Indefinite, Renewal::None, Some((months(3), to)));
    assert_eq!(dates(&indefinite, today), (end.into(), receipt.into()));
}

#[test]
fn a_tacitly_renewed_contract_ends_with_its_extension() {
    let renewal = Renewal::Tacit { length: months(12) };
    let contract = term(two_years(), renewal, Some((months(3), NoticeTo::TermEnd)));
    assert_eq!(
        dates(&contract, "2025-09-30"),
        ("2025-12-31".into(), "2025-09-30".into())
    );
    assert_eq!(
        dates(&contract, "2025-10-01"),
        ("2026-12-31".into(), "2026-09-30".into())
    );
    let next = contract.next_end(date("2025-10-01")).unwrap();
    let rules: Vec<Rule> = next.steps.iter().map(|step| step.rule).collect();
    let expected = [
        Rule::FixedTerm,
        Rule::Renewed,
        Rule::TooLate,
        Rule::PossibleEnd,
        Rule::LastReceipt,
        Rule::SafeDay,
    ];
    assert_eq!(rules, expected);
    assert_eq!(
        (next.steps[2].from, next.steps[2].to),
        (date("2025-09-30"), date("2025-12-31"))
    );
}

#[test]
fn a_fixed_term_without_renewal_ends_by_itself() {
    for notice in [None, Some((months(3), NoticeTo::TermEnd))] {
        assert_eq!(
            dates(&term(two_years(), Renewal::None, notice), "2025-06-01"),
            ("2025-12-31".into(), String::new())
        );
    }
    let early = term(two_years(), Renewal::None, Some((months(1), NoticeTo::MonthEnd)));
    assert_eq!(
        dates(&early, "2025-06-01"),
        ("2025-07-31".into(), "2025-06-30".into())
    );
    assert_eq!(dates(&early, "2025-12-15"), ("2025-12-31".into(), String::new()));
}

#[test]
fn a_minimum_term_holds_notice_back() {
    let mut contract = term(
        Duration::Indefinite,
        Renewal::None,
        Some((months(1), NoticeTo::MonthEnd)),
    );
    contract.minimum = Some(months(36));
    assert_eq!(
        dates(&contract, "2024-06-01"),
        ("2026-12-31".into(), "2026-11-30".into())
    );
    let then_indefinite = term(
        two_years(),
        Renewal::Indefinite,
        Some((months(1), NoticeTo::MonthEnd)),
    );
    assert_eq!(
        dates(&then_indefinite, "2024-06-01"),
        ("2025-12-31".into(), "2025-11-30".into())
    );
    assert_eq!(
        dates(&then_indefinite, "2026-02-10"),
        ("2026-03-31".into(), "2026-02-28".into())
    );
}

#[test]
fn a_weekend_does_not_extend_notice_but_moves_the_safe_day() {
    let mut contract = term(
        Duration::Indefinite,
        Renewal::None,
        Some((months(6), NoticeTo::QuarterEnd)),
    );
    contract.start = date("2010-01-01");
    contract.lead_working_days = 5;
    let next = contract.next_end(date("2018-02-01")).unwrap();
    assert_eq!(next.end, date("2018-09-30"));
    // 31 March 2018 was a Saturday, 30 March Good Friday.
    let expected = NoticeDates {
        last_receipt: date("2018-03-31"),
        last_safe_day: date("2018-03-29"),
        decide_by: date("2018-03-22"),
    };
    assert_eq!(next.notice, Some(expected));
    let not_extended = next
        .steps
        .iter()
        .find(|step| step.rule == Rule::NotExtended)
        .unwrap();
    assert_eq!(
        not_extended.norm.citation(),
        Some("BGH, Urteil vom 17.02.2005, III ZR 172/04")
    );
}

#[test]
fn impossible_terms_are_named() {
    let today = date("2026-01-01");
    let check = |contract: Term| contract.next_end(today).unwrap_err();
    assert_eq!(
        check(term(Duration::Indefinite, Renewal::None, None)),
        TermError::NoNotice
    );
    let to_term_end = Some((months(3), NoticeTo::TermEnd));
    assert_eq!(
        check(term(Duration::Indefinite, Renewal::None, to_term_end)),
        TermError::NoTermEnd
    );
    // After the fixed term the contract runs on, and there is no end of a term any more.
    let runs_on = term(two_years(), Renewal::Indefinite, to_term_end);
    assert_eq!(check(runs_on), TermError::NoTermEnd);
    let until = Duration::Until {
        last_day: date("2023-12-31"),
    };
    assert_eq!(check(term(until, Renewal::None, None)), TermError::EndBeforeStart);
    let empty = Renewal::Tacit { length: months(0) };
    assert_eq!(
        check(term(two_years(), empty, to_term_end)),
        TermError::EmptyRenewal
    );
}

fn rules(contract: &Term, today: &str) -> Vec<Rule> {
    let next = contract.next_end(date(today)).unwrap();
    next.steps.iter().map(|step| step.rule).collect()
}

#[test]
fn only_an_end_that_was_possible_is_too_late() {
    let months_notice = |minimum| Term {
        minimum,
        ..term(
            Duration::Indefinite,
            Renewal::None,
            Some((months(1), NoticeTo::MonthEnd)),
        )
    };
    assert!(rules(&months_notice(None), "2026-11-23").contains(&Rule::TooLate));
    // Before the end of the minimum term there was no end to miss.
    assert!(!rules(&months_notice(Some(months(36))), "2024-06-01").contains(&Rule::TooLate));
    // The end before lies in the past.
    let day = Length::new(1, Unit::Day);
    let daily = term(
        Duration::Indefinite,
        Renewal::None,
        Some((day, NoticeTo::MonthEnd)),
    );
    assert!(!rules(&daily, "2026-11-23").contains(&Rule::TooLate));
    let any_day = term(
        Duration::Indefinite,
        Renewal::None,
        Some((months(3), NoticeTo::AnyDay)),
    );
    assert!(!rules(&any_day, "2026-11-23").contains(&Rule::TooLate));
    // The day before the first end of the contract year is no end.
    let yearly = term(
        Duration::Indefinite,
        Renewal::None,
        Some((months(1), NoticeTo::ContractYearEnd)),
    );
    assert!(!rules(&yearly, "2024-06-01").contains(&Rule::TooLate));
}

#[test]
fn the_first_term_is_no_extension() {
    let renewal = Renewal::Tacit { length: months(12) };
    let contract = term(two_years(), renewal, Some((months(3), NoticeTo::TermEnd)));
    assert!(!rules(&contract, "2025-09-30").contains(&Rule::Renewed));
    let first = contract.next_end(date("2025-09-30")).unwrap().steps[0];
    assert_eq!(
        (first.length, first.norm),
        (Some(months(24)), Norm::Bgb187Paragraph2)
    );
    let until = Duration::Until {
        last_day: date("2025-12-31"),
    };
    let dated = term(until, Renewal::None, None).next_end(date("2025-01-01"));
    assert_eq!(
        dated.map(|next| (next.steps[0].length, next.steps[0].norm)),
        Ok((None, Norm::Contract))
    );
}

#[test]
fn the_first_term_ends_whatever_follows_it() {
    let to_term_end = Some((months(3), NoticeTo::TermEnd));
    for renewal in [Renewal::Indefinite, Renewal::Tacit { length: months(0) }] {
        assert_eq!(
            dates(&term(two_years(), renewal, to_term_end), "2025-06-01"),
            ("2025-12-31".into(), "2025-09-30".into())
        );
    }
}

#[test]
fn a_lead_time_is_named_if_there_is_one() {
    let notice = Some((months(3), NoticeTo::QuarterEnd));
    let mut contract = term(Duration::Indefinite, Renewal::None, notice);
    assert!(!rules(&contract, "2026-11-23").contains(&Rule::LeadTime));
    contract.lead_working_days = 5;
    let last = contract
        .next_end(date("2026-11-23"))
        .unwrap()
        .steps
        .pop()
        .unwrap();
    assert_eq!(
        (last.rule, last.length),
        (Rule::LeadTime, Some(Length::new(5, Unit::Day)))
    );
    contract.lead_working_days = u32::MAX;
    assert_eq!(
        contract.next_end(date("2026-11-23")),
        Err(TermError::Unrepresentable)
    );
}

#[test]
fn a_contract_may_last_one_day() {
    let day = Duration::Until {
        last_day: date("2024-01-01"),
    };
    assert_eq!(
        dates(&term(day, Renewal::None, None), "2023-06-01").0,
        "2024-01-01"
    );
}

#[rstest]
fn the_ends_of_the_calendar_are_named(
    #[values(
        NoticeTo::AnyDay,
        NoticeTo::MonthEnd,
        NoticeTo::QuarterEnd,
        NoticeTo::HalfYearEnd,
        NoticeTo::YearEnd,
        NoticeTo::ContractYearEnd
    )]
    to: NoticeTo,
    #[values(0, 1)] count: u32,
) {
    let mut contract = term(Duration::Indefinite, Renewal::None, Some((months(count), to)));
    contract.start = NaiveDate::MAX;
    assert_eq!(
        contract.next_end(date("2026-01-01")),
        Err(TermError::Unrepresentable)
    );
}

#[test]
fn terms_survive_storage() {
    let contract = term(
        two_years(),
        Renewal::Tacit { length: months(12) },
        Some((months(3), NoticeTo::TermEnd)),
    );
    let json = serde_json::to_string(&contract).unwrap();
    assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), contract);
}
