use super::*;
use crate::time::holiday::Region;

fn at(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn span(from: &str, to: &str) -> Interval {
    Interval {
        from: at(from),
        to: at(to),
    }
}

fn berlin() -> Calendar {
    Calendar::new(&CalendarSpec::weekdays(
        "Europe/Berlin",
        "08:00",
        "18:00",
        Some(Region::BE),
    ))
    .unwrap()
}

fn nights() -> CalendarSpec {
    CalendarSpec::weekdays("Europe/Berlin", "22:00", "06:00", None)
}

#[test]
fn a_deadline_skips_weekend_and_holiday() {
    let due = berlin().deadline(
        at("2026-04-02T17:30:00+02:00"),
        7_200,
        Direction::Forward,
        &[],
        Tie::PeriodEnd,
    );
    assert_eq!(due, Ok(at("2026-04-07T09:30:00+02:00")));
}

#[test]
fn the_instant_of_closing_is_closed() {
    let calendar = berlin();
    assert!(calendar.is_open(at("2026-11-23T08:00:00+01:00")));
    assert!(!calendar.is_open(at("2026-11-23T18:00:00+01:00")));
}

#[test]
fn a_tie_stays_or_moves_on() {
    let calendar = berlin();
    let start = at("2026-11-23T08:00:00+01:00");
    let due = |tie| {
        calendar
            .deadline(start, 36_000, Direction::Forward, &[], tie)
            .unwrap()
    };
    assert_eq!(due(Tie::PeriodEnd), at("2026-11-23T18:00:00+01:00"));
    assert_eq!(due(Tie::NextStart), at("2026-11-24T08:00:00+01:00"));
    let end = at("2026-11-24T18:00:00+01:00");
    let back = |tie| {
        calendar
            .deadline(end, 36_000, Direction::Backward, &[], tie)
            .unwrap()
    };
    assert_eq!(back(Tie::PeriodEnd), at("2026-11-24T08:00:00+01:00"));
    assert_eq!(back(Tie::NextStart), at("2026-11-23T18:00:00+01:00"));
}

#[test]
fn around_the_clock_time_is_absolute_and_never_closes() {
    let calendar = Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap();
    let day = |from, to| calendar.elapsed(at(from), at(to), &[]).unwrap();
    assert_eq!(
        day("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        82_800
    );
    assert_eq!(
        day("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
        90_000
    );
    assert_eq!(
        day("2025-12-31T23:00:00+01:00", "2026-01-01T01:00:00+01:00"),
        7_200
    );
    assert_eq!(calendar.next_close(at("2026-01-01T00:00:00Z")), None);
    assert_eq!(calendar.next_open(at("2026-01-01T00:00:00Z")), None);
}

#[test]
fn a_night_shift_loses_or_gains_an_hour() {
    let spec = CalendarSpec {
        week: Some(Week {
            sat: vec![["22:00".into(), "06:00".into()]],
            ..Week::default()
        }),
        ..nights()
    };
    let calendar = Calendar::new(&spec).unwrap();
    let night = |from, to| calendar.elapsed(at(from), at(to), &[]).unwrap();
    assert_eq!(
        night("2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00"),
        7 * 3_600
    );
    assert_eq!(
        night("2026-10-24T12:00:00+02:00", "2026-10-25T12:00:00+01:00"),
        9 * 3_600
    );
}

#[test]
fn a_running_night_shift_meets_a_holiday() {
    let mut spec = CalendarSpec {
        holidays: vec!["2026-11-25".parse().unwrap()],
        ..nights()
    };
    let window = span("2026-11-24T12:00:00+01:00", "2026-11-26T12:00:00+01:00");
    let elapsed = |spec: &CalendarSpec| {
        Calendar::new(spec)
            .unwrap()
            .elapsed(window.from, window.to, &[])
            .unwrap()
    };
    assert_eq!(elapsed(&spec), 8 * 3_600);
    spec.running_shift = RunningShift::CutAtMidnight;
    assert_eq!(elapsed(&spec), 2 * 3_600);
}

#[test]
fn night_shifts_cross_new_year_once() {
    let calendar = Calendar::new(&CalendarSpec::weekdays("UTC", "22:00", "06:00", None)).unwrap();
    let window = span("2025-12-31T12:00:00Z", "2026-01-01T12:00:00Z");
    assert_eq!(calendar.elapsed(window.from, window.to, &[]).unwrap(), 8 * 3_600);
    assert_eq!(
        calendar.open_periods(window).unwrap(),
        [span("2025-12-31T22:00:00Z", "2026-01-01T06:00:00Z")]
    );
    assert_eq!(
        calendar.next_close(at("2025-12-31T23:00:00Z")),
        Some(at("2026-01-01T06:00:00Z"))
    );
    assert_eq!(
        calendar.next_open(at("2025-12-31T23:00:00Z")),
        Some(at("2026-01-01T22:00:00Z"))
    );
}

#[test]
fn segments_name_holidays_and_breaks() {
    let mut spec = CalendarSpec::weekdays("UTC", "08:00", "18:00", None);
    spec.holidays = vec!["2026-11-24".parse().unwrap()];
    spec.breaks.insert(
        "2026-11-23".parse().unwrap(),
        vec![["12:00".into(), "13:00".into()], ["19:00".into(), "20:00".into()]],
    );
    let segments = Calendar::new(&spec)
        .unwrap()
        .segments(span("2026-11-23T00:00:00Z", "2026-11-25T09:00:00Z"))
        .unwrap();
    let expected = [
        (
            "2026-11-23T00:00:00Z",
            "2026-11-23T08:00:00Z",
            SegmentKind::Closed,
        ),
        ("2026-11-23T08:00:00Z", "2026-11-23T12:00:00Z", SegmentKind::Open),
        ("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z", SegmentKind::Break),
        ("2026-11-23T13:00:00Z", "2026-11-23T18:00:00Z", SegmentKind::Open),
        (
            "2026-11-23T18:00:00Z",
            "2026-11-24T00:00:00Z",
            SegmentKind::Closed,
        ),
        (
            "2026-11-24T00:00:00Z",
            "2026-11-25T00:00:00Z",
            SegmentKind::Holiday,
        ),
        (
            "2026-11-25T00:00:00Z",
            "2026-11-25T08:00:00Z",
            SegmentKind::Closed,
        ),
        ("2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z", SegmentKind::Open),
    ];
    let expected: Vec<Segment> = expected
        .into_iter()
        .map(|(from, to, kind)| Segment {
            interval: span(from, to),
            kind,
        })
        .collect();
    assert_eq!(segments, expected);
}

#[test]
fn a_pause_outside_hours_does_not_move_the_deadline() {
    let pause = [span("2026-11-23T19:00:00+01:00", "2026-11-24T07:00:00+01:00")];
    let due = |exclude| {
        berlin()
            .deadline(
                at("2026-11-23T17:00:00+01:00"),
                7_200,
                Direction::Forward,
                exclude,
                Tie::PeriodEnd,
            )
            .unwrap()
    };
    assert_eq!(due(&pause), due(&[]));
    assert_eq!(due(&[]), at("2026-11-24T09:00:00+01:00"));
}

#[test]
fn a_late_report_counts_from_the_next_working_day() {
    let spec = CalendarSpec {
        cutoff: Some("12:00".into()),
        ..CalendarSpec::weekdays("UTC", "09:00", "17:00", None)
    };
    let calendar = Calendar::new(&spec).unwrap();
    let start = |text| calendar.roll_forward(calendar.clock_start(at(text))).unwrap();
    assert_eq!(start("2026-11-23T12:00:00Z"), at("2026-11-23T12:00:00Z"));
    assert_eq!(start("2026-11-23T12:00:01Z"), at("2026-11-24T09:00:00Z"));
    assert_eq!(start("2026-11-27T16:00:00Z"), at("2026-11-30T09:00:00Z"));
    assert_eq!(start("2026-11-28T16:00:00Z"), at("2026-11-30T09:00:00Z"));
}

#[test]
fn wrong_calendars_name_the_field() {
    let week = |hours: &[[&str; 2]]| {
        let mon = hours
            .iter()
            .map(|[a, b]| [(*a).to_owned(), (*b).to_owned()])
            .collect();
        CalendarSpec {
            week: Some(Week {
                mon,
                ..Week::default()
            }),
            ..CalendarSpec::always("UTC")
        }
    };
    let message = |spec: &CalendarSpec| Calendar::new(spec).unwrap_err().to_string();
    assert!(message(&week(&[["08:00", "12:00"], ["11:00", "13:00"]])).starts_with("week.mon: "));
    assert!(message(&week(&[["8:00", "12:00"]])).starts_with("week.mon[0]: "));
    assert!(message(&week(&[["24:00", "12:00"]])).starts_with("week.mon[0]: "));
    assert!(message(&week(&[["08:00", "24:01"]])).starts_with("week.mon[0]: "));
    assert!(message(&CalendarSpec::always("Mars/Base")).starts_with("tz: "));
    assert_eq!(
        message(&CalendarSpec {
            tz: "UTC".into(),
            ..CalendarSpec::default()
        }),
        CalendarError::NoHours.to_string()
    );
}

#[test]
fn the_supported_years_are_a_stated_limit() {
    let calendar = berlin();
    let far = at("9999-01-01T00:00:00Z");
    assert_eq!(calendar.elapsed(far, far, &[]), Err(TimeError::OutOfRange(far)));
    assert!(!calendar.is_open(far));
    let endless = calendar.deadline(
        at("2026-01-01T00:00:00Z"),
        i64::MAX,
        Direction::Forward,
        &[],
        Tie::PeriodEnd,
    );
    assert!(endless.is_err());
    let before_time = calendar.deadline(
        at("2026-01-01T00:00:00Z"),
        i64::MAX,
        Direction::Backward,
        &[],
        Tie::PeriodEnd,
    );
    assert!(before_time.is_err());
}

#[test]
fn on_the_wall_every_day_has_twenty_four_hours() {
    let calendar = |day_length| {
        let spec = CalendarSpec {
            day_length,
            ..CalendarSpec::always("Europe/Berlin")
        };
        Calendar::new(&spec).unwrap()
    };
    let (absolute, wall) = (calendar(DayLength::Absolute), calendar(DayLength::WallClock));
    for (from, to, hours) in [
        ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 23),
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 25),
    ] {
        let elapsed = |calendar: &Calendar| calendar.elapsed(at(from), at(to), &[]).unwrap();
        assert_eq!((elapsed(&absolute), elapsed(&wall)), (hours * 3_600, 86_400));
        let due = |direction, start| {
            wall.deadline(start, 86_400, direction, &[], Tie::PeriodEnd)
                .unwrap()
        };
        assert_eq!(due(Direction::Forward, at(from)), at(to));
        assert_eq!(due(Direction::Backward, at(to)), at(from));
    }
    // The hour that is shown twice counts the first time; the second time the clock stands, and never runs backwards.
    let (first, second) = (at("2026-10-25T02:10:00+02:00"), at("2026-10-25T02:10:00+01:00"));
    assert_eq!(wall.elapsed(first, second, &[]), Ok(3_000));
    let three = at("2026-10-25T03:00:00+01:00");
    assert_eq!(wall.elapsed(second, three, &[]), Ok(0));
    assert_eq!(
        wall.deadline(second, 600, Direction::Forward, &[], Tie::PeriodEnd),
        Ok(at("2026-10-25T03:10:00+01:00"))
    );
    assert_eq!(
        wall.deadline(second, 600, Direction::Backward, &[], Tie::PeriodEnd),
        Ok(at("2026-10-25T02:50:00+02:00"))
    );
    let before = at("2026-10-25T01:30:00+02:00");
    let counts = (0..=150).map(|minute| {
        wall.elapsed(before, before + chrono::TimeDelta::minutes(minute), &[])
            .unwrap()
    });
    assert!(counts.is_sorted());
    assert_eq!(wall.elapsed(before, three, &[]), Ok(5_400));
    let pause = [span("2026-03-29T01:00:00+01:00", "2026-03-29T04:00:00+02:00")];
    let day = ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00");
    assert_eq!(wall.elapsed(at(day.0), at(day.1), &pause), Ok(21 * 3_600));
}

#[test]
fn explicit_periods_are_absolute_time() {
    let spec = CalendarSpec {
        tz: "Europe/Berlin".into(),
        periods: Some(Vec::new()),
        day_length: DayLength::WallClock,
        ..CalendarSpec::default()
    };
    assert_eq!(
        Calendar::new(&spec).unwrap_err(),
        CalendarError::PeriodsAndHours("day_length")
    );
}

#[test]
fn the_shift_of_a_holiday_at_the_end_of_the_year_does_not_run_into_the_next() {
    let spec = CalendarSpec {
        holidays: vec!["2025-12-31".parse().unwrap()],
        ..nights()
    };
    let calendar = Calendar::new(&spec).unwrap();
    assert!(!calendar.is_open(at("2026-01-01T01:00:00+01:00")));
    assert!(calendar.is_open(at("2026-01-01T23:00:00+01:00")));
}

#[test]
fn the_next_opening_after_a_holiday_is_the_midnight_that_ends_it() {
    let spec = CalendarSpec {
        holidays: vec!["2025-12-31".parse().unwrap()],
        ..CalendarSpec::always("UTC")
    };
    let calendar = Calendar::new(&spec).unwrap();
    assert_eq!(
        calendar.next_open(at("2025-12-31T12:00:00Z")),
        Some(at("2026-01-01T00:00:00Z"))
    );
}

#[test]
fn a_listed_holiday_is_one_without_any_region() {
    let spec = CalendarSpec {
        holidays: vec!["2026-11-25".parse().unwrap()],
        ..nights()
    };
    let calendar = Calendar::new(&spec).unwrap();
    assert!(calendar.is_holiday("2026-11-25".parse().unwrap()));
    assert!(!calendar.is_holiday("2026-11-26".parse().unwrap()));
}

#[test]
fn a_minute_has_sixty_seconds() {
    assert!(Calendar::new(&CalendarSpec::weekdays("UTC", "08:00:59", "18:00", None)).is_ok());
    for start in ["08:00:60", "08:60"] {
        assert!(Calendar::new(&CalendarSpec::weekdays("UTC", start, "18:00", None)).is_err());
    }
}

#[test]
fn working_days_of_a_night_shift_count_from_its_evening() {
    let calendar = Calendar::new(&nights()).unwrap();
    let due = |start: &str, days| calendar.working_days_deadline(at(start), days, false).unwrap();
    // Saturday at three is still Friday's shift; Monday's runs on Tuesday at three.
    assert_eq!(
        due("2026-11-21T03:00:00+01:00", 1),
        at("2026-11-24T03:00:00+01:00")
    );
    assert_eq!(
        due("2026-11-24T03:00:00+01:00", 1),
        at("2026-11-25T03:00:00+01:00")
    );
    assert_eq!(
        due("2026-11-24T03:00:00+01:00", -1),
        at("2026-11-21T03:00:00+01:00")
    );
    // After the end of the shift Saturday is a closed day, and counting rolls to Monday first.
    assert_eq!(
        due("2026-11-21T06:00:00+01:00", 1),
        at("2026-11-24T22:00:00+01:00")
    );
    assert_eq!(
        due("2026-11-23T23:00:00+01:00", 1),
        at("2026-11-24T23:00:00+01:00")
    );
}

#[test]
fn the_tie_is_the_choice_of_the_contract() {
    assert_eq!(berlin().tie(), Tie::PeriodEnd);
    let moves_on = CalendarSpec {
        tie: Tie::NextStart,
        ..nights()
    };
    assert_eq!(Calendar::new(&moves_on).unwrap().tie(), Tie::NextStart);
}

#[test]
fn the_year_of_the_wall_clock_decides_around_new_year() {
    // Both instants lie in another year in UTC.
    for (zone, eve) in [
        ("America/New_York", "2026-01-01T02:00:00Z"),
        ("Asia/Tokyo", "2025-12-31T20:00:00Z"),
    ] {
        let only_that_day = CalendarSpec {
            week: None,
            date_overrides: [(
                at(eve).with_timezone(&zone.parse::<Tz>().unwrap()).date_naive(),
                vec![["00:00".into(), "24:00".into()]],
            )]
            .into(),
            ..CalendarSpec::always(zone)
        };
        let calendar = Calendar::new(&only_that_day).unwrap();
        assert!(calendar.is_open(at(eve)), "{zone}");
        let later = at(eve) + chrono::TimeDelta::hours(1);
        assert_eq!(calendar.elapsed(at(eve), later, &[]), Ok(3_600), "{zone}");
    }
}

#[test]
fn after_the_cut_off_only_working_days_wait_for_the_next() {
    let office = CalendarSpec {
        cutoff: Some("16:00".into()),
        holidays: vec!["2026-11-24".parse().unwrap()],
        yearly_holidays: vec![YearlyHoliday { month: 11, day: 25 }],
        ..CalendarSpec::weekdays("UTC", "08:00", "18:00", Some(Region::BE))
    };
    let calendar = Calendar::new(&office).unwrap();
    let start = |report: &str| calendar.clock_start(at(report));
    assert_eq!(start("2026-11-23T17:00:00Z"), at("2026-11-24T00:00:00Z"));
    assert_eq!(start("2026-11-23T16:00:00Z"), at("2026-11-23T16:00:00Z"));
    // A holiday of its own, a yearly one, a public one, a Saturday: nobody works, so nothing is cut off.
    for report in [
        "2026-11-24T17:00:00Z",
        "2026-11-25T17:00:00Z",
        "2026-05-01T17:00:00Z",
        "2026-11-28T17:00:00Z",
    ] {
        assert_eq!(start(report), at(report));
    }
}

#[test]
fn days_with_explicit_periods_are_working_days() {
    let periods = CalendarSpec {
        tz: "UTC".into(),
        periods: Some(vec![
            ["2026-11-23T08:00:00Z".into(), "2026-11-23T18:00:00Z".into()],
            ["2026-11-25T08:00:00Z".into(), "2026-11-25T18:00:00Z".into()],
        ]),
        ..CalendarSpec::default()
    };
    let calendar = Calendar::new(&periods).unwrap();
    let works =
        ["2026-11-23", "2026-11-24", "2026-11-25"].map(|day| calendar.is_working_day(day.parse().unwrap()));
    assert_eq!(works, [true, false, true]);
}

#[test]
fn working_days_begin_and_end_within_service_hours() {
    let office = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None)).unwrap();
    let due = |start: &str, days| office.working_days_deadline(at(start), days, false).unwrap();
    // A later report is never due earlier: Sunday night, before the opening, after the closing.
    assert_eq!(due("2026-11-22T23:59:00Z", 1), at("2026-11-24T08:00:00Z"));
    assert_eq!(due("2026-11-23T06:00:00Z", 1), at("2026-11-24T08:00:00Z"));
    assert_eq!(due("2026-11-23T20:00:00Z", 1), at("2026-11-25T08:00:00Z"));
    assert_eq!(due("2026-11-20T20:00:00Z", 0), at("2026-11-23T08:00:00Z"));
    assert_eq!(due("2026-11-23T20:00:00Z", -1), at("2026-11-20T18:00:00Z"));
    assert_eq!(due("2026-11-22T12:00:00Z", -1), at("2026-11-19T08:00:00Z"));
    let hours = |spans: &[(&str, &str)]| {
        let span = |&(from, to): &(&str, &str)| [from.to_owned(), to.to_owned()];
        spans.iter().map(span).collect::<Vec<_>>()
    };
    let week = Week {
        mon: hours(&[("08:00", "18:00")]),
        tue: hours(&[("13:00", "14:00"), ("15:00", "17:00")]),
        ..Week::default()
    };
    let spec = CalendarSpec {
        tz: "UTC".into(),
        week: Some(week),
        ..CalendarSpec::default()
    };
    let uneven = Calendar::new(&spec).unwrap();
    let due = |start: &str| uneven.working_days_deadline(at(start), 1, false).unwrap();
    assert_eq!(due("2026-11-23T10:00:00Z"), at("2026-11-24T13:00:00Z"));
    assert_eq!(due("2026-11-23T14:30:00Z"), at("2026-11-24T15:00:00Z"));
    assert_eq!(due("2026-11-23T16:00:00Z"), at("2026-11-24T16:00:00Z"));
    assert_eq!(due("2026-11-23T17:30:00Z"), at("2026-11-24T17:00:00Z"));
}

#[test]
fn working_days_close_when_their_service_time_does() {
    let cut = CalendarSpec {
        running_shift: RunningShift::CutAtMidnight,
        holidays: vec!["2026-11-24".parse().unwrap()],
        ..nights()
    };
    let closing = |spec: &CalendarSpec, start: &str, days| {
        let calendar = Calendar::new(spec).unwrap();
        calendar.working_days_deadline(at(start), days, true).unwrap()
    };
    let monday = "2026-11-23T22:00:00+01:00";
    assert_eq!(closing(&cut, monday, 0), at("2026-11-24T00:00:00+01:00"));
    assert_eq!(closing(&nights(), monday, 0), at("2026-11-24T06:00:00+01:00"));
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let breaks = |list: &[(&str, &str, &str)]| CalendarSpec {
        breaks: list
            .iter()
            .map(|&(day, from, to)| (date(day), vec![[from.into(), to.into()]]))
            .collect(),
        ..CalendarSpec::weekdays("UTC", "08:00", "18:00", None)
    };
    let early = breaks(&[("2026-11-24", "16:00", "20:00")]);
    assert_eq!(
        closing(&early, "2026-11-23T10:00:00Z", 1),
        at("2026-11-24T16:00:00Z")
    );
    // A day that is all break is no working day, nor one whose hours the break of the evening before covers.
    let whole = breaks(&[("2026-11-24", "07:00", "18:00"), ("2026-11-25", "19:00", "18:30")]);
    let calendar = Calendar::new(&whole).unwrap();
    let works = [
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
    ]
    .map(|day| calendar.is_working_day(date(day)));
    assert_eq!(works, [true, false, true, false, true]);
}

#[test]
fn explicit_periods_stand_alone() {
    let periods = || {
        Some(vec![[
            "2026-11-23T08:00:00Z".into(),
            "2026-11-23T18:00:00Z".into(),
        ]])
    };
    let refused = |spec: CalendarSpec| Calendar::new(&spec).unwrap_err();
    let with_week = CalendarSpec {
        periods: periods(),
        ..CalendarSpec::always("UTC")
    };
    assert_eq!(refused(with_week), CalendarError::PeriodsAndHours("week"));
    let with_dates = CalendarSpec {
        tz: "UTC".into(),
        periods: periods(),
        date_overrides: [("2026-11-24".parse().unwrap(), Vec::new())].into(),
        ..CalendarSpec::default()
    };
    assert_eq!(
        refused(with_dates),
        CalendarError::PeriodsAndHours("date_overrides")
    );
    let nothing = CalendarSpec {
        tz: "UTC".into(),
        ..CalendarSpec::default()
    };
    assert_eq!(refused(nothing), CalendarError::NoHours);
}

#[test]
fn openings_and_closings_are_known_to_the_last_year() {
    let calendar = berlin();
    assert_eq!(
        calendar.next_close(at("2200-06-03T12:00:00+01:00")),
        Some(at("2200-06-03T18:00:00+01:00"))
    );
    assert_eq!(
        calendar.next_open(at("1900-01-02T07:00:00+01:00")),
        Some(at("1900-01-02T08:00:00+01:00"))
    );
}

#[test]
fn after_the_last_local_year_everything_is_closed() {
    // East of Greenwich the year 2201 begins while it is still 2200 in UTC.
    let calendar = Calendar::new(&CalendarSpec::always("Pacific/Kiritimati")).unwrap();
    let window = span("2200-12-31T08:00:00Z", "2200-12-31T23:00:00Z");
    let segments = calendar.segments(window).unwrap();
    let kinds: Vec<_> = segments
        .iter()
        .map(|segment| (segment.kind, segment.interval.seconds()))
        .collect();
    assert_eq!(
        kinds,
        [(SegmentKind::Open, 2 * 3_600), (SegmentKind::Closed, 13 * 3_600)]
    );
}

#[test]
fn a_budget_used_up_as_a_pause_begins_ties_at_the_pause() {
    let calendar = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
    let pause = [span("2026-11-23T02:00:00Z", "2026-11-23T03:00:00Z")];
    let due = |start: &str, direction, tie| {
        calendar
            .deadline(at(start), 7_200, direction, &pause, tie)
            .unwrap()
    };
    let (from, to) = (pause[0].from, pause[0].to);
    let midnight = "2026-11-23T00:00:00Z";
    assert_eq!(due(midnight, Direction::Forward, Tie::PeriodEnd), from);
    assert_eq!(due(midnight, Direction::Forward, Tie::NextStart), to);
    let five = "2026-11-23T05:00:00Z";
    assert_eq!(due(five, Direction::Backward, Tie::PeriodEnd), to);
    assert_eq!(due(five, Direction::Backward, Tie::NextStart), from);
}

#[test]
fn counting_backward_crosses_years_of_different_length() {
    let years = [("2024", 1), ("2025", 2), ("2026", 4)];
    let periods = years.map(|(year, days)| {
        [
            format!("{year}-01-01T00:00:00Z"),
            format!("{year}-01-{:02}T00:00:00Z", days + 1),
        ]
    });
    let spec = CalendarSpec {
        tz: "UTC".into(),
        periods: Some(periods.to_vec()),
        ..CalendarSpec::default()
    };
    let calendar = Calendar::new(&spec).unwrap();
    let end = at("2026-06-01T00:00:00Z");
    let start = calendar.deadline(
        end,
        (96 + 48 + 12) * 3_600,
        Direction::Backward,
        &[],
        Tie::PeriodEnd,
    );
    assert_eq!(start, Ok(at("2024-01-01T12:00:00Z")));
    let beyond = calendar.deadline(end, 169 * 3_600, Direction::Backward, &[], Tie::PeriodEnd);
    assert_eq!(beyond, Err(TimeError::NotEnoughServiceTime(169 * 3_600)));
}

#[test]
fn hours_on_the_wall_are_those_of_the_zone() {
    let spec = CalendarSpec {
        day_length: DayLength::WallClock,
        ..CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", None)
    };
    let calendar = Calendar::new(&spec).unwrap();
    let (from, to) = (at("2026-11-23T07:00:00+01:00"), at("2026-11-23T08:30:00+01:00"));
    assert_eq!(calendar.elapsed(from, to, &[]), Ok(1_800));
    let due = calendar.deadline(
        at("2026-11-23T17:00:00+01:00"),
        1_800,
        Direction::Forward,
        &[],
        Tie::PeriodEnd,
    );
    assert_eq!(due, Ok(at("2026-11-23T17:30:00+01:00")));
}

#[test]
fn no_days_from_a_closed_day_is_the_next_working_day() {
    let saturday: NaiveDate = "2026-11-28".parse().unwrap();
    let monday: NaiveDate = "2026-11-30".parse().unwrap();
    let none = |origin| berlin().add_working_days(saturday, 0, origin);
    assert_eq!(none(Origin::RollFirst), Ok(monday));
    assert_eq!(none(Origin::CountOn), Ok(saturday));
}

#[test]
fn nothing_is_found_outside_the_supported_years() {
    // On Lord Howe Island 1900 begins ten hours before it does in UTC.
    let spec = r#"{"tz":"Australia/Lord_Howe","week":{"sat":[["23:00","02:00"]],"sun":[["02:45","02:15"]]}}"#;
    let calendar = Calendar::new(&serde_json::from_str(spec).unwrap()).unwrap();
    let first: Instant = "1900-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(calendar.roll_back(first), None);
    assert!(calendar.next_open(first).is_some());
}
