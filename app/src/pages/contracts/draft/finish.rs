//! Making a draft final, or throwing it away.

use domain::contract::ContractStatus;
use domain::views::VersionDraft;
use leptos::prelude::*;

use super::Actions;
use crate::i18n::use_text;
use crate::ui::{Confirm, Panel, State, Tone};

/// What is still missing, and the last step.
#[component]
pub fn Finish(
    /// The draft.
    data: VersionDraft,
    /// What can be done.
    actions: Actions,
) -> impl IntoView {
    let text = use_text();
    let first = data.number == 1;
    let day = data.form.valid_from.clone();
    let checks = [
        (data.has_term, text.draft_has_term(), text.draft_lacks_term()),
        (
            !data.targets.is_empty(),
            text.draft_has_targets(),
            text.draft_lacks_targets(),
        ),
    ];
    let checks = checks
        .into_iter()
        .map(|(there, yes, no)| {
            let (tone, words) = if there { (Tone::Ok, yes) } else { (Tone::Risk, no) };
            view! { <li><State tone=tone text=words/></li> }
        })
        .collect_view();
    let (id, revision) = (data.contract_id.to_string(), data.revision);
    let same = move || {
        let id = id.clone();
        view! {
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="revision" value=revision/>
        }
    };
    let step = if !data.has_term {
        view! { <p class="hint">{text.draft_term_first()}</p> }.into_any()
    } else if first {
        view! {
            <Confirm action=actions.move_on id="activate".to_owned() open=text.draft_activate() question=text.draft_activate_question(&data.contract_number)
                consequence=text.draft_activate_consequence(&day) button=text.draft_activate() look="btn primary">
                {same()}
                <input type="hidden" name="status" value=ContractStatus::Active.code()/>
            </Confirm>
        }
        .into_any()
    } else {
        let discard = same.clone();
        view! {
            <Confirm action=actions.seal id="seal".to_owned() open=text.draft_seal() question=text.draft_seal_question(&day)
                consequence=text.draft_seal_consequence(&day) button=text.draft_seal() look="btn primary">
                {same()}
            </Confirm>
            <Confirm action=actions.discard id="discard".to_owned() open=text.draft_discard() question=text.draft_discard_question()
                consequence=text.draft_discard_consequence() button=text.draft_discard()>
                {discard()}
            </Confirm>
        }
        .into_any()
    };
    view! {
        <Panel id="finish" heading=text.draft_finish()>
            <div class="panel-b stack tight">
                <ul class="checks">{checks}</ul>
                <div class="btn-row">{step}</div>
            </div>
        </Panel>
    }
}
