//! What is known of the demo's suppliers and services beyond their names.

use chrono::{Days, NaiveDate};
use domain::forms::{CertificateForm, RaciForm, ServiceForm, SubSupplierForm, SupplierForm};
use domain::ids::{ServiceId, SupplierId};
use domain::policy::Action;
use domain::views::SupplierFilter;

use super::contracts::{BACKUP, CAMPUS, DATA_CENTRE, ERP, SERVICE_DESK, WAN};
use super::people::NORDLICHT;
use super::{Seeder, find};
use crate::Result;
use crate::portfolio::{local, zone};

/// Master data of one supplier.
struct Known {
    supplier: &'static str,
    legal_name: &'static str,
    /// Street, postcode, city, country.
    address: [&'static str; 4],
    website: &'static str,
    lei: &'static str,
    /// Criticality, reason, tier, notes.
    assessment: [&'static str; 4],
    /// Kind, number, issuer, scope, days from now to the last day.
    certificates: &'static [(&'static str, &'static str, &'static str, &'static str, i64)],
    /// Name, service, country.
    sub_suppliers: &'static [(&'static str, &'static str, &'static str)],
}

const KNOWN: [Known; 4] = [
    Known {
        supplier: NORDLICHT,
        legal_name: "Nordlicht IT-Services GmbH",
        address: ["Am Sandtorkai 41", "20457", "Hamburg", "DE"],
        website: "https://www.nordlicht.example",
        lei: "529900NORDLICHT00179",
        assessment: [
            "high",
            "Betreibt Service Desk und Rechenzentrum. Fällt beides aus, steht die Fertigung nach vier Stunden.",
            "strategic",
            "Preisgespräch im Januar. Zweites Angebot für den Service Desk einholen.",
        ],
        certificates: &[
            (
                "iso_27001",
                "ISMS-2024-1187",
                "TÜV Nord Cert",
                "Rechenzentrum Hamburg und Betrieb",
                612,
            ),
            (
                "c5_type2",
                "C5-2025-042",
                "Wirtschaftsprüfer Hansen & Partner",
                "Managed Hosting",
                47,
            ),
            (
                "iso_20000",
                "SMS-2023-0091",
                "TÜV Nord Cert",
                "Service Management",
                188,
            ),
        ],
        sub_suppliers: &[
            (
                "Elbe Colocation GmbH",
                "Fläche, Strom und Klima im Rechenzentrum",
                "DE",
            ),
            ("Baltic Support OÜ", "Nachtschicht des Service Desk", "EE"),
        ],
    },
    Known {
        supplier: "AWS",
        legal_name: "Amazon Web Services EMEA SARL",
        address: ["38 avenue John F. Kennedy", "L-1855", "Luxemburg", "LU"],
        website: "https://aws.amazon.com",
        lei: "",
        assessment: [
            "high",
            "Die Bestellplattform läuft ausschließlich hier.",
            "tactical",
            "",
        ],
        certificates: &[
            ("iso_27001", "", "EY CertifyPoint", "Alle Regionen", 420),
            ("soc_2", "", "", "Sicherheit, Verfügbarkeit, Vertraulichkeit", 155),
        ],
        sub_suppliers: &[],
    },
    Known {
        supplier: "Microsoft Azure",
        legal_name: "Microsoft Ireland Operations Limited",
        address: ["One Microsoft Place", "D18 P521", "Dublin", "IE"],
        website: "https://azure.microsoft.com",
        lei: "",
        assessment: ["medium", "Berichte können einen Tag warten.", "operational", ""],
        certificates: &[("c5_type2", "", "", "Azure und Dynamics 365", 260)],
        sub_suppliers: &[],
    },
    Known {
        supplier: "Rheinnetz Carrier GmbH",
        legal_name: "Rheinnetz Carrier GmbH",
        address: ["Widdersdorfer Straße 190", "50825", "Köln", "DE"],
        website: "https://www.rheinnetz.example",
        lei: "529900RHEINNETZ00146",
        assessment: [
            "high",
            "Verbindet alle Standorte. Eine zweite Anbindung hat nur Werk 1.",
            "tactical",
            "",
        ],
        certificates: &[("iso_27001", "RNC-27001-22", "DQS", "Netzbetrieb", -11)],
        sub_suppliers: &[],
    },
];

const AT_STADTWERKE: Known = Known {
    supplier: NORDLICHT,
    legal_name: "Nordlicht IT-Services GmbH",
    address: ["Am Sandtorkai 41", "20457", "Hamburg", "DE"],
    website: "https://www.nordlicht.example",
    lei: "529900NORDLICHT00179",
    assessment: ["high", "Betreibt die Leitstelle.", "strategic", ""],
    certificates: &[(
        "iso_27001",
        "ISMS-2024-1187",
        "TÜV Nord Cert",
        "Rechenzentrum Hamburg und Betrieb",
        612,
    )],
    sub_suppliers: &[("Elbe Colocation GmbH", "Fläche im Rechenzentrum", "DE")],
};

/// Owner's address, criticality, categories, description, what the service rests on.
type Described = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const DESCRIBED: [Described; 5] = [
    (
        ERP,
        "sabine.kraus@rheintal.example",
        "high",
        "Anwendung, Produktion",
        "Aufträge, Material und Fertigung für Werk 1 und die Standorte.",
        &[DATA_CENTRE, CAMPUS, BACKUP],
    ),
    (
        SERVICE_DESK,
        "sabine.kraus@rheintal.example",
        "medium",
        "Arbeitsplatz",
        "Erste Anlaufstelle für alle Störungen und Anfragen.",
        &[],
    ),
    (
        WAN,
        "henrik.vogt@rheintal.example",
        "high",
        "Netz",
        "Verbindung der sechs Standorte mit dem Rechenzentrum.",
        &[],
    ),
    (
        DATA_CENTRE,
        "henrik.vogt@rheintal.example",
        "high",
        "Infrastruktur",
        "Virtuelle Server, Speicher und Datenbanken für alle Anwendungen.",
        &[],
    ),
    (
        BACKUP,
        "",
        "medium",
        "Infrastruktur",
        "Tägliche Sicherung mit Auslagerung.",
        &[DATA_CENTRE],
    ),
];

/// The smaller tenant's supplier has a certificate and a sub-supplier, too.
pub async fn stadtwerke(seeder: &Seeder<'_>) -> Result<()> {
    let suppliers = seeder
        .services
        .suppliers(&seeder.actor, &SupplierFilter::default())
        .await?;
    let id = find(&suppliers, NORDLICHT, |row| (&row.name, row.id.0))?;
    supplier(seeder, &AT_STADTWERKE, SupplierId(id), "msp").await
}

/// Writes what the forms of the pages would write.
pub async fn rheintal(seeder: &Seeder<'_>) -> Result<()> {
    let suppliers = seeder
        .services
        .suppliers(&seeder.actor, &SupplierFilter::default())
        .await?;
    for known in &KNOWN {
        let found = find(&suppliers, known.supplier, |row| (&row.name, row.id.0))?;
        let kind = suppliers
            .iter()
            .find(|row| row.id.0 == found)
            .map_or("msp", |row| row.kind.code());
        supplier(seeder, known, SupplierId(found), kind).await?;
    }
    for described in &DESCRIBED {
        service(seeder, described).await?;
    }
    responsibilities(seeder).await
}

async fn supplier(seeder: &Seeder<'_>, known: &Known, id: SupplierId, kind: &str) -> Result<()> {
    let (services, actor) = (seeder.services, &seeder.actor);
    let own = str::to_owned;
    let ([street, postcode, city, country], [criticality, reason, tier, notes]) =
        (known.address, known.assessment);
    let form = SupplierForm {
        name: own(known.supplier),
        legal_name: own(known.legal_name),
        kind: own(kind),
        street: own(street),
        postcode: own(postcode),
        city: own(city),
        country: own(country),
        website: own(known.website),
        lei: own(known.lei),
        criticality: own(criticality),
        criticality_reason: own(reason),
        tier: own(tier),
        notes: own(notes),
        status: String::new(),
    };
    services.update_supplier(actor, id, 1, &form).await?;
    let today = local(seeder.now, zone(&seeder.tenant.time_zone)?).date();
    for (kind, number, issuer, scope, days) in known.certificates {
        let form = CertificateForm {
            kind: own(kind),
            title: String::new(),
            number: own(number),
            issuer: own(issuer),
            scope: own(scope),
            valid_from: String::new(),
            valid_to: later(today, *days).to_string(),
        };
        services.add_certificate(actor, id, &form).await?;
    }
    for (name, service, country) in known.sub_suppliers {
        let form = SubSupplierForm {
            name: own(name),
            service: own(service),
            country: own(country),
            ..SubSupplierForm::default()
        };
        services.add_sub_supplier(actor, id, &form).await?;
    }
    Ok(())
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(day)
}

async fn service(seeder: &Seeder<'_>, described: &Described) -> Result<()> {
    let (name, owner, criticality, categories, description, components) = *described;
    let tx = seeder
        .db
        .read(&seeder.actor, Action::ServiceRead, seeder.now)
        .await?;
    let services = tx.services().await?;
    let of_name = |name: &str| find(&services, name, |row| (&row.name, row.id));
    let people = tx.members().await?;
    let owner = people.iter().find(|(_, person)| person.email == owner);
    let sla = tx
        .contracts()
        .await?
        .into_iter()
        .find(|row| name == ERP && row.kind == "sla");
    drop(tx);
    let form = ServiceForm {
        name: name.to_owned(),
        description: description.to_owned(),
        owner_id: owner.map(|(_, person)| person.id.to_string()).unwrap_or_default(),
        criticality: criticality.to_owned(),
        categories: categories.to_owned(),
        sla_id: sla.map(|row| row.id.to_string()).unwrap_or_default(),
        status: String::new(),
    };
    let components: Vec<_> = components
        .iter()
        .map(|name| of_name(name).map(|id| id.to_string()))
        .collect::<Result<_>>()?;
    let id = ServiceId(of_name(name)?);
    seeder
        .services
        .update_service(&seeder.actor, id, 1, &form, &components, None)
        .await
}

/// Who answers for the ERP: own people, a supplier's desk, and a function.
async fn responsibilities(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder
        .db
        .read(&seeder.actor, Action::ServiceRead, seeder.now)
        .await?;
    let erp = find(&tx.services().await?, ERP, |row| (&row.name, row.id))?;
    let members = tx.members().await?;
    let contacts = tx.all_contacts().await?;
    drop(tx);
    let person = |email: &str| {
        let found = members.iter().find(|(_, person)| person.email == email);
        found
            .map(|(_, person)| format!("person:{}", person.id))
            .unwrap_or_default()
    };
    let contact = |email: &str| {
        let found = contacts.iter().find(|row| row.email == email);
        found.map(|row| format!("contact:{}", row.id)).unwrap_or_default()
    };
    let line = |duty: &str, party: String, function: &str| RaciForm {
        duty: duty.to_owned(),
        party,
        function: function.to_owned(),
    };
    let lines = [
        line("accountable", person("sabine.kraus@rheintal.example"), ""),
        line("responsible", contact("jonas.petersen@nordlicht.example"), ""),
        line("responsible", contact("uwe.hartmann@rheintal.example"), ""),
        line("consulted", String::new(), "Key User Fertigung"),
        line("informed", String::new(), "Werksleitung"),
    ];
    seeder
        .services
        .put_raci(&seeder.actor, ServiceId(erp), 2, &lines)
        .await
}
