//! The contract's key facts.

use domain::money::Money;
use domain::views::{ContractView, TargetRow};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
use crate::ui::Fact;

/// The credits of the period's targets together, if they share a currency.
fn credit_of_period(targets: &[TargetRow]) -> Option<Money> {
    targets
        .iter()
        .filter_map(|target| target.credit.map(|credit| credit.amount))
        .try_fold(None, |sum: Option<Money>, amount| match sum {
            None => Some(Some(amount)),
            Some(sum) if sum.currency == amount.currency => {
                Some(Some(Money::new(sum.minor + amount.minor, sum.currency)))
            }
            Some(_) => None,
        })?
}

fn dash() -> String {
    "–".to_owned()
}

/// Names in a row, or a dash.
fn list(names: &[String]) -> String {
    if names.is_empty() {
        dash()
    } else {
        names.join(", ")
    }
}

/// Term, fee, credit, services, service hours, zone and source.
#[component]
pub fn Facts(
    /// The contract in its period.
    data: ContractView,
) -> impl IntoView {
    let text = use_text();
    let ContractView {
        row,
        period,
        period_fee,
        time_zone,
        services,
        calendar_names,
        clause_source,
        targets,
        ..
    } = data;
    // The targets know which side is looking.
    let direction = targets
        .first()
        .map_or_else(|| row.kind.money_direction(), |target| target.direction);
    let end = row.ends_on.map_or_else(
        || text.contract_no_end().to_owned(),
        |day| dates::date(text.0, day),
    );
    let term = text.contract_term(dates::date(text.0, row.starts_on), end);
    let fee = period_fee.map_or_else(dash, |fee| format::money(text.0, fee));
    let monthly = row.monthly_fee.map_or_else(String::new, |fee| {
        text.contract_fee_monthly(format::money(text.0, fee))
    });
    let credit = credit_of_period(&targets).map_or_else(dash, |amount| format::money(text.0, amount));
    let (services, calendars) = (list(&services), list(&calendar_names));
    let period = dates::period(text.0, period);
    let source = clause_source.map(|source| {
        let parts = source
            .split_inclusive('/')
            .map(|part| view! { {part.to_owned()}<wbr/> })
            .collect_view();
        let shown = if source.starts_with("https://") {
            view! { <a href=source.clone() rel="external noreferrer">{parts}</a> }.into_any()
        } else {
            view! { <span>{source}</span> }.into_any()
        };
        view! { <Fact label=text.contract_source()>{shown}</Fact> }
    });
    view! {
        <section class="panel" aria-label=text.contract_facts()>
            <div class="panel-b">
                <dl class="facts">
                    <Fact label=text.col_term() basis=text.contract_status(row.status)>{term}</Fact>
                    <Fact label=text.contract_fee(&period) basis=monthly>{fee}</Fact>
                    <Fact label=text.credit_word(row.kind) basis=format!("{period}, {}", text.direction(direction))>{credit}</Fact>
                    <Fact label=text.contract_services()>{services}</Fact>
                    <Fact label=text.contract_calendar() basis=time_zone>{calendars}</Fact>
                    {source}
                </dl>
            </div>
        </section>
    }
}
