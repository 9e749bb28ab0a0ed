//! Recording an outage by hand.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{FieldError, parse_date, parse_time};
use crate::ids::ServiceId;

/// The form as typed. Times are in the tenant's zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageForm {
    /// Id of the service that was down.
    pub service_id: String,
    /// Number in the source system; empty for none.
    #[serde(default)]
    pub external_id: String,
    /// First day, `TT.MM.JJJJ`.
    pub start_date: String,
    /// Time of day, `HH:MM`.
    pub start_time: String,
    /// Last day; empty while the outage lasts.
    #[serde(default)]
    pub end_date: String,
    /// Time of day; empty while the outage lasts.
    #[serde(default)]
    pub end_time: String,
    /// What is known of the cause.
    #[serde(default)]
    pub cause: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutageInput {
    /// The service that was down.
    pub service_id: ServiceId,
    /// Number in the source system.
    pub external_id: Option<String>,
    /// Local beginning.
    pub starts_at: NaiveDateTime,
    /// Local end; `None` while it lasts.
    pub ends_at: Option<NaiveDateTime>,
    /// What is known of the cause.
    pub cause: Option<String>,
}

const LONGEST_TEXT: usize = 500;

impl OutageForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read, and an end that is not after its beginning.
    pub fn parse(&self) -> Result<OutageInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let service_id = self.service_id.parse().ok();
        if service_id.is_none() {
            errors.push(FieldError::new("service_id", "required"));
        }
        let starts_at = moment(
            &self.start_date,
            &self.start_time,
            ("start_date", "start_time"),
            &mut errors,
        );
        let lasts = self.end_date.trim().is_empty() && self.end_time.trim().is_empty();
        let ends_at = if lasts {
            None
        } else {
            moment(
                &self.end_date,
                &self.end_time,
                ("end_date", "end_time"),
                &mut errors,
            )
        };
        if let (Some(start), Some(end)) = (starts_at, ends_at)
            && end <= start
        {
            errors.push(FieldError::new("end_time", "end_before_start"));
        }
        for (field, text) in [("cause", &self.cause), ("external_id", &self.external_id)] {
            if text.chars().count() > LONGEST_TEXT {
                errors.push(FieldError::new(field, "too_long"));
            }
        }
        match (service_id, starts_at) {
            (Some(service_id), Some(starts_at)) if errors.is_empty() => Ok(OutageInput {
                service_id,
                external_id: given(&self.external_id),
                starts_at,
                ends_at,
                cause: given(&self.cause),
            }),
            _ => Err(errors),
        }
    }
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn moment(
    date: &str,
    time: &str,
    names: (&str, &str),
    errors: &mut Vec<FieldError>,
) -> Option<NaiveDateTime> {
    let day: Option<NaiveDate> = parse_date(date);
    let clock = parse_time(time);
    if day.is_none() {
        errors.push(FieldError::new(names.0, "date_needed"));
    }
    if clock.is_none() {
        errors.push(FieldError::new(names.1, "time_needed"));
    }
    Some(day?.and_time(clock?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> OutageForm {
        OutageForm {
            service_id: "0192f0c1-2345-7000-8000-000000000001".into(),
            start_date: "20.10.2025".into(),
            start_time: "08:48".into(),
            ..OutageForm::default()
        }
    }

    #[test]
    fn an_outage_may_still_last() {
        assert_eq!(typed().parse().map(|outage| outage.ends_at), Ok(None));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let form = OutageForm {
            start_date: "31.02.2025".into(),
            end_time: "25:00".into(),
            ..typed()
        };
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["start_date", "end_date", "end_time"]);
    }

    #[test]
    fn the_end_comes_after_the_beginning() {
        let form = OutageForm {
            end_date: "20.10.2025".into(),
            end_time: "08:48".into(),
            ..typed()
        };
        assert_eq!(
            form.parse().unwrap_err(),
            [FieldError::new("end_time", "end_before_start")]
        );
    }
}
