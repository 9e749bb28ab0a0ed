//! Outages.

use domain::views::{OutageRow, ServiceChoice};
use leptos::prelude::*;

use super::ApiError;

/// Recorded outages, newest first, and for those who may record one the services it can be recorded for.
#[server(prefix = "/fn", endpoint = "outages/list")]
pub async fn outages() -> Result<(Vec<OutageRow>, Vec<ServiceChoice>), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let may_write = domain::policy::allows(actor.role, domain::policy::Action::FactWrite);
    let choices = if may_write {
        services.services_choices(&actor).await?
    } else {
        Vec::new()
    };
    Ok((services.outages(&actor).await?, choices))
}

/// Records an outage as typed.
#[server(prefix = "/fn", endpoint = "outages/report")]
pub async fn report_outage(
    #[server(default)] service_id: String,
    #[server(default)] external_id: String,
    #[server(default)] start_date: String,
    #[server(default)] start_time: String,
    #[server(default)] end_date: String,
    #[server(default)] end_time: String,
    #[server(default)] cause: String,
) -> Result<(), ApiError> {
    use domain::forms::OutageForm;
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let form = OutageForm {
        service_id,
        external_id,
        start_date,
        start_time,
        end_date,
        end_time,
        cause,
    };
    if let Err(refused) = services.report_outage(&actor, &form).await {
        let refused = ApiError::from(refused);
        let typed = [
            ("service_id", form.service_id.as_str()),
            ("external_id", form.external_id.as_str()),
            ("start_date", form.start_date.as_str()),
            ("start_time", form.start_time.as_str()),
            ("end_date", form.end_date.as_str()),
            ("end_time", form.end_time.as_str()),
            ("cause", form.cause.as_str()),
        ];
        super::error::back_with(ReportOutage::PATH, &refused, &typed);
        return Err(refused);
    }
    leptos_axum::redirect("/outages?recorded=1");
    Ok(())
}
