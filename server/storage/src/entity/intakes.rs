//! Take-overs from tables.

use super::table;

table! {
    /// Suppliers or contracts that wait to be taken over from a table; afterwards only how many there were.
    intake, "intake", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub file_name: String,
        pub status: String,
        pub rows: Json,
        pub counts: Json,
        pub created_by: String,
        pub created_at: DateTimeUtc,
        pub finished_at: Option<DateTimeUtc>,
    }
}
