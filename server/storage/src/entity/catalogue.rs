//! What hangs on suppliers and services.

use super::table;

table! {
    /// Certificates and attestations of suppliers.
    certificate, "certificate", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub supplier_id: Uuid,
        pub kind: String,
        pub title: String,
        pub number: String,
        pub issuer: String,
        pub scope: String,
        pub valid_from: Option<Date>,
        pub valid_to: Date,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// What suppliers pass on to others.
    sub_supplier, "sub_supplier", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub supplier_id: Uuid,
        pub name: String,
        pub linked_supplier_id: Option<Uuid>,
        pub service: String,
        pub country: Option<String>,
        pub since: Option<Date>,
        pub revision: i32,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// Which services rest on which.
    service_component, "service_component", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub component_id: Uuid,
    }
}

table! {
    /// Who is responsible, accountable, consulted, informed.
    service_duty, "service_duty", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub duty: String,
        pub person_id: Option<Uuid>,
        pub contact_id: Option<Uuid>,
        pub function: String,
    }
}
