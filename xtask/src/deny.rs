//! `cargo xtask deny`: licences, sources and banned crates of the dependency graph.

use crate::workspace::Workspace;
use crate::{Result, process};

/// The release whose configuration format `deny.toml` is written in.
const VERSION: &str = "^0.20";

/// Installs cargo-deny if it is missing (several minutes, once), then checks `deny.toml`.
pub fn deny(workspace: &Workspace) -> Result {
    if !is_installed() {
        println!("deny: cargo-deny is missing and is compiled once; this takes several minutes");
        process::run(process::cargo(workspace).args(["install", "cargo-deny", "--version", VERSION]))?;
    }
    check(workspace)
}

/// Whether `cargo deny` can be run.
pub fn is_installed() -> bool {
    process::find(&format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)).is_some()
}

/// Checks `deny.toml`. Advisories are left out: they need a clone of a foreign repository on every run.
pub fn check(workspace: &Workspace) -> Result {
    process::run(process::cargo(workspace).args(["deny", "check", "bans", "licenses", "sources"]))
}
