//! What a missed target costs: the model, its steps, its limits. The style sheet shows the fields of the model chosen.

use domain::forms::TargetForm;
use leptos::prelude::*;

use super::fields::{options, padded};
use crate::api::ApiError;
use crate::i18n::{Text, use_text};
use crate::ui::entry::{Entry, EntryRows};
use crate::ui::form::{SelectField, TextField};

/// Model, steps, caps.
#[component]
pub fn Schedule(
    /// As it stands.
    form: TargetForm,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let models = options(&[
        ("tiered_step", text.model_tiered_step()),
        ("linear", text.model_linear()),
        ("per_interval", text.model_per_interval()),
        ("points", text.model_points()),
        ("at_risk_pool", text.model_at_risk_pool()),
        ("none", text.model_none()),
    ]);
    view! {
        <fieldset class="stack tight">
            <legend>{text.model_title()}</legend>
            <SelectField name="model" label=text.model_label() hint=text.model_hint() options=models chosen=form.model.clone() error=error/>
            <div class="if-tiers"><Tiers form=form.clone() error=error/></div>
            <div class="if-points stack tight"><Points form=form.clone() error=error/></div>
            <div class="form">
                <div class="if-unit"><TextField name="unit" label=text.model_unit() hint=text.model_unit_hint() inputmode="decimal" value=form.unit error=error/></div>
                <div class="if-rate"><TextField name="rate" label=text.model_rate() hint=text.model_rate_hint() inputmode="decimal" value=form.rate error=error/></div>
                <div class="if-pool"><TextField name="pool" label=text.model_pool() hint=text.model_pool_hint() inputmode="decimal" value=form.pool error=error/></div>
                <div class="if-pool"><TextField name="allocation" label=text.model_allocation() hint=text.model_allocation_hint() inputmode="decimal" value=form.allocation error=error/></div>
                <div class="if-pool"><TextField name="at_risk" label=text.model_at_risk() hint=text.model_at_risk_hint() inputmode="decimal" value=form.at_risk error=error/></div>
            </div>
        </fieldset>
        <fieldset class="stack tight if-money">
            <legend>{text.model_limits()}</legend>
            <div class="form">
                <TextField name="period_cap" label=text.model_period_cap() hint=text.model_period_cap_hint() inputmode="decimal" optional=true value=form.period_cap error=error/>
                <TextField name="yearly_cap" label=text.model_yearly_cap() hint=text.model_yearly_cap_hint() inputmode="decimal" optional=true value=form.yearly_cap error=error/>
                <TextField name="minimum" label=text.model_minimum() hint=text.model_minimum_hint() inputmode="decimal" optional=true value=form.minimum error=error/>
            </div>
        </fieldset>
    }
}

#[component]
fn Tiers(form: TargetForm, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let rows = padded(&form.tiers)
        .iter()
        .map(|tier| {
            vec![
                Entry::figure("below", text.model_below(), &tier.below),
                Entry::figure("at_least", text.model_at_least(), &tier.at_least),
                Entry::figure("credit", text.model_share(), &tier.credit),
            ]
        })
        .collect();
    view! { <EntryRows name="tiers" legend=text.model_tiers() hint=text.model_tiers_hint() row=Text::tier_row rows=rows error=error/> }
}

#[component]
fn Points(form: TargetForm, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let levels = padded(&form.levels)
        .iter()
        .map(|level| {
            vec![
                Entry::figure("below", text.model_below(), &level.below),
                Entry::figure("points", text.model_points_count(), &level.points),
            ]
        })
        .collect();
    let bands = padded(&form.bands)
        .iter()
        .map(|band| {
            vec![
                Entry::figure("points", text.model_from_points(), &band.points),
                Entry::figure("credit", text.model_share(), &band.credit),
            ]
        })
        .collect();
    view! {
        <EntryRows name="levels" legend=text.model_levels() hint=text.model_levels_hint() row=Text::tier_row rows=levels error=error/>
        <EntryRows name="bands" legend=text.model_bands() hint=text.model_bands_hint() row=Text::band_row rows=bands error=error/>
    }
}
