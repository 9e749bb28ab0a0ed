//! Everything that an instance has stored, read behind its back, to prove that something changed nothing.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use crate::Instance;
use crate::postgres::Postgres;

/// What changes by itself: jobs run, mail leaves, sessions are touched, attempts are counted, results are computed
/// anew every few minutes.
const RESTLESS: [&str; 9] = [
    "breach",
    "charge",
    "job",
    "mail",
    "notice",
    "session",
    "sign_in_attempt",
    "signing_key",
    "target_period",
];

/// Rows as text, sorted, by table.
pub type Rows = BTreeMap<String, Vec<String>>;

/// All rows, once the work that was begun is done.
///
/// # Panics
/// When the database cannot be read.
pub async fn settled(app: &Instance) -> Rows {
    let mut before = all(app);
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = all(app);
        if now == before {
            return now;
        }
        before = now;
    }
}

/// All rows but the restless ones.
///
/// # Panics
/// When the database cannot be read.
pub fn all(app: &Instance) -> Rows {
    let tables = match app.database() {
        Some(_) => "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        None => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let tables = query(app, tables);
    let tables = tables.lines().filter(|table| !RESTLESS.contains(table));
    tables
        .map(|table| {
            let mut rows: Vec<_> = whole(app, table).lines().map(str::to_owned).collect();
            rows.sort();
            (table.to_owned(), rows)
        })
        .collect()
}

/// The rows of one tenant.
///
/// # Panics
/// When the database cannot be read or has no such tenant.
pub fn of_tenant(app: &Instance, name: &str) -> Rows {
    let id = match app.database() {
        Some(_) => format!("SELECT id FROM tenant WHERE name = '{name}'"),
        None => format!("SELECT hex(id) FROM tenant WHERE name = '{name}'"),
    };
    let id = query(app, &id).trim().to_lowercase();
    assert!(!id.is_empty(), "there is no tenant {name}");
    let mut rows = all(app);
    for rows in rows.values_mut() {
        rows.retain(|row| row.to_lowercase().contains(&id));
    }
    rows
}

fn whole(app: &Instance, table: &str) -> String {
    match app.database() {
        Some(_) => query(app, &format!("SELECT to_jsonb(t) FROM {table} t")),
        None => sqlite(app, ".mode quote", &format!("SELECT * FROM {table}")),
    }
}

/// What is in one and not in the other, for a readable failure.
pub fn differences(before: &Rows, after: &Rows) -> Vec<String> {
    let missing = |sign: char, from: &Rows, other: &Rows| {
        let lines = from.iter().flat_map(|(table, rows)| {
            let others = other.get(table).map(Vec::as_slice).unwrap_or_default();
            let gone = rows.iter().filter(|row| !others.contains(row));
            gone.map(|row| format!("{sign} {table}: {row}"))
                .collect::<Vec<_>>()
        });
        lines.collect::<Vec<_>>()
    };
    [missing('-', before, after), missing('+', after, before)].concat()
}

/// Runs SQL on the instance's database, as its owner.
///
/// # Panics
/// When the statement fails.
pub fn query(app: &Instance, statement: &str) -> String {
    if let Some(database) = app.database() {
        return Postgres::shared().sql(database, statement);
    }
    sqlite(app, ".mode list", statement)
}

fn sqlite(app: &Instance, mode: &str, statement: &str) -> String {
    let output = Command::new("sqlite3")
        .args(["-cmd", ".timeout 10000", "-cmd", mode])
        .arg(app.folder().join("tragwerk.db"))
        .arg(statement)
        .output()
        .expect("sqlite3: `cargo xtask test` installs it");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{statement}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
