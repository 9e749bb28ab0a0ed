//! Making a contract from a template.

use domain::forms::TemplateForm;
use domain::views::TemplateView;
use leptos::prelude::*;

use crate::api::templates::ContractFromTemplate;
use crate::i18n::use_text;
use crate::pages::contracts::notice_days;
use crate::pages::typed_form;
use crate::ui::act::failure;
use crate::ui::entry::LengthField;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Act, Panel};

/// Number, party, service, first day, fee and notice; everything else comes from the template.
#[component]
pub fn UseForm(
    /// The template.
    data: TemplateView,
    /// What makes the contract.
    make: ServerAction<ContractFromTemplate>,
) -> impl IntoView {
    let text = use_text();
    let refused = failure(make);
    let form = typed_form::<TemplateForm>().unwrap_or(data.form);
    let choose = || (String::new(), text.form_choose().to_owned());
    let suppliers = data
        .suppliers
        .into_iter()
        .map(|party| (party.id.to_string(), party.name));
    let services = data.services.into_iter().map(|(id, name)| (id.to_string(), name));
    let suppliers = std::iter::once(choose()).chain(suppliers).collect();
    let services = std::iter::once(choose()).chain(services).collect();
    view! {
        <Panel id="use" heading=text.template_use()>
            <Act action=make button=text.template_make() class="panel-b stack tight">
                <p class="hint">{text.template_use_hint()}</p>
                <input type="hidden" name="code" value=data.row.code/>
                <TextField name="title" label=text.contract_form_title() value=form.title error=refused/>
                <TextField name="number" label=text.contract_form_number() value=form.number error=refused/>
                <SelectField name="supplier_id" label=text.contract_form_party() options=suppliers chosen=form.supplier_id error=refused/>
                <SelectField name="service_id" label=text.col_service() options=services chosen=form.service_id error=refused/>
                <TextField name="starts_on" label=text.contract_form_start() placeholder=text.form_date() inputmode="numeric" value=form.starts_on error=refused/>
                <TextField name="currency" label=text.record_currency() value=form.currency error=refused/>
                <TextField name="monthly_fee" label=text.col_fee() hint=text.template_fee_hint() inputmode="decimal" optional=true value=form.monthly_fee error=refused/>
                <LengthField name="notice" label=text.draft_notice_period() value=form.notice error=refused/>
                <SelectField name="notice_to" label=text.draft_notice_to() options=notice_days(text) chosen=form.notice_to error=refused/>
            </Act>
        </Panel>
    }
}
