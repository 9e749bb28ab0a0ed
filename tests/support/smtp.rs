//! A real mail server as peer: `peers/smtp.mjs`, with the misbehaviour a test asks for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::places;

/// How the server treats its clients. The default accepts everything.
#[derive(Debug, Clone, Default)]
pub struct Behaviour {
    /// User and password it demands.
    pub login: Option<(String, String)>,
    /// Whether it offers STARTTLS and takes no mail without it.
    pub starttls: bool,
    /// So many recipients are answered with 451 first.
    pub temporary_failures: u32,
    /// This recipient is always answered with 550.
    pub rejected: Option<String>,
    /// How long it takes to answer DATA.
    pub delay: Duration,
    /// So many messages are taken without an answer: the connection is cut instead.
    pub drop_after_data: u32,
}

/// A message as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Sender of the envelope.
    pub from: String,
    /// Recipients of the envelope.
    pub to: Vec<String>,
    /// Decoded subject.
    pub subject: String,
    /// Headers by their name in lower case, in their wire encoding, on one line.
    pub headers: BTreeMap<String, String>,
    /// Decoded plain text.
    pub text: String,
    /// Decoded HTML.
    pub html: Option<String>,
    /// The message as it came over the wire.
    pub raw: String,
    /// Whether the client was told that it arrived.
    pub acknowledged: bool,
}

/// The running server; ends when dropped.
pub struct SmtpPeer {
    process: Child,
    folder: TempDir,
    port: u16,
    certificate: Option<PathBuf>,
}

impl SmtpPeer {
    /// Starts a server on a free port of the loopback.
    ///
    /// # Panics
    /// When Node.js or the npm packages of `tests/` are missing.
    pub fn start(behaviour: &Behaviour) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = options(behaviour, &folder.path().join("messages.jsonl"));
        let mut process = Command::new("node")
            .arg(places::tests().join("peers/smtp.mjs"))
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js: `cargo xtask test` says what is missing");
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        output.read_line(&mut line).expect("a line from the mail server");
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            panic!(
                "the mail server did not start: run `npm ci` in {}",
                places::tests().display()
            )
        });
        let port = ready["port"]
            .as_u64()
            .and_then(|port| u16::try_from(port).ok())
            .expect("a port");
        let certificate = ready["certificate"].as_str().map(PathBuf::from);
        Self {
            process,
            folder,
            port,
            certificate,
        }
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate its client has to trust, with STARTTLS.
    pub fn certificate(&self) -> Option<&Path> {
        self.certificate.as_deref()
    }

    /// What has arrived so far, oldest first.
    ///
    /// # Panics
    /// When the server's file cannot be read.
    pub fn messages(&self) -> Vec<Message> {
        let text = std::fs::read_to_string(self.folder.path().join("messages.jsonl")).expect("the messages");
        // A line without its end is still being written.
        text.split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
            .map(|line| message(&serde_json::from_str(line).expect("a message")))
            .collect()
    }

    /// Waits until so many messages have arrived.
    ///
    /// # Panics
    /// When they have not arrived within ten seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<Message> {
        let started = Instant::now();
        loop {
            let messages = self.messages();
            if messages.len() >= count {
                return messages;
            }
            assert!(
                started.elapsed() < Duration::from_secs(10),
                "{} of {count} messages arrived within ten seconds",
                messages.len()
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for SmtpPeer {
    fn drop(&mut self) {
        // Closing its input ends it, so that it can remove what it has written.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn options(behaviour: &Behaviour, messages: &Path) -> Value {
    let (user, password) = behaviour.login.clone().unzip();
    json!({
        "messages": messages,
        "user": user,
        "password": password,
        "starttls": behaviour.starttls,
        "temporaryFailures": behaviour.temporary_failures,
        "rejected": behaviour.rejected,
        "delay": u64::try_from(behaviour.delay.as_millis()).unwrap_or(u64::MAX),
        "dropAfterData": behaviour.drop_after_data,
    })
}

fn message(value: &Value) -> Message {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Message {
        from: text(&value["envelope"]["from"]),
        to: value["envelope"]["to"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect(),
        subject: text(&value["subject"]),
        headers: value["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        text: text(&value["text"]),
        html: value["html"].as_str().map(str::to_owned),
        raw: text(&value["raw"]),
        acknowledged: value["acknowledged"].as_bool().unwrap_or_default(),
    }
}
