//! What every table has in common.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// A name usable for tables, columns and constraints.
pub fn name(text: &str) -> Alias {
    Alias::new(text)
}

/// A table that belongs to tenants: `tenant_id` comes first in its key and points to `tenant`.
pub fn tenant_table(table: &str, key: &[&str]) -> TableCreateStatement {
    let mut primary = Index::create();
    primary
        .name(format!("{table}_pkey"))
        .col(name("tenant_id"))
        .primary();
    for column in key {
        primary.col(name(column));
    }
    let mut statement = Table::create();
    statement
        .table(name(table))
        .col(uuid("tenant_id"))
        .primary_key(&mut primary)
        .foreign_key(
            ForeignKey::create()
                .name(format!("{table}_tenant_fkey"))
                .from(name(table), name("tenant_id"))
                .to(name("tenant"), name("id")),
        );
    statement
}

/// A reference from one tenant table to another. It carries the tenant, so that no row can point to another
/// tenant's row.
pub fn reference(table: &str, column: &str, to: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(name(table), (name("tenant_id"), name(column)))
        .to(name(to), (name("tenant_id"), name("id")))
        .to_owned()
}

/// An index over `columns` of `table`, named after both.
pub fn index(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement
        .name(format!("{table}_{}_idx", columns.join("_")))
        .table(name(table));
    for column in columns {
        statement.col(name(column));
    }
    statement
}

/// An index that refuses a second row with the same values.
pub fn unique(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut statement = index(table, columns);
    statement
        .name(format!("{table}_{}_key", columns.join("_")))
        .unique();
    statement
}

const TENANT_IS_SET: &str = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

/// Lets PostgreSQL itself refuse rows of other tenants, even to the table's owner.
///
/// `or_condition` opens single rows before a tenant is known, such as a person's own memberships at sign-in.
/// SQLite has no such wall; there the transaction gate is the only one.
pub async fn protect(
    manager: &SchemaManager<'_>,
    table: &str,
    or_condition: Option<&str>,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let readable = or_condition.map_or_else(
        || TENANT_IS_SET.to_owned(),
        |condition| format!("{TENANT_IS_SET} or {condition}"),
    );
    let sql = format!(
        "alter table {table} enable row level security;
         alter table {table} force row level security;
         create policy tenant_isolation on {table} using ({readable}) with check ({TENANT_IS_SET});"
    );
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}

/// Narrows a table further to one supplier while a vendor's transaction runs.
pub async fn protect_supplier(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let sql = format!(
        "create policy supplier_lens on {table} as restrictive using (
            nullif(current_setting('app.supplier_id', true), '') is null
            or {column} = nullif(current_setting('app.supplier_id', true), '')::uuid);"
    );
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}
