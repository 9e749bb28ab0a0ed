//! The version of a contract that can be changed: its terms, its targets, and making it final.

mod finish;
mod targets;
mod terms;

use domain::views::{VersionDraft, Viewer};
use leptos::prelude::*;

use self::finish::Finish;
use self::targets::Targets;
use self::terms::Terms;
pub use self::terms::notice_days;
pub(super) use self::terms::regions;
use crate::api::drafting::{
    DiscardAmendment, MoveContract, RemoveTarget, SaveDraft, SealAmendment, edited_version,
};
use crate::i18n::{Text, use_text};
use crate::pages::param;
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{Crumb, Done, Frame, Loaded, PageHead};

/// Everything that can be done to a draft.
#[derive(Clone, Copy)]
struct Actions {
    save: ServerAction<SaveDraft>,
    remove: ServerAction<RemoveTarget>,
    seal: ServerAction<SealAmendment>,
    discard: ServerAction<DiscardAmendment>,
    move_on: ServerAction<MoveContract>,
}

/// The page of a draft.
#[component]
pub fn DraftPage() -> impl IntoView {
    let id = param("id");
    let actions = Actions {
        save: ServerAction::new(),
        remove: ServerAction::new(),
        seal: ServerAction::new(),
        discard: ServerAction::new(),
        move_on: ServerAction::new(),
    };
    // What makes it final leads away; only these come back here.
    let changes = [successes(actions.save), successes(actions.remove)];
    let data = Resource::new_blocking(
        move || (id.get(), changes.map(|change| change.get())),
        |(id, _)| edited_version(id),
    );
    let view = move |data, viewer| view! { <Draft data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

fn title(text: Text, data: &VersionDraft) -> String {
    if data.number == 1 {
        text.draft_title(&data.contract_number)
    } else {
        text.draft_title_amendment(&data.contract_number)
    }
}

#[component]
fn Draft(data: VersionDraft, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let here = format!("/contracts/{}", data.contract_id);
    let trail = vec![
        Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned()),
        Crumb(data.contract_number.clone(), here.clone()),
    ];
    let over = format!(
        "{} · {}",
        text.kind(data.contract_kind),
        text.contract_version(data.number)
    );
    let sub = if data.number == 1 {
        text.draft_sub()
    } else {
        text.draft_sub_amendment()
    };
    let refused = first_failure([
        failure(actions.remove),
        failure(actions.seal),
        failure(actions.discard),
        failure(actions.move_on),
    ]);
    let targets = view! { <Targets data=data.clone() remove=actions.remove/> };
    let finish = view! { <Finish data=data.clone() actions=actions/> };
    let to_contract = view! { <a class="btn" href=here>{text.draft_to_contract()}</a> };
    view! {
        <Frame title=title(text, &data) trail=trail viewer=viewer>
            <Done/>
            <FormProblem error=refused/>
            <PageHead
                title=data.contract_title.clone()
                over=over
                sub=Some(view! { <p>{sub}</p> }.into_any())
                actions=Some(to_contract.into_any())
            />
            <Terms data=data.clone() save=actions.save targets=targets.into_any() finish=finish.into_any()/>
        </Frame>
    }
}
