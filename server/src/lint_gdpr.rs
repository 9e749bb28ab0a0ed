//! `tragwerk lint-gdpr`: what is missing in a record of processing.

use std::io::{Read, Write};
use std::process::ExitCode;

/// The bundle could not be read.
const UNREADABLE: u8 = 2;

/// Reads a bundle from standard input, writes findings. 0: judged, whatever was found; 2: unreadable.
pub fn run() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn answer() -> Result<(), String> {
    let mut document = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut document);
    read.map_err(|error| format!("standard input: {error}"))?;
    let findings = domain::gdpr::lint::run(&document).map_err(|error| error.to_string())?;
    writeln!(std::io::stdout().lock(), "{findings}").map_err(|error| format!("standard output: {error}"))
}
