//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes), off the async threads.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Hashes at most a few passwords at once: each takes 19 MiB.
#[derive(Debug, Clone)]
pub struct Hashing {
    slots: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            slots: Arc::new(Semaphore::new(2)),
        }
    }
}

fn argon2id() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// A hash nobody has the password of: checked for unknown accounts, so that they take as long as known ones.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2VjcmV0IG9mIG5vYm9keQ$Xi1sQpT5kcXf2mJIiMVpkPmVvJwPOlw5tSTJ1HIDyX8";

impl Hashing {
    /// The hash to store for a password or secret.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move || {
            argon2id()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(Error::internal)
        })
        .await?
    }

    /// Whether a password belongs to a hash; `None` stands for an unknown account.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let (password, stored) = (password.to_owned(), hash.unwrap_or(NOBODY).to_owned());
        let fits = self
            .run(move || {
                let parsed = PasswordHash::new(&stored).map_err(Error::internal)?;
                Ok::<_, Error>(argon2id().verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await??;
        Ok(fits && hash.is_some())
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _slot = self.slots.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}
