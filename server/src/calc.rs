//! `tragwerk calc`: the stateless calculators.

use std::io::{Read, Write};
use std::process::ExitCode;

/// The document could not be read.
const UNREADABLE: u8 = 2;

/// Reads standard input, writes results. 0: all computed, 1: some failed, 2: unreadable.
pub fn run() -> ExitCode {
    let mut document = String::new();
    if let Err(error) = std::io::stdin().lock().read_to_string(&mut document) {
        eprintln!("standard input: {error}");
        return ExitCode::from(UNREADABLE);
    }
    match domain::calc::run(&document) {
        Ok(report) => {
            let mut out = std::io::stdout().lock();
            if writeln!(out, "{}", report.json).is_err() {
                return ExitCode::from(UNREADABLE);
            }
            if report.failed == 0 {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(UNREADABLE)
        }
    }
}
