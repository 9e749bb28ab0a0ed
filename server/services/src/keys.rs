//! The keys that sign access tokens: Ed25519, made on first use, kept in the database for all instances.

use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use storage::SigningKey;
use tokio::sync::OnceCell;

use crate::files::sha256;
use crate::{Error, Result, Services};

/// The signing key, once it has been read.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    newest: Arc<OnceCell<SigningKey>>,
}

impl Services {
    /// The key that signs; made when there is none yet.
    pub(crate) async fn signing_key(&self) -> Result<&SigningKey> {
        self.keys.newest.get_or_try_init(|| self.load_or_make_key()).await
    }

    async fn load_or_make_key(&self) -> Result<SigningKey> {
        let tx = self.db.system().await?;
        if let Some(key) = tx.signing_keys().await?.into_iter().next() {
            return Ok(key);
        }
        let pair = Ed25519KeyPair::generate().map_err(Error::internal)?;
        let public_key = pair.public_key().as_ref().to_vec();
        let key = SigningKey {
            kid: sha256(&public_key)[..16].to_owned(),
            private_pkcs8: pair.to_pkcs8v1().map_err(Error::internal)?.as_ref().to_vec(),
            public_key,
            created_at: self.clock.now(),
        };
        tx.insert_signing_key(key.clone()).await?;
        tx.save().await?;
        Ok(key)
    }
}
