//! Evidence packages (Nachweispakete): what is handed to an authority or auditor, so that anybody can check offline
//! that nothing was changed.
//!
//! ```text
//! manifest.json        who asked for what as of which day; size and SHA-256 of every file
//! manifest.json.sig    Ed25519 signature over the bytes of manifest.json, 64 bytes
//! LIESMICH.txt         how to check the package
//! verzeichnis.json     the data, canonical (RFC 8785): same data, same bytes
//! keys/<key id>.pem    the public key; its id is the beginning of its SHA-256
//! …                    whatever else belongs to the export, each file listed in the manifest
//! ```
//!
//! The same content and statement, signed with the same key, give the same bytes: the ZIP carries no times of its own.

mod canonical;
mod key;
mod manifest;
mod package;
mod readme;
mod verify;

pub use canonical::{CanonicalError, canonical};
pub use key::{EvidenceKey, KeyError, PublicKey};
pub use manifest::{
    AuditSpan, Excluded, Generator, Listed, Manifest, Profile, ReferenceVersions, Scope, Signature, Software,
    Statement,
};
pub use package::{EvidenceError, EvidenceFile, Package, package};
pub use verify::{Fault, Report, Unreadable, Verdict, verify};

/// The data.
pub const CONTENT: &str = "verzeichnis.json";

const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.json.sig";
const TIME_STAMP: &str = "manifest.json.tsr";
const README: &str = "LIESMICH.txt";

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex(&sha2::Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn key_path(key_id: &str) -> String {
    format!("keys/{key_id}.pem")
}

#[cfg(test)]
mod tests;
