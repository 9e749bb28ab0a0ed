//! The proof: a row a check with what is needed, what is given, and how that came out.

use domain::chain::Assessment;
use domain::chain::assess::{Check, Detail, PromiseProof};
use domain::views::ChainView;
use leptos::prelude::*;

use super::{part_name, tone};
use crate::i18n::{Text, format, use_text};
use crate::ui::{Cell, Column, Panel, RowHead, State, Table};

/// All checks of all targets.
#[component]
pub fn Proof(
    /// The SLA with its parts.
    data: ChainView,
    /// What was proven.
    proof: Assessment,
) -> impl IntoView {
    let text = use_text();
    if proof.promises.is_empty() {
        return ().into_any();
    }
    let tables = proof
        .promises
        .into_iter()
        .map(|promise| view! { <PromiseTable data=data.clone() promise=promise/> })
        .collect_view();
    view! { <Panel id="proof" heading=text.chain_proof() meta=text.chain_proof_meta()>{tables}</Panel> }
        .into_any()
}

#[component]
fn PromiseTable(data: ChainView, promise: PromiseProof) -> impl IntoView {
    let text = use_text();
    let target = format!(
        "{} · {}",
        promise.name,
        text.chain_at_least(format::percent_ppm(text.0, promise.threshold_ppm))
    );
    let columns = vec![
        Column::new(text.chain_check()),
        Column::new(text.chain_needed()),
        Column::new(text.chain_given()),
        Column::new(text.chain_result()),
    ];
    let level = promise.threshold_ppm;
    let rows = promise
        .checks
        .into_iter()
        .map(|check| view! { <Row data=data.clone() check=check level=level/> })
        .collect_view();
    view! {
        <div class="panel-b row"><h3>{target.clone()}</h3><State tone=tone(promise.cover) text=text.cover(promise.cover)/></div>
        <Table label=target columns=columns>{rows}</Table>
    }
}

#[component]
fn Row(data: ChainView, check: Check, level: i64) -> impl IntoView {
    let text = use_text();
    let name = |part| part_name(&data, part);
    let (needed, given, working) = figures(text, &check.detail, level, &name);
    let gap = text.gap(&check, &name);
    let working = working
        .into_iter()
        .map(|line| view! { <small>{line}</small> })
        .collect_view();
    view! {
        <tr role="row">
            <RowHead>{text.check_subject(&check.detail)}</RowHead>
            <Cell label=text.chain_needed()>{needed}</Cell>
            <Cell label=text.chain_given()>{given}{working}</Cell>
            <Cell label=text.chain_result() class="full"><State tone=tone(check.cover) text=text.check_cover(check.cover)/><small>{gap}</small></Cell>
        </tr>
    }
}

/// Needed, given, and the working in short lines.
fn figures(
    text: Text,
    detail: &Detail,
    level: i64,
    name: &impl Fn(usize) -> String,
) -> (String, String, Vec<String>) {
    let percent = |ppm| format::percent_ppm(text.0, ppm);
    let dash = || "–".to_owned();
    match detail {
        Detail::Availability {
            needed_ppm,
            given_ppm,
            worst_ppm,
            ..
        } => {
            let worst = worst_ppm.map(|ppm| text.chain_worst_case(format::percent_fine(text.0, ppm)));
            let given = given_ppm.map_or_else(dash, |ppm| format::percent_fine(text.0, ppm));
            (
                text.chain_at_least(percent(*needed_ppm)),
                given,
                worst.into_iter().collect(),
            )
        }
        Detail::ServiceHours {
            uncovered_seconds: 0, ..
        } => (
            text.chain_hours_needed().to_owned(),
            text.chain_hours_covered().to_owned(),
            Vec::new(),
        ),
        Detail::ServiceHours {
            uncovered_seconds, ..
        } => {
            let hours = format::duration(text.0, uncovered_seconds / 3_600 * 3_600);
            (
                text.chain_hours_needed().to_owned(),
                text.chain_hours_uncovered(hours),
                Vec::new(),
            )
        }
        Detail::Windows { needed, misfits } => {
            let lines = misfits
                .iter()
                .map(|(part, window)| text.chain_of_part(name(*part), text.per_window(*window)));
            (
                text.per_window(*needed).to_owned(),
                fits(text, misfits.is_empty()),
                lines.collect(),
            )
        }
        Detail::Maintenance { needed, misfits } => {
            let lines = misfits
                .iter()
                .map(|(part, method)| text.chain_of_part(name(*part), text.maintenance(*method)));
            (
                text.maintenance(*needed).to_owned(),
                fits(text, misfits.is_empty()),
                lines.collect(),
            )
        }
        Detail::Time {
            promised_seconds,
            needed_seconds,
            ..
        } => (
            text.chain_at_most(format::duration(text.0, *promised_seconds)),
            format::duration(text.0, *needed_seconds),
            Vec::new(),
        ),
        Detail::InTimeShare {
            promised_ppm,
            given_ppm,
            ..
        } => (
            text.chain_at_least(percent(*promised_ppm)),
            format::percent_fine(text.0, *given_ppm),
            Vec::new(),
        ),
        Detail::Money { owed, covered, parts } => {
            let owed = owed.map_or_else(
                || text.chain_owed_unknown().to_owned(),
                |owed| text.chain_owed(format::money(text.0, owed)),
            );
            let owed = format!("{owed}, {}", text.chain_per_breach(percent(level)));
            let covered = covered.map_or_else(dash, |sum| text.chain_covered(format::money(text.0, sum)));
            let lines = parts.iter().filter_map(|(part, amount)| match amount {
                None => Some(text.chain_unknown_part(name(*part))),
                Some(amount) if amount.minor > 0 => {
                    Some(text.chain_of_part(name(*part), format::money(text.0, *amount)))
                }
                Some(_) => None,
            });
            (owed, covered, lines.collect())
        }
        Detail::Unsupported => (dash(), dash(), Vec::new()),
    }
}

fn fits(text: Text, all: bool) -> String {
    if all {
        text.chain_all_fit().to_owned()
    } else {
        String::new()
    }
}
