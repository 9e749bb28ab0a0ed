//! Commands for people who work on Tragwerk: `cargo xtask <command>`.

mod bundle;
mod compress;
mod deny;
mod process;
mod run;
mod setup;
mod style;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

/// What every step returns: nothing, or a sentence that tells the reader what to do.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
cargo xtask <command>

  run                  build everything and start the demo on http://127.0.0.1:3000
  bundle [--release]   build what the browser loads: WebAssembly, JavaScript, styles, fonts
  test                 install what the tests need, then run all of them
  deny                 check licences, sources and banned crates (installs cargo-deny once)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::locate()?;
    match words.as_slice() {
        ["run"] => run::run(&workspace),
        ["bundle"] => bundle::bundle(&workspace, bundle::Profile::Dev),
        ["bundle", "--release"] => bundle::bundle(&workspace, bundle::Profile::Release),
        ["test"] => test::test(&workspace),
        ["deny"] => deny::deny(&workspace),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("unknown command `{}`\n\n{USAGE}", words.join(" ")).into()),
    }
}
