//! Who signs in to the demo. All demo people share one password, which is printed when the demo is loaded.

use std::collections::HashMap;

use domain::policy::{Role, api_scopes};
use domain::views::{ContractFilter, ListFilter};
use storage::{ApiClient, Membership, Person, SavedView};
use uuid::Uuid;

use super::{Demo, DemoClient, Login, Seeder, find};
use crate::Result;

/// A demo tenant.
pub struct TenantInfo {
    pub slug: &'static str,
    pub name: &'static str,
    pub client_id: &'static str,
    pub client_secret: &'static str,
}

pub const RHEINTAL: TenantInfo = TenantInfo {
    slug: "rheintal",
    name: "Rheintal Maschinenbau GmbH",
    client_id: "rheintal-monitoring",
    client_secret: "demo-secret-rheintal-4f7c1e",
};
pub const STADTWERKE: TenantInfo = TenantInfo {
    slug: "stadtwerke",
    name: "Stadtwerke Musterstadt",
    client_id: "stadtwerke-monitoring",
    client_secret: "demo-secret-stadtwerke-9b2d5a",
};

pub const NORDLICHT: &str = "Nordlicht IT-Services GmbH";
const PASSWORD: &str = "Tragwerk-Demo-2026";

struct Member {
    tenant: &'static TenantInfo,
    name: &'static str,
    email: &'static str,
    language: &'static str,
    role: Role,
    supplier: Option<&'static str>,
}

const fn own(
    tenant: &'static TenantInfo,
    name: &'static str,
    email: &'static str,
    language: &'static str,
    role: Role,
) -> Member {
    Member {
        tenant,
        name,
        email,
        language,
        role,
        supplier: None,
    }
}

const fn vendor(tenant: &'static TenantInfo, name: &'static str, email: &'static str, role: Role) -> Member {
    Member {
        tenant,
        name,
        email,
        language: "de",
        role,
        supplier: Some(NORDLICHT),
    }
}

const MEMBERS: [Member; 10] = [
    own(
        &RHEINTAL,
        "Sabine Kraus",
        "sabine.kraus@rheintal.example",
        "de",
        Role::ServiceManager,
    ),
    own(
        &RHEINTAL,
        "Henrik Vogt",
        "henrik.vogt@rheintal.example",
        "de",
        Role::TenantAdmin,
    ),
    own(
        &RHEINTAL,
        "Dr. Aylin Demir",
        "aylin.demir@rheintal.example",
        "de",
        Role::ComplianceOfficer,
    ),
    own(
        &RHEINTAL,
        "Georg Seiler",
        "georg.seiler@rheintal.example",
        "de",
        Role::Auditor,
    ),
    own(
        &RHEINTAL,
        "Emma Wright",
        "emma.wright@rheintal.example",
        "en",
        Role::Viewer,
    ),
    own(
        &STADTWERKE,
        "Thomas Berger",
        "thomas.berger@stadtwerke.example",
        "de",
        Role::ServiceManager,
    ),
    own(
        &STADTWERKE,
        "Carla Neumann",
        "carla.neumann@stadtwerke.example",
        "de",
        Role::TenantAdmin,
    ),
    vendor(
        &RHEINTAL,
        "Jonas Petersen",
        "jonas.petersen@nordlicht.example",
        Role::VendorManager,
    ),
    vendor(
        &STADTWERKE,
        "Jonas Petersen",
        "jonas.petersen@nordlicht.example",
        Role::VendorManager,
    ),
    vendor(
        &RHEINTAL,
        "Mia Lorenz",
        "mia.lorenz@nordlicht.example",
        Role::VendorUser,
    ),
];

/// What is printed.
pub fn demo() -> Demo {
    let login = |member: &Member| Login {
        tenant: member.tenant.name.to_owned(),
        email: member.email.to_owned(),
        password: PASSWORD.to_owned(),
        role: member.role.code().to_owned(),
        supplier: member.supplier.map(str::to_owned),
    };
    let client = |info: &TenantInfo| DemoClient {
        tenant: info.name.to_owned(),
        client_id: info.client_id.to_owned(),
        client_secret: info.client_secret.to_owned(),
        scopes: api_scopes().into_iter().map(str::to_owned).collect(),
    };
    Demo {
        logins: MEMBERS.iter().map(login).collect(),
        api_clients: [&RHEINTAL, &STADTWERKE].map(client).into(),
    }
}

/// Stores people and their memberships.
pub async fn seed(rheintal: &Seeder<'_>, stadtwerke: &Seeder<'_>) -> Result<()> {
    let hash = rheintal.services.hashing.hash(PASSWORD).await?;
    let mut people: HashMap<&str, Uuid> = HashMap::new();
    let tx = rheintal.db.system().await?;
    for member in &MEMBERS {
        if people.contains_key(member.email) {
            continue;
        }
        let id = storage::ids::new();
        people.insert(member.email, id);
        tx.insert_person(Person {
            id,
            email: member.email.to_owned(),
            name: member.name.to_owned(),
            password_hash: Some(hash.clone()),
            language: member.language.to_owned(),
            disabled: false,
            second_factor_secret: None,
            second_factor_since: None,
            second_factor_last_step: None,
            created_at: rheintal.now,
            erased_at: None,
        })
        .await?;
    }
    tx.save().await?;
    for seeder in [rheintal, stadtwerke] {
        let tx = seeder.open().await?;
        let suppliers = tx.suppliers().await?;
        for member in MEMBERS
            .iter()
            .filter(|member| member.tenant.slug == seeder.tenant.slug)
        {
            let supplier_id = member
                .supplier
                .map(|name| find(&suppliers, name, |row| (&row.name, row.id)))
                .transpose()?;
            let id = storage::ids::new();
            tx.insert_membership(Membership {
                tenant_id: seeder.tenant.id,
                id,
                person_id: people[member.email],
                role: member.role.code().to_owned(),
                supplier_id,
                created_at: seeder.now,
                last_seen_at: None,
                disabled_at: None,
            })
            .await?;
            if member.role == Role::ServiceManager {
                tx.put_saved_view(missed(seeder, id)).await?;
            }
        }
        seeder.save(tx, "people").await?;
    }
    Ok(())
}

/// What a service manager looks at every morning.
fn missed(seeder: &Seeder<'_>, membership_id: Uuid) -> SavedView {
    SavedView {
        tenant_id: seeder.tenant.id,
        id: storage::ids::new(),
        membership_id,
        page: ContractFilter::PAGE.to_owned(),
        name: "Ziel verfehlt".to_owned(),
        query: "state=breached".to_owned(),
        created_at: seeder.now,
    }
}

/// Registers one machine a tenant.
pub async fn api_clients(rheintal: &Seeder<'_>, stadtwerke: &Seeder<'_>) -> Result<()> {
    for (seeder, info) in [(rheintal, &RHEINTAL), (stadtwerke, &STADTWERKE)] {
        let secret_hash = seeder.services.hashing.hash(info.client_secret).await?;
        let tx = seeder.open().await?;
        tx.insert_api_client(ApiClient {
            tenant_id: seeder.tenant.id,
            id: storage::ids::new(),
            client_id: info.client_id.to_owned(),
            name: "Monitoring".to_owned(),
            secret_hash,
            previous_secret_hash: None,
            previous_secret_until: None,
            scopes: api_scopes().join(" "),
            created_at: seeder.now,
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        })
        .await?;
        seeder.save(tx, "api_clients").await?;
    }
    Ok(())
}
