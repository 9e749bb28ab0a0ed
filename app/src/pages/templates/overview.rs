//! The library, filtered by the address.

use domain::views::{TemplateRow, Viewer};
use leptos::prelude::*;

use crate::api::templates::templates;
use crate::i18n::{Text, format, use_text};
use crate::pages::query;
use crate::ui::form::{CheckField, SelectField, TextField};
use crate::ui::{
    Cell, Column, Crumb, Empty, Frame, IconName, Loaded, PageHead, Panel, QueryForm, RowHead, State, Table,
    Tone,
};

/// What is wanted of the library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Filter {
    search: String,
    provider: String,
    verified: bool,
}

impl Filter {
    fn fits(&self, row: &TemplateRow) -> bool {
        let wanted = self.search.trim().to_lowercase();
        let found = [&row.title, &row.clause, &row.provider]
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted));
        found
            && (self.provider.is_empty() || provider(row) == self.provider)
            && (!self.verified || row.verified)
    }
}

/// The provider's code in the address; the product's own templates have one, too.
fn provider(row: &TemplateRow) -> &str {
    if row.provider.is_empty() {
        "own"
    } else {
        &row.provider
    }
}

/// All templates.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let (search, provider, verified) = (query("q"), query("provider"), query("verified"));
    let filter = Memo::new(move |_| Filter {
        search: search.get().unwrap_or_default(),
        provider: provider.get().unwrap_or_default(),
        verified: verified.get().is_some(),
    });
    let data = Resource::new_blocking(|| (), |()| templates());
    let view = move |rows, viewer| view! { <Library rows=rows filter=filter viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

/// Who published a template, in words.
pub fn provider_words(text: Text, provider: &str) -> String {
    if provider.is_empty() || provider == "own" {
        text.template_own().to_owned()
    } else {
        provider.to_owned()
    }
}

/// Whether level and steps were checked against the source.
#[component]
pub fn Verified(
    /// Whether they were.
    verified: bool,
) -> impl IntoView {
    let text = use_text();
    let (tone, words) = if verified {
        (Tone::Ok, text.template_verified())
    } else {
        (Tone::Unknown, text.template_unverified())
    };
    view! { <State tone=tone text=words/> }
}

#[component]
fn Library(rows: Vec<TemplateRow>, filter: Memo<Filter>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let trail = vec![Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned())];
    let mut providers: Vec<_> = rows.iter().map(|row| provider(row).to_owned()).collect();
    providers.sort();
    providers.dedup();
    let options: Vec<_> = std::iter::once((String::new(), text.filter_any().to_owned()))
        .chain(
            providers
                .into_iter()
                .map(|code| (code.clone(), provider_words(text, &code))),
        )
        .collect();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let list = move || {
        let wanted = filter.get();
        let found: Vec<_> = rows.iter().filter(|row| wanted.fits(row)).cloned().collect();
        if found.is_empty() {
            view! {
                <Empty icon=IconName::Nothing title=text.template_no_match() reason=text.contracts_no_match_reason()>
                    <a class="btn" href="/templates">{text.filter_reset()}</a>
                </Empty>
            }
            .into_any()
        } else {
            let columns = vec![
                Column::new(text.template_title()),
                Column::new(text.template_provider()),
                Column::number(text.template_level()),
                Column::new(text.template_steps()),
                Column::new(text.template_check()),
            ];
            let rows = found
                .into_iter()
                .map(|row| view! { <Row row=row/> })
                .collect_view();
            view! { <Table label=text.template_library() columns=columns>{rows}</Table> }.into_any()
        }
    };
    let now = filter.get_untracked();
    view! {
        <Frame title=text.template_library() trail=trail viewer=viewer>
            <PageHead title=text.template_library() sub=Some(view! { <p>{text.template_sub()}</p> }.into_any())/>
            <Panel id="templates" heading=text.template_count(count)>
                <div class="panel-b">
                    <QueryForm action="/templates" search=text.template_filter()>
                        <div class="field grow"><TextField name="q" label=text.template_search() kind="search" value=now.search/></div>
                        <SelectField name="provider" label=text.template_provider() options=options chosen=now.provider/>
                        <CheckField name="verified" label=text.template_only_verified() checked=now.verified/>
                        <button class="btn">{text.filter_apply()}</button>
                    </QueryForm>
                </div>
                {list}
            </Panel>
        </Frame>
    }
}

#[component]
fn Row(row: TemplateRow) -> impl IntoView {
    let text = use_text();
    let percent = move |ppm| format::percent_ppm(text.0, ppm);
    let steps: Vec<_> = row
        .tiers
        .iter()
        .map(|tier| text.template_step(percent(tier.below_ppm), percent(tier.credit_ppm)))
        .collect();
    let steps = if steps.is_empty() {
        text.model_none().to_owned()
    } else {
        steps.join(" · ")
    };
    view! {
        <tr role="row">
            <RowHead>
                <a href=format!("/templates/{}", row.code)>{row.title.clone()}</a>
                <small>{row.clause.clone()}</small>
            </RowHead>
            <Cell label=text.template_provider()>{provider_words(text, &row.provider)}</Cell>
            <Cell label=text.template_level() class="n">{percent(row.threshold_ppm)}</Cell>
            <Cell label=text.template_steps() class="full">{steps}</Cell>
            <Cell label=text.template_check()><Verified verified=row.verified/></Cell>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_templates_have_a_provider_in_the_filter() {
        let row = TemplateRow {
            code: "msp-24x7".to_owned(),
            edition: 1,
            provider: String::new(),
            title: "MSP Betrieb 24x7".to_owned(),
            clause: String::new(),
            verified: true,
            threshold_ppm: 999_000,
            usable: true,
            tiers: Vec::new(),
        };
        let own = Filter {
            provider: "own".to_owned(),
            search: " betrieb ".to_owned(),
            verified: true,
        };
        assert!(own.fits(&row));
        assert!(
            !Filter {
                provider: "AWS".to_owned(),
                ..own
            }
            .fits(&row)
        );
    }
}
