//! Tables as rows. Private to this crate: outside it a row is plain data.

mod access;
mod catalogue;
mod chains;
mod claims;
mod contracts;
mod deadlines;
mod documents;
mod facts;
mod identity;
mod intakes;
mod measurements;
mod operation;
mod results;
mod saved_views;

pub use access::{account_link, invitation, notice, oidc_identity, oidc_sign_in, recovery_code, tenant_oidc};
pub use catalogue::{certificate, service_component, service_duty, sub_supplier};
pub use chains::{chain, chain_finding, chain_proof};
pub use claims::{claim, claim_event, claim_reminder};
pub use contracts::{
    calendar, charge, contact, contract, contract_step, contract_version, service, supplier, target,
    target_version,
};
pub use deadlines::{deadline_feed, deadline_reminder};
pub use documents::document;
pub use facts::{import_error, import_run, observation, outage, ticket};
pub use identity::{membership, person, session, sign_in_attempt, tenant};
pub use intakes::intake;
pub use measurements::{
    exclusion, import_mapping, maintenance, period_step, reported_value, sample, sample_batch, sample_change,
    sample_series,
};
pub use operation::{api_client, audit_entry, audit_head, job, signing_key};
pub use results::{breach, escalation, mail, target_period};
pub use saved_views::saved_view;

/// Declares the module of one table: its row type and what SeaORM needs around it.
macro_rules! table {
    ($(#[$doc:meta])* $module:ident, $name:literal, { $($fields:tt)* }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            /// One row.
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub struct Model { $($fields)* }

            /// References are followed by explicit queries.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
use table;
