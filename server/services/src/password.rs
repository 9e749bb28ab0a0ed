//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes), off the async threads.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// In lower case, sorted; see `data/README.md`.
static COMMON: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../data/common-passwords.txt").lines().collect());

/// Checks a new password of the person with this address and name.
///
/// # Errors
/// What `domain::forms::check_password` says, or `password_common` for one that leaked often.
pub fn check(password: &str, email: &str, name: &str) -> std::result::Result<(), &'static str> {
    domain::forms::check_password(password, email, name)?;
    let common = COMMON.binary_search(&password.to_lowercase().as_str()).is_ok();
    if common { Err("password_common") } else { Ok(()) }
}

/// Hashes at most a few passwords at once: each takes 19 MiB.
#[derive(Debug, Clone)]
pub struct Hashing {
    slots: Arc<Semaphore>,
    /// Who waits for a slot or has one. Beyond it nobody is kept waiting: strangers must not hold up sign-ins.
    queue: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            slots: Arc::new(Semaphore::new(2)),
            queue: Arc::new(Semaphore::new(64)),
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
        let _place = self.queue.try_acquire().map_err(|_| Error::Throttled)?;
        let _slot = self.slots.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_in_lower_case() {
        assert!(COMMON.len() > 10_000 && COMMON.is_sorted());
        for common in COMMON.iter() {
            assert!(
                common.len() >= domain::forms::SHORTEST_PASSWORD && *common == common.to_lowercase(),
                "{common}"
            );
        }
    }

    #[test]
    fn common_passwords_are_refused_in_any_case() {
        for common in ["sonyericsson", "SonyEricsson", "leavemealone", "chickenwing101"] {
            assert_eq!(
                check(common, "a@b.example", ""),
                Err("password_common"),
                "{common}"
            );
        }
        assert_eq!(check("regenschirm-am-see", "a@b.example", ""), Ok(()));
        assert_eq!(check("sonyericsso", "a@b.example", ""), Err("password_too_short"));
    }
}
