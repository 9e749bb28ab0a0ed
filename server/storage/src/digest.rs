//! Fingerprints of rows.

use std::fmt::Write as _;
use std::sync::Arc;

use aws_lc_rs::hmac;
use sha2::{Digest, Sha256};

/// SHA-256 over fields, each with its length, so that no two lists of fields read alike.
pub fn digest(fields: &[String]) -> String {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(field.len().to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize())
}

/// What makes fingerprints that nobody can compute who has the database alone.
#[derive(Debug, Clone)]
pub struct AuditKey(Arc<hmac::Key>);

impl AuditKey {
    /// Takes 32 secret bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret)))
    }

    /// HMAC-SHA-256 over fields, each with its length.
    pub fn digest(&self, fields: &[String]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        for field in fields {
            context.update(&field.len().to_be_bytes());
            context.update(field.as_bytes());
        }
        hex(context.sign().as_ref())
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            // Writing to a string cannot fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}
