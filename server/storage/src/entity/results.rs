//! Results, breaches, escalations and mail.

use super::table;

table! {
    /// What a target reached in a period.
    target_period, "target_period", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub period: String,
        pub starts_on: Date,
        pub ends_on: Date,
        pub over: bool,
        pub status: String,
        pub numerator: Option<i64>,
        pub denominator: Option<i64>,
        pub budget_allowed: Option<i64>,
        pub budget_used: Option<i64>,
        pub base_minor: Option<i64>,
        pub credit_minor: Option<i64>,
        pub credit_ppm: Option<i64>,
        pub next_step_minor: Option<i64>,
        pub worst_case_minor: Option<i64>,
        pub claim_by: Option<Date>,
        pub contract_version_id: Uuid,
        pub evaluated_at: DateTimeUtc,
    }
}

table! {
    /// Missed targets.
    breach, "breach", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub target_id: Uuid,
        pub period: String,
        pub opened_at: DateTimeUtc,
        pub numerator: i64,
        pub denominator: i64,
        pub credit_minor: Option<i64>,
    }
}

table! {
    /// Breaches put before people.
    escalation, "escalation", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub breach_id: Uuid,
        pub reference: String,
        pub raised_at: DateTimeUtc,
        pub acknowledged_at: Option<DateTimeUtc>,
        pub acknowledged_by: Option<String>,
    }
}

table! {
    /// Messages to single recipients.
    mail, "mail", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub escalation_id: Option<Uuid>,
        pub recipient_name: String,
        pub recipient_email: String,
        pub subject: String,
        pub text_body: String,
        pub html_body: String,
        pub message_id: String,
        pub status: String,
        pub attempts: i32,
        pub last_error: Option<String>,
        pub created_at: DateTimeUtc,
        pub sent_at: Option<DateTimeUtc>,
    }
}
