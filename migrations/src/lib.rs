//! The database schema, one file per change, oldest first. A released file is never edited.
//!
//! Row-level security stands beside the table it protects; see [`schema::protect`].

mod m20261123_000001_create_identity;
mod m20261123_000002_create_contracts;
mod m20261123_000003_create_facts;
mod m20261123_000004_create_results;
mod m20261123_000005_create_operation;
mod m20261123_000006_create_access;
mod m20261123_000007_create_catalogue;
mod m20261123_000008_create_chains;
mod m20261123_000009_create_documents;
mod m20261123_000010_create_deadlines;
mod m20261124_000011_create_measurements;
mod m20261124_000012_create_saved_views;
mod m20261124_000013_create_claims;
mod m20261124_000014_create_intakes;
pub mod schema;

use sea_orm_migration::prelude::*;

/// Runs the migrations.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_identity::Migration),
            Box::new(m20261123_000002_create_contracts::Migration),
            Box::new(m20261123_000003_create_facts::Migration),
            Box::new(m20261123_000004_create_results::Migration),
            Box::new(m20261123_000005_create_operation::Migration),
            Box::new(m20261123_000006_create_access::Migration),
            Box::new(m20261123_000007_create_catalogue::Migration),
            Box::new(m20261123_000008_create_chains::Migration),
            Box::new(m20261123_000009_create_documents::Migration),
            Box::new(m20261123_000010_create_deadlines::Migration),
            Box::new(m20261124_000011_create_measurements::Migration),
            Box::new(m20261124_000012_create_saved_views::Migration),
            Box::new(m20261124_000013_create_claims::Migration),
            Box::new(m20261124_000014_create_intakes::Migration),
        ]
    }
}
