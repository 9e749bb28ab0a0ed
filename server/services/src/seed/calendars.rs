//! Calendars of the demo: three that targets are measured with, and one that is being prepared.

use domain::forms::{CalendarForm, DayReasons};
use domain::time::calendar::CalendarSpec;
use domain::time::holiday::Region;
use storage::{Calendar, TenantTx};

use super::Seeder;
use crate::{Error, Result};

pub const ALWAYS: &str = "24x7";
pub const ALWAYS_UTC: &str = "24x7 (UTC)";
pub const OFFICE: &str = "Mo-Fr 8-18, Feiertage NRW";

/// Both tenants have the same.
pub async fn seed(seeder: &Seeder<'_>, tx: &TenantTx) -> Result<()> {
    let office = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::NW));
    let none = DayReasons::new;
    let (shifts, reasons) = shifts()
        .parse_hours()
        .map_err(|errors| Error::internal(format!("{errors:?}")))?;
    for (name, description, spec, reasons) in [
        (
            ALWAYS,
            "Rund um die Uhr",
            CalendarSpec::always("Europe/Berlin"),
            none(),
        ),
        (
            ALWAYS_UTC,
            "Rund um die Uhr, Abrechnung in UTC",
            CalendarSpec::always("UTC"),
            none(),
        ),
        (OFFICE, "Bürozeit", office, none()),
        (SHIFTS, "Für den Nachtrag zur Werksbetreuung", shifts, reasons),
    ] {
        tx.insert_calendar(Calendar {
            tenant_id: seeder.tenant.id,
            id: storage::ids::new(),
            name: name.to_owned(),
            description: description.to_owned(),
            spec: serde_json::to_value(spec).map_err(Error::internal)?,
            reasons: serde_json::to_value(reasons).map_err(Error::internal)?,
            revision: 1,
            created_at: seeder.now,
        })
        .await?;
    }
    Ok(())
}

const SHIFTS: &str = "Drei Schichten Werk 1";

/// From Sunday night to Saturday morning, with the plant's own days.
fn shifts() -> CalendarForm {
    let day = || "06:00-14:00, 14:00-22:00, 22:00-06:00".to_owned();
    CalendarForm {
        time_zone: "Europe/Berlin".to_owned(),
        mon: day(),
        tue: day(),
        wed: day(),
        thu: day(),
        fri: day(),
        sun: "22:00-06:00".to_owned(),
        overnight: true,
        region: Region::RP.code().to_owned(),
        closed_days: "24.12. Heiligabend\n31.12. Silvester".to_owned(),
        extra_hours: "05.12.2026 06:00-14:00 Inventur\n12.12.2026 06:00-14:00 Nachholschicht".to_owned(),
        ..CalendarForm::default()
    }
}
