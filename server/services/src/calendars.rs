//! Service hours. What targets were measured with stays as it is, so that their results can be explained years later:
//! other hours are another calendar.

use chrono::NaiveDateTime;
use std::collections::BTreeSet;

use domain::forms::{CalendarForm, CalendarInput, CalendarTemplate, DayReasons, FieldError, PreviewForm};
use domain::ids::{CalendarId, ContractId, TargetId};
use domain::policy::Action;
use domain::time::calendar::{Calendar as Compiled, CalendarSpec};
use domain::time::zone::{self, LocalResolution, resolve};
use domain::views::{
    CalendarPreview, CalendarRow, CalendarStart, CalendarUse, CalendarView, DraftStart, DueExample,
    SpecialDayRow,
};
use serde_json::json;
use storage::{Calendar, Contract, Note, Target};

use crate::portfolio::{local, zone as stored_zone};
use crate::{Actor, Error, Result, Services};

const HOUR: i64 = 3_600;
/// Why hours that measure something cannot be changed or removed.
const IN_USE: Error = Error::Conflict("calendar_in_use");

impl Services {
    /// All calendars, by name.
    pub async fn calendars(&self, actor: &Actor) -> Result<Vec<CalendarRow>> {
        let tx = self
            .db
            .read(actor, Action::CalendarRead, self.clock.now())
            .await?;
        let targets = tx.targets().await?;
        tx.calendars()
            .await?
            .iter()
            .map(|row| list_row(row, &targets))
            .collect()
    }

    /// One calendar, and what it means in a year.
    ///
    /// # Errors
    /// `NotFound` for another tenant's calendar, `Invalid` for a question that cannot be read.
    pub async fn calendar(&self, actor: &Actor, id: CalendarId, asked: &PreviewForm) -> Result<CalendarView> {
        let tx = self
            .db
            .read(actor, Action::CalendarRead, self.clock.now())
            .await?;
        let row = tx.calendar(id.0).await?.ok_or(Error::NotFound)?;
        let targets = tx.targets().await?;
        let contracts = tx.contracts().await?;
        let (spec, reasons) = hours(&row)?;
        Ok(CalendarView {
            row: list_row(&row, &targets)?,
            revision: row.revision,
            uses: uses(&row, &targets, &contracts),
            preview: preview(&spec, &reasons, asked, tx.now())?,
            spec,
            reasons,
        })
    }

    /// What the form begins with: a calendar to be changed, a copy of one, or a template; what was typed already goes
    /// before all of them.
    ///
    /// # Errors
    /// `NotFound` for another tenant's calendar.
    pub async fn calendar_draft(
        &self,
        actor: &Actor,
        id: Option<CalendarId>,
        start: &DraftStart,
        typed: Option<CalendarForm>,
        asked: &PreviewForm,
    ) -> Result<CalendarStart> {
        let tx = self
            .db
            .read(actor, Action::CalendarWrite, self.clock.now())
            .await?;
        let (mut revision, mut in_use) = (0, false);
        let copy = start.copy.parse().ok();
        let form = if let Some(from) = id.or(copy) {
            let row = tx.calendar(from.0).await?.ok_or(Error::NotFound)?;
            revision = row.revision;
            in_use = id.is_some() && tx.targets_of_calendar(row.id).await? > 0;
            let (spec, reasons) = hours(&row)?;
            // A copy needs a name of its own.
            let name = if id.is_some() { row.name.as_str() } else { "" };
            CalendarForm::of(name, &row.description, &spec, &reasons)
        } else {
            let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
            let template = CalendarTemplate::parse(&start.template).unwrap_or(CalendarTemplate::Office18);
            template.form(&tenant.time_zone)
        };
        let form = typed.unwrap_or(form);
        let understood = form.parse_hours().ok();
        Ok(CalendarStart {
            id,
            revision,
            in_use,
            preview: understood.and_then(|(spec, reasons)| preview(&spec, &reasons, asked, tx.now()).ok()),
            form,
            zones: zone::names().into_iter().map(str::to_owned).collect(),
        })
    }

    /// What hours mean that nobody has stored yet.
    ///
    /// # Errors
    /// `Invalid` for the form and the questions.
    pub async fn preview_calendar(
        &self,
        actor: &Actor,
        form: &CalendarForm,
        asked: &PreviewForm,
    ) -> Result<CalendarPreview> {
        let tx = self
            .db
            .read(actor, Action::CalendarRead, self.clock.now())
            .await?;
        let (spec, reasons) = form.parse_hours().map_err(Error::Invalid)?;
        preview(&spec, &reasons, asked, tx.now())
    }

    /// Creates a calendar.
    ///
    /// # Errors
    /// `Invalid` for the form, also when the name is taken.
    pub async fn create_calendar(&self, actor: &Actor, form: &CalendarForm) -> Result<CalendarId> {
        let tx = self
            .db
            .open(actor, Action::CalendarWrite, self.clock.now())
            .await?;
        let input = form.parse().map_err(Error::Invalid)?;
        let id = CalendarId(storage::ids::new());
        let note = Note::new("calendar", id).with(json!({ "created": true, "spec": input.spec }));
        let row = stored(actor, id, input, 1, tx.now())?;
        tx.insert_calendar(row).await.map_err(taken)?;
        tx.save(note).await?;
        Ok(id)
    }

    /// Changes a calendar. Name and description can always be changed, hours only while they measure nothing.
    ///
    /// # Errors
    /// `Invalid` for the form, `Stale` when somebody changed it since `revision` was read, `Conflict` for hours that
    /// measure targets.
    pub async fn change_calendar(
        &self,
        actor: &Actor,
        id: CalendarId,
        revision: Option<i32>,
        form: &CalendarForm,
    ) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::CalendarWrite, self.clock.now())
            .await?;
        let row = tx.calendar_to_change(id.0).await?.ok_or(Error::NotFound)?;
        let input = form.parse().map_err(Error::Invalid)?;
        let revision = revision.ok_or(Error::Conflict("revision_missing"))?;
        if row.revision != revision {
            return Err(Error::Stale);
        }
        let (spec, reasons) = hours(&row)?;
        let other_hours = spec != input.spec || reasons != input.reasons;
        if other_hours && tx.targets_of_calendar(row.id).await? > 0 {
            return Err(IN_USE);
        }
        let detail = if other_hours {
            json!({ "spec": { "from": spec, "to": input.spec } })
        } else {
            json!({ "renamed": row.name != input.name })
        };
        let changed = stored(actor, id, input, revision, row.created_at)?;
        if !tx.update_calendar(changed).await.map_err(taken)? {
            return Err(Error::Stale);
        }
        Ok(tx.save(Note::new("calendar", id).with(detail)).await?)
    }

    /// Removes a calendar that measures nothing.
    ///
    /// # Errors
    /// `Conflict` when targets use it, `Stale` when somebody changed it since `revision` was read; without one,
    /// whatever stands there goes.
    pub async fn delete_calendar(&self, actor: &Actor, id: CalendarId, revision: Option<i32>) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::CalendarWrite, self.clock.now())
            .await?;
        let row = tx.calendar_to_change(id.0).await?.ok_or(Error::NotFound)?;
        if revision.is_some_and(|seen| seen != row.revision) {
            return Err(Error::Stale);
        }
        if tx.targets_of_calendar(row.id).await? > 0 {
            return Err(IN_USE);
        }
        tx.delete_calendar(row.id).await?;
        let detail = json!({ "deleted": true, "spec": row.spec });
        Ok(tx.save(Note::new("calendar", id).with(detail)).await?)
    }
}

/// Names tell calendars apart where targets choose one.
fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Conflict(_) => Error::Invalid(vec![FieldError::new("name", "name_taken")]),
        other => other.into(),
    }
}

fn stored(
    actor: &Actor,
    id: CalendarId,
    input: CalendarInput,
    revision: i32,
    created_at: domain::time::Instant,
) -> Result<Calendar> {
    Ok(Calendar {
        tenant_id: actor.tenant_id,
        id: id.0,
        name: input.name,
        description: input.description,
        spec: serde_json::to_value(input.spec).map_err(Error::internal)?,
        reasons: serde_json::to_value(input.reasons).map_err(Error::internal)?,
        revision,
        created_at,
    })
}

/// What is stored of a calendar's hours.
fn hours(row: &Calendar) -> Result<(CalendarSpec, DayReasons)> {
    let spec = serde_json::from_value(row.spec.clone()).map_err(Error::internal)?;
    let reasons = serde_json::from_value(row.reasons.clone()).map_err(Error::internal)?;
    Ok((spec, reasons))
}

fn list_row(row: &Calendar, targets: &[Target]) -> Result<CalendarRow> {
    let (spec, _) = hours(row)?;
    let special = spec.holidays.len() + spec.yearly_holidays.len() + spec.date_overrides.len();
    // A target stands there once for every version of its contract.
    let own = targets.iter().filter(|target| target.calendar_id == row.id);
    let used = own.map(|target| target.id).collect::<BTreeSet<_>>().len();
    Ok(CalendarRow {
        id: CalendarId(row.id),
        name: row.name.clone(),
        description: row.description.clone(),
        always: spec.is_always(),
        time_zone: spec.tz,
        week: spec.week.unwrap_or_default(),
        region: spec.region,
        special_days: u32::try_from(special).unwrap_or(u32::MAX),
        targets: u32::try_from(used).unwrap_or(u32::MAX),
    })
}

fn uses(row: &Calendar, targets: &[Target], contracts: &[Contract]) -> Vec<CalendarUse> {
    let of_target = |target: &Target| {
        let contract = contracts
            .iter()
            .find(|contract| contract.id == target.contract_id)?;
        Some(CalendarUse {
            contract_id: ContractId(contract.id),
            contract_number: contract.number.clone(),
            contract_title: contract.title.clone(),
            target_id: TargetId(target.id),
            target_name: target.name.clone(),
        })
    };
    let own = targets.iter().filter(|target| target.calendar_id == row.id);
    let mut uses: Vec<_> = own.filter_map(of_target).collect();
    uses.sort_by(|a, b| (&a.contract_number, &a.target_name).cmp(&(&b.contract_number, &b.target_name)));
    uses.dedup_by_key(|one| one.target_id);
    uses
}

fn preview(
    spec: &CalendarSpec,
    reasons: &DayReasons,
    asked: &PreviewForm,
    now: domain::time::Instant,
) -> Result<CalendarPreview> {
    let calendar = Compiled::new(spec).map_err(Error::internal)?;
    let zone = stored_zone(&spec.tz)?;
    let asked = asked.parse(minute(local(now, zone))).map_err(Error::Invalid)?;
    if let LocalResolution::Gap(_) = resolve(zone, asked.reported) {
        return Err(Error::field("report_time", "time_does_not_exist"));
    }
    let seconds = asked.goal_hours * HOUR;
    let days = spec.special_days(asked.year).into_iter().map(|day| {
        let once = reasons.get(&day.date.to_string());
        let yearly = || reasons.get(&day.date.format("%m-%d").to_string());
        SpecialDayRow {
            reason: once.or_else(yearly).filter(|_| day.holiday.is_none()).cloned(),
            date: day.date,
            holiday: day.holiday,
            hours: day.hours,
            on_service_time: day.on_service_time,
        }
    });
    Ok(CalendarPreview {
        year: asked.year,
        time_zone: spec.tz.clone(),
        week: spec.week_minutes().map_err(Error::internal)?.to_vec(),
        days: days.collect(),
        months: calendar
            .month_seconds(asked.year)
            .map_err(Error::internal)?
            .to_vec(),
        asked: PreviewForm {
            year: asked.year.to_string(),
            report_date: asked.reported.format("%d.%m.%Y").to_string(),
            report_time: asked.reported.format("%H:%M").to_string(),
            goal_hours: asked.goal_hours.to_string(),
        },
        example: DueExample {
            reported: asked.reported,
            goal_hours: asked.goal_hours,
            due: calendar.due_local(asked.reported, seconds).ok(),
        },
    })
}

/// Without the seconds, which nobody types.
fn minute(at: NaiveDateTime) -> NaiveDateTime {
    use chrono::Timelike;
    at.with_second(0)
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(at)
}
