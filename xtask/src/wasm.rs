//! The WebAssembly half of the bundle: compile, bind to JavaScript, optimise.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use wasm_bindgen_cli_support::Bindgen;

use crate::bundle::{NAME, Profile};
use crate::workspace::Workspace;
use crate::{Result, process, setup};

const TARGET: &str = "wasm32-unknown-unknown";

/// The features every browser of the last years has and rustc uses by default.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles the `hydrate` crate into `site/pkg/tragwerk.{js,wasm}`.
pub fn build(workspace: &Workspace, profile: Profile) -> Result {
    setup::wasm_target(TARGET)?;
    let compiled = compile(workspace, profile)?;

    let package = workspace.site().join("pkg");
    let stamp_file = workspace.site().join("wasm.stamp");
    let stamp = stamp(&compiled, profile)?;
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) && package.join(wasm_name()).is_file() {
        println!("bundle: WebAssembly unchanged");
        return Ok(());
    }
    bind(&compiled, &package, profile)?;
    if profile == Profile::Release {
        optimise(workspace, &package.join(wasm_name()))?;
    }
    fs::write(stamp_file, stamp)?;
    Ok(())
}

fn compile(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let mut cargo = process::cargo(workspace);
    cargo.args(["build", "--package", "hydrate", "--target", TARGET]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            cargo.args(["--profile", "wasm-release"]);
            "wasm-release"
        }
    };
    process::run(&mut cargo)?;
    Ok(workspace.target.join(TARGET).join(folder).join("hydrate.wasm"))
}

/// Writes the JavaScript side and the module it loads.
fn bind(compiled: &Path, package: &Path, profile: Profile) -> Result {
    println!("bundle: binding WebAssembly to JavaScript");
    let _ = fs::remove_dir_all(package.join("snippets"));
    Bindgen::new()
        .input_path(compiled)
        .out_name(NAME)
        .web(true)
        .map_err(|error| error.to_string())?
        .typescript(false)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(profile == Profile::Release)
        .generate(package)
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;

    // leptos asks for NAME.wasm, wasm-bindgen writes NAME_bg.wasm.
    let generated = format!("{NAME}_bg.wasm");
    fs::rename(package.join(&generated), package.join(wasm_name()))?;
    let script = package.join(format!("{NAME}.js"));
    fs::write(
        &script,
        fs::read_to_string(&script)?.replace(&generated, &wasm_name()),
    )?;
    Ok(())
}

/// Shrinks the module. The tool comes from npm: the one of Debian 12 writes modules that do not start.
fn optimise(workspace: &Workspace, module: &Path) -> Result {
    let tool = setup::wasm_opt(workspace)?;
    println!("bundle: optimising WebAssembly for size");
    let optimised = module.with_extension("optimised");
    process::run(
        Command::new(tool)
            .arg("-Oz")
            .args(WASM_FEATURES)
            .arg(module)
            .arg("-o")
            .arg(&optimised),
    )?;
    fs::rename(optimised, module)?;
    Ok(())
}

fn wasm_name() -> String {
    format!("{NAME}.wasm")
}

/// Identifies a compiled module without reading its many megabytes.
fn stamp(compiled: &Path, profile: Profile) -> Result<String> {
    let metadata = fs::metadata(compiled)?;
    let modified = metadata
        .modified()?
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_nanos();
    let profile = match profile {
        Profile::Dev => "dev",
        Profile::Release => "release",
    };
    Ok(format!("{profile} {} {modified}\n", metadata.len()))
}
