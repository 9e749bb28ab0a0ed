//! Service hours.

use domain::forms::{CalendarForm, PreviewForm};
use domain::views::{CalendarPreview, CalendarRow, CalendarStart, CalendarView, DraftStart};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// All calendars.
#[server(prefix = "/fn", endpoint = "calendars/list")]
pub async fn calendars() -> Result<Vec<CalendarRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.calendars(&actor).await?)
}

/// One calendar, and what it means in a year.
#[server(prefix = "/fn", endpoint = "calendars/one", input = Json)]
pub async fn calendar(id: String, #[server(default)] asked: PreviewForm) -> Result<CalendarView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    Ok(services.calendar(&actor, id, &asked).await?)
}

/// What a form begins with.
#[server(prefix = "/fn", endpoint = "calendars/draft", input = Json)]
pub async fn calendar_draft(
    #[server(default)] id: String,
    #[server(default)] start: DraftStart,
    #[server(default)] typed: Option<CalendarForm>,
    #[server(default)] asked: PreviewForm,
) -> Result<CalendarStart, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = if id.is_empty() {
        None
    } else {
        Some(super::request::id(&id)?)
    };
    Ok(services.calendar_draft(&actor, id, &start, typed, &asked).await?)
}

/// What hours mean that are being typed.
#[server(prefix = "/fn", endpoint = "calendars/preview", input = Json)]
pub async fn preview_calendar(
    #[server(default)] form: CalendarForm,
    #[server(default)] asked: PreviewForm,
) -> Result<CalendarPreview, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.preview_calendar(&actor, &form, &asked).await?)
}

/// Creates a calendar.
#[server(prefix = "/fn", endpoint = "calendars/create")]
pub async fn create_calendar(#[server(default)] form: CalendarForm) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let made = services.create_calendar(&actor, &form).await;
    let id = made.map_err(|refused| back(CreateCalendar::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/calendars/{id}?done=calendar_created"));
    Ok(())
}

/// Changes a calendar.
#[server(prefix = "/fn", endpoint = "calendars/change")]
pub async fn change_calendar(
    id: String,
    #[server(default)] revision: i32,
    #[server(default)] form: CalendarForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let changed = services.change_calendar(&actor, id, Some(revision), &form).await;
    changed.map_err(|refused| back(ChangeCalendar::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/calendars/{id}?done=calendar_changed"));
    Ok(())
}

/// Removes a calendar.
#[server(prefix = "/fn", endpoint = "calendars/remove")]
pub async fn remove_calendar(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.delete_calendar(&actor, id, None).await?;
    leptos_axum::redirect("/calendars?done=calendar_removed");
    Ok(())
}

/// Takes a refused form that came without a script back to its page, with everything typed.
#[cfg(feature = "ssr")]
fn back(path: &str, refused: services::Error, form: &CalendarForm) -> ApiError {
    let refused = ApiError::from(refused);
    let ticked = |on: bool| if on { "true" } else { "" };
    let typed = [
        ("form[name]", form.name.as_str()),
        ("form[description]", form.description.as_str()),
        ("form[time_zone]", form.time_zone.as_str()),
        ("form[always]", ticked(form.always)),
        ("form[mon]", form.mon.as_str()),
        ("form[tue]", form.tue.as_str()),
        ("form[wed]", form.wed.as_str()),
        ("form[thu]", form.thu.as_str()),
        ("form[fri]", form.fri.as_str()),
        ("form[sat]", form.sat.as_str()),
        ("form[sun]", form.sun.as_str()),
        ("form[overnight]", ticked(form.overnight)),
        ("form[cut_at_midnight]", ticked(form.cut_at_midnight)),
        ("form[region]", form.region.as_str()),
        ("form[closed_days]", form.closed_days.as_str()),
        ("form[extra_hours]", form.extra_hours.as_str()),
        ("form[cutoff]", form.cutoff.as_str()),
        ("typed", "1"),
    ];
    super::error::back_with(path, &refused, &typed);
    refused
}
