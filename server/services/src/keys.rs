//! The keys that sign access tokens and links: Ed25519, made on first use, kept sealed in the database for all
//! instances.

use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use storage::SigningKey;
use tokio::sync::OnceCell;

use crate::files::sha256;
use crate::{Error, Result, Services};

const SEALED_FOR: &str = "signing_key";

/// The signing key, once it has been read.
#[derive(Clone, Default)]
pub struct Keys {
    newest: Arc<OnceCell<PrivateKey>>,
}

/// A key that signs.
pub struct PrivateKey {
    pub kid: String,
    pub private_pkcs8: Vec<u8>,
}

impl Services {
    /// The key that signs; made when there is none yet.
    pub(crate) async fn signing_key(&self) -> Result<&PrivateKey> {
        self.keys.newest.get_or_try_init(|| self.load_or_make_key()).await
    }

    /// The public half of a key by its id. Another instance may have made a key of its own; every stored key is good.
    pub(crate) async fn verifying_key(&self, kid: Option<&str>) -> Result<Option<Vec<u8>>> {
        let keys = self.db.system_read().await?.signing_keys().await?;
        let key = keys.into_iter().find(|key| Some(key.kid.as_str()) == kid);
        Ok(key.map(|key| key.public_key))
    }

    async fn load_or_make_key(&self) -> Result<PrivateKey> {
        let tx = self.db.system().await?;
        if let Some(key) = tx.signing_keys().await?.into_iter().next() {
            return Ok(PrivateKey {
                private_pkcs8: self.seal.open(SEALED_FOR, &key.private_key_sealed)?,
                kid: key.kid,
            });
        }
        let pair = Ed25519KeyPair::generate().map_err(Error::internal)?;
        let public_key = pair.public_key().as_ref().to_vec();
        let private_pkcs8 = pair.to_pkcs8v1().map_err(Error::internal)?.as_ref().to_vec();
        let kid = sha256(&public_key)[..16].to_owned();
        tx.insert_signing_key(SigningKey {
            kid: kid.clone(),
            private_key_sealed: self.seal.seal(SEALED_FOR, &private_pkcs8)?,
            public_key,
            created_at: self.clock.now(),
        })
        .await?;
        tx.save().await?;
        Ok(PrivateKey { kid, private_pkcs8 })
    }
}
