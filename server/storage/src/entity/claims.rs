//! Claims, what happened to them, and the reminders that have gone out.

use super::table;

table! {
    /// What breaches entitle us to.
    claim, "claim", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub breach_id: Uuid,
        pub target_id: Uuid,
        pub contract_id: Uuid,
        pub supplier_id: Uuid,
        pub period: String,
        pub period_ends_on: Date,
        pub reference: String,
        pub state: String,
        pub currency: String,
        /// Whether the amount was computed while the period ran.
        pub provisional: bool,
        pub amount_minor: i64,
        pub evaluated_minor: i64,
        pub settled_minor: Option<i64>,
        pub nature: Option<String>,
        pub deadline: Date,
        pub deadline_source: String,
        pub submitted_on: Option<Date>,
        pub revision: i32,
        pub opened_at: DateTimeUtc,
    }
}

table! {
    /// What happened to claims.
    claim_event, "claim_event", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub claim_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub supplier_id: Uuid,
        pub kind: String,
        pub on_day: Date,
        pub amount_minor: Option<i64>,
        pub invoice: String,
        pub reason: String,
        pub actor_id: Option<Uuid>,
        pub at: DateTimeUtc,
    }
}

table! {
    /// Reminders that have gone out.
    claim_reminder, "claim_reminder", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub claim_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub deadline: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub days_before: i32,
        pub created_at: DateTimeUtc,
    }
}
