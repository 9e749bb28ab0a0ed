//! Suppliers, services, calendars, contracts and targets of the demo.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::claim::ClaimRule;
use domain::contract::period_rules::{Length, Unit};
use domain::contract::term::{Duration, Form, Notice, NoticeTo, Renewal, Term};
use domain::contract::{ContractKind, ContractStatus, PenaltyNature};
use domain::credit::{Caps, Schedule, Tier};
use domain::service::priority::PriorityMatrix;
use domain::sla::availability::MaintenanceMethod;
use domain::sla::target::{Metric, TargetDefinition};
use domain::supplier::Standing;
use domain::time::holiday::Region;
use domain::time::period::PeriodKind;
use domain::views::SupplierKind;
use storage::{Charge, Contact, Contract, ContractVersion, Service, Supplier, Target, TenantTx};
use uuid::Uuid;

use super::calendars::{ALWAYS, ALWAYS_UTC, OFFICE};
use super::people::NORDLICHT;
use super::{Seeder, find};
use crate::{Error, Result};

pub const SERVICE_DESK: &str = "Service Desk";
pub const DYNAMO_DB: &str = "Bestellplattform (DynamoDB us-east-1)";
pub const WAN: &str = "WAN Standorte";
pub const DATA_CENTRE: &str = "Rechenzentrum Betrieb";
pub const AZURE_SQL: &str = "Berichtsdatenbank (Azure SQL)";
pub const CAMPUS: &str = "Netz Werk 1";
pub const ERP: &str = "ERP";
pub const BACKUP: &str = "Datensicherung";
pub const CONTROL_ROOM: &str = "Leitstelle";
pub const BILLING: &str = "Verbrauchsabrechnung";

const HOUR: i64 = 3_600;

/// Who a contract is with.
pub struct Party {
    pub name: &'static str,
    pub kind: SupplierKind,
    pub city: Option<&'static str>,
    /// Name, function, address, whether escalations go there.
    pub contacts: &'static [(&'static str, &'static str, &'static str, bool)],
}

/// A contract with one target.
pub struct Agreement {
    pub number: &'static str,
    pub title: &'static str,
    pub kind: ContractKind,
    pub supplier: &'static str,
    pub starts_on: (i32, u32, u32),
    pub monthly_fee_minor: Option<i64>,
    pub time_zone: &'static str,
    pub clause_source: Option<&'static str>,
    pub target: &'static str,
    pub service: &'static str,
    pub calendar: &'static str,
    pub definition: TargetDefinition,
}

/// The larger tenant: a manufacturer with an MSP, two clouds, a carrier and an own network team.
pub async fn rheintal(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.open().await?;
    let parties = [
        nordlicht(),
        Party {
            name: "AWS",
            kind: SupplierKind::Hyperscaler,
            city: Some("Luxemburg"),
            contacts: &[],
        },
        Party {
            name: "Microsoft Azure",
            kind: SupplierKind::Hyperscaler,
            city: Some("Dublin"),
            contacts: &[],
        },
        Party {
            name: "Rheinnetz Carrier GmbH",
            kind: SupplierKind::Telecoms,
            city: Some("Köln"),
            contacts: &[(
                "Netzleitstelle",
                "Störungsannahme",
                "leitstelle@rheinnetz.example",
                true,
            )],
        },
        Party {
            name: "Team Netz",
            kind: SupplierKind::InternalTeam,
            city: Some("Ludwigshafen"),
            contacts: &[(
                "Uwe Hartmann",
                "Teamleitung",
                "uwe.hartmann@rheintal.example",
                true,
            )],
        },
        Party {
            name: "Produktion Werk 1",
            kind: SupplierKind::Business,
            city: Some("Ludwigshafen"),
            contacts: &[(
                "Renate Oswald",
                "Leitung Fertigung",
                "renate.oswald@rheintal.example",
                false,
            )],
        },
    ];
    parties_of(seeder, &tx, &parties).await?;
    services(
        seeder,
        &tx,
        &[
            SERVICE_DESK,
            DYNAMO_DB,
            WAN,
            DATA_CENTRE,
            AZURE_SQL,
            CAMPUS,
            ERP,
            BACKUP,
        ],
    )
    .await?;
    super::calendars::seed(seeder, &tx).await?;
    for agreement in rheintal_agreements() {
        agree(seeder, &tx, agreement).await?;
    }
    seeder.save(tx, "contracts").await
}

/// The smaller tenant: shares the MSP, and nothing else.
pub async fn stadtwerke(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.open().await?;
    let energy = Party {
        name: "Nordsee Energiedaten AG",
        kind: SupplierKind::Software,
        city: Some("Emden"),
        contacts: &[(
            "Kundendienst",
            "Anwendungsbetrieb",
            "dienst@energiedaten.example",
            true,
        )],
    };
    parties_of(seeder, &tx, &[nordlicht(), energy]).await?;
    services(seeder, &tx, &[CONTROL_ROOM, BILLING]).await?;
    super::calendars::seed(seeder, &tx).await?;
    for agreement in stadtwerke_agreements() {
        agree(seeder, &tx, agreement).await?;
    }
    seeder.save(tx, "contracts").await
}

fn nordlicht() -> Party {
    Party {
        name: NORDLICHT,
        kind: SupplierKind::Msp,
        city: Some("Hamburg"),
        contacts: &[
            (
                "Jonas Petersen",
                "Service Delivery Management",
                "jonas.petersen@nordlicht.example",
                true,
            ),
            ("Service Desk", "Störungsannahme", "desk@nordlicht.example", false),
        ],
    }
}

/// What most agreements of the demo have in common.
pub fn common() -> Agreement {
    Agreement {
        number: "",
        title: "",
        kind: ContractKind::Uc,
        supplier: NORDLICHT,
        starts_on: (2024, 1, 1),
        monthly_fee_minor: None,
        time_zone: "Europe/Berlin",
        clause_source: None,
        target: "Verfügbarkeit",
        service: SERVICE_DESK,
        calendar: ALWAYS,
        definition: resolution_time(),
    }
}

fn rheintal_agreements() -> [Agreement; 8] {
    [
        Agreement {
            number: "UC-2015-001",
            title: "Betrieb Service Desk",
            starts_on: (2015, 7, 1),
            monthly_fee_minor: Some(4_800_000),
            target: "Lösungszeit",
            calendar: OFFICE,
            ..common()
        },
        Agreement {
            number: "UC-2024-004",
            title: "DynamoDB us-east-1",
            supplier: "AWS",
            time_zone: "UTC",
            clause_source: Some("aws.amazon.com/dynamodb/sla"),
            service: DYNAMO_DB,
            calendar: ALWAYS_UTC,
            definition: cloud_clause(ClaimRule::EndOfBillingCycle { cycles: 2 }),
            ..common()
        },
        Agreement {
            number: "UC-2023-003",
            title: "WAN Standorte",
            supplier: "Rheinnetz Carrier GmbH",
            starts_on: (2023, 4, 1),
            monthly_fee_minor: Some(940_000),
            service: WAN,
            definition: malus(998_000, &[(998_000, 5), (995_000, 10), (990_000, 15)]),
            ..common()
        },
        Agreement {
            number: "UC-2024-007",
            title: "Betrieb Rechenzentrum",
            starts_on: (2024, 6, 1),
            monthly_fee_minor: Some(2_600_000),
            target: "Verfügbarkeit Plattform",
            service: DATA_CENTRE,
            definition: malus(999_500, &[(999_500, 5), (995_000, 10), (990_000, 15)]),
            ..common()
        },
        Agreement {
            number: "UC-2024-009",
            title: "Datensicherung",
            starts_on: (2024, 6, 1),
            monthly_fee_minor: Some(430_000),
            target: "Verfügbarkeit Sicherungsdienst",
            service: BACKUP,
            definition: malus(995_000, &[(995_000, 10)]),
            ..common()
        },
        Agreement {
            number: "UC-2025-012",
            title: "Azure SQL Berichtswesen",
            supplier: "Microsoft Azure",
            starts_on: (2025, 2, 1),
            time_zone: "UTC",
            clause_source: Some("Service Level Agreement for Microsoft Online Services"),
            service: AZURE_SQL,
            calendar: ALWAYS_UTC,
            definition: cloud_clause(ClaimRule::MonthsAfterBillingMonth { months: 2 }),
            ..common()
        },
        Agreement {
            number: "OLA-2022-021",
            title: "Netz Werk 1",
            kind: ContractKind::Ola,
            supplier: "Team Netz",
            starts_on: (2022, 1, 1),
            service: CAMPUS,
            calendar: OFFICE,
            definition: TargetDefinition {
                schedule: Schedule::None,
                ..malus(995_000, &[])
            },
            ..common()
        },
        Agreement {
            number: "SLA-2021-014",
            title: "ERP für die Produktion",
            kind: ContractKind::Sla,
            supplier: "Produktion Werk 1",
            starts_on: (2021, 1, 1),
            monthly_fee_minor: Some(6_200_000),
            service: ERP,
            definition: malus(999_000, &[(999_000, 10), (995_000, 20)]),
            ..common()
        },
    ]
}

fn stadtwerke_agreements() -> [Agreement; 2] {
    [
        Agreement {
            number: "UC-2022-100",
            title: "Betrieb Leitstelle",
            starts_on: (2022, 3, 1),
            monthly_fee_minor: Some(3_150_000),
            service: CONTROL_ROOM,
            definition: malus(999_000, &[(999_000, 5), (995_000, 10)]),
            ..common()
        },
        Agreement {
            number: "UC-2023-101",
            title: "Verbrauchsabrechnung",
            supplier: "Nordsee Energiedaten AG",
            starts_on: (2023, 1, 1),
            monthly_fee_minor: Some(880_000),
            service: BILLING,
            calendar: OFFICE,
            definition: malus(995_000, &[(995_000, 5), (990_000, 10)]),
            ..common()
        },
    ]
}

/// In-time rate of at least 95 % with goals in service hours and a malus below 95, 90 and 85 %, at most 15 %.
fn resolution_time() -> TargetDefinition {
    let goals = [("Critical", 4), ("High", 8), ("Moderate", 24), ("Low", 40)];
    TargetDefinition {
        metric: Metric::InTimeRate {
            goals: goals
                .map(|(priority, hours)| (priority.to_owned(), hours * HOUR))
                .into_iter()
                .collect::<BTreeMap<_, _>>(),
        },
        ..malus(950_000, &[(950_000, 5), (900_000, 10), (850_000, 15)])
    }
}

/// Availability with steps given as upper bound and percent of the fee; the last step is the cap.
pub fn malus(threshold_ppm: i64, steps: &[(i64, i64)]) -> TargetDefinition {
    let lower = steps.iter().skip(1).map(|(below, _)| Some(*below)).chain([None]);
    let tier = |(&(below_ppm, percent), at_least_ppm): (&(i64, i64), Option<i64>)| Tier {
        below_ppm,
        at_least_ppm,
        credit_ppm: percent * 10_000,
    };
    TargetDefinition {
        metric: Metric::Availability {
            maintenance: MaintenanceMethod::CountsAsUp,
        },
        threshold_ppm,
        window: PeriodKind::Month,
        schedule: Schedule::TieredStep {
            tiers: steps.iter().zip(lower).map(tier).collect(),
        },
        caps: Caps {
            period_cap_ppm: steps.last().map(|(_, percent)| percent * 10_000),
            ..Caps::default()
        },
        claim: ClaimRule::None,
    }
}

/// 99.99 % with 10, 25 and 100 % as AWS publishes it for DynamoDB and Microsoft for Azure SQL.
fn cloud_clause(claim: ClaimRule) -> TargetDefinition {
    TargetDefinition {
        claim,
        ..malus(999_900, &[(999_900, 10), (990_000, 25), (950_000, 100)])
    }
}

pub async fn parties_of(seeder: &Seeder<'_>, tx: &TenantTx, parties: &[Party]) -> Result<()> {
    for party in parties {
        let supplier_id = storage::ids::new();
        tx.insert_supplier(Supplier {
            tenant_id: seeder.tenant.id,
            id: supplier_id,
            name: party.name.to_owned(),
            legal_name: String::new(),
            kind: party.kind.code().to_owned(),
            status: Standing::Active.code().to_owned(),
            street: String::new(),
            postcode: String::new(),
            city: party.city.map(str::to_owned),
            country: None,
            website: String::new(),
            lei: None,
            criticality: None,
            criticality_reason: String::new(),
            tier: None,
            notes: String::new(),
            revision: 1,
            created_at: seeder.now,
        })
        .await?;
        for (name, function, email, escalation) in party.contacts {
            tx.insert_contact(Contact {
                tenant_id: seeder.tenant.id,
                id: storage::ids::new(),
                supplier_id,
                name: (*name).to_owned(),
                function: (*function).to_owned(),
                email: (*email).to_owned(),
                phone: String::new(),
                language: "de".to_owned(),
                escalation: *escalation,
                revision: 1,
            })
            .await?;
        }
    }
    Ok(())
}

pub async fn services(seeder: &Seeder<'_>, tx: &TenantTx, names: &[&str]) -> Result<()> {
    for name in names {
        tx.insert_service(Service {
            tenant_id: seeder.tenant.id,
            id: storage::ids::new(),
            name: (*name).to_owned(),
            description: String::new(),
            status: Standing::Active.code().to_owned(),
            owner_person_id: None,
            criticality: None,
            categories: serde_json::json!([]),
            sla_contract_id: None,
            priority_matrix: serde_json::to_value(PriorityMatrix::usual(3)).map_err(Error::internal)?,
            revision: 1,
            created_at: seeder.now,
        })
        .await?;
    }
    Ok(())
}

pub async fn agree(seeder: &Seeder<'_>, tx: &TenantTx, agreement: Agreement) -> Result<()> {
    agreement
        .definition
        .schedule
        .validate()
        .map_err(Error::internal)?;
    let (contract_id, contract_version_id) = (storage::ids::new(), storage::ids::new());
    let (year, month, day) = agreement.starts_on;
    let starts_on = NaiveDate::from_ymd_opt(year, month, day).ok_or(Error::Internal)?;
    tx.insert_contract(Contract {
        tenant_id: seeder.tenant.id,
        id: contract_id,
        number: agreement.number.to_owned(),
        title: agreement.title.to_owned(),
        kind: agreement.kind.code().to_owned(),
        status: ContractStatus::Active.code().to_owned(),
        supplier_id: find(&tx.suppliers().await?, agreement.supplier, |row| {
            (&row.name, row.id)
        })?,
        owner_person_id: None,
        currency: "EUR".to_owned(),
        time_zone: agreement.time_zone.to_owned(),
        starts_on,
        ends_on: None,
        language: "de".to_owned(),
        cost_centre: None,
        governing_law: Some("Deutsches Recht".to_owned()),
        penalty_nature: penalty_nature(&agreement).map(|nature| nature.code().to_owned()),
        tags: serde_json::json!([]),
        clause_source: agreement.clause_source.map(str::to_owned),
        template_code: None,
        template_edition: None,
        revision: 1,
        created_at: seeder.now,
    })
    .await?;
    tx.insert_contract_version(ContractVersion {
        tenant_id: seeder.tenant.id,
        id: contract_version_id,
        contract_id,
        number: 1,
        valid_from: starts_on,
        monthly_fee_minor: agreement.monthly_fee_minor,
        note: "Erstfassung".to_owned(),
        term: Some(serde_json::to_value(term(&agreement, starts_on)).map_err(Error::internal)?),
        created_at: seeder.now,
        sealed_at: Some(seeder.now),
    })
    .await?;
    tx.insert_target(Target {
        tenant_id: seeder.tenant.id,
        id: storage::ids::new(),
        contract_id,
        contract_version_id,
        service_id: find(&tx.services().await?, agreement.service, |row| {
            (&row.name, row.id)
        })?,
        calendar_id: find(&tx.calendars().await?, agreement.calendar, |row| {
            (&row.name, row.id)
        })?,
        position: 1,
        name: agreement.target.to_owned(),
        definition: serde_json::to_value(agreement.definition).map_err(Error::internal)?,
    })
    .await
    .map_err(Error::from)
}

/// Clouds give credits, everybody else agreed a malus; between own teams nothing is owed.
fn penalty_nature(agreement: &Agreement) -> Option<PenaltyNature> {
    match (agreement.kind, agreement.clause_source) {
        (ContractKind::Ola, _) => None,
        (_, Some(_)) => Some(PenaltyNature::ServiceCredit),
        _ => Some(PenaltyNature::MalusBonus),
    }
}

/// What the demo's agreements say of their end: the service provider's run for years, clouds end at any time, and
/// everybody else agreed the usual three months to the end of a quarter.
fn term(agreement: &Agreement, start: NaiveDate) -> Term {
    let rolling = Term {
        start,
        duration: Duration::Indefinite,
        renewal: Renewal::None,
        minimum: None,
        notice: Some(Notice {
            length: Length::new(3, Unit::Month),
            to: NoticeTo::QuarterEnd,
            form: Form::Text,
        }),
        lead_working_days: 10,
        region: Region::NW,
    };
    let notice = |count, unit, to| {
        Some(Notice {
            length: Length::new(count, unit),
            to,
            form: Form::Text,
        })
    };
    match (agreement.supplier, agreement.kind) {
        (NORDLICHT, _) => Term {
            duration: Duration::For {
                length: Length::new(3, Unit::Year),
            },
            renewal: Renewal::Tacit {
                length: Length::new(1, Unit::Year),
            },
            notice: notice(6, Unit::Month, NoticeTo::TermEnd),
            lead_working_days: 30,
            ..rolling
        },
        ("AWS" | "Microsoft Azure", _) => Term {
            notice: notice(30, Unit::Day, NoticeTo::AnyDay),
            lead_working_days: 0,
            ..rolling
        },
        _ => rolling,
    }
}

/// Stores what was billed for one period.
pub async fn charge(
    seeder: &Seeder<'_>,
    tx: &TenantTx,
    number: &str,
    period: &str,
    amount_minor: i64,
) -> Result<()> {
    let contracts = tx.contracts().await?;
    let contract_id: Uuid = find(&contracts, number, |row| (&row.number, row.id))?;
    let row = Charge {
        tenant_id: seeder.tenant.id,
        contract_id,
        period: period.to_owned(),
        amount_minor,
    };
    Ok(tx.insert_charge(row).await?)
}
