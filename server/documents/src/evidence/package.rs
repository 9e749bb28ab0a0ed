//! Packing and signing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::manifest::{Listed, Manifest, Signature, Statement};
use super::{
    CONTENT, CanonicalError, EvidenceKey, MANIFEST, README, SIGNATURE, TIME_STAMP, canonical, key_path,
    readme, sha256,
};

/// Why a package could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The data have no canonical text.
    #[error("the data: {0}")]
    Content(#[from] CanonicalError),
    /// The manifest could not be written.
    #[error("the manifest: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A path that leads out of the package, is taken, or occurs twice.
    #[error("`{0}` cannot be a path in the package")]
    Path(String),
    /// The ZIP could not be written.
    #[error("the ZIP: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The ZIP could not be filled.
    #[error("the ZIP: {0}")]
    Fill(#[from] std::io::Error),
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Path within the package, such as `dokumente/1f2e3d4c5b6a7988_AVV.pdf`.
    pub path: String,
    /// What kind of file it is.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A finished package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Name to keep it under.
    pub name: String,
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// What it says about itself.
    pub manifest: Manifest,
    /// SHA-256 of the manifest, for the audit log.
    pub manifest_sha256: String,
}

/// Packs the data and further files, lists them in a manifest and signs it.
///
/// Lists in the data must come sorted: an order is content.
pub fn package(
    statement: Statement,
    content: &Value,
    files: Vec<EvidenceFile>,
    key: &EvidenceKey,
) -> Result<Package, EvidenceError> {
    let public = key.public();
    let mut all = files;
    all.push(text(CONTENT, "application/json", canonical(content)?));
    all.push(text(
        README,
        "text/plain; charset=utf-8",
        readme::readme(&statement, &public.id()),
    ));
    all.push(text(
        &key_path(&public.id()),
        "application/x-pem-file",
        public.to_pem(),
    ));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    check_paths(&all)?;
    let listed: Vec<Listed> = all.iter().map(list).collect();
    let content_hash = listed.iter().find(|file| file.path == CONTENT);
    let manifest = Manifest {
        schema: Manifest::SCHEMA.to_owned(),
        counts: counts(content),
        content_sha256: content_hash.map(|file| file.sha256.clone()).unwrap_or_default(),
        signature: Signature {
            alg: "Ed25519".to_owned(),
            key_id: public.id(),
        },
        files: listed,
        statement,
    };
    let written = canonical(&serde_json::to_value(&manifest)?)?.into_bytes();
    let signature = key.sign(&written);
    Ok(Package {
        name: name(&manifest.statement),
        manifest_sha256: sha256(&written),
        bytes: pack(&written, &signature, &all)?,
        manifest,
    })
}

fn text(path: &str, media_type: &str, text: String) -> EvidenceFile {
    EvidenceFile {
        path: path.to_owned(),
        media_type: media_type.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn list(file: &EvidenceFile) -> Listed {
    Listed {
        path: file.path.clone(),
        bytes: file.bytes.len() as u64,
        sha256: sha256(&file.bytes),
        media_type: file.media_type.clone(),
    }
}

/// The lengths of the data's tables.
fn counts(content: &Value) -> BTreeMap<String, u64> {
    let fields = content.as_object().into_iter().flatten();
    fields
        .filter_map(|(name, value)| Some((name.clone(), value.as_array()?.len() as u64)))
        .collect()
}

fn check_paths(files: &[EvidenceFile]) -> Result<(), EvidenceError> {
    let mut seen = BTreeSet::new();
    for file in files {
        let path = file.path.as_str();
        let reserved = [MANIFEST, SIGNATURE, TIME_STAMP].contains(&path);
        // File systems that ignore case would keep one of two.
        if reserved || !is_inside(path) || !seen.insert(path.to_lowercase()) {
            return Err(EvidenceError::Path(path.to_owned()));
        }
    }
    Ok(())
}

/// Whether a path stays within the package on every system.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(['\\', ':', '<', '>', '"', '|', '?', '*'])
            && !part.contains(char::is_control)
    };
    path.split('/').all(plain)
}

/// `nachweis_rheintal_behoerde_2026-11-20_0007.zip`
fn name(statement: &Statement) -> String {
    format!(
        "nachweis_{}_{}_{}_{:04}.zip",
        statement.tenant_slug,
        statement.profile.short(),
        statement.as_of,
        statement.export_no
    )
}

fn pack(manifest: &[u8], signature: &[u8], files: &[EvidenceFile]) -> Result<Vec<u8>, EvidenceError> {
    // Times and rights of files would make equal packages differ.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let heads = [(MANIFEST, manifest), (SIGNATURE, signature)];
    let rest = files
        .iter()
        .map(|file| (file.path.as_str(), file.bytes.as_slice()));
    for (path, bytes) in heads.into_iter().chain(rest) {
        zip.start_file(path, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
