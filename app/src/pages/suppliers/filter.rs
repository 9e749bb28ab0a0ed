//! What restricts the list of suppliers.

use domain::supplier::{Criticality, Standing};
use domain::views::{CertificateFilter, ListFilter, SupplierFilter, SupplierGroup, SupplierKind};
use leptos::prelude::*;

use crate::i18n::{Text, use_text};
use crate::pages::list_address;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Icon, IconName, QueryForm};

fn choices<T: Copy>(
    text: Text,
    all: &[T],
    code: fn(T) -> &'static str,
    word: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    let rest = all
        .iter()
        .map(|value| (code(*value).to_owned(), word(*value).to_owned()));
    std::iter::once((String::new(), text.filter_any().to_owned()))
        .chain(rest)
        .collect()
}

/// The form, and every active filter as a chip that takes it away.
#[component]
pub fn Filter(
    /// As it is.
    filter: SupplierFilter,
    /// Whether the viewer knows what we think of suppliers.
    internal: bool,
) -> impl IntoView {
    let text = use_text();
    let group = filter.group.unwrap_or(SupplierGroup::External);
    let of_group: Vec<_> = SupplierKind::ALL
        .into_iter()
        .filter(|kind| kind.group() == group)
        .collect();
    let kinds = choices(text, &of_group, SupplierKind::code, |kind| {
        text.supplier_kind(kind)
    });
    let levels = choices(text, Criticality::ALL, Criticality::code, |level| {
        text.criticality(level)
    });
    let certificates = choices(text, CertificateFilter::ALL, CertificateFilter::code, |state| {
        text.certificate_filter(state)
    });
    let standings = choices(text, Standing::ALL, Standing::code, |standing| {
        text.standing(standing)
    });
    let search = filter.search.clone();
    let certificate = filter.certificates.map_or("", CertificateFilter::code);
    let standing = filter.status.map_or("", Standing::code);
    // What the form does not ask stays in the address.
    let kept = filter
        .pairs()
        .into_iter()
        .filter(|(name, value)| ["group", "sort"].contains(name) && !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let kind = (of_group.len() > 1).then(|| {
        let chosen = filter.kind.map_or("", SupplierKind::code);
        view! { <SelectField name="kind" label=text.filter_kind() options=kinds chosen=chosen/> }
    });
    let criticality = internal.then(|| {
        let chosen = filter.criticality.map_or("", Criticality::code);
        view! { <SelectField name="criticality" label=text.supplier_criticality() options=levels chosen=chosen/> }
    });
    view! {
        <QueryForm action="/suppliers" search=text.suppliers_filter()>
            {kept}
            <div class="field grow"><TextField name="q" label=text.suppliers_search() kind="search" value=search/></div>
            {kind}
            {criticality}
            <SelectField name="certificates" label=text.certificate_title() options=certificates chosen=certificate/>
            <SelectField name="status" label=text.filter_state() options=standings chosen=standing/>
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
        <Chips filter=filter/>
    }
}

#[component]
fn Chips(filter: SupplierFilter) -> impl IntoView {
    let text = use_text();
    let mut chips = Vec::new();
    let mut chip = |label: &str, word: &str, change: fn(&mut SupplierFilter)| {
        let mut without = filter.clone();
        change(&mut without);
        chips.push((format!("{label}: {word}"), list_address(&without)));
    };
    if !filter.search.is_empty() {
        chip(text.filter_search(), &filter.search, |filter| {
            filter.search.clear();
        });
    }
    if let Some(kind) = filter.kind {
        chip(text.filter_kind(), text.supplier_kind(kind), |filter| {
            filter.kind = None;
        });
    }
    if let Some(level) = filter.criticality {
        chip(text.supplier_criticality(), text.criticality(level), |filter| {
            filter.criticality = None;
        });
    }
    if let Some(state) = filter.certificates {
        chip(
            text.certificate_title(),
            text.certificate_filter(state),
            |filter| filter.certificates = None,
        );
    }
    if let Some(standing) = filter.status {
        chip(text.filter_state(), text.standing(standing), |filter| {
            filter.status = None;
        });
    }
    (!chips.is_empty()).then(|| {
        let links = chips
            .into_iter()
            .map(|(words, href)| view! { <a class="chip" href=href aria-label=text.filter_remove(&words)>{words.clone()}<Icon name=IconName::Remove/></a> })
            .collect_view();
        view! { <div class="row">{links}</div> }
    })
}
