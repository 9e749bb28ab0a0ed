//! `cargo xtask bundle`: everything the browser loads, in `target/site`.

use std::fs;
use std::time::Instant;

use crate::workspace::Workspace;
use crate::{Result, compress, style, wasm};

/// The name of the bundle's files; `.cargo/config.toml` tells it to leptos as `LEPTOS_OUTPUT_NAME`.
pub const NAME: &str = "tragwerk";

/// What a first visit may cost over the wire in a release: script, WebAssembly and styles, brotli.
const BUDGET_BYTES: u64 = 600_000;

/// How much effort goes into the bundle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Fast to build: not optimised and not precompressed.
    Dev,
    /// What is shipped: optimised for size, precompressed, checked against the budget.
    Release,
}

/// Builds the bundle; steps whose inputs have not changed are skipped.
pub fn bundle(workspace: &Workspace, profile: Profile) -> Result {
    let started = Instant::now();
    let package = workspace.site().join("pkg");
    fs::create_dir_all(&package)?;
    wasm::build(workspace, profile)?;
    style::bundle(
        &workspace.root.join("style"),
        &package.join(format!("{NAME}.css")),
    )?;
    style::copy_assets(&workspace.root.join("style"), &workspace.site().join("assets"))?;
    match profile {
        Profile::Dev => compress::remove_compressed(&workspace.site())?,
        Profile::Release => compress::compress(&workspace.site())?,
    }
    report(workspace, profile)?;
    println!("bundle: ready in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Prints the sizes and, for a release, holds them against the budget.
fn report(workspace: &Workspace, profile: Profile) -> Result {
    let mut total = 0;
    for extension in ["js", "wasm", "css"] {
        let file = workspace.site().join("pkg").join(format!("{NAME}.{extension}"));
        let plain = fs::metadata(&file)?.len();
        match profile {
            Profile::Dev => println!("bundle: {:>14}  {:>9}", file_name(&file), kilobytes(plain)),
            Profile::Release => {
                let brotli = fs::metadata(compress::with_suffix(&file, "br"))?.len();
                total += brotli;
                println!(
                    "bundle: {:>14}  {:>9}  brotli {:>9}",
                    file_name(&file),
                    kilobytes(plain),
                    kilobytes(brotli)
                );
            }
        }
    }
    if total > BUDGET_BYTES {
        return Err(format!(
            "the bundle is {} over the wire, the budget is {}: look for what made it grow",
            kilobytes(total),
            kilobytes(BUDGET_BYTES)
        )
        .into());
    }
    Ok(())
}

fn file_name(file: &std::path::Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A size for people, in units of 1000 bytes.
fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
