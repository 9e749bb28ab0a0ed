//! What is known of a supplier, and what we think of it.

use domain::supplier::Criticality;
use domain::views::SupplierView;
use leptos::prelude::*;

use crate::i18n::use_text;
use crate::ui::{Badge, Fact, Panel, Tone};

/// Address, web site, identifier.
#[component]
pub fn Master(
    /// The supplier.
    data: SupplierView,
) -> impl IntoView {
    let text = use_text();
    let (row, master) = (data.row, data.master);
    let place = [master.postcode.as_str(), row.city.as_deref().unwrap_or_default()].join(" ");
    let country = row.country.as_deref().map(|code| text.country(code).to_owned());
    let lines = [
        master.street.clone(),
        place.trim().to_owned(),
        country.unwrap_or_default(),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let address = (!lines.is_empty()).then(|| {
        let lines = lines
            .into_iter()
            .map(|line| view! { <span class="line">{line}</span> })
            .collect_view();
        view! { <Fact label=text.supplier_address()>{lines}</Fact> }
    });
    let legal = (!row.legal_name.is_empty())
        .then(|| view! { <Fact label=text.supplier_legal_name()>{row.legal_name}</Fact> });
    let site = (!master.website.is_empty()).then(|| {
        let shown = master.website.trim_start_matches("https://").to_owned();
        view! { <Fact label=text.supplier_website()><a href=master.website.clone() rel="external noreferrer">{shown}</a></Fact> }
    });
    let lei = master
        .lei
        .map(|lei| view! { <Fact label=text.supplier_lei()><code>{lei}</code></Fact> });
    let passed = (!data.sub_supplier_of.is_empty()).then(|| {
        let passing = data
            .sub_supplier_of
            .into_iter()
            .map(|(id, name)| view! { <a class="line" href=format!("/suppliers/{id}")>{name}</a> })
            .collect_view();
        view! { <Fact label=text.supplier_sub_supplier_of()>{passing}</Fact> }
    });
    view! {
        <Panel id="master" heading=text.supplier_master()>
            <dl class="facts wide panel-b">
                <Fact label=text.filter_kind()>{text.supplier_kind(row.kind)}</Fact>
                {legal}
                {address}
                {site}
                {lei}
                {passed}
            </dl>
        </Panel>
    }
}

/// How critical, how managed, what to remember: for ourselves alone.
#[component]
pub fn Assessment(
    /// The supplier.
    data: SupplierView,
) -> impl IntoView {
    let text = use_text();
    let (row, master) = (data.row, data.master);
    let level = row.criticality.map(|level| {
        let tone = match level {
            Criticality::High => Tone::Breach,
            Criticality::Medium => Tone::Risk,
            Criticality::Low => Tone::Ok,
        };
        view! { <Badge tone=tone text=text.criticality(level)/> }
    });
    let unknown = level.is_none().then(|| text.criticality_none());
    let notes = (!master.notes.is_empty()).then(
        || view! { <Fact label=text.supplier_notes()><span class="lines">{master.notes}</span></Fact> },
    );
    view! {
        <Panel id="assessment" heading=text.supplier_assessment() meta=text.supplier_internal()>
            <dl class="facts wide panel-b">
                <Fact label=text.supplier_criticality() basis=master.criticality_reason>{level}{unknown}</Fact>
                <Fact label=text.supplier_tier()>{row.tier.map_or(text.tier_none(), |tier| text.tier(tier))}</Fact>
                {notes}
            </dl>
        </Panel>
    }
}
