//! Secrets that must be read again, such as those of second factors, rest encrypted (AES-256-GCM). The key lies in a
//! file beside the database, not in it, so that a copy of the database alone opens nothing.

use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use storage::AuditKey;

use crate::{Error, Result};

const KEY_LENGTH: usize = 32;

/// Seals and opens.
#[derive(Clone)]
pub struct Seal {
    key: std::sync::Arc<RandomizedNonceKey>,
    secret: std::sync::Arc<[u8; KEY_LENGTH]>,
}

impl Seal {
    /// Reads the key file, which is made on first use and readable by its owner alone.
    ///
    /// # Errors
    /// The file can be neither read nor made, or holds no key.
    pub fn from_file(path: &Path) -> Result<Self> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                make(path).map_err(Error::internal)?
            }
            Err(error) => return Err(Error::internal(format!("{}: {error}", path.display()))),
        };
        let Ok(secret) = <[u8; KEY_LENGTH]>::try_from(bytes) else {
            return Err(Error::internal(format!("{} holds no key", path.display())));
        };
        let key = RandomizedNonceKey::new(&AES_256_GCM, &secret).map_err(Error::internal)?;
        Ok(Self {
            key: key.into(),
            secret: secret.into(),
        })
    }

    /// The key that seals audit logs: derived (HMAC-SHA-256), so that one key never serves two purposes.
    pub fn audit_key(&self) -> AuditKey {
        let master = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_slice());
        let mut derived = [0; KEY_LENGTH];
        derived.copy_from_slice(hmac::sign(&master, b"audit log").as_ref());
        AuditKey::new(&derived)
    }

    /// Seals `plain` for `purpose`; it opens for the same purpose alone.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut rest = plain.to_vec();
        let nonce = self
            .key
            .seal_in_place_append_tag(Aad::from(purpose), &mut rest)
            .map_err(Error::internal)?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut rest);
        Ok(sealed)
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    /// It was changed, or sealed under another key or for another purpose.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, rest) = sealed
            .split_at_checked(NONCE_LEN)
            .ok_or_else(|| Error::internal("sealed value too short"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(Error::internal)?;
        let mut rest = rest.to_vec();
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(purpose), &mut rest)
            .map_err(|_| {
                Error::internal("sealed under another key: is secret.key the one that belongs here?")
            })?;
        Ok(plain.to_vec())
    }
}

/// Writes a new key. Whoever comes second, such as another instance, takes the first one's.
fn make(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    let mut key = vec![0_u8; KEY_LENGTH];
    aws_lc_rs::rand::fill(&mut key).map_err(std::io::Error::other)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(storage::ids::new().simple().to_string());
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(&key)?;
    file.sync_all()?;
    // A hard link appears whole or not at all, and never replaces what is there.
    let linked = std::fs::hard_link(&beside, path);
    std::fs::remove_file(&beside)?;
    match linked {
        Ok(()) => Ok(key),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => std::fs::read(path),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_values_open_for_their_purpose_alone() {
        let folder = std::env::temp_dir().join(storage::ids::new().to_string());
        let path = folder.join("secret.key");
        let seal = Seal::from_file(&path).unwrap();
        let sealed = seal.seal("totp", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        let again = Seal::from_file(&path).unwrap();
        assert_eq!(again.open("totp", &sealed).unwrap(), b"secret");
        assert!(again.open("oidc", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(again.open("totp", &changed).is_err());
        assert!(again.open("totp", &sealed[..4]).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
