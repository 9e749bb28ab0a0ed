//! Installs what is missing, by the ordinary package managers, and says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::Workspace;
use crate::{Result, process};

/// The optimiser's npm package; its version decides what the shipped module looks like.
const BINARYEN: &str = "binaryen@132";

/// The oldest Node.js whose test runner and libraries the browser tests use.
const NODE_MAJOR: u32 = 20;

/// Adds the WebAssembly target to the toolchain in use.
pub fn wasm_target(target: &str) -> Result {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))
        .ok_or("rustc is missing: install Rust with rustup from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        return Err(format!(
            "this Rust has no {target} and there is no rustup to add it: install Rust with rustup from https://rustup.rs"
        )
        .into());
    }
    process::run(Command::new("rustup").args(["target", "add", target]))
}

/// The path of `wasm-opt`, installed into the target folder.
pub fn wasm_opt(workspace: &Workspace) -> Result<PathBuf> {
    let tool = workspace.tools().join("node_modules/.bin/wasm-opt");
    if !tool.is_file() {
        node()?;
        fs::create_dir_all(workspace.tools())?;
        process::run(
            Command::new("npm")
                .args(["install", "--no-save", "--no-package-lock", "--prefix"])
                .arg(workspace.tools())
                .arg(BINARYEN),
        )?;
    }
    Ok(tool)
}

/// Everything the acceptance and browser tests need.
pub fn test_tools(workspace: &Workspace) -> Result {
    if process::find("chromium").is_none() {
        apt_install("chromium")?;
    }
    if postgres_binaries().is_none() {
        apt_install("postgresql")?;
    }
    if process::find("sqlite3").is_none() {
        apt_install("sqlite3")?;
    }
    node()?;
    npm_packages(&workspace.tests())
}

/// Checks that Node.js and npm are there and new enough.
fn node() -> Result {
    let advice =
        format!("install Node.js {NODE_MAJOR} or newer with npm, for example from https://nodejs.org");
    let version = process::output(Command::new("node").arg("--version"))
        .ok_or_else(|| format!("Node.js is missing: {advice}"))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR) {
        return Err(format!("Node.js {version} is too old: {advice}").into());
    }
    if process::find("npm").is_none() {
        return Err(format!("npm is missing: {advice}").into());
    }
    Ok(())
}

/// Installs the packages of the lock file, again only after the lock file has changed.
fn npm_packages(folder: &Path) -> Result {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    process::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder),
    )?;
    fs::write(installed, lock)?;
    Ok(())
}

/// The newest PostgreSQL's programs, where Debian and Ubuntu put them.
fn postgres_binaries() -> Option<PathBuf> {
    fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .find(|folder| folder.join("initdb").is_file())
}

/// Installs a Debian package, as root or through sudo.
fn apt_install(package: &str) -> Result {
    let advice = format!("install the package `{package}` (Debian name) and run this command again");
    if process::find("apt-get").is_none() {
        return Err(format!("`{package}` is missing and there is no apt-get here: {advice}").into());
    }
    let root = process::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root && process::find("sudo").is_none() {
        return Err(format!(
            "`{package}` is missing, and without root or sudo it cannot be installed: {advice}"
        )
        .into());
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root {
            Command::new("apt-get")
        } else {
            Command::new("sudo")
        };
        if !root {
            command.arg("apt-get");
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    println!("setup: {package} is missing, installing it");
    apt(&["update", "--quiet=2"])?;
    apt(&[
        "install",
        "--yes",
        "--quiet=2",
        "--no-install-recommends",
        package,
    ])
    .map_err(|error| format!("{error}\n{advice}").into())
}
