//! Words for service hours.

use domain::forms::{CalendarTemplate, FieldError};
use domain::time::calendar::{Hours, Week};
use domain::time::holiday::{HolidayName, Region};
use domain::views::Language;

use super::Text;

/// Minutes since midnight as a time of day.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Runs of equal neighbours with the numbers of their first and last day.
fn runs(days: &[String]) -> Vec<(usize, usize, &str)> {
    let mut runs: Vec<(usize, usize, &str)> = Vec::new();
    for (index, hours) in days.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, same)) if *same == hours.as_str() => *last = index,
            _ => runs.push((index, index, hours.as_str())),
        }
    }
    runs
}

impl Text {
    /// Where holidays apply.
    pub const fn region(self, region: Region) -> &'static str {
        match self.0 {
            Language::De => region.german(),
            Language::En => region.english(),
        }
    }

    /// A public holiday.
    pub const fn holiday(self, name: HolidayName) -> &'static str {
        match self.0 {
            Language::De => name.german(),
            Language::En => name.english(),
        }
    }

    /// A weekday in full, Monday being 0.
    pub fn weekday_name(self, day: u32) -> &'static str {
        // 5 January 1970 is a Monday.
        let monday = chrono::NaiveDate::from_ymd_opt(1970, 1, 5).unwrap_or_default();
        let date = monday
            .checked_add_days(chrono::Days::new(u64::from(day)))
            .unwrap_or(monday);
        super::dates::weekday(self.0, date)
    }

    /// `Mo` or `Mon`, Monday being 0.
    pub fn weekday_short(self, day: u32) -> String {
        let letters = match self.0 {
            Language::De => 2,
            Language::En => 3,
        };
        self.weekday_name(day).chars().take(letters).collect()
    }

    /// `08:00–12:00, 13:00–18:00`.
    pub fn spans(self, spans: &[Hours]) -> String {
        let spans = spans.iter().map(|[from, to]| format!("{from}–{to}"));
        spans.collect::<Vec<_>>().join(", ")
    }

    /// `Mo–Fr 08:00–18:00; Sa 09:00–13:00`.
    pub fn week_hours(self, week: &Week) -> String {
        self.week_lines(&week.days().map(|(_, hours)| self.spans(hours)))
    }

    /// The same from minutes since midnight.
    pub fn week_minutes(self, week: &[Vec<(u32, u32)>]) -> String {
        let spans = |day: &Vec<(u32, u32)>| {
            let spans = day
                .iter()
                .map(|(from, to)| format!("{}–{}", clock(*from), clock(*to)));
            spans.collect::<Vec<_>>().join(", ")
        };
        self.week_lines(&week.iter().map(spans).collect::<Vec<_>>())
    }

    fn week_lines(self, days: &[String]) -> String {
        let day = |index: usize| self.weekday_short(u32::try_from(index).unwrap_or(0));
        let open = runs(days).into_iter().filter(|(_, _, hours)| !hours.is_empty());
        let lines = open.map(|(first, last, hours)| {
            if first == last {
                format!("{} {hours}", day(first))
            } else {
                format!("{}–{} {hours}", day(first), day(last))
            }
        });
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            self.calendar_closed().to_owned()
        } else {
            lines.join("; ")
        }
    }

    /// What a template is called.
    pub const fn calendar_template(self, template: CalendarTemplate) -> &'static str {
        match template {
            CalendarTemplate::Office18 => self.calendar_office_18(),
            CalendarTemplate::Office17 => self.calendar_office_17(),
            CalendarTemplate::Always => self.calendar_always(),
            CalendarTemplate::SixDays22 => self.calendar_six_days_22(),
        }
    }

    /// What a template is for.
    pub const fn calendar_template_reason(self, template: CalendarTemplate) -> &'static str {
        match template {
            CalendarTemplate::Office18 | CalendarTemplate::Office17 => self.calendar_office_reason(),
            CalendarTemplate::Always => self.calendar_always_reason(),
            CalendarTemplate::SixDays22 => self.calendar_six_days_reason(),
        }
    }

    /// What is wrong with the lines of a field, each with its number.
    pub fn line_problems(self, field: &str, errors: &[FieldError]) -> Vec<String> {
        let problem = |error: &FieldError| {
            let rest = error.field.strip_prefix(field)?;
            let words = self.field_problem(&error.code);
            if rest.is_empty() {
                return Some(words.to_owned());
            }
            let index: usize = rest.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
            Some(self.calendar_line(index + 1, words))
        };
        errors.iter().filter_map(problem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_reads_as_people_say_it() {
        let day = || vec![["08:00".to_owned(), "18:00".to_owned()]];
        let week = Week {
            mon: day(),
            tue: day(),
            wed: day(),
            thu: day(),
            fri: day(),
            sat: vec![["09:00".to_owned(), "13:00".to_owned()]],
            ..Week::default()
        };
        assert_eq!(
            Text(Language::De).week_hours(&week),
            "Mo–Fr 08:00–18:00; Sa 09:00–13:00"
        );
        assert_eq!(
            Text(Language::En).week_hours(&week),
            "Mon–Fri 08:00–18:00; Sat 09:00–13:00"
        );
        assert_eq!(
            Text(Language::De).week_minutes(&[vec![(0, 1_440)], vec![(0, 1_440)]]),
            "Mo–Di 00:00–24:00"
        );
    }

    #[test]
    fn problems_name_their_line() {
        let errors = [FieldError::new("closed_days[2]", "reason_needed")];
        let words = Text(Language::De).line_problems("closed_days", &errors);
        assert!(words[0].starts_with("Zeile 3: "), "{words:?}");
        assert!(
            Text(Language::De)
                .line_problems("extra_hours", &errors)
                .is_empty()
        );
    }
}
