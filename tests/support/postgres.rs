//! A PostgreSQL of the tests' own, from the machine's binaries.
//!
//! One server per test process in a temporary folder. It is looked after by a shell that waits on a pipe from the
//! test process: however that process ends, the pipe closes, and the shell stops the server and removes the folder.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::places;

/// The role that owns the tables: may change the schema, is no superuser.
pub const OWNER_ROLE: &str = "tragwerk_owner";

/// The role the server runs under: owns nothing, bound by row-level security.
pub const RUNTIME_ROLE: &str = "tragwerk_app";

const TEMPLATE: &str = "tragwerk_template";

/// What the looking-after shell does. `$1`: folder of the programs, `$2`: port.
const SUPERVISOR: &str = r#"
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/tragwerk-postgres-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
trap '' INT
"$1/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
"$1/pg_ctl" -D data -w -l postgres.log -o "-p $2 -k $folder -c listen_addresses=127.0.0.1 -c fsync=off \
  -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null || { cat postgres.log >&2; exit 1; }
echo "ready"
read -r _ || true
"$1/pg_ctl" -D data -m immediate stop >/dev/null
"#;

/// A running PostgreSQL server.
pub struct Postgres {
    supervisor: Child,
    programs: PathBuf,
    port: u16,
    databases: AtomicU32,
}

/// One database, migrated and empty, and the two ways in.
#[derive(Debug, Clone)]
pub struct Database {
    /// Its name, for [`Postgres::sql`].
    pub name: String,
    /// URL for [`OWNER_ROLE`], under which `tragwerk migrate` runs.
    pub owner_url: String,
    /// URL for [`RUNTIME_ROLE`], under which the server runs.
    pub runtime_url: String,
}

impl Postgres {
    /// The server of this test process, started on first use.
    ///
    /// # Panics
    /// When there is no PostgreSQL on this machine or it does not start.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| {
            let postgres = Self::start();
            postgres.create_template();
            postgres
        })
    }

    /// A copy of the migrated template, for one test.
    ///
    /// # Panics
    /// When the database cannot be created.
    pub fn database(&self) -> Database {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql(
            "postgres",
            &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {OWNER_ROLE}"),
        );
        self.urls(&name)
    }

    /// A database nobody has migrated yet.
    ///
    /// # Panics
    /// When the database cannot be created.
    pub fn empty_database(&self) -> Database {
        let name = format!("empty_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name} OWNER {OWNER_ROLE}"));
        self.urls(&name)
    }

    /// URL of a database for the superuser, under whom the product must refuse to run.
    pub fn superuser_url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs SQL as superuser, to look behind the product's back; rows come as lines, columns separated by `|`.
    ///
    /// # Panics
    /// When the statement fails.
    pub fn sql(&self, database: &str, statement: &str) -> String {
        self.sql_as("postgres", database, statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"))
    }

    /// Runs SQL under a role of one's choice.
    ///
    /// # Errors
    /// What PostgreSQL says against it.
    ///
    /// # Panics
    /// When `psql` cannot be started.
    pub fn sql_as(&self, role: &str, database: &str, statement: &str) -> Result<String, String> {
        let output = Command::new(self.programs.join("psql"))
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-U",
                role,
            ])
            .args(["-p", &self.port.to_string(), "-d", database, "-c", statement])
            .output()
            .expect("psql");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    fn start() -> Self {
        let programs = programs();
        let port = free_port();
        let mut supervisor = unprivileged_shell()
            .args(["-c", SUPERVISOR, "postgres-for-tests"])
            .arg(&programs)
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut line = String::new();
        let output = supervisor.stdout.take().expect("a pipe");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("a line from the shell");
        assert_eq!(
            line.trim(),
            "ready",
            "PostgreSQL did not start; its messages are above"
        );
        let postgres = Self {
            supervisor,
            programs,
            port,
            databases: AtomicU32::new(0),
        };
        for role in [OWNER_ROLE, RUNTIME_ROLE] {
            postgres.sql(
                "postgres",
                &format!("CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"),
            );
        }
        postgres
    }

    /// Lets the product migrate a database, which is then copied for every test.
    fn create_template(&self) {
        self.sql(
            "postgres",
            &format!("CREATE DATABASE {TEMPLATE} OWNER {OWNER_ROLE}"),
        );
        let urls = self.urls(TEMPLATE);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let status = Command::new(places::binary())
            .arg("migrate")
            .current_dir(folder.path())
            .env("TRAGWERK__DATABASE__URL", &urls.runtime_url)
            .env("TRAGWERK__DATABASE__OWNER_URL", &urls.owner_url)
            .env("TRAGWERK__DATABASE__RUNTIME_ROLE", RUNTIME_ROLE)
            .env("TRAGWERK__FILES__DIR", folder.path().join("files"))
            .status()
            .expect("the product's binary");
        assert!(status.success(), "`tragwerk migrate` failed on PostgreSQL");
    }

    fn urls(&self, database: &str) -> Database {
        let url = |role: &str| format!("postgres://{role}@127.0.0.1:{}/{database}", self.port);
        Database {
            name: database.to_owned(),
            owner_url: url(OWNER_ROLE),
            runtime_url: url(RUNTIME_ROLE),
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        let _ = self.supervisor.wait();
    }
}

/// A port nobody listens on at the moment.
///
/// # Panics
/// When the loopback has none left.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

/// The folder with the programs of the newest PostgreSQL.
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .collect();
    found.sort();
    let newest = found.pop().map(|(_, programs)| programs);
    newest.expect("there is no PostgreSQL in /usr/lib/postgresql: `apt-get install postgresql`, or run `cargo xtask test`, which does it")
}

/// A shell under a user PostgreSQL agrees to run under: it refuses root.
fn unprivileged_shell() -> Command {
    let root = Path::new("/proc/self")
        .metadata()
        .is_ok_and(|process| is_root(&process));
    if !root {
        return Command::new("sh");
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if users.lines().any(|line| line.starts_with("postgres:")) {
        "postgres"
    } else {
        "nobody"
    };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--", "sh"]);
    command
}

#[cfg(unix)]
fn is_root(process: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(process) == 0
}

#[cfg(not(unix))]
fn is_root(_process: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_runs_with_two_modest_roles_and_leaves_nothing_behind() {
        let postgres = Postgres::start();
        let roles = postgres.sql(
            "postgres",
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'tragwerk%' ORDER BY 1",
        );
        assert_eq!(roles, "tragwerk_app|f|f\ntragwerk_owner|f|f");
        assert!(
            postgres
                .empty_database()
                .runtime_url
                .starts_with("postgres://tragwerk_app@127.0.0.1:")
        );
        let folder = postgres.sql("postgres", "SHOW unix_socket_directories");
        assert!(Path::new(&folder).is_dir());
        drop(postgres);
        assert!(!Path::new(&folder).exists());
    }
}
