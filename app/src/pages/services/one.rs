//! One service.

use domain::policy::{Action, allows};
use domain::supplier::Standing;
use domain::views::{ServiceChoices, ServiceView, Viewer};
use leptos::prelude::*;

use super::duties::Duties;
use super::priorities::Priorities;
use crate::api::services::{EndService, PutPriorities, PutRaci, RemoveService, service};
use crate::i18n::use_text;
use crate::pages::{param, query};
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{
    Badge, Confirm, CountsText, Crumb, Done, Fact, Frame, Icon, IconName, Loaded, PageHead, Panel, Tone,
};

/// Everything that can be done on a service's page.
#[derive(Clone, Copy)]
pub struct Actions {
    end: ServerAction<EndService>,
    remove: ServerAction<RemoveService>,
    /// Writes the matrix.
    pub priorities: ServerAction<PutPriorities>,
    /// Writes the RACI table.
    pub raci: ServerAction<PutRaci>,
}

/// A service's page. What is being changed on it is in the address.
#[component]
pub fn ServicePage() -> impl IntoView {
    let id = param("id");
    let (edit, size) = (query("edit"), query("size"));
    let actions = Actions {
        end: ServerAction::new(),
        remove: ServerAction::new(),
        priorities: ServerAction::new(),
        raci: ServerAction::new(),
    };
    let changes = [
        successes(actions.end),
        successes(actions.priorities),
        successes(actions.raci),
    ];
    let data = Resource::new_blocking(
        move || {
            (
                id.get(),
                changes.map(|change| change.get()),
                edit.get(),
                size.get(),
            )
        },
        |(id, _, _, _)| service(id),
    );
    let view = move |(data, choices), viewer| {
        let open = edit.get_untracked().unwrap_or_default();
        let size = size.get_untracked().and_then(|size| size.parse().ok());
        view! { <Service data=data choices=choices actions=actions open=open size=size viewer=viewer/> }
            .into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Service(
    data: ServiceView,
    choices: ServiceChoices,
    actions: Actions,
    open: String,
    size: Option<usize>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![Crumb(text.nav_services().to_owned(), "/services".to_owned())];
    let may = allows(viewer.role, Action::ServiceWrite);
    let badge = (row.status == Standing::Ended)
        .then(|| view! { <Badge tone=Tone::Unknown text=text.standing(Standing::Ended)/> }.into_any());
    let buttons = may.then(|| view! { <Buttons data=data.clone() actions=actions/> }.into_any());
    let over = (!row.categories.is_empty()).then(|| row.categories.join(" · "));
    let sub = (!data.description.is_empty())
        .then(|| view! { <p class="lines">{data.description.clone()}</p> }.into_any());
    let refused = first_failure([failure(actions.end), failure(actions.remove)]);
    view! {
        <Frame title=row.name.clone() trail=trail viewer=viewer>
            <PageHead title=row.name.clone() over=over.unwrap_or_default() badge=badge sub=sub actions=buttons/>
            <Done/>
            <FormProblem error=refused/>
            <div class="cols main-aside">
                <div class="stack">
                    <Duties data=data.clone() choices=choices action=actions.raci may=may open=open == "raci"/>
                    <Priorities data=data.clone() action=actions.priorities may=may open=open == "priorities" size=size/>
                </div>
                <Facts data=data/>
            </div>
        </Frame>
    }
}

/// Who owns it, what it rests on, what measures it.
#[component]
fn Facts(data: ServiceView) -> impl IntoView {
    let text = use_text();
    let row = data.row;
    let owner = match row.owner {
        Some((_, name)) if name.is_empty() => text.service_owner_left().to_owned(),
        Some((_, name)) => name,
        None => text.service_nobody().to_owned(),
    };
    let sla = match row.sla {
        Some((id, number)) => view! { <a href=format!("/contracts/{id}")>{number}</a> }.into_any(),
        None => view! { <span>{text.service_no_sla()}</span> }.into_any(),
    };
    let links = |rows: Vec<(domain::ids::ServiceId, String)>| {
        if rows.is_empty() {
            return view! { <span>"–"</span> }.into_any();
        }
        let links = rows
            .into_iter()
            .map(|(id, name)| view! { <a class="line" href=format!("/services/{id}")>{name}</a> });
        links.collect_view().into_any()
    };
    let contracts = if data.contracts.is_empty() {
        view! { <span>{text.service_not_measured()}</span> }.into_any()
    } else {
        let links = data.contracts.into_iter().map(|(id, number, title, kind)| {
            view! { <a class="line" href=format!("/contracts/{id}")>{format!("{number} · {title} ({})", text.kind_short(kind))}</a> }
        });
        links.collect_view().into_any()
    };
    view! {
        <Panel id="facts" heading=text.supplier_master()>
            <dl class="facts wide panel-b">
                <Fact label=text.supplier_criticality()>{row.criticality.map_or(text.criticality_none(), |level| text.criticality(level))}</Fact>
                <Fact label=text.service_owner()>{owner}</Fact>
                <Fact label=text.service_sla()>{sla}</Fact>
                <Fact label=text.col_targets()><CountsText counts=row.counts/></Fact>
                <Fact label=text.service_measured_by()>{contracts}</Fact>
                <Fact label=text.service_rests_on()>{links(data.components)}</Fact>
                <Fact label=text.service_used_by()>{links(data.used_by)}</Fact>
            </dl>
        </Panel>
    }
}

/// Changing, ending, removing.
#[component]
fn Buttons(data: ServiceView, actions: Actions) -> impl IntoView {
    let text = use_text();
    let (row, revision) = (data.row, data.revision);
    let id = row.id.to_string();
    let (open, question, consequence, to, look) = match row.status {
        Standing::Active => (
            text.supplier_end(),
            text.supplier_end_question(&row.name),
            text.service_end_consequence(),
            Standing::Ended,
            "btn danger",
        ),
        Standing::Ended => (
            text.supplier_resume(),
            text.supplier_resume_question(&row.name),
            text.supplier_resume_consequence(),
            Standing::Active,
            "btn primary",
        ),
    };
    let removable = (data.contracts.is_empty() && data.used_by.is_empty()).then(|| {
        let id = id.clone();
        view! {
            <Confirm action=actions.remove id="service-remove".to_owned() open=text.supplier_delete() question=text.supplier_delete_question(&row.name) consequence=text.service_delete_consequence() button=text.supplier_delete()>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="revision" value=revision.to_string()/>
            </Confirm>
        }
    });
    view! {
        <a class="btn small primary" href=format!("/services/{id}/edit")><Icon name=IconName::Edit/>{text.supplier_edit()}</a>
        <Confirm action=actions.end id="service-end".to_owned() open=open question=question consequence=consequence button=open look=look>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="standing" value=to.code()/>
        </Confirm>
        {removable}
    }
}
