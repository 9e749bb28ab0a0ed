//! `cargo xtask test`: everything that must hold before a change is merged.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::bundle::{self, Profile};
use crate::workspace::Workspace;
use crate::{Result, deny, process, setup};

/// Crates that compile for the browser only; together with the server's features they would mix both sides.
const BROWSER_ONLY: [&str; 2] = ["--exclude", "hydrate"];

/// Runs every step, also after a failure, and fails at the end if any of them failed.
pub fn test(workspace: &Workspace) -> Result {
    let mut steps = Steps::default();
    steps.run("tools", || setup::test_tools(workspace));
    steps.run("format", || {
        process::run(process::cargo(workspace).args(["fmt", "--all", "--check"]))
    });
    steps.run("lints", || lints(workspace));
    if deny::is_installed() {
        steps.run("licences", || deny::check(workspace));
    } else {
        steps.skip(
            "licences",
            "cargo-deny is not installed and takes minutes to compile; `cargo xtask deny` does both",
        );
    }
    steps.run("bundle", || bundle::bundle(workspace, Profile::Dev));
    steps.run("build", || {
        process::run(
            process::cargo(workspace)
                .args(["build", "--workspace", "--all-targets"])
                .args(BROWSER_ONLY),
        )
    });
    steps.run("tests", || {
        process::run(
            process::cargo(workspace)
                .args(["test", "--workspace", "--no-fail-fast"])
                .args(BROWSER_ONLY)
                .env("TRAGWERK_BIN", workspace.server_binary())
                .env("TRAGWERK_SITE", workspace.site())
                // Most of them wait for servers, and some for a lease to run out.
                .env("RUST_TEST_THREADS", "6"),
        )
    });
    steps.report();
    // Last, so that the output ends with a test runner's own summary.
    steps.run("browser", || browser(workspace));
    steps.finish()
}

/// Lints both sides: the server's workspace, and what compiles for the browser.
fn lints(workspace: &Workspace) -> Result {
    process::run(
        process::cargo(workspace)
            .args(["clippy", "--workspace", "--all-targets"])
            .args(BROWSER_ONLY)
            .args(["--", "-D", "warnings"]),
    )?;
    setup::wasm_target("wasm32-unknown-unknown")?;
    process::run(process::cargo(workspace).args([
        "clippy",
        "--package",
        "hydrate",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The journeys through a real browser, by Node's own test runner.
fn browser(workspace: &Workspace) -> Result {
    // Named one by one: what a folder means to `node --test` differs between versions.
    let mut journeys: Vec<PathBuf> = fs::read_dir(workspace.tests().join("browser"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    journeys.sort();
    process::run(
        Command::new("node")
            .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
            .args(journeys)
            .current_dir(workspace.tests())
            .env("TRAGWERK_BIN", workspace.server_binary())
            .env("TRAGWERK_SITE", workspace.site()),
    )
}

/// What has run so far.
#[derive(Default)]
struct Steps {
    done: Vec<(&'static str, Outcome, Duration)>,
}

enum Outcome {
    Passed,
    Failed,
    Skipped(&'static str),
}

impl Steps {
    fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result) {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = match step() {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("{name}: {error}");
                Outcome::Failed
            }
        };
        self.done.push((name, outcome, started.elapsed()));
    }

    fn skip(&mut self, name: &'static str, reason: &'static str) {
        println!("\n== {name}\nNOT RUN: {reason}");
        self.done.push((name, Outcome::Skipped(reason), Duration::ZERO));
    }

    /// One line per step with its time.
    fn report(&self) {
        println!("\n== steps so far");
        for (name, outcome, took) in &self.done {
            let word = match outcome {
                Outcome::Passed => "passed".to_owned(),
                Outcome::Failed => "FAILED".to_owned(),
                Outcome::Skipped(reason) => format!("NOT RUN: {reason}"),
            };
            println!("{name:>10}  {:>6.1} s  {word}", took.as_secs_f64());
        }
    }

    /// Silent when all is well: the last lines then are those of the last test runner.
    fn finish(&self) -> Result {
        let failed: Vec<&str> = self
            .done
            .iter()
            .filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed))
            .map(|(name, ..)| *name)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            Err(format!("failed: {}", failed.join(", ")).into())
        }
    }
}
