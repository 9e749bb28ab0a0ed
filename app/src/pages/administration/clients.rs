//! Machines that use the API.

use domain::policy::{Action, allows, api_scopes};
use domain::views::{ApiClientRow, NewSecret, Viewer};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::access::{CreateApiClient, RevokeApiClient, RotateApiClient, api_clients};
use crate::i18n::{Text, dates, use_text};
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::{CheckField, FormProblem, Labels, TextField};
use crate::ui::{
    Act, Administration, Cell, Column, Confirm, Empty, IconName, Loaded, Once, Panel, RowHead, State, Table,
    Tone,
};

#[derive(Clone, Copy)]
struct Actions {
    create: ServerAction<CreateApiClient>,
    rotate: ServerAction<RotateApiClient>,
    revoke: ServerAction<RevokeApiClient>,
}

/// The page of API clients.
#[component]
pub fn ApiClientsPage() -> impl IntoView {
    let actions = Actions {
        create: ServerAction::new(),
        rotate: ServerAction::new(),
        revoke: ServerAction::new(),
    };
    let changes = [
        successes(actions.create),
        successes(actions.rotate),
        successes(actions.revoke),
    ];
    let data = Resource::new_blocking(move || changes.map(|change| change.get()), |_| api_clients());
    // A secret that was shown gives way to a newer one.
    let created = successes(actions.create);
    Effect::new(move |before: Option<u32>| {
        let now = created.get();
        if before.is_some_and(|before| before != now) {
            actions.rotate.clear();
        }
        now
    });
    let view = move |(rows, kept), viewer| {
        view! { <Clients rows=rows kept=kept actions=actions viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Clients(
    rows: Vec<ApiClientRow>,
    kept: Option<NewSecret>,
    actions: Actions,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let may = allows(viewer.role, Action::AccessManage);
    let refused: Signal<Option<ApiError>> = first_failure([failure(actions.rotate), failure(actions.revoke)]);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if rows.is_empty() {
        view! { <Empty icon=IconName::Key title=text.clients_none() reason=text.clients_none_reason()/> }
            .into_any()
    } else {
        let columns = vec![
            Column::new(text.clients_client()),
            Column::new(text.clients_scopes()),
            Column::new(text.clients_used()),
            Column::new(text.col_state()),
        ];
        let rows = rows
            .into_iter()
            .map(|row| view! { <Row row=row may=may actions=actions/> })
            .collect_view();
        view! { <Table label=text.admin_clients() columns=columns class="top-al">{rows}</Table> }.into_any()
    };
    let rotated = actions.rotate.value();
    let created = actions.create.value();
    let secret = move || {
        let fresh = |answer: Option<Result<NewSecret, ApiError>>| answer.and_then(Result::ok);
        fresh(rotated.get())
            .or_else(|| fresh(created.get()))
            .or_else(|| kept.clone())
    };
    view! {
        <Administration title=text.admin_clients() sub=text.clients_sub() viewer=viewer>
            <FormProblem error=refused/>
            <div role="status">{move || secret().map(|secret| view! { <Secret secret=secret/> })}</div>
            <div class=if may { "cols main-aside" } else { "stack" }>
                <Panel id="clients" heading=text.clients_count(count)>{body}</Panel>
                {may.then(|| view! { <Create actions=actions/> })}
            </div>
        </Administration>
    }
}

/// A secret that is shown this once.
#[component]
fn Secret(secret: NewSecret) -> impl IntoView {
    let text = use_text();
    let words = format!("client_id={}\nclient_secret={}", secret.client_id, secret.secret);
    view! {
        <Panel id="secret" heading=text.clients_secret()>
            <div class="panel-b stack tight">
                <p>{text.clients_secret_reason()}</p>
                <Once label=text.clients_secret() words=words file="tragwerk-client.txt"/>
            </div>
        </Panel>
    }
}

#[component]
fn Create(actions: Actions) -> impl IntoView {
    let text = use_text();
    let failed = failure(actions.create);
    let problem = move || {
        failed.with(|error| {
            let code = error.as_ref()?.field("scopes")?;
            Some(view! { <p class="err" id="scopes-error">{text.scope_problem(code)}</p> })
        })
    };
    let scopes = api_scopes()
        .into_iter()
        .map(|scope| view! { <CheckField name="scopes[]" value=scope label=text.scope(scope) hint=scope.to_owned()/> })
        .collect_view();
    view! {
        <Panel id="create" heading=text.clients_create()>
            <Act action=actions.create button=text.clients_create_button() class="panel-b stack tight">
                <TextField name="name" label=text.clients_name() hint=text.clients_name_hint() error=failed/>
                {Labels::enter("scopes", text.clients_scopes(), Text::scope_problem)}
                <fieldset id="scopes" tabindex="-1">
                    <legend>{text.clients_scopes()}</legend>
                    {scopes}
                    {problem}
                </fieldset>
                <TextField name="expires_on" label=text.clients_expires() hint=text.clients_expires_hint() placeholder=text.form_date() inputmode="numeric" optional=true error=failed/>
            </Act>
        </Panel>
    }
}

/// In use, replaced a moment ago, run out or revoked.
fn state(text: Text, row: &ApiClientRow) -> (Tone, String) {
    let day = |at: domain::views::NaiveDateTime| dates::date(text.0, at.date());
    match (row.revoked_at, row.expires_at) {
        (Some(at), _) => (Tone::Unknown, text.clients_revoked(day(at))),
        (None, Some(at)) if row.expired => (Tone::Breach, text.clients_expired(day(at))),
        (None, Some(at)) => (Tone::Ok, text.clients_until(day(at))),
        (None, None) => (Tone::Risk, text.clients_endless().to_owned()),
    }
}

#[component]
fn Row(row: ApiClientRow, may: bool, actions: Actions) -> impl IntoView {
    let text = use_text();
    let (tone, word) = state(text, &row);
    let used = row.last_used_at.map_or_else(
        || text.members_never().to_owned(),
        |at| dates::date_time(text.0, at),
    );
    let overlap = row
        .previous_secret_until
        .map(|at| view! { <small>{text.clients_overlap(dates::date_time(text.0, at))}</small> });
    let id = row.id.to_string();
    let buttons = (may && row.revoked_at.is_none()).then(|| {
        let (rotate, revoke) = (id.clone(), id.clone());
        view! {
            <div class="btn-row">
                <Confirm action=actions.rotate id=format!("rotate-{id}") open=text.clients_rotate() whom=row.name.clone() question=text.clients_rotate_question(&row.name) consequence=text.clients_rotate_consequence() button=text.clients_rotate() look="btn primary">
                    <input type="hidden" name="id" value=rotate/>
                </Confirm>
                <Confirm action=actions.revoke id=format!("revoke-{id}") open=text.clients_revoke() whom=row.name.clone() question=text.clients_revoke_question(&row.name) consequence=text.clients_revoke_consequence() button=text.clients_revoke()>
                    <input type="hidden" name="id" value=revoke/>
                </Confirm>
            </div>
        }
    });
    let count = i64::try_from(row.scopes.len()).unwrap_or_default();
    let scopes = row
        .scopes
        .iter()
        .map(|scope| view! { <span class="tag">{scope.clone()}</span> })
        .collect_view();
    view! {
        <tr role="row">
            <RowHead>{row.name.clone()}<small>{row.client_id.clone()}</small></RowHead>
            <Cell label=text.clients_scopes()><details class="letter"><summary>{text.clients_scope_count(count)}</summary><span class="row">{scopes}</span></details></Cell>
            <Cell label=text.clients_used()>{used}<small>{text.clients_since(dates::date(text.0, row.created_at.date()))}</small></Cell>
            <Cell label=text.col_state() class="full"><div class="stack tight"><div><State tone=tone text=word/>{overlap}</div>{buttons}</div></Cell>
        </tr>
    }
}
