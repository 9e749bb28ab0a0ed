//! What people kept of lists.

use super::table;

table! {
    /// A filter and an order of a list, kept under a name.
    saved_view, "saved_view", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub membership_id: Uuid,
        pub page: String,
        pub name: String,
        pub query: String,
        pub created_at: DateTimeUtc,
    }
}
