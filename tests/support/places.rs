//! Where the harness finds the parts it starts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The product's binary: `TRAGWERK_BIN`, else the one beside the running test.
///
/// # Panics
/// When it has not been built.
pub fn binary() -> PathBuf {
    let file = variable("TRAGWERK_BIN").map_or_else(
        || {
            target()
                .join("debug")
                .join(format!("tragwerk{}", std::env::consts::EXE_SUFFIX))
        },
        PathBuf::from,
    );
    assert!(
        file.is_file(),
        "{} is missing: `cargo build -p server` makes it",
        file.display()
    );
    file
}

/// What `cargo xtask bundle` made: `TRAGWERK_SITE`, else the one in the target folder of the running test.
pub fn site() -> PathBuf {
    variable("TRAGWERK_SITE").map_or_else(|| target().join("site"), PathBuf::from)
}

/// The folder `tests/`.
pub fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The incident log of 890 tickets, as it is imported in the demo.
///
/// # Panics
/// When the file cannot be read.
pub fn incident_log() -> String {
    let file = tests().join("../server/services/demo/servicenow-incident-event-log.csv");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Test binaries lie in `<target>/debug/deps`.
fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(3).map(Path::to_path_buf).unwrap_or_default()
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
