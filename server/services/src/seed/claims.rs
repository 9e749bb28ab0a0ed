//! What became of the demo's claims: some were paid, one is disputed, one wants to be asked for.

use chrono::{Days, NaiveDate};
use domain::claim::ClaimState;
use domain::forms::ClaimStepForm;
use domain::policy::Role;
use domain::views::{ClaimFilter, ClaimRow};

use super::Seeder;
use crate::{Actor, Error, Result, Subject};

/// Steps that people have taken with the claims of one contract, from the latest period back: the state it is in now,
/// and what was said.
const STORIES: [(&str, &[ClaimState], &str); 5] = [
    (
        "UC-2015-001",
        &[ClaimState::Submitted, ClaimState::Disputed],
        "Zwei Tickets warteten auf Angaben der Fachabteilung.",
    ),
    (
        "UC-2015-001",
        &[
            ClaimState::Submitted,
            ClaimState::Acknowledged,
            ClaimState::Settled,
        ],
        "",
    ),
    ("UC-2023-003", &[ClaimState::Submitted], ""),
    (
        "UC-2023-003",
        &[ClaimState::Submitted, ClaimState::Acknowledged],
        "",
    ),
    ("UC-2024-007", &[ClaimState::Submitted, ClaimState::Settled], ""),
];

/// Takes the steps, as the service manager does.
pub async fn rheintal(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.open().await?;
    let members = tx.members().await?;
    drop(tx);
    let manager = members
        .into_iter()
        .find(|(row, _)| row.role == Role::ServiceManager.code())
        .ok_or(Error::NotFound)?;
    let manager = Actor {
        role: Role::ServiceManager,
        subject: Subject::Person(manager.1.id),
        name: manager.1.name,
        ..seeder.actor.clone()
    };
    let desk = seeder.services.claims(&manager, &ClaimFilter::default()).await?;
    let mut rows: Vec<ClaimRow> = desk
        .rows
        .into_iter()
        .filter(|row| row.state == ClaimState::Open && !row.running)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.period.last_day()));
    for (contract, steps, reason) in STORIES {
        let Some(at) = rows.iter().position(|row| row.contract_number == contract) else {
            continue;
        };
        let row = rows.remove(at);
        let mut on_day = row.period.last_day();
        for state in steps {
            on_day = next_day(on_day, seeder.now.date_naive());
            let settles = *state == ClaimState::Settled;
            let form = ClaimStepForm {
                status: state.code().to_owned(),
                on_day: on_day.to_string(),
                reason: if *state == ClaimState::Disputed {
                    reason.to_owned()
                } else {
                    String::new()
                },
                invoice: if settles {
                    format!("GS-{}", on_day.format("%Y-%m%d"))
                } else {
                    String::new()
                },
                amount: if settles {
                    decimal(row.amount.minor)
                } else {
                    String::new()
                },
            };
            let revision = seeder.services.claim(&manager, row.id).await?.revision;
            seeder
                .services
                .move_claim(&manager, row.id, revision, &form)
                .await?;
        }
    }
    Ok(())
}

/// Twelve days later, or today.
fn next_day(day: NaiveDate, today: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(12))
        .map_or(today, |next| next.min(today))
}

fn decimal(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}
