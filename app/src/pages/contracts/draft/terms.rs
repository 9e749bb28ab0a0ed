//! The terms of a draft: fee, duration, notice; and beside them the dates that follow.

use domain::contract::term::{Form, NoticeTo};
use domain::forms::AmendmentForm;
use domain::time::holiday::Region;
use domain::views::VersionDraft;
use leptos::form::{ActionForm, FromFormData};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::FormData;

use super::super::term::{Dates, Derivation};
use crate::api::ApiError;
use crate::api::drafting::SaveDraft;
use crate::i18n::{Text, use_text};
use crate::pages::typed_form;
use crate::ui::Panel;
use crate::ui::act::failure;
use crate::ui::entry::{FixedField, LengthField, Overtaken};
use crate::ui::form::{FormProblem, SelectField, TextField};

/// The form and what it means.
#[component]
pub fn Terms(
    /// The draft.
    data: VersionDraft,
    /// What saves it.
    save: ServerAction<SaveDraft>,
    /// Below the form.
    targets: AnyView,
    /// Below the dates.
    finish: AnyView,
) -> impl IntoView {
    let text = use_text();
    let stored = data.form.clone();
    let form = typed_form::<AmendmentForm>().unwrap_or_else(|| stored.clone());
    let shown = RwSignal::new(form.clone());
    let node = NodeRef::<html::Form>::new();
    let read = move || {
        let form = node.get_untracked()?;
        let data = FormData::new_with_form(&form).ok()?;
        SaveDraft::from_form_data(&data).ok()
    };
    let follow = move || {
        if let Some(typed) = read() {
            shown.set(typed.form);
        }
    };
    let refused = failure(save);
    let pending = save.pending();
    let page = format!("/contracts/{}/draft", data.contract_id);
    let preview = data.clone();
    view! {
        <div class="cols main-aside">
            <div class="stack">
                <div on:input=move |_| follow() on:change=move |_| follow()>
                    <Panel id="terms" heading=text.draft_terms()>
                        <ActionForm action=save node_ref=node attr:class="panel-b stack">
                            <input type="hidden" name="id" value=data.contract_id.to_string()/>
                            <input type="hidden" name="revision" value=data.revision/>
                            <FormProblem error=refused/>
                            <Overtaken error=refused page=page/>
                            <Fields form=form first=data.number == 1 error=refused/>
                            <div class="btn-row">
                                <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{text.draft_save_terms()}</button>
                            </div>
                        </ActionForm>
                    </Panel>
                </div>
                {targets}
            </div>
            <div class="stack">
                <Panel id="term" heading=text.term_title()>
                    <div class="panel-b stack tight">{move || dates(text, &preview, &shown.get())}</div>
                </Panel>
                {finish}
            </div>
        </div>
    }
}

/// The dates that follow from the form as it stands.
fn dates(text: Text, data: &VersionDraft, form: &AmendmentForm) -> AnyView {
    let next = form.parse(data.starts_on).ok().and_then(|read| {
        let day = data.today.max(read.valid_from);
        let next = read.term.next_end(day).ok()?;
        Some((read.term.notice, next))
    });
    let Some((notice, next)) = next else {
        return view! { <p>{text.draft_no_dates()}</p> }.into_any();
    };
    view! {
        <p class="hint">{text.draft_dates_hint()}</p>
        <Dates today=data.today notice=notice next=next.clone()/>
        <details class="letter">
            <summary>{text.term_how()}</summary>
            <Derivation next=next/>
        </details>
    }
    .into_any()
}

fn pairs<const N: usize>(pairs: [(&'static str, &'static str); N]) -> Vec<(String, String)> {
    pairs
        .map(|(code, word)| (code.to_owned(), word.to_owned()))
        .to_vec()
}

/// Days to which notice can be given.
pub fn notice_days(text: Text) -> Vec<(String, String)> {
    let days = [
        ("any_day", NoticeTo::AnyDay),
        ("month_end", NoticeTo::MonthEnd),
        ("quarter_end", NoticeTo::QuarterEnd),
        ("half_year_end", NoticeTo::HalfYearEnd),
        ("year_end", NoticeTo::YearEnd),
        ("contract_year_end", NoticeTo::ContractYearEnd),
        ("term_end", NoticeTo::TermEnd),
    ];
    pairs(days.map(|(code, to)| (code, text.notice_to(to))))
}

/// Regions, the nationwide holidays first.
pub(in crate::pages::contracts) fn regions(text: Text) -> Vec<(String, String)> {
    let option = |region: &Region| (region.code().to_owned(), text.region(*region).to_owned());
    let (nationwide, states): (Vec<_>, Vec<_>) = Region::ALL
        .iter()
        .map(option)
        .partition(|(code, _)| code == Region::Nationwide.code());
    nationwide.into_iter().chain(states).collect()
}

#[component]
fn Fields(form: AmendmentForm, first: bool, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let durations = pairs([
        ("", text.form_choose()),
        ("indefinite", text.draft_indefinite()),
        ("until", text.draft_until()),
        ("for", text.draft_for()),
    ]);
    let renewals = pairs([
        ("none", text.draft_renewal_none()),
        ("tacit", text.draft_renewal_tacit()),
        ("indefinite", text.draft_renewal_indefinite()),
    ]);
    let forms = pairs([
        ("free", text.notice_form(Form::Free)),
        ("text", text.notice_form(Form::Text)),
        ("written", text.notice_form(Form::Written)),
    ]);
    let since = if first {
        let day = form.valid_from.clone();
        view! { <FixedField name="valid_from" label=text.draft_valid_from() reason=text.draft_first_day() value=day.clone() shown=day error=error/> }.into_any()
    } else {
        view! { <TextField name="valid_from" label=text.draft_valid_from() hint=text.draft_valid_from_hint() placeholder=text.form_date() inputmode="numeric" value=form.valid_from error=error/> }.into_any()
    };
    view! {
        <div class="form">
            {since}
            <TextField name="monthly_fee" label=text.col_fee() hint=text.draft_fee_hint() inputmode="decimal" optional=true value=form.monthly_fee error=error/>
            <div class="full"><TextField name="note" label=text.draft_note() hint=text.draft_note_hint() optional=true value=form.note error=error/></div>
        </div>
        <fieldset class="stack tight">
            <legend>{text.draft_duration()}</legend>
            <div class="form">
                <SelectField name="duration" label=text.draft_duration_label() options=durations chosen=form.duration error=error/>
                <div class="if-until"><TextField name="last_day" label=text.draft_last_day() placeholder=text.form_date() inputmode="numeric" value=form.last_day error=error/></div>
                <div class="if-for"><LengthField name="length" label=text.draft_length() value=form.length error=error/></div>
                <div class="if-ending"><SelectField name="renewal" label=text.draft_renewal() options=renewals chosen=form.renewal error=error/></div>
                <div class="if-tacit"><LengthField name="extension" label=text.draft_extension() value=form.extension error=error/></div>
                <LengthField name="minimum" label=text.draft_minimum() optional=true value=form.minimum error=error/>
            </div>
        </fieldset>
        <fieldset class="stack tight">
            <legend>{text.draft_notice()}</legend>
            <div class="form">
                <LengthField name="notice" label=text.draft_notice_period() hint=text.draft_notice_hint() optional=true value=form.notice error=error/>
                <SelectField name="notice_to" label=text.draft_notice_to() options=notice_days(text) chosen=form.notice_to error=error/>
                <SelectField name="notice_form" label=text.draft_notice_form() options=forms chosen=form.notice_form error=error/>
                <TextField name="lead_working_days" label=text.draft_lead() hint=text.draft_lead_hint() inputmode="numeric" optional=true value=form.lead_working_days error=error/>
                <SelectField name="region" label=text.draft_region() hint=text.draft_region_hint() options=regions(text) chosen=form.region error=error/>
            </div>
        </fieldset>
    }
}
