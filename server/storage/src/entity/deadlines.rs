//! Calendar feeds of people, and the reminders that have gone out.

use super::table;

table! {
    /// Addresses under which people's calendars fetch deadlines.
    deadline_feed, "deadline_feed", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub membership_id: Uuid,
        pub created_at: DateTimeUtc,
        pub last_used_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Reminders that have gone out.
    deadline_reminder, "deadline_reminder", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub decide_by: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub days_before: i32,
        pub created_at: DateTimeUtc,
    }
}
