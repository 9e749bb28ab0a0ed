//! What the demo's SLAs rest on: one chain that does not hold, because the network team works office hours and promises
//! too little for a promise around the clock, and one that does.

use domain::chain::{Carries, ChainStructure, Part, Structure};
use domain::contract::ContractKind;
use domain::credit::Schedule;
use domain::ids::ContractId;
use domain::sla::target::TargetDefinition;
use domain::views::SupplierKind;

use super::calendars::OFFICE;
use super::contracts::{self, Agreement, CAMPUS, Party, agree, common, malus};
use super::{Seeder, facts, find};
use crate::Result;

const APPLICATION_TEAM: &str = "Team Fachanwendungen";
const APPLICATION: &str = "ERP-Anwendung";
/// Promises what its parts do not carry.
const ERP_SLA: &str = "SLA-2021-014";
/// Promises what its parts carry.
const NETWORK_SLA: &str = "SLA-2022-018";
const NETWORK_OLA: &str = "OLA-2022-021";
const APPLICATION_OLA: &str = "OLA-2023-022";

/// The contracts that the chains need beside those that are there anyway.
pub async fn contracts(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.open().await?;
    let team = Party {
        name: APPLICATION_TEAM,
        kind: SupplierKind::InternalTeam,
        city: Some("Ludwigshafen"),
        contacts: &[(
            "Petra Lindner",
            "Teamleitung",
            "petra.lindner@rheintal.example",
            true,
        )],
    };
    contracts::parties_of(seeder, &tx, &[team]).await?;
    contracts::services(seeder, &tx, &[APPLICATION]).await?;
    let operation = Agreement {
        number: APPLICATION_OLA,
        title: "Anwendungsbetrieb ERP",
        kind: ContractKind::Ola,
        supplier: APPLICATION_TEAM,
        starts_on: (2023, 1, 1),
        service: APPLICATION,
        definition: TargetDefinition {
            schedule: Schedule::None,
            ..malus(999_800, &[])
        },
        ..common()
    };
    let network = Agreement {
        number: NETWORK_SLA,
        title: "Netz für die Produktion",
        kind: ContractKind::Sla,
        supplier: "Produktion Werk 1",
        starts_on: (2022, 1, 1),
        monthly_fee_minor: Some(1_200_000),
        service: CAMPUS,
        calendar: OFFICE,
        definition: malus(992_000, &[(992_000, 5)]),
        ..common()
    };
    agree(seeder, &tx, operation).await?;
    agree(seeder, &tx, network).await?;
    seeder.save(tx, "chain_contracts").await
}

/// Measurements of the application, and the chains themselves.
pub async fn chains(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.open().await?;
    facts::observe(seeder, &tx, APPLICATION, "Checkmk").await?;
    let known = tx.contracts().await?;
    seeder.save(tx, "chain_facts").await?;
    let id = |number| find(&known, number, |row| (&row.number, row.id)).map(ContractId);
    let part = |number| {
        Ok::<_, crate::Error>(Structure::Part(Part {
            contract_id: id(number)?,
            service_id: None,
            carries: Carries::Everything,
            handover_minutes: 0,
        }))
    };
    let erp = [APPLICATION_OLA, NETWORK_OLA, "UC-2024-007", "UC-2025-012"];
    let network = [NETWORK_OLA, "UC-2023-003"];
    for (sla, parts) in [(ERP_SLA, erp.as_slice()), (NETWORK_SLA, network.as_slice())] {
        let parts = parts.iter().map(|number| part(number)).collect::<Result<_>>()?;
        let structure = ChainStructure::Series(parts);
        seeder
            .services
            .put_chain(&seeder.actor, id(sla)?, Some(0), &structure)
            .await?;
    }
    Ok(())
}
