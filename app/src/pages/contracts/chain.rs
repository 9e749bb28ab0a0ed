//! What an SLA rests on, in short.

use domain::ids::ContractId;
use domain::policy::{Action, Role, allows};
use domain::views::ChainRow;
use leptos::prelude::*;

use crate::api::chains::chain_verdict;
use crate::i18n::{dates, use_text};
use crate::pages::chains::{reason, verdict};
use crate::ui::{Panel, State};

/// The last verdict on an SLA; nothing for other contracts.
#[component]
pub fn ChainVerdict(
    /// Which contract.
    id: ContractId,
    /// Who is looking.
    role: Role,
) -> impl IntoView {
    let data = Resource::new_blocking(move || id.to_string(), chain_verdict);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                data.await.ok().flatten().map(|row| view! { <Verdict row=row role=role/> })
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Verdict(row: ChainRow, role: Role) -> impl IntoView {
    let text = use_text();
    let (tone, state) = verdict(text, &row);
    let why = reason(text, &row);
    let found = row
        .found_at
        .map(|at| text.chain_found_at(dates::date_time(text.0, at)));
    let way = if row.has_structure || !allows(role, Action::ChainWrite) {
        text.chain_open()
    } else {
        text.chain_record()
    };
    view! {
        <Panel id="chain" heading=text.object_chain()>
            <div class="panel-b stack tight">
                <State tone=tone text=state/>
                <p>{why}</p>
                <p class="meta">{found}</p>
                <div class="btn-row"><a class="btn" href=format!("/contracts/{}/chain", row.sla.id)>{way}</a></div>
            </div>
        </Panel>
    }
}
