//! `cargo xtask run`: from a fresh clone to the demo in the browser.

use std::fs;
use std::process::Command;

use crate::bundle::{self, Profile};
use crate::workspace::Workspace;
use crate::{Result, process};

const LISTEN: &str = "127.0.0.1:3000";

/// Builds everything, prepares the demo database in `data/` and serves it until Ctrl+C.
pub fn run(workspace: &Workspace) -> Result {
    println!("[1/4] bundle for the browser");
    bundle::bundle(workspace, Profile::Dev)?;
    println!("[2/4] server");
    process::run(process::cargo(workspace).args(["build", "--package", "server"]))?;
    println!("[3/4] demo database in data/");
    fs::create_dir_all(workspace.root.join("data"))?;
    process::run(tragwerk(workspace).arg("migrate"))?;
    process::run(tragwerk(workspace).args(["seed", "--demo"]))?;
    println!("[4/4] http://{LISTEN} (Ctrl+C stops it)");
    serve(tragwerk(workspace).arg("serve"))
}

/// The product's binary, set up for this checkout.
fn tragwerk(workspace: &Workspace) -> Command {
    let data = workspace.root.join("data");
    let mut command = Command::new(workspace.server_binary());
    command
        .current_dir(&workspace.root)
        .env(
            "TRAGWERK__DATABASE__URL",
            format!("sqlite://{}", data.join("tragwerk.db").display()),
        )
        .env("TRAGWERK__FILES__DIR", data.join("files"))
        .env("TRAGWERK__HTTP__LISTEN", LISTEN)
        .env("TRAGWERK__HTTP__SITE_DIR", workspace.site());
    command
}

/// Becomes the server, so that Ctrl+C and other signals reach it and nothing stands in between.
#[cfg(unix)]
fn serve(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    Err(format!("the server could not be started: {}", command.exec()).into())
}

#[cfg(not(unix))]
fn serve(command: &mut Command) -> Result {
    process::run(command)
}
