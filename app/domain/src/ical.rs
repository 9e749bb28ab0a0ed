//! Calendars that other programs subscribe to (RFC 5545): all-day events with an alarm.

use chrono::{DateTime, Days, NaiveDate, Utc};

/// A line may not be longer, without its end (section 3.1).
const LINE_BYTES: usize = 75;

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same event at every fetch.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub summary: String,
    /// What to know about it.
    pub description: String,
    /// Where to read more.
    pub url: String,
    /// So many days before somebody wants to hear of it; none for no alarm.
    pub alarm_days: Option<u32>,
}

/// Writes a calendar.
pub fn calendar(name: &str, events: &[Event], now: DateTime<Utc>) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Tragwerk//Deadlines//DE");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escaped(name));
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    for event in events {
        let next = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
        line("BEGIN", "VEVENT");
        line("UID", &event.uid);
        line("DTSTAMP", &now.format("%Y%m%dT%H%M%SZ").to_string());
        line("DTSTART;VALUE=DATE", &event.day.format("%Y%m%d").to_string());
        line("DTEND;VALUE=DATE", &next.format("%Y%m%d").to_string());
        line("SUMMARY", &escaped(&event.summary));
        line("DESCRIPTION", &escaped(&event.description));
        line("URL", &event.url);
        line("TRANSP", "TRANSPARENT");
        if let Some(days) = event.alarm_days {
            line("BEGIN", "VALARM");
            line("ACTION", "DISPLAY");
            line("DESCRIPTION", &escaped(&event.summary));
            line("TRIGGER", &format!("-P{days}D"));
            line("END", "VALARM");
        }
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// Text in which nothing can end a line or a value (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a line, broken where it is too long but never inside a character.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(summary: &str) -> String {
        let event = Event {
            uid: "1@example".to_owned(),
            day: "2026-12-31".parse().unwrap(),
            summary: summary.to_owned(),
            description: String::new(),
            url: "https://sla.example/contracts/1".to_owned(),
            alarm_days: Some(7),
        };
        calendar("Fristen", &[event], "2026-11-23T10:00:00Z".parse().unwrap())
    }

    #[test]
    fn an_event_is_a_whole_day_with_an_alarm() {
        let text = written("Kündigung; bis, heute");
        for line in [
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Kündigung\\; bis\\, heute",
            "TRIGGER:-P7D",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
    }

    #[test]
    fn no_text_breaks_out_of_its_line() {
        let text = written("a\r\nEND:VCALENDAR\nBEGIN:VEVENT");
        assert!(text.contains("SUMMARY:a\\nEND:VCALENDAR\\nBEGIN:VEVENT\r\n"));
        assert_eq!(text.matches("\r\nEND:VCALENDAR\r\n").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let text = written(&"ü".repeat(100));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_BYTES));
        assert!(text.replace("\r\n ", "").contains(&"ü".repeat(100)));
    }
}
