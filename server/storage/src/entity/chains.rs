//! What SLAs rest on, what was last proven about it, and what was found.

use super::table;

table! {
    /// What an SLA rests on.
    chain, "chain", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: Uuid,
        pub structure: Option<Json>,
        pub revision: i32,
        pub changed_at: DateTimeUtc,
    }
}

table! {
    /// What was last proven about an SLA.
    chain_proof, "chain_proof", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: Uuid,
        pub cover: String,
        pub promised_ppm: Option<i64>,
        pub given_ppm: Option<i64>,
        pub weakest_contract_id: Option<Uuid>,
        pub reason: Json,
        pub inputs_hash: String,
        pub proved_at: DateTimeUtc,
    }
}

table! {
    /// An SLA whose chain was found broken.
    chain_finding, "chain_finding", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub contract_id: Uuid,
        pub raised_at: DateTimeUtc,
        pub resolved_at: Option<DateTimeUtc>,
    }
}
