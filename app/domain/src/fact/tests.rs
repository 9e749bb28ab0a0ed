use super::*;
use crate::sla::ticket::Pause;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn now() -> Instant {
    at("2026-11-01T00:00:00Z")
}

#[test]
fn outages_end_after_they_begin_and_lie_behind_us() {
    let outage = |starts_at, ends_at: Option<&str>| {
        let outage = Outage {
            starts_at: at(starts_at),
            ends_at: ends_at.map(at),
            cause: None,
        };
        outage.problems(now())
    };
    assert_eq!(outage("2026-10-01T00:00:00Z", None), []);
    assert_eq!(
        outage("2026-12-01T00:00:00Z", None),
        [Problem("starts_at", "in_the_future")]
    );
    assert_eq!(
        outage("1989-12-01T00:00:00Z", Some("2026-12-01T00:00:00Z")),
        [
            Problem("starts_at", "too_long_ago"),
            Problem("ends_at", "in_the_future")
        ]
    );
}

#[test]
fn maintenance_may_lie_ahead_but_is_not_announced_there() {
    let window = Maintenance {
        starts_at: at("2026-12-01T20:00:00Z"),
        ends_at: at("2026-12-01T22:00:00Z"),
        announced_at: Some(at("2026-11-02T00:00:00Z")),
        purpose: Some("patches\u{7}".to_owned()),
    };
    assert_eq!(
        window.problems(now()),
        [
            Problem("announced_at", "in_the_future"),
            Problem("purpose", "control_character")
        ]
    );
}

#[test]
fn no_more_of_a_sample_is_good_than_there_was() {
    let sample = |good, total| Sample {
        series: String::new(),
        starts_at: at("2026-10-01T00:00:00Z"),
        width_seconds: 300,
        amount: Amount::Counts { good, total },
    };
    assert_eq!(sample(5, 5).problems(now()), []);
    assert_eq!(sample(6, 5).problems(now()), [Problem("good", "more_than_total")]);
    assert_eq!(sample(-1, 5).problems(now()), [Problem("good", "out_of_range")]);
    let ahead = Sample {
        starts_at: at("2026-10-31T23:58:00Z"),
        ..sample(1, 1)
    };
    assert_eq!(ahead.problems(now()), [Problem("width_seconds", "in_the_future")]);
}

#[test]
fn pauses_are_in_order_and_within_the_life_of_the_ticket() {
    let pause = |from: &str, to: Option<&str>| Pause {
        from: at(from),
        to: to.map(at),
    };
    let problem = |pauses| {
        let ticket = TicketLife {
            priority: "High".to_owned(),
            reported_at: at("2026-10-01T08:00:00Z"),
            responded_at: None,
            resolved_at: None,
            closed_at: None,
            pauses,
            reopened: 0,
            first_contact: None,
            satisfaction: None,
        };
        ticket.problems(now()).first().map(|problem| problem.1)
    };
    let first = pause("2026-10-01T09:00:00Z", Some("2026-10-01T10:00:00Z"));
    assert_eq!(problem(vec![first, pause("2026-10-01T10:00:00Z", None)]), None);
    assert_eq!(
        problem(vec![first, pause("2026-10-01T09:30:00Z", None)]),
        Some("pause_overlap")
    );
    assert_eq!(
        problem(vec![pause("2026-10-01T09:00:00Z", None), first]),
        Some("pause_overlap")
    );
    assert_eq!(
        problem(vec![pause("2026-10-01T07:00:00Z", None)]),
        Some("pause_before_reported")
    );
}

#[test]
fn a_ticket_is_not_resolved_before_it_was_reported() {
    let ticket = TicketLife {
        priority: " ".to_owned(),
        reported_at: at("2026-10-02T08:00:00Z"),
        responded_at: Some(at("2026-10-01T08:00:00Z")),
        resolved_at: Some(at("2026-10-01T08:00:00Z")),
        closed_at: None,
        pauses: Vec::new(),
        reopened: -1,
        first_contact: None,
        satisfaction: Some(6),
    };
    let fields: Vec<_> = ticket
        .problems(now())
        .into_iter()
        .map(|problem| problem.0)
        .collect();
    assert_eq!(
        fields,
        [
            "priority",
            "responded_at",
            "resolved_at",
            "reopened",
            "satisfaction"
        ]
    );
}
