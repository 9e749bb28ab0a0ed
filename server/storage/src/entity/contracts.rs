//! Suppliers, services, calendars, contracts and targets.

use super::table;

table! {
    /// Parties that deliver, and the business that is delivered to.
    supplier, "supplier", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub legal_name: String,
        pub kind: String,
        pub status: String,
        pub street: String,
        pub postcode: String,
        pub city: Option<String>,
        pub country: Option<String>,
        pub website: String,
        pub lei: Option<String>,
        pub criticality: Option<String>,
        pub criticality_reason: String,
        pub tier: Option<String>,
        pub notes: String,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// People and desks at suppliers.
    contact, "contact", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub supplier_id: Uuid,
        pub name: String,
        pub function: String,
        pub email: String,
        pub phone: String,
        pub language: String,
        pub escalation: bool,
        pub revision: i32,
    }
}

table! {
    /// What the business rests on.
    service, "service", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub description: String,
        pub status: String,
        pub owner_person_id: Option<Uuid>,
        pub criticality: Option<String>,
        pub categories: Json,
        pub sla_contract_id: Option<Uuid>,
        pub priority_matrix: Json,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// Named service hours.
    calendar, "calendar", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub description: String,
        pub spec: Json,
        pub reasons: Json,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// SLAs, OLAs and underpinning contracts.
    contract, "contract", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: String,
        pub title: String,
        pub kind: String,
        pub status: String,
        pub supplier_id: Uuid,
        pub owner_person_id: Option<Uuid>,
        pub currency: String,
        pub time_zone: String,
        pub starts_on: Date,
        pub ends_on: Option<Date>,
        pub language: String,
        pub cost_centre: Option<String>,
        pub governing_law: Option<String>,
        pub penalty_nature: Option<String>,
        pub tags: Json,
        pub clause_source: Option<String>,
        pub template_code: Option<String>,
        pub template_edition: Option<i32>,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// States of a contract's terms.
    contract_version, "contract_version", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub contract_id: Uuid,
        pub number: i32,
        pub valid_from: Date,
        pub monthly_fee_minor: Option<i64>,
        pub note: String,
        pub term: Option<Json>,
        pub created_at: DateTimeUtc,
        /// When it became final; until then it is a draft.
        pub sealed_at: Option<DateTimeUtc>,
    }
}

table! {
    /// What is promised for a service through all versions of a contract.
    target, "target", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub contract_id: Uuid,
        pub service_id: Uuid,
    }
}

table! {
    /// A target as one version of the contract has it.
    target_version, "target_version", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_version_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: Uuid,
        pub calendar_id: Uuid,
        pub position: i32,
        pub name: String,
        pub definition: Json,
    }
}

table! {
    /// A step in a contract's life, with its reason.
    contract_step, "contract_step", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub status: String,
        pub on_day: Date,
        pub reason: String,
        pub actor_id: Option<Uuid>,
        pub at: DateTimeUtc,
    }
}

table! {
    /// What was billed for a period, where the fee is not fixed.
    charge, "charge", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub period: String,
        pub amount_minor: i64,
    }
}
