//! People with access, and open invitations.

use domain::policy::{Action, allows};
use domain::views::{InvitationRow, MemberRow, MembersView, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::invite::Invite;
use super::member::{Member, MemberActions};
use crate::api::access::{Invite as SendInvitation, ResendInvitation, RevokeInvitation, members};
use crate::i18n::{Text, dates, format, use_text};
use crate::pages::query;
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{Administration, Cell, Column, Confirm, Loaded, Panel, RowHead, State, Table, Tone};

/// Everything that can be done to invitations.
#[derive(Clone, Copy)]
struct InvitationActions {
    send: ServerAction<SendInvitation>,
    resend: ServerAction<ResendInvitation>,
    revoke: ServerAction<RevokeInvitation>,
}

/// The page of people with access.
#[component]
pub fn MembersPage() -> impl IntoView {
    let chosen = query("member");
    let invitations = InvitationActions {
        send: ServerAction::new(),
        resend: ServerAction::new(),
        revoke: ServerAction::new(),
    };
    let member = MemberActions::new();
    let changes = [
        successes(invitations.send),
        successes(invitations.resend),
        successes(invitations.revoke),
        successes(member.role),
        successes(member.disable),
        successes(member.reset_factor),
        successes(member.remove),
    ];
    let data = Resource::new_blocking(move || changes.map(|change| change.get()), |_| members());
    let refused = first_failure([
        failure(invitations.resend),
        failure(invitations.revoke),
        failure(member.disable),
        failure(member.reset_factor),
        failure(member.remove),
    ]);
    let view = move |data, viewer| {
        view! { <Members data=data chosen=chosen invitations=invitations member=member refused=refused viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Members(
    data: MembersView,
    chosen: Memo<Option<String>>,
    invitations: InvitationActions,
    member: MemberActions,
    refused: Signal<Option<crate::api::ApiError>>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let role = viewer.role;
    let may = !data.grantable.is_empty() && allows(role, Action::MemberManage);
    let sub = if role.is_vendor() {
        text.members_sub_vendor()
    } else {
        text.members_sub()
    };
    let heading = heading(text, &data.members);
    let detailed = data.detailed;
    let mut columns = vec![
        Column::new(text.members_person()),
        Column::new(text.members_role()),
    ];
    if detailed {
        columns.extend([Column::new(text.factor_title()), Column::new(text.members_last())]);
    }
    columns.push(Column::new(text.col_state()));
    if may {
        columns.push(Column::new(text.members_change()));
    }
    let rows = data
        .members
        .iter()
        .map(|row| view! { <Row row=row.clone() detailed=detailed may=may/> })
        .collect_view();
    let open = (!data.invitations.is_empty() && may).then(|| {
        view! { <Invitations rows=data.invitations.clone() actions=invitations/> }
    });
    let form = may.then(|| view! { <Invite data=data.clone() action=invitations.send role=role/> });
    let people = data.clone();
    let one = move || {
        let id = chosen.get()?;
        let row = people
            .members
            .iter()
            .find(|row| row.manageable && row.id.to_string() == id)?;
        Some(view! { <Member row=row.clone() data=people.clone() actions=member/> })
    };
    view! {
        <Administration title=text.members_title(role) sub=sub viewer=viewer>
            <FormProblem error=refused/>
            {one}
            <div class=if may { "cols main-aside" } else { "stack" }>
                <div class="stack">
                    <Panel id="members" heading=heading><Table label=text.members_title(role) columns=columns>{rows}</Table></Panel>
                    {open}
                </div>
                {form}
            </div>
        </Administration>
    }
}

/// Role, and for vendors where.
pub fn position(text: Text, role: domain::policy::Role, supplier: Option<&str>) -> String {
    supplier.map_or_else(
        || text.role(role).to_owned(),
        |supplier| format!("{} · {supplier}", text.role(role)),
    )
}

/// How many people, and how many of them are switched off.
fn heading(text: Text, members: &[MemberRow]) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let all = count(members.len());
    match count(members.iter().filter(|row| row.disabled).count()) {
        0 => text.members_count(all),
        disabled => text.members_count_disabled(all, format::integer(text.0, disabled)),
    }
}

#[component]
fn Row(row: MemberRow, detailed: bool, may: bool) -> impl IntoView {
    let text = use_text();
    let (factor_tone, factor) = if row.second_factor.unwrap_or_default() {
        (Tone::Ok, text.factor_active())
    } else {
        (Tone::Risk, text.factor_off())
    };
    let (tone, state) = if row.disabled {
        (Tone::Breach, text.members_disabled())
    } else {
        (Tone::Ok, text.members_active())
    };
    let (day, time) = match row.last_seen_at {
        Some(at) => (dates::date(text.0, at.date()), Some(dates::time(text.0, at))),
        None => (text.members_never().to_owned(), None),
    };
    let details = detailed.then(|| {
        view! {
            <Cell label=text.factor_title()><State tone=factor_tone text=factor/></Cell>
            <Cell label=text.members_last()><span class="num">{day}</span><small class="num">{time}</small></Cell>
        }
    });
    let change = row.manageable.then(|| {
        let href = format!("/administration/members?member={}", row.id);
        view! { <a class="btn small" href=href>{text.members_change()}<span class="vh">" " {row.name.clone()}</span></a> }
    });
    let own = row.own.then(|| text.members_own());
    view! {
        <tr role="row">
            <RowHead>{row.name.clone()} <small>{row.email}</small></RowHead>
            <Cell label=text.members_role()>{text.role(row.role)}<small>{row.supplier_name}</small></Cell>
            {details}
            <Cell label=text.col_state()><State tone=tone text=state/><small>{own}</small></Cell>
            {may.then(|| view! { <Cell label=text.members_change()>{change}</Cell> })}
        </tr>
    }
}

#[component]
fn Invitations(rows: Vec<InvitationRow>, actions: InvitationActions) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        Column::new(text.sign_in_email()),
        Column::new(text.members_role()),
        Column::new(text.invitations_by()),
        Column::new(text.col_state()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Invitation row=row actions=actions/> })
        .collect_view();
    view! {
        <Panel id="invitations" heading=text.invitations_title()>
            <Table label=text.invitations_title() columns=columns>{rows}</Table>
        </Panel>
    }
}

#[component]
fn Invitation(row: InvitationRow, actions: InvitationActions) -> impl IntoView {
    let text = use_text();
    let (id, revoked) = (row.id.to_string(), row.id.to_string());
    let dialog = format!("revoke-{id}");
    let (email, whom, question) = (
        row.email.clone(),
        row.email.clone(),
        text.invitations_revoke_question(&row.email),
    );
    let (tone, state) = if row.expired {
        (
            Tone::Breach,
            text.invitations_expired(dates::date(text.0, row.expires_at.date())),
        )
    } else {
        (
            Tone::Info,
            text.invitations_until(dates::date(text.0, row.expires_at.date())),
        )
    };
    let mailed = row.mailed_at.map_or_else(
        || text.mail_queued().to_owned(),
        |at| text.mail_sent(dates::date_time(text.0, at)),
    );
    view! {
        <tr role="row">
            <RowHead>{row.email}</RowHead>
            <Cell label=text.members_role()>{text.role(row.role)}<small>{row.supplier_name}</small></Cell>
            <Cell label=text.invitations_by()>{row.invited_by}<small>{dates::date(text.0, row.created_at.date())}</small></Cell>
            <Cell label=text.col_state() class="full">
                <div class="stack tight">
                    <div><State tone=tone text=state/><small>{mailed}</small></div>
                    <div class="btn-row">
                        <ActionForm action=actions.resend>
                            <input type="hidden" name="id" value=id/>
                            <button class="btn small">{text.invitations_resend()}<span class="vh">" " {email}</span></button>
                        </ActionForm>
                        <Confirm
                            action=actions.revoke
                            id=dialog
                            open=text.invitations_revoke()
                            whom=whom
                            question=question
                            consequence=text.invitations_revoke_consequence()
                            button=text.invitations_revoke()
                        >
                            <input type="hidden" name="id" value=revoked/>
                        </Confirm>
                    </div>
                </div>
            </Cell>
        </tr>
    }
}
