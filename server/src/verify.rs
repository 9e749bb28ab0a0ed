//! `tragwerk verify`: whether an evidence package is what was signed.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use documents::evidence::{PublicKey, Report, Verdict, verify};

/// Something was changed.
const INVALID: u8 = 1;

/// The package or the key could not be read.
const UNREADABLE: u8 = 2;

/// Checks a package. 0: valid, 1: invalid, with the names of the files; 2: unreadable.
pub fn run(package: &Path, key: Option<&Path>) -> ExitCode {
    match check(package, key) {
        Ok(Verdict::Valid(report)) => {
            tell(&report, key.is_some());
            ExitCode::SUCCESS
        }
        Ok(Verdict::Invalid(faults)) => {
            eprintln!("invalid: {}", package.display());
            for fault in faults {
                // A name from a foreign package must not steer the terminal.
                eprintln!("  {}: {}", fault.path.escape_debug(), fault.reason.escape_debug());
            }
            ExitCode::from(INVALID)
        }
        Err(problem) => {
            eprintln!("unreadable: {problem}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn check(package: &Path, key: Option<&Path>) -> Result<Verdict, String> {
    let expected = key.map(read_key).transpose()?;
    let file = File::open(package).map_err(|error| format!("{}: {error}", package.display()))?;
    verify(BufReader::new(file), expected.as_ref()).map_err(|error| format!("{}: {error}", package.display()))
}

fn read_key(path: &Path) -> Result<PublicKey, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    PublicKey::from_pem(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn tell(report: &Report, expected: bool) {
    let manifest = &report.manifest;
    let statement = &manifest.statement;
    println!("valid: nothing was changed since it was signed");
    println!(
        "  export    no. {} of {}",
        statement.export_no, statement.generated_at
    );
    println!("  entity    {}", statement.controller_entity.escape_debug());
    println!("  as of     {}", statement.as_of);
    println!("  files     {}", manifest.files.len());
    println!("  content   SHA-256 {}", manifest.content_sha256);
    println!("  key       {}", report.key.id());
    if !expected {
        println!(
            "  The key came with the package. Compare its id with the one the entity publishes, or pass --key."
        );
    }
}
