use super::*;

fn office() -> CalendarForm {
    CalendarForm {
        name: "Mo-Fr 8-18, NRW".to_owned(),
        region: "DE-NW".to_owned(),
        ..CalendarTemplate::Office18.form("Europe/Berlin")
    }
}

fn errors(form: &CalendarForm) -> Vec<(String, String)> {
    let errors = form.parse().unwrap_err();
    errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

fn refused(change: impl FnOnce(&mut CalendarForm)) -> Vec<(String, String)> {
    let mut form = office();
    change(&mut form);
    errors(&form)
}

fn one(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[test]
fn hours_are_read_as_people_write_them() {
    let form = CalendarForm {
        mon: "8-12, 13.30–18:00".to_owned(),
        sat: "22:00 - 06:00".to_owned(),
        overnight: true,
        closed_days: "24.12. Heiligabend\n\n02.01.2026 Inventur".to_owned(),
        extra_hours: "05.12.2026 09:00-13:00 Umzug der Anlage".to_owned(),
        cutoff: "17:30".to_owned(),
        ..office()
    };
    let input = form.parse().unwrap();
    let week = input.spec.week.clone().unwrap();
    let pair = |from: &str, to: &str| [from.to_owned(), to.to_owned()];
    assert_eq!(week.mon, [pair("08:00", "12:00"), pair("13:30", "18:00")]);
    assert_eq!(week.sat, [pair("22:00", "06:00")]);
    assert_eq!(input.spec.yearly_holidays.len(), 1);
    assert_eq!(input.reasons["12-24"], "Heiligabend");
    assert_eq!(input.reasons["2026-12-05"], "Umzug der Anlage");
    assert_eq!(input.spec.cutoff.as_deref(), Some("17:30"));
    let again = CalendarForm::of(&input.name, &input.description, &input.spec, &input.reasons);
    assert_eq!(again.parse().unwrap(), input, "what is shown is what was stored");
}

#[test]
fn around_the_clock_needs_no_hours() {
    let form = CalendarForm {
        name: "24x7".to_owned(),
        ..CalendarTemplate::Always.form("UTC")
    };
    let input = form.parse().unwrap();
    assert!(input.spec.is_always());
    assert!(CalendarForm::of("", "", &input.spec, &input.reasons).always);
}

#[test]
fn hours_that_cannot_be_are_refused() {
    let mon = |text: &str| refused(|form| form.mon = text.to_owned());
    assert_eq!(mon("18:00-08:00"), one("mon", "shift_end_before_start"));
    assert_eq!(mon("08:00-08:00"), one("mon", "shift_end_before_start"));
    assert_eq!(mon("08:00-12:00, 11:00-18:00"), one("mon", "hours_overlap"));
    assert_eq!(mon("acht bis fünf"), one("mon", "hours_unreadable"));
    assert_eq!(mon("08:00-25:00"), one("mon", "hours_unreadable"));
    assert_eq!(mon("8:0-18"), one("mon", "hours_unreadable"));
    let into_tuesday = refused(|form| {
        form.overnight = true;
        form.mon = "22:00-09:00".to_owned();
    });
    assert_eq!(into_tuesday, one("tue", "hours_overlap"));
    let closed = CalendarForm {
        name: "Nie".to_owned(),
        time_zone: "UTC".to_owned(),
        ..CalendarForm::default()
    };
    assert_eq!(errors(&closed), one("mon", "no_hours"));
}

#[test]
fn days_that_cannot_be_are_refused_line_by_line() {
    let closed = |text: &str| refused(|form| form.closed_days = text.to_owned());
    assert_eq!(closed("31.02.2026 Nie"), one("closed_days[0]", "date_unreadable"));
    assert_eq!(closed("31.02. Nie"), one("closed_days[0]", "date_unreadable"));
    assert_eq!(closed("24.12.2026"), one("closed_days[0]", "reason_needed"));
    assert_eq!(
        closed("24.12.2026 eins\n24.12.2026 zwei"),
        one("closed_days[1]", "duplicate_day")
    );
    let extra = |text: &str| refused(|form| form.extra_hours = text.to_owned());
    assert_eq!(
        extra("05.12.2026 Umzug"),
        one("extra_hours[0]", "hours_unreadable")
    );
    assert_eq!(
        extra("05.12.2026 13-9 Umzug"),
        one("extra_hours[0]", "shift_end_before_start")
    );
    assert_eq!(
        extra("03.10.2026 9-13 Fest"),
        one("extra_hours[0]", "on_a_holiday")
    );
    let both = refused(|form| {
        form.closed_days = "24.12. Heiligabend".to_owned();
        form.extra_hours = "24.12.2026 9-13 Notdienst".to_owned();
    });
    assert_eq!(both, one("extra_hours[0]", "closed_that_day"));
}

#[test]
fn other_fields_are_named_too() {
    let form = CalendarForm {
        name: " ".to_owned(),
        time_zone: "Europe/Bonn".to_owned(),
        region: "DE-XX".to_owned(),
        cutoff: "abends".to_owned(),
        ..office()
    };
    let fields: Vec<_> = errors(&form).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "time_zone", "region", "cutoff"]);
}

#[test]
fn a_preview_takes_today_for_what_is_not_asked() {
    let now = "2026-11-23T10:15:00".parse().unwrap();
    let input = PreviewForm::default().parse(now).unwrap();
    assert_eq!((input.year, input.reported, input.goal_hours), (2026, now, 4));
    let form = PreviewForm {
        year: "1492".to_owned(),
        report_date: "31.04.2026".to_owned(),
        report_time: "25:00".to_owned(),
        goal_hours: "-1".to_owned(),
    };
    assert_eq!(form.parse(now).unwrap_err().len(), 4);
}
