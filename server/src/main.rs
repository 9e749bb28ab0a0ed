//! `tragwerk`: the whole product in one binary.

mod calc;
mod cli;
mod config;
mod http;
mod lint_gdpr;
mod operate;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // The database, uploads and mail are nobody's business but that of the account the product runs under.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let cli = cli::Cli::parse();
    match &cli.command {
        cli::Command::Calc => return calc::run(),
        cli::Command::LintGdpr => return lint_gdpr::run(),
        cli::Command::Verify { package, key } => return verify::run(package, key.as_deref()),
        _ => {}
    }
    // Two TLS libraries could offer a provider; this decides before anything connects.
    if rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .is_err()
    {
        eprintln!("the TLS provider could not be set");
        return ExitCode::FAILURE;
    }
    match operate::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
