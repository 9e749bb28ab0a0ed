//! Keys that sign packages: Ed25519 (RFC 8032), public halves as PEM (RFC 8410).

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::sha256;

/// What stands before the 32 bytes of an Ed25519 key in its DER form.
const DER_HEAD: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];
const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";

/// How many characters of the SHA-256 of a public key make its id.
const ID_CHARACTERS: usize = 16;

/// Why a key could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not an Ed25519 key in PKCS #8.
    #[error("not an Ed25519 key in PKCS #8")]
    Private,
    /// Not an Ed25519 public key in PEM.
    #[error("not an Ed25519 public key in PEM")]
    Public,
}

/// A key that signs packages.
pub struct EvidenceKey {
    pair: Ed25519KeyPair,
}

impl EvidenceKey {
    /// Reads a private key in PKCS #8.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(bytes).map_err(|_| KeyError::Private)?;
        Ok(Self { pair })
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey { bytes }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

/// A key that shows who signed a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    bytes: [u8; 32],
}

impl PublicKey {
    /// Reads a key in PEM.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let body = text
            .trim()
            .strip_prefix(PEM_BEGIN)
            .and_then(|rest| rest.strip_suffix(PEM_END))
            .ok_or(KeyError::Public)?;
        let packed: String = body.split_whitespace().collect();
        let der = STANDARD.decode(packed).map_err(|_| KeyError::Public)?;
        let bytes = der.strip_prefix(&DER_HEAD).ok_or(KeyError::Public)?;
        Ok(Self {
            bytes: bytes.try_into().map_err(|_| KeyError::Public)?,
        })
    }

    /// The key in PEM.
    pub fn to_pem(&self) -> String {
        let der = [&DER_HEAD[..], &self.bytes].concat();
        format!("{PEM_BEGIN}\n{}\n{PEM_END}\n", STANDARD.encode(der))
    }

    /// The beginning of the key's SHA-256.
    pub fn id(&self) -> String {
        sha256(&self.bytes)[..ID_CHARACTERS].to_owned()
    }

    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.bytes)
            .verify(message, signature)
            .is_ok()
    }
}
