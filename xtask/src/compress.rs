//! Precompressed copies beside the files, so that the server never compresses them itself.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Result;

/// Brotli's strongest setting; it takes seconds, once per release.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// Writes `.br` and `.gz` beside every text and WebAssembly file, skipping those that are newer than it.
pub fn compress(folder: &Path) -> Result {
    for file in files(folder)? {
        if is_compressible(&file) && !is_current(&file)? {
            println!(
                "bundle: compressing {}",
                file.file_name().unwrap_or_default().to_string_lossy()
            );
            let content = fs::read(&file)?;
            fs::write(with_suffix(&file, "br"), brotli(&content)?)?;
            fs::write(with_suffix(&file, "gz"), gzip(&content)?)?;
        }
    }
    Ok(())
}

/// Removes the copies: after a development build they would hide the new files.
pub fn remove_compressed(folder: &Path) -> Result {
    for file in files(folder)? {
        if file
            .extension()
            .is_some_and(|extension| extension == "br" || extension == "gz")
        {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// `tragwerk.js` and `br` give `tragwerk.js.br`.
pub fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn is_compressible(file: &Path) -> bool {
    // Fonts (woff2) and pictures are compressed in themselves.
    file.extension().is_some_and(|extension| {
        ["js", "wasm", "css", "svg", "txt", "webmanifest"]
            .iter()
            .any(|known| extension == *known)
    })
}

fn is_current(file: &Path) -> Result<bool> {
    let written = fs::metadata(file)?.modified()?;
    Ok(["br", "gz"].iter().all(|suffix| {
        fs::metadata(with_suffix(file, suffix))
            .and_then(|copy| copy.modified())
            .is_ok_and(|copied| copied > written)
    }))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
