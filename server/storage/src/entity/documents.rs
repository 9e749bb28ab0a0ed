//! Documents of contracts and suppliers.

use super::table;

table! {
    /// Links to stored files.
    document, "document", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub supplier_id: Uuid,
        pub contract_id: Option<Uuid>,
        pub kind: String,
        pub title: String,
        pub dated_on: Option<Date>,
        pub confidentiality: String,
        pub file_name: String,
        pub media_type: String,
        pub bytes: i64,
        pub sha256: String,
        pub added_by: Option<Uuid>,
        pub added_at: DateTimeUtc,
    }
}
