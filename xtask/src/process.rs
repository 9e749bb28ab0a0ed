//! Starting other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;
use crate::workspace::Workspace;

/// A cargo command in the workspace's root.
pub fn cargo(workspace: &Workspace) -> Command {
    // `cargo run` tells its children which cargo started them; the plain name would lose a `+toolchain`.
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&workspace.root);
    command
}

/// Runs a command with its output shown, and fails with its command line when it fails.
pub fn run(command: &mut Command) -> Result {
    let line = command_line(command);
    println!("$ {line}");
    let status = command
        .status()
        .map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{line}` failed ({status})").into())
    }
}

/// Runs a command silently and returns what it printed, or `None` when it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The full path of a program on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The command line as a person would type it, with paths below the working directory shortened.
fn command_line(command: &Command) -> String {
    let folder = command
        .get_current_dir()
        .map(Path::to_path_buf)
        .unwrap_or_default();
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| shorten(word, &folder))
        .collect::<Vec<_>>()
        .join(" ")
}

fn shorten(word: &OsStr, folder: &Path) -> String {
    let path = Path::new(word);
    let short = if path.is_absolute() && path.ends_with("cargo") {
        Path::new("cargo")
    } else {
        path.strip_prefix(folder).unwrap_or(path)
    };
    short.display().to_string()
}
