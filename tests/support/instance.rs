//! The real binary, started on data of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::clients::{Machine, Session};
use crate::places;
use crate::postgres::{self, Postgres, RUNTIME_ROLE};
use crate::smtp::SmtpPeer;

/// Starts the server and ends with it. The server is killed when standard input closes, so that it never outlives
/// the test process, however that one ends.
const SUPERVISOR: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- >>"$LOG" 2>&1 &
server=$!
echo "$server"
(read -r _ <&3; kill -9 "$server" 2>/dev/null) &
guard=$!
wait "$server"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
"#;

/// How long a server may take to answer that it is ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which database an instance works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// A file in the instance's folder.
    Sqlite,
    /// A database of its own in the test process's PostgreSQL, under the runtime role.
    Postgres,
}

impl Storage {
    /// Both, for tests that must hold on either.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// What an instance is started with.
pub struct Setup {
    storage: Storage,
    port: u16,
    settings: BTreeMap<String, String>,
}

impl Setup {
    /// The port it will listen on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Sets an environment variable of the server, such as `TRAGWERK__HTTP__BODY_LIMIT`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.settings.insert(name.to_owned(), value.into());
        self
    }

    /// Sends its mail to this server.
    #[must_use]
    pub fn mail_to(self, peer: &SmtpPeer) -> Self {
        self.with(
            "TRAGWERK__MAIL__SMTP_URL",
            format!("smtp://127.0.0.1:{}", peer.port()),
        )
    }

    /// Migrates an empty database and starts the server.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start(self) -> Instance {
        let mut instance = Instance::prepare(self);
        instance.start().await;
        instance
    }
}

/// A running server with its data; both are gone when it is dropped.
pub struct Instance {
    supervisor: Option<Child>,
    process_id: String,
    folder: TempDir,
    port: u16,
    database: Option<String>,
    settings: BTreeMap<String, String>,
}

impl Instance {
    /// An instance on an empty database of this kind.
    pub fn on(storage: Storage) -> Setup {
        Setup {
            storage,
            port: postgres::free_port(),
            settings: BTreeMap::new(),
        }
    }

    /// Its address without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port on the loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The name of its database in PostgreSQL; `None` with SQLite.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// Its folder: database file, attachments, log, outbox.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Everything it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Runs another command of the binary on the same data.
    ///
    /// # Panics
    /// When the binary cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(places::binary())
            .args(arguments)
            .output()
            .expect("the product's binary")
    }

    /// Fills in the demo tenants and returns what `seed --demo --json` says about them.
    ///
    /// # Panics
    /// When seeding fails.
    pub fn seed(&self) -> Value {
        let output = self.run(&["seed", "--demo", "--json"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "`tragwerk seed --demo --json` failed: {errors}"
        );
        serde_json::from_slice(&output.stdout).expect("JSON from `tragwerk seed --demo --json`")
    }

    /// Ends it without warning, as a power cut does.
    ///
    /// # Panics
    /// When it is not running.
    pub fn kill(&mut self) {
        self.signal("-KILL");
        let mut supervisor = self.supervisor.take().expect("a running server");
        let _ = supervisor.wait();
    }

    /// Asks it to end and returns its exit code.
    ///
    /// # Panics
    /// When it is not running.
    pub fn stop(&mut self) -> Option<i32> {
        self.signal("-TERM");
        let mut supervisor = self.supervisor.take().expect("a running server");
        // Waiting would close the pipe, and the closed pipe would kill the server.
        let _pipe = supervisor.stdin.take();
        supervisor.wait().ok().and_then(|status| status.code())
    }

    /// Starts it again on the same data and the same port.
    ///
    /// # Panics
    /// When it is running, or does not become ready.
    pub async fn restart(&mut self) {
        assert!(self.supervisor.is_none(), "stop or kill the server first");
        self.start().await;
    }

    /// A browser that nobody has signed in with.
    pub fn browser(&self) -> Session {
        Session::new(self.url())
    }

    /// A browser with a person signed in.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn login(&self, email: &str, password: &str) -> Session {
        let session = self.browser();
        let answer = session.sign_in(email, password).await;
        let target = answer
            .headers()
            .get("location")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        assert!(
            answer.status().is_redirection() && !target.contains("/login"),
            "{email} cannot sign in: {} {target}",
            answer.status()
        );
        session
    }

    /// A machine with an access token, from the id and secret of an API client.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn machine(&self, client_id: &str, client_secret: &str) -> Machine {
        Machine::sign_in(self.url(), client_id, client_secret).await
    }

    fn prepare(setup: Setup) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut settings = BTreeMap::from([
            (
                "TRAGWERK__FILES__DIR".to_owned(),
                folder.path().join("files").display().to_string(),
            ),
            (
                "TRAGWERK__HTTP__SITE_DIR".to_owned(),
                places::site().display().to_string(),
            ),
        ]);
        let mut database_name = None;
        match setup.storage {
            Storage::Sqlite => {
                let file = folder.path().join("tragwerk.db");
                settings.insert(
                    "TRAGWERK__DATABASE__URL".to_owned(),
                    format!("sqlite://{}", file.display()),
                );
            }
            Storage::Postgres => {
                let database = Postgres::shared().database();
                settings.insert("TRAGWERK__DATABASE__URL".to_owned(), database.runtime_url);
                settings.insert("TRAGWERK__DATABASE__OWNER_URL".to_owned(), database.owner_url);
                database_name = Some(database.name);
                settings.insert(
                    "TRAGWERK__DATABASE__RUNTIME_ROLE".to_owned(),
                    RUNTIME_ROLE.to_owned(),
                );
            }
        }
        let port = setup.port;
        settings.insert("TRAGWERK__HTTP__LISTEN".to_owned(), format!("127.0.0.1:{port}"));
        settings.extend(setup.settings);
        let instance = Self {
            supervisor: None,
            process_id: String::new(),
            folder,
            port,
            database: database_name,
            settings,
        };
        if setup.storage == Storage::Sqlite {
            let output = instance.run(&["migrate"]);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "`tragwerk migrate` failed on SQLite: {errors}"
            );
        }
        instance
    }

    async fn start(&mut self) {
        let mut supervisor = self
            .command("sh")
            .args(["-c", SUPERVISOR, "tragwerk-for-tests"])
            .arg(places::binary())
            .arg("serve")
            .env("LOG", self.log_file())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // The server writes to its log; all that is left is the shell's word on how it ended.
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut line = String::new();
        let output = supervisor.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a process id");
        line.trim().clone_into(&mut self.process_id);
        self.supervisor = Some(supervisor);
        self.wait_until_ready().await;
    }

    async fn wait_until_ready(&mut self) {
        let client = reqwest::Client::new();
        let ready = format!("{}/readyz", self.url());
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if client
                .get(&ready)
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return;
            }
            let ended = self
                .supervisor
                .as_mut()
                .and_then(|supervisor| supervisor.try_wait().ok().flatten());
            assert!(ended.is_none(), "the server ended at once:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server was not ready after {PATIENCE:?}:\n{}", self.log());
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).envs(&self.settings);
        command
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.process_id]).status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "the server is not running:\n{}",
            self.log()
        );
    }

    fn log_file(&self) -> std::path::PathBuf {
        self.folder.path().join("server.log")
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if let Some(mut supervisor) = self.supervisor.take() {
            // Closes the pipe first, which kills the server.
            let _ = supervisor.wait();
        }
    }
}
