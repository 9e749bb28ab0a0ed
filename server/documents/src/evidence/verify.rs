//! Checking a package, offline.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::manifest::{Listed, Manifest};
use super::{CONTENT, MANIFEST, PublicKey, SIGNATURE, TIME_STAMP, hex, key_path};

/// No manifest or key is larger than this, in bytes.
const LARGEST_HEAD: u64 = 64 << 20;

/// No package holds more than this, in bytes. A ZIP of a few kilobytes may claim anything.
const LARGEST_PACKAGE: u64 = 16 << 30;

/// The file is no ZIP.
#[derive(Debug, thiserror::Error)]
#[error("not a readable ZIP: {0}")]
pub struct Unreadable(String);

/// What is wrong with a file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path within the package.
    pub path: String,
    /// What is wrong.
    pub reason: String,
}

/// A package in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The key in the package, or the one that was expected.
    pub key: PublicKey,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed since it was signed.
    Valid(Box<Report>),
    /// Something was; by path.
    Invalid(Vec<Fault>),
}

/// Checks the signature, and every file against the manifest. With an expected key, a package signed by another is
/// invalid; without one, the package shows only that it was signed by whoever has the key in it.
pub fn verify(package: impl Read + Seek, expected: Option<&PublicKey>) -> Result<Verdict, Unreadable> {
    let zip = ZipArchive::new(package).map_err(|error| Unreadable(error.to_string()))?;
    let mut check = Check {
        zip,
        faults: BTreeMap::new(),
    };
    let report = check.run(expected);
    let faults: Vec<Fault> = check
        .faults
        .into_iter()
        .map(|(path, reason)| Fault { path, reason })
        .collect();
    Ok(match report {
        Some((manifest, key)) if faults.is_empty() => Verdict::Valid(Box::new(Report { manifest, key })),
        _ => Verdict::Invalid(faults),
    })
}

struct Check<R> {
    zip: ZipArchive<R>,
    /// The first fault of each file.
    faults: BTreeMap<String, String>,
}

impl<R: Read + Seek> Check<R> {
    fn run(&mut self, expected: Option<&PublicKey>) -> Option<(Manifest, PublicKey)> {
        let bytes = self.head(MANIFEST)?;
        let signature = self.head(SIGNATURE);
        let manifest = self.manifest(&bytes);
        let key = match expected {
            Some(key) => Some(key.clone()),
            None => self.enclosed_key(manifest.as_ref()),
        };
        if let Some((key, signature)) = key.as_ref().zip(signature)
            && !key.signed(&bytes, &signature)
        {
            let reason = if expected.is_some() {
                "changed after it was signed, or signed with another key than the expected one"
            } else {
                "changed after it was signed"
            };
            self.fault(MANIFEST, reason);
        }
        let manifest = manifest?;
        self.files(&manifest);
        Some((manifest, key?))
    }

    fn fault(&mut self, path: &str, reason: impl Into<String>) {
        self.faults
            .entry(path.to_owned())
            .or_insert_with(|| reason.into());
    }

    /// A small file in whole.
    fn head(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = match self.zip.by_name(path) {
            Ok(file) => file
                .take(LARGEST_HEAD)
                .read_to_end(&mut bytes)
                .map_err(|_| "damaged"),
            Err(zip::result::ZipError::FileNotFound) => Err("missing"),
            Err(_) => Err("damaged"),
        };
        match read {
            Ok(_) => Some(bytes),
            Err(reason) => {
                self.fault(path, reason);
                None
            }
        }
    }

    fn manifest(&mut self, bytes: &[u8]) -> Option<Manifest> {
        match serde_json::from_slice::<Manifest>(bytes) {
            Ok(manifest) if manifest.schema != Manifest::SCHEMA => {
                self.fault(MANIFEST, format!("unknown schema `{}`", manifest.schema));
                None
            }
            Ok(manifest) => Some(manifest),
            Err(error) => {
                self.fault(MANIFEST, format!("not a manifest: {error}"));
                None
            }
        }
    }

    /// The key that the manifest names; without a readable manifest there is nothing to trust.
    fn enclosed_key(&mut self, manifest: Option<&Manifest>) -> Option<PublicKey> {
        let id = &manifest?.signature.key_id;
        let path = key_path(id);
        let names = self.names();
        if !names.contains(&path) && names.iter().any(|name| name.starts_with("keys/")) {
            self.fault(MANIFEST, "names a key that the package does not contain");
            return None;
        }
        let pem = String::from_utf8(self.head(&path)?).unwrap_or_default();
        match PublicKey::from_pem(&pem) {
            Ok(key) if key.id() == *id => Some(key),
            Ok(_) => {
                self.fault(&path, "not the key that the manifest names");
                None
            }
            Err(error) => {
                self.fault(&path, error.to_string());
                None
            }
        }
    }

    fn files(&mut self, manifest: &Manifest) {
        let total = manifest
            .files
            .iter()
            .try_fold(0u64, |sum, file| sum.checked_add(file.bytes));
        if total.is_none_or(|total| total > LARGEST_PACKAGE) {
            self.fault(MANIFEST, "claims more than a package holds");
            return;
        }
        if self.zip.has_duplicate_names() {
            self.fault("(ZIP)", "a name occurs twice");
        }
        let mut known: BTreeSet<String> = [MANIFEST, SIGNATURE, TIME_STAMP].map(str::to_owned).into();
        for file in &manifest.files {
            if !known.insert(file.path.clone()) {
                self.fault(&file.path, "listed twice");
            }
            if let Err(reason) = self.file(file) {
                self.fault(&file.path, reason);
            }
        }
        let content = manifest.files.iter().find(|file| file.path == CONTENT);
        if content.is_none_or(|file| file.sha256 != manifest.content_sha256) {
            self.fault(CONTENT, "not the content that the manifest names");
        }
        for name in self.names().iter().filter(|name| !known.contains(*name)) {
            self.fault(name, "does not belong to the package");
        }
    }

    fn names(&self) -> Vec<String> {
        let names = self.zip.file_names_raw();
        names
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect()
    }

    fn file(&mut self, listed: &Listed) -> Result<(), String> {
        let file = match self.zip.by_name(&listed.path) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Err("missing".to_owned()),
            Err(error) => return Err(format!("damaged: {error}")),
        };
        let mut hash = HashWriter(Sha256::new());
        // One byte more than listed is enough to see that there is more.
        let read = std::io::copy(&mut file.take(listed.bytes.saturating_add(1)), &mut hash);
        let bytes = read.map_err(|error| format!("damaged: {error}"))?;
        if bytes > listed.bytes {
            return Err(format!("changed: longer than {} bytes", listed.bytes));
        }
        if bytes < listed.bytes {
            return Err(format!("changed: {bytes} instead of {} bytes", listed.bytes));
        }
        let found = hex(&hash.0.finalize());
        if found != listed.sha256 {
            return Err(format!("changed: SHA-256 is {found}"));
        }
        Ok(())
    }
}

struct HashWriter(Sha256);

impl std::io::Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
