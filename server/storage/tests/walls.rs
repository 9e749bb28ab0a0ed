//! The walls between tenants, seen from the database: they must hold even against a mistake in a query.

use acceptance::postgres::{self, Postgres};
use domain::policy::{Action, Role};
use domain::views::Language;
use sqlx::Connection;
use storage::{Actor, Contract, Database, DatabaseOptions, Note, Service, Subject, Supplier, Tenant};
use uuid::Uuid;

/// Tables that belong to no tenant, or are read before a tenant is known.
const SYSTEM_TABLES: [&str; 9] = [
    "account_link",
    "job",
    "person",
    "recovery_code",
    "seaql_migrations",
    "session",
    "sign_in_attempt",
    "signing_key",
    "tenant",
];

fn now() -> domain::time::Instant {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

async fn connect(url: &str) -> Database {
    let options = DatabaseOptions {
        url: url.to_owned(),
        max_connections: 4,
    };
    let db = Database::connect(&options).await.expect("a connection");
    db.with_audit_key(storage::AuditKey::new(&[7; 32]))
}

/// A migrated database under the runtime role, with its URL.
async fn postgres() -> (Database, String) {
    let urls = Postgres::shared().empty_database();
    connect(&urls.owner_url)
        .await
        .migrate(Some(postgres::RUNTIME_ROLE))
        .await
        .expect("migrations");
    let db = connect(&urls.runtime_url).await;
    db.check_posture().await.expect("a bound role");
    (db, urls.runtime_url)
}

async fn sqlite() -> (Database, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}/walls.db", folder.path().display());
    let db = connect(&url).await;
    db.migrate(None).await.expect("migrations");
    (db, url, folder)
}

/// A tenant with a supplier, a service and a contract.
struct Stock {
    tenant: Uuid,
    supplier: Uuid,
    other_supplier: Uuid,
    contract: Uuid,
}

async fn stock(db: &Database, slug: &str) -> Stock {
    let [tenant, supplier, other_supplier, contract] = [(); 4].map(|()| storage::ids::new());
    let system = db.system().await.expect("a transaction");
    let row = Tenant {
        id: tenant,
        slug: slug.to_owned(),
        name: slug.to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        language: "de".to_owned(),
        second_factor_required: false,
        created_at: now(),
    };
    system.insert_tenant(row).await.expect("a tenant");
    system.save().await.expect("saved");
    let tx = db
        .open(&Actor::system(tenant), Action::Operate, now())
        .await
        .expect("a transaction");
    for (id, name) in [(supplier, "Own"), (other_supplier, "Other")] {
        let row = Supplier {
            tenant_id: tenant,
            id,
            name: name.to_owned(),
            legal_name: String::new(),
            kind: "msp".to_owned(),
            status: "active".to_owned(),
            street: String::new(),
            postcode: String::new(),
            city: None,
            country: None,
            website: String::new(),
            lei: None,
            criticality: Some("high".to_owned()),
            criticality_reason: "what we think".to_owned(),
            tier: Some("strategic".to_owned()),
            notes: "what we know".to_owned(),
            revision: 1,
            created_at: now(),
        };
        tx.insert_supplier(row).await.expect("a supplier");
    }
    let service = Service {
        tenant_id: tenant,
        id: storage::ids::new(),
        name: "Service".to_owned(),
        description: String::new(),
        status: "active".to_owned(),
        owner_person_id: None,
        criticality: None,
        categories: serde_json::json!([]),
        sla_contract_id: None,
        priority_matrix: serde_json::json!([]),
        revision: 1,
        created_at: now(),
    };
    tx.insert_service(service).await.expect("a service");
    tx.insert_contract(contract_row(tenant, contract, supplier))
        .await
        .expect("a contract");
    tx.save(Note::new("tenant", tenant)).await.expect("saved");
    Stock {
        tenant,
        supplier,
        other_supplier,
        contract,
    }
}

fn contract_row(tenant_id: Uuid, id: Uuid, supplier_id: Uuid) -> Contract {
    Contract {
        tenant_id,
        id,
        number: format!("UC-{}", id.simple()),
        title: "Contract".to_owned(),
        kind: "uc".to_owned(),
        status: "active".to_owned(),
        supplier_id,
        owner_person_id: None,
        currency: "EUR".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        starts_on: now().date_naive(),
        ends_on: None,
        language: "de".to_owned(),
        cost_centre: None,
        governing_law: None,
        penalty_nature: None,
        tags: serde_json::json!([]),
        template_code: None,
        template_edition: None,
        clause_source: None,
        revision: 1,
        created_at: now(),
    }
}

fn vendor(stock: &Stock, supplier_id: Option<Uuid>) -> Actor {
    Actor {
        tenant_id: stock.tenant,
        role: Role::VendorManager,
        supplier_id,
        subject: Subject::Person(storage::ids::new()),
        scopes: None,
        name: "Vendor".to_owned(),
        language: Language::De,
        request_id: String::new(),
    }
}

/// What holds on both databases.
async fn the_gate_holds(db: &Database) {
    let (a, b) = (stock(db, "a").await, stock(db, "b").await);
    let tx = db
        .read(&Actor::system(a.tenant), Action::Operate, now())
        .await
        .expect("a transaction");
    assert!(tx.contract(a.contract).await.expect("an answer").is_some());
    assert!(
        tx.contract(b.contract).await.expect("an answer").is_none(),
        "another tenant's contract is not found"
    );
    assert!(tx.supplier(b.supplier).await.expect("an answer").is_none());
    assert_eq!(tx.contracts().await.expect("an answer").len(), 1);
    drop(tx);

    let tx = db
        .open(&Actor::system(a.tenant), Action::Operate, now())
        .await
        .expect("a transaction");
    let crossing = contract_row(a.tenant, storage::ids::new(), b.supplier);
    assert!(
        tx.insert_contract(crossing).await.is_err(),
        "no row may point to another tenant's row"
    );
    drop(tx);

    let own = vendor(&a, Some(a.supplier));
    let tx = db
        .read(&own, Action::ContractRead, now())
        .await
        .expect("a transaction");
    assert_eq!(tx.contracts().await.expect("an answer").len(), 1);
    let suppliers = tx.suppliers().await.expect("an answer");
    assert_eq!(suppliers.len(), 1, "a vendor sees the own supplier only");
    let own_supplier = &suppliers[0];
    assert!(
        own_supplier.criticality.is_none() && own_supplier.tier.is_none(),
        "and not what the customer thinks of it"
    );
    assert!(own_supplier.criticality_reason.is_empty() && own_supplier.notes.is_empty());
    drop(tx);
    let other = vendor(&a, Some(a.other_supplier));
    let tx = db
        .read(&other, Action::ContractRead, now())
        .await
        .expect("a transaction");
    assert!(
        tx.contract(a.contract).await.expect("an answer").is_none(),
        "another supplier's contract is not found"
    );
    drop(tx);
    let unbound = db.read(&vendor(&a, None), Action::ContractRead, now()).await;
    assert!(
        matches!(unbound, Err(storage::Error::Forbidden)),
        "a vendor without supplier sees nothing"
    );
    let writes = db.open(&own, Action::FactWrite, now()).await;
    assert!(matches!(writes, Err(storage::Error::Forbidden)));
}

#[tokio::test]
async fn the_gate_holds_on_sqlite() {
    let (db, _, _folder) = sqlite().await;
    the_gate_holds(&db).await;
}

#[tokio::test]
async fn the_gate_holds_on_postgres() {
    let (db, _) = postgres().await;
    the_gate_holds(&db).await;
}

#[tokio::test]
async fn every_tenant_table_is_protected() {
    let (_, url) = postgres().await;
    let mut raw = sqlx::PgConnection::connect(&url).await.expect("a connection");
    let tables: Vec<(String, bool, bool, bool, Option<String>)> = sqlx::query_as(
        "select c.relname::text, c.relrowsecurity, c.relforcerowsecurity,
                exists (select 1 from pg_policy p where p.polrelid = c.oid),
                (select a.attname::text from pg_index i join pg_attribute a
                    on a.attrelid = c.oid and a.attnum = i.indkey[0]
                  where i.indrelid = c.oid and i.indisprimary)
           from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1",
    )
    .fetch_all(&mut raw)
    .await
    .expect("the catalogue");
    assert!(tables.len() > 20, "the catalogue was read");
    for (table, enabled, forced, policy, first_key) in tables {
        if SYSTEM_TABLES.contains(&table.as_str()) {
            continue;
        }
        assert!(
            enabled && forced && policy,
            "{table}: row-level security must be enabled, forced and defined"
        );
        assert_eq!(
            first_key.as_deref(),
            Some("tenant_id"),
            "{table}: the tenant comes first in the key"
        );
    }
}

#[tokio::test]
async fn raw_queries_of_the_runtime_role_see_one_tenant() {
    let (db, url) = postgres().await;
    let (a, b) = (stock(&db, "a").await, stock(&db, "b").await);
    let mut raw = sqlx::PgConnection::connect(&url).await.expect("a connection");
    let count = "select count(*) from contract";
    let without: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut raw)
        .await
        .expect("an answer");
    assert_eq!(without, 0, "without a tenant there is nothing");

    let mut tx = raw.begin().await.expect("a transaction");
    let bind = "select set_config('app.tenant_id', $1, true)";
    sqlx::query(bind)
        .bind(a.tenant.to_string())
        .execute(&mut *tx)
        .await
        .expect("bound");
    let with: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut *tx)
        .await
        .expect("an answer");
    assert_eq!(with, 1);
    let touched = sqlx::query("update contract set title = 'taken' where id = $1").bind(b.contract);
    assert_eq!(
        touched
            .execute(&mut *tx)
            .await
            .expect("an answer")
            .rows_affected(),
        0
    );
    let planted = sqlx::query("insert into service (tenant_id, id, name, description, status, categories, priority_matrix, revision, created_at)
         values ($1, $2, 'x', '', 'active', '[]', '[]', 1, now())")
        .bind(b.tenant)
        .bind(a.contract);
    assert!(
        planted.execute(&mut *tx).await.is_err(),
        "no row can be planted in another tenant"
    );
    drop(tx);

    let after: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut raw)
        .await
        .expect("an answer");
    assert_eq!(after, 0, "the binding ends with its transaction");
}

#[tokio::test]
async fn a_role_that_the_walls_do_not_bind_is_refused() {
    let urls = Postgres::shared().empty_database();
    let superuser = urls.owner_url.replace(postgres::OWNER_ROLE, "postgres");
    let refused = connect(&superuser).await.check_posture().await;
    assert!(matches!(refused, Err(storage::Error::Setup(_))), "{refused:?}");
}

#[tokio::test]
async fn audit_entries_are_final_on_both_databases() {
    let (db, url) = postgres().await;
    let a = stock(&db, "a").await;
    let owner = url.replace(postgres::RUNTIME_ROLE, postgres::OWNER_ROLE);
    let mut raw = sqlx::PgConnection::connect(&owner).await.expect("a connection");
    let mut tx = raw.begin().await.expect("a transaction");
    let bind = "select set_config('app.tenant_id', $1, true)";
    sqlx::query(bind)
        .bind(a.tenant.to_string())
        .execute(&mut *tx)
        .await
        .expect("bound");
    assert!(
        sqlx::query("update audit_entry set detail = ''")
            .execute(&mut *tx)
            .await
            .is_err()
    );
    drop(tx);

    let (db, url, _folder) = sqlite().await;
    let a = stock(&db, "a").await;
    let mut raw = sqlx::SqliteConnection::connect(&url).await.expect("a connection");
    for tampering in ["update audit_entry set detail = ''", "delete from audit_entry"] {
        assert!(
            sqlx::query(tampering).execute(&mut raw).await.is_err(),
            "{tampering}"
        );
    }

    let verdict = async || {
        let tx = db
            .read(&Actor::system(a.tenant), Action::Operate, now())
            .await
            .expect("a transaction");
        tx.verify_audit(&[]).await.expect("an answer")
    };
    assert_eq!(verdict().await, storage::AuditVerdict::Intact { entries: 1 });
    for statement in [
        "drop trigger audit_entry_no_update",
        "update audit_entry set detail = 'other'",
    ] {
        sqlx::query(statement)
            .execute(&mut raw)
            .await
            .expect("somebody with the file in hand");
    }
    assert_eq!(
        verdict().await,
        storage::AuditVerdict::Broken { seq: 1 },
        "tampering shows"
    );
}

#[tokio::test]
async fn an_audit_log_that_was_cut_off_or_made_up_shows() {
    use storage::{AuditVerdict, Checkpoint};
    let (db, url, _folder) = sqlite().await;
    let a = stock(&db, "a").await;
    let actor = Actor::system(a.tenant);
    let note = async || {
        let tx = db
            .open(&actor, Action::Operate, now())
            .await
            .expect("a transaction");
        tx.save(Note::new("test", "x")).await.expect("saved");
    };
    let read = async || {
        db.read(&actor, Action::Operate, now())
            .await
            .expect("a transaction")
    };
    let verdict = async |kept: &[Checkpoint]| read().await.verify_audit(kept).await.expect("an answer");
    let mut raw = sqlx::SqliteConnection::connect(&url).await.expect("a connection");
    let mut run = async |sql: &str| {
        let run = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
            .execute(&mut raw)
            .await;
        run.unwrap_or_else(|error| panic!("{sql}: {error}"));
    };
    note().await;
    run("create table before as select * from audit_head").await;
    note().await;
    let kept = [read()
        .await
        .audit_checkpoint()
        .await
        .expect("an answer")
        .expect("a log")];
    assert_eq!(verdict(&kept).await, AuditVerdict::Intact { entries: 3 });

    for trigger in [
        "audit_entry_no_delete",
        "audit_head_no_return",
        "audit_head_no_delete",
    ] {
        run(&format!("drop trigger {trigger}")).await;
    }
    run("create table sealed as select * from audit_head").await;
    run("delete from audit_entry where seq = 3").await;
    assert_eq!(verdict(&[]).await, AuditVerdict::Broken { seq: 3 }, "cut off");
    run("update audit_head set entries = 2, hash = (select hash from audit_entry where seq = 2)").await;
    let made_up = verdict(&[]).await;
    assert_eq!(made_up, AuditVerdict::Broken { seq: 2 }, "an end that is made up");
    run("insert or replace into audit_head select * from before").await;
    let earlier = verdict(&[]).await;
    assert_eq!(
        earlier,
        AuditVerdict::Intact { entries: 2 },
        "a whole earlier state"
    );
    let with_checkpoint = verdict(&kept).await;
    assert_eq!(
        with_checkpoint,
        AuditVerdict::Broken { seq: 3 },
        "which a checkpoint shows"
    );

    run("insert or replace into audit_head select * from sealed").await;
    note().await;
    note().await;
    let went_on = verdict(&[]).await;
    assert_eq!(
        went_on,
        AuditVerdict::Broken { seq: 3 },
        "going on does not heal it"
    );
    for cut in ["delete from audit_head", "delete from audit_entry"] {
        run(cut).await;
        note().await;
        assert!(matches!(verdict(&[]).await, AuditVerdict::Broken { .. }), "{cut}");
    }
}
