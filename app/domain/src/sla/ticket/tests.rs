use super::*;
use crate::time::calendar::CalendarSpec;

fn at(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn office() -> Calendar {
    Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None)).unwrap()
}

fn ticket(resolved: Option<&str>, pauses: &[(&str, Option<&str>)]) -> Ticket {
    Ticket {
        reported_at: at("2026-11-23T16:00:00Z"),
        resolved_at: resolved.map(at),
        pauses: pauses
            .iter()
            .map(|(from, to)| Pause {
                from: at(from),
                to: to.map(at),
            })
            .collect(),
    }
}

#[test]
fn met_exactly_at_the_goal() {
    let outcome = |resolved| {
        evaluate(
            &office(),
            4 * 3_600,
            &ticket(Some(resolved), &[]),
            at("2026-12-01T00:00:00Z"),
        )
        .unwrap()
    };
    let exact = outcome("2026-11-24T10:00:00Z");
    assert_eq!((exact.service_seconds, exact.verdict), (4 * 3_600, Verdict::Met));
    assert_eq!(exact.due, Some(at("2026-11-24T10:00:00Z")));
    assert_eq!(outcome("2026-11-24T10:00:01Z").verdict, Verdict::Missed);
}

#[test]
fn unresolved_tickets_are_pending_until_due() {
    let outcome = |now| evaluate(&office(), 4 * 3_600, &ticket(None, &[]), at(now)).unwrap();
    assert_eq!(outcome("2026-11-24T10:00:00Z").verdict, Verdict::Pending);
    let late = outcome("2026-11-24T12:00:00Z");
    assert_eq!((late.verdict, late.service_seconds), (Verdict::Missed, 4 * 3_600));
}

#[test]
fn an_open_pause_stops_the_clock() {
    let waiting = ticket(None, &[("2026-11-23T17:00:00Z", None)]);
    let outcome = evaluate(&office(), 4 * 3_600, &waiting, at("2026-12-24T00:00:00Z")).unwrap();
    assert_eq!(
        outcome,
        Outcome {
            due: None,
            service_seconds: 3_600,
            verdict: Verdict::Pending
        }
    );
    let short = evaluate(&office(), 1_800, &waiting, at("2026-12-24T00:00:00Z")).unwrap();
    assert_eq!(
        (short.due, short.verdict),
        (Some(at("2026-11-23T16:30:00Z")), Verdict::Missed)
    );
}

#[test]
fn the_ledger_explains_the_service_time() {
    let resolved = ticket(
        Some("2026-11-24T12:00:00Z"),
        &[
            ("2026-11-23T17:00:00Z", Some("2026-11-24T09:00:00Z")),
            ("2026-11-24T08:30:00Z", Some("2026-11-24T09:30:00Z")),
        ],
    );
    let until = at("2026-11-24T12:00:00Z");
    let entries = ledger(&office(), &resolved, &[], until).unwrap();
    let outcome = evaluate(&office(), 4 * 3_600, &resolved, until).unwrap();
    assert_eq!(ledger::counted_seconds(&entries), outcome.service_seconds);
    assert_eq!(outcome.service_seconds, 3_600 + 2 * 3_600 + 1_800);
    let reasons: Vec<Reason> = entries.iter().map(|entry| entry.reason).collect();
    assert_eq!(
        reasons,
        [
            Reason::ServiceTime,
            Reason::Pause,
            Reason::OutsideServiceHours,
            Reason::Pause,
            Reason::ServiceTime
        ]
    );
}

#[test]
fn a_resolution_before_the_report_is_an_error() {
    let wrong = ticket(Some("2026-11-23T15:00:00Z"), &[]);
    assert!(evaluate(&office(), 60, &wrong, at("2026-12-01T00:00:00Z")).is_err());
}

#[test]
fn a_pause_nobody_closed_ends_when_the_ticket_is_resolved() {
    // An hour used, paused at five, resolved from the pause next morning.
    let resolved = ticket(Some("2026-11-24T09:00:00Z"), &[("2026-11-23T17:00:00Z", None)]);
    let outcome = evaluate(&office(), 4 * 3_600, &resolved, at("2026-12-24T00:00:00Z")).unwrap();
    let expected = Outcome {
        due: Some(at("2026-11-24T12:00:00Z")),
        service_seconds: 3_600,
        verdict: Verdict::Met,
    };
    assert_eq!(outcome, expected);
    // Recorded after the resolution, the pause is none.
    let later = ticket(Some("2026-11-23T17:00:00Z"), &[("2026-11-24T09:00:00Z", None)]);
    let outcome = evaluate(&office(), 4 * 3_600, &later, at("2026-12-24T00:00:00Z")).unwrap();
    assert_eq!(outcome.due, Some(at("2026-11-24T10:00:00Z")));
}
