//! Creating a contract, and changing its master data.

use domain::contract::{ContractKind, PenaltyNature};
use domain::forms::ContractForm;
use domain::ids::PersonId;
use domain::views::{ContractDraft, PartyChoice, SupplierKind, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::drafting::{ChangeContract, CreateContract, edited_contract};
use crate::i18n::{Text, use_text};
use crate::pages::{param, typed_form};
use crate::ui::act::failure;
use crate::ui::entry::{FixedField, Overtaken, row_problem};
use crate::ui::form::{FieldProblem, FormProblem, SelectField, TextField};
use crate::ui::{Crumb, Frame, Loaded, PageHead, Panel};

const KINDS: [ContractKind; 3] = [ContractKind::Uc, ContractKind::Sla, ContractKind::Ola];

/// The page of a new contract.
#[component]
pub fn NewContractPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| edited_contract(String::new()));
    let create = ServerAction::<CreateContract>::new();
    let view = move |draft: ContractDraft, viewer| {
        let text = use_text();
        let form = view! {
            <ActionForm action=create attr:class="panel-b stack">
                <Fields draft=draft refused=failure(create)/>
                <Buttons button=text.contract_form_create() pending=create.pending() back="/contracts".to_owned()/>
            </ActionForm>
        };
        view! { <Page title=text.contract_form_new().to_owned() trail=Vec::new() viewer=viewer form=form.into_any()/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The page of a contract's master data.
#[component]
pub fn EditContractPage() -> impl IntoView {
    let id = param("id");
    let data = Resource::new_blocking(move || id.get(), edited_contract);
    let change = ServerAction::<ChangeContract>::new();
    let view = move |draft: ContractDraft, viewer| {
        let text = use_text();
        let id = id.get_untracked();
        let here = format!("/contracts/{id}");
        let refused = failure(change);
        let number = draft.form.number.clone();
        let trail = vec![Crumb(number.clone(), here.clone())];
        let form = view! {
            <ActionForm action=change attr:class="panel-b stack">
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="revision" value=draft.revision/>
                <Overtaken error=refused page=format!("{here}/edit")/>
                <Fields draft=draft refused=refused/>
                <Buttons button=text.contract_form_save() pending=change.pending() back=here/>
            </ActionForm>
        };
        view! { <Page title=text.contract_form_edit(&number) trail=trail viewer=viewer form=form.into_any()/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Page(title: String, trail: Vec<Crumb>, viewer: Viewer, form: AnyView) -> impl IntoView {
    let text = use_text();
    let mut steps = vec![Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned())];
    steps.extend(trail);
    view! {
        <Frame title=title.clone() trail=steps viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{text.contract_form_sub()}</p> }.into_any())/>
            <Panel id="form" heading=text.record_title()>{form}</Panel>
        </Frame>
    }
}

/// The button that saves, and the way back.
#[component]
pub(super) fn Buttons(
    /// Its words.
    button: &'static str,
    /// Whether the server is at it.
    pending: Memo<bool>,
    /// Where one comes from.
    back: String,
) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="btn-row">
            <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{button}</button>
            <a class="btn" href=back>{text.form_cancel()}</a>
        </div>
    }
}

/// Three groups: what and with whom, when and for how much, how it is found.
#[component]
fn Fields(draft: ContractDraft, refused: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let form = typed_form::<ContractForm>().unwrap_or_else(|| draft.form.clone());
    let languages = crate::pages::account::languages();
    let people = people(text, draft.people);
    let kind = RwSignal::new(form.kind.clone());
    let natures = natures(text);
    let fixed = draft.in_force.then(|| Fixed {
        form: draft.form.clone(),
        suppliers: draft.suppliers.clone(),
    });
    let frame = fixed.clone().map_or_else(
        || {
            view! { <Parties form=form.clone() suppliers=draft.suppliers kind=kind error=refused/> }
                .into_any()
        },
        |fixed| view! { <FixedParties fixed=fixed error=refused/> }.into_any(),
    );
    let terms = fixed.map_or_else(
        || view! { <Terms form=form.clone() error=refused/> }.into_any(),
        |fixed| view! { <FixedTerms form=fixed.form error=refused/> }.into_any(),
    );
    view! {
        <FormProblem error=refused/>
        <fieldset class="stack tight">
            <legend>{text.contract_form_parties()}</legend>
            <div class="form">
                {frame}
                <TextField name="title" label=text.contract_form_title() hint=text.contract_form_title_hint() value=form.title error=refused/>
                <TextField name="number" label=text.contract_form_number() hint=text.contract_form_number_hint() value=form.number error=refused/>
                <SelectField name="owner_id" label=text.record_owner() hint=text.contract_form_owner_hint() options=people chosen=form.owner_id error=refused/>
            </div>
        </fieldset>
        <fieldset class="stack tight">
            <legend>{text.contract_form_terms()}</legend>
            <p class="hint">{text.contract_form_terms_hint()}</p>
            <div class="form">
                {terms}
                <SelectField name="penalty_nature" label=text.record_nature() hint=text.contract_form_nature_hint() options=natures chosen=form.penalty_nature error=refused/>
                <TextField name="cost_centre" label=text.record_cost_centre() optional=true value=form.cost_centre error=refused/>
            </div>
        </fieldset>
        <fieldset class="stack tight">
            <legend>{text.contract_form_finding()}</legend>
            <div class="form">
                <SelectField name="language" label=text.record_language() options=languages chosen=form.language error=refused/>
                <TextField name="governing_law" label=text.record_law() optional=true value=form.governing_law error=refused/>
                <TextField name="clause_source" label=text.contract_form_source() hint=text.contract_form_source_hint() optional=true value=form.clause_source error=refused/>
                <TextField name="tags" label=text.record_tags() hint=text.contract_form_tags_hint() optional=true value=form.tags error=refused/>
            </div>
        </fieldset>
    }
}

fn people(text: Text, people: Vec<(PersonId, String)>) -> Vec<(String, String)> {
    let nobody = (String::new(), text.contract_form_nobody().to_owned());
    let people = people.into_iter().map(|(id, name)| (id.to_string(), name));
    std::iter::once(nobody).chain(people).collect()
}

fn natures(text: Text) -> Vec<(String, String)> {
    let none = (String::new(), text.nature_none().to_owned());
    let natures = PenaltyNature::ALL.map(|nature| (nature.code().to_owned(), text.nature(nature).to_owned()));
    std::iter::once(none).chain(natures).collect()
}

/// With which kind of party a kind of contract is made.
fn made_with(party: SupplierKind) -> ContractKind {
    match party {
        SupplierKind::Business => ContractKind::Sla,
        SupplierKind::InternalTeam => ContractKind::Ola,
        _ => ContractKind::Uc,
    }
}

/// Kind and other party. Without a script all parties are offered, in groups; with one, those that fit.
#[component]
fn Parties(
    form: ContractForm,
    suppliers: Vec<PartyChoice>,
    kind: RwSignal<String>,
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let kinds = KINDS
        .map(|kind| (kind.code().to_owned(), text.kind_with_party(kind).to_owned()))
        .to_vec();
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let chosen = form.supplier_id.clone();
    let groups = KINDS
        .into_iter()
        .map(|group| {
            let options = suppliers
                .iter()
                .filter(|party| made_with(party.kind) == group)
                .map(|party| {
                    let id = party.id.to_string();
                    let selected = id == chosen;
                    view! { <option value=id selected=selected>{party.name.clone()}</option> }
                })
                .collect_view();
            let other = move || alive.get() && kind.get() != group.code();
            view! { <optgroup label=text.party_group(group) disabled=other hidden=other>{options}</optgroup> }
        })
        .collect_view();
    let problem = row_problem("supplier_id".to_owned(), error);
    view! {
        <div on:change=move |event| kind.set(event_target_value(&event))>
            <SelectField name="kind" label=text.col_kind() hint=text.contract_form_kind_hint() options=kinds chosen=form.kind error=error/>
        </div>
        <div class="field">
            <label for="supplier_id">{text.contract_form_party()}</label>
            <p class="hint" id="supplier_id-hint">{text.contract_form_party_hint()}</p>
            <select class="sel" id="supplier_id" name="supplier_id" aria-describedby="supplier_id-hint supplier_id-error"
                aria-invalid=move || problem.get().is_some().then_some("true")>
                <option value="">{text.form_choose()}</option>
                {groups}
            </select>
            {move || problem.get().map(|problem| view! { <FieldProblem id="supplier_id-error".to_owned() problem=problem/> })}
        </div>
    }
}

/// First day, currency, zone.
#[component]
fn Terms(form: ContractForm, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    view! {
        <TextField name="starts_on" label=text.contract_form_start() placeholder=text.form_date() inputmode="numeric" value=form.starts_on error=error/>
        <TextField name="currency" label=text.record_currency() hint=text.contract_form_currency_hint() value=form.currency error=error/>
        <TextField name="time_zone" label=text.contract_form_zone() hint=text.contract_form_zone_hint() value=form.time_zone error=error/>
    }
}

/// What a contract that was in force keeps.
#[derive(Clone)]
struct Fixed {
    form: ContractForm,
    suppliers: Vec<PartyChoice>,
}

#[component]
fn FixedParties(fixed: Fixed, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let Fixed { form, suppliers } = fixed;
    let kind = ContractKind::parse(&form.kind).map_or("", |kind| text.kind(kind));
    let party = suppliers
        .into_iter()
        .find(|party| party.id.to_string() == form.supplier_id)
        .map(|party| party.name);
    let why = text.contract_form_fixed();
    view! {
        <FixedField name="kind" label=text.col_kind() reason=why value=form.kind shown=kind.to_owned() error=error/>
        <FixedField name="supplier_id" label=text.contract_form_party() reason=why value=form.supplier_id shown=party.unwrap_or_default() error=error/>
    }
}

#[component]
fn FixedTerms(form: ContractForm, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let why = text.contract_form_fixed();
    view! {
        <FixedField name="starts_on" label=text.contract_form_start() reason=why value=form.starts_on.clone() shown=form.starts_on error=error/>
        <FixedField name="currency" label=text.record_currency() reason=why value=form.currency.clone() shown=form.currency error=error/>
        <FixedField name="time_zone" label=text.contract_form_zone() reason=why value=form.time_zone.clone() shown=form.time_zone error=error/>
    }
}
